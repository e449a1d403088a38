// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/payments/statements/statement_lines_page.h"

#include "ui/common/words.h"
#include "ui/payments/statements/statement_line_card.h"
#include "ui/payments/statements/statement_line_delegate.h"
#include "ui/payments/statements/statement_lines_model.h"
#include "ui/payments/statements/statement_words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int amountWidth = 120;
constexpr int matchWidth = 230;
constexpr std::size_t mostWarnings = 3; ///< told in full

QLabel* wrapped(theme::TextRole role)
{
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    theme::setTextRole(label, role);
    return label;
}

} // namespace

StatementLinesPage::StatementLinesPage(StatementSession& session, QWidget* parent)
    : QWidget{parent}
    , m_session{session}
    , m_model{new StatementLinesModel{session, this}}
    , m_title{wrapped(theme::TextRole::Title)}
    , m_counts{wrapped(theme::TextRole::Muted)}
    , m_warnings{new QLabel}
    , m_table{new QTableView}
    , m_showsAll{new QCheckBox}
    , m_empty{wrapped(theme::TextRole::Muted)}
    , m_card{new StatementLineCard{session}}
{
    m_title->setObjectName(u"linesTitle"_s);
    m_counts->setObjectName(u"linesCounts"_s);
    m_warnings->setObjectName(u"warnings"_s);
    m_warnings->setTextFormat(Qt::PlainText);
    m_warnings->setWordWrap(true);
    theme::makeNotice(m_warnings, theme::Tone::Warning);
    m_table->setObjectName(u"lines"_s);
    m_table->setAccessibleName(tr("Lines of the statement"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new StatementLineDelegate{m_table});
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(
        m_table->fontMetrics().height() + QFontMetrics{theme::smallFont(m_table->font())}.height() +
        theme::space::tiny + 2 * theme::space::small);
    QHeaderView* header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(StatementLinesModel::Payer, QHeaderView::Stretch);
    const QString longDay = words::day(QDate{2028, 9, 30});
    header->resizeSection(StatementLinesModel::Day,
                          fontMetrics().horizontalAdvance(longDay) + 2 * theme::space::medium);
    header->resizeSection(StatementLinesModel::Amount, amountWidth);
    header->resizeSection(StatementLinesModel::Match, matchWidth);
    m_showsAll->setObjectName(u"showsAll"_s);

    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space::small);
    layout->addWidget(m_title);
    layout->addWidget(m_counts);
    layout->addWidget(m_warnings);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_empty, 1, Qt::AlignCenter);
    layout->addWidget(m_showsAll);
    layout->addWidget(m_card);

    connect(m_showsAll, &QCheckBox::toggled, this, [this](bool isOn) {
        m_model->setShowsAll(isOn);
        showChosen();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &StatementLinesPage::showChosen);
    connect(&session, &StatementSession::rowChanged, this, &StatementLinesPage::showCounts);
}

void StatementLinesPage::reload()
{
    m_model->reload();
    const int hidden = m_model->hiddenCount();
    m_showsAll->setVisible(hidden > 0);
    m_showsAll->setText(tr("&Show %n line(s) with nothing to decide: what went out, what was imported before",
                           nullptr, hidden));
    QStringList warnings;
    for (std::size_t i = 0; i < std::min(m_session.warnings().size(), mostWarnings); ++i)
        warnings += m_session.warnings()[i];
    if (m_session.warnings().size() > mostWarnings)
        warnings += tr("And %n more warning(s).", nullptr, int(m_session.warnings().size() - mostWarnings));
    m_warnings->setText(warnings.join(u'\n'));
    m_warnings->setVisible(!warnings.isEmpty());
    showCounts();
    // What needs a look comes first to hand.
    int first = m_model->rowCount() > 0 ? 0 : -1;
    for (int row = m_model->rowCount() - 1; row >= 0; --row) {
        const StatementRow& line = m_session.rows()[m_model->rowOf(row)];
        if (line.isDecidable() && line.decision.state == LineState::Waiting)
            first = row;
    }
    if (first >= 0)
        m_table->setCurrentIndex(m_model->index(first, 0));
    m_table->setFocus();
    showChosen();
}

void StatementLinesPage::showCounts()
{
    const int paid = m_session.countOf(LineState::Matched);
    int waiting = 0;
    for (const StatementRow& row : m_session.rows())
        waiting += row.isDecidable() && row.decision.state == LineState::Waiting ? 1 : 0;
    QStringList sums;
    for (const Money sum : m_session.sums())
        sums += words::amount(sum);
    const QString payments = tr("%n payment(s) to record", nullptr, paid);
    const bool hasWork = std::any_of(m_session.rows().begin(), m_session.rows().end(),
                                     [](const StatementRow& row) { return row.isDecidable(); });
    m_title->setText(!hasWork ? tr("Nothing here is left to decide")
                     : sums.isEmpty()
                         ? payments
                         : tr("%1: %2", "payments to record: sum").arg(payments, sums.join(u" + "_s)));
    QStringList parts;
    if (waiting > 0)
        parts += tr("to look at: %n line(s)", nullptr, waiting);
    if (!m_session.rows().empty() && !m_session.isEarlier()) {
        const auto day = [](const StatementRow& a, const StatementRow& b) {
            return a.line.bookedDay < b.line.bookedDay;
        };
        const auto [from, until] = std::minmax_element(m_session.rows().begin(), m_session.rows().end(), day);
        if (!from->line.account.isEmpty())
            parts += tr("account %1").arg(from->line.account);
        parts += from->line.bookedDay == until->line.bookedDay
                     ? words::day(from->line.bookedDay)
                     : tr("%1 to %2", "days")
                           .arg(words::day(from->line.bookedDay), words::day(until->line.bookedDay));
    }
    QString counts = parts.join(u" · "_s);
    if (!counts.isEmpty())
        counts[0] = counts[0].toUpper();
    m_counts->setText(counts);
    m_counts->setVisible(!parts.isEmpty());
}

void StatementLinesPage::showChosen()
{
    const bool isEmpty = m_model->rowCount() == 0;
    m_table->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
    m_empty->setText(m_session.isEarlier()      ? tr("No line of an earlier statement waits.")
                     : m_session.rows().empty() ? tr("The statement holds no entries.")
                                                : tr("Nothing in this statement is left to decide."));
    const QModelIndex index = m_table->currentIndex();
    m_card->show(index.isValid() ? std::optional{m_model->rowOf(index.row())} : std::nullopt);
}

} // namespace foyer
