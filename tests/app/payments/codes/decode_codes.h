// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <QHash>
#include <QProcess>
#include <QStandardPaths>
#include <QStringList>
#include <QXmlStreamReader>

#include <utility>
#include <vector>

/// Independent readers of QR codes, as phones see pictures: Debian's zbarimg (package zbar-tools), and
/// ZXingReader (zxing-cpp-tools) for codes with a mark in their middle, where zbarimg gives up (known to its
/// makers as issue 121: https://github.com/mchehab/zbar/issues/121).
namespace foyer::test {

/// Empty when its package is missing, and the test skips.
inline QString zbarReader()
{
    return QStandardPaths::findExecutable(QStringLiteral("zbarimg"));
}
inline QString zxingReader()
{
    return QStandardPaths::findExecutable(QStringLiteral("ZXingReader"));
}

/// What a reader writes. Ends the test program when it cannot.
/// @param lastGood  exit codes from 0 to this are answers
inline QByteArray readerSays(const QString& program, const QStringList& arguments, int lastGood)
{
    QProcess reader;
    reader.start(program, arguments);
    if (!reader.waitForFinished(120'000) || reader.exitStatus() != QProcess::NormalExit ||
        reader.exitCode() > lastGood)
        qFatal("%s failed: %s", qPrintable(program), reader.readAllStandardError().constData());
    return reader.readAllStandardOutput();
}
inline QByteArray zbarSays(const QStringList& options, const QStringList& pictures)
{
    constexpr int noCodeFound = 4; // in one of them
    return readerSays(zbarReader(),
                      QStringList{QStringLiteral("--quiet"), QStringLiteral("--nodbus"),
                                  QStringLiteral("-Sdisable"), QStringLiteral("-Sqrcode.enable")} +
                          options + pictures,
                      noCodeFound);
}

inline constexpr qsizetype picturesAtOnce = 100; ///< a command line has an end

/// The bytes of every QR code in each picture (PNG, or what else ImageMagick reads), untouched by guesses
/// about character sets. Pictures without a code are left out.
inline QHash<QString, QByteArrayList> decodedByZbar(const QStringList& pictures)
{
    QHash<QString, QByteArrayList> found;
    for (qsizetype from = 0; from < pictures.size(); from += picturesAtOnce) {
        const QStringList some = pictures.mid(from, picturesAtOnce);
        // The XML tells the pictures apart, but its base64 is wrong for every byte above 127 (0.23.92). The
        // raw bytes are right and run into each other. Together they say which code holds what.
        std::vector<std::pair<QString, qsizetype>> sizes;
        QXmlStreamReader xml{zbarSays({QStringLiteral("--xml"), QStringLiteral("-Sqrcode.binary")}, some)};
        QString picture;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            if (xml.name() == QLatin1StringView{"source"})
                picture = xml.attributes().value(QStringLiteral("href")).toString();
            if (xml.name() == QLatin1StringView{"data"}) {
                const qsizetype told = xml.attributes().value(QStringLiteral("length")).toLongLong();
                const QByteArray plain = xml.readElementText().toUtf8();
                sizes.emplace_back(picture, told > 0 ? told : plain.size());
            }
        }
        if (xml.hasError())
            qFatal("zbarimg wrote no XML: %s", qPrintable(xml.errorString()));
        const QByteArray bytes = zbarSays({QStringLiteral("--raw"), QStringLiteral("-Sbinary")}, some);
        qsizetype at = 0;
        for (const auto& [file, size] : sizes) {
            found[file] += bytes.mid(at, size);
            at += size;
        }
        if (at != bytes.size())
            qFatal("zbarimg tells two sizes: %lld and %lld", qlonglong(at), qlonglong(bytes.size()));
    }
    return found;
}

/// The same by ZXing, which reads around a mark. All codes must be of error correction level M.
inline QHash<QString, QByteArrayList> decodedByZxing(const QStringList& pictures)
{
    QHash<QString, QByteArrayList> found;
    for (qsizetype from = 0; from < pictures.size(); from += picturesAtOnce) {
        const QStringList some = pictures.mid(from, picturesAtOnce);
        const QStringList options{QStringLiteral("-format"), QStringLiteral("QRCode"),
                                  QStringLiteral("-escape")};
        QString picture = some.front(); // of one alone it does not say the name
        for (const QByteArray& line : readerSays(zxingReader(), options + some, 0).split('\n')) {
            const QByteArray value = line.mid(line.indexOf(':') + 1).trimmed();
            if (line.startsWith("File:"))
                picture = QString::fromUtf8(value);
            else if (line.startsWith("Bytes:"))
                found[picture] += QByteArray::fromHex(value);
            else if (line.startsWith("EC Level:") && value != "M")
                qFatal("%s has a code of level %s", qPrintable(picture), value.constData());
        }
    }
    return found;
}

} // namespace foyer::test
