// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/studio_import_names.h"

#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"

namespace foyer::exchange {

using namespace Qt::StringLiterals;

Failure failAt(const QString& path, const Error& error)
{
    return fail(error.fault, u"%1: %2"_s.arg(path, error.detail));
}

Result<ContactId> ContactNames::find(const Snapshot& snapshot, const QString& name, const QString& path) const
{
    if (const auto inFile = m_known.constFind(name); inFile != m_known.constEnd())
        return *inFile;
    const auto here = contacts::findByUid(snapshot, name);
    if (!here)
        return fail(here.error());
    if (!*here)
        return fail(
            Fault::Invalid,
            u"%1: “%2” is neither a ref nor a uid in this file, nor a uid in the studio."_s.arg(path, name));
    return **here;
}

Result<BrandId> brandNamed(const Snapshot& snapshot, const QString& username, const QString& path,
                           BrandId otherwise)
{
    if (username.isEmpty())
        return otherwise;
    const auto found = brands::findByUsername(snapshot, username);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(
            Fault::Invalid,
            u"%1: there is no brand “%2”, neither in this file nor in the studio."_s.arg(path, username));
    return (*found)->id;
}

} // namespace foyer::exchange
