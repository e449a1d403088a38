// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/storage/database.h"

#include <QWidget>

#include <optional>

class QLineEdit;
class QListWidget;

namespace foyer {

/// A line in which a part of a job's title or of a name on it is typed, and the jobs that fit below.
class JobFinder : public QWidget
{
    Q_OBJECT

public:
    explicit JobFinder(const Database& database, QWidget* parent = nullptr);

    /// The chosen one, if any.
    std::optional<JobId> current() const;

Q_SIGNALS:
    void chosen(foyer::JobId job);

private:
    void search();

    const Database& m_database;
    QLineEdit* m_text;
    QListWidget* m_found;
};

} // namespace foyer
