// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/paragraph.h"

#include "app/print/canvas.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <optional>

namespace foyer::print {

namespace {

/// By the first letter that has a direction. Phone numbers and the like have none.
std::optional<Qt::LayoutDirection> directionOf(const QString& text)
{
    for (const char32_t letter : text.toUcs4()) {
        switch (QChar::direction(letter)) {
        case QChar::DirL:
            return Qt::LeftToRight;
        case QChar::DirR:
        case QChar::DirAL:
            return Qt::RightToLeft;
        default: // not an enumeration of ours
            break;
        }
    }
    return {};
}

Qt::Alignment alignmentOf(Align align, Qt::LayoutDirection own, Qt::LayoutDirection sheet)
{
    const auto startOf = [](Qt::LayoutDirection direction) {
        return direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    };
    switch (align) {
    case Align::Start:
        return startOf(sheet) | Qt::AlignAbsolute;
    case Align::Centre:
        return Qt::AlignHCenter;
    case Align::End:
        return (sheet == Qt::RightToLeft ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignAbsolute;
    case Align::Natural:
        return startOf(own) | Qt::AlignAbsolute;
    }
    return Qt::AlignLeft;
}

/// What cannot be seen and would print as a box goes.
QString printable(const QString& text)
{
    QString kept;
    kept.reserve(text.size());
    for (const QChar c : text) {
        if (c == u'\n' || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph)
            kept += u'\n';
        else if (c.category() == QChar::Other_Control)
            kept += u' '; // keeps the emphases where they are
        else
            kept += c;
    }
    return kept;
}

/// The part of the emphases that lies in a stretch, counted from its start.
std::vector<Emphasis> emphasesIn(const std::vector<Emphasis>& emphases, qsizetype from, qsizetype length)
{
    std::vector<Emphasis> inside;
    for (const Emphasis& emphasis : emphases) {
        const qsizetype start = std::max(emphasis.from, from);
        const qsizetype end = std::min(emphasis.from + emphasis.length, from + length);
        if (start < end)
            inside.push_back({start - from, end - start, emphasis.isBold, emphasis.isItalic});
    }
    return inside;
}

/// Unseen, and as wide as the picture that will stand there.
QTextCharFormat emojiFormat(double size, QChar sign)
{
    const QFont plain = fontOf(Face::Sans, size, false, false);
    const double own = QFontMetricsF{plain}.horizontalAdvance(sign);
    QTextCharFormat format;
    format.setFontFamilies(plain.families());
    format.setFontWeight(QFont::Normal);
    format.setFontItalic(false);
    format.setForeground(QColor{0, 0, 0, 0});
    format.setFontLetterSpacingType(QFont::AbsoluteSpacing);
    format.setFontLetterSpacing(emojiWidth * size * unitsPerPoint - own);
    return format;
}

} // namespace

Paragraph::Paragraph(const QString& text, const Style& style, double width, Qt::LayoutDirection sheet,
                     EmojiStock& emoji, const std::vector<Emphasis>& emphases)
    : m_style{style}
{
    qsizetype from = 0;
    for (const QString& stretch : printable(text).split(u'\n')) {
        addStretch(stretch, width, sheet, emoji, emphasesIn(emphases, from, stretch.size()));
        from += stretch.size() + 1;
    }
}

void Paragraph::addStretch(QString text, double width, Qt::LayoutDirection sheet, EmojiStock& emoji,
                           const std::vector<Emphasis>& emphases)
{
    const auto stretch = std::make_shared<Stretch>();
    QTextLayout& layout = stretch->layout;
    std::vector<qsizetype> positions;
    stretch->emoji = emoji.replaceIn(text, positions);
    layout.setText(text);
    layout.setFont(fontOf(m_style.face, m_style.size, m_style.isBold, m_style.isItalic));
    const auto own = directionOf(text);
    QTextOption option;
    option.setTextDirection(own.value_or(Qt::LeftToRight));
    option.setAlignment(alignmentOf(m_style.align, own.value_or(sheet), sheet));
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setUseDesignMetrics(true);
    layout.setTextOption(option);
    layout.setCacheEnabled(true);

    QList<QTextLayout::FormatRange> formats;
    for (const Emphasis& emphasis : emphases) {
        QTextCharFormat format;
        if (emphasis.isBold)
            format.setFontWeight(QFont::Bold);
        if (emphasis.isItalic)
            format.setFontItalic(true);
        const qsizetype start = positions[std::size_t(emphasis.from)];
        const qsizetype end = positions[std::size_t(emphasis.from + emphasis.length)];
        formats.append({int(start), int(end - start), format});
    }
    for (const EmojiStock::Place& place : stretch->emoji) {
        formats.append({place.at, 1, emojiFormat(m_style.size, text[place.at])});
    }
    if (!formats.isEmpty())
        layout.setFormats(formats);

    layout.beginLayout();
    for (int index = 0;; ++index) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(std::max(1.0, width) * unitsPerPoint);
        // 0.34 of the size below the middle puts capitals and figures into the middle of the pitch.
        const double baseline = pitch() / 2 + 0.34 * m_style.size;
        line.setPosition({0, baseline * unitsPerPoint - line.ascent()});
        m_lines.push_back({stretch, index});
    }
    layout.endLayout();
}

double Paragraph::naturalWidth() const
{
    double widest = 0;
    for (const Line& line : m_lines)
        widest = std::max(widest, double(line.stretch->layout.lineAt(line.index).naturalTextWidth()));
    return widest / unitsPerPoint;
}

void Paragraph::draw(Canvas& canvas, double left, double top, int first, int count) const
{
    QPainter& painter = canvas.painter();
    painter.setPen(m_style.colour);
    for (int i = first; i < std::min(lines(), first + count); ++i) {
        const Stretch& stretch = *m_lines[std::size_t(i)].stretch;
        const QTextLine line = stretch.layout.lineAt(m_lines[std::size_t(i)].index);
        const QPointF origin{left * unitsPerPoint, (top + (i - first) * pitch()) * unitsPerPoint};
        line.draw(&painter, origin);
        for (const EmojiStock::Place& place : stretch.emoji) {
            if (place.at < line.textStart() || place.at >= line.textStart() + line.textLength())
                continue;
            const double from = std::min(line.cursorToX(place.at), line.cursorToX(place.at + 1));
            canvas.drawEmoji(place.emoji, origin + QPointF{from, line.y() + line.ascent()},
                             m_style.size * unitsPerPoint);
        }
    }
}

} // namespace foyer::print
