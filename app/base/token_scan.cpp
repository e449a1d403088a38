// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/token_scan.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestWord = 100;

/// Letters to insert, to remove, to exchange, or neighbours to swap. Source: Damerau, optimal string
/// alignment.
int changesBetween(QStringView a, QStringView b)
{
    std::vector<std::vector<int>> table(std::size_t(a.size()) + 1,
                                        std::vector<int>(std::size_t(b.size()) + 1));
    for (std::size_t i = 0; i < table.size(); ++i)
        table[i][0] = int(i);
    std::iota(table[0].begin(), table[0].end(), 0);
    for (std::size_t i = 1; i < table.size(); ++i) {
        for (std::size_t j = 1; j < table[i].size(); ++j) {
            const auto left = a[qsizetype(i) - 1];
            const auto right = b[qsizetype(j) - 1];
            int best = std::min(
                {table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (left == right ? 0 : 1)});
            const bool isSwapped =
                i > 1 && j > 1 && left == b[qsizetype(j) - 2] && a[qsizetype(i) - 2] == right;
            if (isSwapped)
                best = std::min(best, table[i - 2][j - 2] + 1);
            table[i][j] = best;
        }
    }
    return table.back().back();
}

} // namespace

std::optional<BracedText> bracedAt(QStringView rest)
{
    const qsizetype end = rest.indexOf("}}"_L1, 2);
    const qsizetype again = rest.indexOf("{{"_L1, 2);
    if (end < 0 || (again >= 0 && again < end) || rest.first(end).contains("\n\n"_L1))
        return std::nullopt;
    return BracedText{rest.sliced(2, end - 2).toString().simplified(), end + 2};
}

QString shownText(QString text)
{
    text.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
    for (QChar& c : text) {
        if (c != u'\n' && c.category() == QChar::Other_Control)
            c = u' ';
    }
    return text;
}

QString withBackslashes(const QString& text, const QRegularExpression& matches)
{
    QString written;
    written.reserve(text.size() + 8);
    qsizetype from = 0;
    auto found = matches.globalMatch(text);
    while (found.hasNext()) {
        const qsizetype at = found.next().capturedStart(1);
        written += QStringView{text}.sliced(from, at - from);
        written += u'\\';
        from = at;
    }
    written += QStringView{text}.sliced(from);
    return written;
}

QString closestWord(const QString& written, const QStringList& known)
{
    if (written.isEmpty() || written.size() > longestWord)
        return {};
    QString closest;
    int fewest = std::max(2, int(written.size()) / 3) + 1;
    for (const QString& word : known) {
        const int changes = changesBetween(written, word);
        if (changes < fewest) {
            fewest = changes;
            closest = word;
        }
    }
    return closest;
}

} // namespace foyer
