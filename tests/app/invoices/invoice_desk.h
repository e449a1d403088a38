// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/brands/billing.h"
#include "tests/app/invoices/invoices_fixture.h"

namespace foyer::test {

inline OrderLine invoiceLine(const QString& title, qint64 unitPrice, const Tax& tax = {})
{
    OrderLine line;
    line.title = title;
    line.unitPrice = unitPrice;
    line.tax = tax;
    return line;
}

/// One line of this amount, without tax: the total is the amount.
inline InvoiceContent plainInvoice(qint64 amount, Currency currency = eur, const Schedule& schedule = {})
{
    InvoiceContent content;
    content.goods.title = QStringLiteral("Wedding at the lake");
    content.goods.currency = currency;
    content.goods.lines = {invoiceLine(QStringLiteral("Coverage"), amount)};
    content.schedule = schedule;
    return content;
}

inline ScheduleRule percentOf(int milliPercent, DueFrom from, int days, const QString& label)
{
    ScheduleRule rule;
    rule.label = label;
    rule.share = Share::Percent;
    rule.milliPercent = milliPercent;
    rule.from = from;
    rule.days = days;
    return rule;
}

inline ScheduleRule restDue(DueFrom from, int days, const QString& label = QStringLiteral("Rest"))
{
    ScheduleRule rule;
    rule.label = label;
    rule.from = from;
    rule.days = days;
    return rule;
}

/// More words for what tests do with invoices and payments.
template <class Base = StudioFixture>
class InvoiceDeskOn : public InvoicesFixtureOn<Base>
{
public:
    void setEmail(ContactId id, const QString& address)
    {
        this->does([&](Transaction& t) -> Result<void> {
            auto contact = contacts::find(t, id);
            contact->details.emails = {{address, {}}};
            return contacts::save(t, *contact);
        });
    }
    template <class Edit>
    void setBilling(BrandId brand, Edit edit)
    {
        this->does([&](Transaction& t) -> Result<void> {
            auto billing = brands::billing(t, brand);
            edit(billing->details);
            return brands::saveBilling(t, brand, *billing);
        });
    }
    Result<VersionId> tryIssue(ItemId id)
    {
        return this->database->write(Actor::studio(), [&](Transaction& t) -> Result<VersionId> {
            const auto prepared = invoices::prepare(t, id);
            if (!prepared)
                return fail(prepared.error());
            return invoices::issue(t, *prepared, QByteArrayLiteral("%PDF-1.7 stands for the paper"));
        });
    }
    IssuedInvoice frozen(ItemId id)
    {
        return this->look([&](const Snapshot& s) { return invoices::issued(s, id); });
    }
    /// Paid by hand, by Ada.
    payments::NewPayment cash(qint64 amount, const std::vector<payments::Towards>& towards,
                              Currency currency = eur)
    {
        return this->payment(amount, this->ada, towards, currency);
    }
    PaymentId pay(ItemId invoice, qint64 amount)
    {
        return InvoicesFixtureOn<Base>::pay(invoice, amount, this->ada);
    }
};

using InvoiceDesk = InvoiceDeskOn<>;

} // namespace foyer::test
