// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/secret_fields.h"

#include "app/payments/card_desk.h"
#include "app/portal_access/addresses.h"
#include "ui/common/captioned_field.h"
#include "ui/common/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QClipboard>
#include <QGuiApplication>
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

SecretFields::SecretFields(Database& database, std::function<QString()> portalOrigin, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_portalOrigin{std::move(portalOrigin)}
    , m_webhook{new QLineEdit}
    , m_place{new QLabel}
{
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::medium);
    m_webhook->setObjectName(u"webhookAddress"_s);
    m_webhook->setReadOnly(true);
    m_webhook->setAccessibleName(tr("Address of the webhook"));
    auto* copy = new QPushButton{icon(u"copy"_s), tr("Copy")};
    copy->setObjectName(u"copyWebhook"_s);
    copy->setAccessibleName(tr("Copy the address of the webhook"));
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_webhook->text()); });
    auto* address = new QWidget;
    auto* row = new QHBoxLayout{address};
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_webhook, 1);
    row->addWidget(copy);
    address->setFocusProxy(m_webhook);
    m_webhookField = new CaptionedField{tr("Address of the webhook"), address};
    column->addWidget(m_webhookField);
    addRow(u"stripeKey"_s, tr("Secret key"));
    addRow(u"stripeWebhook1"_s, tr("Signing secret of the webhook"));
    addRow(u"stripeWebhook2"_s, tr("The next signing secret, while you change it"));
    m_place->setObjectName(u"secretPlace"_s);
    m_place->setTextFormat(Qt::PlainText);
    m_place->setWordWrap(true);
    theme::setTextRole(m_place, theme::TextRole::Muted);
    column->addWidget(m_place);
}

void SecretFields::addRow(const QString& objectName, const QString& label)
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
    layout()->addWidget(field);
    m_rows.push_back({line, field, forget_});
    connect(line, &QLineEdit::textEdited, this, [this, field] {
        field->setProblem({});
        Q_EMIT edited();
    });
    connect(forget_, &QPushButton::clicked, this, [this, at] { forget(at); });
}

QString SecretFields::nameOf(std::size_t row) const
{
    return row == 0 ? secrets::stripeKey(*m_brand) : secrets::stripeWebhook(*m_brand, int(row));
}

void SecretFields::showBrand(BrandId brand)
{
    m_brand = brand;
    discard();
    showWebhook();
    look();
}

void SecretFields::showWebhook()
{
    const auto address = m_database.read([this](const Snapshot& snapshot) -> Result<QString> {
        const auto token = payments::webhookToken(snapshot, *m_brand);
        if (!token)
            return token;
        const auto addresses = portal_access::addresses(snapshot, m_portalOrigin());
        if (!addresses)
            return fail(addresses.error());
        if (addresses->studioOrigin.isEmpty())
            return QString{};
        return addresses->studioOrigin + addresses->basePath + "/webhooks/stripe/"_L1 + *token;
    });
    m_webhook->setText(address ? *address : QString{});
    m_webhookField->setHint(
        m_webhook->text().isEmpty()
            ? tr("It has no address while the portal is off and none is set under Settings › Portal.")
            : tr("Paste it at Stripe under Developers › Webhooks, for the events of Checkout, refunds and "
                 "disputes. Stripe has to reach it: an address of this computer alone will not do."));
}

void SecretFields::look()
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

void SecretFields::show(const Result<std::vector<QString>>& names)
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const bool isThere =
            m_brand && names && std::find(names->begin(), names->end(), nameOf(i)) != names->end();
        m_rows[i].line->setPlaceholderText(isThere ? tr("Kept. Type another one to replace it.") : QString{});
        m_rows[i].forget->setEnabled(isThere);
    }
}

bool SecretFields::isEdited() const
{
    return std::any_of(m_rows.begin(), m_rows.end(),
                       [](const Row& row) { return !row.line->text().isEmpty(); });
}

void SecretFields::discard()
{
    for (const Row& row : m_rows) {
        row.line->clear();
        row.field->setProblem({});
    }
}

void SecretFields::keep(std::function<void(bool)> done)
{
    if (m_job.isRunning()) {
        m_next = [this, done] { keep(done); };
        return;
    }
    if (!m_brand || !isEdited())
        return done(true);
    std::vector<std::pair<QString, QByteArray>> typed;
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        typed.emplace_back(nameOf(i), m_rows[i].line->text().toUtf8());
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

void SecretFields::forget(std::size_t row)
{
    if (!m_brand)
        return;
    if (m_job.isRunning()) {
        m_next = [this, row] { forget(row); };
        return;
    }
    m_job.run(
        [database = &m_database, name = nameOf(row)](const BackgroundJob::Report&) -> Result<void> {
            const auto store = openStore(*database);
            return store ? (*store)->remove(name) : Result<void>{fail(store.error())};
        },
        [this, row](const Result<void>& removed) {
            m_rows[row].field->setProblem(removed ? QString{} : sentenceOf(removed.error()));
            look();
        });
}

} // namespace foyer
