// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/print/signature_path.h"

#include <QRegularExpression>

#include <cmath>
#include <vector>

namespace foyer::print {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostNumbers = 20000;
constexpr double furthest = 10000;

int numbersOf(QChar command)
{
    switch (command.toLower().unicode()) {
    case u'm':
    case u'l':
        return 2;
    case u'h':
    case u'v':
        return 1;
    case u'c':
        return 6;
    case u'q':
        return 4;
    case u'z':
        return 0;
    }
    return -1;
}

void apply(QPainterPath& path, QChar command, const std::vector<double>& n)
{
    const QPointF from = command.isLower() ? path.currentPosition() : QPointF{};
    const QPointF here = path.currentPosition();
    switch (command.toLower().unicode()) {
    case u'm':
        path.moveTo(from + QPointF{n[0], n[1]});
        break;
    case u'l':
        path.lineTo(from + QPointF{n[0], n[1]});
        break;
    case u'h':
        path.lineTo(from.x() + n[0], here.y());
        break;
    case u'v':
        path.lineTo(here.x(), from.y() + n[0]);
        break;
    case u'c':
        path.cubicTo(from + QPointF{n[0], n[1]}, from + QPointF{n[2], n[3]}, from + QPointF{n[4], n[5]});
        break;
    case u'q':
        path.quadTo(from + QPointF{n[0], n[1]}, from + QPointF{n[2], n[3]});
        break;
    case u'z':
        path.closeSubpath();
        break;
    }
}

} // namespace

std::optional<QPainterPath> signaturePath(QStringView data)
{
    static const QRegularExpression token{
        u"\\G[\\s,]*(?:([A-Za-z])|([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?))"_s};
    QPainterPath path;
    QChar command;
    std::vector<double> numbers;
    std::size_t count = 0;
    bool isFirst = true; // of a command's sets of numbers
    qsizetype at = 0;
    while (at < data.size()) {
        const auto match = token.match(data, at);
        if (!match.hasMatch()) {
            if (data.sliced(at).trimmed().isEmpty())
                break;
            return {};
        }
        at = match.capturedEnd();
        if (match.hasCaptured(1)) {
            if (!numbers.empty() || (isFirst && !command.isNull() && numbersOf(command) > 0))
                return {};
            command = match.capturedView(1)[0];
            isFirst = true;
            if (numbersOf(command) < 0 || (path.elementCount() == 0 && command.toLower() != u'm'))
                return {};
            if (numbersOf(command) == 0)
                apply(path, command, {});
            continue;
        }
        const double number = match.capturedView(2).toDouble();
        if (command.isNull() || numbersOf(command) <= 0 || ++count > mostNumbers ||
            !(std::abs(number) <= furthest))
            return {};
        numbers.push_back(number);
        if (int(numbers.size()) == numbersOf(command)) {
            apply(path, command, numbers);
            numbers.clear();
            isFirst = false;
            if (command == u'M') // further pairs are lines
                command = u'L';
            else if (command == u'm')
                command = u'l';
        }
    }
    if (!numbers.empty() || path.elementCount() < 2)
        return {};
    return path;
}

} // namespace foyer::print
