// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact.h"
#include "app/contacts/contact_rules.h"
#include "portal_server/pages/view.h"
#include "portal_server/portal/form.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace foyer::web {

/// What a client typed about themselves: exactly what the form shows, kept until it can be saved.
struct TypedDetails
{
    QString givenName;
    QString familyName;
    QString displayName;
    std::vector<ContactEmail> emails;
    std::vector<ContactPhone> phones;
    std::vector<PostalAddress> addresses;
    QStringList websites;

    static TypedDetails of(const ContactDetails& details);
    static TypedDetails from(const Form& form);

    /// The stored details with these in their places; nothing else is touched.
    ContactDetails appliedTo(ContactDetails details) const;
};

/// The parts of the form that are compared, chosen and journalled as one; the names of the studio JSON.
const QStringList& detailGroups();
/// What stands in one group, as one line for people.
QString groupText(const ContactDetails& details, const QString& group);
QString groupTitle(const QString& group);
bool isGroupEqual(const ContactDetails& a, const ContactDetails& b, const QString& group);
void copyGroup(ContactDetails& to, const ContactDetails& from, const QString& group);

struct FieldError
{
    QString target; ///< the id of the field, for the link in the summary
    QString sentence;
};
/// One sentence a problem, at the field it is about.
std::vector<FieldError> sentencesFor(const std::vector<ContactProblem>& problems);

/// Rows and errors of the form. @param spare  how many empty rows each list offers beside what is typed
void fillForm(View& view, const TypedDetails& typed, const std::vector<FieldError>& errors,
              const QString& spareGroup);

} // namespace foyer::web
