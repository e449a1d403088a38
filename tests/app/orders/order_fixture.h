// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/jobs/job_store.h"
#include "app/orders/order_answer.h"
#include "app/orders/order_store.h"
#include "tests/app/studio_fixture.h"

namespace foyer::test {

inline const Tax vat{QStringLiteral("VAT 19 %"), TaxCategory::Standard, 19'000};

inline OrderLine lineOf(const QString& title, qint64 unitPrice, const Tax& tax = {})
{
    OrderLine line;
    line.title = title;
    line.unitPrice = unitPrice;
    line.tax = tax;
    return line;
}

/// "Wedding at the lake": coverage and an album, less 10 %, plus tax: 2,677.50 €.
inline OrderContent someOrder()
{
    OrderContent content;
    content.title = QStringLiteral("Wedding at the lake");
    content.introduction = QStringLiteral("As we talked about.");
    content.lines = {lineOf(QStringLiteral("Coverage of the day"), 200'000, vat),
                     lineOf(QStringLiteral("Album"), 50'000, vat)};
    content.discount.milliPercent = 10'000;
    content.closing = QStringLiteral("We are looking forward to it.");
    return content;
}

inline OrderContent someQuote()
{
    OrderContent content = someOrder();
    content.needsAcceptance = true;
    return content;
}

template <class T>
T must(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().detail));
    return std::move(*result);
}
inline void must(const Result<void>& result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().detail));
}

/// What orders need around them, on any studio: a job, and words for what tests do with orders.
class OrderDesk
{
public:
    explicit OrderDesk(StudioFixture& studio)
        : m_studio{studio}
        , job{must(studio.database->write(Actor::studio(), [&](Transaction& transaction) {
            JobDetails details;
            details.title = QStringLiteral("Wedding of Ada and Ben");
            return jobs::add(transaction, studio.brand(), details);
        }))}
    {
    }

    ItemId add(const OrderContent& content, const std::vector<ContactId>& recipients, bool booksJob = false)
    {
        return must(m_studio.database->write(Actor::studio(), [&](Transaction& transaction) {
            return orders::add(transaction, {job, {}, content, recipients, booksJob});
        }));
    }

    orders::Order order(ItemId id)
    {
        return must(m_studio.database->read([&](const Snapshot& s) { return orders::find(s, id); }));
    }

    void save(const orders::Order& edited)
    {
        must(m_studio.change([&](Transaction& transaction) { return orders::save(transaction, edited); }));
    }

    orders::Prepared prepare(ItemId id)
    {
        return must(m_studio.database->read([&](const Snapshot& s) { return orders::prepare(s, id); }));
    }

    Result<VersionId> trySend(const orders::Prepared& prepared)
    {
        return m_studio.database->write(Actor::studio(), [&](Transaction& transaction) {
            return orders::send(transaction, prepared, QByteArrayLiteral("%PDF-1.7 stands for the paper"));
        });
    }

    VersionId send(ItemId id) { return must(trySend(prepare(id))); }

    ItemId sent(const OrderContent& content, const std::vector<ContactId>& recipients, bool booksJob = false)
    {
        const ItemId id = add(content, recipients, booksJob);
        send(id);
        return id;
    }

    /// The same order, revised with another price for its first line.
    void revise(ItemId id, qint64 unitPrice)
    {
        orders::Order edited = order(id);
        edited.content.lines.front().unitPrice = unitPrice;
        save(edited);
        send(id);
    }

    void voidOrder(ItemId id)
    {
        must(m_studio.change([&](Transaction& transaction) { return orders::voidOrder(transaction, id); }));
    }

    Result<orders::ShownOrder> shownTo(ContactId contact, ItemId id)
    {
        const QString uid = order(id).item.uid;
        return m_studio.database->read([&](const Snapshot& s) {
            return orders::find(s, {contact, {}}, uid);
        });
    }

    orders::Answering answering(ContactId contact, ItemId id, orders::Answer answer)
    {
        const auto shown = shownTo(contact, id);
        return {{contact, {}},
                order(id).item.uid,
                answer,
                shown ? shown->sha256 : QByteArray{},
                {},
                QStringLiteral("192.0.2.7"),
                QStringLiteral("Browser of a test")};
    }

    Result<bool> answer(const orders::Answering& answering)
    {
        return m_studio.database->write(
            Actor::client(answering.viewer.contact, answering.peer),
            [&](Transaction& transaction) { return orders::answer(transaction, answering); });
    }

    JobStage stage()
    {
        return must(m_studio.database->read([&](const Snapshot& s) { return jobs::find(s, job); })).stage;
    }

private:
    StudioFixture& m_studio;

public:
    JobId job;
};

} // namespace foyer::test
