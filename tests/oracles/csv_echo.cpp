// SPDX-License-Identifier: GPL-3.0-or-later
// Answers csv_oracle.py: one JSON object in, one out, line by line.
//   {"read": base64, "delimiter": ";"}    → {"rows": [[…]]} or {"problem": line}
//   {"write": [[…]], "delimiter": ";"}    → {"csv": base64}
//   {"plan": base64}                      → {"names": […], "emails": […], "problems": n, "hints": n}
#include "app/contacts/csv.h"
#include "app/contacts/csv_contacts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <iostream>
#include <string>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

QJsonObject answerRead(const QByteArray& file, CsvDelimiter delimiter)
{
    const CsvText text = CsvText::decode(file);
    if (!text.problems().empty())
        return {{u"problem"_s, text.problems().front().line}};
    CsvReader reader{text.utf8(), delimiter};
    QJsonArray rows;
    while (reader.next()) {
        QJsonArray cells;
        for (qsizetype i = 0; i < reader.cellCount(); ++i)
            cells.append(QString::fromUtf8(reader.cell(i)));
        rows.append(cells);
    }
    if (reader.problem())
        return {{u"problem"_s, reader.problem()->line}};
    return {{u"rows"_s, rows}};
}

QJsonObject answerWrite(const QJsonArray& rows, CsvDelimiter delimiter)
{
    std::vector<std::vector<CsvCell>> cells;
    for (const QJsonValue& row : rows) {
        cells.emplace_back();
        const QJsonArray texts = row.toArray();
        for (const QJsonValue& text : texts)
            cells.back().push_back({text.toString()});
    }
    return {{u"csv"_s, QString::fromLatin1(writeCsv(cells, delimiter).toBase64())}};
}

QJsonObject answerPlan(const QByteArray& file)
{
    const ImportPlan plan = planFromCsv(file, {}, previewCsv(file).mapping);
    QJsonArray names;
    QJsonArray emails;
    for (const ImportedContact& contact : plan.contacts) {
        names.append(displayNameOf(contact.details));
        for (const ContactEmail& email : contact.details.emails)
            emails.append(email.address);
    }
    return {{u"names"_s, names},
            {u"emails"_s, emails},
            {u"problems"_s, static_cast<int>(plan.problems.size())},
            {u"hints"_s, static_cast<int>(plan.hints.size())}};
}

QJsonObject answer(const QJsonObject& asked)
{
    const auto bytesOf = [&](const QString& key) {
        return QByteArray::fromBase64(asked[key].toString().toLatin1());
    };
    if (asked.contains(u"plan"_s))
        return answerPlan(bytesOf(u"plan"_s));
    const auto delimiter = CsvDelimiter{asked[u"delimiter"_s].toString().front().toLatin1()};
    return asked.contains(u"read"_s) ? answerRead(bytesOf(u"read"_s), delimiter)
                                     : answerWrite(asked[u"write"_s].toArray(), delimiter);
}

} // namespace

int main()
{
    std::string line;
    while (std::getline(std::cin, line)) {
        const QJsonObject asked = QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
        std::cout << QJsonDocument{answer(asked)}.toJson(QJsonDocument::Compact).constData() << std::endl;
    }
    return 0;
}
