// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/questionnaires/questionnaire.h"

#include <QString>

/// What the values of questionnaires are called in the person's language.
namespace foyer::words {

QString questionKind(QuestionKind kind); ///< "Short text"
QString mappedField(MappedField field);  ///< "Client: phone"
/// "is", "contains", "is answered": between a question and a value.
QString test(ShownIf::Test test);

} // namespace foyer::words
