// SPDX-License-Identifier: GPL-3.0-or-later
// print_bench [--check]: what a printed sheet costs (V9), and what the fonts leave in memory (V5).
#include "app/invoices/e_invoice/invoice_pdf.h"
#include "tests/bench/figures.h"
#include "tests/print/sample_sheets.h"

#include <QFile>
#include <QGuiApplication>

#include <ctime>
#include <thread>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

/// Of all threads.
double cpuMilliseconds()
{
    timespec spent{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
    return double(spent.tv_sec) * 1e3 + double(spent.tv_nsec) / 1e6;
}

/// Proportional set size: shared pages count by how many share them.
double memoryMegabytes()
{
    QFile file{u"/proc/self/smaps_rollup"_s};
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : file.readAll().split('\n')) {
        if (line.startsWith("Pss:"))
            return line.simplified().split(' ').value(1).toDouble() / 1024;
    }
    return 0;
}

template <class Make>
double cost(Make make)
{
    const double before = cpuMilliseconds();
    bench::valueOf(make());
    return cpuMilliseconds() - before;
}

template <class Make>
double usualCost(Make make)
{
    std::vector<double> costs;
    for (int i = 0; i < 20; ++i)
        costs.push_back(cost(make));
    return bench::percentile(costs, 0.5);
}

} // namespace

int main(int argc, char* argv[])
{
    QGuiApplication application{argc, argv};
    bench::Figures figures{QGuiApplication::arguments().contains(u"--check"_s)};
    const auto onePage = [] { return print::orderPdf(test::oneLineOrder()); };
    const auto twelvePages = [] { return print::contractPdf(test::longContract()); };
    figures.add(u"memory before the first PDF"_s, memoryMegabytes(), u"MB"_s, 0);
    figures.add(u"V9 the first PDF of a process, one page, CPU"_s, cost(onePage), u"ms"_s, 0);
    figures.add(u"memory after it"_s, memoryMegabytes(), u"MB"_s, 0);
    figures.add(u"V9 one page, CPU"_s, usualCost(onePage), u"ms"_s, 30);
    const IssuedInvoice invoice = test::sampleInvoice();
    const auto eInvoice = [&] { return invoicePdf(invoice, BrandDetails{}); };
    figures.add(u"V9 an invoice with its e-invoice, CPU"_s, usualCost(eInvoice), u"ms"_s, 30);
    figures.add(u"V9 twelve pages, CPU"_s, usualCost(twelvePages), u"ms"_s, 150);
    for (const test::SampleSheet& sheet : test::sampleSheets())
        bench::valueOf(sheet.make());
    std::vector<std::thread> workers;
    for (int i = 0; i < 4; ++i)
        workers.emplace_back([&] { bench::valueOf(onePage()); });
    for (std::thread& worker : workers)
        worker.join();
    double cold = 0;
    std::thread{[&] { cold = cost(onePage); }}.join();
    figures.add(u"one page on a thread that never printed, CPU"_s, cold, u"ms"_s, 0);
    figures.add(u"memory after every script on five threads"_s, memoryMegabytes(), u"MB"_s, 0);
    return figures.status();
}
