// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QString>

namespace foyer::portal_access {

// What a browser and an authenticator say about a passkey, checked as the W3C's Web Authentication (level 2,
// sections 7.1 and 7.2) asks. Nothing here reads or writes the studio. Everything comes from strangers:
// whatever the bytes, the answer is a value or a Failure with Fault::Denied and a reason for the log that
// names nobody. Which make of device it is does not matter to us: we ask for no attestation and judge none.

/// Whom a passkey is for: made for one, it works for no other.
struct RelyingParty
{
    QString id;     ///< the host without port: "portal.example.com"
    QString origin; ///< as the browser spells it: "https://portal.example.com:8443"
};

/// The numbers of the COSE registry. In the order in which we ask for them.
inline constexpr int signatureAlgorithms[] = {-8, -7, -257}; ///< Ed25519, ES256, RS256

/// What `navigator.credentials.create` brought.
struct RegistrationAnswer
{
    QByteArray clientData; ///< JSON, as the browser wrote it
    QByteArray attestation;
};
struct NewCredential
{
    QByteArray id;        ///< 1 to 1023 bytes
    QByteArray publicKey; ///< COSE_Key; one that verifyAssertion takes
    int algorithm;        ///< one of signatureAlgorithms
    quint32 signCount;    ///< 0: this authenticator does not count
};
/// @param challenge  the bytes that we asked with. Faults: Denied
Result<NewCredential> verifyRegistration(const RelyingParty& party, const QByteArray& challenge,
                                         const RegistrationAnswer& answer);

/// What `navigator.credentials.get` brought.
struct AssertionAnswer
{
    QByteArray clientData;
    QByteArray authenticatorData;
    QByteArray signature;
};
/// @returns the authenticator's counter, for whoever knows the last one. Faults: Denied
Result<quint32> verifyAssertion(const RelyingParty& party, const QByteArray& challenge,
                                const QByteArray& publicKey, const AssertionAnswer& answer);

} // namespace foyer::portal_access
