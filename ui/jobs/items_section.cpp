// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/items_section.h"

#include "app/contacts/contact_store.h"
#include "app/items/item_store.h"
#include "app/items/viewed.h"
#include "app/jobs/job_store.h"
#include "app/payments/balance.h"
#include "ui/address_book/flow_layout.h"
#include "ui/common/icon_label.h"
#include "ui/common/item_pdf.h"
#include "ui/common/job_words.h"
#include "ui/common/money_words.h"
#include "ui/common/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QGridLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

theme::Tone toneOf(const Item& item)
{
    switch (item.state) {
    case ItemState::Draft:
        return theme::Tone::Neutral;
    case ItemState::Sent:
        return theme::Tone::Accent;
    case ItemState::Completed:
        return theme::Tone::Success;
    case ItemState::Declined:
        return theme::Tone::Warning;
    case ItemState::Superseded:
    case ItemState::Void:
        return theme::Tone::Neutral;
    }
    Q_UNREACHABLE();
}

QString dayOf(Instant instant)
{
    return QLocale{}.toString(toLocal(instant).date(), u"d MMM yyyy"_s);
}

} // namespace

ItemsSection::ItemsSection(StudioEdits& edits, QWidget* parent)
    : QWidget{parent}
    , m_edits{edits}
    , m_lines{new QVBoxLayout}
    , m_nothing{new QLabel{tr("Nothing yet. What you send from here is what clients find in their portal; "
                              "files stay with you until you share them.")}}
{
    setObjectName(u"items"_s);
    m_lines->setSpacing(theme::space::small);
    m_nothing->setWordWrap(true);
    theme::setTextRole(m_nothing, theme::TextRole::Muted);

    auto* buttons = new QWidget;
    auto* flow = new FlowLayout{buttons};
    const auto add = [&](const QString& objectName, const QString& iconName, const QString& text, auto work) {
        auto* button = new QPushButton{icon(iconName), text};
        button->setObjectName(objectName);
        connect(button, &QPushButton::clicked, this, work);
        flow->addWidget(button);
    };
    const auto wants = [this](ItemKind kind) {
        return [this, kind] {
            if (m_job)
                Q_EMIT newItemWanted(*m_job, kind);
        };
    };
    add(u"newOrder"_s, words::itemIconName(ItemKind::Order), tr("New Order"), wants(ItemKind::Order));
    add(u"newContract"_s, words::itemIconName(ItemKind::Contract), tr("New Contract"),
        wants(ItemKind::Contract));
    add(u"newInvoice"_s, words::itemIconName(ItemKind::Invoice), tr("New Invoice"), wants(ItemKind::Invoice));
    add(u"newQuestionnaire"_s, words::itemIconName(ItemKind::Questionnaire), tr("New Questionnaire"),
        wants(ItemKind::Questionnaire));
    add(u"addFiles"_s, words::itemIconName(ItemKind::File), tr("Add Files…"), [this] { chooseFiles(); });

    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::space::medium);
    layout->addWidget(m_nothing);
    layout->addLayout(m_lines);
    layout->addWidget(buttons);
}

void ItemsSection::show(JobId job)
{
    m_job = job;
    refresh();
}

void ItemsSection::refresh()
{
    if (!m_job)
        return;
    auto view = m_edits.database().read([this](const Snapshot& snapshot) { return read(snapshot, *m_job); });
    if (!view) {
        Q_EMIT failed(view.error());
        return;
    }
    m_view = std::move(*view);
    showView();
}

Result<ItemsSection::View> ItemsSection::read(const Snapshot& snapshot, JobId id) const
{
    View view;
    auto items = items::ofJob(snapshot, id);
    if (!items)
        return fail(items.error());
    auto files = files::factsOfJob(snapshot, id);
    if (!files)
        return fail(files.error());
    auto viewed = items::lastViewed(snapshot, id);
    if (!viewed)
        return fail(viewed.error());
    const auto job = jobs::find(snapshot, id);
    if (!job)
        return fail(job.error());
    for (const JobPerson& person : job->details.people) {
        const auto brief = contacts::brief(snapshot, person.contact);
        if (!brief)
            return fail(brief.error());
        const bool isNew = view.names.emplace(brief->id, brief->name).second;
        if (isNew && brief->kind == ContactKind::Person)
            view.people.push_back({brief->id, brief->name});
    }
    for (const Item& item : *items) {
        for (const ItemRecipient& recipient : item.recipients) {
            if (view.names.contains(recipient.contact))
                continue;
            const auto brief = contacts::brief(snapshot, recipient.contact);
            if (!brief)
                return fail(brief.error());
            view.names.emplace(brief->id, brief->name);
        }
    }
    for (const Item& item : *items) {
        if (item.kind == ItemKind::Invoice) {
            const auto invoice = readInvoice(snapshot, item);
            if (!invoice)
                return fail(invoice.error());
            view.invoices.emplace(item.id, *invoice);
        }
        if (item.kind != ItemKind::Order || !item.sentAt)
            continue;
        auto charged = invoices::ofOrder(snapshot, item);
        if (!charged)
            return fail(charged.error());
        if (!charged->empty())
            view.charged.emplace(item.id, std::move(*charged));
    }
    view.items = std::move(*items);
    view.files = std::move(*files);
    view.viewed = std::move(*viewed);
    return view;
}

Result<ItemsSection::InvoiceFacts> ItemsSection::readInvoice(const Snapshot& snapshot, const Item& item) const
{
    const auto invoice = invoices::find(snapshot, item.id);
    const auto balance = payments::balanceOf(snapshot, item.id);
    if (!invoice || !balance)
        return fail(invoice ? balance.error() : invoice.error());
    const bool isCreditNote = invoice->content.type == InvoiceType::CreditNote;
    const bool isOpen = item.state == ItemState::Sent && !isCreditNote;
    return InvoiceFacts{
        isCreditNote, Money::ofMinor(isOpen ? balance->open() : 0, balance->currency),
        standingOf(item.state, isCreditNote, *balance, toLocal(m_edits.database().now()).date())};
}

void ItemsSection::showView()
{
    // Lines are made anew; the keyboard goes back to the one it was on.
    QString focused;
    for (int i = 0; i < m_lines->count(); ++i) {
        QWidget* line = m_lines->itemAt(i)->widget();
        const QWidget* widget = window()->focusWidget();
        if (line && widget && line->isAncestorOf(widget))
            focused = line->property("item").toString() + u'/' + widget->objectName();
    }
    while (QLayoutItem* item = m_lines->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater(); // its own menu may be open
        }
        delete item;
    }
    for (const Item& item : m_view.items) {
        QWidget* line = lineFor(item);
        m_lines->addWidget(line);
        if (focused.startsWith(item.id.text() + u'/')) {
            if (auto* widget = line->findChild<QWidget*>(focused.section(u'/', 1)))
                widget->setFocus(Qt::OtherFocusReason);
        }
    }
    m_nothing->setVisible(m_view.items.empty());
}

QWidget* ItemsSection::lineFor(const Item& item)
{
    auto* line = new QWidget;
    line->setObjectName(u"item"_s);
    line->setProperty("item", item.id.text());
    theme::makeCard(line);

    auto* sign = new IconLabel{icon(words::itemIconName(item.kind), IconInk::Muted), theme::iconPx};
    auto* open = new QPushButton{QString{item.title}.replace(u'&', u"&&"_s)};
    open->setObjectName(u"openItem"_s);
    open->setAccessibleName(
        tr("%1 %2, %3", "kind, title, state").arg(kindOf(item), item.title, standingFor(item).text));
    open->setToolTip(words::toolTip(item.title));
    open->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    theme::setButtonRole(open, theme::ButtonRole::Link);
    connect(open, &QPushButton::clicked, this, [this, item] { openItem(item); });

    const Standing standing = standingFor(item);
    auto* state = new QLabel{standing.text};
    state->setObjectName(u"itemState"_s);
    theme::makeBadge(state, standing.tone);

    auto* more = new QToolButton;
    more->setObjectName(u"itemMenu"_s);
    more->setIcon(icon(u"ellipsis"_s));
    more->setAccessibleName(tr("What can be done with %1").arg(item.title));
    more->setToolTip(tr("More"));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setFocusPolicy(Qt::StrongFocus);
    auto* menu = new QMenu{more};
    connect(menu, &QMenu::aboutToShow, this, [this, menu, item] { fillMenu(menu, item); });
    more->setMenu(menu);

    const auto small = [](const QString& text, const QString& objectName) {
        auto* label = new QLabel{text};
        label->setObjectName(objectName);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        theme::setTextRole(label, theme::TextRole::Muted);
        label->setVisible(!text.isEmpty());
        return label;
    };
    auto* layout = new QGridLayout{line};
    layout->setContentsMargins(theme::space::medium, theme::space::small, theme::space::small,
                               theme::space::small);
    layout->setHorizontalSpacing(theme::space::small);
    layout->setVerticalSpacing(theme::space::hair);
    layout->setColumnStretch(1, 1);
    layout->addWidget(sign, 0, 0);
    layout->addWidget(open, 0, 1);
    layout->addWidget(state, 0, 2);
    layout->addWidget(more, 0, 3);
    layout->addWidget(small(facts(item), u"itemFacts"_s), 1, 1, 1, 2);
    layout->addWidget(small(dates(item), u"itemDates"_s), 2, 1, 1, 2);
    return line;
}

QString ItemsSection::kindOf(const Item& item) const
{
    const auto invoice = m_view.invoices.find(item.id);
    return invoice != m_view.invoices.end() && invoice->second.isCreditNote ? tr("Credit note")
                                                                            : words::itemKind(item.kind);
}

Standing ItemsSection::standingFor(const Item& item) const
{
    const auto invoice = m_view.invoices.find(item.id);
    return invoice != m_view.invoices.end() ? invoice->second.standing
                                            : Standing{words::itemState(item.kind, item.state), toneOf(item)};
}

/// "Order 2027-014 · €1,200.00 · for Mara Lind"
QString ItemsSection::facts(const Item& item) const
{
    QStringList parts;
    const QString kind = kindOf(item);
    parts.append(item.number.isEmpty() ? kind : tr("%1 %2", "kind, number").arg(kind, item.number));
    if (const auto file = m_view.files.find(item.id); file != m_view.files.end())
        parts.append(words::fileSize(file->second.size));
    if (item.total)
        parts.append(words::amount(*item.total));
    if (const auto invoice = m_view.invoices.find(item.id); invoice != m_view.invoices.end()) {
        const Money open = invoice->second.open;
        if (open.minor() > 0 && item.total && open != *item.total)
            parts.append(tr("%1 open", "amount").arg(words::amount(open)));
    }
    QStringList names;
    for (const ItemRecipient& recipient : item.recipients)
        names.append(m_view.names.at(recipient.contact));
    if (!names.isEmpty())
        parts.append(tr("for %1", "recipients").arg(locale().createSeparatedList(names)));
    else if (item.kind != ItemKind::File)
        parts.append(tr("no recipients yet"));
    parts.append(charges(item));
    if (item.dueDay.isValid())
        parts.append(tr("due %1").arg(locale().toString(item.dueDay, u"d MMM yyyy"_s)));
    return parts.join(tr(" · "));
}

/// What of an order is charged already, so that nobody charges it twice.
QStringList ItemsSection::charges(const Item& order) const
{
    const auto charged = m_view.charged.find(order.id);
    if (charged == m_view.charged.end() || !order.total)
        return {};
    qint64 issued = 0;
    qint64 drafted = 0;
    for (const invoices::OrderInvoice& one : charged->second) {
        if (one.amount.currency() == order.total->currency())
            (one.number.isEmpty() ? drafted : issued) += one.amount.minor();
    }
    QStringList parts;
    if (issued >= order.total->minor())
        parts.append(tr("invoiced"));
    else if (issued > 0)
        parts.append(tr("%1 of it invoiced").arg(words::amount(issued, order.total->currency())));
    if (drafted > 0)
        parts.append(tr("%1 in draft invoices").arg(words::amount(drafted, order.total->currency())));
    return parts;
}

/// "Sent 3 May 2027 · seen 4 May 2027 · Mara Lind: done 5 May 2027"
QString ItemsSection::dates(const Item& item) const
{
    QStringList parts;
    if (item.sentAt)
        parts.append((item.kind == ItemKind::File ? tr("shared %1", "date") : tr("sent %1", "date"))
                         .arg(dayOf(*item.sentAt)));
    if (item.revisedAt)
        parts.append(tr("updated %1", "date").arg(dayOf(*item.revisedAt)));
    if (const auto viewed = m_view.viewed.find(item.id); viewed != m_view.viewed.end())
        parts.append(tr("seen %1", "date").arg(dayOf(viewed->second)));
    for (const ItemRecipient& recipient : item.recipients) {
        if (recipient.doneAt)
            parts.append(tr("%1 done %2", "name, date")
                             .arg(m_view.names.at(recipient.contact), dayOf(*recipient.doneAt)));
        else if (recipient.toDo != ToDo::None && item.recipients.size() > 1)
            parts.append(tr("waiting for %1").arg(m_view.names.at(recipient.contact)));
    }
    if (item.completedAt)
        parts.append(tr("completed %1", "date").arg(dayOf(*item.completedAt)));
    return parts.join(tr(" · "));
}

void ItemsSection::fillMenu(QMenu* menu, const Item& item)
{
    menu->clear();
    const auto add = [&](const QString& objectName, const QString& iconName, const QString& text, auto work) {
        QAction* action = menu->addAction(icon(iconName), text, this, work);
        action->setObjectName(objectName);
    };
    if (item.kind == ItemKind::File) {
        fillShareMenu(menu->addMenu(icon(u"users"_s), tr("Share With")), item);
        add(u"saveCopy"_s, u"file-down"_s, tr("Save a Copy…"), [this, item] { saveCopy(item); });
        add(u"renameFile"_s, u"pencil"_s, tr("Rename…"), [this, item] { rename(item); });
        menu->addSeparator();
        add(u"deleteItem"_s, u"trash-2"_s, tr("Delete"), [this, item] { remove(item); });
        return;
    }
    add(u"open"_s, words::itemIconName(item.kind), tr("Open"), [this, item] { openItem(item); });
    if (item_pdf::mayHave(item)) {
        const auto say = [this](const QString& sentence) { Q_EMIT said(sentence); };
        add(u"openPdf"_s, u"eye"_s, tr("Open PDF"),
            [this, item, say] { item_pdf::open(m_edits.database(), item, say); });
        add(u"savePdf"_s, u"file-down"_s, tr("Save PDF…"),
            [this, item, say] { item_pdf::save(this, m_edits.database(), item, say); });
    }
    menu->addSeparator();
    if (!item.sentAt)
        add(u"deleteItem"_s, u"trash-2"_s, tr("Delete Draft"), [this, item] { remove(item); });
    else if (item.kind != ItemKind::Invoice && item.state != ItemState::Void &&
             item.state != ItemState::Superseded) // an invoice is given back in its own window
        add(u"voidItem"_s, u"ban"_s, tr("Void…"), [this, item] { askToVoid(item); });
}

void ItemsSection::fillShareMenu(QMenu* menu, const Item& item)
{
    menu->setObjectName(u"shareMenu"_s);
    std::vector<Person> offered = m_view.people;
    for (const ItemRecipient& recipient : item.recipients) {
        const bool isThere = std::any_of(offered.begin(), offered.end(), [&](const Person& person) {
            return person.id == recipient.contact;
        });
        if (!isThere)
            offered.push_back({recipient.contact, m_view.names.at(recipient.contact)});
    }
    for (const Person& person : offered) {
        const bool isShared =
            std::any_of(item.recipients.begin(), item.recipients.end(),
                        [&](const ItemRecipient& recipient) { return recipient.contact == person.id; });
        QAction* action = menu->addAction(QString{person.name}.replace(u'&', u"&&"_s));
        action->setCheckable(true);
        action->setChecked(isShared);
        connect(action, &QAction::triggered, this,
                [this, item, person](bool isChecked) { setShared(item, person, isChecked); });
    }
    menu->addSeparator();
    menu->addAction(tr("Somebody Else…"), this, [this, item] { shareWithSomebodyElse(item); });
}

void ItemsSection::openItem(const Item& item)
{
    if (item.kind == ItemKind::File)
        saveCopy(item);
    else
        Q_EMIT itemOpened(item.id, item.kind);
}

} // namespace foyer
