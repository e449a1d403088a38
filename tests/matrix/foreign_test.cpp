// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/matrix/foreign_world.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>

using namespace foyer;
using namespace foyer::test;
using namespace Qt::StringLiterals;

namespace {

const bool isWholeRun = !qEnvironmentVariableIsEmpty("FOYER_WHOLE_RUN");
const QString studioRoot = u"/my-studio"_s;

/// All that an answer says. The form token of a page is the visitor's own and stays; nothing is left out.
struct Answer
{
    int status;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    bool operator==(const Answer&) const = default;
};

/// Somebody who looks, and from where.
struct Visitor
{
    QString name;
    Browser browser;
    QString root;
    std::optional<std::size_t> client; ///< nothing: nobody is logged in
    bool isOnOtherBrand = false;
};

/// Every name that a form of ours sends, as the pages have them.
QStringList knownFields()
{
    static const QRegularExpression name{u"\\bname=\"([a-z_]+)\""_s};
    QSet<QString> found;
    QDirIterator files{QStringLiteral(FOYER_PAGES), {u"*.html"_s}, QDir::Files, QDirIterator::Subdirectories};
    while (files.hasNext()) {
        QFile file{files.next()};
        if (!file.open(QIODevice::ReadOnly))
            qFatal("%s", qPrintable(file.fileName()));
        const QString html = QString::fromUtf8(file.readAll());
        for (auto it = name.globalMatch(html); it.hasNext();)
            found.insert(it.next().captured(1));
    }
    found.remove(u"form_token"_s);
    QStringList names{found.begin(), found.end()};
    names.sort();
    return names;
}

QString nameOf(web::Method method)
{
    switch (method) {
    case web::Method::Get:
        return u"GET"_s;
    case web::Method::Head:
        return u"HEAD"_s;
    case web::Method::Post:
        return u"POST"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

/// Invariant P1, made from the table of routes: a route that is added there is asked here.
class ForeignTest : public QObject
{
    Q_OBJECT

private:
    Answer ask(Visitor& visitor, web::Method method, const QString& path,
               const std::vector<std::pair<QString, QString>>& fields = {})
    {
        ++m_requests;
        switch (method) {
        case web::Method::Get:
            visitor.browser.getOnly(path);
            break;
        case web::Method::Head:
            visitor.browser.head(path);
            break;
        case web::Method::Post:
            visitor.browser.postOnly(path, fields);
            break;
        }
        Answer answer{visitor.browser.status(), visitor.browser.headers(), visitor.browser.html()};
        // A stranger's browser keeps the very id it asked for until the login: an echo, whoever's it is.
        for (const QString& asked : path.split(u'/', Qt::SkipEmptyParts)) {
            for (auto& header : answer.headers)
                header.second.replace('.' + asked.toUtf8() + ';', ".asked;");
        }
        return answer;
    }

    /// Logged in, with a form token of their own in hand: on the studio address, or on the other brand's
    /// domain.
    Visitor client(std::size_t number, bool isOnOtherBrand = false)
    {
        Visitor visitor{u"client %1"_s.arg(number), m_world->browser(), studioRoot, number, isOnOtherBrand};
        if (isOnOtherBrand) {
            visitor.name += u" on the other brand's domain"_s;
            visitor.browser = Browser{m_world->dispatcher, u"borealis.example"_s};
            visitor.browser.useTls();
            visitor.root.clear();
        }
        logIn(visitor);
        return visitor;
    }
    void logIn(Visitor& visitor)
    {
        visitor.browser.setCookies({});
        visitor.browser.get(visitor.root +
                            m_world->link(m_world->clients[*visitor.client]).mid(studioRoot.size()));
        if (visitor.browser.hasField(u"new_password"_s))
            visitor.browser.submit(visitor.root + u"/set-password"_s, {{u"new_password"_s, password}});
        else
            visitor.browser.submit(visitor.root + u"/welcome"_s, {{u"password"_s, password}});
        if (visitor.browser.path() != visitor.root + u"/home"_s)
            qFatal("%s is not at home but at %s", qPrintable(visitor.name),
                   qPrintable(visitor.browser.path()));
        keepToken(visitor);
    }
    bool isLoggedIn(Visitor& visitor)
    {
        return ask(visitor, web::Method::Get, visitor.root + u"/home"_s).status == 200;
    }
    Visitor nobody(const QString& root, const QString& host)
    {
        Visitor visitor{u"nobody at "_s + host, Browser{m_world->dispatcher, host}, root, {}};
        if (root.isEmpty())
            visitor.browser.useTls();
        visitor.browser.get(root + u"/login"_s);
        keepToken(visitor);
        return visitor;
    }
    void keepToken(Visitor& visitor)
    {
        visitor.browser.get(visitor.root + (visitor.client ? u"/details/edit"_s : u"/login"_s));
        m_tokens.insert(visitor.name, visitor.browser.field(u"form_token"_s));
        if (m_tokens.value(visitor.name).isEmpty())
            qFatal("%s has no form token", qPrintable(visitor.name));
    }

    /// Every field there is, with something in it that names the object.
    std::vector<std::pair<QString, QString>> everyField(const Visitor& visitor, const QString& uid) const
    {
        std::vector<std::pair<QString, QString>> fields{{u"form_token"_s, m_tokens.value(visitor.name)}};
        for (const QString& name : m_fields)
            fields.emplace_back(name, uid);
        return fields;
    }

    static QString pathOf(const Visitor& visitor, const web::Route& route, const QString& uid,
                          const QString& part = {})
    {
        QString path = QLatin1StringView{route.path};
        path.replace(u":argument"_s, uid).replace(u":part"_s, part);
        return visitor.root + path;
    }

    bool isTheirs(const Visitor& visitor, const Object& object) const
    {
        return visitor.client == object.owner &&
               (object.hidden == Hidden::No || (object.hidden == Hidden::OtherBrand)) &&
               (!visitor.isOnOtherBrand || object.hidden == Hidden::OtherBrand);
    }

    /// One visitor asks one route for everything that is not theirs.
    void askForEverything(Visitor& visitor, const web::Route& route, web::Method method,
                          const std::vector<const Object*>& objects)
    {
        for (const Object* object : objects) {
            if (isTheirs(visitor, *object))
                continue;
            const QString random = randomUuid();
            const auto fieldsFor = [&](const QString& uid) {
                return method == web::Method::Post ? everyField(visitor, uid)
                                                   : std::vector<std::pair<QString, QString>>{};
            };
            const Answer foreign = ask(visitor, method, pathOf(visitor, route, object->uid, object->part),
                                       fieldsFor(object->uid));
            const Answer nothing =
                ask(visitor, method, pathOf(visitor, route, random, randomUuid()), fieldsFor(random));
            const QString what = u"%1: %2 %3 for %4"_s.arg(visitor.name, nameOf(method),
                                                           QLatin1StringView{route.path}, object->mark);
            if (!(foreign == nothing))
                QFAIL(qPrintable(u"%1 differs from a random id: %2 and %3"_s.arg(what)
                                     .arg(foreign.status)
                                     .arg(nothing.status)));
            const int expected = !visitor.client && route.access == web::Access::Client
                                     ? (method == web::Method::Post ? 403 : 303)
                                     : 404;
            if (foreign.status != expected)
                QFAIL(qPrintable(u"%1: %2"_s.arg(what).arg(foreign.status)));
            if (foreign.body.contains(object->mark.toUtf8()))
                QFAIL(qPrintable(what + u" says what it is"_s));
        }
    }

    /// All rows that are somebody's: what a request that was refused must leave as they are.
    QByteArray everybodysThings() const
    {
        return m_world->look([](const Snapshot& s) -> Result<QByteArray> {
            QByteArray all;
            for (const char* table :
                 {"item", "item_recipient", "item_version", "evidence", "signature", "answer_sheet",
                  "answer_revision", "seal", "job", "payment", "payment_state", "payment_attempt",
                  "allocation", "receipt", "instalment"}) {
                // Whatever its columns: as one text for each row.
                const auto columns = s.query(u"SELECT group_concat('quote(' || name || ')', '||') "
                                             "FROM pragma_table_info('%1')"_s.arg(QLatin1StringView{table}))
                                         .first([](const Query& row) { return row.text(0); });
                if (!columns)
                    return fail(columns.error());
                const auto rows =
                    s.query(u"SELECT %1 FROM %2 ORDER BY rowid"_s.arg(**columns, QLatin1StringView{table}))
                        .all([](const Query& row) { return row.text(0); });
                if (!rows)
                    return fail(rows.error());
                for (const QString& row : *rows)
                    all += row.toUtf8() + '\n';
            }
            return all;
        });
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_world = std::make_unique<ForeignWorld>(isWholeRun ? 50 : 8);
        m_fields = knownFields();
        QVERIFY(m_fields.size() > 20);
        for (std::size_t i = 0; i < m_world->clients.size(); ++i)
            m_visitors.push_back(client(i));
        for (std::size_t i = 0; i < m_world->clients.size(); i += isWholeRun ? 10 : 4)
            m_visitors.push_back(client(i, true));
        m_visitors.push_back(nobody(studioRoot, u"127.0.0.1:8080"_s));
        m_visitors.push_back(nobody({}, u"borealis.example"_s));
    }

    void p1_everyRouteThatNamesSomethingHasObjectsHere()
    {
        for (const web::Route& route : web::routes()) {
            if (route.names == web::Names::Nothing || route.names == web::Names::Link)
                continue;
            QVERIFY2(m_world->objectsFor(route.names).size() >= m_world->clients.size() * 4, route.path);
            QVERIFY2(route.access == web::Access::Client, route.path);
        }
    }

    /// What is theirs is there: without this, a portal that finds nothing would pass everything below.
    void s27_whatIsTheirsIsThere()
    {
        for (Visitor& visitor : m_visitors) {
            if (!visitor.client)
                continue;
            for (const web::Route& route : web::routes()) {
                if (route.method != web::Method::Get)
                    continue;
                for (const Object* object : m_world->objectsFor(route.names)) {
                    if (!isTheirs(visitor, *object))
                        continue;
                    const Answer own =
                        ask(visitor, web::Method::Get, pathOf(visitor, route, object->uid, object->part));
                    QVERIFY2(own.status < 400, qPrintable(u"%1: %2 for %3: %4"_s.arg(
                                                   visitor.name, QLatin1StringView{route.path}, object->mark,
                                                   QString::number(own.status))));
                }
            }
        }
    }

    void p1_nobodyGetsWhatIsNotTheirs_data()
    {
        QTest::addColumn<int>("number");
        QTest::newRow("no route names anything") << -1;
        int number = 0;
        for (const web::Route& route : web::routes()) {
            if (route.names != web::Names::Nothing && route.names != web::Names::Link)
                QTest::newRow(qPrintable(nameOf(route.method) + u' ' + QLatin1StringView{route.path}))
                    << number;
            ++number;
        }
    }
    void p1_nobodyGetsWhatIsNotTheirs()
    {
        QFETCH(int, number);
        if (number < 0)
            return;
        const web::Route& route = web::routes()[std::size_t(number)];
        const auto objects = m_world->objectsFor(route.names);
        const QByteArray before = everybodysThings();
        for (Visitor& visitor : m_visitors) {
            askForEverything(visitor, route, route.method, objects);
            if (route.method == web::Method::Get)
                askForEverything(visitor, route, web::Method::Head, objects);
            if (QTest::currentTestFailed())
                return;
        }
        m_world->settle();
        QVERIFY2(everybodysThings() == before, "a request that was refused changed something");
    }

    /// Pages that name nothing list only what is the visitor's own, whatever is asked for in the address.
    void s32_noPageTellsOfAnybodyElses()
    {
        const auto marksOf = [&](const Visitor& visitor, const QByteArray& body) {
            for (const Object& object : m_world->objects) {
                if (!isTheirs(visitor, object) && body.contains(object.mark.toUtf8()))
                    return object.mark;
            }
            return QString{};
        };
        for (Visitor& visitor : m_visitors) {
            for (const web::Route& route : web::routes()) {
                if (route.method != web::Method::Get || route.names != web::Names::Nothing)
                    continue;
                for (const QString& query : {QString{}, u"?older="_s + m_world->objects.front().uid,
                                             u"?item="_s + m_world->objects.front().uid}) {
                    const Answer answer =
                        ask(visitor, web::Method::Get, visitor.root + QLatin1StringView{route.path} + query);
                    const QString foreign = marksOf(visitor, answer.body);
                    QVERIFY2(foreign.isEmpty(), qPrintable(u"%1 sees %2 at %3"_s.arg(
                                                    visitor.name, foreign, QLatin1StringView{route.path})));
                }
            }
            if (!visitor.client)
                continue;
            const Answer home = ask(visitor, web::Method::Get, visitor.root + u"/home"_s);
            QCOMPARE(home.status, 200);
            for (const Object& object : m_world->objects) {
                if (isTheirs(visitor, object))
                    QVERIFY2(home.body.contains(object.mark.toUtf8()),
                             qPrintable(visitor.name + object.mark));
            }
        }
    }

    /// Forms that name nothing in their address do nothing to what their fields name.
    void p1_formsReachNothingOfAnybodyElses()
    {
        const QByteArray before = everybodysThings();
        // A few of them: logging in again after each form that ends a session is slow, as it should be.
        std::vector<const Object*> some;
        for (std::size_t i = 0; i < m_world->objects.size(); i += m_world->objects.size() / 11)
            some.push_back(&m_world->objects[i]);
        for (const web::Route& route : web::routes()) {
            if (route.method != web::Method::Post || route.names != web::Names::Nothing || route.hashes)
                continue;
            for (std::size_t i = 0; i < m_visitors.size(); i += 3) {
                Visitor& visitor = m_visitors[i];
                for (const Object* object : some) {
                    if (isTheirs(visitor, *object))
                        continue;
                    if (visitor.client && !isLoggedIn(visitor)) // some of these end the session
                        logIn(visitor);
                    const Answer foreign = ask(visitor, web::Method::Post, pathOf(visitor, route, {}),
                                               everyField(visitor, object->uid));
                    QVERIFY2(!foreign.body.contains(object->mark.toUtf8()), route.path);
                    QVERIFY2(foreign.status < 500, route.path);
                }
            }
        }
        m_world->settle();
        QVERIFY2(everybodysThings() == before, "a form changed what is somebody else's");
    }

    void cleanupTestCase()
    {
        qInfo("%lld requests by %zu visitors for %zu objects", m_requests, m_visitors.size(),
              m_world->objects.size());
        const QString figures = qEnvironmentVariable("FOYER_FIGURES");
        if (!figures.isEmpty()) {
            QFile file{figures};
            if (file.open(QIODevice::Append))
                file.write(
                    QStringLiteral("foreign: %1 requests (at least 100000) by %2 visitors for %3 objects\n")
                        .arg(m_requests)
                        .arg(m_visitors.size())
                        .arg(m_world->objects.size())
                        .toUtf8());
        }
        if (isWholeRun)
            QVERIFY(m_requests >= 100'000);
    }

private:
    std::unique_ptr<ForeignWorld> m_world;
    std::vector<Visitor> m_visitors;
    QHash<QString, QString> m_tokens;
    QStringList m_fields;
    qint64 m_requests = 0;
};

QTEST_MAIN(ForeignTest) // a receipt is drawn when it is asked for
#include "foreign_test.moc"
