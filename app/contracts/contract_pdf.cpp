// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/contracts/contract_pdf.h"

#include "app/base/random.h"
#include "app/contracts/contract_sheet.h"
#include "app/print/seal.h"
#include "app/storage/settings.h"

#include <QGuiApplication>
#include <QLoggingCategory>

namespace foyer::contracts {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(sealLog, "foyer.seal")

/// Key and certificate as one secret: base64, a dot, base64.
QByteArray packed(const print::SealKey& key)
{
    return key.privateKey.toBase64() + '.' + key.certificate.toBase64();
}

Result<print::SealKey> unpacked(const QByteArray& secret)
{
    const auto parts = secret.split('.');
    if (parts.size() != 2)
        return fail(Fault::Storage, u"The studio's seal key is damaged."_s);
    return print::SealKey{QByteArray::fromBase64(parts[0]), QByteArray::fromBase64(parts[1])};
}

Result<std::optional<QByteArray>> storedKey(const Snapshot& snapshot)
{
    return settings::findSecret(snapshot, QLatin1StringView{settings::sealKey});
}

/// The studio's key. When two threads make one at the same moment, both use the one that was kept.
Result<print::SealKey> sealKey(Database& studio, const QString& brand)
{
    const Database& looked = studio;
    auto stored = looked.read(storedKey);
    if (!stored)
        return fail(stored.error());
    if (*stored)
        return unpacked(**stored);
    const auto name = looked.read([](const Snapshot& snapshot) {
        return settings::get(snapshot, QLatin1StringView{settings::studioName});
    });
    if (!name)
        return fail(name.error());
    const auto made = print::makeSealKey(name->isEmpty() ? brand : *name, studio.now());
    if (!made)
        return fail(made.error());
    const auto kept = studio.write(Actor::system(), [&](Transaction& transaction) {
        return settings::keepSecret(transaction, QLatin1StringView{settings::sealKey}, packed(*made));
    });
    if (!kept)
        return fail(kept.error());
    stored = looked.read(storedKey);
    if (!stored)
        return fail(stored.error());
    return *stored ? unpacked(**stored) : fail(Fault::Storage, u"The studio's seal key was not kept."_s);
}

Result<QByteArray> printed(print::ContractSheet sheet, const BrandDetails& brand)
{
    // Fonts would end the program without one; a seal that waits does no harm.
    if (!qobject_cast<QGuiApplication*>(QCoreApplication::instance()))
        return fail(Fault::Storage, u"This program cannot print."_s);
    sheet.letterhead = print::letterheadOf(brand);
    sheet.paper = print::paperOf(brand);
    return print::contractPdf(sheet);
}

} // namespace

Result<QByteArray> pdfToSend(const Prepared& prepared)
{
    return printed(sheetToSign(prepared), prepared.brand);
}

Result<bool> seal(Database& studio, ItemId id)
{
    const Database& looked = studio;
    const auto done = looked.read([&](const Snapshot& snapshot) { return isSealed(snapshot, id); });
    if (!done)
        return fail(done.error());
    if (*done)
        return false;
    const auto work = looked.read([&](const Snapshot& snapshot) { return prepareSeal(snapshot, id); });
    if (!work)
        return fail(work.error());
    const auto key = sealKey(studio, work->brand.name);
    if (!key)
        return fail(key.error());
    const auto pdf = printed(sheetToSeal(*work), work->brand);
    if (!pdf)
        return fail(pdf.error());
    const auto sealed = print::seal(*pdf, *key, u"Signed by all parties"_s, studio.now());
    if (!sealed)
        return fail(sealed.error());
    return studio.write(Actor::system(),
                        [&](Transaction& transaction) { return keepSeal(transaction, *work, *sealed); });
}

Result<int> sealAll(Database& studio)
{
    const Database& looked = studio;
    const auto waiting = looked.read(unsealed);
    if (!waiting)
        return fail(waiting.error());
    int count = 0;
    for (const ItemId id : *waiting) {
        const auto done = seal(studio, id);
        if (!done)
            qCWarning(sealLog).noquote()
                << "contract" << id.row() << "is not sealed yet:" << done.error().detail;
        else if (*done)
            ++count;
    }
    return count;
}

Result<QByteArray> sealCertificateSha256(const Snapshot& snapshot)
{
    const auto stored = storedKey(snapshot);
    if (!stored)
        return fail(stored.error());
    if (!*stored)
        return QByteArray{};
    const auto key = unpacked(**stored);
    return key ? Result<QByteArray>{sha256(key->certificate)} : fail(key.error());
}

} // namespace foyer::contracts
