// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/repeated_rows.h"

#include "ui/address_book/checked_field.h"
#include "ui/common/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int labelPx = 120;

QComboBox* labelBox(const QStringList& labels, const QString& name)
{
    auto* box = new QComboBox;
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setFixedWidth(labelPx);
    box->setAccessibleName(name);
    // Once a value is chosen, Qt on Linux gives that as the name; the description stays.
    box->setAccessibleDescription(name);
    box->lineEdit()->setAccessibleName(name);
    for (const QString& label : labels)
        box->addItem(words::label(label), label);
    box->setCurrentIndex(-1);
    box->lineEdit()->setPlaceholderText(RepeatedRows::tr("Label"));
    return box;
}

void showLabel(QComboBox* box, const Label& label)
{
    const int known = box->findData(label);
    box->setCurrentIndex(known);
    if (known < 0)
        box->setEditText(label);
}

Label labelIn(const QComboBox* box)
{
    const QString typed = box->currentText().trimmed();
    const int known = box->findText(typed, Qt::MatchFixedString);
    return known >= 0 ? box->itemData(known).toString() : typed;
}

QLineEdit* lineEdit(const QString& name)
{
    auto* edit = new QLineEdit;
    edit->setAccessibleName(name);
    edit->setPlaceholderText(name);
    return edit;
}

} // namespace

RepeatedRows::RepeatedRows(const QString& addText, const QString& removeText, MakeRow makeRow,
                           QWidget* parent)
    : QWidget{parent}
    , m_removeText{removeText}
    , m_makeRow{std::move(makeRow)}
    , m_layout{new QVBoxLayout{this}}
    , m_add{new QPushButton{icon(u"plus"_s), addText}}
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(theme::space::small);
    m_layout->addWidget(m_add, 0, Qt::AlignLeft);
    m_add->setAutoDefault(false);
    theme::setButtonRole(m_add, theme::ButtonRole::Quiet);
    connect(m_add, &QPushButton::clicked, this, [this] { add()->setFocus(Qt::TabFocusReason); });
}

QWidget* RepeatedRows::add()
{
    QWidget* content = m_makeRow();
    auto* field = new CheckedField{content};
    auto* remove = new QToolButton;
    remove->setIcon(icon(u"x"_s));
    remove->setToolTip(m_removeText);
    remove->setAccessibleName(m_removeText);
    remove->setFocusPolicy(Qt::StrongFocus);
    auto* line = new QWidget;
    auto* layout = new QHBoxLayout{line};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space::tiny);
    layout->addWidget(field, 1);
    layout->addWidget(remove, 0, Qt::AlignTop);
    // The fields inside tell their row when they are left: the row itself never has the focus.
    for (QWidget* inner : content->findChildren<QWidget*>()) {
        if (inner->focusPolicy() & Qt::TabFocus)
            inner->installEventFilter(field);
    }
    connect(field, &CheckedField::left, this, &RepeatedRows::left);
    connect(remove, &QToolButton::clicked, this, [this, line] { this->remove(line); });
    m_rows.push_back({line, field, content});
    m_layout->insertWidget(m_layout->count() - 1, line);
    QWidget::setTabOrder(line, m_add);
    return content;
}

void RepeatedRows::remove(QWidget* line)
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) { return row.line == line; });
    if (found == m_rows.end())
        return;
    m_rows.erase(found);
    m_layout->removeWidget(line);
    line->hide();
    line->deleteLater(); // its own button is on the stack
    m_add->setFocus(Qt::OtherFocusReason);
    Q_EMIT left();
}

LabelledLine::LabelledLine(const QString& name, const QStringList& labels, QWidget* parent)
    : QWidget{parent}
    , m_value{lineEdit(name)}
{
    auto* layout = new QHBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space::tiny);
    if (!labels.isEmpty()) {
        m_label = labelBox(labels, tr("Label of: %1", "field").arg(name));
        layout->addWidget(m_label);
    }
    layout->addWidget(m_value, 1);
    setFocusProxy(m_value);
}

void LabelledLine::set(const QString& value, const Label& label)
{
    m_value->setText(value);
    m_value->setCursorPosition(0);
    if (m_label)
        showLabel(m_label, label);
}

QString LabelledLine::value() const
{
    return m_value->text();
}

Label LabelledLine::label() const
{
    return m_label ? labelIn(m_label) : Label{};
}

AddressFields::AddressFields(QWidget* parent)
    : QWidget{parent}
    , m_label{labelBox(words::offeredLabels(ContactField::Address), tr("Label of the address"))}
    , m_street{new QPlainTextEdit}
    , m_postalCode{lineEdit(tr("Postal code"))}
    , m_city{lineEdit(tr("City"))}
    , m_region{lineEdit(tr("Region or state"))}
    , m_country{lineEdit(tr("Country"))}
{
    m_street->setAccessibleName(tr("Street"));
    m_street->setPlaceholderText(tr("Street"));
    m_street->setTabChangesFocus(true);
    m_street->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_street->setFixedHeight(3 * fontMetrics().lineSpacing() + theme::space::small);
    auto* layout = new QGridLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space::tiny);
    layout->setColumnStretch(2, 1);
    layout->addWidget(m_label, 0, 0, Qt::AlignTop);
    layout->addWidget(m_street, 0, 1, 1, 2);
    layout->addWidget(m_postalCode, 1, 1);
    layout->addWidget(m_city, 1, 2);
    layout->addWidget(m_region, 2, 1);
    layout->addWidget(m_country, 2, 2);
    m_postalCode->setMaximumWidth(labelPx);
    m_region->setMinimumWidth(labelPx);
    setFocusProxy(m_street);
}

void AddressFields::set(const PostalAddress& address)
{
    showLabel(m_label, address.label);
    m_street->setPlainText(address.street);
    m_postalCode->setText(address.postalCode);
    m_city->setText(address.city);
    m_region->setText(address.region);
    m_country->setText(address.country);
}

PostalAddress AddressFields::address() const
{
    return {labelIn(m_label), m_street->toPlainText(), m_city->text(),
            m_region->text(), m_postalCode->text(),    m_country->text()};
}

} // namespace foyer
