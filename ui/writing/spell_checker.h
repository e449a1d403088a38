// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QSet>
#include <QStringList>

#include <memory>

class QThread;

namespace foyer::writing {

struct SpellLanguage
{
    QString code; ///< as the dictionary's file is called: "de_DE"
    QString name; ///< in its own words: "Deutsch (Deutschland)"
};

/// The dictionaries that are installed, by name; looked for in the folder "hunspell" of every data folder.
std::vector<SpellLanguage> installedSpellLanguages();

/// What the person chose for texts of this language, else the one for the locale, else one of the same
/// language, else nothing.
QString spellLanguageFor(const QString& localeName);
/// From now on, for texts of this language. @param code  see SpellLanguage; empty: do not check
void rememberSpellLanguage(const QString& localeName, const QString& code);

/// Words the person taught, of all languages, in one text file of theirs: a word a line, UTF-8.
class PersonalWords : public QObject
{
    Q_OBJECT

public:
    static PersonalWords& instance();
    static QString file();

    bool has(const QString& word) const { return m_words.contains(word); }
    /// @returns whether it is kept on disk, too
    bool add(const QString& word);
    /// Reads the file anew.
    void reload();

Q_SIGNALS:
    void added(const QString& word);

private:
    PersonalWords();
    QSet<QString> m_words;
};

/// One dictionary. It is loaded and asked on a thread of its own, so that nobody who types waits for it;
/// what it said once is known at once. Window's thread.
class SpellChecker : public QObject
{
    Q_OBJECT

public:
    enum class Verdict
    {
        Good,
        Bad,
        Unknown ///< not asked yet
    };

    /// Shared by everybody who writes in this language. @param code  see SpellLanguage; one that is not
    /// installed knows every word
    static std::shared_ptr<SpellChecker> of(const QString& code);
    ~SpellChecker() override;

    QString language() const { return m_code; }
    Verdict verdict(const QString& word) const;
    /// Asks about all of them; answered() tells when verdict() knows more.
    void ask(const QStringList& words);
    /// Answered by suggested(). At most seven.
    void suggest(const QString& word);

Q_SIGNALS:
    void answered();
    void suggested(const QString& word, const QStringList& suggestions);

private:
    explicit SpellChecker(const QString& code);

    class Worker;
    QString m_code;
    QHash<QString, bool> m_isGood;
    QSet<QString> m_asked;
    std::unique_ptr<QThread> m_thread;
    Worker* m_worker; ///< lives on m_thread, dies with it
};

} // namespace foyer::writing
