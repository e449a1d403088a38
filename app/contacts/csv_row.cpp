// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/csv_row.h"

#include "app/base/text.h"
#include "app/contacts/csv.h"

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Lines of a text end with \n, whatever the file used.
QString withPlainLineEnds(QString text)
{
    return text.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
}

void append(QString& text, QStringView more, QChar separator)
{
    if (!text.isEmpty())
        text += separator;
    text += more;
}

} // namespace

void CsvDraft::keep(const QString& header, const QString& value)
{
    append(m_details.notes, QString{header + ": "_L1 + withPlainLineEnds(value)}, u'\n');
    m_hasAnything = true;
}

void CsvDraft::takeOnce(QString& field, const QString& value, const QString& header)
{
    const QString line = singleLine(value);
    if (field.isEmpty())
        field = line;
    else if (field != line)
        keep(header, line);
}

void CsvDraft::takeDay(QDate& field, const QString& value, const QString& header, CsvDateOrder order,
                       const CsvHint& hint)
{
    const auto day = dayFromText(value, order);
    if (day && !field.isValid()) {
        field = *day;
    } else if (day != field) {
        keep(header, value.trimmed());
        if (!day)
            hint(ImportProblemCode::BrokenValue,
                 u"\"%1\" is no day of the calendar; kept in the notes"_s.arg(header));
    }
}

void CsvDraft::takeEmails(const CsvColumn& column, const QString& value, const QString& header,
                          const CsvHint& hint)
{
    const EmailsInText found = emailsFromText(value);
    if (!found.areAddresses)
        hint(ImportProblemCode::BadEmail, u"\"%1\" is no email address; kept as typed"_s.arg(header));
    for (const QString& email : found.emails) {
        m_details.emails.push_back({singleLine(email), column.label});
        m_emailGroups.push_back(column.group);
    }
}

void CsvDraft::takeKind(const QString& value, const QString& header)
{
    const auto kind = kindFromText(value);
    if (kind && !m_isKindTold) {
        m_details.kind = *kind;
        m_isKindTold = true;
    } else if (!kind || *kind != m_details.kind) {
        keep(header, value.trimmed());
    }
}

PostalAddress& CsvDraft::addressOf(const CsvColumn& column)
{
    auto found = std::find_if(m_addresses.begin(), m_addresses.end(),
                              [&](const Address& a) { return a.group == column.group; });
    if (found == m_addresses.end()) {
        found = m_addresses.insert(m_addresses.end(), Address{column.group, {}});
        found->parts.label = column.label;
    }
    return found->parts;
}

void CsvDraft::takeAddressPart(const CsvColumn& column, const QString& value, const QString& header)
{
    PostalAddress& address = addressOf(column);
    const QString lines = withPlainLineEnds(value.trimmed());
    if (column.target == CsvTarget::Street)
        append(address.street, lines, u' ');
    else if (column.target == CsvTarget::Street2 || column.target == CsvTarget::WholeAddress)
        append(address.street, lines, u'\n');
    else if (column.target == CsvTarget::City)
        takeOnce(address.city, value, header);
    else if (column.target == CsvTarget::Region)
        takeOnce(address.region, value, header);
    else if (column.target == CsvTarget::PostalCode)
        takeOnce(address.postalCode, value, header);
    else
        takeOnce(address.country, value, header);
}

void CsvDraft::takeLabel(Labels& labels, int group, QString value)
{
    if (value.startsWith("* "_L1)) // Google marks the label of the preferred one
        value = value.sliced(2);
    labels.emplace_back(group, singleLine(value).toLower());
}

void CsvDraft::take(const CsvColumn& column, const QString& cell, const QString& header, CsvDateOrder order,
                    const CsvHint& hint)
{
    const QString value = restoredFromSpreadsheet(cell);
    if (value.trimmed().isEmpty() || column.target == CsvTarget::Ignore)
        return;
    m_hasAnything = true;
    switch (column.target) {
    case CsvTarget::Ignore:
        return;
    case CsvTarget::KeepInNotes:
        return keep(header, value.trimmed());
    case CsvTarget::Kind:
        return takeKind(value, header);
    case CsvTarget::DisplayName:
        return takeOnce(m_details.displayName, value, header);
    case CsvTarget::FullName:
        return takeOnce(m_fullName, value, header);
    case CsvTarget::Prefix:
        return takeOnce(m_details.prefix, value, header);
    case CsvTarget::GivenName:
        return takeOnce(m_details.givenName, value, header);
    case CsvTarget::AdditionalNames:
        return takeOnce(m_details.additionalNames, value, header);
    case CsvTarget::FamilyName:
        return takeOnce(m_details.familyName, value, header);
    case CsvTarget::Suffix:
        return takeOnce(m_details.suffix, value, header);
    case CsvTarget::Nickname:
        return takeOnce(m_details.nickname, value, header);
    case CsvTarget::Company:
        return takeOnce(m_details.company, value, header);
    case CsvTarget::JobTitle:
        return takeOnce(m_details.jobTitle, value, header);
    case CsvTarget::Email:
        return takeEmails(column, value, header, hint);
    case CsvTarget::EmailLabel:
        return takeLabel(m_emailLabels, column.group, value);
    case CsvTarget::Phone:
        for (const QStringList numbers = phonesFromText(value); const QString& number : numbers) {
            m_details.phones.push_back({singleLine(number), column.label});
            m_phoneGroups.push_back(column.group);
        }
        return;
    case CsvTarget::PhoneLabel:
        return takeLabel(m_phoneLabels, column.group, value);
    case CsvTarget::Street:
    case CsvTarget::Street2:
    case CsvTarget::City:
    case CsvTarget::Region:
    case CsvTarget::PostalCode:
    case CsvTarget::Country:
    case CsvTarget::WholeAddress:
        return takeAddressPart(column, value, header);
    case CsvTarget::AddressLabel:
        return takeLabel(m_addressLabels, column.group, value);
    case CsvTarget::Website:
        if (const auto address = webAddress(value))
            m_details.websites += *address;
        else
            keep(header, value.trimmed());
        return;
    case CsvTarget::Birthday:
        return takeDay(m_details.birthday, value, header, order, hint);
    case CsvTarget::Anniversary:
        return takeDay(m_details.anniversary, value, header, order, hint);
    case CsvTarget::Language:
        if (const auto tag = languageFromText(value); tag && m_details.language.isEmpty())
            m_details.language = *tag;
        else if (tag != m_details.language)
            keep(header, value.trimmed());
        return;
    case CsvTarget::Tags:
        m_details.tags = tagsFromText(QString{m_details.tags.join(u';') + u';' + value});
        return;
    case CsvTarget::Notes:
        append(m_details.notes, withPlainLineEnds(value), u'\n');
        return;
    }
}

bool CsvDraft::hasName() const
{
    const ContactDetails& d = m_details;
    const QString* const names[] = {&m_fullName,   &d.displayName, &d.givenName, &d.additionalNames,
                                    &d.familyName, &d.nickname,    &d.company};
    return !d.emails.empty() || !d.phones.empty() ||
           std::any_of(std::begin(names), std::end(names),
                       [](const QString* name) { return !name->isEmpty(); });
}

void CsvDraft::settleKind()
{
    ContactDetails& d = m_details;
    const bool hasOwnName = !m_fullName.isEmpty() || !d.givenName.isEmpty() || !d.additionalNames.isEmpty() ||
                            !d.familyName.isEmpty() || !d.nickname.isEmpty();
    if (!m_isKindTold && !hasOwnName && !d.company.isEmpty())
        d.kind = ContactKind::Company;
}

void CsvDraft::settleName()
{
    ContactDetails& d = m_details;
    if (d.kind != ContactKind::Person) {
        // A company or a place has one name. What stands in the fields of a person is it, or a second one.
        if (m_fullName.isEmpty()) {
            ContactDetails asPerson;
            asPerson.givenName = d.givenName;
            asPerson.additionalNames = d.additionalNames;
            asPerson.familyName = d.familyName;
            asPerson.nickname = d.nickname;
            m_fullName = d.company.isEmpty() ? displayNameOf(asPerson) : QString{};
        }
        if (d.company.isEmpty()) {
            d.company = m_fullName;
            d.givenName.clear();
            d.additionalNames.clear();
            d.familyName.clear();
        } else if (!m_fullName.isEmpty() && m_fullName != d.company && d.displayName.isEmpty()) {
            d.displayName = m_fullName;
        }
        return;
    }
    if (m_fullName.isEmpty())
        return;
    if (d.givenName.isEmpty() && d.familyName.isEmpty()) {
        const NameParts parts = splitName(m_fullName);
        d.givenName = parts.given;
        d.familyName = parts.family;
        if (d.prefix.isEmpty())
            d.prefix = parts.prefix;
        if (d.suffix.isEmpty())
            d.suffix = parts.suffix;
    } else if (d.displayName.isEmpty() && m_fullName != displayNameOf(d)) {
        d.displayName = m_fullName;
    }
}

void CsvDraft::settleLabels()
{
    for (const auto& [group, label] : m_emailLabels) {
        for (std::size_t i = 0; i < m_emailGroups.size(); ++i) {
            if (m_emailGroups[i] == group)
                m_details.emails[i].label = label;
        }
    }
    for (const auto& [group, label] : m_phoneLabels) {
        for (std::size_t i = 0; i < m_phoneGroups.size(); ++i) {
            if (m_phoneGroups[i] == group)
                m_details.phones[i].label = label;
        }
    }
    for (const auto& [group, label] : m_addressLabels) {
        for (Address& address : m_addresses) {
            if (address.group == group)
                address.parts.label = label;
        }
    }
}

ContactDetails CsvDraft::finish() &&
{
    settleKind();
    settleName();
    settleLabels();
    for (Address& address : m_addresses)
        m_details.addresses.push_back(std::move(address.parts));
    return std::move(m_details);
}

} // namespace foyer
