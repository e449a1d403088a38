// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/brand_words.h"

#include <QCoreApplication>

namespace foyer::words {

namespace {

class Branding
{
    Q_DECLARE_TR_FUNCTIONS(Branding)
};

} // namespace

QString brandProblem(const BrandProblem& problem)
{
    switch (problem.fault) {
    case BrandFault::Missing:
        return Branding::tr("The brand needs a name.");
    case BrandFault::TooLong:
        return problem.field == BrandField::Texts
                   ? Branding::tr("This text is too long: 4000 characters at most.")
                   : Branding::tr("This is too long.");
    case BrandFault::NotAUsername:
        return Branding::tr(
            "2 to 40 small letters (a–z), digits and single hyphens, like “aurora-weddings”. Some "
            "words, such as “login”, are taken by the portal itself.");
    case BrandFault::Taken:
        return problem.field == BrandField::Domain
                   ? Branding::tr("Another brand uses this domain.")
                   : Branding::tr("Another brand uses this username, or used it earlier.");
    case BrandFault::NotADomain:
        return Branding::tr("Only a domain, like “portal.example.com”: no path, no port.");
    case BrandFault::NotAnEmail:
        return Branding::tr("No mail could be sent to this address. Check it for typing errors.");
    case BrandFault::NotAWebAddress:
        return Branding::tr("A web address looks like “www.example.com”.");
    case BrandFault::NotAColour:
        return Branding::tr("A colour is a hash sign and six digits, like “#7a5c3e”.");
    case BrandFault::NotAPicture:
        return Branding::tr("The logo must be a PNG or JPEG picture of 256 KB at most.");
    }
    Q_UNREACHABLE();
}

} // namespace foyer::words
