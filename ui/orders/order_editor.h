// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/orders/order_store.h"
#include "app/storage/database.h"
#include "ui/common/background_job.h"
#include "ui/orders/draft_history.h"
#include "ui/orders/order_draft.h"

#include <QMainWindow>
#include <QTimer>

#include <functional>

class QAction;
class QLabel;
class QPushButton;

namespace foyer {

class OrderForm;
class OrderPreview;

/// An order being written, with what its client will read beside it. Keeps what is typed as it is typed;
/// sends when told to, after naming who will get it. Deletes itself when it is closed.
class OrderEditor : public QMainWindow
{
    Q_OBJECT

public:
    /// Makes the paper of what is sent, on a thread of its own.
    using MakePaper = std::function<Result<QByteArray>(const orders::Prepared&)>;

    /// @param item  an order; when it cannot be read, the window says so and nothing else
    OrderEditor(Database& database, ItemId item, QWidget* parent = nullptr);
    ~OrderEditor() override;

    /// In place of orders::pdfOf.
    void setPaper(MakePaper makePaper) { m_makePaper = std::move(makePaper); }
    ItemId item() const { return m_item; }
    /// Whether everything typed is in the studio.
    bool isSaved() const;

Q_SIGNALS:
    void sent(foyer::ItemId item);
    /// This order is to be invoiced.
    void invoicingWanted();
    /// Something that could not be done: one sentence.
    void failed(const QString& sentence);

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void build();
    void makeToolBar();
    void load();
    bool read();
    void readPeople();
    void takeDraft(const OrderDraft& draft, const QString& what, const QString& field);
    void showDraft();
    void showState();
    void showPreview();
    void say(const QString& sentence, bool isProblem = false);
    /// A line across the window that stays until it is dealt with.
    void ask(const QString& sentence, const QString& first, std::function<void()> doFirst,
             const QString& second, std::function<void()> doSecond);
    void endAsking();

    void saveSoon();
    void save();
    void saved(const Result<orders::Order>& result, const OrderDraft& draft);
    void settleConflict();
    void hearOf(const Changes& changes);

    void startSending();
    void sendNow();
    void sendPrepared(const orders::Prepared& prepared, const QByteArray& pdf);
    void sendingFailed(const Error& error);
    void startVoiding();
    QString namesOf(const std::vector<ContactId>& contacts) const;
    bool isOpen() const;

    Database& m_database;
    ItemId m_item;
    MakePaper m_makePaper;
    std::optional<orders::Order> m_order; ///< as the studio has it, for all this window knows
    BrandDetails m_brand;
    OrderDraft m_saved; ///< what of the draft is in the studio
    DraftHistory<OrderDraft> m_history;
    QTimer m_saveTimer;
    QTimer m_previewTimer;
    BackgroundJob m_printing;
    bool m_saysUnread = false; ///< the status says what of the draft cannot be read
    bool m_isSaving = false;
    bool m_isSending = false;
    bool m_hasConflict = false;
    bool m_hasTriedToClose = false;
    std::function<void()> m_afterSaving; ///< what waits for everything to be saved

    OrderForm* m_form;
    OrderPreview* m_preview;
    QLabel* m_state;
    QLabel* m_status;
    QWidget* m_notice;
    QLabel* m_noticeText;
    QPushButton* m_noticeFirst;
    QPushButton* m_noticeSecond;
    QAction* m_send = nullptr;
    QAction* m_void = nullptr;
    QAction* m_invoice = nullptr;
    QAction* m_openPdf = nullptr;
    QAction* m_savePdf = nullptr;
};

} // namespace foyer
