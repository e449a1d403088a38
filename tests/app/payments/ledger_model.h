// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QString>
#include <QtGlobal>

#include <algorithm>
#include <map>
#include <vector>

/// The ledger by its rules alone: no SQL, nothing of the program's own code, one loop for each rule. What the
/// program does must come to the same.
namespace foyer::test::model {

enum class State
{
    Pending,
    Posted,
    Failed
};

struct Return
{
    qint64 amount;
    State state;
};

struct Payment
{
    QString currency;
    qint64 amount;
    qint64 surcharge;
    State state;
    std::vector<Return> returns = {};
};

struct Part
{
    qint64 amount;
    QDate due;
    int position;
};

struct Invoice
{
    QString currency;
    qint64 total;
    std::vector<Part> parts;
    qint64 credited = 0;
    bool isVoid = false;
};

/// What of a payment stands towards an invoice, and when something was last put there.
struct Put
{
    qint64 amount = 0;
    qint64 last = 0;
};

class Ledger
{
public:
    std::vector<Payment> payments;
    std::vector<Invoice> invoices;

    qint64 allocated(int payment) const
    {
        qint64 sum = 0;
        for (const auto& [key, put] : m_puts)
            sum += key.first == payment ? put.amount : 0;
        return sum;
    }
    qint64 paid(int invoice) const
    {
        qint64 sum = 0;
        for (const auto& [key, put] : m_puts)
            sum += key.second == invoice ? put.amount : 0;
        return sum;
    }
    qint64 put(int payment, int invoice) const
    {
        const auto found = m_puts.find({payment, invoice});
        return found == m_puts.end() ? 0 : found->second.amount;
    }
    qint64 returned(int payment) const
    {
        qint64 sum = 0;
        for (const Return& one : payments[std::size_t(payment)].returns)
            sum += one.state == State::Failed ? 0 : one.amount;
        return sum;
    }
    qint64 credit(int payment) const
    {
        const Payment& p = payments[std::size_t(payment)];
        if (p.state != State::Posted)
            return 0;
        return std::max<qint64>(0, p.amount - p.surcharge - allocated(payment) - returned(payment));
    }
    qint64 open(int invoice) const
    {
        const Invoice& i = invoices[std::size_t(invoice)];
        return i.total - i.credited - paid(invoice);
    }
    QString stateOf(int invoice) const
    {
        if (invoices[std::size_t(invoice)].isVoid)
            return QStringLiteral("void");
        return open(invoice) == 0 ? QStringLiteral("completed") : QStringLiteral("sent");
    }
    /// By due day: what of each part is covered, the earliest first.
    std::vector<std::pair<Part, qint64>> covered(int invoice) const
    {
        const Invoice& i = invoices[std::size_t(invoice)];
        std::vector<Part> parts = i.parts;
        std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
            return a.due == b.due ? a.position < b.position : a.due < b.due;
        });
        std::vector<std::pair<Part, qint64>> states;
        qint64 left = paid(invoice) + i.credited;
        for (const Part& part : parts) {
            const qint64 here = std::min(left, part.amount);
            left -= here;
            states.push_back({part, here});
        }
        return states;
    }

    /// @param wanted  0: as much as is open
    void spread(int payment, int invoice, qint64 wanted)
    {
        const Invoice& i = invoices[std::size_t(invoice)];
        if (i.isVoid || i.currency != payments[std::size_t(payment)].currency)
            return;
        qint64 amount = std::min(credit(payment), open(invoice));
        if (wanted > 0)
            amount = std::min(amount, wanted);
        if (amount > 0)
            add(payment, invoice, amount);
    }
    bool allocate(int payment, int invoice, qint64 amount)
    {
        const Invoice& i = invoices[std::size_t(invoice)];
        if (i.isVoid || i.currency != payments[std::size_t(payment)].currency || amount <= 0 ||
            amount > credit(payment) || amount > open(invoice))
            return false;
        add(payment, invoice, amount);
        return true;
    }
    bool takeBack(int payment, int invoice, qint64 amount)
    {
        if (amount <= 0 || put(payment, invoice) < amount)
            return false;
        m_puts[{payment, invoice}].amount -= amount;
        return true;
    }
    bool post(int payment)
    {
        State& state = payments[std::size_t(payment)].state;
        if (state == State::Failed)
            return false;
        state = State::Posted;
        return true;
    }
    bool fail(int payment)
    {
        Payment& p = payments[std::size_t(payment)];
        if (p.state == State::Failed)
            return true;
        if (returned(payment) > 0)
            return false;
        for (auto& [key, put] : m_puts) {
            if (key.first == payment)
                put.amount = 0;
        }
        p.state = State::Failed;
        return true;
    }
    bool giveBack(int payment, qint64 amount, State state)
    {
        Payment& p = payments[std::size_t(payment)];
        const qint64 left = p.amount - returned(payment);
        if (p.state != State::Posted || amount <= 0 || amount > left)
            return false;
        // Invoices go without only for what the credit and the surcharge do not give.
        qint64 missing = std::min(amount, std::max<qint64>(left - p.surcharge, 0)) - credit(payment);
        while (missing > 0) {
            Put& newest = *newestOf(payment);
            const qint64 taken = std::min(missing, newest.amount);
            newest.amount -= taken;
            missing -= taken;
        }
        p.returns.push_back({amount, state});
        return true;
    }
    bool giveCredit(int invoice, qint64 amount)
    {
        Invoice& i = invoices[std::size_t(invoice)];
        if (i.isVoid || amount <= 0 || amount > i.total - i.credited)
            return false;
        qint64 missing = amount - open(invoice);
        while (missing > 0) {
            Put& newest = *newestTo(invoice);
            const qint64 taken = std::min(missing, newest.amount);
            newest.amount -= taken;
            missing -= taken;
        }
        i.credited += amount;
        i.isVoid = i.credited == i.total;
        return true;
    }
    void release(int invoice)
    {
        for (auto& [key, put] : m_puts) {
            if (key.second == invoice)
                put.amount = 0;
        }
    }

private:
    void add(int payment, int invoice, qint64 amount)
    {
        Put& there = m_puts[{payment, invoice}];
        there.amount += amount;
        there.last = ++m_time;
    }
    template <class Is>
    Put* newest(Is is)
    {
        Put* found = nullptr;
        for (auto& [key, put] : m_puts) {
            if (is(key) && put.amount > 0 && (!found || put.last > found->last))
                found = &put;
        }
        return found;
    }
    Put* newestOf(int payment)
    {
        return newest([&](const auto& key) { return key.first == payment; });
    }
    Put* newestTo(int invoice)
    {
        return newest([&](const auto& key) { return key.second == invoice; });
    }

    std::map<std::pair<int, int>, Put> m_puts;
    qint64 m_time = 0;
};

} // namespace foyer::test::model
