// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/pages/templates.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSet>

#include <kainjow/mustache.hpp>

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace foyer::web {

using namespace Qt::StringLiterals;
namespace mustache = kainjow::mustache;

struct View::Data
{
    mustache::data object{mustache::data::type::object};
};

View::View()
    : m_data{std::make_unique<Data>()}
{
}
View::~View() = default;
View::View(View&&) noexcept = default;
View& View::operator=(View&&) noexcept = default;

View& View::text(const char* name, const QString& value)
{
    Q_ASSERT(!std::string_view{name}.ends_with("_html"));
    m_data->object.set(name, mustache::data{value.toStdString()});
    return *this;
}

View& View::html(const char* name, const QString& safe)
{
    Q_ASSERT(std::string_view{name}.ends_with("_html"));
    m_data->object.set(name, mustache::data{safe.toStdString()});
    return *this;
}

View& View::flag(const char* name, bool value)
{
    m_data->object.set(name, mustache::data{value});
    return *this;
}

View& View::list(const char* name, std::vector<View> items)
{
    mustache::data array{mustache::data::type::list};
    for (View& item : items)
        array << std::move(item.m_data->object);
    m_data->object.set(name, std::move(array));
    return *this;
}

View& View::optionalText(const char* name, const QString& value)
{
    text(name, value);
    return flag((std::string{"has_"} + name).c_str(), !value.isEmpty());
}

namespace {

/// The library renders a missing name as nothing, silently; this one remembers what was missing.
class StrictContext final : public mustache::context<std::string>
{
public:
    explicit StrictContext(const mustache::data* root)
        : context{root}
    {
    }

    const mustache::data* get(const std::string& name) const override
    {
        const auto* found = context::get(name);
        if (!found)
            m_missing.insert(name);
        return found;
    }

    const std::set<std::string>& missing() const { return m_missing; }

private:
    mutable std::set<std::string> m_missing;
};

QString source(const QString& path)
{
    QFile file{u":/portal/"_s + path + ".html"_L1};
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString{};
}

/// Puts partials in their places, so that a page is one template. A partial names others, never itself.
QString withPartials(const QString& text, int depth = 0)
{
    static const QRegularExpression tag{u"\\{\\{> *([a-z_]+) *\\}\\}\\n?"_s};
    Q_ASSERT(depth < 8);
    QString whole;
    qsizetype end = 0;
    for (auto matches = tag.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        whole += text.mid(end, match.capturedStart() - end);
        QString partial = withPartials(source(u"partials/"_s + match.captured(1)), depth + 1);
        // Inside a line (an attribute, a field) the partial's own line end would show.
        if (!match.captured(0).endsWith(u'\n') && partial.endsWith(u'\n'))
            partial.chop(1);
        whole += partial;
        end = match.capturedEnd();
    }
    return whole + text.mid(end);
}

/// What is not escaped, or escaped though it is HTML: only names that end in _html are, and must be, printed
/// as they are.
bool printsWhatItShouldEscape(const QString& text)
{
    static const QRegularExpression wrong{
        u"\\{\\{(?:\\{|&(?! *[a-z_]+_html *\\}\\})|= *| *[a-z_]+_html *\\}\\})"_s};
    return wrong.match(text).hasMatch();
}

/// [[words]] are what a translator sees.
QString inWords(const QString& text)
{
    static const QRegularExpression marked{u"\\[\\[(.*?)\\]\\]"_s};
    return QString{text}.replace(marked, u"\\1"_s);
}

} // namespace

struct Templates::Private
{
    std::map<QString, mustache::mustache> compiled;
};

Templates::Templates()
    : d{std::make_unique<Private>()}
{
}
Templates::~Templates() = default;

Templates& Templates::ofThisThread()
{
    thread_local Templates templates;
    return templates;
}

Result<QByteArray> Templates::render(const QString& name, const View& view)
{
    auto found = d->compiled.find(name);
    if (found == d->compiled.end()) {
        const QString text = withPartials(source(name));
        if (text.isEmpty())
            return fail(Fault::NotFound, u"there is no page “%1”"_s.arg(name));
        if (printsWhatItShouldEscape(text))
            return fail(Fault::Invalid, u"page “%1” prints what it should escape"_s.arg(name));
        mustache::mustache compiled{inWords(text).toStdString()};
        if (!compiled.is_valid())
            return fail(Fault::Invalid,
                        u"page “%1”: %2"_s.arg(name, QString::fromStdString(compiled.error_message())));
        found = d->compiled.emplace(name, std::move(compiled)).first;
    }
    StrictContext context{&view.m_data->object};
    const std::string html = found->second.render(context);
    if (!context.missing().empty()) {
        QStringList missing;
        for (const std::string& one : context.missing())
            missing.append(QString::fromStdString(one));
        return fail(Fault::Invalid, u"page “%1” asks for %2"_s.arg(name, missing.join(", "_L1)));
    }
    return QByteArray::fromStdString(html);
}

QStringList Templates::names()
{
    QStringList names;
    for (const QString& file : QDir{u":/portal"_s}.entryList({u"*.html"_s}, QDir::Files, QDir::Name))
        names.append(file.chopped(5));
    return names;
}

} // namespace foyer::web
