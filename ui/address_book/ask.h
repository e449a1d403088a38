// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QObject;
class QWidget;

namespace foyer {

/// Asked before something that cannot simply be undone.
struct Question
{
    enum class Weight
    {
        Ordinary,
        Dangerous
    };

    QString title;
    QString text;    ///< the question; plain text
    QString details; ///< what helps to answer it; plain text, may have several lines
    QString accept;  ///< the button that does it, named after what it does
    Weight weight = Weight::Ordinary;
};

/// Asks in a box above `parent` and returns at once. Cancel is what Enter and Esc do. `accepted` is called
/// once, if at all, and not after `context` is gone.
void ask(QWidget* parent, const Question& question, QObject* context, std::function<void()> accepted);

} // namespace foyer
