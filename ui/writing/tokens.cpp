// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/writing/tokens.h"

#include <QRegularExpression>

#include <algorithm>

namespace foyer::writing {

using namespace Qt::StringLiterals;

std::vector<TokenSpot> tokensIn(const QString& line)
{
    static const QRegularExpression shape{u"(?<!\\\\)\\{\\{\\s*([^{}]*?)\\s*\\}\\}"_s};
    std::vector<TokenSpot> spots;
    if (!line.contains("{{"_L1)) // most lines have none
        return spots;
    for (auto match = shape.globalMatch(line); match.hasNext();) {
        const QRegularExpressionMatch one = match.next();
        spots.push_back({int(one.capturedStart()), int(one.capturedLength()), one.captured(1)});
    }
    return spots;
}

QString tokenText(const QString& name)
{
    return u"{{"_s + name + u"}}"_s;
}

bool isOffered(const QString& name, const std::vector<TokenOffer>& offers)
{
    return std::any_of(offers.begin(), offers.end(), [&](const TokenOffer& offer) {
        if (!offer.takesWords || !name.startsWith(offer.name))
            return offer.name == name;
        const QString rest = name.mid(offer.name.size()).trimmed();
        return rest.isEmpty() || rest.startsWith(u':') || rest.startsWith(u'|');
    });
}

int openTokenBefore(const QString& line, int cursor)
{
    const QString before = line.left(cursor);
    const auto open = before.lastIndexOf("{{"_L1);
    if (open < 0)
        return -1;
    const QStringView typed = QStringView{before}.mid(open + 2);
    const bool isName = std::all_of(typed.begin(), typed.end(), [](QChar c) {
        return c.isLetterOrNumber() || c == u'.' || c == u'_' || c == u'-' || c == u' ';
    });
    return isName && typed.size() <= 60 ? int(open) : -1;
}

namespace {

/// How many letters have to be inserted, dropped or replaced (Levenshtein).
int distance(const QString& one, const QString& other)
{
    std::vector<int> row(std::size_t(other.size()) + 1);
    for (std::size_t i = 0; i < row.size(); ++i)
        row[i] = int(i);
    for (qsizetype i = 0; i < one.size(); ++i) {
        int diagonal = row[0];
        row[0] = int(i) + 1;
        for (qsizetype j = 0; j < other.size(); ++j) {
            const std::size_t at = std::size_t(j) + 1;
            const int replaced = diagonal + (one[i] == other[j] ? 0 : 1);
            diagonal = row[at];
            row[at] = std::min({row[at] + 1, row[at - 1] + 1, replaced});
        }
    }
    return row.back();
}

} // namespace

QString nearestToken(const QString& name, const std::vector<TokenOffer>& offers)
{
    QString nearest;
    int least = std::max(2, int(name.size()) / 3) + 1;
    for (const TokenOffer& offer : offers) {
        const int far = distance(name.toLower(), offer.name.toLower());
        if (far < least) {
            least = far;
            nearest = offer.name;
        }
    }
    if (!nearest.isEmpty() || name.isEmpty())
        return nearest;
    // "title" for "job.title"
    for (const TokenOffer& offer : offers) {
        if (offer.name.section(u'.', -1).compare(name.section(u'.', -1), Qt::CaseInsensitive) == 0)
            return offer.name;
    }
    return {};
}

std::vector<TokenOffer> tokensMatching(const QString& filter, const std::vector<TokenOffer>& offers)
{
    const QStringList words = filter.split(u' ', Qt::SkipEmptyParts);
    std::vector<TokenOffer> found;
    for (const TokenOffer& offer : offers) {
        const QString all = offer.name + u' ' + offer.description + u' ' + offer.example;
        if (std::all_of(words.begin(), words.end(),
                        [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); }))
            found.push_back(offer);
    }
    const QString typed = filter.trimmed();
    std::stable_partition(found.begin(), found.end(), [&](const TokenOffer& offer) {
        return offer.name.startsWith(typed, Qt::CaseInsensitive);
    });
    return found;
}

} // namespace foyer::writing
