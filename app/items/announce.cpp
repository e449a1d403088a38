// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/announce.h"

#include "app/brands/brand_store.h"
#include "app/items/evidence.h"
#include "app/items/item_store.h"
#include "app/mail/portal_mail.h"

#include <algorithm>

namespace foyer::items {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    QString subject;
    QString sentence;
    QString button; ///< what they do there
};

/// What a recipient is told. %1 the title, %2 the studio.
Words wordsFor(const Item& item, const ItemRecipient& recipient)
{
    switch (item.kind) {
    case ItemKind::Order:
        if (recipient.toDo == ToDo::Accept)
            return {u"a quote from %2"_s,
                    u"we have made you a quote: “%1”. Please read it, and accept it if it is right."_s,
                    u"Read the quote"_s};
        return {u"your order at %2"_s, u"your order “%1” is ready for you to look at."_s,
                u"See your order"_s};
    case ItemKind::Contract:
        if (recipient.toDo == ToDo::Sign)
            return {u"a contract from %2 to sign"_s,
                    u"“%1” is ready. Please read it, and sign it if you agree."_s, u"Read and sign"_s};
        return {u"a contract from %2"_s,
                u"“%1” is ready for you to read. We will write again when it is your turn to sign."_s,
                u"Read the contract"_s};
    case ItemKind::Questionnaire:
        return {u"some questions from %2"_s,
                u"we have some questions for you: “%1”. You can stop at any time and go on later."_s,
                u"Answer the questions"_s};
    case ItemKind::Invoice:
        if (item.content.value("type"_L1) == "credit note"_L1)
            return {u"a credit note from %2"_s, u"we have given you back something: “%1”."_s,
                    u"See the credit note"_s};
        return {u"an invoice from %2"_s, u"here is your invoice “%1”."_s, u"See the invoice"_s};
    case ItemKind::File:
        return {u"a file from %2"_s, u"we have put a file into your portal: “%1”."_s, u"See the file"_s};
    }
    Q_UNREACHABLE();
}

} // namespace

Result<std::vector<ContactId>> announce(Transaction& transaction, ItemId id, const std::vector<ContactId>& to)
{
    const auto item = find(transaction, id);
    if (!item)
        return fail(item.error());
    if (!item->sentAt || item->state == ItemState::Draft)
        return fail(Fault::Conflict, u"“%1” was not sent, so there is nothing to tell."_s.arg(item->title));
    const auto brand = brands::find(transaction, item->brand);
    if (!brand)
        return fail(brand.error());
    std::vector<ContactId> unreached;
    for (const ItemRecipient& recipient : item->recipients) {
        if (std::find(to.begin(), to.end(), recipient.contact) == to.end())
            continue;
        const Words words = wordsFor(*item, recipient);
        // In one pass: a title may hold what looks like a placeholder.
        const auto queued =
            mail::queuePortalMail(transaction, {recipient.contact, item->brand, toWord(item->kind),
                                                QString{words.subject}.replace("%2"_L1, brand->details.name),
                                                QString{words.sentence}.replace("%1"_L1, item->title),
                                                item->job, id, words.button});
        if (!queued)
            return fail(queued.error());
        if (!*queued) {
            unreached.push_back(recipient.contact);
            continue;
        }
        const auto noted = evidence::append(
            transaction, id,
            {u"delivered"_s, recipient.contact, {{u"how"_s, u"mailed"_s}, {u"mail"_s, (*queued)->row()}}});
        if (!noted)
            return fail(noted.error());
    }
    return unreached;
}

} // namespace foyer::items
