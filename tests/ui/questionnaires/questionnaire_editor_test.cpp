// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/item_store.h"
#include "app/jobs/job_store.h"
#include "app/mail/outbox.h"
#include "app/questionnaires/answer_store.h"
#include "app/questionnaires/questionnaire_store.h"
#include "app/questionnaires/questionnaire_templates.h"
#include "tests/ui/address_book/studio_fixture.h"
#include "ui/questionnaires/answer_dialog.h"
#include "ui/questionnaires/answers_view.h"
#include "ui/questionnaires/options_edit.h"
#include "ui/questionnaires/questionnaire_builder.h"
#include "ui/questionnaires/questionnaire_editor.h"
#include "ui/questionnaires/questionnaire_preview.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

Questionnaire::Question asked(const QString& id, QuestionKind kind, const QString& label,
                              bool isRequired = false)
{
    Questionnaire::Question question;
    question.id = id;
    question.kind = kind;
    question.label = label;
    question.isRequired = isRequired;
    return question;
}

Questionnaire three()
{
    Questionnaire questions;
    questions.questions = {asked(u"where"_s, QuestionKind::ShortText, u"Where do we meet?"_s, true),
                           asked(u"church"_s, QuestionKind::YesNo, u"A ceremony?"_s),
                           asked(u"more"_s, QuestionKind::LongText, u"Anything else?"_s)};
    return questions;
}

class Studio : public StudioFixture
{
public:
    ContactId mara = addPerson(u"Mara"_s, u"Quill"_s, u"mara@example.com"_s);
    ContactId jonas = addPerson(u"Jonas"_s, u"Quill"_s, u"jonas@example.com"_s);
    ItemId id = make();

    ItemId make()
    {
        const auto made = database().write(Actor::studio(), [&](Transaction& t) -> Result<ItemId> {
            JobDetails details;
            details.title = u"Quill wedding"_s;
            details.people = {{mara, JobRole::Client}, {jonas, JobRole::Spouse}};
            const auto job = jobs::add(t, brand(), details);
            if (!job)
                return fail(job.error());
            return questionnaires::add(
                t, {.job = *job, .title = u"Your day"_s, .questions = three(), .recipients = {mara}});
        });
        if (!made)
            qFatal("%s", qPrintable(made.error().detail));
        return *made;
    }
    Item item()
    {
        return *database().read([&](const Snapshot& s) { return items::find(s, id); });
    }
    Questionnaire work() { return *questionnaires::workOf(item()); }
    void send()
    {
        change([&](Transaction& t) -> Result<void> {
            const auto version = questionnaires::send(t, id, items::find(t, id)->version);
            return version ? Result<void>{} : fail(version.error());
        });
    }
    void answer(ContactId contact, const QJsonObject& answers, bool isSubmitted)
    {
        change(
            [&](Transaction& t) -> Result<void> {
                if (const auto saved = questionnaires::saveAnswers(t, id, contact, {answers, {}}); !saved)
                    return fail(saved.error());
                if (!isSubmitted)
                    return {};
                const auto done = questionnaires::submit(t, id, contact);
                return done && done->revision ? Result<void>{} : fail(Fault::Invalid, u"not submitted"_s);
            },
            Actor::client(contact, u"192.0.2.1"_s));
    }
};

template <class Widget>
Widget* find(QWidget& in, const QString& name)
{
    auto* found = in.findChild<Widget*>(name);
    if (!found)
        qFatal("no %s", qPrintable(name));
    return found;
}

void press(QWidget& in, const QString& name)
{
    auto* button = find<QAbstractButton>(in, name);
    QVERIFY2(button->isVisible() && button->isEnabled(), qPrintable(name));
    button->click();
}

/// The box that asks, answered.
void accept(QWidget& in)
{
    QTRY_VERIFY(in.findChild<QMessageBox*>(u"question"_s));
    press(*find<QMessageBox>(in, u"question"_s), u"accept"_s);
}

void chooseKind(QuestionnaireBuilder& builder, const QString& name)
{
    for (QAction* action : find<QPushButton>(builder, u"addQuestion"_s)->menu()->actions()) {
        if (action->text() == name)
            action->trigger();
    }
}

void chooseData(QComboBox* box, const QVariant& data)
{
    const int row = box->findData(data);
    QVERIFY2(row >= 0, qPrintable(data.toString()));
    box->setCurrentIndex(row);
    Q_EMIT box->activated(row);
}

QStringList idsOf(const Questionnaire& questions)
{
    QStringList ids;
    for (const auto& one : questions.questions)
        ids.append(one.id);
    return ids;
}

} // namespace

class QuestionnaireEditorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsTypedIsSavedByItself()
    {
        Studio studio;
        QuestionnaireEditor editor{studio.database(), studio.id};
        editor.show();
        auto* label = find<QLineEdit>(editor, u"label"_s);
        QCOMPARE(label->text(), u"Where do we meet?"_s);
        label->setFocus();
        label->end(false);
        QTest::keyClicks(label, u" And when?"_s);
        QTRY_VERIFY(editor.isSaved());
        QCOMPARE(studio.work().questions[0].label, u"Where do we meet? And when?"_s);
        QVERIFY(label->hasFocus());
        QCOMPARE(find<QLabel>(editor, u"saved"_s)->text(), u"Saved"_s);
        QVERIFY(find<QuestionnairePreview>(editor, u"preview"_s)->toPlainText().contains(u"And when?"_s));
        QTest::keyClicks(find<QLineEdit>(editor, u"title"_s), u"!"_s);
        editor.saveNow();
        QTRY_VERIFY(editor.isSaved());
        QCOMPARE(studio.item().title, u"Your day!"_s);
    }

    void closedInTheMiddleOfAWordNothingIsLost()
    {
        Studio studio;
        {
            QuestionnaireEditor editor{studio.database(), studio.id};
            editor.show();
            QTest::keyClicks(find<QLineEdit>(editor, u"label"_s), u"!"_s);
        }
        studio.change([](Transaction&) -> Result<void> { return {}; }); // behind what is being written
        QVERIFY(studio.work().questions[0].label.contains(u'!'));
    }

    void typingIsOneStepOfUndoAndEverythingElseIsOne()
    {
        QuestionnaireBuilder builder;
        builder.setQuestionnaire(three());
        builder.show();
        QTest::keyClicks(find<QLineEdit>(builder, u"label"_s), u"abc"_s);
        QCOMPARE(builder.undoStack().count(), 1);
        press(builder, u"required"_s);
        chooseKind(builder, u"Number"_s);
        QCOMPARE(builder.questionnaire().questions.size(), std::size_t(4));
        QCOMPARE(builder.questionnaire().questions[1].kind, QuestionKind::Number);
        press(builder, u"remove"_s);
        QCOMPARE(builder.undoStack().count(), 4);
        const Questionnaire last = builder.questionnaire();
        while (builder.undoStack().canUndo())
            builder.undoStack().undo();
        QCOMPARE(builder.questionnaire(), three());
        QCOMPARE(find<QLineEdit>(builder, u"label"_s)->text(), u"Where do we meet?"_s);
        while (builder.undoStack().canRedo())
            builder.undoStack().redo();
        QCOMPARE(builder.questionnaire(), last);
    }

    void questionsMoveByKeysAndByDragging()
    {
        QuestionnaireBuilder builder;
        builder.setQuestionnaire(three());
        builder.show();
        auto* list = find<QListWidget>(builder, u"questions"_s);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(idsOf(builder.questionnaire()), (QStringList{u"church"_s, u"where"_s, u"more"_s}));
        QCOMPARE(builder.current(), u"where"_s);
        QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(idsOf(builder.questionnaire()), idsOf(three()));
        QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier); // it is the first one
        QCOMPARE(idsOf(builder.questionnaire()), idsOf(three()));
        list->model()->moveRow({}, 2, {}, 0); // what a drop does
        QTRY_COMPARE(idsOf(builder.questionnaire()), (QStringList{u"more"_s, u"where"_s, u"church"_s}));
        builder.undoStack().undo();
        QCOMPARE(idsOf(builder.questionnaire()), idsOf(three()));
    }

    void D4_optionsKeepTheirIdsHoweverTheyAreWorded()
    {
        QuestionnaireBuilder builder;
        builder.setQuestionnaire(three());
        builder.show();
        chooseKind(builder, u"Choice"_s);
        auto* options = builder.findChild<OptionsEdit*>();
        const auto lines = [&] {
            QList<QLineEdit*> shown;
            for (auto* line : options->findChildren<QLineEdit*>(u"option"_s)) {
                if (line->isVisible())
                    shown.append(line);
            }
            return shown;
        };
        QCOMPARE(lines().size(), 2);
        QTest::keyClicks(lines()[0], u"Linen"_s);
        const QString first = options->options()[0].id;
        QTest::keyClick(lines()[0], Qt::Key_Return); // a new one between the two
        QCOMPARE(lines().size(), 3);
        QTest::keyClicks(lines()[1], u"Leather"_s);
        QCOMPARE(options->options()[0].id, first);
        QTest::keyClicks(lines()[0], u", natural"_s);
        QCOMPARE(options->options()[0], (QuestionOption{first, u"Linen, natural"_s}));
        QTest::keyClick(lines()[0], Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(options->options()[1].id, first);
        QTest::keyClick(lines()[2], Qt::Key_Backspace); // empty: it goes
        QCOMPARE(lines().size(), 2);
        QCOMPARE(builder.questionnaire().questions[1].options, options->options());
    }

    void aConditionNamesAnEarlierQuestion()
    {
        QuestionnaireBuilder builder;
        builder.setQuestionnaire(three());
        builder.show();
        builder.select(u"more"_s);
        auto* which = find<QComboBox>(builder, u"conditionQuestion"_s);
        QCOMPARE(which->count(), 3); // always, and the two above
        chooseData(which, u"church"_s);
        QCOMPARE(builder.questionnaire().questions[2].shownIf,
                 (ShownIf{u"church"_s, ShownIf::Test::Equals, u"yes"_s}));
        chooseData(find<QComboBox>(builder, u"conditionChoice"_s), u"no"_s);
        QCOMPARE(builder.questionnaire().questions[2].shownIf->value, u"no"_s);
        QVERIFY(find<QuestionnairePreview>(builder, u"preview"_s)
                    ->toPlainText()
                    .contains(u"Only if “A ceremony?” is “No”."_s));
        chooseData(find<QComboBox>(builder, u"conditionTest"_s), int(ShownIf::Test::Answered));
        QCOMPARE(builder.questionnaire().questions[2].shownIf->test, ShownIf::Test::Answered);
        // Moved above what it asks: said, and nothing is thrown away.
        auto* list = find<QListWidget>(builder, u"questions"_s);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier);
        QVERIFY(builder.questionnaire().questions[1].shownIf.has_value());
        QVERIFY(find<QLabel>(builder, u"questionProblem"_s)->isVisible());
        chooseData(which, QString{});
        QVERIFY(!builder.questionnaire().questions[1].shownIf);
    }

    void anAnswerIsMappedIntoAField()
    {
        QuestionnaireBuilder builder;
        builder.setQuestionnaire(three());
        builder.show();
        auto* field = find<QComboBox>(builder, u"field"_s);
        for (int row = 0; row < field->count(); ++row)
            QVERIFY(!field->itemText(row).contains(u"mail"_s, Qt::CaseInsensitive));
        chooseData(field, int(MappedField::JobCustom));
        QTest::keyClicks(find<QLineEdit>(builder, u"fieldName"_s), u"Meeting point"_s);
        QCOMPARE(builder.questionnaire().questions[0].mapsTo,
                 (MapsTo{MappedField::JobCustom, u"Meeting point"_s}));
        chooseData(find<QComboBox>(builder, u"kind"_s), int(QuestionKind::Section));
        QVERIFY(!builder.questionnaire().questions[0].mapsTo);
        QVERIFY(!builder.questionnaire().questions[0].isRequired);
    }

    void nothingUnfitIsSentAndItSaysWhereToLook()
    {
        Studio studio;
        QuestionnaireEditor editor{studio.database(), studio.id};
        editor.show();
        auto* builder = editor.findChild<QuestionnaireBuilder*>();
        builder->select(u"church"_s);
        find<QLineEdit>(editor, u"label"_s)->selectAll();
        QTest::keyClick(find<QLineEdit>(editor, u"label"_s), Qt::Key_Delete);
        builder->select(u"where"_s);
        press(editor, u"send"_s);
        QTRY_VERIFY(find<QWidget>(editor, u"notice"_s)->isVisible());
        QVERIFY(find<QWidget>(editor, u"notice"_s)
                    ->findChild<QLabel*>()
                    ->text()
                    .contains(u"Write the question."_s));
        QCOMPARE(builder->current(), u"church"_s);
        QVERIFY(!editor.findChild<QMessageBox*>(u"question"_s));
        QCOMPARE(studio.item().state, ItemState::Draft);
    }

    void sendingSavesAsksAndFreezesWhatStandsThere()
    {
        Studio studio;
        QuestionnaireEditor editor{studio.database(), studio.id};
        editor.show();
        const QSignalSpy sent{&editor, &QuestionnaireEditor::sent};
        QTest::keyClicks(find<QLineEdit>(editor, u"label"_s), u"!"_s);
        editor.findChild<QTabWidget*>()->setCurrentIndex(1);
        press(editor, u"hasDueDay"_s);
        find<QDateEdit>(editor, u"dueDay"_s)->setDate(QDate{2027, 5, 20});
        press(editor, u"send"_s); // in the middle of typing
        QTRY_VERIFY(editor.findChild<QMessageBox*>(u"question"_s));
        QVERIFY(find<QMessageBox>(editor, u"question"_s)->informativeText().contains(u"Mara Quill"_s));
        QCOMPARE(studio.item().state, ItemState::Draft);
        accept(editor);
        QTRY_COMPARE(sent.count(), 1);
        QCOMPARE(studio.item().state, ItemState::Sent);
        QVERIFY(editor.windowTitle().startsWith(studio.item().title));
        QCOMPARE(studio.item().dueDay, QDate(2027, 5, 20));
        const auto mails =
            studio.database().read([](const Snapshot& snapshot) { return mail::all(snapshot, 9); });
        QVERIFY(mails);
        QCOMPARE(mails->size(), studio.item().recipients.size());
        const auto frozen = studio.database().read(
            [&](const Snapshot& s) { return questionnaires::sentQuestions(s, *items::find(s, studio.id)); });
        QVERIFY(frozen->questions[0].label.contains(u'!'));
        // Sent as it stands: there is nothing to send until something changes.
        QTRY_VERIFY(!find<QPushButton>(editor, u"send"_s)->isEnabled());
        editor.findChild<QTabWidget*>()->setCurrentIndex(0);
        QTest::keyClicks(find<QLineEdit>(editor, u"label"_s), u"?"_s);
        QVERIFY(find<QPushButton>(editor, u"send"_s)->isEnabled());
    }

    void recipientsAreChosenAmongThePeopleOfTheJob()
    {
        Studio studio;
        QuestionnaireEditor editor{studio.database(), studio.id};
        editor.show();
        const auto boxes = [&] { return editor.findChildren<QCheckBox*>(u"recipient"_s); };
        QCOMPARE(boxes().size(), 2);
        QVERIFY(boxes()[0]->isChecked());
        QVERIFY(!boxes()[1]->isChecked());
        boxes()[1]->click();
        QTRY_COMPARE(studio.item().recipients.size(), std::size_t(2));
        studio.send();
        QTRY_COMPARE(find<QPushButton>(editor, u"send"_s)->text(), u"&Send Changes…"_s);
        boxes()[0]->click();
        QTRY_COMPARE(studio.item().recipients.size(), std::size_t(1));
        QTRY_VERIFY(!boxes()[0]->isChecked());
        boxes()[1]->click(); // the last one of a sent one stays, and it says so
        QTRY_VERIFY(find<QWidget>(editor, u"notice"_s)->isVisible());
        QTRY_VERIFY(boxes()[1]->isChecked());
        QCOMPARE(studio.item().recipients.size(), std::size_t(1));
    }

    void anAnswerMeanwhileDoesNotStandInTheWayOfSaving()
    {
        Studio studio;
        studio.send();
        QuestionnaireEditor editor{studio.database(), studio.id};
        editor.show();
        QTest::keyClicks(find<QLineEdit>(editor, u"label"_s), u"!"_s);
        studio.answer(studio.mara, {{u"where"_s, u"Mill"_s}}, true);
        QTRY_VERIFY(editor.isSaved());
        QVERIFY(studio.work().questions[0].label.contains(u'!'));
        QVERIFY(!find<QWidget>(editor, u"notice"_s)->isVisible());
    }

    void somebodyElsesChangeIsNeverOverwrittenSilently()
    {
        for (const bool keepsMine : {true, false}) {
            Studio studio;
            QuestionnaireEditor editor{studio.database(), studio.id};
            editor.show();
            QTest::keyClicks(find<QLineEdit>(editor, u"label"_s), u" mine"_s);
            Questionnaire theirs = three();
            theirs.questions[0].label = u"Theirs"_s;
            studio.change([&](Transaction& t) {
                return questionnaires::saveWork(t, *items::find(t, studio.id), theirs);
            });
            editor.saveNow();
            QTRY_VERIFY(find<QPushButton>(editor, u"keepMine"_s)->isVisible());
            QCOMPARE(studio.work().questions[0].label, u"Theirs"_s);
            press(editor, keepsMine ? u"keepMine"_s : u"takeTheirs"_s);
            QTRY_VERIFY(editor.isSaved());
            QCOMPARE(studio.work().questions[0].label, keepsMine ? u"Where do we meet? mine"_s : u"Theirs"_s);
            QCOMPARE(find<QLineEdit>(editor, u"label"_s)->text(), studio.work().questions[0].label);
        }
    }

    void aTemplateComesUnderWhatIsThere()
    {
        Studio studio;
        Questionnaire more;
        more.introduction = u"Hello"_s;
        more.questions = {asked(u"song"_s, QuestionKind::ShortText, u"Which song?"_s),
                          asked(u"where"_s, QuestionKind::ShortText, u"The same question"_s)};
        studio.change([&](Transaction& t) -> Result<void> {
            const auto id = questionnaires::addTemplate(t, u"Songs"_s, more);
            return id ? Result<void>{} : fail(id.error());
        });
        QuestionnaireEditor editor{studio.database(), studio.id};
        editor.show();
        QMenu* menu = find<QPushButton>(editor, u"templates"_s)->menu();
        Q_EMIT menu->aboutToShow();
        menu->actions().last()->trigger();
        editor.saveNow();
        QTRY_VERIFY(editor.isSaved());
        QCOMPARE(idsOf(studio.work()), (QStringList{u"where"_s, u"church"_s, u"more"_s, u"song"_s}));
        QCOMPARE(studio.work().introduction, u"Hello"_s);
        QCOMPARE(find<QPlainTextEdit>(editor, u"introduction"_s)->toPlainText(), u"Hello"_s);
    }

    // ---- Answers

    void S31_theStudioSeesHalfFilledAndSubmittedAnswersOfEach()
    {
        Studio studio;
        studio.change([&](Transaction& t) {
            return questionnaires::setRecipients(t, studio.id, {studio.mara, studio.jonas});
        });
        studio.send();
        studio.answer(studio.mara, {{u"where"_s, u"Mill"_s}}, true);
        studio.answer(studio.jonas, {{u"more"_s, u"<b>nothing</b>"_s}}, false);
        AnswersView view{studio.database(), studio.id};
        view.show();
        auto* list = find<QListWidget>(view, u"recipients"_s);
        auto* text = find<QTextBrowser>(view, u"answers"_s);
        QCOMPARE(list->count(), 2);
        QVERIFY(list->item(0)->text().startsWith(u"Mara Quill\nSubmitted"_s));
        QVERIFY(list->item(1)->text().startsWith(u"Jonas Quill\nHalf-filled"_s));
        QVERIFY(text->toPlainText().contains(u"Mill"_s));
        QVERIFY(!text->toPlainText().contains(u"nothing"_s));
        QVERIFY(!find<QPushButton>(view, u"answerFor"_s)->isEnabled());
        list->setCurrentRow(1);
        QVERIFY(text->toPlainText().contains(u"<b>nothing</b>"_s));
        QVERIFY(!text->toPlainText().contains(u"Mill"_s));
        QVERIFY(!find<QPushButton>(view, u"reopen"_s)->isEnabled());
    }

    void theStudioAnswersForAClientAndHearsWhatIsMissing()
    {
        Studio studio;
        studio.send();
        AnswersView view{studio.database(), studio.id};
        view.show();
        press(view, u"answerFor"_s);
        auto* dialog = view.findChild<AnswerDialog*>();
        QVERIFY(dialog);
        auto* more = find<QPlainTextEdit>(*dialog, u"a_more"_s);
        more->setPlainText(u"by phone"_s);
        press(*dialog, u"submit"_s);
        QTRY_VERIFY(find<QLabel>(*dialog, u"notice"_s)->isVisible());
        QVERIFY(dialog->isVisible());
        QCOMPARE(studio.item().state, ItemState::Sent);
        find<QLineEdit>(*dialog, u"a_where"_s)->setText(u"Mill"_s);
        const QPointer<AnswerDialog> open{dialog};
        press(*dialog, u"submit"_s);
        QTRY_COMPARE(studio.item().state, ItemState::Completed);
        QTRY_VERIFY(!open || !open->isVisible());
        const auto all = studio.database().read(
            [&](const Snapshot& s) { return questionnaires::revisionsOf(s, studio.id); });
        QCOMPARE(all->front().submittedBy, u"studio"_s);
        QCOMPARE(all->front().answers.value(u"more"_s).toString(), u"by phone"_s);
    }

    void reopeningIsAskedAbout()
    {
        Studio studio;
        studio.send();
        studio.answer(studio.mara, {{u"where"_s, u"Mill"_s}}, true);
        AnswersView view{studio.database(), studio.id};
        view.show();
        press(view, u"reopen"_s);
        QCOMPARE(studio.item().state, ItemState::Completed);
        accept(view);
        QTRY_COMPARE(studio.item().state, ItemState::Sent);
        QTRY_VERIFY(find<QPushButton>(view, u"answerFor"_s)->isEnabled());
        QCOMPARE(find<QComboBox>(view, u"revision"_s)->count(), 2); // half-filled, and what was submitted
    }

    void whatTheStudioChangedMeanwhileIsOffered()
    {
        Studio studio;
        studio.change([&](Transaction& t) {
            Questionnaire mapped = three();
            mapped.questions[0].mapsTo = MapsTo{MappedField::Nickname};
            return questionnaires::saveWork(t, *items::find(t, studio.id), mapped);
        });
        studio.send();
        studio.edit(studio.mara, [](Contact& contact) { contact.details.nickname = u"Marella"_s; });
        studio.answer(studio.mara, {{u"where"_s, u"Mo"_s}}, true);
        AnswersView view{studio.database(), studio.id};
        view.show();
        QVERIFY(find<QWidget>(view, u"proposals"_s)->isVisible());
        press(view, u"apply"_s);
        QTRY_COMPARE(studio.contact(studio.mara).details.nickname, u"Mo"_s);
        QTRY_VERIFY(!find<QWidget>(view, u"proposals"_s)->isVisible());
    }

    void P14_answersAreSavedAsATable()
    {
        Studio studio;
        studio.send();
        studio.answer(studio.mara, {{u"where"_s, u"=1+1"_s}}, true);
        AnswersView view{studio.database(), studio.id};
        QTemporaryDir folder;
        QVERIFY(view.saveCsv(folder.filePath(u"answers.csv"_s)));
        QFile file{folder.filePath(u"answers.csv"_s)};
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains(",'=1+1,"));
        QVERIFY(!view.saveCsv(folder.filePath(u"missing/answers.csv"_s)));
    }
};

QTEST_MAIN(QuestionnaireEditorTest)
#include "questionnaire_editor_test.moc"
