// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/password_words.h"

#include "app/contacts/contact_store.h"
#include "app/storage/settings.h"

namespace foyer::web {

using namespace Qt::StringLiterals;
using portal_access::PasswordFault;

QString passwordRule()
{
    return u"At least 8 characters. Anything goes: blanks, accents, emoji."_s;
}

QString sentenceFor(PasswordFault fault)
{
    switch (fault) {
    case PasswordFault::None:
        return {};
    case PasswordFault::TooShort:
        return u"This password is too short. Please use at least 8 characters."_s;
    case PasswordFault::TooLong:
        return u"This password is too long. Please use at most 1024 characters."_s;
    case PasswordFault::TooCommon:
        return u"This password is easy to guess. Please choose one that is less common, and neither your name nor ours."_s;
    }
    Q_UNREACHABLE();
}

Result<QStringList> ownWords(const Visit& visit, ContactId id)
{
    const auto contact =
        visit.studio.read([&](const Snapshot& snapshot) { return contacts::find(snapshot, id); });
    if (!contact)
        return fail(contact.error());
    const auto studio = visit.studio.read([](const Snapshot& snapshot) {
        return settings::get(snapshot, QLatin1StringView{settings::studioName});
    });
    if (!studio)
        return fail(studio.error());
    const ContactDetails& details = contact->details;
    QStringList words{*studio,
                      details.givenName,
                      details.familyName,
                      details.nickname,
                      details.displayName,
                      details.company,
                      visit.place.brand->details.name,
                      visit.place.brand->details.username};
    for (const ContactEmail& email : details.emails) {
        words.append(email.address);
        words.append(email.address.section(u'@', 0, 0));
    }
    // Names are typed without their blanks, too.
    for (const QString& word : QStringList{words})
        words.append(QString{word}.remove(u' '));
    // What people here choose, and the English lists do not know.
    words += {u"qwertz"_s,  u"qwertzuiop"_s, u"hochzeit"_s, u"passwort"_s, u"schatz"_s,
              u"wedding"_s, u"azerty"_s,     u"mariage"_s,  u"boda"_s,     u"matrimonio"_s};
    return words;
}

} // namespace foyer::web
