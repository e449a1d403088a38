// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contracts/contract_store.h"
#include "ui/theme/style.h"
#include "ui/writing/tokens.h"

#include <QString>

#include <vector>

/// What windows say about contracts.
namespace foyer::contract_words {

QString state(const contracts::Contract& contract); ///< "Draft", "Waits for 2 signatures"
theme::Tone tone(const contracts::Contract& contract);

/// "Mara Lind", "Mara Lind and Jon Lind", "A, B and C".
QString listed(const QStringList& names);

/// The tokens for the picker; those of the job's own fields, too.
std::vector<writing::TokenOffer> tokenOffers(const QJsonObject& custom);

/// What the preview shows; tokens that could not be resolved are marked.
QString previewHtml(const QString& title, const contracts::ContractText& text);
/// The same for what was sent.
QString sentHtml(const contracts::FrozenContract& contract);

struct Language
{
    QString code; ///< BCP 47
    QString name; ///< in itself
};
/// Those that contracts are commonly written in, by name, with the given one among them.
std::vector<Language> languages(const QString& alsoThis);

/// A contract may be changed until somebody signs.
bool isOpen(const contracts::Contract& contract);

} // namespace foyer::contract_words
