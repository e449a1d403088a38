// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/dump.h"

#include "app/base/random.h"
#include "app/storage/database.h"
#include "app/storage/dumped_columns.h"

#include <QIODevice>
#include <QJsonArray>
#include <QJsonDocument>

namespace foyer::exchange {

using namespace Qt::StringLiterals;

namespace {

/// The one statement of Foyer that is put together: from the allow-list's own words, so that the list and
/// what is read cannot drift apart.
QString selectAllOf(const DumpedTable& table)
{
    QStringList columns;
    for (const DumpedColumn& column : table.columns) {
        if (column.as != Dumped::Never)
            columns += column.name;
    }
    return u"SELECT %1 FROM %2 ORDER BY %3"_s.arg(columns.join(", "_L1), table.name, table.key);
}

QJsonValue valueOf(const Query& row, int column, Dumped as)
{
    if (row.isNull(column))
        return QJsonValue::Null;
    switch (as) {
    case Dumped::Text:
        return row.text(column);
    case Dumped::Number:
        return row.integer(column);
    case Dumped::Hex:
        return QString::fromLatin1(row.bytes(column).toHex());
    case Dumped::Digest:
        return u"sha256:"_s + QString::fromLatin1(sha256(row.bytes(column)).toHex());
    case Dumped::Never:
        break;
    }
    Q_UNREACHABLE();
}

/// A QJsonObject would sort the keys; a person reads a row better in the order of its columns.
QByteArray asJson(const QJsonValue& value)
{
    return QJsonDocument{QJsonArray{value}}.toJson(QJsonDocument::Compact).chopped(1).sliced(1);
}

Result<void> dumpTable(const Snapshot& snapshot, const DumpedTable& table, QIODevice& to)
{
    auto row = snapshot.query(selectAllOf(table));
    while (row.next()) {
        QByteArray line = R"({"table":)" + asJson(QString{table.name});
        int position = 0;
        for (const DumpedColumn& column : table.columns) {
            if (column.as == Dumped::Never)
                continue;
            line += ',' + asJson(QString{column.name}) + ':' + asJson(valueOf(row, position++, column.as));
        }
        line += "}\n";
        if (to.write(line) != line.size())
            return fail(Fault::Storage, u"The dump could not be written: %1."_s.arg(to.errorString()));
    }
    if (row.error())
        return fail(*row.error());
    return {};
}

} // namespace

Result<void> dump(const Snapshot& snapshot, QIODevice& to)
{
    for (const DumpedTable& table : dumpedTables()) {
        if (const auto done = dumpTable(snapshot, table, to); !done)
            return done;
    }
    return {};
}

} // namespace foyer::exchange
