// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/questionnaires/questionnaire_builder.h"

#include "app/questionnaires/questionnaire_rules.h"
#include "ui/questionnaires/question_edit.h"
#include "ui/questionnaires/question_words.h"
#include "ui/questionnaires/questionnaire_preview.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QToolButton>
#include <QUndoCommand>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int idRole = Qt::UserRole;

QString firstProblem(const std::vector<QuestionnaireProblem>& problems, const QString& question)
{
    for (const QuestionnaireProblem& problem : problems) {
        if (problem.question == question)
            return problem.sentence;
    }
    return {};
}

} // namespace

/// From one whole value to another. Two that type in the same place become one.
class QuestionnaireBuilder::Step : public QUndoCommand
{
public:
    Step(QuestionnaireBuilder& builder, Questionnaire to, QString selected, const QString& name,
         QString typingIn)
        : QUndoCommand{name}
        , m_builder{builder}
        , m_before{builder.m_value}
        , m_after{std::move(to)}
        , m_selectedBefore{builder.current()}
        , m_selectedAfter{std::move(selected)}
        , m_typingIn{std::move(typingIn)}
    {
    }
    void undo() override { m_builder.apply(m_before, m_selectedBefore); }
    void redo() override { m_builder.apply(m_after, m_selectedAfter); }
    int id() const override { return m_typingIn.isEmpty() ? -1 : 1; }
    bool mergeWith(const QUndoCommand* other) override
    {
        const auto* next = static_cast<const Step*>(other);
        if (next->m_typingIn != m_typingIn)
            return false;
        m_after = next->m_after;
        return true;
    }

private:
    QuestionnaireBuilder& m_builder;
    Questionnaire m_before;
    Questionnaire m_after;
    QString m_selectedBefore;
    QString m_selectedAfter;
    QString m_typingIn;
};

QuestionnaireBuilder::QuestionnaireBuilder(QWidget* parent)
    : QWidget{parent}
    , m_list{new QListWidget}
    , m_problem{new QLabel}
    , m_duplicate{new QToolButton}
    , m_remove{new QToolButton}
    , m_up{new QToolButton}
    , m_down{new QToolButton}
    , m_edit{new QuestionEdit}
    , m_preview{new QuestionnairePreview}
{
    auto* page = new QWidget;
    page->setObjectName(u"page"_s);
    auto* column = new QVBoxLayout{page};
    column->setContentsMargins(theme::space::large, 0, theme::space::large, theme::space::large);
    column->addWidget(m_edit);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(300);

    auto* parts = new QSplitter;
    parts->setChildrenCollapsible(false);
    parts->addWidget(makeList());
    parts->addWidget(scroll);
    parts->addWidget(m_preview);
    parts->setSizes({280, 380, 420});
    m_preview->setMinimumWidth(220);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, theme::space::medium, 0, 0);
    layout->addWidget(parts);

    connect(m_edit, &QuestionEdit::edited, this,
            [this](const Questionnaire::Question& question, const QString& part) {
                Questionnaire to = m_value;
                for (auto& one : to.questions) {
                    if (one.id == question.id)
                        one = question;
                }
                change(to, tr("Edit Question"), part.isEmpty() ? QString{} : question.id + u' ' + part);
            });
    showAll({});
}

QWidget* QuestionnaireBuilder::makeList()
{
    m_list->setObjectName(u"questions"_s);
    m_list->setAccessibleName(tr("Questions"));
    m_list->setDragDropMode(QAbstractItemView::InternalMove);
    m_list->setDefaultDropAction(Qt::MoveAction);
    m_list->setWordWrap(true);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->installEventFilter(this);
    connect(m_list, &QListWidget::currentRowChanged, this, [this] {
        if (!m_isShowing)
            showCurrent();
    });
    // While a drag is under way the list is between two states: take its order when it is over.
    connect(m_list->model(), &QAbstractItemModel::rowsMoved, this, &QuestionnaireBuilder::takeOrderOfList,
            Qt::QueuedConnection);
    connect(m_list->model(), &QAbstractItemModel::rowsRemoved, this, &QuestionnaireBuilder::takeOrderOfList,
            Qt::QueuedConnection);

    auto* addButton = new QPushButton{icon(u"plus"_s), tr("&Add")};
    addButton->setObjectName(u"addQuestion"_s);
    auto* kinds = new QMenu{addButton};
    for (int kind = 0; kind <= int(QuestionKind::Section); ++kind)
        kinds->addAction(words::questionKind(QuestionKind(kind)), this,
                         [this, kind] { add(QuestionKind(kind)); });
    addButton->setMenu(kinds);
    const auto tool = [this](QToolButton* button, const QString& name, const QString& tip, auto work) {
        button->setObjectName(name);
        button->setToolTip(tip);
        button->setAccessibleName(tip);
        connect(button, &QToolButton::clicked, this, work);
    };
    m_duplicate->setIcon(icon(u"copy"_s));
    m_remove->setIcon(icon(u"trash-2"_s));
    m_up->setIcon(icon(u"arrow-up"_s));
    m_down->setIcon(icon(u"arrow-down"_s));
    tool(m_duplicate, u"duplicate"_s, tr("Duplicate"), [this] { duplicate(); });
    tool(m_remove, u"remove"_s, tr("Delete this question"), [this] { remove(); });
    tool(m_up, u"up"_s, tr("Move up (Alt+Up)"), [this] { move(-1); });
    tool(m_down, u"down"_s, tr("Move down (Alt+Down)"), [this] { move(1); });
    auto* tools = new QHBoxLayout;
    tools->setSpacing(theme::space::tiny);
    tools->addWidget(addButton);
    tools->addStretch(1);
    for (QToolButton* button : {m_up, m_down, m_duplicate, m_remove})
        tools->addWidget(button);

    m_problem->setObjectName(u"problem"_s);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    theme::setTextRole(m_problem, theme::TextRole::Muted);
    auto* side = new QWidget;
    auto* layout = new QVBoxLayout{side};
    layout->setContentsMargins(0, 0, theme::space::small, 0);
    layout->setSpacing(theme::space::small);
    layout->addLayout(tools);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_problem);
    side->setMinimumWidth(250);
    return side;
}

void QuestionnaireBuilder::setQuestionnaire(const Questionnaire& questionnaire)
{
    m_undo.clear();
    m_value = questionnaire;
    showAll(current());
}

void QuestionnaireBuilder::setTitle(const QString& title)
{
    m_title = title;
    m_preview->show(m_title, m_value, current());
}

void QuestionnaireBuilder::change(const Questionnaire& to, const QString& name, const QString& typingIn)
{
    if (to != m_value)
        m_undo.push(new Step{*this, to, current(), name, typingIn});
}

QString QuestionnaireBuilder::current() const
{
    const QListWidgetItem* item = m_list->currentItem();
    return item ? item->data(idRole).toString() : QString{};
}

void QuestionnaireBuilder::select(const QString& id)
{
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(idRole).toString() == id)
            m_list->setCurrentRow(row);
    }
}

void QuestionnaireBuilder::apply(const Questionnaire& value, const QString& selected)
{
    m_value = value;
    showAll(selected);
    Q_EMIT edited();
}

void QuestionnaireBuilder::showAll(const QString& selected)
{
    m_isShowing = true;
    const auto problems = questionnaireProblems(m_value);
    while (m_list->count() > int(m_value.questions.size()))
        delete m_list->takeItem(m_list->count() - 1);
    while (m_list->count() < int(m_value.questions.size()))
        m_list->addItem(QString{});
    int row = 0;
    int wanted = m_value.questions.empty() ? -1 : 0;
    for (const auto& question : m_value.questions) {
        QListWidgetItem* item = m_list->item(row);
        const QString label = question.label.trimmed().isEmpty() ? tr("(no words yet)") : question.label;
        const QString problem = firstProblem(problems, question.id);
        const bool isSection = question.kind == QuestionKind::Section;
        QStringList notes{words::questionKind(question.kind)};
        if (question.isRequired)
            notes.append(tr("required"));
        if (question.shownIf)
            notes.append(tr("conditional"));
        item->setText(isSection ? label : label + u'\n' + notes.join(u" · "_s));
        item->setData(idRole, question.id);
        item->setIcon(problem.isEmpty() ? QIcon{} : icon(u"circle-alert"_s, IconInk::Danger));
        item->setToolTip(problem);
        item->setData(Qt::AccessibleDescriptionRole, problem);
        QFont font = m_list->font();
        font.setBold(isSection);
        item->setFont(font);
        if (question.id == selected)
            wanted = row;
        ++row;
    }
    m_list->setCurrentRow(wanted);
    m_problem->setText(problems.empty() ? QString{}
                                        : tr("Before sending: %1").arg(problems.front().sentence));
    m_problem->setVisible(!problems.empty());
    m_isShowing = false;
    showCurrent();
}

void QuestionnaireBuilder::showCurrent()
{
    const QString id = current();
    const int row = m_list->currentRow();
    m_edit->setQuestion(m_value, id, firstProblem(questionnaireProblems(m_value), id));
    m_preview->show(m_title, m_value, id);
    m_duplicate->setEnabled(row >= 0);
    m_remove->setEnabled(row >= 0);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < m_list->count());
}

void QuestionnaireBuilder::add(QuestionKind kind)
{
    Questionnaire::Question question;
    question.id = newQuestionId();
    question.kind = kind;
    if (hasOptions(kind))
        question.options = {{newQuestionId(), {}}, {newQuestionId(), {}}};
    Questionnaire to = m_value;
    const int row = m_list->currentRow();
    to.questions.insert(to.questions.begin() + row + 1, question);
    m_undo.push(new Step{*this, to, question.id, tr("Add Question"), {}});
    m_edit->focusLabel();
}

void QuestionnaireBuilder::duplicate()
{
    const auto* question = m_value.find(current());
    if (!question)
        return;
    auto copy = copyOf(*question);
    copy.mapsTo.reset(); // two questions cannot be kept in one field
    Questionnaire to = m_value;
    to.questions.insert(to.questions.begin() + m_list->currentRow() + 1, copy);
    m_undo.push(new Step{*this, to, copy.id, tr("Duplicate Question"), {}});
    m_edit->focusLabel();
}

void QuestionnaireBuilder::remove()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    Questionnaire to = m_value;
    to.questions.erase(to.questions.begin() + row);
    const int next = std::min(row, int(to.questions.size()) - 1);
    m_undo.push(new Step{
        *this, to, next < 0 ? QString{} : to.questions[std::size_t(next)].id, tr("Delete Question"), {}});
}

void QuestionnaireBuilder::move(int by)
{
    const int row = m_list->currentRow();
    if (row < 0 || row + by < 0 || row + by >= int(m_value.questions.size()))
        return;
    Questionnaire to = m_value;
    std::swap(to.questions[std::size_t(row)], to.questions[std::size_t(row + by)]);
    m_undo.push(new Step{*this, to, current(), tr("Move Question"), {}});
}

void QuestionnaireBuilder::takeOrderOfList()
{
    if (m_isShowing || m_list->count() != int(m_value.questions.size()))
        return;
    Questionnaire to = m_value;
    to.questions.clear();
    for (int row = 0; row < m_list->count(); ++row) {
        const auto* question = m_value.find(m_list->item(row)->data(idRole).toString());
        if (!question)
            return;
        to.questions.push_back(*question);
    }
    change(to, tr("Move Question"));
}

bool QuestionnaireBuilder::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool isUp = key->key() == Qt::Key_Up;
        if (key->modifiers() == Qt::AltModifier && (isUp || key->key() == Qt::Key_Down)) {
            move(isUp ? -1 : 1);
            return true;
        }
        if (key->key() == Qt::Key_Delete) {
            remove();
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_F2) {
            m_edit->focusLabel();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace foyer
