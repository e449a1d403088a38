// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever the bytes: reading ends, it gives either contacts or problems, and what we write of them we
// read again and write the same.
#include "app/contacts/vcard.h"

#include <cstdint>
#include <cstdlib>

using namespace foyer;

namespace {

std::vector<VcardEntry> entriesOf(const ImportPlan& plan)
{
    std::vector<VcardEntry> entries;
    for (const ImportedContact& contact : plan.contacts)
        entries.push_back({contact.uid, contact.details, contact.relations});
    return entries;
}

void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray file{reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)};
    const ImportPlan plan = readVcards(file);
    require(plan.contacts.empty() != plan.problems.empty());
    for (const VcardVersion version : {VcardVersion::V3, VcardVersion::V4}) {
        const QByteArray written = writeVcards(entriesOf(plan), version);
        if (written.isEmpty())
            continue;
        const ImportPlan again = readVcards(written);
        require(again.problems.empty() && again.contacts.size() == plan.contacts.size());
        require(writeVcards(entriesOf(again), version) == written);
    }
    return 0;
}
