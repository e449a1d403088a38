// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/studio.h"
#include "ui/outbox/mail_model.h"
#include "ui/outbox/outbox_page.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>

using namespace foyer;
using namespace Qt::StringLiterals;

class OutboxTest : public QObject
{
    Q_OBJECT

private:
    struct Fixture
    {
        QTemporaryDir home;
        std::unique_ptr<Database> database = *openStudio(home.filePath(u"studio.foyer"_s), StartWith::New);
        OutboxPage page{*database, [] { return u"http://127.0.0.1:8080"_s; }};
        QTableView* list = page.findChild<QTableView*>();

        Fixture() { page.show(); }
        void invite(const QString& name)
        {
            const auto queued = database->write(Actor::studio(), [&](Transaction& t) -> Result<MailId> {
                ContactDetails details;
                details.displayName = name;
                details.emails = {{u"someone@example.com"_s, {}}};
                const auto contact = contacts::add(t, brands::all(t)->front().id, details);
                if (!contact)
                    return fail(contact.error());
                return mail::queueInvite(t, *contact);
            });
            Q_ASSERT(queued);
        }
    };

private Q_SLOTS:
    void anEmptyOutboxSaysWhatItIsFor()
    {
        Fixture f;
        QVERIFY(!f.list->isVisible());
        QVERIFY(f.page.findChild<QLabel*>(u"noMailAccount"_s)->isVisible());
    }

    void aQueuedMailAppearsAtOnceAndReadsAsItsRecipientReadsIt()
    {
        Fixture f;
        f.invite(u"Mara Lind"_s);
        QTRY_COMPARE(f.list->model()->rowCount(), 1);
        QTRY_VERIFY(f.list->isVisible());
        QCOMPARE(f.list->model()->index(0, MailModel::State).data().toString(), u"Waiting"_s);
        const QString text = f.page.findChild<QTextBrowser*>()->toHtml();
        QVERIFY2(text.contains(u"http://127.0.0.1:8080/"_s), qPrintable(text));
        QVERIFY(!text.contains(u"{{"_s));
    }

    void aWaitingMailCanBeCancelledOnce()
    {
        Fixture f;
        f.invite(u"Mara Lind"_s);
        QTRY_COMPARE(f.list->model()->rowCount(), 1);
        auto* cancel = f.page.findChild<QPushButton*>();
        QTRY_VERIFY(cancel->isEnabled());
        QTest::mouseClick(cancel, Qt::LeftButton);
        QTRY_COMPARE(f.list->model()->index(0, MailModel::State).data().toString(), u"Cancelled"_s);
        QVERIFY(!cancel->isEnabled());
    }

    void theSelectedMailStaysSelectedWhenOthersCome()
    {
        Fixture f;
        f.invite(u"Mara Lind"_s);
        QTRY_COMPARE(f.list->model()->rowCount(), 1);
        f.invite(u"Jonas Lind"_s);
        QTRY_COMPARE(f.list->model()->rowCount(), 2);
        QVERIFY(f.list->currentIndex()
                    .siblingAtColumn(MailModel::Recipient)
                    .data()
                    .toString()
                    .contains(u"Mara"_s));
    }

    void theModelIsSound()
    {
        Fixture f;
        const QAbstractItemModelTester tester{f.list->model(),
                                              QAbstractItemModelTester::FailureReportingMode::Fatal};
        f.invite(u"Mara Lind"_s);
        QTRY_COMPARE(f.list->model()->rowCount(), 1);
        for (int column = 0; column < MailModel::ColumnCount; ++column)
            QVERIFY(!f.list->model()->headerData(column, Qt::Horizontal).toString().isEmpty());
    }
};

QTEST_MAIN(OutboxTest)
#include "outbox_test.moc"
