// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/orders/order_store.h"

#include <QString>

#include <utility>
#include <vector>

namespace foyer {

/// A line as it is typed. What could not be read stays as it was typed, in place of the value, until it can.
struct DraftLine
{
    OrderLine line;
    QString typedQuantity; ///< empty: the line's quantity is what was typed; so are the next two
    QString typedPrice;
    QString typedDiscount;
    bool operator==(const DraftLine&) const = default;
};

/// Everything an order's window shows: one value, so that undo is going back to an earlier one.
struct OrderDraft
{
    OrderContent content; ///< without its lines
    std::vector<DraftLine> lines;
    QString typedDiscount;
    QString typedValidUntil;
    std::vector<ContactId> recipients; ///< the first is whom it is addressed to
    bool booksJob = false;
    bool operator==(const OrderDraft&) const = default;
};

OrderDraft draftOf(const orders::Order& order);

/// What can be kept of it: lines nobody wrote anything into are left out, what could not be read has its last
/// value.
OrderContent contentOf(const OrderDraft& draft);

/// A line nobody wrote anything into.
bool isBlank(const DraftLine& line);

/// One sentence about the first thing that could not be read; empty when all could.
QString unreadSentence(const OrderDraft& draft);

/// How amounts, quantities and discounts stand in a field to be typed over, and what was typed, read. The
/// typed text goes where the value would be when it cannot be read.
namespace typed {

QString language(); ///< of this machine: decides between "1.5" and "1,5"
QString amount(qint64 minor, Currency currency);
QString discount(const Discount& discount, Currency currency);
QString quantity(qint64 milli);
/// The same number in another currency: 5.12 EUR is 5 JPY, not 512.
qint64 inCurrency(qint64 minor, Currency from, Currency to);
/// The same numbers in another currency. One with more decimals than that has stays as it was typed, which
/// asks for another and is read again once the currency is another: no way back and forth rounds anything.
void setCurrency(OrderDraft& draft, Currency now);
/// For one amount. @param text  what stands in its place while it cannot be read; @param read  sets the
/// amount, or text, from what was typed
template <class Read>
void carry(qint64& minor, QString& text, Currency before, Currency now, Read read)
{
    const qint64 asItWas = std::exchange(minor, inCurrency(minor, before, now));
    if (!text.isEmpty())
        read(QString{text});
    else if (inCurrency(minor, now, before) != asItWas)
        text = amount(asItWas, before);
}

void setPrice(DraftLine& line, const QString& text, Currency currency);
void setQuantity(DraftLine& line, const QString& text);
void setDiscount(DraftLine& line, const QString& text, Currency currency);
void setDiscount(OrderDraft& draft, const QString& text);
void setValidUntil(OrderDraft& draft, const QString& text);

} // namespace typed
} // namespace foyer
