// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/items/item.h"

#include "app/base/word_table.h"

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<WordFor<ItemKind>, 5> kindWords{{
    {ItemKind::Order, "order"_L1},
    {ItemKind::Contract, "contract"_L1},
    {ItemKind::Questionnaire, "questionnaire"_L1},
    {ItemKind::Invoice, "invoice"_L1},
    {ItemKind::File, "file"_L1},
}};
constexpr std::array<WordFor<ItemState>, 6> stateWords{{
    {ItemState::Draft, "draft"_L1},
    {ItemState::Sent, "sent"_L1},
    {ItemState::Completed, "completed"_L1},
    {ItemState::Declined, "declined"_L1},
    {ItemState::Superseded, "superseded"_L1},
    {ItemState::Void, "void"_L1},
}};
constexpr std::array<WordFor<ToDo>, 5> toDoWords{{
    {ToDo::None, ""_L1},
    {ToDo::Accept, "accept"_L1},
    {ToDo::Sign, "sign"_L1},
    {ToDo::Answer, "answer"_L1},
    {ToDo::Pay, "pay"_L1},
}};

} // namespace

QString toWord(ItemKind kind)
{
    return wordOf(kindWords, kind);
}

std::optional<ItemKind> itemKindFromWord(QStringView word)
{
    return valueOf(kindWords, word);
}

QString toWord(ItemState state)
{
    return wordOf(stateWords, state);
}

std::optional<ItemState> itemStateFromWord(QStringView word)
{
    return valueOf(stateWords, word);
}

QString toWord(ToDo toDo)
{
    return wordOf(toDoWords, toDo);
}

std::optional<ToDo> toDoFromWord(QStringView word)
{
    return valueOf(toDoWords, word);
}

} // namespace foyer
