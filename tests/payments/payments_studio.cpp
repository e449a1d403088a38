// SPDX-License-Identifier: GPL-3.0-or-later
// payments_studio FILE INVOICES: makes a studio that takes cards, with a couple, so many issued invoices for
// both, and four payments begun on each; keeps the secret of its webhook (FOYER_TEST_HOOK) and its key
// (FOYER_TEST_KEY, if given) where the portal looks for them. Prints {"token", "first", "second", "invoices":
// [{"row", "uid", "total", "currency", "attempts": [{"uid", "session", "amount"}]}]}.
#include "app/base/random.h"
#include "app/brands/billing.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/invoices/invoice_store.h"
#include "app/jobs/job_store.h"
#include "app/payments/attempt.h"
#include "app/payments/card_desk.h"
#include "app/secrets/secret_store.h"
#include "app/studio.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

constexpr int attemptsEach = 4;
constexpr int invoicesInOneGo = 100;
const QString account = u"stripe:acct_double"_s;

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

ContactId addPerson(Transaction& t, BrandId brand, const QString& given)
{
    ContactDetails details;
    details.givenName = given;
    details.familyName = u"Example"_s;
    details.emails = {{given.toLower() + u"@example.com"_s, {}}};
    return must(contacts::add(t, brand, details));
}

/// Euros mostly, some currencies without decimals and with three.
Currency currencyOf(int number)
{
    if (number % 7 == 5)
        return Currency{"JPY"};
    return number % 7 == 6 ? Currency{"KWD"} : eur;
}

/// As if people had pressed Pay four times, and looked elsewhere three times.
QJsonObject begin(Transaction& t, ItemId invoice, ContactId who, Money amount, bool isLast)
{
    const PaymentAttempt attempt =
        must(payments::addAttempt(t, {invoice, who, account, amount, 0, u"https://x.example"_s}));
    const QString session = u"cs_test_"_s + QString{attempt.uid}.remove(u'-');
    must(payments::noteSession(t, attempt, session, u"https://x.example/pay"_s,
                               t.now() + std::chrono::hours{2}));
    if (!isLast)
        must(payments::setAttemptState(t, attempt, AttemptState::Expired, u"another one"_s));
    return {{u"uid"_s, attempt.uid}, {u"session"_s, session}, {u"amount"_s, amount.minor()}};
}

QJsonObject addInvoice(Transaction& t, JobId job, const std::vector<ContactId>& couple, int number,
                       bool hasAttempts)
{
    const Currency currency = currencyOf(number);
    std::vector<qint64> amounts;
    qint64 sum = 0;
    for (int i = 0; i < attemptsEach; ++i) {
        amounts.push_back(500 + 10 * ((qint64{number} * 131 + i * 977) % 4'000));
        sum += amounts.back();
    }
    InvoiceContent content;
    content.goods.title = u"Pictures %1"_s.arg(number);
    content.goods.currency = currency;
    OrderLine line;
    line.title = u"Pictures"_s;
    line.unitPrice = number % 5 == 0 ? sum / 2 : sum + 1'000; // every fifth is paid too much
    content.goods.lines = {line};
    const ItemId id = must(invoices::add(t, {job, {}, content, couple}));
    must(invoices::issue(t, must(invoices::prepare(t, id)), "%PDF-1.7"));
    QJsonArray attempts;
    for (int i = 0; hasAttempts && i < attemptsEach; ++i)
        attempts.append(begin(t, id, couple[size_t(i % 2)], Money::ofMinor(amounts[size_t(i)], currency),
                              i + 1 == attemptsEach));
    const Item item = must(items::find(t, id));
    return {{u"row"_s, id.row()},
            {u"uid"_s, item.uid},
            {u"total"_s, item.total->minor()},
            {u"currency"_s, currency.code().toLower()},
            {u"attempts"_s, attempts}};
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication application{argc, argv};
    if (argc != 3)
        return 2;
    const int wanted = QByteArray{argv[2]}.toInt();
    const bool hasAttempts = !qEnvironmentVariableIsSet("FOYER_TEST_KEY");
    const auto studio = must(openStudio(QString::fromLocal8Bit(argv[1]), StartWith::New));
    std::vector<ContactId> couple;
    std::optional<JobId> job;
    std::optional<BrandId> brand;
    must(studio->write(Actor::studio(), [&](Transaction& t) -> Result<void> {
        brand = must(brands::all(t)).front().id;
        couple = {addPerson(t, *brand, u"Ada"_s), addPerson(t, *brand, u"Ben"_s)};
        JobDetails details;
        details.title = u"A wedding at the lake"_s;
        details.people = {{couple[0], JobRole::Client}, {couple[1], JobRole::Spouse}};
        job = must(jobs::add(t, *brand, details));
        brands::Billing billing = must(brands::billing(t, *brand));
        billing.details.takesCards = true;
        billing.details.allowsPartial = true;
        billing.details.stripeAccount = u"acct_double"_s;
        return brands::saveBilling(t, *brand, billing);
    }));
    QJsonArray invoices;
    for (int first = 0; first < wanted; first += invoicesInOneGo) {
        must(studio->write(Actor::studio(), [&](Transaction& t) -> Result<void> {
            for (int i = first; i < std::min(wanted, first + invoicesInOneGo); ++i)
                invoices.append(addInvoice(t, *job, couple, i, hasAttempts));
            return {};
        }));
    }
    const Database& looked = *studio;
    const QString token =
        must(looked.read([&](const Snapshot& s) { return payments::webhookToken(s, *brand); }));
    const auto secrets =
        must(looked.read([](const Snapshot& s) { return secrets::open(s, secrets::Machine::Server); }));
    must(secrets->keep(secrets::stripeWebhook(*brand, 1), qgetenv("FOYER_TEST_HOOK")));
    if (!hasAttempts)
        must(secrets->keep(secrets::stripeKey(*brand), qgetenv("FOYER_TEST_KEY")));
    const QJsonObject said{{u"token"_s, token},
                           {u"first"_s, couple[0].text()},
                           {u"second"_s, couple[1].text()},
                           {u"invoices"_s, invoices}};
    std::fputs(QJsonDocument{said}.toJson(QJsonDocument::Compact).constData(), stdout);
    return 0;
}
