// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/contracts/contract_templates.h"
#include "ui/templates/template_shelf.h"

namespace foyer {

class TemplateEditor;

/// What contracts begin as.
class ContractTemplatesPage : public TemplateShelf
{
    Q_OBJECT

public:
    explicit ContractTemplatesPage(Database& database, QWidget* parent = nullptr);

    void saveNow() override;

protected:
    Result<std::vector<Row>> rows(const Snapshot& snapshot, bool withArchived) const override;
    Making adding(const QString& name) const override;
    Making duplicating(TemplateId id) const override;
    Changing archiving(TemplateId id) const override;
    Changing bringingBack(TemplateId id) const override;
    void edit(TemplateId id) override;
    std::optional<TemplateId> edited() const override;
    bool isDirty() const override;
    QWidget* nameField() const override;

private:
    TemplateEditor* m_editor;
};

} // namespace foyer
