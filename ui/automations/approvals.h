// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/automations/run_reading.h"

#include <QElapsedTimer>
#include <QScrollArea>

#include <functional>

class QVBoxLayout;

namespace foyer {

/// What automations ask: runs that came late, and steps that want approval. Each with why, since when and for
/// whom. Nothing here lapses.
class Approvals : public QScrollArea
{
    Q_OBJECT

public:
    /// @param portalOrigin  where links point to while no portal address is set
    Approvals(Database& database, std::function<QString()> portalOrigin, QWidget* parent = nullptr);

    void reload();

Q_SIGNALS:
    void said(const QString& sentence);
    void countChanged(int count);
    void jobWanted(foyer::JobId job);

private:
    struct Case
    {
        RunId run;
        std::optional<StepId> step; ///< nothing: the run asks whether it shall begin
        QString title;
        QString details;
        QString iconName;
        std::optional<JobId> job;
        bool mayMail = false;
        bool operator==(const Case&) const = default;
    };
    std::vector<Case> casesOf(const RunsSeen& seen) const;
    QWidget* cardFor(const Case& one);
    void approve(const Case& one);
    void skip(const Case& one);
    void read(const Case& one);
    void decided(const Result<void>& result, const QString& sentence);

    Database& m_database;
    std::function<QString()> m_portalOrigin;
    std::vector<Case> m_cases;
    QElapsedTimer m_lastDecision;
    QVBoxLayout* m_cards;
};

} // namespace foyer
