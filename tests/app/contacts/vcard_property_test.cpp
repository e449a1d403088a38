// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contacts/vcard.h"

#include <QTest>

#include <random>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

/// Contacts nobody would type, the same in every run.
class RandomContacts
{
public:
    explicit RandomContacts(unsigned seed, bool isNaughty)
        : m_random{seed}
        , m_isNaughty{isNaughty}
    {
    }

    int below(int limit) { return int(m_random() % unsigned(limit)); }
    bool isHeads() { return below(2) == 0; }

    /// Empty now and then; clean texts neither begin nor end with a blank and hold no control characters.
    QString text(bool isMultiLine = false)
    {
        static const QStringList pieces{u"a"_s,         u"Zoë"_s,
                                        u","_s,         u";"_s,
                                        u"\\"_s,        u"\\n"_s,
                                        u"\""_s,        u"^"_s,
                                        u"^n"_s,        u":"_s,
                                        u"="_s,         u"🎉"_s,
                                        u"שלום"_s,      u"👩‍👩‍👧"_s,
                                        u"é"_s,         u"'"_s,
                                        u"END:VCARD"_s, u"$_"_s,
                                        u"%41"_s,       u"data:"_s,
                                        u"山"_s,        u"."_s,
                                        u"tel:"_s,      u"\u200f"_s,
                                        u"\u00a0"_s,    u"\t"_s,
                                        u"=3D"_s,       u"\\,"_s,
                                        u"\\\\"_s,      u"BEGIN:VCARD"_s};
        static const QStringList naughty{
            u"\n"_s,        u"\r"_s,          u"\r\n "_s,  QString{QChar{u'\0'}},
            u"\u001b[0m"_s, u"\u0085"_s,      u"\u2028"_s, QString{QChar{0xdc00}},
            u"  "_s,        u"_$!<Home>!$_"_s};
        if (below(4) == 0)
            return {};
        QString text;
        const int length = 1 + below(below(20) == 0 ? 60 : 6);
        for (int i = 0; i < length; ++i) {
            if (m_isNaughty && below(5) == 0)
                text += naughty[below(int(naughty.size()))];
            else if (isMultiLine && below(5) == 0)
                text += u'\n';
            else
                text += pieces[below(int(pieces.size()))];
            if (below(4) == 0)
                text += u' ';
        }
        return m_isNaughty ? text : u"x"_s + text.replace(u'\t', isMultiLine ? u'\t' : u' ') + u"x"_s;
    }

    Label label()
    {
        static const QStringList words{{},           u"home"_s, u"work"_s, u"mobile"_s, u"home fax"_s,
                                       u"billing"_s, u"main"_s, u"other"_s};
        return isHeads() ? words[below(int(words.size()))] : text().toLower();
    }

    QDate day() { return isHeads() ? QDate{} : QDate{1900 + below(200), 1 + below(12), 1 + below(28)}; }

    ContactDetails details()
    {
        ContactDetails details;
        details.kind = ContactKind(below(3));
        details.company = text();
        for (QString* part : {&details.prefix, &details.givenName, &details.additionalNames,
                              &details.familyName, &details.suffix, &details.nickname, &details.jobTitle})
            *part = text();
        // A company without a name of its own is called by what it is called: both would be one.
        if (isHeads() && (details.kind != ContactKind::Company || !details.company.isEmpty()))
            details.displayName = u"Known as "_s + text() + u'.';
        for (int i = below(4); i > 0; --i)
            details.emails.push_back({u"x"_s + text(), label()});
        for (int i = below(4); i > 0; --i)
            details.phones.push_back({u"x"_s + text(), label()});
        for (int i = below(3); i > 0; --i)
            details.addresses.push_back({label(), u"x"_s + text(true), text(), text(), text(), text()});
        for (int i = below(3); i > 0; --i)
            details.websites += u"https://"_s + text() + u'x';
        details.birthday = day();
        details.anniversary = day();
        details.language = isHeads() ? u"pt-BR"_s : QString{};
        for (int i = below(3); i > 0; --i)
            details.tags += QString::number(i) + text() + u'x';
        std::sort(details.tags.begin(), details.tags.end());
        details.notes = text(true);
        if (displayNameOf(details).isEmpty())
            (details.kind == ContactKind::Company ? details.company : details.displayName) = u"Nobody"_s;
        return details;
    }

    std::vector<ImportedRelation> relations()
    {
        std::vector<ImportedRelation> relations;
        for (int i = below(3); i > 0; --i)
            relations.push_back({u"0b1f6a52-93a5-4c54-8d6a-1d1f3c7f0a0%1"_s.arg(i), RelationKind(below(13))});
        return relations;
    }

private:
    std::mt19937 m_random;
    bool m_isNaughty;
};

std::vector<VcardEntry> entriesOf(const ImportPlan& plan)
{
    std::vector<VcardEntry> entries;
    for (const ImportedContact& contact : plan.contacts)
        entries.push_back({contact.uid, contact.details, contact.relations});
    return entries;
}

ContactDetails withoutSource(ContactDetails details)
{
    details.vcardSource.clear();
    return details;
}

QByteArray fieldsOf(const ContactDetails& details)
{
    QStringList fields{QString::number(int(details.kind)),
                       details.prefix,
                       details.givenName,
                       details.additionalNames,
                       details.familyName,
                       details.suffix,
                       details.nickname,
                       details.displayName,
                       details.company,
                       details.jobTitle,
                       details.websites.join(u'|'),
                       details.birthday.toString(Qt::ISODate),
                       details.anniversary.toString(Qt::ISODate),
                       details.language,
                       details.tags.join(u'|'),
                       details.notes};
    for (const ContactEmail& email : details.emails)
        fields += u"email "_s + email.address + u'|' + email.label;
    for (const ContactPhone& phone : details.phones)
        fields += u"phone "_s + phone.number + u'|' + phone.label;
    for (const PostalAddress& address : details.addresses)
        fields += QStringList{address.label,  address.street,     address.city,
                              address.region, address.postalCode, address.country}
                      .join(u'|');
    return fields.join(u'\n').toUtf8();
}

} // namespace

class VcardPropertyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsReadBackExactly() // T7
    {
        RandomContacts random{7, false};
        for (int round = 0; round < 3000; ++round) {
            const VcardEntry entry{u"uid-%1"_s.arg(round), random.details(), random.relations()};
            const VcardVersion version = random.isHeads() ? VcardVersion::V3 : VcardVersion::V4;
            const QByteArray once = writeVcards({entry}, version);
            const ImportPlan plan = readVcards(once);
            QVERIFY2(plan.problems.empty(), once.constData());
            QCOMPARE(plan.contacts.size(), 1u);
            QCOMPARE(plan.contacts[0].uid, entry.uid);
            QVERIFY2(withoutSource(plan.contacts[0].details) == entry.details,
                     (fieldsOf(entry.details) + "\n=====\n" + fieldsOf(plan.contacts[0].details) +
                      "\n=====\n" + once)
                         .constData());
            QCOMPARE(plan.contacts[0].relations.size(), entry.relations.size());
            for (std::size_t i = 0; i < entry.relations.size(); ++i) {
                QCOMPARE(plan.contacts[0].relations[i].otherUid, entry.relations[i].otherUid);
                QCOMPARE(plan.contacts[0].relations[i].kind, entry.relations[i].kind);
            }
            QCOMPARE(writeVcards(entriesOf(plan), version), once);
        }
    }

    void naughtyTextsSettleAtOnce() // T7
    {
        RandomContacts random{11, true};
        for (int round = 0; round < 3000; ++round) {
            const VcardEntry entry{u"uid-%1"_s.arg(round), random.details(), {}};
            const VcardVersion version = random.isHeads() ? VcardVersion::V3 : VcardVersion::V4;
            const QByteArray once = writeVcards({entry}, version);
            const ImportPlan plan = readVcards(once);
            QVERIFY2(plan.problems.empty(), once.constData());
            QCOMPARE(plan.contacts.size(), 1u);
            const QByteArray twice = writeVcards(entriesOf(plan), version);
            QVERIFY2(twice == once, (once + "\n=====\n" + twice).constData());
            QVERIFY(withoutSource(readVcards(twice).contacts[0].details) ==
                    withoutSource(plan.contacts[0].details));
        }
    }

    void anEditIsWrittenWhateverTheCardHadBefore() // T7
    {
        RandomContacts random{13, false};
        for (int round = 0; round < 3000; ++round) {
            const VcardVersion version = random.isHeads() ? VcardVersion::V3 : VcardVersion::V4;
            const ImportPlan before = readVcards(writeVcards({{u"u"_s, random.details(), {}}}, version));
            ContactDetails edited = before.contacts[0].details;
            const ContactDetails other = random.details();
            const ContactDetails base = edited;
            if (random.isHeads())
                edited.emails = other.emails;
            else
                std::reverse(edited.emails.begin(), edited.emails.end());
            if (random.isHeads())
                edited.phones.insert(edited.phones.begin(), other.phones.begin(), other.phones.end());
            if (random.isHeads())
                edited.addresses = other.addresses;
            if (random.isHeads())
                edited.websites = other.websites + edited.websites;
            if (random.isHeads()) {
                edited.givenName = other.givenName;
                edited.familyName = other.familyName;
                edited.nickname = other.nickname;
            }
            if (random.isHeads() && edited.kind != ContactKind::Company)
                edited.company = other.company;
            if (random.isHeads()) {
                edited.birthday = other.birthday;
                edited.anniversary = other.anniversary;
                edited.language = other.language;
            }
            if (random.isHeads()) {
                edited.tags = other.tags;
                edited.notes = other.notes;
                edited.jobTitle = other.jobTitle;
            }
            if (displayNameOf(edited).isEmpty())
                continue;
            const VcardVersion second = random.isHeads() ? VcardVersion::V3 : VcardVersion::V4;
            const QByteArray file = writeVcards({{u"u"_s, edited, {}}}, second);
            const ImportPlan after = readVcards(file);
            QVERIFY2(after.problems.empty(), file.constData());
            QVERIFY2(withoutSource(after.contacts[0].details) == withoutSource(edited),
                     (fieldsOf(edited) + "\n=====\n" + fieldsOf(after.contacts[0].details) + "\n=====\n" +
                      base.vcardSource.toUtf8() + "\n=====\n" + file)
                         .constData());
            QCOMPARE(writeVcards(entriesOf(after), second), file);
        }
    }
};

QTEST_GUILESS_MAIN(VcardPropertyTest)
#include "vcard_property_test.moc"
