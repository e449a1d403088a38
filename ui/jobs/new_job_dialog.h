// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jobs/job_draft.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace foyer {

class CheckedField;
class ContactFinder;

/// Asks for what a job begins with: whose it is, what it is called, of what type, on which day.
class NewJobDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param client  whose job it will be; their spouse or partner is offered beside them
    NewJobDialog(const Database& database, std::optional<ContactId> client, QWidget* parent = nullptr);

Q_SIGNALS:
    void submitted(const foyer::JobDraft& draft);

private:
    void build();
    void setClient(ContactId id);
    void suggestTitle();
    void submit();
    JobDetails details() const;

    const Database& m_database;
    std::vector<JobPerson> m_people;   ///< the client, if there is one
    std::vector<JobPerson> m_partners; ///< whom the boxes stand for
    std::vector<QCheckBox*> m_partnerBoxes;
    QString m_suggested; ///< title, as long as nobody typed another one
    QString m_clientName;
    ContactFinder* m_client;
    QVBoxLayout* m_partnerColumn;
    QLineEdit* m_title;
    QComboBox* m_type;
    QComboBox* m_brand;
    QLabel* m_brandLabel;
    QLineEdit* m_day;
    CheckedField* m_titleField;
    CheckedField* m_dayField;
};

} // namespace foyer
