// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/pages/accent.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

using Rgb = std::array<double, 3>; // 0 … 1

// The papers of portal.css, and the inks that stand on an accent.
const QString lightPaper = u"#f7f5f1"_s;
const QString darkPaper = u"#171615"_s;
const QString lightInk = u"#ffffff"_s;
const QString darkInk = u"#141312"_s;
constexpr double enough = 4.5; // WCAG 2.2, 1.4.3 for text

Rgb parse(const QString& colour)
{
    Rgb rgb{};
    for (std::size_t i = 0; i < 3; ++i)
        rgb[i] = QStringView{colour}.mid(qsizetype(1 + 2 * i), 2).toInt(nullptr, 16) / 255.0;
    return rgb;
}

QString format(const Rgb& rgb)
{
    QString colour = u"#"_s;
    for (const double part : rgb)
        colour += u"%1"_s.arg(std::lround(part * 255), 2, 16, QChar(u'0'));
    return colour;
}

double luminance(const QString& colour)
{
    const Rgb rgb = parse(colour);
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
}

/// Towards black or white, by a share of what is left.
QString towards(const QString& colour, double target, double share)
{
    Rgb rgb = parse(colour);
    for (double& part : rgb)
        part += (target - part) * share;
    return format(rgb);
}

} // namespace

double contrast(const QString& a, const QString& b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

Accent accentOn(Paper paper, const QString& accent)
{
    const QString& background = paper == Paper::Light ? lightPaper : darkPaper;
    const double target = paper == Paper::Light ? 0.0 : 1.0;
    QString colour = accent.toLower();
    for (int step = 1; contrast(colour, background) < enough && step <= 50; ++step)
        colour = towards(accent, target, step / 50.0);
    const QString text = contrast(colour, lightInk) >= contrast(colour, darkInk) ? lightInk : darkInk;
    return {colour, text};
}

} // namespace foyer::web
