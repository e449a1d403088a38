// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/invoices/issuing_doubts.h"

#include "app/base/text.h"
#include "app/brands/billing.h"
#include "app/contacts/contact_store.h"
#include "app/orders/order_totals.h"
#include "app/portal_access/account_store.h"
#include "ui/common/money_words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace foyer {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(IssuingDoubts)
};

/// As the mails of the portal are addressed.
Result<bool> isReached(const Snapshot& snapshot, ContactId contact)
{
    const auto found = contacts::find(snapshot, contact);
    const auto account = portal_access::account(snapshot, contact);
    if (!found || !account)
        return fail(found ? account.error() : found.error());
    const auto& emails = found->details.emails;
    return account->isPerson && !account->disabledAt &&
           std::any_of(emails.begin(), emails.end(),
                       [](const ContactEmail& one) { return isEmailAddress(one.address); });
}

bool hasWayToPay(const IssuedInvoice& invoice, const BillingDetails& billing)
{
    return !invoice.transfer.iban.isEmpty() || !invoice.transfer.note.isEmpty() ||
           (billing.takesCards && !billing.stripeAccount.isEmpty());
}

} // namespace

Result<QStringList> issuingDoubts(const Snapshot& snapshot, const invoices::Prepared& prepared,
                                  const std::vector<ContactId>& recipients)
{
    const IssuedInvoice& invoice = prepared.invoice;
    const auto item = items::find(snapshot, prepared.item);
    if (!item)
        return fail(item.error());
    const auto billing = brands::billing(snapshot, item->brand);
    if (!billing)
        return fail(billing.error());
    QStringList doubts;
    const qint64 payable = totalsOf(invoice).payable;
    if (payable == 0)
        doubts.append(Words::tr("Its total is %1.").arg(words::amount(0, invoice.currency())));
    if (invoice.seller.address.isEmpty())
        doubts.append(Words::tr("It has no address of %1: Settings › Branding.").arg(invoice.seller.name));
    if (invoice.seller.vatId.isEmpty() && invoice.seller.taxNumber.isEmpty())
        doubts.append(Words::tr("It has no tax number of yours: Settings › Billing."));
    if (payable > 0 && !invoice.isCreditNote() && !hasWayToPay(invoice, billing->details))
        doubts.append(Words::tr("It says no way to pay, neither an account nor cards: Settings › Billing."));
    QStringList unreached;
    for (const ContactId contact : recipients) {
        const auto isTold = isReached(snapshot, contact);
        const auto brief = contacts::brief(snapshot, contact);
        if (!isTold || !brief)
            return fail(isTold ? brief.error() : isTold.error());
        if (!*isTold)
            unreached.append(brief->name);
    }
    if (!unreached.isEmpty())
        doubts.append(Words::tr("No mail reaches %1: there is no email, or the portal is off.")
                          .arg(QLocale{}.createSeparatedList(unreached)));
    return doubts;
}

} // namespace foyer
