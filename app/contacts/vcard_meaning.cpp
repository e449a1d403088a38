// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/vcard_meaning.h"

#include "app/base/text.h"
#include "app/contacts/vcard_vocabulary.h"

#include <QSet>
#include <QUrl>
#include <QUuid>

#include <algorithm>
#include <utility>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// singleLine() without a copy for what is one already, as nearly everything is.
QString asSingleLine(const QString& text)
{
    const auto mayBreak = [](QChar c) {
        return c < u' ' || (c >= u'\x7f' && c < u'\xa0') || (c >= u'\u2028' && c <= u'\u2029');
    };
    const bool isTrimmed = text.isEmpty() || (!text.front().isSpace() && !text.back().isSpace());
    return isTrimmed && std::none_of(text.begin(), text.end(), mayBreak) ? text : singleLine(text);
}

QString textOfLine(const VcardLine& line)
{
    return asSingleLine(textOf(line.value));
}

QString firstPieceOf(const VcardLine& line, QChar separator)
{
    return asSingleLine(textOf(splitUnescaped(line.value, separator).front()));
}

QString joinedList(const QString& list, QLatin1StringView separator)
{
    QString joined;
    for (const QString& piece : splitUnescaped(list, u',')) {
        const QString text = textOf(piece).trimmed();
        if (!text.isEmpty())
            joined += joined.isEmpty() ? text : separator + text;
    }
    return joined;
}

/// The components of N or ADR, each list of theirs joined; always `count` of them.
QStringList componentsOf(const QString& value, qsizetype count, QLatin1StringView listSeparator)
{
    QStringList components;
    for (const QString& component : splitUnescaped(value, u';')) {
        components +=
            component.contains(u',') ? joinedList(component, listSeparator) : textOf(component).trimmed();
        if (components.size() == count)
            break;
    }
    while (components.size() < count)
        components += QString{};
    return components;
}

Label labelOf(const VcardLine& line, const GroupLabels& labels)
{
    if (!line.group.isEmpty()) {
        const Label label = labels.value(line.group.toLower());
        if (!label.isEmpty())
            return label;
    }
    return labelFromTypes(line.types());
}

QString withoutScheme(const QString& text, QLatin1StringView scheme)
{
    return text.startsWith(scheme, Qt::CaseInsensitive) ? text.sliced(scheme.size()) : text;
}

/// "tel:+49-30-555;ext=12" is for dialling; people write "+49-30-555 ext. 12".
QString phoneText(const QString& value)
{
    if (!value.startsWith("tel:"_L1, Qt::CaseInsensitive))
        return value;
    const QStringList parts = value.sliced(4).split(u';');
    QString number = QUrl::fromPercentEncoding(parts.front().toUtf8());
    for (const QString& part : parts) {
        if (part.startsWith("ext="_L1, Qt::CaseInsensitive))
            number += " ext. "_L1 + part.sliced(4);
    }
    return asSingleLine(number);
}

QString withoutEmptyLines(const QStringList& texts)
{
    QStringList lines = texts;
    lines.removeAll(QString{});
    return lines.join(u'\n');
}

bool isLanguageTag(const QString& tag)
{
    const QStringList parts = tag.split(u'-');
    const auto isPart = [](const QString& part) {
        return !part.isEmpty() && part.size() <= 8 && std::all_of(part.begin(), part.end(), [](QChar c) {
            return c < u'\x80' && c.isLetterOrNumber();
        });
    };
    return parts.front().size() >= 2 && std::all_of(parts.begin(), parts.end(), isPart) &&
           std::all_of(parts.front().begin(), parts.front().end(), [](QChar c) { return c.isLetter(); });
}

QStringList tidiedTags(const QStringList& tags)
{
    QStringList tidy;
    QSet<QString> folded; // a search through the list would take its time with a million tags
    for (const QString& tag : tags) {
        const QString text = asSingleLine(tag);
        if (!text.isEmpty() && !folded.contains(text.toCaseFolded())) {
            folded.insert(text.toCaseFolded());
            tidy += text;
        }
    }
    tidy.sort(Qt::CaseInsensitive);
    return tidy;
}

/// A name should fit where names stand.
QString asName(const QString& text)
{
    constexpr qsizetype longest = 80;
    QString name = asSingleLine(text).left(longest);
    if (!name.isEmpty() && name.back().isHighSurrogate())
        name.chop(1);
    return name.trimmed();
}

/// From its first four, two and two digits, with or without hyphens; what follows is a time.
std::optional<QDate> dayFromText(QStringView text)
{
    const qsizetype time = text.indexOf(u'T');
    const QStringView date = time < 0 ? text : text.first(time);
    int year = 0;
    int month = 0;
    int day = 0;
    const auto number = [](QStringView digits, int& result) {
        result = 0;
        for (const QChar c : digits) {
            if (c < u'0' || c > u'9')
                return false;
            result = result * 10 + (c.unicode() - u'0');
        }
        return !digits.isEmpty() && digits.size() <= 4;
    };
    const auto pieces = date.split(u'-');
    const bool isExtended =
        pieces.size() == 3 && pieces[0].size() == 4 && pieces[1].size() <= 2 && pieces[2].size() <= 2;
    const bool isRead = isExtended
                            ? number(pieces[0], year) && number(pieces[1], month) && number(pieces[2], day)
                            : date.size() == 8 && number(date.first(4), year) &&
                                  number(date.sliced(4, 2), month) && number(date.sliced(6), day);
    const QDate result{year, month, day};
    return isRead && year > 0 && result.isValid() ? std::optional{result} : std::nullopt;
}

ContactKind kindOfWord(const QString& word)
{
    const QString kind = word.trimmed().toLower();
    if (kind == "org"_L1 || kind == "organization"_L1 || kind == "group"_L1)
        return ContactKind::Company;
    return kind == "location"_L1 ? ContactKind::Location : ContactKind::Person;
}

void readName(const std::vector<VcardLine>& lines, ContactDetails& details)
{
    if (const int n = primaryLine(lines, "N"_L1); n >= 0) {
        QStringList parts = componentsOf(lines[std::size_t(n)].value, 5, " "_L1);
        for (QString& part : parts)
            part = asSingleLine(part);
        details.familyName = parts[0];
        details.givenName = parts[1];
        details.additionalNames = parts[2];
        details.prefix = parts[3];
        details.suffix = parts[4];
    }
    if (const int nickname = primaryLine(lines, "NICKNAME"_L1); nickname >= 0)
        details.nickname = firstPieceOf(lines[std::size_t(nickname)], u',');
    details.company = organisationOf(lines);
    if (const int title = primaryLine(lines, "TITLE"_L1); title >= 0)
        details.jobTitle = textOfLine(lines[std::size_t(title)]);
    details.displayName = formattedNameOf(lines);
}

/// A card that says KIND is believed; else one that names a company and nobody in it is the company's.
ContactKind kindOf(const std::vector<VcardLine>& lines, const ContactDetails& named)
{
    const auto kind = std::find_if(lines.begin(), lines.end(), isKindLine);
    if (kind != lines.end())
        return kindOfWord(textOf(kind->value));
    const bool hasNobody = named.familyName.isEmpty() && named.givenName.isEmpty() &&
                           named.additionalNames.isEmpty() && named.prefix.isEmpty() &&
                           named.suffix.isEmpty() && named.nickname.isEmpty();
    const bool isOfCompany = named.displayName.isEmpty() || named.displayName == named.company;
    return !named.company.isEmpty() && hasNobody && isOfCompany ? ContactKind::Company : ContactKind::Person;
}

std::vector<PostalAddress> addressesOf(const std::vector<VcardLine>& lines, const GroupLabels& labels)
{
    auto addresses = preferredFirst<PostalAddress>(
        lines, [&labels](const VcardLine& line) { return addressOf(line, labels); });
    if (!addresses.empty())
        return addresses;
    return preferredFirst<PostalAddress>(
        lines, [&labels](const VcardLine& line) { return envelopeOf(line, labels); });
}

/// Settles what depends on each other: who is called what, and by which field.
void settleNames(ContactDetails& details)
{
    const QString called = std::exchange(details.displayName, {});
    if (called != displayNameOf(details)) {
        const bool isNameOfCompany = details.kind == ContactKind::Company && details.company.isEmpty();
        (isNameOfCompany ? details.company : details.displayName) = called;
    }
    if (displayNameOf(details).isEmpty())
        (details.kind == ContactKind::Company ? details.company : details.displayName) =
            nameOfLastResort(details);
}

} // namespace

GroupLabels groupLabelsOf(const std::vector<VcardLine>& lines)
{
    GroupLabels labels;
    for (const VcardLine& line : lines) {
        if (!line.group.isEmpty() && line.is("X-ABLABEL"_L1))
            labels.insert(line.group.toLower(), asSingleLine(labelFromText(textOf(line.value))));
    }
    return labels;
}

std::optional<ContactEmail> emailOf(const VcardLine& line, const GroupLabels& labels)
{
    if (line.name != "EMAIL"_L1)
        return std::nullopt;
    QString address = withoutScheme(textOfLine(line), "mailto:"_L1).trimmed();
    if (address.isEmpty())
        return std::nullopt;
    return ContactEmail{std::move(address), labelOf(line, labels)};
}

std::optional<ContactPhone> phoneOf(const VcardLine& line, const GroupLabels& labels)
{
    if (line.name != "TEL"_L1)
        return std::nullopt;
    QString number = phoneText(textOfLine(line));
    if (number.isEmpty())
        return std::nullopt;
    return ContactPhone{std::move(number), labelOf(line, labels)};
}

std::optional<PostalAddress> addressOf(const VcardLine& line, const GroupLabels& labels)
{
    if (line.name != "ADR"_L1)
        return std::nullopt;
    const QStringList parts = componentsOf(line.value, 7, ", "_L1);
    PostalAddress address;
    address.street = withoutEmptyLines({parts[2], parts[1], parts[0]});
    address.city = asSingleLine(parts[3]);
    address.region = asSingleLine(parts[4]);
    address.postalCode = asSingleLine(parts[5]);
    address.country = asSingleLine(parts[6]);
    if (address.isEmpty())
        address.street = textOf(line.paramText("LABEL"_L1)).trimmed();
    if (address.isEmpty())
        return std::nullopt;
    address.label = labelOf(line, labels);
    return address;
}

std::optional<PostalAddress> envelopeOf(const VcardLine& line, const GroupLabels& labels)
{
    if (line.name != "LABEL"_L1)
        return std::nullopt;
    PostalAddress address;
    address.street = textOf(line.value).trimmed();
    if (address.isEmpty())
        return std::nullopt;
    address.label = labelOf(line, labels);
    return address;
}

std::optional<QString> websiteOf(const VcardLine& line)
{
    if (line.name != "URL"_L1)
        return std::nullopt;
    QString address = asSingleLine(uriOf(line.value));
    return address.isEmpty() ? std::nullopt : std::optional{std::move(address)};
}

int primaryLine(const std::vector<VcardLine>& lines, QLatin1StringView property)
{
    int primary = -1;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].name != property || lines[i].value.trimmed().isEmpty())
            continue;
        if (primary < 0 || lines[i].preference() < lines[std::size_t(primary)].preference())
            primary = static_cast<int>(i);
    }
    return primary;
}

bool isKindLine(const VcardLine& line)
{
    return line.name == "KIND"_L1 && !line.value.trimmed().isEmpty();
}

bool isAnniversaryLine(const VcardLine& line, const GroupLabels& labels)
{
    if (line.is("X-ABDATE"_L1))
        return labels.value(line.group.toLower()) == "anniversary"_L1;
    return line.name == "ANNIVERSARY"_L1 || line.is("X-EVOLUTION-ANNIVERSARY"_L1) ||
           line.is("X-KADDRESSBOOK-X-ANNIVERSARY"_L1);
}

std::optional<QDate> dayOf(const VcardLine& line)
{
    if (line.hasValueType("text"_L1) || line.findParam("X-APPLE-OMIT-YEAR"_L1))
        return std::nullopt;
    return dayFromText(QStringView{line.value}.trimmed());
}

bool isBrokenDay(const VcardLine& line)
{
    const QString value = line.value.trimmed();
    if (value.isEmpty() || line.hasValueType("text"_L1) || dayOf(line))
        return false;
    const bool isPartial = value.startsWith("--"_L1) || value.startsWith(u'T') || value.size() == 4 ||
                           (value.size() == 7 && value[4] == u'-');
    return !isPartial && !line.findParam("X-APPLE-OMIT-YEAR"_L1);
}

QString uidOf(QStringView value)
{
    const QStringView text = value.trimmed();
    constexpr QLatin1StringView scheme = "urn:uuid:"_L1;
    if (text.startsWith(scheme, Qt::CaseInsensitive)) {
        const QStringView uuid = text.sliced(scheme.size());
        if (uuid.size() == 36 && !QUuid::fromString(uuid).isNull())
            return uuid.toString();
    }
    return text.toString();
}

std::optional<QString> relatedUidOf(const VcardLine& line)
{
    if (line.name != "RELATED"_L1 || line.hasValueType("text"_L1))
        return std::nullopt;
    const QString value = asSingleLine(uriOf(line.value));
    QString uid = uidOf(value);
    const bool hasScheme = uid.size() == value.size() && uid.contains(u':');
    return uid.isEmpty() || hasScheme ? std::nullopt : std::optional{std::move(uid)};
}

ContactDetails detailsOf(const std::vector<VcardLine>& lines)
{
    ContactDetails details;
    const GroupLabels labels = groupLabelsOf(lines);
    readName(lines, details);
    details.kind = kindOf(lines, details);
    details.emails = preferredFirst<ContactEmail>(
        lines, [&labels](const VcardLine& line) { return emailOf(line, labels); });
    details.phones = preferredFirst<ContactPhone>(
        lines, [&labels](const VcardLine& line) { return phoneOf(line, labels); });
    details.addresses = addressesOf(lines, labels);
    const auto websites = preferredFirst<QString>(lines, websiteOf);
    details.websites = QStringList{websites.begin(), websites.end()};
    if (const int lang = primaryLine(lines, "LANG"_L1); lang >= 0) {
        const QString tag = textOfLine(lines[std::size_t(lang)]);
        details.language = isLanguageTag(tag) ? tag : QString{};
    }
    QStringList notes;
    for (const VcardLine& line : lines) {
        if (line.name == "NOTE"_L1 && !line.value.trimmed().isEmpty())
            notes += textOf(line.value).trimmed();
        else if (line.name == "CATEGORIES"_L1)
            for (const QString& tag : splitUnescaped(line.value, u','))
                details.tags += textOf(tag);
        else if (line.name == "BDAY"_L1 && !details.birthday.isValid())
            details.birthday = dayOf(line).value_or(QDate{});
        else if (isAnniversaryLine(line, labels) && !details.anniversary.isValid())
            details.anniversary = dayOf(line).value_or(QDate{});
    }
    details.notes = withoutControls(notes.join("\n\n"_L1));
    details.tags = tidiedTags(details.tags);
    settleNames(details);
    return details;
}

ContactDetails asReadBack(const ContactDetails& details)
{
    ContactDetails tidy = details;
    for (QString* text :
         {&tidy.prefix, &tidy.givenName, &tidy.additionalNames, &tidy.familyName, &tidy.suffix,
          &tidy.nickname, &tidy.displayName, &tidy.company, &tidy.jobTitle, &tidy.language})
        *text = asSingleLine(*text);
    const auto tidyLabel = [](const Label& label) {
        return asSingleLine(labelFromText(asSingleLine(label)));
    };
    for (ContactEmail& email : tidy.emails)
        email = {withoutScheme(asSingleLine(email.address), "mailto:"_L1).trimmed(), tidyLabel(email.label)};
    std::erase_if(tidy.emails, [](const ContactEmail& email) { return email.address.isEmpty(); });
    for (ContactPhone& phone : tidy.phones)
        phone = {phoneText(asSingleLine(phone.number)), tidyLabel(phone.label)};
    std::erase_if(tidy.phones, [](const ContactPhone& phone) { return phone.number.isEmpty(); });
    for (PostalAddress& address : tidy.addresses) {
        address.label = tidyLabel(address.label);
        address.street = withoutControls(address.street).trimmed();
        for (QString* text : {&address.city, &address.region, &address.postalCode, &address.country})
            *text = asSingleLine(*text);
    }
    std::erase_if(tidy.addresses, [](const PostalAddress& address) { return address.isEmpty(); });
    for (QString& website : tidy.websites)
        website = asSingleLine(website);
    tidy.websites.removeAll(QString{});
    for (QDate* day : {&tidy.birthday, &tidy.anniversary}) {
        if (day->isValid() && (day->year() < 1 || day->year() > 9999))
            *day = {};
    }
    if (!tidy.language.isEmpty() && !isLanguageTag(tidy.language))
        tidy.language.clear();
    tidy.tags = tidiedTags(tidy.tags);
    tidy.notes = withoutControls(tidy.notes).trimmed();
    settleNames(tidy);
    return tidy;
}

QString formattedNameOf(const std::vector<VcardLine>& lines)
{
    const int fn = primaryLine(lines, "FN"_L1);
    return fn < 0 ? QString{} : textOfLine(lines[std::size_t(fn)]);
}

QString organisationOf(const std::vector<VcardLine>& lines)
{
    const int org = primaryLine(lines, "ORG"_L1);
    return org < 0 ? QString{} : firstPieceOf(lines[std::size_t(org)], u';');
}

QString nameOfLastResort(const ContactDetails& details)
{
    for (const QString& text : {details.givenName, details.familyName, details.nickname, details.company}) {
        if (!text.isEmpty())
            return text;
    }
    for (const PostalAddress& address : details.addresses) {
        for (const QString& text : {address.street.section(u'\n', 0, 0), address.city, address.country}) {
            if (!asName(text).isEmpty())
                return asName(text);
        }
    }
    if (!details.websites.isEmpty())
        return asName(details.websites.front());
    return asName(details.notes.section(u'\n', 0, 0));
}

} // namespace foyer
