// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/english_plurals.h"

namespace foyer {

using namespace Qt::StringLiterals;

QString EnglishPlurals::translate(const char*, const char* source, const char*, int n) const
{
    if (n < 0) // no count in this one
        return {};
    QString text = QString::fromUtf8(source);
    if (!text.contains("(s)"_L1))
        return {};
    return text.replace("(s)"_L1, n == 1 ? ""_L1 : "s"_L1);
}

} // namespace foyer
