// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/studio.h"
#include "ui/desktop/embedded_portal.h"
#include "ui/preview/preview_window.h"
#include "ui/preview/web_preview_view.h"

#include <QApplication>
#include <QSettings>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QWebEngineScript>

using namespace foyer;
using namespace Qt::StringLiterals;

namespace {

/// Answers every request with one page, and remembers what was asked for.
class OnePageServer : public QTcpServer
{
public:
    explicit OnePageServer(QByteArray page)
        : m_page{std::move(page)}
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* socket = nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                    const QByteArray head = socket->readAll();
                    asked.append(QString::fromLatin1(head.left(head.indexOf('\r'))));
                    const bool isStyle = head.startsWith("GET /style.css");
                    const QByteArray body = isStyle ? style : m_page;
                    socket->write(
                        "HTTP/1.1 200 OK\r\nContent-Type: " + QByteArray{isStyle ? "text/css" : "text/html"} +
                        "\r\nContent-Security-Policy: default-src 'none'; style-src 'self'; img-src *\r\n"
                        "Connection: close\r\nContent-Length: " +
                        QByteArray::number(body.size()) + "\r\n\r\n" + body);
                    socket->disconnectFromHost();
                });
            }
        });
    }
    QUrl url() const { return QUrl{u"http://127.0.0.1:%1/p/token"_s.arg(serverPort())}; }

    QByteArray style = "body { background: #ffffff } "
                       "@media (prefers-color-scheme: dark) { body { background: #000000 } }";
    QStringList asked;

private:
    QByteArray m_page;
};

struct Studio
{
    QTemporaryDir home;
    std::unique_ptr<Database> database = *openStudio(home.filePath(u"studio.foyer"_s), StartWith::New);
};

} // namespace

class PreviewTest : public QObject
{
    Q_OBJECT

private:
    static QVariant evaluate(QWebEnginePage* page, const QString& script)
    {
        QVariant answer;
        bool isThere = false;
        page->runJavaScript(script, QWebEngineScript::ApplicationWorld, [&](const QVariant& value) {
            answer = value;
            isThere = true;
        });
        if (!QTest::qWaitFor([&] { return isThere; }))
            return u"no answer"_s;
        return answer;
    }
    static QString backgroundOf(QWebEnginePage* page)
    {
        return evaluate(page, u"getComputedStyle(document.body).backgroundColor"_s).toString();
    }

private Q_SLOTS:
    /// S13
    void thePageIsShownAndNothingElseIsLoaded()
    {
        OnePageServer elsewhere{"picture"};
        const QByteArray other = elsewhere.url().toEncoded();
        OnePageServer portal{"<link rel=stylesheet href=/style.css><h1>Hello Mara</h1><img src='" + other +
                             "'><a id=out href='" + other + "'>out</a>"};
        WebPreviewView view;
        QSignalSpy loaded{&view, &PreviewView::loaded};
        QSignalSpy refused{&view, &PreviewView::refused};
        view.load(portal.url());
        QVERIFY(loaded.wait(20'000));
        QVERIFY(loaded.first().first().toBool());
        QCOMPARE(evaluate(view.page(), u"document.querySelector('h1').textContent"_s).toString(),
                 u"Hello Mara"_s);
        evaluate(view.page(), u"document.getElementById('out').click(); window.open('%1'); 1"_s.arg(
                                  QString::fromLatin1(other)));
        QTRY_VERIFY(!refused.isEmpty());
        QCOMPARE(elsewhere.asked, QStringList{});
        QVERIFY(view.page()->profile()->isOffTheRecord());
    }

    /// S13
    void lightAndDarkSwitchTheStyleSheetOfThePage()
    {
        OnePageServer portal{"<link rel=stylesheet href=/style.css><h1>Hello</h1>"};
        WebPreviewView view;
        view.setScheme(theme::Scheme::Dark);
        QSignalSpy loaded{&view, &PreviewView::loaded};
        view.load(portal.url());
        QVERIFY(loaded.wait(20'000));
        QTRY_COMPARE(backgroundOf(view.page()), u"rgb(0, 0, 0)"_s);
        view.setScheme(theme::Scheme::Light);
        QTRY_COMPARE(backgroundOf(view.page()), u"rgb(255, 255, 255)"_s);
        view.setScheme(theme::Scheme::Dark);
        QTRY_COMPARE(backgroundOf(view.page()), u"rgb(0, 0, 0)"_s);
        loaded.clear();
        view.reload();
        QVERIFY(loaded.wait(20'000));
        QTRY_COMPARE(backgroundOf(view.page()), u"rgb(0, 0, 0)"_s);
    }

    /// S13
    void startingOverAsksForANewAddress()
    {
        OnePageServer portal{"<a href=/>Skip</a><h1>Hello</h1>"};
        int asked = 0;
        Studio studio;
        PreviewWindow* window = new PreviewWindow{*studio.database,
                                                  [&](ContactId) -> Result<QUrl> {
                                                      ++asked;
                                                      return portal.url();
                                                  },
                                                  ContactId{1}, u"Mara Lind"_s};
        window->setAttribute(Qt::WA_DeleteOnClose, false);
        const std::unique_ptr<PreviewWindow> owner{window};
        QSignalSpy loaded{window, &PreviewWindow::loaded};
        window->show();
        QVERIFY(loaded.wait(20'000));
        QCOMPARE(asked, 1);
        window->startOver();
        QCOMPARE(asked, 2);
        QVERIFY(loaded.wait(20'000));

        auto* page = static_cast<WebPreviewView*>(window->view())->page();
        QTRY_COMPARE(evaluate(page, u"document.activeElement.tagName"_s).toString(),
                     u"BODY"_s); // not its first link
        for (const auto* button : window->findChildren<QToolButton*>()) {
            if (button->isVisible() && button->defaultAction())
                QVERIFY2(button->focusPolicy() & Qt::TabFocus, qPrintable(button->text())); // S14
        }

        window->setWidth(PreviewWindow::Width::Phone);
        QTRY_COMPARE(window->view()->width(), 390);
        window->setWidth(PreviewWindow::Width::Desk);
        QTRY_VERIFY(window->view()->width() > 600);
    }

    /// S13: the real pages, for somebody who was never invited
    void thePortalOfAContactIsShownWithItsBanner()
    {
        QTemporaryDir home;
        QSettings settings{home.filePath(u"foyer.conf"_s), QSettings::IniFormat};
        const auto database = *openStudio(home.filePath(u"studio.foyer"_s), StartWith::New);
        const auto mara = *database->write(Actor::studio(), [&](Transaction& t) {
            ContactDetails details;
            details.displayName = u"Mara Lind"_s;
            return contacts::add(t, brands::all(t)->front().id, details);
        });
        EmbeddedPortal portal{*database, settings};
        WebPreviewView view;
        QSignalSpy loaded{&view, &PreviewView::loaded};
        const auto url = portal.previewOf(mara);
        QVERIFY(url);
        view.load(*url);
        QVERIFY(loaded.wait(20'000));
        const QString text = evaluate(view.page(), u"document.body.innerText"_s).toString();
        QVERIFY2(text.contains(u"Mara"_s), qPrintable(text));
        QVERIFY2(text.contains(u"preview"_s, Qt::CaseInsensitive), qPrintable(text));
        const QString paper = u"getComputedStyle(document.documentElement).backgroundColor"_s;
        view.setScheme(theme::Scheme::Light);
        const QString light = evaluate(view.page(), paper).toString();
        view.setScheme(theme::Scheme::Dark);
        QTRY_VERIFY(evaluate(view.page(), paper).toString() != light);
    }

    void withoutAnAddressTheWindowSaysSo()
    {
        Studio studio;
        PreviewWindow window{*studio.database,
                             [](ContactId) -> Result<QUrl> { return fail(Fault::Invalid, u"a company"_s); },
                             ContactId{1}, u"Harbour House"_s};
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.show();
        QVERIFY(!window.view()->isVisible());
    }
};

int main(int argc, char* argv[])
{
    // Chromium refuses its sandbox to root, and tests may run as root. The program itself never does this.
    qputenv("QTWEBENGINE_DISABLE_SANDBOX", "1");
    qputenv("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu");
    QApplication application{argc, argv};
    PreviewTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "preview_test.moc"
