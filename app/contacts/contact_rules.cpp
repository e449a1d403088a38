// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_rules.h"

#include "app/base/text.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostEntries = 50;
constexpr int mostTags = 100;

bool hasLineBreak(const QString& text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line ||
               c.category() == QChar::Separator_Paragraph;
    });
}

class Checker
{
public:
    explicit Checker(std::vector<ContactProblem>& problems)
        : m_problems{problems}
    {
    }

    void line(ContactField field, const QString& text, int index = 0)
    {
        if (text.size() > contactFieldLimit(field))
            add(field, index, ContactFault::TooLong);
        else if (hasLineBreak(text))
            add(field, index, ContactFault::HasLineBreak);
    }
    void paragraphs(ContactField field, const QString& text, int index = 0)
    {
        if (text.size() > contactFieldLimit(field))
            add(field, index, ContactFault::TooLong);
        else if (text.contains(QChar{u'\0'}))
            add(field, index, ContactFault::HasLineBreak);
    }
    void count(ContactField field, std::size_t size, int most)
    {
        if (size > std::size_t(most))
            add(field, most, ContactFault::TooMany);
    }
    void add(ContactField field, int index, ContactFault fault)
    {
        m_problems.push_back({field, index, fault});
    }

private:
    std::vector<ContactProblem>& m_problems;
};

bool hadEmail(const ContactDetails& before, const QString& address)
{
    return std::any_of(before.emails.begin(), before.emails.end(),
                       [&](const ContactEmail& email) { return email.address == address; });
}

bool hadPhone(const ContactDetails& before, const QString& number)
{
    return std::any_of(before.phones.begin(), before.phones.end(),
                       [&](const ContactPhone& phone) { return phone.number == number; });
}

} // namespace

int contactFieldLimit(ContactField field)
{
    switch (field) {
    case ContactField::Name:
    case ContactField::Prefix:
    case ContactField::GivenName:
    case ContactField::AdditionalNames:
    case ContactField::FamilyName:
    case ContactField::Suffix:
    case ContactField::Nickname:
    case ContactField::DisplayName:
    case ContactField::Company:
    case ContactField::JobTitle:
    case ContactField::Tag:
        return 200;
    case ContactField::Email:
        return 254; // RFC 5321 §4.5.3.1.3
    case ContactField::Phone:
        return 60;
    case ContactField::Address:
        return 500;
    case ContactField::Website:
        return 2000;
    case ContactField::Birthday:
    case ContactField::Anniversary:
        return 10;
    case ContactField::Language:
        return 35; // RFC 5646 §4.4.1
    case ContactField::Notes:
        return 100'000;
    }
    Q_UNREACHABLE();
}

std::vector<ContactProblem> contactProblems(const ContactDetails& details, const ContactDetails& before)
{
    std::vector<ContactProblem> problems;
    Checker check{problems};

    if (displayNameOf(details).isEmpty())
        check.add(ContactField::Name, 0, ContactFault::Missing);
    const std::pair<ContactField, const QString&> lines[] = {
        {ContactField::Prefix, details.prefix},
        {ContactField::GivenName, details.givenName},
        {ContactField::AdditionalNames, details.additionalNames},
        {ContactField::FamilyName, details.familyName},
        {ContactField::Suffix, details.suffix},
        {ContactField::Nickname, details.nickname},
        {ContactField::DisplayName, details.displayName},
        {ContactField::Company, details.company},
        {ContactField::JobTitle, details.jobTitle},
    };
    for (const auto& [field, text] : lines)
        check.line(field, text);

    check.count(ContactField::Email, details.emails.size(), mostEntries);
    for (int i = 0; i < int(details.emails.size()); ++i) {
        const ContactEmail& email = details.emails[std::size_t(i)];
        check.line(ContactField::Email, email.label, i);
        if (email.address.size() > contactFieldLimit(ContactField::Email))
            check.add(ContactField::Email, i, ContactFault::TooLong);
        else if (!isEmailAddress(email.address) && !hadEmail(before, email.address))
            check.add(ContactField::Email, i, ContactFault::NotAnEmail);
    }
    check.count(ContactField::Phone, details.phones.size(), mostEntries);
    for (int i = 0; i < int(details.phones.size()); ++i) {
        const ContactPhone& phone = details.phones[std::size_t(i)];
        check.line(ContactField::Phone, phone.label, i);
        check.line(ContactField::Phone, phone.number, i);
        if (phoneDigits(phone.number).isEmpty() && !hadPhone(before, phone.number))
            check.add(ContactField::Phone, i, ContactFault::NotAPhone);
    }
    check.count(ContactField::Address, details.addresses.size(), mostEntries);
    for (int i = 0; i < int(details.addresses.size()); ++i) {
        const PostalAddress& address = details.addresses[std::size_t(i)];
        check.paragraphs(ContactField::Address, address.street, i);
        for (const QString& part :
             {address.label, address.city, address.region, address.postalCode, address.country})
            check.line(ContactField::Address, part, i);
    }
    check.count(ContactField::Website, std::size_t(details.websites.size()), mostEntries);
    for (int i = 0; i < details.websites.size(); ++i) {
        check.line(ContactField::Website, details.websites[i], i);
        if (!webAddress(details.websites[i]) && !before.websites.contains(details.websites[i]))
            check.add(ContactField::Website, i, ContactFault::NotAWebAddress);
    }
    check.count(ContactField::Tag, std::size_t(details.tags.size()), mostTags);
    for (int i = 0; i < details.tags.size(); ++i)
        check.line(ContactField::Tag, details.tags[i], i);
    if (details.birthday.isValid() && details.birthday > QDate::currentDate())
        check.add(ContactField::Birthday, 0, ContactFault::InTheFuture);
    static const QRegularExpression tag{u"\\A[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*\\z"_s};
    if (!details.language.isEmpty() && (!tag.match(details.language).hasMatch() ||
                                        details.language.size() > contactFieldLimit(ContactField::Language)))
        check.add(ContactField::Language, 0, ContactFault::NotALanguage);
    check.paragraphs(ContactField::Notes, details.notes);
    return problems;
}

ContactDetails tidied(ContactDetails details)
{
    for (QString* line :
         {&details.prefix, &details.givenName, &details.additionalNames, &details.familyName, &details.suffix,
          &details.nickname, &details.displayName, &details.company, &details.jobTitle, &details.language})
        *line = line->trimmed();
    for (ContactEmail& email : details.emails) {
        email.address = email.address.trimmed();
        email.label = email.label.trimmed();
    }
    std::erase_if(details.emails, [](const ContactEmail& email) { return email.address.isEmpty(); });
    for (ContactPhone& phone : details.phones) {
        phone.number = phone.number.trimmed();
        phone.label = phone.label.trimmed();
    }
    std::erase_if(details.phones, [](const ContactPhone& phone) { return phone.number.isEmpty(); });
    for (PostalAddress& address : details.addresses) {
        for (QString* part : {&address.label, &address.street, &address.city, &address.region,
                              &address.postalCode, &address.country})
            *part = part->trimmed();
    }
    std::erase_if(details.addresses, [](const PostalAddress& address) { return address.isEmpty(); });
    for (QString& website : details.websites)
        website = website.trimmed();
    details.websites.removeAll(QString{});

    QStringList tags;
    for (const QString& tag : std::as_const(details.tags)) {
        const QString name = tag.trimmed();
        if (!name.isEmpty() && !tags.contains(name, Qt::CaseInsensitive))
            tags.append(name);
    }
    tags.sort(Qt::CaseInsensitive);
    details.tags = tags;
    return details;
}

QString describe(const ContactProblem& problem)
{
    const QString which = [&] {
        switch (problem.field) {
        case ContactField::Name:
            return u"The name"_s;
        case ContactField::Prefix:
            return u"The title"_s;
        case ContactField::GivenName:
            return u"The given name"_s;
        case ContactField::AdditionalNames:
            return u"The additional name"_s;
        case ContactField::FamilyName:
            return u"The family name"_s;
        case ContactField::Suffix:
            return u"The name suffix"_s;
        case ContactField::Nickname:
            return u"The nickname"_s;
        case ContactField::DisplayName:
            return u"The display name"_s;
        case ContactField::Company:
            return u"The company"_s;
        case ContactField::JobTitle:
            return u"The job title"_s;
        case ContactField::Email:
            return u"Email %1"_s.arg(problem.index + 1);
        case ContactField::Phone:
            return u"Phone %1"_s.arg(problem.index + 1);
        case ContactField::Address:
            return u"Address %1"_s.arg(problem.index + 1);
        case ContactField::Website:
            return u"Website %1"_s.arg(problem.index + 1);
        case ContactField::Birthday:
            return u"The birthday"_s;
        case ContactField::Anniversary:
            return u"The anniversary"_s;
        case ContactField::Language:
            return u"The language"_s;
        case ContactField::Tag:
            return u"Tag %1"_s.arg(problem.index + 1);
        case ContactField::Notes:
            return u"The notes"_s;
        }
        Q_UNREACHABLE();
    }();
    const QString what = [&] {
        switch (problem.fault) {
        case ContactFault::Missing:
            return u"is missing: give a name, a company, an email or a phone."_s;
        case ContactFault::TooLong:
            return u"is too long: %1 characters at most."_s.arg(contactFieldLimit(problem.field));
        case ContactFault::TooMany:
            return u"is one too many: %1 at most."_s.arg(problem.index);
        case ContactFault::NotAnEmail:
            return u"is no email address, like name@example.com."_s;
        case ContactFault::NotAPhone:
            return u"has no digit in it."_s;
        case ContactFault::NotAWebAddress:
            return u"is no web address, like example.com."_s;
        case ContactFault::InTheFuture:
            return u"is still to come."_s;
        case ContactFault::NotALanguage:
            return u"is no language code, like en or pt-BR."_s;
        case ContactFault::HasLineBreak:
            return u"holds a line break or a control character."_s;
        }
        Q_UNREACHABLE();
    }();
    return which + u' ' + what;
}

} // namespace foyer
