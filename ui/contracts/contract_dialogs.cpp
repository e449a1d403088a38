// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contracts/contract_dialogs.h"

#include "ui/address_book/ask.h"
#include "ui/common/captioned_field.h"
#include "ui/contracts/contract_words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/writing/writing_preview.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSaveFile>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QVBoxLayout* columnOf(QDialog* dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowModality(Qt::WindowModal);
    auto* column = new QVBoxLayout{dialog};
    column->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::large);
    column->setSpacing(theme::space::medium);
    return column;
}

QLabel* sentence(const QString& text)
{
    auto* label = new QLabel{text};
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

/// A name that can be a file's on any system.
QString fileNameOf(const QString& title)
{
    QString name;
    for (const QChar c : title)
        name += c.isLetterOrNumber() || c == u' ' || c == u'-' || c == u'_' || c == u'.' ? c : u'-';
    return name.simplified().left(100);
}

} // namespace

VersionDialog::VersionDialog(const contracts::FrozenContract& contract, int number, const QByteArray& pdf,
                             QWidget* parent)
    : QDialog{parent}
{
    setObjectName(u"version"_s);
    QVBoxLayout* column = columnOf(this);
    setWindowTitle(tr("%1, version %2").arg(contract.title).arg(number));
    auto* text = new writing::WritingPreview;
    text->setAccessibleName(tr("Text of version %1").arg(number));
    text->showHtml(contract_words::sentHtml(contract));
    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Close};
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    QPushButton* save = buttons->addButton(tr("&Save PDF…"), QDialogButtonBox::ActionRole);
    save->setEnabled(!pdf.isEmpty());
    connect(save, &QPushButton::clicked, this, [this, pdf, title = contract.title] {
        const QString path = QFileDialog::getSaveFileName(this, tr("Save PDF"), fileNameOf(title) + u".pdf"_s,
                                                          tr("PDF (*.pdf)"));
        if (path.isEmpty())
            return;
        QSaveFile file{path};
        if (!file.open(QIODevice::WriteOnly) || file.write(pdf) != pdf.size() || !file.commit())
            QMessageBox::warning(this, tr("Save PDF"),
                                 tr("The file could not be written: %1.").arg(file.errorString()));
    });
    column->addWidget(sentence(tr("Exactly what was sent. It can be read, and never changed.")));
    column->addWidget(text, 1);
    column->addWidget(buttons);
    resize(720, 720);
}

CountersignDialog::CountersignDialog(const contracts::FrozenContract& contract, const QString& signer,
                                     QWidget* parent)
    : QDialog{parent}
    , m_name{new QLineEdit}
{
    setObjectName(u"countersignDialog"_s);
    QVBoxLayout* column = columnOf(this);
    setWindowTitle(tr("Countersign"));
    auto* title = sentence(tr("Sign “%1” for %2").arg(contract.title, signer));
    theme::setTextRole(title, theme::TextRole::Heading);
    m_name->setObjectName(u"typedName"_s);
    m_name->setMaxLength(200);
    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Cancel};
    m_sign = buttons->addButton(tr("&Sign"), QDialogButtonBox::AcceptRole);
    m_sign->setObjectName(u"sign"_s);
    m_sign->setEnabled(false);
    m_sign->setDefault(true);
    theme::setButtonRole(m_sign, theme::ButtonRole::Primary);
    column->addWidget(title);
    column->addWidget(sentence(contract.consent));
    column->addWidget(new CaptionedField{tr("Type your &name to sign"), m_name,
                                         tr("It is your signature, and cannot be taken back.")});
    column->addStretch(1);
    column->addWidget(buttons);
    connect(m_name, &QLineEdit::textChanged, this,
            [this](const QString& name) { m_sign->setEnabled(!name.trimmed().isEmpty()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        const QString name = m_name->text().trimmed();
        accept();
        Q_EMIT signedAs(name);
    });
    m_name->setFocus();
    resize(460, 280);
}

LineDialog::LineDialog(const Question& question, QWidget* parent)
    : QDialog{parent}
{
    setObjectName(u"lineDialog"_s);
    QVBoxLayout* column = columnOf(this);
    setWindowTitle(question.title);
    auto* line = new QLineEdit{question.value};
    line->setMaxLength(question.longest);
    line->selectAll();
    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Cancel};
    QPushButton* accept = buttons->addButton(question.accept, QDialogButtonBox::AcceptRole);
    accept->setObjectName(u"accept"_s);
    theme::setButtonRole(accept,
                         question.isDangerous ? theme::ButtonRole::Danger : theme::ButtonRole::Primary);
    accept->setDefault(!question.isDangerous);
    accept->setAutoDefault(!question.isDangerous);
    if (question.isNeeded) {
        const auto look = [accept, line] { accept->setEnabled(!line->text().trimmed().isEmpty()); };
        connect(line, &QLineEdit::textChanged, this, look);
        look();
    }
    if (!question.text.isEmpty())
        column->addWidget(sentence(question.text));
    column->addWidget(new CaptionedField{question.label, line});
    column->addStretch(1);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this, line] {
        const QString text = line->text().trimmed();
        QDialog::accept();
        Q_EMIT answered(text);
    });
    line->setFocus();
    resize(440, 200);
}

} // namespace foyer
