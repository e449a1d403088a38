// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/seen_stamp.h"

#include "portal_server/portal/cookies.h"

#include <QStringList>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

constexpr char seenPurpose[] = "seen";

} // namespace

QString seenText(const Visit& visit, const QString& uid, const items::Seen& seen)
{
    const QStringList words{visit.client->contact.text(), uid, seen.version.text(),
                            QString::fromLatin1(seen.sha256.toHex()), QString::number(toSeconds(seen.at))};
    return sealed(visit.formKey, seenPurpose, words.join(u'|'));
}

std::optional<items::Seen> readSeen(const Visit& visit, const QString& uid)
{
    const auto text = unsealed(visit.formKey, seenPurpose, visit.form.value(u"seen"_s));
    const QStringList words = text ? text->split(u'|') : QStringList{};
    if (words.size() != 5 || words[0] != visit.client->contact.text() || words[1] != uid)
        return std::nullopt;
    const auto version = VersionId::fromText(words[2]);
    if (!version)
        return std::nullopt;
    return items::Seen{*version, QByteArray::fromHex(words[3].toLatin1()),
                       fromSeconds(words[4].toLongLong())};
}

} // namespace foyer::web
