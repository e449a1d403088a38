// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/address_book_page.h"

#include "app/contacts/contact_store.h"
#include "ui/address_book/contact_list_pane.h"
#include "ui/address_book/contact_profile.h"
#include "ui/address_book/toast.h"
#include "ui/common/words.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QInputDialog>
#include <QLabel>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int narrowPx = 760; ///< below it list and profile stand behind each other
const QString splitterKey = u"addressBook/splitter"_s;

enum RightSide
{
    NobodyPage,
    ManyPage,
    ProfilePage
};

} // namespace

AddressBookPage::AddressBookPage(Database& database, FallbackOrigin fallbackOrigin, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_edits{database, m_undo}
    , m_editing{m_edits, this}
    , m_merging{m_edits, this}
{
    setObjectName(u"addressBook"_s);
    makeActions();
    build(std::move(fallbackOrigin));
    connectParts();
    restoreLayout();
    updateActions();
}

AddressBookPage::~AddressBookPage()
{
    saveLayout();
}

void AddressBookPage::connectParts()
{
    connect(m_list, &ContactListPane::currentChanged, this, [this](ContactId id) {
        m_profile->show(id);
        m_isProfileInFront = true;
    });
    setFocusProxy(m_list->table());
    connect(m_list, &ContactListPane::selectionChanged, this, &AddressBookPage::showSelection);
    connect(m_list, &ContactListPane::newRequested, this, &AddressBookPage::createContact);
    connect(m_list, &ContactListPane::importRequested, this, [this] { Q_EMIT importRequested({}); });
    connect(m_list, &ContactListPane::failed, this,
            [this](const Error& error) { tellFailure(tr("The list could not be read."), error); });

    connect(m_profile, &ContactProfile::contactActivated, this, &AddressBookPage::showContact);
    connect(m_profile, &ContactProfile::previewRequested, this, &AddressBookPage::previewRequested);
    connect(m_profile, &ContactProfile::jobActivated, this, &AddressBookPage::jobActivated);
    connect(m_profile, &ContactProfile::jobRequested, this, &AddressBookPage::jobRequested);
    connect(m_profile, &ContactProfile::outboxRequested, this, &AddressBookPage::outboxRequested);
    connect(m_profile, &ContactProfile::emailShareRequested, &m_editing, &ContactEditing::giveEmail);
    connect(m_profile, &ContactProfile::gone, this, &AddressBookPage::showSelection);
    connect(m_profile, &ContactProfile::failed, this, [this](const Error& error) { tellFailure({}, error); });
    // The writing thread announces; the profile looks on this one.
    connect(
        &m_database, &Database::changed, this,
        [this](const Changes& changes) {
            m_profile->take(changes);
            updateActions();
        },
        Qt::QueuedConnection);

    connect(&m_editing, &ContactEditing::created, this, &AddressBookPage::showContact);
    connect(&m_editing, &ContactEditing::failed, this,
            [this](const Error& error) { tellFailure({}, error); });
    connect(&m_merging, &ContactMerging::merged, this, &AddressBookPage::showContact);
    connect(&m_merging, &ContactMerging::failed, this,
            [this](const Error& error) { tellFailure({}, error); });
    connect(&m_merging, &ContactMerging::parted, m_toast,
            [this](const QString& sentence, ContactId survivor, ContactId other) {
                m_toast->say(sentence, tr("Merge Again…"),
                             [this, survivor, other] { m_merging.start(survivor, other); });
            });
    connect(&m_merging, &ContactMerging::refused, m_toast,
            [this](const QString& sentence) { m_toast->say(sentence, Toast::Offer::Nothing); });
    connect(&m_edits, &StudioEdits::performed, m_toast,
            [this](const QString& said) { m_toast->say(said, Toast::Offer::Undo); });
    connect(&m_edits, &StudioEdits::takenBack, m_toast, [this](const QString& name) {
        m_toast->say(tr("Taken back: %1").arg(name), Toast::Offer::Nothing);
    });
    connect(&m_edits, &StudioEdits::failed, this, [this](const QString& name, const Error& error) {
        tellFailure(tr("%1 did not work.", "an action").arg(name), error);
    });
    connect(m_toast, &Toast::undoRequested, &m_edits.stack(), &QUndoStack::undo);
    connect(m_back, &QToolButton::clicked, this, [this] {
        m_isProfileInFront = false;
        arrange();
        m_list->table()->setFocus();
    });
}

void AddressBookPage::restoreLayout()
{
    const QSettings settings;
    if (!m_splitter->restoreState(settings.value(splitterKey).toByteArray()))
        m_splitter->setSizes({520, 640});
}

void AddressBookPage::saveLayout() const
{
    if (!m_isNarrow) // one half hidden is not a choice of widths
        QSettings{}.setValue(splitterKey, m_splitter->saveState());
}

void AddressBookPage::showContact(ContactId id)
{
    m_isProfileInFront = true;
    m_profile->show(id);
    m_list->select(id);
    showSelection();
}

void AddressBookPage::refreshLinks()
{
    m_profile->refresh();
}

void AddressBookPage::showSelection()
{
    const int count = m_list->selectedCount();
    if (count > 1) {
        m_many->setText(tr("%n contact(s) selected", nullptr, count));
        m_stack->setCurrentIndex(ManyPage);
    } else {
        m_stack->setCurrentIndex(m_profile->contact() ? ProfilePage : NobodyPage);
    }
    updateActions();
    arrange();
}

void AddressBookPage::arrange()
{
    m_isNarrow = width() < narrowPx;
    const bool hasProfile = m_profile->contact() && m_isProfileInFront;
    // The focus of a half that goes must not fall out of the page.
    const bool hadFocus = m_isNarrow && hasProfile && m_list->isAncestorOf(QApplication::focusWidget());
    m_list->setVisible(!m_isNarrow || !hasProfile);
    m_right->setVisible(!m_isNarrow || hasProfile);
    m_back->setVisible(m_isNarrow);
    if (hadFocus)
        m_back->setFocus(Qt::OtherFocusReason);
}

void AddressBookPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

std::vector<ContactId> AddressBookPage::targets() const
{
    std::vector<ContactId> ids;
    for (const contacts::ContactRow& row : m_list->selected())
        ids.push_back(row.id);
    if (ids.empty() && m_profile->contact())
        ids.push_back(*m_profile->contact());
    return ids;
}

QString AddressBookPage::nameOfTargets() const
{
    const auto ids = targets();
    if (ids.size() != 1)
        return tr("%n contact(s)", "what was deleted, archived …", int(ids.size()));
    const auto brief =
        m_database.read([&](const Snapshot& snapshot) { return contacts::brief(snapshot, ids.front()); });
    return brief ? brief->name : QString{};
}

void AddressBookPage::updateActions()
{
    using contacts::ContactFilter;
    const int count = m_list->selectedCount() > 0 ? m_list->selectedCount() : (m_profile->contact() ? 1 : 0);
    // One contact says itself where it is; many are all on the shelf that is shown.
    bool isArchived = m_list->shelf() == ContactFilter::Shelf::Archived;
    bool isBinned = m_list->shelf() == ContactFilter::Shelf::Bin;
    if (count == 1) {
        const auto ids = targets();
        const auto contact = m_database.read([&](const Snapshot& snapshot) -> Result<Contact> {
            return ids.empty() ? Result<Contact>{fail(Fault::NotFound, {})}
                               : contacts::find(snapshot, ids.front());
        });
        isArchived = contact && contact->archivedAt;
        isBinned = contact && contact->deletedAt;
    }
    m_actions.edit->setEnabled(count == 1 && !isBinned);
    m_actions.archive->setEnabled(count > 0 && !isBinned);
    m_actions.archive->setVisible(!isBinned);
    m_actions.archive->setText(isArchived ? tr("&Unarchive") : tr("&Archive"));
    m_actions.remove->setEnabled(count > 0 && !isBinned);
    m_actions.remove->setVisible(!isBinned);
    m_actions.restore->setEnabled(count > 0 && isBinned);
    m_actions.restore->setVisible(isBinned);
    m_actions.merge->setEnabled((count == 1 || count == 2) && !isBinned && !isArchived);
    m_actions.merge->setVisible(!isBinned);
    m_actions.undoMerge->setVisible(count == 1 && !isBinned && m_merging.canUndo(targets().front()));
    m_actions.addTag->setEnabled(count > 0 && !isBinned);
    m_actions.copy->setEnabled(m_list->selectedCount() > 0);
    m_actions.exportCards->setEnabled(count > 0);
}

void AddressBookPage::createContact()
{
    m_editing.create();
}

void AddressBookPage::editContact()
{
    const auto ids = targets();
    if (ids.size() == 1)
        m_editing.edit(ids.front());
}

void AddressBookPage::archiveContacts()
{
    const auto ids = targets();
    const auto first = m_database.read([&](const Snapshot& snapshot) -> Result<Contact> {
        return ids.empty() ? Result<Contact>{fail(Fault::NotFound, {})}
                           : contacts::find(snapshot, ids.front());
    });
    if (!first)
        tellFailure({}, first.error());
    else if (first->archivedAt)
        m_editing.unarchive(ids, nameOfTargets());
    else
        m_editing.archive(ids, nameOfTargets());
}

void AddressBookPage::removeContacts()
{
    const auto ids = targets();
    if (!ids.empty())
        m_editing.remove(ids, nameOfTargets());
}

void AddressBookPage::restoreContacts()
{
    const auto ids = targets();
    if (!ids.empty())
        m_editing.restore(ids, nameOfTargets());
}

void AddressBookPage::mergeSelected()
{
    const auto ids = targets();
    if (ids.size() == 2)
        m_merging.start(ids.front(), ids.back());
    else if (ids.size() == 1)
        m_merging.start(ids.front());
}

void AddressBookPage::mergeContacts(ContactId survivor, ContactId absorbed)
{
    m_merging.start(survivor, absorbed);
}

void AddressBookPage::undoMerge()
{
    const auto ids = targets();
    if (ids.size() == 1)
        m_merging.undo(ids.front());
}

void AddressBookPage::askForTag()
{
    const auto ids = targets();
    const auto tags = m_database.read([](const Snapshot& snapshot) { return contacts::tagsInUse(snapshot); });
    QStringList names;
    if (tags) {
        for (const auto& [tag, count] : *tags)
            names.append(tag);
    }
    auto* dialog = new QInputDialog{this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Add Tag"));
    dialog->setLabelText(tr("Tag for %n contact(s)", nullptr, int(ids.size())));
    dialog->setComboBoxItems(names);
    dialog->setComboBoxEditable(true);
    dialog->setTextValue({});
    connect(dialog, &QInputDialog::textValueSelected, this, [this, ids](const QString& tag) {
        if (!tag.trimmed().isEmpty())
            m_editing.addTag(ids, tag);
    });
    dialog->open();
}

void AddressBookPage::copyRows()
{
    QGuiApplication::clipboard()->setText(m_list->selectedAsTsv());
    m_toast->say(tr("%n line(s) copied", nullptr, m_list->selectedCount()), Toast::Offer::Nothing);
}

void AddressBookPage::exportContacts()
{
    Q_EMIT exportRequested(targets());
}

void AddressBookPage::find()
{
    m_isProfileInFront = false;
    arrange();
    m_list->focusSearch();
}

void AddressBookPage::tellFailure(const QString& what, const Error& error)
{
    qWarning("address book: %s", qPrintable(error.detail)); // the person gets a sentence, the log the reason
    const QString sentence = words::fault(error.fault);
    m_toast->say(what.isEmpty() ? sentence : what + u' ' + sentence, Toast::Offer::Nothing);
}

} // namespace foyer
