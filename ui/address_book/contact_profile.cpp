// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/contact_profile.h"

#include "app/brands/brand_store.h"
#include "ui/address_book/contact_jobs.h"
#include "ui/address_book/flow_layout.h"
#include "ui/address_book/studio_edits.h"
#include "ui/common/icon_label.h"
#include "ui/common/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QAction>
#include <QDesktopServices>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t recentEntries = 6;
constexpr int labelPx = 110;

QLabel* plainLabel()
{
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText); // what people typed is never markup
    label->setWordWrap(true);
    return label;
}

QLabel* heading(const QString& text)
{
    auto* label = new QLabel{text};
    theme::setTextRole(label, theme::TextRole::Heading);
    return label;
}

void empty(QLayout* layout)
{
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
}

QString kindIconName(ContactKind kind)
{
    switch (kind) {
    case ContactKind::Person:
        return u"user"_s;
    case ContactKind::Company:
        return u"building-2"_s;
    case ContactKind::Location:
        return u"map-pin"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

ContactProfile::ContactProfile(StudioEdits& edits, FallbackOrigin fallbackOrigin,
                               const QList<QAction*>& actions, const QList<QAction*>& more, QWidget* parent)
    : QScrollArea{parent}
    , m_edits{edits}
    , m_name{plainLabel()}
    , m_kindIcon{new IconLabel{icon(u"user"_s, IconInk::Muted), theme::iconPx}}
    , m_kind{plainLabel()}
    , m_archivedBadge{new QLabel{tr("Archived")}}
    , m_binBadge{new QLabel{tr("In the Bin")}}
    , m_conflictBadge{new QLabel{tr("Email Conflict")}}
    , m_conflictText{new QLabel}
    , m_lines{new QWidget}
    , m_tags{new QWidget}
    , m_tagFlow{new FlowLayout{m_tags}}
    , m_jobs{new ContactJobs{edits.database()}}
    , m_portal{new PortalSection{edits, std::move(fallbackOrigin)}}
    , m_notesBox{new QWidget}
    , m_notes{plainLabel()}
    , m_historyGrid{new QGridLayout}
    , m_wholeHistory{new QPushButton{tr("Show the whole history")}}
{
    setObjectName(u"profile"_s);
    setAccessibleName(tr("Profile"));
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    build(actions, more);
    m_portal->addActions(more);
    connect(m_portal, &PortalSection::previewRequested, this, &ContactProfile::previewRequested);
    connect(m_portal, &PortalSection::outboxRequested, this, &ContactProfile::outboxRequested);
    connect(m_jobs, &ContactJobs::jobActivated, this, &ContactProfile::jobActivated);
    connect(m_jobs, &ContactJobs::jobRequested, this, &ContactProfile::jobRequested);
    connect(m_jobs, &ContactJobs::failed, this, &ContactProfile::failed);
    connect(m_portal, &PortalSection::failed, this, &ContactProfile::failed);
    connect(m_wholeHistory, &QPushButton::toggled, this, &ContactProfile::showHistory);
}

void ContactProfile::build(const QList<QAction*>& actions, const QList<QAction*>& more)
{
    auto* notes = new QVBoxLayout{m_notesBox};
    notes->setContentsMargins(0, 0, 0, 0);
    notes->addWidget(heading(tr("Notes")));
    notes->addWidget(m_notes);
    m_notes->setObjectName(u"notes"_s);
    m_notes->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    auto* history = new QWidget;
    history->setObjectName(u"history"_s);
    history->setLayout(m_historyGrid);
    m_historyGrid->setContentsMargins(0, 0, 0, 0);
    m_historyGrid->setHorizontalSpacing(theme::space::large);
    m_historyGrid->setVerticalSpacing(theme::space::small);
    m_historyGrid->setColumnStretch(1, 1);
    m_wholeHistory->setCheckable(true);
    theme::setButtonRole(m_wholeHistory, theme::ButtonRole::Quiet);

    auto* page = new QWidget;
    page->setObjectName(u"page"_s);
    auto* layout = new QVBoxLayout{page};
    layout->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::page);
    layout->setSpacing(theme::space::large);
    layout->addWidget(buildHeader(actions, more));
    layout->addWidget(buildConflict());
    layout->addWidget(m_lines);
    layout->addWidget(m_tags);
    layout->addWidget(m_jobs);
    layout->addWidget(m_portal);
    layout->addWidget(m_notesBox);
    layout->addWidget(heading(tr("History")));
    layout->addWidget(history);
    layout->addWidget(m_wholeHistory, 0, Qt::AlignLeft);
    layout->addStretch();
    page->setMaximumWidth(theme::largestFormWidth + 2 * theme::space::page);
    setWidget(page);
}

QWidget* ContactProfile::buildHeader(const QList<QAction*>& actions, const QList<QAction*>& more)
{
    m_name->setObjectName(u"name"_s);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    theme::setTextRole(m_name, theme::TextRole::Title);
    m_name->setFont(theme::titleFont(font()));
    m_kind->setObjectName(u"kind"_s);
    theme::setTextRole(m_kind, theme::TextRole::Muted);
    theme::makeBadge(m_archivedBadge, theme::Tone::Neutral);
    theme::makeBadge(m_binBadge, theme::Tone::Warning);
    theme::makeBadge(m_conflictBadge, theme::Tone::Danger);
    m_conflictBadge->setObjectName(u"conflictBadge"_s);

    auto* kindRow = new QHBoxLayout;
    kindRow->setSpacing(theme::space::small);
    kindRow->addWidget(m_kindIcon);
    kindRow->addWidget(m_kind, 1);

    auto* row = new QWidget;
    auto* flow = new FlowLayout{row};
    for (QLabel* badge : {m_conflictBadge, m_archivedBadge, m_binBadge})
        flow->addWidget(badge);
    const auto addButton = [flow](QAction* action) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::StrongFocus);
        flow->addWidget(button);
        return button;
    };
    for (QAction* action : more) {
        m_moreButtons.emplace_back(addButton(action), action);
        connect(action, &QAction::changed, this, &ContactProfile::showMoreButtons);
    }
    for (QAction* action : actions) {
        QToolButton* button = addButton(action);
        const auto follow = [button, action] { button->setVisible(action->isVisible()); };
        connect(action, &QAction::changed, button, follow);
        follow();
    }

    auto* header = new QWidget;
    auto* layout = new QVBoxLayout{header};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space::small);
    layout->addWidget(m_name);
    layout->addLayout(kindRow);
    layout->addWidget(row);
    return header;
}

QWidget* ContactProfile::buildConflict()
{
    m_conflict = new QWidget;
    m_conflict->setObjectName(u"conflict"_s);
    theme::makeNotice(m_conflict, theme::Tone::Danger);
    auto* sign = new IconLabel{icon(u"triangle-alert"_s, IconInk::Danger), theme::iconPx};
    m_conflictText->setObjectName(u"conflictText"_s);
    m_conflictText->setTextFormat(Qt::RichText); // escaped by conflictHtml()
    m_conflictText->setWordWrap(true);
    m_conflictText->setTextInteractionFlags(Qt::TextBrowserInteraction);
    connect(m_conflictText, &QLabel::linkActivated, this, &ContactProfile::followLink);
    auto* layout = new QHBoxLayout{m_conflict};
    layout->setContentsMargins(theme::space::medium, theme::space::small, theme::space::medium,
                               theme::space::small);
    layout->setSpacing(theme::space::medium);
    layout->addWidget(sign, 0, Qt::AlignTop);
    layout->addWidget(m_conflictText, 1);
    return m_conflict;
}

Result<ContactProfile::View> ContactProfile::read(const Snapshot& snapshot, ContactId id) const
{
    auto contact = contacts::find(snapshot, id);
    if (!contact)
        return fail(contact.error());
    auto sharers = contacts::sharersOf(snapshot, id);
    if (!sharers)
        return fail(sharers.error());
    auto relatives = relativesOf(snapshot, *contact);
    if (!relatives)
        return fail(relatives.error());
    auto history = historyOf(snapshot, *contact);
    if (!history)
        return fail(history.error());
    const auto brands = brands::all(snapshot);
    if (!brands)
        return fail(brands.error());
    QString brandName;
    for (const Brand& brand : *brands) {
        if (brands->size() > 1 && brand.id == contact->brand)
            brandName = brand.details.name;
    }
    return View{std::move(*contact), brandName, std::move(*sharers), std::move(*relatives),
                std::move(*history)};
}

void ContactProfile::show(ContactId id)
{
    if (m_id != id) {
        m_id = id;
        m_wholeHistory->setChecked(false);
        verticalScrollBar()->setValue(0);
    }
    refresh();
}

void ContactProfile::take(const Changes& changes)
{
    if (!m_id)
        return;
    const bool concernsOther = std::any_of(m_others.begin(), m_others.end(), [&](ContactId other) {
        return changes.touches(Entity::Contact, other.row());
    });
    if (concernsOther || changes.touches(Entity::Contact, m_id->row()) ||
        changes.touches(Entity::PortalAccount, m_id->row()) ||
        changes.touches(Entity::Session, m_id->row()) || changes.touches(Entity::Mail) ||
        changes.touches(Entity::Brand) || changes.touches(Entity::Setting) || changes.touches(Entity::Import))
        refresh();
    else if (changes.touches(Entity::Job))
        m_jobs->refresh();
}

void ContactProfile::refresh()
{
    if (!m_id)
        return;
    const auto view =
        m_edits.database().read([this](const Snapshot& snapshot) { return read(snapshot, *m_id); });
    if (view && view->contact.mergedInto) { // whoever looks at it means the one it lives on in
        m_id = view->contact.mergedInto;
        refresh();
        return;
    }
    if (view) {
        apply(*view);
        return;
    }
    if (view.error().fault == Fault::NotFound) {
        m_id.reset();
        Q_EMIT gone();
    } else {
        Q_EMIT failed(view.error());
    }
}

void ContactProfile::apply(const View& view)
{
    m_others.clear();
    for (const auto& sharer : view.sharers)
        m_others.insert(sharer.id);
    for (const Relative& relative : view.relatives)
        m_others.insert(relative.brief.id);
    const ContactDetails& details = view.contact.details;
    m_firstEmail = details.emails.empty() ? std::nullopt : std::optional{details.emails.front()};
    m_relatives = view.relatives;

    showHeader(view);
    m_conflict->setVisible(!view.sharers.empty());
    m_conflictText->setText(view.sharers.empty() ? QString{} : conflictHtml(view.sharers));
    showLines(profileLines(view.contact, view.relatives));
    showTags(details.tags);
    m_jobs->show(view.contact);
    m_portal->show(view.contact);
    m_notesBox->setVisible(!details.notes.isEmpty());
    m_notes->setText(details.notes);
    m_history = view.history;
    showHistory();
}

void ContactProfile::showHeader(const View& view)
{
    const ContactDetails& details = view.contact.details;
    m_name->setText(displayNameOf(details));
    m_kindIcon->setIcon(icon(kindIconName(details.kind), IconInk::Muted));
    const QString kind = words::kind(details.kind);
    m_kind->setText(view.brandName.isEmpty() ? kind : tr("%1 · %2", "kind, brand").arg(kind, view.brandName));
    m_archivedBadge->setVisible(view.contact.archivedAt.has_value());
    m_binBadge->setVisible(view.contact.deletedAt.has_value());
    m_isPerson = details.kind == ContactKind::Person;
    showMoreButtons();
    m_conflictBadge->setVisible(!view.sharers.empty());
}

void ContactProfile::showMoreButtons()
{
    for (const auto& [button, action] : m_moreButtons)
        button->setVisible(!m_isPerson && action->isVisible());
}

void ContactProfile::showLines(std::vector<ProfileLine> lines)
{
    if (lines == m_shownLines && m_lines->layout())
        return; // somebody may be copying from it
    m_shownLines = std::move(lines);
    auto* grid = qobject_cast<QGridLayout*>(m_lines->layout());
    if (!grid) {
        grid = new QGridLayout{m_lines};
        grid->setContentsMargins(0, 0, 0, 0);
        grid->setHorizontalSpacing(theme::space::large);
        grid->setVerticalSpacing(theme::space::medium);
        grid->setColumnMinimumWidth(0, labelPx);
        grid->setColumnStretch(1, 1);
    }
    empty(grid);
    for (int row = 0; row < int(m_shownLines.size()); ++row) {
        const ProfileLine& line = m_shownLines[std::size_t(row)];
        auto* label = plainLabel();
        label->setText(line.label);
        theme::setTextRole(label, theme::TextRole::Muted);
        auto* value = new QLabel;
        value->setTextFormat(Qt::RichText); // escaped by profileLines()
        value->setText(line.html);
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextBrowserInteraction);
        value->setAccessibleName(line.label);
        connect(value, &QLabel::linkActivated, this, &ContactProfile::followLink);
        grid->addWidget(label, row, 0, Qt::AlignTop);
        grid->addWidget(value, row, 1, Qt::AlignTop);
    }
    m_lines->setVisible(!m_shownLines.empty());
}

void ContactProfile::showTags(const QStringList& tags)
{
    empty(m_tagFlow);
    for (const QString& tag : tags) {
        auto* badge = new QLabel{tag};
        badge->setTextFormat(Qt::PlainText);
        theme::makeBadge(badge, theme::Tone::Neutral);
        m_tagFlow->addWidget(badge);
    }
    m_tags->setVisible(!tags.isEmpty());
}

void ContactProfile::showHistory()
{
    empty(m_historyGrid);
    const bool isWhole = m_wholeHistory->isChecked();
    const std::size_t shown = isWhole ? m_history.size() : std::min(recentEntries, m_history.size());
    for (std::size_t i = 0; i < shown; ++i) {
        auto* when = plainLabel();
        when->setWordWrap(false);
        when->setText(words::moment(m_history[i].at));
        theme::setTextRole(when, theme::TextRole::Muted);
        auto* what = plainLabel();
        what->setText(m_history[i].sentences.join(u'\n'));
        what->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_historyGrid->addWidget(when, int(i), 0, Qt::AlignTop);
        m_historyGrid->addWidget(what, int(i), 1, Qt::AlignTop);
    }
    m_wholeHistory->setVisible(m_history.size() > recentEntries && !isWhole);
}

void ContactProfile::followLink(const QString& target)
{
    const auto idBehind = [&](QLatin1StringView scheme) {
        return target.startsWith(scheme) ? ContactId::fromText(QStringView{target}.sliced(scheme.size()))
                                         : std::nullopt;
    };
    if (const auto contact = idBehind("contact:"_L1)) {
        Q_EMIT contactActivated(*contact);
        return;
    }
    if (const auto with = idBehind("share:"_L1)) {
        for (const Relative& relative : m_relatives) {
            if (relative.brief.id == *with && m_firstEmail)
                Q_EMIT emailShareRequested(*m_firstEmail, *with, relative.brief.name);
        }
        return;
    }
    const QUrl url{target};
    static const QStringList harmless{u"http"_s, u"https"_s, u"mailto"_s, u"tel"_s};
    if (harmless.contains(url.scheme()))
        QDesktopServices::openUrl(url);
}

} // namespace foyer
