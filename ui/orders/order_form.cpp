// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/orders/order_form.h"

#include "app/orders/order_sheet.h"
#include "app/orders/order_totals.h"
#include "ui/address_book/checked_field.h"
#include "ui/common/captioned_field.h"
#include "ui/orders/order_lines_model.h"
#include "ui/orders/order_lines_view.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int contactRole = Qt::UserRole;
constexpr int fewestLinesShown = 6;

void setTextKeepingCursor(QLineEdit* line, const QString& text)
{
    if (line->text() != text)
        line->setText(text);
}

void setTextKeepingCursor(QPlainTextEdit* edit, const QString& text)
{
    if (edit->toPlainText() != text)
        edit->setPlainText(text);
}

} // namespace

OrderForm::OrderForm(Purpose purpose, QWidget* parent)
    : QWidget{parent}
    , m_purpose{purpose}
    , m_model{new OrderLinesModel{this}}
    , m_lines{new OrderLinesView{*m_model}}
{
    setObjectName(u"orderForm"_s);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::page);
    column->setSpacing(theme::space::large);
    buildHead(column);
    buildLines(column);
    buildFoot(column);
    column->addStretch();
}

template <class Change>
void OrderForm::change(const QString& what, const QString& field, Change apply)
{
    if (m_isShowing)
        return;
    OrderDraft draft = m_draft;
    apply(draft);
    Q_EMIT edited(draft, what, field);
}

QLineEdit* OrderForm::addLine(const QString& name)
{
    auto* line = new QLineEdit;
    line->setObjectName(name);
    line->installEventFilter(this);
    return line;
}

QPlainTextEdit* OrderForm::addText(const QString& name, int rows)
{
    auto* text = new QPlainTextEdit;
    text->setObjectName(name);
    text->setTabChangesFocus(true);
    text->setUndoRedoEnabled(false); // the window's undo knows more
    text->installEventFilter(this);
    text->setFixedHeight(text->fontMetrics().lineSpacing() * rows + 2 * theme::space::medium);
    return text;
}

void OrderForm::buildHead(QVBoxLayout* column)
{
    m_title = addLine(u"title"_s);
    m_title->setMaxLength(200);
    connect(m_title, &QLineEdit::textEdited, this, [this](const QString& text) {
        change(tr("Change Title"), u"title"_s, [&](OrderDraft& draft) { draft.content.title = text; });
    });
    column->addWidget(new CaptionedField{tr("&Title"), m_title, tr("What clients find it by.")});

    m_recipients = new QListWidget;
    m_recipients->setObjectName(u"recipients"_s);
    connect(m_recipients, &QListWidget::itemChanged, this, &OrderForm::takePeople);
    m_nobody = new QLabel{tr("Nobody is on this job yet. Add people to the job, then choose here.")};
    m_nobody->setWordWrap(true);
    theme::setTextRole(m_nobody, theme::TextRole::Muted);
    const bool isInvoice = m_purpose == Purpose::Invoice;
    m_recipientsField = new CaptionedField{
        tr("&For"), m_recipients,
        isInvoice ? tr("Whoever is ticked sees it once it is issued and may pay it; the first is billed.")
                  : tr("Whoever is ticked sees it once it is sent; the first is addressed.")};
    column->addWidget(m_recipientsField);
    column->addWidget(m_nobody);
    m_finderPlace = new QVBoxLayout;
    column->addLayout(m_finderPlace);

    m_isQuote = new QCheckBox{tr("A &quote: the client is asked to accept it")};
    m_isQuote->setObjectName(u"isQuote"_s);
    connect(m_isQuote, &QCheckBox::toggled, this, [this](bool isQuote) {
        change(tr("Change Quote"), {}, [&](OrderDraft& draft) { draft.content.needsAcceptance = isQuote; });
    });
    m_booksJob = new QCheckBox{isInvoice ? tr("Being paid in full &books the job")
                                         : tr("Accepting it &books the job")};
    m_booksJob->setObjectName(u"booksJob"_s);
    connect(m_booksJob, &QCheckBox::toggled, this, [this](bool books) {
        change(tr("Change Booking"), {}, [&](OrderDraft& draft) { draft.booksJob = books; });
    });
    m_isQuote->setVisible(!isInvoice);
    column->addWidget(m_isQuote);
    column->addWidget(m_booksJob);

    m_validUntil = addLine(u"validUntil"_s);
    connect(m_validUntil, &QLineEdit::editingFinished, this, [this] {
        change(tr("Change Last Day"), {},
               [&](OrderDraft& draft) { typed::setValidUntil(draft, m_validUntil->text()); });
    });
    m_currency = new QComboBox;
    m_currency->setObjectName(u"currency"_s);
    for (const char* code : {"EUR", "USD", "GBP", "CHF", "AUD", "CAD", "NZD", "SEK", "NOK", "DKK", "PLN",
                             "CZK", "JPY", "INR", "BRL", "MXN", "ZAR", "AED", "KWD"})
        m_currency->addItem(QString::fromLatin1(code));
    connect(m_currency, &QComboBox::currentTextChanged, this, [this](const QString& code) {
        const auto currency = Currency::fromText(code);
        if (!currency)
            return;
        change(tr("Change Currency"), {}, [&](OrderDraft& draft) { typed::setCurrency(draft, *currency); });
    });
    m_withTax = new QCheckBox{tr("Prices &include tax")};
    m_withTax->setObjectName(u"withTax"_s);
    connect(m_withTax, &QCheckBox::toggled, this, [this](bool withTax) {
        change(tr("Change Prices"), {}, [&](OrderDraft& draft) { draft.content.pricesIncludeTax = withTax; });
    });
    m_validUntilField = new CaptionedField{tr("&Valid until"), m_validUntil, tr("Optional.")};
    auto* row = new QHBoxLayout;
    row->setSpacing(theme::space::large);
    row->addWidget(m_validUntilField, 1);
    row->addWidget(new CaptionedField{tr("C&urrency"), m_currency}, 0, Qt::AlignTop);
    row->addWidget(m_withTax, 0, Qt::AlignVCenter);
    column->addLayout(row);

    m_introduction = addText(u"introduction"_s, 2);
    connect(m_introduction, &QPlainTextEdit::textChanged, this, [this] {
        change(tr("Change Introduction"), u"introduction"_s,
               [&](OrderDraft& draft) { draft.content.introduction = m_introduction->toPlainText(); });
    });
    column->addWidget(new CaptionedField{tr("I&ntroduction"), m_introduction});
}

void OrderForm::buildLines(QVBoxLayout* column)
{
    auto* heading = new QLabel{tr("Lines")};
    theme::setTextRole(heading, theme::TextRole::Heading);
    auto* hint = new QLabel{tr("Just type. Enter goes on with the next line, Alt+Up and Alt+Down move one.")};
    theme::setTextRole(hint, theme::TextRole::Muted);
    hint->setWordWrap(true);
    column->addWidget(heading);
    column->addWidget(hint);
    m_lines->setMinimumHeight(m_lines->verticalHeader()->defaultSectionSize() * (fewestLinesShown + 1));
    column->addWidget(m_lines);
    connect(m_model, &OrderLinesModel::edited, this,
            [this](const std::vector<DraftLine>& lines, const QString& what) {
                change(what, {}, [&](OrderDraft& draft) { draft.lines = lines; });
            });
    connect(m_lines, &OrderLinesView::lineChosen, this, &OrderForm::showDetails);

    const auto button = [&](const QString& name, const QString& text, auto work) {
        auto* made = new QPushButton{text};
        made->setObjectName(name);
        connect(made, &QPushButton::clicked, this, work);
        return made;
    };
    m_add = button(u"addLine"_s, tr("&Add Line"), [this] { m_lines->addLine(); });
    m_remove = button(u"removeLine"_s, tr("&Remove Line"), [this] { m_lines->removeLine(); });
    m_up = button(u"lineUp"_s, tr("Move U&p"), [this] { m_lines->moveLine(-1); });
    m_down = button(u"lineDown"_s, tr("Move &Down"), [this] { m_lines->moveLine(1); });
    m_add->setIcon(icon(u"plus"_s));
    m_remove->setIcon(icon(u"trash-2"_s));
    auto* buttons = new QHBoxLayout;
    for (QPushButton* one : {m_add, m_remove, m_up, m_down})
        buttons->addWidget(one);
    buttons->addStretch();
    column->addLayout(buttons);

    m_details = addText(u"details"_s, 3);
    connect(m_details, &QPlainTextEdit::textChanged, this, [this] {
        const int at = m_lines->currentIndex().row();
        if (at < 0)
            return;
        change(tr("Change Details"), u"details %1"_s.arg(at), [&](OrderDraft& draft) {
            draft.lines[std::size_t(at)].line.details = m_details->toPlainText();
        });
    });
    column->addWidget(new CaptionedField{tr("D&etails of this line"), m_details,
                                         tr("What a package holds, sizes, papers. Stands below its title.")});
}

void OrderForm::buildFoot(QVBoxLayout* column)
{
    m_discount = addLine(u"discount"_s);
    m_discount->setPlaceholderText(tr("10 % or an amount"));
    connect(m_discount, &QLineEdit::editingFinished, this, [this] {
        change(tr("Change Discount"), {},
               [&](OrderDraft& draft) { typed::setDiscount(draft, m_discount->text()); });
    });
    m_discountField = new CaptionedField{tr("Di&scount on everything"), m_discount};
    m_totals = new QLabel;
    m_totals->setObjectName(u"totals"_s);
    m_total = new QLabel;
    m_total->setObjectName(u"total"_s);
    theme::setTextRole(m_totals, theme::TextRole::Muted);
    theme::setTextRole(m_total, theme::TextRole::Heading);
    for (QLabel* label : {m_totals, m_total}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->setWordWrap(true);
    }
    auto* sums = new QVBoxLayout;
    sums->addWidget(m_totals);
    sums->addWidget(m_total);
    auto* row = new QHBoxLayout;
    row->addWidget(m_discountField, 0, Qt::AlignTop);
    row->addLayout(sums, 1);
    column->addLayout(row);

    m_closing = addText(u"closing"_s, 3);
    connect(m_closing, &QPlainTextEdit::textChanged, this, [this] {
        change(tr("Change Closing"), u"closing"_s,
               [&](OrderDraft& draft) { draft.content.closing = m_closing->toPlainText(); });
    });
    column->addWidget(new CaptionedField{tr("Closin&g"), m_closing});
}

void OrderForm::setPeople(std::vector<OrderPerson> people)
{
    m_people = std::move(people);
    showPeople();
}

void OrderForm::addRecipient(const OrderPerson& person)
{
    const auto isThem = [&](const OrderPerson& one) { return one.contact == person.contact; };
    if (std::none_of(m_people.begin(), m_people.end(), isThem))
        m_people.push_back(person);
    change(tr("Change Recipients"), {}, [&](OrderDraft& draft) {
        if (std::find(draft.recipients.begin(), draft.recipients.end(), person.contact) ==
            draft.recipients.end())
            draft.recipients.push_back(person.contact);
    });
    showPeople();
}

void OrderForm::setFinder(QWidget* finder)
{
    m_finderPlace->addWidget(finder);
}

void OrderForm::setCatalogue(std::vector<Product> products, std::vector<TaxRate> rates, const Tax& usualTax)
{
    m_model->setCatalogue(std::move(products), std::move(rates), usualTax);
}

void OrderForm::setGivesBack(bool givesBack)
{
    if (m_givesBack == givesBack)
        return;
    m_givesBack = givesBack;
    m_recipientsField->setHint(
        givesBack ? tr("Whoever is ticked sees it once it is issued; the first is addressed.")
                  : tr("Whoever is ticked sees it once it is issued and may pay it; the first is billed."));
    m_booksJob->setVisible(!givesBack);
    m_currency->setEnabled(!m_isReadOnly && !givesBack);
}

void OrderForm::setReadOnly(bool isReadOnly)
{
    m_isReadOnly = isReadOnly;
    m_model->setReadOnly(isReadOnly);
    for (QLineEdit* line : {m_title, m_validUntil, m_discount})
        line->setReadOnly(isReadOnly);
    for (QPlainTextEdit* text : {m_introduction, m_details, m_closing})
        text->setReadOnly(isReadOnly);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_recipients, m_isQuote, m_booksJob, m_currency,
                                                           m_withTax, m_add, m_remove, m_up, m_down})
        widget->setEnabled(!isReadOnly);
    m_currency->setEnabled(!isReadOnly && !m_givesBack);
}

void OrderForm::show(const OrderDraft& draft)
{
    m_isShowing = true;
    m_draft = draft;
    const OrderContent& content = draft.content;
    setTextKeepingCursor(m_title, content.title);
    setTextKeepingCursor(m_validUntil, draft.typedValidUntil.isEmpty() ? dayForTyping(content.validUntil)
                                                                       : draft.typedValidUntil);
    setTextKeepingCursor(m_discount, draft.typedDiscount.isEmpty()
                                         ? typed::discount(content.discount, content.currency)
                                         : draft.typedDiscount);
    setTextKeepingCursor(m_introduction, content.introduction);
    setTextKeepingCursor(m_closing, content.closing);
    m_isQuote->setChecked(content.needsAcceptance);
    m_booksJob->setChecked(draft.booksJob);
    m_booksJob->setVisible(content.needsAcceptance || (m_purpose == Purpose::Invoice && !m_givesBack));
    m_validUntilField->setVisible(content.needsAcceptance);
    m_withTax->setChecked(content.pricesIncludeTax);
    if (m_currency->findText(content.currency.code()) < 0)
        m_currency->addItem(content.currency.code());
    m_currency->setCurrentText(content.currency.code());
    m_model->setLines(draft.lines, content);
    const auto problem = [&](const QString& typedText, auto alone) {
        return typedText.isEmpty() ? QString{} : unreadSentence(alone);
    };
    OrderDraft discountAlone;
    discountAlone.typedDiscount = draft.typedDiscount;
    OrderDraft dayAlone;
    dayAlone.typedValidUntil = draft.typedValidUntil;
    m_discountField->setProblem(problem(draft.typedDiscount, discountAlone));
    m_validUntilField->setProblem(problem(draft.typedValidUntil, dayAlone));
    showPeople();
    showTotals();
    showDetails(m_lines->currentIndex().row());
    m_isShowing = false;
}

void OrderForm::showPeople()
{
    const bool wasShowing = std::exchange(m_isShowing, true);
    // Those it is for stand first, in their order, also somebody who left the job.
    std::vector<OrderPerson> rows;
    for (const ContactId recipient : m_draft.recipients) {
        const auto known = std::find_if(m_people.begin(), m_people.end(),
                                        [&](const OrderPerson& one) { return one.contact == recipient; });
        if (known != m_people.end())
            rows.push_back(*known);
    }
    for (const OrderPerson& person : m_people) {
        if (std::find(m_draft.recipients.begin(), m_draft.recipients.end(), person.contact) ==
            m_draft.recipients.end())
            rows.push_back(person);
    }
    const int current = m_recipients->currentRow();
    while (m_recipients->count() > int(rows.size()))
        delete m_recipients->takeItem(m_recipients->count() - 1);
    while (m_recipients->count() < int(rows.size()))
        m_recipients->addItem(QString{});
    for (int i = 0; i < m_recipients->count(); ++i) {
        const OrderPerson& person = rows[std::size_t(i)];
        QListWidgetItem* item = m_recipients->item(i);
        item->setText(person.role.isEmpty()
                          ? person.name
                          : tr("%1 · %2", "name · role on the job").arg(person.name, person.role));
        item->setData(contactRole, person.contact.row());
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(i < int(m_draft.recipients.size()) ? Qt::Checked : Qt::Unchecked);
    }
    m_recipients->setCurrentRow(std::min(current, m_recipients->count() - 1));
    m_nobody->setVisible(rows.empty());
    // As high as its people, up to a crowd.
    constexpr int mostShown = 6;
    const int shown = std::clamp(m_recipients->count(), 1, mostShown);
    m_recipients->setFixedHeight(shown * std::max(m_recipients->sizeHintForRow(0), 1) +
                                 2 * m_recipients->frameWidth() + theme::space::tiny);
    m_isShowing = wasShowing;
}

void OrderForm::takePeople()
{
    if (m_isShowing)
        return;
    std::vector<ContactId> recipients;
    for (int i = 0; i < m_recipients->count(); ++i) {
        const QListWidgetItem* item = m_recipients->item(i);
        if (item->checkState() == Qt::Checked)
            recipients.push_back(ContactId{item->data(contactRole).toLongLong()});
    }
    change(tr("Change Recipients"), {}, [&](OrderDraft& draft) { draft.recipients = recipients; });
}

void OrderForm::showTotals()
{
    const OrderContent content = contentOf(m_draft);
    const auto totals = totalsOf(content);
    theme::setTextRole(m_total, totals ? theme::TextRole::Heading : theme::TextRole::Problem);
    if (!totals) {
        m_totals->clear();
        m_total->setText(totals.error().detail);
        return;
    }
    const print::OrderSheet sheet = sheetOf({content, {}, {}}, typed::language());
    QStringList lines;
    for (const print::TotalLine& line : sheet.totals) {
        const QString text = tr("%1: %2", "what: amount").arg(line.label, line.amount);
        if (line.isStrong)
            m_total->setText(text);
        else
            lines.append(text);
    }
    m_totals->setText(lines.join(u'\n'));
    m_totals->setVisible(!lines.isEmpty());
}

void OrderForm::showDetails(int row)
{
    const bool wasShowing = std::exchange(m_isShowing, true);
    const bool isLine = row >= 0 && row < int(m_draft.lines.size());
    m_details->setEnabled(isLine);
    setTextKeepingCursor(m_details, isLine ? m_draft.lines[std::size_t(row)].line.details : QString{});
    m_isShowing = wasShowing;
}

void OrderForm::commit()
{
    m_lines->commit();
    // Lines that are read when they are left count as left.
    for (QLineEdit* line : {m_validUntil, m_discount}) {
        if (line->hasFocus() && line->isModified())
            Q_EMIT line->editingFinished();
    }
}

void OrderForm::begin()
{
    if (m_draft.content.title.isEmpty())
        m_title->setFocus();
    else
        m_lines->setFocus();
}

bool OrderForm::eventFilter(QObject* watched, QEvent* event)
{
    // Fields know an undo of their own, which would know nothing of the others.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace foyer
