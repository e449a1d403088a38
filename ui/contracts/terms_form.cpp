// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contracts/terms_form.h"

#include "ui/common/captioned_field.h"
#include "ui/contracts/contract_words.h"
#include "ui/theme/metrics.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

TermsForm::TermsForm(QWidget* parent)
    : QWidget{parent}
    , m_order{new QComboBox}
    , m_countersign{new QComboBox}
    , m_studioSigner{new QLineEdit}
    , m_booksJob{new QCheckBox{tr("&Book the job when everybody has signed")}}
    , m_language{new QComboBox}
    , m_consent{new QPlainTextEdit}
{
    m_order->setObjectName(u"signingOrder"_s);
    m_order->addItem(tr("All at once"), int(contracts::SigningOrder::Together));
    m_order->addItem(tr("One after the other"), int(contracts::SigningOrder::InTurn));
    m_countersign->setObjectName(u"countersign"_s);
    m_countersign->addItem(tr("Does not sign"), int(contracts::Countersign::None));
    m_countersign->addItem(tr("Signs before everybody"), int(contracts::Countersign::First));
    m_countersign->addItem(tr("Signs after everybody"), int(contracts::Countersign::Last));
    m_studioSigner->setObjectName(u"studioSigner"_s);
    m_studioSigner->setMaxLength(200);
    m_studioSignerField = new CaptionedField{tr("Signs for the st&udio"), m_studioSigner};
    m_booksJob->setObjectName(u"booksJob"_s);
    m_language->setObjectName(u"language"_s);
    m_consent->setObjectName(u"consent"_s);
    m_consent->setPlaceholderText(contracts::standardConsent());
    m_consent->setTabChangesFocus(true);
    m_consent->setFixedHeight(m_consent->fontMetrics().lineSpacing() * 5);

    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::medium);
    column->addWidget(new CaptionedField{tr("Clients s&ign"), m_order});
    column->addWidget(new CaptionedField{tr("The studi&o"), m_countersign});
    column->addWidget(m_studioSignerField);
    column->addWidget(m_booksJob);
    column->addWidget(
        new CaptionedField{tr("&Language of the text"), m_language, tr("Days and times are written in it.")});
    column->addWidget(new CaptionedField{tr("What signers a&gree to"), m_consent});

    for (QComboBox* choice : {m_order, m_countersign, m_language}) {
        choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        connect(choice, &QComboBox::activated, this, &TermsForm::edited);
    }
    connect(m_countersign, &QComboBox::currentIndexChanged, this, &TermsForm::showStudioSigner);
    connect(m_studioSigner, &QLineEdit::textEdited, this, &TermsForm::edited);
    connect(m_booksJob, &QCheckBox::clicked, this, &TermsForm::edited);
    connect(m_consent, &QPlainTextEdit::textChanged, this, &TermsForm::edited);
    showStudioSigner();
}

void TermsForm::setTerms(const contracts::ContractTerms& terms, bool booksJob)
{
    const QSignalBlocker quiet{this};
    m_order->setCurrentIndex(m_order->findData(int(terms.order)));
    m_countersign->setCurrentIndex(m_countersign->findData(int(terms.countersign)));
    if (m_studioSigner->text() != terms.studioSigner)
        m_studioSigner->setText(terms.studioSigner);
    m_booksJob->setChecked(booksJob);
    m_language->clear();
    for (const contract_words::Language& language : contract_words::languages(terms.language))
        m_language->addItem(language.name, language.code);
    m_language->setCurrentIndex(m_language->findData(terms.language));
    if (m_consent->toPlainText() != terms.consent)
        m_consent->setPlainText(terms.consent);
}

void TermsForm::writeTo(contracts::ContractTerms& terms) const
{
    terms.order = contracts::SigningOrder(m_order->currentData().toInt());
    terms.countersign = contracts::Countersign(m_countersign->currentData().toInt());
    terms.studioSigner = m_studioSigner->text().trimmed();
    terms.language = language();
    terms.consent = m_consent->toPlainText().simplified();
}

bool TermsForm::booksJob() const
{
    return m_booksJob->isChecked();
}

QString TermsForm::language() const
{
    return m_language->currentData().toString();
}

void TermsForm::setBrandName(const QString& name)
{
    m_studioSigner->setPlaceholderText(name);
}

void TermsForm::showStudioSigner()
{
    m_studioSignerField->setVisible(m_countersign->currentData().toInt() !=
                                    int(contracts::Countersign::None));
}

} // namespace foyer
