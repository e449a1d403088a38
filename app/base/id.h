// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QMetaType>
#include <QString>
#include <QtGlobal>

#include <compare>
#include <optional>

namespace foyer {

/// The row of one kind of thing. Two kinds do not mix: swapping them does not compile.
template <class Tag>
class Id
{
public:
    explicit constexpr Id(qint64 row)
        : m_row{row}
    {
        Q_ASSERT(row > 0);
    }

    /// From untrusted text: decimal digits only, greater than zero.
    static std::optional<Id> fromText(QStringView text)
    {
        if (text.isEmpty() || text.size() > 18)
            return std::nullopt;
        for (const QChar c : text) {
            if (c < u'0' || c > u'9')
                return std::nullopt;
        }
        const qint64 row = text.toLongLong();
        return row > 0 ? std::optional{Id{row}} : std::nullopt;
    }

    constexpr qint64 row() const { return m_row; }
    QString text() const { return QString::number(m_row); }
    auto operator<=>(const Id&) const = default;
    friend size_t qHash(Id id, size_t seed = 0) { return ::qHash(id.m_row, seed); }

private:
    qint64 m_row;
};

using ContactId = Id<struct ContactTag>;
using BrandId = Id<struct BrandTag>;
using ImportId = Id<struct ImportTag>;
using MailId = Id<struct MailTag>;
using SessionId = Id<struct SessionTag>;
using JobId = Id<struct JobTag>;
using JobTypeId = Id<struct JobTypeTag>;
using ShootId = Id<struct ShootTag>;
using ItemId = Id<struct ItemTag>;
using VersionId = Id<struct VersionTag>; ///< of an item: what was frozen when it was sent
using TemplateId = Id<struct TemplateTag>;
using ProductId = Id<struct ProductTag>;
using TaxRateId = Id<struct TaxRateTag>;
using SignerId = Id<struct SignerTag>;
using AnswerSheetId = Id<struct AnswerSheetTag>;
using InstalmentId = Id<struct InstalmentTag>;
using PaymentId = Id<struct PaymentTag>;
using AttemptId = Id<struct AttemptTag>; ///< to pay by card
using StatementLineId = Id<struct StatementLineTag>;
using SchedulePresetId = Id<struct SchedulePresetTag>;
using AutomationId = Id<struct AutomationTag>;
using RunId = Id<struct RunTag>;   ///< of an automation
using StepId = Id<struct StepTag>; ///< of a run
using TaskId = Id<struct TaskTag>;

} // namespace foyer
