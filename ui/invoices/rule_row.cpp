// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/invoices/rule_row.h"

#include "ui/address_book/checked_field.h"
#include "ui/address_book/flow_layout.h"
#include "ui/invoices/schedule_words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>

#include <cstdlib>
#include <utility>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestName = 100;
constexpr int mostDays = 3'650;
constexpr int mostMonths = 36;
constexpr int narrowestName = 120;

QToolButton* tool(const QString& objectName, const QString& iconName)
{
    auto* button = new QToolButton;
    button->setObjectName(objectName);
    button->setIcon(icon(iconName));
    button->setFocusPolicy(Qt::StrongFocus);
    theme::setButtonRole(button, theme::ButtonRole::Quiet);
    return button;
}

void setTextKeepingCursor(QLineEdit* line, const QString& text)
{
    if (line->text() != text)
        line->setText(text);
}

} // namespace

RuleRow::RuleRow(QWidget* parent)
    : QWidget{parent}
    , m_name{new QLineEdit}
    , m_share{new QLineEdit}
    , m_shareKind{new QComboBox}
    , m_days{new QSpinBox}
    , m_when{new QComboBox}
    , m_day{new QLineEdit}
    , m_months{new QSpinBox}
    , m_problem{new QLabel}
    , m_up{tool(u"ruleUp"_s, u"arrow-up"_s)}
    , m_down{tool(u"ruleDown"_s, u"arrow-down"_s)}
    , m_remove{tool(u"removeRule"_s, u"trash-2"_s)}
{
    setObjectName(u"rule"_s);
    theme::makeCard(this);
    build();
    connect(m_name, &QLineEdit::textEdited, this, [this](const QString& text) {
        change(tr("Change Name of an Instalment"), u"name"_s,
               [&](DraftRule& rule) { rule.rule.label = text; });
    });
    connect(m_share, &QLineEdit::editingFinished, this, [this] {
        if (m_share->isModified())
            change(tr("Change Share"), {},
                   [&](DraftRule& rule) { typed::setShare(rule, m_share->text(), m_currency); });
    });
    connect(m_shareKind, &QComboBox::activated, this, [this](int index) {
        change(tr("Change Share"), {}, [&](DraftRule& rule) {
            rule.rule.share = Share(m_shareKind->itemData(index).toInt());
            rule.rule.milliPercent = 0;
            rule.rule.minor = 0;
            rule.typedShare.clear();
            // A number that is there already is meant in the other way now.
            if (rule.rule.share != Share::Rest && !m_share->text().isEmpty())
                typed::setShare(rule, m_share->text(), m_currency);
        });
    });
    connect(m_when, &QComboBox::activated, this, &RuleRow::takeWhen);
    connect(m_days, &QSpinBox::valueChanged, this, &RuleRow::takeWhen);
    connect(m_day, &QLineEdit::editingFinished, this, [this] {
        if (m_day->isModified())
            change(tr("Change Due Day"), {}, [&](DraftRule& rule) { typed::setDay(rule, m_day->text()); });
    });
    connect(m_months, &QSpinBox::valueChanged, this, [this](int months) {
        change(tr("Change Monthly Parts"), u"months"_s, [&](DraftRule& rule) { rule.rule.months = months; });
    });
    connect(m_up, &QToolButton::clicked, this, [this] { Q_EMIT moveWanted(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { Q_EMIT moveWanted(1); });
    connect(m_remove, &QToolButton::clicked, this, &RuleRow::removeWanted);
}

void RuleRow::build()
{
    m_name->setObjectName(u"ruleName"_s);
    m_name->setMaxLength(longestName);
    m_name->setPlaceholderText(tr("Name, like Retainer"));
    m_name->setMinimumWidth(narrowestName);
    m_share->setObjectName(u"ruleShare"_s);
    m_share->setFixedWidth(m_share->fontMetrics().horizontalAdvance(u"00,000.000"_s) +
                           2 * theme::space::medium);
    m_share->setAlignment(Qt::AlignRight);
    m_shareKind->setObjectName(u"ruleShareKind"_s);
    for (const Share share : {Share::Percent, Share::Sum, Share::Rest})
        m_shareKind->addItem(words::share(share), int(share));
    m_days->setObjectName(u"ruleDays"_s);
    m_days->setRange(1, mostDays);
    m_when->setObjectName(u"ruleWhen"_s);
    for (const words::DueWhen when : words::allDueWhen)
        m_when->addItem(words::dueWhen(when), int(when));
    m_day->setObjectName(u"ruleDay"_s);
    m_day->setPlaceholderText(dayForTyping(QDate{2027, 12, 31}));
    m_day->setFixedWidth(m_day->fontMetrics().horizontalAdvance(u"00/00/00000"_s) + 2 * theme::space::medium);
    m_months->setObjectName(u"ruleMonths"_s);
    m_months->setRange(1, mostMonths);
    for (QSpinBox* count : {m_days, m_months})
        count->setButtonSymbols(QSpinBox::NoButtons); // typed, or by the arrow keys
    m_months->setSpecialValueText(tr("in one part"));
    m_months->setSuffix(tr(" monthly parts", "after a number"));
    m_months->setToolTip(tr("Equal parts a month apart, the last one on the due day."));
    m_problem->setObjectName(u"ruleProblem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();
    theme::setTextRole(m_problem, theme::TextRole::Problem);

    for (QWidget* field : std::initializer_list<QWidget*>{m_name, m_share, m_shareKind, m_days, m_when, m_day,
                                                          m_months, m_up, m_down, m_remove})
        field->installEventFilter(this);

    auto* first = new QHBoxLayout;
    first->setSpacing(theme::space::small);
    first->addWidget(m_name, 1);
    first->addWidget(m_share);
    first->addWidget(m_shareKind);
    first->addWidget(m_up);
    first->addWidget(m_down);
    first->addWidget(m_remove);
    auto* due = new QLabel{tr("due")};
    theme::setTextRole(due, theme::TextRole::Muted);
    auto* lower = new QWidget;
    auto* second = new FlowLayout{lower};
    for (QWidget* one : std::initializer_list<QWidget*>{due, m_days, m_when, m_day, m_months})
        second->addWidget(one);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(theme::space::medium, theme::space::small, theme::space::small,
                               theme::space::small);
    column->setSpacing(theme::space::small);
    column->addLayout(first);
    column->addWidget(lower);
    column->addWidget(m_problem);
}

template <class Change>
void RuleRow::change(const QString& what, const QString& field, Change apply)
{
    if (m_isShowing)
        return;
    DraftRule rule = m_rule;
    apply(rule);
    Q_EMIT edited(rule, what, field);
}

void RuleRow::takeWhen()
{
    change(tr("Change Due Day"), u"days"_s, [&](DraftRule& rule) {
        words::setDueWhen(rule.rule, words::DueWhen(m_when->currentData().toInt()), m_days->value());
        if (rule.rule.from != DueFrom::Day)
            rule.typedDay.clear();
    });
}

void RuleRow::show(const DraftRule& rule, Currency currency, int number, int count)
{
    const bool wasShowing = std::exchange(m_isShowing, true);
    m_rule = rule;
    m_currency = currency;
    const words::DueWhen when = words::dueWhen(rule.rule);
    setTextKeepingCursor(m_name, rule.rule.label);
    setTextKeepingCursor(m_share,
                         rule.typedShare.isEmpty() ? typed::share(rule.rule, currency) : rule.typedShare);
    m_share->setVisible(rule.rule.share != Share::Rest);
    m_shareKind->setCurrentIndex(m_shareKind->findData(int(rule.rule.share)));
    m_shareKind->setItemText(m_shareKind->findData(int(Share::Sum)), currency.code());
    m_when->setCurrentIndex(m_when->findData(int(when)));
    m_days->setVisible(words::countsDays(when));
    if (words::countsDays(when))
        m_days->setValue(std::abs(rule.rule.days));
    setTextKeepingCursor(m_day, rule.typedDay.isEmpty() ? dayForTyping(rule.rule.day) : rule.typedDay);
    m_day->setVisible(when == words::DueWhen::OnDay);
    m_months->setValue(rule.rule.months);
    const QString problem = unreadSentence(rule, number);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    theme::setInvalid(m_share, !rule.typedShare.isEmpty());
    theme::setInvalid(m_day, !rule.typedDay.isEmpty());

    m_name->setAccessibleName(tr("Name of instalment %1").arg(number));
    m_share->setAccessibleName(tr("Share of instalment %1").arg(number));
    m_shareKind->setAccessibleName(tr("How the share of instalment %1 is counted").arg(number));
    m_days->setAccessibleName(tr("Days of instalment %1").arg(number));
    m_when->setAccessibleName(tr("When instalment %1 is due").arg(number));
    for (QComboBox* box : {m_shareKind, m_when})
        box->setAccessibleDescription(box->accessibleName()); // Qt on Linux names a box by its value
    m_day->setAccessibleName(tr("Day on which instalment %1 is due").arg(number));
    m_months->setAccessibleName(tr("Monthly parts of instalment %1").arg(number));
    m_share->setAccessibleDescription(problem);
    m_up->setAccessibleName(tr("Move instalment %1 up").arg(number));
    m_down->setAccessibleName(tr("Move instalment %1 down").arg(number));
    m_remove->setAccessibleName(tr("Remove instalment %1").arg(number));
    for (QToolButton* button : {m_up, m_down, m_remove})
        button->setToolTip(button->accessibleName());
    m_up->setEnabled(number > 1);
    m_down->setEnabled(number < count);
    m_isShowing = wasShowing;
}

void RuleRow::setReadOnly(bool isReadOnly)
{
    setEnabled(!isReadOnly);
}

void RuleRow::commit()
{
    for (QLineEdit* line : {m_share, m_day}) {
        if (line->hasFocus() && line->isModified())
            Q_EMIT line->editingFinished();
    }
}

void RuleRow::focusName()
{
    m_name->setFocus(Qt::OtherFocusReason);
}

bool RuleRow::eventFilter(QObject* watched, QEvent* event)
{
    // Fields know an undo of their own, which would know nothing of the others.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
    }
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool isMoving = key->modifiers() == Qt::AltModifier;
        if (isMoving && key->key() == Qt::Key_Up && m_up->isEnabled()) {
            Q_EMIT moveWanted(-1);
            return true;
        }
        if (isMoving && key->key() == Qt::Key_Down && m_down->isEnabled()) {
            Q_EMIT moveWanted(1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace foyer
