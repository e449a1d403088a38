// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preview/web_preview_view.h"

#include <QFile>
#include <QVBoxLayout>
#include <QWebEngineDownloadRequest>
#include <QWebEngineScript>
#include <QWebEngineScriptCollection>
#include <QWebEngineSettings>

#include <utility>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QString schemeScript()
{
    QFile file{u":/foyer/preview/scheme.js"_s};
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString{};
}

void confine(QWebEngineSettings* settings)
{
    using Attribute = QWebEngineSettings::WebAttribute;
    for (const auto attribute :
         {Attribute::JavascriptCanOpenWindows, Attribute::JavascriptCanAccessClipboard,
          Attribute::PluginsEnabled, Attribute::PdfViewerEnabled, Attribute::FullScreenSupportEnabled,
          Attribute::ScreenCaptureEnabled, Attribute::WebGLEnabled, Attribute::DnsPrefetchEnabled,
          Attribute::NavigateOnDropEnabled, Attribute::ErrorPageEnabled,
          Attribute::LocalContentCanAccessFileUrls, Attribute::LocalContentCanAccessRemoteUrls,
          Attribute::HyperlinkAuditingEnabled})
        settings->setAttribute(attribute, false);
}

} // namespace

bool OneOrigin::isInside(const QUrl& address) const
{
    return address.scheme() == m_origin.scheme() && address.host() == m_origin.host() &&
           address.port() == m_origin.port();
}

void OneOrigin::interceptRequest(QWebEngineUrlRequestInfo& request)
{
    const bool isInThePage = request.requestUrl().scheme() == "data"_L1; // a style sheet's own drawings
    if (!isInThePage && !isInside(request.requestUrl()))
        request.block(true);
}

ConfinedPage::ConfinedPage(QWebEngineProfile* profile, const OneOrigin& origin, QObject* parent)
    : QWebEnginePage{profile, parent}
    , m_origin{origin}
{
    confine(settings());
}

bool ConfinedPage::acceptNavigationRequest(const QUrl& address, NavigationType, bool)
{
    if (m_origin.isInside(address))
        return true;
    Q_EMIT refused(address);
    return false;
}

WebPreviewView::WebPreviewView(QWidget* parent)
    : PreviewView{parent}
    , m_page{new ConfinedPage{&m_profile, m_origin, nullptr}}
    , m_view{new QWebEngineView{this}}
{
    m_profile.setUrlRequestInterceptor(&m_origin);
    m_profile.setPersistentCookiesPolicy(QWebEngineProfile::NoPersistentCookies);
    connect(&m_profile, &QWebEngineProfile::downloadRequested, this,
            [this](QWebEngineDownloadRequest* download) {
                download->cancel();
                Q_EMIT refused(download->url());
            });
    m_view->setPage(m_page);
    m_view->setContextMenuPolicy(Qt::NoContextMenu);
    m_view->setAccessibleName(tr("The client's portal"));
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    setFocusProxy(m_view);
    connect(m_page, &ConfinedPage::refused, this, &WebPreviewView::refused);
    connect(m_page, &QWebEnginePage::loadFinished, this, [this](bool isGood) {
        tellScheme();
        // A window that opens gives its view the focus as if by Tab, and the page opens its skip link. Nobody
        // pressed Tab.
        if (std::exchange(m_isFirstPage, false))
            m_page->runJavaScript(u"document.activeElement?.blur()"_s, QWebEngineScript::ApplicationWorld);
        Q_EMIT loaded(isGood);
    });
}

WebPreviewView::~WebPreviewView()
{
    // A page must not outlive its profile.
    delete m_view;
    delete m_page;
}

void WebPreviewView::load(const QUrl& address)
{
    m_origin.setOrigin(address);
    m_isFirstPage = true;
    m_view->load(address);
}

void WebPreviewView::setScheme(theme::Scheme scheme)
{
    m_scheme = scheme;
    const QString script = schemeScript() + u"\nfoyerShowScheme('%1');"_s.arg(
                                                scheme == theme::Scheme::Dark ? u"dark"_s : u"light"_s);
    // For pages to come, as soon as their style sheets are there; behind the page's back, so that neither its
    // scripts nor its content security policy take part.
    QWebEngineScript early;
    early.setName(u"scheme"_s);
    early.setSourceCode(script);
    early.setInjectionPoint(QWebEngineScript::DocumentReady);
    early.setWorldId(QWebEngineScript::ApplicationWorld);
    m_page->scripts().clear();
    m_page->scripts().insert(early);
    tellScheme();
}

void WebPreviewView::tellScheme()
{
    m_page->runJavaScript(schemeScript() + u"\nfoyerShowScheme('%1');"_s.arg(
                                               m_scheme == theme::Scheme::Dark ? u"dark"_s : u"light"_s),
                          QWebEngineScript::ApplicationWorld);
}

} // namespace foyer
