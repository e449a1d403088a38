// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/item_windows.h"

#include "app/contacts/contact_store.h"
#include "app/contracts/contract_store.h"
#include "app/contracts/contract_templates.h"
#include "app/invoices/invoice_store.h"
#include "app/invoices/schedule_presets.h"
#include "app/jobs/job_store.h"
#include "app/orders/order_store.h"
#include "app/questionnaires/questionnaire_store.h"
#include "app/storage/settings.h"
#include "ui/contracts/contract_editor.h"
#include "ui/invoices/invoice_editor.h"
#include "ui/invoices/order_shares_dialog.h"
#include "ui/orders/order_editor.h"
#include "ui/questionnaires/questionnaire_editor.h"

#include <QApplication>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QInputDialog>
#include <QLocale>
#include <QTimer>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Whom a new document of this job is for, until somebody says otherwise.
std::vector<ContactId> clientsOf(const Snapshot& snapshot, const Job& job)
{
    std::vector<ContactId> clients;
    for (const JobPerson& person : job.details.people) {
        const bool isClient = person.role == JobRole::Client || person.role == JobRole::Spouse ||
                              person.role == JobRole::Partner;
        const auto contact = contacts::brief(snapshot, person.contact);
        if (isClient && contact && contact->kind == ContactKind::Person &&
            std::find(clients.begin(), clients.end(), person.contact) == clients.end())
            clients.push_back(person.contact);
    }
    return clients;
}

/// What the studio set, else what this computer's country pays with.
Currency usualCurrency(const Snapshot& snapshot)
{
    const auto set = settings::get(snapshot, QLatin1StringView{settings::currency});
    const auto chosen = set ? Currency::fromText(*set) : std::nullopt;
    return chosen.value_or(
        Currency::fromText(QLocale::system().currencySymbol(QLocale::CurrencyIsoCode)).value_or(eur));
}

} // namespace

ItemWindows::ItemWindows(Database& database, QWidget& owner)
    : m_database{database}
    , m_owner{owner}
{
}

void ItemWindows::open(ItemId item, ItemKind kind)
{
    QPointer<QWidget>& window = m_windows[item];
    if (!window) {
        switch (kind) {
        case ItemKind::Order: {
            auto* editor = new OrderEditor{m_database, item, &m_owner};
            connect(editor, &OrderEditor::failed, this, &ItemWindows::failed);
            connect(editor, &OrderEditor::invoicingWanted, this,
                    [this, editor, item] { invoiceOrder(item, editor); });
            window = editor;
            break;
        }
        case ItemKind::Contract: {
            auto* editor = new ContractEditor{m_database, item, &m_owner};
            window = editor;
            break;
        }
        case ItemKind::Questionnaire:
            window = new QuestionnaireEditor{m_database, item, &m_owner};
            break;
        case ItemKind::Invoice: {
            auto* editor = new InvoiceEditor{m_database, item, &m_owner};
            editor->setRefundCard(m_refundCard);
            connect(editor, &InvoiceEditor::invoiceWanted, this,
                    [this](ItemId other) { open(other, ItemKind::Invoice); });
            window = editor;
            break;
        }
        case ItemKind::File:
            return; // no window of its own
        }
        window->setWindowFlag(Qt::Window);
        window->setAttribute(Qt::WA_DeleteOnClose);
    }
    window->show();
    window->raise();
    window->activateWindow();
}

bool ItemWindows::closeAll()
{
    constexpr int longestMs = 3'000; // a save takes less; what takes longer has a question
    const auto firstOpen = [this]() -> QWidget* {
        for (const auto& [item, window] : m_windows) {
            if (window && window->isVisible())
                return window;
        }
        return nullptr;
    };
    for (const auto& [item, window] : m_windows) {
        if (window)
            window->close();
    }
    QEventLoop waiting;
    QTimer look;
    const QDeadlineTimer until{longestMs};
    connect(&look, &QTimer::timeout, &waiting, [&] {
        if (!firstOpen() || until.hasExpired() || QApplication::activeModalWidget())
            waiting.quit();
    });
    look.start(20);
    if (firstOpen())
        waiting.exec();
    QWidget* stays = firstOpen();
    if (stays) {
        stays->raise();
        stays->activateWindow();
    }
    return !stays;
}

void ItemWindows::end()
{
    for (const auto& [item, window] : m_windows)
        delete window.data();
    m_windows.clear();
}

void ItemWindows::create(JobId id, ItemKind kind)
{
    const auto job = m_database.read([&](const Snapshot& snapshot) { return jobs::find(snapshot, id); });
    if (!job) {
        Q_EMIT failed(tr("This job is not there any more."));
        return;
    }
    switch (kind) {
    case ItemKind::Order:
        return createOrder(*job);
    case ItemKind::Contract:
        return createContract(*job);
    case ItemKind::Questionnaire:
        return createQuestionnaire(*job);
    case ItemKind::Invoice:
        return createInvoice(*job);
    case ItemKind::File:
        return;
    }
    Q_UNREACHABLE();
}

void ItemWindows::createInvoice(const Job& job)
{
    m_database.writeLater(
        Actor::studio(), this,
        [job](Transaction& transaction) -> Result<ItemId> {
            auto content = invoices::newFor(transaction, job.id);
            if (!content)
                return fail(content.error());
            return invoices::add(transaction, {job.id, {}, std::move(*content), clientsOf(transaction, job)});
        },
        [this](const Result<ItemId>& item) { made(item, ItemKind::Invoice); });
}

void ItemWindows::invoiceOrder(ItemId order, QWidget* window)
{
    auto* dialog = new OrderSharesDialog{m_database, order, window};
    connect(dialog, &OrderSharesDialog::made, this, [this](const std::vector<ItemId>& invoices) {
        for (const ItemId invoice : invoices)
            open(invoice, ItemKind::Invoice);
    });
    dialog->open();
}

void ItemWindows::createOrder(const Job& job)
{
    m_database.writeLater(
        Actor::studio(), this,
        [job](Transaction& transaction) {
            orders::NewOrder order{job.id, {}, {}, clientsOf(transaction, job)};
            if (order.recipients.size() > 1)
                order.recipients.erase(order.recipients.begin() + 1,
                                       order.recipients.end()); // one is addressed
            order.content.title = job.details.title;
            order.content.currency = usualCurrency(transaction);
            order.content.needsAcceptance = job.stage == JobStage::Lead;
            return orders::add(transaction, order);
        },
        [this](const Result<ItemId>& item) { made(item, ItemKind::Order); });
}

void ItemWindows::createContract(const Job& job)
{
    const auto templates =
        m_database.read([](const Snapshot& snapshot) { return contracts::templates(snapshot); });
    const auto begin = [this, job](std::optional<TemplateId> from) {
        m_database.writeLater(
            Actor::studio(), this,
            [job, from](Transaction& transaction) -> Result<ItemId> {
                std::vector<contracts::WantedSigner> signers;
                for (const ContactId client : clientsOf(transaction, job))
                    signers.push_back({client, tr("Client")});
                if (from)
                    return contracts::addFromTemplate(transaction, job.id, *from, signers);
                contracts::NewContract contract{job.id, tr("Contract: %1").arg(job.details.title).left(200)};
                contract.work.signers = signers;
                contract.booksJob = job.stage == JobStage::Lead;
                return contracts::add(transaction, contract);
            },
            [this](const Result<ItemId>& item) { made(item, ItemKind::Contract); });
    };
    if (!templates || templates->empty())
        return begin(std::nullopt);
    QStringList names{tr("An empty page")};
    for (const contracts::ContractTemplate& one : *templates)
        names.append(one.name);
    auto* dialog = new QInputDialog{&m_owner};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowModality(Qt::WindowModal);
    dialog->setWindowTitle(tr("New Contract"));
    dialog->setLabelText(tr("&Begin with"));
    dialog->setComboBoxItems(names);
    dialog->setTextValue(names.at(1));
    dialog->setOkButtonText(tr("&Write It"));
    connect(dialog, &QInputDialog::textValueSelected, this,
            [begin, names, templates = *templates](const QString& name) {
                const qsizetype at = names.indexOf(name);
                begin(at > 0 ? std::optional{templates[std::size_t(at - 1)].id} : std::nullopt);
            });
    dialog->open();
}

void ItemWindows::createQuestionnaire(const Job& job)
{
    m_database.writeLater(
        Actor::studio(), this,
        [job](Transaction& transaction) {
            return questionnaires::add(transaction, {job.id,
                                                     {},
                                                     tr("Questions: %1").arg(job.details.title).left(200),
                                                     {},
                                                     clientsOf(transaction, job)});
        },
        [this](const Result<ItemId>& item) { made(item, ItemKind::Questionnaire); });
}

void ItemWindows::made(const Result<ItemId>& item, ItemKind kind)
{
    if (!item)
        Q_EMIT failed(tr("It could not be made: %1").arg(item.error().detail));
    else
        open(*item, kind);
}

} // namespace foyer
