// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/payments/refund_dialog.h"

#include "app/base/money_text.h"
#include "app/contacts/contact_store.h"
#include "app/items/item_store.h"
#include "ui/address_book/checked_field.h"
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
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

RefundDialog::RefundDialog(Database& database, const std::vector<PaymentId>& payments,
                           std::optional<PaymentId> chosen, QWidget* parent)
    : QDialog{parent}
    , m_database{database}
    , m_today{toLocal(database.now()).date()}
    , m_which{new QComboBox}
    , m_amount{new QLineEdit}
    , m_day{new QLineEdit}
    , m_note{new QPlainTextEdit}
    , m_effect{new QLabel}
    , m_problem{new QLabel}
    , m_refund{new QPushButton{tr("&Refund")}}
    , m_amountField{new CaptionedField{tr("&Amount"), m_amount}}
    , m_dayField{new CaptionedField{tr("&Day"), m_day, tr("When the money went back.")}}
{
    build();
    read(payments, chosen);
}

void RefundDialog::build()
{
    setObjectName(u"refundDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("Refund"));
    m_which->setObjectName(u"which"_s);
    m_amount->setObjectName(u"amount"_s);
    m_amount->setAlignment(Qt::AlignRight);
    m_day->setObjectName(u"day"_s);
    m_day->setText(dayForTyping(m_today));
    m_note->setObjectName(u"note"_s);
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(m_note->fontMetrics().lineSpacing() * 2 + 2 * theme::space::medium);
    m_effect->setObjectName(u"effect"_s);
    m_problem->setObjectName(u"problem"_s);
    theme::setTextRole(m_problem, theme::TextRole::Problem);
    theme::makeNotice(m_effect, theme::Tone::Accent);
    for (QLabel* label : {m_effect, m_problem}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_problem->hide();
    m_refund->setObjectName(u"refund"_s);
    theme::setButtonRole(m_refund, theme::ButtonRole::Danger);

    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Cancel};
    buttons->addButton(m_refund, QDialogButtonBox::AcceptRole);
    auto* row = new QHBoxLayout;
    row->setSpacing(theme::space::medium);
    row->addWidget(m_amountField, 1, Qt::AlignTop);
    row->addWidget(m_dayField, 1, Qt::AlignTop);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::large);
    column->setSpacing(theme::space::medium);
    column->addWidget(new CaptionedField{tr("&Of this payment"), m_which});
    column->addLayout(row);
    column->addWidget(m_effect);
    column->addWidget(new CaptionedField{tr("&Note"), m_note, tr("Only you see it.")});
    column->addWidget(m_problem);
    column->addStretch();
    column->addWidget(buttons);
    m_refund->setDefault(true); // counts once it is in the dialog
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &RefundDialog::refund);
    connect(m_which, &QComboBox::currentIndexChanged, this, &RefundDialog::showChoice);
    connect(m_amount, &QLineEdit::textEdited, this, &RefundDialog::showEffect);
    connect(m_day, &QLineEdit::textEdited, this, [this] { m_dayField->setProblem({}); });
    resize(520, sizeHint().height());
    makeRoom();
}

void RefundDialog::read(const std::vector<PaymentId>& payments, std::optional<PaymentId> chosen)
{
    const auto done = m_database.read([&](const Snapshot& snapshot) -> Result<void> {
        for (const PaymentId id : payments) {
            const auto payment = payments::find(snapshot, id);
            if (!payment)
                return fail(payment.error());
            Choice choice{*payment, {}, {}};
            if (payment->kind != PaymentKind::Payment || payment->state != PaymentState::Posted ||
                choice.left() <= 0)
                continue;
            if (payment->contact) {
                const auto brief = contacts::brief(snapshot, *payment->contact);
                choice.payer = brief ? brief->name : QString{};
            }
            auto allocations = payments::allocationsOf(snapshot, id);
            if (!allocations)
                return fail(allocations.error());
            choice.allocations = std::move(*allocations);
            for (const payments::Allocation& one : choice.allocations) {
                const auto item = items::find(snapshot, one.invoice);
                if (!item)
                    return fail(item.error());
                m_numbers.emplace(one.invoice, item->number);
            }
            m_choices.push_back(std::move(choice));
        }
        return {};
    });
    for (const Choice& one : m_choices)
        m_which->addItem(tr("%1, %2, %3, %4", "day, payer, way, amount")
                             .arg(words::day(one.payment.day),
                                  one.payer.isEmpty() ? tr("payer not known") : one.payer,
                                  words::method(one.payment.method), words::amount(one.payment.amount)),
                         one.payment.id.row());
    if (chosen && m_which->findData(chosen->row()) >= 0)
        m_which->setCurrentIndex(m_which->findData(chosen->row()));
    if (!done || m_choices.empty()) {
        m_refund->setEnabled(false);
        m_problem->setText(done ? tr("Nothing is left of these payments.")
                                : words::fault(done.error().fault));
        m_problem->show();
    }
    showChoice();
    m_amount->setFocus();
    m_amount->selectAll();
}

void RefundDialog::setRefundCard(RefundCard refundCard)
{
    m_refundCard = std::move(refundCard);
    showEffect();
}

bool RefundDialog::goesThroughGateway() const
{
    const Choice* one = choice();
    return m_refundCard && one && one->payment.method == PaymentMethod::Card &&
           one->payment.account.startsWith("stripe:"_L1);
}

const RefundDialog::Choice* RefundDialog::choice() const
{
    const auto at = std::size_t(std::max(m_which->currentIndex(), 0));
    return at < m_choices.size() ? &m_choices[at] : nullptr;
}

void RefundDialog::showChoice()
{
    if (const Choice* one = choice()) {
        m_amount->setText(typed::amount(one->left(), one->payment.amount.currency()));
        m_amountField->setHint(
            tr("At most %1.").arg(words::amount(one->left(), one->payment.amount.currency())));
    }
    showEffect();
}

/// The ledger takes credit first, then what was paid last.
std::optional<ItemId> RefundDialog::reopenedBy(qint64 amount) const
{
    const Choice* one = choice();
    const qint64 left = one->left() - one->payment.surcharge;
    const bool touchesInvoices = std::min(amount, left) > one->payment.credit();
    return touchesInvoices && !one->allocations.empty() ? std::optional{one->allocations.back().invoice}
                                                        : std::nullopt;
}

void RefundDialog::showEffect()
{
    m_amountField->setProblem({});
    const Choice* one = choice();
    if (!one) {
        m_effect->hide();
        return;
    }
    const Currency currency = one->payment.amount.currency();
    const auto amount = moneyFromText(m_amount->text(), currency, typed::language());
    QStringList sentences;
    m_dayField->setVisible(!goesThroughGateway());
    if (goesThroughGateway())
        sentences.append(tr("The money goes back to the card through your card provider."));
    else if (one->payment.method == PaymentMethod::Card)
        sentences.append(
            one->payment.account.startsWith("stripe:"_L1)
                ? tr("Record here only what you gave back another way. A refund that you make at Stripe "
                     "comes in by itself and would then be counted twice.")
                : tr("Foyer only records this refund: send the money back in the account of your card "
                     "provider as well."));
    else
        sentences.append(tr("Foyer records that the money went back; sending it is up to you."));
    if (amount && amount->minor() > 0 && amount->minor() <= one->left()) {
        qint64 missing =
            std::min(amount->minor(), one->left() - one->payment.surcharge) - one->payment.credit();
        for (auto it = one->allocations.rbegin(); it != one->allocations.rend() && missing > 0; ++it) {
            const qint64 part = std::min(missing, it->amount);
            sentences.append(tr("Invoice %1 is open again by %2. If it is not to be paid, give it back by a "
                                "credit note as well.")
                                 .arg(m_numbers.at(it->invoice), words::amount(part, currency)));
            missing -= part;
        }
        if (sentences.size() == 1)
            sentences.append(tr("It comes out of credit: no invoice is touched."));
    }
    m_effect->setText(sentences.join(u'\n'));
    m_effect->setVisible(!sentences.isEmpty());
    makeRoom();
}

void RefundDialog::makeRoom()
{
    // Sentences take as many lines as they need; a window does not grow with them by itself.
    layout()->activate();
    const int needed = layout()->totalHeightForWidth(width());
    if (needed > height())
        resize(width(), needed);
}

void RefundDialog::refuse(CaptionedField* field, const QString& sentence)
{
    field->setProblem(sentence);
    field->setFocus();
}

void RefundDialog::refund()
{
    m_problem->hide();
    const Choice* one = choice();
    if (!one)
        return;
    const Currency currency = one->payment.amount.currency();
    const auto amount = moneyFromText(m_amount->text(), currency, typed::language());
    if (!amount || amount->minor() <= 0)
        return refuse(m_amountField, tr("Write an amount above zero with all its decimals, like %1.")
                                         .arg(typed::amount(123'450, currency)));
    if (amount->minor() > one->left())
        return refuse(m_amountField,
                      tr("Only %1 is left of this payment.").arg(words::amount(one->left(), currency)));
    if (goesThroughGateway())
        return sendToCard(*amount);
    const auto day = dayFrom(m_day->text());
    if (!day)
        return refuse(m_dayField,
                      tr("“%1” is no day. Write it like %2.").arg(m_day->text(), dayForTyping(m_today)));
    if (*day > m_today)
        return refuse(m_dayField, tr("This day is still to come. Record it when the money is gone."));
    recordByHand(*amount, *day);
}

void RefundDialog::recordByHand(Money amount, QDate day)
{
    const payments::NewReturn back{.of = choice()->payment.id,
                                   .amount = amount.minor(),
                                   .day = day,
                                   .account = payments::handAccount,
                                   .note = m_note->toPlainText().trimmed()};
    m_refund->setEnabled(false);
    m_database.writeLater(
        Actor::studio(), this,
        [back](Transaction& transaction) { return payments::recordReturn(transaction, back); },
        [this, amount](const Result<payments::Recorded>& recorded) {
            if (recorded)
                succeed(tr("Refund of %1 recorded.").arg(words::amount(amount)), amount);
            else
                failed(tr("It was not recorded."), recorded.error());
        });
}

void RefundDialog::sendToCard(Money amount)
{
    if (m_job.isRunning())
        return;
    m_refund->setEnabled(false);
    m_refund->setText(tr("Sending…"));
    m_job.run(
        [refundCard = m_refundCard, payment = choice()->payment.id,
         minor = amount.minor()](const BackgroundJob::Report&) { return refundCard(payment, minor); },
        [this, amount](const Result<void>& sent) {
            m_refund->setText(tr("&Refund"));
            if (sent)
                succeed(tr("Refund of %1 sent to the card.").arg(words::amount(amount)), amount);
            else if (sent.error().fault == Fault::Busy)
                succeed(tr("The card provider gave no answer about the refund of %1. It is asked again, and "
                           "nothing happens twice.")
                            .arg(words::amount(amount)),
                        amount);
            else
                failed(tr("It was not refunded."), sent.error());
        });
}

void RefundDialog::succeed(const QString& sentence, Money amount)
{
    m_refund->setEnabled(true);
    Q_EMIT refunded(sentence, reopenedBy(amount.minor()));
    accept();
}

void RefundDialog::failed(const QString& what, const Error& error)
{
    m_refund->setEnabled(true);
    const bool isSentence = error.fault == Fault::Invalid || error.fault == Fault::Conflict;
    m_problem->setText(what + u' ' + (isSentence ? error.detail : words::fault(error.fault)));
    m_problem->show();
}

void RefundDialog::reject()
{
    if (!m_job.isRunning())
        QDialog::reject();
}

} // namespace foyer
