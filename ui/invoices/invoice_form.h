// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/orders/catalogue.h"
#include "ui/invoices/invoice_draft.h"
#include "ui/invoices/schedule_edit.h"
#include "ui/orders/order_form.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace foyer {

class CaptionedField;

/// Everything of an invoice, to be written: what an order has, whom it bills, and when it is due. Shows a
/// draft, announces every change as the whole draft, and keeps nothing.
class InvoiceForm : public QWidget
{
    Q_OBJECT

public:
    explicit InvoiceForm(const Database& database, QWidget* parent = nullptr);

    void setPeople(std::vector<OrderPerson> people) { m_goods->setPeople(std::move(people)); }
    void setCatalogue(std::vector<Product> products, std::vector<TaxRate> rates, const Tax& usualTax);
    void setPresets(std::vector<ScheduleEdit::Preset> presets);
    /// The days instalments would be counted from, if it were issued today.
    void setDays(const ScheduleDays& days);
    void setReadOnly(bool isReadOnly);
    void show(const InvoiceDraft& draft);
    using QWidget::show;
    void commit();
    void begin() { m_goods->begin(); }
    const std::vector<OrderPerson>& people() const { return m_goods->people(); }

Q_SIGNALS:
    void edited(const foyer::InvoiceDraft& draft, const QString& what, const QString& field);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeBuyer();
    QWidget* makeSchedule();
    QLineEdit* addLine(const QString& name, const QString& what, QString InvoiceContent::*member);
    void takeGoods(const OrderDraft& goods, const QString& what, const QString& field);
    template <class Change>
    void change(const QString& what, const QString& field, Change apply);

    InvoiceDraft m_draft;
    ScheduleDays m_days{QDate{2000, 1, 1}, {}, {}};
    bool m_isShowing = false;
    bool m_isReadOnly = false;

    OrderForm* m_goods;
    QWidget* m_scheduleBox = nullptr;
    ScheduleEdit* m_schedule;
    QLineEdit* m_company = nullptr;
    QLineEdit* m_vatId = nullptr;
    QLineEdit* m_reference = nullptr;
    QLineEdit* m_serviceDay = nullptr;
    CaptionedField* m_serviceDayField = nullptr;
    QCheckBox* m_eInvoice = nullptr;
    QLabel* m_credits = nullptr;
};

} // namespace foyer
