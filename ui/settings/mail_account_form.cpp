// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/mail_account_form.h"

#include "app/base/text.h"
#include "ui/common/captioned_field.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

#include <iterator>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

enum Way
{
    ThroughOther, ///< or nowhere, while no brand has a server
    OwnServer
};

// Source: RFC 6409 (submission, with STARTTLS), RFC 8314 (submission over TLS).
constexpr int startTlsPort = 587;
constexpr int tlsPort = 465;
constexpr int plainPort = 25;

int usualPort(MailSecurity security)
{
    switch (security) {
    case MailSecurity::StartTls:
        return startTlsPort;
    case MailSecurity::Tls:
        return tlsPort;
    case MailSecurity::None:
        return plainPort;
    }
    Q_UNREACHABLE();
}

void addHeading(QVBoxLayout* column, const QString& text)
{
    auto* heading = new QLabel{text};
    theme::setTextRole(heading, theme::TextRole::Heading);
    column->addSpacing(theme::space::medium);
    column->addWidget(heading);
}

/// The problems that `details` have and `without` do not.
QString newProblems(const MailAccountDetails& details, const MailAccountDetails& without)
{
    const std::vector<QString> before = mail::problemsOf(without);
    QStringList found;
    for (const QString& problem : mail::problemsOf(details)) {
        if (std::find(before.begin(), before.end(), problem) == before.end())
            found.append(problem);
    }
    return found.join(u' ');
}

} // namespace

MailAccountForm::MailAccountForm(QWidget* parent)
    : QWidget{parent}
{
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::medium);
    addIdentity(column);
    addServer(column);
    column->addStretch(1);
    showParts();
}

QLineEdit* MailAccountForm::line(const QString& name)
{
    auto* edit = new QLineEdit;
    edit->setObjectName(name);
    edit->setMaxLength(250);
    connect(edit, &QLineEdit::textEdited, this, &MailAccountForm::touched);
    return edit;
}

void MailAccountForm::addIdentity(QVBoxLayout* column)
{
    auto* heading = new QLabel{tr("Who mails are from")};
    theme::setTextRole(heading, theme::TextRole::Heading);
    column->addWidget(heading);
    m_fromName = line(u"fromName"_s);
    m_fromAddress = line(u"fromAddress"_s);
    m_replyTo = line(u"replyTo"_s);
    m_fromNameField = new CaptionedField{tr("From &name"), m_fromName, tr("Empty: the name of the brand.")};
    m_fromAddressField =
        new CaptionedField{tr("From &address"), m_fromAddress,
                           tr("Empty: the email of the brand. Most servers take mails only from their own "
                              "addresses.")};
    m_replyToField = new CaptionedField{tr("&Reply to"), m_replyTo,
                                        tr("Empty: answers come to the address mails are from.")};
    column->addWidget(m_fromNameField);
    column->addWidget(m_fromAddressField);
    column->addWidget(m_replyToField);
}

void MailAccountForm::addServer(QVBoxLayout* column)
{
    addHeading(column, tr("Which server takes them"));
    m_way = new QComboBox;
    m_way->setObjectName(u"mailWay"_s);
    m_way->addItem(QString{}, ThroughOther);
    m_way->addItem(tr("A server of its own"), OwnServer);
    m_wayField = new CaptionedField{tr("&Way out"), m_way};
    column->addWidget(m_wayField);
    m_serverParts = new QWidget;
    m_serverColumn = new QVBoxLayout{m_serverParts};
    m_serverColumn->setContentsMargins(0, 0, 0, 0);
    m_serverColumn->setSpacing(theme::space::medium);
    auto* hint = new QLabel{tr("The help page of whoever keeps your mailbox says these, under “SMTP” or "
                               "“outgoing mail server”. Some ask for an app password instead of your usual "
                               "one.")};
    hint->setWordWrap(true);
    theme::setTextRole(hint, theme::TextRole::Muted);
    m_serverColumn->addWidget(hint);
    m_propose = new QPushButton{tr("Use This")};
    m_propose->setObjectName(u"proposeServer"_s);
    theme::setButtonRole(m_propose, theme::ButtonRole::Link);
    m_serverColumn->addWidget(m_propose, 0, Qt::AlignLeft);
    connect(m_propose, &QPushButton::clicked, this, &MailAccountForm::propose);

    m_host = line(u"mailHost"_s);
    m_host->setPlaceholderText(u"smtp.example.com"_s);
    m_port = new QSpinBox;
    m_port->setObjectName(u"mailPort"_s);
    m_port->setRange(1, 65'535);
    m_port->setMinimumWidth(110);
    m_security = new QComboBox;
    m_security->setObjectName(u"mailSecurity"_s);
    m_security->addItem(tr("STARTTLS"), int(MailSecurity::StartTls));
    m_security->addItem(tr("TLS from the first byte (SSL)"), int(MailSecurity::Tls));
    m_security->addItem(tr("None, to a server on this computer"), int(MailSecurity::None));
    m_user = line(u"mailUser"_s);
    m_hostField = new CaptionedField{tr("Ser&ver"), m_host};
    m_securityField =
        new CaptionedField{tr("&Encryption"), m_security,
                           tr("A server that does not offer it gets no mail; its certificate is "
                              "checked.")};
    m_userField = new CaptionedField{tr("&User"), m_user,
                                     tr("Mostly the whole address. Empty: the server asks "
                                        "for none.")};
    auto* place = new QHBoxLayout;
    place->setSpacing(theme::space::medium);
    place->addWidget(m_hostField, 1);
    place->addWidget(new CaptionedField{tr("&Port"), m_port});
    m_serverColumn->addLayout(place);
    m_serverColumn->addWidget(m_securityField);
    m_serverColumn->addWidget(m_userField);
    column->addWidget(m_serverParts);

    connect(m_way, &QComboBox::activated, this, [this] {
        showParts();
        touched();
    });
    connect(m_port, &QSpinBox::valueChanged, this, &MailAccountForm::touched);
    connect(m_security, &QComboBox::activated, this, [this] {
        m_port->setValue(usualPort(MailSecurity(m_security->currentData().toInt())));
        touched();
    });
}

void MailAccountForm::setPassword(QWidget* password)
{
    m_serverColumn->addWidget(password);
}

void MailAccountForm::setDetails(const MailAccountDetails& details, const Defaults& defaults)
{
    m_defaults = defaults;
    m_fromName->setText(details.fromName);
    m_fromName->setPlaceholderText(defaults.name);
    m_fromAddress->setText(details.fromAddress);
    m_fromAddress->setPlaceholderText(defaults.address);
    m_replyTo->setText(details.replyTo);
    m_way->setItemText(ThroughOther, defaults.otherServer.isEmpty()
                                         ? tr("No server yet: mails wait in the Outbox")
                                         : tr("Through the server of %1").arg(defaults.otherServer));
    m_way->setCurrentIndex(details.server ? OwnServer : ThroughOther);
    const MailServer server = details.server.value_or(MailServer{{}, startTlsPort, {}, {}});
    m_host->setText(server.host);
    const QSignalBlocker quiet{m_port};
    m_port->setValue(server.port);
    m_security->setCurrentIndex(m_security->findData(int(server.security)));
    m_user->setText(server.user);
    for (CaptionedField* field : {m_fromNameField, m_fromAddressField, m_replyToField, m_wayField,
                                  m_hostField, m_securityField, m_userField})
        field->setProblem({});
    showParts();
    m_shown = typed();
}

MailAccountDetails MailAccountForm::typed() const
{
    MailAccountDetails details{m_fromName->text().trimmed(), m_fromAddress->text().trimmed(),
                               m_replyTo->text().trimmed(), std::nullopt};
    if (m_way->currentIndex() == OwnServer)
        details.server =
            MailServer{m_host->text().trimmed(), m_port->value(),
                       MailSecurity(m_security->currentData().toInt()), m_user->text().trimmed()};
    return details;
}

QString MailAccountForm::addressInUse() const
{
    const QString typedAddress = m_fromAddress->text().trimmed();
    return typedAddress.isEmpty() ? m_defaults.address : typedAddress;
}

/// Only a beginning: where most providers take mail.
void MailAccountForm::propose()
{
    const QString address = addressInUse();
    m_host->setText("smtp."_L1 + address.section(u'@', -1));
    m_security->setCurrentIndex(m_security->findData(int(MailSecurity::StartTls)));
    m_port->setValue(startTlsPort);
    if (m_user->text().isEmpty())
        m_user->setText(address);
    m_host->setFocus(Qt::OtherFocusReason);
    touched();
}

void MailAccountForm::showProposal()
{
    const QString address = addressInUse();
    const bool isOffered = m_host->text().trimmed().isEmpty() && isEmailAddress(address);
    m_propose->setVisible(isOffered);
    if (isOffered)
        m_propose->setText(tr("Try smtp.%1, port %2")
                               .arg(address.section(u'@', -1), QString::number(startTlsPort))
                               .replace(u'&', u"&&"_s));
    m_propose->setAccessibleName(m_propose->text().isEmpty() ? tr("Propose a server") : m_propose->text());
}

void MailAccountForm::showParts()
{
    m_serverParts->setVisible(m_way->currentIndex() == OwnServer);
    m_way->setAccessibleDescription(m_way->currentText());
    m_security->setAccessibleDescription(m_security->currentText());
    showProposal();
}

void MailAccountForm::touched()
{
    for (CaptionedField* field : {m_fromNameField, m_fromAddressField, m_replyToField, m_wayField,
                                  m_hostField, m_securityField, m_userField}) {
        if (field->isAncestorOf(focusWidget()))
            field->setProblem({});
    }
    m_security->setAccessibleDescription(m_security->currentText());
    showProposal();
    Q_EMIT edited();
}

/// Each field is taken out in turn: what is then right was wrong with it.
bool MailAccountForm::showProblems()
{
    const MailAccountDetails now = typed();
    std::vector<std::pair<CaptionedField*, MailAccountDetails>> without;
    const auto with = [&](CaptionedField* field, auto change) {
        MailAccountDetails changed = now;
        change(changed);
        without.emplace_back(field, changed);
    };
    with(m_fromNameField, [](MailAccountDetails& d) { d.fromName.clear(); });
    with(m_fromAddressField, [](MailAccountDetails& d) { d.fromAddress.clear(); });
    with(m_replyToField, [](MailAccountDetails& d) { d.replyTo.clear(); });
    if (now.server) {
        with(m_securityField, [](MailAccountDetails& d) { d.server->security = MailSecurity::StartTls; });
        with(m_userField, [](MailAccountDetails& d) { d.server->user.clear(); });
        with(m_hostField, [](MailAccountDetails& d) {
            d.server->host = u"localhost"_s;
            d.server->security = MailSecurity::StartTls;
        });
    }
    CaptionedField* first = nullptr;
    QString named;
    for (const auto& [field, changed] : without) {
        QString problem = newProblems(now, changed);
        if (!problem.isEmpty() && named.contains(problem))
            problem.clear(); // said beside another field already
        named += problem;
        field->setProblem(problem);
        if (!problem.isEmpty() && !first)
            first = field;
    }
    if (first)
        first->editor()->setFocus(Qt::OtherFocusReason);
    return mail::problemsOf(now).empty();
}

} // namespace foyer
