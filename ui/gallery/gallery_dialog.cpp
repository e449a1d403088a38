// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/gallery_dialog.h"

#include "ui/common/empty_state.h"
#include "ui/common/words.h"
#include "ui/gallery/gallery_preview.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;
using gallery::Entry;
using gallery::Kind;

namespace {

constexpr Kind kinds[] = {Kind::Email, Kind::Automation, Kind::Questionnaire, Kind::Package, Kind::Contract};

QString iconOf(Kind kind)
{
    switch (kind) {
    case Kind::Email:
        return u"mail"_s;
    case Kind::Automation:
        return u"refresh-cw"_s;
    case Kind::Questionnaire:
        return u"list-checks"_s;
    case Kind::Package:
        return u"book-open"_s;
    case Kind::Contract:
        return u"file-text"_s;
    }
    Q_UNREACHABLE();
}

const Entry* findEntry(const QString& key)
{
    const auto& all = gallery::entries();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Entry& entry) { return entry.key == key; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace

QString GalleryDialog::kindName(Kind kind)
{
    switch (kind) {
    case Kind::Email:
        return tr("Email templates");
    case Kind::Automation:
        return tr("Automations");
    case Kind::Questionnaire:
        return tr("Questionnaires");
    case Kind::Package:
        return tr("Packages");
    case Kind::Contract:
        return tr("Contracts");
    }
    Q_UNREACHABLE();
}

GalleryDialog::GalleryDialog(Database& database, Kind preselected, QWidget* parent)
    : QDialog{parent}
    , m_database{database}
    , m_kinds{new QListWidget}
    , m_entries{new QListWidget}
    , m_right{new QStackedWidget}
    , m_name{new QLabel}
    , m_work{new QLabel}
    , m_description{new QLabel}
    , m_standing{new QLabel}
    , m_preview{new GalleryPreview}
    , m_said{new QLabel}
    , m_install{new QPushButton{tr("&Install")}}
    , m_open{new QPushButton{tr("&Open")}}
{
    setObjectName(u"gallery"_s);
    setWindowTitle(tr("Template Gallery"));
    build();
    for (int row = 0; row < m_kinds->count(); ++row) {
        if (m_kinds->item(row)->data(Qt::UserRole).toInt() == int(preselected))
            m_kinds->setCurrentRow(row);
    }
}

void GalleryDialog::build()
{
    m_kinds->setObjectName(u"galleryKinds"_s);
    m_kinds->setAccessibleName(tr("Kinds"));
    m_kinds->setIconSize({theme::iconPx, theme::iconPx});
    for (const Kind kind : kinds) {
        auto* item = new QListWidgetItem{icon(iconOf(kind)), kindName(kind), m_kinds};
        item->setData(Qt::UserRole, int(kind));
    }
    m_kinds->setFixedWidth(170);
    m_entries->setObjectName(u"galleryEntries"_s);
    m_entries->setAccessibleName(tr("What there is"));
    m_entries->setWordWrap(true);
    m_entries->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_entries->setMinimumWidth(190);
    theme::setTextRole(m_name, theme::TextRole::Heading);
    theme::setTextRole(m_work, theme::TextRole::Muted);
    m_said->setObjectName(u"gallerySaid"_s);
    theme::setTextRole(m_said, theme::TextRole::Done);
    m_standing->setObjectName(u"galleryStanding"_s);
    theme::makeNotice(m_standing, theme::Tone::Neutral);
    for (QLabel* label : {m_name, m_work, m_description, m_standing, m_said}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_install->setObjectName(u"install"_s);
    theme::setButtonRole(m_install, theme::ButtonRole::Primary);
    m_open->setObjectName(u"openInstalled"_s);
    m_open->setAutoDefault(false);
    m_open->hide();

    auto* sheet = new QWidget;
    auto* column = new QVBoxLayout{sheet};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::small);
    column->addWidget(m_name);
    column->addWidget(m_work);
    column->addWidget(m_description);
    column->addWidget(m_standing);
    column->addWidget(m_preview, 1);
    m_right->addWidget(sheet);
    m_right->addWidget(new EmptyState{u"book-open"_s, tr("Nothing of this kind yet"),
                                      tr("Later versions of Foyer bring more.")});
    auto* parts = new QSplitter;
    parts->setObjectName(u"loose"_s);
    parts->setHandleWidth(theme::space::medium);
    parts->setChildrenCollapsible(false);
    parts->addWidget(m_entries);
    parts->addWidget(m_right);
    parts->setStretchFactor(1, 1);
    parts->setSizes({240, 520});
    auto* body = new QHBoxLayout;
    body->setSpacing(theme::space::medium);
    body->addWidget(m_kinds);
    body->addWidget(parts, 1);
    auto* foot = new QHBoxLayout;
    auto* close = new QPushButton{tr("&Close")};
    close->setAutoDefault(false);
    foot->addWidget(m_said, 1);
    foot->addWidget(m_open);
    foot->addWidget(m_install);
    foot->addWidget(close);
    auto* all = new QVBoxLayout{this};
    all->setContentsMargins(theme::space::page, theme::space::page, theme::space::page, theme::space::large);
    all->setSpacing(theme::space::medium);
    all->addLayout(body, 1);
    all->addLayout(foot);
    resize(980, 640);

    connect(m_kinds, &QListWidget::currentRowChanged, this, &GalleryDialog::showKind);
    connect(m_entries, &QListWidget::currentRowChanged, this, &GalleryDialog::showCurrent);
    connect(m_entries, &QListWidget::itemActivated, m_install, &QPushButton::click);
    connect(m_install, &QPushButton::clicked, this, &GalleryDialog::install);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_open, &QPushButton::clicked, this, [this] {
        const auto made = m_made;
        accept();
        if (made)
            Q_EMIT openWanted(made->first, made->second);
    });
}

void GalleryDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    for (QListWidget* list : {m_kinds, m_entries})
        list->doItemsLayout(); // lines were measured before the style sheet dressed them
}

void GalleryDialog::showKind()
{
    const auto kind = Kind(m_kinds->currentItem()->data(Qt::UserRole).toInt());
    m_entries->clear();
    for (const Entry& entry : gallery::entries()) {
        if (entry.kind != kind)
            continue;
        auto* item = new QListWidgetItem{entry.name, m_entries};
        item->setData(Qt::UserRole, entry.key);
    }
    refreshMarks();
    m_right->setCurrentIndex(m_entries->count() > 0 ? 0 : 1);
    m_entries->setCurrentRow(0);
    showCurrent();
}

void GalleryDialog::showEntry(const QString& key)
{
    const Entry* entry = findEntry(key);
    if (!entry)
        return;
    for (int row = 0; row < m_kinds->count(); ++row) {
        if (m_kinds->item(row)->data(Qt::UserRole).toInt() == int(entry->kind))
            m_kinds->setCurrentRow(row);
    }
    for (int row = 0; row < m_entries->count(); ++row) {
        if (m_entries->item(row)->data(Qt::UserRole).toString() == key)
            m_entries->setCurrentRow(row);
    }
}

const Entry* GalleryDialog::current() const
{
    const QListWidgetItem* item = m_entries->currentItem();
    return item ? findEntry(item->data(Qt::UserRole).toString()) : nullptr;
}

QString GalleryDialog::standingOf(const Entry& entry) const
{
    const auto there =
        m_database.read([&](const Snapshot& snapshot) { return gallery::installedOf(snapshot, entry.key); });
    if (!there || there->copies == 0)
        return {};
    if (there->newestEdition < entry.edition)
        return tr(
            "You have an earlier edition. Installing adds the newer one beside it; yours stays as it is.");
    return there->copies == 1
               ? tr("You have a copy of it. Installing adds another one.")
               : tr("You have %1 copies of it. Installing adds another one.").arg(there->copies);
}

void GalleryDialog::refreshMarks()
{
    for (int row = 0; row < m_entries->count(); ++row) {
        QListWidgetItem* item = m_entries->item(row);
        const Entry* entry = findEntry(item->data(Qt::UserRole).toString());
        const auto there = m_database.read(
            [&](const Snapshot& snapshot) { return gallery::installedOf(snapshot, entry->key); });
        const bool isThere = there && there->copies > 0;
        const bool isOlder = isThere && there->newestEdition < entry->edition;
        item->setIcon(isOlder   ? icon(u"info"_s, IconInk::Accent)
                      : isThere ? icon(u"circle-check"_s, IconInk::Success)
                                : icon(u"plus"_s, IconInk::Muted));
        const QString mark = isOlder   ? tr("newer edition offered")
                             : isThere ? tr("installed")
                                       : tr("not installed");
        item->setData(Qt::AccessibleTextRole,
                      tr("%1, %2", "template, whether it is installed").arg(entry->name, mark));
        item->setToolTip(mark);
    }
}

void GalleryDialog::showCurrent()
{
    const Entry* entry = current();
    m_made.reset();
    m_open->hide();
    m_said->clear();
    m_install->setEnabled(entry && !m_isInstalling);
    if (!entry)
        return;
    m_name->setText(entry->name);
    m_work->setText(entry->work.isEmpty() ? tr("For any work")
                                          : tr("For %1 work").arg(entry->work.toLower()));
    QString description = entry->description;
    QStringList needed;
    for (const QString& key : entry->needs) {
        if (const Entry* other = findEntry(key))
            needed.append(other->name);
    }
    if (!needed.isEmpty())
        description += u' ' + tr("Brings along: %1.").arg(needed.join(u", "_s));
    m_description->setText(description);
    const QString standing = standingOf(*entry);
    m_standing->setText(standing);
    m_standing->setVisible(!standing.isEmpty());
    m_preview->showMarkdownText(entry->preview);
}

void GalleryDialog::install()
{
    const Entry* entry = current();
    if (!entry || m_isInstalling)
        return;
    const auto before =
        m_database.read([&](const Snapshot& snapshot) { return gallery::installedOf(snapshot, entry->key); });
    m_isInstalling = true;
    m_install->setEnabled(false);
    m_database.writeLater(
        Actor::studio(), this,
        [key = entry->key](Transaction& transaction) { return gallery::install(transaction, key); },
        [this, entry, copies = before ? before->copies : 0](const Result<qint64>& row) {
            installed(*entry, row, copies);
        });
}

void GalleryDialog::installed(const Entry& entry, const Result<qint64>& row, int copiesBefore)
{
    m_isInstalling = false;
    refreshMarks();
    if (current() == &entry)
        showCurrent();
    m_install->setEnabled(current() != nullptr);
    theme::setTextRole(m_said, row ? theme::TextRole::Done : theme::TextRole::Problem);
    if (!row)
        return m_said->setText(tr("Not installed. %1").arg(words::fault(row.error().fault)));
    m_made = {entry.kind, *row};
    m_open->show();
    m_open->setAccessibleName(tr("Open what was installed: %1").arg(entry.name));
    m_said->setText(
        copiesBefore > 0 ? tr("Installed as a further copy: you had “%1” already.").arg(entry.name)
        : entry.kind == Kind::Automation ? tr("Installed, switched off until you switch it on.")
                                         : tr("Installed: “%1” is yours to change.").arg(entry.name));
}

} // namespace foyer
