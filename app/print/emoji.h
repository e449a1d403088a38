// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <optional>
#include <vector>

namespace foyer::print {

/// The emoji of one document. Their font holds pictures, which a PDF's fonts cannot, and Qt miscounts that
/// font's widths in the whole process once it has tried. So the text engine never meets them: a sign that
/// nobody writes stands in for each, is set unseen and as wide as the picture laid over it, and is told to
/// mean the emoji when text is copied.
class EmojiStock
{
public:
    struct Place
    {
        int at; ///< of the sign in the text
        QString emoji;
    };
    /// Replaces the emoji of a text of one line. Leaves all as it is on a machine without their font.
    /// @param positions  for each character of the text given, and its end, where it stands now
    std::vector<Place> replaceIn(QString& text, std::vector<qsizetype>& positions);

    const QHash<QChar, QString>& meanings() const { return m_meanings; }

private:
    QChar signFor(const QString& emoji);

    std::optional<bool> m_hasFont; ///< asking takes its time
    QHash<QString, QChar> m_signs;
    QHash<QChar, QString> m_meanings;
};

/// How wide a picture is, as a multiple of the text's size.
inline constexpr double emojiWidth = 1.2;

} // namespace foyer::print
