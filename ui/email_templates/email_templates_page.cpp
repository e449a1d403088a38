// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/email_templates/email_templates_page.h"

#include "ui/email_templates/email_template_editor.h"
#include "ui/gallery/gallery_dialog.h"
#include "ui/theme/icons.h"

#include <QAction>
#include <QLineEdit>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

const gallery::Entry* entryOf(const EmailTemplate& one)
{
    if (one.galleryKey.isEmpty())
        return nullptr;
    const auto& all = gallery::entries();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const gallery::Entry& entry) { return entry.key == one.galleryKey; });
    return found == all.end() ? nullptr : &*found;
}

bool isNewerOffered(const EmailTemplate& one)
{
    const gallery::Entry* entry = entryOf(one);
    return entry && entry->edition > one.galleryEdition;
}

QString originOf(const EmailTemplate& one)
{
    if (one.galleryKey.isEmpty())
        return EmailTemplatesPage::tr("Written here.");
    if (isNewerOffered(one))
        return EmailTemplatesPage::tr("From the Template Gallery, which has a newer edition.");
    return EmailTemplatesPage::tr("From the Template Gallery.");
}

QString useOf(const std::vector<QString>& automations)
{
    if (automations.empty())
        return {};
    return EmailTemplatesPage::tr("Sent by: %1.", "names of automations")
        .arg(QStringList{automations.begin(), automations.end()}.join(u", "_s));
}

} // namespace

EmailTemplatesPage::EmailTemplatesPage(Database& database, std::function<QString()> portalOrigin,
                                       QWidget* parent)
    : TemplateShelf{database, parent}
    , m_editor{new EmailTemplateEditor{database, std::move(portalOrigin)}}
{
    setObjectName(u"emailTemplates"_s);
    build({.title = {},
           .listName = tr("Email templates"),
           .newName = tr("New template"),
           .iconName = u"mail"_s,
           .emptyTitle = tr("No email templates yet"),
           .emptyText = tr("A template is a mail that is written once and sent to many. Names, days and "
                           "links come in by tokens. The Template Gallery has ready-made ones."),
           .archivedText = tr("Archived templates are kept, and sent by nobody.")},
          m_editor);
    auto* gallery = new QAction{icon(u"book-open"_s), tr("&Template Gallery…"), this};
    gallery->setObjectName(u"openGallery"_s);
    connect(gallery, &QAction::triggered, this, &EmailTemplatesPage::openGallery);
    addTool(gallery);
    connect(m_editor, &EmailTemplateEditor::failed, this, [this](const QString& sentence) { say(sentence); });
    connect(m_editor, &EmailTemplateEditor::originActivated, this, &EmailTemplatesPage::openGallery);
    connect(m_editor, &EmailTemplateEditor::languageRemoved, this,
            [this](const QString& sentence, std::function<void()> undo) {
                offerUndo(sentence, std::move(undo));
            });
    connect(
        &database, &Database::changed, this,
        [this](const Changes& changes) {
            if (changes.touches(Entity::Automation))
                reload();
        },
        Qt::QueuedConnection);
}

void EmailTemplatesPage::openGallery()
{
    auto* dialog = new GalleryDialog{database(), gallery::Kind::Email, this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &GalleryDialog::openWanted, this, [this](gallery::Kind kind, qint64 row) {
        if (kind == gallery::Kind::Email) {
            reload();
            showTemplate(TemplateId{row});
        } else {
            Q_EMIT otherOpenWanted(kind, row);
        }
    });
    dialog->open();
}

Result<std::vector<TemplateShelf::Row>> EmailTemplatesPage::rows(const Snapshot& snapshot,
                                                                 bool withArchived) const
{
    const auto found = email_templates::all(snapshot, withArchived);
    if (!found)
        return fail(found.error());
    std::vector<Row> all;
    for (const EmailTemplate& one : *found) {
        const auto users = email_templates::automationsUsing(snapshot, one.id);
        if (!users)
            return fail(users.error());
        const QString remark = (originOf(one) + u' ' + useOf(*users)).trimmed();
        all.push_back({one.id, one.name, one.archivedAt.has_value(), remark, isNewerOffered(one)});
    }
    return all;
}

TemplateShelf::Making EmailTemplatesPage::adding(const QString& name) const
{
    return [name](Transaction& transaction) {
        return email_templates::add(transaction, {.name = name, .text = {}});
    };
}

TemplateShelf::Making EmailTemplatesPage::duplicating(TemplateId id) const
{
    return [id](Transaction& transaction) { return email_templates::duplicate(transaction, id); };
}

TemplateShelf::Changing EmailTemplatesPage::archiving(TemplateId id) const
{
    return [id](Transaction& transaction) { return email_templates::archive(transaction, id); };
}

TemplateShelf::Changing EmailTemplatesPage::bringingBack(TemplateId id) const
{
    return [id](Transaction& transaction) { return email_templates::unarchive(transaction, id); };
}

QString EmailTemplatesPage::obstacleToArchive(TemplateId id) const
{
    const auto users = database().read(
        [id](const Snapshot& snapshot) { return email_templates::automationsUsing(snapshot, id); });
    if (!users || users->empty())
        return {};
    return tr("Not archived: %n automation(s) would stand without their mail (%1). Choose another one there "
              "first.",
              nullptr, int(users->size()))
        .arg(QStringList{users->begin(), users->end()}.join(u", "_s));
}

void EmailTemplatesPage::edit(TemplateId id)
{
    m_editor->showTemplate(id);
    struct Facts
    {
        EmailTemplate which;
        std::vector<QString> users;
    };
    const auto facts = database().read([id](const Snapshot& snapshot) -> Result<Facts> {
        auto which = email_templates::find(snapshot, id);
        if (!which)
            return fail(which.error());
        auto users = email_templates::automationsUsing(snapshot, id);
        if (!users)
            return fail(users.error());
        return Facts{std::move(*which), std::move(*users)};
    });
    if (!facts)
        return;
    QString origin = originOf(facts->which).toHtmlEscaped();
    if (isNewerOffered(facts->which))
        origin += u" <a href=\"#gallery\">%1</a>"_s.arg(tr("Look at it"));
    m_editor->setOrigin((origin + u' ' + useOf(facts->users).toHtmlEscaped()).trimmed());
}

std::optional<TemplateId> EmailTemplatesPage::edited() const
{
    return m_editor->current();
}

bool EmailTemplatesPage::isDirty() const
{
    return m_editor->isDirty();
}

QWidget* EmailTemplatesPage::nameField() const
{
    return m_editor->nameField();
}

void EmailTemplatesPage::saveNow()
{
    m_editor->saveNow();
}

} // namespace foyer
