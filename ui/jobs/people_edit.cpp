// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/people_edit.h"

#include "app/contacts/contact_store.h"
#include "ui/common/job_words.h"
#include "ui/jobs/contact_finder.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int rolePx = 130;

/// What a newcomer most likely is: the first one the client, the others beside them.
JobRole likelyRole(const std::vector<JobPerson>& people, ContactId id)
{
    for (const JobRole role : {JobRole::Client, JobRole::Spouse}) {
        const bool isTaken =
            std::any_of(people.begin(), people.end(), [&](const JobPerson& one) { return one.role == role; });
        if (!isTaken)
            return role;
    }
    for (int role = 0; role < int(JobRole::Other); ++role) {
        if (std::find(people.begin(), people.end(), JobPerson{id, JobRole(role)}) == people.end())
            return JobRole(role);
    }
    return JobRole::Other;
}

} // namespace

PeopleEdit::PeopleEdit(const Database& database, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_lines{new QVBoxLayout}
    , m_finder{new ContactFinder{database, {}}}
{
    m_lines->setSpacing(theme::space::hair);
    m_finder->setObjectName(u"personFinder"_s);
    m_finder->setAccessibleName(tr("Add a person to this job"));
    m_finder->setPlaceholderText(tr("Add somebody: type a part of the name"));
    connect(m_finder, &ContactFinder::chosen, this, [this](ContactId id) {
        m_finder->clear();
        add(id);
    });
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space::tiny);
    layout->addLayout(m_lines);
    layout->addWidget(m_finder);
}

void PeopleEdit::setPeople(const std::vector<JobPerson>& people)
{
    if (people == m_people && (people.empty() || m_lines->count() > 0))
        return; // somebody may have the keyboard in it
    m_people = people;
    showLines();
}

void PeopleEdit::refreshNames()
{
    for (std::size_t i = 0; i < m_people.size(); ++i) {
        if (auto* name = m_lines->itemAt(int(i))->widget()->findChild<QPushButton*>(u"person"_s))
            name->setText(nameOf(m_people[i].contact).replace(u'&', u"&&"_s));
    }
}

QString PeopleEdit::nameOf(ContactId id) const
{
    const auto brief =
        m_database.read([&](const Snapshot& snapshot) { return contacts::brief(snapshot, id); });
    return brief ? brief->name : tr("somebody who is gone");
}

void PeopleEdit::add(ContactId id)
{
    const JobPerson person{id, likelyRole(m_people, id)};
    if (std::find(m_people.begin(), m_people.end(), person) != m_people.end())
        return; // has every role there is
    m_people.push_back(person);
    showLines();
    m_finder->setFocus(Qt::OtherFocusReason);
    Q_EMIT edited();
}

void PeopleEdit::move(std::size_t index, int by)
{
    const auto other = std::size_t(qsizetype(index) + by);
    if (other >= m_people.size())
        return;
    std::swap(m_people[index], m_people[other]);
    showLines();
    // The keyboard goes on with the same person.
    if (QWidget* line = m_lines->itemAt(int(other))->widget()) {
        auto* button = line->findChild<QToolButton*>(by < 0 ? u"earlier"_s : u"later"_s);
        if (!button->isEnabled())
            button = line->findChild<QToolButton*>(by < 0 ? u"later"_s : u"earlier"_s);
        button->setFocus(Qt::OtherFocusReason);
    }
    Q_EMIT edited();
}

void PeopleEdit::remove(std::size_t index)
{
    m_people.erase(m_people.begin() + qsizetype(index));
    showLines();
    m_finder->setFocus(Qt::OtherFocusReason);
    Q_EMIT edited();
}

void PeopleEdit::showLines()
{
    while (QLayoutItem* item = m_lines->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater(); // its own button may be on the stack
        }
        delete item;
    }
    for (std::size_t i = 0; i < m_people.size(); ++i)
        m_lines->addWidget(lineFor(i));
}

QWidget* PeopleEdit::lineFor(std::size_t index)
{
    const JobPerson person = m_people[index];
    const QString name = nameOf(person.contact);

    auto* open = new QPushButton{QString{name}.replace(u'&', u"&&"_s)};
    open->setObjectName(u"person"_s);
    open->setAccessibleName(tr("Open the profile of %1").arg(name));
    open->setToolTip(open->accessibleName());
    open->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    theme::setButtonRole(open, theme::ButtonRole::Link);
    connect(open, &QPushButton::clicked, this, [this, id = person.contact] { Q_EMIT personActivated(id); });

    auto* role = new QComboBox;
    role->setObjectName(u"role"_s);
    role->setFixedWidth(rolePx);
    theme::makeQuiet(role);
    role->setAccessibleName(tr("What %1 is on this job").arg(name));
    role->setAccessibleDescription(role->accessibleName()); // Qt on Linux names a box by its value
    for (int i = 0; i <= int(JobRole::Other); ++i) {
        const JobPerson other{person.contact, JobRole(i)};
        if (JobRole(i) == person.role || std::find(m_people.begin(), m_people.end(), other) == m_people.end())
            role->addItem(words::role(JobRole(i)), i);
    }
    role->setCurrentIndex(role->findData(int(person.role)));
    connect(role, &QComboBox::activated, this, [this, index, role] {
        const auto chosen = JobRole(role->currentData().toInt());
        if (m_people[index].role == chosen)
            return;
        m_people[index].role = chosen;
        Q_EMIT edited();
    });

    const auto button = [](const QString& objectName, const QString& iconName, const QString& text) {
        auto* made = new QToolButton;
        made->setObjectName(objectName);
        made->setIcon(icon(iconName, IconInk::Muted));
        made->setAccessibleName(text);
        made->setToolTip(text);
        made->setFocusPolicy(Qt::StrongFocus);
        return made;
    };
    auto* earlier = button(u"earlier"_s, u"chevron-up"_s, tr("Move %1 up").arg(name));
    auto* later = button(u"later"_s, u"chevron-down"_s, tr("Move %1 down").arg(name));
    auto* drop = button(u"drop"_s, u"x"_s, tr("Take %1 off this job").arg(name));
    earlier->setEnabled(index > 0);
    later->setEnabled(index + 1 < m_people.size());
    connect(earlier, &QToolButton::clicked, this, [this, index] { move(index, -1); });
    connect(later, &QToolButton::clicked, this, [this, index] { move(index, 1); });
    connect(drop, &QToolButton::clicked, this, [this, index] { remove(index); });

    auto* line = new QWidget;
    auto* layout = new QHBoxLayout{line};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space::tiny);
    layout->addWidget(open, 1);
    layout->addStretch();
    layout->addWidget(role);
    for (QToolButton* one : {earlier, later, drop})
        layout->addWidget(one);
    return line;
}

} // namespace foyer
