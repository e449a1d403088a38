// SPDX-License-Identifier: GPL-3.0-or-later
#include "portal_server/portal/contract_view.h"

#include "app/contracts/contract_sheet.h"
#include "portal_server/portal/item_pages.h"
#include "portal_server/portal/seen_stamp.h"

#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace foyer::web {

using namespace Qt::StringLiterals;
using contracts::Field;
using contracts::FrozenContract;
using contracts::ShownContract;
using contracts::Signer;
using contracts::SigningProblem;

namespace {

QString fieldName(int number)
{
    return u"field_%1"_s.arg(number);
}

/// A label as it stands between quotation marks: short, whole words, without the stop of its sentence.
QString quotable(const QString& label)
{
    constexpr qsizetype longest = 60;
    QString text = label;
    if (text.size() > longest) {
        const qsizetype space = text.lastIndexOf(u' ', longest);
        text = text.first(space > 0 ? space : longest) + u'…';
    }
    while (text.endsWith(u'.') || text.endsWith(u',') || text.endsWith(u';') || text.endsWith(u':'))
        text.chop(1);
    return text;
}

/// Beside the field itself nobody needs to be told which one it is.
QString sentenceAtField(const SigningProblem& problem, const QString& sentence)
{
    switch (problem.kind) {
    case SigningProblem::Kind::NotTicked:
        return u"Please tick this."_s;
    case SigningProblem::Kind::NoInitials:
        return u"Please put your initials here."_s;
    case SigningProblem::Kind::NoName:
    case SigningProblem::Kind::NameTooLong:
    case SigningProblem::Kind::NoConsent:
    case SigningProblem::Kind::InitialsTooLong:
    case SigningProblem::Kind::NoDrawing:
        return sentence;
    }
    Q_UNREACHABLE();
}

QString sentenceFor(const SigningProblem& problem, const QString& fullLabel)
{
    const QString label = quotable(fullLabel);
    switch (problem.kind) {
    case SigningProblem::Kind::NoName:
        return u"Please type your full name."_s;
    case SigningProblem::Kind::NameTooLong:
        return u"This name is longer than %1 characters."_s.arg(contracts::longestName);
    case SigningProblem::Kind::NoConsent:
        return u"Please tick that you agree to sign electronically."_s;
    case SigningProblem::Kind::NotTicked:
        return u"Please tick “%1”."_s.arg(label);
    case SigningProblem::Kind::NoInitials:
        return label.isEmpty() ? u"Please put your initials here."_s
                               : u"Please put your initials beside “%1”."_s.arg(label);
    case SigningProblem::Kind::InitialsTooLong:
        return u"Initials have at most %1 characters."_s.arg(contracts::longestInitials);
    case SigningProblem::Kind::NoDrawing:
        return u"The drawing could not be read. Please draw again, or sign with your typed name alone."_s;
    }
    Q_UNREACHABLE();
}

QString targetOf(const SigningProblem& problem)
{
    switch (problem.kind) {
    case SigningProblem::Kind::NoName:
    case SigningProblem::Kind::NameTooLong:
        return u"name"_s;
    case SigningProblem::Kind::NoConsent:
        return u"consent"_s;
    case SigningProblem::Kind::NoDrawing:
        return u"drawing"_s;
    case SigningProblem::Kind::NotTicked:
    case SigningProblem::Kind::NoInitials:
    case SigningProblem::Kind::InitialsTooLong:
        return fieldName(problem.field);
    }
    Q_UNREACHABLE();
}

using Sentences = std::map<QString, QString>; ///< by the id of the field

Sentences fillErrors(View& view, const FrozenContract& contract, const ContractPage& what)
{
    Sentences sentences;
    std::vector<View> errors;
    const auto add = [&](const QString& target, const QString& sentence, const QString& atField) {
        sentences.emplace(target, atField);
        View item;
        item.text("error_target", target).text("error_message", sentence);
        errors.push_back(std::move(item));
    };
    const auto fields = contracts::fieldsOf(contract.parts);
    for (const SigningProblem& problem : what.problems) {
        const auto field = std::find_if(fields.begin(), fields.end(),
                                        [&](const Field& one) { return one.number == problem.field; });
        const QString sentence = sentenceFor(problem, field == fields.end() ? QString{} : field->label);
        add(targetOf(problem), sentence, sentenceAtField(problem, sentence));
    }
    if (what.isReasonTooLong) {
        const QString sentence = u"This is longer than %1 characters."_s.arg(contracts::longestReason);
        add(u"reason"_s, sentence, sentence);
    }
    view.flag("has_errors", !errors.empty()).list("errors", std::move(errors));
    return sentences;
}

QString at(const Sentences& sentences, const QString& target)
{
    const auto found = sentences.find(target);
    return found == sentences.end() ? QString{} : found->second;
}

std::vector<View> partViews(const FrozenContract& contract, const std::map<int, QString>& given,
                            const Sentences& sentences)
{
    std::vector<View> views;
    for (const contracts::Part& part : contract.parts) {
        View view;
        const auto* html = std::get_if<QString>(&part);
        const Field field = html ? Field{} : std::get<Field>(part);
        const auto value = given.find(field.number);
        view.flag("is_html", html != nullptr)
            .html("part_html", html ? *html : QString{})
            .flag("is_tick", !html && field.kind == Field::Kind::Tick)
            .flag("is_initials", !html && field.kind == Field::Kind::Initials)
            .html("label_html", field.labelHtml)
            .text("field_name", fieldName(field.number))
            .flag("is_given", !html && value != given.end())
            .text("given", !html && value != given.end() ? value->second : QString{})
            .optionalText("field_error", html ? QString{} : at(sentences, fieldName(field.number)));
        views.push_back(std::move(view));
    }
    return views;
}

QString stampFor(ItemState state, const std::vector<Signer>& signers)
{
    switch (state) {
    case ItemState::Draft:
    case ItemState::Sent:
        return std::any_of(signers.begin(), signers.end(), [](const Signer& one) { return one.signature; })
                   ? u"Not signed by everybody"_s
                   : u"Not signed"_s;
    case ItemState::Completed:
        return {};
    case ItemState::Declined:
        return u"Declined"_s;
    case ItemState::Superseded:
        return u"Replaced"_s;
    case ItemState::Void:
        return u"Void"_s;
    }
    Q_UNREACHABLE();
}

QString namesOf(const std::vector<Signer>& signers, bool whoseTurnItIs)
{
    QStringList names;
    for (const Signer& signer : signers) {
        if (!signer.signature && (!whoseTurnItIs || signer.isTurn))
            names += signer.name;
    }
    return names.join(u", "_s);
}

QString stateSentence(const Item& item, const ShownContract& shown, const Signer* own)
{
    switch (item.state) {
    case ItemState::Draft:
    case ItemState::Sent:
        if (own && own->signature)
            return u"You signed this on %1. It now waits for %2."_s.arg(
                contracts::momentText(own->signature->at), namesOf(shown.signers, false));
        if (own && own->isTurn)
            return u"Please read it, and sign it at the end."_s;
        if (own)
            return u"You can read it already. Before you, it waits for %1."_s.arg(
                namesOf(shown.signers, true));
        return u"It waits for %1. There is nothing for you to sign."_s.arg(namesOf(shown.signers, false));
    case ItemState::Completed:
        return item.completedAt
                   ? u"Signed by everybody on %1."_s.arg(contracts::momentText(*item.completedAt))
                   : u"Signed by everybody."_s;
    case ItemState::Declined:
        return u"This contract was declined and is not in force."_s;
    case ItemState::Superseded:
        return u"Another contract has taken the place of this one."_s;
    case ItemState::Void:
        return u"We took this contract back. It is not in force."_s;
    }
    Q_UNREACHABLE();
}

std::vector<View> signerViews(ItemState state, const std::vector<Signer>& signers)
{
    std::vector<View> views;
    for (const Signer& signer : signers) {
        const bool isSigned = signer.signature.has_value();
        const QString drawn = isSigned ? signer.signature->drawn : QString{};
        View view;
        view.text("signer_name", signer.name)
            .optionalText("signer_role", signer.isStudio ? u"For the studio"_s : signer.role)
            .text("signer_status", isSigned
                                       ? u"Signed on %1"_s.arg(contracts::momentText(signer.signature->at))
                                   : state == ItemState::Sent ? u"Not signed yet"_s
                                                              : u"Not signed"_s)
            .flag("is_drawn", !drawn.isEmpty())
            .text("drawn_path", drawn)
            .flag("is_typed", isSigned && drawn.isEmpty())
            .text("typed", isSigned ? signer.signature->name : QString{})
            .flag("is_unsigned", !isSigned);
        views.push_back(std::move(view));
    }
    return views;
}

} // namespace

TypedSignature TypedSignature::from(const Form& form, const FrozenContract& contract)
{
    TypedSignature typed{form.value(u"name"_s),
                         form.value(u"drawn"_s),
                         {},
                         QByteArray::fromHex(form.value(u"consent"_s).toLatin1()),
                         form.value(u"reason"_s)};
    for (const Field& field : contracts::fieldsOf(contract.parts)) {
        const QString value = form.value(fieldName(field.number)).trimmed();
        if (!value.isEmpty())
            typed.given.emplace(field.number, value);
    }
    return typed;
}

Response contractPage(const Visit& visit, const items::ShownItem& item, const ShownContract& shown,
                      const ContractPage& what, int status)
{
    const FrozenContract& contract = shown.contract;
    const Signer* own = shown.own(visit.client->contact);
    const bool canSign = own && own->isTurn;
    View view = baseView(visit);
    const Sentences sentences = fillErrors(view, contract, what);
    const QLocale locale{contract.language};
    const contracts::Seen seen =
        what.opened.value_or(contracts::Seen{shown.version, shown.sha256, visit.studio.now()});
    const auto& given = own && own->signature ? own->signature->given : what.typed.given;
    const QByteArray consent = contracts::consentHash(contract);
    view.text("contract_title", contract.title)
        .optionalText("stamp", stampFor(item.item.state, shown.signers))
        .text("state_sentence", stateSentence(item.item, shown, own))
        .optionalText("revised", item.item.revisedAt
                                     ? u"Updated on %1."_s.arg(contracts::momentText(*item.item.revisedAt))
                                     : QString{})
        .flag("is_changed", what.isChanged)
        .text("contract_url", itemUrl(visit, ItemKind::Contract, item.item.uid))
        .text("pdf_url", visit.url("/contracts-pdf/") + item.item.uid)
        .flag("is_half_signed", item.item.state == ItemState::Sent &&
                                    std::any_of(shown.signers.begin(), shown.signers.end(),
                                                [](const Signer& one) { return one.signature; }))
        .text("text_lang", contract.language)
        .text("text_dir", locale.textDirection() == Qt::RightToLeft ? u"rtl"_s : u"ltr"_s)
        .flag("can_sign", canSign)
        .list("parts", partViews(contract, given, sentences))
        .list("signers", signerViews(item.item.state, shown.signers))
        .text("fingerprint", QString::fromLatin1(shown.sha256.toHex()))
        .text("seen", canSign ? seenText(visit, item.item.uid, seen) : QString{})
        .text("own_name", own ? u"The contract names you as %1."_s.arg(own->name) : QString{})
        .text("typed_name", what.typed.name)
        .optionalText("name_error", at(sentences, u"name"_s))
        .text("drawn", what.typed.drawn)
        .optionalText("drawn_error", at(sentences, u"drawing"_s))
        .text("consent", contract.consent)
        .text("consent_value", QString::fromLatin1(consent.toHex()))
        .flag("consent_given", what.typed.consentSha256 == consent)
        .optionalText("consent_error", at(sentences, u"consent"_s))
        .text("typed_reason", what.typed.reason)
        .optionalText("reason_error", at(sentences, u"reason"_s));
    return page(visit, u"contract"_s, std::move(view), status);
}

} // namespace foyer::web
