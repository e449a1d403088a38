// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/automations/mail_reader.h"

#include "ui/theme/colours.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QLabel>
#include <QTabWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

/// Shows what somebody else will read, on light paper in either scheme; follows no link and fetches nothing.
class PaperBrowser : public QTextBrowser
{
public:
    explicit PaperBrowser(const QString& objectName, const QString& name)
    {
        setObjectName(objectName);
        setAccessibleName(name);
        setOpenLinks(false);
        setFrameShape(QFrame::NoFrame);
        setTabChangesFocus(true);
    }

    QVariant loadResource(int, const QUrl&) override { return {}; }
};

MailReader::MailReader(QWidget* parent)
    : QWidget{parent}
    , m_subject{new QLabel}
    , m_to{new QLabel}
    , m_parts{new QTabWidget}
    , m_html{new PaperBrowser{u"mailHtml"_s, tr("The mail as its recipient reads it")}}
    , m_text{new PaperBrowser{u"mailText"_s, tr("The text part of the mail")}}
{
    setObjectName(u"mailReader"_s);
    m_subject->setObjectName(u"mailSubject"_s);
    m_to->setObjectName(u"mailTo"_s);
    theme::setTextRole(m_subject, theme::TextRole::Heading);
    theme::setTextRole(m_to, theme::TextRole::Muted);
    for (QLabel* label : {m_subject, m_to}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    const theme::Colours& paper = theme::colours(theme::Scheme::Light);
    m_html->setStyleSheet(u"QTextBrowser { background: %1; color: %2; border-radius: 6px; }"_s.arg(
        paper.raised.name(), paper.text.name()));
    m_text->setLineWrapMode(QTextEdit::WidgetWidth);
    m_parts->setObjectName(u"mailParts"_s);
    m_parts->setDocumentMode(true);
    m_parts->setAccessibleName(tr("Parts of the mail"));
    m_parts->addTab(m_html, tr("As &HTML"));
    m_parts->addTab(m_text, tr("As Te&xt"));
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::small);
    column->addWidget(m_subject);
    column->addWidget(m_to);
    column->addWidget(m_parts, 1);
}

void MailReader::show(const Mail& mail)
{
    m_subject->setText(mail.subject);
    m_to->setText(
        tr("To %1", "name and address")
            .arg(mail.toName.isEmpty() ? mail.toAddress : u"%1 <%2>"_s.arg(mail.toName, mail.toAddress)));
    m_html->setHtml(mail.html);
    m_text->setPlainText(mail.text);
}

void MailReader::clear()
{
    m_subject->clear();
    m_to->clear();
    m_html->clear();
    m_text->clear();
}

} // namespace foyer
