// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/payments/allocate_dialog.h"

#include "app/base/money_text.h"
#include "ui/common/captioned_field.h"
#include "ui/common/money_words.h"
#include "ui/common/words.h"
#include "ui/orders/order_draft.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostInvoices = 10'000;

} // namespace

AllocateDialog::AllocateDialog(Database& database, const Payment& payment, QWidget* parent)
    : QDialog{parent}
    , m_database{database}
    , m_payment{payment}
    , m_which{new QComboBox}
    , m_amount{new QLineEdit}
    , m_problem{new QLabel}
    , m_put{new QPushButton{tr("&Put It There")}}
    , m_amountField{new CaptionedField{tr("&Amount"), m_amount}}
{
    setObjectName(u"allocateDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("Put Towards an Invoice"));
    m_which->setObjectName(u"which"_s);
    m_which->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_amount->setObjectName(u"amount"_s);
    m_amount->setAlignment(Qt::AlignRight);
    m_put->setObjectName(u"put"_s);
    theme::setButtonRole(m_put, theme::ButtonRole::Primary);
    m_problem->setObjectName(u"problem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    theme::setTextRole(m_problem, theme::TextRole::Problem);
    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Cancel};
    buttons->addButton(m_put, QDialogButtonBox::AcceptRole);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::large);
    column->setSpacing(theme::space::medium);
    column->addWidget(new CaptionedField{tr("&Invoice"), m_which});
    column->addWidget(m_amountField);
    column->addWidget(m_problem);
    column->addWidget(buttons);
    m_put->setDefault(true); // counts once it is in the dialog
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &AllocateDialog::allocate);
    connect(m_which, &QComboBox::currentIndexChanged, this, &AllocateDialog::showChoice);
    connect(m_amount, &QLineEdit::textEdited, this, [this] { m_amountField->setProblem({}); });
    read();
    resize(520, sizeHint().height());
}

void AllocateDialog::read()
{
    auto all =
        m_database.read([](const Snapshot& snapshot) { return invoices::list(snapshot, mostInvoices); });
    if (all) {
        m_invoices = std::move(*all);
        std::erase_if(m_invoices, [&](const invoices::InvoiceRow& one) {
            return one.open() <= 0 || one.currency != m_payment.amount.currency() ||
                   one.brand != m_payment.brand;
        });
        // Those of the same job first, then what is due first.
        std::stable_sort(m_invoices.begin(), m_invoices.end(), [&](const auto& a, const auto& b) {
            return std::pair{m_payment.job != a.job, a.due} < std::pair{m_payment.job != b.job, b.due};
        });
    }
    for (const invoices::InvoiceRow& one : m_invoices)
        m_which->addItem(tr("%1 · %2 · %3 open", "number, title, amount")
                             .arg(one.number, one.title, words::amount(one.open(), one.currency)),
                         one.id.row());
    if (m_invoices.empty()) {
        m_put->setEnabled(false);
        m_problem->setText(
            all ? tr("No invoice of this brand in this currency is open. Refund the credit, or wait for one.")
                : words::fault(all.error().fault));
        m_problem->show();
    }
    showChoice();
}

void AllocateDialog::showChoice()
{
    const auto at = std::size_t(std::max(m_which->currentIndex(), 0));
    if (at >= m_invoices.size())
        return;
    const Currency currency = m_payment.amount.currency();
    const qint64 most = std::min(m_invoices[at].open(), m_payment.credit());
    m_amount->setText(typed::amount(most, currency));
    m_amountField->setHint(
        tr("At most %1: there is credit of %2.")
            .arg(words::amount(most, currency), words::amount(m_payment.credit(), currency)));
    m_amountField->setProblem({});
}

void AllocateDialog::allocate()
{
    const auto at = std::size_t(std::max(m_which->currentIndex(), 0));
    if (at >= m_invoices.size())
        return;
    const Currency currency = m_payment.amount.currency();
    const auto amount = moneyFromText(m_amount->text(), currency, typed::language());
    if (!amount || amount->minor() <= 0) {
        m_amountField->setProblem(tr("Write an amount above zero with all its decimals, like %1.")
                                      .arg(typed::amount(123'450, currency)));
        m_amount->setFocus();
        return;
    }
    m_put->setEnabled(false);
    m_database.writeLater(
        Actor::studio(), this,
        [payment = m_payment.id, invoice = m_invoices[at].id,
         minor = amount->minor()](Transaction& transaction) {
            return payments::allocate(transaction, payment, invoice, minor, u"by hand"_s);
        },
        [this, number = m_invoices[at].number, amount = *amount](const Result<void>& done) {
            m_put->setEnabled(true);
            if (!done) {
                const bool isSentence =
                    done.error().fault == Fault::Invalid || done.error().fault == Fault::Conflict;
                m_amountField->setProblem(isSentence ? done.error().detail
                                                     : words::fault(done.error().fault));
                return;
            }
            Q_EMIT allocated(tr("%1 put towards invoice %2.").arg(words::amount(amount), number));
            accept();
        });
}

} // namespace foyer
