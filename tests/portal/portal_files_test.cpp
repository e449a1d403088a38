// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/files.h"
#include "app/items/item_store.h"
#include "app/jobs/job_store.h"
#include "tests/portal/portal_fixture.h"

#include <QUuid>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

class FilesPortal : public PortalFixture
{
public:
    ItemId addFile(const QString& name, const QByteArray& bytes)
    {
        return *database->write(Actor::studio(),
                                [&](Transaction& t) { return files::add(t, job, name, bytes); });
    }
    void share(ItemId id, ContactId with)
    {
        QVERIFY(change([&](Transaction& t) { return files::shareWith(t, id, with); }));
    }
    QString address(ItemId id)
    {
        return u"/my-studio/files/"_s +
               database->read([&](const Snapshot& s) { return items::find(s, id); })->uid;
    }

    ContactId ben =
        addPerson(QStringLiteral("Ben"), QStringLiteral("Anders"), QStringLiteral("ana@example.com"));
    JobId job = *database->write(Actor::studio(), [this](Transaction& t) {
        JobDetails details;
        details.title = QStringLiteral("Wedding");
        details.people = {{ana, JobRole::Client}, {ben, JobRole::Spouse}};
        return jobs::add(t, brandId, details);
    });
};

} // namespace

class PortalFilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// S33
    void aSharedFileIsSavedUnderItsName()
    {
        FilesPortal portal;
        const QByteArray bytes = QByteArray{"%PDF-1.7\n\0\xff", 11} + QByteArray(100'000, 'x');
        const ItemId id = portal.addFile(u"Zeitplan „Müller“ 100%.pdf"_s, bytes);
        portal.share(id, portal.ana);
        Browser ana = portal.atHome(portal.ana);
        ana.getOnly(portal.address(id));
        QCOMPARE(ana.status(), 200);
        QCOMPARE(ana.html(), bytes);
        const QByteArray disposition = ana.header("content-disposition");
        QVERIFY(disposition.startsWith("attachment; filename=\"Zeitplan _M_ller_ 100_.pdf\""));
        QVERIFY(
            disposition.endsWith("filename*=UTF-8''Zeitplan%20%E2%80%9EM%C3%BCller%E2%80%9C%20100%25.pdf"));
        QCOMPARE(ana.header("x-content-type-options"), QByteArray{"nosniff"});
        QVERIFY(ana.header("cache-control").contains("no-store")); // S32: no cached page
    }

    /// P14: what a browser would run is a file to be saved, too.
    void markupIsNeverShownAsAPage()
    {
        FilesPortal portal;
        const ItemId id = portal.addFile(u"x\"; filename=y.html"_s, "<script>alert(1)</script>");
        portal.share(id, portal.ana);
        Browser ana = portal.atHome(portal.ana);
        ana.getOnly(portal.address(id));
        QVERIFY(
            ana.header("content-disposition").startsWith("attachment; filename=\"x-; filename=y.html\";"));
        QCOMPARE(ana.header("content-disposition").count('\n'), 0);
    }

    /// S27, S32, S33, P1: the same bytes as for an address that never was.
    void whatIsNotSharedWithThisPersonIsNotThere()
    {
        FilesPortal portal;
        const ItemId mine = portal.addFile(u"plan.txt"_s, "plan");
        const ItemId unshared = portal.addFile(u"draft.txt"_s, "draft");
        portal.share(mine, portal.ana);
        Browser ben = portal.atHome(portal.ben);
        ben.getOnly(u"/my-studio/files/"_s + QUuid::createUuid().toString(QUuid::WithoutBraces));
        const int status = ben.status();
        const QByteArray nothing = ben.html();
        QCOMPARE(status, 404);
        for (const ItemId id : {mine, unshared}) {
            ben.getOnly(portal.address(id));
            QCOMPARE(ben.status(), 404);
            QCOMPARE(ben.html(), nothing);
            QCOMPARE(ben.header("content-disposition"), QByteArray{});
        }
        Browser nobody = portal.browser();
        nobody.getOnly(portal.address(mine));
        QCOMPARE(nobody.status(), 303); // to the login page
    }

    /// S33
    void takenBackOrDeletedItAnswersAsIfItHadNeverBeen()
    {
        FilesPortal portal;
        const ItemId id = portal.addFile(u"plan.txt"_s, "plan");
        portal.share(id, portal.ana);
        Browser ana = portal.atHome(portal.ana);
        ana.getOnly(u"/my-studio/files/"_s + QUuid::createUuid().toString(QUuid::WithoutBraces));
        const QByteArray nothing = ana.html();
        ana.getOnly(portal.address(id));
        QCOMPARE(ana.html(), QByteArray{"plan"});
        QVERIFY(portal.change([&](Transaction& t) { return files::unshareFrom(t, id, portal.ana); }));
        ana.getOnly(portal.address(id));
        QCOMPARE(ana.status(), 404);
        QCOMPARE(ana.html(), nothing);
        portal.share(id, portal.ana);
        QVERIFY(portal.change([&](Transaction& t) { return items::moveToBin(t, id); }));
        ana.getOnly(portal.address(id));
        QCOMPARE(ana.html(), nothing);
    }

    /// P1: another kind's address finds no file, and a file's address nothing else.
    void addressesAreOfOneKind()
    {
        FilesPortal portal;
        const ItemId order = *portal.database->write(Actor::studio(), [&](Transaction& t) -> Result<ItemId> {
            const auto id = items::add(t, {.kind = ItemKind::Order,
                                           .job = portal.job,
                                           .title = u"Album"_s,
                                           .content = {},
                                           .recipients = {portal.ana}});
            const auto frozen = items::freeze(t, *id, {"{}", {}}, ToDo::None);
            return frozen ? id : fail(frozen.error());
        });
        Browser ana = portal.atHome(portal.ana);
        ana.getOnly(portal.address(order));
        QCOMPARE(ana.status(), 404);
    }

    /// P16
    void aFileTakesFewStatements()
    {
        FilesPortal portal;
        const ItemId id = portal.addFile(u"plan.txt"_s, "plan");
        portal.share(id, portal.ana);
        Browser ana = portal.atHome(portal.ana);
        const QString address = portal.address(id);
        ana.getOnly(address); // what a thread learns once, it knows
        const qint64 before = portal.database->statementsReadHere();
        ana.getOnly(address);
        QCOMPARE(ana.status(), 200);
        const qint64 statements = portal.database->statementsReadHere() - before;
        QVERIFY2(statements <= 10, qPrintable(QString::number(statements)));
    }
};

QTEST_GUILESS_MAIN(PortalFilesTest)
#include "portal_files_test.moc"
