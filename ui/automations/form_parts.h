// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/automations/studio_choices.h"

#include <QString>

class QComboBox;
class QLabel;
class QSpinBox;
class QTimeEdit;
class QToolButton;

/// The small fields that sentences of an automation are made of. A wheel over one that has not the focus
/// scrolls the page instead.
namespace foyer::form {

QComboBox* box(const QString& objectName, const QString& name);
QSpinBox* number(const QString& objectName, const QString& name, int from, int to);
QTimeEdit* time(const QString& objectName, const QString& name);
QToolButton* tool(const QString& objectName, const QString& iconName, const QString& name);
/// A word or two between fields.
QLabel* words(const QString& text);
/// A sentence that says what is wrong; hidden while there is none.
QLabel* problem(const QString& objectName);
void setProblem(QLabel* label, const QString& sentence);

/// Offers what is not archived, and what is chosen whatever became of it.
void offer(QComboBox* box, const std::vector<StudioChoice>& choices, const QString& chosen,
           const QString& placeholder);

} // namespace foyer::form
