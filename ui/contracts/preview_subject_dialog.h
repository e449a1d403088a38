// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/contracts/template_editor.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace foyer {

/// Whom a template is previewed with: a contact, and one of their jobs.
class PreviewSubjectDialog : public QDialog
{
    Q_OBJECT

public:
    PreviewSubjectDialog(const Database& database, const PreviewSubject& subject, QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(const foyer::PreviewSubject& subject);

private:
    void search();
    void showJobs();

    const Database& m_database;
    QLineEdit* m_search;
    QListWidget* m_people;
    QComboBox* m_jobs;
    QPushButton* m_show;
};

} // namespace foyer
