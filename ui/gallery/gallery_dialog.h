// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/gallery.h"
#include "app/storage/database.h"

#include <QDialog>

class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace foyer {

class GalleryPreview;

/// The Template Gallery: what comes with Foyer, to be read and copied into the studio with one click.
class GalleryDialog : public QDialog
{
    Q_OBJECT

public:
    GalleryDialog(Database& database, gallery::Kind preselected, QWidget* parent = nullptr);

    static QString kindName(gallery::Kind kind);
    void showEntry(const QString& key);

Q_SIGNALS:
    /// The copy that was just made is to be looked at. The dialog closes itself.
    void openWanted(foyer::gallery::Kind kind, qint64 row);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void showKind();
    void showCurrent();
    const gallery::Entry* current() const;
    QString
    standingOf(const gallery::Entry& entry) const; ///< "Installed", "A newer edition"; empty: not there
    void install();
    void installed(const gallery::Entry& entry, const Result<qint64>& row, int copiesBefore);
    void refreshMarks();

    Database& m_database;
    QListWidget* m_kinds;
    QListWidget* m_entries;
    QStackedWidget* m_right;
    QLabel* m_name;
    QLabel* m_work;
    QLabel* m_description;
    QLabel* m_standing;
    GalleryPreview* m_preview;
    QLabel* m_said;
    QPushButton* m_install;
    QPushButton* m_open;
    std::optional<std::pair<gallery::Kind, qint64>> m_made; ///< what "Open" leads to
    bool m_isInstalling = false;
};

} // namespace foyer
