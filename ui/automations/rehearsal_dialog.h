// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/automations/rehearsal.h"
#include "ui/automations/studio_choices.h"
#include "ui/automations/unsent_mail.h"

#include <QDialog>

class QLabel;
class QListWidget;
class QSplitter;
class QStackedWidget;

namespace foyer {

class JobFinder;

/// Plays an automation for a job of one's choice, on a clock of its own: what would happen, when, to whom,
/// and each mail to read. Nothing of it happens. Works for what is not saved yet, too.
class RehearsalDialog : public QDialog
{
    Q_OBJECT

public:
    RehearsalDialog(Database& database, const QString& name, AutomationContent content,
                    QWidget* parent = nullptr);

    /// As if it had been chosen in the list.
    void play(JobId job);

Q_SIGNALS:
    /// The timeline is there, or the sentence why not.
    void played();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeResult();
    void start();
    void showResult(const Result<automations::Rehearsed>& rehearsed);
    void showStep();
    QString lineOf(const automations::RehearsedStep& step) const;

    Database& m_database;
    AutomationContent m_content;
    StudioChoices m_choices;
    std::optional<JobId> m_job; ///< the one that is wanted
    bool m_isPlaying = false;   ///< another one is played once this is done
    automations::Rehearsed m_shown;

    JobFinder* m_finder;
    QSplitter* m_parts;
    QLabel* m_said;
    QListWidget* m_timeline;
    QLabel* m_note;
    QStackedWidget* m_shelves;
    QLabel* m_what;
    UnsentMail* m_mail;
};

} // namespace foyer
