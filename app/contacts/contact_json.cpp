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
