// SPDX-License-Identifier: GPL-3.0-or-later
// Splits and taxes by chance, ours against decimal_model.h: 300 000 of each in CI, ten million with
// FOYER_WHOLE_RUN=1.
#include "tests/invoices/decimal_model.h"
#include "tests/invoices/random.h"

#include "app/base/money_text.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <array>
#include <atomic>
#include <thread>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int threads = 2;

qint64 wanted()
{
    return qEnvironmentVariableIsSet("FOYER_WHOLE_RUN") ? 10'000'000 : 300'000;
}

/// Small ones more often than large ones: that is where cents get lost.
qint64 amount(Random& random)
{
    constexpr std::array<qint64, 6> limits{10, 101, 1'001, 100'001, 100'000'000, largestAmount / 1'000};
    return random.between(0, limits[std::size_t(random.between(0, qint64(limits.size()) - 1))]);
}

QDate day(Random& random)
{
    return QDate{2027, 1, 1}.addDays(random.between(-400, 1'500));
}

Schedule someSchedule(Random& random, qint64 total)
{
    Schedule schedule;
    int percentLeft = 100'000;
    int partsLeft = 36;
    bool hasRest = false;
    for (qint64 count = random.between(0, 5); count > 0 && partsLeft > 0; --count) {
        ScheduleRule rule;
        rule.label = u"x"_s;
        const qint64 kind = random.between(0, 3);
        if (kind <= 1 && percentLeft > 0) {
            rule.share = Share::Percent;
            const int share =
                random.oneIn(2) ? int(random.between(1, 100)) * 1'000 : int(random.between(1, 100'000));
            rule.milliPercent = std::min(percentLeft, random.oneIn(5) ? percentLeft : share);
            percentLeft -= rule.milliPercent;
        } else if (kind == 2 && !hasRest) {
            hasRest = true;
        } else {
            rule.share = Share::Sum;
            rule.minor = random.between(1, std::max<qint64>(1, total));
        }
        rule.from = DueFrom(random.between(0, 4));
        rule.days = int(random.between(-120, 120));
        rule.day = day(random);
        rule.months = random.oneIn(3) ? int(random.between(1, std::min(partsLeft, 13))) : 1;
        partsLeft -= rule.months;
        schedule.push_back(rule);
    }
    if (percentLeft == 0) // shares that leave nothing for an amount are refused
        std::erase_if(schedule, [](const ScheduleRule& rule) { return rule.share == Share::Sum; });
    return schedule;
}

OrderContent someOrder(Random& random)
{
    constexpr std::array<int, 10> rates{19'000, 7'000, 20'000, 5'500, 8'875, 25'500, 100'000, 1, 333, 33'333};
    constexpr std::array<TaxCategory, 4> untaxed{TaxCategory::ZeroRated, TaxCategory::Exempt,
                                                 TaxCategory::ReverseCharge, TaxCategory::OutsideScope};
    OrderContent order;
    order.pricesIncludeTax = random.oneIn(2);
    for (qint64 count = random.between(1, random.oneIn(30) ? 40 : 6); count > 0; --count) {
        OrderLine line;
        line.milliQuantity =
            random.oneIn(2) ? random.between(-3, 12) * 1'000 : random.between(-2'000, 99'999);
        line.unitPrice = random.oneIn(12) ? -amount(random) : amount(random);
        if (random.oneIn(4))
            line.tax = {{}, untaxed[std::size_t(random.between(0, 3))], 0};
        else
            line.tax = {u"VAT"_s, TaxCategory::Standard, rates[std::size_t(random.between(0, 9))]};
        if (random.oneIn(5))
            line.discount.milliPercent = int(random.between(1, 100'000));
        else if (random.oneIn(8))
            line.discount.minor = random.between(0, std::max<qint64>(0, line.unitPrice));
        order.lines.push_back(line);
    }
    if (random.oneIn(4))
        order.discount.milliPercent = int(random.between(1, 100'000));
    else if (random.oneIn(5))
        order.discount.minor = amount(random);
    return order;
}

bool isEqual(const OrderTotals& a, const OrderTotals& b)
{
    const auto sums = [](const OrderTotals& one) {
        return std::array{one.shownSum, one.shownDiscount, one.lineNet,  one.allowance, one.withoutTax,
                          one.tax,      one.withTax,       one.rounding, one.payable};
    };
    const auto sameLine = [](const LineTotals& x, const LineTotals& y) {
        return x.gross == y.gross && x.allowance == y.allowance && x.shown == y.shown && x.net == y.net;
    };
    const auto sameTax = [](const TaxTotals& x, const TaxTotals& y) {
        return x.tax == y.tax && x.lineNet == y.lineNet && x.allowance == y.allowance &&
               x.taxable == y.taxable && x.amount == y.amount;
    };
    return sums(a) == sums(b) &&
           std::equal(a.lines.begin(), a.lines.end(), b.lines.begin(), b.lines.end(), sameLine) &&
           std::equal(a.taxes.begin(), a.taxes.end(), b.taxes.begin(), b.taxes.end(), sameTax);
}

/// @returns an empty text when both agree on the schedule of that seed
QString splitProblem(quint64 seed)
{
    Random random{seed};
    const qint64 total = amount(random);
    const Schedule schedule = someSchedule(random, total);
    ScheduleDays days;
    days.issue = day(random);
    days.booking = random.oneIn(2) ? day(random) : QDate{};
    days.shoot = random.oneIn(3) ? QDate{} : day(random);
    days.lastShoot = random.oneIn(2) ? QDate{} : day(random);
    days.daysToPay = int(random.between(0, 90));
    const auto ours = instalmentsOf(schedule, total, days);
    if (!ours)
        return ours.error().detail;
    std::vector<ModelInstalment> found;
    qint64 sum = 0;
    for (const Instalment& one : *ours) {
        found.push_back({one.amount, one.due});
        sum += one.amount;
    }
    if (sum != total)
        return u"the instalments are %1, not %2"_s.arg(sum).arg(total);
    return found == modelInstalments(schedule, total, days) ? QString{}
                                                            : u"other instalments of %1"_s.arg(total);
}

/// @param compared  counts the orders that have totals
QString taxProblem(quint64 seed, std::atomic<qint64>& compared)
{
    Random random{seed};
    const OrderContent order = someOrder(random);
    const auto ours = totalsOf(order);
    if (!ours)
        return {}; // a discount above what there is to take it from
    ++compared;
    const OrderTotals model = modelTotals(order);
    if (isEqual(*ours, model))
        return {};
    QString problem = u"payable %1, by the model %2"_s.arg(ours->payable).arg(model.payable);
    for (std::size_t i = 0; i < model.taxes.size(); ++i)
        problem += u"; tax %1 of %2 on %3, by the model %4 on %5"_s.arg(i)
                       .arg(ours->taxes[i].amount)
                       .arg(ours->taxes[i].taxable)
                       .arg(model.taxes[i].amount)
                       .arg(model.taxes[i].taxable);
    for (std::size_t i = 0; i < model.lines.size(); ++i)
        problem += u"; line %1: %2, by the model %3"_s.arg(i).arg(ours->lines[i].net).arg(model.lines[i].net);
    return problem;
}

/// Runs `check` for every seed on all threads.
template <class Check>
QString firstProblem(qint64 count, Check check)
{
    std::array<QString, threads> problems;
    std::vector<std::thread> workers;
    for (int worker = 0; worker < threads; ++worker) {
        workers.emplace_back([&, worker] {
            for (qint64 seed = worker; seed < count && problems[std::size_t(worker)].isEmpty();
                 seed += threads) {
                if (const QString problem = check(quint64(seed)); !problem.isEmpty())
                    problems[std::size_t(worker)] = u"seed %1: %2"_s.arg(seed).arg(problem);
            }
        });
    }
    for (std::thread& worker : workers)
        worker.join();
    for (const QString& problem : problems) {
        if (!problem.isEmpty())
            return problem;
    }
    return {};
}

/// For ./dev torture, which collects figures.
void tell(const QString& what, qint64 count, qint64 milliseconds)
{
    const QString line =
        u"%1: %L2 in %3 s"_s.arg(what).arg(count).arg(double(milliseconds) / 1'000, 0, 'f', 1);
    qInfo("%s", qPrintable(line));
    QFile figures{qEnvironmentVariable("FOYER_FIGURES")};
    if (!figures.fileName().isEmpty() && figures.open(QIODevice::Append))
        figures.write(line.toUtf8() + '\n');
}

} // namespace

class DecimalModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splitsAreTheModels_M3()
    {
        QElapsedTimer timer;
        timer.start();
        const QString problem = firstProblem(wanted(), splitProblem);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        tell(u"M3 schedules split as the decimal model does"_s, wanted(), timer.elapsed());
    }

    void taxesAreTheModels_M2()
    {
        QElapsedTimer timer;
        timer.start();
        std::atomic<qint64> compared = 0;
        const QString problem =
            firstProblem(wanted(), [&](quint64 seed) { return taxProblem(seed, compared); });
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        QVERIFY2(compared * 10 > wanted() * 7, "most orders should have totals");
        tell(u"M2 orders add up as the decimal model does"_s, compared, timer.elapsed());
    }

    /// The split that lost a cent elsewhere, and one whose parts tie.
    void theModelIsRightWhereHandsCanCount_M3()
    {
        const auto amounts = [](const QList<int>& shares, qint64 total) {
            Schedule schedule;
            for (const int share : shares) {
                ScheduleRule rule;
                rule.label = u"x"_s;
                rule.share = Share::Percent;
                rule.milliPercent = share;
                schedule.push_back(rule);
            }
            QList<qint64> parts;
            for (const ModelInstalment& one : modelInstalments(schedule, total, {{2027, 5, 3}, {}, {}, 14}))
                parts.append(one.amount);
            return parts;
        };
        QCOMPARE(amounts({35'000, 35'000, 30'000}, 1'001), (QList<qint64>{351, 350, 300}));
        QCOMPARE(amounts({50'000, 50'000}, 1), (QList<qint64>{1}));
        QCOMPARE(amounts({33'333, 33'333, 33'334}, 100), (QList<qint64>{33, 33, 34}));
    }

    void theModelWouldSeeALostCent_M2()
    {
        OrderContent order;
        order.pricesIncludeTax = true;
        order.lines.resize(1);
        order.lines[0].unitPrice = 11'900;
        order.lines[0].tax = {u"VAT 19 %"_s, TaxCategory::Standard, 19'000};
        OrderTotals totals = modelTotals(order);
        QCOMPARE(totals.withoutTax, 10'000);
        QCOMPARE(totals.tax, 1'900);
        QVERIFY(isEqual(totals, *totalsOf(order)));
        ++totals.taxes[0].amount;
        QVERIFY(!isEqual(totals, *totalsOf(order)));
    }
};

QTEST_GUILESS_MAIN(DecimalModelTest)
#include "decimal_model_test.moc"
