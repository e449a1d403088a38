// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/outbox/mail_words.h"
#include "ui/theme/style.h"

namespace foyer {

/// Why a mail is where it is, what to do about it, and the button that does it.
struct MailAdvice
{
    enum class Act
    {
        Nothing,
        SetUpAccount,
        TryAgain, ///< the account
        EnablePortal,
        OpenPortalSettings,
        Edit,
        SendNow
    };
    QString sentence; ///< empty: nothing needs to be said
    Act act = Act::Nothing;
    QString button = {};
    theme::Tone tone = theme::Tone::Warning;
};

/// What is known around a mail.
struct MailFacts
{
    mail_words::Way way;
    QString contactName;
    bool isPortalDisabled = false;
    bool carriesPortalLink = false;
    bool hasPortalAddress = true; ///< links can be made
    bool isSaidAbove = false;     ///< what is wrong with the account stands above all mails
    Instant now;
};

MailAdvice adviceFor(const mail::Mail& mail, const MailFacts& facts);

} // namespace foyer
