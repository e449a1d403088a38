// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/letterhead.h"

#include <QBuffer>
#include <QImageReader>

#include <algorithm>

namespace foyer::print {

using namespace Qt::StringLiterals;

namespace {

constexpr double logoWidth = 170; ///< at most
constexpr double logoHeight = 56;
constexpr int logoPixels = 1000; ///< across, at most: more than any printer shows at that size

/// At its own proportions and no larger than it looks well. Null when there is none that can be read.
QImage readLogo(const QByteArray& bytes)
{
    if (bytes.isEmpty())
        return {};
    QByteArray copy = bytes;
    QBuffer buffer{&copy};
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader{&buffer};
    reader.setAutoTransform(true);
    const QByteArray format = reader.format();
    const QSize size = reader.size();
    // A few bytes can claim to be a picture of gigabytes.
    if ((format != "png" && format != "jpeg") || size.isEmpty() || size.width() > 8000 ||
        size.height() > 8000)
        return {};
    const QImage logo = reader.read();
    if (logo.width() <= logoPixels && logo.height() <= logoPixels)
        return logo;
    return logo.scaled(logoPixels, logoPixels, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

/// As people and forms write the countries whose offices use Letter.
bool usesLetter(const QString& country)
{
    static const QStringList names{u"us"_s,
                                   u"usa"_s,
                                   u"u.s."_s,
                                   u"u.s.a."_s,
                                   u"united states"_s,
                                   u"ca"_s,
                                   u"can"_s,
                                   u"canada"_s,
                                   u"mx"_s,
                                   u"mexico"_s,
                                   u"méxico"_s,
                                   u"ph"_s,
                                   u"philippines"_s,
                                   u"pilipinas"_s,
                                   u"pr"_s,
                                   u"puerto rico"_s,
                                   u"cl"_s,
                                   u"chile"_s,
                                   u"co"_s,
                                   u"colombia"_s,
                                   u"ve"_s,
                                   u"venezuela"_s,
                                   u"gt"_s,
                                   u"guatemala"_s,
                                   u"cr"_s,
                                   u"costa rica"_s,
                                   u"pa"_s,
                                   u"panama"_s,
                                   u"panamá"_s,
                                   u"do"_s,
                                   u"dominican republic"_s,
                                   u"república dominicana"_s,
                                   u"united states of america"_s,
                                   u"estados unidos"_s,
                                   u"the united states"_s};
    return names.contains(country.simplified().toLower());
}

} // namespace

Paper paperOf(const BrandDetails& brand)
{
    if (brand.paper == "a4"_L1)
        return Paper::A4;
    if (brand.paper == "letter"_L1)
        return Paper::Letter;
    return usesLetter(brand.address.country) ? Paper::Letter : Paper::A4;
}

Letterhead letterheadOf(const BrandDetails& brand)
{
    Letterhead letterhead{brand.name, brand.logo, brand.accent, {}};
    const PostalAddress& address = brand.address;
    // North America and Britain write the town first, the rest of the world the postal code.
    const bool codeLast = !address.region.isEmpty() || usesLetter(address.country);
    QStringList town = codeLast ? QStringList{address.city, address.region, address.postalCode}
                                : QStringList{address.postalCode, address.city};
    town.removeAll(QString{});
    QStringList lines = address.street.split(u'\n');
    lines << town.join(u' ') << address.country << brand.email << brand.phone << brand.website;
    for (const QString& line : lines) {
        if (!line.simplified().isEmpty())
            letterhead.lines << line.simplified();
    }
    return letterhead;
}

void addLetterhead(Book& book, const Letterhead& letterhead)
{
    const QImage logo = readLogo(letterhead.logo);
    const double half = book.width() / 2 - 12;
    const Style linesStyle{.size = 8, .colour = ink::quiet, .align = Align::End, .leading = 1.5};
    const Paragraph lines = book.paragraph(letterhead.lines.join(u'\n'), linesStyle, half);
    const Paragraph name =
        book.paragraph(letterhead.name, {.face = Face::Serif, .size = 17, .leading = 1.25}, half);
    QSizeF logoSize = logo.size();
    if (!logo.isNull()) {
        // Screens count 96 to the inch: a small logo is not blown up beyond its size there.
        logoSize = logoSize.scaled(logoWidth, logoHeight, Qt::KeepAspectRatio);
        const double natural = logo.width() * 0.75;
        if (logoSize.width() > natural)
            logoSize *= natural / logoSize.width();
    }
    Block block;
    block.height = std::max({logo.isNull() ? name.height() : logoSize.height(),
                             letterhead.lines.isEmpty() ? 0.0 : lines.height()});
    block.keepsWithNext = true;
    block.draw = [=, &book](Canvas& canvas, double top) {
        if (logo.isNull())
            name.draw(canvas, book.at(0, half), top - 2);
        else
            canvas.image({book.at(0, logoSize.width()), top, logoSize.width(), logoSize.height()}, logo);
        lines.draw(canvas, book.at(book.width() - half, half), top);
    };
    book.blocks().push_back(std::move(block));
}

void addTitle(Book& book, const QString& heading, const QString& title, const QString& stamp, double before)
{
    const double width = stamp.isEmpty() ? book.width() : book.width() * 0.62;
    const Paragraph small =
        book.paragraph(heading, {.size = 9.5, .isBold = true, .colour = book.accent()}, width);
    const Paragraph large =
        book.paragraph(title, {.face = Face::Serif, .size = 23, .leading = 1.22}, book.width());
    const double smallHeight = heading.isEmpty() ? (stamp.isEmpty() ? 0 : 24) : small.height() + 3;

    Block block;
    block.before = before;
    block.height = smallHeight;
    block.keepsWithNext = true;
    block.draw = [=, &book](Canvas& canvas, double top) {
        if (!heading.isEmpty())
            small.draw(canvas, book.at(0, width), top);
        if (!stamp.isEmpty())
            drawStamp(canvas, book, stamp, top - 5);
    };
    book.blocks().push_back(std::move(block));
    addLines(book.blocks(), large, book.left(), 0, true);
    Block mark;
    mark.before = 12;
    mark.height = 2;
    mark.draw = [&book](Canvas& canvas, double top) {
        const double left = book.at(0, 30);
        canvas.rule(left, left + 30, top + 1, 1.6, book.accent());
    };
    mark.keepsWithNext = true;
    book.blocks().push_back(std::move(mark));
}

namespace {

/// Labels and values, beside whatever stands in front of them.
class FactList
{
public:
    FactList(const Book& book, const Facts& facts, double start)
        : m_start{start}
    {
        const double width = book.width() - start;
        for (const auto& [label, value] : facts)
            m_labelWidth = std::max(m_labelWidth, book.widthOf(label, {.size = 8.5}));
        m_labelWidth = std::min(m_labelWidth + 14, width * 0.45);
        for (const auto& [label, value] : facts) {
            m_rows.emplace_back(
                book.paragraph(label, {.size = 8.5, .colour = ink::quiet, .leading = 1.62}, m_labelWidth - 8),
                book.paragraph(value, {}, width - m_labelWidth));
            m_height += heightOf(m_rows.back());
        }
        m_valueWidth = width - m_labelWidth;
    }

    double height() const { return m_height; }

    void draw(Canvas& canvas, const Book& book, double top) const
    {
        for (const Row& row : m_rows) {
            row.first.draw(canvas, book.at(m_start, m_labelWidth - 8), top);
            row.second.draw(canvas, book.at(m_start + m_labelWidth, m_valueWidth), top);
            top += heightOf(row);
        }
    }

private:
    using Row = std::pair<Paragraph, Paragraph>;
    static double heightOf(const Row& row) { return std::max(row.first.height(), row.second.height()); }

    double m_start;
    double m_labelWidth = 0;
    double m_valueWidth = 0;
    std::vector<Row> m_rows;
    double m_height = 0;
};

} // namespace

void addFacts(Book& book, const QStringList& to, const Facts& facts)
{
    if (to.isEmpty() && facts.empty())
        return;
    const double toWidth = to.isEmpty() ? 0 : book.width() * 0.5;
    const Paragraph names = book.paragraph(to.mid(0, 1).join(u' '), {.isBold = true}, toWidth - 16);
    const Paragraph rest = book.paragraph(to.mid(1).join(u'\n'), {}, toWidth - 16);
    const FactList list{book, facts, toWidth};
    Block block;
    block.before = 20;
    block.height =
        std::max(to.isEmpty() ? 0 : names.height() + (to.size() > 1 ? rest.height() : 0), list.height());
    block.draw = [=, &book](Canvas& canvas, double top) {
        if (!to.isEmpty()) {
            names.draw(canvas, book.at(0, toWidth - 16), top);
            if (to.size() > 1)
                rest.draw(canvas, book.at(0, toWidth - 16), top + names.height());
        }
        list.draw(canvas, book, top);
    };
    book.blocks().push_back(std::move(block));
}

void addWindow(Book& book, Paper paper, const QString& returnTo, const QStringList& to, const Facts& facts)
{
    // From the paper's upper edge: the receiver's zone of form B begins at 62.7 mm with notes above it, and
    // without notes the text may begin right below the sender; what shows in a #10 window when the sheet
    // is folded in three lies between 2.2 and 3.3 inches.
    const double addressTop = paper == Paper::A4 ? 156 : 164;
    constexpr double windowWidth = 226; // 85 mm of text less the margin, in points
    const double width = std::min(windowWidth, book.width() / 2 - 12);
    const Paragraph sender = book.paragraph(returnTo, {.size = 6.8, .colour = ink::quiet}, width);
    const Paragraph names = book.paragraph(to.mid(0, 1).join(u' '), {.isBold = true}, width);
    const Paragraph rest = book.paragraph(to.mid(1).join(u'\n'), {}, width);
    const FactList list{book, facts, book.width() * 0.54};
    // Cut, it would name a street without its town.
    const int senderLines = std::min(sender.lines(), 2);
    const double senderHeight = returnTo.isEmpty() ? 0 : senderLines * sender.pitch() + 4;

    double above = 0; // of what stands on the page so far
    for (const Block& block : book.blocks())
        above += block.height;
    Block block;
    block.before = std::max(14.0, addressTop - senderHeight - book.top() - above);
    const double toHeight = senderHeight + names.height() + (to.size() > 1 ? rest.height() : 0);
    // Whatever the address takes, what follows begins below the window.
    block.height = std::max({toHeight, senderHeight + list.height(), senderHeight + 84.0});
    block.keepsWithNext = true;
    block.draw = [=, &book](Canvas& canvas, double top) {
        if (!returnTo.isEmpty()) {
            sender.draw(canvas, book.at(0, width), top, 0, senderLines);
            const double ruled = std::min(sender.naturalWidth(), width);
            const double left = book.at(0, ruled);
            canvas.rule(left, left + ruled, top + senderLines * sender.pitch() + 0.5, 0.4, ink::hairline);
        }
        names.draw(canvas, book.at(0, width), top + senderHeight);
        if (to.size() > 1)
            rest.draw(canvas, book.at(0, width), top + senderHeight + names.height());
        list.draw(canvas, book, top + senderHeight);
    };
    book.blocks().push_back(std::move(block));
}

} // namespace foyer::print
