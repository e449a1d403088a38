// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace foyer::writing {

/// Rich text from another program as Markdown: headings, lists, strong, emphasis and links are kept, fonts,
/// colours and pictures are not. Loads nothing that the text refers to.
QString markdownFromHtml(const QString& html);

/// Plain text as it may be kept: one kind of line end, no invisible signs, no control characters.
QString cleanedText(const QString& text);

} // namespace foyer::writing
