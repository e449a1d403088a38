// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/mail_view.h"

#include "ui/theme/metrics.h"

#include <QContextMenuEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QMenu>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTabBar>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int deskWidth = 720;
constexpr int phoneWidth = 360; ///< CSS pixels of a common phone

/// Without what Qt's text engine reads wrong: it applies a style sheet whatever its conditions say, and shows
/// what is hidden because only lists of mails are to show it.
QString forQt(QString html)
{
    static const QRegularExpression preheader{u"<div style=\"display:none[^>]*>.*?</div>"_s,
                                              QRegularExpression::DotMatchesEverythingOption};
    html.remove(preheader);
    static const QRegularExpression sheet{u"<style>.*?</style>"_s,
                                          QRegularExpression::DotMatchesEverythingOption};
    return html.remove(sheet);
}

} // namespace

MailView::MailView(QWidget* parent)
    : QTextBrowser{parent}
{
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("The mail as its recipient reads it"));
    document()->setUndoRedoEnabled(false);
    document()->setDocumentMargin(0);
    // The mail brings its own colours; what it leaves open is black on white, as in most mail programs.
    setStyleSheet(u"QTextBrowser { background: #f4f1ec; color: #1c1a17; border: 0 }"_s);
}

QVariant MailView::loadResource(int, const QUrl&)
{
    return {};
}

void MailView::showMail(const QString& html)
{
    if (html == m_html)
        return;
    m_html = html;
    const int place = verticalScrollBar()->value();
    setHtml(forQt(html));
    verticalScrollBar()->setValue(place);
}

void MailView::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu{this};
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* copy = menu->addAction(tr("&Copy"), QKeySequence::Copy, this, &QTextEdit::copy);
    copy->setEnabled(textCursor().hasSelection());
    menu->addAction(tr("Select &All"), QKeySequence::SelectAll, this, &QTextEdit::selectAll);
    menu->popup(event->globalPos());
}

MailSheet::MailSheet(QWidget* parent)
    : QWidget{parent}
    , m_faces{new QTabBar}
    , m_desk{new QWidget}
    , m_view{new MailView}
    , m_text{new QPlainTextEdit}
{
    m_faces->setObjectName(u"mailFaces"_s);
    m_faces->setAccessibleName(tr("How the mail is shown"));
    m_faces->setDrawBase(false);
    m_faces->setExpanding(false);
    m_faces->addTab(tr("On a desk"));
    m_faces->addTab(tr("On a phone"));
    m_faces->addTab(tr("Text part"));
    m_text->setObjectName(u"textPart"_s);
    m_text->setReadOnly(true);
    m_text->setAccessibleName(tr("The text part of the mail"));
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

    auto* desk = new QHBoxLayout{m_desk};
    desk->setContentsMargins(0, 0, 0, 0);
    desk->addStretch(1);
    desk->addWidget(m_view, 1000);
    desk->addWidget(m_text, 1000);
    desk->addStretch(1);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::small);
    column->addWidget(m_faces);
    column->addWidget(m_desk, 1);
    connect(m_faces, &QTabBar::currentChanged, this, &MailSheet::place);
    setFocusProxy(m_view);
    place();
}

void MailSheet::showMail(const QString& html, const QString& text)
{
    m_view->showMail(html);
    if (m_text->toPlainText() != text)
        m_text->setPlainText(text);
}

void MailSheet::showSentence(const QString& sentence)
{
    m_view->showMail(u"<p style=\"margin:24px\">%1</p>"_s.arg(sentence.toHtmlEscaped()));
    m_text->setPlainText(sentence);
}

void MailSheet::setFace(Face face)
{
    m_faces->setCurrentIndex(int(face));
}

MailSheet::Face MailSheet::face() const
{
    return Face(m_faces->currentIndex());
}

void MailSheet::place()
{
    m_view->setVisible(face() != Face::Text);
    m_text->setVisible(face() == Face::Text);
    m_view->setMaximumWidth(face() == Face::Phone ? phoneWidth : deskWidth);
    m_text->setMaximumWidth(deskWidth);
}

} // namespace foyer
