// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"
#include "ui/writing/find_bar.h"
#include "ui/writing/markdown_highlighter.h"
#include "ui/writing/spell_checker.h"
#include "ui/writing/token_popup.h"
#include "ui/writing/writing_edit.h"
#include "ui/writing/writing_preview.h"
#include "ui/writing/writing_widget.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QToolButton>
#include <QToolTip>

#include <algorithm>

using namespace foyer;
using namespace foyer::writing;
using namespace Qt::StringLiterals;

namespace {

const std::vector<TokenOffer> offers{
    {u"client.name"_s, u"Name of the client"_s, u"Mara Lind"_s},
    {u"job.title"_s, u"Title of the job"_s, u"Wedding at the lake"_s},
    {u"job.date"_s, u"Day of the first shoot"_s, u"12 June 2027"_s},
};

struct Fixture
{
    Fixture()
    {
        widget.setTokens(offers);
        widget.resize(1000, 600);
        widget.show();
        QVERIFY(QTest::qWaitForWindowExposed(&widget));
        widget.activateWindow();
        edit()->setFocus();
        QTRY_VERIFY(edit()->hasFocus());
    }
    WritingEdit* edit() { return widget.edit(); }
    TokenPopup* popup() { return widget.findChild<TokenPopup*>(); }
    void type(const QString& text) { QTest::keyClicks(edit(), text); }
    void press(Qt::Key key, Qt::KeyboardModifiers with = {}) { QTest::keyClick(edit(), key, with); }
    void cursorTo(int position)
    {
        QTextCursor cursor = edit()->textCursor();
        cursor.setPosition(position);
        edit()->setTextCursor(cursor);
    }
    WritingWidget widget{u"Text"_s};
};

} // namespace

class WritingWidgetTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_data;

private Q_SLOTS:
    /// A dictionary of its own, so that the test knows every word in it.
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(false);
        qputenv("XDG_DATA_HOME", m_data.filePath(u"home"_s).toUtf8());
        qputenv("XDG_DATA_DIRS", m_data.path().toUtf8());
        QVERIFY(QDir{}.mkpath(m_data.filePath(u"hunspell"_s)));
        const auto put = [this](const QString& name, const QByteArray& text) {
            QFile file{m_data.filePath(u"hunspell/"_s + name)};
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        put(u"en_GB.aff"_s, "SET UTF-8\nTRY esianrtolcdugmphbyfvkwz'\nSFX S Y 1\nSFX S 0 s .\n");
        put(u"en_GB.dic"_s, "9\nthe\nclient/S\npays\nphotographer/S\nwaits\ndon't\nand\nword/S\nagain\n");
        put(u"de_DE.aff"_s, "SET ISO8859-1\n");
        put(u"de_DE.dic"_s, "2\nder\nFotograf\xfc\n"); // one byte of Latin-1
    }

    void whatIsTypedIsTheText()
    {
        Fixture f;
        QSignalSpy edited{&f.widget, &WritingWidget::textEdited};
        f.type(u"# Title"_s);
        f.press(Qt::Key_Return);
        f.type(u"- one"_s);
        f.press(Qt::Key_Return);
        f.type(u"two"_s);
        QCOMPARE(f.widget.text(), u"# Title\n- one\n- two"_s);
        QVERIFY(!edited.isEmpty());
        edited.clear();
        f.widget.setText(u"another"_s);
        QVERIFY(edited.isEmpty());
        f.edit()->undo(); // another text has no yesterday
        QCOMPARE(f.widget.text(), u"another"_s);
    }

    void undoTakesBackOneThought()
    {
        Fixture f;
        f.type(u"The first thought. The second one"_s);
        f.edit()->undo();
        QCOMPARE(f.widget.text(), u"The first thought. "_s);
        f.edit()->undo();
        QCOMPARE(f.widget.text(), QString{});
        f.edit()->redo();
        f.edit()->redo();
        QCOMPARE(f.widget.text(), u"The first thought. The second one"_s);

        f.press(Qt::Key_Return);
        f.type(u"then"_s);
        f.edit()->undo();
        QCOMPARE(f.widget.text(), u"The first thought. The second one\n"_s);
    }

    void aCommandIsAThoughtOfItsOwn()
    {
        Fixture f;
        f.type(u"one two"_s);
        f.press(Qt::Key_B, Qt::ControlModifier);
        QCOMPARE(f.widget.text(), u"one **two**"_s);
        f.type(u"x"_s);
        QCOMPARE(f.widget.text(), u"one **x**"_s);
        f.edit()->undo();
        QCOMPARE(f.widget.text(), u"one **two**"_s);
        f.edit()->undo();
        QCOMPARE(f.widget.text(), u"one two"_s);
    }

    void bracesOpenTheListOfTokensAndEnterTakesOne()
    {
        Fixture f;
        f.type(u"Dear {{"_s);
        QTRY_VERIFY(f.popup()->isVisible());
        f.type(u"tit"_s);
        QCOMPARE(f.popup()->current(), u"job.title"_s);
        QVERIFY(f.edit()->hasFocus()); // the keyboard never leaves the text
        f.press(Qt::Key_Return);
        QCOMPARE(f.widget.text(), u"Dear {{job.title}}"_s);
        QVERIFY(!f.popup()->isVisible());
        f.type(u"!"_s);
        QCOMPARE(f.widget.text(), u"Dear {{job.title}}!"_s);
        f.edit()->undo();
        f.edit()->undo();
        QCOMPARE(f.widget.text(), u"Dear {{tit"_s); // the choice was one step
    }

    void escClosesTheListUntilAnotherTokenBegins()
    {
        Fixture f;
        f.type(u"{{j"_s);
        QTRY_VERIFY(f.popup()->isVisible());
        f.press(Qt::Key_Escape);
        QVERIFY(!f.popup()->isVisible());
        f.type(u"ob"_s);
        QVERIFY(!f.popup()->isVisible());
        f.type(u"}} {{"_s);
        QTRY_VERIFY(f.popup()->isVisible());
    }

    void arrowsChooseAndTheButtonOpensIt()
    {
        Fixture f;
        f.press(Qt::Key_T, Qt::ControlModifier);
        QTRY_VERIFY(f.popup()->isVisible());
        QCOMPARE(f.popup()->current(), u"client.name"_s);
        f.press(Qt::Key_Down);
        f.press(Qt::Key_Down);
        QCOMPARE(f.popup()->current(), u"job.date"_s);
        f.press(Qt::Key_Tab);
        QCOMPARE(f.widget.text(), u"{{job.date}}"_s);
    }

    void tabMovesAnItemFromItsBeginningAndLeavesElsewhere()
    {
        Fixture f;
        f.type(u"- one"_s);
        f.press(Qt::Key_Return);
        f.press(Qt::Key_Tab);
        f.type(u"two"_s);
        QCOMPARE(f.widget.text(), u"- one\n  - two"_s);
        f.press(Qt::Key_Tab);
        QCOMPARE(f.widget.text(), u"- one\n  - two"_s);
        QVERIFY(!f.edit()->hasFocus());
    }

    void anUnknownTokenIsMarkedNamedAndMended()
    {
        Fixture f;
        f.widget.setText(u"Dear {{client.nmae}}, {{job.title}}"_s);
        const LineMarks* marks = LineMarks::of(f.edit()->document()->firstBlock());
        QVERIFY(marks);
        QCOMPARE(marks->tokens.size(), 2U);
        QVERIFY(!marks->tokens[0].isKnown);
        QVERIFY(marks->tokens[1].isKnown);
        auto* problem = f.widget.findChild<QPushButton*>(u"unknownToken"_s);
        QVERIFY(problem->isVisible());
        QVERIFY(problem->text().contains(u"client.nmae"_s));
        problem->click();
        QCOMPARE(f.edit()->textCursor().selectedText(), u"{{client.nmae}}"_s);

        f.cursorTo(8);
        const QPoint at = f.edit()->cursorRect().center();
        QHelpEvent help{QEvent::ToolTip, at, f.edit()->viewport()->mapToGlobal(at)};
        QApplication::sendEvent(f.edit()->viewport(), &help);
        QVERIFY(QToolTip::text().contains(u"client.nmae"_s));
        QVERIFY(QToolTip::text().contains(u"client.name"_s));

        QContextMenuEvent wanted{QContextMenuEvent::Keyboard, at, f.edit()->mapToGlobal(at)};
        QApplication::sendEvent(f.edit(), &wanted);
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        const QList<QAction*> actions = menu->actions();
        const auto replace = std::find_if(actions.begin(), actions.end(), [](const QAction* action) {
            return action->text().contains(u"{{client.name}}"_s);
        });
        QVERIFY(replace != actions.end());
        (*replace)->trigger();
        menu->close();
        QCOMPARE(f.widget.text(), u"Dear {{client.name}}, {{job.title}}"_s);
        QTRY_VERIFY(!problem->isVisible());
    }

    void theDictionaryMarksAfterTypingAndNeverTheWordBeingTyped()
    {
        Fixture f;
        f.widget.setSpellLanguage(u"en_GB"_s);
        f.type(u"the cliennt pays and the photogra"_s);
        QTRY_COMPARE(f.edit()->misspeltWords(), QStringList{u"cliennt"_s});
        QTest::qWait(600);
        QCOMPARE(f.edit()->misspeltWords(), QStringList{u"cliennt"_s}); // "photogra" is under way
        f.cursorTo(0);
        QTRY_COMPARE(f.edit()->misspeltWords(), (QStringList{u"cliennt"_s, u"photogra"_s}));
        f.widget.setSpellLanguage({});
        QTRY_COMPARE(f.edit()->misspeltWords(), QStringList{});
    }

    void suggestionsComeIntoTheMenuAndReplaceTheWord()
    {
        Fixture f;
        f.widget.setSpellLanguage(u"en_GB"_s);
        f.widget.setText(u"the cliennt pays"_s);
        QTRY_COMPARE(f.edit()->misspeltWords(), QStringList{u"cliennt"_s});
        f.cursorTo(6);
        QContextMenuEvent wanted{QContextMenuEvent::Keyboard, {}, {}};
        QApplication::sendEvent(f.edit(), &wanted);
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        const auto suggestion = [menu] {
            const QList<QAction*> actions = menu->actions();
            const auto found = std::find_if(actions.begin(), actions.end(), [](const QAction* action) {
                return action->text() == "client"_L1;
            });
            return found == actions.end() ? nullptr : *found;
        };
        QTRY_VERIFY(suggestion());
        suggestion()->trigger();
        menu->close();
        QCOMPARE(f.widget.text(), u"the client pays"_s);
        f.edit()->undo();
        QCOMPARE(f.widget.text(), u"the cliennt pays"_s);
    }

    void aWordTaughtIsKnownEverywhereAndKeptInOneFile()
    {
        Fixture f;
        Fixture other;
        for (Fixture* one : {&f, &other}) {
            one->widget.setSpellLanguage(u"en_GB"_s);
            one->widget.setText(u"the Lindquist client"_s);
            QTRY_COMPARE(one->edit()->misspeltWords(), QStringList{u"Lindquist"_s});
        }
        QVERIFY(PersonalWords::instance().add(u"Lindquist"_s));
        QTRY_COMPARE(f.edit()->misspeltWords(), QStringList{});
        QTRY_COMPARE(other.edit()->misspeltWords(), QStringList{});
        QCOMPARE(PersonalWords::file(), m_data.filePath(u"home/foyer/dictionary.txt"_s));
        QFile kept{PersonalWords::file()};
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), QByteArray{"Lindquist\n"});
    }

    void aChosenDictionaryIsTheOneOfThatLanguageFromNowOn()
    {
        QTemporaryDir home;
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, home.path());
        const auto choose = [](Fixture& f, const QString& name) {
            for (auto* button : f.widget.findChildren<QToolButton*>()) {
                if (!button->menu())
                    continue;
                Q_EMIT button->menu()->aboutToShow();
                for (QAction* action : button->menu()->actions()) {
                    if (action->text() == name)
                        return action->trigger();
                }
            }
            QFAIL(qPrintable(name));
        };
        {
            Fixture f;
            f.widget.setLanguage(u"de"_s);
            QCOMPARE(f.widget.spellLanguage(), u"de_DE"_s);
            choose(f, u"Do not check the spelling"_s);
            QCOMPARE(f.widget.spellLanguage(), QString{});
        }
        Fixture again;
        again.widget.setLanguage(u"de_AT"_s);
        QCOMPARE(again.widget.spellLanguage(), QString{});
        again.widget.setLanguage(u"en"_s); // its own choice
        QCOMPARE(again.widget.spellLanguage(), u"en_GB"_s);
        rememberSpellLanguage(u"de"_s, u"fi_FI"_s); // was removed since
        QCOMPARE(spellLanguageFor(u"de"_s), u"de_DE"_s);
        QSettings{}.clear();
    }

    void dictionariesAreFoundByLanguageAndReadInTheirEncoding()
    {
        QStringList codes;
        for (const SpellLanguage& language : installedSpellLanguages())
            codes.append(language.code);
        codes.sort();
        QCOMPARE(codes, (QStringList{u"de_DE"_s, u"en_GB"_s}));
        QCOMPARE(spellLanguageFor(u"de_AT"_s), u"de_DE"_s);
        QCOMPARE(spellLanguageFor(u"en_GB"_s), u"en_GB"_s);
        QCOMPARE(spellLanguageFor(u"fi_FI"_s), QString{});
        Fixture f;
        f.widget.setSpellLanguage(u"de_DE"_s);
        f.widget.setText(u"der Fotografü Fotograf"_s);
        QTRY_COMPARE(f.edit()->misspeltWords(), QStringList{u"Fotograf"_s});
    }

    void theClipboardGivesAndTakesPlainMarkdown()
    {
        Fixture f;
        auto* rich = new QMimeData;
        rich->setHtml(u"<h2>Payment</h2><p>The <b>retainer</b></p>"_s);
        rich->setText(u"Payment\nThe retainer"_s);
        QApplication::clipboard()->setMimeData(rich);
        f.edit()->paste();
        QCOMPARE(f.widget.text(), u"## Payment\n\nThe **retainer**"_s);
        f.edit()->selectAll();
        f.edit()->copy();
        QVERIFY(!QApplication::clipboard()->mimeData()->hasHtml());
        QCOMPARE(QApplication::clipboard()->text(), u"## Payment\n\nThe **retainer**"_s);
        f.edit()->undo();
        QCOMPARE(f.widget.text(), QString{});
    }

    void findGoesThroughEveryPlaceAndBack()
    {
        Fixture f;
        f.widget.setText(u"one two One three one"_s);
        f.cursorTo(0);
        f.press(Qt::Key_F, Qt::ControlModifier);
        auto* bar = f.widget.findChild<FindBar*>();
        QVERIFY(bar->isVisible());
        auto* line = bar->findChild<QLineEdit*>();
        QTRY_VERIFY(line->hasFocus());
        QTest::keyClicks(line, u"one"_s);
        const auto count = [bar] { return bar->findChild<QLabel*>()->text(); };
        QCOMPARE(count(), u"1 of 3"_s);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(count(), u"2 of 3"_s);
        QCOMPARE(f.edit()->textCursor().selectionStart(), 8);
        QTest::keyClick(line, Qt::Key_Return);
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(count(), u"1 of 3"_s); // round again
        QTest::keyClick(line, Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(count(), u"3 of 3"_s);
        QTest::keyClicks(line, u"x"_s);
        QCOMPARE(count(), u"Not found"_s);
        QTest::keyClick(line, Qt::Key_Escape);
        QVERIFY(!bar->isVisible());
        QVERIFY(f.edit()->hasFocus());
    }

    void thePreviewShowsWhatIsHandedToItAndLoadsNothing()
    {
        QFile secret{m_data.filePath(u"secret.html"_s)};
        QVERIFY(secret.open(QIODevice::WriteOnly));
        secret.write("<p>secret</p>");
        secret.close();
        Fixture f;
        f.widget.setRender([](const QString& text) { return u"<p>%1</p>"_s.arg(text.toHtmlEscaped()); });
        f.type(u"hello <b>"_s);
        QTRY_COMPARE(f.widget.preview()->toPlainText(), u"hello <b>"_s);
        const QUrl url = QUrl::fromLocalFile(secret.fileName());
        QVERIFY(!f.widget.preview()->loadResource(QTextDocument::HtmlResource, url).isValid());
        QVERIFY(!f.widget.preview()->loadResource(QTextDocument::ImageResource, url).isValid());
        QVERIFY(!f.widget.preview()->openLinks());
    }

    void thePreviewFollowsTheCursor()
    {
        Fixture f;
        f.widget.setRender([](const QString& text) {
            QString html;
            for (const QString& paragraph : text.split(u"\n\n"_s))
                html += u"<p>%1</p>"_s.arg(paragraph);
            return html;
        });
        QStringList paragraphs;
        for (int i = 0; i < 200; ++i)
            paragraphs.append(u"Paragraph %1"_s.arg(i));
        f.widget.setText(paragraphs.join(u"\n\n"_s));
        QCOMPARE(f.widget.preview()->verticalScrollBar()->value(), 0);
        f.press(Qt::Key_End, Qt::ControlModifier);
        QScrollBar* bar = f.widget.preview()->verticalScrollBar();
        QTRY_COMPARE(bar->value(), bar->maximum());
        f.press(Qt::Key_Home, Qt::ControlModifier);
        QTRY_COMPARE(bar->value(), 0);
    }

    void inANarrowWindowTextAndPreviewTakeTurns()
    {
        Fixture f;
        f.widget.setRender([](const QString& text) { return text.toHtmlEscaped(); });
        QVERIFY(f.edit()->isVisible() && f.widget.preview()->isVisible());
        f.widget.resize(600, 500);
        QTRY_VERIFY(f.edit()->isVisible() && !f.widget.preview()->isVisible());
        f.widget.setShowsPreview(true);
        QTRY_VERIFY(!f.edit()->isVisible() && f.widget.preview()->isVisible());
        f.widget.resize(1000, 500);
        QTRY_VERIFY(f.edit()->isVisible() && f.widget.preview()->isVisible());
    }

    void textThatCanOnlyBeReadStaysAsItIs()
    {
        Fixture f;
        f.widget.setText(u"fixed"_s);
        f.widget.setReadOnly(true);
        f.type(u"x{{"_s);
        f.press(Qt::Key_B, Qt::ControlModifier);
        f.press(Qt::Key_Return);
        f.press(Qt::Key_T, Qt::ControlModifier);
        QCOMPARE(f.widget.text(), u"fixed"_s);
        QVERIFY(!f.popup()->isVisible());
    }

    void everythingCanBeNamedAndReachedByKeyboard()
    {
        Fixture f;
        QCOMPARE(f.edit()->accessibleName(), u"Text"_s);
        QList<QKeySequence> taken;
        for (const QAction* action : f.widget.tools()) {
            QVERIFY(!action->text().isEmpty());
            if (action->shortcut().isEmpty())
                continue;
            QVERIFY2(!taken.contains(action->shortcut()), qPrintable(action->shortcut().toString()));
            taken.append(action->shortcut());
        }
        for (const QToolButton* button : f.widget.findChildren<QToolButton*>()) {
            if (button->parentWidget()->inherits("QLineEdit")) // Qt's own
                continue;
            QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->text()));
            QVERIFY(button->focusPolicy() & Qt::TabFocus);
        }
        f.press(Qt::Key_Tab);
        QVERIFY(!f.edit()->hasFocus()); // a text is no trap
    }

    void zoomIsKeptWithinReason()
    {
        Fixture f;
        const double before = f.edit()->document()->defaultFont().pointSizeF();
        f.press(Qt::Key_Plus, Qt::ControlModifier);
        QCOMPARE(f.edit()->zoom(), 110);
        QVERIFY(f.edit()->document()->defaultFont().pointSizeF() > before);
        f.edit()->setZoom(10'000);
        QCOMPARE(f.edit()->zoom(), 250);
        f.press(Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(f.edit()->zoom(), 100);
        QCOMPARE(f.edit()->document()->defaultFont().pointSizeF(), before);
    }

    /// Twelve pages, with spelling and preview: a key is on the screen within a frame, nearly always.
    void typingDoesNotWaitForAnything()
    {
        Fixture f;
        f.widget.setSpellLanguage(u"en_GB"_s);
        f.widget.setRender([](const QString& text) {
            QString html;
            for (const QString& paragraph : text.split(u"\n\n"_s))
                html += u"<p>%1</p>"_s.arg(paragraph.toHtmlEscaped());
            return html;
        });
        QString text;
        while (text.size() < 12 * 3000) {
            text +=
                u"## Clause\n\nThe client pays and the photographer waits for {{client.name}}, **always** "
                "and at {{job.date}}, the wordds again and again; the photographers don't wait.\n\n"
                "- one thing\n- and annother\n\n"_s;
        }
        f.widget.setText(text);
        QTRY_VERIFY_WITH_TIMEOUT(f.edit()->misspeltWords().size() > 200, 20'000);
        f.cursorTo(int(text.size()) / 2);
        std::vector<double> milliseconds;
        const QString typed = u"a few more words, and a mistakke in the middle. "_s;
        QElapsedTimer stroke;
        for (int round = 0; round < 5; ++round) {
            for (const QChar c : typed) {
                stroke.start();
                QTest::keyClick(f.edit(), c.toLatin1());
                f.edit()->viewport()->repaint();
                QApplication::processEvents(); // with whatever waits for its turn
                milliseconds.push_back(double(stroke.nsecsElapsed()) / 1e6);
            }
            QTest::qWait(400); // a pause, in which spelling and preview run
        }
        std::sort(milliseconds.begin(), milliseconds.end());
        const double p95 = milliseconds[milliseconds.size() * 95 / 100];
        qInfo("p50 %.1f ms, p95 %.1f ms, longest %.1f ms", milliseconds[milliseconds.size() / 2], p95,
              milliseconds.back());
        QVERIFY2(p95 < 16, qPrintable(QString::number(p95)));
    }
};

QTEST_MAIN(WritingWidgetTest)
#include "writing_widget_test.moc"
