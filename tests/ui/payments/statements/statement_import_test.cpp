// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/payments/statements/statement_import_dialog.h"

#include "app/payments/balance.h"
#include "app/payments/ledger.h"
#include "tests/app/invoices/invoices_fixture.h"
#include "ui/payments/statements/invoice_finder.h"
#include "ui/payments/statements/statement_lines_model.h"
#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;
using Step = StatementSession::Step;

namespace {

QString entry(const QString& reference, const QString& amount, const QString& name, const QString& text,
              const QString& mark = u"CRDT"_s)
{
    return u"<Ntry><Amt "
           u"Ccy='EUR'>%1</Amt><CdtDbtInd>%2</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2027-03-31</Dt>"
           "</BookgDt><AcctSvcrRef>%3</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>%4</Nm></Dbtr></"
           "RltdPties>"
           "<RmtInf><Ustrd>%5</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"_s.arg(amount, mark, reference,
                                                                                 name, text);
}

QByteArray camt(const QString& entries, const QString& closing)
{
    return u"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'><BkToCstmrStmt><Stmt><Acct><Id>"
           "<IBAN>DE02120300000000202051</IBAN></Id></Acct>"
           "<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt "
           "Ccy='EUR'>0</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>"
           "<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt "
           "Ccy='EUR'>%1</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>"
           "%2</Stmt></BkToCstmrStmt></Document>"_s.arg(closing, entries)
               .toUtf8();
}

class Desk : public InvoicesFixture
{
public:
    QTemporaryDir home;
    QSettings settings{home.filePath(u"foyer.conf"_s), QSettings::IniFormat};

    QString file(const QString& name, const QByteArray& bytes)
    {
        QFile out{home.filePath(name)};
        if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size())
            qFatal("no file");
        return out.fileName();
    }
    qint64 rows(const QString& table) const
    {
        return *look([&](const Snapshot& s) {
            return s.query(u"SELECT count(*) FROM "_s + table).first([](const Query& row) {
                return row.integer(0);
            });
        });
    }
    QString number(ItemId id) const { return item(id).number; }
    /// Four incoming lines, one outgoing: exact, part, unclear, unknown.
    QByteArray march(ItemId whole, ItemId part)
    {
        return camt(
            entry(u"R1"_s, u"1190.00"_s, u"Ada Aster"_s, u"Rechnung %1, vielen Dank!"_s.arg(number(whole))) +
                entry(u"R2"_s, u"300.00"_s, u"Cleo Clover"_s, number(part)) +
                entry(u"R3"_s, u"890.00"_s, u"Cleo Clover"_s, u"Rest fuer die Bilder"_s) +
                entry(u"R4"_s, u"0.07"_s, u"Beispielbank"_s, u"Zinsen"_s) +
                entry(u"R5"_s, u"45.30"_s, u"Studio"_s, u"Strom"_s, u"DBIT"_s),
            u"2334.77"_s);
    }
};

bool settle(const StatementImportDialog& dialog)
{
    return QTest::qWaitFor([&dialog] { return !dialog.session().isBusy(); }, 20'000);
}

QPushButton* button(const StatementImportDialog& dialog, const QString& name)
{
    return dialog.findChild<QPushButton*>(name);
}

QStringList badges(const StatementImportDialog& dialog)
{
    const auto* table = dialog.findChild<QTableView*>(u"lines"_s);
    QStringList badges;
    for (int row = 0; row < table->model()->rowCount(); ++row)
        badges += table->model()->index(row, StatementLinesModel::Match).data().toString();
    return badges;
}

void choose(const StatementImportDialog& dialog, int row)
{
    auto* table = dialog.findChild<QTableView*>(u"lines"_s);
    table->setCurrentIndex(table->model()->index(row, 0));
}

/// Into the folder named by the environment, for eyes.
void picture(QWidget& widget, const QString& name)
{
    const QString folder = qEnvironmentVariable("FOYER_PICTURES");
    if (folder.isEmpty())
        return;
    static QTemporaryDir home;
    static QSettings settings{home.filePath(u"theme.conf"_s), QSettings::IniFormat};
    static Theme theme{*qApp, settings};
    for (const auto& [choice, word] :
         {std::pair{Theme::Choice::Dark, u"dark"_s}, std::pair{Theme::Choice::Light, u"light"_s}}) {
        theme.choose(choice);
        QTest::qWait(50);
        widget.grab().save(u"%1/%2-%3.png"_s.arg(folder, name, word));
    }
}

} // namespace

class StatementImportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsRecordedBeforeItIsConfirmed()
    {
        Desk studio;
        const ItemId whole = studio.issuedInvoice(someInvoice(), {studio.ada});
        const ItemId part = studio.issuedInvoice(someInvoice(), {studio.cleo});
        StatementImportDialog dialog{*studio.database, studio.settings};
        dialog.show();
        QVERIFY(button(dialog, u"choose"_s)->isVisible());
        picture(dialog, u"1-start"_s);
        dialog.open(studio.file(u"march.xml"_s, studio.march(whole, part)));
        QVERIFY(settle(dialog));
        QCOMPARE(dialog.session().step(), Step::Ready);
        QCOMPARE(badges(dialog),
                 (QStringList{u"Exact"_s, u"Part payment"_s, u"Please look"_s, u"No match"_s}));
        QCOMPARE(button(dialog, u"next"_s)->text(), u"&Record 2 Payment(s)"_s);
        QVERIFY(dialog.findChild<QLabel*>(u"linesTitle"_s)->text().contains(u"1"_s));
        QVERIFY(!dialog.findChild<QLabel*>(u"warnings"_s)->isVisible());
        QCOMPARE(studio.rows(u"payment"_s) + studio.rows(u"statement_line"_s), 0);
        picture(dialog, u"2-lines"_s);

        // What went out is shown on demand.
        dialog.findChild<QCheckBox*>(u"showsAll"_s)->setChecked(true);
        QCOMPARE(badges(dialog).last(), u"Outgoing"_s);

        QTest::mouseClick(button(dialog, u"next"_s), Qt::LeftButton);
        QVERIFY(settle(dialog));
        QCOMPARE(dialog.session().step(), Step::Done);
        QCOMPARE(studio.balance(whole).open(), 0);
        QCOMPARE(studio.balance(part).open(), 89'000);
        QCOMPARE(studio.rows(u"payment"_s), 2);
        QCOMPARE(studio.rows(u"statement_line"_s), 4);
        picture(dialog, u"3-done"_s);
        QTest::mouseClick(button(dialog, u"next"_s), Qt::LeftButton);
        QVERIFY(!dialog.isVisible());
    }

    void aLineIsGivenToAnotherInvoiceOrSetAside()
    {
        Desk studio;
        const ItemId whole = studio.issuedInvoice(someInvoice(), {studio.ada});
        const ItemId part = studio.issuedInvoice(someInvoice(), {studio.cleo});
        StatementImportDialog dialog{*studio.database, studio.settings,
                                     studio.file(u"march.xml"_s, studio.march(whole, part))};
        dialog.show();
        QVERIFY(settle(dialog));
        // The candidate of the unclear line: Cleo's invoice, by her name.
        choose(dialog, 2);
        auto* candidate = dialog.findChild<QCheckBox*>(u"invoice%1"_s.arg(part.row()));
        QVERIFY(candidate && !candidate->isChecked());
        picture(dialog, u"4-ask"_s);
        candidate->click();
        QCOMPARE(badges(dialog)[2], u"Part payment"_s);

        // The exact one is taken off and given to another that is searched for.
        choose(dialog, 0);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        dialog.findChild<QCheckBox*>(u"invoice%1"_s.arg(whole.row()))->click();
        QCOMPARE(badges(dialog)[0], u"Please look"_s);
        auto* finder = dialog.findChild<InvoiceFinder*>(u"invoiceFinder"_s);
        QTest::keyClicks(finder, u"cleo"_s);
        QTRY_COMPARE(finder->completer()->completionModel()->rowCount(), 1);
        const QModelIndex offer = finder->completer()->completionModel()->index(0, 0);
        QVERIFY(offer.data().toString().contains(studio.number(part)));
        Q_EMIT finder->completer()->activated(offer);
        QTRY_COMPARE(badges(dialog)[0], u"Chosen"_s);
        finder->completer()->popup()->hide();

        choose(dialog, 3);
        button(dialog, u"notOurs"_s)->click();
        QCOMPARE(badges(dialog)[3], u"Not ours"_s);
        button(dialog, u"next"_s)->click();
        QVERIFY(settle(dialog));
        QCOMPARE(dialog.session().outcome().matched, 3);
        QCOMPARE(dialog.session().outcome().ignored, 1);
        QCOMPARE(studio.balance(whole).open(), 119'000);
        QCOMPARE(studio.balance(part).open(), 0);
        // 1'190.00 + 300.00 + 890.00 came for 1'190.00: the rest is credit.
        qint64 credit = 0;
        for (const Payment& payment : studio.look([](const Snapshot& s) { return payments::withCredit(s); }))
            credit += payment.credit();
        QCOMPARE(credit, 119'000);
    }

    void theSameFileAgainRecordsNothing()
    {
        Desk studio;
        const ItemId whole = studio.issuedInvoice(someInvoice(), {studio.ada});
        const ItemId part = studio.issuedInvoice(someInvoice(), {studio.cleo});
        const QString file = studio.file(u"march.xml"_s, studio.march(whole, part));
        for (int round = 0; round < 2; ++round) {
            StatementImportDialog dialog{*studio.database, studio.settings, file};
            dialog.show();
            QVERIFY(settle(dialog));
            if (round == 0) {
                button(dialog, u"next"_s)->click();
                QVERIFY(settle(dialog));
                continue;
            }
            QVERIFY(badges(dialog).isEmpty());
            QVERIFY(!button(dialog, u"next"_s)->isVisible());
            dialog.findChild<QCheckBox*>(u"showsAll"_s)->setChecked(true);
            QCOMPARE(badges(dialog).count(u"Imported before"_s), 4);
            picture(dialog, u"5-again"_s);
        }
        QCOMPARE(studio.rows(u"payment"_s), 2);
    }

    void earlierLinesAreSortedOutAndMistakesUndone()
    {
        Desk studio;
        const ItemId whole = studio.issuedInvoice(someInvoice(), {studio.ada});
        const ItemId part = studio.issuedInvoice(someInvoice(), {studio.cleo});
        StatementImportDialog first{*studio.database, studio.settings,
                                    studio.file(u"march.xml"_s, studio.march(whole, part))};
        QVERIFY(settle(first));
        button(first, u"next"_s)->click();
        QVERIFY(settle(first));

        StatementImportDialog dialog{*studio.database, studio.settings};
        dialog.show();
        QVERIFY(button(dialog, u"earlier"_s)->text().contains(u"2"_s));
        button(dialog, u"earlier"_s)->click();
        QVERIFY(settle(dialog));
        QCOMPARE(badges(dialog).count(u"Recorded"_s), 2);
        QVERIFY(!button(dialog, u"next"_s)->isEnabled());
        choose(dialog, 0); // what waits stands first
        QTest::qWait(0);
        dialog.findChild<QCheckBox*>(u"invoice%1"_s.arg(part.row()))->click();
        const int recorded = int(badges(dialog).indexOf(u"Recorded"_s));
        choose(dialog, recorded);
        button(dialog, u"later"_s)->click();
        picture(dialog, u"6-earlier"_s);
        QCOMPARE(button(dialog, u"next"_s)->text(), u"&Apply 2 Change(s)"_s);
        button(dialog, u"next"_s)->click();
        QVERIFY(settle(dialog));
        QVERIFY2(dialog.session().step() == Step::Done,
                 qPrintable(dialog.session().step() == Step::Failed ? dialog.session().error().detail
                                                                    : QString{}));
        QCOMPARE(dialog.session().undone(), 1);
        QCOMPARE(studio.look([](const Snapshot& s) { return statements::waiting(s); }).size(), 2U);
    }

    void aTableIsMappedAndRemembered()
    {
        Desk studio;
        const ItemId whole = studio.issuedInvoice(someInvoice(), {studio.ada});
        const QByteArray table = "Datum;Wer;Wofuer;Betrag;Umsatzart\n31.03.2027;Ada Aster;Rechnung " +
                                 studio.number(whole).toUtf8() + ";1.190,00;Eingang\n";
        const QString file = studio.file(u"bank.csv"_s, table);
        {
            StatementImportDialog dialog{*studio.database, studio.settings, file};
            dialog.show();
            QVERIFY(settle(dialog));
            QCOMPARE(dialog.session().step(), Step::Columns);
            button(dialog, u"next"_s)->click();
            QVERIFY(settle(dialog));
            QCOMPARE(dialog.session().step(), Step::Columns); // no currency
            QVERIFY(dialog.findChild<QLabel*>(u"tableProblem"_s)->text().contains(u"currency"_s));
            QVERIFY(!dialog.findChild<QComboBox*>(u"accounts"_s)->property("isInvalid").toBool());
            dialog.findChild<QLineEdit*>(u"currency"_s)->setText(u"eur"_s);
            button(dialog, u"next"_s)->click();
            QVERIFY(settle(dialog));
            QVERIFY(dialog.findChild<QLabel*>(u"tableProblem"_s)->text().contains(u"account"_s));
            auto* accounts = dialog.findChild<QComboBox*>(u"accounts"_s);
            QVERIFY(accounts->property("isInvalid").toBool());
            picture(dialog, u"7-columns"_s);
            dialog.findChild<QLineEdit*>(u"account"_s)->setText(u"blah"_s);
            button(dialog, u"next"_s)->click();
            QVERIFY(settle(dialog));
            QCOMPARE(dialog.session().step(), Step::Columns);
            QVERIFY(dialog.findChild<QLabel*>(u"tableProblem"_s)->text().contains(u"“blah” is no account"_s));
            QVERIFY(accounts->property("isInvalid").toBool());
            dialog.findChild<QLineEdit*>(u"account"_s)->setText(u"DE02 1203 0000 0000 2020 51"_s);
            for (const auto& [box, meaning] : {std::pair{u"means1"_s, StatementColumn::PayerName},
                                               std::pair{u"means2"_s, StatementColumn::Text}}) {
                auto* combo = dialog.findChild<QComboBox*>(box);
                combo->setCurrentIndex(int(meaning));
                Q_EMIT combo->activated(int(meaning));
            }
            button(dialog, u"next"_s)->click();
            QVERIFY(settle(dialog));
            QCOMPARE(dialog.session().step(), Step::Ready);
            QCOMPARE(badges(dialog), QStringList{u"Exact"_s});
            button(dialog, u"back"_s)->click();
            QCOMPARE(dialog.session().step(), Step::Columns);
        }
        StatementImportDialog again{*studio.database, studio.settings, file};
        again.show();
        QVERIFY(settle(again));
        button(again, u"next"_s)->click();
        QVERIFY(settle(again));
        QCOMPARE(badges(again), QStringList{u"Exact"_s});
        QCOMPARE(again.session().rows()[0].line.account, u"DE02120300000000202051"_s);
    }

    void damageIsToldAndChangesNothing()
    {
        Desk studio;
        const ItemId whole = studio.issuedInvoice(someInvoice(), {studio.ada});
        QByteArray wrong = studio.march(whole, whole);
        StatementImportDialog dialog{*studio.database, studio.settings,
                                     studio.file(u"wrong.xml"_s, wrong.replace("2334.77", "2334.78"))};
        dialog.show();
        QVERIFY(settle(dialog));
        QVERIFY(dialog.findChild<QLabel*>(u"warnings"_s)->text().contains(u"do not add up"_s));
        picture(dialog, u"8-warning"_s);

        StatementImportDialog cut{*studio.database, studio.settings,
                                  studio.file(u"cut.xml"_s, wrong.left(1200))};
        cut.show();
        QVERIFY(settle(cut));
        QCOMPARE(cut.session().step(), Step::Failed);
        QVERIFY(cut.session().error().detail.contains(u"ends too early"_s));
        picture(cut, u"9-failed"_s);
        button(cut, u"back"_s)->click();
        QVERIFY(button(cut, u"choose"_s)->isVisible());
        StatementImportDialog missing{*studio.database, studio.settings, studio.home.filePath(u"none.xml"_s)};
        QVERIFY(settle(missing));
        QCOMPARE(missing.session().step(), Step::Failed);
        QCOMPARE(studio.rows(u"payment"_s) + studio.rows(u"statement_line"_s), 0);
    }

    void aFileIsDropped()
    {
        Desk studio;
        const ItemId whole = studio.issuedInvoice(someInvoice(), {studio.ada});
        StatementImportDialog dialog{*studio.database, studio.settings};
        dialog.show();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(studio.file(u"march.xml"_s, studio.march(whole, whole)))});
        QDragEnterEvent enter{{5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier};
        enter.ignore();
        QApplication::sendEvent(&dialog, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop{QPointF{10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier};
        QApplication::sendEvent(&dialog, &drop);
        QVERIFY(settle(dialog));
        QCOMPARE(dialog.session().step(), Step::Ready);
    }

    void cancellingRecordsNothing()
    {
        Desk studio;
        const ItemId whole = studio.issuedInvoice(someInvoice(), {studio.ada});
        QString entries;
        for (int i = 0; i < 3000; ++i)
            entries += entry(u"R%1"_s.arg(i), u"0.01"_s, u"Ada Aster"_s, studio.number(whole));
        StatementImportDialog dialog{*studio.database, studio.settings,
                                     studio.file(u"many.xml"_s, camt(entries, u"30.00"_s))};
        dialog.show();
        QVERIFY(settle(dialog));
        QCOMPARE(dialog.session().countOf(LineState::Matched), 3000);
        button(dialog, u"next"_s)->click();
        QCOMPARE(dialog.session().step(), Step::Running);
        button(dialog, u"cancel"_s)->click();
        QVERIFY(QTest::qWaitFor([&dialog] { return !dialog.session().isBusy(); }, 60'000));
        QCOMPARE(dialog.session().step(), Step::Failed);
        QCOMPARE(dialog.session().error().fault, Fault::Cancelled);
        QCOMPARE(studio.rows(u"payment"_s) + studio.rows(u"statement_line"_s), 0);
    }
};

QTEST_MAIN(StatementImportTest)
#include "statement_import_test.moc"
