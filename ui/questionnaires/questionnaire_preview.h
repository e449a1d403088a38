// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/questionnaires/questionnaire.h"

#include <QString>
#include <QTextBrowser>

namespace foyer {

/// What recipients will see, beside what is written; scrolls along with the question that is being edited.
class QuestionnairePreview : public QTextBrowser
{
    Q_OBJECT

public:
    explicit QuestionnairePreview(QWidget* parent = nullptr);

    void show(const QString& title, const Questionnaire& questionnaire, const QString& current);
    using QWidget::show;

protected:
    void changeEvent(QEvent* event) override; ///< another scheme: drawn anew

private:
    void draw();

    QString m_title;
    Questionnaire m_questionnaire;
    QString m_current;
};

} // namespace foyer
