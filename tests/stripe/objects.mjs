// SPDX-License-Identifier: GPL-3.0-or-later
// The objects of Stripe's API that a Checkout payment meets, with the fields Stripe gives them.
import { randomBytes } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export function newId(prefix, length = 24) {
    const letters = Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]);
    return `${prefix}_${letters.join('')}`;
}

export const nowSeconds = () => Math.floor(Date.now() / 1000);

/** @param wish  the checked parameters: amount, currency, client_reference_id, metadata, … */
export function newSession(wish, { livemode, pageOrigin, at }) {
    const id = newId(livemode ? 'cs_live' : 'cs_test', 58);
    return {
        id,
        object: 'checkout.session',
        after_expiration: null,
        allow_promotion_codes: null,
        amount_subtotal: wish.amount,
        amount_total: wish.amount,
        automatic_tax: { enabled: false, liability: null, provider: null, status: null },
        billing_address_collection: null,
        cancel_url: wish.cancel_url ?? null,
        client_reference_id: wish.client_reference_id ?? null,
        client_secret: null,
        collected_information: null,
        consent: null,
        consent_collection: null,
        created: at,
        currency: wish.currency,
        currency_conversion: null,
        custom_fields: [],
        custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
        customer: null,
        customer_creation: 'if_required',
        customer_details: null,
        customer_email: wish.customer_email ?? null,
        discounts: [],
        expires_at: wish.expires_at,
        invoice: null,
        invoice_creation: { enabled: false },
        livemode,
        locale: wish.locale ?? null,
        metadata: wish.metadata,
        mode: 'payment',
        payment_intent: null,
        payment_link: null,
        payment_method_collection: 'if_required',
        payment_method_options: {},
        payment_method_types: wish.payment_method_types,
        payment_status: 'unpaid',
        phone_number_collection: { enabled: false },
        recovered_from: null,
        setup_intent: null,
        shipping_address_collection: null,
        shipping_cost: null,
        shipping_options: [],
        status: 'open',
        submit_type: wish.submit_type ?? null,
        subscription: null,
        success_url: wish.success_url,
        total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
        ui_mode: 'hosted',
        url: `${pageOrigin}/c/pay/${id}`,
        wallet_options: null,
    };
}

export function newIntent(session, { description, metadata, at }) {
    const id = newId('pi');
    return {
        id,
        object: 'payment_intent',
        amount: session.amount_total,
        amount_capturable: 0,
        amount_details: { tip: {} },
        amount_received: 0,
        application: null,
        application_fee_amount: null,
        automatic_payment_methods: null,
        canceled_at: null,
        cancellation_reason: null,
        capture_method: 'automatic',
        client_secret: `${id}_secret_${newId('x', 20).slice(2)}`,
        confirmation_method: 'automatic',
        created: at,
        currency: session.currency,
        customer: null,
        description: description ?? null,
        last_payment_error: null,
        latest_charge: null,
        livemode: session.livemode,
        metadata: metadata ?? {},
        next_action: null,
        on_behalf_of: null,
        payment_method: null,
        payment_method_types: session.payment_method_types,
        processing: null,
        receipt_email: null,
        status: 'requires_payment_method',
        transfer_data: null,
        transfer_group: null,
    };
}

export function newCharge(intent, { succeeded, at, secured }) {
    return {
        id: newId('ch'),
        object: 'charge',
        amount: intent.amount,
        amount_captured: succeeded ? intent.amount : 0,
        amount_refunded: 0,
        balance_transaction: succeeded ? newId('txn') : null,
        billing_details: { address: null, email: null, name: 'Ada Example', phone: null, tax_id: null },
        captured: succeeded,
        created: at,
        currency: intent.currency,
        customer: null,
        description: intent.description,
        disputed: false,
        failure_code: succeeded ? null : 'card_declined',
        failure_message: succeeded ? null : 'Your card was declined.',
        livemode: intent.livemode,
        metadata: intent.metadata,
        outcome: {
            network_status: succeeded ? 'approved_by_network' : 'declined_by_network',
            reason: succeeded ? null : 'generic_decline',
            risk_level: 'normal',
            type: succeeded ? 'authorized' : 'issuer_declined',
        },
        paid: succeeded,
        payment_intent: intent.id,
        payment_method: newId('pm'),
        payment_method_details: {
            card: {
                brand: 'visa', country: 'US', exp_month: 12, exp_year: 2034, funding: 'credit', last4: '4242',
                three_d_secure: secured ? { authentication_flow: 'challenge', result: 'authenticated' } : null,
            },
            type: 'card',
        },
        receipt_email: null,
        receipt_number: null,
        refunded: false,
        status: succeeded ? 'succeeded' : 'failed',
    };
}

export function newRefund(charge, { amount, reason, metadata, at, status }) {
    return {
        id: newId('re'),
        object: 'refund',
        amount,
        balance_transaction: newId('txn'),
        charge: charge.id,
        created: at,
        currency: charge.currency,
        destination_details: { card: { type: 'refund' }, type: 'card' },
        metadata: metadata ?? {},
        payment_intent: charge.payment_intent,
        reason: reason ?? null,
        receipt_number: null,
        source_transfer_reversal: null,
        status,
        transfer_reversal: null,
    };
}

export function newDispute(charge, { amount, reason, at }) {
    return {
        id: newId('du'),
        object: 'dispute',
        amount,
        balance_transactions: [],
        charge: charge.id,
        created: at,
        currency: charge.currency,
        evidence: {},
        evidence_details: { due_by: at + 7 * 86400, has_evidence: false, past_due: false, submission_count: 0 },
        is_charge_refundable: false,
        livemode: charge.livemode,
        metadata: {},
        payment_intent: charge.payment_intent,
        payment_method_details: { card: { brand: 'visa', network_reason_code: '10.4' }, type: 'card' },
        reason: reason ?? 'fraudulent',
        status: 'needs_response',
    };
}

export function newEvent(type, object, { livemode, at, apiVersion, request }) {
    return {
        id: newId('evt'),
        object: 'event',
        api_version: apiVersion,
        created: at,
        data: { object: structuredClone(object) },
        livemode,
        pending_webhooks: 1,
        request: request ?? { id: null, idempotency_key: null },
        type,
    };
}

export function newAccount(id, country = 'DE', currency = 'eur') {
    return {
        id,
        object: 'account',
        business_profile: { mcc: null, name: 'Example Studio', support_email: 'studio@example.com', url: null },
        business_type: 'individual',
        capabilities: { card_payments: 'active', transfers: 'active' },
        charges_enabled: true,
        controller: { type: 'account' },
        country,
        created: 1577836800,
        default_currency: currency,
        details_submitted: true,
        email: 'studio@example.com',
        metadata: {},
        payouts_enabled: true,
        settings: { dashboard: { display_name: 'Example Studio', timezone: 'Etc/UTC' } },
        type: 'standard',
    };
}
