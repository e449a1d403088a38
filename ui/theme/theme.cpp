// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/icons.h"

#include <QApplication>
#include <QMetaEnum>
#include <QProxyStyle>
#include <QStyleFactory>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

const QString choiceKey = u"appearance/theme"_s;

Theme::Choice rememberedChoice(const QSettings& settings)
{
    const QByteArray name = settings.value(choiceKey).toString().toLatin1();
    bool isKnown = false;
    const int value = QMetaEnum::fromType<Theme::Choice>().keyToValue(name.constData(), &isKnown);
    return isKnown ? Theme::Choice(value) : Theme::Choice::System;
}

/// Fusion, with signs in message boxes that belong to the rest of the design.
class Style : public QProxyStyle
{
public:
    /// Words say what a button of a dialog does; Fusion's pictures are of another world than our icons.
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* answer) const override
    {
        return hint == SH_DialogButtonBox_ButtonsHaveIcons
                   ? 0
                   : QProxyStyle::styleHint(hint, option, widget, answer);
    }

    Style()
        : QProxyStyle{QStyleFactory::create(u"Fusion"_s)}
    {
    }

    QIcon standardIcon(StandardPixmap sign, const QStyleOption* option, const QWidget* widget) const override
    {
        switch (sign) {
        case SP_MessageBoxInformation:
            return icon(u"info"_s, IconInk::Accent);
        case SP_MessageBoxQuestion:
            return icon(u"circle-help"_s, IconInk::Accent);
        case SP_MessageBoxWarning:
            return icon(u"triangle-alert"_s, IconInk::Warning);
        case SP_MessageBoxCritical:
            return icon(u"circle-alert"_s, IconInk::Danger);
        default: // dozens of others, all Fusion's
            return QProxyStyle::standardIcon(sign, option, widget);
        }
    }
};

} // namespace

Theme::Theme(QApplication& application, QSettings& settings)
    : m_application{application}
    , m_settings{settings}
    , m_choice{rememberedChoice(settings)}
{
    QApplication::setStyle(new Style);
    connect(&m_system, &theme::SystemScheme::changed, this, &Theme::apply);
    apply();
}

void Theme::choose(Choice choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    m_settings.setValue(choiceKey, QLatin1StringView{QMetaEnum::fromType<Choice>().valueToKey(int(choice))});
    apply();
    Q_EMIT choiceChanged();
}

theme::Scheme Theme::scheme() const
{
    switch (m_choice) {
    case Choice::System:
        return m_system.preferred().value_or(theme::Scheme::Light);
    case Choice::Light:
        return theme::Scheme::Light;
    case Choice::Dark:
        return theme::Scheme::Dark;
    }
    Q_UNREACHABLE();
}

void Theme::apply()
{
    if (m_applied == scheme())
        return;
    m_applied = scheme();
    const theme::Colours& colours = theme::colours(*m_applied);
    QApplication::setPalette(theme::palette(colours));
    m_application.setStyleSheet(theme::styleSheet(colours));
    Q_EMIT schemeChanged();
}

} // namespace foyer
