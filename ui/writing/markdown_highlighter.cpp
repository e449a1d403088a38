// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/writing/markdown_highlighter.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTextDocument>

#include <algorithm>
#include <chrono>

namespace foyer::writing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto pause = 350ms; ///< after a key, before the dictionary is asked
constexpr qint64 sliceMs = 4; ///< of marking, between two looks at the keyboard

bool operator==(const WordSpot& one, const WordSpot& other)
{
    return one.start == other.start && one.length == other.length;
}

bool areSame(const std::vector<WordSpot>& one, const std::vector<WordSpot>& other)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](const WordSpot& a, const WordSpot& b) { return a == b; });
}

double headingFactor(int level)
{
    return level == 1 ? 1.6 : level == 2 ? 1.3 : level == 3 ? 1.12 : 1.0;
}

} // namespace

MarkdownHighlighter::MarkdownHighlighter(QTextDocument* document)
    : QSyntaxHighlighter{document}
    , m_colours{theme::colours(theme::Scheme::Light)}
{
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &MarkdownHighlighter::recheckSome);
}

void MarkdownHighlighter::setLook(const QFont& font, const theme::Colours& colours)
{
    m_points = font.pointSizeF() > 0 ? font.pointSizeF() : 11;
    m_colours = colours;
    rehighlight();
}

void MarkdownHighlighter::setTokens(const std::vector<TokenOffer>& tokens)
{
    m_tokens = tokens;
    rehighlight();
}

void MarkdownHighlighter::setSpelling(std::shared_ptr<SpellChecker> checker)
{
    if (m_checker)
        disconnect(m_checker.get(), nullptr, this, nullptr);
    m_checker = std::move(checker);
    if (m_checker)
        connect(m_checker.get(), &SpellChecker::answered, this, &MarkdownHighlighter::recheckAll);
    recheckAll();
}

void MarkdownHighlighter::setTypingAt(int position)
{
    const int before = m_typingAt;
    if (before == position)
        return;
    m_typingAt = position;
    if (before < 0)
        return;
    const QTextBlock left = document()->findBlock(before);
    auto* marks = static_cast<LineMarks*>(left.userData());
    if (!marks)
        return;
    marks->waitsForSpelling = true;
    m_recheckFrom = std::min(m_recheckFrom, left.blockNumber());
    m_idle.start(pause);
}

void MarkdownHighlighter::dress(int start, int length, const QTextCharFormat& format)
{
    // Marks may lie on each other (a token in a heading): the later adds to the earlier.
    for (int i = start; i < start + length;) {
        const QTextCharFormat under = this->format(i);
        int end = i + 1;
        while (end < start + length && this->format(end) == under)
            ++end;
        QTextCharFormat both = under;
        both.merge(format);
        setFormat(i, end - i, both);
        i = end;
    }
}

void MarkdownHighlighter::markSigns(const QString& line)
{
    static const QRegularExpression heading{u"^(#{1,6})(\\s+|$)"_s};
    static const QRegularExpression listItem{u"^\\s*([-*+]|\\d{1,9}[.)])\\s"_s};
    static const QRegularExpression quote{u"^\\s*(>\\s?)+"_s};
    static const QRegularExpression rule{u"^\\s*([-*_])(\\s*\\1){2,}\\s*$"_s};
    static const QRegularExpression strong{u"(\\*\\*|__)(?=\\S)(.+?)(?<=\\S)\\1"_s};
    static const QRegularExpression emphasis{
        u"(?<![\\*_\\w\\\\])([*_])(?=[^\\s*_])((?:[^*_\\\\]|\\\\.)+?)(?<=\\S)\\1(?![\\*_\\w])"_s};
    static const QRegularExpression link{u"(\\[)([^\\]\\[]+)(\\]\\([^)\\s]*\\))"_s};

    QTextCharFormat sign;
    sign.setForeground(m_colours.muted);
    QTextCharFormat marker;
    marker.setForeground(m_colours.accent);
    marker.setFontWeight(QFont::DemiBold);

    if (const auto found = heading.match(line); found.hasMatch()) {
        QTextCharFormat big;
        big.setFontPointSize(m_points * headingFactor(int(found.capturedLength(1))));
        big.setFontWeight(QFont::DemiBold);
        dress(0, int(line.size()), big);
        sign.setFontWeight(QFont::Normal);
        dress(0, int(found.capturedLength(1)), sign);
    } else if (rule.match(line).hasMatch()) {
        dress(0, int(line.size()), sign);
        return;
    } else if (const auto item = listItem.match(line); item.hasMatch()) {
        dress(int(item.capturedStart(1)), int(item.capturedLength(1)), marker);
    } else if (const auto quoted = quote.match(line); quoted.hasMatch()) {
        QTextCharFormat aside;
        aside.setForeground(m_colours.muted);
        aside.setFontItalic(true);
        dress(0, int(line.size()), aside);
        dress(0, int(quoted.capturedLength()), marker);
    }
    for (auto match = strong.globalMatch(line); match.hasNext();) {
        const auto found = match.next();
        QTextCharFormat bold;
        bold.setFontWeight(QFont::Bold);
        dress(int(found.capturedStart(2)), int(found.capturedLength(2)), bold);
        dress(int(found.capturedStart(1)), 2, sign);
        dress(int(found.capturedEnd(2)), 2, sign);
    }
    for (auto match = emphasis.globalMatch(line); match.hasNext();) {
        const auto found = match.next();
        QTextCharFormat slanted;
        slanted.setFontItalic(true);
        dress(int(found.capturedStart(2)), int(found.capturedLength(2)), slanted);
        dress(int(found.capturedStart(1)), 1, sign);
        dress(int(found.capturedEnd(2)), 1, sign);
    }
    for (auto match = link.globalMatch(line); match.hasNext();) {
        const auto found = match.next();
        QTextCharFormat words;
        words.setForeground(m_colours.accent);
        words.setFontUnderline(true);
        dress(int(found.capturedStart(2)), int(found.capturedLength(2)), words);
        dress(int(found.capturedStart(1)), 1, sign);
        dress(int(found.capturedStart(3)), int(found.capturedLength(3)), sign);
    }
}

void MarkdownHighlighter::markTokens(const QString& line, LineMarks& marks)
{
    // A backslash before any of them makes it plain text; a tick box begins its line.
    static const QRegularExpression box{u"^\\s*\\[ \\](?=\\s|$)|(?<!\\\\)\\[initials\\]"_s};
    for (auto match = box.globalMatch(line); match.hasNext();) {
        const auto found = match.next();
        const int start = int(line.indexOf(u'[', found.capturedStart()));
        const int length = int(found.capturedEnd()) - start;
        marks.boxes.push_back({start, length});
        QTextCharFormat format;
        format.setForeground(m_colours.warning);
        format.setFontWeight(QFont::DemiBold);
        dress(start, length, format);
    }
    for (const TokenSpot& spot : tokensIn(line)) {
        const bool isKnown = isOffered(spot.name, m_tokens);
        marks.tokens.push_back({spot, isKnown});
        QTextCharFormat format;
        format.setForeground(isKnown ? m_colours.accent : m_colours.danger);
        format.setFontItalic(false);
        if (!isKnown) {
            format.setUnderlineStyle(QTextCharFormat::SingleUnderline);
            format.setUnderlineColor(m_colours.danger);
        }
        dress(spot.start, spot.length, format);
    }
}

void MarkdownHighlighter::highlightBlock(const QString& line)
{
    auto* marks = static_cast<LineMarks*>(currentBlockUserData());
    if (!marks) {
        marks = new LineMarks; // the document owns it
        setCurrentBlockUserData(marks);
    }
    marks->tokens.clear();
    marks->boxes.clear();
    marks->misspelt.clear();
    markSigns(line);
    markTokens(line, *marks);
    if (!m_checker)
        return;
    const Spelt words = spelt(currentBlock());
    marks->misspelt = words.misspelt;
    QTextCharFormat wave;
    wave.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    wave.setUnderlineColor(m_colours.danger);
    for (const WordSpot& word : words.misspelt)
        dress(word.start, word.length, wave);
    if (!words.unknown.isEmpty()) {
        marks->waitsForSpelling = true;
        m_recheckFrom = std::min(m_recheckFrom, currentBlock().blockNumber());
        m_idle.start(pause);
    }
}

MarkdownHighlighter::Spelt MarkdownHighlighter::spelt(const QTextBlock& block) const
{
    Spelt answer;
    const QString line = block.text();
    const int typing = m_typingAt - block.position();
    for (const WordSpot& word : spellWords(line)) {
        const QString text = lookedUp(QStringView{line}.mid(word.start, word.length));
        switch (m_checker->verdict(text)) {
        case SpellChecker::Verdict::Good:
            break;
        case SpellChecker::Verdict::Unknown:
            if (typing < word.start || typing > word.start + word.length)
                answer.unknown.append(text);
            break;
        case SpellChecker::Verdict::Bad:
            if (typing < word.start || typing > word.start + word.length)
                answer.misspelt.push_back(word);
            break;
        }
    }
    return answer;
}

void MarkdownHighlighter::recheckAll()
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        if (auto* marks = static_cast<LineMarks*>(block.userData()))
            marks->waitsForSpelling = true;
    }
    m_recheckFrom = 0;
    if (!m_idle.isActive())
        m_idle.start(0ms);
}

void MarkdownHighlighter::recheckSome()
{
    QElapsedTimer spent;
    spent.start();
    QStringList unknown;
    bool hasChanged = false;
    QTextBlock block = document()->findBlockByNumber(m_recheckFrom);
    for (; block.isValid() && spent.elapsed() < sliceMs; block = block.next()) {
        auto* marks = static_cast<LineMarks*>(block.userData());
        if (!marks || !marks->waitsForSpelling)
            continue;
        marks->waitsForSpelling = false;
        const Spelt words = m_checker ? spelt(block) : Spelt{};
        unknown += words.unknown;
        if (!areSame(words.misspelt, marks->misspelt)) {
            rehighlightBlock(block); // may find it waiting again: the answer to `unknown` comes for all
            marks->waitsForSpelling = false;
            hasChanged = true;
        }
    }
    m_recheckFrom = block.isValid() ? block.blockNumber() : document()->blockCount();
    if (m_checker && !unknown.isEmpty())
        m_checker->ask(unknown);
    if (hasChanged)
        Q_EMIT marksChanged();
    if (block.isValid())
        m_idle.start(0ms);
    else
        m_idle.stop();
}

} // namespace foyer::writing
