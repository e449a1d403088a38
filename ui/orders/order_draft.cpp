// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/orders/order_draft.h"

#include "app/base/money_text.h"
#include "ui/address_book/checked_field.h"

#include <QCoreApplication>
#include <QLocale>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QString say(const char* sentence)
{
    return QCoreApplication::translate("foyer::OrderEditor", sentence);
}

std::optional<Discount> discountFrom(const QString& text, Currency currency)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return Discount{};
    if (trimmed.endsWith(u'%')) {
        constexpr int wholePercent = 100'000;
        const auto percent = decimalFromText(trimmed.chopped(1), 3, typed::language());
        return percent && *percent >= 0 && *percent <= wholePercent
                   ? std::optional{Discount{int(*percent), 0}}
                   : std::nullopt;
    }
    const auto amount = moneyFromText(trimmed, currency, typed::language());
    return amount && amount->minor() >= 0 ? std::optional{Discount{0, amount->minor()}} : std::nullopt;
}

} // namespace

OrderDraft draftOf(const orders::Order& order)
{
    OrderDraft draft;
    draft.content = order.content;
    draft.content.lines.clear();
    for (const OrderLine& line : order.content.lines)
        draft.lines.push_back({line, {}, {}, {}});
    for (const ItemRecipient& recipient : order.item.recipients)
        draft.recipients.push_back(recipient.contact);
    draft.booksJob = order.item.booksJob;
    return draft;
}

bool isBlank(const DraftLine& line)
{
    DraftLine blank;
    blank.line.tax = line.line.tax; // a new line begins with the tax of the one before
    return line == blank;
}

OrderContent contentOf(const OrderDraft& draft)
{
    OrderContent content = draft.content;
    for (const DraftLine& line : draft.lines) {
        if (!isBlank(line))
            content.lines.push_back(line.line);
    }
    return content;
}

QString unreadSentence(const OrderDraft& draft)
{
    int number = 0;
    for (const DraftLine& line : draft.lines) {
        ++number;
        const auto about = [&](const char* sentence, const QString& text) {
            return say(sentence).arg(number).arg(text);
        };
        if (!line.typedQuantity.isEmpty())
            return about(
                QT_TRANSLATE_NOOP("foyer::OrderEditor",
                                  "Line %1: “%2” is no quantity. Write it like 2 or 1.5, with at most "
                                  "three decimals."),
                line.typedQuantity);
        if (!line.typedPrice.isEmpty())
            return about(
                QT_TRANSLATE_NOOP("foyer::OrderEditor",
                                  "Line %1: “%2” is no price in this currency, or could be read in two "
                                  "ways. Write it with all its decimals."),
                line.typedPrice);
        if (!line.typedDiscount.isEmpty())
            return about(QT_TRANSLATE_NOOP("foyer::OrderEditor",
                                           "Line %1: “%2” is no discount. Write a percentage like 10 % or an "
                                           "amount."),
                         line.typedDiscount);
    }
    if (!draft.typedDiscount.isEmpty())
        return say(QT_TRANSLATE_NOOP("foyer::OrderEditor",
                                     "“%1” is no discount. Write a percentage like 10 % or "
                                     "an amount."))
            .arg(draft.typedDiscount);
    if (!draft.typedValidUntil.isEmpty())
        return say(QT_TRANSLATE_NOOP("foyer::OrderEditor", "“%1” is no day. Write it like %2."))
            .arg(draft.typedValidUntil, dayForTyping(QDate{2027, 12, 31}));
    return {};
}

namespace typed {

QString language()
{
    return QLocale{}.bcp47Name();
}

QString amount(qint64 minor, Currency currency)
{
    const int decimals = currency.exponent();
    QString text = decimalText(minor, decimals, language());
    if (decimals == 0)
        return text;
    // All the decimals of the currency: 5.1 would look like a slip.
    const QString mark = decimalText(15, 1, language()).mid(1, 1);
    const auto at = text.lastIndexOf(mark);
    if (at < 0)
        return text + mark + QString{decimals, u'0'};
    return text + QString{decimals - (text.size() - at - 1), u'0'};
}

QString discount(const Discount& discount, Currency currency)
{
    if (discount.milliPercent != 0)
        return decimalText(discount.milliPercent, 3, language()) + QChar{0x00a0} + u'%';
    return discount.minor != 0 ? amount(discount.minor, currency) : QString{};
}

QString quantity(qint64 milli)
{
    return decimalText(milli, 3, language());
}

qint64 inCurrency(qint64 minor, Currency from, Currency to)
{
    for (int e = from.exponent(); e < to.exponent(); ++e)
        minor *= 10;
    for (int e = from.exponent(); e > to.exponent(); --e)
        minor = (minor + (minor < 0 ? -5 : 5)) / 10;
    return minor;
}

void setCurrency(OrderDraft& draft, Currency now)
{
    const Currency before = std::exchange(draft.content.currency, now);
    if (before == now)
        return;
    carry(draft.content.discount.minor, draft.typedDiscount, before, now,
          [&](const QString& text) { setDiscount(draft, text); });
    for (DraftLine& line : draft.lines) {
        carry(line.line.unitPrice, line.typedPrice, before, now,
              [&](const QString& text) { setPrice(line, text, now); });
        carry(line.line.discount.minor, line.typedDiscount, before, now,
              [&](const QString& text) { setDiscount(line, text, now); });
    }
}

void setPrice(DraftLine& line, const QString& text, Currency currency)
{
    const auto price = text.trimmed().isEmpty() ? std::optional{Money::ofMinor(0, currency)}
                                                : moneyFromText(text, currency, language());
    line.typedPrice = price ? QString{} : text;
    if (price)
        line.line.unitPrice = price->minor();
}

void setQuantity(DraftLine& line, const QString& text)
{
    const auto quantity =
        text.trimmed().isEmpty() ? std::optional<qint64>{1'000} : decimalFromText(text, 3, language());
    line.typedQuantity = quantity ? QString{} : text;
    if (quantity)
        line.line.milliQuantity = *quantity;
}

void setDiscount(DraftLine& line, const QString& text, Currency currency)
{
    const auto discount = discountFrom(text, currency);
    line.typedDiscount = discount ? QString{} : text;
    if (discount)
        line.line.discount = *discount;
}

void setDiscount(OrderDraft& draft, const QString& text)
{
    const auto discount = discountFrom(text, draft.content.currency);
    draft.typedDiscount = discount ? QString{} : text;
    if (discount)
        draft.content.discount = *discount;
}

void setValidUntil(OrderDraft& draft, const QString& text)
{
    const auto day = dayFrom(text);
    const bool isRead = text.trimmed().isEmpty() || day;
    draft.typedValidUntil = isRead ? QString{} : text;
    if (isRead)
        draft.content.validUntil = day.value_or(QDate{});
}

} // namespace typed
} // namespace foyer
