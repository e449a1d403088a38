// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/migrations.h"

#include "app/storage/connection.h"
#include "app/storage/database.h"
#include "app/storage/schema.h"

#include <QFile>
#include <QFileInfo>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// "FOYR": tells a studio file from any other SQLite file. Source: PRAGMA application_id.
constexpr qint64 applicationId = 0x464f5952;

Result<qint64> pragma(Connection& connection, const QString& name)
{
    auto query = connection.query(u"PRAGMA "_s + name);
    if (query.next())
        return query.integer(0);
    return fail(query.error().value_or(Error{Fault::Storage, u"no answer to PRAGMA "_s + name}));
}

Failure newer(const QString& file)
{
    return fail(
        Fault::Newer,
        u"%1 was last used by a newer Foyer. Install that version to open it; nothing was changed."_s.arg(
            file));
}

/// An exact copy of the file in its older version; VACUUM INTO sees what is still in the write-ahead log.
Result<void> keepCopy(Connection& connection, const QString& file, qint64 version, Instant now)
{
    const QString copy =
        u"%1.v%2-%3.bak"_s.arg(file, QString::number(version), QString::number(toSeconds(now)));
    auto made = connection.query(u"VACUUM INTO :copy"_s).bind(":copy"_L1, copy).run();
    if (!made)
        return fail(Fault::Storage,
                    u"The copy %1 could not be made before upgrading: %2. Nothing was changed."_s.arg(
                        copy, made.error().detail));
    QFile::setPermissions(copy, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return {};
}

Result<void> climb(Connection& connection, const Migration& step, qint64 version)
{
    if (const auto begun = connection.execute(u"BEGIN IMMEDIATE"_s); !begun)
        return begun;
    const auto undo = [&](const Error& error) -> Result<void> {
        std::ignore = connection.execute(u"ROLLBACK"_s);
        return fail(error.fault, u"%1 (upgrade step %2, “%3”)"_s.arg(error.detail, QString::number(version),
                                                                     QString::fromUtf8(step.reason)));
    };
    for (const QString& statement : step.statements) {
        if (const auto done = connection.execute(statement); !done)
            return undo(done.error());
    }
    if (const auto set = connection.execute(u"PRAGMA user_version = %1"_s.arg(version)); !set)
        return undo(set.error());
    if (version == 1) {
        if (const auto set = connection.execute(u"PRAGMA application_id = %1"_s.arg(applicationId)); !set)
            return undo(set.error());
    }
    return connection.execute(u"COMMIT"_s);
}

} // namespace

int currentVersion()
{
    return int(migrations().size());
}

Result<void> migrate(Connection& connection, const QString& file, Instant now)
{
    const auto version = pragma(connection, u"user_version"_s);
    if (!version)
        return fail(Fault::Storage,
                    u"%1 is not a studio file, or it is damaged: %2"_s.arg(file, version.error().detail));
    const auto application = pragma(connection, u"application_id"_s);
    if (!application)
        return fail(application.error());
    const auto tables = [&]() -> qint64 {
        auto count = connection.query(u"SELECT count(*) FROM sqlite_master"_s);
        return count.next() ? count.integer(0) : 0;
    }();
    if (*application != applicationId && (*version > 0 || tables > 0))
        return fail(Fault::Invalid, u"%1 is a database of another program, not a studio file."_s.arg(file));
    if (*version > currentVersion())
        return newer(file);
    if (*version > 0 && *version < currentVersion()) {
        if (const auto kept = keepCopy(connection, file, *version, now); !kept)
            return kept;
    }
    for (qint64 next = *version + 1; next <= currentVersion(); ++next) {
        if (const auto done = climb(connection, migrations()[std::size_t(next - 1)], next); !done)
            return done;
    }
    return {};
}

Result<void> checkVersion(const Snapshot& snapshot)
{
    auto query = snapshot.query(u"PRAGMA user_version"_s);
    if (!query.next())
        return fail(query.error().value_or(Error{Fault::Storage, u"no answer to PRAGMA user_version"_s}));
    if (query.integer(0) > currentVersion())
        return newer(u"This studio file"_s);
    if (query.integer(0) < currentVersion())
        return fail(Fault::Storage,
                    u"This studio file is of an older version: open it once with Foyer to upgrade it."_s);
    return {};
}

} // namespace foyer
