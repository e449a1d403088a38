// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/pdf_finish.h"

#include "app/base/random.h"
#include "app/print/pdf_file.h"
#include "app/print/pdf_text.h"

#include <QRegularExpression>

#include <map>
#include <vector>

namespace foyer::print {

using namespace Qt::StringLiterals;

namespace {

const QByteArray streamWord = "stream\n";

/// The part of an object that can refer to others: all of it, or what stands before its stream.
qsizetype dictionaryEnd(QByteArrayView body)
{
    if (!body.endsWith(QByteArrayView{"endstream"}))
        return body.size();
    const qsizetype stream = body.indexOf(streamWord);
    return stream < 0 ? body.size() : stream;
}

/// Calls for each "12 0 R" with its place, its length and the number.
template <class Use>
void forReferences(QByteArrayView dictionary, Use use)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    const QByteArrayView rest{" 0 R"};
    for (qsizetype at = dictionary.indexOf(rest); at >= 0; at = dictionary.indexOf(rest, at + 1)) {
        qsizetype from = at;
        while (from > 0 && isDigit(dictionary[from - 1]))
            --from;
        if (from < at)
            use(from, at + rest.size() - from, dictionary.sliced(from, at - from).toInt());
    }
}

/// What a glyph of a font means when its text is copied.
using Meanings = std::map<int, QString>;

/// Presentation forms stand for the letters that they are forms of.
QString asWritten(QChar letter, const QHash<QChar, QString>& signs)
{
    const char16_t code = letter.unicode();
    if (const auto found = signs.constFind(letter); found != signs.constEnd())
        return *found;
    const bool isForm = (code >= 0xfb00 && code <= 0xfdff) || (code >= 0xfe70 && code < 0xfeff);
    return isForm ? QString{letter}.normalized(QString::NormalizationForm_KC) : QString{letter};
}

/// Reads the lines "<first> <last> <code>" and "<first> <last> [<code> <code> …]".
Meanings meaningsIn(QByteArrayView map, const QHash<QChar, QString>& signs)
{
    Meanings meanings;
    for (const QByteArray& line : map.toByteArray().split('\n')) {
        if (!line.startsWith('<') || line.startsWith("<<"))
            continue;
        std::vector<int> codes;
        for (qsizetype open = line.indexOf('<'); open >= 0; open = line.indexOf('<', open + 1))
            codes.push_back(line.mid(open + 1, 4).toInt(nullptr, 16));
        if (codes.size() < 3)
            continue;
        const bool isList = line.contains('[');
        for (int glyph = codes[0]; glyph <= codes[1]; ++glyph) {
            const std::size_t step = std::size_t(glyph - codes[0]);
            const int code = !isList ? codes[2] + int(step) : step + 2 < codes.size() ? codes[step + 2] : 0;
            if (glyph > 0 && code > 0 && code <= 0xffff)
                meanings[glyph] = asWritten(QChar{char16_t(code)}, signs);
        }
    }
    return meanings;
}

QByteArray hexOf(const QString& text)
{
    QByteArray hex;
    for (const QChar c : text)
        hex += QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
    return hex;
}

QByteArray toUnicodeStream(const Meanings& meanings)
{
    QByteArray map = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                     "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
                     "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                     "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
    constexpr std::size_t mostInSection = 100; // what the format allows
    std::size_t left = meanings.size();
    std::size_t inSection = 0;
    for (const auto& [glyph, text] : meanings) {
        if (inSection == 0) {
            inSection = std::min(left, mostInSection);
            left -= inSection;
            map += QByteArray::number(qulonglong(inSection)) + " beginbfchar\n";
        }
        map += '<' + QByteArray::number(glyph, 16).rightJustified(4, '0') + "> <" + hexOf(text) + ">\n";
        if (--inSection == 0)
            map += "endbfchar\n";
    }
    map += "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
    return "<< /Length " + QByteArray::number(map.size()) + " >>\nstream\n" + map + "endstream";
}

class Finish
{
public:
    Finish(const PdfFile& pdf, const QString& title, const QString& language)
        : m_pdf{pdf}
    {
        for (const auto& [number, body] : pdf.objects())
            m_bodies[number] = body.toByteArray();
        m_bodies[pdf.info()] = "<<\n/Title " + pdfText(title) + "\n>>";
        QByteArray& catalog = m_bodies[pdf.root()];
        catalog = withEntry(catalog, "/ViewerPreferences << /DisplayDocTitle true >>");
        if (!language.isEmpty())
            catalog = withEntry(catalog, "/Lang " + pdfText(language));
    }

    void mendFonts(const QHash<QChar, QString>& signs)
    {
        // Qt numbers these by chance.
        static const QRegularExpression tag{u"/FontName /[A-Z]{6}\\+"_s};
        for (auto& [number, body] : m_bodies) {
            if (body.contains("/Type /FontDescriptor"))
                body = QString::fromLatin1(body).replace(tag, u"/FontName /FOYERA+"_s).toLatin1();
            const int map = body.contains("/Subtype /Type0") ? PdfFile::reference(body, "/ToUnicode") : 0;
            if (m_pdf.object(map).isEmpty())
                continue;
            m_bodies[map] = toUnicodeStream(meaningsIn(m_pdf.object(map), signs));
        }
    }

    /// Numbers the objects in the order in which they are reached, and writes them.
    QByteArray write()
    {
        reach(m_pdf.root());
        reach(m_pdf.info());
        QByteArray out = "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n";
        std::vector<qsizetype> offsets;
        for (const int number : m_order) {
            offsets.push_back(out.size());
            out += QByteArray::number(m_numbers[number]) + " 0 obj\n" + renumbered(m_bodies[number]) +
                   "\nendobj\n";
        }
        const QByteArray id = '<' + sha256(out).first(16).toHex() + '>';
        const qsizetype table = out.size();
        const QByteArray size = QByteArray::number(qulonglong(offsets.size() + 1));
        out += "xref\n0 " + size + "\n0000000000 65535 f \n";
        for (const qsizetype offset : offsets)
            out += QByteArray::number(offset).rightJustified(10, '0') + " 00000 n \n";
        out += "trailer\n<<\n/Size " + size + "\n/Root " + QByteArray::number(m_numbers[m_pdf.root()]) +
               " 0 R\n/Info " + QByteArray::number(m_numbers[m_pdf.info()]) + " 0 R\n/ID [" + id + ' ' + id +
               "]\n>>\nstartxref\n" + QByteArray::number(table) + "\n%%EOF\n";
        return out;
    }

private:
    void reach(int first)
    {
        std::vector<int> waiting{first};
        while (!waiting.empty()) {
            const int number = waiting.back();
            waiting.pop_back();
            if (m_numbers.contains(number) || !m_bodies.contains(number))
                continue;
            m_order.push_back(number);
            m_numbers[number] = int(m_order.size());
            const QByteArray& body = m_bodies[number];
            std::vector<int> referred;
            forReferences(QByteArrayView{body}.first(dictionaryEnd(body)),
                          [&](qsizetype, qsizetype, int other) { referred.push_back(other); });
            waiting.insert(waiting.end(), referred.rbegin(), referred.rend());
        }
    }

    QByteArray renumbered(const QByteArray& body) const
    {
        const qsizetype end = dictionaryEnd(body);
        QByteArray out;
        qsizetype copied = 0;
        forReferences(QByteArrayView{body}.first(end), [&](qsizetype at, qsizetype length, int number) {
            const auto found = m_numbers.find(number);
            if (found == m_numbers.end())
                return;
            out += body.sliced(copied, at - copied) + QByteArray::number(found->second) + " 0 R";
            copied = at + length;
        });
        return out + body.sliced(copied);
    }

    const PdfFile& m_pdf;
    std::map<int, QByteArray> m_bodies;
    std::vector<int> m_order;
    std::map<int, int> m_numbers; ///< old to new
};

} // namespace

Result<QByteArray> finishedPdf(const QByteArray& pdf, const QString& title, const QString& language,
                               const QHash<QChar, QString>& meanings)
{
    const auto file = PdfFile::parse(pdf);
    if (!file)
        return fail(file.error());
    Finish finish{*file, title, language};
    finish.mendFonts(meanings);
    return finish.write();
}

} // namespace foyer::print
