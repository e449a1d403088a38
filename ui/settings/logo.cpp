// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/logo.h"

#include <QBuffer>
#include <QFile>
#include <QImageReader>
#include <QPainter>
#include <QSvgRenderer>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype largestLogo = 256 * 1024; // brandProblems() refuses more
constexpr qint64 largestFile = 32 * 1024 * 1024;
constexpr int longestSidePx = 640; // twice as wide as a page ever shows it, for sharp screens

QByteArray asPng(const QImage& image)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return buffer.data();
}

Result<Logo> fromDrawing(const QByteArray& svg, const QString& path)
{
    QSvgRenderer renderer{svg};
    const QSize natural = renderer.defaultSize();
    if (!renderer.isValid() || natural.isEmpty())
        return fail(Fault::Invalid, u"%1 is no drawing that can be read."_s.arg(path));
    QImage image{natural.scaled(longestSidePx, longestSidePx, Qt::KeepAspectRatio), QImage::Format_ARGB32};
    if (image.isNull())
        return fail(Fault::Invalid, u"%1 has no sensible size."_s.arg(path));
    image.fill(Qt::transparent);
    QPainter painter{&image};
    renderer.render(&painter);
    painter.end();
    return Logo{asPng(image), u"image/png"_s};
}

Result<Logo> scaledDown(QImage image, const QString& path)
{
    for (int side = longestSidePx; side >= 160; side /= 2) {
        image = image.scaled(std::min(side, image.width()), std::min(side, image.height()),
                             Qt::KeepAspectRatio, Qt::SmoothTransformation);
        const QByteArray png = asPng(image);
        if (png.size() <= largestLogo)
            return Logo{png, u"image/png"_s};
    }
    return fail(Fault::Invalid, u"%1 is larger than 256 KiB, also when made smaller."_s.arg(path));
}

} // namespace

Result<Logo> readLogo(const QString& path)
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return fail(Fault::NotFound, u"%1 cannot be read: %2"_s.arg(path, file.errorString()));
    if (file.size() > largestFile)
        return fail(Fault::Invalid, u"%1 is larger than 32 MiB."_s.arg(path));
    QByteArray bytes = file.readAll();
    if (bytes.first(std::min<qsizetype>(bytes.size(), 1024)).contains("<svg") || path.endsWith(".svg"_L1))
        return fromDrawing(bytes, path);

    QBuffer buffer{&bytes};
    QImageReader reader{&buffer};
    reader.setAutoTransform(true);
    const QByteArray format = reader.format();
    const QImage image = reader.read();
    if (image.isNull())
        return fail(Fault::Invalid, u"%1 is no picture that can be read."_s.arg(path));
    const bool isSmall =
        bytes.size() <= largestLogo && std::max(image.width(), image.height()) <= 2 * longestSidePx;
    if (isSmall && format == "png")
        return Logo{bytes, u"image/png"_s};
    if (isSmall && format == "jpeg")
        return Logo{bytes, u"image/jpeg"_s};
    return scaledDown(image, path);
}

} // namespace foyer
