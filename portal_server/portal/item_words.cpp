// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/item_words.h"

#include "app/base/day_text.h"
#include "app/invoices/invoice_content.h"

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

/// "Signed on 3 May 2027"; the word alone while nobody noted the moment.
QString on(const QString& word, const std::optional<Instant>& at, const QString& language)
{
    return at ? u"%1 on %2"_s.arg(word, dayText(*at, language)) : word;
}

QString waitingWords(const Item& item, const ItemRecipient& own, const QString& language)
{
    switch (own.toDo) {
    case ToDo::Accept:
        return u"Waiting for you to accept it"_s;
    case ToDo::Sign:
        return u"Waiting for your signature"_s;
    case ToDo::Answer:
        return u"Waiting for your answers"_s;
    case ToDo::Pay:
        return u"Waiting for your payment"_s;
    case ToDo::None:
        break;
    }
    if (item.kind == ItemKind::Contract)
        return own.doneAt ? on(u"Signed by you"_s, own.doneAt, language) + u", waiting for others"_s
                          : u"Waiting for others to sign"_s;
    if (item.kind == ItemKind::Questionnaire && own.doneAt)
        return on(u"Answered"_s, own.doneAt, language);
    if (item.kind == ItemKind::Order && own.doneAt)
        return on(u"Accepted by you"_s, own.doneAt, language);
    return on(item.kind == ItemKind::File ? u"Shared"_s : u"Sent"_s, item.sentAt, language);
}

QString completedWords(const Item& item, const ItemRecipient& own, const QString& language, QDate paidOn)
{
    switch (item.kind) {
    case ItemKind::Order:
        return on(u"Accepted"_s, item.completedAt, language);
    case ItemKind::Contract:
        return on(u"Signed"_s, item.completedAt, language);
    case ItemKind::Questionnaire:
        return on(u"Answered"_s, own.doneAt ? own.doneAt : item.completedAt, language);
    case ItemKind::Invoice:
        return paidOn.isValid() ? u"Paid on %1"_s.arg(dayText(paidOn, language))
                                : on(u"Paid"_s, item.completedAt, language);
    case ItemKind::File:
        return on(u"Shared"_s, item.sentAt, language);
    }
    Q_UNREACHABLE();
}

QString verbOf(ToDo toDo)
{
    switch (toDo) {
    case ToDo::Accept:
        return u"accept or decline"_s;
    case ToDo::Sign:
        return u"sign"_s;
    case ToDo::Answer:
        return u"answer"_s;
    case ToDo::Pay:
        return u"pay"_s;
    case ToDo::None:
        break;
    }
    return u"look at it"_s;
}

QString actionOf(ToDo toDo)
{
    switch (toDo) {
    case ToDo::Accept:
        return u"Look at the quote"_s;
    case ToDo::Sign:
        return u"Read and sign"_s;
    case ToDo::Answer:
        return u"Answer"_s;
    case ToDo::Pay:
        return u"Look and pay"_s;
    case ToDo::None:
        break;
    }
    return u"Look at it"_s;
}

bool isCreditNote(const Item& item)
{
    return item.content.value("type"_L1).toString() == toWord(InvoiceType::CreditNote);
}

} // namespace

QString kindWord(const items::ShownItem& shown)
{
    switch (shown.item.kind) {
    case ItemKind::Order:
        return shown.own.toDo == ToDo::Accept ? u"Quote"_s : u"Order"_s;
    case ItemKind::Contract:
        return u"Contract"_s;
    case ItemKind::Questionnaire:
        return u"Questionnaire"_s;
    case ItemKind::Invoice:
        return isCreditNote(shown.item) ? u"Credit note"_s : u"Invoice"_s;
    case ItemKind::File:
        return u"File"_s;
    }
    Q_UNREACHABLE();
}

QString stateWords(const items::ShownItem& shown, const QString& language, QDate paidOn)
{
    const Item& item = shown.item;
    QString words;
    switch (item.state) {
    case ItemState::Draft: // never shown; see visible()
    case ItemState::Sent:
        words = waitingWords(item, shown.own, language);
        break;
    case ItemState::Completed:
        // A questionnaire that others answered may still wait for this one.
        words = shown.own.toDo == ToDo::None ? completedWords(item, shown.own, language, paidOn)
                                             : waitingWords(item, shown.own, language);
        break;
    case ItemState::Declined:
        return on(u"Declined"_s, shown.own.doneAt, language);
    case ItemState::Superseded:
        return u"Replaced by a newer one"_s;
    case ItemState::Void:
        return u"Void"_s;
    }
    const bool isOpen = item.state == ItemState::Sent;
    return isOpen && item.revisedAt ? u"%1. Updated on %2"_s.arg(words, dayText(*item.revisedAt, language))
                                    : words;
}

NeedWords needWords(const items::ShownItem& shown, QDate today, const QString& language)
{
    const ToDo toDo = shown.own.toDo;
    const QDate due = shown.item.dueDay;
    const QString action = actionOf(toDo);
    if (!due.isValid())
        return {u"Please %1"_s.arg(verbOf(toDo)), action, false};
    if (due < today)
        return {u"Was due on %1"_s.arg(dayText(due, language)), action, true};
    if (due == today)
        return {u"Please %1 today"_s.arg(verbOf(toDo)), action, false};
    return {u"Please %1 by %2"_s.arg(verbOf(toDo), dayText(due, language)), action, false};
}

} // namespace foyer::web
