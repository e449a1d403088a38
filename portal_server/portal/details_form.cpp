// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/details_form.h"

#include <algorithm>
#include <functional>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRows = 50; // as many as a contact may have

QString field(const char* name, int row)
{
    return QLatin1StringView{name} + u'_' + QString::number(row);
}

/// Rows are numbered from 1 in the names of their fields, and may have gaps where one was taken away.
void forEachRow(const Form& form, std::initializer_list<const char*> names,
                const std::function<void(int)>& visit)
{
    for (int row = 1; row <= mostRows; ++row) {
        if (std::any_of(names.begin(), names.end(),
                        [&](const char* name) { return form.has(field(name, row)); }))
            visit(row);
    }
}

/// Ids of fields, and the error that stands at each.
QString targetOf(const ContactProblem& problem)
{
    const int row = problem.index + 1;
    switch (problem.field) {
    case ContactField::Email:
        return field("email", row);
    case ContactField::Phone:
        return field("phone", row);
    case ContactField::Address:
        return field("street", row);
    case ContactField::Website:
        return field("website", row);
    case ContactField::FamilyName:
        return u"family_name"_s;
    case ContactField::DisplayName:
        return u"display_name"_s;
    case ContactField::Name:
    case ContactField::GivenName:
    case ContactField::Prefix:
    case ContactField::AdditionalNames:
    case ContactField::Suffix:
    case ContactField::Nickname:
    case ContactField::Company:
    case ContactField::JobTitle:
    case ContactField::Birthday:
    case ContactField::Anniversary:
    case ContactField::Language:
    case ContactField::Tag:
    case ContactField::Notes:
        break;
    }
    return u"given_name"_s;
}

QString sentenceFor(const ContactProblem& problem)
{
    switch (problem.fault) {
    case ContactFault::Missing:
        return u"Please tell us your name."_s;
    case ContactFault::TooLong:
        return u"This is too long. Please use at most %1 characters."_s.arg(contactFieldLimit(problem.field));
    case ContactFault::TooMany:
        return u"These are too many. Please keep at most %1."_s.arg(problem.index);
    case ContactFault::NotAnEmail:
        return u"This does not look like an email address. It should be like name@example.com."_s;
    case ContactFault::NotAPhone:
        return u"This does not look like a phone number. Please use digits."_s;
    case ContactFault::NotAWebAddress:
        return u"This does not look like a web address. It should be like example.com."_s;
    case ContactFault::HasLineBreak:
        return u"Please write this on one line, without special characters."_s;
    case ContactFault::InTheFuture:
    case ContactFault::NotALanguage:
        return u"This cannot be right. Please look at it again."_s;
    }
    Q_UNREACHABLE();
}

QString errorAt(const std::vector<FieldError>& errors, const QString& target)
{
    const auto found = std::find_if(errors.begin(), errors.end(),
                                    [&](const FieldError& error) { return error.target == target; });
    return found == errors.end() ? QString{} : found->sentence;
}

/// What is typed, and one empty row: always one where there is nothing, one more where it was asked for.
template <class T>
std::vector<T> withSpare(std::vector<T> rows, bool isAskedFor)
{
    if ((rows.empty() || isAskedFor) && rows.size() < std::size_t(mostRows))
        rows.push_back({});
    return rows;
}

} // namespace

TypedDetails TypedDetails::of(const ContactDetails& details)
{
    return {details.givenName, details.familyName, details.displayName, details.emails,
            details.phones,    details.addresses,  details.websites};
}

TypedDetails TypedDetails::from(const Form& form)
{
    TypedDetails typed;
    typed.givenName = form.value(u"given_name"_s);
    typed.familyName = form.value(u"family_name"_s);
    typed.displayName = form.value(u"display_name"_s);
    forEachRow(form, {"email", "email_label"}, [&](int row) {
        typed.emails.push_back({form.value(field("email", row)), form.value(field("email_label", row))});
    });
    forEachRow(form, {"phone", "phone_label"}, [&](int row) {
        typed.phones.push_back({form.value(field("phone", row)), form.value(field("phone_label", row))});
    });
    forEachRow(form, {"street", "city", "region", "postal_code", "country", "address_label"}, [&](int row) {
        typed.addresses.push_back({form.value(field("address_label", row)), form.value(field("street", row)),
                                   form.value(field("city", row)), form.value(field("region", row)),
                                   form.value(field("postal_code", row)), form.value(field("country", row))});
    });
    forEachRow(form, {"website"}, [&](int row) { typed.websites.append(form.value(field("website", row))); });
    // Rows left empty are no rows, so that errors point at what is shown again.
    std::erase_if(typed.emails, [](const ContactEmail& email) { return email.address.trimmed().isEmpty(); });
    std::erase_if(typed.phones, [](const ContactPhone& phone) { return phone.number.trimmed().isEmpty(); });
    std::erase_if(typed.addresses, [](const PostalAddress& address) {
        return (address.street + address.city + address.region + address.postalCode + address.country)
            .trimmed()
            .isEmpty();
    });
    typed.websites.removeIf([](const QString& website) { return website.trimmed().isEmpty(); });
    return typed;
}

ContactDetails TypedDetails::appliedTo(ContactDetails details) const
{
    details.givenName = givenName;
    details.familyName = familyName;
    details.displayName = displayName;
    details.emails = emails;
    details.phones = phones;
    details.addresses = addresses;
    details.websites = websites;
    return tidied(std::move(details));
}

const QStringList& detailGroups()
{
    static const QStringList groups{u"givenName"_s, u"familyName"_s, u"displayName"_s, u"emails"_s,
                                    u"phones"_s,    u"addresses"_s,  u"websites"_s};
    return groups;
}

QString groupTitle(const QString& group)
{
    static const QHash<QString, QString> titles{{u"givenName"_s, u"Given name"_s},
                                                {u"familyName"_s, u"Family name"_s},
                                                {u"displayName"_s, u"How your name is written"_s},
                                                {u"emails"_s, u"Email"_s},
                                                {u"phones"_s, u"Phone"_s},
                                                {u"addresses"_s, u"Address"_s},
                                                {u"websites"_s, u"Website"_s}};
    return titles.value(group);
}

QString groupText(const ContactDetails& details, const QString& group)
{
    QStringList parts;
    if (group == "givenName"_L1)
        return details.givenName;
    if (group == "familyName"_L1)
        return details.familyName;
    if (group == "displayName"_L1)
        return details.displayName;
    if (group == "emails"_L1) {
        for (const ContactEmail& email : details.emails)
            parts.append(email.address);
    } else if (group == "phones"_L1) {
        for (const ContactPhone& phone : details.phones)
            parts.append(phone.number);
    } else if (group == "addresses"_L1) {
        for (const PostalAddress& address : details.addresses) {
            QStringList lines{QString{address.street}.replace(u'\n', ", "_L1),
                              (address.postalCode + u' ' + address.city).trimmed(), address.region,
                              address.country};
            lines.removeAll(QString{});
            parts.append(lines.join(", "_L1));
        }
    } else {
        parts = details.websites;
    }
    return parts.join(u" · "_s);
}

bool isGroupEqual(const ContactDetails& a, const ContactDetails& b, const QString& group)
{
    ContactDetails copy = a;
    copyGroup(copy, b, group);
    return copy == a;
}

void copyGroup(ContactDetails& to, const ContactDetails& from, const QString& group)
{
    if (group == "givenName"_L1)
        to.givenName = from.givenName;
    else if (group == "familyName"_L1)
        to.familyName = from.familyName;
    else if (group == "displayName"_L1)
        to.displayName = from.displayName;
    else if (group == "emails"_L1)
        to.emails = from.emails;
    else if (group == "phones"_L1)
        to.phones = from.phones;
    else if (group == "addresses"_L1)
        to.addresses = from.addresses;
    else
        to.websites = from.websites;
}

std::vector<FieldError> sentencesFor(const std::vector<ContactProblem>& problems)
{
    std::vector<FieldError> errors;
    for (const ContactProblem& problem : problems) {
        const QString target = targetOf(problem);
        if (errorAt(errors, target).isEmpty())
            errors.push_back({target, sentenceFor(problem)});
    }
    return errors;
}

void fillForm(View& view, const TypedDetails& typed, const std::vector<FieldError>& errors,
              const QString& spareGroup)
{
    std::vector<View> summary;
    for (const FieldError& error : errors) {
        View item;
        item.text("error_target", error.target).text("error_message", error.sentence);
        summary.push_back(std::move(item));
    }
    view.flag("has_errors", !errors.empty()).list("errors", std::move(summary));
    view.text("given_name", typed.givenName)
        .text("family_name", typed.familyName)
        .text("display_name", typed.displayName)
        .optionalText("given_name_error", errorAt(errors, u"given_name"_s))
        .optionalText("family_name_error", errorAt(errors, u"family_name"_s))
        .optionalText("display_name_error", errorAt(errors, u"display_name"_s))
        .optionalText("password_error", errorAt(errors, u"password"_s));

    std::vector<View> rows;
    for (const ContactEmail& email : withSpare(typed.emails, spareGroup == "emails"_L1)) {
        const int n = int(rows.size()) + 1;
        View row;
        row.text("n", QString::number(n))
            .text("email", email.address)
            .text("email_label", email.label)
            .optionalText("email_error", errorAt(errors, field("email", n)));
        rows.push_back(std::move(row));
    }
    view.list("email_rows", std::exchange(rows, {}));
    for (const ContactPhone& phone : withSpare(typed.phones, spareGroup == "phones"_L1)) {
        const int n = int(rows.size()) + 1;
        View row;
        row.text("n", QString::number(n))
            .text("phone", phone.number)
            .text("phone_label", phone.label)
            .optionalText("phone_error", errorAt(errors, field("phone", n)));
        rows.push_back(std::move(row));
    }
    view.list("phone_rows", std::exchange(rows, {}));
    for (const PostalAddress& address : withSpare(typed.addresses, spareGroup == "addresses"_L1)) {
        const int n = int(rows.size()) + 1;
        View row;
        row.text("n", QString::number(n))
            .text("street", address.street)
            .text("city", address.city)
            .text("region", address.region)
            .text("postal_code", address.postalCode)
            .text("country", address.country)
            .text("address_label", address.label)
            .optionalText("address_error", errorAt(errors, field("street", n)));
        rows.push_back(std::move(row));
    }
    view.list("address_rows", std::exchange(rows, {}));
    const std::vector<QString> websites{typed.websites.begin(), typed.websites.end()};
    for (const QString& website : withSpare(websites, spareGroup == "websites"_L1)) {
        const int n = int(rows.size()) + 1;
        View row;
        row.text("n", QString::number(n))
            .text("website", website)
            .optionalText("website_error", errorAt(errors, field("website", n)));
        rows.push_back(std::move(row));
    }
    view.list("website_rows", std::move(rows));
}

} // namespace foyer::web
