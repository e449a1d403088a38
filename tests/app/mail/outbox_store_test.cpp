// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/outbox.h"
#include "app/mail/queue.h"
#include "app/portal_access/addresses.h"
#include "tests/app/studio_fixture.h"

#include <QRegularExpression>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

class Outbox : public StudioFixture
{
public:
    ContactId ada = addPerson(u"Ada"_s, u"Nachtigall"_s, u"ada@example.com"_s);

    MailId queued(const QString& body = u"Hello *Ada*,\n\n{{recipient.portal_linked}}"_s,
                  std::vector<mail::Attachment> attachments = {})
    {
        const auto id = database->write(Actor::system(), [&](Transaction& t) {
            mail::Letter letter{u"invite"_s,          ada,        brand(), u"Ada Nachtigall"_s,
                                u"ada@example.com"_s, u"Hello"_s, body};
            letter.attachments = std::move(attachments);
            return mail::enqueue(t, letter);
        });
        return id.value();
    }

    mail::Mail mail(MailId id) const
    {
        return database->read([&](const Snapshot& s) { return mail::find(s, id); }).value();
    }

    void set(MailId id, const QString& state)
    {
        const auto done = database->write(Actor::system(), [&](Transaction& t) -> Result<void> {
            t.record({u"mail"_s, id.row(), u"set"_s, {}});
            return t.query(u"UPDATE mail SET state = :state WHERE id = :id"_s)
                .bind(":state"_L1, state)
                .bind(":id"_L1, id.row())
                .run();
        });
        QVERIFY(done);
    }

    Result<void> edit(MailId id, const mail::MailEdit& edited)
    {
        const qint64 version = mail(id).version;
        return database->write(Actor::studio(),
                               [&](Transaction& t) { return mail::edit(t, id, version, edited); });
    }
};

} // namespace

class OutboxStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWaitsCanBeChanged()
    {
        Outbox studio;
        const MailId id = studio.queued();
        const Instant later = studio.now + std::chrono::hours{5};
        QVERIFY(studio.edit(id, {u" ada.n@example.com "_s, u"Good\nday"_s, u"Words"_s, later}));
        const mail::Mail mail = studio.mail(id);
        QCOMPARE(mail.toAddress, u"ada.n@example.com"_s);
        QCOMPARE(mail.subject, u"Good day"_s);
        QCOMPARE(mail.body, u"Words"_s);
        QCOMPARE(mail.notBefore, std::optional{later});
        QCOMPARE(mail.version, qint64{2});
    }

    void anEditIsRefused_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<QString>("body");
        const QString ada = u"ada@example.com"_s;
        QTest::newRow("no subject") << ada << u" \n"_s << u"x"_s;
        QTest::newRow("a long subject") << ada << QString(301, u'x') << u"x"_s;
        QTest::newRow("a long text") << ada << u"x"_s << QString(50'001, u'x');
        QTest::newRow("no address") << u"ada"_s << u"x"_s << u"x"_s;
        QTest::newRow("two addresses") << u"ada@example.com, ben@example.com"_s << u"x"_s << u"x"_s;
        QTest::newRow("a header in the address")
            << u"ada@example.com\nBcc: ben@example.com"_s << u"x"_s << u"x"_s;
        QTest::newRow("a link in the subject") << ada << u"{{recipient.portal_link}}"_s << u"x"_s;
        // Each line a paragraph: short enough to be kept, too long once it is HTML.
        QTest::newRow("a text that mail programs would cut off")
            << ada << u"x"_s << u"x\n\n"_s.repeated(12'000);
        QTest::newRow("a token that is none") << ada << u"x"_s << u"{{ recipient.name }}"_s;
    }
    void anEditIsRefused()
    {
        QFETCH(QString, address);
        QFETCH(QString, subject);
        QFETCH(QString, body);
        Outbox studio;
        const MailId id = studio.queued();
        const mail::Mail before = studio.mail(id);
        const auto refused = studio.edit(id, {address, subject, body, {}});
        QVERIFY(!refused);
        QCOMPARE(refused.error().fault, Fault::Invalid);
        QCOMPARE(studio.mail(id).body, before.body);
        QCOMPARE(studio.mail(id).version, before.version);
    }

    void anEditOfAnOlderVersionIsAConflict()
    {
        Outbox studio;
        const MailId id = studio.queued();
        QVERIFY(studio.edit(id, {u"ada@example.com"_s, u"One"_s, u"1"_s, {}}));
        const auto late = studio.database->write(Actor::studio(), [&](Transaction& t) {
            return mail::edit(t, id, 1, {u"ada@example.com"_s, u"Two"_s, u"2"_s, {}});
        });
        QVERIFY(!late);
        QCOMPARE(late.error().fault, Fault::Conflict);
        QCOMPARE(studio.mail(id).subject, u"One"_s);
    }

    void a1_whatLeftIsNobodysToTouch_data()
    {
        QTest::addColumn<QString>("state");
        QTest::newRow("sent") << u"sent"_s;
        QTest::newRow("on its way") << u"sending"_s;
    }
    void a1_whatLeftIsNobodysToTouch()
    {
        QFETCH(QString, state);
        Outbox studio;
        const MailId id = studio.queued();
        studio.set(id, state);
        const auto refused = [&](const Result<void>& done) {
            return !done && done.error().fault == Fault::Conflict;
        };
        QVERIFY(refused(studio.edit(id, {u"ada@example.com"_s, u"One"_s, u"1"_s, {}})));
        QVERIFY(refused(studio.change([&](Transaction& t) { return mail::sendNow(t, id); })));
        QVERIFY(refused(studio.change([&](Transaction& t) { return mail::hold(t, id, u"no"_s); })));
        QVERIFY(refused(studio.change([&](Transaction& t) { return mail::cancel(t, id); })));
    }

    void heldBackAndReleased()
    {
        Outbox studio;
        const MailId id = studio.queued();
        QVERIFY(studio.change([&](Transaction& t) { return mail::hold(t, id, u"later"_s); }));
        QCOMPARE(studio.mail(id).state, mail::MailState::Held);
        QCOMPARE(studio.mail(id).reason, u"later"_s);
        QVERIFY(studio.change([&](Transaction& t) { return mail::sendNow(t, id); }));
        QCOMPARE(studio.mail(id).state, mail::MailState::Waiting);
        QCOMPARE(studio.mail(id).reason, QString{});
    }

    void whatWasCancelledCanStillLeave()
    {
        Outbox studio;
        const MailId id = studio.queued();
        QVERIFY(studio.change([&](Transaction& t) { return mail::cancel(t, id, u"by hand"_s); }));
        QCOMPARE(studio.mail(id).state, mail::MailState::Cancelled);
        QVERIFY(studio.change([&](Transaction& t) { return mail::sendNow(t, id); }));
        QCOMPARE(studio.mail(id).state, mail::MailState::Waiting);
    }

    void attachmentsStayAsTheyWere()
    {
        Outbox studio;
        const std::vector<mail::Attachment> both{{u"Rechnung – Ä.pdf"_s, u"application/pdf"_s, "%PDF-1"},
                                                 {u"b.txt"_s, u"text/plain"_s, QByteArray{"\0x", 2}}};
        const MailId id = studio.queued(u"x"_s, both);
        const auto kept =
            studio.database->read([&](const Snapshot& s) { return mail::attachmentsOf(s, id); });
        QCOMPARE(kept.value(), both);
    }

    void s19_eyesAtTheDeskSeeTheLinkMasked()
    {
        Outbox studio;
        const mail::Mail mail = studio.mail(studio.queued());
        const portal_access::Addresses addresses{u"https://portal.example.com"_s, {}, false};
        const auto read = [&](mail::LinksAs as) {
            return studio.database
                ->read([&](const Snapshot& s) { return mail::asRecipientSees(s, mail, addresses, as); })
                .value();
        };
        const mail::ReadableMail real = read(mail::LinksAs::Real);
        const mail::ReadableMail masked = read(mail::LinksAs::Masked);
        QVERIFY(real.text.contains(u"https://portal.example.com/"_s));
        QVERIFY(real.html.contains(u"<a href=\"https://portal.example.com/"_s));
        QVERIFY(masked.text.contains(u"••••"_s) && masked.html.contains(u"••••"_s));
        static const QRegularExpression link{u"https://portal\\.example\\.com/\\S+"_s};
        const QString secret = link.match(real.text).captured().section(u'/', -1);
        QVERIFY(secret.size() > 20);
        QVERIFY(!masked.text.contains(secret) && !masked.html.contains(secret));
        QVERIFY(!mail.body.contains(secret));
    }
};

QTEST_GUILESS_MAIN(OutboxStoreTest)
#include "outbox_store_test.moc"
