// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/csv_columns_view.h"

#include "ui/import/import_words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSignalBlocker>
#include <QTableWidget>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostExamples = 3;
constexpr int mostShownContacts = 8;

/// The rows that are shown, as a table of their own: what they become is what the whole file becomes.
QByteArray tableOf(const CsvPreview& preview)
{
    const auto line = [](const QStringList& cells) {
        QStringList quoted;
        for (QString cell : cells)
            quoted.append(u'"' + cell.replace(u"\""_s, u"\"\""_s) + u'"');
        return quoted.join(u',').toUtf8() + "\r\n";
    };
    QByteArray table = line(preview.headers);
    for (const QStringList& row : preview.rows)
        table += line(row);
    return table;
}

QString examplesOf(const CsvPreview& preview, int column)
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
    item->setToolTip(text);
    return item;
}

QTableWidget* makeTable(const QString& name, const QStringList& headings)
{
    auto* table = new QTableWidget{0, int(headings.size())};
    table->setAccessibleName(name);
    table->setHorizontalHeaderLabels(headings);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table->verticalHeader()->hide();
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setSelectionMode(QAbstractItemView::NoSelection);
    return table;
}

} // namespace

CsvColumnsView::CsvColumnsView(QWidget* parent)
    : QWidget{parent}
    , m_encoding{new QComboBox}
    , m_delimiter{new QComboBox}
    , m_hasHeader{new QCheckBox{tr("The &first row holds the headings")}}
    , m_dates{new QComboBox}
    , m_product{new QLabel}
    , m_columns{makeTable(tr("Columns"), {tr("Column of the file"), tr("Examples"), tr("Becomes")})}
    , m_contacts{makeTable(tr("The first contacts"),
                           {tr("Name"), tr("Company"), tr("Email"), tr("Phone"), tr("Address"), tr("Notes")})}
{
    m_encoding->addItem(u"UTF-8"_s, int(CsvEncoding::Utf8));
    m_encoding->addItem(u"UTF-16"_s, int(CsvEncoding::Utf16Le));
    m_encoding->addItem(tr("UTF-16, big-endian"), int(CsvEncoding::Utf16Be));
    m_encoding->addItem(tr("Western (Windows-1252)"), int(CsvEncoding::Windows1252));
    m_delimiter->addItem(tr("Comma"), int(CsvDelimiter::Comma));
    m_delimiter->addItem(tr("Semicolon"), int(CsvDelimiter::Semicolon));
    m_delimiter->addItem(tr("Tab"), int(CsvDelimiter::Tab));
    m_delimiter->addItem(tr("Vertical bar"), int(CsvDelimiter::Pipe));
    m_dates->addItem(tr("as they look"), int(CsvDateOrder::Guess));
    m_dates->addItem(tr("day first"), int(CsvDateOrder::DayFirst));
    m_dates->addItem(tr("month first"), int(CsvDateOrder::MonthFirst));

    auto* options = new QHBoxLayout;
    options->setSpacing(theme::space::small);
    const auto addOption = [&](const QString& text, QComboBox* box) {
        auto* label = new QLabel{text};
        label->setBuddy(box);
        options->addWidget(label);
        options->addWidget(box);
        options->addSpacing(theme::space::small);
    };
    addOption(tr("&Encoding:"), m_encoding);
    addOption(tr("&Separator:"), m_delimiter);
    addOption(tr("&Dates:"), m_dates);
    options->addStretch();
    connect(m_encoding, &QComboBox::activated, this, &CsvColumnsView::chooseOptions);
    connect(m_delimiter, &QComboBox::activated, this, &CsvColumnsView::chooseOptions);
    connect(m_hasHeader, &QCheckBox::clicked, this, &CsvColumnsView::chooseOptions);
    connect(m_dates, &QComboBox::activated, this, [this] {
        m_mapping.dateOrder = CsvDateOrder(m_dates->currentData().toInt());
        showFirstContacts();
    });

    theme::makeNotice(m_product, theme::Tone::Accent);
    m_product->setWordWrap(true);
    auto* first = new QLabel{tr("The first contacts become:")};
    theme::setTextRole(first, theme::TextRole::Heading);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space::medium);
    layout->addLayout(options);
    layout->addWidget(m_hasHeader);
    layout->addWidget(m_product);
    layout->addWidget(m_columns, 3);
    layout->addWidget(first);
    layout->addWidget(m_contacts, 2);
}

void CsvColumnsView::show(const CsvPreview& preview, const CsvMapping& mapping)
{
    Q_ASSERT(mapping.columns.size() == std::size_t(preview.headers.size()));
    m_preview = preview;
    m_mapping = mapping;
    m_encoding->setCurrentIndex(m_encoding->findData(int(preview.encoding)));
    m_delimiter->setCurrentIndex(m_delimiter->findData(int(preview.delimiter)));
    m_hasHeader->setChecked(preview.hasHeader);
    m_dates->setCurrentIndex(m_dates->findData(int(mapping.dateOrder)));
    m_product->setText(tr("This looks like a file from %1.").arg(preview.product));
    m_product->setVisible(!preview.product.isEmpty());
    fillColumns();
    showFirstContacts();
}

void CsvColumnsView::chooseOptions()
{
    CsvOptions options;
    options.encoding = CsvEncoding(m_encoding->currentData().toInt());
    options.delimiter = CsvDelimiter(m_delimiter->currentData().toInt());
    options.header = m_hasHeader->isChecked() ? CsvHeader::Present : CsvHeader::Absent;
    Q_EMIT optionsChosen(options);
}

void CsvColumnsView::fillColumns()
{
    m_columns->setRowCount(0);
    m_columns->setRowCount(int(m_preview.headers.size()));
    for (int i = 0; i < int(m_preview.headers.size()); ++i) {
        m_columns->setItem(i, 0, readOnly(m_preview.headers.at(i)));
        m_columns->setItem(i, 1, readOnly(examplesOf(m_preview, i)));
        m_columns->setItem(i, 2, new QTableWidgetItem);
        QComboBox* box = makeMeaningBox(i);
        m_columns->setCellWidget(i, 2, box);
        tellMeaning(i, box->currentText());
    }
    m_columns->resizeRowsToContents();
}

/// A widget in a cell is not in the accessibility tree; what its cell says is.
void CsvColumnsView::tellMeaning(int column, const QString& meaning)
{
    m_columns->item(column, 2)->setData(Qt::AccessibleTextRole, tr("becomes %1").arg(meaning));
}

QComboBox* CsvColumnsView::makeMeaningBox(int column)
{
    const CsvColumn& current = m_mapping.columns[std::size_t(column)];
    std::vector<CsvColumn> meanings = words::offeredCsvColumns();
    if (std::find(meanings.begin(), meanings.end(), current) == meanings.end())
        meanings.push_back(current); // a third address, say: seldom, so not offered everywhere
    auto* box = new QComboBox;
    box->setObjectName(u"becomes%1"_s.arg(column));
    box->setAccessibleName(tr("%1 becomes", "%1 is a column of the file").arg(m_preview.headers.at(column)));
    for (const CsvColumn& meaning : meanings)
        box->addItem(words::csvColumn(meaning));
    box->setCurrentIndex(int(std::find(meanings.begin(), meanings.end(), current) - meanings.begin()));
    box->setAccessibleDescription(box->accessibleName());
    connect(box, &QComboBox::activated, this, [this, column, meanings, box](int index) {
        m_mapping.columns[std::size_t(column)] = meanings[std::size_t(index)];
        tellMeaning(column, box->currentText());
        showFirstContacts();
    });
    return box;
}

void CsvColumnsView::showFirstContacts()
{
    CsvOptions options;
    options.encoding = CsvEncoding::Utf8;
    options.delimiter = CsvDelimiter::Comma;
    options.header = CsvHeader::Present;
    const ImportPlan plan = planFromCsv(tableOf(m_preview), options, m_mapping);
    const int count = std::min(int(plan.contacts.size()), mostShownContacts);
    m_contacts->setRowCount(count);
    for (int i = 0; i < count; ++i) {
        const ContactDetails& contact = plan.contacts[std::size_t(i)].details;
        QStringList emails, phones, addresses;
        for (const ContactEmail& email : contact.emails)
            emails.append(email.address);
        for (const ContactPhone& phone : contact.phones)
            phones.append(phone.number);
        for (const PostalAddress& address : contact.addresses) {
            QStringList parts{address.street, address.postalCode, address.city, address.region,
                              address.country};
            parts.removeAll(QString{});
            addresses.append(parts.join(u", "_s).simplified());
        }
        const QString cells[] = {displayNameOf(contact),   contact.company,
                                 emails.join(u", "_s),     phones.join(u", "_s),
                                 addresses.join(u" · "_s), contact.notes.simplified()};
        for (int column = 0; column < int(std::size(cells)); ++column)
            m_contacts->setItem(i, column, readOnly(cells[column]));
    }
}

} // namespace foyer
