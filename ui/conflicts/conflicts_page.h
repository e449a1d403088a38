// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contacts/contact_conflicts.h"
#include "ui/common/background_job.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QStackedWidget;
class QTableView;

namespace foyer {

class ConflictDetails;
class ConflictModel;
class StudioEdits;
class Toast;

/// All shared, doubtful and malformed addresses in one list, with what each means and what can be done.
/// Looks again, on a thread of its own, whenever contacts change.
class ConflictsPage : public QWidget
{
    Q_OBJECT

public:
    /// @param edits  of the Address Book: what is merged from here is taken back from here too
    explicit ConflictsPage(StudioEdits& edits, QWidget* parent = nullptr);

    /// How many there are, for the navigation: "3", "500+"; empty: none.
    QString count() const { return m_count; }

Q_SIGNALS:
    void contactActivated(foyer::ContactId contact);
    void mergeRequested(foyer::ContactId survivor, foyer::ContactId absorbed);
    void countChanged(const QString& count);
    void failed(const QString& sentence);

private:
    void build();
    void look();
    void take(const Result<contacts::ConflictList>& found);
    void showCurrent();

    StudioEdits& m_edits;
    BackgroundJob m_job;
    QTimer m_soon; ///< many changes in a row are looked at once
    QString m_count;
    ConflictModel* m_model;
    QStackedWidget* m_shelves; ///< empty state, or list and details
    QTableView* m_list;
    ConflictDetails* m_details;
    QLabel* m_cut;
    Toast* m_toast;
};

} // namespace foyer
