// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QXmlStreamWriter>

#include <initializer_list>
#include <utility>

namespace foyer {

/// Writes elements by their prefixed names, as the syntaxes of e-invoices are read and discussed ("cbc:ID").
/// Empty elements do not appear: EN 16931 forbids them.
class XmlElements
{
public:
    using Attributes = std::initializer_list<std::pair<QString, QString>>;

    explicit XmlElements(QByteArray& bytes)
        : m_xml{&bytes}
    {
        m_xml.setAutoFormatting(true);
        m_xml.setAutoFormattingIndent(1);
        m_xml.writeStartDocument();
    }

    void declare(const QString& prefix, const QString& space)
    {
        m_xml.writeAttribute(prefix.isEmpty() ? QStringLiteral("xmlns") : QStringLiteral("xmlns:") + prefix,
                             space);
    }
    void begin(const QString& name) { m_xml.writeStartElement(name); }
    void end() { m_xml.writeEndElement(); }
    void finish() { m_xml.writeEndDocument(); }

    void text(const QString& name, const QString& value, Attributes attributes = {})
    {
        if (value.isEmpty())
            return;
        m_xml.writeStartElement(name);
        for (const auto& [key, word] : attributes)
            m_xml.writeAttribute(key, word);
        m_xml.writeCharacters(value);
        m_xml.writeEndElement();
    }

    /// An element around what `inside` writes.
    template <class Inside>
    void within(const QString& name, Inside inside)
    {
        begin(name);
        inside();
        end();
    }

private:
    QXmlStreamWriter m_xml;
};

} // namespace foyer
