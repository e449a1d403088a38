// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/conflicts/conflict_words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace foyer::words {

using namespace Qt::StringLiterals;
using contacts::Conflict;
using contacts::ConflictParty;

namespace {

struct Conflicts
{
    Q_DECLARE_TR_FUNCTIONS(Conflicts)
};

constexpr std::size_t mostNames = 6;

int countOf(const Conflict& conflict, PortalState state)
{
    return int(std::count_if(conflict.parties.begin(), conflict.parties.end(),
                             [&](const ConflictParty& party) { return party.portal == state; }));
}

/// What the two who may be one are.
QString maybeOne(const Conflict& conflict)
{
    const auto& parties = conflict.parties;
    for (std::size_t i = 0; i < parties.size(); ++i) {
        for (std::size_t j = i + 1; j < parties.size(); ++j) {
            if (!contacts::isNamesake(parties[i].brief, parties[j].brief))
                continue;
            switch (parties[i].brief.kind) {
            case ContactKind::Person:
                return Conflicts::tr("Shared address, maybe one person");
            case ContactKind::Company:
                return Conflicts::tr("Shared address, maybe one company");
            case ContactKind::Location:
                return Conflicts::tr("Shared address, maybe one location");
            }
        }
    }
    return Conflicts::tr("Shared address");
}

/// @param others  people who cannot log in; @param disabled  those of them of whom another sentence tells
QString someCanLogIn(int active, int others, int disabled)
{
    if (others == 0) // the rest are companies and locations
        return active == 1
                   ? Conflicts::tr("Only one of them is a person, and can log in.")
                   : Conflicts::tr("The %n people among them can log in, each with their own password.",
                                   nullptr, active);
    if (disabled > 0)
        return active == 1
                   ? Conflicts::tr("One of them can log in.")
                   : Conflicts::tr("%n of them can log in, each with their own password.", nullptr, active);
    if (active == 1)
        return others == 1 ? Conflicts::tr("One of them can log in; the other has no password yet.")
                           : Conflicts::tr("One of them can log in; the others have no password yet.");
    return others == 1
               ? Conflicts::tr(
                     "%n of them can log in, each with their own password; one has no password yet.", nullptr,
                     active)
               : Conflicts::tr(
                     "%n of them can log in, each with their own password; the others have no password yet.",
                     nullptr, active);
}

/// Who gets in with this address, and how.
QString loginSentence(const Conflict& conflict)
{
    const int people = int(conflict.parties.size()) - countOf(conflict, PortalState::None);
    const int active = countOf(conflict, PortalState::Active);
    if (people == 0)
        return Conflicts::tr("Companies and locations have no portal, so nobody logs in with this address.");
    if (active == 2 && people == 2)
        return Conflicts::tr("Both can log in, each with their own password.");
    if (active == people && people > 2)
        return Conflicts::tr("All %n can log in, each with their own password.", nullptr, people);
    if (active > 0)
        return someCanLogIn(active, people - active, countOf(conflict, PortalState::Disabled));
    if (countOf(conflict, PortalState::Disabled) == people)
        return Conflicts::tr("Nobody can log in with this address at the moment.");
    if (people == 1)
        return Conflicts::tr("Only one of them is a person and can have a portal; its password is not set.");
    return Conflicts::tr("Nobody has set a password yet. Each of them does so with their own Direct Link.");
}

QString duplicateSentence()
{
    return Conflicts::tr(
        "Two have the same name. If they are one, entered twice, merge them: nothing is lost, "
        "and both Direct Links go on working.");
}

} // namespace

QString conflictKind(const Conflict& conflict)
{
    switch (conflict.kind) {
    case Conflict::Kind::SharedAddress:
        return conflict.isProbableDuplicate ? maybeOne(conflict) : Conflicts::tr("Shared address");
    case Conflict::Kind::SameName:
        return Conflicts::tr("Probably the same");
    case Conflict::Kind::Malformed:
        return Conflicts::tr("Not an address");
    }
    Q_UNREACHABLE();
}

QStringList conflictMeaning(const Conflict& conflict)
{
    switch (conflict.kind) {
    case Conflict::Kind::SharedAddress: {
        QStringList said{loginSentence(conflict)};
        const bool hasPerson = countOf(conflict, PortalState::None) < int(conflict.parties.size());
        if (hasPerson)
            said.append(Conflicts::tr("“Forgot your password?” cannot tell them apart and sends no link, so "
                                      "reset by hand: open the contact, More Actions, Reset Password."));
        if (const int disabled = countOf(conflict, PortalState::Disabled); disabled > 0)
            said.append(disabled == 1
                            ? Conflicts::tr("The portal of one of them is disabled.")
                            : Conflicts::tr("The portals of %n of them are disabled.", nullptr, disabled));
        if (conflict.isProbableDuplicate)
            said.append(duplicateSentence());
        return said;
    }
    case Conflict::Kind::SameName:
        return {Conflicts::tr("Same name and same phone number. If they are one, entered twice, merge them: "
                              "nothing is lost, and both Direct Links go on working."),
                Conflicts::tr("If they are not, nothing needs to be done.")};
    case Conflict::Kind::Malformed:
        return {Conflicts::tr("Nobody can be invited at this address, and nobody can log in or ask for a new "
                              "password with it."),
                Conflicts::tr("Open the contact and correct it.")};
    }
    Q_UNREACHABLE();
}

QString conflictNames(const Conflict& conflict)
{
    QStringList names;
    for (const ConflictParty& party : conflict.parties) {
        if (std::size_t(names.size()) == mostNames)
            break;
        names.append(party.brief.name);
    }
    const int more = int(conflict.parties.size()) - int(names.size());
    if (more > 0)
        names.append(Conflicts::tr("%n more", "after some names", more));
    return QLocale{}.createSeparatedList(names);
}

} // namespace foyer::words
