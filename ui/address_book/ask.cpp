// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/ask.h"

#include "ui/theme/style.h"

#include <QMessageBox>
#include <QPushButton>

namespace foyer {

using namespace Qt::StringLiterals;

void ask(QWidget* parent, const Question& question, QObject* context, std::function<void()> accepted)
{
    auto* box = new QMessageBox{parent};
    box->setObjectName(u"question"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setWindowModality(Qt::WindowModal);
    box->setWindowTitle(question.title);
    box->setTextFormat(Qt::PlainText); // names come from outside
    box->setText(question.text);
    box->setInformativeText(question.details);
    box->setIcon(question.weight == Question::Weight::Dangerous ? QMessageBox::Warning
                                                                : QMessageBox::Question);
    QPushButton* accept = box->addButton(question.accept, QMessageBox::AcceptRole);
    accept->setObjectName(u"accept"_s);
    theme::setButtonRole(accept, question.weight == Question::Weight::Dangerous ? theme::ButtonRole::Danger
                                                                                : theme::ButtonRole::Primary);
    QPushButton* cancel = box->addButton(QMessageBox::Cancel);
    box->setDefaultButton(cancel);
    box->setEscapeButton(cancel);
    QObject::connect(accept, &QPushButton::clicked, context, std::move(accepted));
    box->open();
}

} // namespace foyer
