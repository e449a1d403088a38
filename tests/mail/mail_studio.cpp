// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a studio with a full Outbox, for the tests of how mails leave.
//   mail_studio FILE COUNT MAILBOXES [held] [large]
// COUNT mails, one after the other to each of MAILBOXES people; subject "Number 7". held: each waits for
// somebody to send it. large: with a file of 3 MB, more than any socket takes at once.
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/mail/mail_account.h"
#include "app/mail/outbox.h"
#include "app/mail/queue.h"
#include "app/studio.h"

#include <QCoreApplication>

#include <cstdio>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

Result<void> fill(Transaction& transaction, int count, int mailboxes, bool isHeld, bool isLarge)
{
    const auto all = brands::all(transaction);
    if (!all)
        return fail(all.error());
    Brand brand = all->front();
    brand.details.name = u"Lumen & Söhne"_s;
    brand.details.username = u"lumen"_s;
    brand.details.email = u"hello@lumen.example"_s;
    if (const auto saved = brands::save(transaction, brand); !saved)
        return saved;
    std::vector<ContactId> people;
    for (int i = 0; i < mailboxes; ++i) {
        ContactDetails details;
        details.givenName = u"Zoë %1"_s.arg(i);
        details.emails.push_back({u"reader%1@example.org"_s.arg(i), {}});
        const auto added = contacts::add(transaction, brand.id, details);
        if (!added)
            return fail(added.error());
        people.push_back(*added);
    }
    for (int i = 0; i < count; ++i) {
        const int reader = i % mailboxes;
        mail::Letter letter{
            u"automation"_s,
            people[std::size_t(reader)],
            brand.id,
            u"Zoë %1"_s.arg(reader),
            u"reader%1@example.org"_s.arg(reader),
            u"Number %1"_s.arg(i),
            u"Hello,\n\nthis is the mail with the **number %1**.\n\n.a line that begins with a dot"_s.arg(i)};
        if (isLarge)
            letter.attachments.push_back(
                {u"Bilder für Zoë.bin"_s, u"application/octet-stream"_s, QByteArray{3'000'000, 'x'}});
        const auto queued = mail::enqueue(transaction, letter);
        if (!queued)
            return fail(queued.error());
        if (!isHeld)
            continue;
        if (const auto held = mail::hold(transaction, *queued, u"for the test"_s); !held)
            return held;
    }
    return {};
}

} // namespace

int main(int argc, char* argv[])
{
    const QCoreApplication application{argc, argv};
    const QStringList words = QCoreApplication::arguments();
    const auto studio = openStudio(words.value(1), StartWith::New);
    const auto done =
        studio ? (*studio)->write(Actor::studio(),
                                  [&](Transaction& transaction) {
                                      return fill(transaction, words.value(2).toInt(), words.value(3).toInt(),
                                                  words.contains(u"held"_s), words.contains(u"large"_s));
                                  })
               : Result<void>{fail(studio.error())};
    if (!done)
        std::fputs(qPrintable(done.error().detail + u'\n'), stderr);
    return done ? 0 : 1;
}
