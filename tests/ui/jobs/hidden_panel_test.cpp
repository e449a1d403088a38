// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/storage/settings.h"
#include "tests/ui/jobs/job_desk.h"
#include "ui/address_book/contact_jobs.h"
#include "ui/preview/hidden_panel.h"

using namespace foyer;
using namespace Qt::StringLiterals;

/// What a preview says beside its page, and what a profile says of jobs.
class HiddenPanelTest : public QObject
{
    Q_OBJECT

private:
    /// Titles of the hidden items, with the words that say why.
    static QMap<QString, QString> hidden(const HiddenPanel& panel)
    {
        QMap<QString, QString> all;
        for (const QWidget* line : panel.findChildren<QWidget*>(u"hiddenItem"_s)) {
            if (line->isVisibleTo(&panel))
                all.insert(line->findChild<QLabel*>(u"itemTitle"_s)->text(),
                           line->findChild<QLabel*>(u"because"_s)->text());
        }
        return all;
    }
    static QStringList seen(const HiddenPanel& panel)
    {
        QStringList all;
        for (const QWidget* line : panel.findChildren<QWidget*>(u"seenItem"_s)) {
            if (line->isVisibleTo(&panel))
                all.append(line->findChild<QLabel*>(u"itemTitle"_s)->text());
        }
        return all;
    }

private Q_SLOTS:
    /// S13, S27, S28, S33
    void s13_everyHiddenItemSaysWhy()
    {
        JobDesk desk;
        desk.addSent(ItemKind::Order, u"Album"_s, {desk.mara});
        desk.addSent(ItemKind::Contract, u"His"_s, {desk.jonas}, ToDo::Sign);
        const ItemId done = desk.addSent(ItemKind::Contract, u"Signed"_s, {desk.mara}, ToDo::Sign);
        desk.studio.change([&](Transaction& t) -> Result<void> {
            if (const auto signedAll = items::setState(t, done, ItemState::Completed); !signedAll)
                return signedAll;
            const auto draft = items::add(t, {.kind = ItemKind::Questionnaire,
                                              .job = desk.wedding,
                                              .title = u"Your day"_s,
                                              .content = {},
                                              .recipients = {desk.mara}});
            return draft ? Result<void>{} : fail(draft.error());
        });
        desk.addFile();
        const HiddenPanel panel{desk.studio.database(), desk.mara, u"Mara Lind"_s};
        const auto why = hidden(panel);
        QCOMPARE(why.size(), 4);
        QCOMPARE(why.value(u"His"_s), u"For Jonas Lind only"_s);
        QCOMPARE(why.value(u"Your day"_s), u"Not sent yet"_s);
        QCOMPARE(why.value(u"plan.pdf"_s), u"File, not shared"_s);
        QVERIFY(why.value(u"Signed"_s).startsWith(u"Done; Show history is off for"_s));
        QVERIFY(why.value(u"Signed"_s).endsWith(u"Settings › Branding"_s));
        QCOMPARE(seen(panel), (QStringList{u"Album"_s}));
    }

    /// S13, S35
    void itFollowsEveryChange()
    {
        JobDesk desk;
        const ItemId file = desk.addFile();
        const HiddenPanel panel{desk.studio.database(), desk.mara, u"Mara Lind"_s};
        QCOMPARE(hidden(panel).size(), 1);
        QVERIFY(panel.findChild<QLabel*>(u"historyHint"_s)); // a new brand shows none
        desk.studio.change([&](Transaction& t) { return files::shareWith(t, file, desk.mara); });
        QTRY_COMPARE(seen(panel), (QStringList{u"plan.pdf"_s}));
        QTRY_COMPARE(hidden(panel).size(), 0);
        desk.studio.change([&](Transaction& t) -> Result<void> {
            Brand brand = *brands::find(t, desk.studio.brand());
            brand.details.showsHistory = true;
            return brands::save(t, brand);
        });
        QTRY_VERIFY(!panel.findChild<QLabel*>(u"historyHint"_s));
    }

    void brandsKeptApartHideTheOtherBrand()
    {
        JobDesk desk;
        desk.studio.change([&](Transaction& t) -> Result<void> {
            BrandDetails second;
            second.name = u"Second"_s;
            second.username = u"second"_s;
            const auto other = brands::add(t, second);
            const auto job =
                jobs::add(t, *other, JobDesk::titled(u"Portrait"_s, {{desk.mara, JobRole::Client}}));
            const auto item = items::add(t, {.kind = ItemKind::Order,
                                             .job = *job,
                                             .title = u"Prints"_s,
                                             .content = {},
                                             .recipients = {desk.mara}});
            const auto frozen = items::freeze(t, *item, {"{}", {}}, ToDo::None);
            return frozen ? Result<void>{} : fail(frozen.error());
        });
        const HiddenPanel panel{desk.studio.database(), desk.mara, u"Mara Lind"_s};
        QCOMPARE(seen(panel), (QStringList{u"Prints"_s}));
        desk.studio.change([](Transaction& t) {
            return settings::set(t, QLatin1StringView{settings::brandsApart}, u"yes"_s);
        });
        QTRY_COMPARE(hidden(panel).value(u"Prints"_s),
                     u"Other brand: it belongs to Second, and brands are kept apart"_s);
    }

    void aProfileListsItsJobsWithRoleAndStage()
    {
        JobDesk desk;
        ContactJobs section{desk.studio.database()};
        section.show(desk.studio.contact(desk.jonas));
        section.show();
        QCOMPARE(section.findChild<QLabel*>(u"jobFacts"_s)->text(), u"Spouse"_s);
        QCOMPARE(section.findChild<QLabel*>(u"jobStage"_s)->text(), u"Lead"_s);
        std::optional<JobId> activated;
        connect(&section, &ContactJobs::jobActivated, this, [&](JobId id) { activated = id; });
        section.findChild<QPushButton*>(u"openJob"_s)->click();
        QCOMPARE(activated, std::optional{desk.wedding});
        std::optional<ContactId> requested;
        connect(&section, &ContactJobs::jobRequested, this, [&](ContactId id) { requested = id; });
        section.findChild<QPushButton*>(u"newJobFromContact"_s)->click();
        QCOMPARE(requested, std::optional{desk.jonas});
    }
};

QTEST_MAIN(HiddenPanelTest)
#include "hidden_panel_test.moc"
