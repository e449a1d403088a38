// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/invoices/schedule_edit.h"

#include "ui/address_book/flow_layout.h"
#include "ui/common/money_words.h"
#include "ui/invoices/instalments_view.h"
#include "ui/invoices/rule_row.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int wholePercent = 100'000;
constexpr std::size_t mostRules = 36;

bool hasRest(const std::vector<DraftRule>& rules)
{
    return std::any_of(rules.begin(), rules.end(),
                       [](const DraftRule& one) { return one.rule.share == Share::Rest; });
}

/// What the next line begins as: the first is a retainer, the last what is left.
DraftRule nextRule(const std::vector<DraftRule>& rules)
{
    DraftRule next{{}, {}, {}};
    if (rules.empty()) {
        next.rule.label = ScheduleEdit::tr("Retainer");
        next.rule.share = Share::Percent;
        next.rule.milliPercent = 30'000;
        next.rule.from = DueFrom::Booking;
        return next;
    }
    if (!hasRest(rules)) {
        next.rule.label = ScheduleEdit::tr("Balance");
        next.rule.from = DueFrom::LastShoot;
        next.rule.days = -14;
        return next;
    }
    int percent = 0;
    for (const DraftRule& one : rules)
        percent += one.rule.share == Share::Percent ? one.rule.milliPercent : 0;
    next.rule.label = ScheduleEdit::tr("Instalment");
    next.rule.share = Share::Percent;
    next.rule.milliPercent = std::clamp(wholePercent - percent, 0, 10'000);
    return next;
}

/// What nobody asks for yet, before the shoot or, without one, in the usual time.
DraftRule restRule(const ScheduleDays& days)
{
    DraftRule rest{{}, {}, {}};
    rest.rule.label = ScheduleEdit::tr("Balance");
    rest.rule.from = days.shoot.isValid() ? DueFrom::LastShoot : DueFrom::Issue;
    rest.rule.days = days.shoot.isValid() ? -14 : days.daysToPay;
    return rest;
}

} // namespace

ScheduleEdit::ScheduleEdit(QWidget* parent)
    : QWidget{parent}
    , m_lines{new QVBoxLayout}
    , m_sentence{new QLabel}
    , m_problem{new QLabel}
    , m_notice{new QLabel}
    , m_addRest{new QPushButton{tr("Add the &Rest")}}
    , m_instalments{new InstalmentsView}
    , m_add{new QPushButton{icon(u"plus"_s), tr("Add Insta&lment")}}
    , m_choose{new QPushButton{icon(u"list-ordered"_s), tr("Sc&hedule")}}
    , m_menu{new QMenu{m_choose}}
{
    setObjectName(u"schedule"_s);
    m_add->setObjectName(u"addRule"_s);
    m_choose->setObjectName(u"choosePreset"_s);
    m_choose->setMenu(m_menu);
    m_choose->hide();
    m_menu->setObjectName(u"presets"_s);
    connect(m_menu, &QMenu::aboutToShow, this, &ScheduleEdit::fillPresets);
    connect(m_add, &QPushButton::clicked, this, &ScheduleEdit::addRule);
    m_notice->setObjectName(u"scheduleNotice"_s);
    theme::makeNotice(m_notice, theme::Tone::Warning);
    m_addRest->setObjectName(u"addRest"_s);
    connect(m_addRest, &QPushButton::clicked, this, [this] {
        std::vector<DraftRule> rules = m_rules;
        rules.push_back(restRule(m_sample.days));
        m_add->setFocus(Qt::OtherFocusReason); // the button that was pressed goes
        Q_EMIT edited(rules, tr("Add an Instalment"), {});
    });
    m_sentence->setObjectName(u"scheduleSentence"_s);
    theme::setTextRole(m_sentence, theme::TextRole::Muted);
    m_problem->setObjectName(u"scheduleProblem"_s);
    theme::setTextRole(m_problem, theme::TextRole::Problem);
    for (QLabel* label : {m_sentence, m_problem, m_notice}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_lines->setSpacing(theme::space::small);
    auto* buttons = new QWidget;
    auto* flow = new FlowLayout{buttons};
    flow->addWidget(m_add);
    flow->addWidget(m_choose);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::medium);
    column->addLayout(m_lines);
    column->addWidget(buttons);
    column->addWidget(m_problem);
    column->addWidget(m_notice);
    column->addWidget(m_addRest, 0, Qt::AlignLeft);
    column->addWidget(m_sentence);
    column->addWidget(m_instalments);
}

RuleRow* ScheduleEdit::makeRow()
{
    auto* row = new RuleRow;
    connect(row, &RuleRow::edited, this,
            [this, row](const DraftRule& rule, const QString& what, const QString& field) {
                const int at = rowOf(row);
                std::vector<DraftRule> rules = m_rules;
                rules[std::size_t(at)] = rule;
                const QString place = field.isEmpty() ? field : u"rule %1 %2"_s.arg(at).arg(field);
                Q_EMIT edited(rules, what, place);
            });
    connect(row, &RuleRow::moveWanted, this, [this, row](int by) { move(rowOf(row), by); });
    connect(row, &RuleRow::removeWanted, this, [this, row] {
        std::vector<DraftRule> rules = m_rules;
        rules.erase(rules.begin() + rowOf(row));
        m_add->setFocus(Qt::OtherFocusReason); // the button that was pressed goes
        Q_EMIT edited(rules, tr("Remove an Instalment"), {});
    });
    return row;
}

int ScheduleEdit::rowOf(const RuleRow* row) const
{
    return int(std::find(m_rows.begin(), m_rows.end(), row) - m_rows.begin());
}

void ScheduleEdit::addRule()
{
    if (m_rules.size() >= mostRules)
        return;
    std::vector<DraftRule> rules = m_rules;
    rules.push_back(nextRule(rules));
    Q_EMIT edited(rules, tr("Add an Instalment"), {});
    if (!m_rows.empty())
        m_rows.back()->focusName();
}

void ScheduleEdit::move(int from, int by)
{
    const int to = from + by;
    if (to < 0 || to >= int(m_rules.size()))
        return;
    std::vector<DraftRule> rules = m_rules;
    std::swap(rules[std::size_t(from)], rules[std::size_t(to)]);
    Q_EMIT edited(rules, tr("Move an Instalment"), {});
    m_rows[std::size_t(to)]->focusName();
}

void ScheduleEdit::setPresets(std::vector<Preset> presets)
{
    m_presets = std::move(presets);
    m_choose->setVisible(!m_presets.empty());
}

void ScheduleEdit::fillPresets()
{
    m_menu->clear();
    for (const Preset& preset : m_presets) {
        QAction* action =
            m_menu->addAction(tr("Schedule: %1").arg(QString{preset.name}.replace(u'&', u"&&"_s)));
        connect(action, &QAction::triggered, this, [this, schedule = preset.schedule] {
            Q_EMIT edited(draftOf(schedule), tr("Choose a Schedule"), {});
        });
    }
    m_menu->addSeparator();
    QAction* none = m_menu->addAction(tr("Everything at Once"));
    none->setObjectName(u"noSchedule"_s);
    connect(none, &QAction::triggered, this, [this] { Q_EMIT edited({}, tr("Choose a Schedule"), {}); });
}

void ScheduleEdit::show(const std::vector<DraftRule>& rules, const Sample& sample)
{
    m_rules = rules;
    while (m_rows.size() > rules.size()) {
        m_rows.back()->hide();
        m_rows.back()->deleteLater();
        m_rows.pop_back();
    }
    while (m_rows.size() < rules.size()) {
        m_rows.push_back(makeRow());
        m_lines->addWidget(m_rows.back());
        m_rows.back()->show(); // now: it may get the focus next
    }
    for (std::size_t i = 0; i < rules.size(); ++i) {
        m_rows[i]->show(rules[i], sample.currency, int(i) + 1, int(rules.size()));
        m_rows[i]->setReadOnly(m_isReadOnly);
    }
    const auto instalments = instalmentsOf(scheduleOf(rules), sample.total, sample.days);
    m_problem->setText(instalments ? QString{} : instalments.error().detail);
    m_problem->setVisible(!instalments);
    const bool hasParts = instalments && !instalments->empty();
    m_instalments->setVisible(hasParts);
    if (hasParts)
        m_instalments->show(*instalments, sample.currency);
    m_sample = sample;
    showNotice(hasParts);
    QString sentence;
    if (instalments && !hasParts)
        sentence = tr("There is nothing to pay yet, so there is nothing to split.");
    else if (sample.isExample)
        sentence = tr("For example, with an invoice of today and a shoot in half a year:");
    else if (hasParts && rules.empty())
        sentence = tr("Without instalments, everything is due at once.");
    else if (hasParts)
        sentence = tr("What comes of it if it is issued today. Shares are rounded so that they add up; what "
                      "nobody asked for falls on the last one.");
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
}

void ScheduleEdit::showNotice(bool hasParts)
{
    QStringList sentences;
    const qint64 left = hasParts ? notAskedFor(scheduleOf(m_rules), m_sample.total) : 0;
    if (left > 0)
        sentences.append(tr("No instalment asks for the other %1, so it falls due with “%2”.")
                             .arg(words::amount(left, m_sample.currency), m_rules.back().rule.label));
    for (const DraftRule& one : m_rules) {
        const int fits = partsThatFit(one.rule, m_sample.days);
        if (!hasParts || fits >= one.rule.months)
            continue;
        sentences.append(
            fits == 1 ? tr("“%1” stays in one part: there is no month between the invoice and its due day.")
                            .arg(one.rule.label)
                      : tr("“%1” comes in %2 parts instead of %3: no more months lie between the invoice "
                           "and its due day.")
                            .arg(one.rule.label)
                            .arg(fits)
                            .arg(one.rule.months));
    }
    m_notice->setText(sentences.join(u' '));
    m_notice->setVisible(!sentences.isEmpty());
    m_addRest->setVisible(left > 0 && !m_isReadOnly);
}

void ScheduleEdit::setReadOnly(bool isReadOnly)
{
    m_isReadOnly = isReadOnly;
    m_add->setEnabled(!isReadOnly);
    m_choose->setEnabled(!isReadOnly);
    for (RuleRow* row : m_rows)
        row->setReadOnly(isReadOnly);
}

void ScheduleEdit::commit()
{
    for (RuleRow* row : m_rows)
        row->commit();
}

} // namespace foyer
