// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/statements/mt940_details.h"

#include "app/payments/statements/statement_values.h"

#include <QMap>

#include <array>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype subfieldWidth = 27; // ?20 to ?29, ?60 to ?63, ?32 and ?33, as the German banks agreed
constexpr qsizetype lineWidth = 65;     // SWIFT: 6*65x

std::vector<QString> piecesOf(const QStringList& written)
{
    return {written.begin(), written.end()};
}

/// Parts of a text by the keys that begin them, in the order of the text. What stands before the first
/// key has the empty one.
struct KeyedPart
{
    QString key;
    QString value;
    qsizetype at = 0; ///< of the value in the whole text
};
using Keyed = std::vector<KeyedPart>;

/// The SEPA keys within the numbered subfields.
bool isSepaKey(QStringView word)
{
    static constexpr std::array<QStringView, 12> keys{u"EREF", u"KREF", u"MREF", u"CRED", u"DEBT", u"SVWZ",
                                                      u"ABWA", u"ABWE", u"IBAN", u"BIC",  u"COAM", u"OAMT"};
    return std::find(keys.begin(), keys.end(), word) != keys.end();
}

bool isSlashKey(QStringView word)
{
    static constexpr std::array<QStringView, 27> keys{
        u"TRTP", u"TRCD", u"EREF", u"KREF", u"MREF", u"MARF", u"CSID", u"CRED", u"IBAN",
        u"BIC",  u"NAME", u"REMI", u"CNTP", u"ORDP", u"BENM", u"ULTB", u"ULTD", u"ULTC",
        u"PREF", u"RTRN", u"PURP", u"SVCL", u"ID",   u"ADDR", u"ISDT", u"OCMT", u"CHGS"};
    return std::find(keys.begin(), keys.end(), word) != keys.end();
}

/// "EREF+abcSVWZ+text" of one subfield chain. A key counts at the beginning of a subfield only: inside
/// one it is what the payer wrote.
struct Chain
{
    QString key;
    std::vector<QString> pieces;
};

std::vector<Chain> chainsOf(const std::vector<QString>& subfields)
{
    std::vector<Chain> chains{{}};
    for (const QString& subfield : subfields) {
        const qsizetype plus = subfield.indexOf(u'+');
        if (plus > 0 && isSepaKey(QStringView{subfield}.first(plus))) {
            // The rest of a key's subfield is short by the key, so full width is measured with it.
            chains.push_back({subfield.first(plus), {subfield}});
            continue;
        }
        chains.back().pieces.push_back(subfield);
    }
    return chains;
}

/// Joined over wraps, without the key in front.
WrappedText textOf(const Chain& chain)
{
    WrappedText text = unwrapped(chain.pieces, subfieldWidth);
    if (!chain.key.isEmpty()) {
        text.joined = text.joined.mid(chain.key.size() + 1);
        text.apart = text.apart.mid(chain.key.size() + 1);
    }
    return text;
}

void append(WrappedText& to, const WrappedText& more)
{
    if (more.joined.isEmpty())
        return;
    if (!to.joined.isEmpty()) {
        to.joined += u' ';
        to.apart += u' ';
    }
    to.joined += more.joined;
    to.apart += more.apart;
}

void readNumbered(const QString& all, QChar separator, const StatementLimits& limits, StatementLine& line)
{
    QMap<int, QString> fields;
    std::vector<QString> purpose;
    std::vector<QString> names;
    qsizetype at = all.indexOf(separator);
    while (at >= 0 && at + 3 <= all.size()) {
        bool isNumber = false;
        const int number = QStringView{all}.mid(at + 1, 2).toInt(&isNumber);
        qsizetype end = all.indexOf(separator, at + 1);
        const QString value = all.mid(at + 3, end < 0 ? -1 : end - at - 3);
        if (isNumber && ((number >= 20 && number <= 29) || (number >= 60 && number <= 63)))
            purpose.push_back(value);
        else if (isNumber && (number == 32 || number == 33))
            names.push_back(value);
        else if (isNumber && !fields.contains(number))
            fields.insert(number, value);
        at = end;
    }
    QString name = unwrapped(names, subfieldWidth).joined;
    WrappedText text;
    for (const Chain& chain : chainsOf(purpose)) {
        const WrappedText part = textOf(chain);
        if (chain.key.isEmpty() || chain.key == u"SVWZ")
            append(text, part);
        else if (chain.key == u"EREF")
            line.endToEndId = endToEndIdFrom(part.joined);
        else if (chain.key == u"IBAN")
            line.payerIban = accountFromText(part.joined);
        else if (chain.key == u"ABWA" && name.isEmpty())
            name = part.joined;
    }
    if (text.joined.isEmpty())
        text = {fields.value(0), fields.value(0)};
    setWrappedText(line, text, limits);
    line.payerName = statementText(name, limits).left(200);
    if (line.payerIban.isEmpty())
        line.payerIban = accountFromText(fields.value(31));
}

Keyed slashParts(const QString& all)
{
    Keyed parts{{}};
    qsizetype at = 0;
    while (at < all.size()) {
        const qsizetype end = all.indexOf(u'/', at + 1);
        if (all[at] == u'/' && end > at + 1 && isSlashKey(QStringView{all}.mid(at + 1, end - at - 1))) {
            parts.push_back({all.mid(at + 1, end - at - 1), QString{}, end + 1});
            at = end + 1;
            continue;
        }
        parts.back().value += all[at];
        ++at;
    }
    return parts;
}

/// The slashes behind a part belong to the next key, or to empty places of a list.
QString withoutEnd(QString value)
{
    while (value.endsWith(u'/'))
        value.chop(1);
    return value;
}

/// /REMI/USTD//text and /REMI/STRD/CUR/reference, or the text alone.
QString remittanceOf(const QString& value, StatementLine& line)
{
    if (value.startsWith(u"USTD/")) {
        const QString rest = value.mid(5);
        return rest.startsWith(u'/') ? rest.mid(1) : rest;
    }
    if (value.startsWith(u"STRD/")) {
        const QString reference = value.section(u'/', 2).remove(u'/');
        if (!reference.isEmpty())
            line.structuredReferences.push_back(reference.left(140));
        return {};
    }
    return value;
}

/// A part of a joined text with a blank at each wrap. @param begin  where it begins in the whole text
QString apartFrom(QString part, qsizetype begin, const std::vector<qsizetype>& wraps)
{
    const qsizetype end = begin + part.size();
    for (auto wrap = wraps.rbegin(); wrap != wraps.rend(); ++wrap) {
        if (*wrap > begin && *wrap < end)
            part.insert(*wrap - begin, u' ');
    }
    return part;
}

void readSlashed(const WrappedText& written, const StatementLimits& limits, StatementLine& line)
{
    WrappedText text;
    QString loose;
    QString party;
    for (const auto& [key, raw, at] : slashParts(written.joined)) {
        const QString value = withoutEnd(raw);
        if (key == u"REMI") {
            text.joined = remittanceOf(value, line);
            // What remittanceOf() takes away stands in front.
            text.apart = apartFrom(text.joined, at + value.size() - text.joined.size(), written.wraps);
        } else if (key == u"EREF") {
            line.endToEndId = endToEndIdFrom(value);
        } else if (key == u"NAME") {
            line.payerName = statementText(value, limits).left(200);
        } else if (key == u"IBAN") {
            line.payerIban = accountFromText(value);
        } else if (key == u"CNTP") {
            // IBAN/BIC/name/city
            line.payerIban = accountFromText(value.section(u'/', 0, 0));
            party = value.section(u'/', 2, 2);
        } else if (key == u"RTRN") {
            line.isReversal = true;
        } else if (key.isEmpty()) {
            loose = value;
        }
    }
    if (line.payerName.isEmpty())
        line.payerName = statementText(party, limits).left(200);
    if (text.joined.isEmpty() && line.structuredReferences.empty())
        text = {loose, loose};
    setWrappedText(line, text, limits);
}

} // namespace

void readMt940Details(const QStringList& written, const StatementLimits& limits, StatementLine& line)
{
    if (written.isEmpty())
        return;
    const QString& first = written.front();
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    // Three digits of the kind of transaction, then the separator the bank chose, then a number of two.
    const bool isNumbered = first.size() > 6 && isDigit(first[0]) && isDigit(first[1]) && isDigit(first[2]) &&
                            !first[3].isLetterOrNumber() && !first[3].isSpace() && isDigit(first[4]) &&
                            isDigit(first[5]);
    if (isNumbered) {
        // Here line breaks mean nothing: the subfields carry the structure.
        readNumbered(written.join(QString{}), first[3], limits, line);
        return;
    }
    const WrappedText text = unwrapped(piecesOf(written), lineWidth);
    const Keyed parts = slashParts(text.joined);
    if (parts.size() > 1) {
        readSlashed(text, limits, line);
        return;
    }
    setWrappedText(line, text, limits);
}

} // namespace foyer
