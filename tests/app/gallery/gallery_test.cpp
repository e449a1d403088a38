// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/automations/automation_store.h"
#include "app/contracts/contract_templates.h"
#include "app/contracts/contract_text.h"
#include "app/contracts/contract_tokens.h"
#include "app/email_templates/email_template_store.h"
#include "app/gallery/gallery.h"
#include "app/gallery/recipes.h"
#include "app/mail/mail_body.h"
#include "app/mail/outbox.h"
#include "app/orders/catalogue.h"
#include "app/questionnaires/questionnaire_rules.h"
#include "app/questionnaires/questionnaire_templates.h"
#include "app/storage/settings.h"
#include "tests/app/invoices/invoice_desk.h"

#include <QSet>

#include <map>

namespace foyer::test {

using namespace Qt::StringLiterals;
using gallery::Entry;
using gallery::Kind;

namespace {

/// A studio of which everything is known that a mail may speak of.
struct FullStudio : InvoiceDesk
{
    FullStudio()
    {
        setEmail(ada, u"ada@example.com"_s);
        does([&](Transaction& t) -> Result<void> {
            auto found = jobs::find(t, job);
            found->details.shoots = {{u"Ceremony"_s,
                                      toLocal(now).date().addDays(7),
                                      QTime{14, 0},
                                      QTime{23, 30},
                                      u"Lakeside House"_s,
                                      {},
                                      {}}};
            return jobs::save(t, *found);
        });
    }
    qint64 install(const QString& key)
    {
        return done([&](Transaction& t) { return gallery::install(t, key); });
    }
    int copiesOf(const QString& key) const
    {
        return look([&](const Snapshot& s) { return gallery::installedOf(s, key); }).copies;
    }
    EmailTemplate mailTemplate(qint64 row) const
    {
        return look([&](const Snapshot& s) { return email_templates::find(s, TemplateId{row}); });
    }
};

std::map<Kind, int> countByKind()
{
    std::map<Kind, int> counts;
    for (const Entry& entry : gallery::entries())
        ++counts[entry.kind];
    return counts;
}

} // namespace

class GalleryTest : public QObject
{
    Q_OBJECT

private:
    static void eachEntry(std::optional<Kind> kind = {})
    {
        QTest::addColumn<QString>("key");
        for (const Entry& entry : gallery::entries()) {
            if (!kind || entry.kind == *kind)
                QTest::newRow(qPrintable(entry.key)) << entry.key;
        }
    }
    static const Entry& entryOf(const QString& key)
    {
        return *std::find_if(gallery::entries().begin(), gallery::entries().end(),
                             [&](const Entry& one) { return one.key == key; });
    }

private Q_SLOTS:
    void s16_thereIsEnoughToBeginWith()
    {
        const auto read = gallery::readRecipes();
        QVERIFY2(read, read ? "" : qPrintable(read.error().detail));
        auto counts = countByKind();
        QVERIFY(counts[Kind::Email] >= 12);
        QVERIFY(counts[Kind::Automation] >= 6);
        QVERIFY(counts[Kind::Questionnaire] >= 4);
        QVERIFY(counts[Kind::Package] >= 3);
        QVERIFY(counts[Kind::Contract] >= 3);
        QSet<QString> works;
        QSet<QString> keys;
        for (const Entry& entry : gallery::entries()) {
            QVERIFY2(!keys.contains(entry.key), qPrintable(entry.key));
            keys.insert(entry.key);
            if (entry.kind == Kind::Contract)
                works.insert(entry.work);
        }
        QVERIFY(works.contains(u"Wedding"_s) && works.contains(u"Family"_s) &&
                works.contains(u"Commercial"_s));
        for (const Entry& entry : gallery::entries()) {
            for (const QString& need : entry.needs)
                QVERIFY2(keys.contains(need), qPrintable(need));
        }
    }

    void everyEntrySaysWhatItIs_data() { eachEntry(); }
    void everyEntrySaysWhatItIs()
    {
        QFETCH(QString, key);
        const Entry& entry = entryOf(key);
        QVERIFY(entry.edition >= 1);
        QVERIFY(!entry.name.isEmpty());
        QVERIFY(entry.description.endsWith(u'.'));
        QVERIFY(entry.preview.size() > 40);
        QVERIFY(QStringList({u""_s, u"Wedding"_s, u"Family"_s, u"Commercial"_s}).contains(entry.work));
        QVERIFY(entry.kind == Kind::Automation || entry.needs.empty());
        if (entry.kind == Kind::Contract) {
            QVERIFY(entry.description.contains(u"no legal advice"_s));
            QVERIFY(entry.preview.contains(u"no legal advice"_s));
        }
    }

    void s16_installsIntoAFreshStudioAndAgain_data() { eachEntry(); }
    void s16_installsIntoAFreshStudioAndAgain()
    {
        QFETCH(QString, key);
        const Entry& entry = entryOf(key);
        FullStudio studio;
        QCOMPARE(studio.copiesOf(key), 0);
        const qint64 first = studio.install(key);
        QCOMPARE(studio.look([&](const Snapshot& s) { return gallery::installedOf(s, key); }).newestEdition,
                 entry.edition);
        for (const QString& need : entry.needs)
            QCOMPARE(studio.copiesOf(need), 1);
        const qint64 second = studio.install(key);
        QVERIFY(first != second);
        QCOMPARE(studio.copiesOf(key), 2);
        for (const QString& need : entry.needs)
            QCOMPARE(studio.copiesOf(need), 1); // it was there already

        const auto nameOf = [&](qint64 row) {
            return studio.look([&](const Snapshot& s) -> Result<QString> {
                switch (entry.kind) {
                case Kind::Email:
                    return email_templates::find(s, TemplateId{row})->name;
                case Kind::Automation:
                    return automations::find(s, AutomationId{row})->name;
                case Kind::Questionnaire:
                    return questionnaires::findTemplate(s, TemplateId{row})->name;
                case Kind::Package:
                    return catalogue::find(s, ProductId{row})->details.name;
                case Kind::Contract:
                    return contracts::findTemplate(s, TemplateId{row})->name;
                }
                Q_UNREACHABLE();
            });
        };
        QCOMPARE(nameOf(first), entry.name);
        QCOMPARE(nameOf(second), entry.name + u" (2)"_s);
    }

    void s16_everythingInstallsIntoOneStudio()
    {
        FullStudio studio;
        for (int round = 1; round <= 2; ++round) {
            for (const Entry& entry : gallery::entries())
                studio.install(entry.key);
        }
        for (const Entry& entry : gallery::entries())
            QVERIFY2(studio.copiesOf(entry.key) >= 2, qPrintable(entry.key));
        // Two packages of one kind sell the same products.
        const auto products =
            studio.look([](const Snapshot& s) { return catalogue::products(s, catalogue::Which::All); });
        QSet<QString> names;
        for (const Product& product : products) {
            if (product.details.kind == ProductKind::Product)
                QVERIFY2(!names.contains(product.details.name), qPrintable(product.details.name));
            names.insert(product.details.name);
        }
    }

    void s16_aCopyIsTheStudiosOwn()
    {
        FullStudio studio;
        EmailTemplate mine = studio.mailTemplate(studio.install(u"portal-invite"_s));
        mine.text.body = u"My own words. {{recipient.portal_linked}}"_s;
        studio.does([&](Transaction& t) { return email_templates::save(t, mine); });
        studio.install(u"portal-invite"_s);
        QCOMPARE(studio.mailTemplate(mine.id.row()).text.body, mine.text.body);
        studio.does([&](Transaction& t) { return email_templates::archive(t, mine.id); });
        QCOMPARE(studio.copiesOf(u"portal-invite"_s), 1);
    }

    void s16_anOlderEditionIsSeen()
    {
        FullStudio studio;
        EmailTemplate mine = studio.mailTemplate(studio.install(u"portal-invite"_s));
        mine.galleryEdition = 0;
        studio.does([&](Transaction& t) { return email_templates::save(t, mine); });
        const auto installed =
            studio.look([](const Snapshot& s) { return gallery::installedOf(s, u"portal-invite"_s); });
        QVERIFY(installed.copies == 1 && installed.newestEdition < entryOf(u"portal-invite"_s).edition);
    }

    void whatIsNotThereIsRefused()
    {
        FullStudio studio;
        const auto made = studio.database->write(
            Actor::studio(), [](Transaction& t) { return gallery::install(t, u"no-such-entry"_s); });
        QVERIFY(!made);
        QCOMPARE(made.error().fault, Fault::NotFound);
    }

    void s17_everyMailKnowsItsTokens_data() { eachEntry(Kind::Email); }
    void s17_everyMailKnowsItsTokens()
    {
        QFETCH(QString, key);
        FullStudio studio;
        const EmailTemplate mail = studio.mailTemplate(studio.install(key));
        const auto problems = email_templates::check(mail.text);
        QVERIFY2(problems.empty(), problems.empty() ? "" : qPrintable(sentenceFor(problems.front())));
    }

    void everyMailCanBeSentForAFullJob_data() { eachEntry(Kind::Email); }
    void everyMailCanBeSentForAFullJob()
    {
        QFETCH(QString, key);
        FullStudio studio;
        const EmailTemplate which = studio.mailTemplate(studio.install(key));
        const ItemId invoice = studio.issuedInvoice(plainInvoice(100'000), {studio.ada});
        const auto id = studio.done([&](Transaction& t) {
            return email_templates::queue(t, which, {studio.ada, studio.aurora, studio.job, invoice, {}});
        });
        QVERIFY(id);
        const auto mail = studio.look([&](const Snapshot& s) { return mail::find(s, *id); });
        const portal_access::Addresses addresses{u"https://portal.example.com"_s, {}, false};
        const auto read =
            studio.look([&](const Snapshot& s) { return mail::asRecipientSees(s, mail, addresses); });
        QVERIFY(read.html.toUtf8().size() <= mail::largestHtml);
        for (const QString& part : {read.subject, read.text, read.html})
            QVERIFY2(!part.contains("{{"_L1), qPrintable(part));
        QVERIFY(read.text.contains(u"Ada"_s));
        if (mail.body.contains("{{recipient."_L1))
            QVERIFY(read.text.contains(u"https://portal.example.com"_s));
        // Fit to be sent by the smallest studio, too: which has a name and nothing else.
        QVERIFY(!mail.body.contains("example.org"_L1));
    }

    void everyAutomationCanBeSwitchedOn_data() { eachEntry(Kind::Automation); }
    void everyAutomationCanBeSwitchedOn()
    {
        QFETCH(QString, key);
        FullStudio studio;
        const AutomationId id{studio.install(key)};
        const auto made = studio.look([&](const Snapshot& s) { return automations::find(s, id); });
        QVERIFY(!made.onSince);
        QCOMPARE(made.galleryKey, key);
        const auto obstacles =
            studio.look([&](const Snapshot& s) { return automations::obstaclesOf(s, made.content); });
        QVERIFY2(obstacles.empty(), obstacles.empty() ? "" : qPrintable(obstacles.front()));
        studio.does([&](Transaction& t) { return automations::switchOn(t, id); });
        for (const QString& need : entryOf(key).needs) {
            if (entryOf(need).kind != Kind::Email)
                continue;
            const auto all = studio.look([](const Snapshot& s) { return email_templates::all(s); });
            const auto mail = std::find_if(all.begin(), all.end(),
                                           [&](const EmailTemplate& one) { return one.galleryKey == need; });
            const auto users = studio.look(
                [&](const Snapshot& s) { return email_templates::automationsUsing(s, mail->id); });
            QCOMPARE(users, std::vector<QString>{made.name});
        }
    }

    void everyQuestionnaireCanBeSent_data() { eachEntry(Kind::Questionnaire); }
    void everyQuestionnaireCanBeSent()
    {
        QFETCH(QString, key);
        FullStudio studio;
        const TemplateId id{studio.install(key)};
        const auto made = studio.look([&](const Snapshot& s) { return questionnaires::findTemplate(s, id); });
        const auto problems = questionnaireProblems(made.questions);
        QVERIFY2(problems.empty(), problems.empty() ? "" : qPrintable(problems.front().sentence));
    }

    void everyContractCanBeSentForAFullJob_data() { eachEntry(Kind::Contract); }
    void everyContractCanBeSentForAFullJob()
    {
        QFETCH(QString, key);
        FullStudio studio;
        const TemplateId id{studio.install(key)};
        const auto made = studio.look([&](const Snapshot& s) { return contracts::findTemplate(s, id); });
        QVERIFY(made.booksJob);
        const auto values = studio.look([&](const Snapshot& s) {
            return contracts::valuesFor(s, {{studio.ada, studio.bo},
                                            jobs::find(s, studio.job)->details,
                                            brands::find(s, studio.aurora)->details,
                                            made.title,
                                            u"en"_s,
                                            toLocal(studio.now).date()});
        });
        const auto text = contracts::renderedContract(made.terms.text, values);
        QVERIFY2(text.problems.empty(),
                 text.problems.empty() ? "" : qPrintable(sentenceFor(text.problems.front())));
    }

    void packagesCostWhatTheStudioCountsIn()
    {
        FullStudio studio;
        studio.does([](Transaction& t) {
            return settings::set(t, QString::fromLatin1(settings::currency), u"JPY"_s);
        });
        const auto made = studio.look([id = ProductId{studio.install(u"family-session-package"_s)}](
                                          const Snapshot& s) { return catalogue::find(s, id); });
        QCOMPARE(made.details.unitPrice.currency().code(), u"JPY"_s);
        QCOMPARE(made.details.unitPrice.minor(), 420);
        QCOMPARE(made.details.parts.size(), 3u);
    }
};

} // namespace foyer::test

QTEST_GUILESS_MAIN(foyer::test::GalleryTest)
#include "gallery_test.moc"
