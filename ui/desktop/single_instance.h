// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

class QLocalServer;

namespace foyer {

/// One program per studio file: a second start hands over what it was given and leaves. Also reached by the
/// studio's owner only (a socket in the runtime folder, for this user).
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    explicit SingleInstance(const QString& studioFile, QObject* parent = nullptr);
    ~SingleInstance() override;

    /// Tells a program that runs already to come forward with these files.
    /// @returns whether there was one; waits at most two seconds
    bool handOver(const QStringList& files) const;
    /// From here on, later starts find this one. False when no socket can be made: the program works without.
    bool listen();

    static QString socketFor(const QString& studioFile);

Q_SIGNALS:
    void secondStart(const QStringList& files);

private:
    void receive();

    QString m_socket;
    QLocalServer* m_server = nullptr;
};

} // namespace foyer
