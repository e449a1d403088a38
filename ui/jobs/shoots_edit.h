// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/jobs/job.h"
#include "app/storage/database.h"

#include <QWidget>

#include <vector>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace foyer {

class CheckedField;
class ContactFinder;
class GrowingText;

/// One shoot of a job: what, when, where.
class ShootCard : public QWidget
{
    Q_OBJECT

public:
    ShootCard(const Database& database, const Shoot& shoot, QWidget* parent = nullptr);

    void set(const Shoot& shoot);
    /// What was typed; for a day or a time that is none, what was there before.
    Shoot shoot() const;
    void focusTitle();

Q_SIGNALS:
    void left();
    void removeRequested();

private:
    void build();
    void check();

    const Database& m_database;
    Shoot m_shown;
    std::optional<ContactId> m_location; ///< as long as its name stands in the line
    QString m_locationName;
    QLineEdit* m_title;
    QLineEdit* m_day;
    QLineEdit* m_starts;
    QLineEdit* m_ends;
    CheckedField* m_dayField;
    CheckedField* m_startsField;
    CheckedField* m_endsField;
    ContactFinder* m_place;
    GrowingText* m_notes;
};

/// The shoots of a job, below each other.
class ShootsEdit : public QWidget
{
    Q_OBJECT

public:
    explicit ShootsEdit(const Database& database, QWidget* parent = nullptr);

    void setShoots(const std::vector<Shoot>& shoots);
    std::vector<Shoot> shoots() const;

Q_SIGNALS:
    void edited(); ///< a field was left, or a shoot added or taken away

private:
    ShootCard* addCard(const Shoot& shoot);
    void remove(ShootCard* card);

    const Database& m_database;
    std::vector<ShootCard*> m_cards;
    QVBoxLayout* m_column;
    QPushButton* m_add;
};

} // namespace foyer
