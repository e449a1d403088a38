// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/preview/preview_view.h"

#include <QWebEnginePage>
#include <QWebEngineProfile>
#include <QWebEngineUrlRequestInterceptor>
#include <QWebEngineView>

namespace foyer {

/// Lets requests to one origin through and no other.
class OneOrigin : public QWebEngineUrlRequestInterceptor
{
    Q_OBJECT

public:
    using QWebEngineUrlRequestInterceptor::QWebEngineUrlRequestInterceptor;

    void setOrigin(const QUrl& address) { m_origin = address; }
    bool isInside(const QUrl& address) const;
    void interceptRequest(QWebEngineUrlRequestInfo& request) override;

private:
    QUrl m_origin;
};

/// A page that opens no windows and leaves its origin for nothing.
class ConfinedPage : public QWebEnginePage
{
    Q_OBJECT

public:
    ConfinedPage(QWebEngineProfile* profile, const OneOrigin& origin, QObject* parent);

Q_SIGNALS:
    void refused(const QUrl& address);

protected:
    bool acceptNavigationRequest(const QUrl& address, NavigationType type, bool isMainFrame) override;
    QWebEnginePage* createWindow(WebWindowType) override { return nullptr; }
    void javaScriptConsoleMessage(JavaScriptConsoleMessageLevel, const QString&, int, const QString&) override
    {
    }

private:
    const OneOrigin& m_origin;
};

class WebPreviewView : public PreviewView
{
    Q_OBJECT

public:
    explicit WebPreviewView(QWidget* parent = nullptr);
    ~WebPreviewView() override;

    void load(const QUrl& address) override;
    void reload() override { m_view->reload(); }
    void goBack() override { m_view->back(); }
    void setScheme(theme::Scheme scheme) override;

    QWebEnginePage* page() { return m_page; }

private:
    void tellScheme();

    OneOrigin m_origin;
    QWebEngineProfile m_profile; ///< off the record: has no name
    ConfinedPage* m_page;
    QWebEngineView* m_view;
    theme::Scheme m_scheme = theme::Scheme::Light;
    bool m_isFirstPage = true; ///< since load()
};

} // namespace foyer
