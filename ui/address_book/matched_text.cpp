// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/matched_text.h"

#include "app/base/text.h"

#include <QTextBoundaryFinder>

#include <algorithm>

namespace foyer {

namespace {

/// A text in another spelling, and for every character of it the part of the original it came from.
struct Spelling
{
    QString text;
    std::vector<MatchRange> origins;
};

Spelling folded(const QString& text)
{
    Spelling spelling;
    QTextBoundaryFinder finder{QTextBoundaryFinder::Grapheme, text};
    int start = 0;
    while (start < text.size()) {
        const auto next = finder.toNextBoundary();
        const int end = next < 0 ? int(text.size()) : int(next);
        const QStringView letter = QStringView{text}.mid(start, end - start);
        // Most letters are ASCII and need no transliterator.
        const bool isAscii = letter.size() == 1 && letter.front() < QChar{0x80};
        const QString fold = isAscii ? QString{letter.front().toLower()} : foldedForSearch(letter);
        for (int i = 0; i < fold.size(); ++i)
            spelling.origins.push_back({start, end - start});
        spelling.text += fold;
        start = end;
    }
    return spelling;
}

Spelling digitsOf(const QString& text)
{
    Spelling spelling;
    for (int i = 0; i < text.size(); ++i) {
        if (text[i].isDigit()) {
            spelling.text += text[i];
            spelling.origins.push_back({i, 1});
        }
    }
    return spelling;
}

void findIn(const Spelling& spelling, const QString& word, std::vector<MatchRange>& ranges)
{
    for (auto at = spelling.text.indexOf(word); at >= 0; at = spelling.text.indexOf(word, at + word.size())) {
        const MatchRange first = spelling.origins[std::size_t(at)];
        const MatchRange last = spelling.origins[std::size_t(at + word.size() - 1)];
        ranges.push_back({first.start, last.start + last.length - first.start});
    }
}

} // namespace

std::vector<MatchRange> matchRanges(const QString& text, const QString& searched)
{
    std::vector<MatchRange> found;
    if (text.isEmpty() || searched.isEmpty())
        return found;
    const Spelling letters = folded(text);
    const QString digits = phoneDigits(searched);
    const bool isPhone = digits.size() >= 3 &&
                         std::all_of(searched.begin(), searched.end(), [](QChar c) { return !c.isLetter(); });
    if (isPhone) {
        const Spelling numbers = digitsOf(text);
        // In a text with letters, digits far apart are no phone number.
        if (std::none_of(text.begin(), text.end(), [](QChar c) { return c.isLetter(); }))
            findIn(numbers, digits, found);
    }
    const QStringList words = foldedForSearch(searched).split(QChar{u' '}, Qt::SkipEmptyParts);
    for (const QString& word : words)
        findIn(letters, word, found);

    std::sort(found.begin(), found.end(),
              [](const MatchRange& a, const MatchRange& b) { return a.start < b.start; });
    std::vector<MatchRange> merged;
    for (const MatchRange& range : found) {
        if (!merged.empty() && range.start <= merged.back().start + merged.back().length) {
            const int end = std::max(merged.back().start + merged.back().length, range.start + range.length);
            merged.back().length = end - merged.back().start;
        } else {
            merged.push_back(range);
        }
    }
    return merged;
}

} // namespace foyer
