// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/questionnaires/mapped_fields.h"

#include "app/base/text.h"
#include "app/questionnaires/answers.h"

#include <QDate>
#include <QJsonObject>

#include <algorithm>

namespace foyer::questionnaires {

using namespace Qt::StringLiterals;
using Question = Questionnaire::Question;

namespace {

constexpr qsizetype longestJobTitle = 200;
constexpr qsizetype longestPlace = 500;
constexpr qsizetype longestCustom = 20'000;

PostalAddress addressFrom(const QJsonValue& answer)
{
    const auto part = [&](QLatin1StringView name) { return answer[name].toString(); };
    return {
        {}, part("street"_L1), part("city"_L1), part("region"_L1), part("postalCode"_L1), part("country"_L1)};
}

QJsonObject partsOf(const PostalAddress& address)
{
    return {{u"street"_s, address.street},
            {u"city"_s, address.city},
            {u"region"_s, address.region},
            {u"postalCode"_s, address.postalCode},
            {u"country"_s, address.country}};
}

QString inOneLine(const QString& text)
{
    return singleLine(QString{text}.replace(u'\n', ", "_L1));
}

QString addressInWords(const PostalAddress& address)
{
    Question asked;
    asked.kind = QuestionKind::Address;
    return inOneLine(answers::inWords(asked, partsOf(address)));
}

bool isSameAddress(const PostalAddress& a, PostalAddress b)
{
    b.label = a.label;
    return a == b;
}

QDate dayFrom(const QJsonValue& answer)
{
    return QDate::fromString(answer.toString(), Qt::ISODate);
}

/// An answer as a field of one line takes it.
QString lineFrom(const Question& question, const QJsonValue& answer)
{
    return inOneLine(answers::inWords(question, answer));
}

} // namespace

bool isOfContact(MappedField field)
{
    return toWord(field).startsWith("contact."_L1);
}

QString journalKey(MappedField field)
{
    switch (field) {
    case MappedField::Phone:
        return u"phones"_s;
    case MappedField::Address:
        return u"addresses"_s;
    case MappedField::Birthday:
        return u"birthday"_s;
    case MappedField::Anniversary:
        return u"anniversary"_s;
    case MappedField::Nickname:
        return u"nickname"_s;
    case MappedField::Website:
        return u"websites"_s;
    case MappedField::Company:
        return u"company"_s;
    case MappedField::Occupation:
        return u"jobTitle"_s;
    case MappedField::JobTitle:
        return u"title"_s;
    case MappedField::JobCustom:
        return u"custom"_s;
    case MappedField::ShootDay:
    case MappedField::ShootPlace:
        return u"shoots"_s;
    }
    Q_UNREACHABLE();
}

QString valueInWords(const ContactDetails& contact, const JobDetails& job, const MapsTo& field)
{
    QStringList parts;
    switch (field.field) {
    case MappedField::Phone:
        for (const ContactPhone& phone : contact.phones)
            parts.append(phone.number);
        return parts.join(u" · "_s);
    case MappedField::Address:
        for (const PostalAddress& address : contact.addresses)
            parts.append(addressInWords(address));
        return parts.join(u" · "_s);
    case MappedField::Website:
        return contact.websites.join(u" · "_s);
    case MappedField::Birthday:
        return contact.birthday.toString(Qt::ISODate);
    case MappedField::Anniversary:
        return contact.anniversary.toString(Qt::ISODate);
    case MappedField::Nickname:
        return contact.nickname;
    case MappedField::Company:
        return contact.company;
    case MappedField::Occupation:
        return contact.jobTitle;
    case MappedField::JobTitle:
        return job.title;
    case MappedField::JobCustom:
        return job.custom.value(field.name.trimmed()).toString();
    case MappedField::ShootDay:
        return job.shoots.empty() ? QString{} : job.shoots.front().day.toString(Qt::ISODate);
    case MappedField::ShootPlace:
        return job.shoots.empty() ? QString{} : job.shoots.front().place;
    }
    Q_UNREACHABLE();
}

bool saysAlready(const ContactDetails& contact, const JobDetails& job, const Question& question,
                 const QJsonValue& answer)
{
    switch (question.mapsTo->field) {
    case MappedField::Phone:
        return std::any_of(contact.phones.begin(), contact.phones.end(), [&](const ContactPhone& phone) {
            return phoneDigits(phone.number) == phoneDigits(answer.toString());
        });
    case MappedField::Address:
        return std::any_of(
            contact.addresses.begin(), contact.addresses.end(),
            [&](const PostalAddress& address) { return isSameAddress(address, addressFrom(answer)); });
    case MappedField::Website: {
        const auto wished = webAddress(answer.toString());
        return wished && std::any_of(contact.websites.begin(), contact.websites.end(),
                                     [&](const QString& one) { return webAddress(one) == wished; });
    }
    case MappedField::JobCustom:
        return valueInWords(contact, job, *question.mapsTo) == answers::inWords(question, answer);
    case MappedField::Birthday:
    case MappedField::Anniversary:
    case MappedField::ShootDay:
        return valueInWords(contact, job, *question.mapsTo) == answer.toString();
    case MappedField::Nickname:
    case MappedField::Company:
    case MappedField::Occupation:
    case MappedField::JobTitle:
    case MappedField::ShootPlace:
        return valueInWords(contact, job, *question.mapsTo) == lineFrom(question, answer);
    }
    Q_UNREACHABLE();
}

bool put(ContactDetails& contact, JobDetails& job, const Question& question, const QJsonValue& answer)
{
    const QString line = lineFrom(question, answer);
    const auto shoot = [&]() -> Shoot& {
        if (job.shoots.empty())
            job.shoots.emplace_back();
        return job.shoots.front();
    };
    switch (question.mapsTo->field) {
    case MappedField::Phone:
        contact.phones.push_back({line, {}});
        return true;
    case MappedField::Address:
        contact.addresses.push_back(addressFrom(answer));
        return true;
    case MappedField::Website: {
        const auto address = webAddress(line);
        if (address)
            contact.websites.append(*address);
        return address.has_value();
    }
    case MappedField::Birthday:
        contact.birthday = dayFrom(answer);
        return true;
    case MappedField::Anniversary:
        contact.anniversary = dayFrom(answer);
        return true;
    case MappedField::Nickname:
        contact.nickname = line;
        return true;
    case MappedField::Company:
        contact.company = line;
        return true;
    case MappedField::Occupation:
        contact.jobTitle = line;
        return true;
    case MappedField::JobTitle:
        job.title = line;
        return line.size() <= longestJobTitle;
    case MappedField::JobCustom: {
        const QString text = answers::inWords(question, answer);
        job.custom.insert(question.mapsTo->name.trimmed(), text);
        return text.size() <= longestCustom;
    }
    case MappedField::ShootDay:
        shoot().day = dayFrom(answer);
        return true;
    case MappedField::ShootPlace: {
        Shoot& first = shoot();
        // A place of the address book is the studio's choice: what a client typed must not take it away.
        if (first.location)
            return false;
        first.place = line;
        return line.size() <= longestPlace;
    }
    }
    Q_UNREACHABLE();
}

} // namespace foyer::questionnaires
