// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/checked_field.h"

#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QString withFullYear(QString format)
{
    if (!format.contains("yyyy"_L1))
        format.replace("yy"_L1, "yyyy"_L1);
    return format;
}

} // namespace

CheckedField::CheckedField(QWidget* field, QWidget* parent)
    : QWidget{parent}
    , m_field{field}
    , m_message{new QLabel}
{
    m_message->setObjectName(u"problem"_s);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    theme::setTextRole(m_message, theme::TextRole::Problem);
    m_message->hide();
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space::hair);
    layout->addWidget(field);
    layout->addWidget(m_message);
    setFocusProxy(field);
    field->installEventFilter(this);
}

void CheckedField::setProblem(const QString& sentence)
{
    theme::setInvalid(m_field, !sentence.isEmpty());
    m_field->setAccessibleDescription(sentence);
    m_message->setText(sentence);
    m_message->setVisible(!sentence.isEmpty());
}

QString CheckedField::problem() const
{
    return m_message->isHidden() ? QString{} : m_message->text();
}

bool CheckedField::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusOut) {
        m_wasLeft = true;
        Q_EMIT left();
    }
    return QWidget::eventFilter(watched, event);
}

std::optional<QDate> dayFrom(const QString& typed)
{
    const QString text = typed.trimmed();
    const QLocale locale;
    const QStringList formats{withFullYear(locale.dateFormat(QLocale::ShortFormat)),
                              withFullYear(locale.dateFormat(QLocale::NarrowFormat)),
                              locale.dateFormat(QLocale::LongFormat),
                              u"d MMMM yyyy"_s,
                              u"d. MMMM yyyy"_s,
                              u"MMMM d, yyyy"_s,
                              u"d.M.yyyy"_s,
                              u"yyyy-M-d"_s};
    for (const QString& format : formats) {
        const QDate day = locale.toDate(text, format);
        if (day.isValid() && day.year() > 999)
            return day;
    }
    return std::nullopt;
}

QString dayForTyping(QDate day)
{
    const QLocale locale;
    return day.isValid() ? locale.toString(day, withFullYear(locale.dateFormat(QLocale::ShortFormat)))
                         : QString{};
}

} // namespace foyer
