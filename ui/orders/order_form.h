// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/orders/catalogue.h"
#include "ui/orders/order_draft.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace foyer {

class CaptionedField;
class OrderLinesModel;
class OrderLinesView;

/// Somebody an order could be for.
struct OrderPerson
{
    ContactId contact;
    QString name;
    QString role; ///< on the job; empty: not on it
};

/// Everything of an order, or of what an invoice charges, to be written. Shows a draft, announces every
/// change as the whole draft, and keeps nothing: what is announced stands here once it is shown.
class OrderForm : public QWidget
{
    Q_OBJECT

public:
    enum class Purpose
    {
        Order,
        Invoice ///< is never a quote
    };
    explicit OrderForm(Purpose purpose = Purpose::Order, QWidget* parent = nullptr);

    void setPeople(std::vector<OrderPerson> people);
    void setCatalogue(std::vector<Product> products, std::vector<TaxRate> rates, const Tax& usualTax);
    void setReadOnly(bool isReadOnly);
    /// A credit note is not paid, books nothing, and is in the currency of what it gives back of.
    void setGivesBack(bool givesBack);
    void show(const OrderDraft& draft);
    /// What is open for typing in the table is taken as typed.
    void commit();
    /// Where writing begins: the title, or the lines.
    void begin();
    const std::vector<OrderPerson>& people() const { return m_people; }
    /// Somebody found elsewhere: stands among the people from now on, and receives it.
    void addRecipient(const OrderPerson& person);
    /// Stands below the recipients: how others are found. Becomes a child.
    void setFinder(QWidget* finder);

Q_SIGNALS:
    /// @param what  for Undo; @param field  where typing on is one step, empty elsewhere
    void edited(const foyer::OrderDraft& draft, const QString& what, const QString& field);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildHead(QVBoxLayout* column);
    void buildLines(QVBoxLayout* column);
    void buildFoot(QVBoxLayout* column);
    QLineEdit* addLine(const QString& name);
    QPlainTextEdit* addText(const QString& name, int rows);
    void showPeople();
    void showTotals();
    void showDetails(int row);
    void takePeople();
    /// One change of a copy of the draft.
    template <class Change>
    void change(const QString& what, const QString& field, Change apply);

    Purpose m_purpose;
    OrderDraft m_draft;
    std::vector<OrderPerson> m_people;
    bool m_isShowing = false;
    bool m_isReadOnly = false;
    bool m_givesBack = false;

    OrderLinesModel* m_model;
    OrderLinesView* m_lines;
    QLineEdit* m_title = nullptr;
    QListWidget* m_recipients = nullptr;
    CaptionedField* m_recipientsField = nullptr;
    QLabel* m_nobody = nullptr;
    QVBoxLayout* m_finderPlace = nullptr;
    QCheckBox* m_isQuote = nullptr;
    QCheckBox* m_booksJob = nullptr;
    QLineEdit* m_validUntil = nullptr;
    CaptionedField* m_validUntilField = nullptr;
    QComboBox* m_currency = nullptr;
    QCheckBox* m_withTax = nullptr;
    QPlainTextEdit* m_introduction = nullptr;
    QPlainTextEdit* m_details = nullptr;
    QLineEdit* m_discount = nullptr;
    CaptionedField* m_discountField = nullptr;
    QLabel* m_totals = nullptr;
    QLabel* m_total = nullptr;
    QPlainTextEdit* m_closing = nullptr;
    QPushButton* m_add = nullptr;
    QPushButton* m_remove = nullptr;
    QPushButton* m_up = nullptr;
    QPushButton* m_down = nullptr;
};

} // namespace foyer
