// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/questionnaires/answers.h"
#include "app/questionnaires/questionnaire.h"

#include <QDialog>

#include <functional>
#include <map>

class QLabel;
class QVBoxLayout;

namespace foyer {

class CaptionedField;

/// Answers of a recipient, typed by the studio, for example on the phone. Saves nothing itself: it stays
/// open, with all that was typed, until somebody says that it is saved.
class AnswerDialog : public QDialog
{
    Q_OBJECT

public:
    /// @param answers  what is filled in so far
    AnswerDialog(const Questionnaire& questionnaire, const QString& recipient, const QJsonObject& answers,
                 QWidget* parent = nullptr);

    QJsonObject answers() const;
    /// Beside their questions; the first one gets the focus.
    void showProblems(const std::vector<answers::Problem>& problems);
    /// It could not be saved: says why and lets go on.
    void refuse(const QString& sentence);

Q_SIGNALS:
    void saveWanted();
    void submitWanted();

private:
    void add(QVBoxLayout* column, const Questionnaire::Question& question, const QJsonValue& answer);
    QWidget* makeField(const Questionnaire::Question& question, const QJsonValue& answer);
    void showWhatApplies();

    struct Field
    {
        QWidget* widget;                     ///< hidden while it does not apply
        CaptionedField* captioned = nullptr; ///< none for sections
        std::function<QJsonValue()> read = {};
    };
    Questionnaire m_questionnaire;
    QLabel* m_notice;
    std::map<QString, Field> m_fields;
};

} // namespace foyer
