// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/random.h"
#include "app/items/evidence.h"
#include "app/items/files.h"
#include "app/items/shown_items.h"
#include "tests/app/jobs/job_fixture.h"

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

class FileFixture : public JobFixture
{
public:
    Result<ItemId> tryAdd(const QString& name, const QByteArray& bytes)
    {
        return database->write(Actor::studio(),
                               [&](Transaction& t) { return files::add(t, job, name, bytes); });
    }
    ItemId addFile(const QString& name = QStringLiteral("plan.pdf"),
                   const QByteArray& bytes = "%PDF-1.7 plan")
    {
        const auto id = tryAdd(name, bytes);
        if (!id)
            qFatal("%s", qPrintable(id.error().detail));
        return *id;
    }
    void share(ItemId id, ContactId with)
    {
        QVERIFY(change([&](Transaction& t) { return files::shareWith(t, id, with); }));
    }
    void unshare(ItemId id, ContactId from)
    {
        QVERIFY(change([&](Transaction& t) { return files::unshareFrom(t, id, from); }));
    }
    bool sees(ContactId contact, ItemId id) const
    {
        const QString uid = item(id).uid;
        const bool isFound = database
                                 ->read([&](const Snapshot& s) {
                                     return items::find(s, {contact, {}}, ItemKind::File, uid);
                                 })
                                 .has_value();
        const auto page = database->read([&](const Snapshot& s) {
            return items::newest(s, {contact, {}}, {}, 50);
        });
        const bool isListed = std::any_of(page->items.begin(), page->items.end(),
                                          [&](const items::ShownItem& one) { return one.item.id == id; });
        if (isFound != isListed)
            qFatal("a file is found and not listed, or listed and not found");
        return isFound;
    }

    JobId job = add(titled(QStringLiteral("Wedding"), {{mara, JobRole::Client}, {jonas, JobRole::Spouse}}));
};

} // namespace

class FilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theContentTellsTheType_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("type");
        const auto zip = [](const QByteArray& rest) {
            return QByteArray{"PK\x03\x04"} + QByteArray(26, '.') + rest;
        };
        QTest::newRow("PDF") << QByteArray{"%PDF-1.4"} << u"application/pdf"_s;
        QTest::newRow("PNG") << QByteArray{"\x89PNG\r\n\x1a\n...."} << u"image/png"_s;
        QTest::newRow("JPEG") << QByteArray{"\xff\xd8\xff\xe0"} << u"image/jpeg"_s;
        QTest::newRow("WebP") << QByteArray{"RIFF....WEBPVP8 "} << u"image/webp"_s;
        QTest::newRow("HEIC") << QByteArray{"....ftypheic"} << u"image/heic"_s;
        QTest::newRow("text") << QByteArray{"Grüße\n"} << u"text/plain"_s;
        QTest::newRow("HTML is text")
            << QByteArray{"<!doctype html><script>alert(1)</script>"} << u"text/plain"_s;
        QTest::newRow("SVG is text") << QByteArray{"<svg xmlns='http://www.w3.org/2000/svg'/>"}
                                     << u"text/plain"_s;
        QTest::newRow("Latin-1") << QByteArray{"Gr\xfc\xdf"
                                               "e"}
                                 << u"application/octet-stream"_s;
        QTest::newRow("zip") << zip("photo.jpg") << u"application/zip"_s;
        QTest::newRow("Word") << zip("[Content_Types].xml ... word/document.xml")
                              << u"application/vnd.openxmlformats-officedocument.wordprocessingml.document"_s;
        QTest::newRow("ODT") << zip("mimetypeapplication/vnd.oasis.opendocument.textPK")
                             << u"application/vnd.oasis.opendocument.text"_s;
        QTest::newRow("program") << QByteArray{"\x7f"
                                               "ELF\x02\x01",
                                               6}
                                 << u"application/octet-stream"_s;
    }
    void theContentTellsTheType()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, type);
        QCOMPARE(files::mediaTypeOf(bytes), type);
    }

    void aFileIsKeptAsItIs()
    {
        FileFixture studio;
        QByteArray bytes{"\x00\xff\x00nothing in particular", 25};
        const ItemId id = studio.addFile(u"C:\\Users\\x\\..\\seating: plan?.bin"_s, bytes);
        QCOMPARE(studio.item(id).title, u"seating- plan-.bin"_s);
        QCOMPARE(studio.item(id).kind, ItemKind::File);
        const auto facts =
            studio.database->read([&](const Snapshot& s) { return files::factsOfJob(s, studio.job); });
        QCOMPARE(facts->size(), 1u);
        QCOMPARE(facts->at(id),
                 (files::FileFacts{u"application/octet-stream"_s, bytes.size(), sha256(bytes)}));
        QCOMPARE(*studio.database->read([&](const Snapshot& s) { return files::read(s, id); }), bytes);
    }

    void aLongNameKeepsItsEnding()
    {
        FileFixture studio;
        const QString name = studio.item(studio.addFile(QString{300, u'ä'} + u".pdf"_s)).title;
        QCOMPARE(name.size(), 200);
        QVERIFY(name.endsWith(u"ä.pdf"_s));
    }

    void whatCannotBeKeptIsRefusedInOneSentence()
    {
        FileFixture studio;
        const auto tooLarge = studio.tryAdd(u"film.mov"_s, QByteArray{files::largestBytes + 1, 'x'});
        QCOMPARE(tooLarge.error().fault, Fault::Invalid);
        QVERIFY(tooLarge.error().detail.contains(u"33 MiB"_s) &&
                tooLarge.error().detail.contains(u"at most 32"_s));
        QCOMPARE(studio.tryAdd(u"nothing.txt"_s, {}).error().fault, Fault::Invalid);
        QCOMPARE(studio.tryAdd(u"../"_s, "x").error().fault, Fault::Invalid);
        QVERIFY(studio.tryAdd(u"film.mov"_s, QByteArray{files::largestBytes, 'x'}));
        const auto all =
            studio.database->read([&](const Snapshot& s) { return items::ofJob(s, studio.job); });
        QCOMPARE(all->size(), 1u); // a refused one leaves nothing behind
    }

    /// S33
    void nobodySeesAFileBeforeItIsShared()
    {
        FileFixture studio;
        const ItemId id = studio.addFile();
        QVERIFY(!studio.sees(studio.mara, id) && !studio.sees(studio.jonas, id));
        QCOMPARE(studio.item(id).state, ItemState::Draft);
    }

    /// S33, S32
    void aFileIsSharedOneByOne()
    {
        FileFixture studio;
        const ItemId id = studio.addFile();
        studio.share(id, studio.mara);
        QVERIFY(studio.sees(studio.mara, id));
        QVERIFY(!studio.sees(studio.jonas, id));
        QCOMPARE(studio.item(id).state, ItemState::Sent);
        QCOMPARE(studio.item(id).sentAt, std::optional{studio.now});
        studio.now += std::chrono::hours{1};
        studio.share(id, studio.jonas);
        QVERIFY(studio.sees(studio.mara, id) && studio.sees(studio.jonas, id));
        studio.unshare(id, studio.mara);
        QVERIFY(!studio.sees(studio.mara, id));
        QVERIFY(studio.sees(studio.jonas, id));
        QCOMPARE(studio.item(id).state, ItemState::Sent);
        studio.unshare(id, studio.jonas);
        QVERIFY(!studio.sees(studio.jonas, id));
        QCOMPARE(studio.item(id).state, ItemState::Draft);
        QVERIFY(!studio.item(id).sentAt);
        studio.share(id, studio.jonas); // and again
        QVERIFY(studio.sees(studio.jonas, id));
    }

    /// D2
    void theEvidenceSaysWhatWasSharedWithWhom()
    {
        FileFixture studio;
        const ItemId id = studio.addFile();
        studio.share(id, studio.mara);
        studio.share(id, studio.mara); // twice is once
        studio.unshare(id, studio.mara);
        studio.unshare(id, studio.mara);
        QStringList events;
        const auto rows = studio.database->read([&](const Snapshot& s) { return evidence::of(s, id); });
        for (const evidence::Row& row : *rows)
            events.append(row.event.event);
        QCOMPARE(events, (QStringList{u"created"_s, u"uploaded"_s, u"shared"_s, u"unshared"_s}));
        QCOMPARE(rows->at(2).event.detail.value(u"with"_s).toInteger(), studio.mara.row());
        const auto report = studio.database->read([](const Snapshot& s) { return evidence::verify(s); });
        QVERIFY(!report->firstBadRow && !report->cutItem);
    }

    void onlyPeopleCanBeSharedWith()
    {
        FileFixture studio;
        const ItemId id = studio.addFile();
        ContactDetails venue;
        venue.kind = ContactKind::Location;
        venue.displayName = u"Barn"_s;
        const ContactId barn = studio.StudioFixture::add(venue);
        const auto shared = studio.change([&](Transaction& t) { return files::shareWith(t, id, barn); });
        QCOMPARE(shared.error().fault, Fault::Invalid);
        QCOMPARE(studio.item(id).state, ItemState::Draft);
        const ItemId order = studio.addSent(studio.job, ItemKind::Order, u"Album"_s, {studio.mara});
        QCOMPARE(studio.change([&](Transaction& t) { return files::shareWith(t, order, studio.jonas); })
                     .error()
                     .fault,
                 Fault::Invalid);
    }

    void aSharedFileInTheBinIsSeenByNobodyAndComesBackAsItWas()
    {
        FileFixture studio;
        const ItemId id = studio.addFile();
        studio.share(id, studio.mara);
        QVERIFY(studio.change([&](Transaction& t) { return items::moveToBin(t, id); }));
        QVERIFY(!studio.sees(studio.mara, id));
        QCOMPARE(studio.change([&](Transaction& t) { return files::shareWith(t, id, studio.jonas); })
                     .error()
                     .fault,
                 Fault::Conflict);
        QVERIFY(studio.change([&](Transaction& t) { return items::restore(t, id); }));
        QVERIFY(studio.sees(studio.mara, id));
        QVERIFY(!studio.sees(studio.jonas, id));
    }

    void aRenamedFileKeepsItsBytes()
    {
        FileFixture studio;
        const ItemId id = studio.addFile();
        QVERIFY(studio.change([&](Transaction& t) { return files::rename(t, id, u"a/b/timeline.pdf"_s); }));
        QCOMPARE(studio.item(id).title, u"timeline.pdf"_s);
        QCOMPARE(studio.change([&](Transaction& t) { return files::rename(t, id, u" / "_s); }).error().fault,
                 Fault::Invalid);
        QVERIFY(studio.database->read([&](const Snapshot& s) { return files::read(s, id); }));
    }

    /// D1 in spirit: bytes that changed behind Foyer's back are not handed out.
    void aFlippedByteIsFound()
    {
        FileFixture studio;
        const ItemId id = studio.addFile();
        QVERIFY(studio.change([&](Transaction& t) {
            t.declareHousekeeping();
            return t.query(u"UPDATE file SET bytes = :bytes WHERE item_id = :id"_s)
                .bind(":bytes"_L1, QByteArray{"%PDF-1.7 plot"})
                .bind(":id"_L1, id.row())
                .run();
        }));
        const auto bytes = studio.database->read([&](const Snapshot& s) { return files::read(s, id); });
        QVERIFY(!bytes);
        QCOMPARE(bytes.error().fault, Fault::Storage);
    }
};

QTEST_GUILESS_MAIN(FilesTest)
#include "files_test.moc"
