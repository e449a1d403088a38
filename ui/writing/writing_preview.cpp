// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/writing/writing_preview.h"

#include "ui/theme/colours.h"
#include "ui/theme/metrics.h"
#include "ui/writing/markdown_commands.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>

namespace foyer::writing {

using namespace Qt::StringLiterals;

WritingPreview::WritingPreview(QWidget* parent)
    : QTextBrowser{parent}
{
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setAccessibleName(tr("Preview"));
    document()->setDocumentMargin(theme::space::page);
    document()->setUndoRedoEnabled(false);
    dress();
}

QVariant WritingPreview::loadResource(int, const QUrl&)
{
    return {};
}

void WritingPreview::showHtml(const QString& html)
{
    if (html == m_html)
        return;
    m_html = html;
    const int place = verticalScrollBar()->value();
    setHtml(html);
    verticalScrollBar()->setValue(place);
}

void WritingPreview::follow(int part, int parts)
{
    std::vector<QTextBlock> blocks;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        if (!block.text().trimmed().isEmpty())
            blocks.push_back(block);
    }
    if (blocks.empty() || parts <= 0)
        return;
    // A field may stand in a block of its own: where the counts differ, the proportion is right enough.
    const double where = double(part) * double(blocks.size()) / double(parts);
    const auto at = std::min(std::size_t(std::max(0.0, where)), blocks.size() - 1);
    const QRectF box = document()->documentLayout()->blockBoundingRect(blocks[at]);
    QScrollBar* bar = verticalScrollBar();
    const int shown = viewport()->height();
    if (box.top() < bar->value() + theme::space::page ||
        box.bottom() > bar->value() + shown - theme::space::page)
        bar->setValue(int(box.center().y()) - shown / 2);
}

void WritingPreview::setZoom(int percent)
{
    m_zoom = percent;
    dress();
}

void WritingPreview::dress()
{
    const theme::Colours& colours = theme::coloursOf(palette());
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * 1.05 * m_zoom / 100);
    document()->setDefaultFont(font);
    document()->setDefaultStyleSheet(
        u"a { color: %1 } p, li { line-height: 140%; margin-top: 0; margin-bottom: 8px } li { margin-bottom: "
        u"2px } "
        "h1, h2 { font-size: x-large; font-weight: 600; margin-top: 6px; margin-bottom: 10px } "
        "h3 { font-size: large; font-weight: 600; margin-top: 14px; margin-bottom: 6px } "
        "h4 { font-size: medium; font-weight: 600; margin-top: 10px; margin-bottom: 4px } "
        "blockquote { color: %2 } "
        ".missing { color: %3; background-color: %4 } "
        ".field { color: %5; background-color: %6 } "
        ".muted { color: %2 }"_s.arg(colours.accent.name(), colours.muted.name(), colours.danger.name(),
                                     colours.dangerSoft.name(), colours.warning.name(),
                                     colours.warningSoft.name()));
    const QString html = std::exchange(m_html, QString{});
    if (!html.isEmpty())
        showHtml(html);
}

void WritingPreview::changeEvent(QEvent* event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

void WritingPreview::resizeEvent(QResizeEvent* event)
{
    const QFontMetrics metrics{document()->defaultFont()};
    const int widest = metrics.averageCharWidth() * 76 + 2 * theme::space::page;
    const int side = std::max(0, (width() - widest) / 2);
    setViewportMargins(side, 0, side, 0);
    QTextBrowser::resizeEvent(event);
}

int partsUpTo(const QString& markdown, int line)
{
    int parts = 0;
    bool goesOn = false; // the line before belongs to a paragraph that this one continues
    const QStringList lines = markdown.split(u'\n');
    for (int i = 0; i < lines.size() && i <= line; ++i) {
        if (lines[i].trimmed().isEmpty()) {
            goesOn = false;
            continue;
        }
        const LineKind kind = lineKind(lines[i]);
        const bool isOwn = kind != LineKind::Text && kind != LineKind::Quote;
        if (!goesOn || isOwn)
            ++parts;
        goesOn = kind != LineKind::Title && kind != LineKind::Heading && kind != LineKind::Subheading;
    }
    return parts;
}

} // namespace foyer::writing
