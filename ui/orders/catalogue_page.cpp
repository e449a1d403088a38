// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/orders/catalogue_page.h"

#include "app/orders/order_sheet.h"
#include "app/storage/settings.h"
#include "ui/common/empty_state.h"
#include "ui/common/words.h"
#include "ui/orders/catalogue_model.h"
#include "ui/orders/order_draft.h"
#include "ui/orders/product_editor.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QAction>
#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// The dialog closes when it was saved, and says why when it was not.
template <class Dialog>
auto answerTo(QPointer<Dialog> dialog)
{
    return [dialog](const auto& result) {
        if (!dialog)
            return;
        if (result)
            dialog->finish();
        else
            dialog->refuse(result.error().fault == Fault::Invalid ? result.error().detail
                                                                  : words::fault(result.error().fault));
    };
}

} // namespace

CataloguePage::CataloguePage(Database& database, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_model{new CatalogueModel{this}}
    , m_shelves{new QStackedWidget}
    , m_list{new QTableView}
    , m_rateList{new QListWidget}
    , m_archived{new QCheckBox{tr("Show &archived")}}
{
    setObjectName(u"cataloguePage"_s);
    auto* title = new QLabel{tr("Catalogue")};
    theme::setTextRole(title, theme::TextRole::Title);
    m_archived->setObjectName(u"showArchived"_s);
    connect(m_archived, &QCheckBox::toggled, this, &CataloguePage::reload);
    auto* head = new QHBoxLayout;
    head->addWidget(title, 1);
    head->addWidget(m_archived);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::page);
    layout->setSpacing(theme::space::large);
    layout->addLayout(head);
    layout->addWidget(makeProducts(), 3);
    layout->addWidget(makeRates(), 1);
    setFocusProxy(m_list);
    connect(&m_database, &Database::changed, this, [this](const Changes& changes) {
        if (changes.touches(Entity::Product))
            reload();
    });
    reload();
}

QWidget* CataloguePage::makeProducts()
{
    m_list->setObjectName(u"products"_s);
    m_list->setModel(m_model);
    m_list->setAccessibleName(tr("Products and packages"));
    m_list->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setShowGrid(false);
    m_list->setTabKeyNavigation(false);
    m_list->setWordWrap(false);
    m_list->verticalHeader()->hide();
    m_list->horizontalHeader()->setHighlightSections(false);
    m_list->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_list->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_list->horizontalHeader()->setSectionResizeMode(CatalogueModel::Name, QHeaderView::Stretch);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &CataloguePage::showChoices);
    const auto editCurrent = [this] {
        if (const auto product = current())
            edit(product->details, product);
    };
    connect(m_list, &QTableView::activated, this, editCurrent);

    const auto fresh = [this](ProductKind kind) {
        ProductDetails details;
        details.kind = kind;
        const auto code = m_database.read([](const Snapshot& snapshot) {
            return settings::get(snapshot, QString::fromLatin1(settings::currency));
        });
        const auto currency = code ? Currency::fromText(*code) : std::nullopt;
        details.unitPrice = Money::ofMinor(0, currency.value_or(eur));
        edit(details, std::nullopt);
    };
    m_create = new QAction{icon(u"plus"_s), tr("New &Product"), this};
    connect(m_create, &QAction::triggered, this, [fresh] { fresh(ProductKind::Product); });
    auto* addPackage = new QAction{icon(u"plus"_s), tr("New Pac&kage"), this};
    connect(addPackage, &QAction::triggered, this, [fresh] { fresh(ProductKind::Package); });
    auto* empty =
        new EmptyState{u"tag"_s, tr("Nothing in the catalogue yet"),
                       tr("What you sell again and again: albums, prints, hours. Orders are written "
                          "faster with it; what you type freely works as well.")};
    auto* first = new QAction{m_create->text(), this}; // on the accent, its icon could not be seen
    connect(first, &QAction::triggered, m_create, &QAction::trigger);
    empty->addAction(first);
    m_shelves->addWidget(empty);

    auto* shelf = new QWidget;
    const auto button = [&](const QString& name, const QString& text, auto work) {
        auto* made = new QPushButton{text};
        made->setObjectName(name);
        connect(made, &QPushButton::clicked, this, work);
        return made;
    };
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(button(u"newProduct"_s, tr("New &Product"), [this] { m_create->trigger(); }));
    buttons->addWidget(button(u"newPackage"_s, tr("New Pac&kage"), [addPackage] { addPackage->trigger(); }));
    m_edit = button(u"editProduct"_s, tr("&Edit"), editCurrent);
    m_archive = button(u"archiveProduct"_s, tr("Ar&chive"), [this] { archiveCurrent(); });
    buttons->addWidget(m_edit);
    buttons->addWidget(m_archive);
    buttons->addStretch();
    auto* column = new QVBoxLayout{shelf};
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(buttons);
    column->addWidget(m_list, 1);
    m_shelves->addWidget(shelf);
    return m_shelves;
}

QWidget* CataloguePage::makeRates()
{
    auto* box = new QWidget;
    theme::makeCard(box);
    auto* heading = new QLabel{tr("Tax rates")};
    theme::setTextRole(heading, theme::TextRole::Heading);
    m_rateList->setObjectName(u"rates"_s);
    m_rateList->setAccessibleName(tr("Tax rates"));
    connect(m_rateList, &QListWidget::currentRowChanged, this, &CataloguePage::showChoices);
    const auto editThis = [this] {
        if (const auto rate = currentRate())
            editRate(rate);
    };
    connect(m_rateList, &QListWidget::itemActivated, this, editThis);
    auto* add = new QPushButton{tr("New &Tax Rate")};
    add->setObjectName(u"newRate"_s);
    connect(add, &QPushButton::clicked, this, [this] { editRate(std::nullopt); });
    m_editRate = new QPushButton{tr("E&dit")};
    m_editRate->setObjectName(u"editRate"_s);
    connect(m_editRate, &QPushButton::clicked, this, editThis);
    m_archiveRate = new QPushButton{tr("Arc&hive")};
    m_archiveRate->setObjectName(u"archiveRate"_s);
    connect(m_archiveRate, &QPushButton::clicked, this, &CataloguePage::archiveCurrentRate);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(heading, 1);
    for (QPushButton* one : {add, m_editRate, m_archiveRate})
        buttons->addWidget(one);
    auto* column = new QVBoxLayout{box};
    column->addLayout(buttons);
    column->addWidget(m_rateList, 1);
    return box;
}

void CataloguePage::reload()
{
    struct All
    {
        std::vector<Product> products;
        std::vector<TaxRate> rates;
    };
    const auto all = m_database.read([](const Snapshot& snapshot) -> Result<All> {
        auto products = catalogue::products(snapshot, catalogue::Which::All);
        if (!products)
            return fail(products.error());
        auto rates = catalogue::taxRates(snapshot, catalogue::Which::All);
        if (!rates)
            return fail(rates.error());
        return All{std::move(*products), std::move(*rates)};
    });
    if (!all) {
        Q_EMIT failed(tr("The catalogue cannot be read at the moment."));
        return;
    }
    const std::optional<Product> before = current();
    const std::optional<TaxRate> rateBefore = currentRate();
    m_products = all->products;
    m_rates = all->rates;
    std::vector<Product> shown = m_products;
    if (!m_archived->isChecked()) {
        std::erase_if(shown, [](const Product& product) { return product.archivedAt.has_value(); });
        std::erase_if(m_rates, [](const TaxRate& rate) { return rate.archivedAt.has_value(); });
    }
    m_shelves->setCurrentIndex(m_products.empty() ? 0 : 1);
    m_model->set(std::move(shown), all->rates);
    if (m_model->rowCount() > 0)
        m_list->selectRow(std::max(0, before ? m_model->rowOf(before->id) : 0));
    m_rateList->clear();
    for (const TaxRate& rate : m_rates) {
        const QString name =
            rate.tax.milliPercent > 0
                ? tr("%1 · %2", "name of a tax, its rate")
                      .arg(rate.tax.name, percentText(rate.tax.milliPercent, typed::language()))
                : rate.tax.name;
        m_rateList->addItem(rate.archivedAt ? tr("%1 (archived)", "name of a tax").arg(name) : name);
        if (rateBefore && rateBefore->id == rate.id)
            m_rateList->setCurrentRow(m_rateList->count() - 1);
    }
    showChoices();
}

std::optional<Product> CataloguePage::current() const
{
    const int row = m_list->currentIndex().row();
    return row >= 0 && row < m_model->rowCount() ? std::optional{m_model->product(row)} : std::nullopt;
}

std::optional<TaxRate> CataloguePage::currentRate() const
{
    const int row = m_rateList->currentRow();
    return row >= 0 && row < int(m_rates.size()) ? std::optional{m_rates[std::size_t(row)]} : std::nullopt;
}

void CataloguePage::showChoices()
{
    const auto product = current();
    const auto rate = currentRate();
    m_edit->setEnabled(product.has_value());
    m_archive->setEnabled(product.has_value());
    m_archive->setText(product && product->archivedAt ? tr("Offer &Again") : tr("Ar&chive"));
    m_editRate->setEnabled(rate.has_value());
    m_archiveRate->setEnabled(rate.has_value());
    m_archiveRate->setText(rate && rate->archivedAt ? tr("Use A&gain") : tr("Arc&hive"));
}

void CataloguePage::edit(const ProductDetails& details, const std::optional<Product>& before)
{
    auto* editor = new ProductEditor{details, m_products, m_rates,
                                     before ? std::optional{before->id} : std::nullopt, this};
    connect(editor, &ProductEditor::submitted, this, [this, editor, before](const ProductDetails& typedNow) {
        const auto save = [before, typedNow](Transaction& transaction) -> Result<void> {
            if (before) {
                Product edited = *before;
                edited.details = typedNow;
                return catalogue::save(transaction, edited);
            }
            const auto added = catalogue::add(transaction, typedNow);
            return added ? Result<void>{} : fail(added.error());
        };
        m_database.writeLater(Actor::studio(), this, save, answerTo(QPointer{editor}));
    });
    editor->open();
}

void CataloguePage::editRate(const std::optional<TaxRate>& before)
{
    const Tax fresh{{}, TaxCategory::Standard, 0};
    auto* editor = new TaxRateEditor{before ? before->tax : fresh, this};
    connect(editor, &TaxRateEditor::submitted, this, [this, editor, before](const Tax& tax) {
        const auto save = [before, tax](Transaction& transaction) -> Result<void> {
            if (before)
                return catalogue::saveTaxRate(transaction, before->id, tax);
            const auto added = catalogue::addTaxRate(transaction, tax);
            return added ? Result<void>{} : fail(added.error());
        };
        m_database.writeLater(Actor::studio(), this, save, answerTo(QPointer{editor}));
    });
    editor->open();
}

void CataloguePage::archiveCurrent()
{
    const auto product = current();
    if (!product)
        return;
    m_database.writeLater(
        Actor::studio(), this,
        [product](Transaction& transaction) {
            return product->archivedAt ? catalogue::unarchive(transaction, product->id)
                                       : catalogue::archive(transaction, product->id);
        },
        [this](const Result<void>& result) { done(result); });
}

void CataloguePage::archiveCurrentRate()
{
    const auto rate = currentRate();
    if (!rate)
        return;
    m_database.writeLater(
        Actor::studio(), this,
        [rate](Transaction& transaction) {
            return rate->archivedAt ? catalogue::unarchiveTaxRate(transaction, rate->id)
                                    : catalogue::archiveTaxRate(transaction, rate->id);
        },
        [this](const Result<void>& result) { done(result); });
}

void CataloguePage::done(const Result<void>& result)
{
    if (!result)
        Q_EMIT failed(words::fault(result.error().fault));
}

} // namespace foyer
