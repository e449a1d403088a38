// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/invite.h"

#include "app/mail/mail_body.h"
#include "app/mail/tokens.h"

namespace foyer::mail {

using namespace Qt::StringLiterals;

InviteText inviteText(const ContactDetails& contact, const BrandDetails& brand)
{
    QStringList signature{inertLine(brand.name)};
    for (const QString& line : {brand.email, brand.phone}) {
        if (!line.isEmpty())
            signature.append(inertLine(line));
    }
    return {
        u"%1: your client portal at %2"_s.arg(withoutTokens(displayNameOf(contact)),
                                              withoutTokens(brand.name)),
        u"Hello %1,\n\n"
        "we have set up a portal for you. It is the one place for everything between us: what you ordered, "
        "what there is to read, sign or answer, and your contact details.\n\n"
        "This link is yours alone. The first time, it asks you to choose a password:\n\n"
        "{{recipient.portal_linked: Open your client portal}}\n\n"
        "If anything is unclear, just reply to this mail.\n\n%2\n"_s.arg(inertLine(greetingNameOf(contact)),
                                                                         signature.join(u'\n'))};
}

} // namespace foyer::mail
