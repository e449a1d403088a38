// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/csv_mapping.h"

#include <QHash>

#include <algorithm>
#include <optional>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    CsvTarget target;
    const char16_t* label;
    const char16_t*
        keys; ///< headerKey()s without digits, separated by blanks: English, German, French, Spanish, Dutch
};

constexpr Words dictionary[] = {
    {CsvTarget::Kind, u"",
     u"kind type contacttype contactkind recordtype art typ kontaktart kontakttyp typedecontact tipo "
     u"tipodecontacto "
     u"soort soortcontact"},
    {CsvTarget::DisplayName, u"",
     u"displayname display fileas anzeigename nomaffiche nomdaffichage "
     u"nombreparamostrar nombremostrado weergavenaam"},
    {CsvTarget::FullName, u"",
     u"name fullname nameofcontact vollername vollstandigername kundenname nom nomcomplet nomduclient "
     u"nombrecompleto "
     u"naam volledigenaam klantnaam contactpersoon ansprechpartner kunde klant cliente"},
    {CsvTarget::Prefix, u"",
     u"prefix nameprefix namenspraefix namensprafix salutation honorific anrede akademischertitel titel "
     u"civilite "
     u"tratamiento aanhef prefijo voorvoegsel"},
    {CsvTarget::GivenName, u"",
     u"firstname givenname forename first fname vorname prenom nombre nombredepila "
     u"primernombre voornaam"},
    {CsvTarget::AdditionalNames, u"",
     u"middlename middlenames middle middleinitial additionalname additionalnames zweitervorname "
     u"weiterevornamen "
     u"deuxiemeprenom autresprenoms segundonombre tweedenaam tussenvoegsel"},
    {CsvTarget::FamilyName, u"",
     u"lastname familyname surname last lname nachname familienname zuname nomdefamille apellido apellidos "
     u"achternaam familienaam"},
    {CsvTarget::Suffix, u"", u"suffix namesuffix namenssuffix namenszusatz suffixe sufijo achtervoegsel"},
    {CsvTarget::Nickname, u"",
     u"nickname preferredname goesby alias spitzname rufname surnom apodo bijnaam roepnaam"},
    {CsvTarget::Company, u"",
     u"company companyname organization organisation organizationname organisationname business businessname "
     u"firm "
     u"firma firmenname unternehmen societe entreprise nomdelentreprise raisonsociale empresa compania "
     u"nombredelaempresa bedrijf bedrijfsnaam organisatie employer"},
    {CsvTarget::JobTitle, u"",
     u"jobtitle position occupation profession organizationtitle beruf berufsbezeichnung funktion stellung "
     u"fonction "
     u"poste metier cargo puesto profesion functie functietitel beroep"},
    {CsvTarget::Email, u"",
     u"email emails emailaddress emailvalue mail mailaddress mailadresse emailadresse adresseemail "
     u"adressemail "
     u"adresseelectronique courriel correo correos correoelectronico direcciondecorreo emailadres mailadres "
     u"epost"},
    {CsvTarget::EmailLabel, u"", u"emaillabel emailtype emailtyp"},
    {CsvTarget::Phone, u"",
     u"phone phones phonenumber phonevalue telephone telephonenumber tel telefon telefonnummer rufnummer "
     u"numerodetelephone numerodetelefono telefono telefoon telefoonnummer"},
    {CsvTarget::Phone, u"mobile",
     u"mobile mobilephone mobilenumber cell cellphone cellnumber cellular handy handynummer mobil "
     u"mobilnummer "
     u"mobilfunk mobiltelefon portable telephoneportable movil telefonomovil celular mobiel mobielnummer "
     u"gsm"},
    {CsvTarget::Phone, u"fax", u"fax faxnumber faxnummer telefax telecopie numerodefax"},
    {CsvTarget::Phone, u"pager", u"pager pagernumber"},
    {CsvTarget::PhoneLabel, u"", u"phonelabel phonetype telefontyp"},
    {CsvTarget::Street, u"",
     u"street streetaddress streetname addressline addressstreet strasse strassehausnummer "
     u"strasseundhausnummer "
     u"strasseundnr strassenr hausnummer rue numeroetrue adresseligne calle calleynumero direccionlinea "
     u"straat "
     u"straatnaam straatenhuisnummer huisnummer housenumber"},
    {CsvTarget::Street2, u"",
     u"apartment apt suite unit addressextendedaddress addresspobox pobox adresszusatz postfach complement "
     u"complementdadresse boitepostale piso apartado toevoeging postbus"},
    {CsvTarget::City, u"",
     u"city town locality suburb village addresscity ort stadt wohnort ville localite commune ciudad "
     u"localidad "
     u"poblacion stad plaats woonplaats"},
    {CsvTarget::Region, u"",
     u"region state province county stateprovince stateregion stateorprovince provincestate addressregion "
     u"addressstate bundesland kanton departement provincia estado comunidadautonoma provincie"},
    {CsvTarget::PostalCode, u"",
     u"postalcode postcode zip zipcode zippostalcode ziporpostalcode postalzipcode postalzip "
     u"addresspostalcode "
     u"addresszip plz postleitzahl codepostal cp codigopostal"},
    {CsvTarget::Country, u"", u"country countryregion addresscountry land pays pais"},
    {CsvTarget::WholeAddress, u"",
     u"address fulladdress addressformatted postaladdress adresse anschrift postanschrift adressecomplete "
     u"adressepostale direccion domicilio adres volledigadres postadres"},
    {CsvTarget::AddressLabel, u"", u"addresslabel addresstype"},
    {CsvTarget::Website, u"",
     u"website websites websitevalue web webpage webaddress homepage url internet internetseite "
     u"internetadresse "
     u"webseite siteweb siteinternet sitioweb paginaweb webadres"},
    {CsvTarget::Birthday, u"",
     u"birthday birthdate dateofbirth dob geburtstag geburtsdatum naissance datedenaissance "
     u"anniversairedenaissance "
     u"anniversaire cumpleanos nacimiento fechadenacimiento geboortedatum verjaardag"},
    {CsvTarget::Anniversary, u"",
     u"anniversary weddinganniversary hochzeitstag jahrestag anniversairedemariage aniversario "
     u"aniversariodeboda "
     u"jubileum trouwdag huwelijksverjaardag"},
    {CsvTarget::Language, u"",
     u"language preferredlanguage locale sprache langue idioma lengua taal voorkeurstaal"},
    {CsvTarget::Tags, u"",
     u"tags tag labels categories category groups group groupmembership schlagworte schlagworter kategorie "
     u"kategorien gruppe gruppen etiquettes categorie etiquetas categoria categorias groepen groep "
     u"categorieen"},
    {CsvTarget::Notes, u"",
     u"notes note comments comment remarks remark memo notizen notiz bemerkung bemerkungen anmerkung "
     u"anmerkungen "
     u"kommentar remarque remarques commentaire commentaires notas nota observaciones comentario comentarios "
     u"opmerking opmerkingen notitie notities"},
};

struct Affix
{
    const char16_t* word;
    const char16_t* label; ///< empty: says nothing ("primary email")
};

/// In front of, or behind, what they tell about. Longer ones before what they start with.
constexpr Affix labelAffixes[] = {
    {u"mobile", u"mobile"},
    {u"cell", u"mobile"},
    {u"mobil", u"mobile"},
    {u"movil", u"mobile"},
    {u"portable", u"mobile"},
    {u"fax", u"fax"},
    {u"daytime", u"work"},
    {u"business", u"work"},
    {u"work", u"work"},
    {u"office", u"work"},
    {u"company", u"work"},
    {u"geschaftlich", u"work"},
    {u"geschaeftlich", u"work"},
    {u"dienstlich", u"work"},
    {u"buro", u"work"},
    {u"arbeit", u"work"},
    {u"professionnel", u"work"},
    {u"bureau", u"work"},
    {u"travail", u"work"},
    {u"trabajo", u"work"},
    {u"oficina", u"work"},
    {u"zakelijk", u"work"},
    {u"werk", u"work"},
    {u"home", u"home"},
    {u"personal", u"home"},
    {u"private", u"home"},
    {u"privat", u"home"},
    {u"personnel", u"home"},
    {u"domicile", u"home"},
    {u"prive", u"home"},
    {u"particular", u"home"},
    {u"casa", u"home"},
    {u"thuis", u"home"},
    {u"other", u"other"},
    {u"sonstige", u"other"},
    {u"weitere", u"other"},
    {u"autre", u"other"},
    {u"otro", u"other"},
    {u"overig", u"other"},
    {u"mailing", u"mailing"},
    {u"shipping", u"shipping"},
    {u"liefer", u"shipping"},
    {u"livraison", u"shipping"},
    {u"envio", u"shipping"},
    {u"billing", u"billing"},
    {u"rechnungs", u"billing"},
    {u"facturation", u"billing"},
    {u"facturacion", u"billing"},
    {u"factuur", u"billing"},
    {u"primary", u""},
    {u"secondary", u""},
    {u"alternative", u""},
    {u"alternate", u""},
    {u"main", u""},
    {u"zweite", u""},
    {u"second", u""},
    {u"default", u""},
};

/// Only words in front: "Client Email". They name the contact itself.
constexpr const char16_t* selfPrefixes[] = {u"client", u"customer", u"contact", u"kunden", u"kontakt",
                                            u"person", u"bride",    u"braut",   u"your",   u"lead"};

/// In front of, or behind, what they tell about. Longer ones before what they start with.
constexpr const char16_t* partnerWords[] = {
    u"significantother", u"ehepartnerin", u"ehepartner",   u"partnerin",
    u"partner",          u"spouse",       u"husband",      u"wife",
    u"fiancee",          u"fiance",       u"groom",        u"ehegatte",
    u"ehefrau",          u"ehemann",      u"brautigam",    u"conjointe",
    u"conjoint",         u"epouse",       u"epoux",        u"conyuge",
    u"pareja",           u"esposa",       u"esposo",       u"echtgenote",
    u"echtgenoot",       u"secondperson", u"secondcontact"};

/// "Prénom du conjoint": what is left between.
constexpr const char16_t* connectors[] = {u"dela", u"delle", u"del",   u"des", u"du",
                                          u"de",   u"der",   u"vande", u"van", u"s"};

/// What one header says by itself; the columns around it may change it.
struct Reading
{
    CsvColumn column;
    int number = 0; ///< the digits in the header; 0 when there are none
    QString key;    ///< without them
};

std::optional<CsvColumn> findWord(const QString& key)
{
    static const QHash<QString, CsvColumn> words = [] {
        QHash<QString, CsvColumn> table;
        for (const Words& entry : dictionary) {
            const QStringList keys = QString::fromUtf16(entry.keys).split(u' ', Qt::SkipEmptyParts);
            for (const QString& word : keys) {
                Q_ASSERT_X(!table.contains(word), "csv header words", qPrintable(word));
                table.insert(word, {entry.target, QString::fromUtf16(entry.label)});
            }
        }
        return table;
    }();
    const auto found = words.constFind(key);
    return found == words.constEnd() ? std::nullopt : std::optional{*found};
}

/// Names, days and words have no label.
bool takesLabel(CsvTarget target)
{
    constexpr CsvTarget labelled[] = {CsvTarget::Email,      CsvTarget::Phone,   CsvTarget::Street,
                                      CsvTarget::Street2,    CsvTarget::City,    CsvTarget::Region,
                                      CsvTarget::PostalCode, CsvTarget::Country, CsvTarget::WholeAddress,
                                      CsvTarget::Website};
    return std::find(std::begin(labelled), std::end(labelled), target) != std::end(labelled);
}

/// The key without `word` at its start or its end.
std::optional<QString> without(const QString& key, QStringView word)
{
    if (key.startsWith(word))
        return key.sliced(word.size());
    if (key.endsWith(word))
        return key.chopped(word.size());
    return std::nullopt;
}

std::optional<CsvColumn> labelledWord(const QString& key)
{
    if (auto found = findWord(key))
        return found;
    for (const Affix& affix : labelAffixes) {
        const auto rest = without(key, affix.word);
        if (!rest || rest->isEmpty())
            continue;
        auto found = labelledWord(*rest); // "home mobile phone"; ends, since the rest is shorter
        if (!found || !takesLabel(found->target))
            continue;
        if (found->label.isEmpty())
            found->label = QString::fromUtf16(affix.label);
        return found;
    }
    return std::nullopt;
}

std::optional<CsvColumn> partnerWord(const QString& key)
{
    for (const char16_t* word : partnerWords) {
        auto rest = without(key, word);
        if (!rest)
            continue;
        std::optional<CsvColumn> found =
            rest->isEmpty() ? CsvColumn{CsvTarget::FullName} : labelledWord(*rest);
        for (const char16_t* connector : connectors) {
            const QStringView text{connector};
            if (!found && rest->size() > text.size() && rest->endsWith(text))
                found = labelledWord(rest->chopped(text.size()));
            if (!found && rest->size() > text.size() && rest->startsWith(text))
                found = labelledWord(rest->sliced(text.size()));
        }
        if (found) {
            found->person = CsvPerson::Partner;
            return found;
        }
    }
    return std::nullopt;
}

std::optional<CsvColumn> wordOf(const QString& key)
{
    if (auto found = labelledWord(key))
        return found;
    if (auto found = partnerWord(key))
        return found;
    for (const char16_t* prefix : selfPrefixes) {
        const QStringView word{prefix};
        if (!key.startsWith(word))
            continue;
        return key.size() == word.size() ? CsvColumn{CsvTarget::FullName}
                                         : labelledWord(key.sliced(word.size()));
    }
    return std::nullopt;
}

Reading readHeader(const QString& header)
{
    Reading reading;
    QString whole = headerKey(header);
    bool isPartner = false;
    for (const QString& who : {u"partner"_s, u"client"_s, u"person"_s}) {
        // "Partner 1" and "Partner 2" are two people; without such a word a number counts emails or phones.
        for (const QChar number : {u'1', u'2'}) {
            const bool namesPerson = whole.startsWith(who + number) && whole.size() > who.size() + 1;
            if (!namesPerson)
                continue;
            isPartner = number == u'2';
            whole = whole.sliced(who.size() + 1);
        }
    }
    QString digits;
    for (const QChar c : std::as_const(whole))
        (c.isDigit() ? digits : reading.key) += c;
    reading.number = digits.size() <= 2 ? digits.toInt() : 0;
    auto found = wordOf(reading.key);
    reading.column = found ? *found : CsvColumn{CsvTarget::KeepInNotes};
    if (isPartner && found)
        reading.column.person = CsvPerson::Partner;
    return reading;
}

bool isPartOfAddress(CsvTarget target)
{
    return takesLabel(target) && target != CsvTarget::Email && target != CsvTarget::Phone &&
           target != CsvTarget::Website;
}

using Readings = std::vector<Reading>;

/// Whether a column of this person, label and number (0 is 1) has that meaning.
bool has(const Readings& readings, const Reading& like, CsvTarget target, int number)
{
    return std::any_of(readings.begin(), readings.end(), [&](const Reading& r) {
        return r.column.target == target && r.column.person == like.column.person &&
               r.column.label == like.column.label && std::max(r.number, 1) == number;
    });
}

/// "Address" beside "City" is the street; "Address 2" without a second city is its second line.
void settleAddresses(Readings& readings)
{
    for (Reading& reading : readings) {
        CsvTarget& target = reading.column.target;
        const int number = std::max(reading.number, 1);
        const bool isLineOrWhole = target == CsvTarget::WholeAddress || target == CsvTarget::Street;
        if (!isLineOrWhole && target != CsvTarget::Street2)
            continue;
        const auto hasPlace = [&](int n) {
            return has(readings, reading, CsvTarget::City, n) ||
                   has(readings, reading, CsvTarget::PostalCode, n);
        };
        if (isLineOrWhole && number > 1 && !hasPlace(number) &&
            (hasPlace(1) || has(readings, reading, CsvTarget::Street, 1))) {
            target = CsvTarget::Street2;
            reading.number = 1;
        } else if (target == CsvTarget::WholeAddress && hasPlace(number)) {
            const bool isTold = has(readings, reading, CsvTarget::Street, number);
            target = isTold ? CsvTarget::Ignore : CsvTarget::Street; // Google's "Formatted" repeats the parts
        } else if (target == CsvTarget::Street2 && number > 1 && !hasPlace(number)) {
            reading.number = 1;
        }
    }
}

/// Parts with the same person, label and number are one address.
void groupAddresses(Readings& readings)
{
    std::vector<const Reading*> firsts;
    for (Reading& reading : readings) {
        if (!isPartOfAddress(reading.column.target))
            continue;
        const auto isSame = [&](const Reading* first) {
            return first->column.person == reading.column.person &&
                   first->column.label == reading.column.label &&
                   std::max(first->number, 1) == std::max(reading.number, 1);
        };
        auto found = std::find_if(firsts.begin(), firsts.end(), isSame);
        if (found == firsts.end())
            found = firsts.insert(firsts.end(), &reading);
        reading.column.group = static_cast<int>(found - firsts.begin()) + 1;
    }
    for (Reading& label : readings) {
        if (label.column.target != CsvTarget::AddressLabel)
            continue;
        for (const Reading* first : firsts) {
            if (first->number == label.number && first->column.person == label.column.person)
                label.column.group = first->column.group;
        }
    }
}

bool hasTarget(const Readings& readings, CsvTarget target)
{
    return std::any_of(readings.begin(), readings.end(), [target](const Reading& r) {
        return r.column.target == target && r.column.person == CsvPerson::Self;
    });
}

/// Words that mean one thing alone and another beside others.
void settleNames(Readings& readings)
{
    const bool hasGiven = hasTarget(readings, CsvTarget::GivenName);
    const bool hasFamily = hasTarget(readings, CsvTarget::FamilyName);
    for (std::size_t i = 0; i < readings.size(); ++i) {
        CsvTarget& target = readings[i].column.target;
        const QString& key = readings[i].key;
        const bool isBareName = key == "name"_L1 || key == "nom"_L1 || key == "naam"_L1;
        if (target == CsvTarget::FullName && isBareName && hasGiven && !hasFamily)
            target = CsvTarget::FamilyName; // "Name, Vorname"
        if (target == CsvTarget::GivenName && key == "nombre"_L1 && !hasFamily)
            target = CsvTarget::FullName;
        const bool isTitle = key == "title"_L1 || key == "titre"_L1 || key == "titulo"_L1;
        if (isTitle && target == CsvTarget::KeepInNotes) {
            const bool standsBeforeName =
                i + 1 < readings.size() && (readings[i + 1].column.target == CsvTarget::GivenName ||
                                            readings[i + 1].column.target == CsvTarget::FullName);
            target = standsBeforeName ? CsvTarget::Prefix : CsvTarget::JobTitle;
        }
    }
}

} // namespace

CsvMapping guessMapping(const QStringList& headers)
{
    Readings readings;
    for (const QString& header : headers)
        readings.push_back(readHeader(header));
    settleNames(readings);
    settleAddresses(readings);
    const QString product = productOf(headers);
    CsvMapping mapping;
    groupAddresses(readings);
    for (Reading& reading : readings) {
        CsvColumn& column = reading.column;
        const bool isNumbered = column.target == CsvTarget::Email || column.target == CsvTarget::EmailLabel ||
                                column.target == CsvTarget::Phone || column.target == CsvTarget::PhoneLabel;
        if (isNumbered)
            column.group = std::max(reading.number, 1);
        if (product == "Outlook"_L1 && column.target == CsvTarget::EmailLabel)
            column.target = CsvTarget::Ignore; // "SMTP" is no label
        if (product == "17hats"_L1 && column.target == CsvTarget::Kind)
            column.target = CsvTarget::Tags; // "Hot Lead", "Client": where they stand, not what they are
        mapping.columns.push_back(column);
    }
    return mapping;
}

} // namespace foyer
