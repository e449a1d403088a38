// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preview/hidden_panel.h"

#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/storage/settings.h"
#include "ui/common/icon_label.h"
#include "ui/common/job_words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

constexpr int panelPx = 300;
constexpr std::chrono::milliseconds gatherChanges{50};

QLabel* plain(const QString& text)
{
    auto* label = new QLabel{text};
    label->setTextFormat(Qt::PlainText); // titles come from people
    label->setWordWrap(true);
    return label;
}

/// The address that a preview stands at: the studio's, on the pages of the contact's own brand.
Result<BrandAddress> previewAddress(const Snapshot& snapshot, BrandId own)
{
    const auto apart = settings::get(snapshot, QLatin1StringView{settings::brandsApart});
    if (!apart)
        return fail(apart.error());
    return BrandAddress{*apart == "yes"_L1 ? std::optional{own} : std::nullopt};
}

} // namespace

HiddenPanel::HiddenPanel(Database& studio, ContactId contact, const QString& contactName, QWidget* parent)
    : QScrollArea{parent}
    , m_studio{studio}
    , m_contact{contact}
    , m_name{contactName}
{
    setObjectName(u"hiddenPanel"_s);
    setAccessibleName(tr("What is hidden, and why"));
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFixedWidth(panelPx);
    auto* page = new QWidget;
    page->setObjectName(u"page"_s);
    m_column = new QVBoxLayout{page};
    m_column->setContentsMargins(theme::space::large, theme::space::medium, theme::space::large,
                                 theme::space::large);
    m_column->setSpacing(theme::space::small);
    setWidget(page);
    m_soon.setSingleShot(true);
    m_soon.setInterval(gatherChanges);
    connect(&m_soon, &QTimer::timeout, this, &HiddenPanel::look);
    connect(
        &studio, &Database::changed, this,
        [this](const Changes& changes) {
            const bool isOfInterest = changes.touches(Entity::Item) || changes.touches(Entity::Job) ||
                                      changes.touches(Entity::Brand) || changes.touches(Entity::Contact) ||
                                      changes.touches(Entity::Setting) || changes.touches(Entity::Import);
            if (isOfInterest && !m_soon.isActive())
                m_soon.start();
        },
        Qt::QueuedConnection);
    look();
}

void HiddenPanel::look()
{
    const auto view = m_studio.read([this](const Snapshot& snapshot) { return read(snapshot); });
    if (view) {
        showView(*view);
        return;
    }
    qWarning("preview: %s", qPrintable(view.error().detail));
    showView({});
}

Result<HiddenPanel::View> HiddenPanel::read(const Snapshot& snapshot) const
{
    const auto contact = contacts::find(snapshot, m_contact);
    if (!contact)
        return fail(contact.error());
    const auto address = previewAddress(snapshot, contact->brand);
    if (!address)
        return fail(address.error());
    auto all = items::inSightOf(snapshot, {m_contact, *address});
    if (!all)
        return fail(all.error());
    const auto brands = brands::all(snapshot);
    if (!brands)
        return fail(brands.error());
    View view{std::move(*all), {}};
    for (const Brand& brand : *brands) {
        const bool isTheirs = brand.id == contact->brand || std::any_of(view.items.begin(), view.items.end(),
                                                                        [&](const items::ItemInSight& one) {
                                                                            return one.item.brand == brand.id;
                                                                        });
        if (isTheirs && !brand.details.showsHistory)
            view.withoutHistory.append(brand.details.name);
    }
    return view;
}

void HiddenPanel::showView(const View& view)
{
    while (QLayoutItem* item = m_column->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    const auto isVisible = [](const items::ItemInSight& one) { return one.visibility.isVisible(); };
    const auto seen = std::count_if(view.items.begin(), view.items.end(), isVisible);
    const auto hidden = qsizetype(view.items.size()) - seen;
    if (!view.withoutHistory.isEmpty()) {
        auto* hint =
            plain(tr("Show history is off for %1: contracts and questionnaires leave the portal when they "
                     "are done. It is a setting in Settings › Branding.")
                      .arg(QLocale{}.createSeparatedList(view.withoutHistory)));
        hint->setObjectName(u"historyHint"_s);
        theme::makeNotice(hint, theme::Tone::Neutral);
        m_column->addWidget(hint);
    }
    addHeading(tr("Hidden from %1 (%2)").arg(m_name, locale().toString(qint64{hidden})), u"hiddenHeading"_s);
    if (hidden == 0)
        addSentence(
            view.items.empty()
                ? tr("Nothing: there are no orders, contracts, questionnaires or files on their jobs yet.")
                : tr("Nothing: they see everything on their jobs."),
            u"nothingHidden"_s);
    for (const items::ItemInSight& one : view.items) {
        if (!isVisible(one))
            addItem(one);
    }
    if (seen > 0) {
        m_column->addSpacing(theme::space::medium);
        addHeading(tr("What they see (%1)").arg(locale().toString(qint64{seen})), u"seenHeading"_s);
        for (const items::ItemInSight& one : view.items) {
            if (isVisible(one))
                addItem(one);
        }
    }
    m_column->addStretch();
}

void HiddenPanel::addHeading(const QString& text, const QString& objectName)
{
    QLabel* label = plain(text);
    label->setObjectName(objectName);
    theme::setTextRole(label, theme::TextRole::Heading);
    m_column->addWidget(label);
}

void HiddenPanel::addSentence(const QString& text, const QString& objectName)
{
    QLabel* label = plain(text);
    label->setObjectName(objectName);
    theme::setTextRole(label, theme::TextRole::Muted);
    m_column->addWidget(label);
}

void HiddenPanel::addItem(const items::ItemInSight& one)
{
    auto* line = new QWidget;
    line->setObjectName(one.visibility.isVisible() ? u"seenItem"_s : u"hiddenItem"_s);
    auto* sign = new IconLabel{icon(words::itemIconName(one.item.kind), IconInk::Muted), theme::iconPx};
    QLabel* title = plain(one.item.title);
    title->setObjectName(u"itemTitle"_s);
    QLabel* where =
        plain(tr("%1 · %2", "kind of item, job").arg(words::itemKind(one.item.kind), one.jobTitle));
    theme::setTextRole(where, theme::TextRole::Muted);
    where->setFont(theme::smallFont(font()));
    auto* layout = new QGridLayout{line};
    layout->setContentsMargins(0, theme::space::tiny, 0, theme::space::tiny);
    layout->setHorizontalSpacing(theme::space::small);
    layout->setVerticalSpacing(theme::space::hair);
    layout->setColumnStretch(1, 1);
    layout->addWidget(sign, 0, 0, Qt::AlignTop);
    layout->addWidget(title, 0, 1);
    layout->addWidget(where, 1, 1);
    if (!one.visibility.isVisible()) {
        QLabel* because = plain(words::hiddenBecause(one));
        because->setObjectName(u"because"_s);
        layout->addWidget(because, 2, 1);
    }
    m_column->addWidget(line);
}

} // namespace foyer
