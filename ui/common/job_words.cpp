// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/job_words.h"

#include <QCoreApplication>
#include <QLocale>

namespace foyer::words {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Words)
};

QString forOthers(const items::ItemInSight& one)
{
    const bool isFile = one.item.kind == ItemKind::File;
    if (one.recipients.isEmpty())
        return isFile ? Words::tr("File, not shared") : Words::tr("No recipients yet");
    const QString names = QLocale{}.createSeparatedList(one.recipients);
    return isFile ? Words::tr("File, shared with %1 only").arg(names) : Words::tr("For %1 only").arg(names);
}

} // namespace

QString stage(JobStage stage)
{
    switch (stage) {
    case JobStage::Lead:
        return Words::tr("Lead", "stage of a job");
    case JobStage::Booked:
        return Words::tr("Booked", "stage of a job");
    case JobStage::Fulfilment:
        return Words::tr("Fulfilment", "stage of a job");
    case JobStage::Completed:
        return Words::tr("Completed", "stage of a job");
    }
    Q_UNREACHABLE();
}

QString role(JobRole role)
{
    switch (role) {
    case JobRole::Client:
        return Words::tr("Client", "role on a job");
    case JobRole::Spouse:
        return Words::tr("Spouse", "role on a job");
    case JobRole::Partner:
        return Words::tr("Partner", "role on a job");
    case JobRole::Parent:
        return Words::tr("Parent", "role on a job");
    case JobRole::Planner:
        return Words::tr("Planner", "role on a job");
    case JobRole::Payer:
        return Words::tr("Payer", "role on a job");
    case JobRole::Subject:
        return Words::tr("Subject", "role on a job");
    case JobRole::Assistant:
        return Words::tr("Assistant", "role on a job");
    case JobRole::Vendor:
        return Words::tr("Vendor", "role on a job");
    case JobRole::Other:
        return Words::tr("Other", "role on a job");
    }
    Q_UNREACHABLE();
}

QString itemKind(ItemKind kind)
{
    switch (kind) {
    case ItemKind::Order:
        return Words::tr("Order");
    case ItemKind::Contract:
        return Words::tr("Contract");
    case ItemKind::Questionnaire:
        return Words::tr("Questionnaire");
    case ItemKind::Invoice:
        return Words::tr("Invoice");
    case ItemKind::File:
        return Words::tr("File");
    }
    Q_UNREACHABLE();
}

QString itemIconName(ItemKind kind)
{
    switch (kind) {
    case ItemKind::Order:
    case ItemKind::Invoice:
        return u"receipt"_s;
    case ItemKind::Contract:
        return u"signature"_s;
    case ItemKind::Questionnaire:
        return u"list-checks"_s;
    case ItemKind::File:
        return u"paperclip"_s;
    }
    Q_UNREACHABLE();
}

QString itemState(ItemKind kind, ItemState state)
{
    const bool isFile = kind == ItemKind::File;
    switch (state) {
    case ItemState::Draft:
        return isFile ? Words::tr("Not shared", "state of a file") : Words::tr("Draft", "state of an item");
    case ItemState::Sent:
        return isFile ? Words::tr("Shared", "state of a file") : Words::tr("Sent", "state of an item");
    case ItemState::Completed:
        switch (kind) {
        case ItemKind::Order:
            return Words::tr("Accepted", "state of an order");
        case ItemKind::Contract:
            return Words::tr("Signed", "state of a contract");
        case ItemKind::Questionnaire:
            return Words::tr("Answered", "state of a questionnaire");
        case ItemKind::Invoice:
            return Words::tr("Paid", "state of an invoice");
        case ItemKind::File:
            return Words::tr("Shared", "state of a file");
        }
        Q_UNREACHABLE();
    case ItemState::Declined:
        return Words::tr("Declined", "state of an item");
    case ItemState::Superseded:
        return Words::tr("Superseded", "state of an item");
    case ItemState::Void:
        return Words::tr("Void", "state of an item");
    }
    Q_UNREACHABLE();
}

QString hiddenBecause(const items::ItemInSight& one)
{
    switch (one.visibility.because) {
    case Because::Visible:
        return {};
    case Because::NotRecipient:
        return forOthers(one);
    case Because::Draft:
        return one.item.kind == ItemKind::File ? Words::tr("File, not shared") : Words::tr("Not sent yet");
    case Because::Deleted:
        return Words::tr("In the bin");
    case Because::OtherBrand:
        return Words::tr("Other brand: it belongs to %1, and brands are kept apart").arg(one.brandName);
    case Because::HistoryOff:
        return Words::tr("Done; Show history is off for %1 — Settings › Branding").arg(one.brandName);
    }
    Q_UNREACHABLE();
}

QString fileSize(qint64 bytes)
{
    return QLocale{}.formattedDataSize(bytes, bytes < 1000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

} // namespace foyer::words
