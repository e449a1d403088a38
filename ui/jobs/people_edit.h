// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/jobs/job.h"
#include "app/storage/database.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace foyer {

class ContactFinder;

/// Who is on a job, and as what; the first one is who a list shows. Others are found by typing.
class PeopleEdit : public QWidget
{
    Q_OBJECT

public:
    explicit PeopleEdit(const Database& database, QWidget* parent = nullptr);

    void setPeople(const std::vector<JobPerson>& people);
    const std::vector<JobPerson>& people() const { return m_people; }
    /// Names may have changed.
    void refreshNames();

Q_SIGNALS:
    void edited();
    void personActivated(foyer::ContactId id);

private:
    void add(ContactId id);
    void move(std::size_t index, int by);
    void remove(std::size_t index);
    void showLines();
    QWidget* lineFor(std::size_t index);
    QString nameOf(ContactId id) const;

    const Database& m_database;
    std::vector<JobPerson> m_people;
    QVBoxLayout* m_lines;
    ContactFinder* m_finder;
};

} // namespace foyer
