// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/invoices/e_invoice/e_invoice.h"

#include "app/base/text.h"

#include <QHash>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostDecimals = 2; ///< of an amount: BR-DEC-01 to -28

/// Units in which photographers charge, as they write them in a few languages; UNECE Recommendation 20.
const QHash<QString, QString>& unitCodes()
{
    static const QHash<QString, QString> codes = [] {
        const struct
        {
            const char* code;
            const char* names;
        } units[] = {
            {"HUR", "h hr hrs hour hours std stunde stunden heure heures ora ore hora horas uur uren"},
            {"MIN", "min minute minutes minuten minuto minuti minutos"},
            {"DAY", "d day days tag tage jour jours giorno giorni dia dias dag dagen"},
            {"WEE", "week weeks woche wochen semaine semaines"},
            {"MON", "month months monat monate mois mese mesi mes meses maand maanden"},
            {"ANN", "year years jahr jahre an ans annee annees"},
            {"KMT", "km kilometre kilometres kilometer kilometers"},
            {"SMI", "mi mile miles"},
            {"MTR", "m metre metres meter meters"},
            {"CMT", "cm centimetre centimetres centimeter centimeters"},
            {"MTK", "m2 sqm qm"},
            {"KGM", "kg kilogram kilograms kilogramm"},
            {"SET", "set sets"},
            {"PR", "pair pairs paar paire paires"},
            {"DZN", "dozen dutzend douzaine"},
            {"P1", "percent prozent"},
        };
        QHash<QString, QString> all;
        for (const auto& unit : units) {
            for (const QString& name : QString::fromLatin1(unit.names).split(u' '))
                all[name] = QString::fromLatin1(unit.code);
        }
        return all;
    }();
    return codes;
}

bool mayStandInXml(char32_t c)
{
    return c == U'\t' || c == U'\n' || (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) ||
           (c >= 0x10000 && c <= 0x10ffff);
}

} // namespace

QString plainDecimal(qint64 scaled, int decimals)
{
    QString digits = QString::number(scaled < 0 ? -scaled : scaled);
    if (digits.size() <= decimals)
        digits.prepend(QString{decimals + 1 - digits.size(), u'0'});
    if (decimals > 0)
        digits.insert(digits.size() - decimals, u'.');
    return scaled < 0 ? u'-' + digits : digits;
}

QString amountText(qint64 minor, Currency currency)
{
    qint64 amount = minor;
    int decimals = currency.exponent();
    for (; decimals > mostDecimals; --decimals)
        amount /= 10; // a zero: the check refuses others
    return plainDecimal(amount, decimals);
}

QString milliText(qint64 milli)
{
    QString text = plainDecimal(milli, 3);
    while (text.endsWith(u'0'))
        text.chop(1);
    if (text.endsWith(u'.'))
        text.chop(1);
    return text;
}

QString unitCode(const QString& unit)
{
    QString key = foldedForSearch(unit);
    key.remove(u'.');
    const auto found = unitCodes().constFind(key.simplified());
    return found == unitCodes().constEnd() ? u"C62"_s : *found;
}

QString xmlText(const QString& text)
{
    QString clean;
    for (const char32_t c : QString{text}.replace("\r\n"_L1, "\n"_L1).toUcs4()) {
        if (mayStandInXml(c))
            clean += QString::fromUcs4(&c, 1);
    }
    return clean.trimmed();
}

QString eInvoiceFileName(const IssuedInvoice& invoice)
{
    QString number;
    for (const QChar c : invoice.number)
        number += (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z') ? c : u'-';
    return (invoice.isCreditNote() ? u"credit-note-%1.xml"_s : u"invoice-%1.xml"_s).arg(number);
}

} // namespace foyer
