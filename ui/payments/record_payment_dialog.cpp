// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/payments/record_payment_dialog.h"

#include "app/base/money_text.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/jobs/job_store.h"
#include "app/payments/balance.h"
#include "app/storage/settings.h"
#include "ui/address_book/ask.h"
#include "ui/address_book/checked_field.h"
#include "ui/common/captioned_field.h"
#include "ui/common/money_words.h"
#include "ui/common/words.h"
#include "ui/jobs/contact_finder.h"
#include "ui/orders/order_draft.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTreeWidget>

#include <algorithm>
#include <tuple>
#include <utility>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostInvoices = 10'000;
constexpr int idRole = Qt::UserRole;
constexpr int longestNote = 2'000;

enum Column
{
    Invoice,
    Open,
    Gets,
    ColumnCount
};

/// Who may have paid it: its recipients, then those on its job.
std::vector<std::pair<ContactId, QString>> payersOf(const Snapshot& snapshot, ItemId invoice)
{
    std::vector<std::pair<ContactId, QString>> payers;
    const auto add = [&](ContactId id) {
        const bool isKnown =
            std::any_of(payers.begin(), payers.end(), [&](const auto& one) { return one.first == id; });
        const auto brief = contacts::brief(snapshot, id);
        if (!isKnown && brief && brief->kind != ContactKind::Location)
            payers.emplace_back(id, brief->name);
    };
    const auto item = items::find(snapshot, invoice);
    if (!item)
        return payers;
    for (const ItemRecipient& recipient : item->recipients)
        add(recipient.contact);
    if (const auto job = jobs::find(snapshot, item->job)) {
        for (const JobPerson& person : job->details.people)
            add(person.contact);
    }
    return payers;
}

} // namespace

bool RecordPaymentDialog::haveCommon(const Offer& a, const Offer& b)
{
    return std::any_of(a.payers.begin(), a.payers.end(), [&](const auto& one) {
        return std::any_of(b.payers.begin(), b.payers.end(),
                           [&](const auto& other) { return other.first == one.first; });
    });
}

RecordPaymentDialog::RecordPaymentDialog(Database& database, std::vector<ItemId> towards, QWidget* parent)
    : QDialog{parent}
    , m_database{database}
    , m_today{toLocal(database.now()).date()}
    , m_amount{new QLineEdit}
    , m_currency{new QComboBox}
    , m_way{new QComboBox}
    , m_day{new QLineEdit}
    , m_payer{new QComboBox}
    , m_brand{new QComboBox}
    , m_towards{new QTreeWidget}
    , m_nothingOpen{new QLabel{tr("No invoice is open in this currency. What you record stays as credit.")}}
    , m_spread{new QLabel}
    , m_doubt{new QLabel}
    , m_problem{new QLabel}
    , m_note{new QPlainTextEdit}
    , m_record{new QPushButton{tr("&Record It")}}
    , m_amountField{new CaptionedField{tr("&Amount"), m_amount}}
    , m_dayField{new CaptionedField{tr("&Day"), m_day, tr("When it was received, or deposited.")}}
    , m_brandField{new CaptionedField{tr("&Brand"), m_brand}}
{
    build();
    read(towards);
}

void RecordPaymentDialog::build()
{
    setObjectName(u"recordPaymentDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("Record Payment"));
    m_amount->setObjectName(u"amount"_s);
    m_amount->setAlignment(Qt::AlignRight);
    m_currency->setObjectName(u"currency"_s);
    m_currency->setAccessibleName(tr("Currency"));
    m_way->setObjectName(u"way"_s);
    for (const PaymentMethod method :
         {PaymentMethod::Cash, PaymentMethod::Cheque, PaymentMethod::BankTransfer, PaymentMethod::Other})
        m_way->addItem(words::method(method), int(method));
    m_day->setObjectName(u"day"_s);
    m_day->setText(dayForTyping(m_today));
    m_payer->setObjectName(u"payer"_s);
    m_brand->setObjectName(u"brand"_s);
    m_note->setObjectName(u"note"_s);
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(m_note->fontMetrics().lineSpacing() * 2 + 2 * theme::space::medium);
    m_spread->setObjectName(u"spread"_s);
    m_doubt->setObjectName(u"doubt"_s);
    theme::makeNotice(m_doubt, theme::Tone::Warning);
    m_problem->setObjectName(u"problem"_s);
    theme::setTextRole(m_problem, theme::TextRole::Problem);
    for (QLabel* label : {m_spread, m_doubt, m_problem}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_problem->hide();

    auto* finder = new ContactFinder{m_database, {}};
    finder->setObjectName(u"findPayer"_s);
    finder->setAccessibleName(tr("Somebody else who paid"));
    finder->setPlaceholderText(tr("Somebody else? Type a part of the name"));
    connect(finder, &ContactFinder::chosen, this, [this, finder](ContactId id, const QString& name) {
        finder->clear();
        if (m_payer->findData(id.row()) < 0)
            m_payer->addItem(name, id.row());
        m_payer->setCurrentIndex(m_payer->findData(id.row()));
    });

    auto* sum = new QHBoxLayout;
    sum->setSpacing(theme::space::medium);
    sum->addWidget(m_amountField, 1, Qt::AlignTop);
    sum->addWidget(new CaptionedField{tr("&Currency"), m_currency}, 0, Qt::AlignTop);
    auto* how = new QHBoxLayout;
    how->setSpacing(theme::space::medium);
    how->addWidget(new CaptionedField{tr("&Way"), m_way}, 1, Qt::AlignTop);
    how->addWidget(m_dayField, 1, Qt::AlignTop);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::large);
    column->setSpacing(theme::space::medium);
    column->addLayout(sum);
    column->addLayout(how);
    column->addWidget(new CaptionedField{tr("&Paid by"), m_payer});
    column->addWidget(finder);
    column->addWidget(makeTowards(), 1);
    column->addWidget(m_doubt);
    column->addWidget(m_spread);
    column->addWidget(m_brandField);
    column->addWidget(new CaptionedField{tr("&Note"), m_note, tr("Only you see it.")});
    column->addWidget(m_problem);
    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Cancel};
    m_record->setObjectName(u"record"_s);
    theme::setButtonRole(m_record, theme::ButtonRole::Primary);
    buttons->addButton(m_record, QDialogButtonBox::AcceptRole);
    column->addWidget(buttons);
    m_record->setDefault(true); // counts once it is in the dialog
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &RecordPaymentDialog::record);
    connect(m_amount, &QLineEdit::textEdited, this, [this] {
        m_isAmountTyped = true;
        m_amountField->setProblem({});
        showSpread();
    });
    connect(m_day, &QLineEdit::textEdited, this, [this] { m_dayField->setProblem({}); });
    connect(m_currency, &QComboBox::activated, this, [this] {
        fillInvoices({});
        fillPayers();
        showSpread();
    });
    connect(m_payer, &QComboBox::currentIndexChanged, this, &RecordPaymentDialog::showDoubt);
    resize(560, 640);
}

QWidget* RecordPaymentDialog::makeTowards()
{
    m_towards->setObjectName(u"towards"_s);
    m_towards->setRootIsDecorated(false);
    m_towards->setUniformRowHeights(true);
    m_towards->setColumnCount(ColumnCount);
    m_towards->setHeaderLabels({tr("Invoice"), tr("Open"), tr("Gets")});
    m_towards->header()->setStretchLastSection(false);
    m_towards->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_towards->header()->setSectionResizeMode(Invoice, QHeaderView::Stretch);
    m_towards->setMinimumHeight(4 * m_towards->fontMetrics().height() + theme::space::section);
    theme::setTextRole(m_nothingOpen, theme::TextRole::Muted);
    m_nothingOpen->setWordWrap(true);
    connect(m_towards, &QTreeWidget::itemChanged, this, [this] {
        if (m_isShowing)
            return;
        offerOneBrand();
        fillPayers();
        if (!m_isAmountTyped)
            m_amount->clear();
        showSpread();
    });
    auto* box = new QWidget;
    auto* column = new QVBoxLayout{box};
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(new CaptionedField{tr("&Goes towards"), m_towards,
                                         tr("From top to bottom, each at most what is open.")});
    column->addWidget(m_nothingOpen);
    return box;
}

void RecordPaymentDialog::read(const std::vector<ItemId>& towards)
{
    Currency usual = eur;
    const auto done = m_database.read([&](const Snapshot& snapshot) -> Result<void> {
        const auto all = invoices::list(snapshot, mostInvoices);
        auto brands = brands::all(snapshot);
        if (!all || !brands)
            return fail(all ? brands.error() : all.error());
        const auto isWanted = [&](ItemId id) {
            return std::find(towards.begin(), towards.end(), id) != towards.end();
        };
        for (const invoices::InvoiceRow& row : *all) {
            // Paid ones only when they are meant: then all of it becomes credit, and it says so.
            const bool isPaid = row.state == ItemState::Completed && !row.isCreditNote;
            if (row.open() > 0 || (isPaid && isWanted(row.id)))
                m_offers.push_back({row, payersOf(snapshot, row.id)});
        }
        const auto meant = std::find_if(m_offers.begin(), m_offers.end(),
                                        [&](const Offer& one) { return isWanted(one.invoice.id); });
        if (meant != m_offers.end())
            std::erase_if(m_offers, [brand = meant->invoice.brand](const Offer& one) {
                return one.invoice.brand != brand;
            });
        m_brands = std::move(*brands);
        if (const auto set = settings::get(snapshot, QLatin1StringView{settings::currency}))
            usual = Currency::fromText(*set).value_or(usual);
        return {};
    });
    if (!done) {
        m_problem->setText(words::fault(done.error().fault));
        m_problem->show();
        m_record->setEnabled(false);
        return;
    }
    // Those that are meant, then those of the same people, then strangers'.
    std::vector<Offer> meant;
    for (const Offer& offer : m_offers) {
        if (std::find(towards.begin(), towards.end(), offer.invoice.id) != towards.end())
            meant.push_back(offer);
    }
    std::stable_sort(m_offers.begin(), m_offers.end(), [&](const Offer& a, const Offer& b) {
        const auto place = [&](const Offer& one) {
            const auto at = std::find(towards.begin(), towards.end(), one.invoice.id) - towards.begin();
            const bool isNear = std::any_of(meant.begin(), meant.end(),
                                            [&](const Offer& other) { return haveCommon(one, other); });
            return std::tuple{at, !isNear, one.invoice.due};
        };
        return place(a) < place(b);
    });
    for (const Offer& offer : m_offers) {
        if (m_currency->findText(offer.invoice.currency.code()) < 0)
            m_currency->addItem(offer.invoice.currency.code());
    }
    if (m_currency->findText(usual.code()) < 0)
        m_currency->addItem(usual.code());
    m_currency->setCurrentIndex(towards.empty() ? m_currency->findText(usual.code()) : 0);
    m_currency->setEnabled(towards.empty());
    for (const Brand& brand : m_brands)
        m_brand->addItem(brand.details.name, brand.id.row());
    fillInvoices(towards);
    fillPayers();
    showSpread();
    m_amount->setFocus();
    m_amount->selectAll();
}

Currency RecordPaymentDialog::currency() const
{
    return Currency::fromText(m_currency->currentText()).value_or(eur);
}

void RecordPaymentDialog::fillInvoices(const std::vector<ItemId>& ticked)
{
    m_isShowing = true;
    m_towards->clear();
    for (const Offer& offer : m_offers) {
        const invoices::InvoiceRow& row = offer.invoice;
        if (row.currency != currency())
            continue;
        auto* line = new QTreeWidgetItem{m_towards};
        line->setText(Invoice, tr("%1 · %2 · %3", "number · title · who pays it")
                                   .arg(row.number, row.title, row.recipients.value(0)));
        line->setSizeHint(Invoice, {0, fontMetrics().height() + 2 * theme::space::tiny});
        line->setToolTip(Invoice, words::toolTip(line->text(Invoice)));
        line->setText(Open, words::amount(row.open(), row.currency));
        for (const Column column : {Open, Gets})
            line->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        line->setData(0, idRole, row.id.row());
        line->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        const bool isTicked = std::find(ticked.begin(), ticked.end(), row.id) != ticked.end();
        line->setCheckState(0, isTicked ? Qt::Checked : Qt::Unchecked);
    }
    m_nothingOpen->setVisible(m_towards->topLevelItemCount() == 0);
    m_isShowing = false;
    offerOneBrand();
}

void RecordPaymentDialog::offerOneBrand()
{
    const std::vector<const Offer*> chosen = ticked();
    const bool wasShowing = std::exchange(m_isShowing, true);
    for (int i = 0; i < m_towards->topLevelItemCount(); ++i) {
        QTreeWidgetItem* line = m_towards->topLevelItem(i);
        const auto offer = std::find_if(m_offers.begin(), m_offers.end(), [&](const Offer& one) {
            return one.invoice.id.row() == line->data(0, idRole).toLongLong();
        });
        const bool isOther = !chosen.empty() && chosen.front()->invoice.brand != offer->invoice.brand;
        line->setDisabled(isOther);
        line->setToolTip(Invoice, isOther ? tr("Of another brand. A payment goes towards invoices of one.")
                                          : words::toolTip(line->text(Invoice)));
    }
    m_isShowing = wasShowing;
}

std::vector<const RecordPaymentDialog::Offer*> RecordPaymentDialog::ticked() const
{
    std::vector<const Offer*> found;
    for (int i = 0; i < m_towards->topLevelItemCount(); ++i) {
        const QTreeWidgetItem* line = m_towards->topLevelItem(i);
        if (line->checkState(0) != Qt::Checked)
            continue;
        for (const Offer& offer : m_offers) {
            if (offer.invoice.id.row() == line->data(0, idRole).toLongLong())
                found.push_back(&offer);
        }
    }
    return found;
}

void RecordPaymentDialog::fillPayers()
{
    const QVariant before = m_payer->currentData();
    const QString beforeName = m_payer->currentText();
    m_payer->clear();
    for (const Offer* offer : ticked()) {
        for (const auto& [id, name] : offer->payers) {
            if (m_payer->findData(id.row()) < 0)
                m_payer->addItem(name, id.row());
        }
    }
    if (before.isValid() && m_payer->findData(before) < 0)
        m_payer->addItem(beforeName, before);
    m_payer->addItem(tr("Not known"), QVariant{});
    const int kept = before.isValid() ? m_payer->findData(before) : 0;
    m_payer->setCurrentIndex(std::max(kept, 0));
    m_brandField->setVisible(ticked().empty() && m_brands.size() > 1);
}

QString RecordPaymentDialog::doubt() const
{
    const std::vector<const Offer*> chosen = ticked();
    QStringList foreign;
    if (const QVariant payer = m_payer->currentData(); payer.isValid()) {
        for (const Offer* offer : chosen) {
            const bool isTheirs =
                std::any_of(offer->payers.begin(), offer->payers.end(),
                            [&](const auto& one) { return one.first.row() == payer.toLongLong(); });
            if (!isTheirs)
                foreign.append(offer->invoice.number);
        }
        if (!foreign.isEmpty())
            return tr("%1 neither gets invoice %2 nor is on its job. Is it the right one?")
                .arg(m_payer->currentText(), foreign.join(u", "_s));
        return {};
    }
    for (const Offer* offer : chosen) {
        if (!haveCommon(*chosen.front(), *offer))
            foreign.append(offer->invoice.number);
    }
    return foreign.isEmpty() ? QString{}
                             : tr("Invoice %1 and %2 have nobody in common. Did one person pay them?")
                                   .arg(chosen.front()->invoice.number, foreign.join(u", "_s));
}

void RecordPaymentDialog::showDoubt()
{
    const QString sentence = doubt();
    m_doubt->setText(sentence);
    m_doubt->setVisible(!sentence.isEmpty());
}

std::optional<Money> RecordPaymentDialog::typedAmount() const
{
    return moneyFromText(m_amount->text(), currency(), typed::language());
}

void RecordPaymentDialog::showSpread()
{
    const std::vector<const Offer*> chosen = ticked();
    if (m_amount->text().isEmpty() && !m_isAmountTyped) {
        qint64 due = 0;
        for (const Offer* offer : chosen) {
            const auto balance = m_database.read(
                [&](const Snapshot& snapshot) { return payments::balanceOf(snapshot, offer->invoice.id); });
            due += balance ? balance->dueNext(m_today) : 0;
        }
        if (due > 0)
            m_amount->setText(typed::amount(due, currency()));
    }
    const auto amount = typedAmount();
    m_isShowing = true;
    qint64 left = amount ? amount->minor() : 0;
    for (int i = 0; i < m_towards->topLevelItemCount(); ++i) {
        QTreeWidgetItem* line = m_towards->topLevelItem(i);
        qint64 gets = 0;
        for (const Offer* offer : chosen) {
            if (offer->invoice.id.row() == line->data(0, idRole).toLongLong())
                gets = std::min(left, offer->invoice.open());
        }
        left -= gets;
        line->setText(Gets, gets > 0 ? words::amount(gets, currency()) : QString{});
    }
    m_isShowing = false;
    QString sentence;
    if (amount && amount->minor() > 0 && left > 0)
        sentence =
            tr("%1 more than these invoices need: it stays as credit of the payer, until you refund it "
               "or put it towards another invoice.")
                .arg(words::amount(left, currency()));
    showDoubt();
    m_spread->setText(sentence);
    m_spread->setVisible(!sentence.isEmpty());
    if (!sentence.isEmpty())
        theme::makeNotice(m_spread, theme::Tone::Warning);
}

void RecordPaymentDialog::refuse(CaptionedField* field, const QString& sentence)
{
    field->setProblem(sentence);
    field->setFocus();
}

void RecordPaymentDialog::record()
{
    m_problem->hide();
    const auto amount = typedAmount();
    if (!amount || amount->minor() <= 0)
        return refuse(m_amountField, tr("Write an amount above zero with all its decimals, like %1.")
                                         .arg(typed::amount(123'450, currency())));
    const auto day = dayFrom(m_day->text());
    if (!day)
        return refuse(m_dayField,
                      tr("“%1” is no day. Write it like %2.").arg(m_day->text(), dayForTyping(m_today)));
    if (*day > m_today)
        return refuse(m_dayField, tr("This day is still to come. Record it when the money is there."));
    if (m_note->toPlainText().size() > longestNote) {
        m_problem->setText(tr("The note is too long: it has at most %1 characters.").arg(longestNote));
        m_problem->show();
        return;
    }
    const std::vector<const Offer*> chosen = ticked();
    payments::NewPayment payment{.account = payments::handAccount,
                                 .reference = {},
                                 .brand = BrandId{m_brand->currentData().toLongLong()},
                                 .method = PaymentMethod(m_way->currentData().toInt()),
                                 .amount = *amount,
                                 .surcharge = 0,
                                 .day = *day,
                                 .note = m_note->toPlainText().trimmed()};
    if (const QVariant payer = m_payer->currentData(); payer.isValid())
        payment.contact = ContactId{payer.toLongLong()};
    if (!chosen.empty()) {
        payment.brand = chosen.front()->invoice.brand;
        payment.job = chosen.front()->invoice.job;
    }
    for (const Offer* offer : chosen)
        payment.towards.push_back({offer->invoice.id});
    qint64 open = 0;
    for (const Offer* offer : chosen)
        open += offer->invoice.open();
    if (chosen.empty() || amount->minor() <= open)
        return recordNow(payment);
    ask(this,
        {windowTitle(),
         tr("Record %1, although only %2 is open?")
             .arg(words::amount(*amount), words::amount(open, currency())),
         tr("%1 stays as credit of the payer, and the receipt says %2.")
             .arg(words::amount(amount->minor() - open, currency()), words::amount(*amount)),
         tr("&Record %1").arg(words::amount(*amount))},
        this, [this, payment] { recordNow(payment); });
}

void RecordPaymentDialog::recordNow(const payments::NewPayment& payment)
{
    m_record->setEnabled(false);
    m_database.writeLater(
        Actor::studio(), this,
        [payment](Transaction& transaction) { return payments::record(transaction, payment); },
        [this, amount = payment.amount](const Result<payments::Recorded>& done) {
            m_record->setEnabled(true);
            if (!done) {
                const bool isSentence =
                    done.error().fault == Fault::Invalid || done.error().fault == Fault::Conflict;
                m_problem->setText(
                    tr("It was not recorded. %1")
                        .arg(isSentence ? done.error().detail : words::fault(done.error().fault)));
                m_problem->show();
                return;
            }
            Q_EMIT recorded(tr("%1 recorded. A receipt waits in the Outbox if a mail reaches the payer.")
                                .arg(words::amount(amount)));
            accept();
        });
}

} // namespace foyer
