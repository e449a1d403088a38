// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"

#include "ui/theme/colours.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <cmath>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QColor colourFor(IconInk ink, QIcon::Mode mode)
{
    const theme::Colours& colours = theme::coloursOf(QGuiApplication::palette());
    if (mode == QIcon::Disabled)
        return colours.disabled;
    switch (ink) {
    case IconInk::Text:
        return colours.text;
    case IconInk::Muted:
        return colours.muted;
    case IconInk::Accent:
        return colours.accent;
    case IconInk::OnAccent:
        return colours.onAccent;
    case IconInk::Danger:
        return colours.danger;
    case IconInk::Warning:
        return colours.warning;
    case IconInk::Success:
        return colours.success;
    }
    Q_UNREACHABLE();
}

/// Draws one of our SVGs in a colour of the palette at the moment of painting.
class InkedIcon final : public QIconEngine
{
public:
    InkedIcon(QString name, IconInk ink)
        : m_name{std::move(name)}
        , m_ink{ink}
    {
    }

    QIconEngine* clone() const override { return new InkedIcon{*this}; }
    QString key() const override { return u"foyer-ink"_s; }
    QString iconName() override { return m_name; }
    QSize actualSize(const QSize& size, QIcon::Mode, QIcon::State) override { return size; }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        QFile file{u":/foyer/icons/lucide/%1.svg"_s.arg(m_name)};
        if (!file.open(QIODevice::ReadOnly))
            return;
        QByteArray svg = file.readAll();
        svg.replace("currentColor", colourFor(m_ink, mode).name().toLatin1());
        QSvgRenderer renderer{svg};
        const int side = std::min(rect.width(), rect.height());
        QRect square{0, 0, side, side};
        square.moveCenter(rect.center());
        renderer.render(painter, square);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        if (size.isEmpty())
            return {};
        const QString cacheKey = u"foyer/%1/%2/%3x%4"_s.arg(m_name, colourFor(m_ink, mode).name())
                                     .arg(size.width())
                                     .arg(size.height());
        QPixmap pixmap;
        if (QPixmapCache::find(cacheKey, &pixmap))
            return pixmap;
        pixmap = QPixmap{size};
        pixmap.fill(Qt::transparent);
        QPainter painter{&pixmap};
        paint(&painter, {QPoint{}, size}, mode, state);
        painter.end();
        QPixmapCache::insert(cacheKey, pixmap);
        return pixmap;
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        return pixmap(size, mode, state);
    }

private:
    QString m_name;
    IconInk m_ink;
};

} // namespace

QIcon icon(const QString& name, IconInk ink)
{
    Q_ASSERT_X(QFile::exists(u":/foyer/icons/lucide/%1.svg"_s.arg(name)), "icon", qPrintable(name));
    return QIcon{new InkedIcon{name, ink}};
}

QIcon applicationIcon()
{
    return QIcon::fromTheme(u"io.foyer.Foyer"_s, QIcon{u":/foyer/icons/app/io.foyer.Foyer.svg"_s});
}

} // namespace foyer
