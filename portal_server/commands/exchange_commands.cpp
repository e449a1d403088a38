// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/brands/brand_store.h"
#include "app/contacts/contact_import.h"
#include "app/contacts/csv_contacts.h"
#include "app/contacts/vcard.h"
#include "app/contracts/contract_check.h"
#include "app/exchange/dump.h"
#include "app/exchange/studio_import.h"
#include "app/exchange/studio_json.h"
#include "app/invoices/ledger_check.h"
#include "app/items/evidence.h"
#include "app/items/version_check.h"
#include "portal_server/commands/call.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

namespace foyer::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestImport = 256LL * 1024 * 1024; ///< bytes

Result<QByteArray> readFile(const QString& path)
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return fail(Fault::NotFound, u"%1 cannot be read: %2."_s.arg(path, file.errorString()));
    const QByteArray bytes = file.read(largestImport + 1);
    if (bytes.size() > largestImport)
        return fail(Fault::Invalid, u"%1 is larger than 256 MiB. Divide it into several."_s.arg(path));
    return bytes;
}

void sayCounts(Call& call, const QJsonObject& counts)
{
    if (call.isJson()) {
        call.say(QJsonValue{counts});
        return;
    }
    for (auto it = counts.begin(); it != counts.end(); ++it)
        call.say(u"%1: %2"_s.arg(it.key(), it->toVariant().toString()));
}

int importStudio(Call& call, const QString& path, const QByteArray& bytes)
{
    if (call.arguments.has("brand"_L1))
        return call.fails(
            u"--brand is for vCard and CSV files: in a studio JSON each contact names its own."_s, exitUsage);
    const auto document =
        exchange::readStudioJson(bytes, exchange::neighboursIn(QFileInfo{path}.absolutePath()));
    if (!document)
        return call.fails(document.error());
    const bool isDry = call.arguments.has("dry-run"_L1);
    const auto counts = isDry ? call.studio.read([&](const Snapshot& snapshot) {
        return exchange::forecast(snapshot, *document);
    })
                              : call.studio.write(Actor::studio(), [&](Transaction& transaction) {
                                    return exchange::bringIn(transaction, *document);
                                });
    if (!counts)
        return call.fails(counts.error());
    sayCounts(call, {{u"dryRun"_s, isDry},
                     {u"settings"_s, counts->settings},
                     {u"brands"_s, counts->brands},
                     {u"contacts"_s, counts->contacts},
                     {u"relations"_s, counts->relations},
                     {u"jobs"_s, counts->jobs},
                     {u"documents"_s, counts->documents},
                     {u"payments"_s, counts->payments},
                     {u"brandsAlreadyHere"_s, counts->brandsAlreadyHere},
                     {u"contactsAlreadyHere"_s, counts->contactsAlreadyHere},
                     {u"jobsAlreadyHere"_s, counts->jobsAlreadyHere},
                     {u"sharedEmails"_s, counts->sharedEmails}});
    return exitDone;
}

Result<BrandId> chosenBrand(const Snapshot& snapshot, const Arguments& arguments)
{
    if (!arguments.has("brand"_L1)) {
        const auto all = brands::all(snapshot);
        if (!all)
            return fail(all.error());
        if (all->empty())
            return fail(Fault::NotFound, u"The studio has no brand yet."_s);
        return all->front().id;
    }
    const QString username = arguments.value("brand"_L1);
    const auto found = brands::findByUsername(snapshot, username);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(Fault::NotFound, u"There is no brand with the username “%1”."_s.arg(username));
    return (*found)->id;
}

QString placeOf(const ImportProblem& problem)
{
    return problem.line > 0 ? u"line %1: %2"_s.arg(QString::number(problem.line), problem.detail)
                            : problem.detail;
}

int importContacts(Call& call, const QString& path, const ImportPlan& plan, const QString& format)
{
    if (!plan.problems.empty()) {
        const ImportProblem& first = plan.problems.front();
        const auto others = plan.problems.size() - 1;
        return call.fails(u"%1, %2%3 Nothing was imported."_s.arg(
            path, placeOf(first), others ? u" (and %1 problems more)."_s.arg(others) : u""_s));
    }
    const auto brand =
        call.studio.read([&](const Snapshot& snapshot) { return chosenBrand(snapshot, call.arguments); });
    if (!brand)
        return call.fails(brand.error());
    const auto forecast =
        call.studio.read([&](const Snapshot& snapshot) { return contacts::forecast(snapshot, plan); });
    if (!forecast)
        return call.fails(forecast.error());
    QJsonObject counts{{u"dryRun"_s, true},
                       {u"contacts"_s, forecast->newContacts},
                       {u"contactsAlreadyHere"_s, forecast->alreadyHere},
                       {u"sharedEmails"_s, forecast->sharedEmails},
                       {u"hints"_s, forecast->hints}};
    if (!call.arguments.has("dry-run"_L1)) {
        const auto outcome =
            contacts::bringIn(call.studio, Actor::studio(), *brand, plan, QFileInfo{path}.fileName(), format,
                              [](int, int) { return true; });
        if (!outcome)
            return call.fails(outcome.error());
        counts.insert(u"dryRun"_s, false);
        counts.insert(u"contacts"_s, outcome->added);
        counts.insert(u"contactsAlreadyHere"_s, outcome->leftOut);
        counts.insert(u"import"_s, outcome->id.row());
    }
    sayCounts(call, counts);
    return exitDone;
}

int importFile(Call& call)
{
    const QString path = call.path(call.arguments.operands().front());
    const QString suffix = QFileInfo{path}.suffix().toLower();
    if (suffix != "json"_L1 && suffix != "csv"_L1 && suffix != "vcf"_L1)
        return call.fails(u"The name of %1 must end in .vcf, .csv or .json."_s.arg(path), exitUsage);
    const auto bytes = readFile(path);
    if (!bytes)
        return call.fails(bytes.error());
    if (suffix == "json"_L1)
        return importStudio(call, path, *bytes);
    if (suffix == "vcf"_L1)
        return importContacts(call, path, readVcards(*bytes), u"vCard"_s);
    return importContacts(call, path, planFromCsv(*bytes, {}, previewCsv(*bytes).mapping), u"CSV"_s);
}

int dump(Call& call)
{
    const auto done =
        call.studio.read([&](const Snapshot& snapshot) { return exchange::dump(snapshot, call.out); });
    return done ? exitDone : call.fails(done.error());
}

struct Verdict
{
    JournalReport journal;
    QStringList damage; ///< what SQLite says of the file
    QStringList lost;   ///< rows that point nowhere, "contact_email → contact"

    evidence::Report evidence;
    items::VersionReport versions;
    std::vector<contracts::Damage> signatures; ///< signed records that are not what was written
    invoices::LedgerReport ledger;

    bool isWhole() const
    {
        return !journal.firstBadRow && damage.isEmpty() && lost.isEmpty() && !evidence.firstBadRow &&
               !evidence.cutItem && !versions.firstBad && signatures.empty() && ledger.problems.isEmpty();
    }
};

QJsonValue numberOrNull(const std::optional<qint64>& number)
{
    return number ? QJsonValue{*number} : QJsonValue{};
}

QJsonValue numberOrNull(const std::optional<ItemId>& id)
{
    return id ? QJsonValue{id->row()} : QJsonValue{};
}

QJsonArray sentencesOf(const std::vector<contracts::Damage>& damages)
{
    QJsonArray sentences;
    for (const contracts::Damage& damage : damages)
        sentences.append(damage.sentence);
    return sentences;
}

/// The first thing that is wrong, as a sentence that says what to do. The journal comes first: the evidence
/// is held against it.
QString complaint(const Verdict& verdict)
{
    const QString wayOut = u" Keep this file and go on with a backup."_s;
    if (verdict.journal.firstBadRow)
        return u"The journal was changed: entry %1 is the first that is not as it was written."_s.arg(
                   *verdict.journal.firstBadRow) +
               wayOut;
    if (verdict.evidence.firstBadRow)
        return u"The evidence was changed: row %1 is the first that is not as it was written."_s.arg(
                   *verdict.evidence.firstBadRow) +
               wayOut;
    if (verdict.evidence.cutItem)
        return u"Evidence is missing: events of item %1 that the journal knows are gone."_s.arg(
                   verdict.evidence.cutItem->row()) +
               wayOut;
    if (verdict.versions.firstBad)
        return u"What was sent was changed: a version of item %1 does not fit its fingerprint."_s.arg(
                   verdict.versions.firstBad->row()) +
               wayOut;
    if (!verdict.signatures.empty()) {
        const contracts::Damage& first = verdict.signatures.front();
        return u"What was signed was changed: %1 (contract %2)."_s.arg(first.sentence)
                   .arg(first.item ? first.item->row() : 0) +
               wayOut;
    }
    if (!verdict.ledger.problems.isEmpty())
        return u"The money does not add up: %1"_s.arg(verdict.ledger.problems.front()) + wayOut;
    return u"The file is damaged (%1). Keep it and go on with a backup."_s.arg(
        (verdict.damage + verdict.lost).value(0));
}

Result<Verdict> examine(const Snapshot& snapshot)
{
    Verdict verdict;
    auto integrity = snapshot.query(u"PRAGMA integrity_check"_s);
    while (integrity.next()) {
        if (integrity.text(0) != "ok"_L1)
            verdict.damage.append(integrity.text(0));
    }
    if (integrity.error())
        return fail(*integrity.error());
    auto orphans = snapshot.query(u"PRAGMA foreign_key_check"_s);
    while (orphans.next())
        verdict.lost.append(u"%1 row %2 → %3"_s.arg(orphans.text(0), orphans.text(1), orphans.text(2)));
    if (orphans.error())
        return fail(*orphans.error());
    const auto journal = verifyJournal(snapshot);
    if (!journal)
        return fail(journal.error());
    verdict.journal = *journal;
    const auto chains = evidence::verify(snapshot);
    if (!chains)
        return fail(chains.error());
    verdict.evidence = *chains;
    const auto versions = items::verifyVersions(snapshot);
    if (!versions)
        return fail(versions.error());
    verdict.versions = *versions;
    auto signatures = contracts::verifyAll(snapshot);
    if (!signatures)
        return fail(signatures.error());
    verdict.signatures = std::move(*signatures);
    auto ledger = invoices::verifyLedger(snapshot);
    if (!ledger)
        return fail(ledger.error());
    verdict.ledger = std::move(*ledger);
    return verdict;
}

int verify(Call& call)
{
    const auto verdict = call.studio.read(examine);
    if (!verdict)
        return call.fails(verdict.error());
    if (call.isJson()) {
        call.say(
            QJsonValue{QJsonObject{{u"whole"_s, verdict->isWhole()},
                                   {u"journalRows"_s, verdict->journal.rows},
                                   {u"firstBadJournalRow"_s, numberOrNull(verdict->journal.firstBadRow)},
                                   {u"evidenceRows"_s, verdict->evidence.rows},
                                   {u"firstBadEvidenceRow"_s, numberOrNull(verdict->evidence.firstBadRow)},
                                   {u"itemWithLostEvidence"_s, numberOrNull(verdict->evidence.cutItem)},
                                   {u"versions"_s, verdict->versions.versions},
                                   {u"itemWithChangedVersion"_s, numberOrNull(verdict->versions.firstBad)},
                                   {u"changedSignedRecords"_s, sentencesOf(verdict->signatures)},
                                   {u"invoices"_s, verdict->ledger.invoices},
                                   {u"payments"_s, verdict->ledger.payments},
                                   {u"receipts"_s, verdict->ledger.receipts},
                                   {u"moneyProblems"_s, QJsonArray::fromStringList(verdict->ledger.problems)},
                                   {u"damage"_s, QJsonArray::fromStringList(verdict->damage)},
                                   {u"lostReferences"_s, QJsonArray::fromStringList(verdict->lost)}}});
    } else if (verdict->isWhole()) {
        call.say(
            u"The studio is whole; the journal's %1 entries, %2 rows of evidence and %3 sent versions are as "
            "they were written."_s.arg(verdict->journal.rows)
                .arg(verdict->evidence.rows)
                .arg(verdict->versions.versions));
    }
    return verdict->isWhole() ? exitDone : call.fails(complaint(*verdict));
}

} // namespace

std::vector<Command> exchangeCommands()
{
    return {
        {"import"_L1,
         ""_L1,
         "FILE"_L1,
         1,
         1,
         "bring in contacts (.vcf, .csv), or a studio JSON; makes the studio file if there is none"_L1,
         {{"dry-run"_L1, ""_L1, "say what it would do and change nothing"_L1},
          {"brand"_L1, "USERNAME"_L1, "whose contacts they become (the first brand's)"_L1},
          jsonOption},
         [](const Arguments& arguments) { return !arguments.has("dry-run"_L1); },
         importFile},
        {"dump"_L1,
         ""_L1,
         ""_L1,
         0,
         0,
         "print every row as a sorted line of JSON, without secrets"_L1,
         {},
         nullptr,
         dump},
        {"verify"_L1,
         ""_L1,
         "[FILE.pdf]"_L1,
         0,
         1,
         "check the file, its journal, what was sent and signed, and the money; with FILE.pdf, its seal"_L1,
         {jsonOption},
         nullptr,
         verify},
    };
}

} // namespace foyer::cli
