// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/database.h"
#include "portal_server/front_door/handler.h"
#include "portal_server/portal/directory.h"
#include "portal_server/portal/visit.h"
#include "portal_server/portal/webhooks.h"

#include <QByteArray>
#include <QString>

namespace foyer::web {

struct Match;

/// Brings a request to its handler. It alone checks host, origin, form token, session and access, in that
/// order, and puts the security headers on every answer. Safe on any thread.
class Dispatcher : public Handler
{
public:
    /// @param formKey  32 secret bytes of the studio
    /// @param cards  nothing: no card gateway, no webhooks
    Dispatcher(Database& studio, Directory& directory, QByteArray formKey,
               payments::CardDesk* cards = nullptr);

    Lane laneFor(const Request& request) const override;
    std::size_t bodyLimitFor(Method method, const QString& path) const override;
    Response answer(const Request& request) override;
    void leaveThread() override;

private:
    Response route(const Request& request);
    Response inPlace(const Request& request, const InsidePlace& inside);
    Response show(Visit& visit, const Match& match);
    Response act(Visit& visit, const Match& match);
    /// What was typed into a form whose session ended meanwhile, for the login form that is shown instead.
    QString answersOfEndedSession(const Visit& visit, const Match& match) const;
    Result<std::optional<Client>> clientOf(const Request& request, Instant now) const;

    Database& m_studio;
    Directory& m_directory;
    QByteArray m_formKey;
    payments::CardDesk* m_cards;
    Webhooks m_webhooks;
    QByteArray m_formTargets; ///< where our forms may lead: see addSecurityHeaders
};

/// On every answer, refusals included.
/// @param formTargets  origins beside our own that a form may lead to: browsers hold the redirect after a
/// POST
///                     against them, so that the page of the card gateway must be among them
void addSecurityHeaders(const Request& request, Response& response, const QByteArray& formTargets = {});

} // namespace foyer::web
