// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/payments/card_desk.h"
#include "portal_server/portal.h"
#include "portal_server/preview/preview_server.h"
#include "ui/main_window/portal_control.h"

#include <QTimer>

class QSettings;

namespace foyer {

/// The portal inside the desktop program, and the previews of it. Loopback only.
class EmbeddedPortal : public PortalControl
{
    Q_OBJECT

public:
    /// @param settings  where the port is remembered, so that links of yesterday still work today
    EmbeddedPortal(Database& database, QSettings& settings, QObject* parent = nullptr);

    State state() const override;
    QString origin() const override { return m_portal ? m_portal->origin() : QString{}; }
    QString loginPage() const override;
    int clientsIn() const override { return m_clientsIn; }
    QString failure() const override { return m_failure; }
    void start() override;
    void stop() override;

    /// Speaks to the card gateway, with keys from this desktop's keyring; also while the portal is off.
    const std::shared_ptr<payments::CardDesk>& cards() const { return m_cards; }

    /// See web::PreviewServer::urlFor. Works while the portal is off.
    Result<QUrl> previewOf(ContactId contact);

private:
    void countClients();

    Database& m_database;
    QSettings& m_settings;
    std::shared_ptr<payments::CardDesk> m_cards;
    std::unique_ptr<web::Portal> m_portal;
    std::unique_ptr<web::PreviewServer> m_previews; ///< made at the first preview
    QString m_failure;
    int m_clientsIn = 0;
    QTimer m_count; ///< sessions also end by themselves
};

} // namespace foyer
