// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/address_book/history_words.h"
#include "ui/address_book/portal_section.h"
#include "ui/address_book/profile_lines.h"

#include <QScrollArea>

#include <optional>
#include <set>

class QFormLayout;
class QGridLayout;
class QPushButton;

namespace foyer {

class ContactJobs;
class FlowLayout;
class IconLabel;

/// Everything about one contact on one page, kept up to date while it is shown.
class ContactProfile : public QScrollArea
{
    Q_OBJECT

public:
    /// @param actions  what can be done with the contact, shown as buttons beside the name
    /// @param more  the rest, under More Actions; of companies and locations, which have no such menu, beside
    /// the name as well
    ContactProfile(StudioEdits& edits, FallbackOrigin fallbackOrigin, const QList<QAction*>& actions,
                   const QList<QAction*>& more, QWidget* parent = nullptr);

    void show(ContactId id);
    std::optional<ContactId> contact() const { return m_id; }
    /// Looks again if the changes concern what is shown.
    void take(const Changes& changes);
    /// Looks again, e.g. when the portal got another address.
    void refresh();

Q_SIGNALS:
    void contactActivated(foyer::ContactId id); ///< a link to somebody else
    void emailShareRequested(const foyer::ContactEmail& email, foyer::ContactId with, const QString& name);
    void previewRequested(foyer::ContactId id);
    void outboxRequested();
    void jobActivated(foyer::JobId id);
    void jobRequested(foyer::ContactId client); ///< a new one
    void gone();                                ///< the contact was removed for good
    void failed(const foyer::Error& error);

private:
    /// What is shown, of one moment.
    struct View
    {
        Contact contact;
        QString brandName; ///< empty when the studio has one only
        std::vector<contacts::ContactBrief> sharers;
        std::vector<Relative> relatives;
        std::vector<HistoryEntry> history;
    };

    void build(const QList<QAction*>& actions, const QList<QAction*>& more);
    QWidget* buildHeader(const QList<QAction*>& actions, const QList<QAction*>& more);
    QWidget* buildConflict();
    Result<View> read(const Snapshot& snapshot, ContactId id) const;
    void apply(const View& view);
    void showHeader(const View& view);
    void showLines(std::vector<ProfileLine> lines);
    void showTags(const QStringList& tags);
    void showHistory();
    void followLink(const QString& target);
    void showMoreButtons();

    StudioEdits& m_edits;
    std::optional<ContactId> m_id;
    std::set<ContactId> m_others; ///< shown by name: sharers and relatives
    std::optional<ContactEmail> m_firstEmail;
    std::vector<Relative> m_relatives;
    std::vector<ProfileLine> m_shownLines;
    std::vector<HistoryEntry> m_history;

    QLabel* m_name;
    IconLabel* m_kindIcon;
    QLabel* m_kind;
    QLabel* m_archivedBadge;
    QLabel* m_binBadge;
    QLabel* m_conflictBadge;
    QWidget* m_conflict;
    QLabel* m_conflictText;
    std::vector<std::pair<QWidget*, QAction*>> m_moreButtons;
    bool m_isPerson = true;
    QWidget* m_lines;
    QWidget* m_tags;
    FlowLayout* m_tagFlow;
    ContactJobs* m_jobs;
    PortalSection* m_portal;
    QWidget* m_notesBox;
    QLabel* m_notes;
    QGridLayout* m_historyGrid;
    QPushButton* m_wholeHistory;
};

} // namespace foyer
