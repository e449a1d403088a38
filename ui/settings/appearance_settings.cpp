// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/appearance_settings.h"

#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QButtonGroup>
#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>

namespace foyer {

AppearanceSettings::AppearanceSettings(Theme& theme, QWidget* parent)
    : QWidget{parent}
{
    auto* heading = new QLabel{tr("Light or dark")};
    theme::setTextRole(heading, theme::TextRole::Heading);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, theme::space::large, 0, 0);
    layout->setSpacing(theme::space::medium);
    layout->addWidget(heading);
    auto* group = new QButtonGroup{this};
    const std::pair<Theme::Choice, QString> rows[] = {{Theme::Choice::System, tr("Like the &system")},
                                                      {Theme::Choice::Light, tr("&Light")},
                                                      {Theme::Choice::Dark, tr("&Dark")}};
    for (const auto& [choice, text] : rows) {
        auto* button = new QRadioButton{text};
        group->addButton(button);
        layout->addWidget(button);
        const auto show = [&theme, button, choice = choice] { button->setChecked(theme.choice() == choice); };
        connect(button, &QRadioButton::clicked, &theme, [&theme, choice = choice] { theme.choose(choice); });
        connect(&theme, &Theme::choiceChanged, button, show);
        show();
    }
    layout->addStretch();
}

} // namespace foyer
