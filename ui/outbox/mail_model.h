// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/outbox/mail_words.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <unordered_map>

namespace foyer {

/// The mails of the Outbox, newest first. Knows which ones a filter finds, and reads their lines in blocks
/// when somebody looks at them. Follows the studio while mails come and leave: what is selected stays it.
/// Window's thread only.
class MailModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column
    {
        State,
        Recipient,
        Subject,
        About,
        QueuedAt,
        ColumnCount
    };

    explicit MailModel(Database& database, QObject* parent = nullptr);

    const mail::ListFilter& filter() const { return m_filter; }
    void setFilter(const mail::ListFilter& filter);
    /// Of all mails, whatever the filter.
    const mail::Counts& counts() const { return m_counts; }
    const mail_words::Ways& ways() const { return m_ways; }
    mail_words::Way wayOf(BrandId brand) const;

    std::optional<MailId> mailAt(int row) const;
    /// @returns -1 when the filter does not find it
    int rowOf(MailId id) const;
    /// Catches up with the studio now.
    void refresh();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// After every look at the studio: counts and ways may differ.
    void listed();
    void failed(const foyer::Error& error) const;

private:
    struct Look
    {
        std::vector<MailId> ids;
        mail::Counts counts;
        mail_words::Ways ways;
    };
    Result<Look> look() const;
    void follow(const std::vector<MailId>& now);
    const mail::ListRow* rowAt(int row) const;

    Database& m_database;
    mail::ListFilter m_filter;
    std::vector<MailId> m_ids; ///< falling
    mail::Counts m_counts;
    mail_words::Ways m_ways;
    QTimer m_soon;   ///< many commits in a row, as a courier makes them, are one look
    QTimer m_minute; ///< "retrying today at 12:05" is over at some time
    mutable std::unordered_map<qint64, mail::ListRow> m_rows; ///< that were looked at; bounded
};

} // namespace foyer
