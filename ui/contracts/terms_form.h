// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contracts/contract.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace foyer {

class CaptionedField;

/// How a contract is signed, whoever signs it: of a contract and of a template alike.
class TermsForm : public QWidget
{
    Q_OBJECT

public:
    explicit TermsForm(QWidget* parent = nullptr);

    /// Without the text, which is somebody else's.
    void setTerms(const contracts::ContractTerms& terms, bool booksJob);
    void writeTo(contracts::ContractTerms& terms) const;
    bool booksJob() const;
    QString language() const;
    /// Who signs for the studio when nobody is named.
    void setBrandName(const QString& name);

Q_SIGNALS:
    void edited();

private:
    void showStudioSigner();

    QComboBox* m_order;
    QComboBox* m_countersign;
    QLineEdit* m_studioSigner;
    CaptionedField* m_studioSignerField;
    QCheckBox* m_booksJob;
    QComboBox* m_language;
    QPlainTextEdit* m_consent;
};

} // namespace foyer
