// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/colours.h"

#include <QUrl>
#include <QWidget>

namespace foyer {

/// A view of pages of one loopback origin. An interface, because a build may come without QtWebEngine.
class PreviewView : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// The view for this build; null when it has none.
    static PreviewView* make(QWidget* parent);
    static bool isBuiltIn();

    /// From here on, only pages of this address's scheme, host and port load.
    virtual void load(const QUrl& address) = 0;
    virtual void reload() = 0;
    virtual void goBack() = 0;
    /// What `prefers-color-scheme` is on the page.
    virtual void setScheme(theme::Scheme scheme) = 0;

Q_SIGNALS:
    void loaded(bool isGood);
    /// A link out of the portal was followed, or a download asked for: neither happens in a preview.
    void refused(const QUrl& address);
};

} // namespace foyer
