// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/text.h"
#include "app/contacts/vcard.h"
#include "app/contacts/vcard_decoding.h"
#include "app/contacts/vcard_encoding.h"
#include "app/contacts/vcard_meaning.h"
#include "app/contacts/vcard_vocabulary.h"

#include <QSet>

#include <algorithm>
#include <optional>
#include <utility>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype largestFile = 256 * 1024 * 1024;
constexpr std::size_t mostLinesOfCard = 5000;
constexpr std::size_t mostProblems = 100; // more help nobody to mend a file

struct Card
{
    int line = 0;
    CardVersion version = CardVersion::Unsaid;
    bool hasVersionLine = false;
    std::vector<VcardLine> lines;
    std::vector<int> numbers; ///< of the lines
    bool isTooLarge = false;  ///< said once
};

/// A card inside a card, collected as text until it ends. Counts how deep it goes, holds no stack.
struct Agent
{
    int line = 0;
    int depth = 0;
    QByteArray text;
};

class VcardReader
{
public:
    explicit VcardReader(const VcardBytes& file)
        : m_file{file.isUtf8, file.isMarked}
        , m_lines{file.bytes}
    {
    }

    ImportPlan read();

private:
    void readOutside(const LogicalLine& raw);
    void readInside(const LogicalLine& raw);
    void readAgent(const LogicalLine& raw);
    void readVersion(const VcardLine& line, int number);
    void beginCard(int number);
    void endCard();
    void resolveRelations();
    void addHints(const Card& card, const ContactDetails& details);
    void addProblem(int line, ImportProblemCode code, const QString& detail);
    void addHint(int line, ImportProblemCode code, const QString& detail);
    bool isFull() const { return m_plan.problems.size() >= mostProblems; }

    FileText m_file;
    LogicalLines m_lines;
    std::optional<Card> m_card;
    std::optional<Agent> m_agent;
    bool m_sawCard = false;
    bool m_saidGuess = false;
    QSet<QString> m_uids;
    std::vector<std::size_t>
        m_unresolved; ///< contacts that relate to something that may be a card of this file
    ImportPlan m_plan;
};

CardVersion versionOf(const QByteArray& text)
{
    if (text == "2.1")
        return CardVersion::V21;
    if (text == "3.0")
        return CardVersion::V30;
    return text == "4.0" ? CardVersion::V40 : CardVersion::Unsaid;
}

/// A name or an address that could be the UID of a card.
bool isUnresolvedRelation(const VcardLine& line)
{
    return line.name == "RELATED"_L1 && !line.value.isEmpty() && !relatedUidOf(line);
}

ImportPlan VcardReader::read()
{
    LogicalLine raw;
    while (!isFull() && m_lines.next(raw)) {
        if (m_agent)
            readAgent(raw);
        else if (m_card)
            readInside(raw);
        else
            readOutside(raw);
    }
    if (m_card && !isFull())
        addProblem(m_card->line, ImportProblemCode::UnfinishedEntry,
                   u"the card that begins here has no END"_s);
    if (!m_sawCard) {
        m_plan.problems.clear();
        addProblem(1, ImportProblemCode::NotThisFormat, u"there is no BEGIN:VCARD"_s);
    }
    if (m_plan.problems.empty())
        resolveRelations();
    else
        m_plan.contacts.clear();
    return std::move(m_plan);
}

void VcardReader::readOutside(const LogicalLine& raw)
{
    if (isBeginOfCard(raw.text))
        beginCard(raw.number);
    else
        addProblem(raw.number, ImportProblemCode::BrokenLine, u"a line outside of any card"_s);
}

void VcardReader::beginCard(int number)
{
    m_sawCard = true;
    m_card.emplace();
    m_card->line = number;
    m_card->lines.reserve(16);
    m_card->numbers.reserve(16);
    m_card->version = versionOf(m_lines.versionAhead());
    m_lines.setFolding(m_card->version == CardVersion::V21 ? Folding::Legacy : Folding::Modern);
}

void VcardReader::readInside(const LogicalLine& raw)
{
    if (isEndOfCard(raw.text))
        return endCard();
    if (isBeginOfCard(raw.text)) {
        const bool isAgent = !m_card->lines.empty() && m_card->lines.back().name == "AGENT"_L1 &&
                             m_card->lines.back().value.trimmed().isEmpty();
        if (isAgent) {
            m_agent = Agent{raw.number, 1, "BEGIN:VCARD"};
            return;
        }
        addProblem(raw.number, ImportProblemCode::UnfinishedEntry,
                   u"a card begins before the one of line %1 ended"_s.arg(m_card->line));
        return beginCard(raw.number);
    }
    DecodedLine decoded = decodedLine(raw, m_card->version, m_file);
    if (!decoded.line)
        return addProblem(raw.number, decoded.code, decoded.detail);
    if (decoded.isGuess && !std::exchange(m_saidGuess, true))
        addHint(raw.number, ImportProblemCode::BrokenEncoding,
                u"not UTF-8 from here on: read as Windows-1252"_s);
    if (decoded.line->is("VERSION"_L1))
        return readVersion(*decoded.line, raw.number);
    if (m_card->lines.size() >= mostLinesOfCard) {
        if (!std::exchange(m_card->isTooLarge, true))
            addProblem(raw.number, ImportProblemCode::TooLarge, u"a card has more than 5000 properties"_s);
        return;
    }
    m_card->lines.push_back(std::move(*decoded.line));
    m_card->numbers.push_back(raw.number);
}

void VcardReader::readVersion(const VcardLine& line, int number)
{
    const CardVersion version = versionOf(line.value.trimmed().toLatin1());
    if (version == CardVersion::Unsaid)
        addProblem(number, ImportProblemCode::UnsupportedVersion,
                   u"version \"%1\""_s.arg(line.value.left(40)));
    else if (m_card->hasVersionLine && version != m_card->version)
        addProblem(number, ImportProblemCode::BrokenLine, u"a card of two versions"_s);
    m_card->hasVersionLine = true;
}

void VcardReader::readAgent(const LogicalLine& raw)
{
    if (m_agent->text.size() + raw.text.size() > longestLogicalLine) {
        addProblem(m_agent->line, ImportProblemCode::TooLarge, u"a card within a card is too large"_s);
        m_agent.reset(); // what is left of it is told as damage
        return;
    }
    m_agent->text += '\n';
    m_agent->text += raw.text;
    if (isBeginOfCard(raw.text))
        ++m_agent->depth;
    else if (isEndOfCard(raw.text) && --m_agent->depth == 0) {
        DecodedLine decoded = decodedAgent(m_agent->text, m_file);
        if (decoded.line)
            m_card->lines.back().value = decoded.line->value;
        else
            addProblem(m_agent->line, decoded.code, decoded.detail);
        m_agent.reset();
    }
}

void VcardReader::endCard()
{
    const Card card = std::move(*m_card);
    m_card.reset();
    m_lines.setFolding(Folding::Modern);
    if (!m_plan.problems.empty())
        return; // nothing will be brought in: spare the work

    ImportedContact contact;
    contact.line = card.line;
    contact.details = detailsOf(card.lines);
    if (displayNameOf(contact.details).isEmpty())
        return addProblem(card.line, ImportProblemCode::NoName, u"nothing to call the contact by"_s);
    addHints(card, contact.details);
    contact.details.vcardSource = sourceOfLines(card.lines);
    bool isUnresolved = false;
    for (const VcardLine& line : card.lines) {
        if (line.name == "UID"_L1 && contact.uid.isEmpty())
            contact.uid = uidOf(singleLine(uriOf(line.value)));
        if (auto uid = relatedUidOf(line))
            contact.relations.push_back({std::move(*uid), relationKindFromTypes(line.types())});
        isUnresolved = isUnresolved || isUnresolvedRelation(line);
    }
    if (!contact.uid.isEmpty())
        m_uids.insert(contact.uid);
    if (isUnresolved)
        m_unresolved.push_back(m_plan.contacts.size());
    m_plan.contacts.push_back(std::move(contact));
}

void VcardReader::addHints(const Card& card, const ContactDetails& details)
{
    if (!card.hasVersionLine)
        addHint(card.line, ImportProblemCode::UnsupportedVersion, u"no VERSION: read as 3.0"_s);
    const GroupLabels none;
    const bool hasBadEmail =
        std::any_of(details.emails.begin(), details.emails.end(),
                    [](const ContactEmail& email) { return !isEmailAddress(email.address); });
    for (std::size_t i = 0; i < card.lines.size(); ++i) {
        const VcardLine& line = card.lines[i];
        if (hasBadEmail && line.name == "EMAIL"_L1) {
            if (const auto email = emailOf(line, none); email && !isEmailAddress(email->address))
                addHint(card.numbers[i], ImportProblemCode::BadEmail,
                        u"no address a mail could be sent to"_s);
        } else if (line.name == "BDAY"_L1 || line.name == "ANNIVERSARY"_L1) {
            if (isBrokenDay(line))
                addHint(card.numbers[i], ImportProblemCode::BrokenValue,
                        u"a %1 that is no day"_s.arg(line.name));
        }
    }
    const bool isOnlyPlace = details.givenName.isEmpty() && details.familyName.isEmpty() &&
                             details.nickname.isEmpty() && details.company.isEmpty() &&
                             details.emails.empty() && details.phones.empty();
    if (isOnlyPlace && primaryLine(card.lines, "FN"_L1) < 0 &&
        displayNameOf(details) == nameOfLastResort(details))
        addHint(card.line, ImportProblemCode::NoName, u"no name: called by what else is known"_s);
}

/// A relation may name the other card's UID as text. Only now are all the UIDs of the file known.
void VcardReader::resolveRelations()
{
    for (const std::size_t position : m_unresolved) {
        ImportedContact& contact = m_plan.contacts[position];
        std::vector<VcardLine> lines = linesOfSource(contact.details.vcardSource);
        for (VcardLine& line : lines) {
            if (!isUnresolvedRelation(line))
                continue;
            const QString uid = uidOf(line.hasValueType("text"_L1) ? textOf(line.value) : uriOf(line.value));
            if (!m_uids.contains(uid))
                continue;
            contact.relations.push_back({uid, relationKindFromTypes(line.types())});
            line.setParam("VALUE"_L1, {}); // from now on a reference, no text for people
            line.value = escapedUri(uid);
        }
        contact.details.vcardSource = sourceOfLines(lines);
    }
}

void VcardReader::addProblem(int line, ImportProblemCode code, const QString& detail)
{
    if (!isFull())
        m_plan.problems.push_back({line, code, detail});
}

/// Hints are capped too: a file of 100,000 cards may have as many oddities.
void VcardReader::addHint(int line, ImportProblemCode code, const QString& detail)
{
    constexpr std::size_t mostHints = 1000;
    if (m_plan.hints.size() < mostHints)
        m_plan.hints.push_back({line, code, detail});
}

} // namespace

ImportPlan readVcards(const QByteArray& file)
{
    ImportPlan plan;
    if (file.size() > largestFile) {
        plan.problems.push_back({1, ImportProblemCode::TooLarge, u"the file is larger than 256 MiB"_s});
        return plan;
    }
    const auto bytes = vcardBytesOf(file);
    if (!bytes) {
        plan.problems.push_back({1, ImportProblemCode::BrokenEncoding, u"marked as UTF-16, but it is not"_s});
        return plan;
    }
    return VcardReader{*bytes}.read();
}

} // namespace foyer
