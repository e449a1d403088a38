// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/json_text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <optional>
#include <vector>

namespace foyer::exchange {

using namespace Qt::StringLiterals;

namespace {

QString placeOf(QByteArrayView text, qsizetype offset)
{
    const QByteArrayView before = text.first(std::clamp(offset, qsizetype{0}, text.size()));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const qsizetype column =
        before.size() - before.lastIndexOf('\n'); // counted from 1, also in the first line
    return u"line %1, column %2"_s.arg(line).arg(column);
}

/// The end of a string that begins at the quote at `start`: the offset behind its closing quote.
qsizetype endOfString(QByteArrayView text, qsizetype start)
{
    for (qsizetype i = start + 1; i < text.size(); ++i) {
        if (text[i] == '\\')
            ++i;
        else if (text[i] == '"')
            return i + 1;
    }
    return text.size();
}

/// Two spellings of one key ("a", "\u0061") are one key.
QByteArray plainKey(QByteArrayView quoted)
{
    if (!quoted.contains('\\'))
        return quoted.sliced(1).chopped(1).toByteArray();
    return QJsonDocument::fromJson('[' + quoted.toByteArray() + ']').array().at(0).toString().toUtf8();
}

/// What Qt's parser lets pass. Expects text that this parser has accepted.
std::optional<QString> looseness(QByteArrayView text)
{
    struct Level
    {
        bool isObject;
        bool expectsKey;
        QSet<QByteArray> keys;
    };
    std::vector<Level> levels;
    for (qsizetype i = 0; i < text.size(); ++i) {
        switch (text[i]) {
        case '"': {
            const qsizetype end = endOfString(text, i);
            if (!levels.empty() && levels.back().expectsKey) {
                const QByteArray key = plainKey(text.sliced(i, end - i));
                if (levels.back().keys.contains(key))
                    return u"“%1” stands twice in one object (%2). Keep one of them."_s.arg(
                        QString::fromUtf8(key), placeOf(text, i));
                levels.back().keys.insert(key);
                levels.back().expectsKey = false;
            }
            i = end - 1;
            break;
        }
        case '{':
        case '[':
            if (int(levels.size()) == deepestJson)
                return u"The text is nested more than %1 levels deep (%2); no studio file is."_s.arg(
                    QString::number(deepestJson), placeOf(text, i));
            levels.push_back({text[i] == '{', text[i] == '{', {}});
            break;
        case '}':
        case ']':
            if (!levels.empty())
                levels.pop_back();
            break;
        case ',':
            if (!levels.empty())
                levels.back().expectsKey = levels.back().isObject;
            break;
        default:
            break;
        }
    }
    return std::nullopt;
}

} // namespace

Result<QJsonObject> parseStrictly(QByteArrayView text)
{
    if (text.size() > largestJson)
        return fail(Fault::Invalid,
                    u"The file is larger than %1 MiB. Divide it into several."_s.arg(largestJson >> 20));
    if (text.startsWith("\xEF\xBB\xBF"))
        text = text.sliced(3);
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(QByteArray::fromRawData(text.data(), text.size()), &error);
    if (error.error != QJsonParseError::NoError)
        return fail(Fault::Invalid,
                    u"This is no JSON: %1 (%2)."_s.arg(error.errorString(), placeOf(text, error.offset)));
    if (!document.isObject())
        return fail(Fault::Invalid, u"The file holds no JSON object: it must begin with {."_s);
    if (const auto found = looseness(text))
        return fail(Fault::Invalid, *found);
    return document.object();
}

} // namespace foyer::exchange
