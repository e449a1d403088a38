// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/items/item_store.h"
#include "app/jobs/job_store.h"
#include "app/portal_access/account_store.h"
#include "app/studio.h"
#include "portal_server/owner_channel.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

struct Outcome
{
    int exit = -1;
    QByteArray out;
    QByteArray err;

    QJsonDocument json() const { return QJsonDocument::fromJson(out); }
    QByteArray everything() const { return QByteArray::number(exit) + " | " + out + " | " + err; }
};

const QByteArray people = R"({"format":"foyer-studio","version":1,
    "brands":[{"name":"Gull","username":"gull"}],
    "contacts":[{"uid":"ada","givenName":"Ada","emails":[{"address":"both@example.com"}]},
                {"uid":"bo","givenName":"Бо","emails":[{"address":"BOTH@example.com"}]},
                {"uid":"cy","givenName":"Cy","emails":[{"address":"cy@example.com"}]},
                {"uid":"co","kind":"company","company":"Acme"}]})";

} // namespace

/// The program itself, as scripts meet it.
class CliTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_runtime.isValid());
        qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_runtime.path()));
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        write(u"people.json"_s, people);
        const Outcome imported = run({u"import"_s, u"people.json"_s, u"--json"_s});
        QVERIFY2(imported.exit == 0, imported.everything().constData());
        QCOMPARE(imported.json().object().value("contacts"_L1).toInt(), 4);
        QVERIFY(imported.err.contains("made a new studio"));
    }

    void helpAndVersionNeedNoStudio()
    {
        for (const QStringList& words :
             {QStringList{u"--help"_s}, {u"contact"_s, u"link"_s, u"--help"_s}, {u"--version"_s}}) {
            const Outcome outcome = runBare(words);
            QCOMPARE(outcome.exit, 0);
            QVERIFY(outcome.err.isEmpty());
            QVERIFY(outcome.out.contains("foyer-portal"));
        }
    }

    void wrongUsageExitsWith2AndOneSentence_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("no such command") << QStringList{u"dance"_s};
        QTest::newRow("no such option") << QStringList{u"dump"_s, u"--nmae"_s};
        QTest::newRow("nobody named") << QStringList{u"contact"_s, u"show"_s};
        QTest::newRow("two named") << QStringList{u"contact"_s, u"show"_s, u"--id"_s,
                                                  u"1"_s,       u"--id"_s, u"2"_s};
        QTest::newRow("other suffix") << QStringList{u"import"_s, u"people.txt"_s};
        QTest::newRow("brand of a studio JSON")
            << QStringList{u"import"_s, u"people.json"_s, u"--brand"_s, u"gull"_s};
        QTest::newRow("new and sample") << QStringList{u"serve"_s, u"--new"_s, u"--sample"_s};
        QTest::newRow("half of TLS") << QStringList{u"serve"_s, u"--tls-cert"_s, u"a.pem"_s};
    }
    void wrongUsageExitsWith2AndOneSentence()
    {
        QFETCH(QStringList, words);
        const Outcome outcome = run(words);
        QVERIFY2(outcome.exit == 2, outcome.everything().constData());
        QVERIFY(outcome.out.isEmpty());
        QVERIFY(outcome.err.startsWith("foyer-portal: ") && outcome.err.count('\n') == 1);
    }

    void whatFailsExitsWith1AndOneSentence_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("complaint");
        QTest::newRow("no such contact")
            << QStringList{u"contact"_s, u"show"_s, u"--id"_s, u"99"_s} << QByteArray{"no contact 99"};
        QTest::newRow("no number") << QStringList{u"contact"_s, u"show"_s, u"--id"_s, u"-1"_s}
                                   << QByteArray{"“-1”"};
        QTest::newRow("unknown email")
            << QStringList{u"contact"_s, u"show"_s, u"--email"_s, u"x@example.com"_s}
            << QByteArray{"Nobody in the Address Book uses x@example.com"};
        QTest::newRow("portal of a company")
            << QStringList{u"contact"_s, u"link"_s, u"--id"_s, u"4"_s} << QByteArray{"Only people"};
        QTest::newRow("no such file")
            << QStringList{u"import"_s, u"gone.json"_s} << QByteArray{"cannot be read"};
        QTest::newRow("no such setting")
            << QStringList{u"settings"_s, u"set"_s, u"studio.nmae"_s, u"x"_s} << QByteArray{"studio.nmae"};
        QTest::newRow("bad address") << QStringList{u"settings"_s, u"set"_s, u"portal.address"_s, u"ftp:x"_s}
                                     << QByteArray{"ftp:x"};
        QTest::newRow("no such mail") << QStringList{u"mail"_s, u"show"_s, u"7"_s} << QByteArray{"7"};
    }
    void whatFailsExitsWith1AndOneSentence()
    {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, complaint);
        const QByteArray before = run({u"dump"_s}).out;
        const Outcome outcome = run(words);
        QVERIFY2(outcome.exit == 1, outcome.everything().constData());
        QVERIFY2(outcome.err.contains(complaint) && outcome.err.count('\n') == 1, outcome.err.constData());
        QCOMPARE(run({u"dump"_s}).out, before);
    }

    void aMissingStudioIsNotMadeByLooking()
    {
        const Outcome outcome = runBare({u"contact"_s, u"list"_s, u"--studio"_s, u"elsewhere.foyer"_s});
        QCOMPARE(outcome.exit, 1);
        QVERIFY(outcome.err.contains("There is no studio file"));
        QVERIFY(!QFile::exists(m_folder->filePath(u"elsewhere.foyer"_s)));
    }

    void s42_twoContactsAreMergedAndUnmerged()
    {
        const auto call = [&](QStringList words) { return run(QStringList{u"contact"_s} + words); };
        QCOMPARE(call({u"merge"_s, u"--id"_s, u"2"_s}).exit, 2);
        QCOMPARE(call({u"merge"_s, u"--id"_s, u"2"_s, u"--into"_s, u"1"_s, u"--password-of"_s, u"3"_s}).exit,
                 2);
        const Outcome kinds = call({u"merge"_s, u"--id"_s, u"4"_s, u"--into"_s, u"1"_s});
        QCOMPARE(kinds.exit, 1);
        QVERIFY2(kinds.err.contains("Only two people, two companies"), kinds.err.constData());

        const QByteArray link = call({u"link"_s, u"--id"_s, u"1"_s}).out;
        const Outcome merged = call({u"merge"_s, u"--id"_s, u"2"_s, u"--into"_s, u"1"_s, u"--json"_s});
        QVERIFY2(merged.exit == 0, merged.everything().constData());
        const QJsonObject answer = merged.json().object();
        QCOMPARE(answer.value("id"_L1).toInt(), 1);
        QCOMPARE(answer.value("absorbed"_L1).toInt(), 2);
        QCOMPARE(answer.value("password"_L1).toString(), u"none"_s);
        QVERIFY(!call({u"list"_s}).out.contains("Бо"));
        QVERIFY(call({u"list"_s, u"--conflicts"_s}).out.isEmpty());
        QCOMPARE(call({u"show"_s, u"--email"_s, u"both@example.com"_s, u"--json"_s})
                     .json()
                     .object()
                     .value("id"_L1)
                     .toInt(),
                 1);
        QCOMPARE(
            call({u"show"_s, u"--id"_s, u"2"_s, u"--json"_s}).json().object().value("mergedInto"_L1).toInt(),
            1);
        QVERIFY(call({u"show"_s, u"--id"_s, u"2"_s}).out.contains("portal.state: merged"));
        const Outcome refused = call({u"reset-password"_s, u"--id"_s, u"2"_s});
        QCOMPARE(refused.exit, 1);
        QVERIFY2(refused.err.contains("merged into contact 1"), refused.err.constData());

        const Outcome apart = call({u"unmerge"_s, u"--id"_s, u"2"_s});
        QVERIFY2(apart.exit == 0 && apart.out.contains("Бо is a contact of its own"),
                 apart.everything().constData());
        QVERIFY(call({u"list"_s, u"--conflicts"_s}).out.contains("Бо"));
        QCOMPARE(call({u"link"_s, u"--id"_s, u"1"_s}).out, link);
        QCOMPARE(call({u"unmerge"_s, u"--id"_s, u"2"_s}).exit, 1);
    }

    void anArchivedContactLeavesTheListUntilItIsPutBack()
    {
        const Outcome archived = run({u"contact"_s, u"archive"_s, u"--id"_s, u"2"_s, u"--json"_s});
        QVERIFY2(archived.exit == 0, archived.everything().constData());
        QVERIFY(!run({u"contact"_s, u"list"_s}).out.contains("Бо"));
        QVERIFY(run({u"contact"_s, u"list"_s, u"--archived"_s}).out.contains("Бо"));
        QVERIFY(run({u"contact"_s, u"list"_s, u"--conflicts"_s}).out.isEmpty());
        QCOMPARE(run({u"contact"_s, u"unarchive"_s, u"--id"_s, u"2"_s}).exit, 0);
        QVERIFY(run({u"contact"_s, u"list"_s}).out.contains("Бо"));
    }

    void anEmailOfSeveralIsNeverGuessedAt()
    {
        for (const QString& action : {u"show"_s, u"link"_s, u"reset-password"_s, u"disable"_s, u"invite"_s}) {
            const Outcome outcome = run({u"contact"_s, action, u"--email"_s, u"Both@EXAMPLE.com "_s});
            QVERIFY2(outcome.exit == 1, outcome.everything().constData());
            QVERIFY2(outcome.err.contains("1 Ada") && outcome.err.contains("2 Бо") &&
                         outcome.err.contains("--id"),
                     outcome.err.constData());
        }
        QCOMPARE(run({u"contact"_s, u"show"_s, u"--email"_s, u"cy@example.com"_s}).exit, 0);
    }

    void machinesGetTheSameKeysAlways()
    {
        const QJsonArray list = run({u"contact"_s, u"list"_s, u"--json"_s}).json().array();
        QCOMPARE(list.size(), 4);
        const QStringList keys = list.at(0).toObject().keys();
        QCOMPARE(keys, (QStringList{u"changedAt"_s, u"company"_s, u"email"_s, u"emailConflict"_s, u"id"_s,
                                    u"kind"_s, u"name"_s, u"phone"_s, u"portal"_s, u"tags"_s}));
        const QJsonObject one =
            run({u"contact"_s, u"show"_s, u"--id"_s, u"1"_s, u"--json"_s}).json().object();
        QCOMPARE(one.value("portal"_L1).toObject().value("state"_L1).toString(), u"neverInvited"_s);
        QCOMPARE(one.value("sharesEmailWith"_L1).toArray().size(), 1);
        QCOMPARE(one.value("details"_L1).toObject().value("givenName"_L1).toString(), u"Ada"_s);
    }

    void aLinkFollowsTheStudiosAddress()
    {
        const Outcome guessed = run({u"contact"_s, u"link"_s, u"--id"_s, u"3"_s});
        QCOMPARE(guessed.exit, 0);
        QVERIFY(guessed.err.contains("settings set portal.address"));
        QCOMPARE(run({u"settings"_s, u"set"_s, u"portal.address"_s, u"https://portal.example.com"_s}).exit,
                 0);
        const Outcome link = run({u"contact"_s, u"link"_s, u"--id"_s, u"3"_s});
        QVERIFY(link.out.startsWith("https://portal.example.com/gull/c/"));
        QVERIFY(link.err.isEmpty());
        QCOMPARE(run({u"settings"_s, u"get"_s, u"portal.address"_s}).out,
                 QByteArray{"https://portal.example.com\n"});
    }

    /// S11, S12
    void aPortalIsInvitedClosedOpenedAndReset()
    {
        const auto state = [this] {
            return run({u"contact"_s, u"show"_s, u"--id"_s, u"3"_s, u"--json"_s})
                .json()
                .object()
                .value("portal"_L1)
                .toObject()
                .value("state"_L1)
                .toString();
        };
        QCOMPARE(run({u"contact"_s, u"invite"_s, u"--id"_s, u"3"_s}).exit, 0);
        QCOMPARE(state(), u"mustSetPassword"_s);
        QCOMPARE(run({u"contact"_s, u"invite"_s, u"--id"_s, u"3"_s}).exit, 1);
        QCOMPARE(run({u"contact"_s, u"invite"_s, u"--id"_s, u"3"_s, u"--again"_s}).exit, 0);
        const QJsonArray mails = run({u"mail"_s, u"list"_s, u"--json"_s}).json().array();
        QCOMPARE(mails.size(), 2);
        const QByteArray mail =
            run({u"mail"_s, u"show"_s, u"1"_s, u"--links"_s, u"--address"_s, u"https://p.example"_s}).out;
        const QByteArray before =
            run({u"contact"_s, u"link"_s, u"--id"_s, u"3"_s, u"--address"_s, u"https://p.example"_s}).out;
        QVERIFY2(mail.contains(before.trimmed()), mail.constData());
        for (const QStringList& how : {QStringList{}, QStringList{u"--json"_s}}) { // P15: unless asked for
            const QByteArray masked =
                run(QStringList{u"mail"_s, u"show"_s, u"1"_s, u"--address"_s, u"https://p.example"_s} + how)
                    .out;
            QVERIFY2(masked.contains("https://p.example/"), masked.constData());
            QVERIFY2(!masked.contains(before.trimmed()), masked.constData());
        }
        QCOMPARE(run({u"contact"_s, u"disable"_s, u"--id"_s, u"3"_s}).exit, 0);
        QCOMPARE(state(), u"disabled"_s);
        QCOMPARE(run({u"contact"_s, u"enable"_s, u"--id"_s, u"3"_s}).exit, 0);
        QCOMPARE(run({u"contact"_s, u"reset-password"_s, u"--id"_s, u"3"_s}).exit, 0);
        const QByteArray after =
            run({u"contact"_s, u"link"_s, u"--id"_s, u"3"_s, u"--address"_s, u"https://p.example"_s}).out;
        QVERIFY(before != after);
    }

    void aDryRunSaysTheSameAndChangesNothing()
    {
        write(u"more.csv"_s,
              "First Name,Last Name,Email\nDee,Example,dee@example.com\nEd,Example,cy@example.com\n");
        const QByteArray before = run({u"dump"_s}).out;
        const QJsonObject dry =
            run({u"import"_s, u"more.csv"_s, u"--dry-run"_s, u"--json"_s}).json().object();
        QCOMPARE(dry.value("contacts"_L1).toInt(), 2);
        QCOMPARE(dry.value("sharedEmails"_L1).toInt(), 1);
        QCOMPARE(run({u"dump"_s}).out, before);
        const QJsonObject wet = run({u"import"_s, u"more.csv"_s, u"--json"_s}).json().object();
        QCOMPARE(wet.value("contacts"_L1).toInt(), 2);
        QCOMPARE(run({u"import"_s, u"more.csv"_s, u"--brand"_s, u"nobody"_s}).exit, 1);
    }

    void aDamagedFileIsNamedWithItsPlaceAndImportsNothing()
    {
        write(u"bad.json"_s, QByteArray{people}.replace("cy@example.com", "cy@"));
        const QByteArray before = run({u"dump"_s}).out;
        const Outcome outcome = run({u"import"_s, u"bad.json"_s});
        QCOMPARE(outcome.exit, 1);
        QVERIFY2(outcome.err.contains("contacts[2].emails[0].address: "), outcome.err.constData());
        QCOMPARE(run({u"dump"_s}).out, before);
    }

    /// T7
    void whatIsExportedCanBeImported()
    {
        const Outcome exported = run({u"export"_s, u"--to"_s, u"all.vcf"_s, u"--json"_s});
        QVERIFY2(exported.exit == 0, exported.everything().constData());
        QCOMPARE(exported.json().object().value("contacts"_L1).toInt(), 4);
        const QByteArray cards = read(u"all.vcf"_s);
        QVERIFY(cards.startsWith("BEGIN:VCARD\r\nVERSION:4.0"));
        QVERIFY(QFile::permissions(m_folder->filePath(u"all.vcf"_s))
                    .testAnyFlags(QFile::ReadOther | QFile::ReadGroup) == false);
        const QJsonObject same = run({u"import"_s, u"all.vcf"_s, u"--json"_s}).json().object();
        QCOMPARE(same.value("contacts"_L1).toInt(), 0);
        QCOMPARE(same.value("contactsAlreadyHere"_L1).toInt(), 4);
        const QStringList elsewhere{u"--studio"_s, u"other.foyer"_s};
        QCOMPARE(runBare(QStringList{u"import"_s, u"all.vcf"_s} + elsewhere).exit, 0);
        QCOMPARE(runBare(QStringList{u"export"_s, u"--to"_s, u"again.vcf"_s} + elsewhere).exit, 0);
        QCOMPARE(read(u"again.vcf"_s), cards);
        QCOMPARE(run({u"export"_s, u"--to"_s, u"all.zip"_s}).exit, 2);
        QCOMPARE(run({u"export"_s, u"--to"_s, u"nowhere/all.vcf"_s}).exit, 1);
    }

    /// P14, M1
    void moneyIsExportedAsTables()
    {
        write(u"money.json"_s, R"json({"format":"foyer-studio","version":1,
            "contacts":[{"uid":"money-ada","givenName":"Ada","familyName":"=1+1"}],
            "jobs":[{"uid":"money-job","title":"=SUM(A1)","invoices":[{"uid":"money-invoice","title":"Portrait",
                "recipients":["money-ada"],"state":"issued",
                "content":{"currency":"KWD","lines":[{"title":"Sitting","unitPrice":12345}]}}],
              "payments":[{"contact":"money-ada","method":"cash","currency":"KWD","amount":5000,"day":"2025-05-01",
                "towards":[{"invoice":"money-invoice"}]}]}]})json");
        const Outcome imported = run({u"import"_s, u"money.json"_s, u"--json"_s});
        QVERIFY2(imported.exit == 0, imported.everything().constData());
        QCOMPARE(imported.json().object().value("payments"_L1).toInt(), 1);
        QCOMPARE(run({u"export"_s, u"invoices"_s, u"--to"_s, u"invoices.csv"_s}).exit, 0);
        QCOMPARE(run({u"export"_s, u"payments"_s, u"--to"_s, u"payments.csv"_s}).exit, 0);
        const QByteArray invoices = read(u"invoices.csv"_s);
        QVERIFY2(invoices.contains("\"12.345\"") && invoices.contains("\"7.345\""), invoices.constData());
        QVERIFY2(invoices.contains("\"'=SUM(A1)\""), invoices.constData());
        QVERIFY2(read(u"payments.csv"_s).contains("\"5.000\""), read(u"payments.csv"_s).constData());
        QCOMPARE(run({u"export"_s, u"invoices"_s, u"--to"_s, u"invoices.vcf"_s}).exit, 2);
        QCOMPARE(run({u"export"_s, u"dreams"_s, u"--to"_s, u"dreams.csv"_s}).exit, 2);
        const Outcome whole = run({u"verify"_s, u"--json"_s});
        QCOMPARE(whole.exit, 0);
        QCOMPARE(whole.json().object().value("receipts"_L1).toInt(), 1);
        {
            QSqlDatabase raw = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"raw"_s);
            raw.setDatabaseName(file());
            QVERIFY(raw.open());
            QSqlQuery query{raw};
            QVERIFY(query.exec(
                u"INSERT INTO allocation (invoice_id, payment_id, amount_minor, cause, created_at) "
                "SELECT invoice_id, payment_id, 1, 'twice', 1 FROM allocation"_s));
        }
        QSqlDatabase::removeDatabase(u"raw"_s);
        const Outcome spent = run({u"verify"_s});
        QCOMPARE(spent.exit, 1);
        QVERIFY2(spent.err.contains("money does not add up"), spent.err.constData());
    }

    /// T5
    void verifyFindsAnEditOfTheJournal()
    {
        const Outcome whole = run({u"verify"_s, u"--json"_s});
        QCOMPARE(whole.exit, 0);
        QVERIFY(whole.json().object().value("whole"_L1).toBool());
        {
            QSqlDatabase raw = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"raw"_s);
            raw.setDatabaseName(file());
            QVERIFY(raw.open());
            QSqlQuery query{raw};
            QVERIFY(query.exec(u"DROP TRIGGER journal_changes_nothing_but_erasure"_s));
            QVERIFY(query.exec(u"UPDATE journal SET action = 'nothing' WHERE id = 3"_s));
        }
        QSqlDatabase::removeDatabase(u"raw"_s);
        const Outcome edited = run({u"verify"_s});
        QCOMPARE(edited.exit, 1);
        QVERIFY2(edited.err.contains("entry 3"), edited.err.constData());
    }

    /// T5, D1, D2
    void verifyFindsWhatWasChangedOfWhatWasSent_data()
    {
        QTest::addColumn<QString>("trigger");
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("word");
        QTest::newRow("an event") << u"evidence_stays"_s
                                  << u"UPDATE evidence SET at = at - 1 WHERE event = 'sent'"_s
                                  << u"firstBadEvidenceRow"_s << u"evidence was changed"_s;
        QTest::newRow("the last event")
            << u"evidence_keeps_its_rows"_s << u"DELETE FROM evidence WHERE event = 'sent'"_s
            << u"itemWithLostEvidence"_s << u"Evidence is missing"_s;
        QTest::newRow("a version") << u"item_version_stays"_s
                                   << u"UPDATE item_version SET content = x'5b5d'"_s
                                   << u"itemWithChangedVersion"_s << u"What was sent was changed"_s;
    }
    void verifyFindsWhatWasChangedOfWhatWasSent()
    {
        QFETCH(QString, trigger);
        QFETCH(QString, change);
        QFETCH(QString, key);
        QFETCH(QString, word);
        {
            auto studio = openStudio(file(), StartWith::Existing);
            QVERIFY(studio);
            const auto sent = (*studio)->write(Actor::studio(), [](Transaction& t) -> Result<void> {
                const auto brands = brands::all(t);
                if (!brands)
                    return fail(brands.error());
                JobDetails details;
                details.title = u"A wedding"_s;
                const auto job = jobs::add(t, brands->front().id, details);
                if (!job)
                    return fail(job.error());
                items::NewItem item{ItemKind::Contract, *job};
                item.title = u"A contract"_s;
                item.recipients = {ContactId{1}};
                const auto id = items::add(t, item);
                if (!id)
                    return fail(id.error());
                const auto frozen = items::freeze(t, *id, {"{}", "%PDF-"}, ToDo::Sign);
                return frozen ? Result<void>{} : fail(frozen.error());
            });
            QVERIFY2(sent, qPrintable(sent ? QString{} : sent.error().detail));
        }
        const Outcome whole = run({u"verify"_s, u"--json"_s});
        QCOMPARE(whole.exit, 0);
        QCOMPARE(whole.json().object().value("evidenceRows"_L1).toInt(), 2);
        QCOMPARE(whole.json().object().value("versions"_L1).toInt(), 1);
        {
            QSqlDatabase raw = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"raw"_s);
            raw.setDatabaseName(file());
            QVERIFY(raw.open());
            QSqlQuery query{raw};
            QVERIFY(query.exec(u"DROP TRIGGER "_s + trigger));
            QVERIFY(query.exec(change));
        }
        QSqlDatabase::removeDatabase(u"raw"_s);
        const Outcome changed = run({u"verify"_s, u"--json"_s});
        QCOMPARE(changed.exit, 1);
        QVERIFY(!changed.json().object().value("whole"_L1).toBool());
        QVERIFY(changed.json().object().value(key).isDouble());
        QVERIFY2(QString::fromUtf8(changed.err).contains(word), changed.err.constData());
    }

    void theOwnerDoesWhatOthersAsk()
    {
        auto studio = openStudio(file(), StartWith::Existing);
        QVERIFY(studio);
        {
            const auto channel = cli::OwnerChannel::listen(**studio);
            QVERIFY2(channel, qPrintable(channel ? QString{} : channel.error().detail));
            const Outcome done = run({u"contact"_s, u"disable"_s, u"--id"_s, u"3"_s, u"--json"_s});
            QVERIFY2(done.exit == 0, done.everything().constData());
            QCOMPARE(done.json().object().value("portal"_L1).toString(), u"disabled"_s);
            const auto account = (*studio)->read(
                [](const Snapshot& snapshot) { return portal_access::account(snapshot, ContactId{3}); });
            QVERIFY(account->state() == PortalState::Disabled);
            const Outcome refused = run({u"contact"_s, u"disable"_s, u"--email"_s, u"both@example.com"_s});
            QCOMPARE(refused.exit, 1);
            QVERIFY(refused.err.contains("1 Ada"));
            write(u"dee.csv"_s, "Name,Email\nDee Example,dee@example.com\n");
            const Outcome imported =
                run({u"import"_s, u"dee.csv"_s, u"--json"_s}); // a name relative to the asker
            QVERIFY2(imported.exit == 0, imported.everything().constData());
        }
        const Outcome unheard = run({u"contact"_s, u"enable"_s, u"--id"_s, u"3"_s});
        QCOMPARE(unheard.exit, 1);
        QVERIFY2(unheard.err.contains("is open in"), unheard.err.constData());
        QCOMPARE(run({u"contact"_s, u"list"_s}).exit, 0); // looking needs nobody's leave
    }

    void theOwnerDropsWhatIsNoCommand()
    {
        auto studio = openStudio(file(), StartWith::Existing);
        QVERIFY(studio);
        const auto channel = cli::OwnerChannel::listen(**studio);
        QVERIFY(channel);
        const QStringList sockets = QDir{m_runtime.path()}.entryList({u"foyer-*"_s}, QDir::System);
        QCOMPARE(sockets.size(), 1);
        const QString name = m_runtime.filePath(sockets.front());
        QVERIFY((QFile::permissions(name) & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther |
                                             QFile::WriteOther)) == QFile::Permissions{});
        for (const QByteArray& noise : {QByteArray{"\n"}, QByteArray{"[]\n"},
                                        QByteArray{R"({"argv":["dump"]})"
                                                   "\n"},
                                        QByteArray{R"({"argv":["dump"],"cwd":"here"})"
                                                   "\n"},
                                        QByteArray(200'000, 'x')}) {
            QLocalSocket socket;
            socket.connectToServer(name);
            QVERIFY(socket.waitForConnected(5000));
            socket.write(noise);
            socket.flush();
            QVERIFY(socket.state() == QLocalSocket::UnconnectedState || socket.waitForDisconnected(5000));
            QVERIFY(socket.readAll().isEmpty());
        }
        const auto answer = cli::askOwner(file(), {u"serve"_s}, u"/"_s);
        QVERIFY(answer);
        QCOMPARE(answer->exit, 1);
        QVERIFY(answer->err.contains("served already"));
    }

private:
    QString file() const { return m_folder->filePath(u"studio.foyer"_s); }
    void write(const QString& name, const QByteArray& bytes)
    {
        QFile to{m_folder->filePath(name)};
        QVERIFY(to.open(QIODevice::WriteOnly));
        to.write(bytes);
    }
    QByteArray read(const QString& name) const
    {
        QFile from{m_folder->filePath(name)};
        return from.open(QIODevice::ReadOnly) ? from.readAll() : QByteArray{};
    }
    Outcome run(QStringList words) { return runBare(words << u"--studio"_s << file()); }
    Outcome runBare(const QStringList& words)
    {
        QProcess process;
        process.setWorkingDirectory(m_folder->path());
        process.start(QStringLiteral(FOYER_PORTAL_PROGRAM), words);
        if (!process.waitForFinished(60'000))
            process.kill();
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
                process.readAllStandardOutput(), process.readAllStandardError()};
    }

    QTemporaryDir m_runtime;
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(CliTest)
#include "cli_test.moc"
