// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/outbox/mail_model.h"

#include "ui/theme/icons.h"

#include <QLocale>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QIcon iconOf(mail::MailState state)
{
    switch (state) {
    case mail::MailState::Waiting:
    case mail::MailState::Sending:
        return icon(u"clock"_s, IconInk::Muted);
    case mail::MailState::Held:
    case mail::MailState::Unknown:
        return icon(u"triangle-alert"_s, IconInk::Warning);
    case mail::MailState::Cancelled:
        return icon(u"circle-x"_s, IconInk::Muted);
    case mail::MailState::Sent:
        return icon(u"circle-check"_s, IconInk::Success);
    case mail::MailState::Failed:
        return icon(u"circle-alert"_s, IconInk::Danger);
    }
    Q_UNREACHABLE();
}

QString recipientOf(const mail::Mail& mail)
{
    return mail.toName.isEmpty() ? mail.toAddress : u"%1 <%2>"_s.arg(mail.toName, mail.toAddress);
}

} // namespace

QString MailModel::stateName(mail::MailState state)
{
    switch (state) {
    case mail::MailState::Waiting:
        return tr("Waiting");
    case mail::MailState::Held:
        return tr("Held back");
    case mail::MailState::Cancelled:
        return tr("Cancelled");
    case mail::MailState::Sending:
        return tr("Being sent");
    case mail::MailState::Sent:
        return tr("Sent");
    case mail::MailState::Failed:
        return tr("Failed");
    case mail::MailState::Unknown:
        return tr("Not certain");
    }
    Q_UNREACHABLE();
}

void MailModel::setMails(std::vector<mail::Mail> mails)
{
    beginResetModel();
    m_mails = std::move(mails);
    endResetModel();
}

int MailModel::rowOf(MailId id) const
{
    const auto found =
        std::find_if(m_mails.begin(), m_mails.end(), [id](const mail::Mail& m) { return m.id == id; });
    return found == m_mails.end() ? -1 : int(found - m_mails.begin());
}

int MailModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_mails.size());
}

int MailModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant MailModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const mail::Mail& mail = m_mails[std::size_t(index.row())];
    const auto column = Column(index.column());
    if (role == Qt::DecorationRole && column == State)
        return iconOf(mail.state);
    if (role == Qt::ToolTipRole && column == State && !mail.reason.isEmpty())
        return mail.reason;
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case State:
        return stateName(mail.state);
    case Recipient:
        return recipientOf(mail);
    case Subject:
        return mail.subject;
    case QueuedAt:
        return QLocale{}.toString(toLocal(mail.queuedAt), QLocale::ShortFormat);
    case ColumnCount:
        break;
    }
    return {};
}

QVariant MailModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case State:
        return tr("State");
    case Recipient:
        return tr("To");
    case Subject:
        return tr("Subject");
    case QueuedAt:
        return tr("Written");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace foyer
