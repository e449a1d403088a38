// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contracts/contract_draft.h"

namespace foyer {

ContractDraft draftOf(const contracts::Contract& contract)
{
    return {contract.item.title, contract.item.dueDay, contract.item.booksJob, contract.work};
}

contracts::Contract withDraft(contracts::Contract contract, const ContractDraft& draft)
{
    contract.item.title = draft.title;
    contract.item.dueDay = draft.dueDay;
    contract.item.booksJob = draft.booksJob;
    contract.work = draft.work;
    return contract;
}

MergedContract merged(const ContractDraft& base, const ContractDraft& mine, const ContractDraft& theirs)
{
    MergedContract answer{mine, {}};
    const auto dispute = [&answer](DraftPart part) {
        if (answer.disputed.empty() || answer.disputed.back() != part)
            answer.disputed.push_back(part);
    };
    const auto settle = [&dispute](DraftPart part, const auto& before, const auto& own, const auto& other,
                                   auto& result) {
        if (own == before)
            result = other;
        else if (other != before && other != own)
            dispute(part);
    };
    const auto& b = base.work;
    const auto& m = mine.work;
    const auto& t = theirs.work;
    auto& r = answer.draft.work;
    settle(DraftPart::Title, base.title, mine.title, theirs.title, answer.draft.title);
    settle(DraftPart::Text, b.terms.text, m.terms.text, t.terms.text, r.terms.text);
    settle(DraftPart::Signers, b.signers, m.signers, t.signers, r.signers);
    settle(DraftPart::Settings, base.dueDay, mine.dueDay, theirs.dueDay, answer.draft.dueDay);
    settle(DraftPart::Settings, base.booksJob, mine.booksJob, theirs.booksJob, answer.draft.booksJob);
    settle(DraftPart::Settings, b.terms.language, m.terms.language, t.terms.language, r.terms.language);
    settle(DraftPart::Settings, b.terms.consent, m.terms.consent, t.terms.consent, r.terms.consent);
    settle(DraftPart::Settings, b.terms.order, m.terms.order, t.terms.order, r.terms.order);
    settle(DraftPart::Settings, b.terms.countersign, m.terms.countersign, t.terms.countersign,
           r.terms.countersign);
    settle(DraftPart::Settings, b.terms.studioSigner, m.terms.studioSigner, t.terms.studioSigner,
           r.terms.studioSigner);
    return answer;
}

} // namespace foyer
