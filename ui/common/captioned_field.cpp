// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/captioned_field.h"

#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QLabel>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

CaptionedField::CaptionedField(const QString& label, QWidget* editor, const QString& hint, QWidget* parent)
    : QWidget{parent}
    , m_editor{editor}
    , m_hint{new QLabel}
    , m_problem{new QLabel}
{
    auto* caption = new QLabel{label};
    caption->setBuddy(editor);
    if (editor->accessibleName().isEmpty())
        editor->setAccessibleName(QString{label}.remove(u'&'));
    theme::setTextRole(m_hint, theme::TextRole::Muted);
    theme::setTextRole(m_problem, theme::TextRole::Problem);
    for (QLabel* text : {m_hint, m_problem}) {
        text->setWordWrap(true);
        text->setTextFormat(Qt::PlainText);
    }
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space::tiny);
    layout->addWidget(caption);
    layout->addWidget(editor);
    layout->addWidget(m_problem);
    layout->addWidget(m_hint);
    setFocusProxy(editor);
    m_problem->hide();
    setHint(hint);
}

void CaptionedField::setHint(const QString& hint)
{
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    describe();
}

void CaptionedField::setProblem(const QString& sentence)
{
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
    theme::setInvalid(m_editor, !sentence.isEmpty());
    describe();
}

QString CaptionedField::problem() const
{
    return m_problem->text();
}

void CaptionedField::describe()
{
    m_editor->setAccessibleDescription((m_problem->text() + u' ' + m_hint->text()).trimmed());
}

} // namespace foyer
