// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QMenu;
class QTabBar;
class QToolButton;

namespace foyer {

/// The languages a template is written in: the main one first, each with a tab, and a way to add and to take
/// one away.
class LanguageTabs : public QWidget
{
    Q_OBJECT

public:
    explicit LanguageTabs(QWidget* parent = nullptr);

    /// @param languages  BCP 47, without the main one
    void setLanguages(const QStringList& languages);
    QString current() const; ///< empty: the main one
    void setCurrent(const QString& language);

Q_SIGNALS:
    void chosen(const QString& language);
    void added(const QString& language);
    void removed(const QString& language);

private:
    void fillMenu();
    QString languageOf(int tab) const;

    QTabBar* m_tabs;
    QToolButton* m_add;
    QToolButton* m_remove;
    QMenu* m_menu;
};

} // namespace foyer
