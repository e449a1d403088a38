// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/schema_items.h"

namespace foyer {

using namespace Qt::StringLiterals;

// Money is an integer of minor units beside its currency. What a document says is JSON: the copy that the
// studio works on in item.content, what was sent in item_version.content, which no statement can change.
std::vector<Migration> itemMigrations()
{
    return {
        {"jobs: what a studio does for its clients, with the people and the shoots",
         {
             uR"(CREATE TABLE job_type (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 position INTEGER NOT NULL,
                 name TEXT NOT NULL,
                 archived_at INTEGER) STRICT)"_s,
             uR"(CREATE TABLE job (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 uid TEXT NOT NULL UNIQUE,
                 brand_id INTEGER NOT NULL REFERENCES brand (id),
                 job_type_id INTEGER REFERENCES job_type (id),
                 title TEXT NOT NULL,
                 title_folded TEXT NOT NULL,
                 sort_key BLOB NOT NULL,
                 stage TEXT NOT NULL CHECK (stage IN ('lead', 'booked', 'fulfilment', 'completed')),
                 lead_source TEXT NOT NULL,
                 notes TEXT NOT NULL,
                 custom TEXT NOT NULL,
                 first_day TEXT NOT NULL,
                 booked_at INTEGER,
                 bookings INTEGER NOT NULL,
                 closed_at INTEGER,
                 closed_reason TEXT NOT NULL,
                 deleted_at INTEGER,
                 created_at INTEGER NOT NULL,
                 changed_at INTEGER NOT NULL,
                 version INTEGER NOT NULL) STRICT)"_s,
             // Folded for searching, a key for sorting: both made from the title whenever it is written.
             u"CREATE INDEX job_by_day ON job (first_day, id) WHERE deleted_at IS NULL"_s,
             // A row of its own for each role: somebody may be client and payer.
             uR"(CREATE TABLE job_contact (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 job_id INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
                 contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
                 position INTEGER NOT NULL,
                 role TEXT NOT NULL,
                 UNIQUE (job_id, contact_id, role)) STRICT)"_s,
             u"CREATE INDEX job_contact_by_contact ON job_contact (contact_id, job_id)"_s,
             // A day and times of the clock on its wall, not instants: the church bell knows no UTC.
             uR"(CREATE TABLE shoot (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 job_id INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
                 position INTEGER NOT NULL,
                 title TEXT NOT NULL,
                 day TEXT NOT NULL,
                 starts TEXT NOT NULL,
                 ends TEXT NOT NULL,
                 place TEXT NOT NULL,
                 location_id INTEGER REFERENCES contact (id) ON DELETE SET NULL,
                 notes TEXT NOT NULL) STRICT)"_s,
             u"CREATE INDEX shoot_of_job ON shoot (job_id, position)"_s,
             u"CREATE INDEX shoot_by_day ON shoot (day) WHERE day <> ''"_s,
         }},
        {"items: what a client is shown, one row each whatever its kind, with whom it is for",
         {
             uR"(CREATE TABLE item (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 uid TEXT NOT NULL UNIQUE,
                 kind TEXT NOT NULL CHECK (kind IN ('order', 'contract', 'questionnaire', 'invoice', 'file')),
                 job_id INTEGER NOT NULL REFERENCES job (id),
                 brand_id INTEGER NOT NULL REFERENCES brand (id),
                 title TEXT NOT NULL,
                 number TEXT NOT NULL,
                 state TEXT NOT NULL
                     CHECK (state IN ('draft', 'sent', 'completed', 'declined', 'superseded', 'void')),
                 content TEXT NOT NULL,
                 currency TEXT NOT NULL,
                 total_minor INTEGER NOT NULL,
                 due_day TEXT NOT NULL,
                 books_job INTEGER NOT NULL,
                 current_version_id INTEGER REFERENCES item_version (id) DEFERRABLE INITIALLY DEFERRED,
                 replaces_id INTEGER REFERENCES item (id),
                 sent_at INTEGER,
                 revised_at INTEGER,
                 completed_at INTEGER,
                 deleted_at INTEGER,
                 created_at INTEGER NOT NULL,
                 changed_at INTEGER NOT NULL,
                 version INTEGER NOT NULL) STRICT)"_s,
             u"CREATE INDEX item_of_job ON item (job_id, id)"_s,
             u"CREATE INDEX item_by_replaced ON item (replaces_id) WHERE replaces_id IS NOT NULL"_s,
             // sent_at repeats the item's (null: a draft, or not theirs yet), so that a client's newest come
             // from one index; todo is what waits for this very person.
             uR"(CREATE TABLE item_recipient (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
                 contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
                 position INTEGER NOT NULL,
                 todo TEXT NOT NULL CHECK (todo IN ('', 'accept', 'sign', 'answer', 'pay')),
                 sent_at INTEGER,
                 done_at INTEGER,
                 UNIQUE (item_id, contact_id)) STRICT)"_s,
             u"CREATE INDEX item_recipient_newest ON item_recipient (contact_id, sent_at DESC, item_id DESC)"_s,
             u"CREATE INDEX item_recipient_needed ON item_recipient (contact_id, item_id) WHERE todo <> ''"_s,
             uR"(CREATE TABLE item_version (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 item_id INTEGER NOT NULL REFERENCES item (id),
                 number INTEGER NOT NULL,
                 content BLOB NOT NULL,
                 sha256 BLOB NOT NULL,
                 pdf BLOB NOT NULL,
                 pdf_sha256 BLOB NOT NULL,
                 created_at INTEGER NOT NULL,
                 UNIQUE (item_id, number)) STRICT)"_s,
             uR"(CREATE TRIGGER item_version_stays BEFORE UPDATE ON item_version
                 BEGIN SELECT RAISE(ABORT, 'what was sent is frozen'); END)"_s,
             uR"(CREATE TRIGGER item_version_keeps_its_rows BEFORE DELETE ON item_version
                 BEGIN SELECT RAISE(ABORT, 'what was sent is frozen'); END)"_s,
             // A chain per item: it travels with a sealed document and can be checked without the studio.
             uR"(CREATE TABLE evidence (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 item_id INTEGER NOT NULL REFERENCES item (id),
                 at INTEGER NOT NULL,
                 event TEXT NOT NULL,
                 contact_id INTEGER NOT NULL,
                 detail TEXT NOT NULL,
                 previous BLOB NOT NULL,
                 hash BLOB NOT NULL UNIQUE) STRICT)"_s,
             u"CREATE UNIQUE INDEX evidence_chain ON evidence (item_id, previous)"_s,
             uR"(CREATE TRIGGER evidence_stays BEFORE UPDATE ON evidence
                 BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END)"_s,
             uR"(CREATE TRIGGER evidence_keeps_its_rows BEFORE DELETE ON evidence
                 BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END)"_s,
             uR"(CREATE TABLE number_series (
                 name TEXT PRIMARY KEY,
                 next INTEGER NOT NULL) STRICT, WITHOUT ROWID)"_s,
         }},
        {"what the kinds of items need beside it: the catalogue, templates, signers, answers, files",
         {
             // category: the code of UNCL 5305 that EN 16931 sums taxes by: S, Z, E, AE, O.
             uR"(CREATE TABLE tax_rate (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 position INTEGER NOT NULL,
                 name TEXT NOT NULL,
                 category TEXT NOT NULL CHECK (category IN ('S', 'Z', 'E', 'AE', 'O')),
                 milli_percent INTEGER NOT NULL,
                 archived_at INTEGER) STRICT)"_s,
             uR"(CREATE TABLE product (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 uid TEXT NOT NULL UNIQUE,
                 kind TEXT NOT NULL CHECK (kind IN ('product', 'package')),
                 name TEXT NOT NULL,
                 description TEXT NOT NULL,
                 unit TEXT NOT NULL,
                 currency TEXT NOT NULL,
                 unit_price_minor INTEGER NOT NULL,
                 tax_rate_id INTEGER REFERENCES tax_rate (id),
                 archived_at INTEGER,
                 created_at INTEGER NOT NULL,
                 changed_at INTEGER NOT NULL,
                 version INTEGER NOT NULL) STRICT)"_s,
             uR"(CREATE TABLE package_part (
                 package_id INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE,
                 position INTEGER NOT NULL,
                 product_id INTEGER NOT NULL REFERENCES product (id),
                 milli_quantity INTEGER NOT NULL,
                 PRIMARY KEY (package_id, position)) STRICT, WITHOUT ROWID)"_s,
             uR"(CREATE TABLE template (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 uid TEXT NOT NULL UNIQUE,
                 kind TEXT NOT NULL CHECK (kind IN ('contract', 'questionnaire', 'order', 'email')),
                 name TEXT NOT NULL,
                 content TEXT NOT NULL,
                 archived_at INTEGER,
                 created_at INTEGER NOT NULL,
                 changed_at INTEGER NOT NULL,
                 version INTEGER NOT NULL) STRICT)"_s,
             // The contact is null for the studio's countersignature, and when the contact is gone for good.
             uR"(CREATE TABLE signer (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
                 position INTEGER NOT NULL,
                 is_studio INTEGER NOT NULL,
                 contact_id INTEGER REFERENCES contact (id) ON DELETE SET NULL,
                 name TEXT NOT NULL,
                 role TEXT NOT NULL,
                 UNIQUE (item_id, position)) STRICT)"_s,
             u"CREATE INDEX signer_of_contact ON signer (contact_id) WHERE contact_id IS NOT NULL"_s,
             uR"(CREATE TABLE signature (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 item_id INTEGER NOT NULL REFERENCES item (id),
                 version_id INTEGER NOT NULL REFERENCES item_version (id),
                 version_sha256 BLOB NOT NULL,
                 signer_id INTEGER NOT NULL UNIQUE REFERENCES signer (id),
                 name TEXT NOT NULL,
                 method TEXT NOT NULL CHECK (method IN ('typed', 'drawn')),
                 mark TEXT NOT NULL,
                 inputs TEXT NOT NULL,
                 consent_sha256 BLOB NOT NULL,
                 signed_at INTEGER NOT NULL) STRICT)"_s,
             u"CREATE INDEX signature_of_item ON signature (item_id, id)"_s,
             uR"(CREATE TRIGGER signature_stays BEFORE UPDATE ON signature
                 BEGIN SELECT RAISE(ABORT, 'a signature is append-only'); END)"_s,
             uR"(CREATE TRIGGER signature_keeps_its_rows BEFORE DELETE ON signature
                 BEGIN SELECT RAISE(ABORT, 'a signature is append-only'); END)"_s,
             uR"(CREATE TABLE seal (
                 item_id INTEGER PRIMARY KEY REFERENCES item (id),
                 version_id INTEGER NOT NULL REFERENCES item_version (id),
                 pdf BLOB NOT NULL,
                 pdf_sha256 BLOB NOT NULL,
                 sealed_at INTEGER NOT NULL) STRICT)"_s,
             uR"(CREATE TRIGGER seal_stays BEFORE UPDATE ON seal
                 BEGIN SELECT RAISE(ABORT, 'a seal is append-only'); END)"_s,
             uR"(CREATE TRIGGER seal_keeps_its_rows BEFORE DELETE ON seal
                 BEGIN SELECT RAISE(ABORT, 'a seal is append-only'); END)"_s,
             // One a person: the same questionnaire sent to two has two independent answers. proposed: ids of
             // questions whose submitted answer waits for the studio before it goes into a contact or a job.
             uR"(CREATE TABLE answer_sheet (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 item_id INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE,
                 contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
                 answers TEXT NOT NULL,
                 saved_at INTEGER NOT NULL,
                 saved_by TEXT NOT NULL,
                 proposed TEXT NOT NULL,
                 version INTEGER NOT NULL,
                 UNIQUE (item_id, contact_id)) STRICT)"_s,
             uR"(CREATE TABLE answer_revision (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 item_id INTEGER NOT NULL REFERENCES item (id),
                 contact_id INTEGER NOT NULL,
                 number INTEGER NOT NULL,
                 version_id INTEGER NOT NULL REFERENCES item_version (id),
                 answers BLOB NOT NULL,
                 sha256 BLOB NOT NULL,
                 submitted_by TEXT NOT NULL,
                 submitted_at INTEGER NOT NULL,
                 UNIQUE (item_id, contact_id, number)) STRICT)"_s,
             uR"(CREATE TRIGGER answer_revision_keeps_its_rows BEFORE DELETE ON answer_revision
                 BEGIN SELECT RAISE(ABORT, 'submitted answers are append-only'); END)"_s,
             // Whose they are follows a merge; what they say never changes.
             uR"(CREATE TRIGGER answer_revision_stays BEFORE UPDATE ON answer_revision
                 WHEN NEW.id <> OLD.id OR NEW.item_id <> OLD.item_id OR NEW.number <> OLD.number
                   OR NEW.version_id <> OLD.version_id OR NEW.answers <> OLD.answers OR NEW.sha256 <> OLD.sha256
                   OR NEW.submitted_by <> OLD.submitted_by OR NEW.submitted_at <> OLD.submitted_at
                 BEGIN SELECT RAISE(ABORT, 'submitted answers are append-only'); END)"_s,
             uR"(CREATE TABLE file (
                 item_id INTEGER PRIMARY KEY REFERENCES item (id) ON DELETE CASCADE,
                 media_type TEXT NOT NULL,
                 size INTEGER NOT NULL,
                 bytes BLOB NOT NULL,
                 sha256 BLOB NOT NULL) STRICT)"_s,
             // A4 or Letter; empty: by the brand's country.
             u"ALTER TABLE brand ADD COLUMN paper TEXT NOT NULL DEFAULT ''"_s,
         }},
    };
}

} // namespace foyer
