// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mail/outbox.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/direct_link.h"
#include "portal_server/portal/dispatcher.h"
#include "tests/portal/browser.h"

namespace foyer::test {

inline const QString password = QStringLiteral("tulip garden seven");

/// A studio with a portal before it, and one client.
class PortalFixture : public StudioFixture
{
public:
    explicit PortalFixture()
        : directory{*database, QStringLiteral("http://127.0.0.1:8080")}
        , dispatcher{*database, directory, QByteArray(32, 'k')}
        , brandId{brand()}
        , ana{addPerson(QStringLiteral("Ana"), QStringLiteral("Anders"), QStringLiteral("ana@example.com"))}
    {
    }

    Browser browser() { return Browser{dispatcher, QStringLiteral("127.0.0.1:8080")}; }

    QString link(ContactId contact)
    {
        return QStringLiteral("/my-studio/c/") +
               *database->read([&](const Snapshot& s) { return portal_access::directLinkToken(s, contact); });
    }

    /// By the Direct Link to a password of their own, and home.
    Browser atHome(ContactId contact, const QString& secret = password)
    {
        Browser visitor = browser();
        visitor.get(link(contact));
        visitor.submit(QStringLiteral("/my-studio/set-password"), {{QStringLiteral("new_password"), secret}});
        return visitor;
    }

    /// The link in the newest mail, as its reader sees it; without the host.
    QString resetLink()
    {
        settle();
        return *database->read([&](const Snapshot& s) -> Result<QString> {
            const auto mails = mail::all(s, 1);
            const auto text = mail::asRecipientSees(s, mails->front(), *directory.addresses());
            static const QRegularExpression link{QStringLiteral("http://[^/]+(/my-studio/r/\\S+)")};
            return link.match(text->text).captured(1);
        });
    }

    /// What is written behind an answer is written.
    void settle()
    {
        std::ignore = change([](Transaction&) -> Result<void> { return {}; });
    }

    PortalAccount account(ContactId contact)
    {
        return *database->read([&](const Snapshot& s) { return portal_access::account(s, contact); });
    }

    web::Directory directory;
    web::Dispatcher dispatcher;
    BrandId brandId;
    ContactId ana;
};

} // namespace foyer::test
