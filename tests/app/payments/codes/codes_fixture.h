// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/payments/codes/check_digits.h"

#include <QRandomGenerator>
#include <QString>

namespace foyer::test {

template <class T>
T must(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().detail));
    return std::move(*result);
}

/// The sentence that refuses it; empty when it was taken.
template <class T>
QString refusal(const Result<T>& result)
{
    return result ? QString{} : result.error().detail;
}

/// So many characters out of these; the same for the same seed.
inline QString someOf(QRandomGenerator& dice, const QString& characters, qsizetype count)
{
    QString text;
    for (qsizetype i = 0; i < count; ++i)
        text += characters[dice.bounded(int(characters.size()))];
    return text;
}
inline const QString digits = QStringLiteral("0123456789");
inline const QString digitsAndCapitals = QStringLiteral("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

/// With the right check digits in front: "DE" and "370400440532013000" give "DE89370400440532013000".
inline QString withMod97(const QString& letters, const QString& rest)
{
    const int check = 98 - remainder97(QString{rest + letters + QStringLiteral("00")});
    return letters + QStringLiteral("%1").arg(check, 2, 10, QChar{u'0'}) + rest;
}

} // namespace foyer::test
