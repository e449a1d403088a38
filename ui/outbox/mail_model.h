// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mail/outbox.h"

#include <QAbstractTableModel>

#include <vector>

namespace foyer {

/// The mails of the Outbox, newest first.
class MailModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        State,
        Recipient,
        Subject,
        QueuedAt,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setMails(std::vector<mail::Mail> mails);
    const mail::Mail& mail(int row) const { return m_mails[std::size_t(row)]; }
    /// @returns -1 when it is not there any more
    int rowOf(MailId id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    static QString stateName(mail::MailState state);

private:
    std::vector<mail::Mail> m_mails;
};

} // namespace foyer
