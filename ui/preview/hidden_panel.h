// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/items/hidden.h"

#include <QScrollArea>
#include <QTimer>

class QVBoxLayout;

namespace foyer {

/// Beside a preview: what its client does not see and why, and what they do see. Follows every change.
class HiddenPanel : public QScrollArea
{
    Q_OBJECT

public:
    /// @param studio  outlives the panel
    HiddenPanel(Database& studio, ContactId contact, const QString& contactName, QWidget* parent = nullptr);

private:
    struct View
    {
        std::vector<items::ItemInSight> items;
        QStringList withoutHistory; ///< brands of these items, or of the contact, that show none
    };

    void look();
    Result<View> read(const Snapshot& snapshot) const;
    void showView(const View& view);
    void addHeading(const QString& text, const QString& objectName);
    void addItem(const items::ItemInSight& one);
    void addSentence(const QString& text, const QString& objectName);

    Database& m_studio;
    ContactId m_contact;
    QString m_name;
    QVBoxLayout* m_column;
    QTimer m_soon; ///< many changes in a row are one look
};

} // namespace foyer
