// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/address_book/contact_list_model.h"

#include <QTableView>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QToolButton;

namespace foyer {

/// The left half of the Address Book: search, filters, the list, and how many there are.
class ContactListPane : public QWidget
{
    Q_OBJECT

public:
    explicit ContactListPane(Database& database, QWidget* parent = nullptr);
    ~ContactListPane() override;

    ContactListModel& model() { return m_model; }
    QTableView* table() const { return m_table; }

    /// What is selected, in the order of the list.
    std::vector<contacts::ContactRow> selected();
    int selectedCount() const;
    /// Selects this one if the list shows it, else nothing.
    void select(ContactId id);
    void focusSearch();
    contacts::ContactFilter::Shelf shelf() const { return m_model.filter().shelf; }
    /// Tab-separated, as spreadsheets take it: the visible columns of what is selected.
    QString selectedAsTsv();

Q_SIGNALS:
    void currentChanged(foyer::ContactId id); ///< one line is selected
    void selectionChanged();
    void newRequested();
    void importRequested();
    void failed(const foyer::Error& error);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    QWidget* buildFilters();
    QWidget* buildTable();
    void buildEmptyStates();
    void applyFilter();
    void clearSearch();
    bool isFiltered() const;
    void showCount();
    QWidget* whatToShow() const;
    void showTags();
    void fitColumns();
    void tellSelection();

    Database& m_database;
    ContactListModel m_model;
    std::optional<ContactId> m_current;
    QTimer m_tagsAfterChanges;

    QLineEdit* m_search;
    QComboBox* m_kind;
    QComboBox* m_tag;
    QToolButton* m_conflicts;
    QComboBox* m_shelf;
    QComboBox* m_order;
    QStackedWidget* m_stack;
    QTableView* m_table;
    QWidget* m_nobodyYet;
    QWidget* m_nobodyFound;
    QWidget* m_nobodyArchived;
    QWidget* m_emptyBin;
    QLabel* m_count;
};

} // namespace foyer
