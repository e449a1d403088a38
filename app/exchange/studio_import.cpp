// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/studio_import.h"

#include "app/base/text.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_rules.h"
#include "app/contacts/contact_store.h"
#include "app/exchange/studio_import_jobs.h"
#include "app/exchange/studio_import_names.h"
#include "app/portal_access/account_store.h"
#include "app/portal_access/addresses.h"
#include "app/portal_access/passwords.h"
#include "app/storage/settings.h"

#include <QHash>
#include <QSet>

namespace foyer::exchange {

using namespace Qt::StringLiterals;

namespace {

QString contactPath(std::size_t position)
{
    return u"contacts[%1]"_s.arg(position);
}

QString brandPath(std::size_t position)
{
    return u"brands[%1]"_s.arg(position);
}

/// The studio's contact with the uid of one in the file: the latter is then left out.
Result<std::optional<ContactId>> alreadyHere(const Snapshot& snapshot, const StudioContact& contact)
{
    if (contact.uid.isEmpty())
        return std::optional<ContactId>{};
    return contacts::findByUid(snapshot, contact.uid);
}

Result<void> checkSettings(const StudioDocument& document)
{
    for (const StudioSetting& setting : document.settings) {
        if (!settings::isKnown(setting.key))
            return fail(Fault::Invalid, u"settings.%1: Foyer does not know this setting."_s.arg(setting.key));
    }
    return {};
}

Result<void> checkBrands(const Snapshot& snapshot, const StudioDocument& document, StudioCounts& counts)
{
    for (std::size_t i = 0; i < document.brands.size(); ++i) {
        const BrandDetails& details = document.brands[i];
        const auto here = brands::findByUsername(snapshot, details.username);
        if (!here)
            return fail(here.error());
        if (*here) {
            ++counts.brandsAlreadyHere;
            continue;
        }
        ++counts.brands;
        if (const auto checked = brands::check(snapshot, details, {}); !checked)
            return failAt(brandPath(i), checked.error());
    }
    return {};
}

Result<void> checkRelations(const Snapshot& snapshot, const StudioDocument& document, StudioCounts& counts)
{
    QSet<QString> names;
    for (const StudioContact& contact : document.contacts) {
        names.insert(contact.ref);
        names.insert(contact.uid);
    }
    for (std::size_t i = 0; i < document.contacts.size(); ++i) {
        const StudioContact& contact = document.contacts[i];
        for (std::size_t j = 0; j < contact.relations.size(); ++j) {
            const QString& to = contact.relations[j].to;
            const QString path = u"%1.relations[%2].to"_s.arg(contactPath(i)).arg(j);
            if (to == contact.ref || to == contact.uid)
                return fail(Fault::Invalid, u"%1: nobody has a relation with themselves."_s.arg(path));
            ++counts.relations;
            if (names.contains(to))
                continue;
            const auto here = contacts::findByUid(snapshot, to);
            if (!here)
                return fail(here.error());
            if (!*here)
                return fail(
                    Fault::Invalid,
                    u"%1: “%2” is neither a ref nor a uid in this file, nor a uid in the studio."_s.arg(path,
                                                                                                        to));
        }
    }
    return {};
}

Result<void> checkContacts(const Snapshot& snapshot, const StudioDocument& document, StudioCounts& counts)
{
    const auto studioBrands = brands::all(snapshot);
    if (!studioBrands)
        return fail(studioBrands.error());
    QSet<QString> usernames;
    for (const BrandDetails& brand : document.brands)
        usernames.insert(brand.username);
    for (const Brand& brand : *studioBrands)
        usernames.insert(brand.details.username);

    QHash<QString, int> usesOfEmail;
    for (const StudioContact& contact : document.contacts) {
        QSet<QString> own;
        for (const ContactEmail& email : contact.details.emails)
            own.insert(normalisedEmail(email.address).value_or(QString{}));
        for (const QString& email : std::as_const(own))
            ++usesOfEmail[email];
    }
    for (std::size_t i = 0; i < document.contacts.size(); ++i) {
        const StudioContact& contact = document.contacts[i];
        const auto here = alreadyHere(snapshot, contact);
        if (!here)
            return fail(here.error());
        if (*here) {
            ++counts.contactsAlreadyHere;
            continue;
        }
        ++counts.contacts;
        if (contact.brand.isEmpty() ? usernames.isEmpty() : !usernames.contains(contact.brand))
            return fail(Fault::Invalid,
                        u"%1.brand: there is no brand “%2”, neither in this file nor in the studio."_s.arg(
                            contactPath(i), contact.brand));
        bool isShared = false;
        for (const ContactEmail& email : contact.details.emails) {
            const auto others = contacts::findByEmail(snapshot, email.address);
            if (!others)
                return fail(others.error());
            isShared = isShared || !others->empty() ||
                       usesOfEmail.value(normalisedEmail(email.address).value_or(QString{})) > 1;
        }
        counts.sharedEmails += isShared ? 1 : 0;
    }
    return {};
}

QString describe(portal_access::PasswordFault fault)
{
    switch (fault) {
    case portal_access::PasswordFault::None:
        return {};
    case portal_access::PasswordFault::TooShort:
        return u"has fewer than 8 characters."_s;
    case portal_access::PasswordFault::TooLong:
        return u"is longer than 1024 bytes."_s;
    case portal_access::PasswordFault::TooCommon:
        return u"is too easily guessed."_s;
    }
    Q_UNREACHABLE();
}

Result<void> checkPasswords(const StudioDocument& document)
{
    for (std::size_t i = 0; i < document.contacts.size(); ++i) {
        const QString& password = document.contacts[i].portal.password;
        const auto fault = password.isEmpty() ? portal_access::PasswordFault::None
                                              : portal_access::passwordFault(password, {});
        if (fault != portal_access::PasswordFault::None)
            return fail(Fault::Invalid, u"%1.portal.password: %2"_s.arg(contactPath(i), describe(fault)));
    }
    return {};
}

/// What `openStudio` gave a new studio, as long as nobody has touched it: brands that come in take its place.
Result<std::optional<BrandId>> placeholderOf(const Snapshot& snapshot)
{
    const auto all = brands::all(snapshot);
    if (!all)
        return fail(all.error());
    if (all->size() != 1 || all->front().details != brands::placeholder())
        return std::optional<BrandId>{};
    return std::optional{all->front().id};
}

Result<void> addBilling(Transaction& transaction, const StudioDocument& document, const QString& username,
                        BrandId brand)
{
    for (const StudioBilling& one : document.billing) {
        if (one.brand != username)
            continue;
        if (const auto saved = brands::saveBilling(transaction, brand, {one.details, 0}); !saved)
            return failAt(one.path, saved.error());
    }
    return {};
}

Result<void> addBrands(Transaction& transaction, const StudioDocument& document)
{
    const auto placeholder = placeholderOf(transaction);
    if (!placeholder)
        return fail(placeholder.error());
    bool hasAdded = false;
    for (std::size_t i = 0; i < document.brands.size(); ++i) {
        const auto here = brands::findByUsername(transaction, document.brands[i].username);
        if (!here)
            return fail(here.error());
        if (*here)
            continue;
        const auto added = brands::add(transaction, document.brands[i]);
        if (!added)
            return failAt(brandPath(i), added.error());
        if (const auto set = addBilling(transaction, document, document.brands[i].username, *added); !set)
            return set;
        hasAdded = true;
    }
    if (!*placeholder || !hasAdded)
        return {};
    const auto removed = brands::remove(transaction, **placeholder);
    // Contacts that came in before keep their brand.
    return removed || removed.error().fault == Fault::Conflict ? Result<void>{} : removed;
}

/// Of what names no brand: the file's first one, else the studio's.
Result<BrandId> usualBrand(const Snapshot& snapshot, const StudioDocument& document)
{
    if (!document.brands.empty())
        return brandNamed(snapshot, document.brands.front().username, brandPath(0), BrandId{1});
    const auto all = brands::all(snapshot);
    return all ? Result<BrandId>{all->front().id} : fail(all.error());
}

Result<void> openPortal(Transaction& transaction, ContactId id, const StudioPortal& portal)
{
    if (!portal.password.isEmpty()) {
        // Hashed while the writer waits: a file with passwords sets up a test or a sample, never a busy
        // studio.
        const auto seed = portal_access::seedForNewPassword(transaction, id);
        if (!seed)
            return fail(seed.error());
        const auto record = portal_access::makePassword(portal.password, *seed);
        if (const auto set = portal_access::setFirstPassword(transaction, *seed, record); !set)
            return set;
    }
    if (portal.lastLogin) {
        if (const auto set = portal_access::recallLastLogin(transaction, id, *portal.lastLogin); !set)
            return set;
    }
    if (portal.isInvited) {
        if (const auto marked = portal_access::markInvited(transaction, id); !marked)
            return marked;
    }
    return portal.isDisabled ? portal_access::disable(transaction, id) : Result<void>{};
}

/// A relation reads the same from both sides, so a file may tell it once or twice.
Result<void> relate(Transaction& transaction, ContactId id, const std::vector<Relation>& relations)
{
    auto contact = contacts::find(transaction, id);
    if (!contact)
        return fail(contact.error());
    const std::size_t before = contact->relations.size();
    for (const Relation& relation : relations) {
        if (std::find(contact->relations.begin(), contact->relations.end(), relation) ==
            contact->relations.end())
            contact->relations.push_back(relation);
    }
    return contact->relations.size() == before ? Result<void>{} : contacts::save(transaction, *contact);
}

Result<ContactNames> addContacts(Transaction& transaction, const StudioDocument& document, BrandId otherwise)
{
    ContactNames known;
    std::vector<std::optional<ContactId>> added(document.contacts.size());
    for (std::size_t i = 0; i < document.contacts.size(); ++i) {
        const StudioContact& contact = document.contacts[i];
        auto id = alreadyHere(transaction, contact);
        if (!id)
            return fail(id.error());
        if (!*id) {
            const auto brand =
                brandNamed(transaction, contact.brand, contactPath(i) + ".brand"_L1, otherwise);
            if (!brand)
                return fail(brand.error());
            const auto made = contacts::add(transaction, *brand, contact.details, contact.uid);
            if (!made)
                return failAt(contactPath(i), made.error());
            *id = *made;
            added[i] = *made;
        }
        known.add(contact.ref, **id);
        known.add(contact.uid, **id);
    }
    for (std::size_t i = 0; i < document.contacts.size(); ++i) {
        if (!added[i])
            continue; // already here: the studio's stays as it is
        const StudioContact& contact = document.contacts[i];
        std::vector<Relation> relations;
        for (const StudioRelation& relation : contact.relations) {
            const auto other = known.find(transaction, relation.to, contactPath(i) + ".relations"_L1);
            if (!other)
                return fail(other.error());
            relations.push_back({*other, relation.kind});
        }
        if (const auto related = relate(transaction, *added[i], relations); !related)
            return failAt(contactPath(i), related.error());
        if (const auto opened = openPortal(transaction, *added[i], contact.portal); !opened)
            return failAt(contactPath(i) + ".portal"_L1, opened.error());
        if (contact.isArchived) {
            if (const auto archived = contacts::archive(transaction, {*added[i]}); !archived)
                return failAt(contactPath(i), archived.error());
        }
    }
    return known;
}

} // namespace

Result<StudioCounts> forecast(const Snapshot& snapshot, const StudioDocument& document)
{
    StudioCounts counts;
    counts.settings = int(document.settings.size());
    if (const auto checked = checkSettings(document); !checked)
        return fail(checked.error());
    if (const auto checked = checkBrands(snapshot, document, counts); !checked)
        return fail(checked.error());
    if (const auto checked = checkContacts(snapshot, document, counts); !checked)
        return fail(checked.error());
    if (const auto checked = checkPasswords(document); !checked)
        return fail(checked.error());
    if (const auto checked = checkRelations(snapshot, document, counts); !checked)
        return fail(checked.error());
    if (const auto checked = checkWork(snapshot, document, counts); !checked)
        return fail(checked.error());
    return counts;
}

Result<StudioCounts> bringIn(Transaction& transaction, const StudioDocument& document)
{
    const auto counts = forecast(transaction, document);
    if (!counts)
        return counts;
    // Between this line and the last one stands what happened elsewhere, and begins no automation.
    transaction.record({u"studio"_s, 0, u"import began"_s, {}});
    for (const StudioSetting& setting : document.settings) {
        const auto set = setting.key == QLatin1StringView{settings::portalAddress}
                             ? portal_access::setStudioAddress(transaction, setting.value)
                             : settings::set(transaction, setting.key, setting.value);
        if (!set)
            return failAt(u"settings.%1"_s.arg(setting.key), set.error());
    }
    if (const auto done = addBrands(transaction, document); !done)
        return fail(done.error());
    const auto brand = usualBrand(transaction, document);
    if (!brand)
        return fail(brand.error());
    const auto names = addContacts(transaction, document, *brand);
    if (!names)
        return fail(names.error());
    if (const auto done = addCatalogue(transaction, document.catalogue); !done)
        return fail(done.error());
    if (const auto done = addJobs(transaction, document, *names, *brand); !done)
        return fail(done.error());
    transaction.record({u"studio"_s,
                        0,
                        u"imported"_s,
                        {{u"settings"_s, counts->settings},
                         {u"brands"_s, counts->brands},
                         {u"contacts"_s, counts->contacts},
                         {u"relations"_s, counts->relations},
                         {u"jobs"_s, counts->jobs},
                         {u"documents"_s, counts->documents},
                         {u"payments"_s, counts->payments}}});
    return counts;
}

} // namespace foyer::exchange
