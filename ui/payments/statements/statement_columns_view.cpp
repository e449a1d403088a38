// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/payments/statements/statement_columns_view.h"

#include "app/payments/codes/iban.h"
#include "ui/payments/statements/statement_words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostExamples = 3;
constexpr int lastColumnMeaning = int(StatementColumn::Status);

QString examplesOf(const StatementCsvPreview& preview, int column)
{
    QStringList examples;
    for (const QStringList& row : preview.rows) {
        const QString cell = column < row.size() ? row.at(column).simplified() : QString{};
        if (!cell.isEmpty() && !examples.contains(cell) && examples.size() < mostExamples)
            examples.append(cell);
    }
    return examples.join(u" · "_s);
}

QTableWidgetItem* readOnly(const QString& text)
{
    auto* item = new QTableWidgetItem{text};
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    item->setToolTip(text.toHtmlEscaped());
    return item;
}

} // namespace

StatementColumnsView::StatementColumnsView(QWidget* parent)
    : QWidget{parent}
    , m_problem{new QLabel}
    , m_dates{new QComboBox}
    , m_mark{new QComboBox}
    , m_currency{new QLineEdit}
    , m_account{new QComboBox}
    , m_columns{new QTableWidget{0, 3}}
{
    m_problem->setObjectName(u"tableProblem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    theme::makeNotice(m_problem, theme::Tone::Warning);
    m_dates->setObjectName(u"dates"_s);
    m_dates->addItem(tr("as they look"), int(CsvDateOrder::Guess));
    m_dates->addItem(tr("day first"), int(CsvDateOrder::DayFirst));
    m_dates->addItem(tr("month first"), int(CsvDateOrder::MonthFirst));
    m_mark->setObjectName(u"mark"_s);
    m_mark->addItem(tr("as they look"), int(DecimalMark::Guess));
    m_mark->addItem(tr("1,234.50"), int(DecimalMark::Point));
    m_mark->addItem(tr("1.234,50"), int(DecimalMark::Comma));
    m_currency->setObjectName(u"currency"_s);
    m_currency->setMaxLength(3);
    m_currency->setPlaceholderText(u"EUR"_s);
    m_account->setObjectName(u"accounts"_s);
    m_account->setEditable(true);
    m_account->setInsertPolicy(QComboBox::NoInsert);
    m_account->lineEdit()->setObjectName(u"account"_s);
    m_account->lineEdit()->setPlaceholderText(tr("Choose, or type its IBAN"));
    connect(m_account, &QComboBox::editTextChanged, this, [this] { theme::setInvalid(m_account, false); });

    auto* title = new QLabel{tr("What do the columns mean?")};
    theme::setTextRole(title, theme::TextRole::Title);
    auto* options = new QGridLayout;
    options->setHorizontalSpacing(theme::space::small);
    options->setVerticalSpacing(theme::space::small);
    const auto addOption = [&](int row, int column, const QString& text, QWidget* field) {
        auto* label = new QLabel{text};
        label->setBuddy(field);
        options->addWidget(label, row, column);
        options->addWidget(field, row, column + 1);
    };
    addOption(0, 0, tr("&Days:"), m_dates);
    addOption(0, 2, tr("A&mounts:"), m_mark);
    addOption(1, 0, tr("C&urrency, if the table tells none:"), m_currency);
    addOption(1, 2, tr("Your &account, if the table tells none:"), m_account);
    options->setColumnStretch(1, 1);
    options->setColumnStretch(3, 2);

    m_columns->setObjectName(u"columns"_s);
    m_columns->setAccessibleName(tr("Columns"));
    m_columns->setHorizontalHeaderLabels({tr("Column of the file"), tr("Examples"), tr("Means")});
    m_columns->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_columns->horizontalHeader()->setHighlightSections(false);
    m_columns->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_columns->verticalHeader()->hide();
    m_columns->setShowGrid(false);
    m_columns->setWordWrap(false);
    m_columns->setTabKeyNavigation(false);
    m_columns->setSelectionMode(QAbstractItemView::NoSelection);

    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space::medium);
    layout->addWidget(title);
    layout->addWidget(m_problem);
    layout->addWidget(m_columns, 1);
    layout->addLayout(options);
}

void StatementColumnsView::setAccounts(const std::vector<OwnAccount>& accounts)
{
    m_account->clear();
    for (const OwnAccount& account : accounts) {
        const auto iban = Iban::fromText(account.iban);
        m_account->addItem(tr("%1 · %2", "IBAN · brand")
                               .arg(iban ? iban->shown() : account.iban, account.brands.join(u", "_s)),
                           account.iban);
    }
}

QString StatementColumnsView::account() const
{
    const int chosen = m_account->findText(m_account->currentText());
    return chosen >= 0 ? m_account->itemData(chosen).toString() : m_account->currentText().trimmed();
}

void StatementColumnsView::show(const StatementCsvPreview& preview, const StatementCsvOptions& options,
                                const QString& problem, About about)
{
    m_mapping = options.mapping.value_or(preview.mapping);
    m_dates->setCurrentIndex(m_dates->findData(int(m_mapping.dateOrder)));
    m_mark->setCurrentIndex(m_mark->findData(int(m_mapping.decimalMark)));
    m_currency->setText(options.currency ? options.currency->code() : QString{});
    const int known = m_account->findData(options.account);
    m_account->setEditText(known >= 0 ? m_account->itemText(known) : options.account);
    const bool isAccount = about == About::Account;
    theme::setInvalid(m_account, isAccount);
    m_account->setAccessibleDescription(isAccount ? problem : QString{});
    if (isAccount)
        m_account->setFocus();
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    fillColumns(preview);
}

void StatementColumnsView::fillColumns(const StatementCsvPreview& preview)
{
    m_columns->setRowCount(0);
    m_columns->setRowCount(int(preview.headers.size()));
    m_mapping.columns.resize(std::size_t(preview.headers.size()), StatementColumn::Ignore);
    for (int i = 0; i < int(preview.headers.size()); ++i) {
        m_columns->setItem(i, 0, readOnly(preview.headers.at(i)));
        m_columns->setItem(i, 1, readOnly(examplesOf(preview, i)));
        auto* meaning = new QTableWidgetItem;
        m_columns->setItem(i, 2, meaning);
        auto* box = new QComboBox;
        box->setObjectName(u"means%1"_s.arg(i));
        box->setAccessibleName(tr("%1 means", "%1 is a column of the file").arg(preview.headers.at(i)));
        for (int column = 0; column <= lastColumnMeaning; ++column)
            box->addItem(words::statementColumn(StatementColumn(column)));
        box->setCurrentIndex(int(m_mapping.columns[std::size_t(i)]));
        // A widget in a cell is not in the accessibility tree; what its cell says is.
        const auto tell = [meaning](const QString& text) {
            meaning->setData(Qt::AccessibleTextRole, tr("means %1").arg(text));
        };
        tell(box->currentText());
        connect(box, &QComboBox::activated, this, [this, i, box, tell](int index) {
            m_mapping.columns[std::size_t(i)] = StatementColumn(index);
            tell(box->currentText());
        });
        m_columns->setCellWidget(i, 2, box);
    }
    m_columns->resizeRowsToContents();
}

StatementCsvOptions StatementColumnsView::options() const
{
    StatementCsvOptions options;
    options.mapping = m_mapping;
    options.mapping->dateOrder = CsvDateOrder(m_dates->currentData().toInt());
    options.mapping->decimalMark = DecimalMark(m_mark->currentData().toInt());
    options.currency = Currency::fromText(m_currency->text().trimmed());
    options.account = account();
    return options;
}

} // namespace foyer
