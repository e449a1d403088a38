// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contracts/contract.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace foyer {

/// What was sent, as it was sent.
class VersionDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param pdf  of this version; empty: it cannot be saved as one
    VersionDialog(const contracts::FrozenContract& contract, int number, const QByteArray& pdf,
                  QWidget* parent = nullptr);
};

/// The studio signs: the sentence it agrees to, and its name, typed.
class CountersignDialog : public QDialog
{
    Q_OBJECT

public:
    CountersignDialog(const contracts::FrozenContract& contract, const QString& signer,
                      QWidget* parent = nullptr);

Q_SIGNALS:
    void signedAs(const QString& name);

private:
    QLineEdit* m_name;
    QPushButton* m_sign;
};

/// One line of text that something needs: a reason, a name.
class LineDialog : public QDialog
{
    Q_OBJECT

public:
    struct Question
    {
        QString title;
        QString text;
        QString label; ///< with its mnemonic
        QString accept;
        QString value = {};
        bool isNeeded = false;    ///< an empty line is no answer
        bool isDangerous = false; ///< the button looks like it
        int longest = 200;        ///< characters
    };
    LineDialog(const Question& question, QWidget* parent = nullptr);

Q_SIGNALS:
    void answered(const QString& line);
};

} // namespace foyer
