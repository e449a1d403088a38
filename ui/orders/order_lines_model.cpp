// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/orders/order_lines_model.h"

#include "app/base/money_text.h"
#include "app/orders/order_totals.h"
#include "ui/theme/colours.h"

#include <QGuiApplication>
#include <QMimeData>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

const QString lineMime = u"application/x-foyer-order-line"_s;

} // namespace

OrderLinesModel::OrderLinesModel(QObject* parent)
    : QAbstractTableModel{parent}
{
}

void OrderLinesModel::setLines(const std::vector<DraftLine>& lines, const OrderContent& content)
{
    m_content = content;
    m_content.lines.clear();
    for (const DraftLine& line : lines)
        m_content.lines.push_back(line.line);
    m_amounts.clear();
    if (const auto totals = totalsOf(m_content)) {
        for (const LineTotals& amounts : totals->lines)
            m_amounts.push_back(amounts.shown);
    }
    const auto [oldEnd, newEnd] = std::mismatch(m_lines.begin(), m_lines.end(), lines.begin(), lines.end());
    const auto same = int(oldEnd - m_lines.begin());
    const auto [oldBack, newBack] = std::mismatch(m_lines.rbegin(), std::make_reverse_iterator(oldEnd),
                                                  lines.rbegin(), std::make_reverse_iterator(newEnd));
    const int sameBehind = int(oldBack - m_lines.rbegin());
    const int oldMiddle = int(m_lines.size()) - same - sameBehind;
    const int newMiddle = int(lines.size()) - same - sameBehind;
    if (newMiddle > oldMiddle) {
        beginInsertRows({}, same + oldMiddle, same + newMiddle - 1);
        m_lines = lines;
        endInsertRows();
    } else if (newMiddle < oldMiddle) {
        beginRemoveRows({}, same + newMiddle, same + oldMiddle - 1);
        m_lines = lines;
        endRemoveRows();
    } else {
        m_lines = lines;
    }
    if (!m_lines.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void OrderLinesModel::setCatalogue(std::vector<Product> products, std::vector<TaxRate> rates,
                                   const Tax& usualTax)
{
    m_products = std::move(products);
    m_rates = std::move(rates);
    m_usualTax = usualTax;
}

void OrderLinesModel::setReadOnly(bool isReadOnly)
{
    m_isReadOnly = isReadOnly;
}

std::vector<Tax> OrderLinesModel::taxesFor(int row) const
{
    std::vector<Tax> taxes{Tax{}};
    for (const TaxRate& rate : m_rates)
        taxes.push_back(rate.tax);
    const Tax& own = m_lines[std::size_t(row)].line.tax;
    if (std::find(taxes.begin(), taxes.end(), own) == taxes.end())
        taxes.push_back(own);
    return taxes;
}

void OrderLinesModel::addLine(int row)
{
    std::vector<DraftLine> lines = m_lines;
    DraftLine blank;
    if (row > 0)
        blank.line.tax = lines[std::size_t(row) - 1].line.tax;
    else if (!lines.empty())
        blank.line.tax = lines.front().line.tax;
    else
        blank.line.tax = m_usualTax;
    lines.insert(lines.begin() + row, blank);
    Q_EMIT edited(lines, tr("Add a Line"));
}

void OrderLinesModel::removeLine(int row)
{
    std::vector<DraftLine> lines = m_lines;
    lines.erase(lines.begin() + row);
    Q_EMIT edited(lines, tr("Remove a Line"));
}

void OrderLinesModel::moveLine(int row, int to)
{
    if (to < 0 || to >= rowCount() || to == row)
        return;
    std::vector<DraftLine> lines = m_lines;
    const auto from = lines.begin() + row;
    const auto where = lines.begin() + to;
    if (to > row)
        std::rotate(from, from + 1, where + 1);
    else
        std::rotate(where, from, from + 1);
    Q_EMIT edited(lines, tr("Move a Line"));
}

void OrderLinesModel::setDetails(int row, const QString& details)
{
    std::vector<DraftLine> lines = m_lines;
    lines[std::size_t(row)].line.details = details;
    if (lines != m_lines)
        Q_EMIT edited(lines, tr("Change Details"));
}

void OrderLinesModel::setTax(int row, const Tax& tax)
{
    std::vector<DraftLine> lines = m_lines;
    lines[std::size_t(row)].line.tax = tax;
    if (lines != m_lines)
        Q_EMIT edited(lines, tr("Change Tax"));
}

int OrderLinesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int OrderLinesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString OrderLinesModel::textOf(const DraftLine& line, Column column, bool isForTyping) const
{
    switch (column) {
    case Title:
        return line.line.title;
    case Quantity:
        return typed::quantity(line.line.milliQuantity);
    case Unit:
        return line.line.unit;
    case Price:
        return isForTyping
                   ? typed::amount(line.line.unitPrice, m_content.currency)
                   : moneyText(Money::ofMinor(line.line.unitPrice, m_content.currency), typed::language());
    case Discount:
        return typed::discount(line.line.discount, m_content.currency);
    case TaxColumn:
        return line.line.tax.name.isEmpty() ? tr("No tax") : line.line.tax.name;
    case Amount:
    case ColumnCount:
        break;
    }
    return {};
}

QString OrderLinesModel::unread(const DraftLine& line, Column column) const
{
    switch (column) {
    case Quantity:
        return line.typedQuantity;
    case Price:
        return line.typedPrice;
    case Discount:
        return line.typedDiscount;
    case Title:
    case Unit:
    case TaxColumn:
    case Amount:
    case ColumnCount:
        break;
    }
    return {};
}

QVariant OrderLinesModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto row = std::size_t(index.row());
    const DraftLine& line = m_lines[row];
    const auto column = Column(index.column());
    const QString wrong = unread(line, column);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        if (!wrong.isEmpty())
            return wrong;
        if (column == Amount)
            return row < m_amounts.size()
                       ? moneyText(Money::ofMinor(m_amounts[row], m_content.currency), typed::language())
                       : QString{};
        return textOf(line, column, role == Qt::EditRole);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue<Qt::Alignment>(
            (column == Quantity || column == Price || column == Discount || column == Amount
                 ? Qt::AlignRight
                 : Qt::AlignLeft) |
            Qt::AlignVCenter);
    case Qt::ForegroundRole:
        if (!wrong.isEmpty())
            return theme::coloursOf(QGuiApplication::palette()).danger;
        return {};
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        if (!wrong.isEmpty()) {
            OrderDraft alone;
            alone.lines = std::vector<DraftLine>(row + 1);
            alone.lines.back() = line;
            return unreadSentence(alone);
        }
        return column == Title && !line.line.details.isEmpty() ? QVariant{line.line.details} : QVariant{};
    default:
        return {};
    }
}

QVariant OrderLinesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue<Qt::Alignment>(
            (section == Quantity || section == Price || section == Discount || section == Amount
                 ? Qt::AlignRight
                 : Qt::AlignLeft) |
            Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Title:
        return tr("What");
    case Quantity:
        return tr("Quantity");
    case Unit:
        return tr("Unit");
    case Price:
        return tr("Price");
    case Discount:
        return tr("Discount");
    case TaxColumn:
        return tr("Tax");
    case Amount:
        return tr("Amount");
    case ColumnCount:
        break;
    }
    return {};
}

Qt::ItemFlags OrderLinesModel::flags(const QModelIndex& index) const
{
    // Between two lines something may be dropped, onto a line nothing.
    if (!index.isValid())
        return m_isReadOnly ? Qt::NoItemFlags : Qt::ItemIsDropEnabled;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (m_isReadOnly)
        return flags;
    flags |= Qt::ItemIsDragEnabled;
    return index.column() == Amount ? flags : flags | Qt::ItemIsEditable;
}

const Product* OrderLinesModel::productNamed(const QString& name) const
{
    const QString wanted = name.trimmed();
    const auto found = std::find_if(m_products.begin(), m_products.end(), [&](const Product& product) {
        return product.details.name.compare(wanted, Qt::CaseInsensitive) == 0;
    });
    return wanted.isEmpty() || found == m_products.end() ? nullptr : &*found;
}

bool OrderLinesModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || m_isReadOnly ||
        !checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return false;
    std::vector<DraftLine> lines = m_lines;
    DraftLine& line = lines[std::size_t(index.row())];
    const QString text = value.toString();
    QString what;
    switch (Column(index.column())) {
    case Title: {
        what = tr("Change Line");
        const Product* product = productNamed(text);
        if (product && line.line.product != product->uid) {
            const OrderLine before = line.line;
            line = {catalogue::lineOf(*product, m_products, m_rates, typed::language()), {}, {}, {}};
            line.line.milliQuantity = before.milliQuantity;
            line.line.discount = before.discount;
            // A price of another currency is another price.
            if (product->details.unitPrice.currency() != m_content.currency)
                line.line.unitPrice = before.unitPrice;
            if (!product->details.taxRate)
                line.line.tax = before.tax;
        } else {
            line.line.title = text;
        }
        break;
    }
    case Quantity:
        what = tr("Change Quantity");
        typed::setQuantity(line, text);
        break;
    case Unit:
        what = tr("Change Unit");
        line.line.unit = text;
        break;
    case Price:
        what = tr("Change Price");
        typed::setPrice(line, text, m_content.currency);
        break;
    case Discount:
        what = tr("Change Discount");
        typed::setDiscount(line, text, m_content.currency);
        break;
    case TaxColumn:
    case Amount:
    case ColumnCount:
        return false;
    }
    if (lines != m_lines)
        Q_EMIT edited(lines, what);
    return true;
}

QStringList OrderLinesModel::mimeTypes() const
{
    return {lineMime};
}

QMimeData* OrderLinesModel::mimeData(const QModelIndexList& indexes) const
{
    auto* data = new QMimeData;
    if (!indexes.empty())
        data->setData(lineMime, QByteArray::number(indexes.front().row()));
    return data;
}

bool OrderLinesModel::dropMimeData(const QMimeData* data, Qt::DropAction, int row, int,
                                   const QModelIndex& parent)
{
    const int from = data->data(lineMime).toInt();
    int to = row >= 0 ? row : parent.isValid() ? parent.row() : rowCount();
    if (m_isReadOnly || !data->hasFormat(lineMime) || from < 0 || from >= rowCount())
        return false;
    if (to > from)
        --to; // it leaves a gap above
    moveLine(from, to);
    return false; // moved already: the view must not remove the line it came from
}

} // namespace foyer
