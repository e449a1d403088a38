// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/import_words.h"

#include <QCoreApplication>

namespace foyer::words {

using namespace Qt::StringLiterals;

namespace {

class Import
{
    Q_DECLARE_TR_FUNCTIONS(Import)
};

QString targetName(CsvTarget target)
{
    switch (target) {
    case CsvTarget::Ignore:
        return Import::tr("Leave out");
    case CsvTarget::KeepInNotes:
        return Import::tr("Keep in the notes");
    case CsvTarget::Kind:
        return Import::tr("Kind (person, company, location)");
    case CsvTarget::DisplayName:
        return Import::tr("Name to show");
    case CsvTarget::FullName:
        return Import::tr("Whole name");
    case CsvTarget::Prefix:
        return Import::tr("Title before the name");
    case CsvTarget::GivenName:
        return Import::tr("Given name");
    case CsvTarget::AdditionalNames:
        return Import::tr("Middle names");
    case CsvTarget::FamilyName:
        return Import::tr("Family name");
    case CsvTarget::Suffix:
        return Import::tr("Suffix after the name");
    case CsvTarget::Nickname:
        return Import::tr("Nickname");
    case CsvTarget::Company:
        return Import::tr("Company");
    case CsvTarget::JobTitle:
        return Import::tr("Job title");
    case CsvTarget::Email:
        return Import::tr("Email");
    case CsvTarget::EmailLabel:
        return Import::tr("Kind of email");
    case CsvTarget::Phone:
        return Import::tr("Phone");
    case CsvTarget::PhoneLabel:
        return Import::tr("Kind of phone");
    case CsvTarget::Street:
        return Import::tr("Street");
    case CsvTarget::Street2:
        return Import::tr("Second line of the street");
    case CsvTarget::City:
        return Import::tr("City");
    case CsvTarget::Region:
        return Import::tr("Region");
    case CsvTarget::PostalCode:
        return Import::tr("Postal code");
    case CsvTarget::Country:
        return Import::tr("Country");
    case CsvTarget::WholeAddress:
        return Import::tr("Whole address");
    case CsvTarget::AddressLabel:
        return Import::tr("Kind of address");
    case CsvTarget::Website:
        return Import::tr("Website");
    case CsvTarget::Birthday:
        return Import::tr("Birthday");
    case CsvTarget::Anniversary:
        return Import::tr("Anniversary");
    case CsvTarget::Language:
        return Import::tr("Language");
    case CsvTarget::Tags:
        return Import::tr("Tags");
    case CsvTarget::Notes:
        return Import::tr("Notes");
    }
    Q_UNREACHABLE();
}

std::vector<CsvColumn> makeOffer()
{
    std::vector<CsvColumn> offer;
    for (int i = int(CsvTarget::Ignore); i <= int(CsvTarget::JobTitle); ++i)
        offer.push_back({CsvTarget(i), {}, 1, CsvPerson::Self});
    for (const Label& label : {u""_s, u"home"_s, u"work"_s})
        offer.push_back({CsvTarget::Email, label, 1, CsvPerson::Self});
    for (const Label& label : {u""_s, u"mobile"_s, u"home"_s, u"work"_s})
        offer.push_back({CsvTarget::Phone, label, 1, CsvPerson::Self});
    for (int group = 1; group <= 2; ++group) {
        for (int i = int(CsvTarget::Street); i <= int(CsvTarget::AddressLabel); ++i)
            offer.push_back({CsvTarget(i), {}, group, CsvPerson::Self});
    }
    for (int i = int(CsvTarget::Website); i <= int(CsvTarget::Notes); ++i)
        offer.push_back({CsvTarget(i), {}, 1, CsvPerson::Self});
    for (const CsvTarget target : {CsvTarget::FullName, CsvTarget::GivenName, CsvTarget::FamilyName,
                                   CsvTarget::Email, CsvTarget::Phone, CsvTarget::Birthday})
        offer.push_back({target, {}, 1, CsvPerson::Partner});
    return offer;
}

} // namespace

QString importProblem(ImportProblemCode code)
{
    switch (code) {
    case ImportProblemCode::NotThisFormat:
        return Import::tr("This is neither a vCard nor a table.");
    case ImportProblemCode::BrokenEncoding:
        return Import::tr("These bytes are no text in the encoding of the file.");
    case ImportProblemCode::UnfinishedEntry:
        return Import::tr("An entry begins here and never ends.");
    case ImportProblemCode::BrokenLine:
        return Import::tr("This line cannot be understood.");
    case ImportProblemCode::BrokenValue:
        return Import::tr("The value cannot be read.");
    case ImportProblemCode::UnsupportedVersion:
        return Import::tr("This version of the format is not supported.");
    case ImportProblemCode::NoName:
        return Import::tr("There is no name, company, email or phone to call the contact by.");
    case ImportProblemCode::BadEmail:
        return Import::tr("No mail could be sent to this address. It is kept as it is.");
    case ImportProblemCode::TooLarge:
        return Import::tr("This is larger than Foyer takes.");
    case ImportProblemCode::TooManyColumns:
        return Import::tr("The row has more cells than there are columns.");
    }
    Q_UNREACHABLE();
}

QString importFault(Fault fault)
{
    switch (fault) {
    case Fault::NotFound:
        return Import::tr("The file is not there any more. It may have been moved, or its disk taken out.");
    case Fault::Denied:
        return Import::tr("The file cannot be opened. Check that you may read it.");
    case Fault::Invalid:
        return Import::tr("The file is empty, or larger than 256 MB. Nothing was imported.");
    case Fault::Cancelled:
        return Import::tr("You cancelled the import. Nothing was changed.");
    case Fault::Busy:
    case Fault::Conflict:
        return Import::tr("Another import is at work. Nothing was imported; try again when it is done.");
    case Fault::Storage:
    case Fault::Newer:
        return Import::tr("The disk reports an error, or it is full. Nothing was imported.");
    }
    Q_UNREACHABLE();
}

QString csvColumn(const CsvColumn& column)
{
    QString name = targetName(column.target);
    if (!column.label.isEmpty())
        name = Import::tr("%1 · %2", "what a column becomes · home, work, mobile, …").arg(name, column.label);
    if (column.group > 1)
        name = Import::tr("%1 (%2)", "what a column becomes (second, third one)").arg(name).arg(column.group);
    return column.person == CsvPerson::Partner ? Import::tr("Partner: %1").arg(name) : name;
}

const std::vector<CsvColumn>& offeredCsvColumns()
{
    static const std::vector<CsvColumn> offer = makeOffer();
    return offer;
}

} // namespace foyer::words
