// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/storage/query.h"

#include <QString>

#include <memory>
#include <unordered_map>
#include <vector>

namespace foyer {

/// Prepared statements of one SQL text that nobody uses at the moment.
using IdleQueries = std::vector<std::unique_ptr<QSqlQuery>>;

/// One connection to the studio's database with its prepared statements. Lives and dies on the thread
/// that opened it. Only Database makes them.
class Connection
{
public:
    enum class Access
    {
        ReadOnly,
        Writing
    };

    /// Opens the file with every pragma of ours set.
    /// Faults: Storage (with SQLite's words) when it cannot be opened or is no database.
    static Result<std::unique_ptr<Connection>> open(const QString& file, Access access);
    ~Connection();
    Q_DISABLE_COPY_MOVE(Connection)

    Query query(const QString& sql);
    /// For statements that are run once (pragmas, migrations) and not worth keeping.
    Result<void> execute(const QString& sql);

    /// Statements begun since the connection was opened; what tests hold against the statement budget.
    qint64 statementCount() const { return m_statementCount; }

private:
    explicit Connection(QString name);

    QString m_name;
    std::unordered_map<QString, IdleQueries> m_idle; ///< by SQL text; a node stays where it is
    qint64 m_statementCount = 0;
};

} // namespace foyer
