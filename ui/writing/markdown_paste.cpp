// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/writing/markdown_paste.h"

#include <QTextBlock>
#include <QTextDocument>
#include <QTextFragment>
#include <QTextList>
#include <QUrl>

namespace foyer::writing {

using namespace Qt::StringLiterals;

namespace {

class DeafDocument : public QTextDocument
{
protected:
    QVariant loadResource(int, const QUrl&) override { return {}; }
};

/// Blanks at the ends go outside of the signs: Markdown reads "** this**" as stars.
QString wrapped(const QString& text, const QString& before, const QString& after)
{
    const QString core = text.trimmed();
    if (core.isEmpty())
        return text;
    const auto start = text.indexOf(core);
    return text.left(start) + before + core + after + text.mid(start + core.size());
}

QString escaped(const QString& text)
{
    QString answer;
    for (const QChar c : text) {
        if (c == u'*' || c == u'\\' || c == u'`' || c == u'<')
            answer += u'\\';
        answer += c;
    }
    return answer;
}

struct Run
{
    QString text;
    bool isStrong;
    bool isSlanted;
    QString link;
    bool looksLike(const Run& other) const
    {
        return isStrong == other.isStrong && isSlanted == other.isSlanted && link == other.link;
    }
};

QString lineOf(const QTextBlock& block, bool isHeading)
{
    std::vector<Run> runs;
    for (auto part = block.begin(); !part.atEnd(); ++part) {
        const QTextCharFormat format = part.fragment().charFormat();
        QString text = part.fragment().text();
        text.remove(QChar::ObjectReplacementCharacter); // pictures
        text.replace(QChar::LineSeparator, u' ');
        const QUrl link{format.anchorHref()};
        const bool isAddress =
            link.scheme() == "https"_L1 || link.scheme() == "http"_L1 || link.scheme() == "mailto"_L1;
        Run run{cleanedText(text), !isHeading && format.fontWeight() >= QFont::DemiBold, format.fontItalic(),
                isAddress ? link.toString(QUrl::FullyEncoded) : QString{}};
        if (!runs.empty() && runs.back().looksLike(run))
            runs.back().text += run.text;
        else
            runs.push_back(std::move(run));
    }
    QString line;
    for (const Run& run : runs) {
        QString text = escaped(run.text);
        if (run.isSlanted)
            text = wrapped(text, u"*"_s, u"*"_s);
        if (run.isStrong)
            text = wrapped(text, u"**"_s, u"**"_s);
        if (!run.link.isEmpty() && run.link != run.text.trimmed())
            text = wrapped(text, u"["_s, u"](%1)"_s.arg(run.link));
        line += text;
    }
    return line.trimmed();
}

} // namespace

QString cleanedText(const QString& text)
{
    QString answer;
    answer.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'\r') {
            if (i + 1 >= text.size() || text[i + 1] != u'\n')
                answer += u'\n';
        } else if (c == QChar::ParagraphSeparator || c == QChar::LineSeparator) {
            answer += u'\n';
        } else if (c == QChar::Nbsp || c == u'\u202f') {
            answer += u' ';
        } else if (c == u'\t') {
            answer += u"    "_s;
        } else if (c == u'\n' || (c >= u' ' && c != u'\u007f' && c != u'\u00ad' && c != u'\u200b' &&
                                  c != u'\ufeff' && !(c >= u'\u0080' && c <= u'\u009f'))) {
            answer += c;
        }
    }
    return answer;
}

QString markdownFromHtml(const QString& html)
{
    DeafDocument document;
    document.setHtml(html);
    QString text;
    bool wasItem = false;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const int level = block.blockFormat().headingLevel();
        const QString line = lineOf(block, level > 0);
        if (line.isEmpty())
            continue;
        const QTextList* list = block.textList();
        if (!text.isEmpty())
            text += list && wasItem ? u"\n"_s : u"\n\n"_s;
        wasItem = list != nullptr;
        if (level > 0) {
            text += QString(std::min(level, 6), u'#') + u' ';
        } else if (list) {
            const QTextListFormat::Style style = list->format().style();
            const bool isNumbered = style <= QTextListFormat::ListDecimal;
            text += QString(3 * std::max(0, list->format().indent() - 1), u' ') +
                    (isNumbered ? u"%1. "_s.arg(list->itemNumber(block) + 1) : u"- "_s);
        }
        text += line;
    }
    return text;
}

} // namespace foyer::writing
