// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <utility>
#include <variant>

namespace foyer {

/// Why something could not be done. Few and closed: one switch turns these into HTTP statuses,
/// another into exit codes, another into sentences in a window.
enum class Fault
{
    NotFound,  ///< no such thing, or not for the one who asks: the two must look alike
    Invalid,   ///< the input breaks a rule
    Conflict,  ///< somebody or something else was there first
    Denied,    ///< not allowed now
    Busy,      ///< too much at once; trying again later may work
    Cancelled, ///< the person asked to stop
    Storage,   ///< the studio file or the disk failed
    Newer,     ///< made by a later version of Foyer
};

struct Error
{
    Fault fault;
    QString detail; ///< one English sentence for the log and the command line, never for a client's browser
};

/// What every failing exit returns.
struct Failure
{
    Error error;
};

[[nodiscard]] inline Failure fail(Fault fault, QString detail)
{
    return {{fault, std::move(detail)}};
}
[[nodiscard]] inline Failure fail(Error error)
{
    return {std::move(error)};
}

/// A value, or the reason there is none. A subset of C++23's std::expected under its names.
template <class T>
class [[nodiscard]] Result
{
public:
    Result(T value)
        : m_state{std::in_place_index<0>, std::move(value)}
    {
    }
    Result(Failure failure)
        : m_state{std::in_place_index<1>, std::move(failure.error)}
    {
    }

    bool has_value() const { return m_state.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T& value() & { return std::get<0>(m_state); }
    const T& value() const& { return std::get<0>(m_state); }
    T&& value() && { return std::get<0>(std::move(m_state)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    T value_or(T other) const { return has_value() ? value() : std::move(other); }

    const Error& error() const { return std::get<1>(m_state); }

private:
    std::variant<T, Error> m_state;
};

template <>
class [[nodiscard]] Result<void>
{
public:
    Result() = default;
    Result(Failure failure)
        : m_error{std::move(failure.error)}
        , m_failed{true}
    {
    }

    bool has_value() const { return !m_failed; }
    explicit operator bool() const { return has_value(); }
    const Error& error() const { return m_error; }

private:
    Error m_error{Fault::Invalid, {}};
    bool m_failed = false;
};

} // namespace foyer
