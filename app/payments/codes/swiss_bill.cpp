// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/codes/swiss_bill.h"

#include "app/base/country.h"
#include "app/payments/codes/code_field.h"
#include "app/payments/codes/creditor_reference.h"

#include <QRegularExpression>
#include <QStringList>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr Currency chf{"CHF"};
constexpr int mostBytes = 997;
constexpr int highestVersion = 25;

/// The characters of version 2.3: Latin letters of Europe and the signs of a keyboard.
bool isPermitted(QChar c)
{
    const char16_t code = c.unicode();
    return (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0x17f) ||
           (code >= 0x218 && code <= 0x21b) || code == 0x20ac;
}

Result<QString> billField(const QString& text, const QString& what, int most)
{
    auto field = codeField(swissText(text), what, most);
    if (!field)
        return field;
    for (qsizetype i = 0; i < field->size(); ++i) {
        if (!isPermitted((*field)[i]))
            return fail(Fault::Invalid, u"%1 holds “%2”, and a Swiss QR-bill knows Latin letters only."_s.arg(
                                            what, field->mid(i, (*field)[i].isHighSurrogate() ? 2 : 1)));
    }
    return field;
}

Result<QString> neededField(const QString& text, const QString& what, int most)
{
    auto field = billField(text, what, most);
    if (field && field->isEmpty())
        return fail(Fault::Invalid, u"%1 is missing; a Swiss QR-bill needs it."_s.arg(what));
    return field;
}

/// The seven lines of an address.
/// @param whose  "The creditor's", "The debtor's"
Result<QStringList> addressLines(const SwissAddress& address, const QString& whose)
{
    if (!isCountryCode(address.country))
        return fail(Fault::Invalid, u"%1 country must be one of ISO 3166, such as CH; “%2” is none."_s.arg(
                                        whose, address.country));
    QStringList lines{u"S"_s};
    for (const Result<QString>& field : {neededField(address.name, whose + u" name"_s, 70),
                                         billField(address.street, whose + u" street"_s, 70),
                                         billField(address.houseNumber, whose + u" house number"_s, 16),
                                         neededField(address.postalCode, whose + u" postal code"_s, 16),
                                         neededField(address.town, whose + u" town"_s, 35)}) {
        if (!field)
            return fail(field.error());
        lines += *field;
    }
    return lines + QStringList{address.country};
}

/// Its kind and itself.
Result<QStringList> referenceLines(const SwissBill& bill)
{
    const bool isCreditors = isCreditorReference(bill.reference);
    if (bill.iban.isSwissQr()) {
        if (bill.reference.isEmpty() || isCreditors)
            return fail(Fault::Invalid, u"A QR-IBAN needs a QR reference of 27 digits."_s);
        const auto reference = qrReferenceFromText(bill.reference);
        if (!reference)
            return fail(reference.error());
        return QStringList{u"QRR"_s, *reference};
    }
    if (bill.reference.isEmpty())
        return QStringList{u"NON"_s, QString{}};
    if (!isCreditors)
        return fail(Fault::Invalid, u"A QR reference needs a QR-IBAN; this account takes an RF reference, or "
                                    "none."_s);
    const auto reference = creditorReferenceFromText(bill.reference);
    if (!reference)
        return fail(reference.error());
    return QStringList{u"SCOR"_s, *reference};
}

Result<QString> amountLine(const SwissBill& bill)
{
    if (bill.currency != chf && bill.currency != eur)
        return fail(Fault::Invalid,
                    u"A Swiss QR-bill is in CHF or EUR, not in %1."_s.arg(bill.currency.code()));
    if (!bill.amount)
        return QString{};
    if (bill.amount->currency() != bill.currency)
        return fail(Fault::Invalid, u"The amount of the bill is in another currency than the bill."_s);
    return codeAmount(*bill.amount);
}

} // namespace

QString swissText(const QString& text)
{
    static const std::initializer_list<std::pair<QChar, QString>> plain{
        {u'\u2018', u"'"_s},  {u'\u2019', u"'"_s},  {u'\u201a', u"'"_s},   {u'\u201c', u"\""_s},
        {u'\u201d', u"\""_s}, {u'\u201e', u"\""_s}, {u'\u2010', u"-"_s},   {u'\u2011', u"-"_s},
        {u'\u2013', u"-"_s},  {u'\u2014', u"-"_s},  {u'\u2026', u"..."_s}, {u'\u202f', u" "_s}};
    QString written = text.normalized(QString::NormalizationForm_C);
    for (const auto& [typographic, replacement] : plain)
        written.replace(typographic, replacement);
    return written.trimmed();
}

QString swissAmount(Money amount)
{
    QString whole = QString::number(amount.minor() / 100);
    for (qsizetype at = whole.size() - 3; at > 0; at -= 3)
        whole.insert(at, u' ');
    return u"%1.%2"_s.arg(whole).arg(amount.minor() % 100, 2, 10, QChar{u'0'});
}

SwissAddress swissAddress(const QString& name, const PostalAddress& address, const QString& countryWhenEmpty)
{
    static const QRegularExpression numberLast{
        u"^(.*[^\\d\\s,/+-]),?\\s+(\\d+\\s?[a-zA-Z]?(\\s?[-/+]\\s?\\d+\\s?[a-zA-Z]?)?)$"_s};
    static const QRegularExpression numberFirst{u"^(\\d+\\s?([a-zA-Z]|bis|ter)?([-/]\\d+)?),?\\s+(\\D.*)$"_s};
    QStringList lines;
    for (const QString& line : address.street.split(u'\n')) {
        if (!line.simplified().isEmpty())
            lines += line.simplified();
    }
    QString number;
    if (!lines.isEmpty()) {
        if (const auto last = numberLast.match(lines.back()); last.hasMatch()) {
            number = last.captured(2);
            lines.back() = last.captured(1);
        } else if (const auto first = numberFirst.match(lines.back()); first.hasMatch()) {
            number = first.captured(1);
            lines.back() = first.captured(4);
        }
    }
    const QString country =
        address.country.trimmed().isEmpty() ? countryWhenEmpty : address.country.trimmed();
    return {name,
            lines.join(u", "_s),
            number,
            address.postalCode.simplified(),
            address.city.simplified(),
            countryCodeOf(country).value_or(country)};
}

Result<QByteArray> swissPayload(const SwissBill& bill)
{
    if (!bill.iban.isSwiss())
        return fail(Fault::Invalid, u"A Swiss QR-bill needs an account in Switzerland or Liechtenstein; this "
                                    "one is in %1."_s.arg(bill.iban.country()));
    const auto amount = amountLine(bill);
    if (!amount)
        return fail(amount.error());
    const auto creditor = addressLines(bill.creditor, u"The creditor's"_s);
    if (!creditor)
        return fail(creditor.error());
    const QStringList nobody(7); // seven empty lines
    const auto debtor =
        bill.debtor ? addressLines(*bill.debtor, u"The debtor's"_s) : Result<QStringList>{nobody};
    if (!debtor)
        return fail(debtor.error());
    const auto reference = referenceLines(bill);
    if (!reference)
        return fail(reference.error());
    const auto message = billField(bill.message, u"The message"_s, 140);
    if (!message)
        return fail(message.error());

    QStringList lines{u"SPC"_s, u"0200"_s, u"1"_s, bill.iban.text()};
    lines += *creditor;
    lines += nobody; // the ultimate creditor: kept for later by the standard
    lines += {*amount, bill.currency.code()};
    lines += *debtor;
    lines += *reference;
    lines += {*message, u"EPD"_s};
    QByteArray payload = lines.join(u'\n').toUtf8();
    if (payload.size() > mostBytes)
        return fail(Fault::Invalid,
                    u"The Swiss QR code would need %1 bytes and has room for %2; shorter names or a "
                    "shorter message help."_s.arg(payload.size())
                        .arg(mostBytes));
    return payload;
}

Result<QrMatrix> swissCode(const SwissBill& bill)
{
    const auto payload = swissPayload(bill);
    if (!payload)
        return fail(payload.error());
    const auto matrix = QrMatrix::of(*payload, highestVersion);
    Q_ASSERT(matrix);
    return *matrix;
}

} // namespace foyer
