// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/automations/form_parts.h"

#include "ui/theme/icons.h"
#include "ui/theme/style.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QTimeEdit>
#include <QToolButton>

#include <algorithm>

namespace foyer::form {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(AutomationForm)
};

class WheelPasses : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() != QEvent::Wheel || qobject_cast<QWidget*>(watched)->hasFocus())
            return false;
        event->ignore();
        return true;
    }
};

void prepare(QWidget* field, const QString& objectName, const QString& name)
{
    field->setObjectName(objectName);
    field->setAccessibleName(name);
    field->setFocusPolicy(Qt::StrongFocus);
    field->installEventFilter(new WheelPasses{field});
}

} // namespace

QComboBox* box(const QString& objectName, const QString& name)
{
    auto* made = new QComboBox;
    prepare(made, objectName, name);
    made->setAccessibleDescription(name); // Qt on Linux names a box by its value
    made->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    return made;
}

QSpinBox* number(const QString& objectName, const QString& name, int from, int to)
{
    auto* made = new QSpinBox;
    prepare(made, objectName, name);
    made->setRange(from, to);
    made->setButtonSymbols(QSpinBox::NoButtons); // typed, or by the arrow keys
    return made;
}

QTimeEdit* time(const QString& objectName, const QString& name)
{
    auto* made = new QTimeEdit;
    prepare(made, objectName, name);
    made->setButtonSymbols(QTimeEdit::NoButtons);
    made->setDisplayFormat(QLocale{}.timeFormat(QLocale::ShortFormat));
    return made;
}

QToolButton* tool(const QString& objectName, const QString& iconName, const QString& name)
{
    auto* made = new QToolButton;
    made->setObjectName(objectName);
    made->setIcon(icon(iconName));
    made->setAccessibleName(name);
    made->setToolTip(name);
    made->setFocusPolicy(Qt::StrongFocus);
    theme::setButtonRole(made, theme::ButtonRole::Quiet);
    return made;
}

QLabel* words(const QString& text)
{
    auto* label = new QLabel{text};
    theme::setTextRole(label, theme::TextRole::Muted);
    return label;
}

QLabel* problem(const QString& objectName)
{
    auto* label = new QLabel;
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    theme::setTextRole(label, theme::TextRole::Problem);
    label->hide();
    return label;
}

void setProblem(QLabel* label, const QString& sentence)
{
    label->setText(sentence);
    label->setVisible(!sentence.isEmpty());
}

void offer(QComboBox* box, const std::vector<StudioChoice>& choices, const QString& chosen,
           const QString& placeholder)
{
    const QSignalBlocker quiet{box};
    box->clear();
    box->addItem(placeholder, QString{});
    for (const StudioChoice& one : choices) {
        if (one.isArchived && one.key != chosen)
            continue;
        box->addItem(one.isArchived ? Words::tr("%1 (archived)").arg(one.name) : one.name, one.key);
    }
    if (!chosen.isEmpty() && box->findData(chosen) < 0)
        box->addItem(Words::tr("(gone)", "instead of a template's name"), chosen);
    box->setCurrentIndex(std::max(0, box->findData(chosen)));
}

} // namespace foyer::form
