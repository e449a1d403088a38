// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/random.h"
#include "app/brands/billing.h"
#include "app/contracts/contract_store.h"
#include "app/invoices/invoice_store.h"
#include "app/items/files.h"
#include "app/orders/order_store.h"
#include "app/payments/ledger.h"
#include "app/questionnaires/questionnaire_store.h"
#include "portal_server/portal/routes.h"
#include "tests/app/items/items_fixture.h"
#include "tests/portal/portal_fixture.h"

namespace foyer::test {

/// Why a client does not see an object, or does.
enum class Hidden
{
    No,         ///< sent to its owner
    Draft,      ///< the owner is a recipient, but nothing was sent
    Deleted,    ///< a draft in the bin
    OtherBrand, ///< sent, by a brand that has a domain of its own
    NotShared   ///< a file that was kept with the job and shared with nobody
};

/// Something that a route can name.
struct Object
{
    web::Names names;
    QString uid;
    std::size_t owner; ///< the client it is for, by number
    Hidden hidden;
    QString mark;      ///< stands in its title and content, and in no other object's
    QString part = {}; ///< of a receipt: its payment
};

/// Clients in couples, each couple on one job; everybody has one of everything.
class ForeignWorld : public ItemsFixtureOn<PortalFixture>
{
public:
    explicit ForeignWorld(std::size_t size)
    {
        giveDomain(borealis, QStringLiteral("borealis.example"));
        for (const BrandId brand : {aurora, borealis})
            giveBilling(brand);
        for (std::size_t i = 0; i < size; ++i) {
            ContactDetails details;
            details.givenName = QStringLiteral("Client%1").arg(i);
            details.familyName = QStringLiteral("Foreign");
            details.addresses.push_back(someAddress());
            clients.push_back(this->add(details));
        }
        for (std::size_t i = 0; i < size; ++i) {
            if (i % 2 == 0) {
                std::vector<ContactId> couple{clients[i]};
                if (i + 1 < size)
                    couple.push_back(clients[i + 1]);
                const QString title = QStringLiteral("Job of the couple %1").arg(i / 2);
                m_job = addJob(title, couple);
                m_otherJob = addJob(title, couple, {}, borealis);
            }
            addObjects(i);
        }
    }

    /// Everything that routes of this kind can name. A kind that nobody makes here fails the test.
    std::vector<const Object*> objectsFor(web::Names names) const
    {
        std::vector<const Object*> found;
        for (const Object& object : objects) {
            if (object.names == names)
                found.push_back(&object);
        }
        return found;
    }

    /// The job that both of a couple are on.
    static bool isCouple(std::size_t a, std::size_t b) { return a / 2 == b / 2; }

    std::vector<ContactId> clients;
    std::vector<Object> objects;

private:
    void giveDomain(BrandId brand, const QString& domain)
    {
        does([&](Transaction& t) -> Result<void> {
            auto edited = brands::find(t, brand);
            edited->details.domain = domain;
            return brands::save(t, *edited);
        });
    }

    static PostalAddress someAddress()
    {
        PostalAddress address;
        address.street = QStringLiteral("4 Quay");
        address.city = QStringLiteral("Hamburg");
        address.postalCode = QStringLiteral("20457");
        address.country = QStringLiteral("Germany");
        return address;
    }

    /// All that an e-invoice needs of a brand.
    void giveBilling(BrandId brand)
    {
        does([&](Transaction& t) -> Result<void> {
            auto edited = brands::find(t, brand);
            edited->details.address = someAddress();
            if (const auto saved = brands::save(t, *edited); !saved)
                return saved;
            auto billing = brands::billing(t, brand);
            billing->details.vatId = QStringLiteral("DE123456789");
            return brands::saveBilling(t, brand, *billing);
        });
    }

    static std::optional<ItemKind> kindOf(web::Names names)
    {
        switch (names) {
        case web::Names::Order:
            return ItemKind::Order;
        case web::Names::Contract:
            return ItemKind::Contract;
        case web::Names::Questionnaire:
            return ItemKind::Questionnaire;
        case web::Names::File:
            return ItemKind::File;
        case web::Names::Invoice:
        case web::Names::Receipt:
            return ItemKind::Invoice;
        case web::Names::Nothing:
        case web::Names::Link: // a secret of its own: who has it may open it
            return std::nullopt;
        }
        Q_UNREACHABLE();
    }

    void addObjects(std::size_t owner)
    {
        for (const web::Names names : {web::Names::Order, web::Names::Contract, web::Names::Questionnaire,
                                       web::Names::File, web::Names::Invoice, web::Names::Receipt}) {
            const Hidden unsent = names == web::Names::File ? Hidden::NotShared : Hidden::Draft;
            for (const Hidden hidden : {Hidden::No, unsent, Hidden::Deleted, Hidden::OtherBrand})
                addObject(names, owner, hidden);
        }
    }

    void addObject(web::Names names, std::size_t owner, Hidden hidden)
    {
        const QString mark = QStringLiteral("mark-%1-%2-%3.").arg(int(names)).arg(owner).arg(int(hidden)) +
                             randomUuid().left(8);
        std::vector<ContactId> recipients;
        if (hidden != Hidden::NotShared)
            recipients.push_back(clients[owner]);
        const bool isSent = hidden == Hidden::No || hidden == Hidden::OtherBrand;
        const JobId place = hidden == Hidden::OtherBrand ? m_otherJob : m_job;
        const ItemId id = done([&](Transaction& t) -> Result<ItemId> {
            const auto made = make(t, *kindOf(names), place, recipients, mark);
            if (!made)
                return made;
            const auto went = isSent                      ? deliver(t, *kindOf(names), *made, mark)
                              : hidden == Hidden::Deleted ? items::moveToBin(t, *made)
                                                          : Result<void>{};
            return went ? made : fail(went.error());
        });
        // Where nothing was issued, nothing was paid.
        const QString part = names != web::Names::Receipt ? QString{}
                             : isSent                     ? pay(id, clients[owner])
                                                          : randomUuid();
        objects.push_back({names, item(id).uid, owner, hidden, mark, part});
    }

    /// Its first euro, in cash. Returns the payment's uid.
    QString pay(ItemId invoice, ContactId payer)
    {
        return done([&](Transaction& t) -> Result<QString> {
            const auto paid = items::find(t, invoice);
            if (!paid)
                return fail(paid.error());
            payments::NewPayment payment{
                payments::handAccount,   {}, paid->brand, paid->job, payer, PaymentMethod::Cash,
                Money::ofMinor(100, eur)};
            payment.day = QDate{2027, 5, 3};
            payment.towards = {{invoice}};
            const auto recorded = payments::record(t, payment);
            if (!recorded)
                return fail(recorded.error());
            const auto found = payments::find(t, recorded->id);
            return found ? Result<QString>{found->uid} : fail(found.error());
        });
    }

    /// Its mark stands in all that it says.
    static Result<ItemId> make(Transaction& t, ItemKind kind, JobId place,
                               const std::vector<ContactId>& recipients, const QString& mark)
    {
        switch (kind) {
        case ItemKind::Order: {
            orders::NewOrder order{place, {}, {}, recipients};
            order.content.title = mark;
            order.content.needsAcceptance = true;
            OrderLine line;
            line.title = mark;
            line.unitPrice = 1'500;
            order.content.lines.push_back(line);
            return orders::add(t, order);
        }
        case ItemKind::Contract: {
            contracts::NewContract contract{place, mark};
            contract.work.terms.text = mark + QStringLiteral(". [initials]\n\n[ ] ") + mark;
            for (const ContactId one : recipients)
                contract.work.signers.push_back({one, {}});
            return contracts::add(t, contract);
        }
        case ItemKind::Questionnaire: {
            Questionnaire::Question question{QStringLiteral("a"), QuestionKind::ShortText, mark, mark};
            return questionnaires::add(t, {place, {}, mark, {mark, false, {question}}, recipients});
        }
        case ItemKind::File:
            return files::add(t, place, mark, mark.toUtf8());
        case ItemKind::Invoice: {
            invoices::NewInvoice invoice{place, {}, {}, recipients};
            invoice.content.goods.title = mark;
            OrderLine line;
            line.title = mark;
            line.unitPrice = 1'500;
            invoice.content.goods.lines.push_back(line);
            invoice.content.wantsEInvoice = true;
            return invoices::add(t, invoice);
        }
        }
        Q_UNREACHABLE();
    }
    Result<void> deliver(Transaction& t, ItemKind kind, ItemId id, const QString& mark) const
    {
        const auto isDone = [](const auto& result) { return result ? Result<void>{} : fail(result.error()); };
        const QByteArray pdf = "%PDF-1.7\n" + mark.toUtf8();
        const auto made = items::find(t, id);
        if (!made)
            return fail(made.error());
        switch (kind) {
        case ItemKind::Order: {
            const auto prepared = orders::prepare(t, id);
            return prepared ? isDone(orders::send(t, *prepared, pdf)) : fail(prepared.error());
        }
        case ItemKind::Contract: {
            const auto prepared = contracts::prepare(t, id);
            return prepared ? isDone(contracts::send(t, *prepared, pdf)) : fail(prepared.error());
        }
        case ItemKind::Questionnaire:
            return isDone(questionnaires::send(t, id, made->version));
        case ItemKind::File:
            return files::shareWith(t, id, clients[std::size_t(mark.section(u'-', 2, 2).toInt())]);
        case ItemKind::Invoice: {
            const auto prepared = invoices::prepare(t, id);
            return prepared ? isDone(invoices::issue(t, *prepared, pdf)) : fail(prepared.error());
        }
        }
        Q_UNREACHABLE();
    }

    JobId m_job{1};
    JobId m_otherJob{1};
};

} // namespace foyer::test
