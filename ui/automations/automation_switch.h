// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/automations/automation_store.h"
#include "ui/address_book/studio_edits.h"

#include <QObject>

namespace foyer {

/// Switches automations on, off and into the archive: says first what that means, and offers a rehearsal.
class AutomationSwitch : public QObject
{
    Q_OBJECT

public:
    /// @param window  what its questions stand above
    AutomationSwitch(StudioEdits& edits, QWidget* window);

    void turnOn(AutomationId id);
    void turnOff(AutomationId id);
    void archive(AutomationId id);
    void unarchive(AutomationId id);

Q_SIGNALS:
    /// It cannot be switched on as it is.
    void refused(foyer::AutomationId id, const QString& sentence);
    void failed(const QString& sentence);

private:
    struct Facts
    {
        Automation automation;
        std::vector<QString> obstacles;
        int underWay = 0; ///< runs that have not ended
    };
    std::optional<Facts> factsOf(AutomationId id);
    void switchOff(const Automation& automation, bool cancelsRuns);

    StudioEdits& m_edits;
    QWidget* m_window;
};

} // namespace foyer
