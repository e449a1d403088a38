// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/files.h"
#include "app/items/hidden.h"
#include "tests/app/jobs/job_fixture.h"

#include <map>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

class InSightTest : public QObject
{
    Q_OBJECT

private:
    static std::map<QString, Because> reasons(const JobFixture& studio, ContactId contact,
                                              BrandAddress address = {})
    {
        std::map<QString, Because> all;
        const auto found = studio.database->read([&](const Snapshot& s) {
            return items::inSightOf(s, {contact, address});
        });
        for (const items::ItemInSight& one : *found)
            all.emplace(one.item.title, one.visibility.because);
        return all;
    }

private Q_SLOTS:
    /// S13, S27, S28, S32, S33: the panel says of each item what the portal does with it.
    void everyItemAroundAContactIsThereWithItsReason()
    {
        JobFixture studio;
        const JobId job = studio.add(JobFixture::titled(
            u"Wedding"_s, {{studio.mara, JobRole::Client}, {studio.jonas, JobRole::Spouse}}));
        const ContactId stranger = studio.addPerson(u"Nora"_s, u"Quist"_s);
        const JobId elsewhere = studio.add(JobFixture::titled(u"Other"_s, {{stranger, JobRole::Client}}));
        studio.addSent(elsewhere, ItemKind::Order, u"a stranger's"_s, {stranger});
        studio.addSent(job, ItemKind::Order, u"album"_s, {studio.mara});
        studio.addSent(job, ItemKind::Contract, u"his contract"_s, {studio.jonas}, ToDo::Sign);
        const ItemId signedOne =
            studio.addSent(job, ItemKind::Contract, u"her contract"_s, {studio.mara}, ToDo::Sign);
        QVERIFY(studio.change([&](Transaction& t) -> Result<void> {
            if (const auto done = items::setState(t, signedOne, ItemState::Completed); !done)
                return done;
            const auto draft = items::add(t, {.kind = ItemKind::Questionnaire,
                                              .job = job,
                                              .title = u"not sent"_s,
                                              .content = {},
                                              .recipients = {studio.mara}});
            if (!draft)
                return fail(draft.error());
            const auto file = files::add(t, job, u"plan.txt"_s, "plan");
            return file ? Result<void>{} : fail(file.error());
        }));
        const std::map<QString, Because> expected{{u"album"_s, Because::Visible},
                                                  {u"his contract"_s, Because::NotRecipient},
                                                  {u"her contract"_s, Because::HistoryOff},
                                                  {u"not sent"_s, Because::Draft},
                                                  {u"plan.txt"_s, Because::NotRecipient}};
        QCOMPARE(reasons(studio, studio.mara), expected);
        const auto all = studio.database->read([&](const Snapshot& s) {
            return items::inSightOf(s, {studio.mara, {}});
        });
        for (const items::ItemInSight& one : *all) {
            QCOMPARE(one.jobTitle, u"Wedding"_s);
            if (one.item.title == u"his contract"_s)
                QCOMPARE(one.recipients, (QStringList{u"Jonas Lind"_s}));
        }
    }

    /// S35, §9: each item follows its own brand; a brand's own domain shows that brand's only.
    void historyAndDomainFollowTheBrandOfTheItem()
    {
        JobFixture studio;
        BrandDetails open;
        open.name = u"Open"_s;
        open.username = u"open"_s;
        open.showsHistory = true;
        const BrandId second =
            *studio.database->write(Actor::studio(), [&](Transaction& t) { return brands::add(t, open); });
        const JobId first = studio.add(JobFixture::titled(u"One"_s, {{studio.mara, JobRole::Client}}));
        const JobId other = *studio.database->write(Actor::studio(), [&](Transaction& t) {
            return jobs::add(t, second, JobFixture::titled(u"Two"_s, {{studio.mara, JobRole::Client}}));
        });
        for (const auto& [job, title] : {std::pair{first, u"hidden"_s}, std::pair{other, u"shown"_s}}) {
            const ItemId id = studio.addSent(job, ItemKind::Contract, title, {studio.mara}, ToDo::Sign);
            QVERIFY(
                studio.change([&](Transaction& t) { return items::setState(t, id, ItemState::Completed); }));
        }
        QCOMPARE(reasons(studio, studio.mara), (std::map<QString, Because>{{u"hidden"_s, Because::HistoryOff},
                                                                           {u"shown"_s, Because::Visible}}));
        QCOMPARE(reasons(studio, studio.mara, {studio.brand()}),
                 (std::map<QString, Because>{{u"hidden"_s, Because::HistoryOff},
                                             {u"shown"_s, Because::OtherBrand}}));
    }
};

QTEST_GUILESS_MAIN(InSightTest)
#include "in_sight_test.moc"
