// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/items/item.h"
#include "app/questionnaires/questionnaire.h"
#include "app/storage/database.h"

#include <QTimer>
#include <QWidget>

#include <optional>
#include <vector>

class QCheckBox;
class QDateEdit;
class QLabel;
class QLineEdit;
class QMenu;
class QPlainTextEdit;
class QPushButton;
class QTabWidget;
class QVBoxLayout;

namespace foyer {

class AnswersView;
class QuestionnaireBuilder;

/// A questionnaire of a job: its questions, for whom and until when, and what was answered. Saves while one
/// types; sending is asked about. Window's thread only.
class QuestionnaireEditor : public QWidget
{
    Q_OBJECT

public:
    QuestionnaireEditor(Database& database, ItemId item, QWidget* parent = nullptr);
    ~QuestionnaireEditor() override; ///< what was typed last is saved

    ItemId item() const { return m_id; }
    bool isSaved() const { return !m_isDirty && !m_isSaving; }
    /// Saves now rather than in a moment; `isSaved` tells when it is done.
    void saveNow();

Q_SIGNALS:
    void sent(foyer::ItemId item);

private:
    QWidget* makeHead();
    QWidget* makeDetails();
    QMenu* makeTemplatesMenu();
    void load();
    void showItem();
    void showWhole(); ///< what belongs to the questionnaire as a whole: introduction, closing
    void showRecipients();
    void showState();
    void touch();
    Item edited() const; ///< the item as it stands in the fields
    void save();
    void saved(const Result<Item>& result);
    void meetOtherChange();
    void chooseRecipients();
    void useTemplate(TemplateId id);
    void saveAsTemplate();
    void askToSend();
    void send();
    void say(const QString& sentence, bool isConflict = false);

    struct Person
    {
        ContactId id;
        QString name;
    };

    Database& m_database;
    ItemId m_id;
    std::optional<Item> m_item;          ///< as it was saved last; nothing when it cannot be read
    std::optional<Questionnaire> m_sent; ///< what recipients see; nothing: not sent yet
    std::vector<Person> m_people;        ///< of the job, and those who are recipients already
    bool m_isDirty = false;
    bool m_isSaving = false;
    bool m_isShowing = false;
    bool m_isSendingNext = false;
    QTimer m_soon;

    QLineEdit* m_title;
    QLabel* m_stateBadge;
    QLabel* m_saved;
    QPushButton* m_templates;
    QPushButton* m_send;
    QWidget* m_notice;
    QLabel* m_noticeText;
    QPushButton* m_keepMine;
    QPushButton* m_takeTheirs;
    QTabWidget* m_tabs;
    QuestionnaireBuilder* m_builder;
    AnswersView* m_answers;
    QPlainTextEdit* m_introduction;
    QVBoxLayout* m_recipients;
    std::vector<QCheckBox*> m_boxes;
    QCheckBox* m_hasDueDay;
    QDateEdit* m_dueDay;
    QCheckBox* m_closes;
};

} // namespace foyer
