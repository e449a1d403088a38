// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>

namespace foyer::writing {

/// Shows safe HTML as a sheet and keeps the place the writer is at in view. Opens no address and loads
/// nothing, whatever the HTML refers to.
class WritingPreview : public QTextBrowser
{
    Q_OBJECT

public:
    explicit WritingPreview(QWidget* parent = nullptr);

    void showHtml(const QString& html);
    /// @param part  which piece of the text (paragraph, item, heading) the writer is at, from 0
    /// @param parts  how many there are
    void follow(int part, int parts);
    void setZoom(int percent);

    QVariant loadResource(int type, const QUrl& name) override;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void dress();

    QString m_html;
    int m_zoom = 100;
};

/// The pieces of a Markdown text up to a line, counted as a reader sees them. @param line  from 0
int partsUpTo(const QString& markdown, int line);

} // namespace foyer::writing
