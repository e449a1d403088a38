// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace foyer {

/// What a label says of an email, phone or address. Free text is allowed beside it, hence text:
/// "home", "work", "mobile", "fax", "wedding", … lower case, empty when nothing was said.
using Label = QString;

struct PostalAddress
{
    Label label;
    QString street; ///< one or more lines, joined by \n; P.O. box and apartment are lines of it
    QString city;
    QString region;
    QString postalCode;
    QString country; ///< as typed
    bool operator==(const PostalAddress&) const = default;
    bool isEmpty() const
    {
        return street.isEmpty() && city.isEmpty() && region.isEmpty() && postalCode.isEmpty() &&
               country.isEmpty();
    }
};

} // namespace foyer
