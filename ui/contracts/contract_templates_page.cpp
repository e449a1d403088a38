// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/contracts/contract_templates_page.h"

#include "ui/contracts/template_editor.h"

namespace foyer {

using namespace Qt::StringLiterals;

ContractTemplatesPage::ContractTemplatesPage(Database& database, QWidget* parent)
    : TemplateShelf{database, parent}
    , m_editor{new TemplateEditor{database}}
{
    build({.title = tr("Contract Templates"),
           .listName = tr("Contract templates"),
           .newName = tr("New template"),
           .iconName = u"file-text"_s,
           .emptyTitle = tr("No contract templates yet"),
           .emptyText = tr("A template is the text you begin a contract with. Names, days and places come "
                           "in by tokens."),
           .archivedText = tr("Archived templates are kept, and offered for no new contract.")},
          m_editor);
    connect(m_editor, &TemplateEditor::failed, this, [this](const QString& sentence) { say(sentence); });
}

Result<std::vector<TemplateShelf::Row>> ContractTemplatesPage::rows(const Snapshot& snapshot,
                                                                    bool withArchived) const
{
    const auto found = contracts::templates(snapshot, withArchived);
    if (!found)
        return fail(found.error());
    std::vector<Row> all;
    for (const contracts::ContractTemplate& one : *found)
        all.push_back({one.id, one.name, one.archivedAt.has_value()});
    return all;
}

TemplateShelf::Making ContractTemplatesPage::adding(const QString& name) const
{
    return [name](Transaction& transaction) { return contracts::addTemplate(transaction, {name}); };
}

TemplateShelf::Making ContractTemplatesPage::duplicating(TemplateId id) const
{
    return [id](Transaction& transaction) { return contracts::duplicateTemplate(transaction, id); };
}

TemplateShelf::Changing ContractTemplatesPage::archiving(TemplateId id) const
{
    return [id](Transaction& transaction) { return contracts::archiveTemplate(transaction, id); };
}

TemplateShelf::Changing ContractTemplatesPage::bringingBack(TemplateId id) const
{
    return [id](Transaction& transaction) { return contracts::unarchiveTemplate(transaction, id); };
}

void ContractTemplatesPage::edit(TemplateId id)
{
    m_editor->showTemplate(id);
}

std::optional<TemplateId> ContractTemplatesPage::edited() const
{
    return m_editor->current();
}

bool ContractTemplatesPage::isDirty() const
{
    return m_editor->isDirty();
}

QWidget* ContractTemplatesPage::nameField() const
{
    return m_editor->findChild<QWidget*>(u"templateName"_s);
}

void ContractTemplatesPage::saveNow()
{
    m_editor->saveNow();
}

} // namespace foyer
