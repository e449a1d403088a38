// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/paragraph.h"

#include "app/print/canvas.h"

#include <QGlyphRun>
#include <QPainter>
#include <QRawFont>
#include <QTextBoundaryFinder>

#include <algorithm>

namespace foyer::print {

namespace {

/// By the first letter that has a direction; a text without one follows its sheet.
Qt::LayoutDirection directionOf(const QString& text, Qt::LayoutDirection sheet)
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
    return sheet;
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

/// Line breaks as QTextLayout knows them; what cannot be seen and would print as a box goes.
QString printable(const QString& text)
{
    QString kept;
    kept.reserve(text.size());
    for (const QChar c : text) {
        if (c == u'\n' || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph)
            kept += QChar{QChar::LineSeparator};
        else if (c == u'\t')
            kept += u' ';
        else if (c.category() != QChar::Other_Control)
            kept += c;
    }
    return kept;
}

bool mayHoldEmoji(const QString& text)
{
    return std::any_of(text.begin(), text.end(),
                       [](QChar c) { return c.isSurrogate() || (c >= u'\u200d' && c < u'\u3300'); });
}

} // namespace

Paragraph::Paragraph(const QString& text, const Style& style, double width, Qt::LayoutDirection sheet,
                     const std::vector<Emphasis>& emphases)
    : m_style{style}
    , m_layout{std::make_shared<QTextLayout>(printable(text),
                                             fontOf(style.face, style.size, style.isBold, style.isItalic))}
    , m_mayHoldEmoji{mayHoldEmoji(text)}
{
    QTextOption option;
    const Qt::LayoutDirection own = directionOf(text, sheet);
    option.setTextDirection(own);
    option.setAlignment(alignmentOf(style.align, own, sheet));
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setUseDesignMetrics(true);
    m_layout->setTextOption(option);
    m_layout->setCacheEnabled(true);

    QList<QTextLayout::FormatRange> formats;
    for (const Emphasis& emphasis : emphases) {
        QTextCharFormat format;
        if (emphasis.isBold)
            format.setFontWeight(QFont::Bold);
        if (emphasis.isItalic)
            format.setFontItalic(true);
        formats.append({int(emphasis.from), int(emphasis.length), format});
    }
    if (!formats.isEmpty())
        m_layout->setFormats(formats);

    m_layout->beginLayout();
    for (int index = 0;; ++index) {
        QTextLine line = m_layout->createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(std::max(1.0, width) * unitsPerPoint);
        // 0.34 of the size above the middle puts capitals and figures into the middle of the pitch.
        const double baseline = (index + 0.5) * pitch() + 0.34 * style.size;
        line.setPosition({0, baseline * unitsPerPoint - line.ascent()});
    }
    m_layout->endLayout();
}

double Paragraph::naturalWidth() const
{
    double widest = 0;
    for (int i = 0; i < lines(); ++i)
        widest = std::max(widest, double(m_layout->lineAt(i).naturalTextWidth()));
    return widest / unitsPerPoint;
}

void Paragraph::draw(Canvas& canvas, double left, double top, int first, int count) const
{
    QPainter& painter = canvas.painter();
    const QPointF origin{left * unitsPerPoint, (top - first * pitch()) * unitsPerPoint};
    painter.setPen(m_style.colour);
    for (int i = first; i < std::min(lines(), first + count); ++i) {
        const QTextLine line = m_layout->lineAt(i);
        line.draw(&painter, origin);
        if (m_mayHoldEmoji)
            canvas.drawEmojiOf(*m_layout, line, origin);
    }
}

double widthOf(const QString& text, const Style& style)
{
    return Paragraph{text, style, 4000, Qt::LeftToRight}.naturalWidth();
}

} // namespace foyer::print
