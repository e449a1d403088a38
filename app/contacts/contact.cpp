// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact.h"

namespace foyer {

namespace {

QString joined(std::initializer_list<QString> parts)
{
    QString text;
    for (const QString& part : parts) {
        if (part.isEmpty())
            continue;
        if (!text.isEmpty())
            text += u' ';
        text += part;
    }
    return text;
}

} // namespace

QString displayNameOf(const ContactDetails& details)
{
    if (!details.displayName.isEmpty())
        return details.displayName;
    if (details.kind == ContactKind::Person) {
        const QString name = joined(
            {details.prefix, details.givenName, details.additionalNames, details.familyName, details.suffix});
        if (!name.isEmpty())
            return name;
        if (!details.nickname.isEmpty())
            return details.nickname;
    }
    if (!details.company.isEmpty())
        return details.company;
    if (!details.emails.empty())
        return details.emails.front().address;
    if (!details.phones.empty())
        return details.phones.front().number;
    return {};
}

QString sortNameOf(const ContactDetails& details)
{
    const bool hasFamilyName = details.kind == ContactKind::Person && !details.familyName.isEmpty();
    return hasFamilyName ? joined({details.familyName, details.givenName, details.additionalNames})
                         : displayNameOf(details);
}

QString greetingNameOf(const ContactDetails& details)
{
    if (!details.nickname.isEmpty())
        return details.nickname;
    if (!details.givenName.isEmpty())
        return details.givenName;
    return displayNameOf(details);
}

} // namespace foyer
