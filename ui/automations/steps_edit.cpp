// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/automations/steps_edit.h"

#include "ui/automations/automation_words.h"
#include "ui/automations/form_parts.h"
#include "ui/automations/step_form.h"
#include "ui/common/icon_label.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

/// As much of its sentence as there is room for.
class SentenceButton : public QPushButton
{
public:
    void setSentence(const QString& sentence)
    {
        m_sentence = sentence;
        elide();
    }

protected:
    void resizeEvent(QResizeEvent* event) override
    {
        QPushButton::resizeEvent(event);
        elide();
    }

private:
    void elide()
    {
        const int room = contentsRect().width() - 2 * theme::space::small;
        setText(fontMetrics().elidedText(m_sentence, Qt::ElideRight, room).replace(u'&', u"&&"_s));
    }

    QString m_sentence;
};

StepCard::StepCard(const Step& step, const StudioChoices& choices, QWidget* parent)
    : QWidget{parent}
    , m_choices{choices}
    , m_count{new QLabel}
    , m_sentence{new SentenceButton}
    , m_asksBadge{new QLabel{tr("asks first")}}
    , m_up{form::tool(u"stepUp"_s, u"arrow-up"_s, {})}
    , m_down{form::tool(u"stepDown"_s, u"arrow-down"_s, {})}
    , m_remove{form::tool(u"removeStep"_s, u"trash-2"_s, {})}
    , m_body{new QWidget}
    , m_form{new StepForm{step.what, choices}}
    , m_asks{new QCheckBox{tr("Ask me first: it waits until I approve it")}}
    , m_problem{form::problem(u"stepProblem"_s)}
{
    setObjectName(u"step"_s);
    theme::makeCard(this);
    m_asks->setChecked(step.asks);
    m_asks->setVisible(!std::holds_alternative<WaitStep>(step.what));
    build();
    connect(m_sentence, &QPushButton::toggled, this, [this](bool isOpen) {
        m_body->setVisible(isOpen);
        showSentence();
        Q_EMIT openToggled(isOpen);
    });
    connect(m_form, &StepForm::edited, this, [this] {
        showSentence();
        Q_EMIT edited();
    });
    connect(m_asks, &QCheckBox::toggled, this, [this] {
        showSentence();
        Q_EMIT edited();
    });
    connect(m_up, &QToolButton::clicked, this, [this] { Q_EMIT moveWanted(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { Q_EMIT moveWanted(1); });
    connect(m_remove, &QToolButton::clicked, this, &StepCard::removeWanted);
    for (const auto& [key, by] : {std::pair{Qt::Key_Up, -1}, std::pair{Qt::Key_Down, 1}}) {
        auto* keys = new QShortcut{QKeySequence{Qt::ALT | key}, this};
        keys->setContext(Qt::WidgetWithChildrenShortcut);
        connect(keys, &QShortcut::activated, this, [this, by = by] { Q_EMIT moveWanted(by); });
    }
}

void StepCard::build()
{
    m_count->setFixedWidth(m_count->fontMetrics().horizontalAdvance(u"00"_s));
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    theme::setTextRole(m_count, theme::TextRole::Muted);
    m_sentence->setObjectName(u"stepSentence"_s);
    m_sentence->setCheckable(true);
    m_sentence->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    theme::setButtonRole(m_sentence, theme::ButtonRole::Link);
    m_asksBadge->setObjectName(u"asksBadge"_s);
    theme::makeBadge(m_asksBadge, theme::Tone::Accent);
    m_asks->setObjectName(u"stepAsks"_s);
    auto* head = new QHBoxLayout;
    head->setSpacing(theme::space::small);
    head->addWidget(m_count);
    head->addWidget(new IconLabel{icon(words::stepIconName(step()), IconInk::Muted), theme::iconPx});
    head->addWidget(m_sentence, 1);
    head->addWidget(m_asksBadge);
    head->addWidget(m_up);
    head->addWidget(m_down);
    head->addWidget(m_remove);
    auto* body = new QVBoxLayout{m_body};
    const int inset = m_count->width() + theme::iconPx + 2 * theme::space::small;
    body->setContentsMargins(inset, 0, theme::space::small, theme::space::tiny);
    body->setSpacing(theme::space::small);
    body->addWidget(m_form);
    body->addWidget(m_asks);
    auto* problem = new QHBoxLayout;
    problem->setContentsMargins(inset, 0, 0, 0);
    problem->addWidget(m_problem, 1);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(theme::space::small, theme::space::small, theme::space::small,
                               theme::space::small);
    column->setSpacing(theme::space::small);
    column->addLayout(head);
    column->addWidget(m_body);
    column->addLayout(problem);
    m_body->hide();
}

Step StepCard::step() const
{
    Step made;
    made.what = m_form->what();
    made.asks = !std::holds_alternative<WaitStep>(made.what) && m_asks->isChecked();
    return made;
}

void StepCard::setPlace(int number, int count)
{
    m_number = number;
    m_count->setText(QString::number(number));
    m_up->setEnabled(number > 1);
    m_down->setEnabled(number < count);
    m_up->setAccessibleName(tr("Move step %1 up").arg(number));
    m_down->setAccessibleName(tr("Move step %1 down").arg(number));
    m_remove->setAccessibleName(tr("Remove step %1").arg(number));
    for (QToolButton* button : {m_up, m_down, m_remove})
        button->setToolTip(button->accessibleName());
    m_asks->setAccessibleName(tr("Step %1 asks me first").arg(number));
    showSentence();
}

void StepCard::showSentence()
{
    const Step now = step();
    const QString sentence = words::step(now, m_choices);
    m_sentence->setSentence(sentence);
    m_sentence->setToolTip(u"<p>%1</p>"_s.arg(sentence.toHtmlEscaped()));
    m_asksBadge->setVisible(now.asks);
    QString name = tr("Step %1: %2").arg(m_number).arg(sentence);
    if (now.asks)
        name += u' ' + tr("It asks first.");
    m_sentence->setAccessibleName(name);
    m_sentence->setAccessibleDescription(
        (isOpen() ? tr("Its fields are shown.") : tr("Press to show its fields.")) + u' ' +
        m_problem->text());
}

void StepCard::setProblem(const QString& sentence)
{
    form::setProblem(m_problem, sentence);
    showSentence();
}

void StepCard::setOpen(bool isOpen)
{
    m_sentence->setChecked(isOpen);
}

bool StepCard::isOpen() const
{
    return m_sentence->isChecked();
}

void StepCard::focusForm()
{
    m_form->focusFirst();
}

void StepCard::focusSentence()
{
    m_sentence->setFocus(Qt::OtherFocusReason);
}

void StepCard::focusMove(int by)
{
    QToolButton* same = by < 0 ? m_up : m_down;
    QToolButton* other = by < 0 ? m_down : m_up;
    (same->isEnabled() ? same : other)->setFocus(Qt::OtherFocusReason);
}

StepsEdit::StepsEdit(QWidget* parent)
    : QWidget{parent}
    , m_lines{new QVBoxLayout}
    , m_none{new QLabel{tr("No steps yet. Add the first one: a mail, a wait, a task …")}}
    , m_add{new QPushButton{icon(u"plus"_s), tr("Add &Step")}}
    , m_menu{new QMenu{this}}
{
    setObjectName(u"steps"_s);
    theme::setTextRole(m_none, theme::TextRole::Muted);
    m_none->setWordWrap(true);
    m_add->setObjectName(u"addStep"_s);
    m_add->setMenu(m_menu);
    m_menu->setObjectName(u"stepKinds"_s);
    m_lines->setSpacing(theme::space::small);
    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::small);
    column->addWidget(m_none);
    column->addLayout(m_lines);
    column->addWidget(m_add, 0, Qt::AlignLeft);
    fillMenu();
}

void StepsEdit::fillMenu()
{
    const std::pair<QString, Step> kinds[]{
        {tr("&Mail"), {MailStep{}}},         {tr("&Wait"), {WaitStep{.days = 1, .at = {}}}},
        {tr("&Document"), {DocumentStep{}}}, {tr("&Stage of the job"), {StageStep{}}},
        {tr("&Task"), {TaskStep{}}},         {tr("Web&hook"), {WebhookStep{}}}};
    for (const auto& [text, step] : kinds) {
        QAction* action = m_menu->addAction(icon(words::stepIconName(step)), text);
        connect(action, &QAction::triggered, this, [this, step = step] { append(step); });
    }
}

void StepsEdit::setChoices(const StudioChoices& choices)
{
    m_choices = choices;
    if (m_cards.empty())
        return;
    // What was open stays open, with what there is to choose now.
    const auto open =
        std::find_if(m_cards.begin(), m_cards.end(), [](StepCard* card) { return card->isOpen(); });
    const auto index = std::size_t(open - m_cards.begin());
    const bool hadFocus = isAncestorOf(window()->focusWidget());
    rebuild(steps());
    if (index >= m_cards.size())
        return;
    m_cards[index]->setOpen(true);
    if (hadFocus)
        m_cards[index]->focusForm();
}

void StepsEdit::setSteps(const std::vector<Step>& shown)
{
    if (m_cards.empty() || shown != steps()) // else somebody may have the keyboard in one
        rebuild(shown);
}

void StepsEdit::rebuild(const std::vector<Step>& shown)
{
    for (StepCard* card : m_cards) {
        card->hide();
        card->deleteLater();
    }
    m_cards.clear();
    for (const Step& step : shown)
        insert(m_cards.size(), step);
    numberCards();
}

std::vector<Step> StepsEdit::steps() const
{
    std::vector<Step> made;
    for (const StepCard* card : m_cards)
        made.push_back(card->step());
    return made;
}

void StepsEdit::setProblems(const QStringList& sentences)
{
    for (std::size_t i = 0; i < m_cards.size(); ++i)
        m_cards[i]->setProblem(qsizetype(i) < sentences.size() ? sentences[qsizetype(i)] : QString{});
}

StepCard* StepsEdit::insert(std::size_t at, const Step& step)
{
    auto* card = new StepCard{step, m_choices, this};
    m_cards.insert(m_cards.begin() + qsizetype(at), card);
    m_lines->insertWidget(int(at), card);
    card->show(); // now, so that it can take the focus
    connect(card, &StepCard::edited, this, &StepsEdit::edited);
    connect(card, &StepCard::moveWanted, this, [this, card](int by) { move(card, by); });
    connect(card, &StepCard::removeWanted, this, [this, card] { remove(card); });
    connect(card, &StepCard::openToggled, this, [this, card](bool isOpen) {
        for (StepCard* other : m_cards) {
            if (isOpen && other != card)
                other->setOpen(false);
        }
    });
    return card;
}

void StepsEdit::append(const Step& step)
{
    StepCard* card = insert(m_cards.size(), step);
    numberCards();
    card->setOpen(true);
    card->focusForm();
    Q_EMIT edited();
}

void StepsEdit::move(StepCard* card, int by)
{
    const auto here = std::find(m_cards.begin(), m_cards.end(), card) - m_cards.begin();
    const auto there = here + by;
    if (there < 0 || there >= qsizetype(m_cards.size()))
        return;
    const bool wasOnButton = qobject_cast<QToolButton*>(window()->focusWidget()) != nullptr;
    std::swap(m_cards[std::size_t(here)], m_cards[std::size_t(there)]);
    m_lines->removeWidget(card);
    m_lines->insertWidget(int(there), card);
    numberCards();
    if (wasOnButton)
        card->focusMove(by);
    Q_EMIT edited();
}

void StepsEdit::remove(StepCard* card)
{
    const auto at = std::find(m_cards.begin(), m_cards.end(), card) - m_cards.begin();
    m_cards.erase(m_cards.begin() + at);
    m_lines->removeWidget(card);
    card->hide();
    card->deleteLater(); // its button was pressed
    numberCards();
    // The keyboard goes on with the next one.
    if (m_cards.empty())
        m_add->setFocus(Qt::OtherFocusReason);
    else
        m_cards[std::min(std::size_t(at), m_cards.size() - 1)]->focusSentence();
    Q_EMIT edited();
}

void StepsEdit::numberCards()
{
    int number = 0;
    for (StepCard* card : m_cards) {
        card->setPlace(++number, int(m_cards.size()));
    }
    m_none->setVisible(m_cards.empty());
    m_add->setEnabled(m_cards.size() < mostSteps);
}

} // namespace foyer
