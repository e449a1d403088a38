// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/item_pdf.h"
#include "ui/common/take_turns.h"
#include "ui/orders/order_editor.h"
#include "ui/orders/order_form.h"
#include "ui/orders/order_preview.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>

namespace foyer {

using namespace Qt::StringLiterals;

void OrderEditor::build()
{
    setObjectName(u"orderEditor"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    resize(1280, 820);

    theme::makeNotice(m_state, theme::Tone::Accent);
    m_state->setObjectName(u"state"_s);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_state->hide();

    m_notice->setObjectName(u"notice"_s);
    theme::makeNotice(m_notice, theme::Tone::Warning);
    m_noticeText->setTextFormat(Qt::PlainText);
    m_noticeText->setWordWrap(true);
    m_noticeFirst->setObjectName(u"noticeFirst"_s);
    m_noticeSecond->setObjectName(u"noticeSecond"_s);
    auto* noticeRow = new QHBoxLayout{m_notice};
    noticeRow->addWidget(m_noticeText, 1);
    noticeRow->addWidget(m_noticeFirst);
    noticeRow->addWidget(m_noticeSecond);
    m_notice->hide();

    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_form);
    scroll->setMinimumWidth(m_form->minimumSizeHint().width() + theme::space::large);
    auto* halves = new QSplitter;
    halves->setChildrenCollapsible(false);
    halves->addWidget(scroll);
    halves->addWidget(m_preview);
    halves->setStretchFactor(0, 3);
    halves->setStretchFactor(1, 2);
    halves->setSizes({820, 460});

    auto* middle = new QWidget;
    auto* column = new QVBoxLayout{middle};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_state);
    column->addWidget(m_notice);
    column->addWidget(halves, 1);
    setCentralWidget(middle);

    m_status->setObjectName(u"status"_s);
    m_status->setTextFormat(Qt::PlainText);
    statusBar()->addWidget(m_status, 1);
    makeToolBar();
    auto* preview = findChild<QAction*>(u"showPreview"_s);
    new TakeTurns{*this, *scroll, *m_preview, *preview}; // this window's

    connect(m_form, &OrderForm::edited, this, &OrderEditor::takeDraft);
    connect(&m_history, &DraftHistoryBase::changed, this, &OrderEditor::showDraft);
    m_saveTimer.setSingleShot(true);
    connect(&m_saveTimer, &QTimer::timeout, this, &OrderEditor::save);
    m_previewTimer.setSingleShot(true);
    connect(&m_previewTimer, &QTimer::timeout, this, &OrderEditor::showPreview);
    connect(&m_database, &Database::changed, this, &OrderEditor::hearOf);
}

void OrderEditor::makeToolBar()
{
    QToolBar* bar = addToolBar(tr("Order"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize({theme::iconPx, theme::iconPx});

    QAction* undo = m_history.stack().createUndoAction(this, tr("Undo"));
    undo->setIcon(icon(u"undo-2"_s));
    undo->setShortcut(QKeySequence::Undo);
    QAction* redo = m_history.stack().createRedoAction(this, tr("Redo"));
    redo->setIcon(icon(u"redo-2"_s));
    redo->setShortcuts({Qt::CTRL | Qt::SHIFT | Qt::Key_Z, Qt::CTRL | Qt::Key_Y}); // on every platform
    bar->addAction(undo);
    bar->addAction(redo);
    for (QAction* action : {undo, redo}) {
        // Their words change with every edit; what stands beside them should not move.
        if (auto* button = qobject_cast<QToolButton*>(bar->widgetForAction(action)))
            button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    }
    bar->addSeparator();
    m_send = bar->addAction(icon(u"send"_s), tr("&Send…"));
    m_send->setObjectName(u"send"_s);
    m_send->setShortcut(QKeySequence{Qt::CTRL | Qt::Key_Return});
    connect(m_send, &QAction::triggered, this, &OrderEditor::startSending);
    m_invoice = bar->addAction(icon(u"receipt"_s), tr("In&voice This Order…"));
    m_invoice->setObjectName(u"invoiceOrder"_s);
    m_invoice->setToolTip(tr("As a whole, or shared out to several people"));
    m_invoice->setEnabled(false);
    connect(m_invoice, &QAction::triggered, this, &OrderEditor::invoicingWanted);
    m_void = bar->addAction(icon(u"ban"_s), tr("&Void…"));
    m_void->setObjectName(u"void"_s);
    connect(m_void, &QAction::triggered, this, &OrderEditor::startVoiding);
    bar->addSeparator();
    const auto tell = [this](const QString& sentence) { say(sentence); };
    m_openPdf = bar->addAction(icon(u"eye"_s), tr("&Open PDF"));
    m_openPdf->setObjectName(u"openPdf"_s);
    m_openPdf->setToolTip(tr("What clients were sent, in your PDF viewer"));
    connect(m_openPdf, &QAction::triggered, this,
            [this, tell] { item_pdf::open(m_database, m_order->item, tell); });
    m_savePdf = bar->addAction(icon(u"file-down"_s), tr("Save &PDF…"));
    m_savePdf->setObjectName(u"savePdf"_s);
    m_savePdf->setToolTip(tr("What clients were sent, as a file"));
    connect(m_savePdf, &QAction::triggered, this,
            [this, tell] { item_pdf::save(this, m_database, m_order->item, tell); });

    for (QAction* action : {m_openPdf, m_savePdf})
        action->setEnabled(false);
    bar->addSeparator();
    QAction* preview = bar->addAction(icon(u"panel-right"_s), tr("Previe&w"));
    preview->setObjectName(u"showPreview"_s);
    preview->setToolTip(tr("What the client reads"));
    preview->setCheckable(true);
    preview->setChecked(true);

    auto* closing = new QAction{this};
    closing->setShortcut(QKeySequence::Close);
    connect(closing, &QAction::triggered, this, &QWidget::close);
    addAction(closing);
    // Qt leaves the buttons of a tool bar out of the Tab order.
    for (QAction* action : bar->actions()) {
        if (QWidget* button = bar->widgetForAction(action); button && !action->isSeparator())
            button->setFocusPolicy(Qt::StrongFocus);
    }
}

} // namespace foyer
