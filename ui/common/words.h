// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"
#include "app/base/time.h"
#include "app/contacts/contact.h"
#include "app/contacts/contact_rules.h"
#include "app/portal_access/portal_account.h"

#include <QString>
#include <QStringList>

/// What the values of app are called in the person's language. `app` returns faults and kinds; every word
/// about them that a window shows is made here.
namespace foyer::words {

QString kind(ContactKind kind);      ///< "Person"
QString relation(RelationKind kind); ///< "Spouse"
/// "Home" for "home"; what somebody made up stays as it is.
QString label(const Label& label);
/// The labels offered for emails, phones and addresses, as they are stored.
QStringList offeredLabels(ContactField field);

/// What is wrong with a field and what would be right; stands beside it.
QString problem(const ContactProblem& problem);

/// Why something could not be done, for a toast or a box. `detail` stays in the log.
QString fault(Fault fault);

QString portalState(PortalState state);               ///< "Active"; empty for PortalState::None
QString portalSentence(const PortalAccount& account); ///< "The password is set. …"

/// What somebody typed, as a tool tip: never read as markup.
QString toolTip(const QString& text);

QString moment(Instant instant); ///< date and time in this machine's zone and the person's locale
QString day(QDate day);

/// Lines as on an envelope in its country. Empty parts leave no gap.
QStringList addressLines(const PostalAddress& address);

} // namespace foyer::words
