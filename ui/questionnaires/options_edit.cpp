// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/questionnaires/options_edit.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

OptionsEdit::OptionsEdit(QWidget* parent)
    : QWidget{parent}
    , m_rows{new QVBoxLayout}
{
    m_rows->setSpacing(theme::space::tiny);
    auto* more = new QPushButton{icon(u"plus"_s), tr("Add an &option")};
    more->setObjectName(u"addOption"_s);
    theme::setButtonRole(more, theme::ButtonRole::Quiet);
    connect(more, &QPushButton::clicked, this, [this] { add(int(m_options.size())); });
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space::tiny);
    layout->addLayout(m_rows);
    layout->addWidget(more, 0, Qt::AlignLeft);
}

QLineEdit* OptionsEdit::lineAt(int row) const
{
    QLayoutItem* item = m_rows->itemAt(row);
    return item ? item->widget()->findChild<QLineEdit*>() : nullptr;
}

void OptionsEdit::setOptions(const std::vector<QuestionOption>& options)
{
    const bool isSameLines = options.size() == m_options.size() &&
                             std::equal(options.begin(), options.end(), m_options.begin(),
                                        [](const auto& a, const auto& b) { return a.id == b.id; });
    m_options = options;
    if (!isSameLines) {
        while (QLayoutItem* item = m_rows->takeAt(0)) {
            item->widget()->hide();
            item->widget()->deleteLater();
            delete item;
        }
        for (std::size_t i = 0; i < options.size(); ++i) {
            auto* row = new QWidget;
            auto* line = new QLineEdit;
            line->setObjectName(u"option"_s);
            line->setAccessibleName(tr("Option %1").arg(i + 1));
            line->setPlaceholderText(tr("Option %1").arg(i + 1));
            line->installEventFilter(this);
            auto* gone = new QToolButton;
            gone->setIcon(icon(u"x"_s, IconInk::Muted));
            gone->setToolTip(tr("Remove this option"));
            gone->setAccessibleName(tr("Remove option %1").arg(i + 1));
            auto* layout = new QHBoxLayout{row};
            layout->setContentsMargins(0, 0, 0, 0);
            layout->addWidget(line, 1);
            layout->addWidget(gone);
            m_rows->addWidget(row);
            row->show(); // at once: it is to get the focus
            connect(line, &QLineEdit::textEdited, this, [this, i](const QString& text) {
                m_options[i].label = text;
                Q_EMIT edited(m_options[i].id);
            });
            connect(gone, &QToolButton::clicked, this, [this, i] { remove(int(i)); });
        }
    }
    for (std::size_t i = 0; i < options.size(); ++i) {
        QLineEdit* line = lineAt(int(i));
        if (line->text() != options[i].label)
            line->setText(options[i].label);
    }
}

void OptionsEdit::focusLine(int row)
{
    if (QLineEdit* line = lineAt(row))
        line->setFocus();
}

void OptionsEdit::add(int row)
{
    auto options = m_options;
    options.insert(options.begin() + row, {newQuestionId(), {}});
    setOptions(options);
    Q_EMIT edited({});
    focusLine(row);
}

void OptionsEdit::remove(int row)
{
    auto options = m_options;
    options.erase(options.begin() + row);
    setOptions(options);
    Q_EMIT edited({});
    focusLine(std::min(row, int(options.size()) - 1));
}

void OptionsEdit::move(int row, int by)
{
    if (row + by < 0 || row + by >= int(m_options.size()))
        return;
    auto options = m_options;
    std::swap(options[std::size_t(row)], options[std::size_t(row + by)]);
    setOptions(options);
    Q_EMIT edited({});
    focusLine(row + by);
}

bool OptionsEdit::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    for (int row = 0; row < int(m_options.size()); ++row) {
        QLineEdit* line = lineAt(row);
        if (line != watched)
            continue;
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            add(row + 1);
            return true;
        }
        if (key->key() == Qt::Key_Backspace && line->text().isEmpty() && m_options.size() > 1) {
            remove(row);
            return true;
        }
        if (key->modifiers() == Qt::AltModifier && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
            move(row, key->key() == Qt::Key_Up ? -1 : 1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace foyer
