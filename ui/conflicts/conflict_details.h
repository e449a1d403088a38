// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact_conflicts.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QGridLayout;
class QLabel;
class QPushButton;

namespace foyer {

/// One conflict: what it means, who is in it, and what can be done.
class ConflictDetails : public QWidget
{
    Q_OBJECT

public:
    explicit ConflictDetails(QWidget* parent = nullptr);

    void show(const contacts::Conflict& conflict);

Q_SIGNALS:
    void contactActivated(foyer::ContactId contact);
    void mergeRequested(foyer::ContactId survivor, foyer::ContactId absorbed);

private:
    void showParties();
    void updateMerge();
    /// The two that would be merged; nothing while they are not exactly two of one kind.
    std::optional<std::pair<ContactId, ContactId>> pair() const;

    std::optional<contacts::Conflict> m_conflict;
    std::vector<QCheckBox*> m_boxes; ///< beside the parties, when there are more than two
    QLabel* m_about;
    QLabel* m_kind;
    QLabel* m_meaning;
    QWidget* m_parties;
    QPushButton* m_merge;
    QLabel* m_hint;
};

} // namespace foyer
