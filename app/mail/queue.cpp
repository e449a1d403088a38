// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/queue.h"

#include "app/base/random.h"
#include "app/base/text.h"

#include <QJsonObject>

namespace foyer::mail {

using namespace Qt::StringLiterals;

namespace {

const QString insertMail = uR"(
    INSERT INTO mail (contact_id, brand_id, kind, to_name, to_address, to_key, subject, body, state, reason,
                      message_id, queued_at, job_id, item_id, language, not_before)
    VALUES (:contact_id, :brand_id, :kind, :to_name, :to_address, :to_key, :subject, :body, 'waiting', '',
            :message_id, :now, :job, :item, :language, :not_before))"_s;
const QString insertAttachment = uR"(
    INSERT INTO mail_attachment (mail_id, position, name, media_type, content)
    VALUES (:mail, :position, :name, :type, :content))"_s;

} // namespace

Result<MailId> enqueue(Transaction& transaction, const Letter& letter)
{
    auto query = transaction.query(insertMail);
    query.bind(":contact_id"_L1, letter.contact.row())
        .bind(":brand_id"_L1, letter.brand.row())
        .bind(":kind"_L1, letter.kind)
        .bind(":to_name"_L1, singleLine(letter.toName))
        .bind(":to_address"_L1, letter.toAddress)
        .bind(":to_key"_L1, normalisedEmail(letter.toAddress).value_or(letter.toAddress))
        .bind(":subject"_L1, singleLine(letter.subject))
        .bind(":body"_L1, letter.body)
        .bind(":message_id"_L1, randomUuid())
        .bind(":now"_L1, transaction.now())
        .bind(":job"_L1, letter.job ? std::optional{letter.job->row()} : std::nullopt)
        .bind(":item"_L1, letter.item ? std::optional{letter.item->row()} : std::nullopt)
        .bind(":language"_L1, letter.language)
        .bind(":not_before"_L1, letter.notBefore);
    if (const auto inserted = query.run(); !inserted)
        return fail(inserted.error());
    const MailId id{query.insertedRow()};
    int position = 0;
    for (const Attachment& one : letter.attachments) {
        const auto added = transaction.query(insertAttachment)
                               .bind(":mail"_L1, id.row())
                               .bind(":position"_L1, position++)
                               .bind(":name"_L1, singleLine(one.name))
                               .bind(":type"_L1, one.mediaType)
                               .bind(":content"_L1, one.content)
                               .run();
        if (!added)
            return fail(added.error());
    }
    transaction.record(
        {u"mail"_s, id.row(), u"queued"_s, {{u"kind"_s, letter.kind}, {u"contact"_s, letter.contact.row()}}});
    transaction.touch(Entity::Mail, id.row());
    return id;
}

} // namespace foyer::mail
