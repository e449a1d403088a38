// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/item_pdf.h"
#include "ui/common/take_turns.h"
#include "ui/common/words.h"
#include "ui/invoices/invoice_editor.h"
#include "ui/invoices/invoice_form.h"
#include "ui/invoices/issued_view.h"
#include "ui/orders/order_preview.h"
#include "ui/payments/receipt_dialog.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>

namespace foyer {

using namespace Qt::StringLiterals;

void InvoiceEditor::build()
{
    setObjectName(u"invoiceEditor"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    resize(1280, 860);

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
    m_formBox = scroll;
    m_sides->addWidget(scroll);
    m_sides->addWidget(m_issuedView);
    m_sides->setMinimumWidth(m_form->minimumSizeHint().width() + theme::space::large);
    auto* halves = new QSplitter;
    halves->setChildrenCollapsible(false);
    halves->addWidget(m_sides);
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
    new TakeTurns{*this, *m_sides, *m_preview, *preview}; // this window's

    connect(m_form, &InvoiceForm::edited, this, &InvoiceEditor::takeDraft);
    connect(&m_history, &DraftHistoryBase::changed, this, &InvoiceEditor::showDraft);
    connect(m_issuedView, &IssuedView::invoiceWanted, this, &InvoiceEditor::invoiceWanted);
    connect(m_issuedView, &IssuedView::receiptWanted, this, [this](PaymentId payment) {
        const QString problem = showReceipt(m_database, payment, this);
        if (!problem.isEmpty())
            say(problem, true);
    });
    m_saveTimer.setSingleShot(true);
    connect(&m_saveTimer, &QTimer::timeout, this, &InvoiceEditor::save);
    m_previewTimer.setSingleShot(true);
    connect(&m_previewTimer, &QTimer::timeout, this, &InvoiceEditor::showPreview);
    connect(&m_database, &Database::changed, this, &InvoiceEditor::hearOf);
}

void InvoiceEditor::makeToolBar()
{
    QToolBar* bar = addToolBar(tr("Invoice"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->setIconSize({theme::iconPx, theme::iconPx});

    m_undo = m_history.stack().createUndoAction(this, tr("Undo"));
    m_undo->setIcon(icon(u"undo-2"_s));
    m_undo->setShortcut(QKeySequence::Undo);
    m_redo = m_history.stack().createRedoAction(this, tr("Redo"));
    m_redo->setIcon(icon(u"redo-2"_s));
    m_redo->setShortcuts({Qt::CTRL | Qt::SHIFT | Qt::Key_Z, Qt::CTRL | Qt::Key_Y}); // on every platform
    for (QAction* action : {m_undo, m_redo}) {
        bar->addAction(action);
        // Their words change with every edit; what stands beside them should not move.
        if (auto* button = qobject_cast<QToolButton*>(bar->widgetForAction(action)))
            button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    }
    bar->addSeparator();
    m_issue = bar->addAction(icon(u"send"_s), tr("&Issue Invoice…"));
    m_issue->setObjectName(u"issue"_s);
    m_issue->setShortcut(QKeySequence{Qt::CTRL | Qt::Key_Return});
    connect(m_issue, &QAction::triggered, this, &InvoiceEditor::startIssuing);
    m_record = bar->addAction(icon(u"plus"_s), tr("&Record Payment…"));
    m_record->setObjectName(u"recordPayment"_s);
    m_record->setShortcut(QKeySequence{Qt::CTRL | Qt::Key_P});
    connect(m_record, &QAction::triggered, this, &InvoiceEditor::recordPayment);
    m_openPdf = bar->addAction(icon(u"eye"_s), tr("&Open PDF"));
    m_openPdf->setObjectName(u"openPdf"_s);
    m_openPdf->setToolTip(tr("What clients were sent, in your PDF viewer"));
    connect(m_openPdf, &QAction::triggered, this, [this] {
        item_pdf::open(m_database, m_invoice->item, [this](const QString& sentence) { say(sentence); });
    });
    makeMore(bar);
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

void InvoiceEditor::makeMore(QToolBar* bar)
{
    auto* menu = new QMenu{this};
    menu->setObjectName(u"more"_s);
    const auto add = [&](const QString& name, const QString& iconName, const QString& text, auto work) {
        QAction* action = menu->addAction(icon(iconName), text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, work);
        return action;
    };
    m_refund = add(u"refund"_s, u"undo-2"_s, tr("Re&fund…"), [this] { refund(); });
    m_creditNote = add(u"creditNote"_s, u"file-text"_s, tr("&Credit Note…"), [this] { makeCreditNote(); });
    m_moveDay = add(u"moveDueDay"_s, u"calendar"_s, tr("Move &Due Day…"), [this] { moveDueDay(); });
    menu->addSeparator();
    m_copyReference = add(u"copyReference"_s, u"copy"_s, tr("Copy Re&ference"), [this] { copyReference(); });
    m_savePdf = add(u"savePdf"_s, u"file-down"_s, tr("Save &PDF…"), [this] {
        item_pdf::save(this, m_database, m_invoice->item, [this](const QString& sentence) { say(sentence); });
    });
    m_saveEInvoice =
        add(u"saveEInvoice"_s, u"file-down"_s, tr("Save &E-invoice…"), [this] { saveEInvoice(); });
    m_sendAgain = add(u"sendAgain"_s, u"mail"_s, tr("&Send Again…"), [this] { sendAgain(); });
    menu->addSeparator();
    m_duplicate = add(u"duplicate"_s, u"copy"_s, tr("D&uplicate"), [this] { duplicate(); });
    m_void = add(u"void"_s, u"ban"_s, tr("&Void…"), [this] { startVoiding(); });
    m_more = menu->menuAction();
    m_more->setText(tr("&More"));
    m_more->setIcon(icon(u"ellipsis"_s));
    bar->addAction(m_more);
    if (auto* button = qobject_cast<QToolButton*>(bar->widgetForAction(m_more))) {
        button->setPopupMode(QToolButton::InstantPopup);
        button->setObjectName(u"moreButton"_s);
    }
}

void InvoiceEditor::showState()
{
    if (!m_invoice)
        return;
    const Item& item = m_invoice->item;
    m_form->setReadOnly(!isDraft());
    m_account.reset();
    if (item.sentAt) {
        readAccount();
        m_history.stack().clear(); // there is nothing to go back to
    }
    m_sides->setCurrentWidget(m_account ? static_cast<QWidget*>(m_issuedView) : m_formBox);
    QString text;
    if (item.deletedAt)
        text = tr("This draft is in the bin. Restore it to go on.");
    else if (item.state == ItemState::Void)
        text = tr("Void: credit notes gave back all of it. Clients still see it, with that word on it.");
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
    showActions();
    m_previewTimer.start(0);
}

void InvoiceEditor::showActions()
{
    const bool isOut = m_account.has_value();
    const bool isInvoice = isOut && !isCreditNote();
    const bool isBusy = m_issuing.isRunning();
    for (QAction* action : {m_undo, m_redo, m_issue})
        action->setVisible(!isOut);
    m_issue->setText(isCreditNote() ? tr("&Issue Credit Note…") : tr("&Issue Invoice…"));
    m_issue->setEnabled(isDraft() && !isBusy);
    m_record->setVisible(isInvoice);
    m_openPdf->setVisible(isOut);
    m_openPdf->setEnabled(isOut && item_pdf::mayHave(m_invoice->item));
    m_savePdf->setEnabled(isOut && item_pdf::mayHave(m_invoice->item));
    const ItemState state = m_invoice->item.state;
    const bool isGood = isInvoice && (state == ItemState::Sent || state == ItemState::Completed);
    m_record->setEnabled(isGood);
    const auto canGoBack = [](const InvoiceAccount::Movement& one) {
        return one.payment.kind == PaymentKind::Payment && one.payment.state == PaymentState::Posted &&
               one.payment.returned < one.payment.amount.minor();
    };
    m_refund->setEnabled(isInvoice &&
                         std::any_of(m_account->movements.begin(), m_account->movements.end(), canGoBack));
    const bool hasLeft = isGood && m_account->balance.credited < m_account->balance.total;
    m_creditNote->setEnabled(hasLeft && !isBusy);
    m_void->setEnabled(hasLeft && !isBusy);
    m_moveDay->setEnabled(isGood && m_account->balance.next());
    m_copyReference->setEnabled(isOut && !m_account->issued.transfer.reference.isEmpty());
    m_saveEInvoice->setEnabled(isOut);
    m_sendAgain->setEnabled(isOut && state != ItemState::Void);
    m_duplicate->setEnabled(m_invoice.has_value() && !isCreditNote());
}

void InvoiceEditor::say(const QString& sentence, bool isProblem)
{
    theme::setTextRole(m_status, isProblem ? theme::TextRole::Problem : theme::TextRole::Muted);
    m_status->setText(sentence);
}

void InvoiceEditor::sayFailure(const QString& what, const Error& error)
{
    const bool isSentence = error.fault == Fault::Invalid || error.fault == Fault::Conflict;
    say(what + u' ' + (isSentence ? error.detail : words::fault(error.fault)), true);
}

void InvoiceEditor::ask(const QString& sentence, const QString& first, std::function<void()> doFirst,
                        const QString& second, std::function<void()> doSecond)
{
    m_noticeText->setText(sentence);
    const auto prepare = [this](QPushButton* button, const QString& text, std::function<void()> work) {
        button->disconnect();
        button->setText(text);
        button->setVisible(!text.isEmpty());
        connect(button, &QPushButton::clicked, this, [this, work = std::move(work)] {
            m_notice->hide();
            work();
        });
    };
    prepare(m_noticeFirst, first, std::move(doFirst));
    prepare(m_noticeSecond, second, std::move(doSecond));
    m_notice->show();
}

} // namespace foyer
