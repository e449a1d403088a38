// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/base/time.h"

#include <QByteArray>
#include <QDate>
#include <QString>

#include <memory>
#include <optional>
#include <vector>

class QSqlQuery;

namespace foyer {

class Connection;

/// One prepared statement in use. Prepared once per connection and handed back when this dies.
/// Belongs to the thread of its connection.
class Query
{
public:
    ~Query();
    Query(Query&& other) noexcept;
    Query& operator=(Query&&) = delete;
    Query(const Query&) = delete;

    Query& bind(QLatin1StringView placeholder, qint64 value);
    Query& bind(QLatin1StringView placeholder, int value) { return bind(placeholder, qint64{value}); }
    Query& bind(QLatin1StringView placeholder, bool value) { return bind(placeholder, qint64{value}); }
    Query& bind(QLatin1StringView placeholder,
                const QString& value); ///< a null string is stored as an empty one
    Query& bind(QLatin1StringView placeholder, const QByteArray& value); ///< so are null bytes
    Query& bind(QLatin1StringView placeholder, Instant value) { return bind(placeholder, toSeconds(value)); }
    Query& bind(QLatin1StringView placeholder, QDate day); ///< ISO text; an invalid day is an empty one
    Query& bindNull(QLatin1StringView placeholder);
    template <class T>
    Query& bind(QLatin1StringView placeholder, const std::optional<T>& value)
    {
        return value ? bind(placeholder, *value) : bindNull(placeholder);
    }

    /// Runs at the first call, then steps. False at the end and after a failure: ask error().
    bool next();
    /// Runs for its effect.
    Result<void> run();
    /// Why next() stopped early, if it did.
    const std::optional<Error>& error() const { return m_error; }
    qint64 insertedRow() const;

    qint64 integer(int column) const;
    bool flag(int column) const { return integer(column) != 0; }
    QString text(int column) const;
    QByteArray bytes(int column) const;
    QDate day(int column) const;
    Instant instant(int column) const { return fromSeconds(integer(column)); }
    bool isNull(int column) const;
    std::optional<Instant> optionalInstant(int column) const
    {
        return isNull(column) ? std::nullopt : std::optional{instant(column)};
    }

    /// All rows through one function from row to value.
    template <class FromRow>
    auto all(FromRow fromRow) -> Result<std::vector<std::invoke_result_t<FromRow, const Query&>>>
    {
        std::vector<std::invoke_result_t<FromRow, const Query&>> values;
        while (next())
            values.push_back(fromRow(*this));
        if (m_error)
            return fail(*m_error);
        return values;
    }
    /// The first row, if there is one.
    template <class FromRow>
    auto first(FromRow fromRow) -> Result<std::optional<std::invoke_result_t<FromRow, const Query&>>>
    {
        std::optional<std::invoke_result_t<FromRow, const Query&>> value;
        if (next())
            value = fromRow(*this);
        if (m_error)
            return fail(*m_error);
        return value;
    }

private:
    friend class Connection;
    Query(std::vector<std::unique_ptr<QSqlQuery>>& home, std::unique_ptr<QSqlQuery> prepared);
    explicit Query(Error error);

    std::vector<std::unique_ptr<QSqlQuery>>* m_home = nullptr; ///< where the statement goes back to
    std::unique_ptr<QSqlQuery> m_query;                        ///< null when preparing failed, or moved from
    std::optional<Error> m_error;
    bool m_hasRun = false;
};

} // namespace foyer
