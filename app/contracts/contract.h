// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contracts/contract_text.h"
#include "app/items/item.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <map>
#include <optional>
#include <vector>

namespace foyer::contracts {

/// In which turn the clients sign.
enum class SigningOrder
{
    Together, ///< all at once, whoever comes first
    InTurn    ///< one after the other, as they stand
};

/// When the studio signs.
enum class Countersign
{
    None,
    First, ///< before any client can
    Last   ///< when all clients have
};

struct WantedSigner
{
    ContactId contact;
    QString role; ///< as it stands below the signature: "Client", "Bride"; may be empty
    bool operator==(const WantedSigner&) const = default;
};

/// What a template and a contract have in common: what the studio writes.
struct ContractTerms
{
    QString text; ///< see contract_text.h
    QString language = QStringLiteral("en");
    QString consent; ///< the sentence a signer agrees to; empty: see standardConsent()
    SigningOrder order = SigningOrder::Together;
    Countersign countersign = Countersign::None;
    QString studioSigner; ///< who signs for the studio; empty: the brand's name
    bool operator==(const ContractTerms&) const = default;
};

/// The studio's working copy. What was sent stays as it is until it is sent again.
struct ContractWork
{
    ContractTerms terms;
    std::vector<WantedSigner> signers; ///< clients, in the order in which they sign
    bool operator==(const ContractWork&) const = default;
};

/// "I agree to sign this contract electronically …", in English.
QString standardConsent();

/// Who signs, as it was sent. The studio is one of them when it countersigns.
struct FrozenSigner
{
    int position; ///< from 1
    int turn;     ///< from 1; all of one turn sign in any order
    bool isStudio;
    QString contact; ///< uid; empty for the studio
    QString name;
    QString role;
    bool operator==(const FrozenSigner&) const = default;
};

/// What was sent: the content of an item_version.
struct FrozenContract
{
    QString uid; ///< of the item
    QString title;
    QString language; ///< BCP 47, of the text
    QString brand;    ///< name
    QString amends;   ///< title of the contract that this one takes the place of; empty: none
    QString consent;
    std::vector<Part> parts;
    std::vector<FrozenSigner> signers;
    bool operator==(const FrozenContract&) const = default;
};

/// Bytes that are the same for the same contract, whenever and wherever they are made.
QByteArray canonical(const FrozenContract& contract);
/// Nothing when it is no contract, or its text is not safe to show.
std::optional<FrozenContract> frozenFromJson(const QByteArray& content);

QJsonObject toJson(const ContractTerms& terms);
ContractTerms termsFromJson(const QJsonObject& json);

/// How somebody signed.
struct Signature
{
    QString name;                 ///< as typed
    QString drawn;                ///< SVG path, see isDrawnMark(); empty: the typed name is the signature
    std::map<int, QString> given; ///< by number of the field: "yes" for a tick, the initials
    QByteArray consentSha256;
    Instant at;
};
QJsonObject toJson(const std::map<int, QString>& given);
std::map<int, QString> givenFromJson(const QJsonObject& json);

struct Signer
{
    SignerId id;
    int position;
    int turn;
    bool isStudio;
    std::optional<ContactId> contact; ///< nothing: the studio, or one who was removed for good
    QString name;
    QString role;
    std::optional<Signature> signature;
    bool isTurn = false; ///< nobody before them is missing, and they have not signed
};

} // namespace foyer::contracts
