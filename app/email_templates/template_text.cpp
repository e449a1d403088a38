// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/email_templates/template_text.h"

#include "app/base/text.h"
#include "app/base/token_scan.h"
#include "app/email_templates/token_places.h"
#include "app/mail/mail_body.h"
#include "app/mail/tokens.h"

#include <QRegularExpression>

#include <algorithm>

namespace foyer::email_templates {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestShown = 40;

/// A template in pieces: what was written, and tokens between.
struct Piece
{
    QString written; ///< of a token, with its braces
    QString name;    ///< of a token, in lower case; empty: these are words of the template
    QString words;   ///< that a link was given
    qsizetype at = 0;
};

/// Only a link is given words; anything else that stands behind a colon makes it a token nobody knows.
void nameIt(Piece& piece, const QString& inside)
{
    static const QRegularExpression withWords{u"^([^:|]*?)\\s*[:|]\\s*(.*)$"_s};
    piece.name = inside.toLower();
    const auto match = withWords.match(inside);
    if (match.hasMatch() && match.captured(1).toLower().endsWith("portal_linked"_L1)) {
        piece.name = match.captured(1).toLower();
        piece.words = match.captured(2).remove(u'{').remove(u'}').trimmed();
    }
}

std::vector<Piece> piecesOf(const QString& text, bool isSubject, std::vector<TextProblem>& problems)
{
    std::vector<Piece> pieces{{}};
    qsizetype at = 0;
    const auto take = [&](qsizetype count) {
        pieces.back().written += QStringView{text}.sliced(at, count);
        at += count;
    };
    while (at < text.size()) {
        const QStringView rest = QStringView{text}.sliced(at);
        if (rest.startsWith("\\{{"_L1)) {
            pieces.back().written += isSubject ? u"{ {"_s : u"\\{\\{"_s; // wanted as they are
            const auto braced = bracedAt(rest.sliced(1));
            at += 3;
            take(braced ? braced->length - 2 : 0);
        } else if (rest.startsWith(u'\\') && rest.size() > 1 && rest[1] != u'\n') {
            take(2);
        } else if (rest.startsWith("{{"_L1)) {
            const auto braced = bracedAt(rest);
            if (!braced) {
                problems.push_back({TextProblem::Kind::Unclosed,
                                    isSubject,
                                    rest.first(std::min(rest.size(), longestShown)).toString().simplified(),
                                    {},
                                    at,
                                    2});
                take(2);
                continue;
            }
            Piece token;
            token.written = rest.first(braced->length).toString();
            token.at = at;
            nameIt(token, braced->inside);
            if (token.name.isEmpty())
                token.name = u" "_s; // nobody knows it, but a token it is
            pieces.push_back(std::move(token));
            pieces.push_back({});
            at += braced->length;
        } else if (rest.startsWith("}}"_L1)) {
            problems.push_back({TextProblem::Kind::Unclosed, isSubject, u"}}"_s, {}, at, 2});
            take(2);
        } else {
            take(1);
        }
    }
    return pieces;
}

void checkTokens(const std::vector<Piece>& pieces, bool isSubject, std::vector<TextProblem>& problems)
{
    for (const Piece& piece : pieces) {
        if (piece.name.isEmpty())
            continue;
        const QString shown = piece.written.sliced(2, piece.written.size() - 4).simplified();
        if (!isKnown(piece.name))
            problems.push_back({TextProblem::Kind::Unknown, isSubject, shown,
                                closestWord(piece.name.section(u':', 0, 0).trimmed(), tokenNames()), piece.at,
                                piece.written.size()});
        else if (isSubject && isLink(piece.name))
            problems.push_back(
                {TextProblem::Kind::InSubject, true, shown, {}, piece.at, piece.written.size()});
    }
}

void checkSize(const QString& text, bool isSubject, std::vector<TextProblem>& problems)
{
    const qsizetype longest = isSubject ? longestSubject : longestBody;
    if (text.trimmed().isEmpty())
        problems.push_back({TextProblem::Kind::Empty, isSubject, {}, {}, 0, 0});
    else if (text.size() > longest)
        problems.push_back({TextProblem::Kind::TooLong, isSubject, {}, {}, longest, text.size() - longest});
}

/// Whether a token can have its value, else the problem is noted.
const QString* valueOf(const Piece& piece, bool isSubject, const TokenValues& values,
                       std::vector<TextProblem>& problems)
{
    const auto value = values.find(piece.name);
    if (value != values.end() && !value->second.trimmed().isEmpty())
        return &value->second;
    if (isKnown(piece.name))
        problems.push_back(
            {TextProblem::Kind::Unresolved, isSubject, piece.name, {}, piece.at, piece.written.size()});
    return nullptr;
}

QString filledSubject(const std::vector<Piece>& pieces, const TokenValues& values,
                      std::vector<TextProblem>& problems)
{
    QString subject;
    for (const Piece& piece : pieces) {
        if (piece.name.isEmpty()) {
            subject += piece.written;
        } else if (!isLink(piece.name)) {
            if (const QString* value = valueOf(piece, true, values, problems))
                subject += shownText(*value);
        }
    }
    // No one and no two values together may make what reads as a token.
    return mail::withoutTokens(subject.simplified());
}

/// The one form in which a link stands in a body that is queued.
QString queuedLink(const Piece& piece, const TokenValues& values, std::vector<TextProblem>& problems)
{
    QString words = piece.words;
    if (piece.name == "recipient.portal_link"_L1)
        return mail::portalLinkToken;
    if (piece.name == "document.portal_linked"_L1) {
        Piece title = piece;
        title.name = u"document.title"_s;
        const QString* value = valueOf(title, false, values, problems);
        if (words.isEmpty() && value)
            words = u"Open “%1”"_s.arg(shownText(*value).simplified());
    } else if (const auto own = values.find(u"recipient.portal_words"_s);
               words.isEmpty() && own != values.end()) {
        words = own->second;
    }
    words.replace(u'{', u'(').replace(u'}', u')');
    return words.isEmpty() ? u"{{recipient.portal_linked}}"_s
                           : u"{{recipient.portal_linked: %1}}"_s.arg(words.simplified());
}

QString filledBody(const std::vector<Piece>& pieces, const TokenValues& values,
                   std::vector<TextProblem>& problems)
{
    std::vector<QString> parts;
    std::vector<bool> isToken;
    for (const Piece& piece : pieces) {
        parts.push_back(piece.written);
        isToken.push_back(!piece.name.isEmpty());
    }
    const std::vector<TokenPlace> places = placesOf(parts, isToken);
    QString body;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const Piece& piece = pieces[i];
        if (piece.name.isEmpty()) {
            body += piece.written;
        } else if (isLink(piece.name)) {
            body += queuedLink(piece, values, problems);
        } else if (const QString* value = valueOf(piece, false, values, problems)) {
            const QString next = i + 1 < pieces.size() ? pieces[i + 1].written : QString{};
            body += writtenAt(places[i], *value, {body, next, piece.name == "brand.website"_L1});
        }
    }
    return body;
}

} // namespace

QString sentenceFor(const TextProblem& problem)
{
    const QString where = problem.isInSubject ? u"the subject"_s : u"the text"_s;
    switch (problem.kind) {
    case TextProblem::Kind::Unknown:
        return problem.suggestion.isEmpty()
                   ? u"There is no token “%1”. Choose one from the list of tokens."_s.arg(problem.name)
                   : u"There is no token “"_s + problem.name + u"”. Did you mean “"_s + problem.suggestion +
                         u"”?"_s;
    case TextProblem::Kind::Unresolved:
        return u"Nothing is known for “%1” here. Fill it in on the contact, the job or the brand, or take "
               u"the "
               "token out."_s.arg(problem.name);
    case TextProblem::Kind::Unclosed:
        return u"In %1, “%2” begins or ends a token without its partner."_s.arg(where, problem.name);
    case TextProblem::Kind::InSubject:
        return u"“%1” is a link, and a subject carries none. Put it into the text."_s.arg(problem.name);
    case TextProblem::Kind::TooLong:
        return problem.isInSubject
                   ? u"The subject is longer than %1 characters."_s.arg(longestSubject)
                   : u"The text is so long that mail programs would cut it off. Shorten it, or put part of it into a document."_s;
    case TextProblem::Kind::Empty:
        return problem.isInSubject ? u"A mail needs a subject."_s : u"A mail needs a text."_s;
    }
    Q_UNREACHABLE();
}

std::vector<TextProblem> check(const TemplateText& text)
{
    std::vector<TextProblem> problems;
    checkSize(text.subject, true, problems);
    checkTokens(piecesOf(text.subject, true, problems), true, problems);
    checkSize(text.body, false, problems);
    checkTokens(piecesOf(text.body, false, problems), false, problems);
    std::stable_sort(problems.begin(), problems.end(), [](const TextProblem& a, const TextProblem& b) {
        return a.isInSubject != b.isInSubject ? a.isInSubject : a.at < b.at;
    });
    return problems;
}

FilledText filled(const TemplateText& text, const TokenValues& values)
{
    FilledText filled;
    filled.problems = check(text);
    if (text.subject.size() > longestSubject || text.body.size() > longestBody)
        return filled;
    std::vector<TextProblem> known; // check named them already
    filled.subject = filledSubject(piecesOf(text.subject, true, known), values, filled.problems);
    filled.body = filledBody(piecesOf(withoutMarks(text.body), false, known), values, filled.problems);
    if (!filled.problems.empty())
        return filled;
    if (filled.subject.size() > longestSubject)
        filled.problems.push_back({TextProblem::Kind::TooLong, true, {}, {}, longestSubject, 0});
    if (filled.subject.isEmpty())
        filled.problems.push_back({TextProblem::Kind::Empty, true, {}, {}, 0, 0});
    // A link of the greatest length, so that what is sent later is not longer than what was looked at.
    const QString link = u"https://"_s + QString(300, u'x');
    const auto rendered = mail::rendered(filled.body, {link, link}, {QString(100, u'x'), {}, link, {}, {}});
    if (filled.body.size() > longestBody || rendered.html.toUtf8().size() > mail::largestHtml)
        filled.problems.push_back({TextProblem::Kind::TooLong, false, {}, {}, 0, text.body.size()});
    return filled;
}

} // namespace foyer::email_templates
