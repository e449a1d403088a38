// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/import_plan.h"
#include "app/contacts/vcard_line.h"

#include <QHash>

#include <algorithm>
#include <optional>
#include <vector>

namespace foyer {

/// Texts of X-ABLabel by their group in lower case: "item1" → "wedding".
using GroupLabels = QHash<QString, Label>;
GroupLabels groupLabelsOf(const std::vector<VcardLine>& lines);

/// What one line says; nothing when it is another property, or says nothing.
std::optional<ContactEmail> emailOf(const VcardLine& line, const GroupLabels& labels);
std::optional<ContactPhone> phoneOf(const VcardLine& line, const GroupLabels& labels);
std::optional<PostalAddress> addressOf(const VcardLine& line, const GroupLabels& labels);
std::optional<QString> websiteOf(const VcardLine& line);
/// LABEL of 2.1 and 3.0: an address as it stands on an envelope. Counts only in a card without any ADR.
std::optional<PostalAddress> envelopeOf(const VcardLine& line, const GroupLabels& labels);

/// Reads all lines that speak of a list, most preferred first, else in their order.
/// @param positions when given, receives the index of the line of each item
template <class Item, class Read>
std::vector<Item> preferredFirst(const std::vector<VcardLine>& lines, Read read,
                                 std::vector<std::size_t>* positions = nullptr)
{
    struct Found
    {
        std::size_t position;
        int preference;
        Item item;
    };
    std::vector<Found> found;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (std::optional<Item> item = read(lines[i]))
            found.push_back({i, lines[i].preference(), std::move(*item)});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Found& a, const Found& b) { return a.preference < b.preference; });
    std::vector<Item> items;
    items.reserve(found.size());
    for (Found& one : found) {
        items.push_back(std::move(one.item));
        if (positions)
            positions->push_back(one.position);
    }
    return items;
}

/// The most preferred line of a property that says something; -1 when there is none.
int primaryLine(const std::vector<VcardLine>& lines, QLatin1StringView property);

bool isKindLine(const VcardLine& line);
/// Also the words that other programs have for it.
bool isAnniversaryLine(const VcardLine& line, const GroupLabels& labels);

/// A whole day. Partial dates, texts and Apple's stand-in year are no day.
std::optional<QDate> dayOf(const VcardLine& line);
/// Neither a day nor one of the shapes that honestly say less: somebody mistyped it.
bool isBrokenDay(const VcardLine& line);

/// The uid without `urn:uuid:`, so that it is the same in every version of the format.
QString uidOf(QStringView value);
/// The other card a RELATED line points to; nothing when it is a name or an address for people.
std::optional<QString> relatedUidOf(const VcardLine& line);

/// Everything the lines say. `vcardSource` stays empty.
ContactDetails detailsOf(const std::vector<VcardLine>& lines);

/// The details as they come back from a card that was written of them: single lines single, ends trimmed,
/// empty items gone, tags sorted, the display name empty where it is what displayNameOf() makes of the rest
/// anyway.
ContactDetails asReadBack(const ContactDetails& details);

/// The name and the organisation as the card writes them, whatever else it says. May be empty.
QString formattedNameOf(const std::vector<VcardLine>& lines);
QString organisationOf(const std::vector<VcardLine>& lines);

/// What to call somebody of whom only an address, a website or a note is known. May be empty.
QString nameOfLastResort(const ContactDetails& details);

} // namespace foyer
