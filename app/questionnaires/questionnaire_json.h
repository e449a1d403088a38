// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/canonical_json.h"
#include "app/base/result.h"
#include "app/questionnaires/questionnaire.h"

#include <QByteArray>
#include <QJsonObject>

namespace foyer {

QJsonObject toJson(const Questionnaire& questionnaire);
/// Strict: unknown or missing keys, wrong types and unknown words are refused; what it says need not be fit
/// for sending yet (see questionnaireProblems). Faults: Invalid (detail names the place)
Result<Questionnaire> questionnaireFromJson(const QJsonObject& json);
/// From the bytes of what was sent. Faults: Invalid
Result<Questionnaire> questionnaireFromBytes(const QByteArray& json);

} // namespace foyer
