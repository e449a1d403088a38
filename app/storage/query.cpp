// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/query.h"

#include "app/storage/sql_error.h"

#include <QSqlQuery>
#include <QVariant>

namespace foyer {

using namespace Qt::StringLiterals;

Query::Query(std::vector<std::unique_ptr<QSqlQuery>>& home, std::unique_ptr<QSqlQuery> prepared)
    : m_home{&home}
    , m_query{std::move(prepared)}
{
}

Query::Query(Error error)
    : m_error{std::move(error)}
{
}

Query::Query(Query&& other) noexcept
    : m_home{other.m_home}
    , m_query{std::move(other.m_query)}
    , m_error{std::move(other.m_error)}
    , m_hasRun{other.m_hasRun}
{
}

Query::~Query()
{
    if (!m_query)
        return;
    m_query->finish(); // a statement left open would hold its snapshot
    m_home->push_back(std::move(m_query));
}

Query& Query::bind(QLatin1StringView placeholder, qint64 value)
{
    if (m_query)
        m_query->bindValue(placeholder, value);
    return *this;
}

Query& Query::bind(QLatin1StringView placeholder, const QString& value)
{
    if (m_query)
        m_query->bindValue(placeholder, value.isNull() ? u""_s : value);
    return *this;
}

Query& Query::bind(QLatin1StringView placeholder, const QByteArray& value)
{
    if (m_query)
        m_query->bindValue(placeholder, value.isNull() ? QByteArray{""} : value);
    return *this;
}

Query& Query::bind(QLatin1StringView placeholder, QDate day)
{
    return bind(placeholder, day.isValid() ? day.toString(Qt::ISODate) : u""_s);
}

Query& Query::bindNull(QLatin1StringView placeholder)
{
    if (m_query)
        m_query->bindValue(placeholder, QVariant{});
    return *this;
}

bool Query::next()
{
    if (!m_query || m_error)
        return false;
    if (!m_hasRun) {
        m_hasRun = true;
        if (!m_query->exec()) {
            m_error = sqlError(m_query->lastError());
            return false;
        }
    }
    if (m_query->next())
        return true;
    if (m_query->lastError().isValid())
        m_error = sqlError(m_query->lastError());
    return false;
}

Result<void> Query::run()
{
    if (m_error)
        return fail(*m_error);
    m_hasRun = true;
    if (!m_query->exec()) {
        m_error = sqlError(m_query->lastError());
        return fail(*m_error);
    }
    return {};
}

qint64 Query::insertedRow() const
{
    return m_query->lastInsertId().toLongLong();
}

qint64 Query::integer(int column) const
{
    return m_query->value(column).toLongLong();
}

QString Query::text(int column) const
{
    return m_query->value(column).toString();
}

QByteArray Query::bytes(int column) const
{
    return m_query->value(column).toByteArray();
}

QDate Query::day(int column) const
{
    return QDate::fromString(text(column), Qt::ISODate);
}

bool Query::isNull(int column) const
{
    return m_query->isNull(column);
}

} // namespace foyer
