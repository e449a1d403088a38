// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/kept_answers.h"

#include "app/base/random.h"
#include "app/base/secret_box.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

namespace foyer::web {

using namespace Qt::StringLiterals;

namespace {

/// Overnight: the page of the login may stand open that long, and answers must not lie about for ever.
constexpr std::chrono::hours keptFor{24};
/// The login form must stay within what a body may have, with room for what it carries itself.
constexpr qsizetype longestKept = qsizetype{48} * 1024;

QByteArray keyOf(const Visit& visit)
{
    return hmacSha256(visit.formKey, "kept answers");
}

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
    const QJsonObject answers{{u"whose"_s, whose.text()},
                              {u"path"_s, path},
                              {u"until"_s, toSeconds(visit.studio.now() + keptFor)},
                              {u"form"_s, QString::fromLatin1(kept.encoded())}};
    const QString text =
        toBase64Url(boxed(keyOf(visit), qCompress(QJsonDocument{answers}.toJson(QJsonDocument::Compact))));
    return text.size() <= longestKept ? text : QString{};
}

std::optional<KeptAnswers> readKeptAnswers(const Visit& visit)
{
    const QString text = visit.form.value(QLatin1StringView{keptField});
    const auto packed =
        text.size() <= longestKept ? unboxed(keyOf(visit), fromBase64Url(text)) : std::nullopt;
    if (!packed)
        return std::nullopt;
    const QJsonObject answers = QJsonDocument::fromJson(qUncompress(*packed)).object();
    const auto whose = ContactId::fromText(answers.value("whose"_L1).toString());
    auto form = Form::parse(answers.value("form"_L1).toString().toLatin1());
    if (!whose || !form || visit.studio.now() > fromSeconds(answers.value("until"_L1).toInteger()))
        return std::nullopt;
    return KeptAnswers{*whose, answers.value("path"_L1).toString(), *std::move(form)};
}

} // namespace foyer::web
