// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/id.h"
#include "app/base/postal_address.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace foyer {

/// What a person can set about a brand: a face the studio shows to its clients.
struct BrandDetails
{
    QString name;
    QString username; ///< first part of its portal addresses on the studio address; see isUsername()
    QString domain;   ///< its own domain ("portal.example.com"), empty when it has none; lower case, A-labels
    QString email;    ///< what clients write to
    QString phone;
    QString website;
    PostalAddress address;                      ///< label unused
    QString accent = QStringLiteral("#7a5c3e"); ///< "#rrggbb"; pages correct its contrast
    QByteArray logo;                            ///< PNG or JPEG, at most 256 KiB; empty: the name is shown
    QString logoType;                           ///< "image/png" or "image/jpeg"
    QString welcomeText;       ///< above the home page; plain text, empty: the portal's own words
    QString loginText;         ///< beside the login form
    QString emptyText;         ///< on a home page with nothing on it yet
    bool showsHistory = false; ///< Settings › Branding › Show history
    QString paper;             ///< of PDFs: "a4" or "letter"; empty: by the country of the address

    bool operator==(const BrandDetails&) const = default;
};

struct Brand
{
    BrandId id;
    BrandDetails details;
    qint64 version;
};

enum class BrandField
{
    Name,
    Username,
    Domain,
    Email,
    Phone,
    Website,
    Address,
    Accent,
    Logo,
    Texts
};
enum class BrandFault
{
    Missing,
    TooLong,
    NotAUsername,
    Taken,
    NotADomain,
    NotAnEmail,
    NotAWebAddress,
    NotAColour,
    NotAPicture
};
struct BrandProblem
{
    BrandField field;
    BrandFault fault;
    bool operator==(const BrandProblem&) const = default;
};

/// What keeps these details from being saved, apart from Taken, which only the store knows.
std::vector<BrandProblem> brandProblems(const BrandDetails& details);

} // namespace foyer
