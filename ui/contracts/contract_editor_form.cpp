// SPDX-License-Identifier: GPL-3.0-or-later
// What the window of a contract is made of.
#include "ui/contracts/contract_editor.h"

#include "ui/address_book/toast.h"
#include "ui/common/item_pdf.h"
#include "ui/contracts/contract_status.h"
#include "ui/contracts/signers_edit.h"
#include "ui/contracts/terms_form.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"
#include "ui/writing/writing_edit.h"
#include "ui/writing/writing_widget.h"

#include <QAction>
#include <QCheckBox>
#include <QDateEdit>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int sideWidth = 320;
constexpr int narrowest = 900; ///< with less, the text and what stands beside it take turns

QLabel* headingLabel(const QString& text)
{
    auto* label = new QLabel{text};
    theme::setTextRole(label, theme::TextRole::Heading);
    return label;
}

} // namespace

void ContractEditor::build()
{
    resize(1280, 820);
    setMinimumSize(420, 420);
    m_writing = new writing::WritingWidget{tr("Text of the contract")};
    m_writing->setPlaceholderText(tr("Write what you agree on. Type {{ for a token."));
    m_parts = new QSplitter;
    m_parts->setObjectName(u"loose"_s);
    m_parts->setHandleWidth(theme::space::large);
    m_parts->setChildrenCollapsible(false);
    m_parts->addWidget(m_writing);
    m_parts->addWidget(buildSide());
    m_parts->setStretchFactor(0, 1);
    m_parts->setStretchFactor(1, 0);
    m_parts->setSizes({1280 - sideWidth, sideWidth});

    m_noticeBar = new QWidget;
    m_noticeBar->setObjectName(u"noticeBar"_s);
    m_notice = new QLabel;
    m_notice->setObjectName(u"notice"_s);
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->setWordWrap(true);
    m_keepMine = new QPushButton{tr("&Keep Mine")};
    m_keepMine->setObjectName(u"keepMine"_s);
    m_takeTheirs = new QPushButton{tr("&Take Theirs")};
    m_takeTheirs->setObjectName(u"takeTheirs"_s);
    auto* bar = new QHBoxLayout{m_noticeBar};
    bar->addWidget(m_notice, 1);
    bar->addWidget(m_keepMine);
    bar->addWidget(m_takeTheirs);
    m_keepMine->hide();
    m_takeTheirs->hide();
    m_noticeBar->hide();
    connect(m_keepMine, &QPushButton::clicked, this, [this] {
        hideNotice();
        saveNow();
    });

    auto* column = new QVBoxLayout{this};
    column->setContentsMargins(theme::space::large, theme::space::large, theme::space::large,
                               theme::space::medium);
    column->setSpacing(theme::space::medium);
    column->addWidget(buildHead());
    column->addWidget(m_noticeBar);
    column->addWidget(m_parts, 1);
    m_toast = new Toast{this};

    m_writing->setRender([this](const QString& markdown) { return previewOf(markdown); });
    connect(m_writing, &writing::WritingWidget::textEdited, this, &ContractEditor::touch);
    connect(m_writing, &writing::WritingWidget::said, this,
            [this](const QString& sentence) { say(sentence, false); });
    connect(m_title, &QLineEdit::textEdited, this, &ContractEditor::touch);
    connect(m_signers, &SignersEdit::edited, this, &ContractEditor::touch);
    connect(m_terms, &TermsForm::edited, this, [this] {
        touch();
        if (!m_isShowing && m_terms->language() != m_writing->language())
            m_writing->setLanguage(m_terms->language());
    });
    connect(m_hasDueDay, &QCheckBox::clicked, this, [this](bool isOn) {
        m_dueDay->setVisible(isOn);
        touch();
    });
    connect(m_dueDay, &QDateEdit::dateChanged, this, &ContractEditor::touch);
    m_writing->setFocus();
}

QWidget* ContractEditor::buildHead()
{
    m_title = new QLineEdit;
    m_title->setObjectName(u"title"_s);
    m_title->setAccessibleName(tr("Title of the contract"));
    m_title->setPlaceholderText(tr("Title of the contract"));
    m_title->setFont(theme::headingFont(m_title->font()));
    m_title->setMaxLength(200);
    m_title->setMinimumWidth(140);
    m_state = new QLabel;
    m_state->setObjectName(u"state"_s);
    m_saved = new QLabel;
    m_saved->setObjectName(u"saved"_s);
    theme::setTextRole(m_saved, theme::TextRole::Muted);
    m_send = new QPushButton{icon(u"send"_s, IconInk::OnAccent), tr("&Send…")};
    m_send->setObjectName(u"send"_s);
    m_send->setShortcut(QKeySequence{u"Ctrl+Return"_s});
    theme::setButtonRole(m_send, theme::ButtonRole::Primary);
    connect(m_send, &QPushButton::clicked, this, &ContractEditor::send);
    m_countersign = new QPushButton{icon(u"signature"_s), tr("&Countersign…")};
    m_countersign->setObjectName(u"countersignNow"_s);
    connect(m_countersign, &QPushButton::clicked, this, &ContractEditor::countersign);

    auto* menu = new QMenu{this};
    const auto tell = [this](const QString& sentence) { m_toast->say(sentence, Toast::Offer::Nothing); };
    m_openPdf = menu->addAction(icon(u"eye"_s), tr("&Open PDF"), this,
                                [this, tell] { item_pdf::open(m_database, m_contract->item, tell); });
    m_savePdf = menu->addAction(icon(u"file-down"_s), tr("Save &PDF…"), this,
                                [this, tell] { item_pdf::save(this, m_database, m_contract->item, tell); });
    m_openPdf->setObjectName(u"openPdf"_s);
    m_savePdf->setObjectName(u"savePdf"_s);
    menu->addSeparator();
    m_amend = menu->addAction(icon(u"file-text"_s), tr("&Amend…"), this, &ContractEditor::amend);
    menu->addAction(icon(u"copy"_s), tr("Save as &Template…"), this, &ContractEditor::saveAsTemplate);
    menu->addSeparator();
    m_void = menu->addAction(icon(u"ban"_s, IconInk::Danger), tr("&Void…"), this, &ContractEditor::makeVoid);
    m_amend->setObjectName(u"amend"_s);
    m_void->setObjectName(u"void"_s);
    m_more = new QToolButton;
    m_more->setIcon(icon(u"ellipsis"_s));
    m_more->setToolTip(tr("More Actions"));
    m_more->setAccessibleName(tr("More Actions"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(menu);
    m_showSide = new QToolButton;
    m_showSide->setObjectName(u"showSide"_s);
    m_showSide->setIcon(icon(u"users"_s));
    m_showSide->setCheckable(true);
    m_showSide->setChecked(true);
    m_showSide->setToolTip(tr("Signers and Versions"));
    m_showSide->setAccessibleName(tr("Signers and Versions"));
    connect(m_showSide, &QToolButton::toggled, this, &ContractEditor::placeParts);

    auto* head = new QWidget;
    auto* row = new QHBoxLayout{head};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::space::small);
    row->addWidget(m_title, 1);
    row->addWidget(m_state);
    row->addWidget(m_saved);
    row->addWidget(m_countersign);
    row->addWidget(m_send);
    row->addWidget(m_showSide);
    row->addWidget(m_more);
    return head;
}

QWidget* ContractEditor::buildSide()
{
    m_signers = new SignersEdit;
    m_terms = new TermsForm;
    m_status = new ContractStatus;
    connect(m_status, &ContractStatus::versionWanted, this, &ContractEditor::showVersion);
    m_hasDueDay = new QCheckBox{tr("To be signed &by")};
    m_dueDay = new QDateEdit{QDate::currentDate().addDays(14)};
    m_dueDay->setAccessibleName(tr("To be signed by"));
    m_dueDay->setCalendarPopup(true);
    auto* due = new QHBoxLayout;
    due->addWidget(m_hasDueDay);
    due->addWidget(m_dueDay, 1);
    auto* note = new QLabel{tr("Only the signers see it in their portal.")};
    note->setWordWrap(true);
    theme::setTextRole(note, theme::TextRole::Muted);

    auto* page = new QWidget;
    page->setObjectName(u"page"_s);
    auto* column = new QVBoxLayout{page};
    column->setContentsMargins(0, 0, theme::space::medium, 0);
    column->setSpacing(theme::space::medium);
    column->addWidget(m_status);
    column->addSpacing(theme::space::small);
    column->addWidget(headingLabel(tr("Signers")));
    column->addWidget(m_signers);
    column->addWidget(note);
    column->addSpacing(theme::space::small);
    column->addWidget(headingLabel(tr("How it is signed")));
    column->addWidget(m_terms);
    column->addLayout(due);
    column->addStretch(1);
    m_side = new QScrollArea;
    m_side->setWidgetResizable(true);
    m_side->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_side->setMinimumWidth(260);
    m_side->setWidget(page);
    return m_side;
}

void ContractEditor::placeParts()
{
    const bool isNarrow = width() < narrowest;
    if (isNarrow != m_isNarrow) {
        m_isNarrow = isNarrow;
        if (isNarrow)
            m_wantsSide = m_showSide->isChecked();
        const QSignalBlocker quiet{m_showSide};
        m_showSide->setChecked(!isNarrow && m_wantsSide); // in turns, the text comes first
    }
    const bool wantsSide = m_showSide->isChecked();
    m_side->setVisible(wantsSide);
    m_writing->setVisible(!isNarrow || !wantsSide);
    m_saved->setVisible(!isNarrow);
}

} // namespace foyer
