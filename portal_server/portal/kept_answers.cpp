// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/kept_answers.h"

#include "app/base/random.h"
#include "portal_server/portal/cookies.h"

#include <QSet>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

constexpr const char* purpose = "kept answers";
/// The login form must stay within what a body may have, with room for what it carries itself.
constexpr qsizetype longestKept = qsizetype{48} * 1024;
/// A body of a form, unpacked: more than any form of ours holds.
constexpr qsizetype longestBody = qsizetype{256} * 1024;

bool isKept(const QString& field)
{
    static const QSet<QString> left{u"form_token"_s, u"password"_s, u"current_password"_s, u"new_password"_s,
                                    u"do"_s};
    return !left.contains(field);
}

} // namespace

QString keepAnswers(const Visit& visit, ContactId whose, const QString& path)
{
    Form kept = visit.form;
    for (const QString& name : visit.form.names()) {
        if (!isKept(name))
            kept.remove(name);
    }
    const QStringList parts{whose.text(), toBase64Url(path.toUtf8()), toBase64Url(qCompress(kept.encoded()))};
    const QString text = sealed(visit.formKey, purpose, parts.join(u'.'));
    return text.size() <= longestKept ? text : QString{};
}

std::optional<KeptAnswers> readKeptAnswers(const Visit& visit)
{
    const auto text = unsealed(visit.formKey, purpose, visit.form.value(QLatin1StringView{keptField}));
    if (!text)
        return std::nullopt;
    const QStringList parts = text->split(u'.');
    if (parts.size() != 3)
        return std::nullopt;
    const auto whose = ContactId::fromText(parts[0]);
    const QByteArray packed = fromBase64Url(parts[2]);
    // Sealed by us, so the length it claims is true; a bound costs nothing.
    if (!whose || packed.size() > longestBody)
        return std::nullopt;
    auto form = Form::parse(qUncompress(packed));
    if (!form)
        return std::nullopt;
    return KeptAnswers{*whose, QString::fromUtf8(fromBase64Url(parts[1])), *std::move(form)};
}

} // namespace foyer::web
