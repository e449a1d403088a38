// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/invoices/issued_view.h"

#include "app/payments/codes/creditor_reference.h"
#include "ui/common/money_words.h"
#include "ui/common/roomy_delegate.h"
#include "ui/common/words.h"
#include "ui/invoices/instalments_view.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int paymentRole = Qt::UserRole;

enum Column
{
    Day,
    Payer,
    Way,
    Amount,
    Here,
    State,
    ColumnCount
};

QLabel* plainLabel(const QString& objectName)
{
    auto* label = new QLabel;
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText); // names come from outside
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setWordWrap(true);
    return label;
}

} // namespace

IssuedView::IssuedView(QWidget* parent)
    : QScrollArea{parent}
    , m_title{plainLabel(u"issuedTitle"_s)}
    , m_badge{new QLabel}
    , m_open{plainLabel(u"openAmount"_s)}
    , m_next{plainLabel(u"nextDue"_s)}
    , m_facts{plainLabel(u"facts"_s)}
    , m_schedule{new InstalmentsView}
    , m_noPayments{plainLabel(u"noPayments"_s)}
    , m_movements{new QTreeWidget}
    , m_receipt{new QPushButton{icon(u"receipt"_s), tr("Show Receip&t")}}
    , m_notes{new QVBoxLayout}
    , m_events{plainLabel(u"events"_s)}
{
    setObjectName(u"issuedView"_s);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_badge->setObjectName(u"standing"_s);
    m_badge->setTextFormat(Qt::PlainText);
    theme::setTextRole(m_title, theme::TextRole::Title);
    theme::setTextRole(m_open, theme::TextRole::Heading);
    for (QLabel* label : {m_next, m_noPayments, m_events})
        theme::setTextRole(label, theme::TextRole::Muted);
    m_noPayments->setText(tr("Nothing was paid yet. Payments by card and those found in a bank statement "
                             "come by themselves; record others here."));

    m_movements->setObjectName(u"movements"_s);
    m_movements->setAccessibleName(tr("Payments"));
    m_movements->setRootIsDecorated(false);
    m_movements->setUniformRowHeights(true);
    m_movements->setItemDelegate(new RoomyDelegate{m_movements});
    m_movements->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_movements->setColumnCount(ColumnCount);
    m_movements->setHeaderLabels(
        {tr("Day"), tr("Payer"), tr("Way"), tr("Amount"), tr("Of it here"), tr("State")});
    m_movements->header()->setStretchLastSection(false);
    m_movements->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_movements->header()->setSectionResizeMode(Payer, QHeaderView::Stretch);
    m_receipt->setObjectName(u"showReceipt"_s);
    connect(m_movements, &QTreeWidget::itemSelectionChanged, this,
            [this] { m_receipt->setEnabled(chosenPayment().has_value()); });
    const auto tell = [this] {
        if (const auto payment = chosenPayment())
            Q_EMIT receiptWanted(*payment);
    };
    connect(m_receipt, &QPushButton::clicked, this, tell);
    connect(m_movements, &QTreeWidget::itemActivated, this, tell);

    auto* payments = new QWidget;
    auto* paymentsColumn = new QVBoxLayout{payments};
    paymentsColumn->setContentsMargins(0, 0, 0, 0);
    paymentsColumn->setSpacing(theme::space::small);
    paymentsColumn->addWidget(m_noPayments);
    paymentsColumn->addWidget(m_movements);
    paymentsColumn->addWidget(m_receipt, 0, Qt::AlignLeft);
    auto* notes = new QWidget;
    notes->setLayout(m_notes);
    m_notes->setContentsMargins(0, 0, 0, 0);

    auto* page = new QWidget;
    page->setObjectName(u"page"_s);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_badge, 0, Qt::AlignTop);
    auto* column = new QVBoxLayout{page};
    column->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::page);
    column->setSpacing(theme::space::medium);
    column->addLayout(head);
    column->addWidget(m_open);
    column->addWidget(m_next);
    column->addWidget(m_facts);
    m_scheduleBox = section(tr("Schedule"), m_schedule);
    m_paymentsBox = section(tr("Payments"), payments);
    m_notesBox = section(tr("Credit notes"), notes);
    for (QWidget* box : {m_scheduleBox, m_paymentsBox, m_notesBox, section(tr("What happened"), m_events)})
        column->addWidget(box);
    column->addStretch();
    setWidget(page);
}

QWidget* IssuedView::section(const QString& title, QWidget* content)
{
    auto* made = new QWidget;
    auto* heading = new QLabel{title};
    theme::setTextRole(heading, theme::TextRole::Heading);
    auto* column = new QVBoxLayout{made};
    column->setContentsMargins(0, theme::space::small, 0, 0);
    column->setSpacing(theme::space::small);
    column->addWidget(heading);
    column->addWidget(content);
    return made;
}

std::optional<PaymentId> IssuedView::chosenPayment() const
{
    const QTreeWidgetItem* row = m_movements->currentItem();
    return row && row->isSelected() ? PaymentId::fromText(row->data(0, paymentRole).toString())
                                    : std::nullopt;
}

void IssuedView::show(const InvoiceAccount& account, QDate today)
{
    const Item& item = account.invoice.item;
    const payments::Balance& balance = account.balance;
    const bool isCreditNote = account.issued.isCreditNote();
    m_title->setText(tr("%1 · %2", "number · title").arg(item.number, item.title));
    const Standing standing = standingOf(item.state, isCreditNote, balance, today);
    m_badge->setText(standing.text);
    theme::makeBadge(m_badge, standing.tone);
    QString open;
    QString next;
    if (isCreditNote) {
        open = tr("Gives back %1").arg(words::amount(balance.total, balance.currency));
    } else if (balance.open() == 0) {
        open = tr("%1, nothing open").arg(words::amount(balance.total, balance.currency));
    } else {
        open = tr("%1 open of %2")
                   .arg(words::amount(balance.open(), balance.currency),
                        words::amount(balance.total, balance.currency));
        if (const payments::InstalmentState* part = balance.next()) {
            const QString left = words::amount(part->amount - part->covered, balance.currency);
            next = part->isOverdue(today) ? tr("%1 was due on %2.").arg(left, words::day(part->due))
                                          : tr("Next: %1 on %2.").arg(left, words::day(part->due));
        }
        if (balance.pending > 0)
            next += u' ' + tr("%1 is on its way.").arg(words::amount(balance.pending, balance.currency));
    }
    m_open->setText(open);
    m_next->setText(next);
    m_next->setVisible(!next.isEmpty());
    showFacts(account);
    m_scheduleBox->setVisible(!balance.instalments.empty());
    m_schedule->show(balance, today);
    showMovements(account);
    showNotes(account);
    showEvents(account);
}

void IssuedView::showFacts(const InvoiceAccount& account)
{
    const IssuedInvoice& issued = account.issued;
    QStringList lines;
    const auto add = [&](const QString& label, const QString& value) {
        if (!value.isEmpty())
            lines.append(tr("%1: %2", "what: value").arg(label, value));
    };
    add(tr("Issued"), words::day(issued.day));
    add(tr("Billed to"),
        issued.buyer.contactName.isEmpty()
            ? issued.buyer.name
            : tr("%1, %2", "company, person").arg(issued.buyer.name, issued.buyer.contactName));
    add(tr("VAT number"), issued.buyer.vatId);
    add(tr("Their reference"), issued.content.buyerReference);
    if (issued.content.serviceDay.isValid())
        add(tr("Day of the service"), words::day(issued.content.serviceDay));
    QStringList names;
    for (const ItemRecipient& recipient : account.invoice.item.recipients)
        names.append(account.nameOf(recipient.contact));
    add(tr("Seen by"), QLocale{}.createSeparatedList(names));
    add(tr("Reference for transfers"), shownReference(issued.transfer.reference));
    m_facts->setText(lines.join(u'\n'));
}

void IssuedView::showMovements(const InvoiceAccount& account)
{
    const auto before = chosenPayment();
    m_movements->clear();
    const auto amount = [](QTreeWidgetItem* row, Column column, const QString& text) {
        row->setText(column, text);
        row->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    };
    for (const InvoiceAccount::Movement& one : account.movements) {
        const Payment& payment = one.payment;
        const bool isPayment = payment.kind == PaymentKind::Payment;
        auto* row = new QTreeWidgetItem{m_movements};
        row->setSizeHint(Payer, {0, fontMetrics().height() + 2 * theme::space::tiny});
        row->setText(Day, words::day(payment.day));
        const QString payer = account.nameOf(payment.contact);
        row->setText(Payer, payer.isEmpty() ? tr("not known") : payer);
        row->setToolTip(Payer, words::toolTip(payment.note));
        row->setText(Way, isPayment ? words::method(payment.method) : words::kind(payment.kind));
        amount(row, Amount, words::amount(isPayment ? payment.amount : -payment.amount));
        amount(row, Here, isPayment ? words::amount(one.here, payment.amount.currency()) : QString{});
        row->setText(State, words::state(payment));
        row->setData(0, paymentRole, payment.id.text());
        if (payment.id == before)
            m_movements->setCurrentItem(row);
    }
    const bool hasAny = !account.movements.empty();
    m_paymentsBox->setVisible(!account.issued.isCreditNote());
    m_noPayments->setVisible(!hasAny);
    m_movements->setVisible(hasAny);
    m_receipt->setVisible(hasAny);
    m_receipt->setEnabled(chosenPayment().has_value());
    const int rows = std::min(int(account.movements.size()), 8);
    m_movements->setFixedHeight(m_movements->header()->sizeHint().height() +
                                rows * std::max(m_movements->sizeHintForRow(0), 1) +
                                2 * m_movements->frameWidth() + theme::space::tiny);
}

void IssuedView::addNote(const Item& note, const QString& text)
{
    auto* link = new QPushButton{QString{text}.replace(u'&', u"&&"_s)};
    link->setObjectName(u"linkedInvoice"_s);
    theme::setButtonRole(link, theme::ButtonRole::Link);
    connect(link, &QPushButton::clicked, this, [this, id = note.id] { Q_EMIT invoiceWanted(id); });
    m_notes->addWidget(link, 0, Qt::AlignLeft);
}

void IssuedView::showNotes(const InvoiceAccount& account)
{
    while (QLayoutItem* row = m_notes->takeAt(0)) {
        if (row->widget())
            row->widget()->deleteLater(); // it may be the one that was pressed
        delete row;
    }
    for (const Item& note : account.creditNotes) {
        const QString total = note.total ? words::amount(*note.total) : QString{};
        addNote(note, note.sentAt ? tr("Credit note %1: %2").arg(note.number, total)
                                  : tr("Credit note, a draft: %1").arg(total));
    }
    if (account.credited)
        addNote(*account.credited, tr("Gives back of invoice %1").arg(account.credited->number));
    m_notesBox->setVisible(m_notes->count() > 0);
}

void IssuedView::showEvents(const InvoiceAccount& account)
{
    QStringList lines;
    for (const evidence::Row& row : account.events) {
        const QString who = account.nameOf(row.event.contact);
        const QString what = words::event(row.event.event);
        lines.append(who.isEmpty()
                         ? tr("%1: %2", "time: event").arg(words::moment(row.at), what)
                         : tr("%1: %2, %3", "time: event, who").arg(words::moment(row.at), what, who));
    }
    m_events->setText(lines.join(u'\n'));
}

} // namespace foyer
