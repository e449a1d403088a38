// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/codes/swiss_bill_words.h"

namespace foyer {

using namespace Qt::StringLiterals;

SwissBillWords swissBillWords(const QString& language)
{
    // Source: SIX, Implementation Guidelines QR-bill 2.3, annex with the headings in all languages.
    const QString primary = language.section(u'-', 0, 0).section(u'_', 0, 0).toLower();
    if (primary == "de"_L1)
        return {u"Zahlteil"_s,
                u"Empfangsschein"_s,
                u"Konto / Zahlbar an"_s,
                u"Referenz"_s,
                u"Zusätzliche Informationen"_s,
                u"Währung"_s,
                u"Betrag"_s,
                u"Annahmestelle"_s,
                u"Zahlbar durch"_s,
                u"Zahlbar durch (Name/Adresse)"_s};
    if (primary == "fr"_L1)
        return {u"Section paiement"_s,
                u"Récépissé"_s,
                u"Compte / Payable à"_s,
                u"Référence"_s,
                u"Informations supplémentaires"_s,
                u"Monnaie"_s,
                u"Montant"_s,
                u"Point de dépôt"_s,
                u"Payable par"_s,
                u"Payable par (nom/adresse)"_s};
    if (primary == "it"_L1)
        return {u"Sezione pagamento"_s,
                u"Ricevuta"_s,
                u"Conto / Pagabile a"_s,
                u"Riferimento"_s,
                u"Informazioni supplementari"_s,
                u"Valuta"_s,
                u"Importo"_s,
                u"Punto di accettazione"_s,
                u"Pagabile da"_s,
                u"Pagabile da (nome/indirizzo)"_s};
    return {u"Payment part"_s,
            u"Receipt"_s,
            u"Account / Payable to"_s,
            u"Reference"_s,
            u"Additional information"_s,
            u"Currency"_s,
            u"Amount"_s,
            u"Acceptance point"_s,
            u"Payable by"_s,
            u"Payable by (name/address)"_s};
}

} // namespace foyer
