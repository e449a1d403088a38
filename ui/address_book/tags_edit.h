// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QLineEdit;

namespace foyer {

class FlowLayout;

/// Tags as chips that can be taken away, and a line to add more, completed from those in use.
class TagsEdit : public QWidget
{
    Q_OBJECT

public:
    explicit TagsEdit(const QStringList& inUse, QWidget* parent = nullptr);

    void setTags(const QStringList& tags);
    /// What stands in the line counts, too: nothing typed is lost for want of an Enter.
    QStringList tags() const;

Q_SIGNALS:
    void edited();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addTyped();
    void showChips();

    QStringList m_tags;
    FlowLayout* m_chips;
    QWidget* m_chipArea;
    QLineEdit* m_line;
};

} // namespace foyer
