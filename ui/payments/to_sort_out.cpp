// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/payments/to_sort_out.h"

#include "app/contacts/contact_store.h"
#include "app/payments/ledger.h"
#include "app/payments/statements/statement_store.h"
#include "ui/address_book/flow_layout.h"
#include "ui/common/empty_state.h"
#include "ui/common/icon_label.h"
#include "ui/common/money_words.h"
#include "ui/common/words.h"
#include "ui/payments/allocate_dialog.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostEvents = 1'000;

struct Waiting
{
    std::vector<std::pair<Payment, QString>> credit; ///< with the payer's name
    std::vector<payments::SetAside> events;
    int bankLines = 0;
};

Result<Waiting> waitingOf(const Snapshot& snapshot)
{
    Waiting waiting;
    auto credit = payments::withCredit(snapshot);
    auto events = payments::setAside(snapshot, mostEvents);
    if (!credit || !events)
        return fail(credit ? events.error() : credit.error());
    for (Payment& payment : *credit) {
        QString payer;
        if (payment.contact) {
            const auto brief = contacts::brief(snapshot, *payment.contact);
            payer = brief ? brief->name : QString{};
        }
        waiting.credit.emplace_back(std::move(payment), payer);
    }
    waiting.events = std::move(*events);
    const auto lines = statements::waiting(snapshot);
    if (!lines)
        return fail(lines.error());
    waiting.bankLines = int(lines->size());
    return waiting;
}

} // namespace

ToSortOut::ToSortOut(Database& database, QWidget* parent)
    : QScrollArea{parent}
    , m_database{database}
    , m_cards{new QVBoxLayout}
{
    setObjectName(u"toSortOut"_s);
    setAccessibleName(tr("To sort out"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* page = new QWidget;
    page->setObjectName(u"page"_s);
    page->setLayout(m_cards);
    m_cards->setContentsMargins(0, theme::space::large, theme::space::small, theme::space::large);
    m_cards->setSpacing(theme::space::medium);
    setWidget(page);
    reload();
}

void ToSortOut::reload()
{
    const auto waiting = m_database.read(waitingOf);
    if (!waiting) {
        Q_EMIT said(
            tr("What waits cannot be read at the moment. %1").arg(words::fault(waiting.error().fault)));
        return;
    }
    while (QLayoutItem* item = m_cards->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater(); // its button may be the one that was pressed
        }
        delete item;
    }
    for (const auto& [payment, payer] : waiting->credit)
        addCredit(payment, payer);
    if (waiting->bankLines > 0)
        addBankLines(waiting->bankLines);
    for (const payments::SetAside& event : waiting->events)
        addSetAside(event);
    m_count = int(waiting->credit.size() + waiting->events.size()) + waiting->bankLines;
    if (m_count == 0)
        m_cards->addWidget(new EmptyState{u"circle-check"_s, tr("Nothing to sort out"),
                                          tr("Money that does not fit an invoice, and what a bank or a card "
                                             "provider said that could not be matched, waits here.")});
    else
        m_cards->addStretch();
    Q_EMIT countChanged(m_count);
}

void ToSortOut::addCard(const QString& iconName, const QString& title, const QString& details,
                        const std::vector<Button>& buttons)
{
    auto* card = new QWidget;
    card->setObjectName(u"card"_s);
    theme::makeCard(card);
    auto* heading = new QLabel{title};
    heading->setObjectName(u"cardTitle"_s);
    theme::setTextRole(heading, theme::TextRole::Heading);
    auto* text = new QLabel{details};
    text->setObjectName(u"cardText"_s);
    theme::setTextRole(text, theme::TextRole::Muted);
    for (QLabel* label : {heading, text}) {
        label->setTextFormat(Qt::PlainText); // names and reasons come from outside
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto* acts = new QWidget;
    auto* flow = new FlowLayout{acts};
    for (const Button& one : buttons) {
        auto* button = new QPushButton{one.text};
        button->setObjectName(one.name);
        button->setAccessibleDescription(title);
        connect(button, &QPushButton::clicked, this, one.work);
        flow->addWidget(button);
    }
    auto* grid = new QGridLayout{card};
    grid->setContentsMargins(theme::space::large, theme::space::medium, theme::space::large,
                             theme::space::medium);
    grid->setHorizontalSpacing(theme::space::medium);
    grid->setVerticalSpacing(theme::space::small);
    grid->setColumnStretch(1, 1);
    grid->addWidget(new IconLabel{icon(iconName, IconInk::Warning), theme::iconPx}, 0, 0, Qt::AlignTop);
    grid->addWidget(heading, 0, 1);
    grid->addWidget(text, 1, 1);
    grid->addWidget(acts, 2, 1);
    m_cards->addWidget(card);
}

void ToSortOut::addCredit(const Payment& payment, const QString& payer)
{
    const Currency currency = payment.amount.currency();
    const QString who = payer.isEmpty() ? tr("a payer who is not known") : payer;
    QString details =
        tr("Of the payment of %1 on %2, %3. It belongs to the payer until you put it towards an "
           "invoice or give it back.")
            .arg(words::amount(payment.amount), words::day(payment.day), words::method(payment.method));
    if (!payment.note.isEmpty())
        details += u'\n' + payment.note;
    addCard(u"receipt"_s, tr("%1 credit of %2").arg(words::amount(payment.credit(), currency), who), details,
            {{u"allocate"_s, tr("Put Towards an Invoice…"),
              [this, payment] {
                  auto* dialog = new AllocateDialog{m_database, payment, window()};
                  connect(dialog, &AllocateDialog::allocated, this, &ToSortOut::said);
                  dialog->open();
              }},
             {u"refund"_s, tr("Refund…"), [this, payment] {
                  auto* dialog = new RefundDialog{m_database, {payment.id}, payment.id, window()};
                  dialog->setRefundCard(m_refundCard);
                  connect(dialog, &RefundDialog::refunded, this,
                          [this](const QString& sentence) { Q_EMIT said(sentence); });
                  dialog->open();
              }}});
}

void ToSortOut::addBankLines(int count)
{
    addCard(u"list-checks"_s, tr("%n line(s) of bank statements wait", nullptr, count),
            tr("Foyer does not know which invoice they pay, or whether they are yours at all."),
            {{u"bankLines"_s, tr("Sort Them Out…"), [this] { Q_EMIT bankLinesWanted(); }}});
}

void ToSortOut::addSetAside(const payments::SetAside& event)
{
    QStringList lines{tr("Came on %1: %2. Not accepted: %3", "time, type, reason")
                          .arg(words::moment(event.receivedAt), event.type, event.reason)};
    lines.append(tr("Look it up in the account of your card provider. If money came in or went back that "
                    "Foyer does not know of, record it by hand; then it is done."));
    addCard(u"triangle-alert"_s, tr("A message of your card provider does not fit"), lines.join(u'\n'),
            {{u"done"_s, tr("Done"), [this, row = event.row] { markSorted(row); }}});
}

void ToSortOut::markSorted(qint64 row)
{
    m_database.writeLater(
        Actor::studio(), this,
        [row](Transaction& transaction) { return payments::dismiss(transaction, row, {}); },
        [this](const Result<void>& done) {
            if (!done && done.error().fault != Fault::NotFound)
                Q_EMIT said(tr("It was not marked as done. %1").arg(words::fault(done.error().fault)));
            reload();
        });
}

} // namespace foyer
