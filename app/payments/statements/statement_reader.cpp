// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/statements/statement_reader.h"

#include "app/payments/statements/camt_reader.h"
#include "app/payments/statements/mt940_reader.h"
#include "app/payments/statements/ofx_reader.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// What people choose by mistake. @returns empty when it may be a statement
QString otherFormat(const QByteArray& file, const QString& fileName)
{
    if (file.trimmed().isEmpty())
        return u"“%1” is empty."_s.arg(fileName);
    if (file.startsWith("%PDF-"))
        return u"“%1” is a PDF. Ask your bank for the same statement as CAMT.053, MT940, OFX or CSV."_s.arg(
            fileName);
    if (file.startsWith("PK\x03\x04"))
        return u"“%1” is an archive or a spreadsheet. Unpack it, or save the spreadsheet as CSV."_s.arg(
            fileName);
    if (file.startsWith("\xD0\xCF\x11\xE0"))
        return u"“%1” is a spreadsheet. Save it as CSV first."_s.arg(fileName);
    return {};
}

} // namespace

StatementFormat statementFormatOf(const QByteArray& file)
{
    if (looksLikeCamt(file))
        return StatementFormat::Camt053;
    if (looksLikeOfx(file))
        return StatementFormat::Ofx;
    if (looksLikeMt940(file))
        return StatementFormat::Mt940;
    return StatementFormat::Csv;
}

Result<std::vector<Statement>> readStatements(const QByteArray& file, const QString& fileName,
                                              const StatementCsvOptions& csv, const StatementLimits& limits)
{
    if (const QString sentence = otherFormat(file, fileName); !sentence.isEmpty())
        return fail(Fault::Invalid, sentence);
    switch (statementFormatOf(file)) {
    case StatementFormat::Camt053:
        return readCamt(file, limits);
    case StatementFormat::Ofx:
        return readOfx(file, limits);
    case StatementFormat::Mt940:
        return readMt940(file, limits);
    case StatementFormat::Csv:
        return readCsvStatement(file, csv, limits);
    }
    Q_UNREACHABLE();
}

} // namespace foyer
