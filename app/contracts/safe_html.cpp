// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contracts/contract_text.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace foyer::contracts {

using namespace Qt::StringLiterals;

namespace {

/// Follows the tags of pieces that are whole only together.
class Nesting
{
public:
    explicit Nesting(QStringList elements)
        : m_elements{std::move(elements)}
    {
    }

    bool follow(const QString& html)
    {
        for (qsizetype at = 0; at < html.size();) {
            const QChar c = html[at];
            if (c == u'<') {
                const qsizetype end = html.indexOf(u'>', at);
                if (end < 0 || !tag(html.sliced(at + 1, end - at - 1)))
                    return false;
                at = end + 1;
            } else if (c == u'&') {
                const qsizetype end = html.indexOf(u';', at);
                static const QStringList entities{u"&amp;"_s, u"&lt;"_s, u"&gt;"_s, u"&quot;"_s};
                if (end < 0 || !entities.contains(html.sliced(at, end - at + 1)))
                    return false;
                at = end + 1;
            } else if (c == u'>') {
                return false;
            } else {
                ++at;
            }
        }
        return true;
    }

    bool isWhole() const { return m_open.isEmpty(); }

private:
    bool tag(const QString& written)
    {
        static const QRegularExpression start{u"^ol start=\"[0-9]{1,9}\"$"_s};
        if (written.startsWith(u'/'))
            return !m_open.isEmpty() && m_open.takeLast() == written.sliced(1);
        const QString name = start.match(written).hasMatch() ? u"ol"_s : written;
        if (!m_elements.contains(name))
            return false;
        if (name != "br"_L1 && name != "hr"_L1)
            m_open.append(name);
        return true;
    }

    QStringList m_elements;
    QStringList m_open;
};

} // namespace

bool isSafe(const std::vector<Part>& parts)
{
    static const QStringList inText{u"strong"_s, u"em"_s, u"br"_s};
    static const QStringList everywhere =
        inText +
        QStringList{u"p"_s, u"h2"_s, u"h3"_s, u"h4"_s, u"ul"_s, u"ol"_s, u"li"_s, u"blockquote"_s, u"hr"_s};
    Nesting text{everywhere};
    const bool fits = std::all_of(parts.begin(), parts.end(), [&](const Part& part) {
        if (const auto* html = std::get_if<QString>(&part))
            return text.follow(*html);
        Nesting label{inText};
        return label.follow(std::get<Field>(part).labelHtml) && label.isWhole();
    });
    return fits && text.isWhole();
}

} // namespace foyer::contracts
