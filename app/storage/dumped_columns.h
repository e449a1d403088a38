// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>

#include <vector>

namespace foyer {

/// How a column shows in a dump of the studio.
enum class Dumped
{
    Text,
    Number,
    Hex,    ///< short bytes that are nobody's secret, such as the journal's chain
    Digest, ///< the SHA-256 of long bytes, such as a logo
    Never,  ///< a secret, or something a secret could be found from
};

struct DumpedColumn
{
    QLatin1StringView name;
    Dumped as;
};

struct DumpedTable
{
    QLatin1StringView name;
    QLatin1StringView key;             ///< what its rows are sorted by: its primary key
    std::vector<DumpedColumn> columns; ///< in the order of the schema
};

/// Every table of the schema that a dump shows, by name. An allow-list: a table or column that a migration
/// adds shows nowhere until somebody has decided here, and a test fails until then.
const std::vector<DumpedTable>& dumpedTables();

/// The tables that no dump shows: secrets, and what is derived from other rows. Ends in * for a whole family.
const std::vector<QLatin1StringView>& undumpedTables();

} // namespace foyer
