// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/billing_form.h"

#include "app/base/money_text.h"
#include "app/base/text.h"
#include "app/payments/codes/iban.h"
#include "ui/common/captioned_field.h"
#include "ui/orders/order_draft.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int percentDecimals = 3;
constexpr int highestSurcharge = 10'000; ///< thousandths of a per cent
constexpr int unread = -1;

void addHeading(QVBoxLayout* column, const QString& text)
{
    auto* heading = new QLabel{text};
    theme::setTextRole(heading, theme::TextRole::Heading);
    column->addSpacing(theme::space::medium);
    column->addWidget(heading);
}

QLabel* hint(const QString& text)
{
    auto* label = new QLabel{text};
    label->setWordWrap(true);
    theme::setTextRole(label, theme::TextRole::Muted);
    return label;
}

QGridLayout* pairs(QVBoxLayout* column)
{
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(theme::space::medium);
    grid->setVerticalSpacing(theme::space::medium);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    column->addLayout(grid);
    return grid;
}

QString ibanFrom(const QString& text)
{
    const auto account = Iban::fromText(text);
    return account ? account->text() : singleLine(text);
}

QString bicFrom(const QString& text)
{
    const auto bank = bicFromText(text);
    return bank ? *bank : singleLine(text);
}

/// Thousandths of a per cent; `unread` for what is none.
int surchargeFrom(const QString& text)
{
    QString number = text.trimmed();
    if (number.endsWith(u'%'))
        number = number.chopped(1).trimmed();
    if (number.isEmpty())
        return 0;
    const auto percent = decimalFromText(number, percentDecimals, typed::language());
    return percent && *percent >= 0 && *percent <= highestSurcharge ? int(*percent) : unread;
}

QString numberOf(const BillingDetails& details, const QString& prefix, int year, int number)
{
    const QString digits = u"%1"_s.arg(number, details.numberDigits, 10, QChar{u'0'});
    return details.numbersByYear ? u"%1%2-%3"_s.arg(prefix).arg(year).arg(digits) : prefix + digits;
}

} // namespace

BillingForm::BillingForm(QWidget* parent)
    : QWidget{parent}
{
    setObjectName(u"billingForm"_s);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::medium);
    addSeller(column);
    addTransfer(column);
    addNumbers(column);
    addReminders(column);
    addCards(column);
    setDetails({}, {}, m_today);
}

QLineEdit* BillingForm::line(const QString& name)
{
    auto* made = new QLineEdit;
    made->setObjectName(name);
    made->installEventFilter(this);
    connect(made, &QLineEdit::textEdited, this, &BillingForm::edited);
    return made;
}

QPlainTextEdit* BillingForm::text(const QString& name)
{
    auto* made = new QPlainTextEdit;
    made->setObjectName(name);
    made->setTabChangesFocus(true);
    made->setFixedHeight(made->fontMetrics().lineSpacing() * 2 + 2 * theme::space::medium);
    connect(made, &QPlainTextEdit::textChanged, this, &BillingForm::edited);
    return made;
}

QSpinBox* BillingForm::count(const QString& name, int least, int most, const QString& suffix)
{
    auto* made = new QSpinBox;
    made->setObjectName(name);
    made->setRange(least, most);
    made->setSuffix(suffix);
    made->setButtonSymbols(QSpinBox::NoButtons); // typed, or by the arrow keys
    made->installEventFilter(this);
    connect(made, &QSpinBox::valueChanged, this, &BillingForm::edited);
    return made;
}

QCheckBox* BillingForm::box(const QString& name, const QString& label)
{
    auto* made = new QCheckBox{label};
    made->setObjectName(name);
    connect(made, &QCheckBox::toggled, this, &BillingForm::edited);
    return made;
}

void BillingForm::addSeller(QVBoxLayout* column)
{
    addHeading(column, tr("Who bills"));
    m_legalName = line(u"legalName"_s);
    m_legalNameField = new CaptionedField{
        tr("&Legal name"), m_legalName,
        tr("As the tax office knows you. Empty: the name of the brand. The address is the brand's.")};
    column->addWidget(m_legalNameField);
    QGridLayout* grid = pairs(column);
    m_vatId = line(u"vatId"_s);
    m_taxNumber = line(u"taxNumber"_s);
    m_vatIdField = new CaptionedField{tr("&VAT number"), m_vatId, tr("Like DE123456789. Empty: none.")};
    grid->addWidget(m_vatIdField, 0, 0, Qt::AlignTop);
    grid->addWidget(new CaptionedField{tr("&Tax number"), m_taxNumber, tr("A national one.")}, 0, 1,
                    Qt::AlignTop);
    m_note = text(u"note"_s);
    column->addWidget(new CaptionedField{tr("&Note on every invoice"), m_note,
                                         tr("For example why there is no tax on it.")});
}

void BillingForm::addTransfer(QVBoxLayout* column)
{
    addHeading(column, tr("Bank transfer"));
    column->addWidget(hint(tr("The way to pay that needs nobody else: the account and a reference stand on "
                              "every invoice, with a code for banking apps where there is one.")));
    m_iban = line(u"iban"_s);
    m_bic = line(u"bic"_s);
    m_holder = line(u"accountHolder"_s);
    m_ibanField = new CaptionedField{tr("&IBAN"), m_iban};
    m_bicField = new CaptionedField{tr("BI&C"), m_bic, tr("Optional.")};
    QGridLayout* grid = pairs(column);
    grid->addWidget(m_ibanField, 0, 0, 1, 2);
    grid->addWidget(new CaptionedField{tr("Account &holder"), m_holder, tr("Empty: the legal name.")}, 1, 0,
                    Qt::AlignTop);
    grid->addWidget(m_bicField, 1, 1, Qt::AlignTop);
    m_transferNote = text(u"transferNote"_s);
    column->addWidget(
        new CaptionedField{tr("How to transfer without an IBAN"), m_transferNote,
                           tr("Routing and account number, for example. Shown where there is no IBAN.")});
}

void BillingForm::addNumbers(QVBoxLayout* column)
{
    addHeading(column, tr("Numbers and days"));
    m_prefix = line(u"invoicePrefix"_s);
    m_creditPrefix = line(u"creditPrefix"_s);
    m_digits = count(u"numberDigits"_s, 1, 9, {});
    m_daysToPay = count(u"daysToPay"_s, 0, 365, tr(" days"));
    m_byYear = box(u"numbersByYear"_s, tr("&Begin anew every year, with the year in front"));
    m_prefixField = new CaptionedField{tr("Before in&voices"), m_prefix};
    QGridLayout* grid = pairs(column);
    grid->addWidget(m_prefixField, 0, 0, Qt::AlignTop);
    grid->addWidget(new CaptionedField{tr("Before c&redit notes"), m_creditPrefix}, 0, 1, Qt::AlignTop);
    grid->addWidget(new CaptionedField{tr("&Digits"), m_digits}, 1, 0, Qt::AlignTop);
    grid->addWidget(
        new CaptionedField{tr("Days to &pay"), m_daysToPay, tr("Where a schedule says nothing else.")}, 1, 1,
        Qt::AlignTop);
    column->addWidget(m_byYear);
    m_examples = hint({});
    m_examples->setObjectName(u"numberExamples"_s);
    m_examples->setTextFormat(Qt::PlainText);
    column->addWidget(m_examples);
    for (QLineEdit* one : {m_prefix, m_creditPrefix})
        connect(one, &QLineEdit::textChanged, this, &BillingForm::showExamples);
    connect(m_digits, &QSpinBox::valueChanged, this, &BillingForm::showExamples);
    connect(m_byYear, &QCheckBox::toggled, this, &BillingForm::showExamples);
}

void BillingForm::addReminders(QVBoxLayout* column)
{
    addHeading(column, tr("Reminders"));
    m_reminds = box(u"reminds"_s, tr("Re&mind clients by mail of what is due"));
    m_daysBefore = count(u"daysBefore"_s, 0, 90, tr(" days before"));
    m_daysBefore->setSpecialValueText(tr("not before"));
    m_onTheDay = box(u"onTheDay"_s, tr("On the day it is due"));
    m_everyDays = count(u"everyDays"_s, 0, 90, tr(" days after, again and again"));
    m_everyDays->setSpecialValueText(tr("not after"));
    m_mostAfter = count(u"mostAfter"_s, 1, 20, tr(" times at most"));
    m_daysBefore->setAccessibleName(tr("Days before it is due"));
    m_everyDays->setAccessibleName(tr("Days between reminders after it was due"));
    m_mostAfter->setAccessibleName(tr("Most reminders after it was due"));
    m_reminderParts = new QWidget;
    auto* grid = new QGridLayout{m_reminderParts};
    grid->setContentsMargins(theme::space::page, 0, 0, 0);
    grid->setColumnStretch(2, 1);
    grid->addWidget(m_daysBefore, 0, 0);
    grid->addWidget(m_onTheDay, 0, 1);
    grid->addWidget(m_everyDays, 1, 0);
    grid->addWidget(m_mostAfter, 1, 1);
    column->addWidget(m_reminds);
    column->addWidget(m_reminderParts);
    column->addWidget(hint(tr("Whatever is paid, in whichever way, is not reminded of.")));
    connect(m_reminds, &QCheckBox::toggled, this, &BillingForm::showParts);
}

void BillingForm::addCards(QVBoxLayout* column)
{
    addHeading(column, tr("Paying in the portal"));
    m_partial = box(u"allowsPartial"_s, tr("Clients may pay an amount &of their own choice"));
    column->addWidget(m_partial);
    m_cards = box(u"takesCards"_s, tr("Ta&ke cards through Stripe"));
    column->addWidget(m_cards);
    m_cardParts = new QWidget;
    m_cardColumn = new QVBoxLayout{m_cardParts};
    m_cardColumn->setContentsMargins(theme::space::page, 0, 0, 0);
    m_cardColumn->setSpacing(theme::space::medium);
    m_account = line(u"stripeAccount"_s);
    m_account->setPlaceholderText(u"acct_…"_s);
    m_mode = new QComboBox;
    m_mode->setObjectName(u"stripeMode"_s);
    m_mode->addItem(tr("Test: no money moves"), false);
    m_mode->addItem(tr("Live"), true);
    connect(m_mode, &QComboBox::activated, this, &BillingForm::edited);
    m_surcharge = line(u"surcharge"_s);
    m_surchargeField =
        new CaptionedField{tr("Surcharge on cards, in per cent"), m_surcharge,
                           tr("Off. In many places, in all of the European Union for one, charging extra for "
                              "consumers' cards is against the law. Ask before you use it.")};
    QGridLayout* grid = pairs(m_cardColumn);
    grid->addWidget(new CaptionedField{tr("Account"), m_account, tr("At Stripe under Settings › Account.")},
                    0, 0, Qt::AlignTop);
    grid->addWidget(new CaptionedField{tr("Mode"), m_mode, tr("Messages of the other mode are refused.")}, 0,
                    1, Qt::AlignTop);
    m_cardColumn->addWidget(m_surchargeField);
    column->addWidget(m_cardParts);
    connect(m_cards, &QCheckBox::toggled, this, &BillingForm::showParts);
}

void BillingForm::setSecrets(QWidget* secrets)
{
    m_cardColumn->addWidget(secrets);
}

void BillingForm::setDetails(const BillingDetails& details, const QString& brandName, QDate today)
{
    m_before = details;
    m_today = today;
    m_legalName->setText(details.legalName);
    m_legalName->setPlaceholderText(brandName);
    m_vatId->setText(details.vatId);
    m_taxNumber->setText(details.taxNumber);
    m_note->setPlainText(details.note);
    const auto account = Iban::fromText(details.iban);
    m_iban->setText(account ? account->shown() : details.iban);
    m_bic->setText(details.bic);
    m_holder->setText(details.accountHolder);
    m_transferNote->setPlainText(details.transferNote);
    m_prefix->setText(details.invoicePrefix);
    m_creditPrefix->setText(details.creditPrefix);
    m_byYear->setChecked(details.numbersByYear);
    m_digits->setValue(details.numberDigits);
    m_daysToPay->setValue(details.daysToPay);
    m_partial->setChecked(details.allowsPartial);
    m_reminds->setChecked(details.reminders.isOn);
    m_daysBefore->setValue(details.reminders.daysBefore);
    m_onTheDay->setChecked(details.reminders.onTheDay);
    m_everyDays->setValue(details.reminders.everyDays);
    m_mostAfter->setValue(details.reminders.mostAfter);
    m_cards->setChecked(details.takesCards);
    m_account->setText(details.stripeAccount);
    m_mode->setCurrentIndex(details.stripeIsLive ? 1 : 0);
    m_surcharge->setText(
        details.cardSurchargeMilliPercent == 0
            ? QString{}
            : decimalText(details.cardSurchargeMilliPercent, percentDecimals, foyer::typed::language()));
    for (CaptionedField* field :
         {m_vatIdField, m_ibanField, m_bicField, m_prefixField, m_legalNameField, m_surchargeField})
        field->setProblem({});
    showExamples();
    showParts();
    m_shown = typed();
    Q_EMIT edited();
}

BillingDetails BillingForm::typed() const
{
    BillingDetails details = m_before;
    details.legalName = singleLine(m_legalName->text());
    details.vatId = singleLine(m_vatId->text()).remove(u' ');
    details.taxNumber = singleLine(m_taxNumber->text());
    details.note = m_note->toPlainText().trimmed();
    details.iban = ibanFrom(m_iban->text());
    details.bic = bicFrom(m_bic->text());
    details.accountHolder = singleLine(m_holder->text());
    details.transferNote = m_transferNote->toPlainText().trimmed();
    details.invoicePrefix = m_prefix->text().trimmed();
    details.creditPrefix = m_creditPrefix->text().trimmed();
    details.numbersByYear = m_byYear->isChecked();
    details.numberDigits = m_digits->value();
    details.daysToPay = m_daysToPay->value();
    details.allowsPartial = m_partial->isChecked();
    details.reminders = {m_reminds->isChecked(), m_daysBefore->value(), m_onTheDay->isChecked(),
                         m_everyDays->value(), m_mostAfter->value()};
    details.takesCards = m_cards->isChecked();
    details.stripeAccount = m_account->text().trimmed();
    details.stripeIsLive = m_mode->currentData().toBool();
    details.cardSurchargeMilliPercent = surchargeFrom(m_surcharge->text());
    return details;
}

void BillingForm::checkAccount()
{
    QString problem;
    if (!m_iban->text().trimmed().isEmpty()) {
        if (const auto account = Iban::fromText(m_iban->text()); !account)
            problem = account.error().detail;
    }
    m_ibanField->setProblem(problem);
    problem.clear();
    if (!m_bic->text().trimmed().isEmpty()) {
        if (const auto bank = bicFromText(m_bic->text()); !bank)
            problem = bank.error().detail;
    }
    m_bicField->setProblem(problem);
}

void BillingForm::checkVatNumber()
{
    const auto fits = checkVatId(typed().vatId);
    m_vatIdField->setProblem(fits ? QString{} : fits.error().detail);
}

void BillingForm::checkSurcharge()
{
    m_surchargeField->setProblem(surchargeFrom(m_surcharge->text()) == unread
                                     ? tr("Write a number of per cent from 0 to 10, like 1.5.")
                                     : QString{});
}

bool BillingForm::showProblems()
{
    checkVatNumber();
    checkAccount();
    checkSurcharge();
    for (CaptionedField* field : {m_vatIdField, m_ibanField, m_bicField, m_surchargeField}) {
        if (!field->problem().isEmpty()) {
            field->setFocus();
            return false;
        }
    }
    const BillingDetails details = typed();
    const auto fits = check(details);
    // What is left concerns prefixes, or a text that is too long.
    const bool arePrefixes =
        details.invoicePrefix == details.creditPrefix || (!fits && fits.error().detail.contains(u"prefix"_s));
    m_prefixField->setProblem(!fits && arePrefixes ? fits.error().detail : QString{});
    m_legalNameField->setProblem(!fits && !arePrefixes ? fits.error().detail : QString{});
    if (!fits)
        (arePrefixes ? m_prefixField : m_legalNameField)->setFocus();
    return bool(fits);
}

void BillingForm::showExamples()
{
    const BillingDetails details = typed();
    const int year = m_today.year();
    m_examples->setText(
        tr("Invoices: %1, %2, … Credit notes: %3. Numbers are taken when an invoice is issued; "
           "none is left out.")
            .arg(numberOf(details, details.invoicePrefix, year, 1),
                 numberOf(details, details.invoicePrefix, year, 2),
                 numberOf(details, details.creditPrefix, year, 1)));
}

void BillingForm::showParts()
{
    m_reminderParts->setEnabled(m_reminds->isChecked());
    m_cardParts->setVisible(m_cards->isChecked());
}

bool BillingForm::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusOut) {
        if (watched == m_iban || watched == m_bic)
            checkAccount();
        else if (watched == m_vatId)
            checkVatNumber();
        else if (watched == m_surcharge)
            checkSurcharge();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace foyer
