// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/studio_json.h"

#include <QTest>

using namespace foyer;
using namespace foyer::exchange;
using namespace Qt::StringLiterals;

namespace {

/// moc 6.4 trips over // and # in raw strings: the JSON below writes them as \/\/ and \u0023.
const QByteArray head = R"("format":"foyer-studio","version":1,)";

Result<StudioDocument> read(const QByteArray& text)
{
    return readStudioJson(text, [](const QString& name) -> Result<QByteArray> {
        return fail(Fault::NotFound, name + u" is not there."_s);
    });
}

QByteArray withContact(const QByteArray& fields)
{
    return '{' + head + R"("contacts":[{"givenName":"Ada"},{)" + fields + "}]}";
}

QByteArray withBrand(const QByteArray& fields)
{
    return '{' + head + R"("brands":[{"name":"A","username":"a-b",)" + fields + "}]}";
}

} // namespace

class StudioJsonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsNotDocumentedIsRefusedWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("complaint");
        const auto row = [](const char* name, const QByteArray& text, const char* complaint) {
            QTest::newRow(name) << text << QString::fromUtf8(complaint);
        };
        row("nothing", "", "This is no JSON");
        row("no object", "[]", "must begin with {");
        row("text behind the object", "{} x", "line 1, column");
        row("names the line", "{\n\"format\": }", "line 2, column");
        row("other format", R"({"format":"other","version":1})", "format: must be");
        row("no version", R"({"format":"foyer-studio"})", "version: must be the number 1");
        row("version as text", R"({"format":"foyer-studio","version":"1"})", "version: must be the number 1");
        row("version between", R"({"format":"foyer-studio","version":0.5})", "version: must be the number 1");
        row("later version", R"({"format":"foyer-studio","version":2})", "newer Foyer");
        row("unknown part", '{' + head + R"("invoices":[]})", "invoices: Foyer does not know this field");
        row("unknown field", withContact(R"("givenname":"B")"), "contacts[1]: ");
        row("unknown field beside a name", withContact(R"("givenName":"B","fax":"")"),
            "contacts[1].fax: Foyer does not know");
        row("unknown field of an email", withContact(R"("emails":[{"address":"a@example.com","adress":""}])"),
            "contacts[1].emails[0].adress: Foyer does not know");
        row("unknown field of a portal", withContact(R"("givenName":"B","portal":{"state":"active"})"),
            "contacts[1].portal.state: Foyer does not know");
        row("key twice", '{' + head + R"("contacts":[],"contacts":[]})", "“contacts” stands twice");
        row("key twice in two spellings", withContact(R"("notes":"a","n\u006ftes":"b")"),
            "“notes” stands twice");
        row("contacts no list", '{' + head + R"("contacts":{}})", "contacts: must be a list");
        row("contact no object", '{' + head + R"("contacts":[7]})", "contacts[0]: must be an object");
        row("number as name", withContact(R"("givenName":7)"), "contacts[1].givenName: must be a text");
        row("null as name", withContact(R"("givenName":null)"), "contacts[1].givenName: must be a text");
        row("tag no text", withContact(R"("givenName":"B","tags":["a",1])"),
            "contacts[1].tags[1]: must be a text");
        row("nobody", withContact(R"("notes":"who?")"), "contacts[1]: ");
        row("no email", withContact(R"("emails":[{"address":"a@b"}])"), "contacts[1].emails[0].address: ");
        row("empty email", withContact(R"("emails":[{"address":" "}])"),
            "contacts[1].emails[0].address: is missing");
        row("line break in an email",
            withContact(R"("emails":[{"address":"a@example.com\nBcc: b@example.com"}])"),
            "contacts[1].emails[0].address: ");
        row("no phone", withContact(R"("phones":[{"number":"call me"}])"), "contacts[1].phones[0].number: ");
        row("script as website", withContact(R"("givenName":"B","websites":["javascript:alert"])"),
            "contacts[1].websites[0]: ");
        row("no day", withContact(R"("givenName":"B","birthday":"2026-02-30")"), "contacts[1].birthday: ");
        row("time as day", withContact(R"("givenName":"B","birthday":"2020-02-03T10:00:00")"),
            "contacts[1].birthday: ");
        row("unknown kind", withContact(R"("givenName":"B","kind":"alien")"), "contacts[1].kind: “alien”");
        row("unknown relation", withContact(R"("givenName":"B","relations":[{"to":"x","kind":"nemesis"}])"),
            "contacts[1].relations[0].kind: “nemesis”");
        row("archived as word", withContact(R"("givenName":"B","archived":"yes")"),
            "contacts[1].archived: must be true or false");
        row("ref twice",
            '{' + head + R"("contacts":[{"ref":"a","givenName":"A"},{"ref":"a","givenName":"B"}]})",
            "contacts[1].ref: “a” is the name of contacts[0]");
        row("uid as other's ref",
            '{' + head + R"("contacts":[{"ref":"a","givenName":"A"},{"uid":"a","givenName":"B"}]})",
            "contacts[1].uid: “a” is the name of contacts[0]");
        row("portal of a company", withContact(R"("kind":"company","company":"B","portal":{"invited":true})"),
            "contacts[1].portal: only a person");
        row("login without a password",
            withContact(R"("givenName":"B","portal":{"lastLogin":"2026-01-01T00:00:00Z"})"),
            "contacts[1].portal.lastLogin: ");
        row("login in local time",
            withContact(R"("givenName":"B","portal":{"password":"x","lastLogin":"2026-01-01 00:00"})"),
            "contacts[1].portal.lastLogin: “2026-01-01 00:00”");
        row("brand without name", '{' + head + R"("brands":[{"username":"a-b"}]})",
            "brands[0].name: is missing");
        row("username twice",
            '{' + head + R"("brands":[{"name":"A","username":"a-b"},{"name":"B","username":"a-b"}]})",
            "brands[1].username: “a-b” is the username of brands[0]");
        row("logo no base64", withBrand(R"("logo":"$")"), "brands[0].logo: is no base64");
        row("logo no picture", withBrand(R"("logo":"PHN2Zz4=")"),
            "brands[0].logo: is neither a PNG nor a JPEG");
        row("logo elsewhere", withBrand(R"("logoFile":"../secret.png")"),
            "brands[0].logoFile: must be the plain name");
        row("logo at a path", withBrand(R"("logoFile":"/etc/passwd")"),
            "brands[0].logoFile: must be the plain name");
        row("logo missing", withBrand(R"("logoFile":"gone.png")"),
            "brands[0].logoFile: gone.png is not there");
        row("two logos", withBrand(R"("logo":"PHN2Zz4=","logoFile":"a.png")"),
            "brands[0].logoFile: stands beside");
        row("setting no text", '{' + head + R"("settings":{"studio.name":1}})",
            "settings.studio.name: must be a text");
        row("deep", '{' + head + R"("contacts":)" + QByteArray(40, '[') + QByteArray(40, ']') + '}',
            "nested more than 32 levels");
        row("very deep", QByteArray(100'000, '['), "This is no JSON");
        row("broken UTF-8", withContact("\"givenName\":\"\xff\""), "This is no JSON");
    }
    void whatIsNotDocumentedIsRefusedWithItsPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, complaint);
        const auto document = read(text);
        QVERIFY2(!document, "was read without complaint");
        QVERIFY2(document.error().detail.contains(complaint), qPrintable(document.error().detail));
    }

    void moreThan64MiBIsRefused()
    {
        const auto document = read('{' + head + R"("contacts":[]})" + QByteArray(64 * 1024 * 1024, ' '));
        QVERIFY(!document);
        QVERIFY(document.error().detail.contains(u"larger than 64 MiB"_s));
    }

    void everythingDocumentedIsRead()
    {
        const auto document = read("\xEF\xBB\xBF{" + head + R"("settings":{"studio.name":"S"},
            "brands":[{"name":"A","username":"a-b","accent":"\u0023102030","address":{"city":"C"},"showsHistory":true}],
            "contacts":[{"ref":"r","uid":"u","brand":"a-b","kind":"company","company":"B","emails":
            [{"address":"B@example.com","label":"work"}],"phones":[{"number":"+1 202 555 0100"}],"addresses":
            [{"label":"work","street":"a\nb","city":"c","region":"d","postalCode":"e","country":"f"}],
            "websites":["https:\/\/b.example"],"anniversary":"2020-02-29","language":"pt-BR","tags":["x"],"notes":"n",
            "relations":[{"to":"r2","kind":"employee"}],"archived":true},
            {"ref":"r2","givenName":"E","portal":{"invited":true,"disabled":true,"password":"p",
            "lastLogin":"2026-01-02T03:04:05Z"}}]})");
        QVERIFY2(document, qPrintable(document ? QString{} : document.error().detail));
        QCOMPARE(document->settings.size(), 1U);
        QCOMPARE(document->brands.at(0).address.city, u"C"_s);
        QVERIFY(document->brands.at(0).showsHistory);
        const StudioContact& company = document->contacts.at(0);
        QVERIFY(company.details.kind == ContactKind::Company);
        QCOMPARE(company.details.emails.at(0).address, u"B@example.com"_s);
        QCOMPARE(company.details.addresses.at(0).street, u"a\nb"_s);
        QCOMPARE(company.details.anniversary, QDate(2020, 2, 29));
        QVERIFY(company.relations.at(0).kind == RelationKind::Employee);
        QVERIFY(company.isArchived);
        const StudioPortal& portal = document->contacts.at(1).portal;
        QVERIFY(portal.isInvited && portal.isDisabled);
        QCOMPARE(toIso(*portal.lastLogin), u"2026-01-02T03:04:05Z"_s);
    }
};

QTEST_GUILESS_MAIN(StudioJsonTest)
#include "studio_json_test.moc"
