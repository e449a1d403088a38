// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/codes/code_field.h"

#include <QList>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

Result<QString> codeField(const QString& text, const QString& what, int most)
{
    QString field = text.trimmed();
    if (!field.isValidUtf16())
        return fail(Fault::Invalid, u"%1 holds a broken character."_s.arg(what));
    const auto isControl = [](QChar c) {
        return c.category() == QChar::Other_Control || c == QChar::LineSeparator ||
               c == QChar::ParagraphSeparator;
    };
    if (std::any_of(field.cbegin(), field.cend(), isControl))
        return fail(Fault::Invalid, u"%1 must be one line without control characters."_s.arg(what));
    const qsizetype length = field.toUcs4().size();
    if (length > most)
        return fail(Fault::Invalid,
                    u"%1 has %2 characters, and the code has room for %3."_s.arg(what).arg(length).arg(most));
    return field;
}

Result<QString> codeAmount(Money amount)
{
    Q_ASSERT(amount.currency().exponent() == 2);
    if (amount.minor() < 1)
        return fail(Fault::Invalid, u"A payment code asks for at least 0.01."_s);
    if (amount.minor() > 99'999'999'999)
        return fail(Fault::Invalid, u"A payment code asks for at most 999,999,999.99."_s);
    return u"%1.%2"_s.arg(amount.minor() / 100).arg(amount.minor() % 100, 2, 10, QChar{u'0'});
}

} // namespace foyer
