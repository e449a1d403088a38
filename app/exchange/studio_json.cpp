// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/studio_json.h"

#include "app/base/json_fields.h"
#include "app/contacts/contact_rules.h"
#include "app/contacts/contact_words.h"
#include "app/exchange/json_text.h"
#include "app/exchange/studio_json_jobs.h"

#include <QDir>
#include <QFile>
#include <QHash>

namespace foyer::exchange {

using namespace Qt::StringLiterals;

namespace {

PostalAddress readAddress(JsonFields& fields)
{
    PostalAddress address;
    address.street = fields.text("street"_L1);
    address.city = fields.text("city"_L1);
    address.region = fields.text("region"_L1);
    address.postalCode = fields.text("postalCode"_L1);
    address.country = fields.text("country"_L1);
    return address;
}

QString pictureType(const QByteArray& bytes)
{
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return u"image/png"_s;
    if (bytes.startsWith("\xFF\xD8\xFF"))
        return u"image/jpeg"_s;
    return {};
}

void readLogo(JsonFields& fields, BrandDetails& brand, const NeighbourFile& neighbour)
{
    const QString encoded = fields.text("logo"_L1);
    const QString file = fields.text("logoFile"_L1);
    if (!encoded.isEmpty() && !file.isEmpty())
        return fields.complain("logoFile"_L1, u"stands beside “logo”. Keep one of them."_s);
    auto key = "logo"_L1;
    if (!encoded.isEmpty()) {
        const auto decoded =
            QByteArray::fromBase64Encoding(encoded.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        if (decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok)
            return fields.complain(key, u"is no base64."_s);
        brand.logo = decoded.decoded;
    } else if (!file.isEmpty()) {
        key = "logoFile"_L1;
        if (file.contains(u'/') || file.contains(u'\\') || file.startsWith(u'.') ||
            file.contains(QChar{u'\0'}))
            return fields.complain(key,
                                   u"must be the plain name of a file beside this one, without a folder."_s);
        auto bytes = neighbour(file);
        if (!bytes)
            return fields.complain(key, bytes.error().detail);
        brand.logo = std::move(*bytes);
    } else {
        return;
    }
    brand.logoType = pictureType(brand.logo);
    if (brand.logoType.isEmpty())
        fields.complain(key, u"is neither a PNG nor a JPEG picture."_s);
}

BrandDetails readBrand(JsonFields& fields, const NeighbourFile& neighbour)
{
    BrandDetails brand;
    brand.name = fields.requiredText("name"_L1);
    brand.username = fields.requiredText("username"_L1);
    brand.domain = fields.text("domain"_L1);
    brand.email = fields.text("email"_L1);
    brand.phone = fields.text("phone"_L1);
    brand.website = fields.text("website"_L1);
    fields.object("address"_L1, [&](JsonFields& address) { brand.address = readAddress(address); });
    if (const QString accent = fields.text("accent"_L1); !accent.isEmpty())
        brand.accent = accent;
    readLogo(fields, brand, neighbour);
    brand.welcomeText = fields.text("welcomeText"_L1);
    brand.loginText = fields.text("loginText"_L1);
    brand.emptyText = fields.text("emptyText"_L1);
    brand.showsHistory = fields.flag("showsHistory"_L1);
    return brand;
}

void readBilling(JsonFields& fields, StudioDocument& document)
{
    if (!fields.has("billing"_L1))
        return;
    auto details = billingDetailsFromJson(fields.rawObject("billing"_L1));
    if (!details)
        return fields.complain("billing"_L1, details.error().detail);
    document.billing.push_back(
        {document.brands.back().username, std::move(*details), fields.pathOf("billing"_L1)});
}

ContactDetails readDetails(JsonFields& fields)
{
    ContactDetails details;
    const QString kind = fields.text("kind"_L1);
    if (const auto known = contactKindFromWord(kind.isEmpty() ? u"person"_s : kind))
        details.kind = *known;
    else
        fields.complain("kind"_L1, u"“%1” is none of person, company, location."_s.arg(kind));
    details.prefix = fields.text("prefix"_L1);
    details.givenName = fields.text("givenName"_L1);
    details.additionalNames = fields.text("additionalNames"_L1);
    details.familyName = fields.text("familyName"_L1);
    details.suffix = fields.text("suffix"_L1);
    details.nickname = fields.text("nickname"_L1);
    details.displayName = fields.text("displayName"_L1);
    details.company = fields.text("company"_L1);
    details.jobTitle = fields.text("jobTitle"_L1);
    fields.each("emails"_L1, [&](JsonFields& email) {
        details.emails.push_back({email.requiredText("address"_L1), email.text("label"_L1)});
    });
    fields.each("phones"_L1, [&](JsonFields& phone) {
        details.phones.push_back({phone.requiredText("number"_L1), phone.text("label"_L1)});
    });
    fields.each("addresses"_L1, [&](JsonFields& entry) {
        PostalAddress address = readAddress(entry);
        address.label = entry.text("label"_L1);
        details.addresses.push_back(std::move(address));
    });
    details.websites = fields.texts("websites"_L1);
    details.birthday = fields.day("birthday"_L1);
    details.anniversary = fields.day("anniversary"_L1);
    details.language = fields.text("language"_L1);
    details.tags = fields.texts("tags"_L1);
    details.notes = fields.text("notes"_L1);
    return details;
}

/// The path of the field a rule complains of, as it stands in the file.
QString pathOf(const ContactProblem& problem)
{
    const auto entry = [&](QLatin1StringView list) { return u"%1[%2]"_s.arg(list).arg(problem.index); };
    switch (problem.field) {
    case ContactField::Name:
        return {};
    case ContactField::Prefix:
        return u".prefix"_s;
    case ContactField::GivenName:
        return u".givenName"_s;
    case ContactField::AdditionalNames:
        return u".additionalNames"_s;
    case ContactField::FamilyName:
        return u".familyName"_s;
    case ContactField::Suffix:
        return u".suffix"_s;
    case ContactField::Nickname:
        return u".nickname"_s;
    case ContactField::DisplayName:
        return u".displayName"_s;
    case ContactField::Company:
        return u".company"_s;
    case ContactField::JobTitle:
        return u".jobTitle"_s;
    case ContactField::Email:
        return entry(".emails"_L1) + (problem.fault == ContactFault::TooMany ? u""_s : u".address"_s);
    case ContactField::Phone:
        return entry(".phones"_L1) + (problem.fault == ContactFault::TooMany ? u""_s : u".number"_s);
    case ContactField::Address:
        return entry(".addresses"_L1);
    case ContactField::Website:
        return entry(".websites"_L1);
    case ContactField::Birthday:
        return u".birthday"_s;
    case ContactField::Anniversary:
        return u".anniversary"_s;
    case ContactField::Language:
        return u".language"_s;
    case ContactField::Tag:
        return entry(".tags"_L1);
    case ContactField::Notes:
        return u".notes"_s;
    }
    Q_UNREACHABLE();
}

StudioContact readContact(JsonFields& fields, QString& problem)
{
    StudioContact contact;
    contact.ref = fields.text("ref"_L1);
    contact.uid = fields.text("uid"_L1);
    contact.brand = fields.text("brand"_L1);
    contact.details = readDetails(fields);
    fields.each("relations"_L1, [&](JsonFields& relation) {
        const QString to = relation.requiredText("to"_L1);
        const QString word = relation.requiredText("kind"_L1);
        if (const auto kind = relationKindFromWord(word))
            contact.relations.push_back({to, *kind});
        else
            relation.complain("kind"_L1,
                              u"“%1” is no relation Foyer knows, such as spouse or employee."_s.arg(word));
    });
    contact.isArchived = fields.flag("archived"_L1);
    fields.object("portal"_L1, [&](JsonFields& portal) {
        contact.portal.isInvited = portal.flag("invited"_L1);
        contact.portal.isDisabled = portal.flag("disabled"_L1);
        contact.portal.password = portal.text("password"_L1);
        contact.portal.lastLogin = portal.instant("lastLogin"_L1);
    });
    if (!contact.portal.isEmpty() && contact.details.kind != ContactKind::Person)
        fields.complain("portal"_L1, u"only a person has a portal."_s);
    if (contact.portal.lastLogin && contact.portal.password.isEmpty())
        fields.complain("portal.lastLogin"_L1, u"nobody logs in without a password."_s);
    // Checked as written, so that the place that is named is the place in the file.
    for (const ContactProblem& found : contactProblems(contact.details))
        complainAt(problem, fields.path() + pathOf(found), describe(found));
    return contact;
}

/// A ref and a uid are two names for one contact: nobody else in the file may have either.
void refuseDoubles(const StudioDocument& document, QString& problem)
{
    QHash<QString, int> owners;
    const auto claim = [&](const QString& name, int owner, QLatin1StringView key) {
        if (name.isEmpty())
            return;
        const auto other = owners.constFind(name);
        if (other != owners.constEnd() && *other != owner)
            complainAt(problem, u"contacts[%1].%2"_s.arg(owner).arg(key),
                       u"“%1” is the name of contacts[%2] already."_s.arg(name).arg(*other));
        owners.insert(name, owner);
    };
    for (int i = 0; i < int(document.contacts.size()); ++i) {
        claim(document.contacts[std::size_t(i)].ref, i, "ref"_L1);
        claim(document.contacts[std::size_t(i)].uid, i, "uid"_L1);
    }
    QHash<QString, int> usernames;
    for (int i = 0; i < int(document.brands.size()); ++i) {
        const QString& username = document.brands[std::size_t(i)].username;
        if (usernames.contains(username))
            complainAt(problem, u"brands[%1].username"_s.arg(i),
                       u"“%1” is the username of brands[%2] already."_s.arg(username).arg(
                           usernames.value(username)));
        usernames.insert(username, i);
    }
}

/// Jobs and what stands on them, products and templates: what a second import would find again.
void refuseDoubleUids(const StudioDocument& document, QString& problem)
{
    QHash<QString, QString> owners;
    const auto claim = [&](const QString& uid, const QString& path) {
        if (uid.isEmpty())
            return;
        if (owners.contains(uid))
            complainAt(problem, path + u".uid"_s,
                       u"“%1” is the uid of %2 already."_s.arg(uid, owners.value(uid)));
        owners.insert(uid, path);
    };
    const auto claimAll = [&](const auto& list, const QString& path, auto uidOf) {
        for (std::size_t i = 0; i < list.size(); ++i)
            claim(uidOf(list[i]), u"%1[%2]"_s.arg(path).arg(i));
    };
    const auto own = [](const auto& one) { return one.uid; };
    const auto ofItem = [](const auto& one) { return one.item.uid; };
    claimAll(document.catalogue.products, u"products"_s, own);
    claimAll(document.catalogue.contractTemplates, u"contractTemplates"_s, own);
    claimAll(document.catalogue.questionnaireTemplates, u"questionnaireTemplates"_s, own);
    claimAll(document.catalogue.schedulePresets, u"schedulePresets"_s, own);
    claimAll(document.catalogue.emailTemplates, u"emailTemplates"_s, own);
    claimAll(document.catalogue.automations, u"automations"_s, own);
    for (std::size_t i = 0; i < document.jobs.size(); ++i) {
        const StudioJob& job = document.jobs[i];
        const QString path = u"jobs[%1]"_s.arg(i);
        claim(job.uid, path);
        claimAll(job.orders, path + u".orders"_s, ofItem);
        claimAll(job.contracts, path + u".contracts"_s, ofItem);
        claimAll(job.questionnaires, path + u".questionnaires"_s, ofItem);
        claimAll(job.invoices, path + u".invoices"_s, ofItem);
        claimAll(job.creditNotes, path + u".creditNotes"_s, ofItem);
    }
}

} // namespace

NeighbourFile neighboursIn(const QString& folder)
{
    return [folder](const QString& name) -> Result<QByteArray> {
        constexpr qint64 largest = 1024 * 1024;
        QFile file{QDir{folder}.filePath(name)};
        if (!file.open(QIODevice::ReadOnly))
            return fail(Fault::NotFound,
                        u"%1 cannot be read: %2."_s.arg(file.fileName(), file.errorString()));
        if (file.size() > largest)
            return fail(Fault::Invalid, u"%1 is larger than 1 MiB."_s.arg(file.fileName()));
        return file.read(largest);
    };
}

Result<StudioDocument> readStudioJson(QByteArrayView text, const NeighbourFile& neighbour)
{
    const auto root = parseStrictly(text);
    if (!root)
        return fail(root.error());
    if (root->value("format"_L1) != QJsonValue{u"foyer-studio"_s})
        return fail(Fault::Invalid, u"format: must be \"foyer-studio\"; this file is of another kind."_s);
    const QJsonValue version = root->value("version"_L1);
    if (version.isDouble() && version.toDouble() > studioJsonVersion)
        return fail(Fault::Newer,
                    u"version: the file was written by a newer Foyer; this one reads version %1."_s.arg(
                        studioJsonVersion));
    if (version != QJsonValue{studioJsonVersion})
        return fail(Fault::Invalid, u"version: must be the number %1."_s.arg(studioJsonVersion));

    QString problem;
    StudioDocument document;
    QJsonObject content = *root;
    content.remove("format"_L1);
    content.remove("version"_L1);
    JsonFields fields{content, {}, problem};
    const QJsonObject settings = fields.rawObject("settings"_L1);
    for (auto setting = settings.begin(); setting != settings.end(); ++setting) {
        if (!setting->isString())
            complainAt(problem, u"settings."_s + setting.key(), u"must be a text in quotes."_s);
        document.settings.push_back({setting.key(), setting->toString()});
    }
    fields.each("brands"_L1, [&](JsonFields& brand) {
        document.brands.push_back(readBrand(brand, neighbour));
        readBilling(brand, document);
    });
    fields.each("contacts"_L1,
                [&](JsonFields& contact) { document.contacts.push_back(readContact(contact, problem)); });
    document.catalogue = readCatalogue(fields);
    fields.each("jobs"_L1,
                [&](JsonFields& job) { document.jobs.push_back(readJob(job, document.catalogue)); });
    fields.refuseUnknown();
    refuseDoubles(document, problem);
    refuseDoubleUids(document, problem);
    if (!problem.isEmpty())
        return fail(Fault::Invalid, problem);
    return document;
}

} // namespace foyer::exchange
