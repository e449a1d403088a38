// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/json_fields.h"

#include <QRegularExpression>

namespace foyer {

using namespace Qt::StringLiterals;

void complainAt(QString& problem, const QString& path, const QString& sentence)
{
    if (problem.isEmpty())
        problem = path.isEmpty() ? sentence : path + u": "_s + sentence;
}

JsonFields::JsonFields(QJsonObject object, QString path, QString& problem)
    : m_object{std::move(object)}
    , m_path{std::move(path)}
    , m_problem{&problem}
{
}

void JsonFields::complain(QLatin1StringView key, const QString& sentence)
{
    complainAt(*m_problem, pathOf(key), sentence);
}

QJsonValue JsonFields::take(QLatin1StringView key)
{
    m_known.append(key);
    return m_object.value(key);
}

QString JsonFields::text(QLatin1StringView key)
{
    const QJsonValue value = take(key);
    if (!value.isUndefined() && !value.isString())
        complain(key, u"must be a text in quotes."_s);
    return value.toString();
}

QString JsonFields::requiredText(QLatin1StringView key)
{
    const QString value = text(key);
    if (value.trimmed().isEmpty())
        complain(key, u"is missing or empty."_s);
    return value;
}

bool JsonFields::flag(QLatin1StringView key)
{
    const QJsonValue value = take(key);
    if (!value.isUndefined() && !value.isBool())
        complain(key, u"must be true or false."_s);
    return value.toBool();
}

QDate JsonFields::day(QLatin1StringView key)
{
    const QString written = text(key);
    if (written.isEmpty())
        return {};
    // Qt's ISO reading also takes a time behind the day.
    static const QRegularExpression shape{u"\\A[0-9]{4}-[0-9]{2}-[0-9]{2}\\z"_s};
    const QDate day = shape.match(written).hasMatch() ? QDate::fromString(written, Qt::ISODate) : QDate{};
    if (!day.isValid())
        complain(key, u"“%1” is no day; write it as 2026-05-31."_s.arg(written));
    return day;
}

QTime JsonFields::time(QLatin1StringView key)
{
    const QString written = text(key);
    if (written.isEmpty())
        return {};
    const QTime time = written.size() == 5 ? QTime::fromString(written, u"HH:mm"_s) : QTime{};
    if (!time.isValid())
        complain(key, u"“%1” is no time of the day; write it as 09:30."_s.arg(written));
    return time;
}

qint64 JsonFields::integer(QLatin1StringView key, qint64 otherwise, qint64 least, qint64 most)
{
    const QJsonValue value = take(key);
    if (value.isUndefined())
        return otherwise;
    // toInteger gives its argument back for whatever is no whole number that fits.
    const qint64 number = value.toInteger(0);
    if (!value.isDouble() || number != value.toInteger(1))
        complain(key, u"must be a whole number."_s);
    else if (number < least || number > most)
        complain(key, u"must be a whole number from %1 to %2."_s.arg(least).arg(most));
    return number;
}

std::optional<Instant> JsonFields::instant(QLatin1StringView key)
{
    const QString written = text(key);
    if (written.isEmpty())
        return std::nullopt;
    static const QRegularExpression shape{u"\\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\\z"_s};
    const QDateTime time =
        shape.match(written).hasMatch() ? QDateTime::fromString(written, Qt::ISODate) : QDateTime{};
    if (!time.isValid()) {
        complain(key, u"“%1” is no moment in UTC; write it as 2026-05-31T17:04:00Z."_s.arg(written));
        return std::nullopt;
    }
    return fromSeconds(time.toSecsSinceEpoch());
}

QJsonArray JsonFields::array(QLatin1StringView key)
{
    const QJsonValue value = take(key);
    if (!value.isUndefined() && !value.isArray())
        complain(key, u"must be a list in square brackets."_s);
    return value.toArray();
}

QStringList JsonFields::texts(QLatin1StringView key)
{
    QStringList values;
    for (const QJsonValue value : array(key)) {
        if (!value.isString())
            complainAt(*m_problem, u"%1[%2]"_s.arg(pathOf(key)).arg(values.size()),
                       u"must be a text in quotes."_s);
        values.append(value.toString());
    }
    return values;
}

void JsonFields::each(QLatin1StringView key, const std::function<void(JsonFields&)>& read)
{
    int position = 0;
    for (const QJsonValue value : array(key)) {
        const QString path = u"%1[%2]"_s.arg(pathOf(key)).arg(position++);
        if (!value.isObject()) {
            complainAt(*m_problem, path, u"must be an object in braces."_s);
            continue;
        }
        JsonFields fields{value.toObject(), path, *m_problem};
        read(fields);
        fields.refuseUnknown();
    }
}

QJsonObject JsonFields::rawObject(QLatin1StringView key)
{
    const QJsonValue value = take(key);
    if (!value.isUndefined() && !value.isObject())
        complain(key, u"must be an object in braces."_s);
    return value.toObject();
}

void JsonFields::object(QLatin1StringView key, const std::function<void(JsonFields&)>& read)
{
    JsonFields fields{rawObject(key), pathOf(key), *m_problem};
    read(fields);
    fields.refuseUnknown();
}

void JsonFields::refuseUnknown()
{
    for (const QString& key : m_object.keys()) {
        if (m_known.contains(key))
            continue;
        complainAt(*m_problem, m_path.isEmpty() ? key : m_path + u'.' + key,
                   u"Foyer does not know this field. Known here are: %1."_s.arg(m_known.join(u", "_s)));
        return;
    }
}

} // namespace foyer
