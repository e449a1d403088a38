// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/writing/spell_checker.h"

#include <QDir>
#include <QFile>
#include <QLocale>
#include <QSaveFile>
#include <QSettings>
#include <QStandardPaths>
#include <QStringConverter>
#include <QThread>

#include <hunspell.hxx>

#include <algorithm>
#include <map>

namespace foyer::writing {

using namespace Qt::StringLiterals;

namespace {

QStringList dictionaryFolders()
{
    return QStandardPaths::locateAll(QStandardPaths::GenericDataLocation, u"hunspell"_s,
                                     QStandardPaths::LocateDirectory);
}

/// Path without its ending, or empty.
QString dictionaryOf(const QString& code)
{
    const QStringList folders = dictionaryFolders();
    for (const QString& folder : folders) {
        const QString base = folder + u'/' + code;
        if (QFile::exists(base + u".aff"_s) && QFile::exists(base + u".dic"_s))
            return base;
    }
    return {};
}

/// Of the settings: one choice for every language texts are in.
QString chosenKey(const QString& localeName)
{
    return u"writing/spelling/"_s + QLocale{localeName}.name().section(u'_', 0, 0);
}

} // namespace

std::vector<SpellLanguage> installedSpellLanguages()
{
    std::vector<SpellLanguage> languages;
    const QStringList folders = dictionaryFolders();
    for (const QString& folder : folders) {
        const QStringList files = QDir{folder}.entryList({u"*.dic"_s}, QDir::Files);
        for (const QString& file : files) {
            const QString code = file.chopped(4);
            const bool isKnown = std::any_of(languages.begin(), languages.end(),
                                             [&](const SpellLanguage& l) { return l.code == code; });
            if (isKnown || !QFile::exists(folder + u'/' + code + u".aff"_s))
                continue;
            const QLocale locale{code};
            if (locale.language() == QLocale::C) { // hyphenation patterns and the like
                languages.push_back({code, code});
                continue;
            }
            languages.push_back(
                {code, u"%1 (%2)"_s.arg(locale.nativeLanguageName(), locale.nativeTerritoryName())});
        }
    }
    std::sort(languages.begin(), languages.end(), [](const SpellLanguage& a, const SpellLanguage& b) {
        return a.name.localeAwareCompare(b.name) < 0;
    });
    return languages;
}

void rememberSpellLanguage(const QString& localeName, const QString& code)
{
    QSettings{}.setValue(chosenKey(localeName), code);
}

QString spellLanguageFor(const QString& localeName)
{
    const std::vector<SpellLanguage> languages = installedSpellLanguages();
    if (const QVariant chosen = QSettings{}.value(chosenKey(localeName)); chosen.isValid()) {
        const QString code = chosen.toString();
        const bool isThere = std::any_of(languages.begin(), languages.end(),
                                         [&](const SpellLanguage& one) { return one.code == code; });
        if (code.isEmpty() || isThere) // a dictionary may have been removed since
            return code;
    }
    for (const SpellLanguage& language : languages) {
        if (language.code == localeName)
            return language.code;
    }
    const QString own = localeName.section(u'_', 0, 0);
    // de_AT without a dictionary of its own reads German as it is spelt in Germany.
    const QString home = QLocale{own}.name();
    QString fallback;
    for (const SpellLanguage& language : languages) {
        if (language.code == home)
            return language.code;
        if (fallback.isEmpty() && language.code.section(u'_', 0, 0) == own)
            fallback = language.code;
    }
    return fallback;
}

PersonalWords& PersonalWords::instance()
{
    static PersonalWords words;
    return words;
}

QString PersonalWords::file()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/foyer/dictionary.txt"_s;
}

PersonalWords::PersonalWords()
{
    reload();
}

void PersonalWords::reload()
{
    m_words.clear();
    QFile own{file()};
    if (!own.open(QIODevice::ReadOnly))
        return; // nothing taught yet
    const QStringList lines = QString::fromUtf8(own.readAll()).split(u'\n', Qt::SkipEmptyParts);
    for (const QString& line : lines)
        m_words.insert(line.trimmed());
}

bool PersonalWords::add(const QString& word)
{
    m_words.insert(word);
    QStringList lines{m_words.begin(), m_words.end()};
    lines.sort();
    QDir{}.mkpath(QFileInfo{file()}.path());
    QSaveFile own{file()};
    const bool isKept =
        own.open(QIODevice::WriteOnly) && own.write(lines.join(u'\n').toUtf8() + '\n') > 0 && own.commit();
    Q_EMIT added(word);
    return isKept;
}

/// Everything hunspell, on its own thread.
class SpellChecker::Worker : public QObject
{
public:
    explicit Worker(QString base)
        : m_base{std::move(base)}
    {
    }

    /// One answer for each word, in order.
    QList<bool> areGood(const QStringList& words)
    {
        load();
        QList<bool> good;
        good.reserve(words.size());
        for (const QString& word : words)
            good.append(!m_dictionary || m_dictionary->spell(encoded(word)));
        return good;
    }

    QStringList suggestions(const QString& word)
    {
        load();
        QStringList answer;
        if (!m_dictionary)
            return answer;
        for (const std::string& one : m_dictionary->suggest(encoded(word))) {
            if (answer.size() < 7)
                answer.append(m_decode.decode(QByteArrayView{one.data(), qsizetype(one.size())}));
        }
        return answer;
    }

private:
    void load()
    {
        if (m_isLoaded)
            return;
        m_isLoaded = true;
        if (m_base.isEmpty())
            return;
        auto dictionary = std::make_unique<Hunspell>(QFile::encodeName(m_base + u".aff"_s).constData(),
                                                     QFile::encodeName(m_base + u".dic"_s).constData());
        // Hunspell writes some encodings without their first hyphen.
        QByteArray encoding = QByteArray::fromStdString(dictionary->get_dict_encoding());
        if (encoding.startsWith("ISO8859"))
            encoding.insert(3, '-');
        m_encode = QStringEncoder{encoding.constData()};
        m_decode = QStringDecoder{encoding.constData()};
        if (m_encode.isValid() && m_decode.isValid())
            m_dictionary = std::move(dictionary);
        else
            qWarning("The dictionary is in an encoding that cannot be read: %s", encoding.constData());
    }

    std::string encoded(const QString& word)
    {
        const QByteArray bytes = m_encode.encode(word);
        return {bytes.constData(), std::size_t(bytes.size())};
    }

    QString m_base;
    bool m_isLoaded = false;
    std::unique_ptr<Hunspell> m_dictionary;
    QStringEncoder m_encode;
    QStringDecoder m_decode;
};

std::shared_ptr<SpellChecker> SpellChecker::of(const QString& code)
{
    static std::map<QString, std::weak_ptr<SpellChecker>> all;
    std::shared_ptr<SpellChecker> checker = all[code].lock();
    if (!checker) {
        checker.reset(new SpellChecker{code});
        all[code] = checker;
    }
    return checker;
}

SpellChecker::SpellChecker(const QString& code)
    : m_code{code}
    , m_thread{std::make_unique<QThread>()}
    , m_worker{new Worker{dictionaryOf(code)}}
{
    m_worker->moveToThread(m_thread.get());
    connect(m_thread.get(), &QThread::finished, m_worker, &QObject::deleteLater);
    connect(&PersonalWords::instance(), &PersonalWords::added, this, [this](const QString& word) {
        m_isGood.insert(word, true);
        Q_EMIT answered();
    });
    m_thread->setObjectName(u"spelling"_s);
    m_thread->start(QThread::LowPriority);
}

SpellChecker::~SpellChecker()
{
    m_thread->quit();
    m_thread->wait();
}

SpellChecker::Verdict SpellChecker::verdict(const QString& word) const
{
    if (PersonalWords::instance().has(word))
        return Verdict::Good;
    const auto known = m_isGood.constFind(word);
    if (known == m_isGood.constEnd())
        return Verdict::Unknown;
    return *known ? Verdict::Good : Verdict::Bad;
}

void SpellChecker::ask(const QStringList& words)
{
    QStringList fresh;
    for (const QString& word : words) {
        if (!m_isGood.contains(word) && !m_asked.contains(word)) {
            m_asked.insert(word);
            fresh.append(word);
        }
    }
    if (fresh.isEmpty())
        return;
    QMetaObject::invokeMethod(m_worker, [this, worker = m_worker, fresh] {
        const QList<bool> good = worker->areGood(fresh);
        // `this` outlives the worker's thread: the destructor waits for it.
        QMetaObject::invokeMethod(this, [this, fresh, good] {
            for (qsizetype i = 0; i < fresh.size(); ++i) {
                m_isGood.insert(fresh[i], good[i]);
                m_asked.remove(fresh[i]);
            }
            Q_EMIT answered();
        });
    });
}

void SpellChecker::suggest(const QString& word)
{
    QMetaObject::invokeMethod(m_worker, [this, worker = m_worker, word] {
        const QStringList found = worker->suggestions(word);
        QMetaObject::invokeMethod(this, [this, word, found] { Q_EMIT suggested(word, found); });
    });
}

} // namespace foyer::writing
