// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <optional>

namespace foyer {

/// One value of an enum and the word by which it stands in the database, the journal and the studio JSON.
template <class Value>
struct WordFor
{
    Value value;
    QLatin1StringView word;
};

/// @param words  one for every value: a missing one is our own mistake
template <class Value, std::size_t count>
QString wordOf(const std::array<WordFor<Value>, count>& words, Value value)
{
    for (const WordFor<Value>& entry : words) {
        if (entry.value == value)
            return entry.word;
    }
    Q_UNREACHABLE();
}

template <class Value, std::size_t count>
std::optional<Value> valueOf(const std::array<WordFor<Value>, count>& words, QStringView word)
{
    for (const WordFor<Value>& entry : words) {
        if (word == entry.word)
            return entry.value;
    }
    return std::nullopt;
}

} // namespace foyer
