// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/questionnaires/questionnaire.h"

#include <QUndoStack>
#include <QWidget>

class QLabel;
class QListWidget;
class QToolButton;

namespace foyer {

class QuestionEdit;
class QuestionnairePreview;

/// Writes a questionnaire: the list of its questions, the one that is being edited, and how it will look. One
/// value is the whole state; every change is a step of undo, typing on in one field a single one.
class QuestionnaireBuilder : public QWidget
{
    Q_OBJECT

public:
    explicit QuestionnaireBuilder(QWidget* parent = nullptr);

    /// Shows another one; nothing to undo.
    void setQuestionnaire(const Questionnaire& questionnaire);
    const Questionnaire& questionnaire() const { return m_value; }
    /// For the preview.
    void setTitle(const QString& title);
    /// One step of undo: from a template, introduction, closing.
    void change(const Questionnaire& to, const QString& name, const QString& typingIn = {});
    QUndoStack& undoStack() { return m_undo; }
    void select(const QString& id);
    QString current() const;

Q_SIGNALS:
    void edited();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    class Step;
    QWidget* makeList();
    void apply(const Questionnaire& value, const QString& current);
    void showAll(const QString& current);
    void showCurrent();
    void add(QuestionKind kind);
    void duplicate();
    void remove();
    void move(int by);
    void takeOrderOfList();

    Questionnaire m_value;
    QString m_title;
    QUndoStack m_undo;
    QListWidget* m_list;
    QLabel* m_problem;
    QToolButton* m_duplicate;
    QToolButton* m_remove;
    QToolButton* m_up;
    QToolButton* m_down;
    QuestionEdit* m_edit;
    QuestionnairePreview* m_preview;
    bool m_isShowing = false;
};

} // namespace foyer
