// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/brands/brand.h"

#include <QWidget>

#include <map>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QVBoxLayout;

namespace foyer {

class CaptionedField;
class ColourField;
class LogoField;

/// Everything about a brand that a person can type. Shows a value, hands back what was typed, says beside a
/// field what is wrong with it once it was left. Saves nothing itself.
class BrandForm : public QWidget
{
    Q_OBJECT

public:
    explicit BrandForm(QWidget* parent = nullptr);

    void setDetails(const BrandDetails& details);
    /// As it would be stored: trimmed, the domain in its ASCII form, the website completed.
    BrandDetails typed() const;
    bool isEdited() const { return typed() != m_shown; }

    /// Beside the fields; the first one gets the focus.
    void showProblems(const std::vector<BrandProblem>& problems);

Q_SIGNALS:
    void edited();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addIdentity(QVBoxLayout* column);
    void addContact(QVBoxLayout* column);
    void addLook(QVBoxLayout* column);
    void addTexts(QVBoxLayout* column);
    QLineEdit* addLine(QVBoxLayout* column, BrandField field, const QString& label, const QString& hint = {});
    QPlainTextEdit* addText(QVBoxLayout* column, BrandField field, const QString& label, const QString& hint,
                            int lines);
    void validate(BrandField field);
    void showUsernameHint();

    BrandDetails m_before;
    BrandDetails m_shown; ///< what typed() said before anybody typed
    std::map<BrandField, CaptionedField*> m_fields;
    QLineEdit* m_name;
    QLineEdit* m_username;
    QLineEdit* m_domain;
    QLineEdit* m_email;
    QLineEdit* m_phone;
    QLineEdit* m_website;
    QPlainTextEdit* m_street;
    QLineEdit* m_postalCode;
    QLineEdit* m_city;
    QLineEdit* m_region;
    QLineEdit* m_country;
    QComboBox* m_paper;
    ColourField* m_accent;
    LogoField* m_logo;
    QPlainTextEdit* m_welcome;
    QPlainTextEdit* m_login;
    QPlainTextEdit* m_empty;
    QCheckBox* m_history;
};

} // namespace foyer
