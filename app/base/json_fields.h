// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/time.h"

#include <QDate>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QTime>

#include <functional>
#include <optional>

namespace foyer {

/// Reads the fields of one JSON object and knows where it stands in the file, so that every complaint can
/// name its place ("contacts[3].emails[0].address"). Only the first complaint is kept: later ones often
/// follow from it. A field that is not there reads as empty.
class JsonFields
{
public:
    /// @param problem  one for the whole file; reading goes on after a complaint, but its values mean nothing
    JsonFields(QJsonObject object, QString path, QString& problem);

    QString text(QLatin1StringView key);
    QString requiredText(QLatin1StringView key);
    bool flag(QLatin1StringView key);
    QDate day(QLatin1StringView key);                      ///< YYYY-MM-DD
    QTime time(QLatin1StringView key);                     ///< hh:mm
    std::optional<Instant> instant(QLatin1StringView key); ///< YYYY-MM-DDThh:mm:ssZ
    /// A whole number: amounts are minor units, quantities thousandths. Not there: `otherwise`.
    qint64 integer(QLatin1StringView key, qint64 otherwise, qint64 least, qint64 most);
    QStringList texts(QLatin1StringView key);
    void each(QLatin1StringView key, const std::function<void(JsonFields&)>& read);
    /// Also checks that nothing unknown stands in it.
    void object(QLatin1StringView key, const std::function<void(JsonFields&)>& read);
    QJsonObject rawObject(QLatin1StringView key);
    bool has(QLatin1StringView key) const { return m_object.contains(key); }

    const QString& path() const { return m_path; }
    QString pathOf(QLatin1StringView key) const
    {
        return m_path.isEmpty() ? QString{key} : m_path + u'.' + key;
    }
    void complain(QLatin1StringView key, const QString& sentence);
    QString& problem() { return *m_problem; } ///< of the whole file; for complainAt

    /// Complains of every field nobody asked for.
    void refuseUnknown();

private:
    QJsonValue take(QLatin1StringView key);
    QJsonArray array(QLatin1StringView key);

    QJsonObject m_object;
    QString m_path;
    QString* m_problem;
    QStringList m_known;
};

/// Complains at any place, unless something was found before.
void complainAt(QString& problem, const QString& path, const QString& sentence);

} // namespace foyer
