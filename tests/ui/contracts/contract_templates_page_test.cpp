// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contracts/contract_templates.h"
#include "app/jobs/job_store.h"
#include "tests/ui/address_book/studio_fixture.h"
#include "ui/contracts/contract_draft.h"
#include "ui/contracts/contract_templates_page.h"
#include "ui/contracts/preview_subject_dialog.h"
#include "ui/contracts/template_editor.h"
#include "ui/writing/writing_edit.h"
#include "ui/writing/writing_preview.h"
#include "ui/writing/writing_widget.h"

#include <QAction>
#include <QCheckBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

struct Fixture : StudioFixture
{
    Fixture()
    {
        page = std::make_unique<ContractTemplatesPage>(database());
        page->resize(1200, 700);
        page->show();
    }
    std::vector<contracts::ContractTemplate> stored(bool withArchived = false)
    {
        return *database().read(
            [=](const Snapshot& snapshot) { return contracts::templates(snapshot, withArchived); });
    }
    TemplateId add(const QString& name, const QString& text)
    {
        contracts::NewTemplate made{name};
        made.terms.text = text;
        return *database().write(Actor::studio(), [&](Transaction& transaction) {
            return contracts::addTemplate(transaction, made);
        });
    }
    QListWidget* list() { return page->findChild<QListWidget*>(u"templates"_s); }
    writing::WritingWidget* writing() { return page->findChild<writing::WritingWidget*>(); }
    QAction* action(const QString& text)
    {
        for (QAction* one : page->findChildren<QAction*>()) {
            if (QString{one->text()}.remove(u'&') == text)
                return one;
        }
        return nullptr;
    }
    std::unique_ptr<ContractTemplatesPage> page;
};

} // namespace

class ContractTemplatesPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewTemplateIsNamedWrittenAndSavedAsTyped()
    {
        Fixture f;
        f.page->createAction()->trigger();
        QTRY_COMPARE(f.stored().size(), 1U);
        auto* name = f.page->findChild<QLineEdit*>(u"templateName"_s);
        QTRY_VERIFY(!name->text().isEmpty() && name->selectedText() == name->text());
        QTest::keyClicks(name, u"Weddings"_s);
        QTest::keyClicks(f.writing()->edit(), u"Dear {{client.name}}"_s);
        QTRY_COMPARE(f.stored().front().name, u"Weddings"_s);
        QTRY_COMPARE(f.stored().front().terms.text, u"Dear {{client.name}}"_s);
        QTRY_COMPARE(f.list()->item(0)->text(), u"Weddings"_s);
    }

    void whatIsTypedStaysWithItsTemplateWhenAnotherIsChosen()
    {
        Fixture f;
        f.add(u"A"_s, u"a"_s);
        f.add(u"B"_s, u"b"_s);
        QTRY_COMPARE(f.list()->count(), 2);
        f.list()->setCurrentRow(0);
        f.writing()->edit()->moveCursor(QTextCursor::End);
        QTest::keyClicks(f.writing()->edit(), u"1"_s);
        f.list()->setCurrentRow(1);
        QCOMPARE(f.writing()->text(), u"b"_s);
        QTRY_COMPARE(f.stored()[0].terms.text, u"a1"_s);
        QCOMPARE(f.stored()[1].terms.text, u"b"_s);
    }

    void aTemplateIsDuplicatedAndArchivedWithUndo()
    {
        Fixture f;
        f.add(u"Weddings"_s, u"text"_s);
        QTRY_COMPARE(f.list()->count(), 1);
        f.action(u"Duplicate"_s)->trigger();
        QTRY_COMPARE(f.list()->count(), 2);
        QCOMPARE(f.stored()[1].terms.text, u"text"_s);
        f.list()->setCurrentRow(0);
        f.action(u"Archive"_s)->trigger();
        QTRY_COMPARE(f.list()->count(), 1);
        auto* undo = f.page->findChild<QPushButton*>(u"undo"_s);
        QTRY_VERIFY(undo->isVisible());
        undo->click();
        QTRY_COMPARE(f.list()->count(), 2);
        QCOMPARE(f.stored().size(), 2U);
        f.action(u"Archive"_s)->trigger();
        QTRY_COMPARE(f.list()->count(), 1);
        f.page->findChild<QCheckBox*>(u"withArchived"_s)->setChecked(true);
        QTRY_COMPARE(f.list()->count(), 2);
    }

    void theSameTemplateSavedElsewhereIsForThePersonToDecide()
    {
        Fixture f;
        const TemplateId id = f.add(u"Weddings"_s, u"text"_s);
        QTRY_COMPARE(f.list()->count(), 1);
        f.writing()->edit()->moveCursor(QTextCursor::End);
        QTest::keyClicks(f.writing()->edit(), u" mine"_s);
        f.change([&](Transaction& transaction) -> Result<void> {
            auto theirs = contracts::findTemplate(transaction, id);
            theirs->terms.text = u"theirs"_s;
            return contracts::saveTemplate(transaction, *theirs);
        });
        auto* keep = f.page->findChild<QPushButton*>(u"keepMine"_s);
        QTRY_VERIFY(keep->isVisible());
        QCOMPARE(f.writing()->text(), u"text mine"_s);
        QCOMPARE(f.stored().front().terms.text, u"theirs"_s);
        keep->click();
        QTRY_COMPARE(f.stored().front().terms.text, u"text mine"_s);
    }

    void thePreviewTakesAChosenContactAndJob()
    {
        Fixture f;
        const ContactId mara = f.addPerson(u"Mara"_s, u"Lind"_s);
        JobDetails details;
        details.title = u"Wedding at the lake"_s;
        details.people = {{mara, JobRole::Client}};
        f.change([&](Transaction& transaction) -> Result<void> {
            const auto made = jobs::add(transaction, f.brand(), details);
            if (!made)
                return fail(made.error());
            return {};
        });
        f.add(u"Weddings"_s, u"{{client.name}}: {{job.title}}"_s);
        QTRY_COMPARE(f.list()->count(), 1);
        const auto shown = [&f] { return f.writing()->preview()->toPlainText(); };
        QTRY_VERIFY(!shown().isEmpty() && !shown().contains(u"{{"_s)); // example values
        QVERIFY(!shown().contains(u"Wedding at the lake"_s) || !shown().contains(u"Mara Lind"_s));
        f.page->findChild<QPushButton*>(u"previewWith"_s)->click();
        auto* dialog = f.page->findChild<PreviewSubjectDialog*>();
        QVERIFY(dialog);
        QTest::keyClicks(dialog->findChild<QLineEdit*>(u"subjectSearch"_s), u"mara"_s);
        dialog->findChild<QPushButton*>(u"showPreview"_s)->click();
        QTRY_VERIFY(shown().contains(u"Mara Lind: Wedding at the lake"_s));
    }

    void aNarrowWindowPutsTheListAboveTheText()
    {
        Fixture f;
        f.add(u"Weddings"_s, u"text"_s);
        QTRY_COMPARE(f.list()->count(), 1);
        for (int width = 1200; width >= 780; width -= 60) { // as a hand does it
            f.page->resize(width, 700);
            QTest::qWait(20);
        }
        QTRY_VERIFY(f.list()->mapTo(f.page.get(), QPoint{0, f.list()->height()}).y() <=
                    f.writing()->mapTo(f.page.get(), QPoint{}).y());
        f.page->resize(560, 700);
        QTest::qWait(20);
        f.page->resize(560, 700);
        QCOMPARE(f.page->width(), 560); // nothing keeps it wider
        QVERIFY(f.page->minimumSizeHint().width() <= 560);
        QVERIFY(f.writing()->edit()->isVisible());
    }

    void draftsOfTwoAreMergedPartByPart()
    {
        ContractDraft base;
        base.title = u"title"_s;
        base.work.terms.text = u"text"_s;
        ContractDraft mine = base;
        mine.work.terms.text = u"mine"_s;
        ContractDraft theirs = base;
        theirs.title = u"theirs"_s;
        theirs.booksJob = true;
        MergedContract both = merged(base, mine, theirs);
        QVERIFY(both.disputed.empty());
        QCOMPARE(both.draft.work.terms.text, u"mine"_s);
        QCOMPARE(both.draft.title, u"theirs"_s);
        QVERIFY(both.draft.booksJob);
        theirs.work.terms.text = u"other"_s;
        both = merged(base, mine, theirs);
        QCOMPARE(both.disputed, std::vector{DraftPart::Text});
        QCOMPARE(both.draft.work.terms.text, u"mine"_s);
        theirs.work.terms.text = u"mine"_s; // the same by both is no dispute
        QVERIFY(merged(base, mine, theirs).disputed.empty());
    }
};

QTEST_MAIN(ContractTemplatesPageTest)
#include "contract_templates_page_test.moc"
