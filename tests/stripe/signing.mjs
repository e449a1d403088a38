// SPDX-License-Identifier: GPL-3.0-or-later
// The Stripe-Signature header, as docs.stripe.com/webhooks/signatures describes it.
import { createHmac } from 'node:crypto';

export function signatureOf(payload, secret, at) {
    return createHmac('sha256', secret).update(`${at}.`).update(payload).digest('hex');
}

/** @param secrets  one v1 for each: while a secret is being replaced, Stripe signs with both
 *  @param at  seconds since 1970 */
export function signatureHeader(payload, secrets, at) {
    return [`t=${at}`, ...secrets.map((secret) => `v1=${signatureOf(payload, secret, at)}`)].join(',');
}
