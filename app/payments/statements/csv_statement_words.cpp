// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/word_table.h"
#include "app/payments/statements/csv_statement_table.h"

#include <QHash>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<WordFor<StatementColumn>, 16> columnWords{{
    {StatementColumn::Ignore, "ignore"_L1},
    {StatementColumn::BookedDay, "bookedDay"_L1},
    {StatementColumn::ValueDay, "valueDay"_L1},
    {StatementColumn::Amount, "amount"_L1},
    {StatementColumn::MoneyIn, "moneyIn"_L1},
    {StatementColumn::MoneyOut, "moneyOut"_L1},
    {StatementColumn::Direction, "direction"_L1},
    {StatementColumn::Currency, "currency"_L1},
    {StatementColumn::PayerName, "payerName"_L1},
    {StatementColumn::PayerIban, "payerIban"_L1},
    {StatementColumn::Text, "text"_L1},
    {StatementColumn::Reference, "reference"_L1},
    {StatementColumn::EndToEndId, "endToEndId"_L1},
    {StatementColumn::Balance, "balance"_L1},
    {StatementColumn::Account, "account"_L1},
    {StatementColumn::Status, "status"_L1},
}};
constexpr std::array<WordFor<CsvDateOrder>, 3> orderWords{{
    {CsvDateOrder::Guess, "guess"_L1},
    {CsvDateOrder::DayFirst, "dayFirst"_L1},
    {CsvDateOrder::MonthFirst, "monthFirst"_L1},
}};
constexpr std::array<WordFor<DecimalMark>, 3> markWords{{
    {DecimalMark::Guess, "guess"_L1},
    {DecimalMark::Point, "point"_L1},
    {DecimalMark::Comma, "comma"_L1},
}};

struct Words
{
    StatementColumn column;
    const char16_t* keys; ///< headerKey()s, separated by blanks: English, German, French
};

// Currencies in parentheses are taken out before ("Betrag (EUR)").
constexpr Words dictionary[] = {
    {StatementColumn::BookedDay, u"date bookingdate bookeddate posteddate postingdate dateposted "
                                 u"transactiondate completeddate datecompleted "
                                 u"buchungstag buchungsdatum buchung datum buchungstagdatum abschlussdatum "
                                 u"dateoperation datedeloperation datedoperation datecomptable "
                                 u"datecomptabilisation datedecomptabilisation "
                                 u"datetransaction"},
    {StatementColumn::ValueDay,
     u"valuedate valutadate valuta wertstellung wertstellungstag wertstellungsdatum valutadatum wert "
     u"wertstellungvaluta datevaleur datedevaleur dateeffet"},
    {StatementColumn::Amount,
     u"amount transactionamount value netamount betrag umsatz buchungsbetrag betrageur umsatzbetrag "
     u"montant montantoperation montantdeloperation"},
    {StatementColumn::MoneyIn,
     u"credit creditamount paidin moneyin deposit deposits haben gutschrift eingang einnahmen einzahlung "
     u"creditbetrag crediteuros recette recettes montantcredit"},
    {StatementColumn::MoneyOut, u"debit debitamount paidout moneyout withdrawal withdrawals soll lastschrift "
                                u"ausgang ausgaben auszahlung "
                                u"belastung debiteuros depense depenses montantdebit"},
    {StatementColumn::Direction,
     u"debitcredit creditdebit creditdebitindicator drcr crdr dc sollhaben sh habensoll kennzeichen sens "
     u"debitcreditindicator direction afbij"},
    {StatementColumn::Currency,
     u"currency currencycode waehrung wahrung whg devise monnaie transactioncurrency"},
    {StatementColumn::PayerName,
     u"payer payee name payername counterparty counterpartyname beneficiary payeename merchant partnername "
     u"auftraggeber zahlungspflichtiger zahlungspflichtige zahlungspflichtiger beguenstigter begunstigter "
     u"beguenstigterzahlungspflichtiger begunstigterzahlungspflichtiger auftraggeberempfanger "
     u"auftraggeberbegunstigter "
     u"auftraggeberempfaenger empfanger empfaenger zahlungsempfanger zahlungsempfangerin partner kontrahent "
     u"auftraggeberzahlungsempfanger namezahlungsbeteiligter zahlungsbeteiligter "
     u"tiers nomtiers beneficiaire donneurdordre nomducontrepartie contrepartie emetteur nom"},
    {StatementColumn::PayerIban,
     u"payeriban counterpartyiban partneriban counterpartyaccount payeeaccount iban accountnumber "
     u"kontonummeriban ibanzahlungsbeteiligter kontonummer ibankontonummer kontonr gegenkonto gegeniban "
     u"ibanducontrepartie compte comptetiers numerodecompte ibancontrepartie"},
    {StatementColumn::Text,
     u"description details text memo narrative narration paymentreference remittance remittanceinformation "
     u"transactiondescription particulars message purpose referencetext "
     u"verwendungszweck buchungsdetails zahlungsgrund mitteilung beschreibung betreff "
     u"vorgangverwendungszweck "
     u"avisierungstext zahlungsreferenz "
     u"libelle libelleoperation detail communication motif intitule libelledeloperation"},
    {StatementColumn::Reference,
     u"bankreference transactionid transactionreference uniqueid fitid id banktransactionid "
     u"bankreferenz umsatzid buchungsreferenz transaktionsid referenzbank transaktionsnr "
     u"referencebanque referenceoperation numeroderoperation referencebancaire"},
    {StatementColumn::EndToEndId, u"endtoendid endtoendreference customerreference reference "
                                  u"kundenreferenz kundenreferenzendtoend endtoendreferenz referenz "
                                  u"referenceclient referencedeboutenbout"},
    {StatementColumn::Balance,
     u"balance runningbalance accountbalance saldo saldonachbuchung kontostand solde soldeapresoperation"},
    {StatementColumn::Account,
     u"account myaccount owniban accountiban ownaccount auftragskonto ibanauftragskonto eigeneiban konto "
     u"moncompte ibanducompte"},
    {StatementColumn::Status, u"status state info zustand statut etat"},
};

QHash<QString, StatementColumn> makeDictionary()
{
    QHash<QString, StatementColumn> words;
    for (const Words& entry : dictionary) {
        const QStringList keys = QString::fromUtf16(entry.keys).split(u' ');
        for (const QString& key : keys)
            words.insert(key, entry.column);
    }
    return words;
}

/// Only one column may mean these; the first wins.
bool isSingle(StatementColumn column)
{
    return column != StatementColumn::Ignore && column != StatementColumn::Text;
}

} // namespace

QString toText(const StatementCsvMapping& mapping)
{
    QStringList words{wordOf(orderWords, mapping.dateOrder), wordOf(markWords, mapping.decimalMark)};
    for (const StatementColumn column : mapping.columns)
        words += wordOf(columnWords, column);
    return words.join(u' ');
}

std::optional<StatementCsvMapping> statementMappingFromText(const QString& text)
{
    const QStringList words = text.split(u' ');
    if (words.size() < 3)
        return std::nullopt;
    const auto order = valueOf(orderWords, words[0]);
    const auto mark = valueOf(markWords, words[1]);
    if (!order || !mark)
        return std::nullopt;
    StatementCsvMapping mapping{{}, *order, *mark};
    for (const QString& word : words.sliced(2)) {
        const auto column = valueOf(columnWords, word);
        if (!column)
            return std::nullopt;
        mapping.columns.push_back(*column);
    }
    return mapping;
}

std::optional<Currency> currencyInText(QStringView text)
{
    if (text.contains(u'€'))
        return eur;
    if (text.contains(u'£'))
        return Currency{"GBP"};
    // "$" is the sign of many currencies, so it tells nothing.
    qsizetype start = -1;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        const bool isLetter = i < text.size() && text[i].isLetter();
        if (isLetter && start < 0)
            start = i;
        if (isLetter || start < 0)
            continue;
        const QStringView word = text.mid(start, i - start);
        start = -1;
        const bool isCode = word.size() == 3 && word[0].isUpper() && word[1].isUpper() && word[2].isUpper();
        if (isCode) {
            if (const std::optional<Currency> currency = Currency::fromText(word))
                return currency;
        }
    }
    return std::nullopt;
}

std::vector<StatementColumn> guessStatementColumns(const QStringList& headers)
{
    static const QHash<QString, StatementColumn> words = makeDictionary();
    std::vector<StatementColumn> columns;
    for (const QString& header : headers) {
        QString bare = header;
        for (const QString& code : {u"EUR"_s, u"€"_s, u"CHF"_s, u"GBP"_s, u"£"_s, u"USD"_s})
            bare.remove(u" in "_s + code).remove(u'(' + code + u')').remove(u'[' + code + u']');
        StatementColumn column = words.value(headerKey(bare), StatementColumn::Ignore);
        if (isSingle(column) && std::find(columns.begin(), columns.end(), column) != columns.end()) {
            // A second name or account is the other party of an entry that has both; nothing is lost
            // by leaving the rest out.
            column = StatementColumn::Ignore;
        }
        columns.push_back(column);
    }
    return columns;
}

} // namespace foyer
