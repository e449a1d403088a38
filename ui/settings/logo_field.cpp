// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/logo_field.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPixmap>
#include <QPushButton>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize pictureRoom{180, 64};

} // namespace

LogoField::LogoField(QWidget* parent)
    : QWidget{parent}
    , m_picture{new QLabel}
    , m_choose{new QPushButton{icon(u"image"_s), tr("Choose &Logo…")}}
    , m_remove{new QPushButton{tr("&Remove")}}
{
    m_picture->setFixedSize(pictureRoom);
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setAccessibleName(tr("The logo"));
    theme::makeCard(m_picture);
    theme::setButtonRole(m_remove, theme::ButtonRole::Quiet);
    auto* row = new QHBoxLayout{this};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::space::small);
    row->addWidget(m_picture);
    row->addWidget(m_choose);
    row->addWidget(m_remove);
    row->addStretch();
    setFocusProxy(m_choose);
    connect(m_choose, &QPushButton::clicked, this, &LogoField::choose);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        setLogo({});
        Q_EMIT changed();
    });
    showLogo();
}

void LogoField::setLogo(const Logo& logo)
{
    m_logo = logo;
    showLogo();
}

void LogoField::choose()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Choose a logo"), {},
                                                      tr("Pictures (*.png *.jpg *.jpeg *.svg)"));
    if (path.isEmpty())
        return;
    const auto logo = readLogo(path);
    if (!logo) {
        Q_EMIT refused(
            logo.error().fault == Fault::NotFound
                ? tr("This file cannot be read.")
                : tr("This is no PNG, JPEG or SVG picture, or it stays beyond 256 KB when made smaller."));
        return;
    }
    setLogo(*logo);
    Q_EMIT changed();
}

void LogoField::showLogo()
{
    QPixmap picture;
    const bool isThere = !m_logo.bytes.isEmpty() && picture.loadFromData(m_logo.bytes);
    if (isThere)
        m_picture->setPixmap(picture.scaled(pictureRoom - QSize{theme::space::large, theme::space::large},
                                            Qt::KeepAspectRatio, Qt::SmoothTransformation));
    else
        m_picture->setText(tr("No logo"));
    m_remove->setVisible(isThere);
}

} // namespace foyer
