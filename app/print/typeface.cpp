// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/typeface.h"

#include <QFontDatabase>

#include <cmath>

namespace foyer::print {

using namespace Qt::StringLiterals;

namespace {

const QString sansFamily = u"Noto Sans"_s;
const QString serifFamily = u"Noto Serif"_s;

/// What a name may be written in. The order matters only where two hold the same letters.
const QStringList& fallbacks()
{
    static const QStringList families{
        u"Noto Sans Hebrew"_s,  u"Noto Sans Arabic"_s,     u"Noto Sans Armenian"_s, u"Noto Sans Georgian"_s,
        u"Noto Sans Thai"_s,    u"Noto Sans Devanagari"_s, u"Noto Sans Bengali"_s,  u"Noto Sans Tamil"_s,
        u"Noto Sans Telugu"_s,  u"Noto Sans Ethiopic"_s,   u"Noto Sans CJK SC"_s,   u"Noto Sans CJK JP"_s,
        u"Noto Sans CJK KR"_s,  u"Noto Sans CJK TC"_s,     u"Noto Sans Math"_s,     u"Noto Sans Symbols"_s,
        u"Noto Sans Symbols2"_s};
    return families;
}

double linear(double part)
{
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

double contrastOnWhite(const QColor& colour)
{
    const double luminance =
        0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
    return 1.05 / (luminance + 0.05);
}

} // namespace

QFont fontOf(Face face, double size, bool isBold, bool isItalic)
{
    QFont font;
    font.setFamilies(QStringList{face == Face::Serif ? serifFamily : sansFamily, sansFamily} + fallbacks());
    font.setPixelSize(int(std::lround(size * unitsPerPoint)));
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setWeight(isBold ? QFont::Bold : QFont::Normal);
    font.setItalic(isItalic);
    return font;
}

Result<void> typefacesAreThere()
{
    for (const QString& family : {sansFamily, serifFamily}) {
        if (!QFontDatabase::hasFamily(family))
            return fail(Fault::Storage,
                        u"The typeface “%1” is missing, so no PDF can be made; install the package "
                        "fonts-noto-core."_s.arg(family));
    }
    return {};
}

QColor ink::accent(const QString& colour)
{
    QColor accent = colour.size() == 7 ? QColor{colour} : QColor{};
    if (!accent.isValid())
        accent = QColor{0x7a, 0x5c, 0x3e};
    while (contrastOnWhite(accent) < 4.5)
        accent = QColor::fromRgbF(float(accent.redF() * 0.96), float(accent.greenF() * 0.96),
                                  float(accent.blueF() * 0.96));
    return accent;
}

} // namespace foyer::print
