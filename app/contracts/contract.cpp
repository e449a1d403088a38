// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contracts/contract.h"

#include "app/base/canonical_json.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace foyer::contracts {

using namespace Qt::StringLiterals;

namespace {

constexpr auto inTurn = "in turn"_L1;
constexpr auto together = "together"_L1;
constexpr auto studioFirst = "first"_L1;
constexpr auto studioLast = "last"_L1;
constexpr auto studioNever = "none"_L1;

QString wordOf(Countersign countersign)
{
    switch (countersign) {
    case Countersign::None:
        return studioNever;
    case Countersign::First:
        return studioFirst;
    case Countersign::Last:
        return studioLast;
    }
    Q_UNREACHABLE();
}

Countersign countersignFrom(const QString& word)
{
    if (word == studioFirst)
        return Countersign::First;
    return word == studioLast ? Countersign::Last : Countersign::None;
}

QJsonValue toJson(const Part& part)
{
    if (const auto* html = std::get_if<QString>(&part))
        return *html;
    const Field& field = std::get<Field>(part);
    QJsonObject json{{u"number"_s, field.number}, {u"label"_s, field.label}};
    switch (field.kind) {
    case Field::Kind::Tick:
        json.insert(u"field"_s, u"tick"_s);
        json.insert(u"html"_s, field.labelHtml);
        break;
    case Field::Kind::Initials:
        json.insert(u"field"_s, u"initials"_s);
        break;
    }
    return json;
}

Part partFromJson(const QJsonValue& value)
{
    if (value.isString())
        return value.toString();
    const QJsonObject json = value.toObject();
    return Field{json.value("field"_L1).toString() == "tick"_L1 ? Field::Kind::Tick : Field::Kind::Initials,
                 json.value("number"_L1).toInt(), json.value("html"_L1).toString(),
                 json.value("label"_L1).toString()};
}

QJsonObject toJson(const FrozenSigner& signer)
{
    return {{u"position"_s, signer.position}, {u"turn"_s, signer.turn}, {u"studio"_s, signer.isStudio},
            {u"contact"_s, signer.contact},   {u"name"_s, signer.name}, {u"role"_s, signer.role}};
}

FrozenSigner signerFromJson(const QJsonObject& json)
{
    return {json.value("position"_L1).toInt(), json.value("turn"_L1).toInt(),
            json.value("studio"_L1).toBool(),  json.value("contact"_L1).toString(),
            json.value("name"_L1).toString(),  json.value("role"_L1).toString()};
}

} // namespace

QString standardConsent()
{
    return u"I have read this contract and agree to sign it electronically. My electronic signature binds me "
           u"as "
           "one on paper would."_s;
}

QByteArray canonical(const FrozenContract& contract)
{
    QJsonArray parts;
    for (const Part& part : contract.parts)
        parts.append(toJson(part));
    QJsonArray signers;
    for (const FrozenSigner& signer : contract.signers)
        signers.append(toJson(signer));
    const QJsonObject json{{u"format"_s, 1},
                           {u"kind"_s, u"contract"_s},
                           {u"uid"_s, contract.uid},
                           {u"title"_s, contract.title},
                           {u"language"_s, contract.language},
                           {u"brand"_s, contract.brand},
                           {u"amends"_s, contract.amends},
                           {u"consent"_s, contract.consent},
                           {u"text"_s, parts},
                           {u"signers"_s, signers}};
    return canonicalJson(json);
}

std::optional<FrozenContract> frozenFromJson(const QByteArray& content)
{
    const QJsonObject json = QJsonDocument::fromJson(content).object();
    if (json.value("kind"_L1).toString() != "contract"_L1 || json.value("format"_L1).toInt() != 1)
        return std::nullopt;
    FrozenContract contract{json.value("uid"_L1).toString(),
                            json.value("title"_L1).toString(),
                            json.value("language"_L1).toString(),
                            json.value("brand"_L1).toString(),
                            json.value("amends"_L1).toString(),
                            json.value("consent"_L1).toString(),
                            {},
                            {}};
    for (const QJsonValue& part : json.value("text"_L1).toArray())
        contract.parts.push_back(partFromJson(part));
    for (const QJsonValue& signer : json.value("signers"_L1).toArray())
        contract.signers.push_back(signerFromJson(signer.toObject()));
    if (!isSafe(contract.parts))
        return std::nullopt;
    return contract;
}

QJsonObject toJson(const ContractTerms& terms)
{
    return {{u"text"_s, terms.text},
            {u"language"_s, terms.language},
            {u"consent"_s, terms.consent},
            {u"order"_s, terms.order == SigningOrder::InTurn ? inTurn : together},
            {u"countersign"_s, wordOf(terms.countersign)},
            {u"studioSigner"_s, terms.studioSigner}};
}

ContractTerms termsFromJson(const QJsonObject& json)
{
    ContractTerms terms;
    terms.text = json.value("text"_L1).toString();
    terms.language = json.value("language"_L1).toString(u"en"_s);
    terms.consent = json.value("consent"_L1).toString();
    terms.order = json.value("order"_L1).toString() == inTurn ? SigningOrder::InTurn : SigningOrder::Together;
    terms.countersign = countersignFrom(json.value("countersign"_L1).toString());
    terms.studioSigner = json.value("studioSigner"_L1).toString();
    return terms;
}

QJsonObject toJson(const std::map<int, QString>& given)
{
    QJsonObject json;
    for (const auto& [number, value] : given)
        json.insert(QString::number(number), value);
    return json;
}

std::map<int, QString> givenFromJson(const QJsonObject& json)
{
    std::map<int, QString> given;
    for (auto one = json.begin(); one != json.end(); ++one)
        given.emplace(one.key().toInt(), one.value().toString());
    return given;
}

} // namespace foyer::contracts
