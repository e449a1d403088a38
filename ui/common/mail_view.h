// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>
#include <QWidget>

class QPlainTextEdit;
class QTabBar;

namespace foyer {

/// The HTML of a mail, on paper: in its own colours whatever the scheme of the desktop is. Opens no address,
/// loads nothing, and hands out no address of a link.
class MailView : public QTextBrowser
{
    Q_OBJECT

public:
    explicit MailView(QWidget* parent = nullptr);

    /// Keeps its place when the same mail is shown anew.
    void showMail(const QString& html);

protected:
    QVariant loadResource(int type, const QUrl& name) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    QString m_html;
};

/// One mail as its recipient reads it: on a desk, on a phone, or where only text is shown.
class MailSheet : public QWidget
{
    Q_OBJECT

public:
    enum class Face
    {
        Desk,
        Phone,
        Text
    };

    explicit MailSheet(QWidget* parent = nullptr);

    void showMail(const QString& html, const QString& text);
    /// Instead of a mail: why there is none.
    void showSentence(const QString& sentence);
    void setFace(Face face);
    Face face() const;

private:
    void place();

    QTabBar* m_faces;
    QWidget* m_desk; ///< what the paper lies on
    MailView* m_view;
    QPlainTextEdit* m_text;
};

} // namespace foyer
