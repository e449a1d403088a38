// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/emoji.h"

#include "app/print/typeface.h"

#include <QFontDatabase>
#include <QTextBoundaryFinder>

#include <unicode/uchar.h>

#include <algorithm>

namespace foyer::print {

namespace {

// Tone letters: without a direction of their own, as emoji are, and in the text's typeface.
constexpr char16_t firstSign = 0xa700;
constexpr char16_t lastSign = 0xa716;

/// Whether it is to be shown as a picture: by its nature, or because a variation selector asks for it.
bool isEmoji(QStringView cluster)
{
    char32_t before = 0;
    for (const char32_t c : cluster.toUcs4()) {
        const auto has = [](char32_t letter, UProperty property) {
            return u_hasBinaryProperty(UChar32(letter), property) != 0;
        };
        if (has(c, UCHAR_EMOJI_PRESENTATION) || (c >= 0x1f000 && has(c, UCHAR_EXTENDED_PICTOGRAPHIC)) ||
            (c == 0xfe0f && has(before, UCHAR_EMOJI)))
            return true;
        before = c;
    }
    return false;
}

} // namespace

QChar EmojiStock::signFor(const QString& emoji)
{
    const auto known = m_signs.constFind(emoji);
    if (known != m_signs.constEnd())
        return *known;
    // The last sign means a picture, whichever: who uses so many different ones copies the others well.
    const auto code = char16_t(std::min<qsizetype>(firstSign + m_signs.size(), lastSign));
    const QChar sign{code};
    m_meanings.insert(sign, code == lastSign ? QString{QChar{0x25a1}} : emoji);
    m_signs.insert(emoji, sign);
    return sign;
}

std::vector<EmojiStock::Place> EmojiStock::replaceIn(QString& text, std::vector<qsizetype>& positions)
{
    positions.resize(std::size_t(text.size()) + 1);
    std::vector<Place> places;
    // Everything else that can be a picture says so with one of these (keycaps, variation selectors).
    const bool mayHold = std::any_of(text.cbegin(), text.cend(),
                                     [](QChar c) { return c.unicode() >= 0x2100 || c.unicode() == 0x20e3; });
    QString replaced;
    QTextBoundaryFinder clusters{QTextBoundaryFinder::Grapheme, text};
    if (mayHold && !m_hasFont)
        m_hasFont = QFontDatabase::hasFamily(emojiFamily);
    const bool canShow = mayHold && *m_hasFont;
    for (qsizetype from = 0; from < text.size();) {
        qsizetype next = canShow ? clusters.toNextBoundary() : text.size();
        if (next <= from)
            next = text.size();
        const QString cluster = text.sliced(from, next - from);
        const bool isPicture = canShow && isEmoji(cluster);
        for (qsizetype i = from; i < next; ++i)
            positions[std::size_t(i)] = isPicture ? replaced.size() : replaced.size() + i - from;
        if (isPicture) {
            places.push_back({int(replaced.size()), cluster});
            replaced += signFor(cluster);
        } else {
            replaced += cluster;
        }
        from = next;
    }
    positions.back() = replaced.size();
    text = replaced;
    return places;
}

} // namespace foyer::print
