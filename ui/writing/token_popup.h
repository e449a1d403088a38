// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/writing/tokens.h"

#include <QFrame>

class QListWidget;

namespace foyer::writing {

/// The tokens that fit what is typed, beside the cursor. Never takes the keyboard from the text: the text
/// hands it the keys that are meant for it.
class TokenPopup : public QFrame
{
    Q_OBJECT

public:
    /// @param text  above which it opens, and whose keyboard it leaves alone
    explicit TokenPopup(QWidget* text);

    void setTokens(const std::vector<TokenOffer>& tokens) { m_tokens = tokens; }
    /// Shows those that match, below (or above) the cursor's rectangle in coordinates of the screen; hides
    /// itself when there is none.
    void offer(const QString& filter, const QRect& cursor);
    /// @returns whether the key was for the popup: arrows, Page Up and Down, Enter, Tab, Esc
    bool takeKey(int key);
    QString current() const;

Q_SIGNALS:
    void chosen(const QString& name);
    void dismissed();

private:
    void choose();

    std::vector<TokenOffer> m_tokens;
    QListWidget* m_list;
};

} // namespace foyer::writing
