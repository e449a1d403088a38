// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace foyer {

/// Equal objects give equal bytes, so that a fingerprint can be taken of them: no blanks, keys sorted by
/// their UTF-16 code units (QJsonObject keeps them so). Hold only text, booleans and integers below 2^53.
inline QByteArray canonicalJson(const QJsonObject& object)
{
    return QJsonDocument{object}.toJson(QJsonDocument::Compact);
}

} // namespace foyer
