// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/payments/codes/swiss_bill_picture.h"

#include "app/payments/codes/creditor_reference.h"
#include "app/payments/codes/qr_image.h"
#include "app/payments/codes/swiss_bill_words.h"

#include <QFont>
#include <QFontMetricsF>
#include <QPainter>
#include <QTextLayout>

#include <cmath>
#include <vector>

// Places and sizes are of SIX's style guide for the QR-bill, in millimetres from the receipt's upper left
// corner.
namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// The painter counts in tenths of a point in here, so that sizes of letters are whole pixels to Qt.
constexpr double unitsPerPoint = 10;
constexpr double unitsPerMm = 72 / 25.4 * unitsPerPoint;

double mm(double length)
{
    return length * unitsPerMm;
}

QRectF mm(double x, double y, double width, double height)
{
    return {mm(x), mm(y), mm(width), mm(height)};
}

QFont fontOf(double points, bool isBold)
{
    QFont font;
    // The guide allows Helvetica, Arial, Frutiger and Liberation Sans; the last in the list is for a machine
    // that has none of them.
    font.setFamilies({u"Liberation Sans"_s, u"Arial"_s, u"Helvetica"_s, u"Noto Sans"_s});
    font.setPixelSize(int(std::lround(points * unitsPerPoint)));
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setWeight(isBold ? QFont::Bold : QFont::Normal);
    return font;
}

/// Of letters, in points.
struct Sizes
{
    double heading;
    double value;
    double line; ///< from one baseline to the next
};

struct Field
{
    QString heading;
    QStringList values;
    QSizeF blank; ///< in mm; to be filled in by hand where there are no values
};
using Fields = std::vector<Field>;

/// One below the other in a box.
class Column
{
public:
    /// @param painter  null: only measures
    Column(QPainter* painter, const QRectF& box, Sizes sizes)
        : m_painter{painter}
        , m_box{box}
        , m_sizes{sizes}
        , m_y{box.top()}
    {
    }

    /// @returns whether all of it stayed inside
    bool place(const Fields& fields)
    {
        for (const Field& field : fields) {
            if (m_y > m_box.top())
                m_y += lineHeight();
            text(field.heading, fontOf(m_sizes.heading, true));
            for (const QString& value : field.values)
                text(value, fontOf(m_sizes.value, false));
            if (field.values.isEmpty())
                blank(field.blank);
        }
        return m_y <= m_box.bottom();
    }

private:
    double lineHeight() const { return m_sizes.line * unitsPerPoint; }

    void text(const QString& words, const QFont& font)
    {
        QTextLayout layout{words, font};
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(option);
        layout.beginLayout();
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(m_box.width());
            // The letters in the middle of their line, whatever the font thinks of its own height.
            line.setPosition({0, m_y - m_box.top() + (lineHeight() - line.height()) / 2});
            m_y += lineHeight();
        }
        layout.endLayout();
        if (m_painter != nullptr)
            layout.draw(m_painter, m_box.topLeft());
    }

    void blank(QSizeF size);

    QPainter* m_painter;
    QRectF m_box;
    Sizes m_sizes;
    double m_y;
};

/// Marks of a field that is filled in by hand: its corners.
void drawCorners(QPainter& painter, const QRectF& box)
{
    const double length = mm(3);
    painter.save();
    QPen pen{Qt::black, 0.75 * unitsPerPoint};
    pen.setCapStyle(Qt::FlatCap);
    pen.setJoinStyle(Qt::MiterJoin);
    painter.setPen(pen);
    for (const auto& [corner, right, down] :
         {std::tuple{box.topLeft(), 1, 1}, std::tuple{box.topRight(), -1, 1},
          std::tuple{box.bottomLeft(), 1, -1}, std::tuple{box.bottomRight(), -1, -1}})
        painter.drawPolyline(
            QPolygonF{{corner + QPointF{length * right, 0}, corner, corner + QPointF{0, length * down}}});
    painter.restore();
}

void Column::blank(QSizeF size)
{
    const double gap = mm(1);
    const QRectF box{m_box.left(), m_y + gap, mm(size.width()), mm(size.height())};
    if (m_painter != nullptr)
        drawCorners(*m_painter, box);
    m_y = box.bottom();
}

void drawLine(QPainter& painter, double x, double y, const QString& words, double points, bool isBold,
              bool endsThere = false)
{
    const QFont font = fontOf(points, isBold);
    const QFontMetricsF metrics{font};
    painter.setFont(font);
    const double width = endsThere ? metrics.horizontalAdvance(words) : 0;
    painter.drawText(QPointF{mm(x) - width, mm(y) + metrics.ascent()}, words);
}

QStringList linesOf(const SwissAddress& address, bool withStreet)
{
    QStringList lines{swissText(address.name)};
    const QString street = swissText(address.street + u' ' + address.houseNumber);
    if (withStreet && !street.isEmpty())
        lines += street;
    const QString town = swissText(address.postalCode + u' ' + address.town);
    // Banks write the country in front where it is not the usual one.
    lines += address.country == "CH"_L1 ? town : address.country + u'-' + town;
    return lines;
}

enum class Part
{
    Receipt,
    Payment
};

Fields fieldsOf(const SwissBill& bill, const SwissBillWords& words, Part part, bool withStreets)
{
    const bool isReceipt = part == Part::Receipt;
    Fields fields{{words.account, QStringList{bill.iban.shown()} + linesOf(bill.creditor, withStreets), {}}};
    if (!bill.reference.isEmpty())
        fields.push_back({words.reference, {shownReference(bill.reference)}, {}});
    if (!isReceipt && !swissText(bill.message).isEmpty())
        fields.push_back({words.additional, {swissText(bill.message)}, {}});
    if (bill.debtor)
        fields.push_back({words.payableBy, linesOf(*bill.debtor, withStreets), {}});
    else
        fields.push_back({words.payableByBlank, {}, isReceipt ? QSizeF{52, 20} : QSizeF{65, 25}});
    return fields;
}

/// Draws in the first sizes in which everything fits; the last are taken in any case. A receipt may leave out
/// streets before its letters become too small.
void drawFields(QPainter& painter, const QRectF& box, const SwissBill& bill, const SwissBillWords& words,
                Part part)
{
    struct Attempt
    {
        Sizes sizes;
        bool withStreets;
    };
    const std::vector<Attempt> attempts = part == Part::Receipt ? std::vector<Attempt>{{{6, 8, 9}, true},
                                                                                       {{6, 7, 8}, true},
                                                                                       {{6, 8, 9}, false},
                                                                                       {{6, 7, 8}, false},
                                                                                       {{6, 6, 7}, false}}
                                                                : std::vector<Attempt>{{{8, 10, 11}, true},
                                                                                       {{7, 9, 10}, true},
                                                                                       {{6, 8, 9}, true},
                                                                                       {{6, 7, 8}, true},
                                                                                       {{6, 6, 7}, true}};
    for (const Attempt& attempt : attempts) {
        const Fields fields = fieldsOf(bill, words, part, attempt.withStreets);
        if (Column{nullptr, box, attempt.sizes}.place(fields) || &attempt == &attempts.back()) {
            Column{&painter, box, attempt.sizes}.place(fields);
            return;
        }
    }
}

/// Currency and amount side by side.
/// @param blank  of the field to write the amount into, in mm
void drawAmount(QPainter& painter, QPointF at, const SwissBill& bill, const SwissBillWords& words,
                Sizes sizes, double columnMm, const QRectF& blank)
{
    const double below = at.y() + (sizes.line + 1) / unitsPerMm * unitsPerPoint;
    drawLine(painter, at.x(), at.y(), words.currency, sizes.heading, true);
    drawLine(painter, at.x() + columnMm, at.y(), words.amount, sizes.heading, true);
    drawLine(painter, at.x(), below, bill.currency.code(), sizes.value, false);
    if (bill.amount)
        drawLine(painter, at.x() + columnMm, below, swissAmount(*bill.amount), sizes.value, false);
    else
        drawCorners(painter, blank);
}

/// An open pair of scissors that cuts to the right along the line y = 0, 5 mm long.
void drawScissors(QPainter& painter)
{
    painter.setPen(QPen{Qt::black, mm(0.25), Qt::SolidLine, Qt::RoundCap});
    for (const int side : {-1, 1}) {
        painter.drawEllipse(QPointF{mm(0.9), mm(0.9 * side)}, mm(0.8), mm(0.55));
        painter.drawLine(QPointF{mm(1.55), mm(0.6 * side)}, QPointF{mm(5), mm(-0.75 * side)});
    }
}

void drawCuts(QPainter& painter)
{
    painter.save();
    painter.setPen(QPen{Qt::black, 0.5 * unitsPerPoint});
    painter.drawLine(QPointF{0, 0}, QPointF{mm(swissBillWidthMm), 0});
    painter.drawLine(QPointF{mm(62), 0}, QPointF{mm(62), mm(swissBillHeightMm)});
    painter.translate(mm(5), 0);
    drawScissors(painter);
    painter.translate(mm(62 - 5), mm(3));
    painter.rotate(90);
    drawScissors(painter);
    painter.restore();
}

} // namespace

Result<void> drawSwissBill(QPainter& painter, const QRectF& target, const SwissBill& bill,
                           const QString& language)
{
    const auto code = swissCode(bill);
    if (!code)
        return fail(code.error());
    const SwissBillWords words = swissBillWords(language);
    const double scale = target.width() / mm(swissBillWidthMm);

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::black);
    painter.setBrush(Qt::NoBrush);
    painter.translate(target.topLeft());
    painter.scale(scale, scale);

    drawLine(painter, 5, 5, words.receipt, 11, true);
    drawFields(painter, mm(5, 12, 52, 56), bill, words, Part::Receipt);
    drawAmount(painter, {5, 68}, bill, words, {6, 8, 9}, 12, mm(27, 68, 30, 10));
    drawLine(painter, 57, 82, words.acceptancePoint, 6, true, true);

    drawLine(painter, 67, 5, words.paymentPart, 11, true);
    drawQr(painter, mm(67, 17, 46, 46), *code, QrMark::SwissCross);
    drawAmount(painter, {67, 68}, bill, words, {8, 10, 11}, 14, mm(78, 73, 40, 15));
    drawFields(painter, mm(118, 5, 87, 85), bill, words, Part::Payment);
    drawCuts(painter);
    painter.restore();
    return {};
}

} // namespace foyer
