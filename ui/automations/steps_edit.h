// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/automations/automation.h"
#include "ui/automations/studio_choices.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QMenu;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace foyer {

class SentenceButton;
class StepForm;

/// One step: a sentence, and its fields below while it is open. Alt+Up and Alt+Down move it.
class StepCard : public QWidget
{
    Q_OBJECT

public:
    StepCard(const Step& step, const StudioChoices& choices, QWidget* parent = nullptr);

    Step step() const;
    void setPlace(int number, int count);
    void setProblem(const QString& sentence);
    void setOpen(bool isOpen);
    bool isOpen() const;
    void focusForm();
    void focusSentence();
    /// The button that moved it, or its counterpart at an end of the list.
    void focusMove(int by);

Q_SIGNALS:
    void edited();
    void openToggled(bool isOpen);
    void moveWanted(int by);
    void removeWanted();

private:
    void build();
    void showSentence();

    const StudioChoices& m_choices;
    int m_number = 1;
    QLabel* m_count;
    SentenceButton* m_sentence;
    QLabel* m_asksBadge;
    QToolButton* m_up;
    QToolButton* m_down;
    QToolButton* m_remove;
    QWidget* m_body;
    StepForm* m_form;
    QCheckBox* m_asks;
    QLabel* m_problem;
};

/// What an automation does, from the first step to the last.
class StepsEdit : public QWidget
{
    Q_OBJECT

public:
    explicit StepsEdit(QWidget* parent = nullptr);

    void setChoices(const StudioChoices& choices);
    void setSteps(const std::vector<Step>& steps);
    std::vector<Step> steps() const;
    void setProblems(const QStringList& sentences);

Q_SIGNALS:
    void edited();

private:
    void fillMenu();
    void rebuild(const std::vector<Step>& steps);
    StepCard* insert(std::size_t at, const Step& step);
    void append(const Step& step);
    void move(StepCard* card, int by);
    void remove(StepCard* card);
    void numberCards();

    StudioChoices m_choices;
    std::vector<StepCard*> m_cards;
    QVBoxLayout* m_lines;
    QLabel* m_none;
    QPushButton* m_add;
    QMenu* m_menu;
};

} // namespace foyer
