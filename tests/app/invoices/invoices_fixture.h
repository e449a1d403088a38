// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/invoices/invoice_store.h"
#include "app/payments/balance.h"
#include "app/payments/ledger.h"
#include "app/payments/receipt.h"
#include "tests/app/items/items_fixture.h"

namespace foyer::test {

inline const Tax invoiceVat{QStringLiteral("VAT 19 %"), TaxCategory::Standard, 19'000};

/// One line before tax; 1'000.00 and 19 % make 1'190.00.
inline InvoiceContent someInvoice(qint64 unitPrice = 100'000, Currency currency = eur)
{
    InvoiceContent content;
    content.goods.title = QStringLiteral("Wedding coverage");
    content.goods.currency = currency;
    OrderLine line;
    line.title = QStringLiteral("Coverage of the day");
    line.unitPrice = unitPrice;
    line.tax = invoiceVat;
    content.goods.lines = {line};
    return content;
}

/// 30 % at issue, the rest 14 days before the shoot.
inline Schedule retainerAndRest()
{
    ScheduleRule retainer;
    retainer.label = QStringLiteral("Retainer");
    retainer.share = Share::Percent;
    retainer.milliPercent = 30'000;
    ScheduleRule rest;
    rest.label = QStringLiteral("Rest");
    rest.from = DueFrom::Shoot;
    rest.days = -14;
    return {retainer, rest};
}

template <class Base = StudioFixture>
class InvoicesFixtureOn : public ItemsFixtureOn<Base>
{
public:
    ItemId addInvoice(const InvoiceContent& content, const std::vector<ContactId>& recipients,
                      std::optional<JobId> onJob = {}, std::optional<BrandId> brand = {})
    {
        return this->done([&](Transaction& t) {
            return invoices::add(t, {onJob.value_or(this->job), brand, content, recipients});
        });
    }
    void issue(ItemId id, const QByteArray& pdf = "%PDF-1.7 invoice")
    {
        const auto prepared = this->look([&](const Snapshot& s) { return invoices::prepare(s, id); });
        this->done([&](Transaction& t) { return invoices::issue(t, prepared, pdf); });
    }
    ItemId issuedInvoice(const InvoiceContent& content, const std::vector<ContactId>& recipients,
                         std::optional<JobId> onJob = {}, std::optional<BrandId> brand = {})
    {
        const ItemId id = addInvoice(content, recipients, onJob, brand);
        issue(id);
        return id;
    }
    payments::NewPayment payment(qint64 minor, ContactId payer, const std::vector<payments::Towards>& towards,
                                 Currency currency = eur)
    {
        payments::NewPayment payment{
            payments::handAccount,          {}, this->aurora, this->job, payer, PaymentMethod::Cash,
            Money::ofMinor(minor, currency)};
        payment.day = today();
        payment.towards = towards;
        return payment;
    }
    PaymentId pay(ItemId invoice, qint64 minor, ContactId payer)
    {
        auto facts = payment(minor, payer, {{invoice}}, balance(invoice).currency);
        facts.brand = item(invoice).brand;
        return this->done([&](Transaction& t) { return payments::record(t, facts); }).id;
    }
    payments::Balance balance(ItemId invoice) const
    {
        return this->look([&](const Snapshot& s) { return payments::balanceOf(s, invoice); });
    }
    Item item(ItemId id) const
    {
        return this->look([&](const Snapshot& s) { return items::find(s, id); });
    }
    Payment paymentNow(PaymentId id) const
    {
        return this->look([&](const Snapshot& s) { return payments::find(s, id); });
    }
    QDate today() const { return toLocal(this->now).date(); }
};
using InvoicesFixture = InvoicesFixtureOn<>;

} // namespace foyer::test
