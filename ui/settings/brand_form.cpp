// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/brand_form.h"

#include "app/base/text.h"
#include "ui/common/captioned_field.h"
#include "ui/settings/brand_words.h"
#include "ui/settings/colour_field.h"
#include "ui/settings/logo_field.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QUrl>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// "https://Portal.Bücher.example/" as people paste it → "portal.xn--bcher-kva.example".
QString domainFrom(const QString& typed)
{
    QString text = typed.trimmed().toLower();
    for (const QString& scheme : {u"https://"_s, u"http://"_s}) {
        if (text.startsWith(scheme))
            text.remove(0, scheme.size());
    }
    while (text.endsWith(u'/') || text.endsWith(u'.'))
        text.chop(1);
    const QByteArray ascii = QUrl::toAce(text);
    return ascii.isEmpty() ? text : QString::fromLatin1(ascii);
}

void addHeading(QVBoxLayout* column, const QString& text)
{
    auto* heading = new QLabel{text};
    theme::setTextRole(heading, theme::TextRole::Heading);
    column->addSpacing(theme::space::medium);
    column->addWidget(heading);
}

} // namespace

BrandForm::BrandForm(QWidget* parent)
    : QWidget{parent}
{
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::medium);
    addIdentity(column);
    addLook(column);
    addContact(column);
    addTexts(column);
    setDetails({});
}

QLineEdit* BrandForm::addLine(QVBoxLayout* column, BrandField field, const QString& label,
                              const QString& hint)
{
    auto* line = new QLineEdit;
    auto* captioned = new CaptionedField{label, line, hint};
    m_fields.emplace(field, captioned); // of an address, the first line shows what is wrong with it
    line->installEventFilter(this);
    connect(line, &QLineEdit::textEdited, this, &BrandForm::edited);
    column->addWidget(captioned);
    return line;
}

QPlainTextEdit* BrandForm::addText(QVBoxLayout* column, BrandField field, const QString& label,
                                   const QString& hint, int lines)
{
    auto* text = new QPlainTextEdit;
    text->setTabChangesFocus(true);
    text->setFixedHeight(text->fontMetrics().lineSpacing() * lines + 2 * theme::space::medium);
    auto* captioned = new CaptionedField{label, text, hint};
    m_fields.emplace(field, captioned);
    text->installEventFilter(this);
    connect(text, &QPlainTextEdit::textChanged, this, &BrandForm::edited);
    column->addWidget(captioned);
    return text;
}

void BrandForm::addIdentity(QVBoxLayout* column)
{
    m_name = addLine(column, BrandField::Name, tr("&Name"), tr("What your clients know this brand by."));
    m_username = addLine(column, BrandField::Username, tr("&Username"));
    connect(m_username, &QLineEdit::textChanged, this, &BrandForm::showUsernameHint);
    m_domain =
        addLine(column, BrandField::Domain, tr("Own &domain"),
                tr("Optional. If you have one that leads to this portal, links use it. Links in old mails "
                   "keep working when you add or drop it."));
}

void BrandForm::addLook(QVBoxLayout* column)
{
    addHeading(column, tr("Look"));
    m_logo = new LogoField;
    auto* logo =
        new CaptionedField{tr("Logo"), m_logo, tr("PNG, JPEG or SVG. Without one, the name is shown.")};
    m_fields.emplace(BrandField::Logo, logo);
    connect(m_logo, &LogoField::changed, this, [this, logo] {
        logo->setProblem({});
        Q_EMIT edited();
    });
    connect(m_logo, &LogoField::refused, logo, &CaptionedField::setProblem);
    column->addWidget(logo);

    m_accent = new ColourField;
    auto* accent = new CaptionedField{tr("A&ccent colour"), m_accent};
    m_fields.emplace(BrandField::Accent, accent);
    m_accent->line()->installEventFilter(this);
    connect(m_accent, &ColourField::changed, this, &BrandForm::edited);
    column->addWidget(accent);
}

void BrandForm::addContact(QVBoxLayout* column)
{
    addHeading(column, tr("How clients reach you"));
    m_email = addLine(column, BrandField::Email, tr("&Email"));
    m_phone = addLine(column, BrandField::Phone, tr("&Phone"));
    m_website = addLine(column, BrandField::Website, tr("&Website"));
    m_street = addText(column, BrandField::Address, tr("&Street"), {}, 2);
    auto* place = new QGridLayout;
    place->setHorizontalSpacing(theme::space::medium);
    place->setVerticalSpacing(theme::space::tiny);
    const auto addPart = [&](int index, const QString& label) {
        auto* box = new QVBoxLayout;
        QLineEdit* line = addLine(box, BrandField::Address, label);
        place->addLayout(box, index / 2, index % 2);
        return line;
    };
    m_postalCode = addPart(0, tr("Postal code"));
    m_city = addPart(1, tr("City"));
    m_region = addPart(2, tr("Region"));
    m_country = addPart(3, tr("Country"));
    column->addLayout(place);
    m_paper = new QComboBox;
    m_paper->setObjectName(u"paper"_s);
    m_paper->addItem(tr("By the country of the address"), QString{});
    m_paper->addItem(tr("A4"), u"a4"_s);
    m_paper->addItem(tr("Letter"), u"letter"_s);
    connect(m_paper, &QComboBox::activated, this, &BrandForm::edited);
    column->addWidget(new CaptionedField{
        tr("Paper of P&DFs"), m_paper,
        tr("What orders and contracts are laid out for. What was sent already keeps its paper.")});
}

void BrandForm::addTexts(QVBoxLayout* column)
{
    addHeading(column, tr("What the portal says and shows"));
    m_welcome = addText(column, BrandField::Texts, tr("Welcome &text"),
                        tr("Above the first page of the portal. Empty: the portal's own words."), 3);
    m_login = addText(column, BrandField::Texts, tr("Text beside the lo&gin"), {}, 3);
    m_empty = addText(column, BrandField::Texts, tr("While there is nothing yet"),
                      tr("For a client who has no orders, contracts or invoices so far."), 3);
    m_history = new QCheckBox{tr("Show &history")};
    connect(m_history, &QCheckBox::clicked, this, &BrandForm::edited);
    auto* hint = new QLabel{
        tr("Off, as every new brand begins: completed contracts and completed questionnaires of this "
           "brand leave the portal. On: clients find their entire history there. Everything unsigned "
           "or open, orders and invoices always show.")};
    theme::setTextRole(hint, theme::TextRole::Muted);
    hint->setWordWrap(true);
    m_history->setAccessibleDescription(hint->text());
    column->addWidget(m_history);
    column->addWidget(hint);
}

void BrandForm::setDetails(const BrandDetails& details)
{
    m_before = details;
    m_name->setText(details.name);
    m_username->setText(details.username);
    m_domain->setText(details.domain);
    m_email->setText(details.email);
    m_phone->setText(details.phone);
    m_website->setText(details.website);
    m_street->setPlainText(details.address.street);
    m_postalCode->setText(details.address.postalCode);
    m_city->setText(details.address.city);
    m_region->setText(details.address.region);
    m_country->setText(details.address.country);
    m_accent->setText(details.accent);
    m_logo->setLogo({details.logo, details.logoType});
    m_welcome->setPlainText(details.welcomeText);
    m_login->setPlainText(details.loginText);
    m_empty->setPlainText(details.emptyText);
    m_history->setChecked(details.showsHistory);
    m_paper->setCurrentIndex(std::max(0, m_paper->findData(details.paper)));
    for (const auto& [field, captioned] : m_fields)
        captioned->setProblem({});
    showUsernameHint();
    m_shown = typed();
    Q_EMIT edited();
}

BrandDetails BrandForm::typed() const
{
    BrandDetails details = m_before;
    details.name = singleLine(m_name->text());
    details.username = m_username->text().trimmed();
    details.domain = domainFrom(m_domain->text());
    details.email = m_email->text().trimmed();
    details.phone = singleLine(m_phone->text());
    const QString website = m_website->text().trimmed();
    details.website = webAddress(website).value_or(website);
    details.address.street = m_street->toPlainText().trimmed();
    details.address.postalCode = singleLine(m_postalCode->text());
    details.address.city = singleLine(m_city->text());
    details.address.region = singleLine(m_region->text());
    details.address.country = singleLine(m_country->text());
    details.accent = m_accent->text();
    details.logo = m_logo->logo().bytes;
    details.logoType = m_logo->logo().type;
    details.welcomeText = m_welcome->toPlainText().trimmed();
    details.loginText = m_login->toPlainText().trimmed();
    details.emptyText = m_empty->toPlainText().trimmed();
    details.showsHistory = m_history->isChecked();
    details.paper = m_paper->currentData().toString();
    return details;
}

void BrandForm::showProblems(const std::vector<BrandProblem>& problems)
{
    for (const auto& [field, captioned] : m_fields)
        captioned->setProblem({});
    for (const BrandProblem& problem : problems)
        m_fields.at(problem.field)->setProblem(words::brandProblem(problem));
    if (!problems.empty())
        m_fields.at(problems.front().field)->setFocus();
}

void BrandForm::validate(BrandField field)
{
    QString sentence;
    for (const BrandProblem& problem : brandProblems(typed())) {
        if (problem.field == field)
            sentence = words::brandProblem(problem);
    }
    m_fields.at(field)->setProblem(sentence);
}

void BrandForm::showUsernameHint()
{
    const QString name = m_username->text().trimmed();
    const QString where = tr("Part of the address of this brand's portal: …/%1/login.").arg(name);
    const bool isRenamed = !m_before.username.isEmpty() && name != m_before.username;
    m_fields.at(BrandField::Username)
        ->setHint(isRenamed ? where + u' ' +
                                  tr("Links with the earlier name “%1” keep working.").arg(m_before.username)
                            : where);
}

bool BrandForm::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusOut) {
        for (const auto& [field, captioned] : m_fields) {
            if (captioned->editor() == watched ||
                captioned->editor()->isAncestorOf(qobject_cast<QWidget*>(watched)))
                validate(field);
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace foyer
