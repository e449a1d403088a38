// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio.h"

#include "app/brands/brand_store.h"
#include "app/contacts/contact_import.h"
#include "app/contacts/contact_store.h"
#include "app/exchange/sample.h"
#include "app/portal_access/known_device.h"
#include "app/portal_access/login_throttle.h"
#include "app/portal_access/session.h"
#include "app/storage/settings.h"

#include <QFileInfo>
#include <QStandardPaths>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::days binTime{30};

/// What every studio has from its first moment.
Result<void> setUp(Transaction& transaction)
{
    if (const auto made = settings::makeSecrets(transaction); !made)
        return made;
    transaction.declareHousekeeping();
    const auto brands = brands::all(transaction);
    if (!brands)
        return fail(brands.error());
    if (!brands->empty())
        return {};
    const auto added = brands::add(transaction, brands::placeholder());
    return added ? Result<void>{} : fail(added.error());
}

QString inDataFolder(const QString& name)
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/foyer/"_L1 + name;
}

} // namespace

Result<void> tidyStudio(Transaction& transaction)
{
    if (const auto dropped = portal_access::dropExpiredSessions(transaction); !dropped)
        return dropped;
    if (const auto dropped = portal_access::dropEmptyBuckets(transaction); !dropped)
        return dropped;
    if (const auto dropped = portal_access::dropOldDevices(transaction); !dropped)
        return dropped;
    const auto emptied = contacts::emptyBin(transaction, transaction.now() - binTime);
    return emptied ? Result<void>{} : fail(emptied.error());
}

Result<std::unique_ptr<Database>> openStudio(const QString& file, StartWith start, Clock clock)
{
    const bool isThere = QFileInfo::exists(file);
    if (!isThere && start == StartWith::Existing)
        return fail(Fault::NotFound,
                    u"There is no studio file %1. Start with --new to make one."_s.arg(file));
    auto database = Database::open(file, Database::Mode::Own, std::move(clock));
    if (!database)
        return database;
    if (const auto recovered = contacts::recoverImports(**database); !recovered)
        return fail(recovered.error());
    if (const auto ready = (*database)->write(Actor::system(), setUp); !ready)
        return fail(ready.error());
    if (!isThere && start == StartWith::Sample) {
        if (const auto filled = fillWithSample(**database); !filled)
            return fail(filled.error());
    }
    if (const auto tidied = (*database)->write(Actor::system(), tidyStudio); !tidied)
        return fail(tidied.error());
    return database;
}

QString defaultStudioFile()
{
    return inDataFolder(u"studio.foyer"_s);
}

QString sampleStudioFile()
{
    return inDataFolder(u"sample.foyer"_s);
}

} // namespace foyer
