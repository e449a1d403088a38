// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/orders/order_editor.h"

#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/items/announce.h"
#include "app/jobs/job_store.h"
#include "app/orders/order_pdf.h"
#include "app/orders/order_sheet.h"
#include "app/orders/usual_tax.h"
#include "ui/address_book/ask.h"
#include "ui/common/item_pdf.h"
#include "ui/common/job_words.h"
#include "ui/common/words.h"
#include "ui/orders/order_form.h"
#include "ui/orders/order_preview.h"
#include "ui/theme/style.h"

#include <QAction>
#include <QCloseEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int saveAfterMs = 800;
constexpr int tryAgainAfterMs = 5'000;
constexpr int previewAfterMs = 60;

/// What of a draft is kept: what could not be read is not.
struct Kept
{
    OrderContent content;
    std::vector<ContactId> recipients;
    bool booksJob;
    bool operator==(const Kept&) const = default;
};

Kept keptOf(const OrderDraft& draft)
{
    return {contentOf(draft), draft.recipients, draft.booksJob};
}

} // namespace

OrderEditor::OrderEditor(Database& database, ItemId item, QWidget* parent)
    : QMainWindow{parent}
    , m_database{database}
    , m_item{item}
    , m_makePaper{orders::pdfOf}
    , m_form{new OrderForm}
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
    m_form->begin();
}

OrderEditor::~OrderEditor()
{
    m_form->commit();
    m_form->disconnect(this);
    m_history.disconnect(this);
    hide(); // while every part is there: the field that loses the focus says so
    // The program ends without having closed this window: what was typed last is kept where it can be.
    if (isSaved() || !isOpen() || m_hasConflict)
        return;
    orders::Order edited = *m_order;
    edited.content = contentOf(m_history.draft());
    edited.item.booksJob = m_history.draft().booksJob;
    const bool takesRecipients = !edited.item.sentAt;
    m_database.writeSoon(Actor::studio(),
                         [edited, recipients = m_history.draft().recipients, takesRecipients,
                          comesAfterOurs = m_isSaving](Transaction& transaction) mutable -> Result<void> {
                             if (comesAfterOurs) {
                                 const auto there = orders::find(transaction, edited.item.id);
                                 if (!there)
                                     return fail(there.error());
                                 edited.item.version = there->item.version;
                             }
                             if (const auto saved = orders::save(transaction, edited);
                                 !saved || !takesRecipients)
                                 return saved;
                             return orders::setRecipients(transaction, edited.item.id, recipients);
                         });
}

bool OrderEditor::isOpen() const
{
    return m_order && !m_order->item.deletedAt &&
           (m_order->item.state == ItemState::Draft || m_order->item.state == ItemState::Sent);
}

bool OrderEditor::isSaved() const
{
    return !m_order || keptOf(m_history.draft()) == keptOf(m_saved);
}

// ---- What the studio has

bool OrderEditor::read()
{
    auto order = m_database.read([&](const Snapshot& snapshot) { return orders::find(snapshot, m_item); });
    if (!order) {
        m_form->setReadOnly(true);
        say(tr("This order cannot be read at the moment. %1").arg(words::fault(order.error().fault)), true);
        return false;
    }
    m_order = std::move(*order);
    return true;
}

void OrderEditor::readPeople()
{
    struct Around
    {
        std::vector<OrderPerson> people;
        BrandDetails brand;
        std::vector<Product> products;
        std::vector<TaxRate> rates;
        Tax usualTax;
    };
    const auto around = m_database.read([&](const Snapshot& snapshot) -> Result<Around> {
        Around found;
        const auto job = jobs::find(snapshot, m_order->item.job);
        if (!job)
            return fail(job.error());
        const auto take = [&](ContactId id, const QString& role) -> Result<void> {
            const bool isKnown = std::any_of(found.people.begin(), found.people.end(),
                                             [&](const OrderPerson& one) { return one.contact == id; });
            if (isKnown)
                return {};
            const auto contact = contacts::brief(snapshot, id);
            if (!contact)
                return fail(contact.error());
            if (contact->kind == ContactKind::Person) // only people have a portal
                found.people.push_back({id, contact->name, role});
            return {};
        };
        for (const JobPerson& person : job->details.people) {
            if (const auto taken = take(person.contact,
                                        person.role == JobRole::Other ? QString{} : words::role(person.role));
                !taken)
                return fail(taken.error());
        }
        for (const ItemRecipient& recipient : m_order->item.recipients) {
            if (const auto taken = take(recipient.contact, {}); !taken)
                return fail(taken.error());
        }
        const auto brand = brands::find(snapshot, m_order->item.brand);
        auto products = catalogue::products(snapshot, catalogue::Which::Offered);
        auto rates = catalogue::taxRates(snapshot, catalogue::Which::Offered);
        const auto usualTax = orders::usualTax(snapshot, m_order->item.brand);
        if (!brand || !products || !rates)
            return fail(!brand ? brand.error() : !products ? products.error() : rates.error());
        if (!usualTax)
            return fail(usualTax.error());
        found.usualTax = *usualTax;
        found.brand = brand->details;
        found.products = std::move(*products);
        found.rates = std::move(*rates);
        return found;
    });
    if (!around)
        return;
    m_brand = around->brand;
    m_form->setPeople(around->people);
    m_form->setCatalogue(around->products, around->rates, around->usualTax);
}

void OrderEditor::load()
{
    if (!read())
        return;
    readPeople();
    m_saved = draftOf(*m_order);
    m_history.reset(m_saved);
    showState();
}

void OrderEditor::hearOf(const Changes& changes)
{
    if (m_isSaving || m_isSending || !m_order)
        return; // it may be our own; reading comes after it
    if (changes.touches(Entity::Product) || changes.touches(Entity::Job, m_order->item.job.row()))
        readPeople();
    if (!changes.touches(Entity::Item, m_item.row()))
        return;
    const qint64 known = m_order->item.version;
    const bool wasSaved = isSaved();
    if (!read() || m_order->item.version == known)
        return;
    if (wasSaved) {
        m_saved = draftOf(*m_order);
        m_history.reset(m_saved);
        showState();
    } else {
        m_order->item.version = known; // saving meets the conflict and asks
        save();
    }
}

// ---- What is typed

void OrderEditor::takeDraft(const OrderDraft& draft, const QString& what, const QString& field)
{
    m_hasTriedToClose = false;
    m_history.apply(draft, what, field);
    saveSoon();
}

void OrderEditor::showDraft()
{
    m_form->show(m_history.draft());
    m_previewTimer.start(previewAfterMs);
    const QString title = m_history.draft().content.title;
    setWindowTitle(tr("%1 – Order %2", "title of an order and its number")
                       .arg(title.isEmpty() ? tr("No title yet") : title, m_history.draft().content.number));
    const QString unread = unreadSentence(m_history.draft());
    if (!unread.isEmpty() || m_saysUnread)
        say(unread, !unread.isEmpty()); // as soon as it cannot be read, and no longer than that
    m_saysUnread = !unread.isEmpty();
    if (!isSaved())
        saveSoon(); // undo changes it as well
}

void OrderEditor::showPreview()
{
    OrderDraft draft = m_history.draft();
    std::erase_if(draft.lines, [](const DraftLine& line) { return isBlank(line); });
    QStringList to;
    for (const OrderPerson& person : m_form->people()) {
        if (!draft.recipients.empty() && person.contact == draft.recipients.front())
            to.append(person.name);
    }
    // In the words and marks that clients get, not in those of this machine.
    const SentOrder sent{contentOf(draft), toLocal(m_database.now()).date(), to};
    m_preview->show(sheetOf(sent, u"en"_s), m_brand.name);
}

void OrderEditor::showState()
{
    const Item& item = m_order->item;
    QString text;
    switch (item.state) {
    case ItemState::Draft:
        break;
    case ItemState::Sent:
        text = isSaved() && item.current
                   ? tr("Sent on %1. Changes reach the client when you send it again.")
                         .arg(words::moment(item.revisedAt.value_or(item.sentAt.value_or(item.createdAt))))
                   : QString{};
        break;
    case ItemState::Completed:
        text = tr("Accepted on %1. It cannot be changed any more.")
                   .arg(words::moment(item.completedAt.value_or(item.changedAt)));
        break;
    case ItemState::Declined:
        text = tr("Declined. It cannot be changed any more.");
        break;
    case ItemState::Superseded:
        text = tr("Another order took its place. It cannot be changed any more.");
        break;
    case ItemState::Void:
        text = tr("Void. Clients still see it, with that word on it.");
        break;
    }
    if (item.deletedAt)
        text = tr("This draft is in the bin. Restore it to go on.");
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
    m_form->setReadOnly(!isOpen());
    m_send->setText(item.sentAt ? tr("&Send Again…") : tr("&Send…"));
    m_send->setEnabled(isOpen());
    m_invoice->setEnabled(item.current &&
                          (item.state == ItemState::Sent || item.state == ItemState::Completed));
    m_void->setEnabled(item.sentAt && item.state != ItemState::Void && item.state != ItemState::Superseded);
    for (QAction* action : {m_openPdf, m_savePdf})
        action->setEnabled(item_pdf::mayHave(item));
    if (!isOpen())
        m_history.stack().clear(); // there is nothing to go back to
}

void OrderEditor::say(const QString& sentence, bool isProblem)
{
    theme::setTextRole(m_status, isProblem ? theme::TextRole::Problem : theme::TextRole::Muted);
    m_status->setText(sentence);
}

void OrderEditor::ask(const QString& sentence, const QString& first, std::function<void()> doFirst,
                      const QString& second, std::function<void()> doSecond)
{
    m_noticeText->setText(sentence);
    const auto prepare = [this](QPushButton* button, const QString& text, std::function<void()> work) {
        button->disconnect();
        button->setText(text);
        button->setVisible(!text.isEmpty());
        connect(button, &QPushButton::clicked, this, [this, work = std::move(work)] {
            endAsking();
            work();
        });
    };
    prepare(m_noticeFirst, first, std::move(doFirst));
    prepare(m_noticeSecond, second, std::move(doSecond));
    m_notice->show();
}

void OrderEditor::endAsking()
{
    m_notice->hide();
}

// ---- Saving

void OrderEditor::saveSoon()
{
    if (!isSaved() && !m_hasConflict && isOpen())
        m_saveTimer.start(saveAfterMs);
}

void OrderEditor::save()
{
    m_saveTimer.stop();
    if (m_isSaving || m_isSending || m_hasConflict || !m_order)
        return;
    if (isSaved()) {
        if (auto then = std::exchange(m_afterSaving, {}))
            then();
        return;
    }
    m_isSaving = true;
    say(tr("Saving…"));
    const OrderDraft draft = m_history.draft();
    orders::Order edited = *m_order;
    edited.content = contentOf(draft);
    edited.item.booksJob = draft.booksJob;
    // Whom a sent order is for changes when it is sent again, not while names are being ticked.
    const bool takesRecipients = !edited.item.sentAt;
    m_database.writeLater(
        Actor::studio(), this,
        [edited, recipients = draft.recipients,
         takesRecipients](Transaction& transaction) -> Result<orders::Order> {
            if (const auto saved = orders::save(transaction, edited); !saved)
                return fail(saved.error());
            if (takesRecipients) {
                const auto set = orders::setRecipients(transaction, edited.item.id, recipients);
                if (!set)
                    return fail(set.error());
            }
            return orders::find(transaction, edited.item.id);
        },
        [this, draft](const Result<orders::Order>& result) { saved(result, draft); });
}

void OrderEditor::saved(const Result<orders::Order>& result, const OrderDraft& draft)
{
    m_isSaving = false;
    if (result) {
        m_order = *result;
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

void OrderEditor::settleConflict()
{
    m_hasConflict = true;
    const orders::Order mine = *m_order;
    if (!read())
        return;
    say({});
    const auto takeTheirs = [this] {
        m_hasConflict = false;
        m_saved = draftOf(*m_order);
        // Undo brings back what was typed here.
        if (isOpen())
            m_history.apply(m_saved, tr("Take What Is Saved"));
        else
            m_history.reset(m_saved);
        showState();
        say(tr("Saved."));
    };
    if (!isOpen()) {
        showState();
        ask(tr("Meanwhile this order changed in a way that ends editing. What you typed here was not saved."),
            tr("Show &It"), takeTheirs, {}, [] {});
        return;
    }
    ask(
        tr("This order was changed elsewhere while you were typing. What you typed is not saved yet."),
        tr("Keep &Mine"),
        [this] {
            m_hasConflict = false;
            m_saved = draftOf(*m_order);
            save();
        },
        tr("Take &Theirs"), takeTheirs);
}

void OrderEditor::closeEvent(QCloseEvent* event)
{
    m_form->commit();
    const QString unread = unreadSentence(m_history.draft());
    const bool canSave = isOpen() && !m_hasConflict;
    if (isSaved() && unread.isEmpty() && !m_isSaving && !m_isSending) {
        QMainWindow::closeEvent(event);
        return;
    }
    event->ignore();
    if (m_isSending)
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
                   m_order.reset();
                   m_history.reset({});
                   close();
               });
}

// ---- Sending

QString OrderEditor::namesOf(const std::vector<ContactId>& contacts) const
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

void OrderEditor::startSending()
{
    m_form->commit();
    const OrderDraft& draft = m_history.draft();
    const QString unread = unreadSentence(draft);
    if (!unread.isEmpty()) {
        say(unread, true);
        return;
    }
    if (const auto fits = checkForSending(contentOf(draft)); !fits) {
        say(fits.error().detail, true);
        return;
    }
    if (draft.recipients.empty()) {
        say(tr("It is for nobody yet. Tick who receives it first."), true);
        return;
    }
    const QString names = namesOf(draft.recipients);
    foyer::ask(this,
               {windowTitle(), tr("Send this to %1?").arg(names),
                m_order->item.sentAt
                    ? tr("They see this version instead of the last one, with the day it was updated.")
                    : tr("They see it in their portal, and a mail tells them so."),
                m_order->item.sentAt ? tr("&Send Again") : tr("&Send")},
               this, [this] {
                   m_afterSaving = [this] { sendNow(); };
                   save();
               });
}

void OrderEditor::sendNow()
{
    m_isSending = true;
    m_send->setEnabled(false);
    say(tr("Sending…"));
    m_database.writeLater(
        Actor::studio(), this,
        [id = m_item, recipients = m_history.draft().recipients](Transaction& transaction) {
            return orders::setRecipients(transaction, id, recipients);
        },
        [this](const Result<void>& set) {
            if (!set)
                return sendingFailed(set.error());
            const auto prepared =
                m_database.read([&](const Snapshot& snapshot) { return orders::prepare(snapshot, m_item); });
            if (!prepared)
                return sendingFailed(prepared.error());
            m_printing.run([make = m_makePaper,
                            prepared = *prepared](const BackgroundJob::Report&) { return make(prepared); },
                           [this, prepared = *prepared](const Result<QByteArray>& pdf) {
                               if (!pdf)
                                   return sendingFailed(pdf.error());
                               sendPrepared(prepared, *pdf);
                           });
        });
}

void OrderEditor::sendPrepared(const orders::Prepared& prepared, const QByteArray& pdf)
{
    m_database.writeLater(
        Actor::studio(), this,
        [prepared, pdf,
         to = m_history.draft().recipients](Transaction& transaction) -> Result<std::vector<ContactId>> {
            if (const auto version = orders::send(transaction, prepared, pdf); !version)
                return fail(version.error());
            return items::announce(transaction, prepared.item, to);
        },
        [this](const Result<std::vector<ContactId>>& unreached) {
            if (!unreached)
                return sendingFailed(unreached.error());
            m_isSending = false;
            if (read()) {
                m_saved = draftOf(*m_order);
                showState();
            }
            say(tr("Sent."));
            if (!unreached->empty())
                ask(
                    tr("No mail reaches %1: there is no email, or the portal is off. Please tell them "
                       "yourself.")
                        .arg(namesOf(*unreached)),
                    tr("&All Right"), [] {}, {}, [] {});
            Q_EMIT sent(m_item);
        });
}

void OrderEditor::sendingFailed(const Error& error)
{
    m_isSending = false;
    if (read())
        showState();
    const bool isSentence = error.fault == Fault::Invalid || error.fault == Fault::Conflict;
    const QString sentence =
        tr("It was not sent. %1").arg(isSentence ? error.detail : words::fault(error.fault));
    say(sentence, true);
    Q_EMIT failed(sentence);
}

void OrderEditor::startVoiding()
{
    foyer::ask(this,
               {windowTitle(), tr("Take this order back?"),
                tr("Clients go on seeing it, marked as void. This cannot be undone."), tr("&Void It"),
                Question::Weight::Dangerous},
               this, [this] {
                   m_database.writeLater(
                       Actor::studio(), this,
                       [id = m_item](Transaction& transaction) { return orders::voidOrder(transaction, id); },
                       [this](const Result<void>& done) {
                           if (!done)
                               return say(tr("It was not voided. %1").arg(words::fault(done.error().fault)),
                                          true);
                           load();
                           say(tr("Void."));
                       });
               });
}

} // namespace foyer
