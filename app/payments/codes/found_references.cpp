// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/codes/found_references.h"

#include "app/payments/codes/check_digits.h"
#include "app/payments/codes/creditor_reference.h"

#include <QHash>

#include <algorithm>
#include <tuple>

namespace foyer {

namespace {

/// A letter or digit of a run in which nothing but blanks stands between.
struct Sign
{
    QChar capital;
    qsizetype at; ///< in the text
    bool opens;   ///< nothing touches it in front
    bool closes;  ///< nothing touches it behind
};
using Run = std::vector<Sign>;

QChar asCapital(QChar c)
{
    return c >= u'a' && c <= u'z' ? QChar{char16_t(c.unicode() - u'a' + u'A')} : c;
}

bool isGap(QChar c)
{
    return c.isSpace() || c.category() == QChar::Other_Format;
}

std::vector<Run> runsIn(QStringView text)
{
    const auto touches = [text](qsizetype at) {
        return at >= 0 && at < text.size() && (text[at].isLetterOrNumber() || text[at].isSurrogate());
    };
    std::vector<Run> runs(1);
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar capital = asCapital(text[at]);
        if (isAsciiDigit(capital) || isAsciiCapital(capital))
            runs.back().push_back({capital, at, !touches(at - 1), !touches(at + 1)});
        else if (!isGap(text[at]) && !runs.back().empty())
            runs.emplace_back();
    }
    return runs;
}

QString spelled(const Run& run, std::size_t from, std::size_t past)
{
    QString reference;
    for (std::size_t i = from; i < past; ++i)
        reference += run[i].capital;
    return reference;
}

class Findings
{
public:
    void add(const Run& run, std::size_t from, std::size_t past)
    {
        const Sign& first = run[from];
        const Sign& last = run[past - 1];
        const FoundReference found{spelled(run, from, past), first.opens && last.closes, first.at,
                                   last.at + 1 - first.at};
        const auto known = m_places.constFind(found.reference);
        if (known == m_places.cend()) {
            m_places.insert(found.reference, m_found.size());
            m_found.push_back(found);
        } else if (found.isBounded && !m_found[*known].isBounded) {
            m_found[*known] = found;
        }
    }

    std::vector<FoundReference> inOrder()
    {
        const auto rank = [](const FoundReference& one) {
            return std::tuple{one.at, !one.isBounded, -one.length};
        };
        std::sort(m_found.begin(), m_found.end(),
                  [&rank](const FoundReference& a, const FoundReference& b) { return rank(a) < rank(b); });
        return std::move(m_found);
    }

private:
    std::vector<FoundReference> m_found;
    QHash<QString, std::size_t> m_places; ///< in m_found
};

void findCreditorReferences(const Run& run, Findings& findings)
{
    constexpr std::size_t headSize = 4;
    for (std::size_t from = 0; from + headSize < run.size(); ++from) {
        if (run[from].capital != u'R' || run[from + 1].capital != u'F' ||
            !isCheckNumber(run[from + 2].capital, run[from + 3].capital))
            continue;
        const QString head = spelled(run, from, from + headSize);
        int body = 0;
        const std::size_t end = std::min(run.size(), from + headSize + longestReferenceBody);
        for (std::size_t past = from + headSize + 1; past <= end; ++past) {
            body = remainder97(body, run[past - 1].capital);
            int whole = body;
            for (const QChar c : head)
                whole = remainder97(whole, c);
            if (whole == 1)
                findings.add(run, from, past);
        }
    }
}

void findQrReferences(const Run& run, Findings& findings)
{
    std::size_t digits = 0; ///< in a row, up to here
    for (std::size_t i = 0; i < run.size(); ++i) {
        digits = isAsciiDigit(run[i].capital) ? digits + 1 : 0;
        if (digits < qrReferenceDigits)
            continue;
        const std::size_t from = i + 1 - qrReferenceDigits;
        if (qrReferenceFromText(spelled(run, from, i + 1)))
            findings.add(run, from, i + 1);
    }
}

} // namespace

std::vector<FoundReference> findReferences(QStringView text)
{
    Findings findings;
    for (const Run& run : runsIn(text)) {
        findCreditorReferences(run, findings);
        findQrReferences(run, findings);
    }
    return findings.inOrder();
}

} // namespace foyer
