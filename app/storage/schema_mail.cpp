// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/schema_mail.h"

namespace foyer {

using namespace Qt::StringLiterals;

std::vector<Migration> mailMigrations()
{
    return {
        {"mail: how it leaves, what it is about, what goes with it",
         {
             // details: JSON of MailAccountDetails; the password lives in the secret store. problem: why
             // nothing leaves through it at present, in words for people; it is tried again at retry_at.
             uR"(CREATE TABLE mail_account (
                 brand_id INTEGER PRIMARY KEY REFERENCES brand (id),
                 details TEXT NOT NULL,
                 verified_at INTEGER,
                 problem TEXT NOT NULL,
                 retry_at INTEGER,
                 version INTEGER NOT NULL) STRICT)"_s,
             // to_key: the address as two are compared; mails to one mailbox leave in their order.
             u"ALTER TABLE mail ADD COLUMN to_key TEXT NOT NULL DEFAULT ''"_s,
             u"ALTER TABLE mail ADD COLUMN job_id INTEGER REFERENCES job (id) ON DELETE SET NULL"_s,
             u"ALTER TABLE mail ADD COLUMN item_id INTEGER REFERENCES item (id) ON DELETE SET NULL"_s,
             u"ALTER TABLE mail ADD COLUMN language TEXT NOT NULL DEFAULT ''"_s,
             // not_before: somebody chose a later moment. next_attempt_at: after a refusal for now.
             u"ALTER TABLE mail ADD COLUMN not_before INTEGER"_s,
             u"ALTER TABLE mail ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0"_s,
             u"ALTER TABLE mail ADD COLUMN next_attempt_at INTEGER"_s,
             u"ALTER TABLE mail ADD COLUMN claimed_at INTEGER"_s,
             u"ALTER TABLE mail ADD COLUMN claimed_by TEXT NOT NULL DEFAULT ''"_s,
             u"ALTER TABLE mail ADD COLUMN server_words TEXT NOT NULL DEFAULT ''"_s,
             u"ALTER TABLE mail ADD COLUMN sent_at INTEGER"_s,
             u"ALTER TABLE mail ADD COLUMN sent_from TEXT NOT NULL DEFAULT ''"_s,
             u"ALTER TABLE mail ADD COLUMN version INTEGER NOT NULL DEFAULT 1"_s,
             u"UPDATE mail SET to_key = lower(trim(to_address))"_s,
             u"CREATE INDEX mail_by_mailbox ON mail (to_key, id) WHERE state IN ('waiting', 'sending', 'unknown')"_s,
             u"CREATE INDEX mail_of_job ON mail (job_id, id) WHERE job_id IS NOT NULL"_s,
             u"CREATE INDEX mail_of_item ON mail (item_id) WHERE item_id IS NOT NULL"_s,
             uR"(CREATE TABLE mail_attachment (
                 mail_id INTEGER NOT NULL REFERENCES mail (id) ON DELETE CASCADE,
                 position INTEGER NOT NULL,
                 name TEXT NOT NULL,
                 media_type TEXT NOT NULL,
                 content BLOB NOT NULL,
                 PRIMARY KEY (mail_id, position)) STRICT)"_s,
             // A template that came from the Template Gallery, and which edition of it.
             u"ALTER TABLE template ADD COLUMN gallery_key TEXT NOT NULL DEFAULT ''"_s,
             u"ALTER TABLE template ADD COLUMN gallery_edition INTEGER NOT NULL DEFAULT 0"_s,
         }},
        {"automations: what they are, their runs, the steps of each; tasks",
         {
             // content: JSON of AutomationContent. on_since: what happened before is no business of it.
             uR"(CREATE TABLE automation (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 uid TEXT NOT NULL UNIQUE,
                 name TEXT NOT NULL,
                 content TEXT NOT NULL,
                 on_since INTEGER,
                 gallery_key TEXT NOT NULL,
                 gallery_edition INTEGER NOT NULL,
                 archived_at INTEGER,
                 created_at INTEGER NOT NULL,
                 changed_at INTEGER NOT NULL,
                 version INTEGER NOT NULL) STRICT)"_s,
             // subject: "job 5", "item 7", "contact 3". occurrence: which time of it ("booking 2", "due
             // 2027-05-01"); the unique row is the claim (invariant A2). content: the automation as it was
             // then.
             uR"(CREATE TABLE automation_run (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 automation_id INTEGER NOT NULL REFERENCES automation (id),
                 subject TEXT NOT NULL,
                 occurrence TEXT NOT NULL,
                 job_id INTEGER REFERENCES job (id) ON DELETE SET NULL,
                 item_id INTEGER REFERENCES item (id) ON DELETE SET NULL,
                 contact_id INTEGER REFERENCES contact (id) ON DELETE SET NULL,
                 content TEXT NOT NULL,
                 cause TEXT NOT NULL,
                 state TEXT NOT NULL CHECK (state IN ('running', 'asking', 'done', 'cancelled')),
                 reason TEXT NOT NULL,
                 began_at INTEGER NOT NULL,
                 created_at INTEGER NOT NULL,
                 ended_at INTEGER,
                 UNIQUE (automation_id, subject, occurrence)) STRICT)"_s,
             u"CREATE INDEX automation_run_of_job ON automation_run (job_id) WHERE job_id IS NOT NULL"_s,
             u"CREATE INDEX automation_run_open ON automation_run (state) WHERE state IN ('running', 'asking')"_s,
             // contact_row: whom a step is for, 0 where it is for nobody in particular. Not a reference: the
             // row goes on claiming when the contact is gone.
             uR"(CREATE TABLE automation_step (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 run_id INTEGER NOT NULL REFERENCES automation_run (id) ON DELETE CASCADE,
                 position INTEGER NOT NULL,
                 contact_row INTEGER NOT NULL,
                 due_at INTEGER NOT NULL,
                 state TEXT NOT NULL CHECK (state IN ('waiting', 'asking', 'done', 'skipped', 'failed')),
                 reason TEXT NOT NULL,
                 decided_by TEXT NOT NULL,
                 mail_id INTEGER REFERENCES mail (id) ON DELETE SET NULL,
                 item_id INTEGER REFERENCES item (id) ON DELETE SET NULL,
                 done_at INTEGER,
                 UNIQUE (run_id, position, contact_row)) STRICT)"_s,
             u"CREATE INDEX automation_step_due ON automation_step (due_at) WHERE state = 'waiting'"_s,
             u"CREATE INDEX automation_step_asking ON automation_step (due_at) WHERE state = 'asking'"_s,
             u"CREATE INDEX automation_step_of_mail ON automation_step (mail_id) WHERE mail_id IS NOT NULL"_s,
             // One row: how far the journal was read. What happened before automations were there mails
             // nobody.
             uR"(CREATE TABLE automation_cursor (
                 id INTEGER PRIMARY KEY CHECK (id = 1),
                 journal_row INTEGER NOT NULL) STRICT)"_s,
             u"INSERT INTO automation_cursor (id, journal_row) SELECT 1, coalesce(max(id), 0) FROM journal"_s,
             uR"(CREATE TABLE webhook_call (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 step_id INTEGER NOT NULL UNIQUE REFERENCES automation_step (id) ON DELETE CASCADE,
                 message_id TEXT NOT NULL UNIQUE,
                 url TEXT NOT NULL,
                 body TEXT NOT NULL,
                 state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
                 attempts INTEGER NOT NULL,
                 next_attempt_at INTEGER,
                 answer TEXT NOT NULL,
                 created_at INTEGER NOT NULL) STRICT)"_s,
             uR"(CREATE TABLE task (
                 id INTEGER PRIMARY KEY AUTOINCREMENT,
                 uid TEXT NOT NULL UNIQUE,
                 job_id INTEGER REFERENCES job (id) ON DELETE CASCADE,
                 title TEXT NOT NULL,
                 notes TEXT NOT NULL,
                 due_day TEXT NOT NULL,
                 done_at INTEGER,
                 created_at INTEGER NOT NULL,
                 changed_at INTEGER NOT NULL,
                 version INTEGER NOT NULL) STRICT)"_s,
             u"CREATE INDEX task_of_job ON task (job_id) WHERE job_id IS NOT NULL"_s,
             u"CREATE INDEX task_open ON task (due_day) WHERE done_at IS NULL"_s,
         }},
        {"products: which came from the Template Gallery, and which edition of it",
         {
             u"ALTER TABLE product ADD COLUMN gallery_key TEXT NOT NULL DEFAULT ''"_s,
             u"ALTER TABLE product ADD COLUMN gallery_edition INTEGER NOT NULL DEFAULT 0"_s,
         }},
        {"mail: whom the desk insisted on; links that run out leave first",
         {
             // insisted: somebody at the desk said where it goes, or that it goes; facts that would keep it
             // back (an address that is no longer the contact's, the bin) were theirs to weigh.
             u"ALTER TABLE mail ADD COLUMN insisted INTEGER NOT NULL DEFAULT 0"_s,
             u"CREATE INDEX mail_reset_open ON mail (id) WHERE kind = 'reset' AND state IN ('waiting', 'unknown')"_s,
         }},
        {"mail: what the facts hold, the facts release; what exactly the desk excused",
         {
             // held_by_facts: nobody held it by hand, so it goes on by itself when the reason has gone.
             // excused: words of app/mail/facts.cpp, in bars, for what somebody weighed already.
             u"ALTER TABLE mail ADD COLUMN held_by_facts INTEGER NOT NULL DEFAULT 0"_s,
             u"ALTER TABLE mail ADD COLUMN excused TEXT NOT NULL DEFAULT ''"_s,
             u"CREATE INDEX mail_held_by_facts ON mail (id) WHERE state = 'held' AND held_by_facts = 1"_s,
         }},
    };
}

} // namespace foyer
