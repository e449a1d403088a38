// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/gallery_preview.h"

#include "ui/theme/colours.h"
#include "ui/theme/metrics.h"

#include <QEvent>
#include <QRegularExpression>
#include <QTextBlock>

namespace foyer {

using namespace Qt::StringLiterals;

GalleryPreview::GalleryPreview(QWidget* parent)
    : QTextBrowser{parent}
{
    setObjectName(u"galleryPreview"_s);
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setAccessibleName(tr("What it says"));
    document()->setDocumentMargin(theme::space::large);
    document()->setUndoRedoEnabled(false);
}

QVariant GalleryPreview::loadResource(int, const QUrl&)
{
    return {};
}

void GalleryPreview::showMarkdownText(const QString& markdown)
{
    m_markdown = markdown;
    dress();
}

void GalleryPreview::dress()
{
    document()->setMarkdown(m_markdown,
                            QTextDocument::MarkdownFeatures{QTextDocument::MarkdownDialectCommonMark} |
                                QTextDocument::MarkdownNoHTML);
    const theme::Colours& colours = theme::coloursOf(palette());
    QTextCharFormat token;
    token.setForeground(colours.accent);
    static const QRegularExpression braces{u"\\{\\{[^{}]*\\}\\}"_s};
    for (QTextCursor at = document()->find(braces); !at.isNull(); at = document()->find(braces, at))
        at.mergeCharFormat(token);
    QTextBlockFormat spaced;
    spaced.setLineHeight(140, QTextBlockFormat::ProportionalHeight);
    QTextCursor all{document()};
    all.select(QTextCursor::Document);
    all.mergeBlockFormat(spaced);
    moveCursor(QTextCursor::Start);
}

void GalleryPreview::changeEvent(QEvent* event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        dress();
}

} // namespace foyer
