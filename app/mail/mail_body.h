// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

/// A mail's body is Markdown that the studio, or Foyer, wrote, with tokens for the recipient's own links in
/// it. Its HTML and its text come from this one source.
namespace foyer::mail {

/// The recipient's own addresses; what is not there stands in the mail as words.
struct BodyLinks
{
    QString portal; ///< for {{recipient.portal_link}} and {{recipient.portal_linked}}
    QString reset;  ///< for {{recipient.reset_link}}
};

/// The face of a mail: whose it is.
struct BodyLook
{
    QString brand;
    QString accent; ///< "#rrggbb"
    QString website;
    QString language;  ///< BCP 47, for lang and dir
    QString preheader; ///< what a list of mails shows beside the subject; empty: the body's beginning
};

/// Bytes of HTML beyond which mail programs begin to clip; a text that gives more is too long to be sent.
inline constexpr qsizetype largestHtml = 60'000;

struct RenderedBody
{
    QString html; ///< a whole document
    QString text; ///< lines end in "\n"
};

/// Never more than what Markdown can say: HTML in it shows as the text it is, pictures as their description,
/// links only http, https, mailto, tel. A line end in a paragraph is a line end. A paragraph that is one link
/// alone becomes a button with its address below. In the text part a link is its words and its address;
/// {{recipient.portal_linked}} the address alone.
RenderedBody rendered(const QString& markdown, const BodyLinks& links, const BodyLook& look);

/// What somebody typed, as Markdown that shows it as it is: never a token, never markup, never a link.
QString inert(const QString& typed);

/// The same on one line.
QString inertLine(const QString& typed);

/// Tokens that may stand in a stored body, in any case of letters.
bool isLinkToken(const QString& name);

/// Whether a stored body carries a link that is its recipient's own.
bool carriesPortalLink(const QString& body);
bool carriesResetLink(const QString& body);

} // namespace foyer::mail
