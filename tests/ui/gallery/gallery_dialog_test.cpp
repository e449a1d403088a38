// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/email_templates/email_template_store.h"
#include "tests/ui/address_book/studio_fixture.h"
#include "ui/gallery/gallery_dialog.h"

#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTextBrowser>

using namespace foyer;
using namespace Qt::StringLiterals;
using gallery::Kind;

class GalleryDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEntryCanBeReadBeforeItIsInstalled()
    {
        StudioFixture f;
        GalleryDialog dialog{f.database(), Kind::Email};
        dialog.show();
        auto* kinds = dialog.findChild<QListWidget*>(u"galleryKinds"_s);
        auto* entries = dialog.findChild<QListWidget*>(u"galleryEntries"_s);
        int seen = 0;
        for (int kind = 0; kind < kinds->count(); ++kind) {
            kinds->setCurrentRow(kind);
            for (int row = 0; row < entries->count(); ++row, ++seen) {
                entries->setCurrentRow(row);
                const QString text = dialog.findChild<QTextBrowser*>(u"galleryPreview"_s)->toPlainText();
                QVERIFY2(text.size() > 20, qPrintable(entries->item(row)->text()));
                QVERIFY(dialog.findChild<QPushButton*>(u"install"_s)->isEnabled());
            }
        }
        QCOMPARE(seen, int(gallery::entries().size()));
    }

    void oneClickInstallsAndLeadsToTheCopy()
    {
        StudioFixture f;
        GalleryDialog dialog{f.database(), Kind::Email};
        dialog.show();
        QSignalSpy opened{&dialog, &GalleryDialog::openWanted};
        dialog.showEntry(u"portal-invite"_s);
        auto* install = dialog.findChild<QPushButton*>(u"install"_s);
        auto* open = dialog.findChild<QPushButton*>(u"openInstalled"_s);
        auto* said = dialog.findChild<QLabel*>(u"gallerySaid"_s);
        QVERIFY(!open->isVisible());
        install->click();
        QTRY_VERIFY(open->isVisible());
        QVERIFY(said->text().startsWith(u"Installed: "_s));
        install->click();
        QTRY_VERIFY2(said->text().contains(u"further copy"_s), qPrintable(said->text()));
        const auto all =
            f.database().read([](const Snapshot& snapshot) { return email_templates::all(snapshot); });
        QCOMPARE(all->size(), 2U);
        QVERIFY((*all)[0].name != (*all)[1].name);
        QVERIFY(dialog.findChild<QLabel*>(u"galleryStanding"_s)->text().contains(u"2 copies"_s) ||
                dialog.findChild<QLabel*>(u"galleryStanding"_s)->text().contains(u"2 copy"_s));
        open->click();
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.front()[0].value<Kind>(), Kind::Email);
        const TemplateId made{opened.front()[1].toLongLong()};
        QCOMPARE(f.database()
                     .read([&](const Snapshot& snapshot) { return email_templates::find(snapshot, made); })
                     ->galleryKey,
                 u"portal-invite"_s);
    }

    void aNewerEditionIsOfferedAndTheOldOneStays()
    {
        StudioFixture f;
        f.change([](Transaction& t) -> Result<void> {
            const auto made = gallery::install(t, u"portal-invite"_s);
            if (!made)
                return fail(made.error());
            auto mine = email_templates::find(t, TemplateId{*made});
            mine->text.body = u"Mine"_s;
            if (const auto saved = email_templates::save(t, *mine); !saved)
                return saved;
            return t.query(u"UPDATE template SET gallery_edition = 0 WHERE id = :id"_s)
                .bind(":id"_L1, *made)
                .run();
        });
        GalleryDialog dialog{f.database(), Kind::Email};
        dialog.show();
        dialog.showEntry(u"portal-invite"_s);
        QVERIFY(dialog.findChild<QLabel*>(u"galleryStanding"_s)->text().contains(u"earlier edition"_s));
        dialog.findChild<QPushButton*>(u"install"_s)->click();
        QTRY_VERIFY(dialog.findChild<QPushButton*>(u"openInstalled"_s)->isVisible());
        const auto all =
            f.database().read([](const Snapshot& snapshot) { return email_templates::all(snapshot); });
        QCOMPARE(all->size(), 2U);
        QVERIFY((*all)[0].text.body == u"Mine"_s || (*all)[1].text.body == u"Mine"_s);
    }
};

QTEST_MAIN(GalleryDialogTest)
#include "gallery_dialog_test.moc"
