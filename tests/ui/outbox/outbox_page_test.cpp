// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/mail_account.h"
#include "app/mail/outbox_list.h"
#include "app/mail/tokens.h"
#include "app/portal_access/account_store.h"
#include "tests/ui/address_book/studio_fixture.h"
#include "ui/outbox/mail_edit_dialog.h"
#include "ui/outbox/mail_handover.h"
#include "ui/outbox/mail_model.h"
#include "ui/outbox/mail_reader.h"
#include "ui/outbox/outbox_page.h"
#include "ui/writing/writing_edit.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QComboBox>
#include <QDesktopServices>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTextBrowser>
#include <QToolButton>

using namespace foyer;
using namespace Qt::StringLiterals;
using mail::MailState;

namespace {

struct Fixture : StudioFixture
{
    OutboxPage page{database()};
    QTableView* list = page.findChild<QTableView*>(u"mails"_s);

    Fixture()
    {
        page.resize(1000, 760);
        page.show();
    }
    MailId queue(const mail::Letter& letter)
    {
        return *database().write(Actor::studio(), [&](Transaction& t) { return mail::enqueue(t, letter); });
    }
    mail::Letter letterTo(ContactId contact, const QString& name, const QString& subject = u"Hello"_s) const
    {
        return {u"notice"_s, contact, brand(), name, u"someone@example.com"_s, subject, u"Some words.\n"_s};
    }
    MailId invite(ContactId contact)
    {
        return *database().write(Actor::studio(),
                                 [&](Transaction& t) { return mail::queueInvite(t, contact); });
    }
    MailId someMail(const QString& subject = u"Hello"_s)
    {
        return queue(
            letterTo(addPerson(u"Mara"_s, u"Lind"_s, u"mara@example.com"_s), u"Mara Lind"_s, subject));
    }
    mail::Mail stored(MailId id)
    {
        return *database().read([&](const Snapshot& snapshot) { return mail::find(snapshot, id); });
    }
    /// As a courier leaves a mail behind.
    void leave(MailId id, const QString& state, const QString& serverWords = {})
    {
        change([&](Transaction& t) -> Result<void> {
            t.declareHousekeeping();
            t.touch(Entity::Mail, id.row());
            return t
                .query(
                    u"UPDATE mail SET state = :state, server_words = :words, attempts = 1 WHERE id = :id"_s)
                .bind(":state"_L1, state)
                .bind(":words"_L1, serverWords)
                .bind(":id"_L1, id.row())
                .run();
        });
    }
    void giveAccount()
    {
        change([&](Transaction& t) -> Result<void> {
            auto account = mail::account(t, brand());
            account->details.fromAddress = u"studio@example.com"_s;
            account->details.server = MailServer{u"localhost"_s, 2525, MailSecurity::None, {}};
            return mail::saveAccount(t, *account);
        });
    }
    QAction* act(const QString& name) { return page.findChild<QAction*>(name); }
    QString advice() { return page.findChild<QLabel*>(u"advice"_s)->text(); }
    QPushButton* adviceButton() { return page.findChild<QPushButton*>(u"adviceButton"_s); }
    QString cell(int row, int column) { return list->model()->index(row, column).data().toString(); }
    QPushButton* toastButton() { return page.findChild<QPushButton*>(u"undo"_s); }
};

} // namespace

class OutboxPageTest : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    void takeAddress(const QUrl& url) { m_handedOver = url; }

private Q_SLOTS:
    void anEmptyOutboxSaysWhatItIsForAndHowMailsLeave()
    {
        Fixture f;
        QVERIFY(!f.list->isVisible());
        QVERIFY(f.page.findChild<QWidget*>(u"banner"_s)->isVisible());
        QSignalSpy wanted{&f.page, &OutboxPage::accountWanted};
        f.page.findChild<QPushButton*>(u"bannerButton"_s)->click();
        QCOMPARE(wanted.count(), 1);
        f.giveAccount();
        QTRY_VERIFY(!f.page.findChild<QWidget*>(u"banner"_s)->isVisible());
    }

    void aProblemOfTheAccountStandsAboveAllAndIsTriedAgain()
    {
        Fixture f;
        f.giveAccount();
        f.change([&](Transaction& t) {
            return mail::noteProblem(t, f.brand(), u"The server refuses the password."_s,
                                     t.now() + std::chrono::minutes{15});
        });
        auto* text = f.page.findChild<QLabel*>(u"bannerText"_s);
        QTRY_VERIFY(text->text().contains(u"refuses the password"_s));
        f.page.findChild<QPushButton*>(u"bannerButton"_s)->click();
        QTRY_VERIFY(!f.page.findChild<QWidget*>(u"banner"_s)->isVisible());
        const auto account =
            f.database().read([&](const Snapshot& snapshot) { return mail::account(snapshot, f.brand()); });
        QVERIFY(account->problem.isEmpty());
    }

    void aMailIsReadAsItsRecipientReadsItWithItsLinkMasked()
    {
        Fixture f;
        const ContactId mara = f.addPerson(u"Mara"_s, u"Lind"_s, u"mara@example.com"_s);
        f.invite(mara);
        QTRY_COMPARE(f.list->model()->rowCount(), 1);
        QTRY_VERIFY(f.list->isVisible());
        QCOMPARE(f.cell(0, MailModel::State), u"Waiting for an account"_s);
        const QString html = f.page.findChild<QTextBrowser*>()->toHtml();
        QVERIFY2(html.contains(u"https://portal.example.com/"_s), qPrintable(html));
        QVERIFY(html.contains(u"••••"_s));
        QVERIFY(!html.contains(u"{{"_s));
        auto* text = f.page.findChild<QPlainTextEdit*>(u"textPart"_s);
        QVERIFY(text->toPlainText().contains(u"••••"_s));
    }

    void stateStandsThereInWords()
    {
        Fixture f;
        f.giveAccount();
        const MailId failed = f.someMail(u"failed"_s);
        const MailId unknown = f.someMail(u"unknown"_s);
        const MailId sent = f.someMail(u"sent"_s);
        f.someMail(u"queued"_s);
        f.leave(failed, u"failed"_s, u"550 no such user"_s);
        f.leave(unknown, u"unknown"_s);
        f.leave(sent, u"sent"_s);
        QTRY_COMPARE(f.list->model()->rowCount(), 4);
        QTRY_COMPARE(f.cell(3, MailModel::State), u"Failed: 550 no such user"_s);
        QCOMPARE(f.cell(0, MailModel::State), u"Queued"_s);
        QCOMPARE(f.cell(1, MailModel::State), u"Sent"_s);
        QVERIFY(f.cell(2, MailModel::State).startsWith(u"Unknown"_s));
        QCOMPARE(f.page.note(), u"2, 1 failed"_s);
        f.list->selectRow(3);
        QVERIFY(f.advice().contains(u"550 no such user"_s));
        QCOMPARE(f.adviceButton()->text(), u"Edit…"_s);
        f.list->selectRow(1);
        for (const QString& name : {u"editMail"_s, u"sendMail"_s, u"holdMail"_s, u"cancelMail"_s})
            QVERIFY2(!f.act(name)->isEnabled(), qPrintable(name));
    }

    void aCancelledMailComesBackWithItsHour()
    {
        Fixture f;
        const MailId id = f.someMail();
        const Instant later = fromSeconds(4'000'000'000);
        f.change([&](Transaction& t) {
            return mail::edit(t, id, 1, {u"mara@example.com"_s, u"Hello"_s, u"Words"_s, later});
        });
        QTRY_VERIFY(f.cell(0, MailModel::State).startsWith(u"Leaves "_s));
        f.act(u"cancelMail"_s)->trigger();
        QTRY_COMPARE(f.cell(0, MailModel::State), u"Cancelled"_s);
        QVERIFY(!f.act(u"cancelMail"_s)->isEnabled());
        QTRY_VERIFY(f.toastButton()->isVisible());
        f.toastButton()->click();
        QTRY_COMPARE(f.stored(id).state, MailState::Waiting);
        QCOMPARE(f.stored(id).notBefore, later);
    }

    void aMailIsHeldBackAndSentAfterAll()
    {
        Fixture f;
        const MailId id = f.someMail();
        QTRY_COMPARE(f.list->model()->rowCount(), 1);
        f.act(u"holdMail"_s)->trigger();
        QTRY_VERIFY(f.cell(0, MailModel::State).startsWith(u"Held back: "_s));
        QCOMPARE(f.stored(id).state, MailState::Held);
        QVERIFY(f.advice().startsWith(u"Held back."_s));
        f.adviceButton()->click();
        QTRY_COMPARE(f.stored(id).state, MailState::Waiting);
        QVERIFY(f.stored(id).reason.isEmpty());
    }

    void whatCannotBeSentIsRefusedAndStaysTyped()
    {
        Fixture f;
        const MailId id = f.someMail();
        QTRY_COMPARE(f.list->model()->rowCount(), 1);
        f.act(u"editMail"_s)->trigger();
        auto* dialog = f.page.findChild<MailEditDialog*>();
        QVERIFY(dialog);
        auto* address = dialog->findChild<QLineEdit*>(u"mailAddress"_s);
        auto* save = dialog->findChild<QPushButton*>(u"saveMail"_s);
        address->setText(u"mara at example"_s);
        save->click();
        QCOMPARE(f.stored(id).toAddress, u"someone@example.com"_s);
        QVERIFY(dialog->isVisible());
        address->setText(u"mara.new@example.com"_s);
        auto* text = dialog->findChild<writing::WritingEdit*>();
        text->setText(u"Dear {{recipient.nobody}}"_s);
        save->click();
        auto* problem = dialog->findChild<QLabel*>(u"mailProblem"_s);
        QTRY_VERIFY2(problem->text().contains(u"recipient.nobody"_s), qPrintable(problem->text()));
        QCOMPARE(text->text(), u"Dear {{recipient.nobody}}"_s);
        text->setText(u"Dear Mara, {{recipient.portal_linked}}"_s);
        QTRY_VERIFY(save->isEnabled());
        save->click();
        // It would bring her own link to another mailbox: that is asked first.
        auto* box = dialog->findChild<QDialog*>(u"question"_s);
        QVERIFY(box);
        QCOMPARE(f.stored(id).toAddress, u"someone@example.com"_s);
        box->findChild<QPushButton*>(u"accept"_s)->click();
        QTRY_COMPARE(f.stored(id).toAddress, u"mara.new@example.com"_s);
        QCOMPARE(f.stored(id).body, u"Dear Mara, {{recipient.portal_linked}}"_s);
    }

    void twoWhoEditTheSameMailAreToldOfEachOther()
    {
        Fixture f;
        const MailId id = f.someMail();
        QTRY_COMPARE(f.list->model()->rowCount(), 1);
        f.act(u"editMail"_s)->trigger();
        auto* dialog = f.page.findChild<MailEditDialog*>();
        f.change([&](Transaction& t) {
            return mail::edit(t, id, 1, {u"mara@example.com"_s, u"Theirs"_s, u"Words"_s, std::nullopt});
        });
        auto* subject = dialog->findChild<QLineEdit*>(u"mailSubject"_s);
        subject->setText(u"Mine"_s);
        auto* save = dialog->findChild<QPushButton*>(u"saveMail"_s);
        save->click();
        auto* takeTheirs = dialog->findChild<QPushButton*>(u"takeTheirs"_s);
        QTRY_VERIFY(takeTheirs->isVisible());
        QCOMPARE(f.stored(id).subject, u"Theirs"_s);
        QCOMPARE(subject->text(), u"Mine"_s);
        save->click();
        QTRY_COMPARE(f.stored(id).subject, u"Mine"_s);
    }

    void whatLeftMeanwhileIsNotChanged()
    {
        Fixture f;
        const MailId id = f.someMail();
        QTRY_COMPARE(f.list->model()->rowCount(), 1);
        f.act(u"editMail"_s)->trigger();
        auto* dialog = f.page.findChild<MailEditDialog*>();
        f.leave(id, u"sent"_s);
        dialog->findChild<QLineEdit*>(u"mailSubject"_s)->setText(u"Too late"_s);
        auto* save = dialog->findChild<QPushButton*>(u"saveMail"_s);
        save->click();
        auto* problem = dialog->findChild<QLabel*>(u"mailProblem"_s);
        QTRY_VERIFY(problem->text().contains(u"left meanwhile"_s));
        QVERIFY(!save->isEnabled());
        QCOMPARE(f.stored(id).subject, u"Hello"_s);
    }

    void aDisabledPortalIsNamedAndCanBeEnabledHere()
    {
        Fixture f;
        const ContactId mara = f.addPerson(u"Mara"_s, u"Lind"_s, u"mara@example.com"_s);
        const MailId id = f.invite(mara);
        f.change([&](Transaction& t) { return portal_access::disable(t, mara); });
        f.page.reload();
        QTRY_VERIFY2(f.advice().contains(u"The portal of Mara Lind is disabled"_s), qPrintable(f.advice()));
        f.adviceButton()->click();
        const auto isDisabled = [&] {
            const auto account =
                f.database().read([&](const Snapshot& s) { return portal_access::account(s, mara); });
            return account->disabledAt.has_value();
        };
        QTRY_VERIFY(!isDisabled()); // it waited before, so its state says nothing
        QCOMPARE(f.stored(id).state, MailState::Waiting);
    }

    void mailsAreFoundByNameAddressSubjectAndShelf()
    {
        Fixture f;
        const ContactId ada = f.addPerson(u"Ada"_s, u"Öst"_s, u"ada@example.com"_s);
        f.queue(f.letterTo(ada, u"Ada Öst"_s, u"Your gallery"_s));
        const MailId other = f.someMail(u"Contract"_s);
        f.leave(other, u"failed"_s, u"550 no"_s);
        QTRY_COMPARE(f.list->model()->rowCount(), 2);
        auto* search = f.page.findChild<QLineEdit*>(u"mailSearch"_s);
        search->setText(u"ost GALLERY"_s);
        QTRY_COMPARE(f.list->model()->rowCount(), 1);
        QCOMPARE(f.cell(0, MailModel::Subject), u"Your gallery"_s);
        search->setText(u"nobody"_s);
        QTRY_COMPARE(f.list->model()->rowCount(), 0);
        QVERIFY(!f.list->isVisible());
        search->clear();
        QTRY_COMPARE(f.list->model()->rowCount(), 2);
        auto* shelf = f.page.findChild<QComboBox*>(u"mailShelf"_s);
        QCOMPARE(shelf->itemText(2), u"Held back or failed (1)"_s);
        shelf->setCurrentIndex(2);
        Q_EMIT shelf->activated(2);
        QCOMPARE(f.list->model()->rowCount(), 1);
        QCOMPARE(f.cell(0, MailModel::Subject), u"Contract"_s);
    }

    void theSelectedMailStaysSelectedWhileOthersComeAndGo()
    {
        Fixture f;
        const QAbstractItemModelTester tester{f.list->model(),
                                              QAbstractItemModelTester::FailureReportingMode::Fatal};
        const MailId first = f.someMail(u"first"_s);
        const MailId second = f.someMail(u"second"_s);
        QTRY_COMPARE(f.list->model()->rowCount(), 2);
        f.page.showMail(first);
        f.someMail(u"third"_s);
        QTRY_COMPARE(f.list->model()->rowCount(), 3);
        QCOMPARE(f.list->currentIndex().siblingAtColumn(MailModel::Subject).data().toString(), u"first"_s);
        auto* shelf = f.page.findChild<QComboBox*>(u"mailShelf"_s);
        shelf->setCurrentIndex(1);
        Q_EMIT shelf->activated(1);
        f.leave(second, u"sent"_s); // leaves this shelf from the middle
        QTRY_COMPARE(f.list->model()->rowCount(), 2);
        QCOMPARE(f.list->currentIndex().siblingAtColumn(MailModel::Subject).data().toString(), u"first"_s);
        for (int column = 0; column < MailModel::ColumnCount; ++column)
            QVERIFY(!f.list->model()->headerData(column, Qt::Horizontal).toString().isEmpty());
    }

    void tenThousandMailsStayFluent()
    {
        Fixture f;
        const ContactId mara = f.addPerson(u"Mara"_s, u"Lind"_s, u"mara@example.com"_s);
        f.change([&](Transaction& t) -> Result<void> {
            for (int i = 0; i < 10'000; ++i) {
                const auto queued = mail::enqueue(t, f.letterTo(mara, u"Mara Lind"_s, u"Mail %1"_s.arg(i)));
                if (!queued)
                    return fail(queued.error());
            }
            return {};
        });
        QTRY_COMPARE_WITH_TIMEOUT(f.list->model()->rowCount(), 10'000, 20'000);
        auto* model = static_cast<MailModel*>(f.list->model());
        QElapsedTimer clock;
        clock.start();
        constexpr int looks = 10;
        for (int i = 0; i < looks; ++i)
            model->refresh();
        qInfo("one look at 10,000 mails: %lld ms", clock.elapsed() / looks);
        QVERIFY2(clock.elapsed() / looks < 150, qPrintable(QString::number(clock.elapsed())));
        clock.restart();
        for (int row = 0; row < 10'000; row += 40) {
            f.list->scrollTo(model->index(row, 0));
            f.list->viewport()->repaint();
        }
        qInfo("250 screens: %lld ms", clock.elapsed());
        QVERIFY2(clock.elapsed() < 250 * 40, qPrintable(QString::number(clock.elapsed())));
    }

    void attachmentsAreListedAndSaved()
    {
        Fixture f;
        mail::Letter letter = f.letterTo(f.addPerson(u"Mara"_s, u"Lind"_s), u"Mara Lind"_s);
        letter.attachments = {{u"Angebot für Sie.pdf"_s, u"application/pdf"_s, "%PDF-1.7 bytes"}};
        f.queue(letter);
        QTRY_COMPARE(f.list->model()->rowCount(), 1);
        auto* files = f.page.findChild<QWidget*>(u"attachments"_s);
        QTRY_VERIFY(files->isVisible());
        auto* file = files->findChild<QToolButton*>();
        QVERIFY(file->text().startsWith(u"Angebot für Sie.pdf"_s));
        file->click();
        auto* dialog = f.page.findChild<QFileDialog*>(u"saveFileDialog"_s);
        QVERIFY(dialog);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"a.pdf"_s);
        Q_EMIT dialog->fileSelected(path);
        QFile saved{path};
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QCOMPARE(saved.readAll(), QByteArray{"%PDF-1.7 bytes"});
    }

    void aMailIsSavedAsAFileWithItsLinkMasked()
    {
        Fixture f;
        f.invite(f.addPerson(u"Mara"_s, u"Lind"_s, u"mara@example.com"_s));
        QTRY_COMPARE(f.list->model()->rowCount(), 1);
        f.act(u"saveEml"_s)->trigger();
        auto* dialog = f.page.findChild<QFileDialog*>(u"saveFileDialog"_s);
        QVERIFY(dialog);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"mail.eml"_s);
        Q_EMIT dialog->fileSelected(path);
        QFile saved{path};
        QVERIFY(saved.open(QIODevice::ReadOnly));
        const QByteArray eml = saved.readAll();
        QVERIFY(eml.contains("To: "));
        QVERIFY(eml.contains("multipart/alternative"));
        QVERIFY(!eml.contains("{{"));
    }

    void nobodyIsHandedALinkThatLeadsNowhere()
    {
        Fixture f;
        f.invite(f.addPerson(u"Mara"_s, u"Lind"_s, u"mara@example.com"_s));
        f.change([](Transaction& t) { return portal_access::setStudioAddress(t, {}); });
        QTRY_COMPARE(f.list->model()->rowCount(), 1);
        f.page.reload();
        QTRY_VERIFY2(f.advice().contains(u"has no address yet"_s), qPrintable(f.advice()));
        QVERIFY(!f.page.findChild<QPlainTextEdit*>(u"textPart"_s)->toPlainText().contains(u"127.0.0.1"_s));
        QSignalSpy said{f.page.findChild<MailReader*>(), &MailReader::said};
        f.act(u"handOver"_s)->trigger();
        QCOMPARE(said.count(), 1);
        QVERIFY(said[0][0].toString().contains(u"no address yet"_s));
        QVERIFY(!f.page.findChild<QDialog*>(u"question"_s));
    }

    void whatKeepsACourierFromSendingKeepsTheMailProgramToo()
    {
        Fixture f;
        const ContactId mara = f.addPerson(u"Mara"_s, u"Lind"_s, u"mara@example.com"_s);
        f.invite(mara);
        QTRY_COMPARE(f.list->model()->rowCount(), 1);
        f.change([&](Transaction& t) { return portal_access::disable(t, mara); });
        QSignalSpy said{f.page.findChild<MailReader*>(), &MailReader::said};
        f.act(u"handOver"_s)->trigger();
        QCOMPARE(said.count(), 1);
        QVERIFY2(said[0][0].toString().contains(u"disabled"_s), qPrintable(said[0][0].toString()));
        QVERIFY(!f.page.findChild<QDialog*>(u"question"_s));
    }

    void withoutAnAccountADesktopsOwnProgramTakesAMail()
    {
        Fixture f;
        f.invite(f.addPerson(u"Mara"_s, u"Lind"_s, u"mara@example.com"_s));
        QTRY_COMPARE(f.list->model()->rowCount(), 1);
        QDesktopServices::setUrlHandler(u"mailto"_s, this, "takeAddress");
        QVERIFY(f.act(u"handOver"_s)->isEnabled());
        f.act(u"handOver"_s)->trigger();
        auto* box = f.page.findChild<QDialog*>(u"question"_s);
        QVERIFY(box);
        box->findChild<QPushButton*>(u"accept"_s)->click();
        QTRY_VERIFY(m_handedOver.isValid());
        QDesktopServices::unsetUrlHandler(u"mailto"_s);
        QCOMPARE(m_handedOver.path(), u"mara@example.com"_s);
        const QString query = m_handedOver.query(QUrl::FullyDecoded);
        QVERIFY2(query.contains(u"https://portal.example.com/"_s), qPrintable(query));
        f.giveAccount();
        QTRY_VERIFY(!f.act(u"handOver"_s)->isEnabled());
    }

    void anAddressForAMailProgramCarriesNoHeaderOfItsOwn()
    {
        const auto url =
            mail_handover::addressFor(u"a&bcc=x@example.com"_s, u"Hi & bye?\r\nBcc: y"_s, u"1\n2"_s);
        QVERIFY(url);
        const QByteArray wire = url->toEncoded();
        QCOMPARE(wire.count('&'), 1);
        QVERIFY(wire.contains("body=1%0D%0A2"));
        QVERIFY(!mail_handover::addressFor(u"a@example.com"_s, u"x"_s, QString(40'000, u'x')));
    }

private:
    QUrl m_handedOver;
};

QTEST_MAIN(OutboxPageTest)
#include "outbox_page_test.moc"
