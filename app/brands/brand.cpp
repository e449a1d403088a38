// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/brands/brand.h"

#include "app/base/text.h"

#include <QRegularExpression>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestLine = 200;
constexpr int longestText = 4000;
constexpr qsizetype largestLogo = 256 * 1024; // a page of the portal stays below 100 kB with a sensible one

bool isDomain(const QString& text)
{
    // Labels of letters, digits and inner hyphens; at least two of them. RFC 1123 §2.1
    static const QRegularExpression shape{
        u"\\A(?=.{4,253}\\z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\z"_s};
    static const QRegularExpression onlyDigits{u"\\A[0-9.]+\\z"_s}; // an IP address is no domain
    return shape.match(text).hasMatch() && !onlyDigits.match(text).hasMatch();
}

bool isPicture(const BrandDetails& details)
{
    if (details.logo.size() > largestLogo)
        return false;
    if (details.logoType == "image/png"_L1)
        return details.logo.startsWith("\x89PNG\r\n\x1a\n");
    return details.logoType == "image/jpeg"_L1 && details.logo.startsWith("\xff\xd8\xff");
}

} // namespace

std::vector<BrandProblem> brandProblems(const BrandDetails& details)
{
    std::vector<BrandProblem> problems;
    const auto add = [&](BrandField field, BrandFault fault) { problems.push_back({field, fault}); };

    if (details.name.trimmed().isEmpty())
        add(BrandField::Name, BrandFault::Missing);
    else if (details.name.size() > longestLine)
        add(BrandField::Name, BrandFault::TooLong);
    if (!isUsername(details.username))
        add(BrandField::Username, BrandFault::NotAUsername);
    if (!details.domain.isEmpty() && !isDomain(details.domain))
        add(BrandField::Domain, BrandFault::NotADomain);
    if (!details.email.isEmpty() && !isEmailAddress(details.email))
        add(BrandField::Email, BrandFault::NotAnEmail);
    if (details.phone.size() > 60)
        add(BrandField::Phone, BrandFault::TooLong);
    if (!details.website.isEmpty() && !webAddress(details.website))
        add(BrandField::Website, BrandFault::NotAWebAddress);
    const PostalAddress& address = details.address;
    for (const QString& part :
         {address.street, address.city, address.region, address.postalCode, address.country}) {
        if (part.size() > 500) {
            add(BrandField::Address, BrandFault::TooLong);
            break;
        }
    }
    static const QRegularExpression colour{u"\\A#[0-9a-fA-F]{6}\\z"_s};
    if (!colour.match(details.accent).hasMatch())
        add(BrandField::Accent, BrandFault::NotAColour);
    if (!details.logo.isEmpty() && !isPicture(details))
        add(BrandField::Logo, BrandFault::NotAPicture);
    for (const QString& text : {details.welcomeText, details.loginText, details.emptyText}) {
        if (text.size() > longestText) {
            add(BrandField::Texts, BrandFault::TooLong);
            break;
        }
    }
    return problems;
}

} // namespace foyer
