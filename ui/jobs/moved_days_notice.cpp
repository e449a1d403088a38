// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/moved_days_notice.h"

#include "app/items/item_store.h"
#include "ui/common/words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

bool isSame(const std::vector<invoices::Move>& a, const std::vector<invoices::Move>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const invoices::Move& one, const invoices::Move& other) {
                          return one.instalment == other.instalment && one.to == other.to;
                      });
}

} // namespace

MovedDaysNotice::MovedDaysNotice(StudioEdits& edits, QWidget* parent)
    : QWidget{parent}
    , m_edits{edits}
    , m_text{new QLabel}
    , m_move{new QPushButton{tr("Move Them")}}
    , m_leave{new QPushButton{tr("Leave Them")}}
{
    setObjectName(u"movedDays"_s);
    theme::makeNotice(this, theme::Tone::Accent);
    m_text->setObjectName(u"movedDaysText"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_move->setObjectName(u"moveDays"_s);
    m_leave->setObjectName(u"leaveDays"_s);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_move);
    buttons->addWidget(m_leave);
    buttons->addStretch();
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(theme::space::medium, theme::space::small, theme::space::medium,
                               theme::space::small);
    column->setSpacing(theme::space::small);
    column->addWidget(m_text);
    column->addLayout(buttons);
    connect(m_move, &QPushButton::clicked, this, &MovedDaysNotice::moveThem);
    connect(m_leave, &QPushButton::clicked, this, &MovedDaysNotice::leaveThem);
    hide();
}

Result<MovedDaysNotice::Offer> MovedDaysNotice::offerFor(const Snapshot& snapshot, JobId job)
{
    auto moves = invoices::moves(snapshot, job);
    if (!moves)
        return fail(moves.error());
    Offer offer{std::move(*moves), {}};
    for (const invoices::Move& move : offer.moves) {
        const auto item = items::find(snapshot, move.invoice);
        if (!item)
            return fail(item.error());
        offer.numbers.append(item->number);
    }
    return offer;
}

void MovedDaysNotice::show(JobId job)
{
    m_job = job;
    refresh();
}

void MovedDaysNotice::refresh()
{
    if (!m_job)
        return;
    const auto offer =
        m_edits.database().read([this](const Snapshot& snapshot) { return offerFor(snapshot, *m_job); });
    m_moves = offer ? offer->moves : std::vector<invoices::Move>{};
    const auto left = m_left.find(*m_job);
    const bool wasLeft = left != m_left.end() && isSame(left->second, m_moves);
    setVisible(!m_moves.empty() && !wasLeft);
    if (m_moves.empty())
        return;
    QStringList lines{m_moves.size() == 1 ? tr("A due day follows the shoot or the booking. Move it?")
                                          : tr("%n due days follow the shoot or the booking. Move them?",
                                               nullptr, int(m_moves.size()))};
    for (std::size_t i = 0; i < m_moves.size(); ++i) {
        const invoices::Move& move = m_moves[i];
        lines.append(tr("%1, invoice %2: from %3 to %4", "name of an instalment, number, days")
                         .arg(move.label.isEmpty() ? tr("Everything") : move.label,
                              offer->numbers[qsizetype(i)], words::day(move.from), words::day(move.to)));
    }
    m_text->setText(lines.join(u'\n'));
}

void MovedDaysNotice::moveThem()
{
    const auto back = [moves = m_moves](Transaction& transaction) -> Result<void> {
        for (const invoices::Move& move : moves) {
            if (const auto done = invoices::moveInstalment(transaction, move.instalment, move.from); !done)
                return done;
        }
        return {};
    };
    const auto follow = [job = *m_job](Transaction& transaction) -> Result<void> {
        const auto moved = invoices::reschedule(transaction, job);
        return moved ? Result<void>{} : fail(moved.error());
    };
    const int count = int(m_moves.size());
    // Taken back, they would follow again: that was answered.
    m_left[*m_job] = m_moves;
    hide();
    m_edits.perform({tr("Move %n Due Day(s)", nullptr, count), follow, back,
                     tr("%n due day(s) moved. Nobody is told by itself.", nullptr, count)});
}

void MovedDaysNotice::leaveThem()
{
    m_left[*m_job] = m_moves;
    hide();
}

} // namespace foyer
