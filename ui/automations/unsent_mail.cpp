// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/automations/unsent_mail.h"

#include "ui/common/mail_view.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QLabel>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

UnsentMail::UnsentMail(QWidget* parent)
    : QWidget{parent}
    , m_subject{new QLabel}
    , m_to{new QLabel}
    , m_sheet{new MailSheet}
{
    setObjectName(u"unsentMail"_s);
    m_subject->setObjectName(u"mailSubject"_s);
    m_to->setObjectName(u"mailTo"_s);
    theme::setTextRole(m_subject, theme::TextRole::Heading);
    theme::setTextRole(m_to, theme::TextRole::Muted);
    for (QLabel* label : {m_subject, m_to}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::small);
    column->addWidget(m_subject);
    column->addWidget(m_to);
    column->addWidget(m_sheet, 1);
}

void UnsentMail::show(const Mail& mail)
{
    m_subject->setText(mail.subject);
    m_to->setText(
        tr("To %1", "name and address")
            .arg(mail.toName.isEmpty() ? mail.toAddress : u"%1 <%2>"_s.arg(mail.toName, mail.toAddress)));
    m_sheet->showMail(mail.html, mail.text);
}

} // namespace foyer
