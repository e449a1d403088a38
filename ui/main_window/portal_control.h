// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/result.h"

#include <QObject>
#include <QString>

namespace foyer {

/// What window and tray need of the portal inside the program, and no more. Window's thread only.
class PortalControl : public QObject
{
    Q_OBJECT

public:
    enum class State
    {
        Off,
        On,
        Failed
    };

    using QObject::QObject;

    virtual State state() const = 0;
    virtual QString origin() const = 0; ///< "http://127.0.0.1:8080" while on
    /// Where the clients of the first brand log in, on this computer; the origin alone belongs to nobody.
    virtual QString loginPage() const { return origin(); }
    virtual int clientsIn() const = 0;   ///< clients with a live session that were seen lately
    virtual QString failure() const = 0; ///< why it is Failed: a sentence for the person
    virtual void start() = 0;
    /// Answers what it is at, then goes off. Does not return before.
    virtual void stop() = 0;

    bool isOn() const { return state() == State::On; }

Q_SIGNALS:
    void changed();
};

} // namespace foyer
