// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/seal.h"
#include "portal_server/commands/call.h"

#include <QFile>
#include <QJsonDocument>

namespace foyer::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largest = qint64{256} << 20; ///< bytes; what clients are shown is far smaller

QString nameOf(print::SealState state)
{
    switch (state) {
    case print::SealState::Unaltered:
        return u"unaltered"_s;
    case print::SealState::Altered:
        return u"altered"_s;
    case print::SealState::NotSealed:
        return u"notSealed"_s;
    }
    return {};
}

QJsonObject jsonOf(const print::SealReport& report)
{
    return {{u"state"_s, nameOf(report.state)},
            {u"sealedAt"_s, report.sealedAt ? QJsonValue{toIso(*report.sealedAt)} : QJsonValue{}},
            {u"signer"_s, report.signer},
            {u"certificateSha256"_s, QString::fromLatin1(report.certificateSha256.toHex())},
            {u"detail"_s, report.detail}};
}

Result<QByteArray> contentOf(const QString& path)
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return fail(Fault::NotFound, u"%1 cannot be read: %2."_s.arg(path, file.errorString()));
    if (file.size() > largest)
        return fail(Fault::Invalid, u"%1 is too large to be a document of Foyer."_s.arg(path));
    const QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return fail(Fault::Storage, u"%1 cannot be read: %2."_s.arg(path, file.errorString()));
    return bytes;
}

} // namespace

int verifyFile(const Arguments& arguments, QIODevice& out, QIODevice& err)
{
    const auto complain = [&](const QString& sentence) {
        err.write("foyer-portal: " + sentence.simplified().toUtf8() + '\n');
        return exitFailed;
    };
    const QString& path = arguments.operands().front();
    const auto bytes = contentOf(path);
    if (!bytes)
        return complain(bytes.error().detail);
    const auto report = print::checkSeal(*bytes);
    if (!report)
        return complain(u"%1: %2"_s.arg(path, report.error().detail));
    if (arguments.has(jsonOption.name))
        out.write(QJsonDocument{jsonOf(*report)}.toJson(QJsonDocument::Compact) + '\n');
    if (report->state != print::SealState::Unaltered)
        return complain(u"%1: %2"_s.arg(path, report->detail));
    if (!arguments.has(jsonOption.name)) {
        const QString at = QDateTime::fromSecsSinceEpoch(toSeconds(*report->sealedAt), Qt::UTC)
                               .toString(u"yyyy-MM-dd HH:mm:ss"_s);
        // Anybody can make a certificate with any name, so its fingerprint is told as well.
        out.write(
            u"Unaltered since %1 UTC; sealed by %2.\nFingerprint of the sealing certificate (SHA-256): %3\n"_s
                .arg(at, report->signer, QString::fromLatin1(report->certificateSha256.toHex()))
                .toUtf8());
    }
    return exitDone;
}

} // namespace foyer::cli
