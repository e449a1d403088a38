// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/import_pages.h"

#include "ui/common/icon_label.h"
#include "ui/import/import_words.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QVBoxLayout* pageLayout(QWidget* page)
{
    auto* layout = new QVBoxLayout{page};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space::medium);
    return layout;
}

QLabel* wrapped(theme::TextRole role)
{
    auto* label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    theme::setTextRole(label, role);
    return label;
}

} // namespace

ProblemTable::ProblemTable(const QString& accessibleName, QWidget* parent)
    : QWidget{parent}
    , m_table{new QTableWidget{0, 3}}
{
    m_table->setAccessibleName(accessibleName);
    m_table->setHorizontalHeaderLabels({tr("Line"), tr("What is wrong"), tr("Details")});
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(2, QHeaderView::Stretch);
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    pageLayout(this)->addWidget(m_table);
}

void ProblemTable::show(std::vector<ImportProblem> problems)
{
    std::stable_sort(problems.begin(), problems.end(),
                     [](const ImportProblem& a, const ImportProblem& b) { return a.line < b.line; });
    m_table->setRowCount(int(problems.size()));
    for (int row = 0; row < int(problems.size()); ++row) {
        const ImportProblem& problem = problems[std::size_t(row)];
        auto* line = new QTableWidgetItem{problem.line > 0 ? QLocale{}.toString(problem.line) : QString{}};
        line->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_table->setItem(row, 0, line);
        m_table->setItem(row, 1, new QTableWidgetItem{words::importProblem(problem.code)});
        m_table->setItem(row, 2, new QTableWidgetItem{problem.detail});
        for (int column = 1; column < 3; ++column)
            m_table->item(row, column)->setToolTip(m_table->item(row, column)->text());
    }
    m_table->resizeRowsToContents();
}

ImportBusyPage::ImportBusyPage(QWidget* parent)
    : QWidget{parent}
    , m_what{wrapped(theme::TextRole::Heading)}
    , m_bar{new QProgressBar}
{
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->setTextVisible(false);
    QVBoxLayout* layout = pageLayout(this);
    layout->addStretch(2);
    layout->addWidget(m_what);
    layout->addWidget(m_bar);
    layout->addStretch(3);
}

void ImportBusyPage::show(const QString& what)
{
    m_what->setText(what);
    m_bar->setRange(0, 0);
}

void ImportBusyPage::showProgress(qint64 done, qint64 total)
{
    constexpr int steps = 1000; // bytes of a large file do not fit a progress bar
    if (total <= 0)
        return;
    m_bar->setRange(0, steps);
    m_bar->setValue(int(done * steps / total));
}

ImportForecastPage::ImportForecastPage(QWidget* parent)
    : QWidget{parent}
    , m_title{wrapped(theme::TextRole::Title)}
    , m_counts{wrapped(theme::TextRole::Heading)}
    , m_sharing{wrapped(theme::TextRole::Muted)}
    , m_brandRow{new QWidget}
    , m_brand{new QComboBox}
    , m_hintTitle{wrapped(theme::TextRole::Heading)}
    , m_hints{new ProblemTable{tr("Worth a look")}}
{
    m_counts->setObjectName(u"counts"_s);
    m_sharing->setObjectName(u"sharing"_s);
    auto* caption = new QLabel{tr("They belong to the &brand:")};
    caption->setBuddy(m_brand);
    auto* row = new QHBoxLayout{m_brandRow};
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(caption);
    row->addWidget(m_brand);
    row->addStretch();

    QVBoxLayout* layout = pageLayout(this);
    layout->addWidget(m_title);
    layout->addWidget(m_counts);
    layout->addWidget(m_sharing);
    layout->addWidget(m_brandRow);
    layout->addSpacing(theme::space::small);
    layout->addWidget(m_hintTitle);
    layout->addWidget(m_hints, 1);
    layout->addStretch();
}

void ImportForecastPage::setBrands(const std::vector<Brand>& brands)
{
    m_brand->clear();
    for (const Brand& brand : brands)
        m_brand->addItem(brand.details.name, brand.id.row());
    m_brandRow->setVisible(brands.size() > 1);
}

BrandId ImportForecastPage::brand() const
{
    return BrandId{m_brand->currentData().toLongLong()};
}

void ImportForecastPage::show(const QString& fileName, const contacts::ImportForecast& forecast,
                              const std::vector<ImportProblem>& hints)
{
    m_title->setText(fileName);
    QStringList counts{tr("%n new contact(s) will be added.", nullptr, forecast.newContacts)};
    if (forecast.alreadyHere > 0)
        counts.append(tr("Here already and left out: %n contact(s).", nullptr, forecast.alreadyHere));
    m_counts->setText(counts.join(u'\n'));
    m_sharing->setText(forecast.sharedEmails > 0
                           ? tr("Sharing an email with somebody else: %n contact(s). Nothing is merged "
                                "because an email is equal.",
                                nullptr, forecast.sharedEmails)
                           : tr("Nobody among them shares an email with somebody else."));
    m_hintTitle->setText(tr("Worth a look: everything is kept, but this may not be what was meant"));
    m_hintTitle->setVisible(!hints.empty());
    m_hints->setVisible(!hints.empty());
    m_hints->show(hints);
}

ImportProblemsPage::ImportProblemsPage(QWidget* parent)
    : QWidget{parent}
    , m_title{wrapped(theme::TextRole::Title)}
    , m_problems{new ProblemTable{tr("Problems of the file")}}
{
    auto* text = wrapped(theme::TextRole::Muted);
    text->setText(
        tr("Nothing was imported. Repair these lines, or export the file again, and try once more."));
    QVBoxLayout* layout = pageLayout(this);
    layout->addWidget(m_title);
    layout->addWidget(text);
    layout->addWidget(m_problems, 1);
}

void ImportProblemsPage::show(const QString& fileName, const std::vector<ImportProblem>& problems)
{
    m_title->setText(tr("“%1” is damaged", "%1 is a file").arg(fileName));
    m_problems->show(problems);
}

ImportEndPage::ImportEndPage(QWidget* parent)
    : QWidget{parent}
    , m_sign{new IconLabel{icon(u"circle-check"_s, IconInk::Success), 48}}
    , m_title{wrapped(theme::TextRole::Title)}
    , m_text{wrapped(theme::TextRole::Muted)}
{
    m_title->setObjectName(u"endTitle"_s);
    m_title->setAlignment(Qt::AlignCenter);
    m_text->setAlignment(Qt::AlignCenter);
    QVBoxLayout* layout = pageLayout(this);
    layout->addStretch(2);
    layout->addWidget(m_sign, 0, Qt::AlignHCenter);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addStretch(3);
}

void ImportEndPage::show(Outcome outcome, const QString& title, const QString& text)
{
    m_sign->setIcon(outcome == Outcome::Good ? icon(u"circle-check"_s, IconInk::Success)
                                             : icon(u"circle-alert"_s, IconInk::Danger));
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
}

} // namespace foyer
