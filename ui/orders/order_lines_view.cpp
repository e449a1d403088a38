// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/orders/order_lines_view.h"

#include "ui/orders/order_lines_model.h"
#include "ui/theme/metrics.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStyledItemDelegate>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Lines of text everywhere, a list of taxes in the tax's column.
class LineDelegate : public QStyledItemDelegate
{
public:
    LineDelegate(OrderLinesModel& model, QObject* parent)
        : QStyledItemDelegate{parent}
        , m_model{model}
    {
    }

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem&,
                          const QModelIndex& index) const override
    {
        if (index.column() == OrderLinesModel::TaxColumn) {
            auto* taxes = new QComboBox{parent};
            for (const Tax& tax : m_model.taxesFor(index.row()))
                taxes->addItem(tax.name.isEmpty() ? OrderLinesModel::tr("No tax") : tax.name,
                               QVariant::fromValue(tax.name));
            return taxes;
        }
        auto* line = new QLineEdit{parent};
        line->setFrame(false);
        line->setAccessibleName(
            m_model.headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString());
        if (index.column() == OrderLinesModel::Title) {
            QStringList names;
            for (const Product& product : m_model.products())
                names.append(product.details.name);
            auto* completer = new QCompleter{names, line};
            completer->setCaseSensitivity(Qt::CaseInsensitive);
            completer->setFilterMode(Qt::MatchContains);
            completer->popup()->setObjectName(u"completions"_s);
            line->setCompleter(completer);
        }
        return line;
    }

    void setEditorData(QWidget* editor, const QModelIndex& index) const override
    {
        if (auto* line = qobject_cast<QLineEdit*>(editor)) {
            // The lines come back as a whole after each edit; what is being typed is newer.
            if (!line->isModified())
                line->setText(index.data(Qt::EditRole).toString());
        } else if (auto* taxes = qobject_cast<QComboBox*>(editor)) {
            const auto all = m_model.taxesFor(index.row());
            const auto own =
                std::find(all.begin(), all.end(), m_model.lines()[std::size_t(index.row())].line.tax);
            taxes->setCurrentIndex(int(own - all.begin()));
        }
    }

    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override
    {
        if (auto* line = qobject_cast<QLineEdit*>(editor)) {
            if (line->text() != index.data(Qt::EditRole).toString())
                model->setData(index, line->text(), Qt::EditRole);
        } else if (auto* taxes = qobject_cast<QComboBox*>(editor); taxes && taxes->currentIndex() >= 0) {
            m_model.setTax(index.row(), m_model.taxesFor(index.row())[std::size_t(taxes->currentIndex())]);
        }
    }

    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex&) const override
    {
        editor->setGeometry(option.rect);
    }

private:
    OrderLinesModel& m_model;
};

} // namespace

OrderLinesView::OrderLinesView(OrderLinesModel& model, QWidget* parent)
    : QTableView{parent}
    , m_model{model}
{
    setObjectName(u"lines"_s);
    setAccessibleName(tr("Lines of the order"));
    setModel(&model);
    setItemDelegate(new LineDelegate{model, this});
    setEditTriggers(DoubleClicked | SelectedClicked | EditKeyPressed | AnyKeyPressed);
    setSelectionMode(SingleSelection);
    setShowGrid(false);
    setTabKeyNavigation(false); // Tab leaves the table, unless something is being typed
    setWordWrap(false);
    setDragDropMode(InternalMove);
    setDragDropOverwriteMode(false);
    setDropIndicatorShown(true);
    verticalHeader()->setSectionsClickable(true);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 2 * theme::space::small +
                                            theme::space::tiny);
    verticalHeader()->setMinimumWidth(theme::space::section);
    QHeaderView* heads = horizontalHeader();
    heads->setHighlightSections(false);
    heads->setSectionResizeMode(QHeaderView::Interactive);
    heads->setSectionResizeMode(OrderLinesModel::Title, QHeaderView::Stretch);
    const int digit = fontMetrics().horizontalAdvance(u'0');
    heads->resizeSection(OrderLinesModel::Quantity, 11 * digit);
    heads->resizeSection(OrderLinesModel::Unit, 7 * digit);
    heads->resizeSection(OrderLinesModel::Price, 11 * digit);
    heads->resizeSection(OrderLinesModel::Discount, 11 * digit);
    heads->resizeSection(OrderLinesModel::TaxColumn, 13 * digit);
    heads->resizeSection(OrderLinesModel::Amount, 12 * digit);
    connect(&model, &QAbstractItemModel::modelReset, this, &OrderLinesView::fitNumbers);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &OrderLinesView::fitNumbers);
    connect(&model, &QAbstractItemModel::dataChanged, this, &OrderLinesView::fitNumbers);
}

void OrderLinesView::fitNumbers()
{
    const int widest = 22 * fontMetrics().horizontalAdvance(u'0');
    for (const int column : {OrderLinesModel::Quantity, OrderLinesModel::Unit, OrderLinesModel::Price,
                             OrderLinesModel::Discount, OrderLinesModel::Amount}) {
        // Whoever drew it wider keeps that; what a column is called needs no more than what is in it.
        const int needed = std::min(sizeHintForColumn(column) + theme::space::tiny, widest);
        if (needed > horizontalHeader()->sectionSize(column))
            horizontalHeader()->resizeSection(column, needed);
    }
}

void OrderLinesView::writeIn(int row)
{
    const QModelIndex title = m_model.index(row, OrderLinesModel::Title);
    if (!title.isValid())
        return;
    setCurrentIndex(title);
    scrollTo(title);
    setFocus();
    edit(title);
}

void OrderLinesView::addLine()
{
    if (m_model.isReadOnly())
        return;
    commit();
    const int row = currentIndex().isValid() ? currentIndex().row() + 1 : m_model.rowCount();
    // A blank line that waits already is the new line.
    if (row < m_model.rowCount() && isBlank(m_model.lines()[std::size_t(row)])) {
        writeIn(row);
        return;
    }
    m_model.addLine(row);
    writeIn(row);
}

void OrderLinesView::removeLine()
{
    const QModelIndex current = currentIndex();
    if (!current.isValid() || m_model.isReadOnly())
        return;
    m_model.removeLine(current.row());
    const int row = std::min(current.row(), m_model.rowCount() - 1);
    setCurrentIndex(m_model.index(row, current.column()));
}

void OrderLinesView::moveLine(int by)
{
    const QModelIndex current = currentIndex();
    const int to = current.row() + by;
    if (!current.isValid() || m_model.isReadOnly() || to < 0 || to >= m_model.rowCount())
        return;
    m_model.moveLine(current.row(), to);
    setCurrentIndex(m_model.index(to, current.column()));
}

void OrderLinesView::commit()
{
    if (QWidget* editor = indexWidget(currentIndex())) {
        commitData(editor);
        QTableView::closeEditor(editor, QAbstractItemDelegate::NoHint);
    }
}

void OrderLinesView::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const bool isMoving = event->modifiers() == Qt::AltModifier;
    const bool isText = !event->text().isEmpty() && event->text().front().isPrint() &&
                        !(event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (isEnter && state() != EditingState) {
        const int row = currentIndex().row();
        const bool isBlankLine = row >= 0 && row < m_model.rowCount() && !m_model.isReadOnly() &&
                                 isBlank(m_model.lines()[std::size_t(row)]);
        if (isBlankLine)
            writeIn(row); // it waits to be written already
        else
            addLine();
    } else if (isText && m_model.rowCount() == 0 && !m_model.isReadOnly()) {
        addLine(); // people just type
        if (auto* line = qobject_cast<QLineEdit*>(indexWidget(currentIndex())))
            line->insert(event->text());
    } else if (isMoving && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
        moveLine(event->key() == Qt::Key_Up ? -1 : 1);
    } else if (event->key() == Qt::Key_Delete && event->modifiers() == Qt::ControlModifier) {
        removeLine();
    } else {
        QTableView::keyPressEvent(event);
    }
}

void OrderLinesView::closeEditor(QWidget* editor, QAbstractItemDelegate::EndEditHint hint)
{
    QTableView::closeEditor(editor, hint);
    if (hint != QAbstractItemDelegate::SubmitModelCache) // Enter
        return;
    // An empty line and Enter: that was all.
    const int row = currentIndex().row();
    if (row >= 0 && row < m_model.rowCount() && !isBlank(m_model.lines()[std::size_t(row)]))
        addLine();
}

void OrderLinesView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    Q_EMIT lineChosen(current.isValid() ? current.row() : -1);
}

} // namespace foyer
