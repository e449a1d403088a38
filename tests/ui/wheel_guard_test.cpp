// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/wheel_guard.h"

#include <QApplication>
#include <QComboBox>
#include <QDateEdit>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

/// A form longer than its window.
struct LongForm : QScrollArea
{
    LongForm()
    {
        auto* form = new QWidget;
        auto* column = new QVBoxLayout{form};
        box->addItems({u"AUD"_s, u"CAD"_s, u"EUR"_s});
        box->setCurrentIndex(1);
        typing->setEditable(true);
        typing->addItems({u"one"_s, u"two"_s, u"three"_s});
        typing->setCurrentIndex(1);
        number->setValue(7);
        day->setDate({2027, 6, 12});
        for (QWidget* field : std::initializer_list<QWidget*>{other, box, typing, number, day})
            column->addWidget(field);
        column->addSpacing(2'000);
        setWidget(form);
        setWidgetResizable(true);
        resize(300, 300);
        show();
        other->setFocus();
    }

    /// One notch towards the person, over what lies there: as the window system tells it.
    void scroll(QWidget* over)
    {
        const QPointF at = over->rect().center();
        QWheelEvent event{
            at, over->mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false};
        QSpontaneKeyEvent::setSpontaneous(&event);
        QCoreApplication::instance()->notify(over, &event); // sending it would make it the program's own
    }

    QLineEdit* other = new QLineEdit;
    QComboBox* box = new QComboBox;
    QComboBox* typing = new QComboBox;
    QSpinBox* number = new QSpinBox;
    QDateEdit* day = new QDateEdit;
};

} // namespace

class WheelGuardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWheelOverAFieldScrollsTheForm()
    {
        WheelGuard guard{*qApp};
        LongForm form;
        QVERIFY(QTest::qWaitForWindowActive(&form));
        for (QWidget* field : std::initializer_list<QWidget*>{form.box, form.typing, form.typing->lineEdit(),
                                                              form.number, form.day}) {
            form.verticalScrollBar()->setValue(0);
            form.scroll(field);
            QVERIFY(form.verticalScrollBar()->value() > 0);
            QVERIFY(form.other->hasFocus());
        }
        QCOMPARE(form.box->currentIndex(), 1);
        QCOMPARE(form.typing->currentIndex(), 1);
        QCOMPARE(form.number->value(), 7);
        QCOMPARE(form.day->date(), QDate(2027, 6, 12));
    }

    void whoWentIntoTheFieldChangesIt()
    {
        WheelGuard guard{*qApp};
        LongForm form;
        QVERIFY(QTest::qWaitForWindowActive(&form));
        form.number->setFocus();
        form.scroll(form.number);
        QCOMPARE(form.number->value(), 6);
        form.box->setFocus();
        form.scroll(form.box);
        QCOMPARE(form.box->currentIndex(), 2);
        QCOMPARE(form.verticalScrollBar()->value(), 0);
    }
};

QTEST_MAIN(WheelGuardTest)
#include "wheel_guard_test.moc"
