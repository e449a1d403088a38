// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/payments/receipt_dialog.h"

#include "app/payments/receipt.h"
#include "ui/common/money_words.h"
#include "ui/common/words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ReceiptDialog)
};

QString textOf(const ReceiptContent& receipt)
{
    const auto amount = [&](qint64 minor) { return words::amount(minor, receipt.currency); };
    QStringList lines{
        Words::tr("Received: %1").arg(amount(receipt.amount)),
        Words::tr("On: %1").arg(words::day(receipt.day)),
        Words::tr("From: %1").arg(receipt.payer.isEmpty() ? Words::tr("not known") : receipt.payer),
        Words::tr("By: %1").arg(words::method(receipt.method))};
    if (receipt.surcharge > 0)
        lines.append(Words::tr("Of it a surcharge: %1").arg(amount(receipt.surcharge)));
    lines.append(QString{});
    for (const ReceiptContent::Line& line : receipt.lines)
        lines.append(
            line.openAfter
                ? Words::tr("Invoice %1, %2: %3, then open %4", "number, title, amount, amount")
                      .arg(line.invoiceNumber, line.title, amount(line.amount), amount(*line.openAfter))
                : Words::tr("Invoice %1: %2", "number, amount").arg(line.invoiceNumber, amount(line.amount)));
    if (receipt.credit > 0)
        lines.append(Words::tr("Credit: %1").arg(amount(receipt.credit)));
    return lines.join(u'\n');
}

} // namespace

QString showReceipt(const Database& database, PaymentId payment, QWidget* parent)
{
    const auto receipt =
        database.read([&](const Snapshot& snapshot) { return payments::receiptOf(snapshot, payment); });
    if (!receipt)
        return receipt.error().fault == Fault::NotFound
                   ? Words::tr("There is no receipt: only a payment that was posted has one.")
                   : words::fault(receipt.error().fault);
    auto* dialog = new QDialog{parent};
    dialog->setObjectName(u"receiptDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowModality(Qt::WindowModal);
    dialog->setWindowTitle(Words::tr("Receipt"));
    auto* text = new QLabel{textOf(*receipt)};
    text->setObjectName(u"receipt"_s);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* note = new QLabel{Words::tr("As it was given when the payment was posted; what happened later "
                                      "changes nothing in it.")};
    note->setWordWrap(true);
    theme::setTextRole(note, theme::TextRole::Muted);
    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Close};
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto* column = new QVBoxLayout{dialog};
    column->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::large);
    column->setSpacing(theme::space::medium);
    column->addWidget(text);
    column->addWidget(note);
    column->addStretch();
    column->addWidget(buttons);
    dialog->resize(460, dialog->sizeHint().height());
    dialog->open();
    return {};
}

} // namespace foyer
