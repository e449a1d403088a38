// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/style.h"

#include <QAbstractButton>
#include <QApplication>
#include <QEvent>
#include <QLabel>
#include <QStyle>

namespace foyer::theme {

using namespace Qt::StringLiterals;

namespace {

/// A dynamic property takes effect in the style sheet only when the widget is polished again.
void dress(QWidget* widget, const char* property, const QVariant& value)
{
    if (widget->property(property) == value)
        return;
    widget->setProperty(property, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

QString nameOf(TextRole role)
{
    switch (role) {
    case TextRole::Title:
        return u"title"_s;
    case TextRole::Heading:
        return u"heading"_s;
    case TextRole::Muted:
        return u"muted"_s;
    case TextRole::Problem:
        return u"problem"_s;
    case TextRole::Done:
        return u"done"_s;
    }
    Q_UNREACHABLE();
}

QString nameOf(ButtonRole role)
{
    switch (role) {
    case ButtonRole::Primary:
        return u"primary"_s;
    case ButtonRole::Danger:
        return u"danger"_s;
    case ButtonRole::Quiet:
        return u"quiet"_s;
    case ButtonRole::Link:
        return u"link"_s;
    }
    Q_UNREACHABLE();
}

QString nameOf(Tone tone)
{
    switch (tone) {
    case Tone::Neutral:
        return u"neutral"_s;
    case Tone::Accent:
        return u"accent"_s;
    case Tone::Danger:
        return u"danger"_s;
    case Tone::Warning:
        return u"warning"_s;
    case Tone::Success:
        return u"success"_s;
    }
    Q_UNREACHABLE();
}

QFont scaled(QFont font, double factor, QFont::Weight weight)
{
    font.setPointSizeF(font.pointSizeF() * factor);
    font.setWeight(weight);
    return font;
}

} // namespace

void setTextRole(QLabel* label, TextRole role)
{
    const QFont base = QApplication::font();
    label->setFont(role == TextRole::Title     ? titleFont(base)
                   : role == TextRole::Heading ? headingFont(base)
                                               : base);
    dress(label, "textRole", nameOf(role));
}

void setButtonRole(QAbstractButton* button, ButtonRole role)
{
    dress(button, "buttonRole", nameOf(role));
    if (role == ButtonRole::Link)
        button->setCursor(Qt::PointingHandCursor);
}

void makeBadge(QLabel* label, Tone tone)
{
    dress(label, "badge", nameOf(tone));
    // A label that has its place already takes in the new padding only when it hears of it.
    QEvent changed{QEvent::StyleChange};
    QCoreApplication::sendEvent(label, &changed);
    label->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

void makeNotice(QWidget* widget, Tone tone)
{
    widget->setAttribute(Qt::WA_StyledBackground);
    dress(widget, "notice", nameOf(tone));
}

void makeCard(QWidget* widget)
{
    widget->setAttribute(Qt::WA_StyledBackground);
    dress(widget, "card", true);
}

void makeQuiet(QWidget* field)
{
    dress(field, "quiet", true);
}

void setInvalid(QWidget* field, bool isInvalid)
{
    dress(field, "isInvalid", isInvalid);
}

QFont titleFont(const QFont& base)
{
    return scaled(base, 1.6, QFont::DemiBold);
}

QFont headingFont(const QFont& base)
{
    return scaled(base, 1.15, QFont::DemiBold);
}

QFont smallFont(const QFont& base)
{
    return scaled(base, 0.9, QFont::Normal);
}

} // namespace foyer::theme
