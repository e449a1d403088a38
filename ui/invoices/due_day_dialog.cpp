// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/invoices/due_day_dialog.h"

#include "app/invoices/invoice_store.h"
#include "ui/address_book/ask.h"
#include "ui/address_book/checked_field.h"
#include "ui/common/captioned_field.h"
#include "ui/common/money_words.h"
#include "ui/common/words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

DueDayDialog::DueDayDialog(Database& database, const payments::Balance& balance, QDate issued,
                           QWidget* parent)
    : QDialog{parent}
    , m_database{database}
    , m_issued{issued}
    , m_which{new QComboBox}
    , m_day{new QLineEdit}
    , m_dayField{new CaptionedField{tr("&New due day"), m_day,
                                    tr("Nobody is told by itself. Reminders follow the new day.")}}
{
    setObjectName(u"dueDayDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("Move Due Day"));
    m_which->setObjectName(u"which"_s);
    m_day->setObjectName(u"day"_s);
    for (const payments::InstalmentState& one : balance.instalments) {
        if (one.isPaid())
            continue;
        const QString label = one.label.isEmpty() ? tr("Everything") : one.label;
        m_which->addItem(
            tr("%1, %2, due %3", "name, amount, day")
                .arg(label, words::amount(one.amount - one.covered, balance.currency), words::day(one.due)),
            one.id.row());
        m_which->setItemData(m_which->count() - 1, one.due, Qt::UserRole + 1);
    }
    const auto showDay = [this] {
        m_day->setText(dayForTyping(m_which->currentData(Qt::UserRole + 1).toDate()));
        m_dayField->setProblem({});
    };
    connect(m_which, &QComboBox::currentIndexChanged, this, showDay);
    showDay();

    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Cancel};
    m_move = buttons->addButton(tr("&Move It"), QDialogButtonBox::AcceptRole);
    m_move->setObjectName(u"move"_s);
    theme::setButtonRole(m_move, theme::ButtonRole::Primary);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &DueDayDialog::move);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::large);
    column->setSpacing(theme::space::medium);
    column->addWidget(new CaptionedField{tr("&Instalment"), m_which});
    column->addWidget(m_dayField);
    column->addWidget(buttons);
    m_move->setDefault(true); // counts once it is in the dialog
    resize(460, sizeHint().height());
    m_day->setFocus();
    m_day->selectAll();
}

void DueDayDialog::move()
{
    const auto day = dayFrom(m_day->text());
    if (!day) {
        m_dayField->setProblem(
            tr("“%1” is no day. Write it like %2.").arg(m_day->text(), dayForTyping(QDate{2027, 12, 31})));
        m_day->setFocus();
        return;
    }
    if (*day < m_issued) {
        m_dayField->setProblem(
            tr("The invoice is of %1: nothing of it is due before that day.").arg(words::day(m_issued)));
        m_day->setFocus();
        return;
    }
    if (*day >= toLocal(m_database.now()).date())
        return moveTo(*day);
    ask(this,
        {windowTitle(), tr("Make it due on %1, which is past?").arg(words::day(*day)),
         tr("It is overdue at once: clients read so in their portal and are reminded."), tr("&Move It")},
        this, [this, day = *day] { moveTo(day); });
}

void DueDayDialog::moveTo(QDate day)
{
    m_move->setEnabled(false);
    m_database.writeLater(
        Actor::studio(), this,
        [id = InstalmentId{m_which->currentData().toLongLong()}, day](Transaction& transaction) {
            return invoices::moveInstalment(transaction, id, day);
        },
        [this, day](const Result<void>& done) {
            m_move->setEnabled(true);
            if (!done) {
                const bool isSentence =
                    done.error().fault == Fault::Invalid || done.error().fault == Fault::Conflict;
                m_dayField->setProblem(isSentence ? done.error().detail : words::fault(done.error().fault));
                return;
            }
            Q_EMIT moved(tr("Due on %1 now.").arg(words::day(day)));
            accept();
        });
}

} // namespace foyer
