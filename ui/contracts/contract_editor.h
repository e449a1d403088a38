// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contracts/contract_store.h"
#include "app/storage/database.h"
#include "ui/contracts/contract_draft.h"

#include <QTimer>
#include <QWidget>

#include <functional>

class QCheckBox;
class QDateEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QSplitter;
class QToolButton;

namespace foyer {

class BackgroundJob;
class ContractStatus;
class SignersEdit;
class TermsForm;
class Toast;

namespace writing {
class WritingWidget;
}

/// A window in which one contract is written, sent, countersigned, amended and taken back. What is typed is
/// saved a moment later; closing waits for it.
class ContractEditor : public QWidget
{
    Q_OBJECT

public:
    /// Makes the PDF of what is sent; runs on a thread of its own.
    using Print = std::function<Result<QByteArray>(const contracts::Prepared&)>;

    ContractEditor(Database& database, ItemId contract, QWidget* parent = nullptr);
    ContractEditor(Database& database, ItemId contract, Print print, QWidget* parent = nullptr);
    ~ContractEditor() override;

    ItemId contract() const { return m_id; }
    ContractDraft draft() const;
    bool isDirty() const;

public Q_SLOTS:
    void saveNow();

Q_SIGNALS:
    void titleChanged(const QString& title);
    void sent();
    /// A new contract was made, and its window opened.
    void amended(foyer::ItemId amendment);

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    // contract_editor_form.cpp
    void build();
    QWidget* buildHead();
    QWidget* buildSide();
    void placeParts();

    void load();
    void take(const contracts::Contract& contract);
    void showDraft(const ContractDraft& draft);
    void showState();
    void showReadiness();
    QString previewOf(const QString& markdown);
    void touch();
    void settle();
    void offerSides(const ContractDraft& theirs, const QStringList& what);
    void say(const QString& sentence, bool isProblem);
    void hideNotice();
    /// Runs the work when nothing waits to be saved.
    void whenSaved(std::function<void()> work);

    // contract_editor_actions.cpp
    void send();
    void sendPrepared();
    void tellUnreached(const std::vector<ContactId>& unreached);
    void amend();
    void makeVoid();
    void countersign();
    void saveAsTemplate();
    void showVersion(VersionId version, int number);
    QString sentenceFor(const Error& error) const;

    Database& m_database;
    ItemId m_id;
    Print m_print;
    std::optional<contracts::Contract> m_contract; ///< as it was read last
    ContractDraft m_base;                          ///< what was saved last
    bool m_isSaving = false;
    bool m_isClosing = false;
    bool m_hasFailed = false; ///< the last attempt to save
    bool m_discards = false;
    bool m_isNarrow = false;
    bool m_wantsSide = true;  ///< beside the text, when there is room again
    bool m_isShowing = false; ///< fields are being filled, by nobody's hand
    std::function<void()> m_afterSave;
    QTimer m_saveSoon;

    QLineEdit* m_title = nullptr;
    QLabel* m_state = nullptr;
    QLabel* m_saved = nullptr;
    QLabel* m_notice = nullptr;
    QWidget* m_noticeBar = nullptr;
    QPushButton* m_keepMine = nullptr;
    QPushButton* m_takeTheirs = nullptr;
    QPushButton* m_send = nullptr;
    QPushButton* m_countersign = nullptr;
    QToolButton* m_more = nullptr;
    QAction* m_amend = nullptr;
    QAction* m_void = nullptr;
    QAction* m_openPdf = nullptr;
    QAction* m_savePdf = nullptr;
    QToolButton* m_showSide = nullptr;
    QSplitter* m_parts = nullptr;
    QScrollArea* m_side = nullptr;
    writing::WritingWidget* m_writing = nullptr;
    SignersEdit* m_signers = nullptr;
    TermsForm* m_terms = nullptr;
    QCheckBox* m_hasDueDay = nullptr;
    QDateEdit* m_dueDay = nullptr;
    ContractStatus* m_status = nullptr;
    Toast* m_toast = nullptr;
    BackgroundJob* m_printing = nullptr;
};

} // namespace foyer
