// SPDX-License-Identifier: GPL-3.0-or-later
// invoice_studio FILE: puts a couple into a studio, with one invoice for both in two parts, a bank account,
// a card account whose keys come by hand, and a third person with a paid one. Prints {"brand", "webhook",
// "uid", "first", "second", "third", "paid", "receipt"} for the browser tests.
#include "app/brands/billing.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/invoices/e_invoice/invoice_pdf.h"
#include "app/invoices/invoice_store.h"
#include "app/jobs/job_store.h"
#include "app/payments/card_desk.h"
#include "app/payments/ledger.h"
#include "app/studio.h"

#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

template <class T>
T must(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().detail));
    return std::move(*result);
}
void must(const Result<void>& result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().detail));
}

ContactId addPerson(Transaction& t, BrandId brand, const QString& given, const QString& email)
{
    ContactDetails details;
    details.givenName = given;
    details.familyName = u"Example"_s;
    details.emails = {{email, {}}};
    return must(contacts::add(t, brand, details));
}

/// 1,190.00 with tax: 300.00 in two weeks, the rest in six.
InvoiceContent wedding()
{
    InvoiceContent content;
    content.goods.title = u"A wedding at the lake"_s;
    OrderLine line;
    line.title = u"Coverage of the day"_s;
    line.details = u"Ten hours, two photographers"_s;
    line.unitPrice = 1'000'00;
    line.tax = {u"VAT 19 %"_s, TaxCategory::Standard, 19'000};
    content.goods.lines = {line};
    ScheduleRule first;
    first.label = u"Retainer"_s;
    first.share = Share::Sum;
    first.minor = 300'00;
    first.days = 14;
    ScheduleRule rest;
    rest.label = u"Rest"_s;
    rest.days = 42;
    content.schedule = {first, rest};
    return content;
}

ItemId issued(Database& studio, JobId job, const InvoiceContent& content, const std::vector<ContactId>& whom)
{
    const ItemId id = must(studio.write(Actor::studio(), [&](Transaction& t) {
        return invoices::add(t, {job, {}, content, whom});
    }));
    const auto prepared = must(studio.read([&](const Snapshot& s) { return invoices::prepare(s, id); }));
    const QByteArray pdf = must(invoicePdf(prepared.invoice, prepared.brand));
    must(studio.write(Actor::studio(), [&](Transaction& t) { return invoices::issue(t, prepared, pdf); }));
    return id;
}

} // namespace

int main(int argc, char* argv[])
{
    QGuiApplication application{argc, argv};
    if (argc != 2)
        return 2;
    const auto studio = must(openStudio(QString::fromLocal8Bit(argv[1]), StartWith::New));
    QJsonObject said;
    std::vector<ContactId> people;
    BrandId brand{1};
    const JobId job = must(studio->write(Actor::studio(), [&](Transaction& t) -> Result<JobId> {
        Brand first = must(brands::all(t)).front();
        brand = first.id;
        first.details.phone = u"+44 20 7946 0123"_s;
        must(brands::save(t, first));
        auto billing = must(brands::billing(t, brand));
        billing.details.legalName = u"Harbour Pictures Ltd"_s;
        billing.details.iban = u"DE02120300000000202051"_s;
        billing.details.bic = u"BYLADEM1001"_s;
        billing.details.takesCards = true; // once a key is there
        billing.details.stripeAccount = u"acct_double"_s;
        billing.details.allowsPartial = true;
        must(brands::saveBilling(t, brand, billing));
        people = {addPerson(t, brand, u"Ada"_s, u"both@example.com"_s),
                  addPerson(t, brand, u"Ben"_s, u"both@example.com"_s),
                  addPerson(t, brand, u"Cleo"_s, u"cleo@example.com"_s)};
        said = {{u"brand"_s, brand.text()},
                {u"webhook"_s, must(payments::webhookToken(t, brand))},
                {u"first"_s, people[0].text()},
                {u"second"_s, people[1].text()},
                {u"third"_s, people[2].text()}};
        JobDetails details;
        details.title = u"A wedding at the lake"_s;
        details.people = {{people[0], JobRole::Client}, {people[1], JobRole::Spouse}};
        return jobs::add(t, brand, details);
    }));
    const ItemId shared = issued(*studio, job, wedding(), {people[0], people[1]});
    const ItemId paid = issued(*studio, job, wedding(), {people[2]});
    must(studio->write(Actor::studio(), [&](Transaction& t) -> Result<PaymentId> {
        payments::NewPayment cash{
            payments::handAccount,        {}, brand, job, people[2], PaymentMethod::Cash,
            Money::ofMinor(1'190'00, eur)};
        cash.day = toLocal(t.now()).date();
        cash.towards = {{paid}};
        const auto recorded = payments::record(t, cash);
        if (!recorded)
            return fail(recorded.error());
        said.insert(u"receipt"_s, must(payments::find(t, recorded->id)).uid);
        said.insert(u"uid"_s, must(items::find(t, shared)).uid);
        said.insert(u"paid"_s, must(items::find(t, paid)).uid);
        return recorded->id;
    }));
    std::puts(QJsonDocument{said}.toJson(QJsonDocument::Compact).constData());
    return 0;
}
