// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/database.h"
#include "portal_server/portal/visit.h"
#include "portal_server/web/request.h"

#include <QString>

#include <optional>
#include <span>

namespace foyer::web {

/// Who may call a route. There is no default.
enum class Access
{
    Anyone, ///< strangers too
    Client, ///< somebody logged in; others are sent to the login page
};

/// What the argument in a route's path names. A table of tests is made from this: whoever adds a route that
/// hands out things says here what they are, and the matrix of invariant P1 asks it for everybody else's.
enum class Names
{
    Nothing, ///< no argument
    Link,    ///< a secret of its own: a Direct Link, a reset link
    Order,
    Contract,
    Questionnaire,
    File,
    Invoice, ///< and credit notes
    Receipt  ///< of a payment, below an invoice it went to
};

/// Answers a GET or HEAD. Can read and nothing else.
using Show = Response (*)(const Visit&);
/// Answers a POST, on a thread that may wait.
using Act = Response (*)(const Visit&, Database&);

/// One line says method, path, who may call, and what answers. Paths stand below a brand's root. A part
/// ":argument" is what the address names; ":part", after it, something that belongs to it.
struct Route
{
    Method method;
    const char* path; ///< literal parts, ":argument", ":part"
    Access access;
    Show show;           ///< for Method::Get
    Act act;             ///< for Method::Post
    bool hashes = false; ///< evaluates or makes a password: goes to the hash lane
    /// Shows what was typed and does nothing when the field "do" says reviewWish: answers outlive a session.
    bool canReview = false;
    Names names = Names::Nothing; ///< never Nothing where the path has ":argument"
    bool hasLargeBody = false;    ///< takes up to Limits::largeBodyBytesDefault: long answers, drawings
};

std::span<const Route> routes();

struct Match
{
    const Route* route;
    QString argument;
    QString part;
};
/// Upper case, a slash at the end: people type addresses (behaviour S23). Arguments keep their case.
std::optional<Match> findRoute(Method method, const QString& path);
/// Whether a request may have to wait for a password to be evaluated, told by the end of its path alone: the
/// front door asks before anybody knows the brand.
bool mayHash(Method method, const QString& path);
/// Whether a request may bring a large body, told by the end of its path as well.
bool mayBeLarge(Method method, const QString& path);
/// Whether another method would find something: 405 instead of 404.
bool isKnownPath(const QString& path);

} // namespace foyer::web
