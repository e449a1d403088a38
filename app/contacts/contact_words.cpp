// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_words.h"

#include <array>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

struct KindWord
{
    ContactKind kind;
    QLatin1StringView word;
};
constexpr std::array kindWords{
    KindWord{ContactKind::Person, "person"_L1},
    KindWord{ContactKind::Company, "company"_L1},
    KindWord{ContactKind::Location, "location"_L1},
};

struct RelationWord
{
    RelationKind kind;
    QLatin1StringView word;
    RelationKind inverse;
};
constexpr std::array relationWords{
    RelationWord{RelationKind::Spouse, "spouse"_L1, RelationKind::Spouse},
    RelationWord{RelationKind::Partner, "partner"_L1, RelationKind::Partner},
    RelationWord{RelationKind::Parent, "parent"_L1, RelationKind::Child},
    RelationWord{RelationKind::Child, "child"_L1, RelationKind::Parent},
    RelationWord{RelationKind::Sibling, "sibling"_L1, RelationKind::Sibling},
    RelationWord{RelationKind::Friend, "friend"_L1, RelationKind::Friend},
    RelationWord{RelationKind::Planner, "planner"_L1, RelationKind::Other},
    RelationWord{RelationKind::Assistant, "assistant"_L1, RelationKind::Other},
    RelationWord{RelationKind::Employer, "employer"_L1, RelationKind::Employee},
    RelationWord{RelationKind::Employee, "employee"_L1, RelationKind::Employer},
    RelationWord{RelationKind::Colleague, "colleague"_L1, RelationKind::Colleague},
    RelationWord{RelationKind::Venue, "venue"_L1, RelationKind::Other},
    RelationWord{RelationKind::Other, "other"_L1, RelationKind::Other},
};

const RelationWord& entryOf(RelationKind kind)
{
    for (const RelationWord& entry : relationWords) {
        if (entry.kind == kind)
            return entry;
    }
    Q_UNREACHABLE();
}

} // namespace

QString toWord(ContactKind kind)
{
    for (const KindWord& entry : kindWords) {
        if (entry.kind == kind)
            return entry.word;
    }
    Q_UNREACHABLE();
}

std::optional<ContactKind> contactKindFromWord(QStringView word)
{
    for (const KindWord& entry : kindWords) {
        if (word == entry.word)
            return entry.kind;
    }
    return std::nullopt;
}

QString toWord(RelationKind kind)
{
    return entryOf(kind).word;
}

std::optional<RelationKind> relationKindFromWord(QStringView word)
{
    for (const RelationWord& entry : relationWords) {
        if (word == entry.word)
            return entry.kind;
    }
    return std::nullopt;
}

RelationKind inverse(RelationKind kind)
{
    return entryOf(kind).inverse;
}

} // namespace foyer
