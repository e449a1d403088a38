// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/email_templates/email_template_store.h"
#include "app/email_templates/portal_invite.h"
#include "app/items/announce.h"
#include "app/mail/outbox.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/passwords.h"
#include "app/storage/journal.h"
#include "tests/app/items/items_fixture.h"

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;
using email_templates::TokenSubject;

namespace {

struct Studio : ItemsFixture
{
    TemplateId addTemplate(const QString& subject, const QString& body, const QString& name = u"Thank-you"_s)
    {
        return done([&](Transaction& t) { return email_templates::add(t, {name, {subject, body}}); });
    }
    EmailTemplate templateOf(TemplateId id) const
    {
        return look([&](const Snapshot& s) { return email_templates::find(s, id); });
    }
    void setEmail(ContactId id, const QString& email, const QString& language = {})
    {
        does([&](Transaction& t) -> Result<void> {
            auto contact = contacts::find(t, id);
            contact->details.emails = {{email, {}}};
            contact->details.language = language;
            return contacts::save(t, *contact);
        });
    }
    email_templates::TokenValues values(const TokenSubject& subject) const
    {
        return look([&](const Snapshot& s) { return email_templates::valuesFor(s, subject); });
    }
    std::optional<mail::Mail> queue(TemplateId id, const TokenSubject& subject, QString* why = nullptr)
    {
        return done([&](Transaction& t) -> Result<std::optional<mail::Mail>> {
            const auto found = email_templates::find(t, id);
            const auto queued = email_templates::queue(t, *found, subject, why);
            if (!queued)
                return fail(queued.error());
            if (!*queued)
                return std::optional<mail::Mail>{};
            const auto mail = mail::find(t, **queued);
            return mail ? Result<std::optional<mail::Mail>>{*mail} : fail(mail.error());
        });
    }
};

} // namespace

class EmailTemplateStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void s15_whatWasTypedIsKept()
    {
        Studio studio;
        const NewEmailTemplate made{u" Thank\nyou "_s,
                                    {u"Thanks, {{nobody}}"_s, u"half {{"_s},
                                    {{u"de"_s, {u"Danke"_s, u"…"_s}}},
                                    u"portal invite"_s,
                                    u"thanks"_s,
                                    3};
        const auto id = studio.done([&](Transaction& t) { return email_templates::add(t, made); });
        const EmailTemplate kept = studio.templateOf(id);
        QCOMPARE(kept.name, u"Thank you"_s);
        QCOMPARE(kept.text, made.text);
        QVERIFY(kept.translations == made.translations);
        QCOMPARE(kept.purpose, made.purpose);
        QCOMPARE(kept.galleryKey, made.galleryKey);
        QCOMPARE(kept.galleryEdition, 3);
        QCOMPARE(studio.look([&](const Snapshot& s) { return email_templates::findByUid(s, kept.uid); }), id);
    }

    void s15_aSecondEditorIsToldOfTheFirst()
    {
        Studio studio;
        EmailTemplate mine = studio.templateOf(studio.addTemplate(u"a"_s, u"b"_s));
        EmailTemplate theirs = mine;
        theirs.name = u"Theirs"_s;
        studio.does([&](Transaction& t) { return email_templates::save(t, theirs); });
        const auto saved = studio.change([&](Transaction& t) { return email_templates::save(t, mine); });
        QVERIFY(!saved);
        QCOMPARE(saved.error().fault, Fault::Conflict);
        QCOMPARE(studio.templateOf(mine.id).name, u"Theirs"_s);
    }

    void s15_badNamesAndLanguagesAreRefused()
    {
        Studio studio;
        for (const NewEmailTemplate& bad :
             {NewEmailTemplate{u" "_s, {}}, NewEmailTemplate{QString(201, u'x'), {}},
              NewEmailTemplate{u"x"_s, {}, {{u"deutsch!"_s, {}}}},
              NewEmailTemplate{u"x"_s, {u"s"_s, QString(200'001, u'x')}}}) {
            const auto added = studio.database->write(
                Actor::studio(), [&](Transaction& t) { return email_templates::add(t, bad); });
            QVERIFY(!added);
            QCOMPARE(added.error().fault, Fault::Invalid);
        }
    }

    void s15_aCopyServesNoPurposeYet()
    {
        Studio studio;
        const auto id = studio.done([](Transaction& t) {
            return email_templates::add(t, {u"Invite"_s,
                                            {u"s"_s, u"b"_s},
                                            {{u"de"_s, {u"S"_s, u"B"_s}}},
                                            email_templates::portalInvite});
        });
        const auto copy = studio.done([&](Transaction& t) { return email_templates::duplicate(t, id); });
        QCOMPARE(studio.templateOf(copy).name, u"Invite (copy)"_s);
        QVERIFY(studio.templateOf(copy).translations == studio.templateOf(id).translations);
        const auto used = studio.look(
            [](const Snapshot& s) { return email_templates::forPurpose(s, email_templates::portalInvite); });
        QCOMPARE(used->id, id);
    }

    void s15_oneThatAnAutomationSendsIsNotArchivedSilently()
    {
        Studio studio;
        const auto id = studio.addTemplate(u"a"_s, u"b"_s);
        const QString uid = studio.templateOf(id).uid;
        studio.does([&](Transaction& t) -> Result<void> {
            t.declareHousekeeping();
            return t
                .query(
                    uR"(INSERT INTO automation (uid, name, content, gallery_key, gallery_edition, created_at,
                           changed_at, version) VALUES ('u', 'Booking', :content, '', 0, 0, 0, 1))"_s)
                .bind(":content"_L1, u"{\"steps\":[{\"template\":\"%1\"}]}"_s.arg(uid))
                .run();
        });
        const auto users =
            studio.look([&](const Snapshot& s) { return email_templates::automationsUsing(s, id); });
        QCOMPARE(users, std::vector<QString>{u"Booking"_s});
        const auto archived = studio.change([&](Transaction& t) { return email_templates::archive(t, id); });
        QVERIFY(!archived);
        QCOMPARE(archived.error().fault, Fault::Conflict);
        QVERIFY(archived.error().detail.contains(u"“Booking”"_s));
        const auto other = studio.addTemplate(u"a"_s, u"b"_s);
        studio.does([&](Transaction& t) { return email_templates::archive(t, other); });
        const auto listed = studio.look([](const Snapshot& s) { return email_templates::all(s); });
        QCOMPARE(listed.size(), 1u);
        studio.does([&](Transaction& t) { return email_templates::unarchive(t, other); });
        QVERIFY(!studio.templateOf(other).archivedAt);
    }

    void eachReadsTheirLanguage()
    {
        EmailTemplate one{TemplateId{1}, {}, {}, {u"Hello"_s, {}}, {}, {}, {}, 0, {}, {}, 1};
        one.translations = {
            {u"de"_s, {u"Hallo"_s, {}}}, {u"de-CH"_s, {u"Grüezi"_s, {}}}, {u"pt-BR"_s, {u"Oi"_s, {}}}};
        const auto subject = [&](const QString& language) {
            return email_templates::textFor(one, language).subject;
        };
        QCOMPARE(subject(u"de-ch"_s), u"Grüezi"_s);
        QCOMPARE(subject(u"de-AT"_s), u"Hallo"_s);
        QCOMPARE(subject(u"pt"_s), u"Oi"_s);
        QCOMPARE(subject(u"d"_s), u"Hello"_s);
        QCOMPARE(subject({}), u"Hello"_s);
    }

    void a5_aJobsDaysAreSpokenInTheRecipientsLanguage()
    {
        Studio studio;
        studio.setEmail(studio.ada, u"ada@example.com"_s, u"de"_s);
        const QDate today = toLocal(studio.now).date();
        const JobId job = studio.addJob(u"Hochzeit"_s, {studio.ada, studio.bo}, today.addDays(7));
        const auto values = studio.values({studio.ada, studio.aurora, job, {}, {}});
        QCOMPARE(values.at(u"job.days_until"_s), u"7"_s);
        QVERIFY(!values.contains(u"job.days_since"_s));
        QCOMPARE(values.at(u"job.clients"_s), u"Ada & Bo"_s);
        QCOMPARE(values.at(u"job.day"_s), QLocale{u"de"_s}.toString(today.addDays(7), u"d. MMMM yyyy"_s));
        QCOMPARE(values.at(u"job.weekday"_s), QLocale{u"de"_s}.dayName(today.addDays(7).dayOfWeek()));
        QVERIFY(!values.contains(u"recipient.company"_s));
    }

    void everyTokenHasAnExampleAndAValueSomewhere()
    {
        for (const auto& token : email_templates::tokens()) {
            QVERIFY2(!token.example.isEmpty() && !token.description.isEmpty(), qPrintable(token.name));
            QCOMPARE(token.name, token.name.toLower());
            QVERIFY(email_templates::isKnown(token.name));
        }
    }

    void s27_aDocumentSpeaksToItsRecipientsOnly()
    {
        Studio studio;
        const ItemId order = studio.sent(ItemKind::Order, {studio.ada}, u"Album"_s);
        const auto theirs = studio.values({studio.ada, studio.aurora, studio.job, order, {}});
        QCOMPARE(theirs.at(u"document.title"_s), u"Album"_s);
        QCOMPARE(theirs.at(u"document.kind"_s), u"quote"_s);
        const auto others = studio.values({studio.bo, studio.aurora, studio.job, order, {}});
        QVERIFY(!others.contains(u"document.title"_s));
    }

    void s22_theLinkSaysWhatItDoesForThisPerson()
    {
        Studio studio;
        studio.setEmail(studio.ada, u"ada@example.com"_s);
        const auto id =
            studio.addTemplate(u"s"_s, u"{{recipient.portal_hint}}\n\n{{recipient.portal_linked}}"_s);
        const auto before = studio.queue(id, {studio.ada, studio.aurora, {}, {}, {}});
        QVERIFY(before->body.contains("{{recipient.portal_linked: Set up your portal}}"_L1));
        QVERIFY(before->body.contains("choose a password"_L1));
        studio.does([&](Transaction& t) -> Result<void> {
            t.declareHousekeeping();
            return t.query(u"UPDATE portal_account SET password_set_at = 5 WHERE contact_id = :id"_s)
                .bind(":id"_L1, studio.ada.row())
                .run();
        });
        const auto after = studio.queue(id, {studio.ada, studio.aurora, {}, {}, {}});
        QVERIFY(after->body.contains("{{recipient.portal_linked: Log in to your portal}}"_L1));
    }

    void s19_twoPeopleOnOneAddressGetAMailEach()
    {
        Studio studio;
        studio.setEmail(studio.ada, u"us@example.com"_s);
        studio.setEmail(studio.bo, u"us@example.com"_s);
        const auto id =
            studio.addTemplate(u"Hello {{recipient.first_name}}"_s,
                               u"Dear {{recipient.first_name}},\n\n{{recipient.portal_linked}}"_s);
        const portal_access::Addresses addresses{u"https://portal.example.com"_s, {}, false};
        QStringList links;
        for (const ContactId who : {studio.ada, studio.bo}) {
            const auto mail = studio.queue(id, {who, studio.aurora, studio.job, {}, {}});
            QCOMPARE(mail->toAddress, u"us@example.com"_s);
            QCOMPARE(mail->contact, who);
            QCOMPARE(mail->job, studio.job);
            QVERIFY(!mail->body.contains("https:"_L1));
            const auto read =
                studio.look([&](const Snapshot& s) { return mail::asRecipientSees(s, *mail, addresses); });
            links += read.text;
            QVERIFY(read.subject.endsWith(who == studio.ada ? u"Ada"_s : u"Bo"_s));
        }
        QVERIFY(links[0] != links[1]);
    }

    void whomNoMailReachesIsToldWithTheReason()
    {
        Studio studio;
        const auto id = studio.addTemplate(u"s"_s, u"{{recipient.portal_linked}}"_s);
        QString why;
        QVERIFY(!studio.queue(id, {studio.ada, studio.aurora, {}, {}, {}}, &why));
        QCOMPARE(why, u"Ada Aster has no email address."_s);
        ContactDetails company;
        company.kind = ContactKind::Company;
        company.company = u"Clover Ltd"_s;
        company.emails = {{u"office@example.org"_s, {}}};
        const auto clover = studio.add(company);
        QVERIFY(!studio.queue(id, {clover, studio.aurora, {}, {}, {}}, &why));
        QVERIFY(why.contains(u"Only people"_s));
        const auto plain = studio.addTemplate(u"s"_s, u"Hello {{recipient.name}}"_s);
        QCOMPARE(studio.queue(plain, {clover, studio.aurora, {}, {}, {}})->body, u"Hello Clover Ltd"_s);
    }

    void s17_anUnknownTokenStopsTheSendingAndIsNamed()
    {
        Studio studio;
        studio.setEmail(studio.ada, u"ada@example.com"_s);
        const auto id = studio.addTemplate(u"s"_s, u"{{recipient.portal_likned}}"_s);
        const auto queued = studio.database->write(Actor::studio(), [&](Transaction& t) {
            return email_templates::queue(t, studio.templateOf(id), {studio.ada, studio.aurora, {}, {}, {}});
        });
        QVERIFY(!queued);
        QCOMPARE(queued.error().fault, Fault::Invalid);
        QVERIFY(queued.error().detail.contains(u"Did you mean “recipient.portal_linked”?"_s));
        QVERIFY(studio.look([](const Snapshot& s) { return mail::all(s, 10); }).empty());
    }

    void s10_theInviteIsTheStudiosOwnWhereItHasOne()
    {
        Studio studio;
        studio.setEmail(studio.ada, u"us@example.com"_s);
        studio.setEmail(studio.bo, u"us@example.com"_s);
        const auto invite = [&](ContactId who) {
            return studio.done([&](Transaction& t) -> Result<mail::Mail> {
                const auto queued = email_templates::queuePortalInvite(t, who);
                return queued ? mail::find(t, *queued) : fail(queued.error());
            });
        };
        const mail::Mail ready = invite(studio.ada);
        QCOMPARE(ready.kind, u"invite"_s);
        QVERIFY(ready.subject.startsWith(u"Ada Aster: "_s));
        studio.done([](Transaction& t) {
            return email_templates::add(t,
                                        {u"Ours"_s,
                                         {u"For {{recipient.name}}"_s,
                                          u"Dear {{recipient.greeting}},\n\n{{recipient.portal_linked}}"_s},
                                         {},
                                         email_templates::portalInvite});
        });
        // Two people, one mailbox: each is named, and each has a link of their own.
        const mail::Mail ada = invite(studio.ada);
        const mail::Mail bo = invite(studio.bo);
        QCOMPARE(ada.subject, u"For Ada Aster"_s);
        QCOMPARE(bo.subject, u"For Bo Aster"_s);
        QCOMPARE(bo.kind, u"invite"_s);
        QCOMPARE(ada.toAddress, bo.toAddress);
        QVERIFY(bo.body.startsWith("Dear Bo,"_L1));
        const auto pending =
            studio.look([&](const Snapshot& s) { return mail::pendingInvite(s, studio.bo); });
        QCOMPARE(pending->id, bo.id);
        const auto account =
            studio.look([&](const Snapshot& s) { return portal_access::account(s, studio.bo); });
        QVERIFY(account.invitedAt);
    }

    void s10_anInviteThatCannotBeSentSaysWhy()
    {
        Studio studio;
        const auto refusal = [&](ContactId who) {
            const auto queued = studio.database->write(
                Actor::studio(), [&](Transaction& t) { return email_templates::queuePortalInvite(t, who); });
            return queued ? QString{} : queued.error().detail;
        };
        studio.done([](Transaction& t) {
            return email_templates::add(
                t, {u"Ours"_s, {u"s"_s, u"No link"_s}, {}, email_templates::portalInvite});
        });
        QVERIFY(refusal(studio.ada).contains(u"no email address"_s));
        studio.setEmail(studio.ada, u"ada@example.com"_s);
        QVERIFY(refusal(studio.ada).contains(u"carries no link"_s));
    }

    void a4_aTitleIsNoMarkupInWhatFoyerSendsItself()
    {
        Studio studio;
        studio.setEmail(studio.ada, u"ada@example.com"_s);
        const QString title = u"*Album* [win](https://evil.example/) {{recipient.reset_link}} %1"_s;
        const ItemId order = studio.sent(ItemKind::Order, {studio.ada}, title);
        studio.done([&](Transaction& t) { return items::announce(t, order, {studio.ada}); });
        const auto mail = studio.look([](const Snapshot& s) { return mail::all(s, 1); }).front();
        QCOMPARE(mail.item,
                 order); // so that it can be checked before it leaves, and joins the thread of its job
        QCOMPARE(mail.job, studio.job);
        const portal_access::Addresses addresses{u"https://portal.example.com"_s, {}, false};
        const auto read =
            studio.look([&](const Snapshot& s) { return mail::asRecipientSees(s, mail, addresses); });
        QVERIFY2(read.text.contains(title), qPrintable(read.text));
        QVERIFY(!read.html.contains("href=\"https://evil"_L1));
        QVERIFY(read.html.contains(">Read the quote</a>"_L1));
    }

    void aMailThatIsQueuedKnowsNothingOfItsTemplate()
    {
        Studio studio;
        studio.setEmail(studio.ada, u"ada@example.com"_s);
        const auto id = studio.addTemplate(u"s"_s, u"before"_s);
        const auto mail = studio.queue(id, {studio.ada, studio.aurora, {}, {}, {}});
        EmailTemplate edited = studio.templateOf(id);
        edited.text.body = u"after"_s;
        studio.does([&](Transaction& t) { return email_templates::save(t, edited); });
        QCOMPARE(studio.look([&](const Snapshot& s) { return mail::find(s, mail->id); }).body, u"before"_s);
    }
};

QTEST_GUILESS_MAIN(EmailTemplateStoreTest)
#include "email_template_store_test.moc"
