// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/item.h"

#include <array>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

template <class Value>
struct Word
{
    Value value;
    QLatin1StringView word;
};

constexpr std::array kindWords{
    Word{ItemKind::Order, "order"_L1},
    Word{ItemKind::Contract, "contract"_L1},
    Word{ItemKind::Questionnaire, "questionnaire"_L1},
    Word{ItemKind::Invoice, "invoice"_L1},
    Word{ItemKind::File, "file"_L1},
};
constexpr std::array stateWords{
    Word{ItemState::Draft, "draft"_L1},           Word{ItemState::Sent, "sent"_L1},
    Word{ItemState::Completed, "completed"_L1},   Word{ItemState::Declined, "declined"_L1},
    Word{ItemState::Superseded, "superseded"_L1}, Word{ItemState::Void, "void"_L1},
};
constexpr std::array toDoWords{
    Word{ToDo::None, ""_L1},         Word{ToDo::Accept, "accept"_L1}, Word{ToDo::Sign, "sign"_L1},
    Word{ToDo::Answer, "answer"_L1}, Word{ToDo::Pay, "pay"_L1},
};

template <class Words, class Value>
QString wordOf(const Words& words, Value value)
{
    for (const auto& entry : words) {
        if (entry.value == value)
            return entry.word;
    }
    Q_UNREACHABLE();
}

template <class Value, class Words>
std::optional<Value> valueOf(const Words& words, QStringView word)
{
    for (const auto& entry : words) {
        if (word == entry.word)
            return entry.value;
    }
    return std::nullopt;
}

} // namespace

QString toWord(ItemKind kind)
{
    return wordOf(kindWords, kind);
}

std::optional<ItemKind> itemKindFromWord(QStringView word)
{
    return valueOf<ItemKind>(kindWords, word);
}

QString toWord(ItemState state)
{
    return wordOf(stateWords, state);
}

std::optional<ItemState> itemStateFromWord(QStringView word)
{
    return valueOf<ItemState>(stateWords, word);
}

QString toWord(ToDo toDo)
{
    return wordOf(toDoWords, toDo);
}

std::optional<ToDo> toDoFromWord(QStringView word)
{
    return valueOf<ToDo>(toDoWords, word);
}

} // namespace foyer
