// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/brands/brand.h"
#include "app/contacts/contact_merge.h"

#include <QDialog>
#include <QHash>

#include <functional>
#include <map>
#include <optional>

class QBoxLayout;
class QGridLayout;
class QLabel;

namespace foyer {

/// What the dialog shows, read at one moment.
struct MergeMaterial
{
    contacts::MergeCandidates both;
    std::vector<Brand> brands;
    QHash<ContactId, contacts::ContactBrief> related; ///< everybody either of the two is related to
};

/// Two contacts beside each other: which one stays, whose value each differing field gets, and what comes of
/// it. Saves nothing itself.
class MergeDialog : public QDialog
{
    Q_OBJECT

public:
    explicit MergeDialog(MergeMaterial material, QWidget* parent = nullptr);

    /// As they stand now: the one who stays is the survivor.
    contacts::MergeCandidates candidates() const;
    contacts::MergeChoice choice() const;

Q_SIGNALS:
    void chosen(const foyer::contacts::MergeCandidates& candidates,
                const foyer::contacts::MergeChoice& choice);

protected:
    /// In a narrow window the result stands below the choices.
    void resizeEvent(QResizeEvent* event) override;

private:
    /// The contact of the left or of the right column.
    enum Column
    {
        Left,
        Right
    };
    struct Option
    {
        QString text; ///< in full
        QString name; ///< for a screen reader
    };

    QWidget* buildChoices();
    QWidget* buildResult();
    void addHeads(QGridLayout* grid);
    void addStays(QGridLayout* grid);
    void addFields(QGridLayout* grid);
    void addPassword(QGridLayout* grid);
    void addNotes(QGridLayout* grid);
    void addLists(QGridLayout* grid);
    QString warning() const; ///< that these may well be two; empty: nothing speaks for it
    void addPair(QGridLayout* grid, const QString& label, const QString& name, const Option (&options)[2],
                 Column checked, std::function<void(Column)> picked);
    void addEntry(QGridLayout* grid, int row, const QString& text, const QString& list,
                  std::function<void(contacts::MergeOmissions&)> omit);
    void showResult();
    QStringList notices() const;

    const Contact& contactIn(Column column) const;
    contacts::MergeSide sideOf(Column column) const;
    QString textOf(contacts::MergeField field, Column column) const;

    MergeMaterial m_material; ///< its survivor is the left one, whoever stays
    Column m_stays = Left;
    std::map<contacts::MergeField, Column> m_fields;
    Column m_password = Left;
    bool m_isPasswordPicked = false; ///< until then it goes with who stays
    std::optional<Column> m_notes;   ///< nothing: those of both
    struct Entry
    {
        bool isIn;
        std::function<void(contacts::MergeOmissions&)> omit;
    };
    std::vector<Entry> m_entries;

    QBoxLayout* m_halves; ///< choices and result
    QWidget* m_card;      ///< around the result
    QLabel* m_name;
    QLabel* m_result;
    QLabel* m_notices;
};

} // namespace foyer
