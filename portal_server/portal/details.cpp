// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/details.h"

#include "app/contacts/contact_store.h"
#include "app/mail/notices.h"
#include "app/storage/journal.h"
#include "portal_server/portal/details_form.h"
#include "portal_server/portal/kept_answers.h"
#include "portal_server/portal/password_try.h"

#include <QSet>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

constexpr int refused = 422;
constexpr int conflict = 409;

Result<Contact> ownContact(const Visit& visit)
{
    return visit.studio.read(
        [&](const Snapshot& snapshot) { return contacts::find(snapshot, visit.client->contact); });
}

Response formPage(const Visit& visit, const Contact& contact, const TypedDetails& typed,
                  const std::vector<FieldError>& errors, const QString& spareGroup, int status)
{
    View view = baseView(visit);
    view.flag("is_details", true).text("version", QString::number(contact.version));
    fillForm(view, typed, errors, spareGroup);
    return page(visit, u"details_edit"_s, std::move(view), status);
}

/// Which groups somebody else changed since the client opened the form, with what stood there then.
Result<QSet<QString>> changedSince(const Snapshot& snapshot, const Contact& contact, qint64 version)
{
    QSet<QString> groups;
    const auto behind = contact.version - version;
    // Every change of a contact is one row of the journal; a form older than this is compared as a whole.
    if (version < 1 || behind < 0 || behind > 50) {
        for (const QString& group : detailGroups())
            groups.insert(group);
        return groups;
    }
    const auto rows = journalOf(snapshot, u"contact"_s, contact.id.row(), int(behind));
    if (!rows)
        return fail(rows.error());
    for (const JournalRow& row : *rows) {
        for (const QString& key : row.entry.detail.keys())
            groups.insert(key);
    }
    return groups;
}

struct Conflict
{
    QString group;
    bool isMineChosen;
};

/// The client's wishes upon what the studio has by now.
struct Merge
{
    ContactDetails details;
    std::vector<Conflict> conflicts; ///< groups that both changed and the client has not decided about
};

Merge merged(const Form& form, const Contact& current, const TypedDetails& typed,
             const QSet<QString>& changedMeanwhile)
{
    const ContactDetails wished = typed.appliedTo(current.details);
    Merge merge{current.details, {}};
    for (const QString& group : detailGroups()) {
        if (isGroupEqual(current.details, wished, group))
            continue;
        const QString choice = form.value(u"choice_"_s + group);
        if (choice == "theirs"_L1)
            continue;
        if (changedMeanwhile.contains(group) && choice != "mine"_L1)
            merge.conflicts.push_back({group, true});
        copyGroup(merge.details, wished, group);
    }
    return merge;
}

bool reachesElsewhere(const ContactDetails& before, const ContactDetails& after)
{
    return before.emails != after.emails || before.phones != after.phones;
}

Response conflictPage(const Visit& visit, const Contact& current, const TypedDetails& typed,
                      const Merge& merge, const std::vector<FieldError>& errors)
{
    View view = baseView(visit);
    view.flag("is_details", true).text("version", QString::number(current.version));
    fillForm(view, typed, errors, {});
    const ContactDetails wished = typed.appliedTo(current.details);
    std::vector<View> rows;
    for (const Conflict& one : merge.conflicts) {
        View row;
        row.text("conflict_label", groupTitle(one.group))
            .text("choice_name", u"choice_"_s + one.group)
            .flag("mine_chosen", one.isMineChosen)
            .optionalText("mine", groupText(wished, one.group))
            .optionalText("theirs", groupText(current.details, one.group));
        rows.push_back(std::move(row));
    }
    std::vector<View> carried;
    static const QSet<QString> shownAnew{u"form_token"_s, u"version"_s, u"do"_s, u"password"_s};
    for (const QString& name : visit.form.names()) {
        if (shownAnew.contains(name) || name.startsWith("choice_"_L1))
            continue;
        View item;
        item.text("carried_name", name).text("carried_value", visit.form.value(name));
        carried.push_back(std::move(item));
    }
    view.list("conflicts", std::move(rows))
        .list("carried", std::move(carried))
        .flag("asks_password", reachesElsewhere(current.details, merge.details));
    return page(visit, u"details_conflict"_s, std::move(view), conflict);
}

Result<void> saveDetails(Transaction& transaction, const Contact& contact, const ContactDetails& before)
{
    if (const auto saved = contacts::save(transaction, contact); !saved)
        return saved;
    if (before.emails == contact.details.emails)
        return {};
    for (const ContactEmail& old : before.emails) {
        if (const auto told = mail::queueEmailChangedNotice(transaction, contact.id, old.address); !told)
            return told;
    }
    return {};
}

Response tryToChange(const Visit& visit, Database& studio, int triesLeft)
{
    const TypedDetails typed = TypedDetails::from(visit.form);
    const qint64 version = visit.form.value(u"version"_s).toLongLong();
    const QString wish = visit.form.value(u"do"_s);

    auto current = ownContact(visit);
    if (!current)
        return failurePage(visit, current.error());
    if (wish.startsWith("more_"_L1) || wish == QLatin1StringView{reviewWish}) {
        Contact asOpened = *current;
        asOpened.version = version; // adding a row must not hide what happened meanwhile
        return formPage(visit, asOpened, typed, {}, wish.section(u'_', 1), 200);
    }

    const auto meanwhile = visit.studio.read(
        [&](const Snapshot& snapshot) { return changedSince(snapshot, *current, version); });
    if (!meanwhile)
        return failurePage(visit, meanwhile.error());
    const Merge merge = merged(visit.form, *current, typed, *meanwhile);

    std::vector<FieldError> errors = sentencesFor(contactProblems(merge.details, current->details));
    // Shown again, the form stays one that was opened at its version: what the studio changed since must not
    // hide.
    Contact asOpened = *current;
    asOpened.version = version;
    if (!errors.empty())
        return formPage(visit, asOpened, typed, errors, {}, refused);
    if (!merge.conflicts.empty())
        return conflictPage(visit, *current, typed, merge, {});
    portal_access::Admission counted{};
    if (reachesElsewhere(current->details, merge.details)) {
        const QString password = visit.form.value(u"password"_s);
        QString sentence = u"Please enter your password to change an email or a phone number."_s;
        if (!password.isEmpty()) {
            PasswordTry attempt = tryPassword(visit, studio, current->id, password);
            if (attempt.response)
                return *std::move(attempt.response);
            sentence = attempt.people.empty() ? u"This is not your password. Please try again."_s : QString{};
            counted = std::move(attempt.counted);
        }
        if (!sentence.isEmpty()) {
            errors.push_back({u"password"_s, sentence});
            return formPage(visit, asOpened, TypedDetails::of(merge.details), errors, {}, refused);
        }
    }

    const ContactDetails before = current->details;
    current->details = merge.details;
    const auto saved =
        studio.write(Actor::client(current->id, visit.request.peer.address),
                     [&](Transaction& transaction) -> Result<void> {
                         if (const auto back = portal_access::takeBack(transaction, counted); !back)
                             return back;
                         return saveDetails(transaction, *current, before);
                     });
    if (saved)
        return redirect(visit.url("/details?saved"));
    // The studio saved between our reading and our writing: look again, with what was typed.
    if (saved.error().fault == Fault::Conflict && triesLeft > 1)
        return tryToChange(visit, studio, triesLeft - 1);
    return failurePage(visit, saved.error());
}

} // namespace

Response showDetails(const Visit& visit)
{
    const auto contact = ownContact(visit);
    if (!contact)
        return failurePage(visit, contact.error());
    const ContactDetails& details = contact->details;
    const auto labelled = [](const char* name, const QString& value, const QString& label) {
        View item;
        item.text(name, value).optionalText("label", label);
        return item;
    };
    std::vector<View> emails;
    for (const ContactEmail& email : details.emails)
        emails.push_back(labelled("email", email.address, email.label));
    std::vector<View> phones;
    for (const ContactPhone& phone : details.phones)
        phones.push_back(labelled("phone", phone.number, phone.label));
    std::vector<View> addresses;
    for (const PostalAddress& address : details.addresses) {
        std::vector<View> lines;
        QStringList texts = address.street.split(u'\n');
        texts += {(address.postalCode + u' ' + address.city).trimmed(), address.region, address.country};
        texts.removeAll(QString{});
        for (const QString& text : std::as_const(texts)) {
            View line;
            line.text("line", text);
            lines.push_back(std::move(line));
        }
        View item;
        item.optionalText("label", address.label).list("lines", std::move(lines));
        addresses.push_back(std::move(item));
    }
    std::vector<View> websites;
    for (const QString& website : details.websites) {
        View item;
        item.text("website", website);
        websites.push_back(std::move(item));
    }
    View view = baseView(visit);
    view.flag("is_details", true)
        .optionalText("flash",
                      visit.request.query == "saved" ? u"Thank you. Your details are saved."_s : QString{})
        .text("person_name", displayNameOf(details))
        .list("emails", std::move(emails))
        .list("phones", std::move(phones))
        .list("addresses", std::move(addresses))
        .flag("has_websites", !websites.empty())
        .list("websites", std::move(websites));
    return page(visit, u"details"_s, std::move(view));
}

Response showDetailsForm(const Visit& visit)
{
    const auto contact = ownContact(visit);
    if (!contact)
        return failurePage(visit, contact.error());
    return formPage(visit, *contact, TypedDetails::of(contact->details), {}, {}, 200);
}

Response changeDetails(const Visit& visit, Database& studio)
{
    constexpr int tries = 3; // the studio may save at the same moment, but hardly thrice
    return tryToChange(visit, studio, tries);
}

} // namespace foyer::web
