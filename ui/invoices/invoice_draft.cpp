// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/invoices/invoice_draft.h"

#include "app/base/money_text.h"
#include "ui/address_book/checked_field.h"

#include <QCoreApplication>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(InvoiceEditor)
};

constexpr int percentDecimals = 3;
constexpr int wholePercent = 100'000;

} // namespace

std::vector<DraftRule> draftOf(const Schedule& schedule)
{
    std::vector<DraftRule> rules;
    for (const ScheduleRule& rule : schedule)
        rules.push_back({rule, {}, {}});
    return rules;
}

Schedule scheduleOf(const std::vector<DraftRule>& rules)
{
    Schedule schedule;
    for (const DraftRule& rule : rules)
        schedule.push_back(rule.rule);
    return schedule;
}

InvoiceDraft draftOf(const invoices::Invoice& invoice)
{
    InvoiceDraft draft;
    draft.goods = draftOf(orders::Order{invoice.item, invoice.content.goods});
    draft.content = invoice.content;
    draft.content.goods = {};
    draft.content.schedule.clear();
    draft.rules = draftOf(invoice.content.schedule);
    return draft;
}

InvoiceContent contentOf(const InvoiceDraft& draft)
{
    InvoiceContent content = draft.content;
    content.goods = contentOf(draft.goods);
    content.schedule = scheduleOf(draft.rules);
    return content;
}

QString unreadSentence(const DraftRule& rule, int number)
{
    if (!rule.typedShare.isEmpty())
        return rule.rule.share == Share::Percent
                   ? Words::tr("Instalment %1: “%2” is no share. Write a number up to 100, like 30 or 33.3.")
                         .arg(number)
                         .arg(rule.typedShare)
                   : Words::tr("Instalment %1: “%2” is no amount in this currency, or could be read in two "
                               "ways. Write it with all its decimals.")
                         .arg(number)
                         .arg(rule.typedShare);
    if (!rule.typedDay.isEmpty())
        return Words::tr("Instalment %1: “%2” is no day. Write it like %3.")
            .arg(number)
            .arg(rule.typedDay, dayForTyping(QDate{2027, 12, 31}));
    return {};
}

QString unreadSentence(const InvoiceDraft& draft)
{
    if (const QString goods = unreadSentence(draft.goods); !goods.isEmpty())
        return goods;
    if (!draft.typedServiceDay.isEmpty())
        return Words::tr("“%1” is no day. Write it like %2.")
            .arg(draft.typedServiceDay, dayForTyping(QDate{2027, 12, 31}));
    int number = 0;
    for (const DraftRule& rule : draft.rules) {
        if (const QString sentence = unreadSentence(rule, ++number); !sentence.isEmpty())
            return sentence;
    }
    return {};
}

namespace typed {

QString share(const ScheduleRule& rule, Currency currency)
{
    switch (rule.share) {
    case Share::Percent:
        return decimalText(rule.milliPercent, percentDecimals, language());
    case Share::Sum:
        return amount(rule.minor, currency);
    case Share::Rest:
        return {};
    }
    Q_UNREACHABLE();
}

void setShare(DraftRule& rule, const QString& text, Currency currency)
{
    QString number = text.trimmed();
    rule.typedShare.clear();
    if (rule.rule.share == Share::Percent) {
        if (number.endsWith(u'%'))
            number = number.chopped(1).trimmed();
        const auto percent = decimalFromText(number, percentDecimals, language());
        if (percent && *percent >= 0 && *percent <= wholePercent)
            rule.rule.milliPercent = int(*percent);
        else
            rule.typedShare = text;
    } else if (rule.rule.share == Share::Sum) {
        const auto sum = moneyFromText(number, currency, language());
        if (sum && sum->minor() >= 0)
            rule.rule.minor = sum->minor();
        else
            rule.typedShare = text;
    }
}

void setDay(DraftRule& rule, const QString& text)
{
    const auto day = dayFrom(text);
    const bool isRead = text.trimmed().isEmpty() || day;
    rule.typedDay = isRead ? QString{} : text;
    if (isRead)
        rule.rule.day = day.value_or(QDate{});
}

void setServiceDay(InvoiceDraft& draft, const QString& text)
{
    const auto day = dayFrom(text);
    const bool isRead = text.trimmed().isEmpty() || day;
    draft.typedServiceDay = isRead ? QString{} : text;
    if (isRead)
        draft.content.serviceDay = day.value_or(QDate{});
}

} // namespace typed
} // namespace foyer
