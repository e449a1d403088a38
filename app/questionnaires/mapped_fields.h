// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact.h"
#include "app/jobs/job.h"
#include "app/questionnaires/questionnaire.h"

#include <QJsonValue>

namespace foyer::questionnaires {

/// Of the contact; else of the job and its shoots.
bool isOfContact(MappedField field);
/// The name under which the journal tells of an edit of this field.
QString journalKey(MappedField field);
/// What stands in the field, in words; empty: nothing.
QString valueInWords(const ContactDetails& contact, const JobDetails& job, const MapsTo& field);
/// Whether the field says what the answer says; for phones, addresses and websites: whether it is among them.
bool saysAlready(const ContactDetails& contact, const JobDetails& job,
                 const Questionnaire::Question& question, const QJsonValue& answer);
/// Puts an answer into the field of its question. @returns false when the field does not take it
bool put(ContactDetails& contact, JobDetails& job, const Questionnaire::Question& question,
         const QJsonValue& answer);

} // namespace foyer::questionnaires
