// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/help_window.h"

#include "ui/theme/colours.h"
#include "ui/theme/metrics.h"

#include <QDesktopServices>
#include <QEvent>
#include <QHBoxLayout>
#include <QListWidget>
#include <QTextBrowser>
#include <QUrl>

namespace foyer {

using namespace Qt::StringLiterals;

HelpWindow::HelpWindow(QWidget* parent)
    : QDialog{parent}
    , m_contents{new QListWidget}
    , m_text{new QTextBrowser}
{
    setWindowTitle(tr("Help"));
    resize(880, 640);
    const std::pair<QString, QString> pages[] = {
        {u"start"_s, tr("First steps")},
        {u"importing"_s, tr("Importing contacts")},
        {u"direct-link"_s, tr("Direct Link and portal")},
        {u"email-conflict"_s, tr("Email Conflict")},
        {u"reset-password"_s, tr("Reset Password")},
        {u"preview"_s, tr("Preview")},
        {u"jobs"_s, tr("Jobs and documents")},
        {u"orders"_s, tr("Orders and quotes")},
        {u"invoices"_s, tr("Invoices")},
        {u"payments"_s, tr("Payments")},
        {u"contracts"_s, tr("Contracts")},
        {u"questionnaires"_s, tr("Questionnaires")},
        {u"mail"_s, tr("Setting up mail")},
        {u"outbox"_s, tr("Outbox")},
        {u"email-templates"_s, tr("Email Templates")},
        {u"template-gallery"_s, tr("Template Gallery")},
        {u"automations"_s, tr("Automations")},
        {u"what-clients-see"_s, tr("What a client sees")},
        {u"online"_s, tr("Keeping the portal online")},
    };
    for (const auto& [name, title] : pages) {
        auto* item = new QListWidgetItem{title, m_contents};
        item->setData(Qt::UserRole, name);
    }
    m_contents->setAccessibleName(tr("Pages of the help"));
    m_contents->setFixedWidth(220);
    m_text->setAccessibleName(tr("Help text"));
    m_text->document()->setDocumentMargin(theme::space::page);
    m_text->setOpenLinks(false);
    dressPages();

    auto* row = new QHBoxLayout{this};
    row->addWidget(m_contents);
    row->addWidget(m_text, 1);

    connect(m_contents, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
        m_text->setSource(QUrl{u"qrc:/foyer/help/%1.html"_s.arg(item->data(Qt::UserRole).toString())});
    });
    connect(m_text, &QTextBrowser::anchorClicked, this, [this](const QUrl& link) {
        if (link.isRelative())
            showPage(QString{link.path()}.remove(u".html"_s));
        else if (link.scheme() == "https"_L1)
            QDesktopServices::openUrl(link);
    });
    m_contents->setCurrentRow(0);
}

void HelpWindow::showPage(const QString& page)
{
    for (int i = 0; i < m_contents->count(); ++i) {
        if (m_contents->item(i)->data(Qt::UserRole).toString() == page)
            m_contents->setCurrentRow(i);
    }
    show();
    m_contents->doItemsLayout(); // lines were measured before the style sheet dressed them
    raise();
    activateWindow();
}

void HelpWindow::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        dressPages();
        m_text->reload();
    }
}

void HelpWindow::dressPages()
{
    const theme::Colours& colours = theme::coloursOf(palette());
    m_text->document()->setDefaultStyleSheet(
        u"a { color: %1 } h1 { font-size: x-large } h2 { font-size: large } "
        "p, li { line-height: 140% } kbd { background: %2 }"_s.arg(colours.accent.name(),
                                                                   colours.sunken.name()));
}

} // namespace foyer
