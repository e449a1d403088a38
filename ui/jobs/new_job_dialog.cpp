// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/new_job_dialog.h"

#include "app/base/text.h"
#include "app/brands/brand_store.h"
#include "app/contacts/contact_store.h"
#include "app/jobs/job_store.h"
#include "ui/address_book/checked_field.h"
#include "ui/address_book/time_text.h"
#include "ui/common/words.h"
#include "ui/jobs/contact_finder.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

NewJobDialog::NewJobDialog(const Database& database, std::optional<ContactId> client, QWidget* parent)
    : QDialog{parent}
    , m_database{database}
    , m_client{new ContactFinder{database, {}}}
    , m_partnerColumn{new QVBoxLayout}
    , m_title{new QLineEdit}
    , m_type{new QComboBox}
    , m_brand{new QComboBox}
    , m_brandLabel{new QLabel{tr("&Brand")}}
    , m_day{new QLineEdit}
    , m_titleField{new CheckedField{m_title}}
    , m_dayField{new CheckedField{m_day}}
{
    setObjectName(u"newJobDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("New Job"));
    build();
    if (client)
        setClient(*client);
    (client ? static_cast<QWidget*>(m_title) : m_client)->setFocus();
}

void NewJobDialog::build()
{
    m_client->setObjectName(u"client"_s);
    m_client->setPlaceholderText(tr("Type a part of the name"));
    m_title->setObjectName(u"title"_s);
    m_type->setObjectName(u"type"_s);
    m_type->setEditable(true);
    m_type->setInsertPolicy(QComboBox::NoInsert);
    m_type->lineEdit()->setPlaceholderText(tr("Wedding, portrait, …"));
    m_type->lineEdit()->setAccessibleName(tr("Type"));
    m_brand->setObjectName(u"brand"_s);
    m_day->setObjectName(u"day"_s);
    m_day->setPlaceholderText(dayForTyping(QDate::currentDate().addMonths(3)));
    const auto brands = m_database.read([](const Snapshot& snapshot) { return brands::all(snapshot); });
    if (brands) {
        for (const Brand& brand : *brands)
            m_brand->addItem(brand.details.name, brand.id.row());
    }
    const auto types = m_database.read([](const Snapshot& snapshot) { return jobs::types(snapshot); });
    if (types) {
        for (const jobs::JobType& type : *types)
            m_type->addItem(type.name);
    }
    m_type->setCurrentIndex(-1);
    m_type->setEditText({});

    auto* form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    form->setHorizontalSpacing(theme::space::large);
    form->setVerticalSpacing(theme::space::medium);
    m_partnerColumn->setSpacing(theme::space::tiny);
    auto* people = new QWidget;
    auto* column = new QVBoxLayout{people};
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::space::tiny);
    column->addWidget(m_client);
    column->addLayout(m_partnerColumn);
    const auto add = [&](const QString& text, QWidget* row, QWidget* field) {
        auto* label = new QLabel{text};
        label->setBuddy(field);
        field->setAccessibleName(QString{text}.remove(u'&'));
        field->setAccessibleDescription(field->accessibleName()); // Qt on Linux names a box by its value
        form->addRow(label, row);
    };
    add(tr("&Client"), people, m_client);
    add(tr("&Title"), m_titleField, m_title);
    add(tr("T&ype"), m_type, m_type);
    add(tr("&Day"), m_dayField, m_day);
    m_brandLabel->setBuddy(m_brand);
    m_brand->setAccessibleName(tr("Brand"));
    form->addRow(m_brandLabel, m_brand);
    m_brand->setVisible(m_brand->count() > 1);
    m_brandLabel->setVisible(m_brand->count() > 1);

    connect(m_client, &ContactFinder::chosen, this, [this](ContactId id) { setClient(id); });
    connect(m_client, &QLineEdit::textEdited, this, [this](const QString& text) {
        if (text != m_clientName)
            m_people.clear(); // it is nobody until somebody is chosen
    });
    connect(m_titleField, &CheckedField::left, this, [this] {
        m_titleField->setProblem(singleLine(m_title->text()).isEmpty() && m_titleField->wasLeft()
                                     ? tr("Give it a title, so that you find it again.")
                                     : QString{});
    });
    connect(m_title, &QLineEdit::textEdited, this, [this] { m_titleField->setProblem({}); });
    connect(m_dayField, &CheckedField::left, this, [this] {
        const QString text = m_day->text().trimmed();
        const auto day = shootDayFrom(text, QDate::currentDate());
        m_dayField->setProblem(
            text.isEmpty() || day
                ? QString{}
                : tr("This is no day. Write it like %1.").arg(dayForTyping(QDate{2027, 6, 12})));
        if (day)
            m_day->setText(dayForTyping(*day));
    });

    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Cancel};
    QPushButton* make = buttons->addButton(tr("&Make Job"), QDialogButtonBox::AcceptRole);
    make->setObjectName(u"make"_s);
    make->setDefault(true);
    theme::setButtonRole(make, theme::ButtonRole::Primary);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &NewJobDialog::submit);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::large);
    layout->setSpacing(theme::space::large);
    layout->addLayout(form);
    layout->addStretch();
    layout->addWidget(buttons);
    resize(460, sizeHint().height());
}

void NewJobDialog::setClient(ContactId id)
{
    const auto contact =
        m_database.read([&](const Snapshot& snapshot) { return contacts::find(snapshot, id); });
    if (!contact)
        return;
    m_people = {{id, JobRole::Client}};
    m_clientName = displayNameOf(contact->details);
    m_client->setText(m_clientName);
    if (const int brand = m_brand->findData(contact->brand.row()); brand >= 0)
        m_brand->setCurrentIndex(brand);
    for (QCheckBox* box : m_partnerBoxes)
        box->deleteLater();
    m_partnerBoxes.clear();
    m_partners.clear();
    for (const Relation& relation : contact->relations) {
        const bool isSpouse = relation.kind == RelationKind::Spouse;
        if (!isSpouse && relation.kind != RelationKind::Partner)
            continue;
        const auto other = m_database.read(
            [&](const Snapshot& snapshot) { return contacts::brief(snapshot, relation.other); });
        if (!other)
            continue;
        auto* box = new QCheckBox{
            tr("%1, too (%2)", "name, relation")
                .arg(QString{other->name}.replace(u'&', u"&&"_s), words::relation(relation.kind))};
        box->setObjectName(u"partner"_s);
        box->setChecked(true);
        connect(box, &QCheckBox::toggled, this, &NewJobDialog::suggestTitle);
        m_partnerColumn->addWidget(box);
        m_partnerBoxes.push_back(box);
        m_partners.push_back({relation.other, isSpouse ? JobRole::Spouse : JobRole::Partner});
    }
    suggestTitle();
}

/// "Mara & Jonas", as long as nobody typed a title of their own.
void NewJobDialog::suggestTitle()
{
    if (m_title->text() != m_suggested)
        return;
    QStringList names;
    for (const JobPerson& person : details().people) {
        const auto contact = m_database.read(
            [&](const Snapshot& snapshot) { return contacts::find(snapshot, person.contact); });
        if (contact)
            names.append(greetingNameOf(contact->details));
    }
    m_suggested = names.size() == 1 ? m_clientName : names.join(tr(" & ", "between two names"));
    m_title->setText(m_suggested);
    m_titleField->setProblem({});
}

JobDetails NewJobDialog::details() const
{
    JobDetails details;
    details.title = singleLine(m_title->text());
    details.people = m_people;
    for (std::size_t i = 0; i < m_partners.size(); ++i) {
        if (!m_people.empty() && m_partnerBoxes[i]->isChecked())
            details.people.push_back(m_partners[i]);
    }
    if (const auto day = shootDayFrom(m_day->text(), QDate::currentDate())) {
        Shoot shoot;
        shoot.day = *day;
        details.shoots = {shoot};
    }
    return details;
}

void NewJobDialog::submit()
{
    const JobDetails made = details();
    if (made.title.isEmpty()) {
        m_titleField->setProblem(tr("Give it a title, so that you find it again."));
        m_title->setFocus();
        return;
    }
    if (!m_day->text().trimmed().isEmpty() && made.shoots.empty()) {
        m_dayField->setProblem(tr("This is no day. Write it like %1.").arg(dayForTyping(QDate{2027, 6, 12})));
        m_day->setFocus();
        return;
    }
    Q_EMIT submitted({BrandId{m_brand->currentData().toLongLong()}, made, singleLine(m_type->currentText())});
    accept();
}

} // namespace foyer
