// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"

class QWidget;

namespace foyer {

struct Trouble
{
    QString title;
    QString text;
    QString details; ///< the program's own words, for a report
};

/// Why a studio cannot be opened and what to do, for people.
Trouble openingTrouble(const QString& file, const Error& error);

enum class TroubleAnswer
{
    Quit,
    OpenAnother,
    TryAgain
};
TroubleAnswer showOpeningTrouble(QWidget* parent, const QString& file, const Error& error);

} // namespace foyer
