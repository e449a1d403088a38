// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_list.h"
#include "app/contacts/contact_store.h"
#include "app/studio.h"
#include "ui/export/export_contacts.h"
#include "ui/import/import_dialog.h"
#include "ui/import/import_words.h"
#include "ui/settings/imports_settings.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;
using Step = ImportSession::Step;

class ImportTest : public QObject
{
    Q_OBJECT

private:
    struct Fixture
    {
        QTemporaryDir home;
        QSettings settings{home.filePath(u"foyer.conf"_s), QSettings::IniFormat};
        std::unique_ptr<Database> database = *openStudio(home.filePath(u"studio.foyer"_s), StartWith::New);
        ImportDialog dialog{*database, settings};

        QString file(const QString& name, const QByteArray& bytes)
        {
            QFile out{home.filePath(name)};
            Q_ASSERT(out.open(QIODevice::WriteOnly));
            out.write(bytes);
            return out.fileName();
        }
        /// Opens a file and waits until the dialog waits for the person.
        bool open(const QString& path)
        {
            dialog.show();
            dialog.open(path);
            return settle();
        }
        bool settle()
        {
            return QTest::qWaitFor([this] { return !dialog.session().isBusy(); }, 20'000);
        }
        bool click(const QString& name)
        {
            auto* button = dialog.findChild<QPushButton*>(name);
            if (!button->isVisible() || !button->isEnabled())
                return false;
            QTest::mouseClick(button, Qt::LeftButton);
            return settle();
        }
        QStringList names() const
        {
            const auto rows = database->read([](const Snapshot& snapshot) {
                const auto listing = contacts::list(snapshot, {});
                return contacts::page(snapshot, *listing, 0, 500);
            });
            QStringList names;
            for (const auto& row : *rows)
                names.append(row.name);
            return names;
        }
    };

    static QByteArray couple()
    {
        return "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:urn:x:1\r\nFN:Mara Lind\r\nN:Lind;Mara;;;\r\n"
               "EMAIL:lind@example.com\r\nEND:VCARD\r\n"
               "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:urn:x:2\r\nFN:Jonas Lind\r\nN:Lind;Jonas;;;\r\n"
               "EMAIL:LIND@example.com\r\nEND:VCARD\r\n";
    }

private Q_SLOTS:
    void aFileIsKnownByWhatStandsInItNotByItsName_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ImportFormat>("format");
        QTest::newRow("card") << QByteArray{"BEGIN:VCARD\r\n"} << ImportFormat::Vcard;
        QTest::newRow("card, small letters") << QByteArray{"\n begin:vcard\n"} << ImportFormat::Vcard;
        QTest::newRow("card with a mark") << QByteArray{"\xef\xbb\xbf"
                                                        "BEGIN:VCARD"}
                                          << ImportFormat::Vcard;
        QTest::newRow("card in UTF-16") << QByteArray{"\xff\xfe"
                                                      "B\0E\0G\0I\0N\0:\0V\0C\0A\0R\0D\0",
                                                      24}
                                        << ImportFormat::Vcard;
        QTest::newRow("table") << QByteArray{"Name,Email\n"} << ImportFormat::Csv;
        QTest::newRow("a table that speaks of cards") << QByteArray{"Name;BEGIN:VCARD"} << ImportFormat::Csv;
    }
    void aFileIsKnownByWhatStandsInItNotByItsName()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(ImportFormat, format);
        QVERIFY(formatOf(bytes) == format);
    }

    void aVcardFileIsCountedThenBroughtInThenTakenBack()
    {
        Fixture f;
        QVERIFY(f.open(f.file(u"couple.vcf"_s, couple())));
        QCOMPARE(f.dialog.session().step(), Step::Ready);
        QCOMPARE(f.names(), QStringList{});
        QCOMPARE(f.dialog.session().forecast().newContacts, 2);
        // S36: both keep the address, and are told apart all the same
        QCOMPARE(f.dialog.session().forecast().sharedEmails, 2);
        QVERIFY(f.dialog.findChild<QLabel*>(u"sharing"_s)->text().contains(u"Nothing is merged"_s));
        QVERIFY(f.click(u"next"_s));
        QCOMPARE(f.dialog.session().step(), Step::Done);
        QCOMPARE(f.names().size(), 2);
        QVERIFY(f.click(u"undo"_s));
        QCOMPARE(f.dialog.session().step(), Step::TakenBack);
        QCOMPARE(f.names(), QStringList{});
    }

    void cardsThatAreHereAlreadyAreLeftOut()
    {
        Fixture f;
        const QString path = f.file(u"couple.vcf"_s, couple());
        QVERIFY(f.open(path) && f.click(u"next"_s));
        ImportDialog again{*f.database, f.settings};
        again.show();
        again.open(path);
        QTRY_COMPARE(again.session().step(), Step::Ready);
        QCOMPARE(again.session().forecast().newContacts, 0);
        QCOMPARE(again.session().forecast().alreadyHere, 2);
        QVERIFY(!again.findChild<QPushButton*>(u"next"_s)->isEnabled());
    }

    void aDamagedFileNamesItsLinesAndBringsInNothing()
    {
        Fixture f;
        QVERIFY(
            f.open(f.file(u"broken.vcf"_s, couple() + "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Half a card\r\n")));
        QCOMPARE(f.dialog.session().step(), Step::Damaged);
        QVERIFY(f.dialog.session().problems().front().line > 0);
        const auto tables = f.dialog.findChildren<QTableWidget*>();
        const auto shown = std::find_if(tables.begin(), tables.end(), [](auto* t) { return t->isVisible(); });
        QVERIFY(shown != tables.end());
        QVERIFY((*shown)->rowCount() > 0);
        QVERIFY(!(*shown)->item(0, 1)->text().isEmpty());
        QCOMPARE(f.names(), QStringList{});
    }

    void theColumnsOfATableCanBeSaidByHandAndAreRemembered()
    {
        Fixture f;
        const QByteArray table =
            "Wer;Post;Was\nMara Lind;mara@example.com;blau\nJonas Lind;jonas@example.com;rot\n";
        QVERIFY(f.open(f.file(u"list.csv"_s, table)));
        QCOMPARE(f.dialog.session().step(), Step::Columns);
        const auto choose = [](ImportDialog& dialog, int column, const CsvColumn& meaning) {
            auto* box = dialog.findChild<QComboBox*>(u"becomes%1"_s.arg(column));
            const int index = box->findText(words::csvColumn(meaning));
            Q_ASSERT(index >= 0);
            box->setCurrentIndex(index);
            Q_EMIT box->activated(index);
        };
        choose(f.dialog, 0, {CsvTarget::FullName, {}, 1, CsvPerson::Self});
        choose(f.dialog, 1, {CsvTarget::Email, u"work"_s, 1, CsvPerson::Self});
        choose(f.dialog, 2, {CsvTarget::Tags, {}, 1, CsvPerson::Self});
        QVERIFY(f.click(u"next"_s));
        QCOMPARE(f.dialog.session().step(), Step::Ready);
        QVERIFY(f.click(u"next"_s));
        QCOMPARE(f.names().size(), 2);
        const auto contact = f.database->read([](const Snapshot& snapshot) {
            return contacts::find(snapshot,
                                  contacts::findByEmail(snapshot, u"mara@example.com"_s)->front().id);
        });
        QCOMPARE(contact->details.familyName, u"Lind"_s);
        QCOMPARE(contact->details.emails.front().label, u"work"_s);
        QCOMPARE(contact->details.tags, QStringList{u"blau"_s});

        ImportDialog again{*f.database, f.settings};
        again.show();
        again.open(f.file(u"next.csv"_s, "Wer;Post;Was\nAda Okafor;ada@example.com;rot\n"));
        QTRY_COMPARE(again.session().step(), Step::Columns);
        QCOMPARE(again.findChild<QComboBox*>(u"becomes2"_s)->currentText(),
                 words::csvColumn({CsvTarget::Tags, {}, 1, CsvPerson::Self}));
    }

    void cancellingLeavesNothingBehind()
    {
        Fixture f;
        QByteArray table = "Name,Email\n";
        for (int i = 0; i < 3000; ++i)
            table += "Person " + QByteArray::number(i) + ",p" + QByteArray::number(i) + "@example.com\n";
        QVERIFY(f.open(f.file(u"many.csv"_s, table)));
        QVERIFY(f.click(u"next"_s));
        QCOMPARE(f.dialog.session().step(), Step::Ready);
        QTest::mouseClick(f.dialog.findChild<QPushButton*>(u"next"_s), Qt::LeftButton);
        QCOMPARE(f.dialog.session().step(), Step::Running);
        f.dialog.close();
        QVERIFY(f.settle());
        QCOMPARE(f.dialog.session().step(), Step::Failed);
        QCOMPARE(f.dialog.session().error().fault, Fault::Cancelled);
        QCOMPARE(f.names(), QStringList{});
    }

    void filesThatCannotBeReadSayWhy_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<Fault>("fault");
        QTest::newRow("missing") << u"missing.vcf"_s << Fault::NotFound;
        QTest::newRow("empty") << u"empty.vcf"_s << Fault::Invalid;
        QTest::newRow("a folder") << u"folder.vcf"_s << Fault::Denied;
    }
    void filesThatCannotBeReadSayWhy()
    {
        QFETCH(QString, name);
        QFETCH(Fault, fault);
        Fixture f;
        f.file(u"empty.vcf"_s, {});
        QDir{f.home.path()}.mkdir(u"folder.vcf"_s);
        QVERIFY(f.open(f.home.filePath(name)));
        QCOMPARE(f.dialog.session().step(), Step::Failed);
        QCOMPARE(f.dialog.session().error().fault, fault);
        QVERIFY(!f.dialog.findChild<QLabel*>(u"endTitle"_s)->text().isEmpty());
    }

    void earlierImportsAreListedInTheSettings()
    {
        Fixture f;
        ImportsSettings page{*f.database};
        auto* table = page.findChild<QTableWidget*>();
        QCOMPARE(table->rowCount(), 0);
        QVERIFY(f.open(f.file(u"couple.vcf"_s, couple())) && f.click(u"next"_s));
        QTRY_COMPARE(table->rowCount(), 1);
        QCOMPARE(table->item(0, 0)->text(), u"couple.vcf"_s);
    }

    void everyProblemAndFaultHasASentence()
    {
        for (int i = 0; i <= int(ImportProblemCode::TooManyColumns); ++i)
            QVERIFY(!words::importProblem(ImportProblemCode(i)).isEmpty());
        for (int i = 0; i <= int(Fault::Newer); ++i)
            QVERIFY(!words::importFault(Fault(i)).isEmpty());
    }

    void noTwoMeaningsOfAColumnReadTheSame()
    {
        QSet<QString> names;
        for (const CsvColumn& column : words::offeredCsvColumns()) {
            QVERIFY2(!names.contains(words::csvColumn(column)), qPrintable(words::csvColumn(column)));
            names.insert(words::csvColumn(column));
        }
    }

    void whatWasExportedCanBeImported()
    {
        Fixture f;
        QVERIFY(f.open(f.file(u"couple.vcf"_s, couple())) && f.click(u"next"_s));
        const QString path = f.home.filePath(u"out.vcf"_s);
        const auto count =
            exportContacts(*f.database, {}, VcardVersion::V4, path, [](qint64, qint64) { return true; });
        QVERIFY(count);
        QCOMPARE(*count, 2);
        QFile file{path};
        QVERIFY(file.open(QIODevice::ReadOnly));
        const ImportPlan plan = readVcards(file.readAll());
        QCOMPARE(plan.problems.size(), std::size_t(0));
        QCOMPARE(plan.contacts.size(), std::size_t(2));
    }

    void anExportThatCannotBeWrittenLeavesTheEarlierFile()
    {
        Fixture f;
        const auto count = exportContacts(*f.database, {}, VcardVersion::V4, u"/nowhere/at/all.vcf"_s,
                                          [](qint64, qint64) { return true; });
        QCOMPARE(count.error().fault, Fault::Storage);
    }
};

QTEST_MAIN(ImportTest)
#include "import_test.moc"
