// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/invoices/invoice_generator.h"

#include "app/invoices/e_invoice/e_invoice.h"

#include <algorithm>
#include <array>

namespace foyer::test {

using namespace Qt::StringLiterals;

namespace {

template <class List>
const auto& oneOf(Random& random, const List& list)
{
    return list[std::size_t(random.between(0, qint64(list.size()) - 1))];
}

const std::vector<QString> titles{u"Day of photography"_s,
                                  u"Album (30 × 30 cm)"_s,
                                  u"Journey"_s,
                                  u"Portrait session & retouching"_s,
                                  u"Print <matte>, 20 × 30"_s,
                                  u"Hochzeitsreportage für Größe & Glück"_s,
                                  u"Séance d’engagement"_s,
                                  u"Портретная съёмка"_s,
                                  u"Προσωπογραφία"_s,
                                  u"結婚式の写真"_s,
                                  u"\"Second shooter\""_s,
                                  u"]]> &amp; <!-- no comment -->"_s};
const std::vector<QString> units{u"hour"_s, u"Stunden"_s, u"print"_s, u"km"_s,
                                 u"day"_s,  QString{},    u"Stück"_s};
const std::vector<int> rates{19'000, 7'000, 20'000, 5'500,  8'875,  21'000,
                             25'000, 8'100, 2'600,  10'000, 100'000};

const Tax exempt{u"VAT exempt (small business)"_s, TaxCategory::Exempt, 0};
const Tax zero{u"VAT 0 %"_s, TaxCategory::ZeroRated, 0};
const Tax reverse{u"Reverse charge"_s, TaxCategory::ReverseCharge, 0};
const Tax outside{{}, TaxCategory::OutsideScope, 0};

Tax standard(int milliPercent)
{
    return {u"VAT %1 %"_s.arg(milliText(milliPercent)), TaxCategory::Standard, milliPercent};
}

struct Account
{
    QString iban;
    QString bic;
};
/// From the registry of IBANs and the manuals of banks: no account of anybody.
const std::array<Account, 4> accounts{{{u"DE02120300000000202051"_s, u"BYLADEM1001"_s},
                                       {u"AT611904300234573201"_s, QString{}},
                                       {u"FR1420041010050500013M02606"_s, QString{}},
                                       {u"NL91ABNA0417164300"_s, u"ABNANL2A"_s}}};

} // namespace

QString InvoiceGenerator::words(int most)
{
    QString text;
    for (qint64 count = m_random.between(0, most); count > 0; --count)
        text += oneOf(m_random, titles) + (m_random.oneIn(4) ? u"\n"_s : u". "_s);
    return text.trimmed();
}

Currency InvoiceGenerator::currency()
{
    if (m_wishes.inEuros)
        return eur;
    static const std::vector<Currency> all{eur,
                                           eur,
                                           eur,
                                           Currency{"CHF"},
                                           Currency{"GBP"},
                                           Currency{"USD"},
                                           Currency{"JPY"},
                                           Currency{"SEK"},
                                           Currency{"KWD"}};
    return oneOf(m_random, all);
}

std::vector<Tax> InvoiceGenerator::taxes()
{
    const int first = oneOf(m_random, rates);
    switch (m_random.between(0, 9)) {
    case 0:
        return {exempt};
    case 1:
        return {reverse};
    case 2:
        return {outside};
    case 3:
        return {zero};
    case 4:
        return {standard(first), exempt};
    case 5:
        return {standard(19'000), standard(7'000)};
    case 6:
        return {standard(first), zero, reverse};
    case 7:
        return m_wishes.forEInvoice ? std::vector<Tax>{standard(first)}
                                    : std::vector<Tax>{standard(first), outside};
    default:
        return {standard(first)};
    }
}

Discount InvoiceGenerator::discount(qint64 most)
{
    if (m_random.oneIn(2))
        return {int(m_random.oneIn(3) ? m_random.between(1, 100'000) : m_random.between(1, 20) * 1'000), 0};
    return {0, most > 0 ? m_random.between(0, most) : 0};
}

OrderLine InvoiceGenerator::line(const std::vector<Tax>& taxes, Currency currency)
{
    OrderLine line;
    line.title = oneOf(m_random, titles);
    line.details = m_random.oneIn(3) ? words(3) : QString{};
    line.unit = oneOf(m_random, units);
    line.milliQuantity = m_random.oneIn(2) ? m_random.between(1, 12) * 1'000 : m_random.between(0, 9'999);
    if (m_random.oneIn(9))
        line.milliQuantity = -line.milliQuantity;
    line.unitPrice = m_random.between(0, m_random.oneIn(9) ? 9'999'999'99 : 99'999);
    if (m_random.oneIn(15))
        line.unitPrice = -line.unitPrice;
    // So that amounts of three decimals sometimes end in none.
    if (currency.exponent() == 3 && m_wishes.forEInvoice) {
        line.unitPrice = line.unitPrice / 1'000 * 1'000;
        line.milliQuantity = line.milliQuantity / 1'000 * 1'000;
    }
    line.tax = oneOf(m_random, taxes);
    const qint64 gross = qint64(WideInteger{line.milliQuantity} * line.unitPrice / 1'000);
    if (m_random.oneIn(4))
        line.discount = discount(gross);
    return line;
}

Schedule InvoiceGenerator::schedule(qint64 total)
{
    Schedule rules;
    const auto add = [&](const QString& label, Share share, qint64 amount, DueFrom from, int days,
                         int months = 1) {
        ScheduleRule rule;
        rule.label = label;
        rule.share = share;
        rule.milliPercent = share == Share::Percent ? int(amount) : 0;
        rule.minor = share == Share::Sum ? amount : 0;
        rule.from = from;
        rule.days = days;
        rule.months = months;
        rules.push_back(rule);
    };
    switch (m_random.between(0, 5)) {
    case 0:
        add(u"Retainer"_s, Share::Percent, 30'000, DueFrom::Booking, 7);
        add(u"Rest"_s, Share::Rest, 0, DueFrom::Shoot, -14);
        break;
    case 1:
        for (const int share : {35'000, 35'000, 30'000})
            add(u"Part"_s, Share::Percent, share, DueFrom::Issue, 30 * int(rules.size()));
        break;
    case 2:
        add(u"Deposit"_s, Share::Sum, m_random.between(1, std::max<qint64>(1, total)), DueFrom::Issue, 0);
        add(u"Monthly"_s, Share::Rest, 0, DueFrom::Shoot, -7, int(m_random.between(2, 9)));
        break;
    default:
        break;
    }
    return rules;
}

Party InvoiceGenerator::party(bool isSeller)
{
    struct Place
    {
        QString country;
        QString code;
        QString vatId;
        QString city;
        QString postalCode;
        QString region;
    };
    static const std::vector<Place> places{
        {u"Germany"_s, u"DE"_s, u"DE123456789"_s, u"Musterstadt"_s, u"12345"_s, QString{}},
        {u"Deutschland"_s, u"DE"_s, u"DE 987654321"_s, u"Beispielhausen"_s, u"54321"_s, QString{}},
        {u"Österreich"_s, u"AT"_s, u"ATU12345678"_s, u"Beispieldorf"_s, u"1234"_s, QString{}},
        {u"FRANCE"_s, u"FR"_s, u"FRXX123456789"_s, u"Ville-Exemple"_s, u"75000"_s, QString{}},
        {u"España"_s, u"ES"_s, u"ESX1234567X"_s, u"Pueblo Ejemplo"_s, u"28000"_s, u"Ejemplo"_s},
        {u"UK"_s, u"GB"_s, u"GB123456789"_s, u"Port Example"_s, u"PX1 4AB"_s, QString{}},
        {u"NL"_s, u"NL"_s, u"NL123456789B01"_s, u"Voorbeelddam"_s, u"1234 AB"_s, QString{}}};
    static const std::vector<QString> people{u"Ada Example"_s, u"Bo Sample"_s, u"Zoë Müller-Beispiel"_s,
                                             u"Анна Пример"_s, u"Example & Sons <Ltd>"_s};
    const Place& place = oneOf(m_random, places);
    Party party;
    party.name = isSeller ? u"Heron & Thimble Photography"_s : oneOf(m_random, people);
    if (m_random.oneIn(2))
        party.contactName = oneOf(m_random, people);
    party.address = {{},
                     m_random.oneIn(5) ? u"Back yard\nFourth door\n5 Sample Street\nBox 9"_s
                                       : u"5 Sample Street"_s,
                     place.city,
                     place.region,
                     place.postalCode,
                     place.country};
    party.email = isSeller            ? u"studio@heron.example"_s
                  : m_random.oneIn(4) ? QString{}
                                      : u"client@example.org"_s;
    party.phone = isSeller ? u"+49 30 1234567"_s : QString{};
    if (m_wishes.forEInvoice || m_random.oneIn(2)) {
        party.vatId = place.vatId;
        if (isSeller && m_random.oneIn(3))
            party.taxNumber = u"12/345/67890"_s;
        if (isSeller && m_random.oneIn(5)) {
            party.taxNumber = u"12/345/67890"_s;
            party.vatId.clear();
        }
    }
    if (!m_wishes.forEInvoice && m_random.oneIn(6))
        party.address.country = m_random.oneIn(2) ? QString{} : u"Nowhere"_s;
    return party;
}

TransferDetails InvoiceGenerator::transfer(Currency currency)
{
    TransferDetails transfer;
    if (!m_wishes.withIban && m_random.oneIn(5)) {
        transfer.note = m_random.oneIn(2) ? u"Please pay to account 123-456 at Example Bank."_s : QString{};
        return transfer;
    }
    const Account& account = oneOf(m_random, accounts);
    transfer.iban = account.iban;
    transfer.bic = account.bic;
    transfer.accountHolder = u"Heron & Thimble"_s;
    if (currency != eur && m_random.oneIn(2))
        transfer.note = u"Please pay all bank charges."_s;
    // A reference of ISO 11649 with its check digits: 98 less the remainder of the number behind it.
    const QString body = QString::number(539007547034 + m_number);
    int remainder = 0;
    for (const QChar c : body + u"271500"_s) // "RF00" in digits
        remainder = (remainder * 10 + c.digitValue()) % 97;
    transfer.reference = u"RF%1%2"_s.arg(98 - remainder, 2, 10, QChar{u'0'}).arg(body);
    return transfer;
}

IssuedInvoice InvoiceGenerator::attempt()
{
    IssuedInvoice invoice;
    InvoiceContent& content = invoice.content;
    OrderContent& goods = content.goods;
    goods.currency = currency();
    goods.title = oneOf(m_random, titles);
    goods.introduction = m_random.oneIn(3) ? words(4) : QString{};
    goods.closing = m_random.oneIn(3) ? words(3) : QString{};
    goods.pricesIncludeTax = m_random.oneIn(2);
    const std::vector<Tax> kinds = taxes();
    for (qint64 count = m_random.between(1, m_random.oneIn(20) ? 60 : 7); count > 0; --count)
        goods.lines.push_back(line(kinds, goods.currency));
    if (m_random.oneIn(3))
        goods.discount = discount(m_random.between(0, 50'000));

    invoice.day = QDate{2027, 1, 1}.addDays(m_random.between(0, 700));
    if (m_random.oneIn(6)) {
        content.type = InvoiceType::CreditNote;
        content.credits = {u"invoice-uid"_s, u"2026-0007"_s,
                           m_random.oneIn(5) ? QDate{} : QDate{2026, 12, 1}};
    }
    content.serviceDay = m_random.oneIn(3) ? invoice.day.addDays(m_random.between(-30, 90)) : QDate{};
    content.buyerReference = m_random.oneIn(3) ? u"04011000-12345-34"_s : QString{};
    invoice.number = u"%1%2-%3"_s.arg(invoice.isCreditNote() ? u"C"_s : QString{})
                         .arg(invoice.day.year())
                         .arg(++m_number, 4, 10, QChar{u'0'});
    invoice.uid = u"uid-"_s + invoice.number;
    invoice.seller = party(true);
    invoice.buyer = party(false);
    invoice.sellerNote = m_random.oneIn(4) ? u"No VAT is charged where the law says so."_s : QString{};
    invoice.transfer = transfer(goods.currency);
    return invoice;
}

IssuedInvoice InvoiceGenerator::next()
{
    for (;;) {
        IssuedInvoice invoice = attempt();
        if (!checkForIssuing(invoice.content))
            continue; // gives back more than it charges, say
        const qint64 payable = totalsOf(invoice).payable;
        if (!invoice.isCreditNote()) {
            invoice.content.schedule = schedule(payable);
            ScheduleDays days;
            days.issue = invoice.day;
            days.booking = m_random.oneIn(3) ? QDate{} : invoice.day.addDays(-3);
            days.shoot = m_random.oneIn(4) ? QDate{} : invoice.day.addDays(m_random.between(5, 400));
            const auto instalments = instalmentsOf(invoice.content.schedule, payable, days);
            Q_ASSERT(instalments);
            invoice.instalments = *instalments;
        }
        if (m_wishes.forEInvoice && !checkForEInvoice(invoice).isEmpty())
            continue;
        return invoice;
    }
}

} // namespace foyer::test
