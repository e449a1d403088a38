// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conflicts/conflict_details.h"

#include "ui/common/words.h"
#include "ui/conflicts/conflict_words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;
using contacts::Conflict;
using contacts::ConflictParty;

namespace {

constexpr std::size_t mostParties = 30; ///< more of them nobody compares by eye

QLabel* plainLabel(const QString& text = {})
{
    auto* label = new QLabel{text};
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

/// What tells this one from a namesake.
QString about(const ConflictParty& party)
{
    const QString state = words::portalState(party.portal);
    const QString kind = words::kind(party.brief.kind);
    const QString both =
        state.isEmpty() ? kind : ConflictDetails::tr("%1 · portal: %2", "kind, state").arg(kind, state);
    return party.brief.email.isEmpty() ? both : both + u" · "_s + party.brief.email;
}

/// The first two namesakes, by their places; nothing when there are none.
std::optional<std::pair<std::size_t, std::size_t>> namesakes(const std::vector<ConflictParty>& parties)
{
    for (std::size_t i = 0; i < parties.size(); ++i) {
        for (std::size_t j = i + 1; j < parties.size(); ++j) {
            if (contacts::isNamesake(parties[i].brief, parties[j].brief))
                return std::pair{i, j};
        }
    }
    return std::nullopt;
}

theme::Tone toneOf(const Conflict& conflict)
{
    if (conflict.kind == Conflict::Kind::Malformed)
        return theme::Tone::Danger;
    return conflict.isProbableDuplicate ? theme::Tone::Warning : theme::Tone::Neutral;
}

} // namespace

ConflictDetails::ConflictDetails(QWidget* parent)
    : QWidget{parent}
    , m_about{plainLabel()}
    , m_kind{new QLabel}
    , m_meaning{plainLabel()}
    , m_parties{new QWidget}
    , m_merge{new QPushButton{icon(u"users"_s), tr("&Merge…")}}
    , m_hint{plainLabel()}
{
    theme::makeCard(this);
    theme::setTextRole(m_about, theme::TextRole::Heading);
    m_about->setObjectName(u"conflictAbout"_s);
    m_about->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_meaning->setObjectName(u"conflictMeaning"_s);
    m_meaning->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_meaning->setAccessibleName(tr("What it means"));
    m_merge->setObjectName(u"mergePair"_s);
    theme::setTextRole(m_hint, theme::TextRole::Muted);
    connect(m_merge, &QPushButton::clicked, this, [this] {
        if (const auto two = pair())
            Q_EMIT mergeRequested(two->first, two->second);
    });

    auto* head = new QHBoxLayout;
    head->setSpacing(theme::space::medium);
    head->addWidget(m_about, 1);
    head->addWidget(m_kind, 0, Qt::AlignTop);
    auto* content = new QWidget;
    content->setObjectName(u"page"_s); // the card is its ground
    auto* column = new QVBoxLayout{content};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::medium);
    column->addWidget(m_meaning);
    column->addWidget(m_parties);
    auto* merging = new QHBoxLayout;
    merging->setSpacing(theme::space::medium);
    merging->addWidget(m_merge);
    merging->addWidget(m_hint, 1);
    column->addLayout(merging);
    column->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Conflict"));
    scroll->setWidget(content);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::large, theme::space::large, theme::space::large,
                               theme::space::large);
    layout->setSpacing(theme::space::medium);
    layout->addLayout(head);
    layout->addWidget(scroll, 1);
}

void ConflictDetails::show(const Conflict& conflict)
{
    if (conflict == m_conflict)
        return; // somebody may be about to press a button
    m_conflict = conflict;
    m_about->setText(conflict.about);
    // Dressed first: a label measures its text once, with the padding it has then.
    theme::makeBadge(m_kind, toneOf(conflict));
    m_kind->setText(words::conflictKind(conflict));
    m_meaning->setText(words::conflictMeaning(conflict).join(u'\n'));
    showParties();
    updateMerge();
}

void ConflictDetails::showParties()
{
    m_boxes.clear();
    if (QLayout* before = m_parties->layout()) {
        qDeleteAll(m_parties->findChildren<QWidget*>(Qt::FindDirectChildrenOnly));
        delete before;
    }
    auto* grid = new QGridLayout{m_parties};
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme::space::large);
    grid->setVerticalSpacing(theme::space::small);
    grid->setColumnStretch(1, 1); // what is long wraps: there is no scrolling sideways
    const auto& parties = m_conflict->parties;
    const std::size_t shown = std::min(parties.size(), mostParties);
    for (std::size_t i = 0; i < shown; ++i) {
        const ConflictParty& party = parties[i];
        const int row = int(i);
        if (parties.size() > 2) {
            auto* box = new QCheckBox;
            box->setObjectName(u"pick%1"_s.arg(party.brief.id.text()));
            box->setAccessibleName(tr("Merge %1").arg(party.brief.name));
            connect(box, &QCheckBox::toggled, this, &ConflictDetails::updateMerge);
            m_boxes.push_back(box);
            grid->addWidget(box, row, 0, Qt::AlignTop);
        }
        auto* name = plainLabel(party.brief.name);
        auto* what = plainLabel(about(party));
        theme::setTextRole(what, theme::TextRole::Muted);
        auto* open = new QPushButton{tr("Open")};
        open->setObjectName(u"open%1"_s.arg(party.brief.id.text()));
        open->setAccessibleName(tr("Open %1").arg(party.brief.name));
        connect(open, &QPushButton::clicked, this,
                [this, id = party.brief.id] { Q_EMIT contactActivated(id); });
        auto* both = new QVBoxLayout;
        both->setSpacing(theme::space::hair);
        both->addWidget(name);
        both->addWidget(what);
        grid->addLayout(both, row, 1);
        grid->addWidget(open, row, 2, Qt::AlignTop);
    }
    if (const auto two = namesakes(parties); two && two->second < m_boxes.size()) {
        m_boxes[two->first]->setChecked(true);
        m_boxes[two->second]->setChecked(true);
    }
    if (parties.size() > shown)
        grid->addWidget(plainLabel(tr("… and %n more", nullptr, int(parties.size() - shown))), int(shown), 1,
                        1, 2);
}

std::optional<std::pair<ContactId, ContactId>> ConflictDetails::pair() const
{
    if (!m_conflict)
        return std::nullopt;
    std::vector<const ConflictParty*> picked;
    for (std::size_t i = 0; i < m_conflict->parties.size(); ++i) {
        if (m_boxes.empty() || (i < m_boxes.size() && m_boxes[i]->isChecked()))
            picked.push_back(&m_conflict->parties[i]);
    }
    if (picked.size() != 2 || picked[0]->brief.kind != picked[1]->brief.kind)
        return std::nullopt;
    return std::pair{picked[0]->brief.id, picked[1]->brief.id};
}

void ConflictDetails::updateMerge()
{
    const auto& parties = m_conflict->parties;
    m_merge->setVisible(parties.size() > 1);
    m_merge->setEnabled(pair().has_value());
    const bool isAsking = parties.size() > 2 && !pair();
    const bool isMixed = parties.size() == 2 && !pair();
    m_hint->setText(isAsking  ? tr("Tick the two of one kind that are the same.")
                    : isMixed ? tr("A person and a company or location cannot be merged.")
                              : QString{});
}

} // namespace foyer
