// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact.h"
#include "app/jobs/job_list.h"

#include <QWidget>

#include <optional>

class QGridLayout;
class QLabel;
class QPushButton;

namespace foyer {

/// The jobs of a contact, as their profile shows them: what they are there, and how far each one is.
class ContactJobs : public QWidget
{
    Q_OBJECT

public:
    explicit ContactJobs(const Database& database, QWidget* parent = nullptr);

    void show(const Contact& contact);
    using QWidget::show;
    void refresh();

Q_SIGNALS:
    void jobActivated(foyer::JobId id);
    void jobRequested(foyer::ContactId client); ///< a new one
    void failed(const foyer::Error& error);

private:
    void showLines();

    const Database& m_database;
    std::optional<ContactId> m_contact;
    std::vector<jobs::ContactJob> m_jobs;
    QGridLayout* m_lines;
    QLabel* m_nothing;
    QPushButton* m_all;
};

} // namespace foyer
