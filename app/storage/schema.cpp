// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/schema.h"

#include "app/storage/schema_invoices.h"
#include "app/storage/schema_items.h"
#include "app/storage/schema_mail.h"

namespace foyer {

using namespace Qt::StringLiterals;

// Rows are AUTOINCREMENT: links, sessions and the journal name a row for ever, so none is given twice.
// Instants are UTC seconds; days are ISO text, empty when unknown; kinds and states are words.
namespace {

std::vector<Migration> firstMigrations()
{
    return {
        {"the journal first, since every later change stands in it",
         {
             uR"(CREATE TABLE journal (
                 id INTEGER PRIMARY KEY,
                 at INTEGER NOT NULL,
                 actor_kind TEXT NOT NULL,
                 actor_contact INTEGER NOT NULL,
                 actor_name TEXT NOT NULL,
                 source TEXT NOT NULL,
                 entity TEXT NOT NULL,
                 entity_row INTEGER NOT NULL,
                 action TEXT NOT NULL,
                 detail TEXT,
                 detail_sha256 BLOB NOT NULL,
                 previous BLOB NOT NULL,
                 hash BLOB NOT NULL UNIQUE) STRICT)"_s,
             u"CREATE INDEX journal_by_entity ON journal (entity, entity_row, id)"_s,
             uR"(CREATE TRIGGER journal_keeps_its_rows BEFORE DELETE ON journal
                 BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END)"_s,
             uR"(CREATE TRIGGER journal_changes_nothing_but_erasure BEFORE UPDATE ON journal
                 WHEN NEW.detail IS NOT NULL OR NEW.id <> OLD.id OR NEW.at <> OLD.at
                   OR NEW.actor_kind <> OLD.actor_kind OR NEW.actor_contact <> OLD.actor_contact
                   OR NEW.actor_name <> OLD.actor_name OR NEW.source <> OLD.source
                   OR NEW.entity <> OLD.entity OR NEW.entity_row <> OLD.entity_row
                   OR NEW.action <> OLD.action OR NEW.detail_sha256 <> OLD.detail_sha256
                   OR NEW.previous <> OLD.previous OR NEW.hash <> OLD.hash
                 BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END)"_s,
             u"CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID"_s,
             u"CREATE TABLE studio_secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID"_s,
         }},
        {"brands: the faces a studio shows to its clients",
         {
             uR"(CREATE TABLE brand (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 position INTEGER NOT NULL,
                 name TEXT NOT NULL,
                 username TEXT NOT NULL UNIQUE,
                 domain TEXT NOT NULL,
                 email TEXT NOT NULL,
                 phone TEXT NOT NULL,
                 website TEXT NOT NULL,
                 street TEXT NOT NULL,
                 city TEXT NOT NULL,
                 region TEXT NOT NULL,
                 postal_code TEXT NOT NULL,
                 country TEXT NOT NULL,
                 accent TEXT NOT NULL,
                 logo BLOB NOT NULL,
                 logo_type TEXT NOT NULL,
                 welcome_text TEXT NOT NULL,
                 login_text TEXT NOT NULL,
                 empty_text TEXT NOT NULL,
                 shows_history INTEGER NOT NULL,
                 created_at INTEGER NOT NULL,
                 changed_at INTEGER NOT NULL,
                 version INTEGER NOT NULL) STRICT)"_s,
             u"CREATE UNIQUE INDEX brand_by_domain ON brand (domain) WHERE domain <> ''"_s,
             // Renamed brands keep answering under their earlier usernames.
             uR"(CREATE TABLE brand_earlier_username (
                 username TEXT PRIMARY KEY,
                 brand_id INTEGER NOT NULL REFERENCES brand (id)) STRICT, WITHOUT ROWID)"_s,
         }},
        {"contacts: people, companies, places, with as many emails, phones and addresses as they have",
         {
             uR"(CREATE TABLE import (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 file_name TEXT NOT NULL,
                 format TEXT NOT NULL,
                 state TEXT NOT NULL CHECK (state IN ('running', 'complete', 'undone')),
                 contact_count INTEGER NOT NULL,
                 started_at INTEGER NOT NULL,
                 finished_at INTEGER) STRICT)"_s,
             uR"(CREATE TABLE contact (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 uid TEXT NOT NULL UNIQUE,
                 brand_id INTEGER NOT NULL REFERENCES brand (id),
                 kind TEXT NOT NULL CHECK (kind IN ('person', 'company', 'location')),
                 prefix TEXT NOT NULL,
                 given_name TEXT NOT NULL,
                 additional_names TEXT NOT NULL,
                 family_name TEXT NOT NULL,
                 suffix TEXT NOT NULL,
                 nickname TEXT NOT NULL,
                 display_name TEXT NOT NULL,
                 company TEXT NOT NULL,
                 job_title TEXT NOT NULL,
                 websites TEXT NOT NULL,
                 birthday TEXT NOT NULL,
                 anniversary TEXT NOT NULL,
                 language TEXT NOT NULL,
                 notes TEXT NOT NULL,
                 vcard_source TEXT NOT NULL,
                 name TEXT NOT NULL,
                 sort_key BLOB NOT NULL,
                 email TEXT NOT NULL,
                 phone TEXT NOT NULL,
                 import_id INTEGER REFERENCES import (id),
                 archived_at INTEGER,
                 deleted_at INTEGER,
                 created_at INTEGER NOT NULL,
                 changed_at INTEGER NOT NULL,
                 version INTEGER NOT NULL) STRICT)"_s,
             // name, email and phone repeat what a list shows, so that a page of it is one scan of one index.
             uR"(CREATE INDEX contact_by_name ON contact (sort_key, id)
                 WHERE deleted_at IS NULL AND archived_at IS NULL)"_s,
             uR"(CREATE INDEX contact_by_kind ON contact (kind, sort_key, id)
                 WHERE deleted_at IS NULL AND archived_at IS NULL)"_s,
             uR"(CREATE INDEX contact_by_change ON contact (changed_at, id)
                 WHERE deleted_at IS NULL AND archived_at IS NULL)"_s,
             u"CREATE INDEX contact_archived ON contact (sort_key, id) WHERE deleted_at IS NULL AND archived_at IS NOT NULL"_s,
             u"CREATE INDEX contact_in_bin ON contact (deleted_at, id) WHERE deleted_at IS NOT NULL"_s,
             u"CREATE INDEX contact_by_import ON contact (import_id) WHERE import_id IS NOT NULL"_s,
             uR"(CREATE TABLE contact_email (
                 contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
                 position INTEGER NOT NULL,
                 address TEXT NOT NULL,
                 normalised TEXT NOT NULL,
                 label TEXT NOT NULL,
                 PRIMARY KEY (contact_id, position)) STRICT, WITHOUT ROWID)"_s,
             // normalised is empty for what is no address; equal ones are normal, so never UNIQUE. Not
             // partial: a bound value, or another row's, does not prove to SQLite that it is not empty.
             u"CREATE INDEX contact_email_by_address ON contact_email (normalised, contact_id)"_s,
             uR"(CREATE TABLE contact_phone (
                 contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
                 position INTEGER NOT NULL,
                 number TEXT NOT NULL,
                 label TEXT NOT NULL,
                 PRIMARY KEY (contact_id, position)) STRICT, WITHOUT ROWID)"_s,
             uR"(CREATE TABLE contact_address (
                 contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
                 position INTEGER NOT NULL,
                 label TEXT NOT NULL,
                 street TEXT NOT NULL,
                 city TEXT NOT NULL,
                 region TEXT NOT NULL,
                 postal_code TEXT NOT NULL,
                 country TEXT NOT NULL,
                 PRIMARY KEY (contact_id, position)) STRICT, WITHOUT ROWID)"_s,
             uR"(CREATE TABLE contact_relation (
                 contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
                 other_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
                 kind TEXT NOT NULL,
                 PRIMARY KEY (contact_id, other_id, kind),
                 CHECK (contact_id <> other_id)) STRICT, WITHOUT ROWID)"_s,
             u"CREATE INDEX contact_relation_of_other ON contact_relation (other_id)"_s,
             uR"(CREATE TABLE contact_tag (
                 contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
                 tag TEXT NOT NULL,
                 PRIMARY KEY (contact_id, tag)) STRICT, WITHOUT ROWID)"_s,
             u"CREATE INDEX contact_tag_by_tag ON contact_tag (tag, contact_id)"_s,
         }},
        {"finding contacts as one types: three letters and more by trigrams, fewer by the beginnings of "
         "words",
         {
             u"CREATE VIRTUAL TABLE contact_search USING fts5 (text, tokenize = 'trigram', columnsize = 0)"_s,
             uR"(CREATE TABLE contact_beginning (
                 beginning TEXT NOT NULL,
                 sort_key BLOB NOT NULL,
                 contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
                 PRIMARY KEY (beginning, sort_key, contact_id)) STRICT, WITHOUT ROWID)"_s,
             u"CREATE INDEX contact_beginning_of_contact ON contact_beginning (contact_id)"_s,
         }},
        {"portal accounts and their sessions: the client is the person, never the email address",
         {
             // A person without a row has a portal nobody was invited to: generation 1, link 1, no password.
             uR"(CREATE TABLE portal_account (
                 contact_id INTEGER PRIMARY KEY REFERENCES contact (id) ON DELETE CASCADE,
                 generation INTEGER NOT NULL,
                 link_number INTEGER NOT NULL,
                 invited_at INTEGER,
                 disabled_at INTEGER,
                 last_login_at INTEGER,
                 password_set_at INTEGER,
                 password_recipe TEXT NOT NULL,
                 password_salt BLOB NOT NULL,
                 password_subject BLOB NOT NULL,
                 password_verifier BLOB NOT NULL) STRICT)"_s,
             // One salt for all who share an address: one evaluation of the password function tests them all.
             uR"(CREATE TABLE email_salt (
                 normalised TEXT PRIMARY KEY,
                 salt BLOB NOT NULL) STRICT, WITHOUT ROWID)"_s,
             uR"(CREATE TABLE portal_session (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 token_sha256 BLOB NOT NULL UNIQUE,
                 contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
                 generation INTEGER NOT NULL,
                 host TEXT NOT NULL,
                 source TEXT NOT NULL,
                 user_agent TEXT NOT NULL,
                 created_at INTEGER NOT NULL) STRICT)"_s,
             u"CREATE INDEX portal_session_of_contact ON portal_session (contact_id)"_s,
         }},
        {"the Outbox: a mail is queued in the transaction of the change that causes it",
         {
             uR"(CREATE TABLE mail (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 contact_id INTEGER REFERENCES contact (id) ON DELETE SET NULL,
                 brand_id INTEGER NOT NULL REFERENCES brand (id),
                 kind TEXT NOT NULL,
                 to_name TEXT NOT NULL,
                 to_address TEXT NOT NULL,
                 subject TEXT NOT NULL,
                 body TEXT NOT NULL,
                 state TEXT NOT NULL CHECK (state IN ('waiting', 'held', 'cancelled', 'sending', 'sent', 'failed', 'unknown')),
                 reason TEXT NOT NULL,
                 message_id TEXT NOT NULL UNIQUE,
                 queued_at INTEGER NOT NULL) STRICT)"_s,
             u"CREATE INDEX mail_of_contact ON mail (contact_id, id)"_s,
             u"CREATE INDEX mail_by_state ON mail (state, id)"_s,
         }},
        {"reset links: one a contact, the newest; the number is part of the link and never used again",
         {
             uR"(CREATE TABLE reset_link (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 contact_id INTEGER NOT NULL UNIQUE REFERENCES contact (id) ON DELETE CASCADE,
                 generation INTEGER NOT NULL,
                 created_at INTEGER NOT NULL) STRICT)"_s,
         }},
        {"guessing is slowed: counters of tries, and the devices of those who are known",
         {
             // level in thousandths of a try; the bucket's name is a keyed digest of whom or what it counts.
             uR"(CREATE TABLE login_bucket (
                 bucket BLOB PRIMARY KEY,
                 level INTEGER NOT NULL,
                 filled_at INTEGER NOT NULL) STRICT, WITHOUT ROWID)"_s,
             uR"(CREATE TABLE known_device (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 token_sha256 BLOB NOT NULL,
                 contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
                 seen_at INTEGER NOT NULL,
                 UNIQUE (token_sha256, contact_id)) STRICT)"_s,
             u"CREATE INDEX known_device_of_contact ON known_device (contact_id, seen_at)"_s,
             // When somebody of a shared mailbox asked for a new password; the studio has to help by hand.
             u"ALTER TABLE portal_account ADD COLUMN reset_wanted_at INTEGER"_s,
             // An address that a client gave themself: anybody's, until nobody objects for a week.
             uR"(CREATE TABLE email_claim (
                 contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
                 normalised TEXT NOT NULL,
                 claimed_at INTEGER NOT NULL,
                 PRIMARY KEY (contact_id, normalised)) STRICT, WITHOUT ROWID)"_s,
         }},
        {"passkeys: another way in for a person who has a password, and the challenges that were answered",
         {
             uR"(CREATE TABLE passkey (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
                 credential_id BLOB NOT NULL UNIQUE,
                 public_key BLOB NOT NULL,
                 algorithm INTEGER NOT NULL,
                 sign_count INTEGER NOT NULL,
                 user_handle BLOB NOT NULL,
                 rp_id TEXT NOT NULL,
                 name TEXT NOT NULL,
                 created_at INTEGER NOT NULL,
                 last_used_at INTEGER) STRICT)"_s,
             u"CREATE INDEX passkey_of_contact ON passkey (contact_id)"_s,
             // Remembered until it would be too old anyway, so that none is answered twice.
             uR"(CREATE TABLE spent_challenge (
                 challenge_sha256 BLOB PRIMARY KEY,
                 expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID)"_s,
         }},
        {"merging contacts: the absorbed one stays, so that its links lead on and the merge can be undone",
         {
             // Set together with deleted_at, so that whatever leaves out the bin leaves out merged ones too.
             u"ALTER TABLE contact ADD COLUMN merged_into INTEGER REFERENCES contact (id)"_s,
             u"CREATE INDEX contact_by_merge ON contact (merged_into) WHERE merged_into IS NOT NULL"_s,
             // The password the survivor had before has columns of its own: no text that is dumped holds it.
             uR"(CREATE TABLE contact_merge (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 survivor_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
                 absorbed_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
                 survivor_link_number INTEGER NOT NULL,
                 before TEXT NOT NULL,
                 password_recipe TEXT NOT NULL,
                 password_salt BLOB NOT NULL,
                 password_subject BLOB NOT NULL,
                 password_verifier BLOB NOT NULL,
                 merged_at INTEGER NOT NULL,
                 undone_at INTEGER) STRICT)"_s,
             u"CREATE INDEX contact_merge_of_survivor ON contact_merge (survivor_id)"_s,
             u"CREATE INDEX contact_merge_of_absorbed ON contact_merge (absorbed_id)"_s,
             u"CREATE UNIQUE INDEX contact_merge_once ON contact_merge (absorbed_id) WHERE undone_at IS NULL"_s,
         }},
    };
}

} // namespace

const std::vector<Migration>& migrations()
{
    static const std::vector<Migration> history = [] {
        std::vector<Migration> all = firstMigrations();
        for (Migration& later : itemMigrations())
            all.push_back(std::move(later));
        for (Migration& later : invoiceMigrations())
            all.push_back(std::move(later));
        for (Migration& later : mailMigrations())
            all.push_back(std::move(later));
        return all;
    }();
    return history;
}

} // namespace foyer
