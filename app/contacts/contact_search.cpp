// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/contact_search.h"

#include "app/base/text.h"

#include <QRegularExpression>
#include <QSet>

namespace foyer::contacts {

using namespace Qt::StringLiterals;

namespace {

const QString deleteText = u"DELETE FROM contact_search WHERE rowid = :id"_s;
const QString insertText = u"INSERT INTO contact_search (rowid, text) VALUES (:id, :text)"_s;
const QString deleteBeginnings = u"DELETE FROM contact_beginning WHERE contact_id = :id"_s;
const QString insertBeginning =
    u"INSERT INTO contact_beginning (beginning, sort_key, contact_id) VALUES (:beginning, :sort_key, :id)"_s;

/// A phone number is found by its digits, also by those before a leading zero was dropped.
bool looksLikePhone(const QString& word)
{
    static const QRegularExpression shape{u"\\A\\+?[0-9()./-]*[0-9][0-9()./-]*\\z"_s};
    return shape.match(word).hasMatch();
}

/// What is found by its first one or two letters: the words of the names.
QSet<QString> beginningsOf(const ContactDetails& details)
{
    QSet<QString> beginnings;
    for (const QString& text : {details.givenName, details.additionalNames, details.familyName,
                                details.nickname, details.displayName, details.company}) {
        for (const QString& word : foldedForSearch(text).split(u' ', Qt::SkipEmptyParts)) {
            beginnings.insert(word.left(1));
            beginnings.insert(word.left(2));
        }
    }
    for (const ContactEmail& email : details.emails) {
        const QString folded = foldedForSearch(email.address);
        beginnings.insert(folded.left(1));
        beginnings.insert(folded.left(2));
    }
    beginnings.remove(QString{});
    return beginnings;
}

QString searchText(const ContactDetails& details)
{
    QStringList parts{details.prefix, details.givenName, details.additionalNames, details.familyName,
                      details.suffix, details.nickname,  details.displayName,     details.company};
    for (const ContactEmail& email : details.emails)
        parts.append(email.address);
    QString text = foldedForSearch(parts.join(u' '));
    for (const ContactPhone& phone : details.phones)
        text += u'\n' + phoneDigits(phone.number);
    return text;
}

} // namespace

QStringList searchWords(const QString& typed)
{
    const QString simplified = typed.simplified();
    // "030 123 45" is one number, not three words.
    if (looksLikePhone(QString{simplified}.remove(u' '))) {
        QString digits = phoneDigits(simplified);
        if (digits.startsWith("00"_L1))
            digits.remove(0, 2); // 0049… and +49… are the same number
        return digits.isEmpty() ? QStringList{} : QStringList{digits};
    }
    return foldedForSearch(simplified).split(u' ', Qt::SkipEmptyParts);
}

Result<void> index(Transaction& transaction, ContactId id, const ContactDetails& details,
                   const QByteArray& sortKey)
{
    const auto inserted =
        transaction.query(insertText).bind(":id"_L1, id.row()).bind(":text"_L1, searchText(details)).run();
    if (!inserted)
        return inserted;
    for (const QString& beginning : beginningsOf(details)) {
        const auto kept = transaction.query(insertBeginning)
                              .bind(":beginning"_L1, beginning)
                              .bind(":sort_key"_L1, sortKey)
                              .bind(":id"_L1, id.row())
                              .run();
        if (!kept)
            return kept;
    }
    return {};
}

Result<void> removeFromIndex(Transaction& transaction, ContactId id)
{
    if (const auto removed = transaction.query(deleteText).bind(":id"_L1, id.row()).run(); !removed)
        return removed;
    return transaction.query(deleteBeginnings).bind(":id"_L1, id.row()).run();
}

} // namespace foyer::contacts
