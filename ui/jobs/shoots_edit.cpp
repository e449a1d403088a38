// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/shoots_edit.h"

#include "app/base/text.h"
#include "app/contacts/contact_store.h"
#include "ui/address_book/checked_field.h"
#include "ui/address_book/time_text.h"
#include "ui/jobs/contact_finder.h"
#include "ui/jobs/growing_text.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QAction>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int timePx = 88;
constexpr int dayPx = 130;

} // namespace

ShootCard::ShootCard(const Database& database, const Shoot& shoot, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_title{new QLineEdit}
    , m_day{new QLineEdit}
    , m_starts{new QLineEdit}
    , m_ends{new QLineEdit}
    , m_dayField{new CheckedField{m_day}}
    , m_startsField{new CheckedField{m_starts}}
    , m_endsField{new CheckedField{m_ends}}
    , m_place{new ContactFinder{database, ContactKind::Location}}
    , m_notes{new GrowingText{1}}
{
    setObjectName(u"shoot"_s);
    theme::makeCard(this);
    build();
    set(shoot);
}

void ShootCard::build()
{
    const auto describe = [](QWidget* field, const QString& objectName, const QString& name) {
        field->setObjectName(objectName);
        field->setAccessibleName(name);
    };
    describe(m_title, u"shootTitle"_s, tr("What the shoot is"));
    describe(m_day, u"shootDay"_s, tr("Day of the shoot"));
    describe(m_starts, u"shootStarts"_s, tr("Starts at"));
    describe(m_ends, u"shootEnds"_s, tr("Ends at"));
    describe(m_place, u"shootPlace"_s, tr("Place of the shoot"));
    describe(m_notes, u"shootNotes"_s, tr("Notes on the shoot"));
    m_title->setPlaceholderText(tr("Ceremony, portraits, …"));
    m_day->setPlaceholderText(tr("Day"));
    m_starts->setPlaceholderText(tr("From"));
    m_ends->setPlaceholderText(tr("To"));
    m_place->setPlaceholderText(tr("Place: type it, or a part of a location's name"));
    m_notes->setPlaceholderText(tr("Notes"));
    m_place->addAction(icon(u"map-pin"_s, IconInk::Muted), QLineEdit::LeadingPosition);
    m_dayField->setMaximumWidth(dayPx);
    m_startsField->setMaximumWidth(timePx);
    m_endsField->setMaximumWidth(timePx);
    for (QWidget* field : std::initializer_list<QWidget*>{m_title, m_day, m_starts, m_ends, m_place, m_notes})
        theme::makeQuiet(field);
    connect(m_place, &ContactFinder::chosen, this, [this](ContactId id, const QString& name) {
        m_location = id;
        m_locationName = name;
        m_place->setText(name);
        Q_EMIT left();
    });
    for (QLineEdit* line : {m_title, m_day, m_starts, m_ends, static_cast<QLineEdit*>(m_place)}) {
        connect(line, &QLineEdit::editingFinished, this, [this] {
            check();
            Q_EMIT left();
        });
    }
    connect(m_notes, &GrowingText::left, this, &ShootCard::left);

    auto* drop = new QToolButton;
    drop->setObjectName(u"dropShoot"_s);
    drop->setIcon(icon(u"x"_s, IconInk::Muted));
    drop->setAccessibleName(tr("Remove this shoot"));
    drop->setToolTip(drop->accessibleName());
    drop->setFocusPolicy(Qt::StrongFocus);
    connect(drop, &QToolButton::clicked, this, &ShootCard::removeRequested);

    auto* when = new QHBoxLayout;
    when->setSpacing(theme::space::tiny);
    when->addWidget(m_dayField, 2, Qt::AlignTop);
    when->addWidget(m_startsField, 1, Qt::AlignTop);
    auto* until = new QLabel{u"–"_s};
    theme::setTextRole(until, theme::TextRole::Muted);
    when->addWidget(until);
    when->addWidget(m_endsField, 1, Qt::AlignTop);
    when->addStretch(1);
    auto* top = new QHBoxLayout;
    top->setSpacing(theme::space::tiny);
    top->addWidget(m_title, 1);
    top->addWidget(drop);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::small, theme::space::small, theme::space::small,
                               theme::space::small);
    layout->setSpacing(theme::space::hair);
    layout->addLayout(top);
    layout->addLayout(when);
    layout->addWidget(m_place);
    layout->addWidget(m_notes);
}

void ShootCard::set(const Shoot& shoot)
{
    m_shown = shoot;
    m_location = shoot.location;
    m_locationName.clear();
    if (shoot.location) {
        const auto brief = m_database.read(
            [&](const Snapshot& snapshot) { return contacts::brief(snapshot, *shoot.location); });
        m_locationName = brief ? brief->name : tr("a place that is gone");
    }
    const auto put = [](QLineEdit* line, const QString& text) {
        if (line->text() != text)
            line->setText(text);
    };
    put(m_title, shoot.title);
    put(m_day, dayForTyping(shoot.day));
    put(m_starts, timeForTyping(shoot.starts));
    put(m_ends, timeForTyping(shoot.ends));
    put(m_place, m_location ? m_locationName : shoot.place);
    m_title->setCursorPosition(0);
    if (m_notes->toPlainText() != shoot.notes)
        m_notes->setPlainText(shoot.notes);
    check();
}

Shoot ShootCard::shoot() const
{
    Shoot shoot = m_shown;
    shoot.title = singleLine(m_title->text());
    const auto time = [](const QLineEdit* line, QTime before) {
        if (line->text().trimmed().isEmpty())
            return QTime{};
        return line->text() == timeForTyping(before) ? before : timeFrom(line->text()).value_or(before);
    };
    if (m_day->text().trimmed().isEmpty())
        shoot.day = {};
    else
        shoot.day = shootDayFrom(m_day->text(), QDate::currentDate()).value_or(m_shown.day);
    shoot.starts = time(m_starts, m_shown.starts);
    shoot.ends = time(m_ends, m_shown.ends);
    const QString place = m_place->text().trimmed();
    const bool isLocation = m_location && place == m_locationName;
    shoot.location = isLocation ? m_location : std::nullopt;
    if (!isLocation)
        shoot.place = place;
    shoot.notes = m_notes->toPlainText();
    return shoot;
}

void ShootCard::check()
{
    const QString day = m_day->text().trimmed();
    const auto known = shootDayFrom(day, QDate::currentDate());
    m_dayField->setProblem(
        day.isEmpty() || known
            ? QString{}
            : tr("This is no day. Write it like %1.").arg(dayForTyping(QDate{2027, 6, 12})));
    if (known && day != dayForTyping(*known))
        m_day->setText(dayForTyping(*known)); // "tomorrow" is a day now
    for (const auto& [line, field] : {std::pair{m_starts, m_startsField}, std::pair{m_ends, m_endsField}}) {
        const QString text = line->text().trimmed();
        const auto time = timeFrom(text);
        field->setProblem(text.isEmpty() || time ? QString{} : tr("No time. Write it like 14:30."));
        if (time)
            line->setText(timeForTyping(*time));
    }
}

void ShootCard::focusTitle()
{
    m_title->setFocus(Qt::OtherFocusReason);
}

ShootsEdit::ShootsEdit(const Database& database, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_column{new QVBoxLayout}
    , m_add{new QPushButton{icon(u"plus"_s), tr("Add a shoot")}}
{
    m_add->setObjectName(u"addShoot"_s);
    theme::setButtonRole(m_add, theme::ButtonRole::Quiet);
    m_column->setSpacing(theme::space::small);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space::small);
    layout->addLayout(m_column);
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, [this] {
        addCard({})->focusTitle();
        Q_EMIT edited();
    });
}

void ShootsEdit::setShoots(const std::vector<Shoot>& all)
{
    if (shoots() == all)
        return; // somebody may be typing in it
    while (m_cards.size() > all.size())
        remove(m_cards.back());
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i == m_cards.size())
            addCard(all[i]);
        else if (m_cards[i]->shoot() != all[i])
            m_cards[i]->set(all[i]);
    }
}

std::vector<Shoot> ShootsEdit::shoots() const
{
    std::vector<Shoot> all;
    for (const ShootCard* card : m_cards)
        all.push_back(card->shoot());
    return all;
}

ShootCard* ShootsEdit::addCard(const Shoot& shoot)
{
    auto* card = new ShootCard{m_database, shoot};
    m_cards.push_back(card);
    m_column->addWidget(card);
    connect(card, &ShootCard::left, this, &ShootsEdit::edited);
    connect(card, &ShootCard::removeRequested, this, [this, card] {
        remove(card);
        m_add->setFocus(Qt::OtherFocusReason);
        Q_EMIT edited();
    });
    return card;
}

void ShootsEdit::remove(ShootCard* card)
{
    std::erase(m_cards, card);
    m_column->removeWidget(card);
    card->disconnect(this); // leaving its fields is no edit any more
    card->hide();
    card->deleteLater();
}

} // namespace foyer
