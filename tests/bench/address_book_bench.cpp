// SPDX-License-Identifier: GPL-3.0-or-later
// Imports a CSV of contacts and asks the Address Book what a person would: the first page, a jump to the end,
// and every keystroke of many searches. Prints one line a figure; with --check, fails when a bound is broken.
//
// Usage: address_book_bench FILE.csv [--check]
#include "app/brands/brand_store.h"
#include "app/contacts/contact_conflicts.h"
#include "app/contacts/contact_import.h"
#include "app/contacts/contact_list.h"
#include "app/contacts/csv_contacts.h"
#include "app/studio.h"
#include "tests/bench/figures.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <ctime>
#include <vector>

using namespace foyer;
using namespace foyer::bench;
using namespace Qt::StringLiterals;

namespace {

/// Time this thread spent computing. What is bounded is this: on a machine that others share, the clock on
/// the wall tells how busy they are. Everything measured reads from memory, so that on a quiet one the two
/// agree.
class Work
{
public:
    void start() { m_begin = now(); }
    double milliseconds() const { return now() - m_begin; }

private:
    static double now()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
    }
    double m_begin = 0;
};

qint64 rowsOf(const Database& studio, const contacts::ContactFilter& filter, qint64 offset)
{
    return valueOf(studio.read([&](const Snapshot& snapshot) -> Result<qint64> {
        const auto listing = contacts::list(snapshot, filter);
        if (!listing)
            return fail(listing.error());
        const auto rows = contacts::page(snapshot, *listing,
                                         std::min(offset, std::max<qint64>(listing->total - 50, 0)), 50);
        return rows ? Result<qint64>{qint64(rows->size())} : fail(rows.error());
    }));
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication program{argc, argv};
    const QStringList arguments = program.arguments();
    if (arguments.size() < 2)
        giveUp(u"Usage: address_book_bench FILE.csv [--check]"_s);
    QFile file{arguments[1]};
    if (!file.open(QIODevice::ReadOnly))
        giveUp(file.errorString());
    Figures figures{arguments.contains(u"--check"_s)};
    const QByteArray csv = file.readAll();

    QTemporaryDir folder;
    auto studio = valueOf(openStudio(folder.filePath(u"bench.foyer"_s), StartWith::New));
    QElapsedTimer timer;
    timer.start();
    const CsvPreview preview = previewCsv(csv);
    CsvOptions options;
    options.encoding = preview.encoding;
    options.delimiter = preview.delimiter;
    const ImportPlan plan = planFromCsv(csv, options, preview.mapping);
    if (!plan.problems.empty())
        giveUp(u"line %1: %2"_s.arg(plan.problems.front().line).arg(plan.problems.front().detail));
    figures.add(u"reading the file"_s, milliseconds(timer) / 1000, u"s"_s, 0);

    const auto brand =
        valueOf(studio->read([](const Snapshot& snapshot) { return brands::all(snapshot); })).front().id;
    timer.start();
    double longestWait = 0;
    double previous = 0;
    const auto outcome = valueOf(
        contacts::bringIn(*studio, Actor::studio(), brand, plan, u"bench.csv"_s, u"csv"_s, [&](int, int) {
            const double now = milliseconds(timer);
            longestWait = std::max(longestWait, now - previous);
            previous = now;
            return true;
        }));
    figures.add(u"contacts brought in"_s, outcome.added, u""_s, 0);
    figures.add(u"bringing them in"_s, milliseconds(timer) / 1000, u"s"_s, 0);
    // What a client who logs in meanwhile waits for at most, and how often Cancel is heard.
    figures.add(u"longest batch"_s, longestWait, u"ms"_s, 1000);
    studio.reset();

    Work work;
    timer.start();
    work.start();
    studio = valueOf(openStudio(folder.filePath(u"bench.foyer"_s), StartWith::Existing));
    rowsOf(*studio, {}, 0);
    figures.add(u"opening to first page"_s, work.milliseconds(), u"ms"_s, 300);
    figures.add(u"  on the wall"_s, milliseconds(timer), u"ms"_s, 0);
    work.start();
    rowsOf(*studio, {}, 1'000'000'000);
    figures.add(u"jump to the end"_s, work.milliseconds(), u"ms"_s, 50);

    // All at once, on a thread of its own: the page of conflicts asks again with every change of a contact.
    work.start();
    const auto found =
        valueOf(studio->read([](const Snapshot& snapshot) { return contacts::conflicts(snapshot, 500); }));
    figures.add(u"conflicts"_s, double(found.conflicts.size()), found.isCut ? u"and more"_s : u""_s, 0);
    figures.add(u"finding them"_s, work.milliseconds(), u"ms"_s, 500);

    // Words of names, emails and phones, typed letter by letter, taken from contacts all over the file.
    std::vector<double> keys;
    std::vector<double> walls;
    for (std::size_t i = 0; i < plan.contacts.size();
         i += std::max<std::size_t>(plan.contacts.size() / 60, 1)) {
        const ContactDetails& details = plan.contacts[i].details;
        QStringList words{displayNameOf(details)};
        if (!details.emails.empty())
            words.append(details.emails.front().address);
        if (!details.phones.empty())
            words.append(details.phones.front().number);
        for (const QString& word : std::as_const(words)) {
            for (qsizetype letters = 1; letters <= std::min<qsizetype>(word.size(), 12); ++letters) {
                contacts::ContactFilter filter;
                filter.text = word.left(letters);
                timer.start();
                work.start();
                rowsOf(*studio, filter, 0);
                keys.push_back(work.milliseconds());
                walls.push_back(milliseconds(timer));
            }
        }
    }
    figures.add(u"keystrokes measured"_s, double(keys.size()), u""_s, 0);
    figures.add(u"a keystroke, median"_s, percentile(keys, 0.5), u"ms"_s, 0);
    figures.add(u"a keystroke, p99"_s, percentile(keys, 0.99), u"ms"_s, 50);
    figures.add(u"a keystroke, slowest"_s, percentile(keys, 1.0), u"ms"_s, 0);
    figures.add(u"  p99 on the wall"_s, percentile(walls, 0.99), u"ms"_s, 0);
    return figures.status();
}
