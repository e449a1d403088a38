// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/invite.h"

#include "app/base/text.h"

namespace foyer::mail {

using namespace Qt::StringLiterals;

namespace {

/// What somebody typed about themselves is text, never a token.
QString withoutBraces(const QString& text)
{
    return singleLine(text).replace("{{"_L1, "{ {"_L1);
}

} // namespace

InviteText inviteText(const ContactDetails& contact, const BrandDetails& brand)
{
    const QString name = withoutBraces(displayNameOf(contact));
    const QString greeting = withoutBraces(greetingNameOf(contact));
    const QString studio = withoutBraces(brand.name);
    QStringList signature{studio};
    for (const QString& line : {brand.email, brand.phone}) {
        if (!line.isEmpty())
            signature.append(withoutBraces(line));
    }
    return {
        u"%1: your client portal at %2"_s.arg(name, studio),
        u"Hello %1,\n\n"
        "we have set up a portal for you. It is the one place for everything between us: what you ordered, "
        "what there is to read, sign or answer, and your contact details.\n\n"
        "This link is yours alone. The first time, it asks you to choose a password:\n\n"
        "%2\n\n"
        "If anything is unclear, just reply to this mail.\n\n%3\n"_s.arg(greeting, portalLinkToken,
                                                                         signature.join(u'\n'))};
}

} // namespace foyer::mail
