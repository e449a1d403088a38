// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/invoices/invoice_account.h"
#include "ui/invoices/invoice_draft.h"
#include "ui/invoices/invoice_issuing.h"
#include "ui/orders/draft_history.h"
#include "ui/payments/refund_dialog.h"

#include <QMainWindow>
#include <QTimer>

#include <functional>

class QAction;
class QLabel;
class QPushButton;
class QStackedWidget;
class QToolBar;
class QToolButton;

namespace foyer {

class InvoiceForm;
class IssuedView;
class OrderPreview;

/// An invoice or a credit note. While it is a draft it is written here and kept as it is typed; once it is
/// issued it never changes, and the window shows how it stands and what can be done. Deletes itself when it
/// is closed.
class InvoiceEditor : public QMainWindow
{
    Q_OBJECT

public:
    /// @param item  an invoice; when it cannot be read, the window says so and nothing else
    InvoiceEditor(Database& database, ItemId item, QWidget* parent = nullptr);
    ~InvoiceEditor() override;

    InvoiceIssuing& issuing() { return m_issuing; }
    /// See RefundDialog.
    void setRefundCard(RefundCard refundCard) { m_refundCard = std::move(refundCard); }
    ItemId item() const { return m_item; }
    /// Whether everything typed is in the studio.
    bool isSaved() const;

Q_SIGNALS:
    void issued(foyer::ItemId item);
    /// Another invoice, or a credit note, is to be opened.
    void invoiceWanted(foyer::ItemId item);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void build();
    void makeToolBar();
    void makeMore(QToolBar* bar);
    void load();
    bool read();
    void readAround();
    void readAccount();
    void takeDraft(const InvoiceDraft& draft, const QString& what, const QString& field);
    void showDraft();
    void showState();
    void showActions();
    void showPreview();
    void say(const QString& sentence, bool isProblem = false);
    void sayFailure(const QString& what, const Error& error);
    /// A line across the window that stays until it is dealt with.
    void ask(const QString& sentence, const QString& first, std::function<void()> doFirst,
             const QString& second, std::function<void()> doSecond);

    void saveSoon();
    void save();
    void saved(const Result<invoices::Invoice>& result, const InvoiceDraft& draft);
    void settleConflict();
    void hearOf(const Changes& changes);

    void startIssuing();
    void issueNow();
    void issueDone(const Result<InvoiceIssuing::Issued>& result);
    void recordPayment();
    void refund();
    void moveDueDay();
    void copyReference();
    void saveEInvoice();
    void sendAgain();
    void makeCreditNote();
    void duplicate();
    void startVoiding();
    void voidNow(ItemId creditNote);
    void addAndOpen(std::function<Result<ItemId>(Transaction&)> add);
    QString namesOf(const std::vector<ContactId>& contacts) const;
    std::vector<ContactId> recipients() const;
    bool isDraft() const;
    bool isCreditNote() const;
    QDate today() const;

    Database& m_database;
    ItemId m_item;
    InvoiceIssuing m_issuing;
    RefundCard m_refundCard;
    std::optional<invoices::Invoice> m_invoice; ///< as the studio has it, for all this window knows
    std::optional<InvoiceAccount> m_account;    ///< of an issued one
    QString m_brandName;
    ScheduleDays m_days{QDate{2000, 1, 1}, {}, {}}; ///< if it were issued today
    std::map<ContactId, QString> m_names;
    InvoiceDraft m_saved; ///< what of the draft is in the studio
    DraftHistory<InvoiceDraft> m_history;
    QTimer m_saveTimer;
    QTimer m_previewTimer;
    bool m_saysUnread = false; ///< the status says what of the draft cannot be read
    bool m_isSaving = false;
    bool m_hasConflict = false;
    bool m_hasTriedToClose = false;
    std::function<void()> m_afterSaving; ///< what waits for everything to be saved

    InvoiceForm* m_form;
    QWidget* m_formBox = nullptr;
    IssuedView* m_issuedView;
    QStackedWidget* m_sides;
    OrderPreview* m_preview;
    QLabel* m_state;
    QLabel* m_status;
    QWidget* m_notice;
    QLabel* m_noticeText;
    QPushButton* m_noticeFirst;
    QPushButton* m_noticeSecond;
    QAction* m_undo = nullptr;
    QAction* m_redo = nullptr;
    QAction* m_issue = nullptr;
    QAction* m_record = nullptr;
    QAction* m_openPdf = nullptr;
    QAction* m_more = nullptr;
    QAction* m_refund = nullptr;
    QAction* m_creditNote = nullptr;
    QAction* m_moveDay = nullptr;
    QAction* m_copyReference = nullptr;
    QAction* m_savePdf = nullptr;
    QAction* m_saveEInvoice = nullptr;
    QAction* m_sendAgain = nullptr;
    QAction* m_duplicate = nullptr;
    QAction* m_void = nullptr;
};

} // namespace foyer
