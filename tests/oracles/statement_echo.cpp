// SPDX-License-Identifier: GPL-3.0-or-later
// Reads invoices and a bank's file, and writes what the file holds and what each line pays, as JSON. For
// statement_oracle.py, which wrote both.
#include "app/payments/statements/matching.h"
#include "app/payments/statements/statement_reader.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const char* path)
{
    QFile file{QString::fromLocal8Bit(path)};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

std::vector<QString> textsOf(const QJsonValue& value)
{
    std::vector<QString> texts;
    for (const QJsonValue& text : value.toArray())
        texts.push_back(text.toString());
    return texts;
}

OpenInvoice invoiceFrom(const QJsonObject& json)
{
    OpenInvoice invoice;
    invoice.id = ItemId{json[u"id"_s].toInteger()};
    invoice.number = json[u"number"_s].toString();
    invoice.references = textsOf(json[u"references"_s]);
    const Currency currency = *Currency::fromText(json[u"currency"_s].toString());
    invoice.open = Money::ofMinor(json[u"open"_s].toInteger(), currency);
    invoice.nextDue = Money::ofMinor(json[u"due"_s].toInteger(), currency);
    invoice.payerNames = textsOf(json[u"names"_s]);
    return invoice;
}

QString wordOf(MatchKind kind)
{
    switch (kind) {
    case MatchKind::Exact:
        return u"exact"_s;
    case MatchKind::Partial:
        return u"partial"_s;
    case MatchKind::Ask:
        return u"ask"_s;
    case MatchKind::None:
        return u"none"_s;
    case MatchKind::Seen:
        return u"seen"_s;
    }
    Q_UNREACHABLE();
}

QJsonObject echo(const StatementLine& line, const LineMatch& match)
{
    return {{u"amount"_s, line.amount.minor()},
            {u"currency"_s, line.amount.currency().code()},
            {u"day"_s, line.bookedDay.toString(Qt::ISODate)},
            {u"name"_s, line.payerName},
            {u"text"_s, line.text},
            {u"reference"_s, line.reference},
            {u"kind"_s, wordOf(match.kind)},
            {u"invoice"_s, match.invoice ? match.invoice->row() : 0},
            {u"pays"_s, match.amount.minor()}};
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 3)
        return 2;
    std::vector<OpenInvoice> invoices;
    for (const QJsonValue& json : QJsonDocument::fromJson(contentOf(argv[1])).array())
        invoices.push_back(invoiceFrom(json.toObject()));
    const auto read = readStatements(contentOf(argv[2]), QString::fromLocal8Bit(argv[2]));
    if (!read) {
        std::fprintf(stderr, "%s\n", qPrintable(read.error().detail));
        return 1;
    }
    QJsonArray lines;
    QJsonArray warnings;
    for (const Statement& statement : *read) {
        const std::vector<LineMatch> matches = matchLines(statement.lines, invoices);
        for (std::size_t i = 0; i < matches.size(); ++i)
            lines.append(echo(statement.lines[i], matches[i]));
        for (const StatementWarning& warning : statement.warnings)
            warnings.append(warning.sentence);
    }
    const QByteArray json =
        QJsonDocument{QJsonObject{{u"lines"_s, lines}, {u"warnings"_s, warnings}}}.toJson();
    return std::fwrite(json.constData(), 1, std::size_t(json.size()), stdout) == std::size_t(json.size()) ? 0
                                                                                                          : 1;
}
