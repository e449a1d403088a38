// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/vcard_revision.h"

#include "app/base/text.h"
#include "app/contacts/vcard_meaning.h"
#include "app/contacts/vcard_vocabulary.h"

#include <QUuid>

#include <algorithm>
#include <numeric>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

VcardLine lineWith(QLatin1StringView name, QString value)
{
    VcardLine line;
    line.name = name;
    line.value = std::move(value);
    return line;
}

bool isUuid(const QString& uid)
{
    return uid.size() == 36 && !QUuid::fromString(uid).isNull();
}

QString reference(const QString& uid)
{
    return isUuid(uid) ? u"urn:uuid:"_s + uid : escapedUri(uid);
}

QString dayText(QDate day)
{
    return day.isValid() ? day.toString(u"yyyyMMdd"_s) : QString{};
}

QString escapedList(const QStringList& texts, QChar separator)
{
    QStringList escaped;
    for (const QString& text : texts)
        escaped += escapedText(text);
    return escaped.join(separator);
}

QString kindWord(ContactKind kind)
{
    switch (kind) {
    case ContactKind::Person:
        return u"individual"_s;
    case ContactKind::Company:
        return u"org"_s;
    case ContactKind::Location:
        return u"location"_s;
    }
    return {};
}

class Revision
{
public:
    Revision(const VcardEntry& entry, VcardVersion version, const QSet<QString>& uids)
        : m_version{version}
        , m_uid{withoutControls(entry.uid).remove(u'\n')}
        , m_relations{entry.relations}
        , m_uidsOfFile{uids}
        , m_now{asReadBack(entry.details)}
        , m_lines{linesOfSource(entry.details.vcardSource)}
        , m_isKept(m_lines.size(), true)
        , m_labels{groupLabelsOf(m_lines)}
        , m_was{detailsOf(m_lines)}
    {
        for (const VcardLine& line : m_lines)
            m_groups.insert(line.group.toLower());
    }

    std::vector<VcardLine> lines()
    {
        reviseUid();
        reviseNames();
        reviseReachability();
        reviseDays();
        reviseText("LANG"_L1, m_was.language, m_now.language);
        reviseTogether("CATEGORIES"_L1, m_was.tags == m_now.tags, escapedList(m_now.tags, u','));
        reviseTogether("NOTE"_L1, m_was.notes == m_now.notes, escapedText(m_now.notes));
        reviseRelations();
        dropLonelyLabels();
        reviseKind();
        return current();
    }

private:
    std::vector<VcardLine> current() const
    {
        std::vector<VcardLine> all;
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            if (m_isKept[i])
                all.push_back(m_lines[i]);
        }
        all.insert(all.end(), m_added.begin(), m_added.end());
        return all;
    }

    template <class Test>
    void dropWhere(Test test)
    {
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            if (test(m_lines[i]))
                m_isKept[i] = false;
        }
    }

    void dropAll(QLatin1StringView property)
    {
        dropWhere(
            [property](const VcardLine& line) { return line.name == property && !line.value.isEmpty(); });
    }

    /// Where a property stands that gets a new value: its most wanted line, or one that was left empty.
    int placeOf(QLatin1StringView property) const
    {
        if (const int primary = primaryLine(m_lines, property); primary >= 0)
            return primary;
        const auto empty = std::find_if(m_lines.begin(), m_lines.end(),
                                        [property](const VcardLine& line) { return line.name == property; });
        return empty == m_lines.end() ? -1 : static_cast<int>(empty - m_lines.begin());
    }

    /// One value, of which a card may hold several (titles): the most wanted one is ours.
    void reviseValue(QLatin1StringView property, bool isSame, const QString& value)
    {
        if (isSame)
            return;
        if (value.isEmpty())
            return dropAll(property);
        VcardLine line = lineWith(property, value);
        if (const int primary = placeOf(property); primary >= 0) {
            VcardLine& old = m_lines[std::size_t(primary)];
            if (const VcardParam* preference = old.findParam("PREF"_L1))
                line.params.push_back(*preference);
            old = std::move(line);
        } else {
            m_added.push_back(std::move(line));
        }
    }

    void reviseText(QLatin1StringView property, const QString& was, const QString& now)
    {
        reviseValue(property, was == now, escapedText(now));
    }

    /// One value that all lines of a property make together.
    void reviseTogether(QLatin1StringView property, bool isSame, const QString& value)
    {
        if (isSame)
            return;
        const int primary = placeOf(property);
        dropAll(property);
        if (value.isEmpty())
            return;
        if (primary < 0) {
            m_added.push_back(lineWith(property, value));
            return;
        }
        m_lines[std::size_t(primary)] = lineWith(property, value);
        m_isKept[std::size_t(primary)] = true;
    }

    void reviseUid()
    {
        const int uid = primaryLine(m_lines, "UID"_L1);
        const bool isSame = uid >= 0 && uidOf(singleLine(uriOf(m_lines[std::size_t(uid)].value))) == m_uid;
        if (!m_uid.isEmpty())
            reviseTogether("UID"_L1, isSame,
                           m_version == VcardVersion::V4 ? reference(m_uid) : escapedUri(m_uid));
    }

    void reviseNames()
    {
        QString called = displayNameOf(m_now);
        if (called.isEmpty())
            called = m_uid.isEmpty() ? u"?"_s : m_uid; // the format asks for a name
        reviseText("FN"_L1, formattedNameOf(m_lines), singleLine(called));

        const auto parts = [](const ContactDetails& details) {
            return QStringList{details.familyName, details.givenName, details.additionalNames, details.prefix,
                               details.suffix};
        };
        const QStringList name = parts(m_now);
        const bool isNameless = name.join(QString{}).isEmpty();
        reviseValue("N"_L1, parts(m_was) == name, isNameless ? QString{} : escapedList(name, u';'));
        const bool hasName = std::any_of(m_lines.begin(), m_lines.end(),
                                         [](const VcardLine& line) { return line.name == "N"_L1; });
        if (m_version == VcardVersion::V3 && isNameless && (!hasName || parts(m_was) != name))
            m_added.push_back(lineWith("N"_L1, u";;;;"_s)); // 3.0 asks for it, even of a company

        reviseValue("NICKNAME"_L1, m_was.nickname == m_now.nickname, nicknames());
        const QString organisation = organisationOf(m_lines);
        const bool isNamedByFn = m_now.kind == ContactKind::Company && organisation.isEmpty() &&
                                 formattedNameOf(m_lines) == m_now.company && m_was.company == m_now.company;
        if (!isNamedByFn || m_lines.empty())
            reviseText("ORG"_L1, organisation, m_now.company);
        reviseText("TITLE"_L1, m_was.jobTitle, m_now.jobTitle);
    }

    /// The first nickname is the one we know; the others of the card stay behind it.
    QString nicknames() const
    {
        if (m_now.nickname.isEmpty())
            return {};
        const QString ours = escapedText(m_now.nickname);
        const int line = primaryLine(m_lines, "NICKNAME"_L1);
        if (line < 0)
            return ours;
        QStringList all = splitUnescaped(m_lines[std::size_t(line)].value, u',');
        all.front() = ours;
        return all.join(u',');
    }

    void reviseReachability()
    {
        reviseList<ContactEmail>(
            m_now.emails, [this](const VcardLine& line) { return emailOf(line, m_labels); },
            [this](const ContactEmail& email) {
                return labelled(lineWith("EMAIL"_L1, escapedText(email.address)), email.label,
                                LabelSubject::Email);
            });
        reviseList<ContactPhone>(
            m_now.phones, [this](const VcardLine& line) { return phoneOf(line, m_labels); },
            [this](const ContactPhone& phone) {
                return labelled(lineWith("TEL"_L1, escapedText(phone.number)), phone.label,
                                LabelSubject::Phone);
            });
        if (m_was.addresses != m_now.addresses) {
            dropAll("LABEL"_L1); // an envelope nobody can compare with the address it was made from
            reviseList<PostalAddress>(
                m_now.addresses, [this](const VcardLine& line) { return addressOf(line, m_labels); },
                [this](const PostalAddress& address) {
                    const QString value = escapedList({{},
                                                       {},
                                                       address.street,
                                                       address.city,
                                                       address.region,
                                                       address.postalCode,
                                                       address.country},
                                                      u';');
                    return labelled(lineWith("ADR"_L1, value), address.label, LabelSubject::Address);
                });
        }
        reviseList<QString>(
            {m_now.websites.begin(), m_now.websites.end()}, websiteOf,
            [](const QString& website) { return std::vector{lineWith("URL"_L1, escapedUri(website))}; });
    }

    /// @param read what a line says, as an optional Item
    /// @param make the lines of a new item, the property first
    template <class Item, class Read, class Make>
    void reviseList(const std::vector<Item>& now, Read read, Make make)
    {
        std::vector<std::size_t> positions;
        const std::vector<Item> was = preferredFirst<Item>(m_lines, read, &positions);
        if (was == now)
            return;
        std::vector<bool> isTaken(was.size(), false);
        std::vector<int> origins; // of each item now: its index in `was`, or -1
        for (const Item& item : now) {
            int origin = -1;
            for (std::size_t i = 0; i < was.size() && origin < 0; ++i) {
                if (!isTaken[i] && was[i] == item)
                    origin = static_cast<int>(i);
            }
            if (origin >= 0)
                isTaken[std::size_t(origin)] = true;
            origins.push_back(origin);
        }
        for (std::size_t i = 0; i < was.size(); ++i)
            m_isKept[positions[i]] = isTaken[i];

        const auto firstNew = std::find(origins.begin(), origins.end(), -1);
        const bool isInOrder = std::is_sorted(origins.begin(), firstNew) &&
                               std::all_of(firstNew, origins.end(), [](int origin) { return origin < 0; });
        if (isInOrder) {
            for (auto i = std::size_t(firstNew - origins.begin()); i < now.size(); ++i)
                add(make(now[i]));
            return;
        }
        reorder(now, origins, positions, make);
    }

    /// The order of the file says what comes first from now on: no preference may contradict it.
    template <class Item, class Make>
    void reorder(const std::vector<Item>& now, const std::vector<int>& origins,
                 const std::vector<std::size_t>& positions, Make make)
    {
        std::vector<VcardLine> ordered;
        std::vector<std::size_t> places;
        std::vector<VcardLine> companions; // labels of new lines
        for (std::size_t i = 0; i < now.size(); ++i) {
            if (origins[i] < 0) {
                std::vector<VcardLine> made = make(now[i]);
                ordered.push_back(made.front());
                companions.insert(companions.end(), made.begin() + 1, made.end());
                continue;
            }
            const std::size_t place = positions[std::size_t(origins[i])];
            ordered.push_back(m_lines[place]);
            ordered.back().setParam("PREF"_L1, {});
            places.push_back(place);
        }
        std::sort(places.begin(), places.end());
        for (std::size_t i = 0; i < ordered.size(); ++i) {
            if (i < places.size())
                m_lines[places[i]] = ordered[i];
            else
                m_added.push_back(ordered[i]);
        }
        add(companions);
    }

    void add(const std::vector<VcardLine>& lines)
    {
        m_added.insert(m_added.end(), lines.begin(), lines.end());
    }

    std::vector<VcardLine> labelled(VcardLine line, const Label& label, LabelSubject subject)
    {
        if (label.isEmpty())
            return {std::move(line)};
        if (const auto types = typesOfLabel(label, subject)) {
            line.setParam("TYPE"_L1, *types);
            return {std::move(line)};
        }
        line.group = freeGroup();
        VcardLine text = lineWith("X-ABLABEL"_L1, escapedText(label));
        text.group = line.group;
        return {std::move(line), std::move(text)};
    }

    QString freeGroup()
    {
        for (int number = 1;; ++number) { // ends: there are fewer groups than numbers
            const QString group = u"item%1"_s.arg(number);
            if (!m_groups.contains(group)) {
                m_groups.insert(group);
                return group;
            }
        }
    }

    void reviseDays()
    {
        reviseTogether("BDAY"_L1, m_was.birthday == m_now.birthday, dayText(m_now.birthday));
        if (m_was.anniversary == m_now.anniversary)
            return;
        dropWhere([this](const VcardLine& line) { return isAnniversaryLine(line, m_labels); });
        if (m_now.anniversary.isValid())
            m_added.push_back(lineWith("ANNIVERSARY"_L1, dayText(m_now.anniversary)));
    }

    void reviseRelations()
    {
        std::vector<bool> isWritten(m_relations.size(), false);
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            const VcardLine& line = m_lines[i];
            if (line.name != "RELATED"_L1 || line.hasValueType("text"_L1))
                continue;
            const QString uid = uidOf(singleLine(uriOf(line.value)));
            const RelationKind kind = relationKindFromTypes(line.types());
            bool isKnown = m_uidsOfFile.contains(uid);
            bool isSame = false;
            for (std::size_t r = 0; r < m_relations.size() && !isSame; ++r) {
                isKnown = isKnown || m_relations[r].otherUid == uid;
                isSame = !isWritten[r] && m_relations[r].otherUid == uid && m_relations[r].kind == kind;
                isWritten[r] = isWritten[r] || isSame;
            }
            m_isKept[i] = isSame || !isKnown;
        }
        for (std::size_t r = 0; r < m_relations.size(); ++r) {
            const QString uid = singleLine(m_relations[r].otherUid);
            if (isWritten[r] || uid.isEmpty())
                continue;
            VcardLine line = lineWith("RELATED"_L1, reference(uid));
            line.setParam("TYPE"_L1, {typeOfRelationKind(m_relations[r].kind)});
            m_added.push_back(std::move(line));
        }
    }

    /// A label without what it labelled would label the next thing that takes its group.
    void dropLonelyLabels()
    {
        const auto isCompanion = [](const VcardLine& line) {
            return line.is("X-ABLABEL"_L1) || line.is("X-ABADR"_L1);
        };
        QSet<QString> lost;
        QSet<QString> alive;
        for (std::size_t i = 0; i < m_lines.size(); ++i) {
            if (!m_lines[i].group.isEmpty() && !isCompanion(m_lines[i]))
                (m_isKept[i] ? alive : lost).insert(m_lines[i].group.toLower());
        }
        lost.subtract(alive);
        dropWhere(
            [&](const VcardLine& line) { return isCompanion(line) && lost.contains(line.group.toLower()); });
    }

    /// Last, as a reader guesses the kind from everything else where nothing is said.
    void reviseKind()
    {
        const auto isSaid = [this] {
            return std::any_of(m_lines.begin(), m_lines.end(),
                               [](const VcardLine& line) { return isKindLine(line); });
        };
        const bool isRead = detailsOf(current()).kind == m_now.kind;
        if (isRead && (m_now.kind == ContactKind::Person || isSaid()))
            return;
        dropWhere(isKindLine);
        m_added.insert(m_added.begin(), lineWith("KIND"_L1, kindWord(m_now.kind)));
    }

    VcardVersion m_version;
    QString m_uid;
    std::vector<ImportedRelation> m_relations;
    const QSet<QString>& m_uidsOfFile;
    ContactDetails m_now;
    std::vector<VcardLine> m_lines;
    std::vector<bool> m_isKept;
    GroupLabels m_labels;
    ContactDetails m_was;
    QSet<QString> m_groups;
    std::vector<VcardLine> m_added;
};

} // namespace

std::vector<VcardLine> revisedLines(const VcardEntry& entry, VcardVersion version, const QSet<QString>& uids)
{
    return Revision{entry, version, uids}.lines();
}

} // namespace foyer
