// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact.h"
#include "app/contacts/contact_store.h"
#include "app/mail/outbox.h"
#include "app/portal_access/portal_account.h"
#include "app/storage/database.h"

#include <QWidget>

#include <functional>
#include <optional>

class QAction;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace foyer {

class DirectLinkDialog;
class StudioEdits;

/// Where the portal listens at the moment ("http://127.0.0.1:8080"), for links while no studio address is
/// configured; empty while it does not run.
using FallbackOrigin = std::function<QString()>;

/// The Client Portal section of a profile: Direct Link, Last login, Send Portal Invite and More Actions with
/// Reset Password, Disable / Enable Portal and Preview. Shows one contact and follows its changes.
class PortalSection : public QWidget
{
    Q_OBJECT

public:
    PortalSection(StudioEdits& edits, FallbackOrigin fallbackOrigin, QWidget* parent = nullptr);

    /// Further ones for More Actions, after its own.
    void addActions(const QList<QAction*>& actions);
    /// Shows this contact, or looks again at the one it shows.
    void show(const Contact& contact);

Q_SIGNALS:
    void previewRequested(foyer::ContactId contact);
    void outboxRequested();
    void failed(const foyer::Error& error);

private:
    /// Everything the section says, of one moment.
    struct State
    {
        PortalAccount account;
        QString link; ///< empty: the portal has no address yet
        mail::InviteObstacle obstacle = mail::InviteObstacle::None;
        std::optional<mail::Mail> pendingInvite;
        std::optional<mail::Mail> recentInvite;
        std::vector<contacts::ContactBrief> sharers;
        std::size_t logins = 0; ///< how many devices are logged in now
    };

    void build();
    QWidget* buildLinkRow();
    QWidget* buildButtons();
    Result<State> read(const Snapshot& snapshot) const;
    void apply();
    QString whoText() const;

    void copyLink();
    void showCode();
    void pressInvite();
    void invite();
    void enableAndInvite();
    void pressReset();
    void reset();
    void showAfterReset();
    void showLogins();
    void pressDisableOrEnable();
    void say(const QString& sentence);

    StudioEdits& m_edits;
    FallbackOrigin m_fallbackOrigin;
    std::optional<Contact> m_contact;
    std::optional<State> m_state;

    QLabel* m_stateBadge;
    QLabel* m_stateSentence;
    QLabel* m_resetWanted;
    QWidget* m_access; ///< everything but the state: hidden for companies and locations
    QLineEdit* m_link;
    QLabel* m_linkHint;
    QToolButton* m_copy;
    QToolButton* m_code;
    QLabel* m_lastLogin;
    QPushButton* m_logins;
    QPushButton* m_invite;
    QLabel* m_inviteHint;
    QPushButton* m_more;
    QAction* m_reset;
    QAction* m_disable;
    QAction* m_preview;
    QLabel* m_said;
    bool m_saysItWaits = false; ///< m_said speaks of an invite in the Outbox
};

} // namespace foyer
