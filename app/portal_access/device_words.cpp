// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/device_words.h"

#include <span>

namespace foyer::portal_access {

using namespace Qt::StringLiterals;

namespace {

struct Mark
{
    QLatin1StringView text;
    QLatin1StringView words;
};

// In this order: most browsers also name those they descend from.
constexpr Mark browsers[] = {
    {"Edg"_L1, "Edge"_L1},         {"OPR/"_L1, "Opera"_L1},     {"SamsungBrowser"_L1, "Samsung Internet"_L1},
    {"Firefox/"_L1, "Firefox"_L1}, {"FxiOS"_L1, "Firefox"_L1},  {"CriOS"_L1, "Chrome"_L1},
    {"Chrome/"_L1, "Chrome"_L1},   {"Safari/"_L1, "Safari"_L1},
};
constexpr Mark systems[] = {
    {"iPhone"_L1, "an iPhone"_L1}, {"iPad"_L1, "an iPad"_L1},    {"Android"_L1, "Android"_L1},
    {"Windows"_L1, "Windows"_L1},  {"Macintosh"_L1, "a Mac"_L1}, {"CrOS"_L1, "a Chromebook"_L1},
    {"Linux"_L1, "Linux"_L1},
};

QString firstOf(std::span<const Mark> marks, const QString& userAgent)
{
    for (const Mark& mark : marks) {
        if (userAgent.contains(mark.text))
            return mark.words;
    }
    return {};
}

} // namespace

QString deviceWords(const QString& userAgent)
{
    const QString browser = firstOf(browsers, userAgent);
    const QString system = firstOf(systems, userAgent);
    if (system.isEmpty())
        return browser.isEmpty() ? u"A browser"_s : browser;
    return u"%1 on %2"_s.arg(browser.isEmpty() ? u"A browser"_s : browser, system);
}

} // namespace foyer::portal_access
