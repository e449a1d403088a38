// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/contact_draft.h"

#include "ui/common/words.h"

#include <QCoreApplication>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

struct Draft
{
    Q_DECLARE_TR_FUNCTIONS(ContactDraft)
};

/// A field as merging sees it: what it is called, how it reads, how it is taken over.
struct Field
{
    const char* name;
    QString (*text)(const ContactDraft&);
    bool (*isEqual)(const ContactDraft&, const ContactDraft&);
    void (*copy)(const ContactDraft& from, ContactDraft& to);
};

template <auto Member>
Field detail(const char* name, QString (*text)(const ContactDraft&))
{
    return {
        name, text,
        [](const ContactDraft& a, const ContactDraft& b) { return a.details.*Member == b.details.*Member; },
        [](const ContactDraft& from, ContactDraft& to) { to.details.*Member = from.details.*Member; }};
}

template <auto Member>
Field line(const char* name)
{
    return detail<Member>(name, [](const ContactDraft& draft) -> QString { return draft.details.*Member; });
}

template <auto Member>
Field dayField(const char* name)
{
    return detail<Member>(name, [](const ContactDraft& draft) { return words::day(draft.details.*Member); });
}

QString emailsText(const ContactDraft& draft)
{
    QStringList parts;
    for (const ContactEmail& email : draft.details.emails)
        parts.append(email.address);
    return parts.join(u'\n');
}

QString phonesText(const ContactDraft& draft)
{
    QStringList parts;
    for (const ContactPhone& phone : draft.details.phones)
        parts.append(phone.number);
    return parts.join(u'\n');
}

QString addressesText(const ContactDraft& draft)
{
    QStringList parts;
    for (const PostalAddress& address : draft.details.addresses)
        parts.append(words::addressLines(address).join(u", "_s));
    return parts.join(u'\n');
}

QString relationsText(const ContactDraft& draft)
{
    QStringList parts;
    for (const Relation& relation : draft.relations)
        parts.append(words::relation(relation.kind));
    return parts.join(u", "_s);
}

const std::vector<Field>& fields()
{
    static const std::vector<Field> all{
        detail<&ContactDetails::kind>(
            QT_TRANSLATE_NOOP("ContactDraft", "Kind"),
            [](const ContactDraft& draft) { return words::kind(draft.details.kind); }),
        line<&ContactDetails::prefix>(QT_TRANSLATE_NOOP("ContactDraft", "Title")),
        line<&ContactDetails::givenName>(QT_TRANSLATE_NOOP("ContactDraft", "Given name")),
        line<&ContactDetails::additionalNames>(QT_TRANSLATE_NOOP("ContactDraft", "Additional names")),
        line<&ContactDetails::familyName>(QT_TRANSLATE_NOOP("ContactDraft", "Family name")),
        line<&ContactDetails::suffix>(QT_TRANSLATE_NOOP("ContactDraft", "Name suffix")),
        line<&ContactDetails::nickname>(QT_TRANSLATE_NOOP("ContactDraft", "Nickname")),
        line<&ContactDetails::displayName>(QT_TRANSLATE_NOOP("ContactDraft", "Shown as")),
        line<&ContactDetails::company>(QT_TRANSLATE_NOOP("ContactDraft", "Company")),
        line<&ContactDetails::jobTitle>(QT_TRANSLATE_NOOP("ContactDraft", "Job title")),
        detail<&ContactDetails::emails>(QT_TRANSLATE_NOOP("ContactDraft", "Emails"), emailsText),
        detail<&ContactDetails::phones>(QT_TRANSLATE_NOOP("ContactDraft", "Phones"), phonesText),
        detail<&ContactDetails::addresses>(QT_TRANSLATE_NOOP("ContactDraft", "Addresses"), addressesText),
        detail<&ContactDetails::websites>(
            QT_TRANSLATE_NOOP("ContactDraft", "Websites"),
            [](const ContactDraft& draft) { return draft.details.websites.join(u'\n'); }),
        dayField<&ContactDetails::birthday>(QT_TRANSLATE_NOOP("ContactDraft", "Birthday")),
        dayField<&ContactDetails::anniversary>(QT_TRANSLATE_NOOP("ContactDraft", "Anniversary")),
        line<&ContactDetails::language>(QT_TRANSLATE_NOOP("ContactDraft", "Language")),
        detail<&ContactDetails::tags>(
            QT_TRANSLATE_NOOP("ContactDraft", "Tags"),
            [](const ContactDraft& draft) { return draft.details.tags.join(u", "_s); }),
        line<&ContactDetails::notes>(QT_TRANSLATE_NOOP("ContactDraft", "Notes")),
        Field{QT_TRANSLATE_NOOP("ContactDraft", "Relations"), relationsText,
              [](const ContactDraft& a, const ContactDraft& b) { return a.relations == b.relations; },
              [](const ContactDraft& from, ContactDraft& to) { to.relations = from.relations; }},
        Field{QT_TRANSLATE_NOOP("ContactDraft", "Brand"),
              [](const ContactDraft&) { return Draft::tr("another brand"); },
              [](const ContactDraft& a, const ContactDraft& b) { return a.brand == b.brand; },
              [](const ContactDraft& from, ContactDraft& to) { to.brand = from.brand; }},
    };
    return all;
}

} // namespace

MergedDraft merged(const ContactDraft& base, const ContactDraft& theirs, const ContactDraft& mine)
{
    MergedDraft result{mine, mine, {}, {}};
    for (const Field& field : fields()) {
        const bool theyChanged = !field.isEqual(base, theirs);
        const bool iChanged = !field.isEqual(base, mine);
        if (!theyChanged || field.isEqual(theirs, mine))
            continue;
        field.copy(theirs, result.takingTheirs);
        if (iChanged) {
            result.clashes.push_back({Draft::tr(field.name), field.text(theirs), field.text(mine)});
        } else {
            field.copy(theirs, result.keepingMine);
            result.takenOver.append(Draft::tr(field.name));
        }
    }
    // What a card kept beside the fields is nobody's typing.
    result.keepingMine.details.vcardSource = theirs.details.vcardSource;
    result.takingTheirs.details.vcardSource = theirs.details.vcardSource;
    return result;
}

} // namespace foyer
