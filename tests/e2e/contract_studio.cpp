// SPDX-License-Identifier: GPL-3.0-or-later
// contract_studio FILE: puts a couple into a studio, with a contract that both are to sign in turn, and
// prints
// {"uid", "first", "second"} for the browser test.
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/contracts/contract_pdf.h"
#include "app/contracts/contract_store.h"
#include "app/jobs/job_store.h"
#include "app/studio.h"

#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

const QString text = u"# Pictures\n\nWe photograph **{{ job.title }}** for {{ signers.names }}.\n\n"
                     "[ ] You may show some of the pictures\n\n# If plans change\n\n"
                     "You can move the day without a fee until sixty days before it. [initials]\n"_s;

template <class T>
T must(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().detail));
    return std::move(*result);
}

ContactId addPerson(Transaction& t, BrandId brand, const QString& given)
{
    ContactDetails details;
    details.givenName = given;
    details.familyName = u"Example"_s;
    details.emails = {{u"both@example.com"_s, {}}};
    return must(contacts::add(t, brand, details));
}

} // namespace

int main(int argc, char* argv[])
{
    QGuiApplication application{argc, argv};
    if (argc != 2)
        return 2;
    const auto studio = must(openStudio(QString::fromLocal8Bit(argv[1]), StartWith::New));
    QJsonObject said;
    const auto id = must(studio->write(Actor::studio(), [&](Transaction& t) -> Result<ItemId> {
        Brand brand = must(brands::all(t)).front();
        brand.details.showsHistory = true;
        if (const auto saved = brands::save(t, brand); !saved)
            return fail(saved.error());
        const ContactId ada = addPerson(t, brand.id, u"Ada"_s);
        const ContactId ben = addPerson(t, brand.id, u"Ben"_s);
        said = {{u"first"_s, ada.text()}, {u"second"_s, ben.text()}};
        JobDetails job;
        job.title = u"A wedding at the lake"_s;
        job.people = {{ada, JobRole::Client}, {ben, JobRole::Spouse}};
        contracts::NewContract made{must(jobs::add(t, brand.id, job)), u"Photography agreement"_s};
        made.work.terms.text = text;
        made.work.terms.order = contracts::SigningOrder::InTurn;
        made.work.signers = {{ada, u"Client"_s}, {ben, u"Client"_s}};
        return contracts::add(t, made);
    }));
    const Database& looked = *studio;
    const auto prepared = must(looked.read([&](const Snapshot& s) { return contracts::prepare(s, id); }));
    const QByteArray pdf = must(contracts::pdfToSend(prepared));
    must(studio->write(Actor::studio(), [&](Transaction& t) { return contracts::send(t, prepared, pdf); }));
    said.insert(u"uid"_s, prepared.contract.uid);
    std::puts(QJsonDocument{said}.toJson(QJsonDocument::Compact).constData());
    return 0;
}
