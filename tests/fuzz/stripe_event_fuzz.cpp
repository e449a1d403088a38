// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever is posted to the webhook: reading ends, nothing out of range gets in, and nobody without the
// secret gets past the signature.
#include "app/payments/stripe/stripe_amount.h"
#include "app/payments/stripe/stripe_event.h"
#include "app/payments/stripe/stripe_signature.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cstdint>
#include <cstdlib>

using namespace foyer;
using namespace foyer::stripe;
using namespace Qt::StringLiterals;

namespace {

void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

void judge(const Event& event)
{
    require(isId(event.id, "evt_"_L1) && !event.type.isEmpty() && event.type.size() <= 100);
    require(event.account.isEmpty() || isId(event.account, "acct_"_L1));
    if (const auto* session = std::get_if<Session>(&event.object)) {
        require(isId(session->id, "cs_"_L1) && session->amount >= 0 && session->currency.size() == 3);
        require(session->paymentIntent.isEmpty() || isId(session->paymentIntent, "pi_"_L1));
        const auto money = fromStripe(session->amount, session->currency);
        if (money && money->minor() > 0) {
            const auto back = toStripe(*money);
            require(!back || back->units == session->amount);
        }
    }
    if (const auto* refund = std::get_if<Refund>(&event.object))
        require(refund->amount >= 0 && (isId(refund->id, "re_"_L1) || isId(refund->id, "pyr_"_L1)));
    if (const auto* dispute = std::get_if<Dispute>(&event.object))
        require(dispute->amount >= 0 && !dispute->charge.isEmpty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray bytes{reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)};
    if (const auto event = eventFrom(bytes))
        judge(*event);
    // Past the frame: the input as the object inside, under every type.
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    if (document.isObject()) {
        for (const QString& type : eventTypes()) {
            const auto event =
                eventFrom(QJsonObject{{u"object"_s, u"event"_s},
                                      {u"id"_s, u"evt_1"_s},
                                      {u"type"_s, type},
                                      {u"livemode"_s, true},
                                      {u"created"_s, 1},
                                      {u"data"_s, QJsonObject{{u"object"_s, document.object()}}}});
            require(event.has_value());
            judge(*event);
        }
    }
    const qsizetype half = bytes.indexOf('\n');
    require(verify(bytes.mid(half + 1), bytes.left(half), {"whsec_nobody_knows"},
                   fromSeconds(1'780'000'000)) != Signature::Good);
    return 0;
}
