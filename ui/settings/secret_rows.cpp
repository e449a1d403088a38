// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/secret_rows.h"

#include "ui/common/captioned_field.h"
#include "ui/common/words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

struct Found
{
    Result<std::vector<QString>> names;
    QString place;
};

struct Kept
{
    std::vector<std::optional<QString>> problems; ///< one for each row; nothing: it was kept
};

Result<std::unique_ptr<SecretStore>> openStore(const Database& database)
{
    auto store = database.read(
        [](const Snapshot& snapshot) { return secrets::open(snapshot, secrets::Machine::Desktop); });
    database.releaseThisThread();
    return store;
}

QString sentenceOf(const Error& error)
{
    return error.fault == Fault::Invalid || error.fault == Fault::Storage ? error.detail
                                                                          : words::fault(error.fault);
}

} // namespace

SecretRows::SecretRows(Database& database, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_column{new QVBoxLayout{this}}
    , m_place{new QLabel}
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(theme::space::medium);
    m_place->setObjectName(u"secretPlace"_s);
    m_place->setTextFormat(Qt::PlainText);
    m_place->setWordWrap(true);
    theme::setTextRole(m_place, theme::TextRole::Muted);
    m_column->addWidget(m_place);
}

void SecretRows::addRow(const QString& objectName, const QString& label,
                        std::function<QString(BrandId)> nameOf)
{
    const std::size_t at = m_rows.size();
    auto* line = new QLineEdit;
    line->setObjectName(objectName);
    line->setEchoMode(QLineEdit::Password);
    line->setMaxLength(255);
    auto* forget_ = new QPushButton{tr("Forget")};
    forget_->setObjectName(objectName + u"Forget"_s);
    forget_->setAccessibleName(tr("Forget: %1").arg(label));
    forget_->setEnabled(false);
    auto* both = new QWidget;
    auto* row = new QHBoxLayout{both};
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(line, 1);
    row->addWidget(forget_);
    both->setFocusProxy(line);
    line->setAccessibleName(label);
    auto* field = new CaptionedField{label, both};
    m_column->insertWidget(m_column->indexOf(m_place), field);
    m_rows.push_back({line, field, forget_, std::move(nameOf)});
    connect(line, &QLineEdit::textEdited, this, [this, field] {
        field->setProblem({});
        Q_EMIT edited();
    });
    connect(forget_, &QPushButton::clicked, this, [this, at] { forget(at); });
}

void SecretRows::showBrand(BrandId brand)
{
    m_brand = brand;
    discard();
    look();
}

void SecretRows::look()
{
    if (m_job.isRunning()) {
        m_next = [this] { look(); };
        return;
    }
    m_job.run(
        [database = &m_database](const BackgroundJob::Report&) {
            const auto store = openStore(*database);
            return store ? Found{(*store)->names(), (*store)->place()} : Found{fail(store.error()), {}};
        },
        [this](const Found& found) {
            m_place->setText(found.names ? tr("Kept in %1, on this computer only; never in the studio file, "
                                              "and never shown again.")
                                               .arg(found.place)
                                         : sentenceOf(found.names.error()));
            show(found.names);
            if (const auto next = std::exchange(m_next, {}))
                next();
        });
}

void SecretRows::show(const Result<std::vector<QString>>& names)
{
    for (Row& row : m_rows) {
        row.isKept =
            m_brand && names && std::find(names->begin(), names->end(), row.nameOf(*m_brand)) != names->end();
        row.line->setPlaceholderText(row.isKept ? tr("Kept. Type another one to replace it.") : QString{});
        row.forget->setEnabled(row.isKept);
    }
    Q_EMIT looked();
}

bool SecretRows::isEdited() const
{
    return std::any_of(m_rows.begin(), m_rows.end(),
                       [](const Row& row) { return !row.line->text().isEmpty(); });
}

void SecretRows::discard()
{
    for (const Row& row : m_rows) {
        row.line->clear();
        row.field->setProblem({});
    }
}

void SecretRows::keep(std::function<void(bool)> done)
{
    if (m_job.isRunning()) {
        m_next = [this, done] { keep(done); };
        return;
    }
    if (!m_brand || !isEdited())
        return done(true);
    std::vector<std::pair<QString, QByteArray>> typed;
    for (const Row& row : m_rows)
        typed.emplace_back(row.nameOf(*m_brand), row.line->text().toUtf8());
    m_job.run(
        [database = &m_database, typed](const BackgroundJob::Report&) {
            Kept kept;
            const auto store = openStore(*database);
            for (const auto& [name, value] : typed) {
                std::optional<QString> problem;
                if (!value.isEmpty()) {
                    const auto put = store ? (*store)->keep(name, value) : Result<void>{fail(store.error())};
                    if (!put)
                        problem = sentenceOf(put.error());
                }
                kept.problems.push_back(problem);
            }
            return kept;
        },
        [this, done](const Kept& kept) {
            bool areKept = true;
            for (std::size_t i = 0; i < m_rows.size(); ++i) {
                m_rows[i].field->setProblem(kept.problems[i].value_or(QString{}));
                if (kept.problems[i])
                    areKept = false;
                else
                    m_rows[i].line->clear();
            }
            look();
            done(areKept);
        });
}

void SecretRows::forget(std::size_t row)
{
    if (!m_brand)
        return;
    if (m_job.isRunning()) {
        m_next = [this, row] { forget(row); };
        return;
    }
    m_job.run(
        [database = &m_database,
         name = m_rows[row].nameOf(*m_brand)](const BackgroundJob::Report&) -> Result<void> {
            const auto store = openStore(*database);
            return store ? (*store)->remove(name) : Result<void>{fail(store.error())};
        },
        [this, row](const Result<void>& removed) {
            m_rows[row].field->setProblem(removed ? QString{} : sentenceOf(removed.error()));
            look();
        });
}

} // namespace foyer
