// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/sample.h"

#include "app/exchange/studio_import.h"
#include "app/exchange/studio_json.h"

#include <QFile>

/// A resource of a static library is linked in only when somebody asks for it. Outside any namespace, as Qt
/// wants it.
static void takeInResources()
{
    Q_INIT_RESOURCE(foyer_sample);
}

namespace foyer {

using namespace Qt::StringLiterals;

Result<void> fillWithSample(Database& database)
{
    takeInResources();
    QFile file{u":/sample/studio.json"_s};
    if (!file.open(QIODevice::ReadOnly))
        return fail(Fault::Storage, u"The sample studio is missing from this build of Foyer."_s);
    const auto document = exchange::readStudioJson(file.readAll(), exchange::neighboursIn(u":/sample"_s));
    if (!document)
        return fail(document.error());
    const auto filled = database.write(
        Actor::system(), [&](Transaction& transaction) { return exchange::bringIn(transaction, *document); });
    return filled ? Result<void>{} : fail(filled.error());
}

} // namespace foyer
