// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/invite.h"

#include "app/mail/tokens.h"

namespace foyer::mail {

using namespace Qt::StringLiterals;

InviteText inviteText(const ContactDetails& contact, const BrandDetails& brand)
{
    const QString name = withoutTokens(displayNameOf(contact));
    const QString greeting = withoutTokens(greetingNameOf(contact));
    const QString studio = withoutTokens(brand.name);
    QStringList signature{studio};
    for (const QString& line : {brand.email, brand.phone}) {
        if (!line.isEmpty())
            signature.append(withoutTokens(line));
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
