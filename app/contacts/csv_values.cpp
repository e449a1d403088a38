// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/csv_values.h"

#include "app/base/text.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Folded beginnings of month names in English, German, French, Spanish and Dutch, by month. No other month
/// begins with them.
constexpr const char16_t* monthWords[12] = {
    u"jan ene",  u"feb fev",     u"mar maa mrt mrz", u"apr avr abr", u"may mai mei", u"jun juin",
    u"jul juil", u"aug aou ago", u"sep set",         u"oct okt",     u"nov",         u"dec dez dic",
};

int monthFromWord(QStringView word)
{
    const QString folded = foldedForSearch(word);
    if (folded.size() < 3)
        return 0;
    for (int month = 0; month < 12; ++month) {
        const QStringList words = QString::fromUtf16(monthWords[month]).split(u' ');
        for (const QString& beginning : words) {
            if (folded.startsWith(beginning))
                return month + 1;
        }
    }
    return 0;
}

/// Three numbers of a written day, or a month in words between them.
struct Written
{
    int first;
    int second;
    int year;
    QChar separator;
};

int fullYear(QStringView digits)
{
    const int year = digits.toInt();
    return digits.size() > 2 ? year : year < 30 ? 2000 + year : 1900 + year;
}

std::optional<Written> threeNumbers(QStringView text)
{
    static const QRegularExpression shape{
        u"\\A(\\d{1,2})\\s?([./-])\\s?(\\d{1,2})\\s?\\2\\s?(\\d{4}|\\d{2})(?:[T ,]+\\d{1,2}:\\d{2}.*)?\\z"_s};
    const auto match = shape.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    return Written{match.capturedView(1).toInt(), match.capturedView(3).toInt(),
                   fullYear(match.capturedView(4)), match.capturedView(2).front()};
}

std::optional<QDate> isoDay(QStringView text)
{
    static const QRegularExpression shape{
        u"\\A(\\d{4})([-/.]?)(\\d{1,2})\\2(\\d{1,2})(?:[T ]\\d{1,2}:?\\d{2}.*|T.*)?\\z"_s};
    const auto match = shape.match(text);
    const bool isCompact = match.capturedLength(2) == 0;
    if (!match.hasMatch() || (isCompact && match.capturedLength(3) + match.capturedLength(4) != 4))
        return std::nullopt;
    return QDate{match.capturedView(1).toInt(), match.capturedView(3).toInt(), match.capturedView(4).toInt()};
}

std::optional<QDate> dayWithMonthName(QStringView text)
{
    // "5. Mai 1990", "5th of May, 1990", "5 de mayo de 1990", "5-May-90" and "May 5, 1990"
    static const QRegularExpression dayFirst{u"\\A(?:\\pL+\\.?,\\s+)?(\\d{1,2})(?:\\.|st|nd|rd|th|er)?[\\s-]*"
                                             u"(?:de |of )?(\\pL+)\\.?,?[\\s-]*(?:de |del )?"
                                             "(\\d{4}|\\d{2})\\z"_s};
    static const QRegularExpression monthFirst{
        u"\\A(?:\\pL+\\.?,\\s+)?(\\pL+)\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})\\z"_s};
    if (const auto match = dayFirst.match(text); match.hasMatch()) {
        if (const int month = monthFromWord(match.capturedView(2)))
            return QDate{fullYear(match.capturedView(3)), month, match.capturedView(1).toInt()};
    }
    if (const auto match = monthFirst.match(text); match.hasMatch()) {
        if (const int month = monthFromWord(match.capturedView(1)))
            return QDate{match.capturedView(3).toInt(), month, match.capturedView(2).toInt()};
    }
    return std::nullopt;
}

QDate dayOf(const Written& written, CsvDateOrder order)
{
    const bool isDayFirst = written.separator == u'.' || written.first > 12 ||
                            (order == CsvDateOrder::DayFirst && written.second <= 12);
    return isDayFirst ? QDate{written.year, written.second, written.first}
                      : QDate{written.year, written.first, written.second};
}

bool isTitle(QStringView word)
{
    static const QStringList titles{u"mr"_s,   u"mrs"_s,  u"ms"_s,  u"miss"_s, u"mx"_s,  u"dr"_s,   u"prof"_s,
                                    u"herr"_s, u"frau"_s, u"mme"_s, u"mlle"_s, u"sra"_s, u"srta"_s, u"dhr"_s,
                                    u"mevr"_s, u"mw"_s,   u"ir"_s,  u"dipl"_s, u"ing"_s, u"sir"_s,  u"rev"_s};
    // A short word that is a given name somewhere is only a title with its point.
    static const QStringList withPoint{u"m"_s, u"sr"_s, u"dra"_s, u"mag"_s};
    const bool hasPoint = word.endsWith(u'.');
    const QString bare = (hasPoint ? word.chopped(1) : word).toString().toLower();
    return titles.contains(bare) || (hasPoint && withPoint.contains(bare));
}

bool isNameSuffix(QStringView word)
{
    static const QStringList suffixes{u"jr"_s,  u"jr."_s, u"sr."_s, u"ii"_s,
                                      u"iii"_s, u"iv"_s,  u"phd"_s, u"ph.d."_s};
    return suffixes.contains(word.toString().toLower());
}

/// Begins a family name: written small, and known to (as opposed to "e e cummings").
bool isParticle(QStringView word)
{
    static const QStringList particles{
        u"van"_s, u"von"_s, u"vom"_s, u"zu"_s, u"zum"_s, u"de"_s, u"del"_s, u"della"_s, u"di"_s,  u"da"_s,
        u"dos"_s, u"das"_s, u"do"_s,  u"du"_s, u"des"_s, u"la"_s, u"le"_s,  u"ter"_s,   u"ten"_s, u"den"_s,
        u"der"_s, u"bin"_s, u"ibn"_s, u"al"_s, u"el"_s,  u"y"_s,  u"af"_s,  u"av"_s,    u"mac"_s, u"st."_s};
    return particles.contains(word.toString());
}

QStringList withoutBlanks(const QStringList& parts)
{
    QStringList kept;
    for (const QString& part : parts) {
        if (const QString trimmed = part.trimmed(); !trimmed.isEmpty())
            kept += trimmed;
    }
    return kept;
}

} // namespace

CsvDateEvidence dateEvidence(QStringView text)
{
    const auto written = threeNumbers(text.trimmed());
    if (!written || written->separator == u'.' || written->first == written->second)
        return CsvDateEvidence::None;
    if (written->first > 12)
        return written->second > 12 ? CsvDateEvidence::None : CsvDateEvidence::DayFirst;
    return written->second > 12 ? CsvDateEvidence::MonthFirst : CsvDateEvidence::Either;
}

std::optional<QDate> dayFromText(QStringView text, CsvDateOrder order)
{
    const QStringView trimmed = text.trimmed();
    std::optional<QDate> day = isoDay(trimmed);
    if (!day) {
        if (const auto written = threeNumbers(trimmed))
            day = dayOf(*written, order);
    }
    if (!day)
        day = dayWithMonthName(trimmed);
    return day && day->isValid() ? day : std::nullopt;
}

NameParts splitName(QStringView fullName)
{
    NameParts parts;
    QStringList words = fullName.toString().simplified().split(u' ', Qt::SkipEmptyParts);
    if (words.size() > 1 && isNameSuffix(words.back())) {
        parts.suffix = words.takeLast();
        if (words.back().endsWith(u','))
            words.back().chop(1);
    }
    while (words.size() > 1 && isTitle(words.front())) {
        parts.prefix += (parts.prefix.isEmpty() ? u""_s : u" "_s) + words.front();
        words.removeFirst();
    }
    const QString name = words.join(u' ');
    if (const qsizetype comma = name.indexOf(u',');
        comma > 0 && name.count(u',') == 1 && comma + 1 < name.size()) {
        parts.family = name.first(comma).trimmed();
        parts.given = name.sliced(comma + 1).trimmed();
        return parts;
    }
    qsizetype family = words.size() - 1;
    while (family > 1 && isParticle(words[family - 1]))
        --family;
    parts.given = words.size() > 1 ? words.first(family).join(u' ') : name;
    if (words.size() > 1)
        parts.family = words.sliced(family).join(u' ');
    return parts;
}

QStringList tagsFromText(QStringView text)
{
    static const QRegularExpression separators{u"\\s:::\\s|[,;|\\r\\n]"_s};
    QStringList tags;
    QStringList parts = withoutBlanks(text.toString().split(separators));
    for (QString& part : parts) {
        if (part.startsWith("* "_L1)) // how Google marks its own groups
            part = part.sliced(2).trimmed();
        if (!part.isEmpty() && !tags.contains(part, Qt::CaseInsensitive))
            tags += part;
    }
    tags.sort(Qt::CaseInsensitive);
    return tags;
}

std::optional<QString> languageFromText(QStringView text)
{
    static const std::pair<const char16_t*, QString> names[] = {
        {u"english englisch anglais ingles engels", u"en"_s},
        {u"german deutsch allemand aleman duits", u"de"_s},
        {u"french franzosisch francais frances frans", u"fr"_s},
        {u"spanish spanisch espagnol espanol castellano spaans", u"es"_s},
        {u"dutch niederlandisch neerlandais neerlandes holandes nederlands", u"nl"_s},
        {u"italian italienisch italien italiano italiaans", u"it"_s},
        {u"portuguese portugiesisch portugais portugues portugees", u"pt"_s},
        {u"polish polnisch polonais polaco polski pools", u"pl"_s},
    };
    const QString folded = foldedForSearch(text.trimmed());
    for (const auto& [words, tag] : names) {
        if (!folded.isEmpty() && QString::fromUtf16(words).split(u' ').contains(folded))
            return tag;
    }
    static const QRegularExpression shape{
        u"\\A([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\\d{3}))?\\z"_s};
    const auto match = shape.match(text.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    QString tag = match.captured(1).toLower();
    if (const QString script = match.captured(2); !script.isEmpty())
        tag += u'-' + script.first(1).toUpper() + script.sliced(1).toLower();
    if (const QString region = match.captured(3); !region.isEmpty())
        tag += u'-' + region.toUpper();
    return tag;
}

std::optional<ContactKind> kindFromText(QStringView text)
{
    static const std::pair<const char16_t*, ContactKind> words[] = {
        {u"person individual people private privat privatperson particulier particular persona persoon",
         ContactKind::Person},
        {u"company business organization organisation corporate firma unternehmen entreprise societe empresa "
         u"bedrijf",
         ContactKind::Company},
        {u"location venue place ort veranstaltungsort lieu lugar locatie", ContactKind::Location},
    };
    const QString folded = foldedForSearch(text);
    for (const auto& [names, kind] : words) {
        if (!folded.isEmpty() && QString::fromUtf16(names).split(u' ').contains(folded))
            return kind;
    }
    return std::nullopt;
}

EmailsInText emailsFromText(const QString& text)
{
    if (isEmailAddress(text))
        return {{text.trimmed()}, true};
    static const QRegularExpression separators{u"\\s:::\\s|[,;\\s]+"_s};
    const QStringList parts = withoutBlanks(text.split(separators));
    const bool areAll = parts.size() > 1 && std::all_of(parts.begin(), parts.end(), [](const QString& part) {
                            return isEmailAddress(part);
                        });
    return areAll ? EmailsInText{parts, true} : EmailsInText{withoutBlanks({text}), false};
}

QStringList phonesFromText(const QString& text)
{
    static const QRegularExpression separators{u"\\s:::\\s|[;\\r\\n]"_s};
    return withoutBlanks(text.contains(u':') || text.contains(u';') || text.contains(u'\n') ||
                                 text.contains(u'\r')
                             ? text.split(separators)
                             : QStringList{text});
}

} // namespace foyer
