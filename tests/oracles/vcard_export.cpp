// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a file of vCards and writes it as the studio would: what the foreign oracle compares.
// Usage: vcard_export FILE 3|4
#include "app/contacts/vcard.h"

#include <QFile>

#include <cstdio>

using namespace foyer;

namespace {

int printProblems(const ImportPlan& plan)
{
    for (const ImportProblem& problem : plan.problems)
        std::fprintf(stderr, "line %d: %s\n", problem.line, qUtf8Printable(problem.detail));
    return plan.problems.empty() ? 0 : 1;
}

std::vector<VcardEntry> entriesOf(const ImportPlan& plan)
{
    std::vector<VcardEntry> entries;
    for (const ImportedContact& contact : plan.contacts)
        entries.push_back({contact.uid, contact.details, contact.relations});
    return entries;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 3) {
        std::fprintf(stderr, "usage: vcard_export FILE 3|4\n");
        return 2;
    }
    QFile file{QFile::decodeName(argv[1])};
    if (!file.open(QIODevice::ReadOnly)) {
        std::fprintf(stderr, "cannot read %s\n", argv[1]);
        return 2;
    }
    const ImportPlan plan = readVcards(file.readAll());
    if (const int problems = printProblems(plan))
        return problems;
    const VcardVersion version = argv[2][0] == '3' ? VcardVersion::V3 : VcardVersion::V4;
    const QByteArray written = writeVcards(entriesOf(plan), version);
    std::fwrite(written.constData(), 1, std::size_t(written.size()), stdout);
    return 0;
}
