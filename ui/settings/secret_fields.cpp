// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/secret_fields.h"

#include "app/payments/card_desk.h"
#include "app/portal_access/addresses.h"
#include "ui/common/captioned_field.h"
#include "ui/theme/icons.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

namespace foyer {

using namespace Qt::StringLiterals;

SecretFields::SecretFields(Database& database, std::function<QString()> portalOrigin, QWidget* parent)
    : SecretRows{database, parent}
    , m_database{database}
    , m_portalOrigin{std::move(portalOrigin)}
    , m_webhook{new QLineEdit}
{
    m_webhook->setObjectName(u"webhookAddress"_s);
    m_webhook->setReadOnly(true);
    m_webhook->setAccessibleName(tr("Address of the webhook"));
    auto* copy = new QPushButton{icon(u"copy"_s), tr("Copy")};
    copy->setObjectName(u"copyWebhook"_s);
    copy->setAccessibleName(tr("Copy the address of the webhook"));
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_webhook->text()); });
    auto* address = new QWidget;
    auto* row = new QHBoxLayout{address};
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_webhook, 1);
    row->addWidget(copy);
    address->setFocusProxy(m_webhook);
    m_webhookField = new CaptionedField{tr("Address of the webhook"), address};
    column()->insertWidget(0, m_webhookField);
    addRow(u"stripeKey"_s, tr("Secret key"), [](BrandId which) { return secrets::stripeKey(which); });
    addRow(u"stripeWebhook1"_s, tr("Signing secret of the webhook"),
           [](BrandId which) { return secrets::stripeWebhook(which, 1); });
    addRow(u"stripeWebhook2"_s, tr("The next signing secret, while you change it"),
           [](BrandId which) { return secrets::stripeWebhook(which, 2); });
}

void SecretFields::showBrand(BrandId which)
{
    SecretRows::showBrand(which);
    showWebhook();
}

void SecretFields::showWebhook()
{
    const auto address = m_database.read([this](const Snapshot& snapshot) -> Result<QString> {
        const auto token = payments::webhookToken(snapshot, *brand());
        if (!token)
            return token;
        const auto addresses = portal_access::addresses(snapshot, m_portalOrigin());
        if (!addresses)
            return fail(addresses.error());
        if (addresses->studioOrigin.isEmpty())
            return QString{};
        return addresses->studioOrigin + addresses->basePath + "/webhooks/stripe/"_L1 + *token;
    });
    m_webhook->setText(address ? *address : QString{});
    m_webhook->setCursorPosition(0);
    m_webhookField->setHint(
        m_webhook->text().isEmpty()
            ? tr("It has no address while the portal is off and none is set under Settings › Portal.")
            : tr("Paste it at Stripe under Developers › Webhooks, for the events of Checkout, refunds and "
                 "disputes. Stripe has to reach it: an address of this computer alone will not do."));
}

} // namespace foyer
