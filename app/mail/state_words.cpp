// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mail/state_words.h"

#include "app/base/word_table.h"

namespace foyer::mail {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<WordFor<MailState>, 7> words{{
    {MailState::Waiting, "waiting"_L1},
    {MailState::Held, "held"_L1},
    {MailState::Cancelled, "cancelled"_L1},
    {MailState::Sending, "sending"_L1},
    {MailState::Sent, "sent"_L1},
    {MailState::Failed, "failed"_L1},
    {MailState::Unknown, "unknown"_L1},
}};

} // namespace

MailState stateFromWord(const QString& word)
{
    return valueOf(words, word).value_or(MailState::Unknown);
}

QString wordFor(MailState state)
{
    return wordOf(words, state);
}

} // namespace foyer::mail
