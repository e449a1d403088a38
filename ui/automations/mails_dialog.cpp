// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/automations/mails_dialog.h"

#include "ui/automations/form_parts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

MailsDialog::MailsDialog(const QString& title, std::vector<UnsentMail::Mail> mails, QWidget* parent)
    : QDialog{parent}
    , m_mails{std::move(mails)}
    , m_reader{new UnsentMail}
{
    setObjectName(u"mailsOfApproval"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("Read Before You Approve"));
    auto* what = new QLabel{title};
    what->setTextFormat(Qt::PlainText);
    what->setWordWrap(true);
    theme::setTextRole(what, theme::TextRole::Muted);
    auto* which = form::box(u"whichMail"_s, tr("Which mail"));
    for (const UnsentMail::Mail& mail : m_mails)
        which->addItem(mail.toName.isEmpty() ? mail.toAddress : mail.toName);
    which->setVisible(m_mails.size() > 1);
    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Cancel};
    QPushButton* skip = buttons->addButton(tr("&Skip"), QDialogButtonBox::DestructiveRole);
    QPushButton* approve = buttons->addButton(tr("&Approve"), QDialogButtonBox::AcceptRole);
    skip->setObjectName(u"skipRead"_s);
    approve->setObjectName(u"approveRead"_s);
    theme::setButtonRole(approve, theme::ButtonRole::Primary);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(theme::space::page, theme::space::large, theme::space::page,
                               theme::space::large);
    column->setSpacing(theme::space::medium);
    column->addWidget(what);
    column->addWidget(which, 0, Qt::AlignLeft);
    column->addWidget(m_reader, 1);
    column->addWidget(buttons);
    setMinimumSize(420, 420);
    resize(720, 640);
    connect(which, &QComboBox::currentIndexChanged, this, [this](int index) { show(index); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(approve, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT approved();
    });
    connect(skip, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT refused();
    });
    show(0);
}

void MailsDialog::show(int index)
{
    if (index >= 0 && index < int(m_mails.size()))
        m_reader->show(m_mails[std::size_t(index)]);
}

} // namespace foyer
