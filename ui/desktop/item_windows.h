// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/items/item.h"
#include "app/storage/database.h"
#include "ui/payments/refund_dialog.h"

#include <QObject>
#include <QPointer>
#include <QWidget>

#include <map>

namespace foyer {

struct Job;

/// The windows in which documents are written: one each. Asked for again, it comes to the front.
class ItemWindows : public QObject
{
    Q_OBJECT

public:
    /// @param owner  the window they belong to
    ItemWindows(Database& database, QWidget& owner);

    /// How money goes back to a card; see RefundDialog.
    void setRefundCard(RefundCard refundCard) { m_refundCard = std::move(refundCard); }
    void open(ItemId item, ItemKind kind);
    /// Makes a draft on the job, for its clients, and opens it. A contract asks first what it begins as.
    void create(JobId job, ItemKind kind);

    /// Closes every window, waiting a moment for what is being saved.
    /// @returns false when one of them stays, because it has something to ask
    bool closeAll();
    /// Without asking. What was typed last is on its way to the disk.
    void end();

Q_SIGNALS:
    /// Something that could not be done: one sentence.
    void failed(const QString& sentence);

private:
    void createOrder(const Job& job);
    void invoiceOrder(ItemId order, QWidget* window);
    void createInvoice(const Job& job);
    void createContract(const Job& job);
    void createQuestionnaire(const Job& job);
    void made(const Result<ItemId>& item, ItemKind kind);

    Database& m_database;
    RefundCard m_refundCard;
    QWidget& m_owner;
    std::map<ItemId, QPointer<QWidget>> m_windows;
};

} // namespace foyer
