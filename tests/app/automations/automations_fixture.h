// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/automations/automation_store.h"
#include "app/automations/runs.h"
#include "app/automations/scheduler.h"
#include "app/automations/studio_time.h"
#include "app/base/text.h"
#include "app/email_templates/email_template_store.h"
#include "app/invoices/invoice_store.h"
#include "app/mail/outbox.h"
#include "app/orders/order_answer.h"
#include "app/orders/order_store.h"
#include "app/payments/ledger.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/addresses.h"
#include "app/portal_access/passwords.h"
#include "app/portal_access/session.h"
#include "app/questionnaires/questionnaire_store.h"
#include "tests/app/contracts/contract_fixture.h"

namespace foyer::test {

/// A couple that shares an address, their job, and automations that mail them.
class AutomationsFixture : public ContractFixture
{
public:
    AutomationsFixture()
    {
        must(change([](Transaction& t) {
            return portal_access::setStudioAddress(t, QStringLiteral("https://portal.example.com"));
        }));
        addTemplate(QStringLiteral("welcome"), QStringLiteral("Welcome, {{recipient.first_name}}"),
                    QStringLiteral("Dear {{recipient.first_name}},\n\n{{recipient.portal_linked}}\n"));
    }

    static void must(const Result<void>& result)
    {
        if (!result)
            qFatal("%s", qPrintable(result.error().detail));
    }
    using ContractFixture::must;

    TemplateId addTemplate(const QString& uid, const QString& subject, const QString& body)
    {
        return must(write([&](Transaction& t) {
            return email_templates::add(t, {.name = uid, .text = {subject, body}, .uid = uid});
        }));
    }

    static Step mailStep(const QString& uid = QStringLiteral("welcome"), std::vector<JobRole> roles = {})
    {
        MailStep mail;
        mail.templateUid = uid;
        mail.audience.roles = std::move(roles);
        return {mail};
    }
    static Step waitStep(int days, WaitStep::From from = WaitStep::From::Step, QTime at = {})
    {
        WaitStep wait;
        wait.from = from;
        wait.days = days;
        wait.at = at;
        return {wait};
    }
    static AutomationContent on(Trigger::Kind kind, std::vector<Step> steps)
    {
        AutomationContent content;
        content.trigger.kind = kind;
        content.steps = std::move(steps);
        return content;
    }

    AutomationId switchedOn(const AutomationContent& content, const QString& name = QStringLiteral("One"))
    {
        return must(write([&](Transaction& t) -> Result<AutomationId> {
            const auto id = automations::add(t, {name, content});
            if (!id)
                return id;
            const auto on = automations::switchOn(t, *id);
            return on ? id : Result<AutomationId>{fail(on.error())};
        }));
    }

    /// Until nothing is left to do now.
    automations::Tick tick()
    {
        automations::Tick all;
        for (int i = 0; i < 200; ++i) {
            const auto one =
                must(database->write(Actor::system(), [](Transaction& t) { return automations::tick(t); }));
            all.runsBegun += one.runsBegun;
            all.stepsDone += one.stepsDone;
            all.nextDue = one.nextDue;
            if (!one.isMore && one.runsBegun == 0 && one.stepsDone == 0)
                return all;
        }
        qFatal("it never comes to rest");
    }

    void book(const QString& cause = QStringLiteral("by hand"))
    {
        must(write([&](Transaction& t) { return jobs::book(t, job, cause); }));
    }
    void close(const QString& reason = QStringLiteral("cancelled"))
    {
        must(change([&](Transaction& t) { return jobs::close(t, job, reason); }));
    }
    void moveTo(JobStage stage)
    {
        must(change([&](Transaction& t) { return jobs::moveTo(t, job, stage); }));
    }
    void moveShoot(QDate day)
    {
        must(change([&](Transaction& t) -> Result<void> {
            auto edited = jobs::find(t, job);
            if (!edited)
                return fail(edited.error());
            edited->details.shoots.clear();
            if (day.isValid())
                edited->details.shoots.push_back({{}, day, {}, {}, {}, {}, {}});
            return jobs::save(t, *edited);
        }));
    }

    /// Oldest first; those of templates only.
    std::vector<mail::Mail> mails()
    {
        auto all = must(read([](const Snapshot& s) { return mail::all(s, 5000); }));
        std::reverse(all.begin(), all.end());
        std::erase_if(all, [](const mail::Mail& one) { return one.kind != QStringLiteral("template"); });
        return all;
    }
    QStringList subjects()
    {
        QStringList list;
        for (const mail::Mail& one : mails())
            list.append(one.subject);
        return list;
    }
    std::vector<automations::Run> runs(AutomationId id)
    {
        auto all = must(read([&](const Snapshot& s) { return automations::runsOf(s, id, 1000); }));
        std::reverse(all.begin(), all.end());
        return all;
    }

    /// As if a courier had handed it over.
    void tamperSent(MailId id)
    {
        must(change([&](Transaction& t) -> Result<void> {
            t.declareHousekeeping();
            return t.query(QStringLiteral("UPDATE mail SET state = 'sent' WHERE id = :id"))
                .bind(QLatin1StringView{":id"}, id.row())
                .run();
        }));
    }

    void setPassword(ContactId contact)
    {
        const auto seed =
            must(read([&](const Snapshot& s) { return portal_access::seedForNewPassword(s, contact); }));
        const auto record = portal_access::makePassword(QStringLiteral("correct horse battery"), seed);
        must(database->write(Actor::client(contact, {}), [&](Transaction& t) {
            return portal_access::setFirstPassword(t, seed, record);
        }));
    }
    void logIn(ContactId contact)
    {
        must(database->write(Actor::client(contact, {}), [&](Transaction& t) -> Result<QString> {
            const auto account = portal_access::account(t, contact);
            if (!account)
                return fail(account.error());
            return portal_access::openSession(t, contact, account->generation, QStringLiteral("localhost"),
                                              QStringLiteral("127.0.0.1"), QStringLiteral("test"));
        }));
    }

    /// The program ends, and is started again.
    void reopen()
    {
        database.reset();
        auto opened = openStudio(file(), StartWith::Existing, [this] { return now; });
        if (!opened)
            qFatal("%s", qPrintable(opened.error().detail));
        database = std::move(*opened);
    }

    ItemId sentQuestionnaire(const std::vector<ContactId>& to, QDate due = {})
    {
        Questionnaire::Question one;
        one.id = QStringLiteral("place");
        one.label = QStringLiteral("Where do we meet?");
        Questionnaire questions;
        questions.questions = {one};
        const questionnaires::NewQuestionnaire made{job,       {}, QStringLiteral("About the day"),
                                                    questions, to, due};
        const ItemId id = must(write([&](Transaction& t) { return questionnaires::add(t, made); }));
        must(write([&](Transaction& t) { return questionnaires::send(t, id, items::find(t, id)->version); }));
        return id;
    }
    ItemId issuedInvoice(const std::vector<ContactId>& to, std::optional<int> dueInDays = {})
    {
        InvoiceContent invoice;
        invoice.goods.title = QStringLiteral("Coverage");
        OrderLine line;
        line.title = QStringLiteral("Coverage of the day");
        line.unitPrice = 100'000;
        invoice.goods.lines = {line};
        if (dueInDays) {
            ScheduleRule rule;
            rule.label = QStringLiteral("All of it");
            rule.from = DueFrom::Issue;
            rule.days = *dueInDays;
            invoice.schedule = {rule};
        }
        const ItemId id = must(write([&](Transaction& t) {
            return invoices::add(t, {job, {}, invoice, to});
        }));
        const auto prepared = must(read([&](const Snapshot& s) { return invoices::prepare(s, id); }));
        must(write([&](Transaction& t) { return invoices::issue(t, prepared, "%PDF-1.7 invoice"); }));
        return id;
    }
    PaymentId pay(ItemId invoice, qint64 minor, PaymentState state = PaymentState::Posted)
    {
        payments::NewPayment payment{payments::handAccount,     {}, brand(), job, ada, PaymentMethod::Cash,
                                     Money::ofMinor(minor, eur)};
        payment.day = automations::dayOf(now);
        payment.towards = {{invoice}};
        payment.state = state;
        if (state == PaymentState::Pending)
            payment.attempt = must(write([&](Transaction& t) -> Result<AttemptId> {
                auto insert = t.query(QStringLiteral(R"(
                    INSERT INTO payment_attempt (uid, invoice_id, account, currency, amount_minor,
                        surcharge_minor, idempotency_key, state, session, address, cause, created_at)
                    VALUES ('a1', :invoice, 'stripe:acct_test', 'EUR', :amount, 0, 'k1', 'pending', 's1', '',
                        '', 1))"));
                t.declareHousekeeping();
                const auto done = insert.bind(QLatin1StringView{":invoice"}, invoice.row())
                                      .bind(QLatin1StringView{":amount"}, minor)
                                      .run();
                if (!done)
                    return fail(done.error());
                return AttemptId{insert.insertedRow()};
            }));
        return must(write([&](Transaction& t) { return payments::record(t, payment); })).id;
    }

    ItemId sentQuote(bool booksJob = true)
    {
        orders::NewOrder order{job, {}, {}, {ada, ben}, booksJob};
        order.content.title = QStringLiteral("The whole day");
        order.content.needsAcceptance = true;
        OrderLine line;
        line.title = QStringLiteral("Coverage");
        line.unitPrice = 100'000;
        order.content.lines = {line};
        const ItemId id = must(write([&](Transaction& t) { return orders::add(t, order); }));
        const auto prepared = must(read([&](const Snapshot& s) { return orders::prepare(s, id); }));
        must(write([&](Transaction& t) { return orders::send(t, prepared, "%PDF-1.7 quote"); }));
        return id;
    }
    void accept(ItemId id, ContactId who)
    {
        must(database->write(Actor::client(who, QStringLiteral("192.0.2.7")),
                             [&](Transaction& t) -> Result<bool> {
                                 const auto item = items::find(t, id);
                                 if (!item)
                                     return fail(item.error());
                                 const items::Viewer viewer{who, {}};
                                 const auto shown = orders::find(t, viewer, item->uid);
                                 if (!shown)
                                     return fail(shown.error());
                                 return orders::answer(t, {viewer,
                                                           item->uid,
                                                           orders::Answer::Accept,
                                                           shown->sha256,
                                                           {},
                                                           QStringLiteral("192.0.2.7"),
                                                           QStringLiteral("Test/1.0")});
                             }));
    }
};

} // namespace foyer::test
