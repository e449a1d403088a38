// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/colours.h"

#include <QFile>

#include <algorithm>
#include <cmath>

/// A linker drops the resources of a static library unless somebody asks for them. Outside of namespaces,
/// as the macro demands.
static void keepResources()
{
    Q_INIT_RESOURCE(desktop);
}

namespace foyer::theme {

using namespace Qt::StringLiterals;

namespace {

/// Warm paper and petrol ink: quiet beside photographs.
const Colours light{
    .surface = QColor{0xf7f5f2},
    .raised = QColor{0xffffff},
    .sunken = QColor{0xece8e2},
    .hover = QColor{0xf0ece6},
    .text = QColor{0x1f1c19},
    .muted = QColor{0x5f5850},
    .disabled = QColor{0xa39b92},
    .accent = QColor{0x17606e},
    .accentHover = QColor{0x0f4c58},
    .onAccent = QColor{0xffffff},
    .accentSoft = QColor{0xd9ecef},
    .danger = QColor{0xaa2118},
    .dangerHover = QColor{0x8c1a12},
    .onDanger = QColor{0xffffff},
    .dangerSoft = QColor{0xfce8e5},
    .warning = QColor{0x7a4b00},
    .warningSoft = QColor{0xfdf0d5},
    .success = QColor{0x1c6437},
    .successSoft = QColor{0xe0f2e5},
    .border = QColor{0xdcd6cd},
    .borderStrong = QColor{0x8d857b},
};

const Colours dark{
    .surface = QColor{0x1c1b1a},
    .raised = QColor{0x272523},
    .sunken = QColor{0x141312},
    .hover = QColor{0x332f2c},
    .text = QColor{0xf2efeb},
    .muted = QColor{0xb8b1a8},
    .disabled = QColor{0x7a736b},
    .accent = QColor{0x7fc8d6},
    .accentHover = QColor{0xa3dbe6},
    .onAccent = QColor{0x0b2b31},
    .accentSoft = QColor{0x1f4048},
    .danger = QColor{0xff9d93},
    .dangerHover = QColor{0xffb9b2},
    .onDanger = QColor{0x43100b},
    .dangerSoft = QColor{0x45211d},
    .warning = QColor{0xf2c46d},
    .warningSoft = QColor{0x40301a},
    .success = QColor{0x8fd9a8},
    .successSoft = QColor{0x1d3a28},
    .border = QColor{0x3e3a36},
    .borderStrong = QColor{0x857d74},
};

struct Role
{
    QLatin1StringView name;
    QColor Colours::*colour;
};

/// Longer names before their own beginnings, so that @accentSoft is not read as @accent.
const Role roles[] = {
    {"@surface"_L1, &Colours::surface},
    {"@raised"_L1, &Colours::raised},
    {"@sunken"_L1, &Colours::sunken},
    {"@hover"_L1, &Colours::hover},
    {"@text"_L1, &Colours::text},
    {"@muted"_L1, &Colours::muted},
    {"@disabled"_L1, &Colours::disabled},
    {"@accentHover"_L1, &Colours::accentHover},
    {"@accentSoft"_L1, &Colours::accentSoft},
    {"@accent"_L1, &Colours::accent},
    {"@onAccent"_L1, &Colours::onAccent},
    {"@dangerHover"_L1, &Colours::dangerHover},
    {"@dangerSoft"_L1, &Colours::dangerSoft},
    {"@danger"_L1, &Colours::danger},
    {"@onDanger"_L1, &Colours::onDanger},
    {"@warningSoft"_L1, &Colours::warningSoft},
    {"@warning"_L1, &Colours::warning},
    {"@successSoft"_L1, &Colours::successSoft},
    {"@success"_L1, &Colours::success},
    {"@borderStrong"_L1, &Colours::borderStrong},
    {"@border"_L1, &Colours::border},
};

double luminance(const QColor& colour)
{
    const auto linear = [](float channel) {
        const double c = double(channel);
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

} // namespace

const Colours& colours(Scheme scheme)
{
    return scheme == Scheme::Dark ? dark : light;
}

Scheme schemeOf(const QPalette& palette)
{
    return luminance(palette.color(QPalette::WindowText)) > luminance(palette.color(QPalette::Window))
               ? Scheme::Dark
               : Scheme::Light;
}

const Colours& coloursOf(const QPalette& palette)
{
    return colours(schemeOf(palette));
}

double contrast(const QColor& one, const QColor& other)
{
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

QColor readableOn(const QColor& background)
{
    const QColor black{Qt::black};
    const QColor white{Qt::white};
    return contrast(white, background) >= contrast(black, background) ? white : black;
}

QPalette palette(const Colours& c)
{
    QPalette p;
    p.setColor(QPalette::Window, c.surface);
    p.setColor(QPalette::WindowText, c.text);
    p.setColor(QPalette::Base, c.raised);
    p.setColor(QPalette::AlternateBase, c.surface);
    p.setColor(QPalette::Text, c.text);
    p.setColor(QPalette::PlaceholderText, c.muted);
    p.setColor(QPalette::Button, c.raised);
    p.setColor(QPalette::ButtonText, c.text);
    p.setColor(QPalette::BrightText, c.danger);
    p.setColor(QPalette::ToolTipBase, c.text);
    p.setColor(QPalette::ToolTipText, c.raised);
    p.setColor(QPalette::Highlight, c.accent);
    p.setColor(QPalette::HighlightedText, c.onAccent);
    p.setColor(QPalette::Link, c.accent);
    p.setColor(QPalette::LinkVisited, c.accent);
    p.setColor(QPalette::Light, c.raised);
    p.setColor(QPalette::Midlight, c.hover);
    p.setColor(QPalette::Mid, c.border);
    p.setColor(QPalette::Dark, c.borderStrong);
    p.setColor(QPalette::Shadow, c.border);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        p.setColor(QPalette::Disabled, role, c.disabled);
    p.setColor(QPalette::Disabled, QPalette::Highlight, c.border);
    return p;
}

QString styleSheet(const Colours& c)
{
    keepResources();
    QFile file{u":/foyer/style/desktop.qss"_s};
    const bool isThere = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isThere);
    QString sheet = isThere ? QString::fromUtf8(file.readAll()) : QString{};
    sheet.replace("@scheme"_L1, &c == &dark ? "dark"_L1 : "light"_L1);
    for (const Role& role : roles)
        sheet.replace(role.name, (c.*role.colour).name());
    return sheet;
}

} // namespace foyer::theme
