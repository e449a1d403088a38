// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mail/outbox.h"
#include "app/storage/database.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>

class QAction;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;
class QTableView;

namespace foyer {

class MailModel;
class MailReader;
class Toast;

/// The mails that wait, went out or could not: read them as their recipients do, change them, take them back.
class OutboxPage : public QWidget
{
    Q_OBJECT

public:
    explicit OutboxPage(Database& database, QWidget* parent = nullptr);

    void reload();
    void showMail(MailId id);
    QAction* findAction() const { return m_find; }
    /// What waits, and what could not be sent: "3", "3, 1 failed"; empty: nothing.
    QString note() const;

Q_SIGNALS:
    void failed(const QString& sentence);
    void noteChanged(const QString& note);
    void accountWanted();
    void portalSettingsWanted();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void buildList();
    QWidget* makeHead();
    std::optional<MailId> current() const;
    void applyFilter();
    void listed();
    void showBanner();
    void showShelves();
    void tryAgain(BrandId account);
    void read();
    void placeColumns();

    Database& m_database;
    MailModel* m_model;
    MailReader* m_reader;
    QStackedWidget* m_shelves; ///< no mails at all, none that the filter finds, or list and reader
    QSplitter* m_halves;
    QTableView* m_list;
    QComboBox* m_shelf;
    QLineEdit* m_search;
    QWidget* m_banner;
    QLabel* m_bannerText;
    QPushButton* m_bannerButton;
    QAction* m_find;
    Toast* m_toast;
    QTimer m_searchSoon;
    std::optional<BrandId> m_troubled; ///< account with a problem; nothing: there is none at all
    QString m_note;
};

} // namespace foyer
