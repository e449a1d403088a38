// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/brands/billing.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;
class QVBoxLayout;

namespace foyer {

class CaptionedField;

/// How a brand bills, to be typed: shows a value, hands back what was typed, says beside a field what is
/// wrong with it once it was left. Keys of a card provider are no part of it (see SecretFields).
class BillingForm : public QWidget
{
    Q_OBJECT

public:
    explicit BillingForm(QWidget* parent = nullptr);

    void setDetails(const BillingDetails& details, const QString& brandName, QDate today);
    /// As it would be kept: trimmed, the IBAN without blanks.
    BillingDetails typed() const;
    bool isEdited() const { return typed() != m_shown; }
    /// Beside the fields; the first one gets the focus. @returns whether there is none
    bool showProblems();
    /// Stands below what else is about cards. Becomes a child.
    void setSecrets(QWidget* secrets);

Q_SIGNALS:
    void edited();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addSeller(QVBoxLayout* column);
    void addTransfer(QVBoxLayout* column);
    void addNumbers(QVBoxLayout* column);
    void addReminders(QVBoxLayout* column);
    void addCards(QVBoxLayout* column);
    QLineEdit* line(const QString& name);
    QPlainTextEdit* text(const QString& name);
    QSpinBox* count(const QString& name, int least, int most, const QString& suffix);
    QCheckBox* box(const QString& name, const QString& label);
    void checkVatNumber();
    void checkAccount();
    void checkSurcharge();
    void showExamples();
    void showParts();

    BillingDetails m_before;
    BillingDetails m_shown; ///< what typed() said before anybody typed
    QDate m_today{2027, 1, 1};

    QLineEdit* m_legalName = nullptr;
    QLineEdit* m_vatId = nullptr;
    QLineEdit* m_taxNumber = nullptr;
    QPlainTextEdit* m_note = nullptr;
    QLineEdit* m_iban = nullptr;
    QLineEdit* m_bic = nullptr;
    QLineEdit* m_holder = nullptr;
    QPlainTextEdit* m_transferNote = nullptr;
    QLineEdit* m_prefix = nullptr;
    QLineEdit* m_creditPrefix = nullptr;
    QCheckBox* m_byYear = nullptr;
    QSpinBox* m_digits = nullptr;
    QLabel* m_examples = nullptr;
    QSpinBox* m_daysToPay = nullptr;
    QCheckBox* m_partial = nullptr;
    QCheckBox* m_reminds = nullptr;
    QSpinBox* m_daysBefore = nullptr;
    QCheckBox* m_onTheDay = nullptr;
    QSpinBox* m_everyDays = nullptr;
    QSpinBox* m_mostAfter = nullptr;
    QWidget* m_reminderParts = nullptr;
    QCheckBox* m_cards = nullptr;
    QLineEdit* m_account = nullptr;
    QComboBox* m_mode = nullptr;
    QLineEdit* m_surcharge = nullptr;
    QWidget* m_cardParts = nullptr;
    QVBoxLayout* m_cardColumn = nullptr;
    CaptionedField* m_vatIdField = nullptr;
    CaptionedField* m_ibanField = nullptr;
    CaptionedField* m_bicField = nullptr;
    CaptionedField* m_prefixField = nullptr;
    CaptionedField* m_legalNameField = nullptr;
    CaptionedField* m_surchargeField = nullptr;
};

} // namespace foyer
