// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/direct_link_dialog.h"

#include "ui/address_book/qr_code.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int screenModulePx = 5;

} // namespace

DirectLinkDialog::DirectLinkDialog(const QString& name, const QString& link, Occasion occasion,
                                   QWidget* parent)
    : QDialog{parent}
    , m_name{name}
    , m_link{link}
    , m_done{new QLabel{this}}
{
    setObjectName(u"directLinkDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    const bool isAfterReset = occasion == Occasion::AfterReset;
    setWindowTitle(isAfterReset ? tr("Password reset") : tr("Direct Link"));

    auto* heading =
        new QLabel{isAfterReset ? tr("%1 needs this new link").arg(name) : tr("Direct Link of %1").arg(name)};
    heading->setTextFormat(Qt::PlainText);
    heading->setWordWrap(true);
    theme::setTextRole(heading, theme::TextRole::Heading);
    auto* intro = new QLabel{
        isAfterReset ? tr("The old password, all logins and the old Direct Link are dead. With the new link, "
                          "a new password has to be set before the next login.")
                     : tr("Scan it with a phone, or copy it. It leads to this one person's portal.")};
    intro->setWordWrap(true);
    theme::setTextRole(intro, theme::TextRole::Muted);

    auto* code = new QLabel;
    code->setPixmap(QPixmap::fromImage(qrCode(link, screenModulePx)));
    code->setAlignment(Qt::AlignCenter);
    code->setAccessibleName(tr("QR code of the Direct Link"));

    auto* field = new QLineEdit{link};
    field->setObjectName(u"link"_s);
    field->setReadOnly(true);
    field->setCursorPosition(0);
    auto* fieldLabel = new QLabel{tr("Direct &Link")};
    fieldLabel->setBuddy(field);

    auto* copy = new QPushButton{icon(u"copy"_s), tr("&Copy Direct Link")};
    copy->setObjectName(u"copy"_s);
    connect(copy, &QPushButton::clicked, this, &DirectLinkDialog::copyLink);
    auto* save = new QPushButton{icon(u"image"_s), tr("&Save Picture…")};
    connect(save, &QPushButton::clicked, this, &DirectLinkDialog::savePicture);
    auto* buttons = new QHBoxLayout;
    if (isAfterReset) {
        m_invite = new QPushButton{icon(u"send"_s, IconInk::OnAccent), tr("Send Portal &Invite")};
        m_invite->setObjectName(u"invite"_s);
        theme::setButtonRole(m_invite, theme::ButtonRole::Primary);
        connect(m_invite, &QPushButton::clicked, this, &DirectLinkDialog::inviteRequested);
        buttons->addWidget(m_invite);
    }
    buttons->addWidget(copy);
    buttons->addWidget(save);
    buttons->addStretch();

    m_done->setObjectName(u"done"_s);
    m_done->setWordWrap(true);
    theme::setTextRole(m_done, theme::TextRole::Done);
    m_done->hide();

    auto* close = new QDialogButtonBox{QDialogButtonBox::Close};
    connect(close, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::large);
    layout->setSpacing(theme::space::medium);
    layout->addWidget(heading);
    layout->addWidget(intro);
    layout->addWidget(code);
    layout->addWidget(fieldLabel);
    layout->addWidget(field);
    layout->addLayout(buttons);
    layout->addWidget(m_done);
    layout->addWidget(close);
}

void DirectLinkDialog::setCanInvite(bool canInvite)
{
    if (m_invite)
        m_invite->setEnabled(canInvite);
}

void DirectLinkDialog::showDone(const QString& sentence)
{
    m_done->setText(sentence);
    m_done->show();
}

void DirectLinkDialog::copyLink()
{
    QGuiApplication::clipboard()->setText(m_link);
    showDone(tr("The link is copied."));
}

void DirectLinkDialog::savePicture()
{
    static const QRegularExpression unsafe{u"[^\\w .-]"_s, QRegularExpression::UseUnicodePropertiesOption};
    const QString proposed =
        QDir{QStandardPaths::writableLocation(QStandardPaths::PicturesLocation)}.filePath(
            tr("Direct Link %1.png", "file name").arg(QString{m_name}.replace(unsafe, u"_"_s)));
    const QString file =
        QFileDialog::getSaveFileName(this, tr("Save Picture"), proposed, tr("Pictures (*.png)"));
    if (file.isEmpty())
        return;
    const QString problem = writeLinkPicture(file, m_link, m_name);
    showDone(problem.isEmpty() ? tr("The picture is saved.") : problem);
}

QString writeLinkPicture(const QString& file, const QString& link, const QString& name)
{
    QSaveFile target{file};
    if (target.open(QIODevice::WriteOnly) && qrPicture(link, name).save(&target, "PNG") && target.commit())
        return {};
    return DirectLinkDialog::tr("The picture could not be saved: %1").arg(target.errorString());
}

} // namespace foyer
