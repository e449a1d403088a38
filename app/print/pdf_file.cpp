// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/pdf_file.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace foyer::print {

using namespace Qt::StringLiterals;

namespace {

Failure notOurs()
{
    return fail(Fault::Invalid, u"This is no PDF that Foyer made."_s);
}

bool isBlank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\0' || c == '\f';
}

/// Reads whole numbers and words one after the other.
class Scanner
{
public:
    Scanner(QByteArrayView bytes, qsizetype at)
        : m_bytes{bytes}
        , m_at{at}
    {
    }

    std::optional<qint64> number()
    {
        skip();
        qint64 value = 0;
        const qsizetype from = m_at;
        while (m_at < m_bytes.size() && m_bytes[m_at] >= '0' && m_bytes[m_at] <= '9' && m_at - from < 12)
            value = value * 10 + (m_bytes[m_at++] - '0');
        if (m_at == from)
            return {};
        return value;
    }
    bool word(QByteArrayView expected)
    {
        skip();
        if (!m_bytes.sliced(m_at).startsWith(expected))
            return false;
        m_at += expected.size();
        return true;
    }
    qsizetype at() const { return m_at; }

private:
    void skip()
    {
        while (m_at < m_bytes.size() && isBlank(m_bytes[m_at]))
            ++m_at;
    }

    QByteArrayView m_bytes;
    qsizetype m_at;
};

} // namespace

Result<PdfFile> PdfFile::parse(const QByteArray& bytes)
{
    if (!bytes.startsWith("%PDF-1."))
        return notOurs();
    const qsizetype start = bytes.lastIndexOf("startxref");
    if (start < 0)
        return notOurs();
    const auto tableAt = Scanner{bytes, start + 9}.number();
    if (!tableAt || *tableAt <= 0 || *tableAt >= start)
        return notOurs();
    PdfFile file;
    file.m_bytes = bytes;
    file.m_tableAt = *tableAt;

    Scanner table{bytes, *tableAt};
    if (!table.word("xref"))
        return notOurs();
    const auto first = table.number();
    const auto count = table.number();
    if (!first || *first != 0 || !count || *count > bytes.size() / 20)
        return notOurs();
    struct Entry
    {
        qint64 at;
        int number;
    };
    std::vector<Entry> entries;
    for (int number = 0; number < int(*count); ++number) {
        const auto at = table.number();
        const auto generation = table.number();
        if (!at || !generation)
            return notOurs();
        if (table.word("n")) {
            if (*at >= *tableAt)
                return notOurs();
            entries.push_back({*at, number});
        } else if (!table.word("f")) {
            return notOurs();
        }
    }
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.at < b.at; });
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const qint64 until = i + 1 < entries.size() ? entries[i + 1].at : *tableAt;
        Scanner head{bytes, entries[i].at};
        const auto number = head.number();
        if (!number || *number != entries[i].number || !head.word("0") || !head.word("obj"))
            return notOurs();
        QByteArrayView body =
            QByteArrayView{file.m_bytes}.sliced(head.at(), std::max<qint64>(0, until - head.at()));
        const qsizetype end = body.lastIndexOf(QByteArrayView{"endobj"});
        if (end < 0)
            return notOurs();
        file.m_objects[entries[i].number] = body.first(end).trimmed();
    }
    if (!table.word("trailer"))
        return notOurs();
    const QByteArrayView trailer = QByteArrayView{bytes}.sliced(table.at(), start - table.at());
    file.m_size = int(*count);
    file.m_root = reference(trailer, "/Root");
    file.m_info = reference(trailer, "/Info");
    if (file.object(file.m_root).isEmpty())
        return notOurs();
    return file;
}

QByteArrayView PdfFile::object(int number) const
{
    const auto found = m_objects.find(number);
    return found == m_objects.end() ? QByteArrayView{} : found->second;
}

int PdfFile::reference(QByteArrayView dictionary, QByteArrayView key)
{
    for (qsizetype at = dictionary.indexOf(key); at >= 0; at = dictionary.indexOf(key, at + 1)) {
        Scanner scanner{dictionary, at + key.size()};
        const auto number = scanner.number();
        if (number && scanner.word("0") && scanner.word("R"))
            return int(*number);
    }
    return 0;
}

int PdfFile::firstPage() const
{
    const QByteArrayView pages = object(reference(object(m_root), "/Pages"));
    const qsizetype kids = pages.indexOf(QByteArrayView{"/Kids"});
    const qsizetype open = kids < 0 ? -1 : pages.indexOf('[', kids);
    if (open < 0)
        return 0;
    return int(Scanner{pages, open + 1}.number().value_or(0));
}

} // namespace foyer::print
