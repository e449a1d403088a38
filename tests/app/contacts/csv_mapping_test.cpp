// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/csv_mapping.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

using enum CsvTarget;

namespace {

QList<CsvTarget> targetsOf(const QStringList& headers)
{
    QList<CsvTarget> targets;
    const CsvMapping mapping = guessMapping(headers);
    for (const CsvColumn& column : mapping.columns)
        targets += column.target;
    return targets;
}

CsvColumn only(const QString& header)
{
    return guessMapping({header}).columns.front();
}

} // namespace

class CsvMappingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headersOfManyTongues_data()
    {
        QTest::addColumn<QString>("headers"); // separated by bars
        QTest::addColumn<QList<CsvTarget>>("targets");
        QTest::newRow("English")
            << u"First Name|LAST_NAME|e-mail|Cell Phone|Street Address|City|State|Zip Code|Country"_s
            << QList{GivenName, FamilyName, Email, Phone, Street, City, Region, PostalCode, Country};
        QTest::newRow("camel case") << u"firstName|lastName|companyName|jobTitle|secondaryEmail|birthdate"_s
                                    << QList{GivenName, FamilyName, Company, JobTitle, Email, Birthday};
        QTest::newRow("German")
            << u"Anrede|Vorname|Nachname|Firma|E-Mail-Adresse|Telefon (privat)|Straße|PLZ|Ort|Land"_s
            << QList{Prefix, GivenName, FamilyName, Company, Email, Phone, Street, PostalCode, City, Country};
        QTest::newRow("German, name and first name")
            << u"Name|Vorname|Geburtstag|Bemerkungen"_s << QList{FamilyName, GivenName, Birthday, Notes};
        QTest::newRow("French")
            << u"Civilité|Prénom|Nom|Société|Courriel|Téléphone portable|Adresse|Code postal|Ville|Pays"_s
            << QList{Prefix, GivenName, FamilyName, Company, Email, Phone, Street, PostalCode, City, Country};
        QTest::newRow("Spanish")
            << u"Nombre|Apellidos|Correo electrónico|Teléfono móvil|Dirección|Código postal|Ciudad|País"_s
            << QList{GivenName, FamilyName, Email, Phone, Street, PostalCode, City, Country};
        QTest::newRow("Dutch")
            << u"Voornaam|Tussenvoegsel|Achternaam|E-mailadres|Mobiel|Straat|Huisnummer|Postcode|Woonplaats"_s
            << QList{GivenName, AdditionalNames, FamilyName, Email, Phone, Street, Street, PostalCode, City};
        QTest::newRow("one name") << u"Name|Email"_s << QList{FullName, Email};
        QTest::newRow("one Spanish name") << u"Nombre|Correo"_s << QList{FullName, Email};
        QTest::newRow("client words")
            << u"Client Name|Client Email|Customer Phone"_s << QList{FullName, Email, Phone};
        QTest::newRow("address in one cell") << u"Name|Address"_s << QList{FullName, WholeAddress};
        QTest::newRow("address beside a city") << u"Address|Address 2|City"_s << QList{Street, Street2, City};
        QTest::newRow("lines of an address")
            << u"Address Line 1|Address Line 2|Town"_s << QList{Street, Street2, City};
        QTest::newRow("a title before the name") << u"Title|First Name"_s << QList{Prefix, GivenName};
        QTest::newRow("a title behind it") << u"First Name|Title"_s << QList{GivenName, JobTitle};
        QTest::newRow("unknown words are kept") << u"Favourite cake||Workshop|Midwife"_s
                                                << QList{KeepInNotes, KeepInNotes, KeepInNotes, KeepInNotes};
    }
    void headersOfManyTongues()
    {
        QFETCH(QString, headers);
        QTEST(targetsOf(headers.split(u'|')), "targets");
    }

    void labelsAreReadFromHeaders_data()
    {
        QTest::addColumn<CsvTarget>("target");
        QTest::addColumn<QString>("label");
        QTest::newRow("Mobile") << Phone << u"mobile"_s;
        QTest::newRow("Home Phone") << Phone << u"home"_s;
        QTest::newRow("Work phone") << Phone << u"work"_s;
        QTest::newRow("Phone (work)") << Phone << u"work"_s;
        QTest::newRow("Business Fax") << Phone << u"fax"_s;
        QTest::newRow("Home mobile phone") << Phone << u"mobile"_s;
        QTest::newRow("Telefon geschäftlich") << Phone << u"work"_s;
        QTest::newRow("Handy") << Phone << u"mobile"_s;
        QTest::newRow("Primary Email") << Email << u""_s;
        QTest::newRow("Work Email") << Email << u"work"_s;
        QTest::newRow("email_2") << Email << u""_s;
        QTest::newRow("Company Website") << Website << u"work"_s;
    }
    void labelsAreReadFromHeaders()
    {
        const CsvColumn column = only(QString::fromUtf8(QTest::currentDataTag()));
        QTEST(column.target, "target");
        QTEST(column.label, "label");
        QCOMPARE(column.person, CsvPerson::Self);
    }

    void partnersAreRecognised_data()
    {
        QTest::addColumn<CsvTarget>("target");
        QTest::newRow("Partner First Name") << GivenName;
        QTest::newRow("Spouse Email") << Email;
        QTest::newRow("Partner Email") << Email;
        QTest::newRow("Spouse") << FullName;
        QTest::newRow("Fiancée's Name") << FullName;
        QTest::newRow("Groom mobile") << Phone;
        QTest::newRow("Partner 2 Last Name") << FamilyName;
        QTest::newRow("Prénom du conjoint") << GivenName;
        QTest::newRow("Nombre de la pareja") << GivenName;
        QTest::newRow("Ehepartner E-Mail") << Email;
        QTest::newRow("Partner (Vorname)") << GivenName;
    }
    void partnersAreRecognised()
    {
        // Beside a family name, as in real lists: a bare Spanish "nombre" is then a given name.
        const CsvMapping mapping = guessMapping({u"Last name"_s, QString::fromUtf8(QTest::currentDataTag())});
        QTEST(mapping.columns[1].target, "target");
        QCOMPARE(mapping.columns[1].person, CsvPerson::Partner);
        QCOMPARE(mapping.columns[0].person, CsvPerson::Self);
    }

    void thePersonNumberedOneIsTheContactItself()
    {
        QCOMPARE(only(u"Partner 1 Email"_s).person, CsvPerson::Self);
        QCOMPARE(only(u"Bride First Name"_s), (CsvColumn{GivenName}));
    }

    void twoAddressesAreTwoGroups()
    {
        const CsvMapping mapping =
            guessMapping({u"Home Street"_s, u"Home City"_s, u"Business Street"_s, u"Business City"_s});
        QCOMPARE(mapping.columns[0], (CsvColumn{Street, u"home"_s, 1}));
        QCOMPARE(mapping.columns[1], (CsvColumn{City, u"home"_s, 1}));
        QCOMPARE(mapping.columns[2], (CsvColumn{Street, u"work"_s, 2}));
        QCOMPARE(mapping.columns[3], (CsvColumn{City, u"work"_s, 2}));
        const CsvMapping numbered = guessMapping({u"Address"_s, u"City"_s, u"Address 2"_s, u"City 2"_s});
        QCOMPARE(numbered.columns[2], (CsvColumn{Street, {}, 2}));
        QCOMPARE(numbered.columns[3], (CsvColumn{City, {}, 2}));
        const CsvMapping whole = guessMapping({u"Address"_s, u"Mailing Address"_s});
        QCOMPARE(whole.columns[1], (CsvColumn{WholeAddress, u"mailing"_s, 2}));
    }

    void addressBooksLabelInAColumnOfItsOwn()
    {
        const CsvMapping mapping = guessMapping(
            {u"E-mail 1 - Label"_s, u"E-mail 1 - Value"_s, u"E-mail 2 - Type"_s, u"E-mail 2 - Value"_s,
             u"Phone 1 - Label"_s, u"Phone 1 - Value"_s, u"Address 1 - Label"_s, u"Address 1 - Formatted"_s,
             u"Address 1 - Street"_s, u"Address 1 - City"_s, u"Address 2 - Label"_s, u"Address 2 - City"_s});
        QCOMPARE(mapping.columns, (std::vector<CsvColumn>{{EmailLabel, {}, 1},
                                                          {Email, {}, 1},
                                                          {EmailLabel, {}, 2},
                                                          {Email, {}, 2},
                                                          {PhoneLabel, {}, 1},
                                                          {Phone, {}, 1},
                                                          {AddressLabel, {}, 1},
                                                          {Ignore, {}, 1},
                                                          {Street, {}, 1},
                                                          {City, {}, 1},
                                                          {AddressLabel, {}, 2},
                                                          {City, {}, 2}}));
    }

    void productsAreKnownByTheirHeaders_data()
    {
        QTest::addColumn<QString>("headers");
        QTest::addColumn<QString>("product");
        QTest::newRow("HoneyBook, booked clients") << u"First Name|Last Name|Email|Project Name|Project "
                                                      u"Type|Project Source|Project Creation Date|Project "
                                                      "Date|Booked Date|Total Booked Value"_s
                                                   << u"HoneyBook"_s;
        QTest::newRow("HoneyBook, contacts")
            << u"Name|Email|Phone|Address|Notes|Date Created"_s << u"HoneyBook"_s;
        QTest::newRow("VSCO Workspace") << u"firstName|lastName|email|secondaryEmail|cellPhone|maidenName"_s
                                        << u"VSCO Workspace (Táve)"_s;
        QTest::newRow("VSCO Workspace, phones")
            << u"First Name|Last Name|Cell Phone|Home Phone|Work Phone"_s << u"VSCO Workspace (Táve)"_s;
        QTest::newRow("Dubsado") << u"First Name|Last Name|Email|Phone Number|Address|Notes|My own"_s
                                 << u"Dubsado"_s;
        QTest::newRow("Studio Ninja")
            << u"Client email|Status|Job name|Job status|Invoice ID|Main shoot date"_s << u"Studio Ninja"_s;
        QTest::newRow("17hats") << u"First Name|Last Name|Email|Phone|Type|Tags"_s << u"17hats"_s;
        QTest::newRow("Light Blue") << u"Type|Title|First Name|Last Name|VAT number|Warning"_s
                                    << u"Light Blue"_s;
        QTest::newRow("one of three")
            << u"Name|Email|Phone|Address|Type"_s << u"Pixieset, Sprout Studio or Bloom"_s;
        QTest::newRow("Google") << u"First Name|E-mail 1 - Label|E-mail 1 - Value"_s << u"Google Contacts"_s;
        QTest::newRow("Outlook") << u"First Name|Business Street|Home Street"_s << u"Outlook"_s;
        QTest::newRow("nobody") << u"First Name|Last Name|Email"_s << u""_s;
        QTest::newRow("nothing") << u""_s << u""_s;
    }
    void productsAreKnownByTheirHeaders()
    {
        QFETCH(QString, headers);
        QTEST(productOf(headers.split(u'|')), "product");
    }

    void typesOf17hatsAreTags()
    {
        QCOMPARE(
            targetsOf({u"First Name"_s, u"Last Name"_s, u"Email"_s, u"Phone"_s, u"Type"_s, u"Tags"_s})[4],
            Tags);
        QCOMPARE(only(u"Type"_s).target, Kind);
    }

    void fingerprintsForgetCaseAndPunctuationOnly()
    {
        const QString fingerprint = headerFingerprint({u"First Name"_s, u"E-Mail"_s});
        QCOMPARE(headerFingerprint({u"first_name"_s, u"EMAIL "_s}), fingerprint);
        QVERIFY(headerFingerprint({u"E-Mail"_s, u"First Name"_s}) != fingerprint);
        QVERIFY(headerFingerprint({u"First NameE-Mail"_s}) != fingerprint);
    }

    void mappingsOutliveTheProgram()
    {
        CsvMapping mapping;
        for (int target = int(Ignore); target <= int(Notes); ++target)
            mapping.columns.push_back({CsvTarget(target), u"home"_s, target + 1, CsvPerson::Partner});
        mapping.columns.push_back({Email});
        mapping.dateOrder = CsvDateOrder::DayFirst;
        const QByteArray text = QJsonDocument{toJson(mapping)}.toJson();
        const auto again = mappingFromJson(QJsonDocument::fromJson(text).object());
        QVERIFY(again);
        QCOMPARE(*again, mapping);
    }

    void whatIsNoMappingIsRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("empty") << QByteArray("{}");
        QTest::newRow("no columns") << QByteArray(R"({"dateOrder":"guess"})");
        QTest::newRow("unknown order") << QByteArray(R"({"dateOrder":"yearFirst","columns":[]})");
        QTest::newRow("unknown target")
            << QByteArray(R"({"dateOrder":"guess","columns":[{"target":"shoeSize"}]})");
        QTest::newRow("no object") << QByteArray(R"({"dateOrder":"guess","columns":["email"]})");
        QTest::newRow("unknown person")
            << QByteArray(R"({"dateOrder":"guess","columns":[{"target":"email","person":"cat"}]})");
        QTest::newRow("group 0") << QByteArray(
            R"({"dateOrder":"guess","columns":[{"target":"city","group":0}]})");
        QTest::newRow("group in words")
            << QByteArray(R"({"dateOrder":"guess","columns":[{"target":"city","group":"a"}]})");
    }
    void whatIsNoMappingIsRefused()
    {
        QFETCH(QByteArray, json);
        const auto mapping = mappingFromJson(QJsonDocument::fromJson(json).object());
        QVERIFY(!mapping);
        QCOMPARE(mapping.error().fault, Fault::Invalid);
    }
};

QTEST_GUILESS_MAIN(CsvMappingTest)
#include "csv_mapping_test.moc"
