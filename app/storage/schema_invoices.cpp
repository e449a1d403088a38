// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/schema_invoices.h"

namespace foyer {

using namespace Qt::StringLiterals;

// Money is an integer of minor units beside its currency. What was paid stands in rows that no statement can
// change: a payment that changes its mind gets a further state, an allocation that is taken back a further
// row below zero. Balances are sums over them and stand nowhere (invariant M5).
std::vector<Migration> invoiceMigrations()
{
    return {
        {"invoices: how a brand bills, schedules, instalments",
         {
             // details: JSON of BillingDetails. Keys of gateways are no part of the studio file.
             uR"(CREATE TABLE brand_billing (
                 brand_id INTEGER PRIMARY KEY REFERENCES brand (id),
                 details TEXT NOT NULL,
                 version INTEGER NOT NULL) STRICT)"_s,
             uR"(CREATE TABLE schedule_preset (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 uid TEXT NOT NULL UNIQUE,
                 name TEXT NOT NULL,
                 rules TEXT NOT NULL,
                 job_type_id INTEGER REFERENCES job_type (id),
                 archived_at INTEGER,
                 created_at INTEGER NOT NULL,
                 changed_at INTEGER NOT NULL,
                 version INTEGER NOT NULL) STRICT)"_s,
             // rule: the due day as the schedule says it (JSON), to be worked out anew when the shoot moves.
             uR"(CREATE TABLE instalment (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 item_id INTEGER NOT NULL REFERENCES item (id),
                 position INTEGER NOT NULL,
                 label TEXT NOT NULL,
                 amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
                 due_day TEXT NOT NULL,
                 rule TEXT NOT NULL,
                 UNIQUE (item_id, position)) STRICT)"_s,
             u"CREATE INDEX instalment_by_due_day ON instalment (due_day, item_id)"_s,
             uR"(CREATE TRIGGER instalment_keeps_its_amount BEFORE UPDATE ON instalment
                 WHEN NEW.id <> OLD.id OR NEW.item_id <> OLD.item_id OR NEW.position <> OLD.position
                   OR NEW.label <> OLD.label OR NEW.amount_minor <> OLD.amount_minor OR NEW.rule <> OLD.rule
                 BEGIN SELECT RAISE(ABORT, 'of an instalment only the due day can move'); END)"_s,
             uR"(CREATE TRIGGER instalment_stays BEFORE DELETE ON instalment
                 BEGIN SELECT RAISE(ABORT, 'an issued invoice keeps its instalments'); END)"_s,
             // Two brands may count alike; one brand never gives a number twice.
             uR"(CREATE UNIQUE INDEX invoice_number ON item (brand_id, number)
                 WHERE kind = 'invoice' AND number <> '')"_s,
             uR"(CREATE TRIGGER invoice_keeps_its_number BEFORE UPDATE ON item
                 WHEN OLD.kind = 'invoice' AND OLD.sent_at IS NOT NULL
                   AND (NEW.number <> OLD.number OR NEW.brand_id <> OLD.brand_id
                        OR NEW.content <> OLD.content OR NEW.total_minor <> OLD.total_minor
                        OR NEW.currency <> OLD.currency OR NEW.current_version_id <> OLD.current_version_id
                        OR NEW.sent_at <> OLD.sent_at)
                 BEGIN SELECT RAISE(ABORT, 'an issued invoice never changes'); END)"_s,
             // item.number of a credit note's invoice is in its content; this finds credit notes fast.
             uR"(CREATE TABLE credit_note (
                 item_id INTEGER PRIMARY KEY REFERENCES item (id),
                 invoice_id INTEGER NOT NULL REFERENCES item (id)) STRICT)"_s,
             u"CREATE INDEX credit_note_of_invoice ON credit_note (invoice_id)"_s,
         }},
        {"payments: an append-only ledger, what it was put towards, and the gateways' side",
         {
             // account: where the money moved ("stripe:acct_…", "bank:IBAN", "hand"); reference: what that
             // place calls it. Together they are one movement of money (invariant M6).
             uR"(CREATE TABLE payment (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 uid TEXT NOT NULL UNIQUE,
                 kind TEXT NOT NULL CHECK (kind IN ('payment', 'refund', 'dispute')),
                 account TEXT NOT NULL,
                 reference TEXT NOT NULL,
                 brand_id INTEGER NOT NULL REFERENCES brand (id),
                 job_id INTEGER REFERENCES job (id),
                 contact_id INTEGER REFERENCES contact (id) ON DELETE SET NULL,
                 of_payment_id INTEGER REFERENCES payment (id),
                 method TEXT NOT NULL CHECK (method IN ('card', 'bank', 'cash', 'cheque', 'other')),
                 currency TEXT NOT NULL,
                 amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
                 surcharge_minor INTEGER NOT NULL CHECK (surcharge_minor >= 0),
                 day TEXT NOT NULL,
                 note TEXT NOT NULL,
                 attempt_id INTEGER REFERENCES payment_attempt (id),
                 created_at INTEGER NOT NULL,
                 CHECK ((kind = 'payment') = (of_payment_id IS NULL)),
                 UNIQUE (account, reference)) STRICT)"_s,
             u"CREATE INDEX payment_by_day ON payment (day, id)"_s,
             u"CREATE INDEX payment_of_job ON payment (job_id, id) WHERE job_id IS NOT NULL"_s,
             u"CREATE INDEX payment_of_contact ON payment (contact_id, id) WHERE contact_id IS NOT NULL"_s,
             u"CREATE INDEX payment_of_payment ON payment (of_payment_id) WHERE of_payment_id IS NOT NULL"_s,
             // Who paid follows a merge; what was paid never changes.
             uR"(CREATE TRIGGER payment_stays BEFORE UPDATE ON payment
                 WHEN NEW.id <> OLD.id OR NEW.uid <> OLD.uid OR NEW.kind <> OLD.kind
                   OR NEW.account <> OLD.account OR NEW.reference <> OLD.reference
                   OR NEW.brand_id <> OLD.brand_id OR NEW.job_id IS NOT OLD.job_id
                   OR NEW.of_payment_id IS NOT OLD.of_payment_id OR NEW.method <> OLD.method
                   OR NEW.currency <> OLD.currency OR NEW.amount_minor <> OLD.amount_minor
                   OR NEW.surcharge_minor <> OLD.surcharge_minor OR NEW.day <> OLD.day
                   OR NEW.note <> OLD.note OR NEW.attempt_id IS NOT OLD.attempt_id
                   OR NEW.created_at <> OLD.created_at
                 BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END)"_s,
             uR"(CREATE TRIGGER payment_keeps_its_rows BEFORE DELETE ON payment
                 BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END)"_s,
             // The last one counts.
             uR"(CREATE TABLE payment_state (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 payment_id INTEGER NOT NULL REFERENCES payment (id),
                 state TEXT NOT NULL CHECK (state IN ('pending', 'posted', 'failed')),
                 cause TEXT NOT NULL,
                 at INTEGER NOT NULL) STRICT)"_s,
             u"CREATE INDEX payment_state_of ON payment_state (payment_id, id)"_s,
             uR"(CREATE TRIGGER payment_state_stays BEFORE UPDATE ON payment_state
                 BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END)"_s,
             uR"(CREATE TRIGGER payment_state_keeps_its_rows BEFORE DELETE ON payment_state
                 BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END)"_s,
             // What of a payment, or of a credit note, goes towards an invoice; below zero: taken back.
             uR"(CREATE TABLE allocation (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 invoice_id INTEGER NOT NULL REFERENCES item (id),
                 payment_id INTEGER REFERENCES payment (id),
                 credit_note_id INTEGER REFERENCES item (id),
                 amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0),
                 cause TEXT NOT NULL,
                 created_at INTEGER NOT NULL,
                 CHECK ((payment_id IS NULL) <> (credit_note_id IS NULL))) STRICT)"_s,
             u"CREATE INDEX allocation_to_invoice ON allocation (invoice_id)"_s,
             u"CREATE INDEX allocation_of_payment ON allocation (payment_id) WHERE payment_id IS NOT NULL"_s,
             uR"(CREATE INDEX allocation_of_credit_note ON allocation (credit_note_id)
                 WHERE credit_note_id IS NOT NULL)"_s,
             uR"(CREATE TRIGGER allocation_stays BEFORE UPDATE ON allocation
                 BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END)"_s,
             uR"(CREATE TRIGGER allocation_keeps_its_rows BEFORE DELETE ON allocation
                 BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END)"_s,
             // content: what the receipt says, canonical JSON, as of the moment the payment was posted.
             uR"(CREATE TABLE receipt (
                 payment_id INTEGER PRIMARY KEY REFERENCES payment (id),
                 content BLOB NOT NULL,
                 sha256 BLOB NOT NULL,
                 mail_id INTEGER REFERENCES mail (id),
                 created_at INTEGER NOT NULL) STRICT)"_s,
             uR"(CREATE TRIGGER receipt_stays BEFORE UPDATE ON receipt
                 BEGIN SELECT RAISE(ABORT, 'a receipt stays as it was given'); END)"_s,
             // One that a client makes to pay by card. At most one of an invoice is not final (invariant M6).
             uR"(CREATE TABLE payment_attempt (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 uid TEXT NOT NULL UNIQUE,
                 invoice_id INTEGER NOT NULL REFERENCES item (id),
                 contact_id INTEGER REFERENCES contact (id) ON DELETE SET NULL,
                 account TEXT NOT NULL,
                 currency TEXT NOT NULL,
                 amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
                 surcharge_minor INTEGER NOT NULL CHECK (surcharge_minor >= 0),
                 idempotency_key TEXT NOT NULL UNIQUE,
                 state TEXT NOT NULL CHECK (state IN ('creating', 'open', 'pending', 'paid', 'expired', 'failed')),
                 session TEXT NOT NULL,
                 address TEXT NOT NULL,
                 cause TEXT NOT NULL,
                 created_at INTEGER NOT NULL,
                 expires_at INTEGER,
                 ended_at INTEGER) STRICT)"_s,
             uR"(CREATE UNIQUE INDEX payment_attempt_open ON payment_attempt (invoice_id)
                 WHERE state IN ('creating', 'open', 'pending'))"_s,
             uR"(CREATE UNIQUE INDEX payment_attempt_by_session ON payment_attempt (account, session)
                 WHERE session <> '')"_s,
             // A refund on its way through a gateway; posted as a row of payment once the gateway says so.
             uR"(CREATE TABLE refund_attempt (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 payment_id INTEGER NOT NULL REFERENCES payment (id),
                 amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
                 idempotency_key TEXT NOT NULL UNIQUE,
                 state TEXT NOT NULL CHECK (state IN ('creating', 'open', 'done', 'failed')),
                 cause TEXT NOT NULL,
                 created_at INTEGER NOT NULL,
                 ended_at INTEGER) STRICT)"_s,
             // The inbox of events: each once. facts: what we read of it, without personal data.
             uR"(CREATE TABLE gateway_event (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 account TEXT NOT NULL,
                 event TEXT NOT NULL,
                 type TEXT NOT NULL,
                 facts TEXT NOT NULL,
                 outcome TEXT NOT NULL CHECK (outcome IN ('applied', 'nothing', 'quarantined')),
                 reason TEXT NOT NULL,
                 received_at INTEGER NOT NULL,
                 sorted_at INTEGER,
                 UNIQUE (account, event)) STRICT)"_s,
             uR"(CREATE INDEX gateway_event_quarantined ON gateway_event (id)
                 WHERE outcome = 'quarantined' AND sorted_at IS NULL)"_s,
             // What the bank said, and what became of it: matched to a payment, waiting, or not ours.
             uR"(CREATE TABLE statement_line (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 account TEXT NOT NULL,
                 reference TEXT NOT NULL,
                 format TEXT NOT NULL,
                 booked_day TEXT NOT NULL,
                 value_day TEXT NOT NULL,
                 currency TEXT NOT NULL,
                 amount_minor INTEGER NOT NULL,
                 payer_name TEXT NOT NULL,
                 payer_iban TEXT NOT NULL,
                 text TEXT NOT NULL,
                 state TEXT NOT NULL CHECK (state IN ('matched', 'waiting', 'ignored')),
                 payment_id INTEGER REFERENCES payment (id),
                 imported_at INTEGER NOT NULL,
                 UNIQUE (account, reference)) STRICT)"_s,
             u"CREATE INDEX statement_line_waiting ON statement_line (id) WHERE state = 'waiting'"_s,
             // A reminder is claimed by its row, then queued: run a thousand times, it is queued once.
             uR"(CREATE TABLE reminder (
                 instalment_id INTEGER NOT NULL REFERENCES instalment (id),
                 contact_id INTEGER NOT NULL,
                 occurrence TEXT NOT NULL,
                 mail_id INTEGER REFERENCES mail (id),
                 reason TEXT NOT NULL,
                 claimed_at INTEGER NOT NULL,
                 PRIMARY KEY (instalment_id, contact_id, occurrence)) STRICT, WITHOUT ROWID)"_s,
         }},
        {"receipts, credit notes and issued invoices stay whole; reminders are found by their mail",
         {
             // The one it replaces let pass what became NULL.
             u"DROP TRIGGER invoice_keeps_its_number"_s,
             uR"(CREATE TRIGGER invoice_keeps_its_number BEFORE UPDATE ON item
                 WHEN OLD.kind = 'invoice' AND OLD.sent_at IS NOT NULL
                   AND (NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid OR NEW.kind IS NOT OLD.kind
                        OR NEW.job_id IS NOT OLD.job_id OR NEW.brand_id IS NOT OLD.brand_id
                        OR NEW.number IS NOT OLD.number OR NEW.title IS NOT OLD.title
                        OR NEW.content IS NOT OLD.content OR NEW.total_minor IS NOT OLD.total_minor
                        OR NEW.currency IS NOT OLD.currency
                        OR NEW.current_version_id IS NOT OLD.current_version_id
                        OR NEW.sent_at IS NOT OLD.sent_at)
                 BEGIN SELECT RAISE(ABORT, 'an issued invoice never changes'); END)"_s,
             uR"(CREATE TRIGGER invoice_keeps_its_row BEFORE DELETE ON item
                 WHEN OLD.kind = 'invoice' AND OLD.sent_at IS NOT NULL
                 BEGIN SELECT RAISE(ABORT, 'an issued invoice never changes'); END)"_s,
             uR"(CREATE TRIGGER credit_note_stays BEFORE UPDATE ON credit_note
                 BEGIN SELECT RAISE(ABORT, 'a credit note keeps its invoice'); END)"_s,
             uR"(CREATE TRIGGER credit_note_keeps_its_rows BEFORE DELETE ON credit_note
                 WHEN (SELECT sent_at FROM item WHERE id = OLD.item_id) IS NOT NULL
                 BEGIN SELECT RAISE(ABORT, 'a credit note keeps its invoice'); END)"_s,
             uR"(CREATE TRIGGER receipt_keeps_its_rows BEFORE DELETE ON receipt
                 BEGIN SELECT RAISE(ABORT, 'a receipt stays as it was given'); END)"_s,
             u"CREATE INDEX reminder_by_mail ON reminder (mail_id) WHERE mail_id IS NOT NULL"_s,
         }},
        {"bank statements: what else a line tells, and that it stays as the bank wrote it",
         {
             // structured_references: JSON list. is_reversal: takes back an earlier movement.
             u"ALTER TABLE statement_line ADD COLUMN bank_reference TEXT NOT NULL DEFAULT ''"_s,
             u"ALTER TABLE statement_line ADD COLUMN end_to_end_id TEXT NOT NULL DEFAULT ''"_s,
             u"ALTER TABLE statement_line ADD COLUMN structured_references TEXT NOT NULL DEFAULT '[]'"_s,
             u"ALTER TABLE statement_line ADD COLUMN other_text TEXT NOT NULL DEFAULT ''"_s,
             u"ALTER TABLE statement_line ADD COLUMN is_reversal INTEGER NOT NULL DEFAULT 0"_s,
             u"CREATE INDEX statement_line_by_day ON statement_line (booked_day, amount_minor)"_s,
             u"CREATE INDEX statement_line_of_payment ON statement_line (payment_id) WHERE payment_id IS NOT NULL"_s,
             uR"(CREATE TRIGGER statement_line_keeps_its_facts BEFORE UPDATE ON statement_line
                 WHEN NEW.id <> OLD.id OR NEW.account <> OLD.account OR NEW.reference <> OLD.reference
                   OR NEW.format <> OLD.format OR NEW.booked_day <> OLD.booked_day
                   OR NEW.value_day <> OLD.value_day OR NEW.currency <> OLD.currency
                   OR NEW.amount_minor <> OLD.amount_minor OR NEW.payer_name <> OLD.payer_name
                   OR NEW.payer_iban <> OLD.payer_iban OR NEW.text <> OLD.text
                   OR NEW.bank_reference <> OLD.bank_reference OR NEW.end_to_end_id <> OLD.end_to_end_id
                   OR NEW.structured_references <> OLD.structured_references
                   OR NEW.other_text <> OLD.other_text OR NEW.is_reversal <> OLD.is_reversal
                   OR NEW.imported_at <> OLD.imported_at
                 BEGIN SELECT RAISE(ABORT, 'a line of a statement stays as the bank wrote it'); END)"_s,
             uR"(CREATE TRIGGER statement_line_stays BEFORE DELETE ON statement_line
                 BEGIN SELECT RAISE(ABORT, 'a line of a statement stays'); END)"_s,
         }},
        {"cards: where a payer goes back to, and what an event is about",
         {
             // The brand's root as the payer saw it: part of what was asked of the gateway, so that asking
             // again says the same.
             u"ALTER TABLE payment_attempt ADD COLUMN return_to TEXT NOT NULL DEFAULT ''"_s,
             // The session, refund or dispute; events about one thing are found by it, whatever their order.
             u"ALTER TABLE gateway_event ADD COLUMN subject TEXT NOT NULL DEFAULT ''"_s,
             uR"(CREATE INDEX gateway_event_of_subject ON gateway_event (account, subject)
                 WHERE subject <> '')"_s,
             u"ALTER TABLE refund_attempt ADD COLUMN reference TEXT NOT NULL DEFAULT ''"_s,
             uR"(CREATE UNIQUE INDEX refund_attempt_open ON refund_attempt (payment_id)
                 WHERE state = 'creating')"_s,
         }},
        {"cards: attempts and their payments are found by what they are for",
         {
             // A balance asks for what is pending; without these it would read every attempt there ever was.
             u"CREATE INDEX payment_attempt_of_invoice ON payment_attempt (invoice_id)"_s,
             u"CREATE INDEX payment_of_attempt ON payment (attempt_id) WHERE attempt_id IS NOT NULL"_s,
         }},
    };
}

} // namespace foyer
