// SPDX-License-Identifier: GPL-3.0-or-later
// What is done with a contract, beside writing it.
#include "ui/contracts/contract_editor.h"

#include "app/contacts/contact_store.h"
#include "app/contracts/contract_templates.h"
#include "app/contracts/sealing.h"
#include "app/contracts/signing.h"
#include "app/items/announce.h"
#include "ui/address_book/ask.h"
#include "ui/address_book/toast.h"
#include "ui/common/background_job.h"
#include "ui/common/words.h"
#include "ui/contracts/contract_dialogs.h"
#include "ui/contracts/contract_words.h"
#include "ui/writing/writing_edit.h"
#include "ui/writing/writing_widget.h"

#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Who is asked, and in which turn: "1. Mara Lind, 2. Jon Lind".
QString turnsOf(const contracts::FrozenContract& contract)
{
    const bool isInTurn = std::any_of(contract.signers.begin(), contract.signers.end(),
                                      [](const contracts::FrozenSigner& signer) { return signer.turn > 1; });
    QStringList lines;
    for (const contracts::FrozenSigner& signer : contract.signers) {
        QString line =
            signer.role.isEmpty() ? signer.name : ContractEditor::tr("%1, %2").arg(signer.name, signer.role);
        if (signer.isStudio)
            line = ContractEditor::tr("%1 (you)").arg(signer.name);
        lines.append(isInTurn ? ContractEditor::tr("%1. %2").arg(signer.turn).arg(line) : u"• "_s + line);
    }
    return lines.join(u'\n');
}

} // namespace

void ContractEditor::send()
{
    if (m_printing->isRunning())
        return;
    whenSaved([this] {
        const auto problems =
            m_database.read([this](const Snapshot& snapshot) { return contracts::problems(snapshot, m_id); });
        if (!problems)
            return say(words::fault(problems.error().fault), true);
        if (!problems->isEmpty()) {
            say(tr("It cannot be sent yet.") + u'\n' + problems->join(u'\n'), true);
            const QStringList unknown = m_writing->unknownTokens();
            if (!unknown.isEmpty())
                m_writing->edit()->goToToken(unknown.front());
            return;
        }
        const auto prepared =
            m_database.read([this](const Snapshot& snapshot) { return contracts::prepare(snapshot, m_id); });
        if (!prepared)
            return say(sentenceFor(prepared.error()), true);
        QStringList names;
        for (const contracts::FrozenSigner& signer : prepared->contract.signers) {
            if (!signer.isStudio)
                names.append(signer.name);
        }
        ask(this,
            {tr("Send Contract"),
             tr("Send “%1” to %2?").arg(prepared->contract.title, contract_words::listed(names)),
             turnsOf(prepared->contract) + u"\n\n"_s +
                 tr("Whose turn it is gets a mail. What is sent stays as it is. Until somebody signs, you "
                    "can change the contract and send "
                    "it "
                    "again."),
             tr("&Send")},
            this, [this] { sendPrepared(); });
    });
}

void ContractEditor::sendPrepared()
{
    const auto prepared =
        m_database.read([this](const Snapshot& snapshot) { return contracts::prepare(snapshot, m_id); });
    if (!prepared)
        return say(sentenceFor(prepared.error()), true);
    m_send->setEnabled(false);
    m_saved->setText(tr("Sending…"));
    // The PDF takes a moment, and is made before anything is written.
    m_printing->run(
        [print = m_print, what = *prepared](const BackgroundJob::Report&) { return print(what); },
        [this, what = *prepared](const Result<QByteArray>& pdf) {
            const auto end = [this](const QString& problem) {
                m_send->setEnabled(true);
                m_saved->clear();
                if (!problem.isEmpty())
                    say(problem, true);
            };
            if (!pdf)
                return end(tr("The PDF could not be made, so nothing was sent: %1").arg(pdf.error().detail));
            m_database.writeLater(
                Actor::studio(), this,
                [what, bytes = *pdf](Transaction& transaction) -> Result<std::vector<ContactId>> {
                    if (const auto version = contracts::send(transaction, what, bytes); !version)
                        return fail(version.error());
                    const auto sent = contracts::find(transaction, what.item);
                    if (!sent)
                        return fail(sent.error());
                    std::vector<ContactId> asked; // whose turn it is
                    for (const contracts::Signer& signer : sent->signers) {
                        const bool isThere = signer.contact && std::find(asked.begin(), asked.end(),
                                                                         *signer.contact) != asked.end();
                        if (signer.isTurn && signer.contact && !isThere)
                            asked.push_back(*signer.contact);
                    }
                    return items::announce(transaction, what.item, asked);
                },
                [this, end, what](const Result<std::vector<ContactId>>& unreached) {
                    if (!unreached)
                        return end(unreached.error().fault == Fault::Conflict
                                       ? tr("Something about it changed at this very moment, so nothing was "
                                            "sent. Look at it again, and send it.")
                                       : sentenceFor(unreached.error()));
                    end({});
                    hideNotice();
                    load();
                    tellUnreached(*unreached);
                    QStringList names;
                    for (const contracts::FrozenSigner& signer : what.contract.signers) {
                        if (!signer.isStudio)
                            names.append(signer.name);
                    }
                    m_toast->say(tr("Sent to %1").arg(contract_words::listed(names)), Toast::Offer::Nothing);
                    Q_EMIT sent();
                });
        });
}

void ContractEditor::tellUnreached(const std::vector<ContactId>& unreached)
{
    QStringList names;
    for (const ContactId contact : unreached) {
        const auto brief =
            m_database.read([&](const Snapshot& snapshot) { return contacts::brief(snapshot, contact); });
        if (brief)
            names.append(brief->name);
    }
    if (!names.isEmpty())
        say(tr("No mail reaches %1: there is no email, or the portal is off. Please tell them yourself.")
                .arg(contract_words::listed(names)),
            false);
}

void ContractEditor::amend()
{
    ask(this,
        {tr("Amend"), tr("Write an amendment to “%1”?").arg(m_contract->item.title),
         tr("A new contract begins with the same text and signers. This one holds until everybody has signed "
            "the "
            "new one."),
         tr("&Amend")},
        this, [this] {
            m_database.writeLater(
                Actor::studio(), this,
                [id = m_id](Transaction& transaction) { return contracts::addAmendment(transaction, id); },
                [this](const Result<ItemId>& made) {
                    if (!made)
                        return say(sentenceFor(made.error()), true);
                    auto* window = new ContractEditor{m_database, *made, m_print, parentWidget()};
                    window->show();
                    Q_EMIT amended(*made);
                });
        });
}

void ContractEditor::makeVoid()
{
    auto* dialog = new LineDialog{
        {tr("Void"),
         tr("“%1” no longer holds then, and nobody can sign it any more. This cannot be taken back.")
             .arg(m_contract->item.title),
         tr("&Reason, if you want to give one"),
         tr("&Void"),
         {},
         false,
         true,
         500},
        this};
    connect(dialog, &LineDialog::answered, this, [this](const QString& reason) {
        m_database.writeLater(
            Actor::studio(), this,
            [id = m_id, reason](Transaction& transaction) {
                return contracts::makeVoid(transaction, id, reason);
            },
            [this](const Result<void>& done) {
                if (!done)
                    return say(sentenceFor(done.error()), true);
                load();
                m_toast->say(tr("The contract is void"), Toast::Offer::Nothing);
            });
    });
    dialog->open();
}

void ContractEditor::countersign()
{
    if (!m_contract->sent || !m_contract->item.current)
        return;
    const auto current = m_database.read(
        [this](const Snapshot& snapshot) { return items::version(snapshot, *m_contract->item.current); });
    if (!current)
        return say(words::fault(current.error().fault), true);
    QString signer;
    for (const contracts::Signer& one : m_contract->signers) {
        if (one.isStudio)
            signer = one.name;
    }
    const contracts::Signing signing{{current->id, current->sha256, m_database.now()},
                                     contracts::consentHash(*m_contract->sent),
                                     {},
                                     {},
                                     {}};
    auto* dialog = new CountersignDialog{*m_contract->sent, signer, this};
    connect(dialog, &CountersignDialog::signedAs, this, [this, signing](const QString& name) {
        contracts::Signing mine = signing;
        mine.name = name;
        m_database.writeLater(
            Actor::studio(), this,
            [id = m_id, mine](Transaction& transaction) {
                return contracts::countersign(transaction, id, mine);
            },
            [this](const Result<contracts::Signed>& done) {
                if (!done)
                    return say(
                        done.error().fault == Fault::Conflict
                            ? tr("It changed since you looked at it, so it was not signed. Read it again.")
                            : sentenceFor(done.error()),
                        true);
                load();
                m_toast->say(*done == contracts::Signed::Complete ? tr("Signed by everybody")
                                                                  : tr("Signed for the studio"),
                             Toast::Offer::Nothing);
            });
    });
    dialog->open();
}

void ContractEditor::saveAsTemplate()
{
    auto* dialog = new LineDialog{{tr("Save as Template"),
                                   tr("New contracts can begin with this text, without its signers."),
                                   tr("&Name of the template"), tr("&Save"), m_contract->item.title, true},
                                  this};
    connect(dialog, &LineDialog::answered, this, [this](const QString& name) {
        const ContractDraft now = draft();
        contracts::NewTemplate made{name, now.title, now.work.terms, now.booksJob};
        m_database.writeLater(
            Actor::studio(), this,
            [made](Transaction& transaction) { return contracts::addTemplate(transaction, made); },
            [this, name](const Result<TemplateId>& saved) {
                if (!saved)
                    return say(sentenceFor(saved.error()), true);
                m_toast->say(tr("Template “%1” saved").arg(name), Toast::Offer::Nothing);
            });
    });
    dialog->open();
}

void ContractEditor::showVersion(VersionId version, int number)
{
    QByteArray pdf;
    const auto sent = m_database.read([&](const Snapshot& snapshot) {
        const auto sealed = m_contract->isSealed && m_contract->item.current == version
                                ? contracts::sealedPdf(snapshot, m_id)
                                : items::pdfOf(snapshot, version);
        pdf = sealed.value_or({});
        return items::version(snapshot, version);
    });
    if (!sent)
        return say(words::fault(sent.error().fault), true);
    if (const auto contract = contracts::frozenFromJson(sent->content))
        (new VersionDialog{*contract, number, pdf, this})->open();
    else
        say(tr("This version cannot be shown: it was made by a later Foyer."), true);
}

} // namespace foyer
