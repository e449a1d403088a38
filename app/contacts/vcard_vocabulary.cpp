// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/vcard_vocabulary.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

struct LabelWord
{
    QLatin1StringView label;
    QLatin1StringView types;    ///< one or two of TYPE, with a comma between; all must be there
    QLatin1StringView subjects; ///< where TYPE may say it: e(mail), p(hone), a(ddress)
    QLatin1StringView apple;    ///< Apple's word in an X-ABLabel, lower case, where it differs
};

/// The row that needs the most types wins, the earlier among equals: a mobile that is also for texts
/// is a mobile.
constexpr LabelWord labelWords[] = {
    {"mobile"_L1, "cell"_L1, "p"_L1, {}},
    {"home mobile"_L1, "cell,home"_L1, "p"_L1, {}},
    {"work mobile"_L1, "cell,work"_L1, "p"_L1, {}},
    {"iphone"_L1, "iphone"_L1, "p"_L1, {}},
    {"iphone"_L1, "cell,iphone"_L1, {}, {}},
    {"fax"_L1, "fax"_L1, "p"_L1, {}},
    {"home fax"_L1, "fax,home"_L1, "p"_L1, "homefax"_L1},
    {"work fax"_L1, "fax,work"_L1, "p"_L1, "workfax"_L1},
    {"other fax"_L1, "fax,other"_L1, "p"_L1, "otherfax"_L1},
    {"pager"_L1, "pager"_L1, "p"_L1, {}},
    {"main"_L1, "main"_L1, "p"_L1, {}},
    {"car"_L1, "car"_L1, "p"_L1, {}},
    {"textphone"_L1, "textphone"_L1, "p"_L1, {}},
    {"home"_L1, "home"_L1, "epa"_L1, {}},
    {"work"_L1, "work"_L1, "epa"_L1, {}},
    {"billing"_L1, "billing"_L1, "a"_L1, {}},
    {"delivery"_L1, "delivery"_L1, "a"_L1, {}},
    {"school"_L1, "school"_L1, {}, {}},
    {"video"_L1, "video"_L1, "p"_L1, {}},
    {"text"_L1, "text"_L1, "p"_L1, {}},
    {"other"_L1, "other"_L1, "epa"_L1, {}},
};

/// True of nearly everything, or of how it is carried: no person would call a number so.
constexpr QLatin1StringView silentTypes[] = {"voice"_L1, "internet"_L1,   "pref"_L1,   "msg"_L1,
                                             "dom"_L1,   "intl"_L1,       "postal"_L1, "parcel"_L1,
                                             "x400"_L1,  "x-internet"_L1, "uri"_L1};

QStringList wordsOf(QLatin1StringView list)
{
    return QString{list}.split(u',');
}

/// Asked for every row of every number in a file: makes no strings.
bool hasAllTypes(const QStringList& types, QLatin1StringView wanted)
{
    const qsizetype comma = wanted.indexOf(u',');
    if (comma < 0)
        return types.contains(wanted);
    return types.contains(wanted.first(comma)) && types.contains(wanted.sliced(comma + 1));
}

bool namesTwo(QLatin1StringView types)
{
    return types.contains(u',');
}

struct RelationWord
{
    QLatin1StringView type;
    RelationKind kind;
};

/// The first row of a kind is the one we write. Source: RFC 6350 §6.6.6; the x- words are ours, for
/// what a studio knows and the standard does not.
constexpr RelationWord relationWords[] = {
    {"spouse"_L1, RelationKind::Spouse},         {"sweetheart"_L1, RelationKind::Partner},
    {"date"_L1, RelationKind::Partner},          {"x-partner"_L1, RelationKind::Partner},
    {"parent"_L1, RelationKind::Parent},         {"child"_L1, RelationKind::Child},
    {"sibling"_L1, RelationKind::Sibling},       {"friend"_L1, RelationKind::Friend},
    {"x-planner"_L1, RelationKind::Planner},     {"agent"_L1, RelationKind::Assistant},
    {"x-assistant"_L1, RelationKind::Assistant}, {"x-employer"_L1, RelationKind::Employer},
    {"x-manager"_L1, RelationKind::Employer},    {"x-employee"_L1, RelationKind::Employee},
    {"colleague"_L1, RelationKind::Colleague},   {"co-worker"_L1, RelationKind::Colleague},
    {"x-venue"_L1, RelationKind::Venue},         {"contact"_L1, RelationKind::Other},
};

struct MediaWord
{
    QLatin1StringView word;
    QLatin1StringView mediaType;
};

constexpr MediaWord mediaWords[] = {
    {"JPEG"_L1, "image/jpeg"_L1},
    {"JPG"_L1, "image/jpeg"_L1},
    {"PNG"_L1, "image/png"_L1},
    {"GIF"_L1, "image/gif"_L1},
    {"WEBP"_L1, "image/webp"_L1},
    {"BMP"_L1, "image/bmp"_L1},
    {"TIFF"_L1, "image/tiff"_L1},
    {"WAVE"_L1, "audio/wav"_L1},
    {"PCM"_L1, "audio/pcm"_L1},
    {"AIFF"_L1, "audio/aiff"_L1},
    {"PGP"_L1, "application/pgp-keys"_L1},
    {"X509"_L1, "application/pkix-cert"_L1},
};

} // namespace

Label labelFromTypes(const QStringList& types)
{
    if (types.isEmpty())
        return {};
    const LabelWord* best = nullptr;
    for (const LabelWord& word : labelWords) {
        const bool saysMore = !best || (namesTwo(word.types) && !namesTwo(best->types));
        if (saysMore && hasAllTypes(types, word.types))
            best = &word;
    }
    if (best)
        return best->label;
    for (const QString& type : types) {
        const bool isSilent = std::any_of(std::begin(silentTypes), std::end(silentTypes),
                                          [&type](QLatin1StringView silent) { return type == silent; });
        if (!isSilent && !type.isEmpty())
            return type.startsWith("x-"_L1) ? type.sliced(2) : type;
    }
    return {};
}

Label labelFromText(const QString& written)
{
    QString word = written.trimmed().toLower();
    if (word.startsWith("_$!<"_L1) && word.endsWith(">!$_"_L1) && word.size() > 8) {
        word = word.sliced(4, word.size() - 8).trimmed();
        for (const LabelWord& row : labelWords) {
            if (!row.apple.isEmpty() && row.apple == word)
                return row.label;
        }
    }
    return word;
}

std::optional<QStringList> typesOfLabel(const Label& label, LabelSubject subject)
{
    const QChar letter = subject == LabelSubject::Email ? u'e' : subject == LabelSubject::Phone ? u'p' : u'a';
    for (const LabelWord& word : labelWords) {
        if (word.label == label && word.subjects.contains(letter))
            return wordsOf(word.types);
    }
    return std::nullopt;
}

RelationKind relationKindFromTypes(const QStringList& types)
{
    for (const QString& type : types) {
        for (const RelationWord& word : relationWords) {
            if (type == word.type)
                return word.kind;
        }
    }
    return RelationKind::Other;
}

QString typeOfRelationKind(RelationKind kind)
{
    for (const RelationWord& word : relationWords) {
        if (word.kind == kind)
            return word.type;
    }
    return {};
}

QString mediaTypeFromWord(const QString& word)
{
    const QString plain = word.startsWith("X-"_L1, Qt::CaseInsensitive) ? word.sliced(2) : word;
    for (const MediaWord& row : mediaWords) {
        if (plain.compare(row.word, Qt::CaseInsensitive) == 0)
            return row.mediaType;
    }
    // Some write the type itself where its word belongs.
    for (const QLatin1StringView family : {"image/"_L1, "audio/"_L1, "application/"_L1, "text/"_L1}) {
        if (plain.startsWith(family, Qt::CaseInsensitive))
            return plain.toLower();
    }
    return {};
}

QString wordOfMediaType(const QString& mediaType)
{
    for (const MediaWord& row : mediaWords) {
        if (mediaType == row.mediaType)
            return row.word;
    }
    return {};
}

} // namespace foyer
