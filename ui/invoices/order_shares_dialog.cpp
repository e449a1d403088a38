// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/invoices/order_shares_dialog.h"

#include "app/base/money_text.h"
#include "app/contacts/contact_store.h"
#include "app/items/item_store.h"
#include "app/jobs/job_store.h"
#include "ui/common/money_words.h"
#include "ui/common/words.h"
#include "ui/jobs/contact_finder.h"
#include "ui/orders/order_draft.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int wholePercent = 100'000;
constexpr int percentDecimals = 3;
constexpr int none = -1;

QString percentText(int milliPercent)
{
    return decimalText(milliPercent, percentDecimals, typed::language());
}

} // namespace

OrderSharesDialog::OrderSharesDialog(Database& database, ItemId order, QWidget* parent)
    : QDialog{parent}
    , m_database{database}
    , m_order{order}
    , m_already{new QLabel}
    , m_whole{new QRadioButton{tr("&One invoice for everything")}}
    , m_shared{new QRadioButton{tr("&Several people pay a share each")}}
    , m_people{new QWidget}
    , m_grid{new QGridLayout{m_people}}
    , m_equally{new QPushButton{tr("Share &Equally")}}
    , m_sum{new QLabel}
    , m_problem{new QLabel}
    , m_make{new QPushButton{tr("&Make Drafts")}}
{
    build();
    read();
}

void OrderSharesDialog::build()
{
    setObjectName(u"orderSharesDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("Invoice This Order"));
    m_whole->setObjectName(u"whole"_s);
    m_shared->setObjectName(u"shared"_s);
    m_whole->setChecked(true);
    m_equally->setObjectName(u"equally"_s);
    m_sum->setObjectName(u"sum"_s);
    m_problem->setObjectName(u"problem"_s);
    m_already->setObjectName(u"already"_s);
    m_already->hide();
    theme::makeNotice(m_already, theme::Tone::Warning);
    for (QLabel* label : {m_sum, m_problem, m_already}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    theme::setTextRole(m_sum, theme::TextRole::Muted);
    theme::setTextRole(m_problem, theme::TextRole::Problem);
    m_problem->hide();
    m_make->setObjectName(u"make"_s);
    theme::setButtonRole(m_make, theme::ButtonRole::Primary);
    m_grid->setContentsMargins(theme::space::page, 0, 0, 0);
    m_grid->setColumnStretch(0, 1);

    auto* finder = new ContactFinder{m_database, ContactKind::Person};
    finder->setObjectName(u"findPayer"_s);
    finder->setAccessibleName(tr("Somebody else who pays a share"));
    finder->setPlaceholderText(tr("Somebody else? Type a part of the name"));
    connect(finder, &ContactFinder::chosen, this, [this, finder](ContactId id, const QString& name) {
        finder->clear();
        const auto isThem = [&](const Row& row) { return row.payer.contact == id; };
        if (std::none_of(m_rows.begin(), m_rows.end(), isThem))
            addRow({id, name});
        std::find_if(m_rows.begin(), m_rows.end(), isThem)->box->setChecked(true);
    });
    auto* shares = new QWidget;
    auto* sharesColumn = new QVBoxLayout{shares};
    sharesColumn->setContentsMargins(0, 0, 0, 0);
    sharesColumn->addWidget(m_people);
    sharesColumn->addWidget(finder);
    sharesColumn->addWidget(m_equally, 0, Qt::AlignLeft);
    sharesColumn->addWidget(m_sum);
    shares->setEnabled(false);
    connect(m_shared, &QRadioButton::toggled, this, [this, shares](bool isChosen) {
        shares->setEnabled(isChosen);
        if (isChosen && m_sum->text().isEmpty())
            shareEqually();
        showSum();
    });
    connect(m_equally, &QPushButton::clicked, this, &OrderSharesDialog::shareEqually);

    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Cancel};
    buttons->addButton(m_make, QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &OrderSharesDialog::make);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::large);
    column->setSpacing(theme::space::medium);
    column->addWidget(m_already);
    column->addWidget(m_whole);
    column->addWidget(m_shared);
    column->addWidget(shares);
    column->addWidget(m_problem);
    column->addStretch();
    column->addWidget(buttons);
    m_make->setDefault(true); // counts once it is in the dialog
    resize(480, 420);
}

void OrderSharesDialog::read()
{
    std::vector<Payer> payers;
    const auto done = m_database.read([&](const Snapshot& snapshot) -> Result<void> {
        const auto item = items::find(snapshot, m_order);
        if (!item)
            return fail(item.error());
        const auto job = jobs::find(snapshot, item->job);
        if (!job)
            return fail(job.error());
        std::vector<ContactId> wanted;
        for (const ItemRecipient& recipient : item->recipients)
            wanted.push_back(recipient.contact);
        m_recipients = wanted;
        const auto charged = invoices::ofOrder(snapshot, *item);
        if (!charged)
            return fail(charged.error());
        sayWhatIsThere(*item, *charged);
        for (const JobPerson& person : job->details.people)
            wanted.push_back(person.contact);
        for (const ContactId id : wanted) {
            const bool isKnown = std::any_of(payers.begin(), payers.end(),
                                             [&](const Payer& one) { return one.contact == id; });
            const auto brief = contacts::brief(snapshot, id);
            if (!isKnown && brief && brief->kind == ContactKind::Person)
                payers.push_back({id, brief->name});
        }
        return {};
    });
    if (!done) {
        m_problem->setText(words::fault(done.error().fault));
        m_problem->show();
        m_make->setEnabled(false);
    }
    for (const Payer& payer : payers)
        addRow(payer);
    // Those it was for, or the first two on the job: so that sharing begins as most people mean it.
    const bool areSeveral = m_recipients.size() > 1;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const bool isRecipient = std::find(m_recipients.begin(), m_recipients.end(),
                                           m_rows[i].payer.contact) != m_recipients.end();
        m_rows[i].box->setChecked(areSeveral ? isRecipient : i < 2);
    }
    m_sum->clear();
}

void OrderSharesDialog::sayWhatIsThere(const Item& order, const std::vector<invoices::OrderInvoice>& charged)
{
    QStringList sentences;
    if (!charged.empty()) {
        QStringList each;
        Money sum = Money::ofMinor(0, charged.front().amount.currency());
        bool isOneCurrency = true;
        for (const invoices::OrderInvoice& one : charged) {
            const QString amount = words::amount(one.amount);
            each.append(one.number.isEmpty()
                            ? tr("a draft of %1").arg(amount)
                            : tr("%1 of %2", "number of an invoice, amount").arg(one.number, amount));
            isOneCurrency = isOneCurrency && one.amount.currency() == sum.currency();
            if (isOneCurrency)
                sum = sum + one.amount;
        }
        const QString list = QLocale{}.createSeparatedList(each);
        sentences.append(
            isOneCurrency
                ? tr("%1 of this order is invoiced already: %2. What you make here comes on top.")
                      .arg(words::amount(sum), list)
                : tr("This order is invoiced already: %1. What you make here comes on top.").arg(list));
    }
    const bool isQuote = std::any_of(order.recipients.begin(), order.recipients.end(),
                                     [](const ItemRecipient& one) { return one.toDo == ToDo::Accept; });
    if (isQuote && order.state == ItemState::Sent)
        sentences.append(tr("It is a quote that nobody has accepted yet."));
    m_already->setText(sentences.join(u' '));
    m_already->setVisible(!sentences.isEmpty());
}

void OrderSharesDialog::addRow(const Payer& payer)
{
    auto* box = new QCheckBox{QString{payer.name}.replace(u'&', u"&&"_s)};
    box->setObjectName(u"payer"_s);
    auto* percent = new QLineEdit;
    percent->setObjectName(u"percent"_s);
    percent->setAccessibleName(tr("Share of %1 in per cent").arg(payer.name));
    percent->setAlignment(Qt::AlignRight);
    percent->setFixedWidth(percent->fontMetrics().horizontalAdvance(u"100.000000"_s) +
                           2 * theme::space::medium);
    percent->setEnabled(false);
    const int at = int(m_rows.size());
    m_grid->addWidget(box, at, 0);
    m_grid->addWidget(percent, at, 1);
    m_grid->addWidget(new QLabel{u"%"_s}, at, 2);
    m_rows.push_back({payer, box, percent});
    connect(box, &QCheckBox::toggled, this, [this, percent](bool isChecked) {
        percent->setEnabled(isChecked);
        if (!isChecked)
            percent->clear();
        showSum();
    });
    connect(percent, &QLineEdit::textEdited, this, &OrderSharesDialog::showSum);
}

bool OrderSharesDialog::isShared() const
{
    return m_shared->isChecked();
}

int OrderSharesDialog::typedPercent(const Row& row) const
{
    QString text = row.percent->text().trimmed();
    if (text.endsWith(u'%'))
        text = text.chopped(1).trimmed();
    const auto percent = decimalFromText(text, percentDecimals, typed::language());
    return percent && *percent > 0 && *percent <= wholePercent ? int(*percent) : none;
}

void OrderSharesDialog::shareEqually()
{
    const auto count =
        int(std::count_if(m_rows.begin(), m_rows.end(), [](const Row& row) { return row.box->isChecked(); }));
    int place = 0;
    for (const Row& row : m_rows) {
        if (!row.box->isChecked())
            continue;
        // What does not divide goes to the first ones, a thousandth each.
        const int share = wholePercent / count + (place < wholePercent % count ? 1 : 0);
        row.percent->setText(percentText(share));
        ++place;
    }
    showSum();
}

void OrderSharesDialog::showSum()
{
    m_problem->hide();
    int sum = 0;
    for (const Row& row : m_rows) {
        if (row.box->isChecked())
            sum += std::max(0, typedPercent(row));
    }
    m_sum->setText(
        sum == wholePercent ? tr("Together 100 %.")
        : sum < wholePercent
            ? tr("Together %1 %: %2 % are missing.").arg(percentText(sum), percentText(wholePercent - sum))
            : tr("Together %1 %: %2 % too much.").arg(percentText(sum), percentText(sum - wholePercent)));
}

void OrderSharesDialog::make()
{
    const auto refuse = [this](const QString& sentence) {
        m_problem->setText(sentence);
        m_problem->show();
    };
    std::vector<int> shares{wholePercent};
    std::vector<std::vector<ContactId>> payers{m_recipients};
    if (isShared()) {
        shares.clear();
        payers.clear();
        int sum = 0;
        for (const Row& row : m_rows) {
            if (!row.box->isChecked())
                continue;
            const int percent = typedPercent(row);
            if (percent == none) {
                refuse(tr("Write the share of %1 in per cent, above 0 and at most 100.").arg(row.payer.name));
                row.percent->setFocus();
                return;
            }
            sum += percent;
            shares.push_back(percent);
            payers.push_back({row.payer.contact});
        }
        if (sum != wholePercent)
            return refuse(tr("The shares have to be 100 % together."));
    }
    m_make->setEnabled(false);
    m_database.writeLater(
        Actor::studio(), this,
        [order = m_order, shares, payers](Transaction& transaction) -> Result<std::vector<ItemId>> {
            const auto item = items::find(transaction, order);
            if (!item)
                return fail(item.error());
            const auto contents = invoices::fromOrder(transaction, order, shares);
            if (!contents)
                return fail(contents.error());
            std::vector<ItemId> made;
            for (std::size_t i = 0; i < contents->size(); ++i) {
                const auto id =
                    invoices::add(transaction, {item->job, item->brand, (*contents)[i], payers[i]});
                if (!id)
                    return fail(id.error());
                made.push_back(*id);
            }
            return made;
        },
        [this, refuse](const Result<std::vector<ItemId>>& invoices) {
            m_make->setEnabled(true);
            if (!invoices) {
                const bool isSentence =
                    invoices.error().fault == Fault::Invalid || invoices.error().fault == Fault::Conflict;
                return refuse(isSentence ? invoices.error().detail : words::fault(invoices.error().fault));
            }
            Q_EMIT made(*invoices);
            accept();
        });
}

} // namespace foyer
