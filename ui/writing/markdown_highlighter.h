// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/colours.h"
#include "ui/writing/spell_checker.h"
#include "ui/writing/spell_words.h"
#include "ui/writing/tokens.h"

#include <QSyntaxHighlighter>
#include <QTextBlockUserData>
#include <QTimer>

#include <memory>

namespace foyer::writing {

/// What the highlighter found in a line, for those who paint and point at it.
struct LineMarks : QTextBlockUserData
{
    struct Token
    {
        TokenSpot spot;
        bool isKnown;
    };
    std::vector<Token> tokens;
    std::vector<WordSpot> boxes;    ///< tick boxes and initials
    std::vector<WordSpot> misspelt; ///< as it is shown
    bool waitsForSpelling = false;

    /// Null for a line that was not looked at yet.
    static const LineMarks* of(const QTextBlock& block)
    {
        return static_cast<const LineMarks*>(block.userData());
    }
};

/// Dresses Markdown while it is written: the signs stay, the words look like what they mean. Marks tokens,
/// and words that the dictionary does not know; asks the dictionary only when nobody types.
class MarkdownHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    explicit MarkdownHighlighter(QTextDocument* document);

    /// Of body text; headings grow from it.
    void setLook(const QFont& font, const theme::Colours& colours);
    void setTokens(const std::vector<TokenOffer>& tokens);
    /// Nothing: spelling is off.
    void setSpelling(std::shared_ptr<SpellChecker> checker);
    SpellChecker* spelling() const { return m_checker.get(); }

    /// The word that is being typed is not marked. @param position  in the document, -1: nobody types
    void setTypingAt(int position);

Q_SIGNALS:
    /// The marks of some lines changed without the text having changed.
    void marksChanged();

protected:
    void highlightBlock(const QString& line) override;

private:
    void markSigns(const QString& line);
    void markTokens(const QString& line, LineMarks& marks);
    void dress(int start, int length, const QTextCharFormat& format);
    struct Spelt
    {
        std::vector<WordSpot> misspelt;
        QStringList unknown;
    };
    Spelt spelt(const QTextBlock& block) const;
    void recheckAll();
    void recheckSome();

    double m_points = 11;
    theme::Colours m_colours;
    std::vector<TokenOffer> m_tokens;
    std::shared_ptr<SpellChecker> m_checker;
    int m_typingAt = -1;
    int m_recheckFrom = 0; ///< number of the line to go on with
    QTimer m_idle;
};

} // namespace foyer::writing
