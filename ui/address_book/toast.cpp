// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/toast.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds staysFor{8};

} // namespace

Toast::Toast(QWidget* parent)
    : QFrame{parent}
    , m_sentence{new QLabel}
    , m_undo{new QPushButton{tr("Undo")}}
{
    setObjectName(u"toast"_s);
    setAutoFillBackground(true);
    theme::makeNotice(this, theme::Tone::Accent);
    m_sentence->setTextFormat(Qt::PlainText);
    m_undo->setObjectName(u"undo"_s);
    theme::setButtonRole(m_undo, theme::ButtonRole::Link);
    auto* close = new QToolButton;
    close->setIcon(icon(u"x"_s));
    close->setAccessibleName(tr("Close this message"));
    close->setToolTip(tr("Close"));
    auto* layout = new QHBoxLayout{this};
    layout->setContentsMargins(theme::space::medium, theme::space::tiny, theme::space::tiny,
                               theme::space::tiny);
    layout->setSpacing(theme::space::medium);
    layout->addWidget(m_sentence);
    layout->addWidget(m_undo);
    layout->addWidget(close);
    hide();
    m_goes.setSingleShot(true);
    m_goes.setInterval(staysFor);
    connect(&m_goes, &QTimer::timeout, this, [this] {
        if (m_undo->hasFocus())
            m_goes.start();
        else
            hide();
    });
    connect(m_undo, &QPushButton::clicked, this, [this] {
        hide();
        if (const auto work = m_work)
            work();
        else
            Q_EMIT undoRequested();
    });
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    parent->installEventFilter(this);
}

void Toast::say(const QString& sentence, Offer offer)
{
    m_work = nullptr;
    m_undo->setText(tr("Undo"));
    m_undo->setVisible(offer == Offer::Undo);
    come(sentence);
}

void Toast::say(const QString& sentence, const QString& label, std::function<void()> work)
{
    m_work = std::move(work);
    m_undo->setText(label);
    m_undo->show();
    come(sentence);
}

void Toast::come(const QString& sentence)
{
    m_sentence->setText(sentence);
    setAccessibleName(sentence);
    show();
    place();
    raise();
    m_goes.start();
    QAccessibleEvent alert{this, QAccessible::Alert}; // read out although nobody moved there
    QAccessible::updateAccessibility(&alert);
}

QString Toast::sentence() const
{
    return isVisibleTo(parentWidget()) ? m_sentence->text() : QString{};
}

void Toast::place()
{
    adjustSize();
    const QRect area = parentWidget()->rect();
    const int width = std::min(this->width(), area.width() - 2 * theme::space::large);
    setGeometry((area.width() - width) / 2, area.height() - height() - theme::space::page, width, height());
}

bool Toast::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

void Toast::enterEvent(QEnterEvent* event)
{
    m_goes.stop();
    QFrame::enterEvent(event);
}

void Toast::leaveEvent(QEvent* event)
{
    m_goes.start();
    QFrame::leaveEvent(event);
}

} // namespace foyer
