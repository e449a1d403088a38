// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/payments/statements/statement_import_dialog.h"

#include "app/brands/billing.h"
#include "app/brands/brand_store.h"
#include "app/payments/statements/statement_values.h"
#include "ui/common/icon_label.h"
#include "ui/common/words.h"
#include "ui/import/import_pages.h"
#include "ui/payments/statements/statement_columns_view.h"
#include "ui/payments/statements/statement_lines_page.h"
#include "ui/payments/statements/statement_words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QStackedWidget>
#include <QUrl>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

const QString folderKey = u"statements/folder"_s;
constexpr int signPx = 48;
constexpr int textWidth = 460;

QString keyOf(const QStringList& headers, const QString& what)
{
    // Settings files do not take every character in a key, hence its bytes in hexadecimal.
    return u"statements/%1/%2"_s.arg(QLatin1StringView{headerFingerprint(headers).toUtf8().toHex()}, what);
}

std::vector<StatementColumnsView::OwnAccount> accountsOf(const Database& database)
{
    using Accounts = std::vector<StatementColumnsView::OwnAccount>;
    const auto accounts = database.read([](const Snapshot& snapshot) -> Result<Accounts> {
        const auto brands = brands::all(snapshot);
        if (!brands)
            return fail(brands.error());
        Accounts known;
        for (const Brand& brand : *brands) {
            const auto billing = brands::billing(snapshot, brand.id);
            if (!billing || billing->details.iban.isEmpty())
                continue;
            const QString& iban = billing->details.iban;
            const auto same =
                std::find_if(known.begin(), known.end(), [&](const auto& one) { return one.iban == iban; });
            if (same == known.end())
                known.push_back({iban, {brand.details.name}});
            else
                same->brands.append(brand.details.name);
        }
        return known;
    });
    return accounts ? *accounts : Accounts{};
}

QString onlyLocalFile(const QMimeData* data)
{
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 && urls.front().isLocalFile() ? urls.front().toLocalFile() : QString{};
}

} // namespace

StatementImportDialog::StatementImportDialog(Database& database, QSettings& settings, const QString& path,
                                             QWidget* parent)
    : QDialog{parent}
    , m_database{database}
    , m_settings{settings}
    , m_session{database}
    , m_pages{new QStackedWidget}
    , m_busy{new ImportBusyPage}
    , m_columns{new StatementColumnsView}
    , m_lines{new StatementLinesPage{m_session}}
    , m_end{new ImportEndPage}
    , m_back{new QPushButton{tr("&Back")}}
    , m_next{new QPushButton}
    , m_cancel{new QPushButton{tr("Cancel")}}
{
    setWindowTitle(tr("Import Bank Statement"));
    resize(920, 720);
    setAcceptDrops(true);
    m_start = makeStartPage();
    for (QWidget* page : std::initializer_list<QWidget*>{m_start, m_busy, m_columns, m_lines, m_end})
        m_pages->addWidget(page);
    theme::setButtonRole(m_next, theme::ButtonRole::Primary);
    m_next->setObjectName(u"next"_s);
    m_back->setObjectName(u"back"_s);
    m_cancel->setObjectName(u"cancel"_s);
    m_next->setDefault(true);
    for (QPushButton* button : {m_back, m_cancel})
        button->setAutoDefault(false);

    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_back);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_next);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::large);
    layout->setSpacing(theme::space::large);
    layout->addWidget(m_pages, 1);
    layout->addLayout(buttons);

    connect(m_next, &QPushButton::clicked, this, &StatementImportDialog::goOn);
    connect(m_back, &QPushButton::clicked, this, &StatementImportDialog::goBack);
    connect(m_cancel, &QPushButton::clicked, this, &StatementImportDialog::reject);
    connect(&m_session, &StatementSession::stepChanged, this, &StatementImportDialog::showStep);
    connect(&m_session, &StatementSession::rowChanged, this, &StatementImportDialog::showNextText);
    connect(&m_session, &StatementSession::progressed, m_busy, &ImportBusyPage::showProgress);
    showStep();
    if (!path.isEmpty())
        open(path);
}

QWidget* StatementImportDialog::makeStartPage()
{
    auto* page = new QWidget;
    auto* title = new QLabel{tr("Drop a bank statement here")};
    theme::setTextRole(title, theme::TextRole::Title);
    auto* text =
        new QLabel{tr("CAMT.053, MT940, OFX or CSV, as your bank offers it for download. You see what "
                      "every line pays before anything is recorded.")};
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    text->setMinimumSize(textWidth, text->fontMetrics().lineSpacing() * 3);
    text->setMaximumWidth(textWidth);
    theme::setTextRole(text, theme::TextRole::Muted);
    auto* choose = new QPushButton{icon(u"folder-open"_s, IconInk::OnAccent), tr("Choose a &File …")};
    choose->setObjectName(u"choose"_s);
    theme::setButtonRole(choose, theme::ButtonRole::Primary);
    m_earlier = new QPushButton{tr("&Earlier Lines …")};
    m_earlier->setObjectName(u"earlier"_s);
    m_earlier->setAutoDefault(false);
    const auto waiting =
        m_database.read([](const Snapshot& snapshot) { return statements::waiting(snapshot); });
    if (waiting && !waiting->empty())
        m_earlier->setText(tr("Sort Out %n &Earlier Line(s) …", nullptr, int(waiting->size())));
    connect(choose, &QPushButton::clicked, this, &StatementImportDialog::askForFile);
    connect(m_earlier, &QPushButton::clicked, this, &StatementImportDialog::sortOut);

    auto* layout = new QVBoxLayout{page};
    layout->setSpacing(theme::space::medium);
    layout->addStretch(2);
    layout->addWidget(new IconLabel{icon(u"file-down"_s, IconInk::Muted), signPx}, 0, Qt::AlignHCenter);
    layout->addWidget(title, 0, Qt::AlignHCenter);
    layout->addWidget(text, 0, Qt::AlignHCenter);
    layout->addSpacing(theme::space::small);
    layout->addWidget(choose, 0, Qt::AlignHCenter);
    layout->addWidget(m_earlier, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    return page;
}

void StatementImportDialog::askForFile()
{
    const QString file = QFileDialog::getOpenFileName(
        this, tr("Import Bank Statement"), m_settings.value(folderKey).toString(),
        tr("Statements (*.xml *.camt *.sta *.mt940 *.940 *.ofx *.qfx *.csv *.txt)") + u";;"_s +
            tr("All files (*)"));
    if (file.isEmpty())
        return;
    m_settings.setValue(folderKey, QFileInfo{file}.absolutePath());
    open(file);
}

void StatementImportDialog::open(const QString& path)
{
    setWindowTitle(tr("Import Bank Statement – %1", "%1 is a file").arg(QFileInfo{path}.fileName()));
    m_session.open(path);
}

void StatementImportDialog::sortOut()
{
    setWindowTitle(tr("Bank Lines"));
    m_session.openEarlier();
}

bool StatementImportDialog::takesFiles() const
{
    return !m_session.isBusy() && m_session.step() != StatementSession::Step::Running;
}

void StatementImportDialog::dragEnterEvent(QDragEnterEvent* event)
{
    if (takesFiles() && !onlyLocalFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void StatementImportDialog::dropEvent(QDropEvent* event)
{
    const QString file = onlyLocalFile(event->mimeData());
    if (!takesFiles() || file.isEmpty())
        return;
    event->acceptProposedAction();
    open(file);
}

void StatementImportDialog::showStep()
{
    using Step = StatementSession::Step;
    const Step step = m_session.step();
    const bool isOver = step == Step::Done || step == Step::Failed;
    m_back->setVisible(step == Step::Columns || step == Step::Ready || step == Step::Failed);
    m_cancel->setVisible(!isOver);
    m_cancel->setEnabled(true);
    m_cancel->setText(tr("Cancel"));
    m_next->setVisible(isOver || step == Step::Columns || step == Step::Ready);
    m_next->setEnabled(true);
    m_next->setText(isOver ? tr("Close") : tr("&Continue"));
    switch (step) {
    case Step::Idle:
        m_pages->setCurrentWidget(m_start);
        return;
    case Step::Reading:
        m_busy->show(tr("Reading …"));
        m_pages->setCurrentWidget(m_busy);
        return;
    case Step::Columns:
        return showColumns();
    case Step::Ready:
        return showReady();
    case Step::Running:
        m_busy->show(tr("Recording. If you cancel, nothing of it stays."));
        m_pages->setCurrentWidget(m_busy);
        return;
    case Step::Done:
    case Step::Failed:
        return showEnd();
    }
}

void StatementImportDialog::showColumns()
{
    const bool wasTried = !m_session.tableProblem().isEmpty() || m_pages->currentWidget() == m_lines;
    const StatementCsvOptions options = wasTried ? m_session.tableOptions() : rememberedOptions();
    const QString missing =
        options.mapping == m_session.preview().mapping ? m_session.preview().missing : QString{};
    m_columns->setAccounts(accountsOf(m_database));
    m_columns->show(m_session.preview(), options, wasTried ? m_session.tableProblem() : missing,
                    wasTried && m_session.isAccountProblem() ? StatementColumnsView::About::Account
                                                             : StatementColumnsView::About::Table);
    m_pages->setCurrentWidget(m_columns);
}

void StatementImportDialog::showReady()
{
    m_lines->reload();
    m_pages->setCurrentWidget(m_lines);
    showNextText();
}

void StatementImportDialog::showNextText()
{
    const int paid = m_session.countOf(LineState::Matched);
    const int all = paid + m_session.countOf(LineState::Waiting) + m_session.countOf(LineState::Ignored);
    if (m_session.isEarlier())
        m_next->setText(all > 0 ? tr("&Apply %n Change(s)", nullptr, all) : tr("&Apply"));
    else
        m_next->setText(paid > 0 ? tr("&Record %n Payment(s)", nullptr, paid)
                                 : tr("&Keep %n Line(s)", nullptr, all));
    m_next->setEnabled(all > 0);
    const bool hasWork = m_session.isEarlier() || all > 0;
    m_next->setVisible(hasWork);
    m_cancel->setText(hasWork ? tr("Cancel") : tr("Close"));
}

void StatementImportDialog::showEnd()
{
    const bool isDone = m_session.step() == StatementSession::Step::Done;
    if (isDone) {
        const int matched = m_session.outcome().matched;
        m_end->show(ImportEndPage::Outcome::Good,
                    matched > 0 ? tr("%n payment(s) recorded", nullptr, matched) : tr("Done"),
                    words::statementOutcome(m_session));
    } else {
        const Error& error = m_session.error();
        const bool isTold =
            error.fault == Fault::Invalid || error.fault == Fault::Conflict || error.fault == Fault::NotFound;
        m_end->show(error.fault == Fault::Cancelled ? ImportEndPage::Outcome::Good
                                                    : ImportEndPage::Outcome::Bad,
                    tr("Nothing was recorded"),
                    error.fault == Fault::Cancelled ? tr("You cancelled. Nothing was changed.")
                    : isTold                        ? error.detail
                                                    : words::fault(error.fault));
    }
    m_pages->setCurrentWidget(m_end);
    m_next->setFocus();
}

StatementCsvOptions StatementImportDialog::rememberedOptions() const
{
    StatementCsvOptions options;
    const QStringList& headers = m_session.preview().headers;
    const auto kept = statementMappingFromText(m_settings.value(keyOf(headers, u"columns"_s)).toString());
    const bool fits = kept && kept->columns.size() == std::size_t(headers.size());
    options.mapping = fits ? *kept : m_session.preview().mapping;
    options.currency = Currency::fromText(m_settings.value(keyOf(headers, u"currency"_s)).toString());
    options.account = m_settings.value(keyOf(headers, u"account"_s)).toString();
    if (!ownAccountFromText(options.account))
        options.account.clear();
    const auto accounts = accountsOf(m_database);
    if (options.account.isEmpty() && accounts.size() == 1)
        options.account = accounts.front().iban;
    return options;
}

void StatementImportDialog::remember(const StatementCsvOptions& options)
{
    const QStringList& headers = m_session.preview().headers;
    m_settings.setValue(keyOf(headers, u"columns"_s), toText(*options.mapping));
    m_settings.setValue(keyOf(headers, u"currency"_s),
                        options.currency ? options.currency->code() : QString{});
    if (const auto account = ownAccountFromText(options.account))
        m_settings.setValue(keyOf(headers, u"account"_s), *account);
}

void StatementImportDialog::goOn()
{
    switch (m_session.step()) {
    case StatementSession::Step::Columns: {
        const StatementCsvOptions options = m_columns->options();
        remember(options);
        return m_session.readTable(options);
    }
    case StatementSession::Step::Ready:
        return m_session.bringIn();
    case StatementSession::Step::Done:
        return accept();
    default:
        return QDialog::reject();
    }
}

void StatementImportDialog::goBack()
{
    if (m_session.step() == StatementSession::Step::Ready && m_session.isTable())
        return m_session.backToColumns();
    setWindowTitle(tr("Import Bank Statement"));
    m_session.startAgain();
}

void StatementImportDialog::reject()
{
    if (!m_session.isBusy())
        return QDialog::reject();
    if (m_session.step() == StatementSession::Step::Reading)
        return QDialog::reject(); // nothing hangs on it; it ends by itself
    m_cancel->setEnabled(false);
    m_session.cancel();
}

} // namespace foyer
