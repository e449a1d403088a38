// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/day_text.h"

#include <unicode/datefmt.h>
#include <unicode/timezone.h>

#include <map>
#include <memory>

namespace foyer {

namespace {

icu::Locale localeOf(const QString& language)
{
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale locale = icu::Locale::forLanguageTag(language.toStdString(), status);
    const bool isPlainEnglish = language.compare(QLatin1StringView{"en"}, Qt::CaseInsensitive) == 0;
    if (U_FAILURE(status) || locale.isBogus() || language.isEmpty() || isPlainEnglish)
        return icu::Locale{"en", "GB"};
    return locale;
}

/// Making a format costs a hundred times what using it does, and it may be used by one thread at a time.
const icu::DateFormat* formatOf(const QString& language)
{
    thread_local std::map<QString, std::unique_ptr<icu::DateFormat>> formats;
    if (const auto known = formats.find(language); known != formats.end())
        return known->second.get();
    if (formats.size() >= 64) // languages come from what people type
        formats.clear();
    std::unique_ptr<icu::DateFormat> format{
        icu::DateFormat::createDateInstance(icu::DateFormat::kLong, localeOf(language))};
    if (format)
        format->adoptTimeZone(icu::TimeZone::getGMT()->clone());
    return formats.emplace(language, std::move(format)).first->second.get();
}

} // namespace

QString dayText(QDate day, const QString& language)
{
    if (!day.isValid())
        return {};
    const icu::DateFormat* format = formatOf(language);
    if (!format)
        return day.toString(Qt::ISODate);
    icu::UnicodeString text;
    format->format(static_cast<UDate>(day.startOfDay(Qt::UTC).toMSecsSinceEpoch()), text);
    return QString{reinterpret_cast<const QChar*>(text.getBuffer()), text.length()};
}

QString dayText(Instant instant, const QString& language)
{
    return dayText(toLocal(instant).date(), language);
}

} // namespace foyer
