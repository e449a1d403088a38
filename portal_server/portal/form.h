// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

#include <optional>

namespace foyer::web {

/// The fields of an application/x-www-form-urlencoded body.
class Form
{
public:
    /// Nothing when the body is not well-formed: broken escapes or UTF-8, NUL, a name twice, more than 1,000
    /// fields.
    static std::optional<Form> parse(const QByteArray& body);

    /// Line ends as \n; empty when the field is missing.
    QString value(const QString& name) const { return m_fields.value(name); }
    bool has(const QString& name) const { return m_fields.contains(name); }
    QStringList names() const { return m_fields.keys(); }
    void set(const QString& name, const QString& value) { m_fields.insert(name, value); }
    void remove(const QString& name) { m_fields.remove(name); }
    /// A body that parses to the same form.
    QByteArray encoded() const;

private:
    QHash<QString, QString> m_fields;
};

} // namespace foyer::web
