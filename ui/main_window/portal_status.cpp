// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/portal_status.h"

#include "ui/common/icon_label.h"
#include "ui/main_window/portal_control.h"
#include "ui/theme/metrics.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QUrl>

namespace foyer {

using namespace Qt::StringLiterals;

PortalStatus::PortalStatus(PortalControl& portal, QWidget* parent)
    : QWidget{parent}
    , m_portal{portal}
    , m_light{new IconLabel{icon(u"globe"_s), theme::space::large}}
    , m_text{new QLabel}
    , m_open{new QAction{icon(u"external-link"_s), tr("&Open in the Browser"), this}}
    , m_copy{new QAction{icon(u"copy"_s), tr("&Copy Portal Address"), this}}
    , m_toggle{new QAction{this}}
{
    m_text->setObjectName(u"portalStatus"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* row = new QHBoxLayout{this};
    row->setContentsMargins(theme::space::small, theme::space::hair, theme::space::medium,
                            theme::space::hair);
    row->addWidget(m_light);
    row->addWidget(m_text);

    connect(m_open, &QAction::triggered, this,
            [this] { QDesktopServices::openUrl(QUrl{m_portal.loginPage()}); });
    connect(m_copy, &QAction::triggered, this,
            [this] { QGuiApplication::clipboard()->setText(m_portal.loginPage()); });
    connect(m_toggle, &QAction::triggered, this, &PortalStatus::toggle);
    connect(&m_portal, &PortalControl::changed, this, &PortalStatus::showState);
    showState();
}

QList<QAction*> PortalStatus::portalActions() const
{
    return {m_open, m_copy, m_toggle};
}

QString PortalStatus::sentence(const PortalControl& portal)
{
    switch (portal.state()) {
    case PortalControl::State::Off:
        return tr("Portal: off");
    case PortalControl::State::On:
        return tr("Portal: on at %1 · %n client(s) in", "%1 is an address", portal.clientsIn())
            .arg(portal.origin());
    case PortalControl::State::Failed:
        return tr("Portal: off, because of a problem. %1").arg(portal.failure());
    }
    Q_UNREACHABLE();
}

void PortalStatus::showState()
{
    const auto state = m_portal.state();
    m_text->setText(sentence(m_portal));
    m_light->setIcon(state == PortalControl::State::On       ? icon(u"globe"_s, IconInk::Success)
                     : state == PortalControl::State::Failed ? icon(u"triangle-alert"_s, IconInk::Danger)
                                                             : icon(u"globe"_s, IconInk::Muted));
    m_open->setEnabled(m_portal.isOn());
    m_copy->setEnabled(m_portal.isOn());
    m_toggle->setText(m_portal.isOn() ? tr("&Take the Portal Offline") : tr("&Put the Portal Online"));
    m_toggle->setIcon(icon(m_portal.isOn() ? u"ban"_s : u"globe"_s));
}

void PortalStatus::toggle()
{
    if (!m_portal.isOn()) {
        m_portal.start();
        return;
    }
    const int clients = m_portal.clientsIn();
    if (clients > 0) {
        const auto answer = QMessageBox::question(
            window(), tr("Take the portal offline?"),
            tr("In the portal right now: %n client(s). Until it is back, an error page is all there is.",
               nullptr, clients),
            QMessageBox::Ok | QMessageBox::Cancel, QMessageBox::Cancel);
        if (answer != QMessageBox::Ok)
            return;
    }
    m_portal.stop();
}

} // namespace foyer
