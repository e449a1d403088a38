// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/statements/matching.h"

#include "app/base/text.h"
#include "app/payments/statements/match_evidence.h"

#include <algorithm>
#include <map>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostCandidates = 10;
constexpr std::size_t mostOfOneAmount = 3; ///< more invoices of one amount propose nothing

QStringList nameWords(const QString& name)
{
    QString plain = foldedForSearch(name);
    std::replace_if(
        plain.begin(), plain.end(), [](QChar c) { return !c.isLetterOrNumber(); }, u' ');
    QStringList words = plain.split(u' ', Qt::SkipEmptyParts);
    words.removeDuplicates();
    return words;
}

/// What propose but never decide: who pays, from where, how much.
class Proposals
{
public:
    explicit Proposals(const std::vector<OpenInvoice>& invoices)
    {
        for (std::size_t i = 0; i < invoices.size(); ++i) {
            for (const QString& iban : invoices[i].payerIbans)
                m_byIban[iban.simplified().remove(u' ').toUpper()].push_back(i);
            for (const QString& name : invoices[i].payerNames)
                addName(nameWords(name), i);
            const Money open = invoices[i].open;
            if (open.minor() > 0)
                m_byAmount[open].push_back(i);
            if (invoices[i].nextDue.minor() > 0 && invoices[i].nextDue != open)
                m_byAmount[invoices[i].nextDue].push_back(i);
        }
    }

    void collect(const StatementLine& line, std::map<std::size_t, std::vector<MatchReason>>& found) const
    {
        const auto add = [&found](const std::vector<std::size_t>& invoices, MatchReason reason) {
            for (const std::size_t invoice : invoices) {
                std::vector<MatchReason>& reasons = found[invoice];
                if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end())
                    reasons.push_back(reason);
            }
        };
        if (!line.payerIban.isEmpty())
            add(m_byIban.value(line.payerIban), MatchReason::KnownAccount);
        add(namedLike(line.payerName), MatchReason::SameName);
        const auto sameAmount = m_byAmount.find(line.amount);
        if (sameAmount == m_byAmount.end())
            return;
        const bool isRare = sameAmount->second.size() <= mostOfOneAmount;
        for (const std::size_t invoice : sameAmount->second) {
            if (isRare || found.contains(invoice))
                found[invoice].push_back(MatchReason::SameAmount);
        }
    }

private:
    struct Name
    {
        std::size_t invoice;
        qsizetype words;
    };
    struct ByAmount
    {
        bool operator()(Money a, Money b) const
        {
            return std::pair{a.currency(), a.minor()} < std::pair{b.currency(), b.minor()};
        }
    };

    void addName(const QStringList& words, std::size_t invoice)
    {
        // A single short word is nobody's name.
        if (words.isEmpty() || (words.size() == 1 && words.front().size() < 4))
            return;
        for (const QString& word : words)
            m_byWord[word].push_back(m_names.size());
        m_names.push_back({invoice, words.size()});
    }

    /// Invoices one of whose payers has all words of the name among the line's ("Anna und Ben Muster").
    std::vector<std::size_t> namedLike(const QString& payer) const
    {
        std::map<std::size_t, qsizetype> hits;
        for (const QString& word : nameWords(payer)) {
            const auto names = m_byWord.constFind(word);
            if (names == m_byWord.cend())
                continue;
            for (const std::size_t name : *names)
                ++hits[name];
        }
        std::vector<std::size_t> invoices;
        for (const auto& [name, count] : hits) {
            if (count == m_names[name].words)
                invoices.push_back(m_names[name].invoice);
        }
        return invoices;
    }

    QHash<QString, std::vector<std::size_t>> m_byIban;
    std::vector<Name> m_names;
    QHash<QString, std::vector<std::size_t>> m_byWord; ///< places in m_names
    std::map<Money, std::vector<std::size_t>, ByAmount> m_byAmount;
};

class Matcher
{
public:
    explicit Matcher(const std::vector<OpenInvoice>& invoices)
        : m_invoices{invoices}
        , m_names{invoices}
        , m_proposals{invoices}
    {
    }

    LineMatch match(const StatementLine& line)
    {
        const Evidence evidence = m_names.evidenceIn(line);
        if (line.amount.minor() <= 0 || line.isReversal)
            return matchOutgoing(line, evidence);
        std::set<std::size_t> named = evidence.byReference;
        named.insert(evidence.byNumber.begin(), evidence.byNumber.end());
        named.insert(evidence.byFaintNumber.begin(), evidence.byFaintNumber.end());
        if (named.size() == 1 && !namesAnother(evidence, *named.begin()))
            return matchNamed(line, evidence, *named.begin());
        return ask(line, evidence, named.size() > 1 || (!named.empty() && !evidence.unclear.empty()));
    }

private:
    /// Is another invoice named beside this one, if unclearly? One of the same number (another brand's) is
    /// not another name.
    bool namesAnother(const Evidence& evidence, std::size_t invoice) const
    {
        return std::any_of(evidence.unclear.begin(), evidence.unclear.end(), [&](std::size_t other) {
            return other != invoice &&
                   m_invoices[other].number.compare(m_invoices[invoice].number, Qt::CaseInsensitive) != 0;
        });
    }

    LineMatch matchNamed(const StatementLine& line, const Evidence& evidence, std::size_t at)
    {
        const OpenInvoice& invoice = m_invoices[at];
        Money& paid = m_paid.try_emplace(at, Money::ofMinor(0, invoice.open.currency())).first->second;
        if (line.amount.currency() != invoice.open.currency())
            return ask(line, evidence, false, {{at, MatchReason::OtherCurrency}});
        const Money open = invoice.open - paid;
        if (open.minor() <= 0)
            return ask(line, evidence, false, {{at, MatchReason::NothingOpen}});
        const bool isDue = paid.minor() == 0 && invoice.nextDue.minor() > 0 &&
                           invoice.nextDue == line.amount && invoice.nextDue.minor() <= open.minor();
        const bool isExact = line.amount == open || isDue;
        const bool isFaint = !evidence.byReference.contains(at) && !evidence.byNumber.contains(at);
        if (isFaint && !isExact)
            return ask(line, evidence, false);
        LineMatch match;
        match.kind = isExact ? MatchKind::Exact : MatchKind::Partial;
        match.invoice = invoice.id;
        match.amount = line.amount.minor() > open.minor() ? open : line.amount;
        match.why = line.amount.minor() > open.minor() ? PartialWhy::Over : PartialWhy::Under;
        if (evidence.byReference.contains(at))
            match.reasons.push_back(MatchReason::Reference);
        if (evidence.byNumber.contains(at) || evidence.byFaintNumber.contains(at))
            match.reasons.push_back(MatchReason::Number);
        if (isExact)
            match.reasons.push_back(MatchReason::SameAmount);
        paid = paid + match.amount;
        return match;
    }

    /// What leaves pays nothing. A returned payment that names an invoice is shown beside it.
    LineMatch matchOutgoing(const StatementLine& line, const Evidence& evidence) const
    {
        LineMatch match;
        if (!line.isReversal)
            return match;
        for (const auto* found : {&evidence.byReference, &evidence.byNumber}) {
            for (const std::size_t at : *found) {
                if (match.candidates.size() < mostCandidates)
                    match.candidates.push_back({m_invoices[at].id, {MatchReason::Reversal}});
            }
        }
        // Money taken back concerns the studio even when nothing tells which invoice.
        match.kind = MatchKind::Ask;
        return match;
    }

    LineMatch ask(const StatementLine& line, const Evidence& evidence, bool hasSeveral,
                  const std::map<std::size_t, MatchReason>& obstacles = {}) const
    {
        std::map<std::size_t, std::vector<MatchReason>> found;
        const auto add = [&found](const std::set<std::size_t>& invoices, MatchReason reason) {
            for (const std::size_t invoice : invoices) {
                std::vector<MatchReason>& reasons = found[invoice];
                if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end())
                    reasons.push_back(reason);
            }
        };
        add(evidence.byReference, MatchReason::Reference);
        add(evidence.byNumber, MatchReason::Number);
        add(evidence.byFaintNumber, MatchReason::NumberUnclear);
        add(evidence.unclear, MatchReason::NumberUnclear);
        add(evidence.chance, MatchReason::NumberUnclear);
        for (auto& [invoice, reasons] : found) {
            if (hasSeveral && !evidence.chance.contains(invoice))
                reasons.push_back(MatchReason::SeveralNamed);
        }
        for (const auto& [invoice, obstacle] : obstacles)
            found[invoice].push_back(obstacle);
        m_proposals.collect(line, found);

        LineMatch match;
        for (auto& [invoice, reasons] : found) {
            const OpenInvoice& candidate = m_invoices[invoice];
            std::sort(reasons.begin(), reasons.end());
            // A paid invoice, or one in another currency, is proposed only when the line names it.
            const bool isNamed = reasons.front() <= MatchReason::NumberUnclear;
            const bool isPayable =
                candidate.open.minor() > 0 && candidate.open.currency() == line.amount.currency();
            if (isNamed || isPayable)
                match.candidates.push_back({candidate.id, reasons});
        }
        std::stable_sort(match.candidates.begin(), match.candidates.end(),
                         [](const MatchCandidate& a, const MatchCandidate& b) {
                             return std::pair{a.reasons.front(), b.reasons.size()} <
                                    std::pair{b.reasons.front(), a.reasons.size()};
                         });
        if (match.candidates.size() > mostCandidates)
            match.candidates.resize(mostCandidates);
        match.kind = match.candidates.empty() ? MatchKind::None : MatchKind::Ask;
        return match;
    }

    const std::vector<OpenInvoice>& m_invoices;
    InvoiceNames m_names;
    Proposals m_proposals;
    std::map<std::size_t, Money> m_paid; ///< by earlier lines
};

} // namespace

QString lineKey(const StatementLine& line)
{
    return line.account + u'\n' + line.reference;
}

std::vector<LineMatch> matchLines(const std::vector<StatementLine>& lines,
                                  const std::vector<OpenInvoice>& invoices, const QSet<QString>& seen)
{
    Matcher matcher{invoices};
    std::vector<LineMatch> matches;
    matches.reserve(lines.size());
    for (const StatementLine& line : lines) {
        if (seen.contains(lineKey(line))) {
            LineMatch match;
            match.kind = MatchKind::Seen;
            matches.push_back(match);
            continue;
        }
        matches.push_back(matcher.match(line));
    }
    return matches;
}

} // namespace foyer
