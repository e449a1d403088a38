// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/statements/match_evidence.h"

#include "app/payments/codes/found_references.h"

#include <QRegularExpression>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Capitals, one kind of hyphen, single blanks.
QString folded(const QString& text)
{
    QString plain;
    for (const QChar c : text) {
        switch (c.unicode()) {
        case 0x2010: // the hyphens and dashes that phones type on their own
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2212:
            plain += u'-';
            break;
        default:
            plain += c.isSpace() ? QChar{u' '} : c;
        }
    }
    return plain.simplified().toUpper();
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

/// Signs that make one thing of what stands on both sides: 2026-1/3, 2026-1.5, a@b.
bool isJoiner(QChar c)
{
    static const QString joiners = u"-/._+&@:#*'\\"_s;
    return joiners.contains(c);
}

/// Account numbers, phone numbers and references, replaced by blanks: digits in them name no invoice.
QString masked(QString text)
{
    static const QRegularExpression account{
        u"(?<![A-Z0-9])[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Z0-9])"_s};
    static const QRegularExpression phone{
        u"(?<![A-Z0-9-/.])(?:(?:TEL|TELEFON|TELEPHONE|PHONE|FON|MOBIL|MOBILE|HANDY|FAX)[.:]{0,2} ?\\+?|\\+|"
        "00?(?=[1-9]))\\d[\\d ()/.-]{4,}\\d"_s};
    for (const QRegularExpression* shape : {&account, &phone}) {
        qsizetype from = 0;
        auto match = shape->match(text, from);
        while (match.hasMatch()) {
            const QStringView found = match.capturedView();
            // Few digits are words behind an invoice's number ("RE260012 FOTO"), not an account.
            if (shape == &phone || std::count_if(found.begin(), found.end(), isDigit) >= 10)
                text.replace(match.capturedStart(), found.size(), QString(found.size(), u'~'));
            from = match.capturedEnd();
            match = shape->match(text, from);
        }
    }
    return text;
}

/// 2026, 2026-10, 10/26, 12: years, months and small numbers stand in texts for many reasons.
bool isFaint(const QString& number)
{
    static const QRegularExpression month{
        u"\\A(?:(?:19|20)\\d\\d(?:[-/.](?:0?[1-9]|1[0-2]))?|(?:0?[1-9]|1[0-2])[-/.](?:19|20)?\\d\\d)\\z"_s};
    return number.size() < 4 || month.match(number).hasMatch();
}

/// 4711 may be a customer or a house. Only a word for invoices makes it clear.
bool isWeak(const QString& number)
{
    return isFaint(number) || std::all_of(number.begin(), number.end(), isDigit);
}

/// "RECHNUNG", "RE-NR.", "INVOICE NO", "FACTURE N°" directly in front.
bool followsInvoiceWord(QStringView before)
{
    static const QRegularExpression word{
        u"(?<![A-Z0-9])(?:RECHNUNGS?|RECHN|RG|RNR|RE|INVOICE|INV|FACTURE|FACT)"
        "(?:[ .-]*(?:NUMMER|NUMBER|NUMERO|NR|NO|N[°º]))?[ .:#°º]*\\z"_s};
    return word.match(before.last(std::min<qsizetype>(before.size(), 40)).toString()).hasMatch();
}

/// Stands for a blank that is there in one of two readings only. Private use, so no bank writes it.
constexpr QChar wrapMark{0xe000};

/// The text whose wraps are blanks, each marked. It differs from the joined one by them alone.
QString markedWraps(const QString& joined, QString apart)
{
    qsizetype at = 0;
    for (QChar& c : apart) {
        if (at < joined.size() && joined[at] == c)
            ++at;
        else if (c == u' ')
            c = wrapMark;
    }
    return apart;
}

/// Could the number go on behind the wrap? "2026-1" at its end and "2 prints" behind it may be 2026-12.
bool mayGoOn(QChar a, QChar b)
{
    return (isDigit(a) && isDigit(b)) || (a.isLetter() && b.isLetter());
}

enum class Standing
{
    Alone,
    Joined, ///< with a sign to something else
    Inside  ///< of a longer word or number: this is not it
};

Standing standingOf(QStringView text, QStringView marked, qsizetype from, qsizetype past)
{
    if (from > 1 && marked[from - 1] == wrapMark && mayGoOn(text[from - 2], text[from]))
        return Standing::Joined;
    if (past + 1 < text.size() && marked[past] == wrapMark && mayGoOn(text[past - 1], text[past + 1]))
        return Standing::Joined;
    const auto at = [text](qsizetype i) { return i >= 0 && i < text.size() ? text[i] : QChar{u' '}; };
    if (at(from - 1).isLetterOrNumber() || at(past).isLetterOrNumber())
        return Standing::Inside;
    // "Nr.2026-17", "SVWZ+2026-17": a sign of the word in front, not one between numbers.
    const QChar before = at(from - 1);
    const bool isWordsSign = (before == u'.' || before == u':' || before == u'#' || before == u'+') &&
                             (!at(from - 2).isLetterOrNumber() || at(from - 2).isLetter());
    const bool isJoinedBefore = isJoiner(before) && !isWordsSign && at(from - 2).isLetterOrNumber();
    const bool isJoinedBehind = isJoiner(at(past)) && at(past + 1).isLetterOrNumber();
    const bool isDecimal = at(past) == u',' && isDigit(at(past + 1));
    const bool isDecimalBefore = before == u',' && isDigit(at(from - 2));
    return isJoinedBefore || isJoinedBehind || isDecimal || isDecimalBefore || at(from - 1) == u'~' ||
                   at(past) == u'~'
               ? Standing::Joined
               : Standing::Alone;
}

/// A row of digits right before a number that begins with one: "030 2026-12" is somebody's phone.
bool followsDigits(QStringView before)
{
    if (!before.endsWith(u' '))
        return false;
    const QStringView word = before.chopped(1);
    qsizetype start = word.size();
    while (start > 0 && (isDigit(word[start - 1]) || word[start - 1] == u'+' || word[start - 1] == u'(' ||
                         word[start - 1] == u')'))
        --start;
    const bool isWholeWord = start == 0 || word[start - 1] == u' ';
    return isWholeWord && start < word.size();
}

bool precedesDigits(QStringView behind)
{
    return behind.size() > 1 && behind[0] == u' ' && isDigit(behind[1]);
}

} // namespace

InvoiceNames::InvoiceNames(const std::vector<OpenInvoice>& invoices)
{
    for (std::size_t i = 0; i < invoices.size(); ++i) {
        const QString number = folded(invoices[i].number);
        if (!number.isEmpty()) {
            Number& entry = m_numbers[number];
            entry.invoices.push_back(i);
            entry.isWeak = isWeak(number);
            entry.isFaint = isFaint(number);
            m_lengths.insert(number.size());
        }
        for (const QString& reference : invoices[i].references)
            m_references[folded(reference).remove(u' ')].push_back(i);
    }
}

Evidence InvoiceNames::evidenceIn(const StatementLine& line) const
{
    Evidence evidence;
    readText(line.text, evidence);
    readText(markedWraps(line.text, line.otherText), evidence);
    readText(line.endToEndId, evidence);
    for (const QString& reference : line.structuredReferences) {
        readReferences(reference, true, evidence);
        readNumbers(folded(reference), folded(reference), evidence);
    }
    return evidence;
}

void InvoiceNames::readText(const QString& marked, Evidence& evidence) const
{
    if (marked.isEmpty())
        return;
    const auto withBlanks = [](QString text) { return text.replace(wrapMark, u' '); };
    readReferences(withBlanks(marked), false, evidence);
    // Masking keeps the length, so that places in both mean the same. What is a phone in one of the readings
    // is none the less one in the other ("Te l. 2026-17").
    const QString plain = folded(marked);
    QString text = masked(withBlanks(plain));
    const QString joined = masked(QString{plain}.remove(wrapMark));
    qsizetype at = 0;
    for (qsizetype i = 0; i < plain.size(); ++i) {
        if (plain[i] == wrapMark)
            continue;
        if (joined[at++] == u'~')
            text[i] = u'~';
    }
    readNumbers(text, plain, evidence);
}

void InvoiceNames::readReferences(const QString& text, bool isField, Evidence& evidence) const
{
    if (m_references.isEmpty())
        return;
    for (const FoundReference& found : findReferences(text)) {
        const auto known = m_references.constFind(found.reference);
        if (known == m_references.cend())
            continue;
        // In the field made for it the reference is all there is, or it is not clear which was meant.
        const bool isClear =
            found.isBounded && known->size() == 1 && (!isField || found.length == text.trimmed().size());
        for (const std::size_t invoice : *known)
            (isClear ? evidence.byReference : evidence.unclear).insert(invoice);
    }
}

void InvoiceNames::readNumbers(const QString& text, const QString& marked, Evidence& evidence) const
{
    qsizetype at = 0;
    while (at < text.size()) {
        if (!text[at].isLetterOrNumber() || (at > 0 && text[at - 1].isLetterOrNumber())) {
            ++at;
            continue;
        }
        qsizetype taken = 1;
        for (const qsizetype length : m_lengths) {
            if (at + length > text.size())
                continue;
            const auto known = m_numbers.constFind(text.mid(at, length));
            if (known == m_numbers.cend())
                continue;
            const Standing standing = standingOf(text, marked, at, at + length);
            if (standing == Standing::Inside)
                continue;
            const QStringView before = QStringView{text}.first(at);
            const bool isNamed = followsInvoiceWord(before);
            const bool isPhoneLike = isDigit(text[at]) && !isNamed && followsDigits(before);
            const bool isWhole = length == text.size();
            const bool isToldApart = !known->isWeak || ((isNamed || isWhole) &&
                                                        !precedesDigits(QStringView{text}.mid(at + length)));
            const bool isClear =
                standing == Standing::Alone && !isPhoneLike && isToldApart && known->invoices.size() == 1;
            std::set<std::size_t>& found = !isClear ? (known->isFaint ? evidence.chance : evidence.unclear)
                                           : known->isFaint ? evidence.byFaintNumber
                                                            : evidence.byNumber;
            found.insert(known->invoices.begin(), known->invoices.end());
            // The longest that stands here is meant; a shorter one within it is not.
            taken = length;
            break;
        }
        at += taken;
    }
}

} // namespace foyer
