// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/questionnaires/answer_mapping.h"
#include "app/questionnaires/answer_store.h"
#include "app/storage/database.h"

#include <QWidget>

#include <map>

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;
class QTextBrowser;
class QVBoxLayout;

namespace foyer {

class AnswerDialog;

/// What recipients answered: half-filled or submitted, each revision, and what waits to go into a contact or
/// the job. Answers for them, opens again, saves as CSV.
class AnswersView : public QWidget
{
    Q_OBJECT

public:
    AnswersView(Database& database, ItemId item, QWidget* parent = nullptr);

    void reload();
    /// Faults: those of questionnaires::answersCsv; Storage (the file cannot be written)
    Result<void> saveCsv(const QString& file) const;

Q_SIGNALS:
    void failed(const QString& sentence);

protected:
    void changeEvent(QEvent* event) override; ///< another scheme: drawn anew

private:
    struct State
    {
        Item item;
        Questionnaire questions; ///< as they were sent
        std::map<ContactId, QString> names;
        std::map<ContactId, questionnaires::AnswerSheet> sheets;
        std::vector<questionnaires::AnswerRevision> revisions;
        std::map<VersionId, Questionnaire> versions;
        std::vector<questionnaires::Proposal> proposals;
    };
    QWidget* makeReader();
    Result<State> read() const;
    std::optional<ContactId> current() const;
    QString statusOf(const ItemRecipient& recipient) const;
    void showRecipient();
    void showAnswers();
    void showProposals();
    void answerForCurrent();
    void save(AnswerDialog* dialog, ContactId contact, const QHash<QString, QString>& opened,
              bool isSubmitting);
    void reopenCurrent();
    void settle(const questionnaires::Proposal& proposal, bool isApplied);
    void chooseCsvFile();

    Database& m_database;
    ItemId m_item;
    std::optional<State> m_state;
    QStackedWidget* m_shelves;
    QListWidget* m_recipients;
    QComboBox* m_revision;
    QTextBrowser* m_text;
    QPushButton* m_answer;
    QPushButton* m_reopen;
    QPushButton* m_csv;
    QWidget* m_proposals;
    QVBoxLayout* m_proposalRows;
};

} // namespace foyer
