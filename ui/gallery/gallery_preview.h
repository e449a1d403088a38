// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBrowser>

namespace foyer {

/// What an entry of the Template Gallery says. Tokens stand out; nothing is opened or loaded.
class GalleryPreview : public QTextBrowser
{
    Q_OBJECT

public:
    explicit GalleryPreview(QWidget* parent = nullptr);

    void showMarkdownText(const QString& markdown);

protected:
    QVariant loadResource(int type, const QUrl& name) override;
    void changeEvent(QEvent* event) override;

private:
    void dress();

    QString m_markdown;
};

} // namespace foyer
