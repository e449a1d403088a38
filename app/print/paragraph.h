// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/print/emoji.h"
#include "app/print/typeface.h"

#include <QList>
#include <QTextLayout>

#include <memory>
#include <vector>

namespace foyer::print {

class Canvas;

enum class Align
{
    Start, ///< left on a sheet in English, right on one in Hebrew
    Centre,
    End,
    Natural ///< as the paragraph itself is written
};

struct Style
{
    Face face = Face::Sans;
    double size = 9.5;
    bool isBold = false;
    bool isItalic = false;
    QColor colour = ink::text;
    Align align = Align::Start;
    double leading = 1.45; ///< from line to line, as a multiple of the size
};

/// A stretch of a paragraph that is written otherwise.
struct Emphasis
{
    qsizetype from;
    qsizetype length;
    bool isBold;
    bool isItalic;
};

/// Text set in lines of one width. Words that are wider are broken. Lines have one pitch whatever scripts
/// they hold, so that columns beside each other stay on one grid.
class Paragraph
{
public:
    /// @param text   may hold line breaks
    /// @param width  points
    /// @param emoji  of the document it stands in
    Paragraph(const QString& text, const Style& style, double width, Qt::LayoutDirection sheet,
              EmojiStock& emoji, const std::vector<Emphasis>& emphases = {});

    int lines() const { return int(m_lines.size()); }
    double pitch() const { return m_style.size * m_style.leading; }
    double height() const { return lines() * pitch(); }
    double naturalWidth() const; ///< of the longest line, as it was broken
    const Style& style() const { return m_style; }

    /// Draws `count` lines from `first` on, the first of them at `top`.
    void draw(Canvas& canvas, double left, double top, int first, int count) const;
    void draw(Canvas& canvas, double left, double top) const { draw(canvas, left, top, 0, lines()); }

private:
    /// What stands between two line breaks.
    struct Stretch
    {
        QTextLayout layout;
        std::vector<EmojiStock::Place> emoji;
    };
    struct Line
    {
        std::shared_ptr<const Stretch> stretch;
        int index;
    };

    void addStretch(QString text, double width, Qt::LayoutDirection sheet, EmojiStock& emoji,
                    const std::vector<Emphasis>& emphases);

    Style m_style;
    std::vector<Line> m_lines;
};

} // namespace foyer::print
