// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/invoices/invoice_editor.h"

#include "app/brands/billing.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/invoices/invoice_schedule.h"
#include "app/invoices/schedule_presets.h"
#include "app/jobs/job_store.h"
#include "app/orders/usual_tax.h"
#include "ui/address_book/ask.h"
#include "ui/common/job_words.h"
#include "ui/common/words.h"
#include "ui/invoices/invoice_form.h"
#include "ui/invoices/invoice_preview.h"
#include "ui/invoices/issued_view.h"
#include "ui/orders/order_preview.h"

#include <QAction>
#include <QCloseEvent>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>
#include <utility>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int saveAfterMs = 800;
constexpr int tryAgainAfterMs = 5'000;
constexpr int previewAfterMs = 60;

/// What of a draft is kept: what could not be read is not.
struct Kept
{
    InvoiceContent content;
    std::vector<ContactId> recipients;
    bool booksJob;
    bool operator==(const Kept&) const = default;
};

Kept keptOf(const InvoiceDraft& draft)
{
    return {contentOf(draft), draft.goods.recipients, draft.goods.booksJob};
}

invoices::Invoice withDraft(invoices::Invoice invoice, const InvoiceDraft& draft)
{
    invoice.content = contentOf(draft);
    invoice.item.booksJob = draft.goods.booksJob;
    return invoice;
}

Result<void> saveAll(Transaction& transaction, const invoices::Invoice& edited,
                     const std::vector<ContactId>& recipients)
{
    if (const auto saved = invoices::save(transaction, edited); !saved)
        return saved;
    return invoices::setRecipients(transaction, edited.item.id, recipients);
}

/// What stands around a draft: who it may be for, what it may charge, the days it is counted from.
struct Around
{
    std::vector<OrderPerson> people;
    QString brandName;
    std::vector<Product> products;
    std::vector<TaxRate> rates;
    Tax usualTax;
    ScheduleDays days;
    std::vector<ScheduleEdit::Preset> presets;
};

Result<void> addPerson(const Snapshot& snapshot, ContactId id, const QString& role,
                       std::vector<OrderPerson>& people)
{
    const bool isKnown =
        std::any_of(people.begin(), people.end(), [&](const OrderPerson& one) { return one.contact == id; });
    if (isKnown)
        return {};
    const auto contact = contacts::brief(snapshot, id);
    if (!contact)
        return fail(contact.error());
    if (contact->kind == ContactKind::Person) // only people have a portal
        people.push_back({id, contact->name, role});
    return {};
}

Result<Around> aroundOf(const Snapshot& snapshot, const Item& item)
{
    const auto job = jobs::find(snapshot, item.job);
    const auto brand = brands::find(snapshot, item.brand);
    const auto billing = brands::billing(snapshot, item.brand);
    auto products = catalogue::products(snapshot, catalogue::Which::Offered);
    auto rates = catalogue::taxRates(snapshot, catalogue::Which::Offered);
    if (!job || !brand || !billing)
        return fail(!job ? job.error() : !brand ? brand.error() : billing.error());
    if (!products || !rates)
        return fail(!products ? products.error() : rates.error());
    const auto days = invoices::scheduleDaysOf(snapshot, item.job, toLocal(snapshot.now()).date(),
                                               billing->details.daysToPay);
    if (!days)
        return fail(days.error());
    const auto presets = invoices::presets(snapshot);
    if (!presets)
        return fail(presets.error());
    const auto usualTax = orders::usualTax(snapshot, item.brand);
    if (!usualTax)
        return fail(usualTax.error());
    Around found{{}, brand->details.name, std::move(*products), std::move(*rates), *usualTax, *days, {}};
    for (const invoices::SchedulePreset& preset : *presets)
        found.presets.push_back({preset.name, preset.rules});
    for (const JobPerson& person : job->details.people) {
        const QString role = person.role == JobRole::Other ? QString{} : words::role(person.role);
        if (const auto added = addPerson(snapshot, person.contact, role, found.people); !added)
            return fail(added.error());
    }
    for (const ItemRecipient& recipient : item.recipients) {
        if (const auto added = addPerson(snapshot, recipient.contact, {}, found.people); !added)
            return fail(added.error());
    }
    return found;
}

} // namespace

InvoiceEditor::InvoiceEditor(Database& database, ItemId item, QWidget* parent)
    : QMainWindow{parent}
    , m_database{database}
    , m_item{item}
    , m_issuing{database}
    , m_form{new InvoiceForm{database}}
    , m_issuedView{new IssuedView}
    , m_sides{new QStackedWidget}
    , m_preview{new OrderPreview}
    , m_state{new QLabel}
    , m_status{new QLabel}
    , m_notice{new QWidget}
    , m_noticeText{new QLabel}
    , m_noticeFirst{new QPushButton}
    , m_noticeSecond{new QPushButton}
{
    build();
    load();
    if (isDraft())
        m_form->begin();
}

InvoiceEditor::~InvoiceEditor()
{
    m_form->commit();
    m_form->disconnect(this);
    m_history.disconnect(this);
    hide(); // while every part is there: the field that loses the focus says so
    // The program ends without having closed this window: what was typed last is kept where it can be.
    if (isSaved() || !isDraft() || m_hasConflict)
        return;
    const InvoiceDraft& draft = m_history.draft();
    m_database.writeSoon(Actor::studio(),
                         [edited = withDraft(*m_invoice, draft), recipients = draft.goods.recipients,
                          comesAfterOurs = m_isSaving](Transaction& transaction) mutable -> Result<void> {
                             if (comesAfterOurs) {
                                 const auto there = invoices::find(transaction, edited.item.id);
                                 if (!there)
                                     return fail(there.error());
                                 edited.item.version = there->item.version;
                             }
                             return saveAll(transaction, edited, recipients);
                         });
}

bool InvoiceEditor::isDraft() const
{
    return m_invoice && !m_invoice->item.deletedAt && m_invoice->item.state == ItemState::Draft;
}

bool InvoiceEditor::isCreditNote() const
{
    return m_invoice && m_invoice->content.type == InvoiceType::CreditNote;
}

bool InvoiceEditor::isSaved() const
{
    return !m_invoice || keptOf(m_history.draft()) == keptOf(m_saved);
}

QDate InvoiceEditor::today() const
{
    return toLocal(m_database.now()).date();
}

std::vector<ContactId> InvoiceEditor::recipients() const
{
    if (isDraft())
        return m_history.draft().goods.recipients;
    std::vector<ContactId> all;
    for (const ItemRecipient& recipient : m_invoice->item.recipients)
        all.push_back(recipient.contact);
    return all;
}

// ---- What the studio has

bool InvoiceEditor::read()
{
    auto invoice =
        m_database.read([&](const Snapshot& snapshot) { return invoices::find(snapshot, m_item); });
    if (!invoice) {
        m_form->setReadOnly(true);
        sayFailure(tr("This invoice cannot be read at the moment."), invoice.error());
        return false;
    }
    m_invoice = std::move(*invoice);
    return true;
}

void InvoiceEditor::readAround()
{
    const auto around =
        m_database.read([&](const Snapshot& snapshot) { return aroundOf(snapshot, m_invoice->item); });
    if (!around)
        return;
    m_brandName = around->brandName;
    m_form->setPeople(around->people);
    m_form->setCatalogue(around->products, around->rates, around->usualTax);
    m_form->setPresets(around->presets);
    m_days = around->days;
    m_form->setDays(m_days);
    m_previewTimer.start(previewAfterMs);
}

void InvoiceEditor::readAccount()
{
    auto account = m_database.read([&](const Snapshot& snapshot) { return accountOf(snapshot, m_item); });
    if (!account)
        return sayFailure(tr("This invoice cannot be read at the moment."), account.error());
    m_account = std::move(*account);
    m_issuedView->show(*m_account, today());
}

void InvoiceEditor::load()
{
    if (!read())
        return;
    readAround();
    m_saved = draftOf(*m_invoice);
    m_history.reset(m_saved);
    showState();
}

void InvoiceEditor::hearOf(const Changes& changes)
{
    if (m_isSaving || m_issuing.isRunning() || !m_invoice)
        return; // it may be our own; reading comes after it
    const bool isDraftHere = isDraft();
    if (isDraftHere && (changes.touches(Entity::Product) || changes.touches(Entity::Brand) ||
                        changes.touches(Entity::Job, m_invoice->item.job.row())))
        readAround();
    if (!isDraftHere && (changes.touches(Entity::Payment) || changes.touches(Entity::Item))) {
        load();
        return;
    }
    if (!changes.touches(Entity::Item, m_item.row()))
        return;
    const qint64 known = m_invoice->item.version;
    const bool wasSaved = isSaved();
    if (!read() || m_invoice->item.version == known)
        return;
    if (wasSaved) {
        m_saved = draftOf(*m_invoice);
        m_history.reset(m_saved);
        showState();
    } else {
        m_invoice->item.version = known; // saving meets the conflict and asks
        save();
    }
}

// ---- What is typed

void InvoiceEditor::takeDraft(const InvoiceDraft& draft, const QString& what, const QString& field)
{
    m_hasTriedToClose = false;
    m_history.apply(draft, what, field);
    saveSoon();
}

void InvoiceEditor::showDraft()
{
    m_form->show(m_history.draft());
    m_previewTimer.start(previewAfterMs);
    const QString typedTitle = m_history.draft().goods.content.title;
    const QString title = typedTitle.isEmpty() ? tr("No title yet") : typedTitle;
    const QString number = m_invoice ? m_invoice->item.number : QString{};
    if (isCreditNote())
        setWindowTitle(number.isEmpty() ? tr("%1 – Credit note, a draft").arg(title)
                                        : tr("%1 – Credit note %2").arg(title, number));
    else
        setWindowTitle(number.isEmpty() ? tr("%1 – Invoice, a draft").arg(title)
                                        : tr("%1 – Invoice %2").arg(title, number));
    const QString unread = unreadSentence(m_history.draft());
    if (!unread.isEmpty() || m_saysUnread)
        say(unread, !unread.isEmpty()); // as soon as it cannot be read, and no longer than that
    m_saysUnread = !unread.isEmpty();
    if (!isSaved())
        saveSoon(); // undo changes it as well
}

void InvoiceEditor::showPreview()
{
    if (m_account) {
        m_preview->show(previewOf(m_account->issued), m_brandName);
        return;
    }
    if (!m_invoice)
        return;
    InvoiceDraft draft = m_history.draft();
    std::erase_if(draft.goods.lines, [](const DraftLine& line) { return isBlank(line); });
    std::optional<ContactId> buyer;
    if (!draft.goods.recipients.empty())
        buyer = draft.goods.recipients.front();
    auto invoice = m_database.read([&](const Snapshot& snapshot) {
        return invoices::outlook(snapshot, m_invoice->item, contentOf(draft), buyer);
    });
    if (!invoice)
        return;               // its lines do not add up: what was shown before stays
    invoice->number = u"–"_s; // it is given when it is issued
    m_preview->show(previewOf(*invoice), m_brandName);
}

void InvoiceEditor::saveSoon()
{
    if (!isSaved() && !m_hasConflict && isDraft())
        m_saveTimer.start(saveAfterMs);
}

void InvoiceEditor::save()
{
    m_saveTimer.stop();
    if (m_isSaving || m_issuing.isRunning() || m_hasConflict || !m_invoice)
        return;
    if (isSaved() || !isDraft()) {
        if (auto then = std::exchange(m_afterSaving, {}))
            then();
        return;
    }
    m_isSaving = true;
    say(tr("Saving…"));
    const InvoiceDraft draft = m_history.draft();
    m_database.writeLater(
        Actor::studio(), this,
        [edited = withDraft(*m_invoice, draft),
         recipients = draft.goods.recipients](Transaction& transaction) -> Result<invoices::Invoice> {
            if (const auto saved = saveAll(transaction, edited, recipients); !saved)
                return fail(saved.error());
            return invoices::find(transaction, edited.item.id);
        },
        [this, draft](const Result<invoices::Invoice>& result) { saved(result, draft); });
}

void InvoiceEditor::saved(const Result<invoices::Invoice>& result, const InvoiceDraft& draft)
{
    m_isSaving = false;
    if (result) {
        m_invoice = *result;
        m_saved = draft;
        showState();
        const QString unread = unreadSentence(m_history.draft());
        say(unread.isEmpty() ? tr("Saved.") : unread, !unread.isEmpty());
        if (!isSaved())
            save();
        else if (auto then = std::exchange(m_afterSaving, {}))
            then();
        return;
    }
    m_afterSaving = {};
    switch (result.error().fault) {
    case Fault::Conflict:
        settleConflict();
        break;
    case Fault::Invalid:
        say(tr("Not saved yet. %1").arg(result.error().detail), true);
        break;
    case Fault::NotFound:
    case Fault::Denied:
    case Fault::Busy:
    case Fault::Cancelled:
    case Fault::Storage:
    case Fault::Newer:
        say(tr("Not saved yet; it is tried again. %1").arg(words::fault(result.error().fault)), true);
        m_saveTimer.start(tryAgainAfterMs);
        break;
    }
}

void InvoiceEditor::settleConflict()
{
    m_hasConflict = true;
    if (!read())
        return;
    say({});
    const auto takeTheirs = [this] {
        m_hasConflict = false;
        m_saved = draftOf(*m_invoice);
        // Undo brings back what was typed here.
        if (isDraft())
            m_history.apply(m_saved, tr("Take What Is Saved"));
        else
            m_history.reset(m_saved);
        showState();
        say(tr("Saved."));
    };
    if (!isDraft()) {
        showState();
        ask(tr("Meanwhile this invoice was issued or deleted elsewhere. What you typed here was not saved."),
            tr("Show &It"), takeTheirs, {}, [] {});
        return;
    }
    ask(
        tr("This invoice was changed elsewhere while you were typing. What you typed is not saved yet."),
        tr("Keep &Mine"),
        [this] {
            m_hasConflict = false;
            m_saved = draftOf(*m_invoice);
            save();
        },
        tr("Take &Theirs"), takeTheirs);
}

void InvoiceEditor::closeEvent(QCloseEvent* event)
{
    m_form->commit();
    const QString unread = isDraft() ? unreadSentence(m_history.draft()) : QString{};
    const bool canSave = isDraft() && !m_hasConflict;
    const bool isBusy = m_isSaving || m_issuing.isRunning();
    if ((isSaved() || (!isDraft() && !m_hasConflict)) && unread.isEmpty() && !isBusy) {
        QMainWindow::closeEvent(event);
        return;
    }
    event->ignore();
    if (m_issuing.isRunning())
        return; // it is on its way; a moment
    if (canSave && !isSaved() && !m_hasTriedToClose) {
        m_hasTriedToClose = true; // once: what cannot be saved is asked about
        m_afterSaving = [this] { close(); };
        save();
        return;
    }
    if (m_isSaving) {
        m_afterSaving = [this] { close(); };
        return;
    }
    foyer::ask(this,
               {windowTitle(), tr("Close without saving everything?"),
                unread.isEmpty() ? tr("The last changes could not be saved; they are lost then.") : unread,
                tr("&Discard"), Question::Weight::Dangerous},
               this, [this] {
                   m_invoice.reset();
                   m_history.reset({});
                   close();
               });
}

QString InvoiceEditor::namesOf(const std::vector<ContactId>& contacts) const
{
    QStringList names;
    for (const ContactId contact : contacts) {
        for (const OrderPerson& person : m_form->people()) {
            if (person.contact == contact)
                names.append(person.name);
        }
    }
    return QLocale{}.createSeparatedList(names);
}

} // namespace foyer
