// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contracts/contract.h"

#include <QWidget>

class QAction;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace foyer {

class CaptionedField;

/// Who signs, in which order: by dragging, by Alt+Up and Alt+Down, or by the buttons.
class SignersEdit : public QWidget
{
    Q_OBJECT

public:
    struct Person
    {
        ContactId contact;
        QString name;
        QString role; ///< what they are on the job, offered as what they sign as
    };

    explicit SignersEdit(QWidget* parent = nullptr);

    /// Those who can be chosen; signers who are not among them keep their place and need a name, too.
    void setPeople(const std::vector<Person>& people);
    void setSigners(const std::vector<contracts::WantedSigner>& signers);
    std::vector<contracts::WantedSigner> signers() const;
    /// Whether the order is one in which they sign.
    void setInTurn(bool isInTurn);
    void setReadOnly(bool isReadOnly);

Q_SIGNALS:
    void edited();

private:
    void add(const contracts::WantedSigner& signer);
    void remove();
    void move(int by);
    void fillMenu();
    void showRows();
    void showRole();
    QString nameOf(ContactId contact) const;

    std::vector<Person> m_people;
    bool m_isInTurn = false;
    bool m_isReadOnly = false;
    QListWidget* m_list;
    QLabel* m_empty;
    QWidget* m_tools;
    QPushButton* m_add;
    QLineEdit* m_role;
    CaptionedField* m_roleField;
    QAction* m_up;
    QAction* m_down;
    QAction* m_remove;
};

} // namespace foyer
