// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gallery/gallery.h"
#include "app/invoices/invoice_store.h"
#include "app/questionnaires/questionnaire_store.h"
#include "tests/app/automations/rehearsal_fixture.h"

namespace foyer::test {

using namespace Qt::StringLiterals;
using automations::StepState;

/// The rehearsal of each automation of the Template Gallery equals what then really happens.
class GalleryRehearsalTest : public QObject
{
    Q_OBJECT

private:
    class Studio : public RehearsalFixture
    {
    public:
        Studio()
        {
            must(change([&](Transaction& t) -> Result<void> {
                auto own = brands::find(t, brand());
                own->details.name = u"Harbour & Heron"_s;
                own->details.email = u"hello@harbourheron.example"_s;
                own->details.phone = u"+44 20 7946 0100"_s;
                own->details.website = u"https://harbourheron.example"_s;
                return brands::save(t, *own);
            }));
        }
        /// What there must be before its trigger can come.
        void prepareFor(const AutomationContent& content)
        {
            const Trigger& trigger = content.trigger;
            if (trigger.kind == Trigger::Kind::DayOfShoot)
                book();
            if (trigger.kind == Trigger::Kind::DayOfDue && trigger.document == ItemKind::Invoice)
                issueInvoice();
            if (trigger.kind == Trigger::Kind::DayOfDue && trigger.document == ItemKind::Questionnaire)
                sendQuestionnaire();
            tick();
        }
        AutomationId installed(const QString& key)
        {
            return AutomationId{must(write([&](Transaction& t) { return gallery::install(t, key); }))};
        }

    private:
        void issueInvoice()
        {
            InvoiceContent invoice;
            invoice.goods.title = u"Wedding coverage"_s;
            OrderLine line;
            line.title = u"Coverage"_s;
            line.unitPrice = 100'000;
            invoice.goods.lines = {line};
            const ItemId id = must(write([&](Transaction& t) {
                return invoices::add(t, {job, {}, invoice, {ada, ben}});
            }));
            const auto prepared = must(read([&](const Snapshot& s) { return invoices::prepare(s, id); }));
            must(write([&](Transaction& t) { return invoices::issue(t, prepared, "%PDF-1.7 invoice"); }));
        }
        void sendQuestionnaire()
        {
            Questionnaire::Question one;
            one.id = u"place"_s;
            one.label = u"Where do we meet?"_s;
            Questionnaire questions;
            questions.questions = {one};
            questionnaires::NewQuestionnaire made{job,       {},         u"About the day"_s,
                                                  questions, {ada, ben}, automations::dayOf(now).addDays(20)};
            const ItemId id = must(write([&](Transaction& t) { return questionnaires::add(t, made); }));
            must(write(
                [&](Transaction& t) { return questionnaires::send(t, id, items::find(t, id)->version); }));
        }
    };

private Q_SLOTS:
    void equalsWhatThenHappens_data();
    void equalsWhatThenHappens();
};

void GalleryRehearsalTest::equalsWhatThenHappens_data()
{
    QTest::addColumn<QString>("key");
    int count = 0;
    for (const gallery::Entry& entry : gallery::entries()) {
        if (entry.kind != gallery::Kind::Automation)
            continue;
        QTest::newRow(qPrintable(entry.key)) << entry.key;
        ++count;
    }
    QVERIFY(count >= 6);
}

void GalleryRehearsalTest::equalsWhatThenHappens()
{
    QFETCH(QString, key);
    Studio studio;
    const AutomationId id = studio.installed(key);
    const Automation made =
        studio.must(studio.read([&](const Snapshot& s) { return automations::find(s, id); }));
    QVERIFY(!made.onSince);
    studio.prepareFor(made.content);
    const auto before = studio.dumped();
    const auto rehearsed = studio.rehearsed(made.content);
    QVERIFY2(rehearsed.has_value(), rehearsed ? "" : qPrintable(rehearsed.error().detail));
    QCOMPARE(studio.dumped(), before);
    QCOMPARE(rehearsed->note, QString{});
    QVERIFY(!rehearsed->steps.empty());
    for (const auto& step : rehearsed->steps)
        QVERIFY2(step.state == StepState::Done || step.state == StepState::Asking,
                 qPrintable(Studio::textOf(step)));

    studio.must(studio.change([&](Transaction& t) { return automations::switchOn(t, id); }));
    studio.cause(made.content.trigger);
    const auto lived = studio.livedThrough(id);
    QCOMPARE(rehearsed->steps.size(), lived.size());
    for (std::size_t i = 0; i < lived.size(); ++i) {
        QCOMPARE(Studio::textOf(rehearsed->steps[i]), Studio::textOf(lived[i]));
        QCOMPARE(rehearsed->steps[i].text, lived[i].text);
        QCOMPARE(rehearsed->steps[i].html, lived[i].html);
        QVERIFY(rehearsed->steps[i] == lived[i]);
    }
}

} // namespace foyer::test

QTEST_GUILESS_MAIN(foyer::test::GalleryRehearsalTest)
#include "gallery_rehearsal_test.moc"
