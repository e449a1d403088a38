// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contracts/drawn_mark.h"

#include <QList>

namespace foyer::contracts {

namespace {

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

/// Digits, perhaps a point and one more, not above `largest`.
bool isCoordinate(QStringView word, int largest)
{
    qsizetype at = 0;
    int whole = 0;
    while (at < word.size() && at < 3 && isDigit(word[at]))
        whole = whole * 10 + word[at++].digitValue();
    if (at == 0 || (at > 1 && word.front() == u'0'))
        return false;
    bool isExact = true;
    if (at + 2 == word.size() && word[at] == u'.' && isDigit(word[at + 1])) {
        isExact = word[at + 1] == u'0';
        at += 2;
    }
    return at == word.size() && (whole < largest || (whole == largest && isExact));
}

} // namespace

bool isDrawnMark(QStringView path)
{
    if (path.isEmpty() || path.size() > longestDrawing)
        return false;
    const auto words = path.split(u' ');
    if (words.size() % 3 != 0)
        return false;
    bool isDown = false; // a stroke has at least one line
    bool hasLine = false;
    for (qsizetype at = 0; at < words.size(); at += 3) {
        const QStringView command = words[at];
        if (command == u"M") {
            if (isDown && !hasLine)
                return false;
            isDown = true;
            hasLine = false;
        } else if (command == u"L" && isDown) {
            hasLine = true;
        } else {
            return false;
        }
        if (!isCoordinate(words[at + 1], drawnWidth) || !isCoordinate(words[at + 2], drawnHeight))
            return false;
    }
    return hasLine;
}

} // namespace foyer::contracts
