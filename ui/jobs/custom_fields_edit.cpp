// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/custom_fields_edit.h"

#include "app/base/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

CustomFieldsEdit::CustomFieldsEdit(QWidget* parent)
    : QWidget{parent}
    , m_column{new QVBoxLayout}
    , m_add{new QPushButton{icon(u"plus"_s), tr("Add a field")}}
{
    m_add->setObjectName(u"addField"_s);
    theme::setButtonRole(m_add, theme::ButtonRole::Quiet);
    m_column->setSpacing(theme::space::hair);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space::small);
    layout->addLayout(m_column);
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, [this] {
        addLine({}, {});
        m_lines.back().name->setFocus(Qt::OtherFocusReason);
    });
}

void CustomFieldsEdit::setFields(const QJsonObject& wanted)
{
    if (fields() == wanted)
        return; // somebody may be typing in it
    while (!m_lines.empty())
        remove(m_lines.back().widget);
    for (auto field = wanted.begin(); field != wanted.end(); ++field)
        addLine(field.key(), field->toString());
}

QJsonObject CustomFieldsEdit::fields() const
{
    QJsonObject all;
    for (const Line& line : m_lines) {
        const QString name = singleLine(line.name->text());
        if (!name.isEmpty())
            all.insert(name, line.value->text());
    }
    return all;
}

void CustomFieldsEdit::addLine(const QString& name, const QString& value)
{
    auto* widget = new QWidget;
    auto* nameLine = new QLineEdit{name};
    nameLine->setObjectName(u"fieldName"_s);
    nameLine->setAccessibleName(tr("Name of the field"));
    nameLine->setPlaceholderText(tr("Name"));
    auto* valueLine = new QLineEdit{value};
    valueLine->setObjectName(u"fieldValue"_s);
    valueLine->setAccessibleName(name.isEmpty() ? tr("What stands in the field") : name);
    valueLine->setPlaceholderText(tr("What stands in it"));
    auto* drop = new QToolButton;
    drop->setIcon(icon(u"x"_s, IconInk::Muted));
    drop->setAccessibleName(tr("Remove this field"));
    drop->setToolTip(drop->accessibleName());
    drop->setFocusPolicy(Qt::StrongFocus);
    for (QLineEdit* line : {nameLine, valueLine}) {
        theme::makeQuiet(line);
        connect(line, &QLineEdit::editingFinished, this, &CustomFieldsEdit::edited);
    }
    connect(drop, &QToolButton::clicked, this, [this, widget] {
        remove(widget);
        m_add->setFocus(Qt::OtherFocusReason);
        Q_EMIT edited();
    });
    auto* layout = new QHBoxLayout{widget};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space::tiny);
    layout->addWidget(nameLine, 1);
    layout->addWidget(valueLine, 2);
    layout->addWidget(drop);
    m_column->addWidget(widget);
    m_lines.push_back({widget, nameLine, valueLine});
}

void CustomFieldsEdit::remove(QWidget* widget)
{
    std::erase_if(m_lines, [&](const Line& line) { return line.widget == widget; });
    for (QLineEdit* line : widget->findChildren<QLineEdit*>())
        line->disconnect(this);
    m_column->removeWidget(widget);
    widget->hide();
    widget->deleteLater();
}

} // namespace foyer
