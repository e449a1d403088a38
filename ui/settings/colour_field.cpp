// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/colour_field.h"

#include "ui/theme/colours.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QColorDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QRegularExpression>
#include <QToolButton>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr double readableText = 4.5; // WCAG 2.2, level AA

QColor colourFrom(const QString& text)
{
    static const QRegularExpression shape{u"\\A#[0-9a-fA-F]{6}\\z"_s};
    return shape.match(text).hasMatch() ? QColor{text} : QColor{};
}

} // namespace

/// A button of the portal in this colour; painted by hand, because the colour belongs to no scheme.
class ColourSample : public QWidget
{
public:
    ColourSample()
    {
        setFixedSize(fontMetrics().horizontalAdvance(ColourField::tr("Log in")) + 2 * theme::space::large,
                     fontMetrics().height() + theme::space::medium);
    }
    void setColour(const QColor& colour)
    {
        m_colour = colour;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter{this};
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_colour);
        painter.drawRoundedRect(rect(), theme::space::small, theme::space::small);
        painter.setPen(theme::readableOn(m_colour));
        painter.drawText(rect(), Qt::AlignCenter, ColourField::tr("Log in"));
    }

private:
    QColor m_colour;
};

ColourField::ColourField(QWidget* parent)
    : QWidget{parent}
    , m_line{new QLineEdit}
    , m_pick{new QToolButton}
    , m_sample{new ColourSample}
    , m_verdict{new QLabel}
{
    m_line->setMaxLength(7);
    m_line->setFixedWidth(m_line->fontMetrics().horizontalAdvance(u"#mmmmmmm"_s) + 2 * theme::space::large);
    m_line->setAccessibleName(tr("Accent colour"));
    m_pick->setIcon(icon(u"palette"_s));
    m_pick->setToolTip(tr("Pick a colour"));
    m_pick->setAccessibleName(tr("Pick a colour"));
    m_sample->setAccessibleName(tr("Sample of a button"));
    theme::setTextRole(m_verdict, theme::TextRole::Muted);
    m_verdict->setWordWrap(true);

    auto* row = new QHBoxLayout{this};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::space::small);
    row->addWidget(m_line);
    row->addWidget(m_pick);
    row->addWidget(m_sample);
    row->addWidget(m_verdict, 1);
    setFocusProxy(m_line);
    connect(m_pick, &QToolButton::clicked, this, &ColourField::pick);
    connect(m_line, &QLineEdit::textChanged, this, [this] {
        showSample();
        Q_EMIT changed();
    });
}

QString ColourField::text() const
{
    return m_line->text().trimmed().toLower();
}

void ColourField::setText(const QString& colour)
{
    m_line->setText(colour);
}

void ColourField::pick()
{
    const QColor before = colourFrom(text());
    const QColor picked =
        QColorDialog::getColor(before.isValid() ? before : QColor{Qt::white}, this, tr("Accent colour"));
    if (picked.isValid())
        setText(picked.name());
}

void ColourField::showSample()
{
    const QColor colour = colourFrom(text());
    m_sample->setVisible(colour.isValid());
    m_verdict->setVisible(colour.isValid());
    if (!colour.isValid())
        return;
    m_sample->setColour(colour);
    const double onPaper = theme::contrast(colour, Qt::white);
    m_verdict->setText(
        onPaper >= readableText
            ? tr("Reads well as text on white (%1 : 1).").arg(QLocale{}.toString(onPaper, 'f', 1))
            : tr("Too pale for text on white (%1 : 1): the portal darkens it where it stands for text.")
                  .arg(QLocale{}.toString(onPaper, 'f', 1)));
}

} // namespace foyer
