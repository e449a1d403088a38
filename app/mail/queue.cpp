// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/queue.h"

#include "app/base/random.h"
#include "app/base/text.h"

#include <QJsonObject>

namespace foyer::mail {

using namespace Qt::StringLiterals;

namespace {

const QString insertMail = uR"(
    INSERT INTO mail (contact_id, brand_id, kind, to_name, to_address, subject, body, state, reason, message_id, queued_at)
    VALUES (:contact_id, :brand_id, :kind, :to_name, :to_address, :subject, :body, 'waiting', '', :message_id, :now))"_s;

} // namespace

Result<MailId> enqueue(Transaction& transaction, const Letter& letter)
{
    auto query = transaction.query(insertMail);
    query.bind(":contact_id"_L1, letter.contact.row())
        .bind(":brand_id"_L1, letter.brand.row())
        .bind(":kind"_L1, letter.kind)
        .bind(":to_name"_L1, singleLine(letter.toName))
        .bind(":to_address"_L1, letter.toAddress)
        .bind(":subject"_L1, singleLine(letter.subject))
        .bind(":body"_L1, letter.body)
        .bind(":message_id"_L1, randomUuid())
        .bind(":now"_L1, transaction.now());
    if (const auto inserted = query.run(); !inserted)
        return fail(inserted.error());
    const MailId id{query.insertedRow()};
    transaction.record(
        {u"mail"_s, id.row(), u"queued"_s, {{u"kind"_s, letter.kind}, {u"contact"_s, letter.contact.row()}}});
    transaction.touch(Entity::Mail, id.row());
    return id;
}

} // namespace foyer::mail
