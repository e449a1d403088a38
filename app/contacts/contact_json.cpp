// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_json.h"

#include "app/contacts/contact_words.h"

#include <QJsonArray>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Leaves out what says nothing.
void put(QJsonObject& object, const QString& key, const QString& value)
{
    if (!value.isEmpty())
        object.insert(key, value);
}

void put(QJsonObject& object, const QString& key, const QJsonArray& value)
{
    if (!value.isEmpty())
        object.insert(key, value);
}

} // namespace

QJsonObject toJson(const ContactDetails& details)
{
    QJsonObject object{{u"kind"_s, toWord(details.kind)}};
    put(object, u"prefix"_s, details.prefix);
    put(object, u"givenName"_s, details.givenName);
    put(object, u"additionalNames"_s, details.additionalNames);
    put(object, u"familyName"_s, details.familyName);
    put(object, u"suffix"_s, details.suffix);
    put(object, u"nickname"_s, details.nickname);
    put(object, u"displayName"_s, details.displayName);
    put(object, u"company"_s, details.company);
    put(object, u"jobTitle"_s, details.jobTitle);
    QJsonArray emails;
    for (const ContactEmail& email : details.emails) {
        QJsonObject entry;
        put(entry, u"address"_s, email.address);
        put(entry, u"label"_s, email.label);
        emails.append(entry);
    }
    put(object, u"emails"_s, emails);
    QJsonArray phones;
    for (const ContactPhone& phone : details.phones) {
        QJsonObject entry;
        put(entry, u"number"_s, phone.number);
        put(entry, u"label"_s, phone.label);
        phones.append(entry);
    }
    put(object, u"phones"_s, phones);
    QJsonArray addresses;
    for (const PostalAddress& address : details.addresses) {
        QJsonObject entry;
        put(entry, u"label"_s, address.label);
        put(entry, u"street"_s, address.street);
        put(entry, u"city"_s, address.city);
        put(entry, u"region"_s, address.region);
        put(entry, u"postalCode"_s, address.postalCode);
        put(entry, u"country"_s, address.country);
        addresses.append(entry);
    }
    put(object, u"addresses"_s, addresses);
    put(object, u"websites"_s, QJsonArray::fromStringList(details.websites));
    if (details.birthday.isValid())
        object.insert(u"birthday"_s, details.birthday.toString(Qt::ISODate));
    if (details.anniversary.isValid())
        object.insert(u"anniversary"_s, details.anniversary.toString(Qt::ISODate));
    put(object, u"language"_s, details.language);
    put(object, u"tags"_s, QJsonArray::fromStringList(details.tags));
    put(object, u"notes"_s, details.notes);
    return object;
}

ContactDetails detailsFromJson(const QJsonObject& object)
{
    const auto text = [](const QJsonObject& from, const QString& key) { return from.value(key).toString(); };
    const auto each = [&](const QString& key, auto read) {
        for (const QJsonValue entry : object.value(key).toArray())
            read(entry.toObject());
    };
    const auto texts = [&](const QString& key) {
        QStringList list;
        for (const QJsonValue entry : object.value(key).toArray())
            list.append(entry.toString());
        return list;
    };
    const auto day = [&](const QString& key) { return QDate::fromString(text(object, key), Qt::ISODate); };
    ContactDetails details;
    details.kind = contactKindFromWord(text(object, u"kind"_s)).value_or(ContactKind::Person);
    details.prefix = text(object, u"prefix"_s);
    details.givenName = text(object, u"givenName"_s);
    details.additionalNames = text(object, u"additionalNames"_s);
    details.familyName = text(object, u"familyName"_s);
    details.suffix = text(object, u"suffix"_s);
    details.nickname = text(object, u"nickname"_s);
    details.displayName = text(object, u"displayName"_s);
    details.company = text(object, u"company"_s);
    details.jobTitle = text(object, u"jobTitle"_s);
    each(u"emails"_s, [&](const QJsonObject& entry) {
        details.emails.push_back({text(entry, u"address"_s), text(entry, u"label"_s)});
    });
    each(u"phones"_s, [&](const QJsonObject& entry) {
        details.phones.push_back({text(entry, u"number"_s), text(entry, u"label"_s)});
    });
    each(u"addresses"_s, [&](const QJsonObject& entry) {
        details.addresses.push_back({text(entry, u"label"_s), text(entry, u"street"_s),
                                     text(entry, u"city"_s), text(entry, u"region"_s),
                                     text(entry, u"postalCode"_s), text(entry, u"country"_s)});
    });
    details.websites = texts(u"websites"_s);
    details.birthday = day(u"birthday"_s);
    details.anniversary = day(u"anniversary"_s);
    details.language = text(object, u"language"_s);
    details.tags = texts(u"tags"_s);
    details.notes = text(object, u"notes"_s);
    return details;
}

QJsonObject changesBetween(const ContactDetails& before, const ContactDetails& after)
{
    const QJsonObject from = toJson(before);
    const QJsonObject to = toJson(after);
    QJsonObject changes;
    QStringList keys = from.keys();
    for (const QString& key : to.keys()) {
        if (!keys.contains(key))
            keys.append(key);
    }
    for (const QString& key : std::as_const(keys)) {
        if (from.value(key) != to.value(key))
            changes.insert(key, QJsonObject{{u"from"_s, from.value(key)}, {u"to"_s, to.value(key)}});
    }
    return changes;
}

} // namespace foyer
