// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/connection.h"

#include "app/storage/sql_error.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <atomic>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QString nextName()
{
    static std::atomic<int> count = 0;
    return u"foyer-%1"_s.arg(++count);
}

/// Set where connections open, nowhere else. trusted_schema and cell_size_check make a damaged or hostile
/// file fail instead of doing what it says; the page cache is sized for a million contacts.
const QStringList pragmasOfAll{
    u"PRAGMA foreign_keys = ON"_s,   u"PRAGMA trusted_schema = OFF"_s, u"PRAGMA cell_size_check = ON"_s,
    u"PRAGMA busy_timeout = 5000"_s, u"PRAGMA temp_store = MEMORY"_s,
};
const QStringList pragmasOfTheWriter{
    u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = FULL"_s,
    u"PRAGMA cache_size = -16384"_s, // KiB
};
/// Two connections that write and checkpoint at once can corrupt a WAL before SQLite 3.51.3: readers do
/// neither.
const QStringList pragmasOfReaders{
    u"PRAGMA query_only = ON"_s,
    u"PRAGMA wal_autocheckpoint = 0"_s,
    u"PRAGMA cache_size = -4096"_s,
};

} // namespace

Connection::Connection(QString name)
    : m_name{std::move(name)}
{
}

Result<std::unique_ptr<Connection>> Connection::open(const QString& file, Access access)
{
    std::unique_ptr<Connection> connection{new Connection{nextName()}};
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, connection->m_name);
        if (!database.isValid())
            return fail(Fault::Storage,
                        u"Qt's SQLite driver is missing: install the package libqt6sql6-sqlite."_s);
        database.setDatabaseName(file);
        if (!database.open())
            return fail(sqlError(database.lastError()));
    }
    for (const QString& pragma :
         pragmasOfAll + (access == Access::Writing ? pragmasOfTheWriter : pragmasOfReaders)) {
        if (const auto set = connection->execute(pragma); !set)
            return fail(set.error());
    }
    return connection;
}

Connection::~Connection()
{
    m_idle.clear();
    QSqlDatabase::database(m_name, false).close();
    QSqlDatabase::removeDatabase(m_name);
}

Query Connection::query(const QString& sql)
{
    ++m_statementCount;
    IdleQueries& idle = m_idle[sql];
    if (!idle.empty()) {
        auto query = std::move(idle.back());
        idle.pop_back();
        return Query{idle, std::move(query)};
    }
    auto query = std::make_unique<QSqlQuery>(QSqlDatabase::database(m_name, false));
    query->setForwardOnly(true);
    if (!query->prepare(sql))
        return Query{sqlError(query->lastError())};
    return Query{idle, std::move(query)};
}

Result<void> Connection::execute(const QString& sql)
{
    QSqlQuery query{QSqlDatabase::database(m_name, false)};
    if (!query.exec(sql))
        return fail(sqlError(query.lastError()));
    return {};
}

} // namespace foyer
