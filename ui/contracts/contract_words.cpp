// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contracts/contract_words.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace foyer::contract_words {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ContractWords)
};

int missingSignatures(const contracts::Contract& contract)
{
    return int(std::count_if(contract.signers.begin(), contract.signers.end(),
                             [](const contracts::Signer& signer) { return !signer.signature; }));
}

/// One pass over safe HTML: what looks like a token and is known to be unresolved gets its look.
QString marked(const QString& html, const QStringList& missing)
{
    static const QRegularExpression token{u"\\{\\{\\s*([^{}<>]*?)\\s*\\}\\}"_s};
    QString answer;
    qsizetype from = 0;
    for (auto match = token.globalMatch(html); match.hasNext();) {
        const auto found = match.next();
        answer += html.mid(from, found.capturedStart() - from);
        answer += missing.contains(found.captured(1))
                      ? u"<span class=\"missing\">%1</span>"_s.arg(found.captured())
                      : found.captured();
        from = found.capturedEnd();
    }
    return answer + html.mid(from);
}

QString htmlOf(const QString& title, const std::vector<contracts::Part>& parts, const QStringList& missing)
{
    QString html = u"<h1>%1</h1>"_s.arg(title.toHtmlEscaped());
    for (const contracts::Part& part : parts) {
        if (const auto* text = std::get_if<QString>(&part)) {
            html += marked(*text, missing);
            continue;
        }
        const auto& field = std::get<contracts::Field>(part);
        switch (field.kind) {
        case contracts::Field::Kind::Tick:
            html += u"<p><span class=\"field\">&nbsp;\u2610&nbsp;</span> %1</p>"_s.arg(
                marked(field.labelHtml, missing));
            break;
        case contracts::Field::Kind::Initials:
            html += u"<span class=\"field\">&nbsp;%1&nbsp;</span>"_s.arg(Words::tr("initials"));
            break;
        }
    }
    return html;
}

} // namespace

QString state(const contracts::Contract& contract)
{
    switch (contract.item.state) {
    case ItemState::Draft:
        return Words::tr("Draft");
    case ItemState::Sent:
        return Words::tr("Waits for %n signature(s)", nullptr, missingSignatures(contract));
    case ItemState::Completed:
        return Words::tr("Signed");
    case ItemState::Declined:
        return Words::tr("Declined");
    case ItemState::Superseded:
        return Words::tr("Replaced by an amendment");
    case ItemState::Void:
        return Words::tr("Void");
    }
    Q_UNREACHABLE();
}

theme::Tone tone(const contracts::Contract& contract)
{
    switch (contract.item.state) {
    case ItemState::Draft:
    case ItemState::Superseded:
        return theme::Tone::Neutral;
    case ItemState::Sent:
        return theme::Tone::Accent;
    case ItemState::Completed:
        return theme::Tone::Success;
    case ItemState::Declined:
    case ItemState::Void:
        return theme::Tone::Danger;
    }
    Q_UNREACHABLE();
}

QString listed(const QStringList& names)
{
    return QLocale{}.createSeparatedList(names);
}

std::vector<writing::TokenOffer> tokenOffers(const QJsonObject& custom)
{
    std::vector<writing::TokenOffer> offers;
    for (const contracts::Token& token : contracts::tokens())
        offers.push_back({token.name, token.description, QString{token.example}.replace(u'\n', u", "_s)});
    for (auto field = custom.begin(); field != custom.end(); ++field)
        offers.push_back({contracts::customTokenName(field.key()),
                          Words::tr("%1, a field of the job").arg(field.key()), field->toString()});
    return offers;
}

QString previewHtml(const QString& title, const contracts::ContractText& text)
{
    QStringList missing;
    for (const contracts::TextProblem& problem : text.problems)
        missing.append(problem.name.toHtmlEscaped());
    return htmlOf(title, text.parts, missing);
}

QString sentHtml(const contracts::FrozenContract& contract)
{
    return htmlOf(contract.title, contract.parts, {});
}

std::vector<Language> languages(const QString& alsoThis)
{
    // In their own words; what Qt says of "en" is "American English".
    std::vector<Language> all{
        {u"cs"_s, u"Čeština"_s},    {u"da"_s, u"Dansk"_s},    {u"de"_s, u"Deutsch"_s},
        {u"en"_s, u"English"_s},    {u"es"_s, u"Español"_s},  {u"fi"_s, u"Suomi"_s},
        {u"fr"_s, u"Français"_s},   {u"it"_s, u"Italiano"_s}, {u"nb"_s, u"Norsk bokmål"_s},
        {u"nl"_s, u"Nederlands"_s}, {u"pl"_s, u"Polski"_s},   {u"pt"_s, u"Português"_s},
        {u"sv"_s, u"Svenska"_s},    {u"tr"_s, u"Türkçe"_s},   {u"uk"_s, u"Українська"_s},
    };
    const bool isThere =
        std::any_of(all.begin(), all.end(), [&](const Language& one) { return one.code == alsoThis; });
    if (!alsoThis.isEmpty() && !isThere) {
        const QLocale locale{alsoThis};
        all.push_back({alsoThis, locale.language() == QLocale::C ? alsoThis : locale.nativeLanguageName()});
    }
    std::sort(all.begin(), all.end(),
              [](const Language& a, const Language& b) { return a.name.localeAwareCompare(b.name) < 0; });
    return all;
}

bool isOpen(const contracts::Contract& contract)
{
    return (contract.item.state == ItemState::Draft || contract.item.state == ItemState::Sent) &&
           !contract.item.deletedAt && !contract.isSignedByAnybody();
}

} // namespace foyer::contract_words
