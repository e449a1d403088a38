// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_store.h"
#include "app/contracts/contract_templates.h"
#include "app/contracts/signing.h"
#include "app/jobs/job_store.h"
#include "app/mail/outbox.h"
#include "tests/ui/address_book/studio_fixture.h"
#include "ui/contracts/contract_dialogs.h"
#include "ui/contracts/contract_editor.h"
#include "ui/contracts/signers_edit.h"
#include "ui/contracts/terms_form.h"
#include "ui/writing/writing_edit.h"
#include "ui/writing/writing_preview.h"
#include "ui/writing/writing_widget.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

struct Fixture : StudioFixture
{
    Fixture()
        : mara{addPerson(u"Mara"_s, u"Lind"_s, u"mara@example.com"_s)}
        , jon{addPerson(u"Jon"_s, u"Lind"_s, u"jon@example.com"_s)}
        , job{makeJob()}
        , id{makeContract()}
    {
        open();
    }

    JobId makeJob()
    {
        JobDetails details;
        details.title = u"Wedding at the lake"_s;
        details.people = {{mara, JobRole::Client}, {jon, JobRole::Spouse}};
        return *database().write(Actor::studio(), [&](Transaction& transaction) {
            return jobs::add(transaction, brand(), details);
        });
    }
    ItemId makeContract()
    {
        contracts::NewContract made{job, u"Wedding contract"_s};
        made.work.terms.text = u"For {{client.name}}."_s;
        made.work.signers = {{mara, u"Bride"_s}, {jon, u"Groom"_s}};
        return *database().write(Actor::studio(),
                                 [&](Transaction& transaction) { return contracts::add(transaction, made); });
    }
    /// A stand-in for the printer; what is sent is frozen with these bytes.
    static Result<QByteArray> print(const contracts::Prepared& prepared)
    {
        return QByteArray{"%PDF of "} + prepared.contract.title.toUtf8();
    }
    void open()
    {
        editor = new ContractEditor{database(), id, &Fixture::print};
        editor->show();
        QVERIFY(QTest::qWaitForWindowExposed(editor));
        editor->activateWindow();
    }
    ~Fixture() { delete editor; }

    template <class Widget>
    Widget* part(const QString& name)
    {
        return editor->findChild<Widget*>(name);
    }
    writing::WritingWidget* writing() { return editor->findChild<writing::WritingWidget*>(); }
    SignersEdit* signers() { return editor->findChild<SignersEdit*>(); }
    void type(const QString& text)
    {
        writing()->edit()->moveCursor(QTextCursor::End);
        QTest::keyClicks(writing()->edit(), text);
    }
    contracts::Contract stored()
    {
        return *database().read([this](const Snapshot& snapshot) { return contracts::find(snapshot, id); });
    }
    /// As another window would, while this one is open.
    void saveElsewhere(const std::function<void(contracts::Contract&)>& changing)
    {
        contracts::Contract edited = stored();
        changing(edited);
        change([&](Transaction& transaction) { return contracts::save(transaction, edited); });
    }
    QString notice()
    {
        auto* bar = part<QWidget>(u"noticeBar"_s);
        return bar->isVisible() ? part<QLabel>(u"notice"_s)->text() : QString{};
    }
    QMessageBox* question() { return editor->findChild<QMessageBox*>(u"question"_s); }
    void accept(QMessageBox* box) { box->findChild<QPushButton*>(u"accept"_s)->click(); }
    void send()
    {
        QSignalSpy sent{editor, &ContractEditor::sent};
        part<QPushButton>(u"send"_s)->click();
        QTRY_VERIFY(question());
        accept(question());
        QTRY_COMPARE(sent.size(), 1);
        QTRY_VERIFY(!question());
    }
    /// As the portal does.
    void sign(ContactId who, const QString& name)
    {
        const contracts::Contract now = stored();
        const auto version = database().read(
            [&](const Snapshot& snapshot) { return items::version(snapshot, *now.item.current); });
        const contracts::Signing signing{{version->id, version->sha256, database().now()},
                                         contracts::consentHash(*now.sent),
                                         name,
                                         {},
                                         {}};
        change(
            [&](Transaction& transaction) -> Result<void> {
                const auto done = contracts::sign(transaction, items::Viewer{who, {}}, now.item.uid, signing,
                                                  {u"192.0.2.7"_s, u"Test"_s, 1});
                if (!done)
                    return fail(done.error());
                return {};
            },
            Actor::client(who, u"192.0.2.7"_s));
    }

    ContactId mara;
    ContactId jon;
    JobId job;
    ItemId id;
    QPointer<ContractEditor> editor;
};

} // namespace

class ContractEditorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsTypedIsSavedAMomentLater()
    {
        Fixture f;
        f.type(u" Paid {{job.title}}."_s);
        QTRY_COMPARE(f.stored().work.terms.text, u"For {{client.name}}. Paid {{job.title}}."_s);
        f.part<QLineEdit>(u"title"_s)->selectAll();
        QTest::keyClicks(f.part<QLineEdit>(u"title"_s), u"Our contract"_s);
        QTRY_COMPARE(f.stored().item.title, u"Our contract"_s);
        auto* order = f.part<QComboBox>(u"signingOrder"_s);
        order->setFocus();
        QTest::keyClick(order, Qt::Key_Down);
        QTRY_COMPARE(f.stored().work.terms.order, contracts::SigningOrder::InTurn);
        QTRY_VERIFY(!f.editor->isDirty()); // the window hears of it a moment later
    }

    void closingSavesFirstAndAnEmptyTitleLosesNothing()
    {
        Fixture f;
        f.type(u" At last."_s);
        f.part<QLineEdit>(u"title"_s)->clear();
        f.editor->close();
        QTRY_VERIFY(!f.editor);
        QCOMPARE(f.stored().work.terms.text, u"For {{client.name}}. At last."_s);
        QCOMPARE(f.stored().item.title, u"Wedding contract"_s);
    }

    void endingTheProgramKeepsWhatWasTypedLast()
    {
        Fixture f;
        f.type(u" The last words."_s);
        delete f.editor;
        QTRY_COMPARE(f.stored().work.terms.text, u"For {{client.name}}. The last words."_s);
    }

    void thePreviewResolvesTokensAndMarksWhatIsMissing()
    {
        Fixture f;
        auto* preview = f.writing()->preview();
        QTRY_VERIFY(preview->toPlainText().contains(u"For Mara Lind."_s));
        f.type(u" {{client.nmae}} [initials]"_s);
        QTRY_VERIFY(preview->toPlainText().contains(u"{{client.nmae}}"_s));
        QVERIFY(preview->toHtml().contains(u"background-color"_s));
        QTRY_VERIFY(f.part<QLabel>(u"readiness"_s)->text().contains(u"client.nmae"_s));
    }

    void signersAreReorderedByKeyboardAndByDragging()
    {
        Fixture f;
        auto* list = f.part<QListWidget>(u"signers"_s);
        QCOMPARE(list->count(), 2);
        list->setFocus();
        list->setCurrentRow(1);
        QTest::keyClick(list, Qt::Key_Up, Qt::AltModifier);
        QTRY_COMPARE(f.stored().work.signers.front().contact, f.jon);
        QCOMPARE(list->currentRow(), 0);
        // What a drag does in the end.
        QVERIFY(list->model()->moveRow({}, 0, {}, 2));
        QTRY_COMPARE(f.stored().work.signers.front().contact, f.mara);
        QCOMPARE(f.stored().work.signers.front().role, u"Bride"_s);
        QTest::keyClick(list, Qt::Key_Delete);
        QTRY_COMPARE(f.stored().work.signers.size(), 1U);
    }

    void peopleOnTheJobAreOfferedWithTheirRole()
    {
        Fixture f;
        f.signers()->setSigners({});
        auto* add = f.part<QPushButton>(u"addSigner"_s);
        Q_EMIT add->menu()->aboutToShow();
        QCOMPARE(add->menu()->actions().size(), 2);
        QCOMPARE(add->menu()->actions()[1]->text(), u"Jon Lind, Spouse"_s);
        add->menu()->actions()[1]->trigger();
        QTRY_COMPARE(f.stored().work.signers, (std::vector<contracts::WantedSigner>{{f.jon, u"Spouse"_s}}));
    }

    void sendingIsRefusedWithTheTokenNamed()
    {
        Fixture f;
        f.type(u" {{client.nmae}}"_s);
        f.part<QPushButton>(u"send"_s)->click();
        QTRY_VERIFY(f.notice().contains(u"client.nmae"_s));
        QVERIFY(!f.question());
        QCOMPARE(f.writing()->edit()->textCursor().selectedText(), u"{{client.nmae}}"_s);
        QCOMPARE(f.stored().item.state, ItemState::Draft);
    }

    void sendingAsksWithEverySignersNameAndFreezes()
    {
        Fixture f;
        f.part<QPushButton>(u"send"_s)->click();
        QTRY_VERIFY(f.question());
        QVERIFY(f.question()->text().contains(u"Mara Lind"_s));
        QVERIFY(f.question()->text().contains(u"Jon Lind"_s));
        f.question()->reject();
        QTRY_VERIFY(!f.question());
        QCOMPARE(f.stored().item.state, ItemState::Draft); // Cancel is what Esc does

        f.send();
        const contracts::Contract sent = f.stored();
        QCOMPARE(sent.item.state, ItemState::Sent);
        QVERIFY(sent.sent.has_value());
        const auto pdf = f.database().read(
            [&](const Snapshot& snapshot) { return items::pdfOf(snapshot, *sent.item.current); });
        QCOMPARE(*pdf, QByteArray{"%PDF of Wedding contract"});
        QVERIFY(f.part<QPushButton>(u"version1"_s));
        QVERIFY(!f.part<QPushButton>(u"send"_s)->isVisible()); // nothing new to send
    }

    void whoIsAskedToSignGetsAMailAndWhoeverHasNoneIsNamed()
    {
        Fixture f;
        f.change([&](Transaction& transaction) -> Result<void> {
            Contact jon = *contacts::find(transaction, f.jon);
            jon.details.emails.clear();
            return contacts::save(transaction, jon);
        });
        f.send();
        const auto mails = f.database().read([](const Snapshot& snapshot) { return mail::all(snapshot, 9); });
        QVERIFY(mails);
        QCOMPARE(mails->size(), 1U);
        QCOMPARE(mails->front().toAddress, u"mara@example.com"_s);
        QVERIFY2(f.notice().contains(u"Jon Lind"_s), qPrintable(f.notice()));
        QVERIFY(!f.notice().contains(u"Mara Lind"_s));
    }

    void aSentTextChangesUntilSomebodySignsAndThenNoMore_S4()
    {
        Fixture f;
        f.send();
        f.type(u" More."_s);
        QTRY_VERIFY(f.part<QLabel>(u"readiness"_s)->text().contains(u"Changed since it was sent"_s));
        f.send();
        QVERIFY(f.part<QPushButton>(u"version2"_s));

        f.sign(f.mara, u"Mara Lind"_s);
        QTRY_VERIFY(f.writing()->edit()->isReadOnly());
        QVERIFY(!f.part<QPushButton>(u"send"_s)->isVisible());
        f.type(u"x"_s);
        QCOMPARE(f.writing()->text(), u"For {{client.name}}. More."_s);
    }

    void whatWasTypedWhileSomebodySignedIsNotLost()
    {
        Fixture f;
        f.send();
        f.type(u" Typed at that moment."_s);
        f.sign(f.mara, u"Mara Lind"_s);
        QTRY_VERIFY(f.notice().contains(u"Amend"_s));
        QVERIFY(f.writing()->text().contains(u"Typed at that moment."_s));
        QVERIFY(!f.stored().work.terms.text.contains(u"Typed"_s));
    }

    void changesInDifferentPartsAreBothKept()
    {
        Fixture f;
        f.type(u" Mine."_s);
        f.saveElsewhere([](contracts::Contract& theirs) { theirs.item.title = u"Their title"_s; });
        QTRY_COMPARE(f.stored().work.terms.text, u"For {{client.name}}. Mine."_s);
        QCOMPARE(f.stored().item.title, u"Their title"_s);
        QTRY_COMPARE(f.part<QLineEdit>(u"title"_s)->text(), u"Their title"_s);
        QCOMPARE(f.notice(), QString{});
    }

    void aTextChangedByTwoIsForThePersonToDecide_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<QString>("text");
        QTest::newRow("mine") << u"keepMine"_s << u"For {{client.name}}. Mine."_s;
        QTest::newRow("theirs") << u"takeTheirs"_s << u"Theirs."_s;
    }
    void aTextChangedByTwoIsForThePersonToDecide()
    {
        QFETCH(QString, button);
        QFETCH(QString, text);
        Fixture f;
        f.type(u" Mine."_s);
        f.saveElsewhere([](contracts::Contract& theirs) { theirs.work.terms.text = u"Theirs."_s; });
        QTRY_VERIFY(f.notice().contains(u"the text"_s));
        QCOMPARE(f.stored().work.terms.text, u"Theirs."_s);
        QCOMPARE(f.writing()->text(), u"For {{client.name}}. Mine."_s);
        f.part<QPushButton>(button)->click();
        QTRY_COMPARE(f.stored().work.terms.text, text);
        QCOMPARE(f.writing()->text(), text);
        QCOMPARE(f.notice(), QString{});
    }

    void theStudioCountersignsWithItsTypedNameWhenItIsItsTurn()
    {
        Fixture f;
        f.saveElsewhere([](contracts::Contract& contract) {
            contract.work.terms.countersign = contracts::Countersign::Last;
            contract.work.terms.studioSigner = u"Ada Okafor"_s;
        });
        QTRY_COMPARE(f.part<QLineEdit>(u"studioSigner"_s)->text(), u"Ada Okafor"_s);
        f.send();
        auto* countersign = f.part<QPushButton>(u"countersignNow"_s);
        QVERIFY(!countersign->isVisible());
        f.sign(f.mara, u"Mara Lind"_s);
        f.sign(f.jon, u"Jon Lind"_s);
        QTRY_VERIFY(countersign->isVisible());
        countersign->click();
        auto* dialog = f.editor->findChild<CountersignDialog*>();
        QVERIFY(dialog);
        QVERIFY(!dialog->findChild<QPushButton*>(u"sign"_s)->isEnabled());
        QTest::keyClicks(dialog->findChild<QLineEdit*>(u"typedName"_s), u"Ada Okafor"_s);
        dialog->findChild<QPushButton*>(u"sign"_s)->click();
        QTRY_COMPARE(f.stored().item.state, ItemState::Completed);
        QTRY_COMPARE(f.part<QLabel>(u"state"_s)->text(), u"Signed"_s);
        QVERIFY(!countersign->isVisible());
    }

    void anAmendmentBeginsWithTheSameTextInAWindowOfItsOwn()
    {
        Fixture f;
        f.send();
        f.sign(f.mara, u"Mara Lind"_s);
        QSignalSpy amended{f.editor, &ContractEditor::amended};
        f.part<QAction>(u"amend"_s)->trigger();
        QTRY_VERIFY(f.question());
        f.accept(f.question());
        QTRY_COMPARE(amended.size(), 1);
        QPointer<ContractEditor> window;
        for (QWidget* top : QApplication::topLevelWidgets()) {
            auto* one = qobject_cast<ContractEditor*>(top);
            if (one && one != f.editor)
                window = one;
        }
        QVERIFY(window);
        QCOMPARE(window->draft().work.terms.text, u"For {{client.name}}."_s);
        QCOMPARE(window->draft().work.signers.size(), 2U);
        delete window;
    }

    void voidingAsksAndEndsIt()
    {
        Fixture f;
        QVERIFY(!f.part<QAction>(u"void"_s)->isEnabled()); // a draft is nobody's yet
        f.send();
        f.part<QAction>(u"void"_s)->trigger();
        auto* dialog = f.editor->findChild<LineDialog*>();
        QVERIFY(dialog);
        dialog->findChild<QPushButton*>(u"accept"_s)->click();
        QTRY_COMPARE(f.stored().item.state, ItemState::Void);
        QTRY_COMPARE(f.part<QLabel>(u"state"_s)->text(), u"Void"_s);
    }

    void aContractBecomesATemplateWithoutItsSigners()
    {
        Fixture f;
        const QList<QAction*> actions = f.editor->findChildren<QAction*>();
        const auto save = std::find_if(actions.begin(), actions.end(), [](const QAction* action) {
            return action->text().contains(u"Template…"_s);
        });
        QVERIFY(save != actions.end());
        (*save)->trigger();
        auto* dialog = f.editor->findChild<LineDialog*>();
        dialog->findChild<QLineEdit*>()->setText(u"Weddings"_s);
        dialog->findChild<QPushButton*>(u"accept"_s)->click();
        const auto all = [&f] {
            return *f.database().read(
                [](const Snapshot& snapshot) { return contracts::templates(snapshot); });
        };
        QTRY_COMPARE(all().size(), 1U);
        QCOMPARE(all().front().name, u"Weddings"_s);
        QCOMPARE(all().front().terms.text, u"For {{client.name}}."_s);
    }

    void inANarrowWindowEverythingIsStillReached()
    {
        Fixture f;
        f.editor->resize(520, 600);
        auto* showSide = f.part<QToolButton>(u"showSide"_s);
        QTRY_VERIFY(f.writing()->isVisible() && !f.signers()->isVisible());
        showSide->setChecked(true);
        QTRY_VERIFY(!f.writing()->isVisible() && f.signers()->isVisible());
        QVERIFY(f.editor->width() <= 520);
    }
};

QTEST_MAIN(ContractEditorTest)
#include "contract_editor_test.moc"
