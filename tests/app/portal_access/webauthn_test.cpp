// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/portal_access/cose_key.h"
#include "app/portal_access/webauthn.h"
#include "tests/app/portal_access/soft_authenticator.h"

#include <QTest>

#include <openssl/err.h>

#include <random>

using namespace foyer;
using namespace foyer::portal_access;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

const RelyingParty party{u"portal.example.com"_s, u"https://portal.example.com"_s};
const QByteArray challenge(32, 'c');

using Kind = SoftAuthenticator::Kind;
using Claims = SoftAuthenticator::Claims;

Claims honest()
{
    Claims claims;
    claims.party = party;
    claims.challenge = challenge;
    return claims;
}

QString reasonOf(const auto& result)
{
    if (result)
        return u"accepted"_s;
    return result.error().fault == Fault::Denied ? result.error().detail : u"another fault"_s;
}

} // namespace

class WebauthnTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasRegisteredLogsIn_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<int>("algorithm");
        QTest::newRow("ES256") << Kind::Es256 << -7;
        QTest::newRow("Ed25519") << Kind::EdDsa << -8;
        QTest::newRow("RS256") << Kind::Rs256 << -257;
    }
    void whatWasRegisteredLogsIn()
    {
        QFETCH(Kind, kind);
        QFETCH(int, algorithm);
        const SoftAuthenticator device{kind};
        Claims claims = honest();
        claims.signCount = 0xfffffffe;
        const auto made = verifyRegistration(party, challenge, device.create(claims));
        QCOMPARE(reasonOf(made), u"accepted"_s);
        QCOMPARE(made->id, device.id());
        QCOMPARE(made->publicKey, device.coseKey());
        QCOMPARE(made->algorithm, algorithm);
        QCOMPARE(made->signCount, 0xfffffffeu);
        claims.signCount = 0xffffffff;
        const auto said = verifyAssertion(party, challenge, made->publicKey, device.get(claims));
        QCOMPARE(reasonOf(said), u"accepted"_s);
        QCOMPARE(*said, 0xffffffffu);
        // Another device's key does not fit, and none leaves anything for the thread's next TLS call.
        QCOMPARE(reasonOf(verifyAssertion(party, challenge, SoftAuthenticator{kind}.coseKey(),
                                          device.get(claims))),
                 u"the signature is wrong"_s);
        QCOMPARE(ERR_peek_error(), 0ul);
    }

    void whatTheBrowserSaysMustFit_data()
    {
        QTest::addColumn<QJsonObject>("more");
        QTest::addColumn<QString>("reason");
        const QString accepted = u"accepted"_s;
        const QString framed = u"asked from a frame of another origin"_s;
        const QString origin = u"the origin is another"_s;
        const QString other = u"the challenge is another"_s;
        QTest::newRow("as it should be") << QJsonObject{{u"crossOrigin"_s, false}} << accepted;
        QTest::newRow("an older browser") << QJsonObject{} << accepted;
        QTest::newRow("what browsers add so that nobody compares texts")
            << QJsonObject{{u"other_keys_can_be_added_here"_s, u"do not compare"_s}} << accepted;
        QTest::newRow("in a frame") << QJsonObject{{u"crossOrigin"_s, true}} << framed;
        QTest::newRow("in a frame, as a text") << QJsonObject{{u"crossOrigin"_s, u"false"_s}} << framed;
        QTest::newRow("below another page")
            << QJsonObject{{u"topOrigin"_s, u"https://evil.example"_s}} << framed;
        for (const QString& wrong : {u"http://portal.example.com"_s, u"https://portal.example.com:8443"_s,
                                     u"https://portal.example.com/"_s, u"https://evil.portal.example.com"_s,
                                     u"https://portal.example.com.evil.example"_s,
                                     u"https://PORTAL.example.com"_s, u"null"_s, QString{}})
            QTest::newRow(qPrintable(u"from "_s + wrong)) << QJsonObject{{u"origin"_s, wrong}} << origin;
        QTest::newRow("from nowhere") << QJsonObject{{u"origin"_s, QJsonValue{}}} << origin;
        QTest::newRow("no challenge") << QJsonObject{{u"challenge"_s, QJsonValue{}}} << other;
        QTest::newRow("an empty challenge") << QJsonObject{{u"challenge"_s, u""_s}} << other;
        QTest::newRow("a challenge of another page")
            << QJsonObject{{u"challenge"_s, toBase64Url(QByteArray(32, 'd'))}} << other;
        QTest::newRow("part of the challenge")
            << QJsonObject{{u"challenge"_s, toBase64Url(challenge.first(31))}} << other;
        for (const QString& wrong : {u"webauthn.Get"_s, u"payment.get"_s, u""_s})
            QTest::newRow(qPrintable(u"type "_s + wrong))
                << QJsonObject{{u"type"_s, wrong}} << u"the client data are of another type"_s;
        QTest::newRow("as long as nobody's")
            << QJsonObject{{u"x"_s, QString(5000, u'x')}} << u"the client data are too long"_s;
    }
    void whatTheBrowserSaysMustFit()
    {
        QFETCH(QJsonObject, more);
        QFETCH(QString, reason);
        const SoftAuthenticator device;
        Claims claims = honest();
        claims.more = more;
        QCOMPARE(reasonOf(verifyRegistration(party, challenge, device.create(claims))), reason);
        QCOMPARE(reasonOf(verifyAssertion(party, challenge, device.coseKey(), device.get(claims))), reason);
    }

    void oneCeremonyIsNotTheOther()
    {
        const SoftAuthenticator device;
        Claims claims = honest();
        claims.type = "webauthn.create";
        QCOMPARE(reasonOf(verifyAssertion(party, challenge, device.coseKey(), device.get(claims))),
                 u"the client data are of another type"_s);
        claims.type = "webauthn.get";
        QCOMPARE(reasonOf(verifyRegistration(party, challenge, device.create(claims))),
                 u"the client data are of another type"_s);
        // No challenge at all must not fit an empty one.
        claims = honest();
        claims.challenge.clear();
        QCOMPARE(reasonOf(verifyAssertion(party, {}, device.coseKey(), device.get(claims))),
                 u"the challenge is another"_s);
    }

    void whatTheDeviceSaysMustFit_data()
    {
        QTest::addColumn<int>("flags");
        QTest::addColumn<QByteArray>("extensions");
        QTest::addColumn<QString>("reason");
        const QString unseen = u"nobody was present, or the device did not check who"_s;
        const QString damaged = u"the extensions are damaged"_s;
        const QByteArray none;
        QTest::newRow("present and verified") << 0x05 << none << u"accepted"_s;
        QTest::newRow("shared by the person's devices") << 0x1d << none << u"accepted"_s;
        QTest::newRow("with extensions") << 0x85 << QByteArray::fromHex("a163666f6fa0") << u"accepted"_s;
        QTest::newRow("present only") << 0x01 << none << unseen;
        QTest::newRow("verified only") << 0x04 << none << unseen;
        QTest::newRow("nobody") << 0x00 << none << unseen;
        QTest::newRow("backed up, which it cannot be")
            << 0x15 << none << u"the passkey is backed up and cannot be"_s;
        QTest::newRow("extensions missing") << 0x85 << none << damaged;
        QTest::newRow("extensions cut") << 0x85 << QByteArray::fromHex("a163666f6f") << damaged;
        QTest::newRow("no map") << 0x85 << QByteArray::fromHex("80") << damaged;
        QTest::newRow("more behind them") << 0x85 << QByteArray::fromHex("a000") << damaged;
        QTest::newRow("as deep as a well")
            << 0x85 << QByteArray(4000, '\x81').prepend("\xa1\x00", 2) << damaged;
        QTest::newRow("something unannounced")
            << 0x05 << QByteArray::fromHex("a0") << u"something follows the authenticator's data"_s;
    }
    void whatTheDeviceSaysMustFit()
    {
        QFETCH(int, flags);
        QFETCH(QByteArray, extensions);
        QFETCH(QString, reason);
        const SoftAuthenticator device;
        Claims claims = honest();
        claims.flags = quint8(flags);
        claims.extensions = extensions;
        QCOMPARE(reasonOf(verifyRegistration(party, challenge, device.create(claims))), reason);
        QCOMPARE(reasonOf(verifyAssertion(party, challenge, device.coseKey(), device.get(claims))), reason);
    }

    void aPasskeyOfAnotherHostIsRefused()
    {
        const SoftAuthenticator device;
        Claims claims = honest();
        claims.party.id = u"example.com"_s; // a browser lets the parent's name pass
        QCOMPARE(reasonOf(verifyRegistration(party, challenge, device.create(claims))),
                 u"the passkey is for another host"_s);
        QCOMPARE(reasonOf(verifyAssertion(party, challenge, device.coseKey(), device.get(claims))),
                 u"the passkey is for another host"_s);
    }

    void aCredentialBelongsIntoARegistrationOnly()
    {
        const SoftAuthenticator device;
        Claims claims = honest();
        claims.flags = 0x45;
        QCOMPARE(reasonOf(verifyAssertion(party, challenge, device.coseKey(), device.get(claims))),
                 u"a credential stands where none belongs"_s);
        const auto asserted = device.get(honest());
        RegistrationAnswer answer = device.create(honest());
        answer.attestation = SoftAuthenticator::attestation(asserted.authenticatorData);
        QCOMPARE(reasonOf(verifyRegistration(party, challenge, answer)), u"there is no credential"_s);
    }

    void noMakeOfDeviceIsAskedFor()
    {
        const SoftAuthenticator device;
        RegistrationAnswer answer = device.create(honest());
        const QByteArray data =
            QCborValue::fromCbor(answer.attestation).toMap().value(u"authData"_s).toByteArray();
        const QCborMap statement{
            {u"alg"_s, -7}, {u"sig"_s, QByteArray(70, 's')}, {u"x5c"_s, QCborArray{QByteArray(900, 'x')}}};
        answer.attestation = SoftAuthenticator::attestation(data, u"packed"_s, statement);
        QCOMPARE(reasonOf(verifyRegistration(party, challenge, answer)), u"accepted"_s);
        // "none" with a statement is a lie.
        answer.attestation = SoftAuthenticator::attestation(data, u"none"_s, statement);
        QCOMPARE(reasonOf(verifyRegistration(party, challenge, answer)), u"the attestation is damaged"_s);
        answer.attestation =
            SoftAuthenticator::attestation(data, u"packed"_s, {{u"x5c"_s, QByteArray(20000, 'x')}});
        QCOMPARE(reasonOf(verifyRegistration(party, challenge, answer)), u"the attestation is too long"_s);
    }

    void onlyKeysThatWeCanJudgeAreTaken_data()
    {
        QTest::addColumn<QCborMap>("key");
        const QByteArray x(32, '\x11');
        QTest::newRow("nothing") << QCborMap{};
        QTest::newRow("no point of the curve") << QCborMap{{1, 2}, {3, -7}, {-1, 1}, {-2, x}, {-3, x}};
        QTest::newRow("y missing") << QCborMap{{1, 2}, {3, -7}, {-1, 1}, {-2, x}};
        QTest::newRow("half of x") << QCborMap{{1, 2}, {3, -7}, {-1, 1}, {-2, x.first(16)}, {-3, x}};
        QTest::newRow("another curve") << QCborMap{{1, 2}, {3, -7}, {-1, 2}, {-2, x}, {-3, x}};
        QTest::newRow("another algorithm") << QCborMap{{1, 2}, {3, -35}, {-1, 1}, {-2, x}, {-3, x}};
        QTest::newRow("ES256 that calls itself EdDSA")
            << QCborMap{{1, 2}, {3, -8}, {-1, 6}, {-2, x}, {-3, x}};
        QTest::newRow("Ed448") << QCborMap{{1, 1}, {3, -8}, {-1, 7}, {-2, x}};
        QTest::newRow("Ed25519 with a y") << QCborMap{{1, 1}, {3, -8}, {-1, 6}, {-2, x}, {-3, x}};
        QTest::newRow("one more parameter") << QCborMap{{1, 1}, {3, -8}, {-1, 6}, {-2, x}, {4, 1}};
        QTest::newRow("a secret one") << QCborMap{{1, 1}, {3, -8}, {-1, 6}, {-2, x}, {-4, x}};
        const QByteArray power = QByteArray::fromHex("010001");
        const auto rsa = [&](const QByteArray& n, const QByteArray& e) {
            return QCborMap{{1, 3}, {3, -257}, {-1, n}, {-2, e}};
        };
        const QByteArray n(256, '\xf1');
        QTest::newRow("RSA of 1024 bits") << rsa(n.first(128), power);
        QTest::newRow("RSA with a zero before it") << rsa(QByteArray(1, '\0') + n, power);
        QTest::newRow("RSA, even") << rsa(QByteArray(256, '\xf2'), power);
        QTest::newRow("RSA of 8192 bits") << rsa(n + n + n + n, power);
        QTest::newRow("RSA to the power of one") << rsa(n, "\1");
        QTest::newRow("RSA to an even power") << rsa(n, "\2");
        QTest::newRow("RSA to a huge power") << rsa(n, QByteArray(32, '\xf1'));
        QTest::newRow("RSA to no power") << rsa(n, {});
    }
    void onlyKeysThatWeCanJudgeAreTaken()
    {
        QFETCH(QCborMap, key);
        const SoftAuthenticator device;
        const auto made =
            verifyRegistration(party, challenge, device.create(honest(), key.toCborValue().toCbor()));
        QCOMPARE(reasonOf(made), u"the key is damaged or of a kind we did not ask for"_s);
        QCOMPARE(ERR_peek_error(), 0ul);
    }

    void aKeyIsWrittenInOneWay_data()
    {
        QTest::addColumn<QByteArray>("hex");
        // {1: 1, 3: -8, -1: 6, -2: 32 bytes} in ways that only somebody with intentions writes.
        const QByteArray x(64, '1');
        QTest::newRow("a label twice") << "a5"
                                          "0101"
                                          "0101"
                                          "0327"
                                          "2006"
                                          "215820" +
                                              x;
        QTest::newRow("a map without end") << "bf"
                                              "0101"
                                              "0327"
                                              "2006"
                                              "215820" +
                                                  x + "ff";
        QTest::newRow("bytes in pieces") << "a4"
                                            "0101"
                                            "0327"
                                            "2006"
                                            "215f5820" +
                                                x + "ff";
        QTest::newRow("a huge number for -1") << "a4"
                                                 "0101"
                                                 "0327"
                                                 "1bffffffffffffffff06"
                                                 "215820" +
                                                     x;
        QTest::newRow("the most negative number") << "a4"
                                                     "0101"
                                                     "0327"
                                                     "3bffffffffffffffff06"
                                                     "215820" +
                                                         x;
        QTest::newRow("more bytes than there are") << "a4"
                                                      "0101"
                                                      "0327"
                                                      "2006"
                                                      "215bffffffffffffffff" +
                                                          x;
        QTest::newRow("more pairs than there are") << "bbffffffffffffffff"
                                                      "0101"
                                                      "0327"
                                                      "2006"
                                                      "215820" +
                                                          x;
        QTest::newRow("a list") << "84"
                                   "01"
                                   "27"
                                   "06"
                                   "5820" +
                                       x;
        QTest::newRow("a tag") << "c1a4"
                                  "0101"
                                  "0327"
                                  "2006"
                                  "215820" +
                                      x;
        QTest::newRow("nothing") << QByteArray{};
    }
    void aKeyIsWrittenInOneWay()
    {
        QFETCH(QByteArray, hex);
        QVERIFY(!CoseKey::read(QByteArray::fromHex(hex)));
        QVERIFY(
            CoseKey::read(QByteArray::fromHex("a4"
                                              "0101"
                                              "0327"
                                              "2006"
                                              "215820" +
                                              SoftAuthenticator{Kind::EdDsa}.coseKey().last(32).toHex())));
    }

    void whateverTheBytesTheAnswerIsNo_data() { whatWasRegisteredLogsIn_data(); }
    void whateverTheBytesTheAnswerIsNo()
    {
        QFETCH(Kind, kind);
        const SoftAuthenticator device{kind};
        Claims claims = honest();
        claims.flags = 0x85;
        claims.extensions = QByteArray::fromHex("a163666f6f01");
        const RegistrationAnswer created = device.create(claims);
        const AssertionAnswer asserted = device.get(claims);
        const QByteArray key = device.coseKey();
        QVERIFY(verifyRegistration(party, challenge, created));
        QVERIFY(verifyAssertion(party, challenge, key, asserted));

        const auto damaged = [](const QByteArray& whole, const auto& judge) {
            for (qsizetype length = 0; length < whole.size(); ++length)
                judge(whole.first(length), true);
            for (qsizetype bit = 0; bit < whole.size() * 8; ++bit) {
                QByteArray flipped = whole;
                flipped[bit / 8] = char(flipped[bit / 8] ^ (1 << (bit % 8)));
                judge(flipped, false);
            }
            judge(whole + '\0', true);
        };
        // Every byte of an assertion is signed, or the signature itself.
        damaged(asserted.clientData, [&](const QByteArray& bytes, bool) {
            QVERIFY(!verifyAssertion(party, challenge, key,
                                     {bytes, asserted.authenticatorData, asserted.signature}));
        });
        damaged(asserted.authenticatorData, [&](const QByteArray& bytes, bool) {
            QVERIFY(
                !verifyAssertion(party, challenge, key, {asserted.clientData, bytes, asserted.signature}));
        });
        damaged(asserted.signature, [&](const QByteArray& bytes, bool) {
            QVERIFY(!verifyAssertion(party, challenge, key,
                                     {asserted.clientData, asserted.authenticatorData, bytes}));
        });
        damaged(key, [&](const QByteArray& bytes, bool) {
            QVERIFY(!verifyAssertion(party, challenge, bytes, asserted));
        });
        // A registration is not: some bits (the counter, the make of the device) are the device's own say.
        // But what is cut, or has something behind it, is never taken.
        damaged(created.attestation, [&](const QByteArray& bytes, bool isCut) {
            const auto made = verifyRegistration(party, challenge, {created.clientData, bytes});
            QVERIFY(!made || !isCut);
        });
        damaged(created.clientData, [&](const QByteArray& bytes, bool isCut) {
            const auto made = verifyRegistration(party, challenge, {bytes, created.attestation});
            QVERIFY(!made || !isCut);
        });
        QCOMPARE(ERR_peek_error(), 0ul);
    }

    void noiseIsRefused()
    {
        const SoftAuthenticator device;
        const RegistrationAnswer created = device.create(honest());
        const AssertionAnswer asserted = device.get(honest());
        std::mt19937 random{1}; // the same noise every time
        for (int i = 0; i < 2000; ++i) {
            QByteArray noise(qsizetype(random() % 300), '\0');
            for (char& byte : noise)
                byte = char(random());
            QVERIFY(!verifyRegistration(party, challenge, {noise, noise}));
            QVERIFY(!verifyRegistration(party, challenge, {created.clientData, noise}));
            QVERIFY(!verifyAssertion(party, challenge, noise, asserted));
            QVERIFY(
                !verifyAssertion(party, challenge, device.coseKey(), {asserted.clientData, noise, noise}));
        }
    }
};

QTEST_GUILESS_MAIN(WebauthnTest)
#include "webauthn_test.moc"
