// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/email_templates/email_template_store.h"
#include "app/gallery/gallery.h"
#include "ui/templates/template_shelf.h"

#include <functional>

namespace foyer {

class EmailTemplateEditor;

/// Settings › Email Templates.
class EmailTemplatesPage : public TemplateShelf
{
    Q_OBJECT

public:
    EmailTemplatesPage(Database& database, std::function<QString()> portalOrigin, QWidget* parent = nullptr);

    void saveNow() override;

Q_SIGNALS:
    /// Something else than an email template was installed, and is to be looked at.
    void otherOpenWanted(foyer::gallery::Kind kind, qint64 row);

protected:
    Result<std::vector<Row>> rows(const Snapshot& snapshot, bool withArchived) const override;
    Making adding(const QString& name) const override;
    Making duplicating(TemplateId id) const override;
    Changing archiving(TemplateId id) const override;
    Changing bringingBack(TemplateId id) const override;
    QString obstacleToArchive(TemplateId id) const override;
    void edit(TemplateId id) override;
    std::optional<TemplateId> edited() const override;
    bool isDirty() const override;
    QWidget* nameField() const override;

private:
    void openGallery();

    EmailTemplateEditor* m_editor;
};

} // namespace foyer
