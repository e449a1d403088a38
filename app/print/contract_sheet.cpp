// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/letterhead.h"
#include "app/print/prose.h"
#include "app/print/signature_path.h"

#include <algorithm>

namespace foyer::print {

namespace {

constexpr double gap = 30;         ///< between two signatures
constexpr double penRoom = 46;     ///< above the line they stand on
constexpr double drawnUnits = 200; ///< height of the box a signature is drawn in

const Style quietStyle{.size = 8.5, .colour = ink::quiet};

/// One signature, as wide as it is told to be.
struct Signature
{
    Signature(const Book& book, const SignatureBlock& block, double boxWidth)
        : typed{book.paragraph(
              block.typed, {.face = Face::Serif, .size = 18, .isItalic = true, .leading = 1.25}, boxWidth)}
        , name{book.paragraph(block.name, {.isBold = true}, boxWidth)}
        , role{book.paragraph(block.role, quietStyle, boxWidth)}
        , line{book.paragraph(block.line, quietStyle, boxWidth)}
        , path{signaturePath(block.drawn)}
        , isTyped{!block.typed.isEmpty() && !path}
        , hasRole{!block.role.isEmpty()}
        , hasLine{!block.line.isEmpty()}
    {
    }

    double pen() const { return std::max(penRoom, isTyped ? typed.height() + 4 : 0); }
    double height(double penHeight) const
    {
        return penHeight + 6 + name.height() + (hasRole ? role.height() : 0) + (hasLine ? line.height() : 0);
    }

    void draw(Canvas& canvas, double left, double right, double top, double penHeight) const
    {
        const double base = top + penHeight;
        if (path) {
            const double scale = (penRoom - 2) / drawnUnits;
            canvas.stroke(*path, {left, base - penRoom}, scale, 1.1, ink::text);
        } else if (isTyped) {
            typed.draw(canvas, left, base - typed.height() - 2);
        }
        canvas.rule(left, right, base, 0.6, ink::text);
        double y = base + 6;
        name.draw(canvas, left, y);
        y += name.height();
        if (hasRole) {
            role.draw(canvas, left, y);
            y += role.height();
        }
        if (hasLine)
            line.draw(canvas, left, y);
    }

    Paragraph typed;
    Paragraph name;
    Paragraph role;
    Paragraph line;
    std::optional<QPainterPath> path;
    bool isTyped;
    bool hasRole;
    bool hasLine;
};

void addHeading(Book& book, const QString& heading, double before, bool startsPage)
{
    const Paragraph text = book.paragraph(
        heading, {.face = Face::Serif, .size = startsPage ? 20.0 : 14.0, .leading = 1.28}, book.width());
    const std::size_t first = book.blocks().size();
    addLines(book.blocks(), text, book.left(), before, true);
    book.blocks()[first].startsPage = startsPage;
}

void addSignatures(Book& book, const QString& heading, const std::vector<SignatureBlock>& signatures)
{
    if (signatures.empty())
        return;
    if (!heading.isEmpty())
        addHeading(book, heading, 30, false);
    const double width = (book.width() - gap) / 2;
    for (std::size_t i = 0; i < signatures.size(); i += 2) {
        std::vector<Signature> row;
        for (std::size_t k = i; k < std::min(i + 2, signatures.size()); ++k)
            row.emplace_back(book, signatures[k], width);
        double pen = 0;
        double height = 0;
        for (const Signature& one : row)
            pen = std::max(pen, one.pen());
        for (const Signature& one : row)
            height = std::max(height, one.height(pen));
        Block block;
        block.before = i == 0 ? 8 : 20;
        block.keepsWithNext = i + 2 >= signatures.size(); // the fingerprint never stands alone
        block.height = height;
        block.draw = [row, pen, width, &book](Canvas& canvas, double top) {
            for (std::size_t k = 0; k < row.size(); ++k) {
                const double left = book.at(double(k) * (width + gap), width);
                row[k].draw(canvas, left, left + width, top, pen);
            }
        };
        book.blocks().push_back(std::move(block));
    }
}

void addFingerprint(Book& book, const QString& label, const QString& fingerprint)
{
    if (fingerprint.isEmpty())
        return;
    const Paragraph labelText = book.paragraph(label, {.size = 8, .colour = ink::quiet}, book.width());
    const Paragraph hex = book.paragraph(fingerprint, {.size = 8}, book.width());
    Block block;
    block.before = 28;
    block.height = labelText.height() + hex.height() + 9;
    block.draw = [=, &book](Canvas& canvas, double top) {
        canvas.rule(book.left(), book.right(), top, 0.5, ink::hairline);
        labelText.draw(canvas, book.left(), top + 8);
        hex.draw(canvas, book.left(), top + 8 + labelText.height());
    };
    book.blocks().push_back(std::move(block));
}

void addEvidence(Book& book, const ContractSheet& sheet)
{
    if (sheet.evidenceHeading.isEmpty())
        return;
    addHeading(book, sheet.evidenceHeading, 0, true);
    addPlainText(book, sheet.evidenceLead, 8);
    double timeWidth = 0;
    for (const EvidenceLine& line : sheet.evidence)
        timeWidth = std::max(timeWidth, book.widthOf(line.at, quietStyle) + 1);
    timeWidth = std::min(timeWidth, book.width() * 0.34);
    const double start = timeWidth + 18;
    const double width = book.width() - start;
    bool isFirst = true;
    for (const EvidenceLine& line : sheet.evidence) {
        const Paragraph at =
            book.paragraph(line.at, {.size = 8.5, .colour = ink::quiet, .leading = 1.62}, timeWidth);
        const Paragraph what = book.paragraph(line.what, {}, width);
        const Paragraph details = book.paragraph(line.details, quietStyle, width);
        const Paragraph hash = book.paragraph(line.hash, {.size = 7, .colour = ink::quiet}, width);
        const double detailsHeight = line.details.isEmpty() ? 0 : details.height();
        const double hashHeight = line.hash.isEmpty() ? 0 : hash.height();
        Block block;
        block.before = isFirst ? 16 : 0;
        isFirst = false;
        const double text = std::max(at.height(), what.height() + detailsHeight + hashHeight);
        block.height = text + 12;
        block.draw = [=, &book, hasDetails = detailsHeight > 0, hasHash = hashHeight > 0](Canvas& canvas,
                                                                                          double top) {
            canvas.rule(book.left(), book.right(), top, 0.5, ink::hairline);
            at.draw(canvas, book.at(0, timeWidth), top + 6);
            what.draw(canvas, book.at(start, width), top + 6);
            if (hasDetails)
                details.draw(canvas, book.at(start, width), top + 6 + what.height());
            if (hasHash)
                hash.draw(canvas, book.at(start, width), top + 6 + what.height() + detailsHeight);
        };
        book.blocks().push_back(std::move(block));
    }
}

Result<QByteArray> compose(const ContractSheet& sheet)
{
    Book book{{.paper = sheet.paper,
               .language = sheet.language,
               .title = sheet.title,
               .sender = sheet.letterhead.name,
               .stamp = sheet.stamp,
               .pageOf = sheet.pageOf,
               .accent = ink::accent(sheet.letterhead.accent)}};
    addLetterhead(book, sheet.letterhead);
    addTitle(book, {}, sheet.title, sheet.stamp);
    addFacts(book, {}, sheet.facts);
    addProse(book, readHtml(sheet.html), 24);
    addSignatures(book, sheet.signaturesHeading, sheet.signatures);
    addFingerprint(book, sheet.fingerprintLabel, sheet.fingerprint);
    addEvidence(book, sheet);
    return book.print();
}

} // namespace

Result<QByteArray> contractPdf(const ContractSheet& sheet)
{
    return printAlone([&] { return compose(sheet); });
}

} // namespace foyer::print
