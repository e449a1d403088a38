// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contracts/contract_pdf.h"
#include "app/contracts/contract_store.h"
#include "app/contracts/sealing.h"
#include "app/contracts/signing.h"
#include "app/orders/order_pdf.h"
#include "tests/app/orders/order_fixture.h"
#include "tests/portal/portal_fixture.h"
#include "ui/common/item_pdf.h"
#include "ui/contracts/contract_editor.h"
#include "ui/orders/order_editor.h"

#include <QAction>
#include <QDesktopServices>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

/// The program this desktop reads PDFs with.
class Viewer : public QObject
{
    Q_OBJECT

public:
    Viewer() { QDesktopServices::setUrlHandler(u"file"_s, this, "look"); }
    ~Viewer() override { QDesktopServices::unsetUrlHandler(u"file"_s); }

    QString name;
    QByteArray bytes;

public Q_SLOTS:
    void look(const QUrl& url)
    {
        QFile file{url.toLocalFile()};
        name = QFileInfo{file}.fileName();
        bytes = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
    }
};

struct Desk : PortalFixture
{
    OrderDesk desk{*this};

    ItemId sentOrder()
    {
        OrderContent content = someOrder();
        content.number = u"2027-0007"_s;
        const ItemId id = desk.add(content, {ana});
        const orders::Prepared prepared = desk.prepare(id);
        const QByteArray pdf = must(orders::pdfOf(prepared));
        must(
            database->write(Actor::studio(), [&](Transaction& t) { return orders::send(t, prepared, pdf); }));
        return id;
    }
    ItemId sentContract()
    {
        contracts::NewContract made{desk.job, u"Agreement: a day"_s};
        made.work.terms.text = u"We agree."_s;
        made.work.signers = {{ana, u"Client"_s}};
        const ItemId id =
            must(database->write(Actor::studio(), [&](Transaction& t) { return contracts::add(t, made); }));
        must(database->write(Actor::studio(), [&](Transaction& t) -> Result<VersionId> {
            const auto prepared = contracts::prepare(t, id);
            return prepared ? contracts::send(t, *prepared, "%PDF-1.7 as it was sent")
                            : fail(prepared.error());
        }));
        return id;
    }
    Item item(ItemId id)
    {
        return must(database->read([&](const Snapshot& s) { return items::find(s, id); }));
    }
    /// What the client is served.
    QByteArray served(const QString& place, ItemId id)
    {
        if (!m_client)
            m_client.emplace(atHome(ana));
        m_client->get(u"/my-studio/%1/%2"_s.arg(place, item(id).uid));
        if (m_client->status() != 200)
            qFatal("%d", m_client->status());
        return m_client->html();
    }
    QByteArray kept(ItemId id)
    {
        return must(database->read([&](const Snapshot& s) { return item_pdf::read(s, item(id)); }));
    }

private:
    std::optional<Browser> m_client;
};

} // namespace

class ItemPdfTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void s3_theStudioOpensAndSavesTheBytesTheClientOfAnOrderGets()
    {
        Desk desk;
        Viewer viewer;
        const ItemId id = desk.sentOrder();
        const QByteArray served = desk.served(u"orders-pdf"_s, id);
        QVERIFY(served.startsWith("%PDF-"));
        QVERIFY(served.size() > 2'000); // a page, not a stand-in
        auto* editor = new OrderEditor{*desk.database, id};
        editor->show();
        editor->findChild<QAction*>(u"openPdf"_s)->trigger();
        QCOMPARE(viewer.bytes, served);
        QCOMPARE(viewer.name, u"2027-0007 Wedding at the lake.pdf"_s);

        editor->findChild<QAction*>(u"savePdf"_s)->trigger();
        auto* dialog = editor->findChild<QFileDialog*>(u"savePdfDialog"_s);
        QVERIFY(dialog);
        QTemporaryDir folder;
        const QString path = folder.filePath(u"order.pdf"_s);
        Q_EMIT dialog->fileSelected(path);
        QFile saved{path};
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QCOMPARE(saved.readAll(), served);
        delete editor;
    }

    void s3_ofAContractItIsTheSentOneAndThenTheSealedOne()
    {
        Desk desk;
        Viewer viewer;
        const ItemId id = desk.sentContract();
        auto* editor = new ContractEditor{*desk.database, id};
        editor->findChild<QAction*>(u"openPdf"_s)->trigger();
        QCOMPARE(viewer.bytes, QByteArray{"%PDF-1.7 as it was sent"});
        QCOMPARE(viewer.bytes, desk.served(u"contracts-pdf"_s, id));
        QCOMPARE(viewer.name, u"Agreement- a day.pdf"_s);

        const Item item = desk.item(id);
        const auto sent =
            must(desk.database->read([&](const Snapshot& s) { return contracts::showSent(s, item); }));
        const contracts::Signing signing{{sent.version, sent.sha256, desk.database->now()},
                                         contracts::consentHash(sent.contract),
                                         u"Ana Anders"_s,
                                         {},
                                         {}};
        must(desk.database->write(Actor::client(desk.ana, u"192.0.2.7"_s), [&](Transaction& t) {
            return contracts::sign(t, items::Viewer{desk.ana, {}}, item.uid, signing,
                                   {u"192.0.2.7"_s, u"Test"_s, 1});
        }));
        QVERIFY(must(contracts::seal(*desk.database, id)));
        Brand brand =
            must(desk.database->read([&](const Snapshot& s) { return brands::find(s, desk.brandId); }));
        brand.details.showsHistory = true; // the client goes on finding it
        must(desk.change([&](Transaction& t) { return brands::save(t, brand); }));
        const QByteArray sealed = desk.served(u"contracts-pdf"_s, id);
        QVERIFY(sealed.size() > 2'000);
        QCOMPARE(desk.kept(id), sealed);
        editor->findChild<QAction*>(u"openPdf"_s)->trigger();
        QCOMPARE(viewer.bytes, sealed);
        delete editor;
    }

    void aDraftHasNone()
    {
        Desk desk;
        const ItemId id = desk.desk.add(someOrder(), {desk.ana});
        QVERIFY(!item_pdf::mayHave(desk.item(id)));
        const auto read =
            desk.database->read([&](const Snapshot& s) { return item_pdf::read(s, desk.item(id)); });
        QVERIFY(!read);
        QCOMPARE(read.error().fault, Fault::NotFound);
        OrderEditor editor{*desk.database, id};
        QVERIFY(!editor.findChild<QAction*>(u"openPdf"_s)->isEnabled());
        QVERIFY(!editor.findChild<QAction*>(u"savePdf"_s)->isEnabled());
    }

    void aViewerThatIsNotThereIsSaidSo()
    {
        Desk desk;
        const ItemId id = desk.desk.sent(someOrder(), {desk.ana});
        must(desk.change([&](Transaction& t) { return orders::voidOrder(t, id); }));
        QString said;
        Viewer viewer; // a void order still has the paper that was sent
        item_pdf::open(*desk.database, desk.item(id), [&](const QString& sentence) { said = sentence; });
        QCOMPARE(viewer.bytes, QByteArray{"%PDF-1.7 stands for the paper"});
        QCOMPARE(said, QString{});
        Item stranger = desk.item(id);
        stranger.current = VersionId{4711};
        item_pdf::open(*desk.database, stranger, [&](const QString& sentence) { said = sentence; });
        QVERIFY(said.contains(stranger.title));
    }
};

QTEST_MAIN(ItemPdfTest)
#include "item_pdf_test.moc"
