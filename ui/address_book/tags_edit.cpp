// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/tags_edit.h"

#include "ui/address_book/flow_layout.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

TagsEdit::TagsEdit(const QStringList& inUse, QWidget* parent)
    : QWidget{parent}
    , m_chips{new FlowLayout}
    , m_chipArea{new QWidget}
    , m_line{new QLineEdit}
{
    m_chipArea->setLayout(m_chips);
    m_line->setAccessibleName(tr("Add a tag"));
    m_line->setPlaceholderText(tr("Add a tag and press Enter"));
    auto* completer = new QCompleter{inUse, this};
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_line->setCompleter(completer);
    m_line->installEventFilter(this);
    connect(completer, qOverload<const QString&>(&QCompleter::activated), this, &TagsEdit::addTyped,
            Qt::QueuedConnection); // the completer writes into the line after it tells
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space::tiny);
    layout->addWidget(m_chipArea);
    layout->addWidget(m_line);
    setFocusProxy(m_line);
    showChips();
}

void TagsEdit::setTags(const QStringList& tags)
{
    m_tags = tags;
    m_line->clear();
    showChips();
}

QStringList TagsEdit::tags() const
{
    QStringList tags = m_tags;
    const QString typed = m_line->text().trimmed();
    if (!typed.isEmpty() && !tags.contains(typed, Qt::CaseInsensitive))
        tags.append(typed);
    return tags;
}

void TagsEdit::addTyped()
{
    m_tags = tags();
    m_line->clear();
    showChips();
    Q_EMIT edited();
}

void TagsEdit::showChips()
{
    while (QLayoutItem* item = m_chips->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater(); // the chip that was pressed is among them
        }
        delete item;
    }
    for (const QString& tag : std::as_const(m_tags)) {
        auto* chip = new QToolButton;
        chip->setText(QString{tag}.replace(u'&', u"&&"_s));
        chip->setIcon(icon(u"x"_s, IconInk::Muted));
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setAccessibleName(tr("Remove tag %1").arg(tag));
        chip->setToolTip(tr("Remove tag %1").arg(tag));
        chip->setFocusPolicy(Qt::StrongFocus);
        connect(chip, &QToolButton::clicked, this, [this, tag] {
            m_tags.removeAll(tag);
            showChips();
            m_line->setFocus(Qt::OtherFocusReason);
            Q_EMIT edited();
        });
        m_chips->addWidget(chip);
    }
    m_chipArea->setVisible(!m_tags.isEmpty());
}

bool TagsEdit::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (isEnter && !m_line->text().trimmed().isEmpty() && key->modifiers() == Qt::NoModifier) {
            addTyped(); // rather than closing the dialog
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace foyer
