// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/csv_mapping.h"

#include "app/base/random.h"
#include "app/base/text.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// The words a kept mapping uses. They never change: mappings outlive versions.
constexpr std::pair<CsvTarget, const char16_t*> targetWords[] = {
    {CsvTarget::Ignore, u"ignore"},
    {CsvTarget::KeepInNotes, u"keepInNotes"},
    {CsvTarget::Kind, u"kind"},
    {CsvTarget::DisplayName, u"displayName"},
    {CsvTarget::FullName, u"fullName"},
    {CsvTarget::Prefix, u"prefix"},
    {CsvTarget::GivenName, u"givenName"},
    {CsvTarget::AdditionalNames, u"additionalNames"},
    {CsvTarget::FamilyName, u"familyName"},
    {CsvTarget::Suffix, u"suffix"},
    {CsvTarget::Nickname, u"nickname"},
    {CsvTarget::Company, u"company"},
    {CsvTarget::JobTitle, u"jobTitle"},
    {CsvTarget::Email, u"email"},
    {CsvTarget::EmailLabel, u"emailLabel"},
    {CsvTarget::Phone, u"phone"},
    {CsvTarget::PhoneLabel, u"phoneLabel"},
    {CsvTarget::Street, u"street"},
    {CsvTarget::Street2, u"street2"},
    {CsvTarget::City, u"city"},
    {CsvTarget::Region, u"region"},
    {CsvTarget::PostalCode, u"postalCode"},
    {CsvTarget::Country, u"country"},
    {CsvTarget::WholeAddress, u"wholeAddress"},
    {CsvTarget::AddressLabel, u"addressLabel"},
    {CsvTarget::Website, u"website"},
    {CsvTarget::Birthday, u"birthday"},
    {CsvTarget::Anniversary, u"anniversary"},
    {CsvTarget::Language, u"language"},
    {CsvTarget::Tags, u"tags"},
    {CsvTarget::Notes, u"notes"},
};

constexpr std::pair<CsvPerson, const char16_t*> personWords[] = {
    {CsvPerson::Self, u"self"},
    {CsvPerson::Partner, u"partner"},
};

constexpr std::pair<CsvDateOrder, const char16_t*> orderWords[] = {
    {CsvDateOrder::Guess, u"guess"},
    {CsvDateOrder::DayFirst, u"dayFirst"},
    {CsvDateOrder::MonthFirst, u"monthFirst"},
};

template <class Enum, std::size_t size>
QString wordOf(Enum value, const std::pair<Enum, const char16_t*> (&words)[size])
{
    const auto found =
        std::find_if(std::begin(words), std::end(words), [&](const auto& w) { return w.first == value; });
    Q_ASSERT(found != std::end(words));
    return QString::fromUtf16(found->second);
}

template <class Enum, std::size_t size>
std::optional<Enum> fromWord(const QJsonValue& word, const std::pair<Enum, const char16_t*> (&words)[size])
{
    const QString text = word.toString();
    const auto found = std::find_if(std::begin(words), std::end(words),
                                    [&](const auto& w) { return text == QStringView{w.second}; });
    return found == std::end(words) ? std::nullopt : std::optional{found->first};
}

/// What gives a program away. Columns vary with what people choose to export, so the most telling
/// come first and as few as can be are asked for.
struct Fingerprint
{
    const char16_t* product;
    int atLeast;          ///< how many of the keys must be there
    const char16_t* keys; ///< of headers, separated by blanks
};

constexpr Fingerprint fingerprints[] = {
    {u"HoneyBook", 2, u"projectsource totalbookedvalue projectcreationdate bookeddate"},
    {u"HoneyBook", 6, u"name email phone address notes datecreated"},
    {u"VSCO Workspace (Táve)", 2,
     u"maidenname secondaryemail salutation contactpreference privacyoptin requirestrictprivacy anonymized "
     u"previousclient leadsource leadsourcename leadstatus leadstatusname leadrating leadmaxbudget jobrole"},
    {u"VSCO Workspace (Táve)", 3, u"cellphone homephone workphone brand"},
    {u"Studio Ninja", 2, u"clientemail mainshootdate jobstatus invoiceid"},
    {u"Light Blue", 2, u"vatnumber warning mailinglistoptin mailinglist"},
    {u"17hats", 6, u"firstname lastname email phone type tags"},
    {u"Dubsado", 6, u"firstname lastname email phonenumber address notes"},
    {u"Google Contacts", 2,
     u"email1value phone1value email1type email1label organizationname organization1name"},
    {u"Outlook", 2, u"businessstreet homestreet otherstreet businessphone email2address email2displayname"},
    {u"Pixieset, Sprout Studio or Bloom", 5, u"name email phone address type"},
};

} // namespace

QString headerKey(QStringView header)
{
    QString key;
    const QString folded = foldedForSearch(header);
    std::copy_if(folded.begin(), folded.end(), std::back_inserter(key),
                 [](QChar c) { return c.isLetterOrNumber(); });
    return key;
}

QString productOf(const QStringList& headers)
{
    QSet<QString> keys;
    for (const QString& header : headers)
        keys.insert(headerKey(header));
    for (const Fingerprint& fingerprint : fingerprints) {
        const QStringList telling = QString::fromUtf16(fingerprint.keys).split(u' ');
        const auto found =
            std::count_if(telling.begin(), telling.end(), [&](const QString& k) { return keys.contains(k); });
        if (found >= fingerprint.atLeast)
            return QString::fromUtf16(fingerprint.product);
    }
    return {};
}

QString headerFingerprint(const QStringList& headers)
{
    QByteArray keys;
    for (const QString& header : headers)
        keys += headerKey(header).toUtf8() + '\n';
    return toBase64Url(sha256(keys));
}

QJsonObject toJson(const CsvMapping& mapping)
{
    QJsonArray columns;
    for (const CsvColumn& column : mapping.columns) {
        QJsonObject json{{u"target"_s, wordOf(column.target, targetWords)}};
        if (!column.label.isEmpty())
            json[u"label"_s] = column.label;
        if (column.group != 1)
            json[u"group"_s] = column.group;
        if (column.person != CsvPerson::Self)
            json[u"person"_s] = wordOf(column.person, personWords);
        columns.append(json);
    }
    return {{u"columns"_s, columns}, {u"dateOrder"_s, wordOf(mapping.dateOrder, orderWords)}};
}

Result<CsvMapping> mappingFromJson(const QJsonObject& json)
{
    const auto order = fromWord(json[u"dateOrder"_s], orderWords);
    if (!order || !json[u"columns"_s].isArray())
        return fail(Fault::Invalid, u"this is no mapping of columns"_s);
    CsvMapping mapping;
    mapping.dateOrder = *order;
    const QJsonArray columns = json[u"columns"_s].toArray();
    for (const QJsonValue value : columns) {
        const QJsonObject column = value.toObject();
        const auto target = fromWord(column[u"target"_s], targetWords);
        const auto person = fromWord(
            column[u"person"_s].isUndefined() ? QJsonValue{u"self"_s} : column[u"person"_s], personWords);
        const int group = column[u"group"_s].toInt(column[u"group"_s].isUndefined() ? 1 : 0);
        if (!target || !person || group < 1) {
            return fail(Fault::Invalid,
                        u"column %1 of the mapping says nothing we know"_s.arg(mapping.columns.size() + 1));
        }
        mapping.columns.push_back({*target, column[u"label"_s].toString(), group, *person});
    }
    return mapping;
}

} // namespace foyer
