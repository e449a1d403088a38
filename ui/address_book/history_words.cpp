// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/history_words.h"

#include "app/contacts/contact_merge.h"
#include "app/contacts/contact_words.h"
#include "ui/common/words.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <numeric>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

struct History
{
    Q_DECLARE_TR_FUNCTIONS(History)
};

constexpr int mostEntries = 100;
constexpr int longestValue = 80; ///< of an old or new value; notes can be pages long

struct Said
{
    QLatin1StringView inJournal;
    const char* shown;
};

const Said actions[] = {
    {"created"_L1, QT_TRANSLATE_NOOP("History", "%1 created this contact")},
    {"edited"_L1, QT_TRANSLATE_NOOP("History", "%1 edited this contact")},
    {"archived"_L1, QT_TRANSLATE_NOOP("History", "%1 archived this contact")},
    {"unarchived"_L1, QT_TRANSLATE_NOOP("History", "%1 took this contact out of the archive")},
    {"moved to the bin"_L1, QT_TRANSLATE_NOOP("History", "%1 deleted this contact")},
    {"restored from the bin"_L1, QT_TRANSLATE_NOOP("History", "%1 restored this contact from the bin")},
    {"merged"_L1, QT_TRANSLATE_NOOP("History", "%1 merged %2 into this contact")},
    {"merged into another"_L1, QT_TRANSLATE_NOOP("History", "%1 merged this contact into %2")},
    {"merge undone"_L1, QT_TRANSLATE_NOOP("History", "%1 undid the merge with %2")},
    {"password reset"_L1, QT_TRANSLATE_NOOP("History", "%1 reset the password")},
    {"portal disabled"_L1, QT_TRANSLATE_NOOP("History", "%1 disabled the portal")},
    {"portal enabled"_L1, QT_TRANSLATE_NOOP("History", "%1 enabled the portal")},
    {"invited"_L1, QT_TRANSLATE_NOOP("History", "%1 put a portal invite into the Outbox")},
    {"last login recalled"_L1, QT_TRANSLATE_NOOP("History", "The last login was taken over from elsewhere")},
    {"password set"_L1, QT_TRANSLATE_NOOP("History", "%1 set a password")},
    {"password changed"_L1, QT_TRANSLATE_NOOP("History", "%1 changed the password")},
    {"reset link requested"_L1, QT_TRANSLATE_NOOP("History", "%1 sent a link for a new password")},
    {"reset wanted"_L1,
     QT_TRANSLATE_NOOP("History", "Somebody at this email asked for a new password; several people use it")},
    {"many wrong passwords"_L1,
     QT_TRANSLATE_NOOP("History", "Many wrong passwords were tried at this email; tries are slowed down")},
    {"logged in"_L1, QT_TRANSLATE_NOOP("History", "%1 logged in to the portal")},
    {"passkey added"_L1, QT_TRANSLATE_NOOP("History", "%1 added a passkey")},
    {"passkey renamed"_L1, QT_TRANSLATE_NOOP("History", "%1 renamed a passkey")},
    {"passkey removed"_L1, QT_TRANSLATE_NOOP("History", "%1 removed a passkey")},
    {"passkey used"_L1, QT_TRANSLATE_NOOP("History", "%1 used a passkey")},
    {"passkey refused: counter went back"_L1,
     QT_TRANSLATE_NOOP("History", "A copied passkey was refused; ask %1 to remove it")},
    {"logged out everywhere"_L1, QT_TRANSLATE_NOOP("History", "%1 ended every login")},
    {"logged out"_L1, QT_TRANSLATE_NOOP("History", "%1 logged out of the portal")},
};

const Said fields[] = {
    {"kind"_L1, QT_TRANSLATE_NOOP("History", "kind")},
    {"prefix"_L1, QT_TRANSLATE_NOOP("History", "title")},
    {"givenName"_L1, QT_TRANSLATE_NOOP("History", "given name")},
    {"additionalNames"_L1, QT_TRANSLATE_NOOP("History", "additional names")},
    {"familyName"_L1, QT_TRANSLATE_NOOP("History", "family name")},
    {"suffix"_L1, QT_TRANSLATE_NOOP("History", "name suffix")},
    {"nickname"_L1, QT_TRANSLATE_NOOP("History", "nickname")},
    {"displayName"_L1, QT_TRANSLATE_NOOP("History", "display name")},
    {"company"_L1, QT_TRANSLATE_NOOP("History", "company")},
    {"jobTitle"_L1, QT_TRANSLATE_NOOP("History", "job title")},
    {"emails"_L1, QT_TRANSLATE_NOOP("History", "email")},
    {"phones"_L1, QT_TRANSLATE_NOOP("History", "phone")},
    {"addresses"_L1, QT_TRANSLATE_NOOP("History", "address")},
    {"websites"_L1, QT_TRANSLATE_NOOP("History", "website")},
    {"birthday"_L1, QT_TRANSLATE_NOOP("History", "birthday")},
    {"anniversary"_L1, QT_TRANSLATE_NOOP("History", "anniversary")},
    {"language"_L1, QT_TRANSLATE_NOOP("History", "language")},
    {"tags"_L1, QT_TRANSLATE_NOOP("History", "tags")},
    {"notes"_L1, QT_TRANSLATE_NOOP("History", "notes")},
    {"relations"_L1, QT_TRANSLATE_NOOP("History", "relations")},
    {"brand"_L1, QT_TRANSLATE_NOOP("History", "brand")},
};

/// What a newer or unknown row says stays readable in the words of the journal.
template <std::size_t N>
QString shown(const Said (&table)[N], const QString& word)
{
    for (const Said& said : table) {
        if (word == said.inJournal)
            return History::tr(said.shown);
    }
    return word;
}

QString oneAddress(const QJsonObject& entry)
{
    const PostalAddress address{{},
                                entry.value(u"street"_s).toString(),
                                entry.value(u"city"_s).toString(),
                                entry.value(u"region"_s).toString(),
                                entry.value(u"postalCode"_s).toString(),
                                entry.value(u"country"_s).toString()};
    return words::addressLines(address).join(u", "_s);
}

QString valueText(const QString& field, const QJsonValue& value)
{
    if (value.isArray()) {
        QStringList parts;
        for (const QJsonValue& entry : value.toArray())
            parts.append(valueText(field, entry));
        return parts.join(u", "_s);
    }
    if (value.isObject()) {
        const QJsonObject entry = value.toObject();
        if (field == "addresses"_L1)
            return oneAddress(entry);
        if (field == "relations"_L1) {
            const auto kind = relationKindFromWord(entry.value(u"kind"_s).toString());
            return kind ? words::relation(*kind) : QString{};
        }
        return entry.value(field == "emails"_L1 ? u"address"_s : u"number"_s).toString();
    }
    if (field == "kind"_L1)
        return words::kind(contactKindFromWord(value.toString()).value_or(ContactKind::Person));
    if (field == "birthday"_L1 || field == "anniversary"_L1) {
        const QDate day = QDate::fromString(value.toString(), Qt::ISODate);
        return day.isValid() ? words::day(day) : QString{};
    }
    return value.toVariant().toString();
}

QString shortened(QString text)
{
    text = text.simplified();
    if (text.isEmpty())
        return History::tr("nothing", "stands for an empty field in the history");
    return text.size() <= longestValue ? text : text.left(longestValue - 1) + u'…';
}

QString whoIs(const Actor& actor, ContactId contact, const QString& name)
{
    switch (actor.kind) {
    case Actor::Kind::Studio:
        return actor.name.isEmpty() ? History::tr("The studio") : actor.name;
    case Actor::Kind::Client:
        return actor.contact == contact ? name : History::tr("Another client");
    case Actor::Kind::System:
        return History::tr("Foyer");
    }
    Q_UNREACHABLE();
}

QString editSentence(const Actor& actor, const QString& who, const QString& field, const QJsonObject& change)
{
    const QString name = shown(fields, field);
    if (field == "brand"_L1) // rows of a table say nothing to people
        return History::tr("%1 changed the brand").arg(who);
    const QString from = shortened(valueText(field, change.value(u"from"_s)));
    const QString to = shortened(valueText(field, change.value(u"to"_s)));
    if (from == to) // labels, or the end of something long
        return History::tr("%1 changed details of: %2", "who, field").arg(who, name);
    const QString sentence = actor.kind == Actor::Kind::Client
                                 ? History::tr("%1 changed %2 in the portal: %3 → %4", "who, field, old, new")
                                 : History::tr("%1 changed %2: %3 → %4", "who, field, old, new");
    return sentence.arg(who, name, from, to);
}

bool isMerge(const JournalEntry& entry)
{
    return entry.action == "merged"_L1 || entry.action == "merge undone"_L1;
}

struct Story
{
    std::vector<HistoryEntry> entries;
    std::vector<qint64> order; ///< the journal's numbers, beside the entries
};

/// What one contact lived through. Of somebody who was taken in, each sentence says so.
Result<void> tell(const Snapshot& snapshot, const Contact& contact, bool isAbsorbed, Story& story)
{
    const qint64 row = contact.id.row();
    auto rows = journalOf(snapshot, u"contact"_s, row, mostEntries);
    if (!rows)
        return fail(rows.error());
    auto portal = journalOf(snapshot, u"portal_account"_s, row, mostEntries);
    if (!portal)
        return fail(portal.error());
    const bool hasBeginning =
        rows->size() >= mostEntries || (!rows->empty() && rows->back().entry.action == "created"_L1);
    std::move(portal->begin(), portal->end(), std::back_inserter(*rows));
    const QString name = displayNameOf(contact.details);
    const auto add = [&](Instant at, qint64 order, QStringList sentences) {
        if (isAbsorbed) {
            for (QString& sentence : sentences)
                sentence = History::tr("%1 (%2)", "what happened, to whom").arg(sentence, name);
        }
        story.entries.push_back({at, std::move(sentences)});
        story.order.push_back(order);
    };
    for (const JournalRow& entry : *rows) {
        if (!isAbsorbed || entry.entry.action != "merged into another"_L1) // the survivor says that already
            add(entry.at, entry.id, sentencesOf(entry, contact.id, name));
    }
    if (!hasBeginning) // an import stands in the journal once, not once for each contact
        add(contact.createdAt, 0, {History::tr("Came with an import")});
    return {};
}

} // namespace

QStringList sentencesOf(const JournalRow& row, ContactId contact, const QString& name)
{
    const QString who = whoIs(row.actor, contact, name);
    const bool isEdit = row.entry.action == "edited"_L1 && !row.entry.detail.isEmpty();
    QStringList sentences;
    if (!isEdit) {
        const QString sentence = shown(actions, row.entry.action);
        if (sentence.contains("%2"_L1))
            sentences.append(sentence.arg(who, row.entry.detail.value("name"_L1).toString()));
        else if (sentence.contains("%1"_L1))
            sentences.append(sentence.arg(who));
        else // what nobody did stands alone; a word we do not know has its actor before it
            sentences.append(sentence == row.entry.action ? who + u": "_s + sentence : sentence);
    }
    // An edit is nothing but its changes; a merge has some of its own.
    const QJsonObject changes =
        isEdit ? row.entry.detail
               : (isMerge(row.entry) ? row.entry.detail.value("changes"_L1).toObject() : QJsonObject{});
    for (auto change = changes.begin(); change != changes.end(); ++change)
        sentences.append(editSentence(row.actor, who, change.key(), change.value().toObject()));
    return sentences;
}

Result<std::vector<HistoryEntry>> historyOf(const Snapshot& snapshot, const Contact& contact)
{
    const auto everybody = contacts::everybodyIn(snapshot, contact.id);
    if (!everybody)
        return fail(everybody.error());
    Story story;
    for (const ContactId id : *everybody) {
        const auto one = id == contact.id ? Result<Contact>{contact} : contacts::find(snapshot, id);
        if (!one)
            return fail(one.error());
        if (const auto told = tell(snapshot, *one, id != contact.id, story); !told)
            return fail(told.error());
    }
    std::vector<std::size_t> newestFirst(story.entries.size());
    std::iota(newestFirst.begin(), newestFirst.end(), std::size_t{0});
    std::stable_sort(newestFirst.begin(), newestFirst.end(), [&](std::size_t a, std::size_t b) {
        return std::pair{story.entries[a].at, story.order[a]} >
               std::pair{story.entries[b].at, story.order[b]};
    });
    std::vector<HistoryEntry> entries;
    for (const std::size_t index : newestFirst)
        entries.push_back(std::move(story.entries[index]));
    return entries;
}

} // namespace foyer
