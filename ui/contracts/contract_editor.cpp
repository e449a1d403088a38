// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contracts/contract_editor.h"

#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/jobs/job_store.h"
#include "ui/address_book/ask.h"
#include "ui/address_book/toast.h"
#include "ui/common/background_job.h"
#include "ui/common/item_pdf.h"
#include "ui/common/job_words.h"
#include "ui/common/words.h"
#include "ui/contracts/contract_status.h"
#include "ui/contracts/contract_words.h"
#include "ui/contracts/signers_edit.h"
#include "ui/contracts/terms_form.h"
#include "ui/writing/writing_widget.h"

#include <QCheckBox>
#include <QCloseEvent>
#include <QDateEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <chrono>

namespace foyer {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto saveAfter = 700ms; ///< without a key

QString nameOf(DraftPart part)
{
    switch (part) {
    case DraftPart::Title:
        return ContractEditor::tr("the title");
    case DraftPart::Text:
        return ContractEditor::tr("the text");
    case DraftPart::Signers:
        return ContractEditor::tr("the signers");
    case DraftPart::Settings:
        return ContractEditor::tr("how it is signed");
    }
    Q_UNREACHABLE();
}

} // namespace

ContractEditor::ContractEditor(Database& database, ItemId contract, Print print, QWidget* parent)
    : QWidget{parent, Qt::Window}
    , m_database{database}
    , m_id{contract}
    , m_print{std::move(print)}
    , m_printing{new BackgroundJob{this}}
{
    setObjectName(u"contractEditor"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    m_saveSoon.setSingleShot(true);
    m_saveSoon.setInterval(saveAfter);
    connect(&m_saveSoon, &QTimer::timeout, this, &ContractEditor::saveNow);
    // Told on the writing thread; a client may sign at any moment.
    connect(
        &m_database, &Database::changed, this,
        [this](const Changes& changes) {
            const bool isMine = changes.touches(Entity::Item, m_id.row());
            const bool isAround = changes.touches(Entity::Job) || changes.touches(Entity::Contact) ||
                                  changes.touches(Entity::Brand);
            if (isMine && !m_isSaving && !isDirty())
                load();
            else if (isAround)
                showReadiness();
        },
        Qt::QueuedConnection);
    load();
}

ContractEditor::~ContractEditor()
{
    // The program ends without having closed this window: what was typed last is kept where it can be.
    if (!isDirty() || m_discards)
        return;
    ContractDraft now = draft();
    if (now.title.isEmpty())
        now.title = m_base.title;
    m_database.writeSoon(
        Actor::studio(), [now, base = m_base, id = m_id](Transaction& transaction) -> Result<void> {
            const auto there = contracts::find(transaction, id);
            if (!there)
                return fail(there.error());
            const MergedContract both = merged(base, now, draftOf(*there));
            return both.disputed.empty()
                       ? contracts::save(transaction, withDraft(*there, both.draft))
                       : Result<void>{fail(Fault::Conflict, u"Saved by somebody else meanwhile."_s)};
        });
}

void ContractEditor::load()
{
    const auto found =
        m_database.read([this](const Snapshot& snapshot) { return contracts::find(snapshot, m_id); });
    if (!found) {
        say(words::fault(found.error().fault), true);
        setEnabled(false);
        return;
    }
    take(*found);
}

void ContractEditor::take(const contracts::Contract& contract)
{
    const bool isFirst = !m_contract;
    m_contract = contract;
    m_base = draftOf(contract);
    showDraft(m_base);
    showState();
    if (isFirst)
        m_writing->setLanguage(m_base.work.terms.language);
}

void ContractEditor::showDraft(const ContractDraft& draft)
{
    m_isShowing = true;
    std::vector<SignersEdit::Person> people;
    QJsonObject custom;
    const auto read = m_database.read([&](const Snapshot& snapshot) -> Result<void> {
        const auto nameOf = [&](ContactId id) {
            const auto contact = contacts::find(snapshot, id);
            return contact ? displayNameOf(contact->details) : QString{};
        };
        const auto add = [&](ContactId id, const QString& role) {
            const bool isThere =
                std::any_of(people.begin(), people.end(),
                            [&](const SignersEdit::Person& one) { return one.contact == id; });
            if (!isThere)
                people.push_back({id, nameOf(id), role});
        };
        const auto job = jobs::find(snapshot, m_contract->item.job);
        if (!job)
            return fail(job.error());
        custom = job->details.custom;
        for (const JobPerson& person : job->details.people)
            add(person.contact, person.role == JobRole::Other ? QString{} : words::role(person.role));
        for (const contracts::WantedSigner& signer : draft.work.signers)
            add(signer.contact, {});
        const auto brand = brands::find(snapshot, m_contract->item.brand);
        if (brand)
            m_terms->setBrandName(brand->details.name);
        return {};
    });
    if (!read)
        say(words::fault(read.error().fault), true);
    if (m_title->text() != draft.title)
        m_title->setText(draft.title);
    m_terms->setTerms(draft.work.terms, draft.booksJob);
    m_signers->setPeople(people);
    m_signers->setSigners(draft.work.signers);
    m_signers->setInTurn(draft.work.terms.order == contracts::SigningOrder::InTurn);
    m_hasDueDay->setChecked(draft.dueDay.isValid());
    m_dueDay->setVisible(draft.dueDay.isValid());
    if (draft.dueDay.isValid())
        m_dueDay->setDate(draft.dueDay);
    m_writing->setTokens(contract_words::tokenOffers(custom));
    if (m_writing->text() != draft.work.terms.text)
        m_writing->setText(draft.work.terms.text);
    m_isShowing = false;
}

ContractDraft ContractEditor::draft() const
{
    ContractDraft draft = m_base;
    draft.title = m_title->text().simplified();
    draft.dueDay = m_hasDueDay->isChecked() ? m_dueDay->date() : QDate{};
    draft.booksJob = m_terms->booksJob();
    m_terms->writeTo(draft.work.terms);
    draft.work.terms.text = m_writing->text();
    draft.work.signers = m_signers->signers();
    return draft;
}

bool ContractEditor::isDirty() const
{
    return m_contract && contract_words::isOpen(*m_contract) && draft() != m_base;
}

void ContractEditor::touch()
{
    if (m_isShowing || !m_contract)
        return;
    m_signers->setInTurn(draft().work.terms.order == contracts::SigningOrder::InTurn);
    m_saved->setText(isDirty() ? tr("Not saved yet…") : QString{});
    m_saveSoon.start();
}

void ContractEditor::saveNow()
{
    m_saveSoon.stop();
    if (m_isSaving)
        return; // whoever finishes looks again
    if (!isDirty()) {
        if (const auto work = std::exchange(m_afterSave, nullptr))
            work();
        return;
    }
    ContractDraft now = draft();
    theme::setInvalid(m_title, now.title.isEmpty());
    if (now.title.isEmpty()) {
        say(tr("A contract needs a title. Until it has one, it keeps the last one."), true);
        m_afterSave = nullptr;
        now.title = m_base.title;
        if (now == m_base)
            return;
    }
    m_isSaving = true;
    m_saved->setText(tr("Saving…"));
    m_database.writeLater(
        Actor::studio(), this,
        [edited = withDraft(*m_contract, now),
         id = m_id](Transaction& transaction) -> Result<contracts::Contract> {
            if (const auto saved = contracts::save(transaction, edited); !saved)
                return fail(saved.error());
            return contracts::find(transaction, id);
        },
        [this, now](const Result<contracts::Contract>& saved) {
            m_isSaving = false;
            if (saved) {
                m_contract = *saved;
                m_hasFailed = false;
                m_base = now; // what the store tidied is no change of ours
                hideNotice();
                m_saved->setText(tr("Saved"));
                Q_EMIT titleChanged(now.title);
                showState();
                if (draft() != m_base && !m_title->text().simplified().isEmpty())
                    saveNow();
                else if (m_isClosing)
                    close();
                else if (const auto work = std::exchange(m_afterSave, nullptr))
                    work();
                return;
            }
            m_isClosing = false;
            m_hasFailed = true;
            m_afterSave = nullptr;
            m_saved->setText(tr("Not saved"));
            if (saved.error().fault == Fault::Conflict)
                settle();
            else
                say(sentenceFor(saved.error()), true);
        });
}

/// Somebody else changed it: what does not touch is put together, about the rest the person decides.
void ContractEditor::settle()
{
    const auto found =
        m_database.read([this](const Snapshot& snapshot) { return contracts::find(snapshot, m_id); });
    if (!found)
        return say(words::fault(found.error().fault), true);
    if (!contract_words::isOpen(*found)) {
        // The text stays in the window, so that it can be copied into an amendment.
        m_contract = *found;
        showState();
        say(tr("“%1” was signed or closed meanwhile, so your last changes are not in it. They stand here "
               "until "
               "you close the window: copy what you need and choose Amend.")
                .arg(found->item.title),
            true);
        return;
    }
    const ContractDraft theirs = draftOf(*found);
    const MergedContract both = merged(m_base, draft(), theirs);
    m_contract = *found;
    m_base = theirs;
    showDraft(both.draft);
    if (both.disputed.empty())
        return saveNow();
    QStringList what;
    for (const DraftPart part : both.disputed)
        what.append(nameOf(part));
    offerSides(theirs, what);
}

void ContractEditor::offerSides(const ContractDraft& theirs, const QStringList& what)
{
    m_saveSoon.stop();
    say(tr("Somebody else changed %1 meanwhile, too. Yours is shown, and not saved yet.")
            .arg(contract_words::listed(what)),
        true);
    m_keepMine->show();
    m_takeTheirs->show();
    m_takeTheirs->disconnect(this);
    connect(m_takeTheirs, &QPushButton::clicked, this, [this, theirs] {
        m_hasFailed = false;
        hideNotice();
        showDraft(theirs);
        showState();
    });
}

void ContractEditor::whenSaved(std::function<void()> work)
{
    m_afterSave = std::move(work);
    saveNow();
}

void ContractEditor::say(const QString& sentence, bool isProblem)
{
    theme::makeNotice(m_noticeBar, isProblem ? theme::Tone::Warning : theme::Tone::Accent);
    m_notice->setText(sentence);
    m_keepMine->hide();
    m_takeTheirs->hide();
    m_noticeBar->show();
}

void ContractEditor::hideNotice()
{
    m_noticeBar->hide();
    theme::setInvalid(m_title, false);
}

void ContractEditor::showState()
{
    const contracts::Contract& contract = *m_contract;
    const bool isOpen = contract_words::isOpen(contract);
    const ItemState state = contract.item.state;
    setWindowTitle(tr("%1 – Contract").arg(contract.item.title));
    m_state->setText(contract_words::state(contract));
    theme::makeBadge(m_state, contract_words::tone(contract));
    m_title->setReadOnly(!isOpen);
    m_writing->setReadOnly(!isOpen);
    m_signers->setReadOnly(!isOpen);
    m_terms->setEnabled(isOpen);
    m_hasDueDay->setEnabled(isOpen);
    m_dueDay->setEnabled(isOpen);
    m_send->setText(state == ItemState::Draft ? tr("&Send…") : tr("&Send Again…"));
    const bool isStudiosTurn =
        std::any_of(contract.signers.begin(), contract.signers.end(),
                    [](const contracts::Signer& signer) { return signer.isStudio && signer.isTurn; });
    m_countersign->setVisible(isStudiosTurn && state == ItemState::Sent);
    m_amend->setEnabled(state == ItemState::Sent || state == ItemState::Completed);
    m_void->setEnabled(state == ItemState::Sent || state == ItemState::Completed ||
                       state == ItemState::Declined);
    for (QAction* action : {m_openPdf, m_savePdf})
        action->setEnabled(item_pdf::mayHave(contract.item));
    const auto versions =
        m_database.read([this](const Snapshot& snapshot) { return items::versionsOf(snapshot, m_id); });
    m_status->setContract(contract, versions.value_or({}));
    if (!versions)
        say(tr("What was sent cannot be read any more: it is not what it was. Restore a backup."), true);
    showReadiness();
}

void ContractEditor::showReadiness()
{
    if (!m_contract)
        return;
    const bool isOpen = contract_words::isOpen(*m_contract);
    QStringList problems;
    bool isChanged = false;
    if (isOpen) {
        const auto read = m_database.read([&](const Snapshot& snapshot) -> Result<void> {
            const auto found = contracts::problems(snapshot, m_id);
            if (!found)
                return fail(found.error());
            problems = *found;
            if (problems.isEmpty() && m_contract->item.current) {
                const auto prepared = contracts::prepare(snapshot, m_id);
                const auto current = items::version(snapshot, *m_contract->item.current);
                isChanged = prepared && current && prepared->sha256 != current->sha256;
            }
            return {};
        });
        if (!read)
            problems = {words::fault(read.error().fault)};
    }
    const bool isDraft = m_contract->item.state == ItemState::Draft;
    m_status->setReadiness(problems, isOpen && (isDraft || isChanged || !problems.isEmpty()), isChanged);
    m_send->setVisible(isOpen &&
                       (isDraft || isChanged || !problems.isEmpty())); // nothing new, nothing to send
    m_writing->refreshPreview();
}

QString ContractEditor::previewOf(const QString& markdown)
{
    if (!m_contract)
        return {};
    ContractDraft now = draft();
    now.work.terms.text = markdown;
    const auto text = m_database.read(
        [&](const Snapshot& snapshot) { return contracts::preview(snapshot, m_id, now.title, now.work); });
    if (!text)
        return u"<p class=\"missing\">%1</p>"_s.arg(words::fault(text.error().fault).toHtmlEscaped());
    return contract_words::previewHtml(now.title, *text);
}

QString ContractEditor::sentenceFor(const Error& error) const
{
    return error.fault == Fault::Invalid && !error.detail.isEmpty() ? error.detail
                                                                    : words::fault(error.fault);
}

void ContractEditor::closeEvent(QCloseEvent* event)
{
    ContractDraft now = draft();
    if (now.title.isEmpty())
        now.title = m_base.title;
    const bool isWaiting = m_contract && contract_words::isOpen(*m_contract) && now != m_base;
    if (m_discards || (!m_isSaving && !isWaiting)) {
        event->accept();
        return;
    }
    event->ignore();
    if (m_hasFailed && !m_isSaving) {
        ask(this,
            {tr("Contract"), tr("Close without saving?"),
             tr("What you typed here last could not be saved, and is "
                "lost then."),
             tr("&Discard"), Question::Weight::Dangerous},
            this, [this] {
                m_discards = true;
                close();
            });
        return;
    }
    m_isClosing = true;
    saveNow();
}

void ContractEditor::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!event->spontaneous())
        m_writing->setFocus(Qt::OtherFocusReason); // people come to write
}

void ContractEditor::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeParts();
}

} // namespace foyer
