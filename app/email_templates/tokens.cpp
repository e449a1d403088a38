// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/email_templates/tokens.h"

#include "app/base/day_text.h"
#include "app/base/money_text.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/contracts/contract_tokens.h"
#include "app/items/item_store.h"
#include "app/jobs/job_store.h"
#include "app/payments/balance.h"
#include "app/portal_access/account_store.h"

#include <QLocale>

#include <algorithm>

namespace foyer::email_templates {

using namespace Qt::StringLiterals;

namespace {

/// What is known under a name. Nothing known is nothing there, so that a blank never stands for it.
void put(TokenValues& values, const QString& name, const QString& value)
{
    if (!value.trimmed().isEmpty())
        values[name] = value.trimmed();
}

/// English without a country is written as in Europe, as days are.
QLocale localeOf(const QString& language)
{
    return QLocale{language.isEmpty() || language == "en"_L1 ? u"en-GB"_s : language};
}

QString wordFor(const Item& item)
{
    switch (item.kind) {
    case ItemKind::Order:
        return std::any_of(item.recipients.begin(), item.recipients.end(),
                           [](const ItemRecipient& one) { return one.toDo == ToDo::Accept; })
                   ? u"quote"_s
                   : u"order"_s;
    case ItemKind::Contract:
        return u"contract"_s;
    case ItemKind::Questionnaire:
        return u"questionnaire"_s;
    case ItemKind::Invoice:
        return u"invoice"_s;
    case ItemKind::File:
        return u"file"_s;
    }
    Q_UNREACHABLE();
}

void putRecipient(TokenValues& values, const ContactDetails& details)
{
    put(values, u"recipient.name"_s, displayNameOf(details));
    put(values, u"recipient.first_name"_s, details.givenName);
    put(values, u"recipient.last_name"_s, details.familyName);
    put(values, u"recipient.greeting"_s, greetingNameOf(details));
    put(values, u"recipient.company"_s, details.company);
    if (!details.emails.empty())
        put(values, u"recipient.email"_s, details.emails.front().address);
    if (!details.phones.empty())
        put(values, u"recipient.phone"_s, details.phones.front().number);
    if (!details.addresses.empty())
        put(values, u"recipient.address"_s, contracts::linesOf(details.addresses.front()));
}

Result<void> putPortal(const Snapshot& snapshot, TokenValues& values, ContactId recipient)
{
    const auto account = portal_access::account(snapshot, recipient);
    if (!account)
        return fail(account.error());
    if (!account->isPerson)
        return {};
    const bool hasPassword = account->passwordSetAt.has_value();
    values[u"recipient.portal_words"_s] = hasPassword ? u"Log in to your portal"_s : u"Set up your portal"_s;
    values[u"recipient.portal_hint"_s] = hasPassword ? u"You log in with the password you chose."_s
                                                     : u"The first time, it asks you to choose a password."_s;
    return {};
}

/// Those whose day it is, as one calls them.
Result<QString> clientsOf(const Snapshot& snapshot, const JobDetails& job)
{
    QStringList names;
    for (const JobPerson& person : job.people) {
        const bool isClient = person.role == JobRole::Client || person.role == JobRole::Spouse ||
                              person.role == JobRole::Partner;
        if (!isClient)
            continue;
        const auto contact = contacts::find(snapshot, person.contact);
        if (!contact)
            return fail(contact.error());
        if (const QString name = greetingNameOf(contact->details); !names.contains(name))
            names += name;
    }
    return names.join(u" & "_s);
}

Result<void> putJob(const Snapshot& snapshot, TokenValues& values, JobId id, const QString& language)
{
    const auto job = jobs::find(snapshot, id);
    if (!job)
        return fail(job.error());
    const JobDetails& details = job->details;
    put(values, u"job.title"_s, details.title);
    const auto clients = clientsOf(snapshot, details);
    if (!clients)
        return fail(clients.error());
    put(values, u"job.clients"_s, *clients);
    if (details.type) {
        const auto types = jobs::types(snapshot);
        if (!types)
            return fail(types.error());
        for (const jobs::JobType& type : *types) {
            if (type.id == *details.type)
                put(values, u"job.type"_s, type.name);
        }
    }
    QStringList shoots;
    for (const Shoot& shoot : details.shoots)
        shoots += contracts::shootLine(snapshot, language, shoot);
    put(values, u"job.shoots"_s, shoots.join(u'\n'));
    const auto first = std::find_if(details.shoots.begin(), details.shoots.end(),
                                    [](const Shoot& shoot) { return shoot.day.isValid(); });
    if (first != details.shoots.end()) {
        put(values, u"job.day"_s, dayText(first->day, language));
        put(values, u"job.weekday"_s, localeOf(language).dayName(first->day.dayOfWeek()));
        put(values, u"job.place"_s, contracts::placeOf(snapshot, *first));
        if (first->starts.isValid())
            put(values, u"job.time"_s, localeOf(language).toString(first->starts, QLocale::ShortFormat));
        const qint64 days = toLocal(snapshot.now()).date().daysTo(first->day);
        put(values, days < 0 ? u"job.days_since"_s : u"job.days_until"_s, QString::number(std::abs(days)));
    }
    for (auto field = details.custom.begin(); field != details.custom.end(); ++field) {
        if (const QString name = contracts::customTokenName(field.key()); !name.isEmpty())
            put(values, name, field.value().toVariant().toString());
    }
    return {};
}

/// Nothing for whom it is not meant: being on the job does not let somebody know what a document says.
Result<void> putDocument(const Snapshot& snapshot, TokenValues& values, const TokenSubject& subject,
                         const QString& language)
{
    const auto item = items::find(snapshot, *subject.item);
    if (!item)
        return fail(item.error());
    bool isTheirs = false;
    for (const ItemRecipient& one : item->recipients) {
        const auto living = contacts::livingOf(snapshot, one.contact);
        if (!living)
            return fail(living.error());
        isTheirs = isTheirs || *living == subject.recipient || one.contact == subject.recipient;
    }
    if (!isTheirs)
        return {};
    put(values, u"document.kind"_s, wordFor(*item));
    put(values, u"document.title"_s, item->title);
    put(values, u"document.number"_s, item->number);
    put(values, u"document.due_day"_s, dayText(item->dueDay, language));
    if (item->total)
        put(values, u"document.total"_s, moneyText(*item->total, language));
    if (item->kind != ItemKind::Invoice)
        return {};
    const auto balance = payments::balanceOf(snapshot, *subject.item);
    if (!balance)
        return fail(balance.error());
    const auto text = [&](qint64 minor) {
        return moneyText(Money::ofMinor(minor, balance->currency), language);
    };
    put(values, u"document.total"_s, text(balance->total));
    put(values, u"document.balance"_s, text(balance->open()));
    put(values, u"document.paid"_s, text(balance->paid));
    // Nothing is due of what is paid: a reminder that comes too late finds no value and is not sent.
    if (const qint64 due = balance->dueNext(toLocal(snapshot.now()).date()); due > 0)
        put(values, u"document.amount_due"_s, text(due));
    if (const auto* next = balance->next())
        put(values, u"document.due_day"_s, dayText(next->due, language));
    return {};
}

} // namespace

const std::vector<Token>& tokens()
{
    using enum TokenGroup;
    static const std::vector<Token> list{
        {u"recipient.greeting"_s, Recipient,
         u"How one greets them: nickname, first name, or the whole name"_s, u"Ada"_s},
        {u"recipient.name"_s, Recipient, u"Full name"_s, u"Ada Okafor"_s},
        {u"recipient.first_name"_s, Recipient, u"First name"_s, u"Ada"_s},
        {u"recipient.last_name"_s, Recipient, u"Last name"_s, u"Okafor"_s},
        {u"recipient.email"_s, Recipient, u"First email"_s, u"ada@example.com"_s},
        {u"recipient.phone"_s, Recipient, u"First phone number"_s, u"+44 20 7946 0123"_s},
        {u"recipient.company"_s, Recipient, u"Company"_s, u"Okafor & Daughters"_s},
        {u"recipient.address"_s, Recipient, u"First postal address, in lines"_s,
         u"12 Harbour Lane\nPort Ellen"_s},
        {u"job.title"_s, Job, u"Title of the job"_s, u"Wedding at the lake"_s},
        {u"job.type"_s, Job, u"Job type"_s, u"Wedding"_s},
        {u"job.clients"_s, Job, u"First names of clients, spouses and partners on the job"_s, u"Ada & Ben"_s},
        {u"job.day"_s, Job, u"Day of the shoot"_s, u"3 May 2027"_s},
        {u"job.weekday"_s, Job, u"Weekday of the shoot"_s, u"Monday"_s},
        {u"job.time"_s, Job, u"Time at which the shoot begins"_s, u"14:00"_s},
        {u"job.place"_s, Job, u"Place of the shoot"_s, u"Lakeside House"_s},
        {u"job.shoots"_s, Job, u"All shoots with day, time and place, in lines"_s,
         u"Ceremony, 3 May 2027, 14:00, Lakeside House"_s},
        {u"job.days_until"_s, Job, u"Days until the shoot, as a number; once it is over there is none"_s,
         u"7"_s},
        {u"job.days_since"_s, Job, u"Days since the shoot, as a number; before it there is none"_s, u"1"_s},
        {u"brand.name"_s, Brand, u"Name of the brand"_s, u"Harbour & Heron"_s},
        {u"brand.email"_s, Brand, u"Email of the brand"_s, u"hello@harbourheron.example"_s},
        {u"brand.phone"_s, Brand, u"Phone number of the brand"_s, u"+44 20 7946 0100"_s},
        {u"brand.website"_s, Brand, u"Website of the brand"_s, u"https://harbourheron.example"_s},
        {u"brand.address"_s, Brand, u"Postal address of the brand, in lines"_s, u"1 Pier Road\nPort Ellen"_s},
        {u"brand.signature"_s, Brand,
         u"Name, email and phone number of the brand in lines, as far as they are known"_s,
         u"Harbour & Heron\nhello@harbourheron.example\n+44 20 7946 0100"_s},
        {u"document.kind"_s, Document,
         u"What it is: quote, order, contract, questionnaire, invoice or file"_s, u"invoice"_s},
        {u"document.title"_s, Document, u"Title of the document"_s, u"Wedding photography"_s},
        {u"document.number"_s, Document, u"Number of the document"_s, u"2027-0014"_s},
        {u"document.total"_s, Document, u"Total"_s, u"£2,400.00"_s},
        {u"document.paid"_s, Document, u"What was paid of an invoice"_s, u"£600.00"_s},
        {u"document.balance"_s, Document, u"What is still open of an invoice"_s, u"£1,800.00"_s},
        {u"document.amount_due"_s, Document, u"What is to be paid next of an invoice"_s, u"£900.00"_s},
        {u"document.due_day"_s, Document, u"Day by which it is to be paid, answered or accepted"_s,
         u"19 April 2027"_s},
        {u"recipient.portal_linked"_s, Links,
         u"Link into the recipient's own portal; its words can follow: {{recipient.portal_linked: See your quote}}"_s,
         u"Open your client portal"_s},
        {u"recipient.portal_link"_s, Links, u"The same as a bare address, also for a link of your own"_s,
         u"https://portal.example.com/…"_s},
        {u"document.portal_linked"_s, Links,
         u"Link into the recipient's own portal that names the document"_s, u"Open “Wedding photography”"_s},
        {u"recipient.portal_words"_s, Links,
         u"“Set up your portal”, or “Log in to your portal” for those who have a password"_s,
         u"Set up your portal"_s},
        {u"recipient.portal_hint"_s, Links,
         u"One sentence: whether the link asks for a new password or for the one they have"_s,
         u"The first time, it asks you to choose a password."_s},
    };
    return list;
}

bool isLink(const QString& name)
{
    return name == "recipient.portal_linked"_L1 || name == "recipient.portal_link"_L1 ||
           name == "document.portal_linked"_L1;
}

bool isKnown(const QString& name)
{
    static const QStringList known = tokenNames();
    return known.contains(name) || (name.startsWith("job.custom."_L1) && name.size() > 11);
}

QStringList tokenNames()
{
    QStringList names;
    for (const Token& token : tokens())
        names += token.name;
    return names;
}

Result<TokenValues> valuesFor(const Snapshot& snapshot, const TokenSubject& subject)
{
    const auto recipient = contacts::find(snapshot, subject.recipient);
    if (!recipient)
        return fail(recipient.error());
    const auto brand = brands::find(snapshot, subject.brand);
    if (!brand)
        return fail(brand.error());
    const QString language = subject.language.isEmpty() ? recipient->details.language : subject.language;
    TokenValues values;
    putRecipient(values, recipient->details);
    if (const auto done = putPortal(snapshot, values, subject.recipient); !done)
        return fail(done.error());
    put(values, u"brand.name"_s, brand->details.name);
    put(values, u"brand.email"_s, brand->details.email);
    put(values, u"brand.phone"_s, brand->details.phone);
    put(values, u"brand.website"_s, brand->details.website);
    put(values, u"brand.address"_s, contracts::linesOf(brand->details.address));
    QStringList signature{brand->details.name, brand->details.email, brand->details.phone};
    signature.removeAll(QString{});
    put(values, u"brand.signature"_s, signature.join(u'\n'));
    if (subject.job) {
        if (const auto done = putJob(snapshot, values, *subject.job, language); !done)
            return fail(done.error());
    }
    if (subject.item) {
        if (const auto done = putDocument(snapshot, values, subject, language); !done)
            return fail(done.error());
    }
    return values;
}

TokenValues exampleValues()
{
    TokenValues values;
    for (const Token& token : tokens()) {
        if (!isLink(token.name))
            values.emplace(token.name, token.example);
    }
    return values;
}

} // namespace foyer::email_templates
