// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contracts/contract_tokens.h"

#include "app/base/day_text.h"
#include "app/base/text.h"
#include "app/contacts/contact_store.h"
#include "app/jobs/job_store.h"

#include <QLocale>
#include <QRegularExpression>

namespace foyer::contracts {

using namespace Qt::StringLiterals;

namespace {

constexpr auto customPrefix = "job.custom."_L1;

/// English without a country is written as in Europe, as days are.
QLocale localeOf(const QString& language)
{
    return QLocale{language.isEmpty() || language == "en"_L1 ? u"en-GB"_s : language};
}

} // namespace

QString placeOf(const Snapshot& snapshot, const Shoot& shoot)
{
    if (shoot.location) {
        if (const auto location = contacts::brief(snapshot, *shoot.location); location)
            return location->name;
    }
    return shoot.place.trimmed();
}

QString linesOf(const PostalAddress& address)
{
    QStringList lines = address.street.split(u'\n');
    lines += {(address.postalCode + u' ' + address.city).trimmed(), address.region, address.country};
    for (QString& line : lines)
        line = line.trimmed();
    lines.removeAll(QString{});
    return lines.join(u'\n');
}

QString shootLine(const Snapshot& snapshot, const QString& language, const Shoot& shoot)
{
    const QLocale locale = localeOf(language);
    QStringList parts{shoot.title, dayText(shoot.day, language)};
    if (shoot.starts.isValid())
        parts +=
            locale.toString(shoot.starts, QLocale::ShortFormat) +
            (shoot.ends.isValid() ? u"–"_s + locale.toString(shoot.ends, QLocale::ShortFormat) : QString{});
    parts += placeOf(snapshot, shoot);
    parts.removeAll(QString{});
    return parts.join(u", "_s);
}

const std::vector<Token>& tokens()
{
    static const std::vector<Token> list{
        {u"client.name"_s, u"Full name of the first signer"_s, u"Ada Okafor"_s},
        {u"client.given_name"_s, u"Given name of the first signer"_s, u"Ada"_s},
        {u"client.family_name"_s, u"Family name of the first signer"_s, u"Okafor"_s},
        {u"client.email"_s, u"Email of the first signer"_s, u"ada@example.com"_s},
        {u"client.phone"_s, u"Phone number of the first signer"_s, u"+44 20 7946 0123"_s},
        {u"client.address"_s, u"Postal address of the first signer, in lines"_s,
         u"12 Harbour Lane\nPort Ellen"_s},
        {u"signers.names"_s, u"Names of all signers but the studio"_s, u"Ada Okafor, Ben Moss"_s},
        {u"job.title"_s, u"Title of the job"_s, u"Wedding at the lake"_s},
        {u"job.day"_s, u"Day of the first shoot"_s, u"3 May 2027"_s},
        {u"job.place"_s, u"Place of the first shoot"_s, u"Lakeside House"_s},
        {u"job.shoots"_s, u"All shoots with day, time and place, in lines"_s,
         u"Ceremony, 3 May 2027, 14:00, Lakeside House"_s},
        {u"brand.name"_s, u"Name of the brand"_s, u"Harbour & Heron"_s},
        {u"brand.email"_s, u"Email of the brand"_s, u"hello@harbourheron.example"_s},
        {u"brand.phone"_s, u"Phone number of the brand"_s, u"+44 20 7946 0100"_s},
        {u"brand.website"_s, u"Website of the brand"_s, u"https://harbourheron.example"_s},
        {u"brand.address"_s, u"Postal address of the brand, in lines"_s, u"1 Pier Road\nPort Ellen"_s},
        {u"contract.title"_s, u"Title of this contract"_s, u"Photography agreement"_s},
        {u"today"_s, u"The day on which it is sent"_s, u"14 February 2027"_s},
    };
    return list;
}

QString customTokenName(const QString& field)
{
    static const QRegularExpression others{u"[^a-z0-9]+"_s};
    QString word = foldedForSearch(field).toLower().replace(others, u"_"_s);
    while (word.startsWith(u'_'))
        word.remove(0, 1);
    while (word.endsWith(u'_'))
        word.chop(1);
    return word.isEmpty() ? QString{} : customPrefix + word;
}

TokenValues exampleValues()
{
    TokenValues values;
    for (const Token& token : tokens())
        values.emplace(token.name, token.example);
    return values;
}

Result<TokenValues> valuesFor(const Snapshot& snapshot, const TokenSources& sources)
{
    TokenValues values;
    QStringList names;
    for (const ContactId signer : sources.signers) {
        const auto contact = contacts::find(snapshot, signer);
        if (!contact)
            return fail(contact.error());
        const ContactDetails& details = contact->details;
        if (names.isEmpty()) {
            values[u"client.name"_s] = displayNameOf(details);
            values[u"client.given_name"_s] = details.givenName;
            values[u"client.family_name"_s] = details.familyName;
            values[u"client.email"_s] = details.emails.empty() ? QString{} : details.emails.front().address;
            values[u"client.phone"_s] = details.phones.empty() ? QString{} : details.phones.front().number;
            values[u"client.address"_s] =
                details.addresses.empty() ? QString{} : linesOf(details.addresses.front());
        }
        names += displayNameOf(details);
    }
    values[u"signers.names"_s] = names.join(u", "_s);

    const JobDetails& job = sources.job;
    values[u"job.title"_s] = job.title;
    QStringList shoots;
    for (const Shoot& shoot : job.shoots) {
        if (shoots.isEmpty()) {
            values[u"job.day"_s] = dayText(shoot.day, sources.language);
            values[u"job.place"_s] = placeOf(snapshot, shoot);
        }
        shoots += shootLine(snapshot, sources.language, shoot);
    }
    values[u"job.shoots"_s] = shoots.join(u'\n');
    for (auto field = job.custom.begin(); field != job.custom.end(); ++field) {
        if (const QString name = customTokenName(field.key()); !name.isEmpty())
            values[name] = field.value().toVariant().toString();
    }

    const BrandDetails& brand = sources.brand;
    values[u"brand.name"_s] = brand.name;
    values[u"brand.email"_s] = brand.email;
    values[u"brand.phone"_s] = brand.phone;
    values[u"brand.website"_s] = brand.website;
    values[u"brand.address"_s] = linesOf(brand.address);
    values[u"contract.title"_s] = sources.title;
    values[u"today"_s] = dayText(sources.today, sources.language);
    return values;
}

} // namespace foyer::contracts
