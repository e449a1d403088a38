// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>
#include <vector>

namespace foyer::web {

/// What a page shows: names with text that is already formatted, switches, and lists of the same. No domain
/// objects, no decisions. Everything is escaped where it is shown.
class View
{
public:
    View();
    ~View();
    View(View&&) noexcept;
    View& operator=(View&&) noexcept;

    View& text(const char* name, const QString& value);
    /// Printed as it is: HTML that was made safe before (see app/contracts/contract_text.h), never what
    /// somebody typed. @param name  ends in "_html"; only such names can be printed so, and only so
    View& html(const char* name, const QString& safe);
    View& flag(const char* name, bool value);
    View& list(const char* name, std::vector<View> items);

    /// A text that may be missing: sets `name` and the switch `has_name`.
    View& optionalText(const char* name, const QString& value);

private:
    friend class Templates;
    struct Data;
    std::unique_ptr<Data> m_data;
};

} // namespace foyer::web
