// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/brands/brand.h"
#include "app/mail/mail_account.h"
#include "app/mail/test_mail.h"
#include "app/storage/database.h"
#include "ui/common/background_job.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace foyer {

class CaptionedField;
class MailAccountForm;
class SecretRows;

/// Settings › Mail: from which address each brand's mails are, and through which server they leave.
class MailSettings : public QWidget
{
    Q_OBJECT

public:
    explicit MailSettings(Database& database, QWidget* parent = nullptr);

private:
    QWidget* makeState();
    QWidget* makeTest();
    /// Reads the brands anew; what was typed and not yet saved stays.
    void reload();
    void showBrand(BrandId id);
    void showState();
    void switchTo(int index);
    void save();
    void saved(const Result<void>& result);
    void keepPassword();
    void discard();
    void tryAgain();
    void test();
    void tested(const mail::TestAnswer& answer, bool wasSaved);
    std::optional<mail::Route> routeTyped() const;
    void showButtons();
    void say(const QString& sentence, bool isProblem);
    bool isEdited() const;

    Database& m_database;
    std::vector<Brand> m_brands;
    std::optional<MailAccount> m_account; ///< as it was read last
    bool m_isSaving = false;
    BackgroundJob m_testing;
    QComboBox* m_choice;
    MailAccountForm* m_form;
    SecretRows* m_password;
    QWidget* m_problem;
    QLabel* m_problemText;
    QLabel* m_verified;
    QLineEdit* m_testTo;
    CaptionedField* m_testField = nullptr;
    QPushButton* m_test;
    QPushButton* m_cancelTest;
    QLabel* m_testSaid;
    QLabel* m_said;
    QPushButton* m_discard;
    QPushButton* m_save;
};

} // namespace foyer
