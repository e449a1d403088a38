// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/invoices/invoice_form.h"

#include "app/orders/order_totals.h"
#include "ui/address_book/checked_field.h"
#include "ui/common/captioned_field.h"
#include "ui/common/words.h"
#include "ui/jobs/contact_finder.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <utility>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QLabel* heading(const QString& text)
{
    auto* label = new QLabel{text};
    theme::setTextRole(label, theme::TextRole::Heading);
    return label;
}

void setTextKeepingCursor(QLineEdit* line, const QString& text)
{
    if (line->text() != text)
        line->setText(text);
}

} // namespace

InvoiceForm::InvoiceForm(const Database& database, QWidget* parent)
    : QWidget{parent}
    , m_goods{new OrderForm{OrderForm::Purpose::Invoice}}
    , m_schedule{new ScheduleEdit}
    , m_credits{new QLabel}
{
    setObjectName(u"invoiceForm"_s);
    m_credits->setObjectName(u"credits"_s);
    m_credits->setTextFormat(Qt::PlainText);
    m_credits->setWordWrap(true);
    theme::makeNotice(m_credits, theme::Tone::Accent);

    auto* finder = new ContactFinder{database, ContactKind::Person};
    finder->setObjectName(u"findRecipient"_s);
    finder->setAccessibleName(tr("Somebody else who pays it"));
    finder->setPlaceholderText(tr("Somebody else? Type a part of the name"));
    connect(finder, &ContactFinder::chosen, this, [this, finder](ContactId id, const QString& name) {
        finder->clear();
        m_goods->addRecipient({id, name, {}});
    });
    finder->installEventFilter(this);
    m_goods->setFinder(finder);

    auto* more = new QVBoxLayout;
    more->setContentsMargins(theme::space::page, 0, theme::space::page, theme::space::page);
    more->setSpacing(theme::space::large);
    more->addWidget(makeBuyer());
    more->addWidget(makeSchedule());
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_credits);
    column->addWidget(m_goods);
    column->addLayout(more);
    column->addStretch();

    connect(m_goods, &OrderForm::edited, this, &InvoiceForm::takeGoods);
    connect(m_schedule, &ScheduleEdit::edited, this,
            [this](const std::vector<DraftRule>& rules, const QString& what, const QString& field) {
                change(what, field, [&](InvoiceDraft& draft) { draft.rules = rules; });
            });
}

QLineEdit* InvoiceForm::addLine(const QString& name, const QString& what, QString InvoiceContent::*member)
{
    auto* line = new QLineEdit;
    line->setObjectName(name);
    line->setMaxLength(200);
    line->installEventFilter(this);
    connect(line, &QLineEdit::textEdited, this, [this, name, what, member](const QString& text) {
        change(what, name, [&](InvoiceDraft& draft) { draft.content.*member = text; });
    });
    return line;
}

QWidget* InvoiceForm::makeBuyer()
{
    m_company = addLine(u"buyerName"_s, tr("Change Company"), &InvoiceContent::buyerName);
    m_vatId = addLine(u"buyerVatId"_s, tr("Change VAT Number"), &InvoiceContent::buyerVatId);
    m_reference = addLine(u"buyerReference"_s, tr("Change Reference"), &InvoiceContent::buyerReference);
    m_serviceDay = new QLineEdit;
    m_serviceDay->setObjectName(u"serviceDay"_s);
    m_serviceDay->setPlaceholderText(dayForTyping(QDate{2027, 12, 31}));
    m_serviceDay->installEventFilter(this);
    connect(m_serviceDay, &QLineEdit::editingFinished, this, [this] {
        if (m_serviceDay->isModified())
            change(tr("Change Day of the Service"), {},
                   [&](InvoiceDraft& draft) { typed::setServiceDay(draft, m_serviceDay->text()); });
    });
    m_serviceDayField =
        new CaptionedField{tr("Day of the ser&vice"), m_serviceDay, tr("The shoot, or the delivery.")};
    m_eInvoice = new QCheckBox{tr("&Offer an e-invoice file as well")};
    m_eInvoice->setObjectName(u"wantsEInvoice"_s);
    m_eInvoice->setToolTip(tr("With a VAT number of the customer it is always offered."));
    connect(m_eInvoice, &QCheckBox::toggled, this, [this](bool wants) {
        change(tr("Change E-invoice"), {}, [&](InvoiceDraft& draft) { draft.content.wantsEInvoice = wants; });
    });

    auto* box = new QWidget;
    auto* grid = new QGridLayout{box};
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(theme::space::large);
    grid->setVerticalSpacing(theme::space::medium);
    grid->addWidget(heading(tr("Billing")), 0, 0, 1, 2);
    const auto top = Qt::AlignTop;
    grid->addWidget(new CaptionedField{tr("Bill a compan&y instead"), m_company,
                                       tr("Empty: the first recipient is billed.")},
                    1, 0, top);
    grid->addWidget(new CaptionedField{tr("Its VAT nu&mber"), m_vatId}, 1, 1, top);
    grid->addWidget(new CaptionedField{tr("Their referen&ce"), m_reference,
                                       tr("What the customer wants to read on it: an order number, a cost "
                                          "centre.")},
                    2, 0, top);
    grid->addWidget(m_serviceDayField, 2, 1, top);
    grid->addWidget(m_eInvoice, 3, 0, 1, 2);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    return box;
}

QWidget* InvoiceForm::makeSchedule()
{
    m_scheduleBox = new QWidget;
    auto* column = new QVBoxLayout{m_scheduleBox};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::medium);
    column->addWidget(heading(tr("Schedule")));
    column->addWidget(m_schedule);
    return m_scheduleBox;
}

template <class Change>
void InvoiceForm::change(const QString& what, const QString& field, Change apply)
{
    if (m_isShowing)
        return;
    InvoiceDraft draft = m_draft;
    apply(draft);
    Q_EMIT edited(draft, what, field);
}

void InvoiceForm::takeGoods(const OrderDraft& goods, const QString& what, const QString& field)
{
    change(what, field, [&](InvoiceDraft& draft) {
        const Currency before = draft.goods.content.currency;
        const Currency now = goods.content.currency;
        draft.goods = goods;
        if (before == now)
            return;
        for (DraftRule& rule : draft.rules) {
            if (rule.rule.share == Share::Sum)
                typed::carry(rule.rule.minor, rule.typedShare, before, now,
                             [&](const QString& text) { typed::setShare(rule, text, now); });
        }
    });
}

void InvoiceForm::setCatalogue(std::vector<Product> products, std::vector<TaxRate> rates, const Tax& usualTax)
{
    m_goods->setCatalogue(std::move(products), std::move(rates), usualTax);
}

void InvoiceForm::setPresets(std::vector<ScheduleEdit::Preset> presets)
{
    m_schedule->setPresets(std::move(presets));
}

void InvoiceForm::setDays(const ScheduleDays& days)
{
    m_days = days;
    show(m_draft);
}

void InvoiceForm::setReadOnly(bool isReadOnly)
{
    m_goods->setReadOnly(isReadOnly);
    m_schedule->setReadOnly(isReadOnly);
    for (QLineEdit* line : {m_company, m_vatId, m_reference, m_serviceDay})
        line->setReadOnly(isReadOnly);
    m_isReadOnly = isReadOnly;
    m_eInvoice->setEnabled(!isReadOnly && m_draft.content.buyerVatId.isEmpty());
    if (auto* finder = findChild<ContactFinder*>())
        finder->setVisible(!isReadOnly);
}

void InvoiceForm::show(const InvoiceDraft& draft)
{
    m_isShowing = true;
    m_draft = draft;
    m_goods->show(draft.goods);
    const InvoiceContent& content = draft.content;
    setTextKeepingCursor(m_company, content.buyerName);
    setTextKeepingCursor(m_vatId, content.buyerVatId);
    setTextKeepingCursor(m_reference, content.buyerReference);
    setTextKeepingCursor(m_serviceDay, draft.typedServiceDay.isEmpty() ? dayForTyping(content.serviceDay)
                                                                       : draft.typedServiceDay);
    InvoiceDraft dayAlone;
    dayAlone.typedServiceDay = draft.typedServiceDay;
    m_serviceDayField->setProblem(unreadSentence(dayAlone));
    m_eInvoice->setChecked(content.wantsEInvoice || !content.buyerVatId.isEmpty());
    m_eInvoice->setEnabled(!m_isReadOnly && content.buyerVatId.isEmpty());
    const bool isCreditNote = content.type == InvoiceType::CreditNote;
    m_scheduleBox->setVisible(!isCreditNote);
    m_credits->setVisible(isCreditNote);
    m_goods->setGivesBack(isCreditNote);
    if (isCreditNote)
        m_credits->setText(tr("A credit note: it gives back of invoice %1 of %2. Take out what the customer "
                              "still has to pay.")
                               .arg(content.credits.number, words::day(content.credits.day)));
    const OrderContent goods = contentOf(draft.goods);
    const auto totals = totalsOf(goods);
    m_schedule->show(draft.rules, {totals ? totals->payable : 0, goods.currency, m_days});
    m_isShowing = false;
}

void InvoiceForm::commit()
{
    m_goods->commit();
    m_schedule->commit();
    if (m_serviceDay->hasFocus() && m_serviceDay->isModified())
        Q_EMIT m_serviceDay->editingFinished();
}

bool InvoiceForm::eventFilter(QObject* watched, QEvent* event)
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
