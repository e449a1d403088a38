// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/writing/spell_words.h"

#include <QRegularExpression>

#include <algorithm>

namespace foyer::writing {

using namespace Qt::StringLiterals;

namespace {

/// Spans that no dictionary is asked about.
std::vector<WordSpot> skippedSpans(const QString& line)
{
    static const QRegularExpression skipped{
        u"\\{\\{[^{}]*\\}\\}|\\[initials\\]|(?:https?:|mailto:|www\\.)\\S+|\\S+@\\S+|\\]\\([^)\\s]*\\)|`[^`]*`"_s};
    std::vector<WordSpot> spans;
    for (auto match = skipped.globalMatch(line); match.hasNext();) {
        const QRegularExpressionMatch one = match.next();
        spans.push_back({int(one.capturedStart()), int(one.capturedLength())});
    }
    return spans;
}

bool isApostrophe(QChar c)
{
    return c == u'\'' || c == u'\u2019';
}

} // namespace

std::vector<WordSpot> spellWords(const QString& line)
{
    const std::vector<WordSpot> skipped = skippedSpans(line);
    std::vector<WordSpot> words;
    const int size = int(line.size());
    const auto belongs = [&](int i) {
        const QChar c = line[i];
        if (c.isLetterOrNumber() || c.isMark() || c.isSurrogate())
            return true;
        return isApostrophe(c) && i > 0 && i + 1 < size && line[i - 1].isLetter() && line[i + 1].isLetter();
    };
    std::size_t nextSkipped = 0;
    for (int i = 0; i < size;) {
        while (nextSkipped < skipped.size() && skipped[nextSkipped].start + skipped[nextSkipped].length <= i)
            ++nextSkipped;
        if (nextSkipped < skipped.size() && i >= skipped[nextSkipped].start) {
            i = skipped[nextSkipped].start + skipped[nextSkipped].length;
            continue;
        }
        if (!belongs(i)) {
            ++i;
            continue;
        }
        const int start = i;
        bool isPlain = true;
        while (i < size && belongs(i)) {
            isPlain = isPlain && !line[i].isDigit() && !line[i].isSurrogate();
            ++i;
        }
        if (isPlain && i - start > 1)
            words.push_back({start, i - start});
    }
    return words;
}

QString lookedUp(QStringView word)
{
    return word.toString().normalized(QString::NormalizationForm_C).replace(u'\u2019', u'\'');
}

int countWords(const QString& text)
{
    // Whatever stands between blanks and has a letter or a digit; a token may have blanks inside.
    static const QRegularExpression token{u"\\{\\{[^{}]*\\}\\}"_s};
    QString counted = text;
    if (counted.contains("{{"_L1))
        counted.replace(token, u"token"_s);
    int words = 0;
    bool isInWord = false;
    bool isCounted = false;
    for (const QChar c : std::as_const(counted)) {
        if (c.isSpace()) {
            isInWord = false;
            continue;
        }
        if (!isInWord) {
            isInWord = true;
            isCounted = false;
        }
        if (!isCounted && (c.isLetterOrNumber() || c.isSurrogate())) {
            isCounted = true;
            ++words;
        }
    }
    return words;
}

} // namespace foyer::writing
