// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_greeting.h"

namespace foyer::contacts {

using namespace Qt::StringLiterals;

namespace {

// "name" is displayNameOf, kept beside the parts.
const QString selectGreeting = uR"(
    SELECT nickname, given_name, name, language FROM contact WHERE id = :id)"_s;

} // namespace

Result<Greeting> greeting(const Snapshot& snapshot, ContactId id)
{
    auto found = snapshot.query(selectGreeting).bind(":id"_L1, id.row()).first([](const Query& row) {
        ContactDetails details;
        details.nickname = row.text(0);
        details.givenName = row.text(1);
        details.displayName = row.text(2);
        return Greeting{greetingNameOf(details), row.text(3)};
    });
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(Fault::NotFound, u"There is no contact %1."_s.arg(id.row()));
    return std::move(**found);
}

} // namespace foyer::contacts
