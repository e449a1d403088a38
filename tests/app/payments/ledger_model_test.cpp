// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_merge.h"
#include "tests/app/invoices/invoice_desk.h"
#include "tests/app/payments/ledger_model.h"

#include <random>

namespace foyer::test {

using namespace Qt::StringLiterals;

namespace {

// 10,000 steps in all; FOYER_WHOLE_RUN makes a hundred times as many.
constexpr int runs = 10;
constexpr int stepsOfARun = 1'000;

const std::vector<Currency> currencies{eur, Currency{"JPY"}, Currency{"KWD"}};

PaymentState stateOf(model::State state)
{
    switch (state) {
    case model::State::Pending:
        return PaymentState::Pending;
    case model::State::Posted:
        return PaymentState::Posted;
    case model::State::Failed:
        return PaymentState::Failed;
    }
    Q_UNREACHABLE();
}

/// Random steps, each done in the studio and in the model; what only one of the two refuses is a failure.
class Walk
{
public:
    explicit Walk(unsigned seed)
        : m_random{seed}
    {
        for (int i = 0; i < 4; ++i)
            newInvoice();
    }

    void step()
    {
        switch (below(16)) {
        case 0:
            return newInvoice();
        case 1:
        case 2:
        case 3:
            return newPayment();
        case 4:
        case 5:
            return changeState();
        case 6:
            return giveBack();
        case 7:
            return endReturn();
        case 8:
            return giveCredit();
        case 9:
        case 10:
            return allocate();
        case 11:
            return takeBack();
        case 12:
            return changeRecipients();
        case 13:
            return mergeOrUndo();
        case 14:
            return moveInstalment();
        case 15:
            return below(4) == 0 ? release() : recordAgain();
        }
    }

    /// Everything, against the model.
    void compareAll()
    {
        for (int i = 0; i < int(m_invoices.size()); ++i)
            compareInvoice(i);
        for (int i = 0; i < int(m_payments.size()); ++i)
            comparePayment(i);
        const auto credits = m_desk.look(payments::withCredit);
        qint64 sum = 0;
        for (const Payment& one : credits)
            sum += one.credit();
        qint64 expected = 0;
        for (int i = 0; i < int(m_payments.size()); ++i)
            expected += m_model.credit(i);
        QCOMPARE(sum, expected); // M9: what is nobody's invoice's waits for the studio
    }
    /// The last few that were touched.
    void compareSome()
    {
        compareInvoice(below(int(m_invoices.size())));
        if (m_lastInvoice >= 0)
            compareInvoice(m_lastInvoice);
        if (m_lastPayment >= 0)
            comparePayment(m_lastPayment);
    }
    int refusals() const { return m_refusals; }
    bool isFine() const { return !QTest::currentTestFailed(); }

private:
    int below(int limit) { return std::uniform_int_distribution<int>{0, limit - 1}(m_random); }
    qint64 amountUpTo(qint64 most)
    {
        return std::uniform_int_distribution<qint64>{1, std::max<qint64>(most, 1)}(m_random);
    }
    int someInvoice()
    {
        // The newer ones mostly: the others are void before long.
        const int size = int(m_invoices.size());
        return m_lastInvoice = below(3) > 0 ? size - 1 - below(std::min(size, 8)) : below(size);
    }
    int somePayment()
    {
        const int size = int(m_payments.size());
        return m_lastPayment = below(4) > 0 ? size - 1 - below(std::min(size, 10)) : below(size);
    }
    Currency currencyOf(int invoice) const
    {
        return *Currency::fromText(m_model.invoices[std::size_t(invoice)].currency);
    }
    ContactId somebody()
    {
        const ContactId all[] = {m_desk.ada, m_desk.bo, m_desk.cleo};
        return all[below(3)];
    }
    bool isMerged(ContactId one) const { return m_isMerged && one == m_desk.bo; }
    ContactId payer()
    {
        const ContactId one = somebody();
        return isMerged(one) ? m_desk.ada : one;
    }
    ItemId id(int invoice) const { return m_invoices[std::size_t(invoice)]; }
    PaymentId payment(int index) const { return m_payments[std::size_t(index)]; }

    /// Does it; true when it was done. Both must say the same, and only a Conflict or Invalid is a refusal.
    template <class Work>
    bool agree(bool expected, const char* what, Work work)
    {
        const auto done = m_desk.database->write(Actor::studio(), [&](Transaction& t) -> Result<void> {
            const auto result = work(t);
            return result ? Result<void>{} : fail(result.error());
        });
        m_refusals += expected ? 0 : 1;
        if (done.has_value() != expected) {
            const QString text = u"%1: the model says %2, the ledger: %3"_s.arg(
                QLatin1StringView{what}, expected ? u"yes"_s : u"no"_s,
                done ? u"done"_s : done.error().detail);
            QTest::qFail(qPrintable(text), __FILE__, __LINE__);
        } else if (!done && done.error().fault != Fault::Conflict && done.error().fault != Fault::Invalid) {
            QTest::qFail(qPrintable(QLatin1StringView{what} + u": "_s + done.error().detail), __FILE__,
                         __LINE__);
        }
        return done.has_value();
    }

    void newInvoice()
    {
        const Currency currency = currencies[std::size_t(below(3))];
        const qint64 total = below(12) == 0 ? 0 : amountUpTo(below(3) == 0 ? 7 : 250'000);
        Schedule schedule;
        if (below(2) == 0)
            schedule = {percentOf(1 + below(99'999), DueFrom::Issue, below(40), u"Some"_s),
                        restDue(DueFrom::Issue, below(90))};
        std::vector<ContactId> recipients{payer()};
        const ItemId item = m_desk.issuedInvoice(plainInvoice(total, currency, schedule), recipients);
        model::Invoice made{currency.code(), total, {}};
        const auto balance = m_desk.balance(item);
        int position = 0;
        qint64 sum = 0;
        for (const auto& one : balance.instalments) {
            made.parts.push_back({one.amount, one.due, position++});
            sum += one.amount;
        }
        QCOMPARE(sum, total); // M3
        m_lastInvoice = int(m_invoices.size());
        m_invoices.push_back(item);
        m_numbers.push_back({});
        for (const auto& one : balance.instalments)
            m_numbers.back().push_back(one.id);
        m_recipients.push_back(recipients);
        m_model.invoices.push_back(made);
    }

    void newPayment()
    {
        const int first = someInvoice();
        const qint64 open = m_model.open(first);
        const qint64 amount = below(3) == 0 ? std::max<qint64>(open, 1) : amountUpTo(open * 2 + 5);
        const qint64 surcharge = below(4) == 0 ? std::min<qint64>(amount - 1, amountUpTo(300)) : 0;
        payments::NewPayment fresh = m_desk.payment(amount, payer(), {}, currencyOf(first));
        fresh.surcharge = surcharge;
        fresh.account = u"bank:test"_s;
        fresh.reference = u"r%1"_s.arg(m_payments.size());
        fresh.state = below(3) == 0 ? PaymentState::Pending : PaymentState::Posted;
        std::vector<std::pair<int, qint64>> towards{{first, below(2) == 0 ? 0 : amountUpTo(amount)}};
        if (below(3) == 0)
            towards.push_back({someInvoice(), 0});
        bool isSameCurrency = true;
        for (const auto& [invoice, wanted] : towards) {
            fresh.towards.push_back({id(invoice), wanted});
            isSameCurrency = isSameCurrency && currencyOf(invoice) == fresh.amount.currency();
        }
        std::optional<PaymentId> recorded;
        agree(isSameCurrency, "record", [&](Transaction& t) {
            auto result = payments::record(t, fresh);
            if (result)
                recorded = result->id;
            return result;
        });
        if (!recorded)
            return;
        m_lastPayment = int(m_payments.size());
        m_lastInvoice = first;
        m_payments.push_back(*recorded);
        m_facts.push_back(fresh);
        m_returns.push_back({});
        m_towards.push_back(towards);
        const bool isPosted = fresh.state == PaymentState::Posted;
        m_model.payments.push_back({fresh.amount.currency().code(), amount, surcharge,
                                    isPosted ? model::State::Posted : model::State::Pending});
        if (isPosted)
            spread(m_lastPayment);
    }
    void spread(int index)
    {
        for (const auto& [invoice, wanted] : m_towards[std::size_t(index)])
            m_model.spread(index, invoice, wanted);
    }

    void recordAgain()
    {
        if (m_payments.empty())
            return;
        const int index = somePayment();
        payments::NewPayment fresh = m_facts[std::size_t(index)];
        const bool isOther = below(2) == 0;
        if (isOther)
            fresh.amount = fresh.amount + Money::ofMinor(1, fresh.amount.currency());
        agree(!isOther, "record again", [&](Transaction& t) {
            const auto again = payments::record(t, fresh);
            if (again && (again->isNew || again->id != payment(index)))
                QTest::qFail("the same movement stands twice", __FILE__, __LINE__); // M6
            return again;
        });
    }

    void changeState()
    {
        if (m_payments.empty())
            return;
        const int index = somePayment();
        const model::State before = m_model.payments[std::size_t(index)].state;
        if (below(3) > 0) {
            std::vector<payments::Towards> towards;
            for (const auto& [invoice, wanted] : m_towards[std::size_t(index)])
                towards.push_back({id(invoice), wanted});
            if (agree(m_model.post(index), "post",
                      [&](Transaction& t) {
                          return payments::setState(t, payment(index), PaymentState::Posted, u"arrived"_s,
                                                    towards);
                      }) &&
                before == model::State::Pending)
                spread(index);
            return;
        }
        agree(m_model.fail(index), "fail", [&](Transaction& t) {
            return payments::setState(t, payment(index), PaymentState::Failed, u"bounced"_s);
        });
    }

    void giveBack()
    {
        if (m_payments.empty())
            return;
        const int index = somePayment();
        const model::Payment& facts = m_model.payments[std::size_t(index)];
        const bool isWhole = below(4) == 0;
        const qint64 amount = isWhole ? facts.amount : amountUpTo(facts.amount + facts.amount / 8);
        const bool isPending = below(3) == 0;
        payments::NewReturn back{below(3) == 0 ? PaymentKind::Dispute : PaymentKind::Refund, payment(index),
                                 amount, m_desk.today()};
        back.state = isPending ? PaymentState::Pending : PaymentState::Posted;
        std::optional<PaymentId> recorded;
        agree(m_model.giveBack(index, amount, isPending ? model::State::Pending : model::State::Posted),
              "refund", [&](Transaction& t) {
                  const auto result = payments::recordReturn(t, back);
                  if (result)
                      recorded = result->id;
                  return result;
              });
        if (recorded)
            m_returns[std::size_t(index)].push_back(*recorded);
    }

    /// It arrives, or does not; a dispute is won: the money is credit again.
    void endReturn()
    {
        if (m_payments.empty())
            return;
        const int index = somePayment();
        auto& returns = m_model.payments[std::size_t(index)].returns;
        if (returns.empty())
            return;
        const int one = below(int(returns.size()));
        const bool isFailing = below(2) == 0;
        model::State& state = returns[std::size_t(one)].state;
        const bool isOpen = isFailing || state != model::State::Failed;
        if (isOpen)
            state = isFailing ? model::State::Failed : model::State::Posted;
        agree(isOpen, "end a return", [&](Transaction& t) {
            return payments::setState(t, m_returns[std::size_t(index)][std::size_t(one)],
                                      isFailing ? PaymentState::Failed : PaymentState::Posted, u"so"_s);
        });
    }

    void giveCredit()
    {
        const int index = someInvoice();
        const model::Invoice& invoice = m_model.invoices[std::size_t(index)];
        const qint64 left = invoice.total - invoice.credited;
        if (left <= 0)
            return;
        InvoiceContent note;
        qint64 amount = left;
        if (below(3) == 0) { // what is left, as the studio would
            note = m_desk.look([&](const Snapshot& s) { return invoices::creditNoteFor(s, id(index)); });
        } else {
            amount = amountUpTo(left + left / 10);
            const IssuedInvoice issued = m_desk.frozen(id(index));
            note = plainInvoice(amount, currencyOf(index));
            note.type = InvoiceType::CreditNote;
            note.credits = {issued.uid, issued.number, issued.day};
        }
        const ItemId draft = m_desk.addInvoice(note, {payer()});
        agree(m_model.giveCredit(index, amount), "credit note", [&](Transaction& t) -> Result<void> {
            const auto prepared = invoices::prepare(t, draft);
            if (!prepared)
                return fail(prepared.error());
            const auto issued = invoices::issue(t, *prepared, "%PDF-1.7");
            return issued ? Result<void>{} : fail(issued.error());
        });
    }

    void allocate()
    {
        if (m_payments.empty())
            return;
        const int from = somePayment();
        const int to = someInvoice();
        const qint64 most = std::min(m_model.credit(from), m_model.open(to));
        const qint64 amount = below(3) == 0 ? most : amountUpTo(most + most / 4 + 1);
        agree(m_model.allocate(from, to, amount), "allocate", [&](Transaction& t) {
            return payments::allocate(t, payment(from), id(to), amount, u"by hand"_s);
        });
    }

    void takeBack()
    {
        if (m_payments.empty())
            return;
        const int from = somePayment();
        int to = someInvoice();
        for (const auto& [invoice, wanted] : m_towards[std::size_t(from)]) {
            if (m_model.put(from, invoice) > 0)
                m_lastInvoice = to = invoice;
        }
        const qint64 amount = amountUpTo(m_model.put(from, to) + 2);
        agree(m_model.takeBack(from, to, amount), "take back", [&](Transaction& t) {
            return payments::takeBack(t, payment(from), id(to), amount, u"by hand"_s);
        });
    }

    void release()
    {
        const int index = someInvoice();
        m_model.release(index);
        agree(true, "release",
              [&](Transaction& t) { return payments::release(t, id(index), u"taken back"_s); });
    }

    void changeRecipients()
    {
        if (m_isMerged)
            return; // an absorbed one is nobody to be chosen
        const int index = someInvoice();
        std::vector<ContactId> chosen{m_desk.ada, m_desk.bo, m_desk.cleo};
        std::shuffle(chosen.begin(), chosen.end(), m_random);
        chosen.resize(std::size_t(1 + below(3)), m_desk.ada);
        agree(true, "recipients",
              [&](Transaction& t) { return invoices::setRecipients(t, id(index), chosen); });
        m_recipients[std::size_t(index)] = chosen;
    }

    /// Who paid is the same person for a while. The ledger's sums know nothing of it.
    void mergeOrUndo()
    {
        if (below(4) > 0)
            return;
        if (m_isMerged) {
            agree(true, "undo a merge", [&](Transaction& t) { return contacts::undoMerge(t, m_desk.bo); });
        } else {
            agree(true, "merge", [&](Transaction& t) -> Result<void> {
                const auto pair = contacts::readForMerge(t, m_desk.ada, m_desk.bo);
                return pair ? contacts::merge(t, *pair, {}) : fail(pair.error());
            });
        }
        m_isMerged = !m_isMerged;
    }

    void moveInstalment()
    {
        const int index = someInvoice();
        auto& parts = m_model.invoices[std::size_t(index)].parts;
        if (parts.empty())
            return;
        const int chosen = below(int(parts.size()));
        const auto states = m_model.covered(index);
        const bool isPaid = std::any_of(states.begin(), states.end(), [&](const auto& one) {
            return one.first.position == chosen && one.second == one.first.amount;
        });
        const QDate due = m_desk.today().addDays(below(120));
        if (agree(!isPaid, "move", [&](Transaction& t) {
                return invoices::moveInstalment(t, m_numbers[std::size_t(index)][std::size_t(chosen)], due);
            }))
            parts[std::size_t(chosen)].due = due;
    }

    void compareInvoice(int index)
    {
        const payments::Balance balance = m_desk.balance(id(index));
        const model::Invoice& expected = m_model.invoices[std::size_t(index)];
        QCOMPARE(balance.currency.code(), expected.currency);
        QCOMPARE(balance.total, expected.total);
        QCOMPARE(balance.paid, m_model.paid(index));
        QCOMPARE(balance.credited, expected.credited);
        QCOMPARE(balance.open(), m_model.open(index));
        QVERIFY(balance.open() >= 0);
        const auto states = m_model.covered(index);
        QCOMPARE(balance.instalments.size(), states.size());
        QDate due;
        qint64 sum = 0;
        for (std::size_t i = 0; i < states.size(); ++i) {
            const auto& one = balance.instalments[i];
            QCOMPARE(one.amount, states[i].first.amount);
            QCOMPARE(one.due, states[i].first.due);
            QCOMPARE(one.covered, states[i].second);
            sum += one.amount;
            if (!due.isValid() && one.covered < one.amount)
                due = one.due;
        }
        QCOMPARE(sum, expected.total); // M3
        const Item item = m_desk.item(id(index));
        QCOMPARE(toWord(item.state), m_model.stateOf(index));
        const bool isSent = item.state == ItemState::Sent;
        if (isSent)
            QCOMPARE(item.dueDay, due);
        for (const ItemRecipient& one : item.recipients)
            QCOMPARE(one.toDo, isSent ? ToDo::Pay : ToDo::None);
    }

    void comparePayment(int index)
    {
        const Payment now = m_desk.paymentNow(payment(index));
        const model::Payment& expected = m_model.payments[std::size_t(index)];
        QCOMPARE(now.state, stateOf(expected.state));
        QCOMPARE(now.allocated, m_model.allocated(index));
        QCOMPARE(now.returned, m_model.returned(index));
        QCOMPARE(now.credit(), m_model.credit(index));
        if (expected.state != model::State::Posted) {
            QCOMPARE(now.allocated, 0);
            return;
        }
        // M9: nothing of it is anywhere else. A surcharge goes back last, and no invoice has it.
        const qint64 kept = std::min(now.surcharge, now.amount.minor() - now.returned);
        QCOMPARE(now.amount.minor(), now.allocated + now.credit() + now.returned + kept);
    }

    std::mt19937 m_random;
    InvoiceDesk m_desk;
    model::Ledger m_model;
    std::vector<ItemId> m_invoices;
    std::vector<std::vector<InstalmentId>> m_numbers;
    std::vector<std::vector<ContactId>> m_recipients;
    std::vector<PaymentId> m_payments;
    std::vector<payments::NewPayment> m_facts;
    std::vector<std::vector<PaymentId>> m_returns;
    std::vector<std::vector<std::pair<int, qint64>>> m_towards;
    int m_lastInvoice = -1;
    int m_lastPayment = -1;
    int m_refusals = 0;
    bool m_isMerged = false;
};

} // namespace

class LedgerModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void M5_M9_theLedgerEqualsTheModelWhateverHappens_data();
    void M5_M9_theLedgerEqualsTheModelWhateverHappens();
};

void LedgerModelTest::M5_M9_theLedgerEqualsTheModelWhateverHappens_data()
{
    QTest::addColumn<unsigned>("seed");
    const int factor = qEnvironmentVariableIsEmpty("FOYER_WHOLE_RUN") ? 1 : 100;
    for (int run = 1; run <= runs * factor; ++run)
        QTest::addRow("seed %d", run) << unsigned(run);
}

void LedgerModelTest::M5_M9_theLedgerEqualsTheModelWhateverHappens()
{
    QFETCH(unsigned, seed);
    Walk walk{seed};
    for (int step = 0; step < stepsOfARun; ++step) {
        walk.step();
        walk.compareSome();
        if (step % 250 == 249)
            walk.compareAll();
        if (!walk.isFine()) {
            qWarning("after %d steps", step + 1);
            return;
        }
    }
    QVERIFY(walk.refusals() > stepsOfARun / 50); // what must not be was tried, too
}

} // namespace foyer::test

QTEST_GUILESS_MAIN(foyer::test::LedgerModelTest)
#include "ledger_model_test.moc"
