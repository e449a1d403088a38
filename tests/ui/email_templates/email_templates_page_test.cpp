// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/automation_store.h"
#include "app/email_templates/email_template_store.h"
#include "tests/ui/address_book/studio_fixture.h"
#include "ui/email_templates/email_template_editor.h"
#include "ui/email_templates/email_template_preview.h"
#include "ui/email_templates/email_templates_page.h"
#include "ui/email_templates/language_tabs.h"
#include "ui/email_templates/problem_list.h"
#include "ui/email_templates/token_picker.h"
#include "ui/writing/writing_edit.h"
#include "ui/writing/writing_widget.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeWidget>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

struct Fixture : StudioFixture
{
    Fixture()
    {
        page = std::make_unique<EmailTemplatesPage>(database(), [] { return QString{}; });
        page->resize(1300, 800);
        page->show();
    }
    std::vector<EmailTemplate> stored()
    {
        return *database().read([](const Snapshot& snapshot) { return email_templates::all(snapshot); });
    }
    TemplateId add(const QString& name, const QString& subject, const QString& body)
    {
        return *database().write(Actor::studio(), [&](Transaction& transaction) {
            return email_templates::add(transaction, {.name = name, .text = {subject, body}});
        });
    }
    QListWidget* list() { return page->findChild<QListWidget*>(u"templates"_s); }
    QLineEdit* line(const QString& name) { return page->findChild<QLineEdit*>(name); }
    writing::WritingEdit* text() { return page->findChild<writing::WritingEdit*>(); }
    ProblemList* problems() { return page->findChild<ProblemList*>(); }
    QAction* action(const QString& text)
    {
        for (QAction* one : page->findChildren<QAction*>()) {
            if (QString{one->text()}.remove(u'&') == text)
                return one;
        }
        return nullptr;
    }
    std::unique_ptr<EmailTemplatesPage> page;
};

} // namespace

class EmailTemplatesPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTemplateIsNamedWrittenAndSavedAsTyped()
    {
        Fixture f;
        f.page->createAction()->trigger();
        QTRY_COMPARE(f.stored().size(), 1U);
        QTRY_VERIFY(!f.line(u"templateName"_s)->text().isEmpty());
        f.line(u"templateName"_s)->selectAll();
        QTest::keyClicks(f.line(u"templateName"_s), u"Thank you"_s);
        QTest::keyClicks(f.line(u"templateSubject"_s), u"Thanks, {{recipient.first_name}}"_s);
        QTest::keyClicks(f.text(), u"It is booked."_s);
        QTRY_COMPARE(f.stored().front().text.body, u"It is booked."_s);
        QCOMPARE(f.stored().front().name, u"Thank you"_s);
        QCOMPARE(f.stored().front().text.subject, u"Thanks, {{recipient.first_name}}"_s);
    }

    void anUnknownTokenIsNamedWithTheOneThatWasMeant()
    {
        Fixture f;
        f.add(u"A"_s, u"Hi"_s, u"Dear {{recipient.frist_name}}"_s);
        QTRY_COMPARE(f.list()->count(), 1);
        QTRY_COMPARE(f.problems()->problems().size(), 1U);
        QVERIFY2(f.problems()->text().contains(u"recipient.first_name"_s), qPrintable(f.problems()->text()));
        Q_EMIT f.problems()->linkActivated(u"#0"_s);
        QCOMPARE(f.text()->textCursor().selectedText(), u"{{recipient.frist_name}}"_s);
        f.text()->setFocus();
        f.text()->insertPlainText(u"you"_s);
        QTRY_VERIFY(f.problems()->isHidden());
    }

    void aLinkTokenInTheSubjectIsNamed()
    {
        Fixture f;
        f.add(u"A"_s, u"{{recipient.portal_link}}"_s, u"Hi {{recipient.portal_linked: your gallery}}"_s);
        QTRY_COMPARE(f.problems()->problems().size(), 1U);
        QVERIFY(f.problems()->problems().front().isInSubject);
        QVERIFY(f.text()->unknownTokens().isEmpty()); // a link's words can be chosen
    }

    void thePickerFindsByMeaningAndInsertsAtTheCursor()
    {
        Fixture f;
        f.add(u"A"_s, u"Hi"_s, u"Dear !"_s);
        QTRY_COMPARE(f.text()->text(), u"Dear !"_s);
        f.page->activateWindow();
        f.text()->setFocus();
        QTextCursor at = f.text()->textCursor();
        at.setPosition(5);
        f.text()->setTextCursor(at);
        f.page->findChild<QToolButton*>(u"pickToken"_s)->click();
        auto* picker = f.page->findChild<TokenPicker*>();
        QVERIFY(picker->isVisible());
        auto* search = picker->findChild<QLineEdit*>(u"tokenSearch"_s);
        auto* tokens = picker->findChild<QTreeWidget*>(u"tokens"_s);
        QVERIFY(tokens->topLevelItemCount() >= 5); // grouped by thing
        QTest::keyClicks(search, u"recipient.first_name"_s);
        QCOMPARE(tokens->topLevelItemCount(), 1);
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(f.text()->text(), u"Dear {{recipient.first_name}}!"_s);
        QVERIFY(!picker->isVisible());
    }

    void aSubjectIsOfferedNoLinks()
    {
        Fixture f;
        f.add(u"A"_s, u"Hi "_s, u"Dear"_s);
        QTRY_COMPARE(f.line(u"templateSubject"_s)->text(), u"Hi "_s);
        f.page->activateWindow();
        f.line(u"templateSubject"_s)->setFocus();
        f.line(u"templateSubject"_s)->end(false);
        QTRY_VERIFY(f.line(u"templateSubject"_s)->hasFocus());
        f.page->findChild<QToolButton*>(u"pickToken"_s)->click();
        auto* picker = f.page->findChild<TokenPicker*>();
        auto* search = picker->findChild<QLineEdit*>(u"tokenSearch"_s);
        QTest::keyClicks(search, u"portal_link"_s);
        QCOMPARE(picker->findChild<QTreeWidget*>(u"tokens"_s)->topLevelItemCount(), 0);
        search->setText(u"recipient.name"_s);
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(f.line(u"templateSubject"_s)->text(), u"Hi {{recipient.name}}"_s);
        QTRY_COMPARE(f.stored().front().text.subject, u"Hi {{recipient.name}}"_s);
    }

    void thePreviewReadsAsTheChosenContactWouldAndNamesWhatIsMissing()
    {
        Fixture f;
        const ContactId ada = f.addPerson(u"Ada"_s, u"Lind"_s, u"ada@example.com"_s);
        f.add(u"A"_s, u"Hi {{recipient.first_name}}"_s, u"Dear {{recipient.name}}, {{job.title}}"_s);
        QTRY_COMPARE(f.list()->count(), 1);
        auto* preview = f.page->findChild<EmailTemplatePreview*>();
        preview->setSubject({ada, u"Ada Lind"_s, std::nullopt, {}});
        QCOMPARE(preview->findChild<QLabel*>(u"previewSubjectLine"_s)->text(), u"Hi Ada"_s);
        QVERIFY(preview->findChild<QTextBrowser*>()->toPlainText().contains(u"Dear Ada Lind"_s));
        auto* missing = preview->findChild<QLabel*>(u"unresolved"_s);
        QVERIFY(missing->isVisible());
        QVERIFY(missing->text().contains(u"{{job.title}}"_s));
    }

    void eachLanguageHasItsOwnText()
    {
        Fixture f;
        f.add(u"A"_s, u"Thanks"_s, u"Thank you"_s);
        QTRY_COMPARE(f.list()->count(), 1);
        auto* tabs = f.page->findChild<LanguageTabs*>();
        Q_EMIT tabs->added(u"de"_s);
        QCOMPARE(tabs->current(), u"de"_s);
        f.text()->selectAll();
        QTest::keyClicks(f.text(), u"Danke"_s);
        f.page->findChild<QTabBar*>(u"languages"_s)->setCurrentIndex(0);
        QCOMPARE(f.text()->text(), u"Thank you"_s);
        QTRY_VERIFY(f.stored().front().translations.contains(u"de"_s));
        QTRY_COMPARE(f.stored().front().translations[u"de"_s].body, u"Danke"_s);
        QCOMPARE(f.stored().front().text.body, u"Thank you"_s);
        tabs->setCurrent(u"de"_s);
        Q_EMIT tabs->removed(u"de"_s);
        QTRY_VERIFY(f.stored().front().translations.empty());
        auto* undo = f.page->findChild<QPushButton*>(u"undo"_s);
        QTRY_VERIFY(undo->isVisible());
        undo->click();
        QTRY_COMPARE(f.stored().front().translations[u"de"_s].body, u"Danke"_s);
    }

    void whatAnAutomationSendsIsNotArchived()
    {
        Fixture f;
        f.add(u"Thanks"_s, u"Thanks"_s, u"Thank you"_s);
        const QString uid = f.stored().front().uid;
        f.change([&](Transaction& t) -> Result<void> {
            automations::NewAutomation made;
            made.name = u"Booking thank-you"_s;
            made.content.steps = {{MailStep{uid, {}}, false}};
            const auto added = automations::add(t, made);
            return added ? Result<void>{} : Result<void>{fail(added.error())};
        });
        QTRY_COMPARE(f.list()->count(), 1);
        f.action(u"Archive"_s)->trigger();
        auto* toast = f.page->findChild<QWidget*>(u"toast"_s);
        QTRY_VERIFY(toast->isVisible());
        QVERIFY(toast->findChild<QLabel*>()->text().contains(u"Booking thank-you"_s));
        QCOMPARE(f.stored().size(), 1U);
    }

    void aTemplateIsDuplicatedAndArchivedWithUndo()
    {
        Fixture f;
        f.add(u"Thanks"_s, u"Thanks"_s, u"Thank you"_s);
        QTRY_COMPARE(f.list()->count(), 1);
        f.action(u"Duplicate"_s)->trigger();
        QTRY_COMPARE(f.list()->count(), 2);
        QCOMPARE(f.stored()[1].text.body, u"Thank you"_s);
        f.list()->setCurrentRow(0);
        f.action(u"Archive"_s)->trigger();
        QTRY_COMPARE(f.list()->count(), 1);
        auto* undo = f.page->findChild<QPushButton*>(u"undo"_s);
        QTRY_VERIFY(undo->isVisible());
        undo->click();
        QTRY_COMPARE(f.list()->count(), 2);
    }

    void theSameTemplateSavedElsewhereIsForThePersonToDecide()
    {
        Fixture f;
        const TemplateId id = f.add(u"Thanks"_s, u"Thanks"_s, u"text"_s);
        QTRY_COMPARE(f.list()->count(), 1);
        f.text()->moveCursor(QTextCursor::End);
        QTest::keyClicks(f.text(), u" mine"_s);
        f.change([&](Transaction& t) -> Result<void> {
            auto theirs = email_templates::find(t, id);
            theirs->text.body = u"theirs"_s;
            return email_templates::save(t, *theirs);
        });
        auto* keep = f.page->findChild<QPushButton*>(u"keepMine"_s);
        QTRY_VERIFY(keep->isVisible());
        QCOMPARE(f.stored().front().text.body, u"theirs"_s);
        QCOMPARE(f.text()->text(), u"text mine"_s);
        keep->click();
        QTRY_COMPARE(f.stored().front().text.body, u"text mine"_s);
    }
};

QTEST_MAIN(EmailTemplatesPageTest)
#include "email_templates_page_test.moc"
