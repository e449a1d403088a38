// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/brands/brand.h"
#include "app/contacts/contact_import.h"
#include "app/contacts/import_plan.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QProgressBar;
class QTableWidget;

/// The pages of the import dialog. Each shows values and decides nothing.
namespace foyer {

class IconLabel;

/// Line by line: what is wrong in a file.
class ProblemTable : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemTable(const QString& accessibleName, QWidget* parent = nullptr);
    void show(std::vector<ImportProblem> problems);

private:
    QTableWidget* m_table;
};

class ImportBusyPage : public QWidget
{
    Q_OBJECT

public:
    explicit ImportBusyPage(QWidget* parent = nullptr);
    void show(const QString& what);
    /// @param total  0: not known
    void showProgress(qint64 done, qint64 total);

private:
    QLabel* m_what;
    QProgressBar* m_bar;
};

/// What the import would do, before it does it.
class ImportForecastPage : public QWidget
{
    Q_OBJECT

public:
    explicit ImportForecastPage(QWidget* parent = nullptr);
    void setBrands(const std::vector<Brand>& brands);
    void show(const QString& fileName, const contacts::ImportForecast& forecast,
              const std::vector<ImportProblem>& hints);
    BrandId brand() const;

private:
    QLabel* m_title;
    QLabel* m_counts;
    QLabel* m_sharing;
    QWidget* m_brandRow;
    QComboBox* m_brand;
    QLabel* m_hintTitle;
    ProblemTable* m_hints;
};

class ImportProblemsPage : public QWidget
{
    Q_OBJECT

public:
    explicit ImportProblemsPage(QWidget* parent = nullptr);
    void show(const QString& fileName, const std::vector<ImportProblem>& problems);

private:
    QLabel* m_title;
    ProblemTable* m_problems;
};

class ImportEndPage : public QWidget
{
    Q_OBJECT

public:
    enum class Outcome
    {
        Good,
        Bad
    };

    explicit ImportEndPage(QWidget* parent = nullptr);
    void show(Outcome outcome, const QString& title, const QString& text);

private:
    IconLabel* m_sign;
    QLabel* m_title;
    QLabel* m_text;
};

} // namespace foyer
