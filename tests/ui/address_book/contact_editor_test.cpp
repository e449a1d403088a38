// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/address_book/studio_fixture.h"
#include "ui/address_book/checked_field.h"
#include "ui/address_book/contact_editor.h"
#include "ui/address_book/repeated_rows.h"
#include "ui/common/words.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

class Typing
{
public:
    explicit Typing(StudioFixture& studio, const std::optional<Contact>& before = {})
        : m_editor{new ContactEditor{
              studio.database(), *studio.database().read([](const Snapshot& s) { return brands::all(s); }),
              before ? draftOf(*before) : ContactDraft{studio.brand(), {}, {}}, before}}
    {
        QObject::connect(m_editor.get(), &ContactEditor::submitted, m_editor.get(),
                         [this](const ContactDraft& draft) { submitted.push_back(draft); });
        m_editor->setAttribute(Qt::WA_DeleteOnClose, false);
        m_editor->show();
    }

    ContactEditor& editor() { return *m_editor; }
    QLineEdit* line(ContactField field)
    {
        return m_editor->findChild<QLineEdit*>(u"field%1"_s.arg(int(field)));
    }
    RepeatedRows* rows(ContactField field)
    {
        return m_editor->findChild<RepeatedRows*>(u"rows%1"_s.arg(int(field)));
    }
    /// The value of a row of emails, phones or websites: the last line in it, after the label.
    QLineEdit* value(ContactField field, int row)
    {
        return rows(field)->row(row)->findChildren<QLineEdit*>().last();
    }
    void type(QLineEdit* line, const QString& text)
    {
        line->clear();
        QTest::keyClicks(line, text);
    }
    void save() { QTest::mouseClick(m_editor->findChild<QPushButton*>(u"save"_s), Qt::LeftButton); }
    static QString problemOf(QWidget* field)
    {
        for (QWidget* up = field; up; up = up->parentWidget()) {
            if (auto* checked = qobject_cast<CheckedField*>(up))
                return checked->problem();
        }
        return u"(no place for a sentence)"_s;
    }

private:
    std::unique_ptr<ContactEditor> m_editor;

public:
    std::vector<ContactDraft> submitted;
};

} // namespace

class ContactEditorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsTypedComesOut()
    {
        StudioFixture studio;
        Typing typing{studio};
        typing.type(typing.line(ContactField::GivenName), u"Mara"_s);
        typing.type(typing.line(ContactField::FamilyName), u"O'Neill"_s);
        typing.type(typing.value(ContactField::Email, 0), u"mara@example.com"_s);
        typing.type(typing.value(ContactField::Phone, 0), u"+49 30 555"_s);
        typing.type(typing.line(ContactField::Birthday), u"1990-05-12"_s);
        typing.save();
        QCOMPARE(typing.submitted.size(), 1U);
        const ContactDetails details = tidied(typing.submitted.front().details);
        QCOMPARE(details.givenName, u"Mara"_s);
        QCOMPARE(details.familyName, u"O'Neill"_s);
        QCOMPARE(details.emails.size(), 1U);
        QCOMPARE(details.emails[0].address, u"mara@example.com"_s);
        QCOMPARE(details.phones[0].number, u"+49 30 555"_s);
        QCOMPARE(details.birthday, QDate(1990, 5, 12));
        QVERIFY(typing.editor().isVisible()); // until somebody says that it is saved
    }

    void everyBadLineGetsItsSentenceAndKeepsWhatWasTyped_data()
    {
        QTest::addColumn<int>("field");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("sentence");
        const auto too = [](ContactField field) { return words::problem({field, 0, ContactFault::TooLong}); };
        const QString day = u"This is no day."_s;
        for (const ContactField field :
             {ContactField::GivenName, ContactField::FamilyName, ContactField::DisplayName,
              ContactField::Company, ContactField::JobTitle})
            QTest::addRow("too long %d", int(field)) << int(field) << QString(201, u'x') << too(field);
        QTest::newRow("birthday in words") << int(ContactField::Birthday) << u"soon"_s << day;
        QTest::newRow("birthday that never was") << int(ContactField::Birthday) << u"1990-02-31"_s << day;
        QTest::newRow("anniversary in words") << int(ContactField::Anniversary) << u"last summer"_s << day;
        QTest::newRow("birthday to come")
            << int(ContactField::Birthday) << u"2999-01-01"_s
            << words::problem({ContactField::Birthday, 0, ContactFault::InTheFuture});
        QTest::newRow("language in words")
            << int(ContactField::Language) << u"Deutsch bitte"_s
            << words::problem({ContactField::Language, 0, ContactFault::NotALanguage});
    }
    void everyBadLineGetsItsSentenceAndKeepsWhatWasTyped()
    {
        QFETCH(int, field);
        QFETCH(QString, typed);
        QFETCH(QString, sentence);
        StudioFixture studio;
        Typing typing{studio};
        typing.type(typing.line(ContactField::GivenName), u"Mara"_s);
        QLineEdit* line = typing.line(ContactField(field));
        typing.type(line, typed);
        typing.save();
        QVERIFY(typing.submitted.empty());
        QVERIFY2(Typing::problemOf(line).startsWith(sentence), qPrintable(Typing::problemOf(line)));
        QCOMPARE(line->text(), typed);
        QCOMPARE(line->accessibleDescription(), Typing::problemOf(line)); // read out with the field
        QVERIFY(line->isVisible());

        line->clear();
        if (ContactField(field) == ContactField::GivenName)
            typing.type(line, u"Mara"_s);
        typing.save();
        QCOMPARE(typing.submitted.size(), 1U);
        QCOMPARE(Typing::problemOf(line), QString{});
    }

    void everyBadRowGetsItsSentence_data()
    {
        QTest::addColumn<int>("field");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("fault");
        QTest::newRow("email without at")
            << int(ContactField::Email) << u"mara.example.com"_s << int(ContactFault::NotAnEmail);
        QTest::newRow("two emails in one")
            << int(ContactField::Email) << u"a@example.com,b@example.com"_s << int(ContactFault::NotAnEmail);
        QTest::newRow("phone without digit")
            << int(ContactField::Phone) << u"ask Jonas"_s << int(ContactFault::NotAPhone);
        QTest::newRow("phone too long")
            << int(ContactField::Phone) << QString(61, u'1') << int(ContactFault::TooLong);
        QTest::newRow("website with script")
            << int(ContactField::Website) << u"javascript:alert(1)"_s << int(ContactFault::NotAWebAddress);
    }
    void everyBadRowGetsItsSentence()
    {
        QFETCH(int, field);
        QFETCH(QString, typed);
        QFETCH(int, fault);
        StudioFixture studio;
        Typing typing{studio};
        typing.type(typing.line(ContactField::GivenName), u"Mara"_s);
        RepeatedRows* rows = typing.rows(ContactField(field));
        while (rows->count() < 2)
            rows->add();
        QLineEdit* second = typing.value(ContactField(field), 1); // an empty row before it moves nothing
        typing.type(second, typed);
        typing.save();
        QVERIFY(typing.submitted.empty());
        QCOMPARE(Typing::problemOf(second), words::problem({ContactField(field), 1, ContactFault(fault)}));
        QCOMPARE(rows->field(0)->problem(), QString{});
        QCOMPARE(second->text(), typed);
    }

    void aFieldIsToldWhatIsWrongWhenItIsLeft()
    {
        StudioFixture studio;
        Typing typing{studio};
        typing.editor().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&typing.editor()));
        QLineEdit* email = typing.value(ContactField::Email, 0);
        email->setFocus();
        QTest::keyClicks(email, u"mara@"_s);
        QCOMPARE(Typing::problemOf(email), QString{}); // not while typing
        QTest::keyClick(email, Qt::Key_Tab);
        QCOMPARE(Typing::problemOf(email),
                 words::problem({ContactField::Email, 0, ContactFault::NotAnEmail}));
        email->setFocus();
        QTest::keyClicks(email, u"example.com"_s);
        QTest::keyClick(email, Qt::Key_Tab);
        QCOMPARE(Typing::problemOf(email), QString{});
    }

    void aContactNeedsSomethingToBeCalledBy()
    {
        StudioFixture studio;
        Typing typing{studio};
        typing.save();
        QVERIFY(typing.submitted.empty());
        QCOMPARE(Typing::problemOf(typing.line(ContactField::GivenName)),
                 words::problem({ContactField::Name, 0, ContactFault::Missing}));
        typing.rows(ContactField::Email)->add();
        typing.type(typing.value(ContactField::Email, 1), u"mara@example.com"_s);
        typing.save();
        QCOMPARE(typing.submitted.size(), 1U); // an email is enough
    }

    void switchingTheKindLosesNothing()
    {
        StudioFixture studio;
        Typing typing{studio};
        typing.type(typing.line(ContactField::GivenName), u"Mara"_s);
        auto* kind = typing.editor().findChild<QComboBox*>(u"kind"_s);
        kind->setCurrentIndex(int(ContactKind::Company));
        QVERIFY(!typing.line(ContactField::GivenName)->isVisible());
        typing.type(typing.line(ContactField::Company), u"Kessler"_s);
        kind->setCurrentIndex(int(ContactKind::Person));
        QCOMPARE(typing.line(ContactField::GivenName)->text(), u"Mara"_s);
        QCOMPARE(typing.line(ContactField::Company)->text(), u"Kessler"_s);
    }

    void closingAsksOnlyWhenSomethingWasTyped()
    {
        StudioFixture studio;
        const ContactId id = studio.addPerson(u"Mara"_s, u"Lind"_s, u"mara@example.com"_s, u"030 1"_s);
        Typing untouched{studio, studio.contact(id)};
        QVERIFY(!untouched.editor().isDirty());
        untouched.editor().reject();
        QVERIFY(!untouched.editor().isVisible());

        Typing typing{studio, studio.contact(id)};
        typing.type(typing.line(ContactField::Birthday), u"soon"_s);
        QVERIFY(typing.editor().isDirty()); // even what is no value yet
        typing.editor().reject();
        QVERIFY(typing.editor().isVisible());
        auto* box = typing.editor().findChild<QMessageBox*>(u"question"_s);
        QVERIFY(box);
        QTest::mouseClick(box->findChild<QPushButton*>(u"accept"_s), Qt::LeftButton);
        QVERIFY(!typing.editor().isVisible());
    }

    void whatAnImportKeptDoesNotBlockAnEdit()
    {
        StudioFixture studio;
        Contact odd = studio.contact(studio.addPerson(u"Mara"_s, u"Lind"_s));
        odd.details.emails = {{u"mara at example"_s, {}}};
        Typing typing{studio, odd};
        typing.type(typing.line(ContactField::JobTitle), u"Architect"_s);
        typing.save();
        QCOMPARE(typing.submitted.size(), 1U);
    }

    void daysAreReadAsPeopleWriteThem()
    {
        QCOMPARE(dayFrom(u"1990-05-12"_s), QDate(1990, 5, 12));
        QCOMPARE(dayFrom(u" 12.5.1990 "_s), QDate(1990, 5, 12));
        QCOMPARE(dayFrom(u"12 May 1990"_s), QDate(1990, 5, 12));
        QCOMPARE(dayFrom(dayForTyping(QDate{1990, 12, 31})), QDate(1990, 12, 31));
        for (const QString& text : {u""_s, u"soon"_s, u"31.2.1990"_s, u"12.5.90"_s, u"0000-00-00"_s})
            QVERIFY2(!dayFrom(text), qPrintable(text));
    }
};

QTEST_MAIN(ContactEditorTest)
#include "contact_editor_test.moc"
