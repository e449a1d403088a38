// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/words.h"

#include "app/base/text.h"

#include <QCoreApplication>
#include <QLocale>

namespace foyer::words {

using namespace Qt::StringLiterals;

namespace {

/// The context of a translator's catalogue; functions have no class to take it from.
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Words)
};

struct KnownLabel
{
    QLatin1StringView stored;
    const char* shown;
};

const KnownLabel knownLabels[] = {
    {"home"_L1, QT_TRANSLATE_NOOP("Words", "Home")},
    {"work"_L1, QT_TRANSLATE_NOOP("Words", "Work")},
    {"mobile"_L1, QT_TRANSLATE_NOOP("Words", "Mobile")},
    {"cell"_L1, QT_TRANSLATE_NOOP("Words", "Mobile")},
    {"fax"_L1, QT_TRANSLATE_NOOP("Words", "Fax")},
    {"wedding"_L1, QT_TRANSLATE_NOOP("Words", "Wedding")},
    {"other"_L1, QT_TRANSLATE_NOOP("Words", "Other")},
    {"billing"_L1, QT_TRANSLATE_NOOP("Words", "Billing")},
    {"postal"_L1, QT_TRANSLATE_NOOP("Words", "Postal")},
    {"venue"_L1, QT_TRANSLATE_NOOP("Words", "Venue")},
};

QString tooLong(ContactField field)
{
    return Words::tr("This is too long. Shorten it to %n character(s) or fewer.", "below a field",
                     contactFieldLimit(field));
}

} // namespace

QString kind(ContactKind kind)
{
    switch (kind) {
    case ContactKind::Person:
        return Words::tr("Person");
    case ContactKind::Company:
        return Words::tr("Company");
    case ContactKind::Location:
        return Words::tr("Location");
    }
    Q_UNREACHABLE();
}

QString relation(RelationKind kind)
{
    switch (kind) {
    case RelationKind::Spouse:
        return Words::tr("Spouse");
    case RelationKind::Partner:
        return Words::tr("Partner");
    case RelationKind::Parent:
        return Words::tr("Parent");
    case RelationKind::Child:
        return Words::tr("Child");
    case RelationKind::Sibling:
        return Words::tr("Sibling");
    case RelationKind::Friend:
        return Words::tr("Friend");
    case RelationKind::Planner:
        return Words::tr("Planner");
    case RelationKind::Assistant:
        return Words::tr("Assistant");
    case RelationKind::Employer:
        return Words::tr("Employer");
    case RelationKind::Employee:
        return Words::tr("Employee");
    case RelationKind::Colleague:
        return Words::tr("Colleague");
    case RelationKind::Venue:
        return Words::tr("Venue");
    case RelationKind::Other:
        return Words::tr("Other");
    }
    Q_UNREACHABLE();
}

QString label(const Label& label)
{
    for (const KnownLabel& known : knownLabels) {
        if (label.compare(known.stored, Qt::CaseInsensitive) == 0)
            return Words::tr(known.shown);
    }
    return label;
}

QStringList offeredLabels(ContactField field)
{
    switch (field) {
    case ContactField::Email:
        return {u"home"_s, u"work"_s, u"wedding"_s, u"billing"_s, u"other"_s};
    case ContactField::Phone:
        return {u"mobile"_s, u"home"_s, u"work"_s, u"fax"_s, u"other"_s};
    case ContactField::Address:
        return {u"home"_s, u"work"_s, u"billing"_s, u"postal"_s, u"venue"_s, u"other"_s};
    default: // the other fields carry no label
        return {};
    }
}

QString problem(const ContactProblem& problem)
{
    switch (problem.fault) {
    case ContactFault::Missing:
        return Words::tr(
            "Give a name, a company, an email or a phone, so that the contact can be found again.");
    case ContactFault::TooLong:
        return tooLong(problem.field);
    case ContactFault::TooMany:
        return Words::tr("This is more than a contact can have. Take some away.");
    case ContactFault::NotAnEmail:
        return Words::tr("No mail can be sent to this. An email looks like name@example.com.");
    case ContactFault::NotAPhone:
        return Words::tr("There is no digit in this phone number.");
    case ContactFault::NotAWebAddress:
        return Words::tr("This is no web address. One looks like https://example.com.");
    case ContactFault::InTheFuture:
        return Words::tr("This day is still to come.");
    case ContactFault::NotALanguage:
        return Words::tr("This is no language code. One looks like en, de or pt-BR.");
    case ContactFault::HasLineBreak:
        return Words::tr("Only one line fits here. Take out the line break.");
    }
    Q_UNREACHABLE();
}

QString fault(Fault fault)
{
    switch (fault) {
    case Fault::NotFound:
        return Words::tr("It is not there any more. Somebody may have removed it meanwhile.");
    case Fault::Invalid:
        return Words::tr("Something in it is not right, so nothing was changed.");
    case Fault::Conflict:
        return Words::tr("Somebody changed it meanwhile, so nothing was changed.");
    case Fault::Denied:
        return Words::tr("This is not allowed now. The studio may be open for reading only.");
    case Fault::Busy:
        return Words::tr("Too much is going on at the moment. Please try again.");
    case Fault::Cancelled:
        return Words::tr("It was cancelled. Nothing was changed.");
    case Fault::Storage:
        return Words::tr("The studio file could not be written. Is the disk full? Nothing was changed.");
    case Fault::Newer:
        return Words::tr("This was made by a later version of Foyer.");
    }
    Q_UNREACHABLE();
}

QString portalState(PortalState state)
{
    switch (state) {
    case PortalState::None:
        return {};
    case PortalState::NeverInvited:
        return Words::tr("Not invited", "state of a client portal");
    case PortalState::MustSetPassword:
        return Words::tr("Password not set", "state of a client portal");
    case PortalState::Active:
        return Words::tr("Active", "state of a client portal");
    case PortalState::Disabled:
        return Words::tr("Disabled", "state of a client portal");
    }
    Q_UNREACHABLE();
}

QString portalSentence(const PortalAccount& account)
{
    switch (account.state()) {
    case PortalState::None:
        return {};
    case PortalState::NeverInvited:
        return Words::tr("No invite was sent yet. The Direct Link lets them set a password already.");
    case PortalState::MustSetPassword:
        if (account.invitedAt)
            return Words::tr("Invited on %1. The Direct Link asks for a new password.")
                .arg(moment(*account.invitedAt));
        return Words::tr("The Direct Link asks for a new password.");
    case PortalState::Active:
        return Words::tr("The password was set on %1.").arg(moment(*account.passwordSetAt));
    case PortalState::Disabled:
        return Words::tr("Disabled on %1. Login, Direct Link and password reset are refused; "
                         "the password is kept for when you enable it again.")
            .arg(moment(*account.disabledAt));
    }
    Q_UNREACHABLE();
}

QString toolTip(const QString& text)
{
    return u"<p>%1</p>"_s.arg(text.toHtmlEscaped()); // a tip that looked like markup would be taken for it
}

QString moment(Instant instant)
{
    const QLocale locale;
    const QDateTime local = toLocal(instant);
    return Words::tr("%1, %2", "date, time")
        .arg(day(local.date()), locale.toString(local.time(), QLocale::ShortFormat));
}

QString day(QDate day)
{
    const QLocale locale;
    // The long format without its weekday, which nobody needs of a birthday.
    QString format = locale.dateFormat(QLocale::LongFormat);
    for (const QString& weekday :
         {u"dddd, "_s, u"dddd d"_s, u", dddd"_s, u"dddd "_s, u" dddd"_s, u"dddd"_s}) {
        if (format.contains(weekday)) {
            format.replace(weekday, weekday.endsWith(u'd') && weekday.size() == 6 ? u"d"_s : QString{});
            break;
        }
    }
    return locale.toString(day, format);
}

QStringList addressLines(const PostalAddress& address)
{
    const auto joined = [](const QStringList& parts, const QString& by) {
        QStringList filled;
        for (const QString& part : parts) {
            if (!part.isEmpty())
                filled.append(part);
        }
        return filled.join(by);
    };
    const QString country = foldedForSearch(address.country);
    const auto isOneOf = [&](std::initializer_list<QLatin1StringView> names) {
        return std::find(names.begin(), names.end(), country) != names.end();
    };

    QStringList lines = address.street.split(u'\n', Qt::SkipEmptyParts);
    if (isOneOf({"united states"_L1, "united states of america"_L1, "usa"_L1, "us"_L1, "canada"_L1, "ca"_L1,
                 "australia"_L1, "au"_L1})) {
        const QString place = joined({address.region, address.postalCode}, u" "_s);
        lines.append(joined({address.city, place}, u", "_s));
    } else if (isOneOf({"united kingdom"_L1, "great britain"_L1, "uk"_L1, "gb"_L1, "england"_L1,
                        "scotland"_L1, "wales"_L1, "ireland"_L1, "ie"_L1})) {
        lines.append({address.city, address.region, address.postalCode});
    } else {
        lines.append({joined({address.postalCode, address.city}, u" "_s), address.region});
    }
    lines.append(address.country);
    lines.removeAll(QString{});
    return lines;
}

} // namespace foyer::words
