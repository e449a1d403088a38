// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/profile_lines.h"

#include "app/base/text.h"
#include "ui/common/words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QUrl>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

struct Profile
{
    Q_DECLARE_TR_FUNCTIONS(ContactProfile)
};

QString link(const QString& target, const QString& text)
{
    return u"<a href=\"%1\">%2</a>"_s.arg(target.toHtmlEscaped(), text.toHtmlEscaped());
}

QString labelled(const QString& html, const Label& label)
{
    return label.isEmpty() ? html
                           : u"%1 <small>· %2</small>"_s.arg(html, words::label(label).toHtmlEscaped());
}

QString languageName(const QString& tag)
{
    const QLocale locale{tag};
    return locale.language() == QLocale::C ? tag : locale.nativeLanguageName();
}

QString emailsHtml(const Contact& contact, const std::vector<Relative>& relatives)
{
    QStringList entries;
    for (const ContactEmail& email : contact.details.emails) {
        const bool canBeMailed = isEmailAddress(email.address);
        const QString target =
            "mailto:"_L1 + QString::fromLatin1(QUrl::toPercentEncoding(email.address, "@"));
        entries.append(
            labelled(canBeMailed ? link(target, email.address) : email.address.toHtmlEscaped(), email.label));
    }
    if (!contact.details.emails.empty()) {
        for (const Relative& relative : relatives) {
            const bool isCouple =
                relative.kind == RelationKind::Spouse || relative.kind == RelationKind::Partner;
            if (isCouple && !relative.hasSameEmail)
                entries.append(u"<small>%1</small>"_s.arg(
                    link("share:"_L1 + relative.brief.id.text(),
                         Profile::tr("Use this email for %1, too").arg(relative.brief.name))));
        }
    }
    return entries.join("<br>"_L1);
}

} // namespace

std::vector<ProfileLine> profileLines(const Contact& contact, const std::vector<Relative>& relatives)
{
    const ContactDetails& details = contact.details;
    std::vector<ProfileLine> lines;
    const auto add = [&](const QString& label, const QString& html) {
        if (!html.isEmpty())
            lines.push_back({label, html});
    };
    add(Profile::tr("Email"), emailsHtml(contact, relatives));
    QStringList phones;
    for (const ContactPhone& phone : details.phones) {
        const QString dialled =
            (phone.number.trimmed().startsWith(u'+') ? u"+"_s : QString{}) + phoneDigits(phone.number);
        phones.append(labelled(link("tel:"_L1 + dialled, phone.number), phone.label));
    }
    add(Profile::tr("Phone"), phones.join("<br>"_L1));
    for (const PostalAddress& address : details.addresses) {
        QStringList shown;
        for (const QString& line : words::addressLines(address))
            shown.append(line.toHtmlEscaped());
        add(address.label.isEmpty() ? Profile::tr("Address")
                                    : Profile::tr("Address (%1)", "label").arg(words::label(address.label)),
            shown.join("<br>"_L1));
    }
    QStringList websites;
    for (const QString& website : details.websites) {
        const auto target = webAddress(website);
        websites.append(target ? link(*target, website) : website.toHtmlEscaped());
    }
    add(Profile::tr("Website"), websites.join("<br>"_L1));
    if (details.kind != ContactKind::Company)
        add(Profile::tr("Company"), details.company.toHtmlEscaped());
    add(Profile::tr("Job title"), details.jobTitle.toHtmlEscaped());
    add(Profile::tr("Nickname"), details.nickname.toHtmlEscaped());
    if (details.birthday.isValid())
        add(Profile::tr("Birthday"), words::day(details.birthday).toHtmlEscaped());
    if (details.anniversary.isValid())
        add(Profile::tr("Anniversary"), words::day(details.anniversary).toHtmlEscaped());
    if (!details.language.isEmpty())
        add(Profile::tr("Language"), languageName(details.language).toHtmlEscaped());
    QStringList people;
    for (const Relative& relative : relatives)
        people.append(u"%1 <small>· %2</small>"_s.arg(
            link("contact:"_L1 + relative.brief.id.text(), relative.brief.name),
            words::relation(relative.kind).toHtmlEscaped()));
    add(Profile::tr("Relations"), people.join("<br>"_L1));
    return lines;
}

Result<std::vector<Relative>> relativesOf(const Snapshot& snapshot, const Contact& contact)
{
    const auto first = contact.details.emails.empty()
                           ? std::nullopt
                           : normalisedEmail(contact.details.emails.front().address);
    std::vector<Relative> relatives;
    for (const Relation& relation : contact.relations) {
        const auto other = contacts::find(snapshot, relation.other);
        if (!other)
            return fail(other.error());
        const auto& emails = other->details.emails;
        const bool hasSame = std::any_of(emails.begin(), emails.end(), [&](const ContactEmail& email) {
            return normalisedEmail(email.address) == first;
        });
        relatives.push_back({{relation.other, other->details.kind, displayNameOf(other->details),
                              emails.empty() ? QString{} : emails.front().address},
                             relation.kind,
                             !first || hasSame});
    }
    return relatives;
}

QString conflictHtml(const std::vector<contacts::ContactBrief>& sharers)
{
    QStringList names;
    for (const contacts::ContactBrief& sharer : sharers)
        names.append(link("contact:"_L1 + sharer.id.text(), sharer.name));
    const QString who =
        Profile::tr("The same email is used by %1.").arg(QLocale{}.createSeparatedList(names));
    return u"%1<br>%2"_s.arg(
        who, Profile::tr("Logins go on working. Password resets by mail are refused for this address.")
                 .toHtmlEscaped());
}

QString paragraphsHtml(const QString& text)
{
    return text.toHtmlEscaped().replace(u'\n', "<br>"_L1);
}

} // namespace foyer
