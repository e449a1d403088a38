// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/brands/brand_store.h"
#include "app/portal_access/addresses.h"
#include "app/storage/settings.h"
#include "app/studio.h"
#include "ui/common/captioned_field.h"
#include "ui/settings/brand_form.h"
#include "ui/settings/brand_settings.h"
#include "ui/settings/logo.h"
#include "ui/settings/portal_settings.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QImage>
#include <QInputMethodEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

class SettingsTest : public QObject
{
    Q_OBJECT

private:
    struct Fixture
    {
        QTemporaryDir home;
        std::unique_ptr<Database> database = *openStudio(home.filePath(u"studio.foyer"_s), StartWith::New);

        Brand brand() const
        {
            return database->read([](const Snapshot& snapshot) { return brands::all(snapshot); })->front();
        }
    };

    static QLineEdit* line(QWidget& page, const QString& name)
    {
        for (auto* edit : page.findChildren<QLineEdit*>()) {
            if (edit->accessibleName() == name)
                return edit;
        }
        return nullptr;
    }
    static CaptionedField* fieldOf(QWidget* editor)
    {
        for (QWidget* w = editor; w; w = w->parentWidget()) {
            if (auto* field = qobject_cast<CaptionedField*>(w))
                return field;
        }
        return nullptr;
    }
    static void type(QLineEdit* edit, const QString& text)
    {
        edit->selectAll();
        QInputMethodEvent event; // key events of tests know Latin letters only
        event.setCommitString(text);
        QApplication::sendEvent(edit, &event);
    }

private Q_SLOTS:
    void everyFieldOfABrandSaysWhatIsWrongWithItAndKeepsWhatWasTyped_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("typed");
        QTest::newRow("name of blanks") << u"Name"_s << u"   "_s;
        QTest::newRow("username with capitals") << u"Username"_s << u"Aurora Weddings"_s;
        QTest::newRow("reserved username") << u"Username"_s << u"login"_s;
        QTest::newRow("domain with a path") << u"Own domain"_s << u"portal.example.com/login"_s;
        QTest::newRow("domain that is a number") << u"Own domain"_s << u"192.0.2.7"_s;
        QTest::newRow("no email") << u"Email"_s << u"ana at example.com"_s;
        QTest::newRow("script for a website") << u"Website"_s << u"javascript:alert(1)"_s;
        QTest::newRow("word for a colour") << u"Accent colour"_s << u"brown"_s;
    }
    void everyFieldOfABrandSaysWhatIsWrongWithItAndKeepsWhatWasTyped()
    {
        QFETCH(QString, field);
        QFETCH(QString, typed);
        Fixture f;
        BrandSettings page{*f.database};
        page.show();
        const BrandDetails before = f.brand().details;
        QLineEdit* edit = line(page, field);
        QVERIFY(edit);
        type(edit, typed);
        QTest::mouseClick(page.findChild<QPushButton*>(u"save"_s), Qt::LeftButton);
        QVERIFY(!fieldOf(edit)->problem().isEmpty());
        QVERIFY(fieldOf(edit)->editor()->accessibleDescription().contains(fieldOf(edit)->problem()));
        QVERIFY(!page.findChild<QLabel*>(u"said"_s)->text().isEmpty());
        QCOMPARE(edit->text(), typed);
        QCOMPARE(f.brand().details, before);
    }

    void aFieldIsCheckedWhenItIsLeft()
    {
        Fixture f;
        BrandSettings page{*f.database};
        page.show();
        page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        QLineEdit* email = line(page, u"Email"_s);
        email->setFocus();
        type(email, u"nonsense"_s);
        QVERIFY(fieldOf(email)->problem().isEmpty());
        line(page, u"Phone"_s)->setFocus();
        QVERIFY(!fieldOf(email)->problem().isEmpty());
    }

    void whatWasTypedIsSavedInItsTidyForm()
    {
        Fixture f;
        BrandSettings page{*f.database};
        page.show();
        type(line(page, u"Name"_s), u"  Aurora & Söhne "_s);
        type(line(page, u"Username"_s), u"aurora"_s);
        type(line(page, u"Own domain"_s), u"https://Portal.BÜCHER.example/"_s);
        type(line(page, u"Website"_s), u"www.example.com"_s);
        type(line(page, u"Accent colour"_s), u"#AA5500"_s);
        page.findChild<QCheckBox*>()->click();
        QTest::mouseClick(page.findChild<QPushButton*>(u"save"_s), Qt::LeftButton);
        QTRY_COMPARE(f.brand().details.name, u"Aurora & Söhne"_s);
        const BrandDetails saved = f.brand().details;
        QCOMPARE(saved.username, u"aurora"_s);
        QCOMPARE(saved.domain, u"portal.xn--bcher-kva.example"_s);
        QCOMPARE(saved.website, u"https://www.example.com"_s);
        QCOMPARE(saved.accent, u"#aa5500"_s);
        QVERIFY(saved.showsHistory);
        QTRY_VERIFY(!page.findChild<QPushButton*>(u"save"_s)->isEnabled());
    }

    /// S35
    void s35_historyIsOffForANewBrandAndSaysWhatThatMeans()
    {
        Fixture f;
        BrandForm form;
        form.setDetails({});
        const auto* history = form.findChild<QCheckBox*>();
        QVERIFY(!history->isChecked());
        QVERIFY(history->accessibleDescription().contains(u"every new brand"_s));
        QVERIFY(!f.brand().details.showsHistory);
    }

    void thePaperOfABrandIsSaved()
    {
        Fixture f;
        BrandSettings page{*f.database};
        page.show();
        auto* paper = page.findChild<QComboBox*>(u"paper"_s);
        QCOMPARE(paper->currentData().toString(), QString{});
        paper->setCurrentIndex(paper->findData(u"letter"_s));
        Q_EMIT paper->activated(paper->currentIndex());
        QTest::mouseClick(page.findChild<QPushButton*>(u"save"_s), Qt::LeftButton);
        QTRY_COMPARE(f.brand().details.paper, u"letter"_s);
    }

    void brandsCanBeKeptApart()
    {
        Fixture f;
        PortalSettings page{*f.database, [] { return QString{}; }};
        page.show();
        auto* apart = page.findChild<QCheckBox*>(u"brandsApart"_s);
        QVERIFY(!apart->isChecked());
        const auto stored = [&] {
            return *f.database->read([](const Snapshot& snapshot) {
                return settings::get(snapshot, QLatin1StringView{settings::brandsApart});
            });
        };
        apart->click();
        QTRY_COMPARE(stored(), u"yes"_s);
        apart->click();
        QTRY_COMPARE(stored(), QString{});
    }

    void aNewUsernameTellsThatOldLinksKeepWorking()
    {
        Fixture f;
        BrandForm form;
        form.setDetails(f.brand().details);
        QLineEdit* username = line(form, u"Username"_s);
        const QString before = username->text();
        QVERIFY(!username->accessibleDescription().contains(u"keep working"_s));
        type(username, u"something-else"_s);
        QVERIFY(username->accessibleDescription().contains(u"keep working"_s));
        QVERIFY(username->accessibleDescription().contains(before));
    }

    void aUsernameOfAnotherBrandIsRefused()
    {
        Fixture f;
        BrandDetails other;
        other.name = u"Other"_s;
        other.username = u"other"_s;
        QVERIFY(f.database->write(Actor::studio(), [&](Transaction& t) { return brands::add(t, other); }));
        BrandSettings page{*f.database};
        page.show();
        QLineEdit* username = line(page, u"Username"_s);
        type(username, u"other"_s);
        QTest::mouseClick(page.findChild<QPushButton*>(u"save"_s), Qt::LeftButton);
        QVERIFY(!fieldOf(username)->problem().isEmpty());
    }

    void whatIsNotSavedYetSurvivesAChangeFromElsewhere()
    {
        Fixture f;
        BrandSettings page{*f.database};
        page.show();
        type(line(page, u"Phone"_s), u"+49 30 555"_s);
        Brand elsewhere = f.brand();
        elsewhere.details.email = u"studio@example.com"_s;
        QVERIFY(
            f.database->write(Actor::studio(), [&](Transaction& t) { return brands::save(t, elsewhere); }));
        QCoreApplication::processEvents();
        QCOMPARE(line(page, u"Phone"_s)->text(), u"+49 30 555"_s);
        QTest::mouseClick(page.findChild<QPushButton*>(u"save"_s), Qt::LeftButton);
        QTRY_VERIFY(page.findChild<QLabel*>(u"said"_s)->text().contains(u"elsewhere"_s));
        QCOMPARE(line(page, u"Phone"_s)->text(), u"+49 30 555"_s);
    }

    void everyFieldHasANameAndALabel()
    {
        Fixture f;
        BrandSettings page{*f.database};
        int fields = 0;
        for (const auto* edit : page.findChildren<QLineEdit*>()) {
            QVERIFY(!edit->accessibleName().isEmpty());
            ++fields;
        }
        for (const auto* edit : page.findChildren<QPlainTextEdit*>()) {
            QVERIFY(!edit->accessibleName().isEmpty());
            ++fields;
        }
        QVERIFY(fields >= 14);
        for (const auto* button : page.findChildren<QAbstractButton*>())
            QVERIFY(!button->text().isEmpty() || !button->accessibleName().isEmpty());
    }

    void aPortalAddressThatIsNoneIsRefused_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::newRow("word") << u"my portal"_s;
        QTest::newRow("other scheme") << u"ftp://example.com"_s;
        QTest::newRow("with a user") << u"https://ana@example.com"_s;
        QTest::newRow("with a query") << u"https://example.com/?a=b"_s;
    }
    void aPortalAddressThatIsNoneIsRefused()
    {
        QFETCH(QString, typed);
        Fixture f;
        PortalSettings page{*f.database, [] { return QString{}; }};
        page.show();
        QLineEdit* address = page.findChild<QLineEdit*>();
        type(address, typed);
        QTest::keyClick(address, Qt::Key_Return);
        QTRY_VERIFY(!fieldOf(address)->problem().isEmpty());
        QCOMPARE(address->text(), typed);
    }

    void aPortalAddressIsSaved()
    {
        Fixture f;
        PortalSettings page{*f.database, [] { return u"http://127.0.0.1:8080"_s; }};
        page.show();
        QLineEdit* address = page.findChild<QLineEdit*>();
        QCOMPARE(address->placeholderText(), u"http://127.0.0.1:8080"_s);
        type(address, u"https://portal.example.com/studio"_s);
        QTest::mouseClick(page.findChild<QPushButton*>(), Qt::LeftButton);
        const auto origin = [&] {
            return f.database
                ->read([](const Snapshot& snapshot) { return portal_access::addresses(snapshot); })
                ->studioOrigin;
        };
        QTRY_COMPARE(origin(), u"https://portal.example.com"_s);
    }

    void s49_oneAnswerForEverybodyIsAChoice()
    {
        Fixture f;
        PortalSettings page{*f.database, [] { return QString{}; }};
        page.show();
        auto* box = page.findChild<QCheckBox*>(u"oneResetAnswer"_s);
        QVERIFY(!box->isChecked());
        const auto stored = [&] {
            return *f.database->read([](const Snapshot& snapshot) {
                return settings::get(snapshot, QLatin1StringView{settings::oneResetAnswer});
            });
        };
        box->click();
        QTRY_COMPARE(stored(), u"yes"_s);
        QTRY_VERIFY(box->isChecked());
        box->click();
        QTRY_COMPARE(stored(), QString{});
    }

    void smallPicturesAreTakenByteForByte()
    {
        QTemporaryDir home;
        const QString path = home.filePath(u"logo.png"_s);
        QImage image{200, 80, QImage::Format_ARGB32};
        image.fill(Qt::transparent);
        QVERIFY(image.save(path));
        const auto logo = readLogo(path);
        QVERIFY(logo);
        QFile file{path};
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(logo->bytes, file.readAll());
        QCOMPARE(logo->type, u"image/png"_s);
    }

    void largePicturesAreMadeSmaller()
    {
        QTemporaryDir home;
        const QString path = home.filePath(u"photo.jpg"_s);
        QImage image{3000, 2000, QImage::Format_RGB32};
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                image.setPixel(x, y, qRgb(x % 256, y % 256, (x * y) % 256));
        }
        QVERIFY(image.save(path, "JPEG", 100));
        const auto logo = readLogo(path);
        QVERIFY(logo);
        QVERIFY(logo->bytes.size() <= 256 * 1024);
        BrandDetails details;
        details.name = u"x"_s;
        details.username = u"aurora"_s;
        details.logo = logo->bytes;
        details.logoType = logo->type;
        QVERIFY(brandProblems(details).empty());
    }

    void drawingsBecomePictures()
    {
        QTemporaryDir home;
        const QString path = home.filePath(u"logo.svg"_s);
        QFile file{path};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'><rect width='20' height='10' "
            "fill='#ff0000'/></svg>");
        file.close();
        const auto logo = readLogo(path);
        QVERIFY(logo);
        const QImage image = QImage::fromData(logo->bytes, "PNG");
        QCOMPARE(image.size(), QSize(640, 320));
        QCOMPARE(image.pixelColor(300, 100), QColor(Qt::red));
    }

    void whatIsNoPictureIsRefused()
    {
        QTemporaryDir home;
        const QString path = home.filePath(u"logo.png"_s);
        QFile file{path};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("not a picture at all");
        file.close();
        QCOMPARE(readLogo(path).error().fault, Fault::Invalid);
        QCOMPARE(readLogo(home.filePath(u"missing.png"_s)).error().fault, Fault::NotFound);
    }
};

QTEST_MAIN(SettingsTest)
#include "settings_test.moc"
