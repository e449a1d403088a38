// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/colours.h"
#include "ui/theme/icons.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDirIterator>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QRegularExpression>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

class ThemeTest : public QObject
{
    Q_OBJECT

private:
    static QColor middleOf(const QIcon& icon)
    {
        const QImage image = icon.pixmap(48, 48).toImage();
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y).alpha() == 255)
                    return image.pixelColor(x, y);
            }
        }
        return {};
    }

private Q_SLOTS:
    void contrastIsThatOfWcag()
    {
        QCOMPARE(qRound(theme::contrast(Qt::black, Qt::white) * 10), 210);
        QCOMPARE(qRound(theme::contrast(Qt::white, Qt::black) * 10), 210);
        QCOMPARE(qRound(theme::contrast(QColor{0x777777}, Qt::white) * 100), 448); // the textbook's near miss
    }

    void textIsReadableOnEverySurface_data()
    {
        QTest::addColumn<QColor>("ink");
        QTest::addColumn<QColor>("paper");
        QTest::addColumn<double>("atLeast");
        for (const auto scheme : {theme::Scheme::Light, theme::Scheme::Dark}) {
            const theme::Colours& c = theme::colours(scheme);
            const char* name = scheme == theme::Scheme::Dark ? "dark" : "light";
            const auto row = [&](const char* what, const QColor& ink, const QColor& paper,
                                 double atLeast = 4.5) {
                QTest::addRow("%s: %s", name, what) << ink << paper << atLeast;
            };
            for (const auto& [paper, onWhat] : {std::pair{c.surface, "surface"},
                                                {c.raised, "raised"},
                                                {c.sunken, "sunken"},
                                                {c.hover, "hover"},
                                                {c.accentSoft, "selection"}}) {
                row(qPrintable(u"text on %1"_s.arg(QLatin1StringView{onWhat})), c.text, paper, 7);
                row(qPrintable(u"muted on %1"_s.arg(QLatin1StringView{onWhat})), c.muted, paper);
                row(qPrintable(u"accent on %1"_s.arg(QLatin1StringView{onWhat})), c.accent, paper);
                row(qPrintable(u"danger on %1"_s.arg(QLatin1StringView{onWhat})), c.danger, paper);
            }
            row("primary button", c.onAccent, c.accent);
            row("primary button under the pointer", c.onAccent, c.accentHover);
            row("danger button", c.onDanger, c.danger);
            row("danger button under the pointer", c.onDanger, c.dangerHover);
            row("danger badge", c.danger, c.dangerSoft);
            row("warning badge", c.warning, c.warningSoft);
            row("success badge", c.success, c.successSoft);
            row("success on surface", c.success, c.surface);
            row("success on raised", c.success, c.raised);
            row("edge of a field", c.borderStrong, c.raised, 3);
            row("edge of a field on the page", c.borderStrong, c.surface, 3);
        }
    }
    void textIsReadableOnEverySurface()
    {
        QFETCH(QColor, ink);
        QFETCH(QColor, paper);
        QFETCH(double, atLeast);
        const double got = theme::contrast(ink, paper);
        QVERIFY2(got >= atLeast, qPrintable(u"%1:1"_s.arg(got, 0, 'f', 2)));
    }

    void everyRoleOfTheStyleSheetIsKnown()
    {
        for (const auto scheme : {theme::Scheme::Light, theme::Scheme::Dark})
            QVERIFY(!theme::styleSheet(theme::colours(scheme)).contains(u'@'));
    }

    void theStyleSheetNamesNoColour()
    {
        QFile file{u":/foyer/style/desktop.qss"_s};
        QVERIFY(file.open(QIODevice::ReadOnly));
        static const QRegularExpression colour{u":[^;{]*#[0-9a-fA-F]{3}|rgb\\("_s};
        QVERIFY(!QString::fromUtf8(file.readAll()).contains(colour));
    }

    void aPaletteTellsItsScheme()
    {
        for (const auto scheme : {theme::Scheme::Light, theme::Scheme::Dark})
            QCOMPARE(theme::schemeOf(theme::palette(theme::colours(scheme))), scheme);
    }

    void iconsTakeTheColourOfTheScheme()
    {
        const QIcon mail = icon(u"mail"_s);
        for (const auto scheme : {theme::Scheme::Light, theme::Scheme::Dark}) {
            QApplication::setPalette(theme::palette(theme::colours(scheme)));
            QCOMPARE(middleOf(mail), theme::colours(scheme).text);
        }
    }

    void everyIconCanBeInked()
    {
        QDirIterator files{u":/foyer/icons/lucide"_s, {u"*.svg"_s}};
        int count = 0;
        while (files.hasNext()) {
            QFile file{files.next()};
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(file.readAll().contains("\"currentColor\""), qPrintable(file.fileName()));
            QVERIFY2(middleOf(icon(files.fileInfo().completeBaseName())).isValid(),
                     qPrintable(file.fileName()));
            ++count;
        }
        QVERIFY(count > 40);
    }

    void theChoiceIsRememberedAndTakesEffectAtOnce()
    {
        QTemporaryDir home;
        QSettings settings{home.filePath(u"foyer.conf"_s), QSettings::IniFormat};
        {
            Theme theme{*qApp, settings};
            QCOMPARE(theme.choice(), Theme::Choice::System);
            QSignalSpy changed{&theme, &Theme::schemeChanged};
            theme.choose(Theme::Choice::Dark);
            QCOMPARE(changed.count(), 1);
            QCOMPARE(theme::schemeOf(QApplication::palette()), theme::Scheme::Dark);
            theme.choose(Theme::Choice::Light);
            QCOMPARE(theme::schemeOf(QApplication::palette()), theme::Scheme::Light);
            theme.choose(Theme::Choice::Dark);
        }
        Theme again{*qApp, settings};
        QCOMPARE(again.choice(), Theme::Choice::Dark);
        QCOMPARE(again.scheme(), theme::Scheme::Dark);
    }

    void aBadgeIsRoundedAndPaddedAlsoWhereItStandsAlready()
    {
        QTemporaryDir home;
        QSettings settings{home.filePath(u"foyer.conf"_s), QSettings::IniFormat};
        const Theme theme{*qApp, settings};
        QWidget window;
        auto* label = new QLabel{u"Active"_s};
        (new QHBoxLayout{&window})->addWidget(label);
        window.show();
        const int before = label->sizeHint().width();
        theme::makeBadge(label, theme::Tone::Success);
        QVERIFY(label->sizeHint().width() >= before + 18); // 9 px on each side
    }

    void nonsenseInTheSettingsMeansSystem()
    {
        QTemporaryDir home;
        QSettings settings{home.filePath(u"foyer.conf"_s), QSettings::IniFormat};
        settings.setValue(u"appearance/theme"_s, u"Purple"_s);
        QCOMPARE((Theme{*qApp, settings}.choice()), Theme::Choice::System);
    }
};

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
