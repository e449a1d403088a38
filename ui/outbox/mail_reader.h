// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/outbox/mail_advice.h"

#include <QWidget>

#include <functional>
#include <optional>

class QAction;
class QGridLayout;
class QLabel;
class QPushButton;

namespace foyer {

class MailSheet;

/// One mail of the Outbox: to whom, in which state, as its recipient will read it, and what can be done with
/// it.
class MailReader : public QWidget
{
    Q_OBJECT

public:
    explicit MailReader(Database& database, QWidget* parent = nullptr);

    /// Nothing: no mail is chosen. The same one again: as it is now.
    /// @param isSaidAbove  see MailFacts
    void showMail(std::optional<MailId> id, const mail_words::Ways& ways, bool isSaidAbove);
    /// For the list's menu and the keys.
    QList<QAction*> actions() const;

Q_SIGNALS:
    void said(const QString& sentence);
    /// Done, and can be taken back.
    void undoOffered(const QString& sentence, std::function<void()> undo);
    void accountWanted();
    void portalSettingsWanted();
    void tryAgainWanted(foyer::BrandId account);

private:
    struct Shown
    {
        mail::Mail mail;
        MailFacts facts;
        QString about;
        mail::ReadableMail readable; ///< links masked; html empty: it cannot be shown, see trouble
        QString trouble;
        std::vector<mail::Attachment> attachments;
    };
    static bool isSame(const Shown& one, const Shown& other);
    QAction* addAct(const QString& objectName, const QString& iconName, const QString& text,
                    std::function<void()> work);
    void build();
    Result<Shown> look(const Snapshot& snapshot, MailId id, const mail_words::Ways& ways) const;
    void fill();
    void fillHeaders();
    void fillAttachments();
    void showChoices();
    void perform(std::function<Result<void>(Transaction&)> work, const QString& sentence,
                 const QString& refusal);
    void edit();
    void sendNow();
    void holdBack();
    void cancel();
    void takeAdvice();
    void enablePortal();
    void saveAttachment(std::size_t which);
    void saveAsEml();
    void handOver();

    Database& m_database;
    std::optional<Shown> m_shown;
    MailAdvice m_advice;
    QLabel* m_subject;
    QGridLayout* m_headers;
    QWidget* m_adviceBar;
    QLabel* m_adviceText;
    QPushButton* m_adviceButton;
    QWidget* m_attachments;
    MailSheet* m_sheet;
    QAction* m_edit = nullptr;
    QAction* m_send = nullptr;
    QAction* m_hold = nullptr;
    QAction* m_cancel = nullptr;
    QAction* m_saveEml = nullptr;
    QAction* m_handOver = nullptr;
};

} // namespace foyer
