// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/book.h"

#include "app/print/pdf_finish.h"

#include <QBuffer>
#include <QGuiApplication>
#include <QLocale>
#include <QPainter>
#include <QPdfWriter>

#include <algorithm>
#include <mutex>
#include <thread>

namespace foyer::print {

using namespace Qt::StringLiterals;

namespace {

constexpr double sideMargin = 62;
constexpr double firstTop = 56;
constexpr double otherTop = 86;
constexpr double bottomMargin = 78; ///< below the body
constexpr double headAt = 46;
constexpr double footAt = 48;    ///< above the paper's edge
constexpr double aboveFoot = 24; ///< between the text and a foot; holds the page number

constexpr int mostImprintLines = 2; ///< more have no room above a slip

const Style frameStyle{.size = 8, .colour = ink::quiet};

} // namespace

Book::Book(BookFrame frame)
    : m_frame{std::move(frame)}
    , m_direction{QLocale{m_frame.language}.textDirection()}
{
}

QSizeF Book::size() const
{
    return QPageSize{m_frame.paper == Paper::A4 ? QPageSize::A4 : QPageSize::Letter}.size(QPageSize::Point);
}

double Book::left() const
{
    return sideMargin;
}

double Book::width() const
{
    return size().width() - 2 * sideMargin;
}

double Book::top() const
{
    return firstTop;
}

double Book::at(double start, double boxWidth) const
{
    return m_direction == Qt::RightToLeft ? right() - start - boxWidth : left() + start;
}

void Book::drawFrame(Canvas& canvas, std::size_t page, std::size_t pages) const
{
    if (page > 0) {
        const double half = width() / 2 - 12;
        if (m_frame.stamp.isEmpty()) {
            paragraph(m_frame.sender, frameStyle, half).draw(canvas, at(0, half), headAt, 0, 1);
            Style style = frameStyle;
            style.align = Align::End;
            paragraph(m_frame.title, style, half).draw(canvas, at(width() - half, half), headAt, 0, 1);
        } else {
            const QString both = m_frame.sender + u" · "_s + m_frame.title;
            paragraph(both, frameStyle, half).draw(canvas, at(0, half), headAt, 0, 1);
            drawStamp(canvas, *this, m_frame.stamp, headAt - 8);
        }
        canvas.rule(left(), right(), headAt + 18, 0.5, ink::hairline);
    }
    Style style = frameStyle;
    style.align = Align::End;
    const QString text = QString{m_frame.pageOf}.arg(page + 1).arg(pages);
    double below = size().height() - footAt;
    if (m_foot.height > 0 && page + 1 == pages) {
        const QRectF box{0, size().height() - m_foot.height, size().width(), m_foot.height};
        below = box.top() - aboveFoot + (m_frame.imprint.isEmpty() ? 4 : 1);
        m_foot.draw(canvas, box);
    }
    paragraph(text, style, width()).draw(canvas, left(), below, 0, 1);
    if (m_frame.imprint.isEmpty())
        return;
    const double room = width() - widthOf(text, frameStyle) - 24;
    const Paragraph imprint = paragraph(m_frame.imprint, frameStyle, room);
    imprint.draw(canvas, at(0, room), below, 0, std::min(imprint.lines(), mostImprintLines));
}

std::vector<Block> Book::blocksWithFoot() const
{
    std::vector<Block> blocks = m_blocks;
    if (m_foot.height > 0) {
        // Keeps its place free; it is drawn with the frame, wherever on the page this comes to lie.
        Block room;
        room.height = std::max(1.0, m_foot.height + aboveFoot - bottomMargin);
        room.draw = [](Canvas&, double) {};
        blocks.push_back(std::move(room));
    }
    return blocks;
}

Result<QByteArray> Book::print() const
{
    const std::vector<Block> blocks = blocksWithFoot();
    const auto pages = paginate(blocks, size().height() - firstTop - bottomMargin,
                                size().height() - otherTop - bottomMargin);
    QByteArray pdf;
    QBuffer buffer{&pdf};
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer{&buffer};
    writer.setResolution(int(72 * unitsPerPoint));
    writer.setPageSize(QPageSize{m_frame.paper == Paper::A4 ? QPageSize::A4 : QPageSize::Letter});
    writer.setPageMargins(QMarginsF{});
    writer.setTitle(m_frame.title);
    writer.setCreator(QString{});
    QPainter painter;
    if (!painter.begin(&writer))
        return fail(Fault::Storage, u"The PDF cannot be begun."_s);
    painter.setRenderHint(QPainter::LosslessImageRendering);
    Canvas canvas{painter};
    for (std::size_t page = 0; page < std::max<std::size_t>(1, pages.size()); ++page) {
        if (page > 0)
            writer.newPage();
        drawFrame(canvas, page, std::max<std::size_t>(1, pages.size()));
        if (page < pages.size()) {
            for (const PlacedBlock& placed : pages[page])
                placed.block->draw(canvas, (page == 0 ? firstTop : otherTop) + placed.top);
        }
    }
    painter.end();
    return finishedPdf(pdf, m_frame.title, m_frame.language, m_emoji->meanings());
}

Result<QByteArray> printAlone(const std::function<Result<QByteArray>()>& make)
{
    if (!qobject_cast<QGuiApplication*>(QCoreApplication::instance()))
        return fail(Fault::Storage, u"Printing needs a QGuiApplication in the program."_s);
    static std::mutex oneAtATime;
    const std::lock_guard lock{oneAtATime};
    Result<QByteArray> made = fail(Fault::Storage, {});
    std::thread{[&] {
        if (const auto faces = typefacesAreThere(); !faces)
            made = fail(faces.error());
        else
            made = make();
    }}.join();
    return made;
}

void drawStamp(Canvas& canvas, const Book& book, const QString& stamp, double top)
{
    constexpr double padding = 7;
    const Style style{.size = 8.5, .isBold = true, .colour = book.accent(), .align = Align::Centre};
    const double width = std::min(book.widthOf(stamp, style) + 1, book.width() / 2);
    const Paragraph text = book.paragraph(stamp, style, width);
    const double boxWidth = width + 2 * padding;
    const double left = book.at(book.width() - boxWidth, boxWidth);
    canvas.frame({left, top, boxWidth, text.height() + 7}, 0.9, book.accent());
    text.draw(canvas, left + padding, top + 3.5);
}

} // namespace foyer::print
