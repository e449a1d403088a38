// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/address_book/merge_dialog.h"

#include "ui/address_book/profile_lines.h"
#include "ui/common/words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;
using contacts::MergeField;
using contacts::MergeSide;

namespace {

constexpr int longestOption = 30; ///< characters in a column; the rest is in the tooltip
constexpr int longestEntry = 62;  ///< in both columns
constexpr int labelPx = 120;
constexpr int resultPx = 300;
constexpr int besidePx = 920; ///< a narrower dialog has no room for choices and result beside each other

QString fieldName(MergeField field)
{
    switch (field) {
    case MergeField::Brand:
        return MergeDialog::tr("Brand");
    case MergeField::Prefix:
        return MergeDialog::tr("Title");
    case MergeField::GivenName:
        return MergeDialog::tr("Given name");
    case MergeField::AdditionalNames:
        return MergeDialog::tr("Additional names");
    case MergeField::FamilyName:
        return MergeDialog::tr("Family name");
    case MergeField::Suffix:
        return MergeDialog::tr("Name suffix");
    case MergeField::Nickname:
        return MergeDialog::tr("Nickname");
    case MergeField::DisplayName:
        return MergeDialog::tr("Display name");
    case MergeField::Company:
        return MergeDialog::tr("Company");
    case MergeField::JobTitle:
        return MergeDialog::tr("Job title");
    case MergeField::Birthday:
        return MergeDialog::tr("Birthday");
    case MergeField::Anniversary:
        return MergeDialog::tr("Anniversary");
    case MergeField::Language:
        return MergeDialog::tr("Language");
    }
    Q_UNREACHABLE();
}

QString labelled(const QString& text, const Label& label)
{
    return label.isEmpty() ? text : u"%1 · %2"_s.arg(text, words::label(label));
}

/// A button's text shows no mnemonic for an ampersand somebody typed.
QString buttonText(const QString& text, int longest)
{
    QString shown = text.simplified();
    if (shown.size() > longest)
        shown = shown.left(longest - 1) + u'…';
    return shown.replace(u'&', u"&&"_s);
}

QLabel* plainLabel(const QString& text)
{
    auto* label = new QLabel{text};
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QLabel* rowLabel(const QString& text)
{
    QLabel* label = plainLabel(text);
    theme::setTextRole(label, theme::TextRole::Muted);
    return label;
}

QString dayOf(Instant instant)
{
    return words::day(toLocal(instant).date());
}

QString relatedSentence(RelationKind kind, const QString& a, const QString& b)
{
    switch (kind) {
    case RelationKind::Spouse:
        return MergeDialog::tr("%1 and %2 are married.").arg(a, b);
    case RelationKind::Partner:
        return MergeDialog::tr("%1 and %2 are partners.").arg(a, b);
    case RelationKind::Sibling:
        return MergeDialog::tr("%1 and %2 are siblings.").arg(a, b);
    case RelationKind::Friend:
        return MergeDialog::tr("%1 and %2 are friends.").arg(a, b);
    case RelationKind::Colleague:
        return MergeDialog::tr("%1 and %2 are colleagues.").arg(a, b);
    default:
        return MergeDialog::tr("%1 and %2 are related (%3).", "names, relation")
            .arg(a, b, words::relation(kind));
    }
}

} // namespace

MergeDialog::MergeDialog(MergeMaterial material, QWidget* parent)
    : QDialog{parent}
    , m_material{std::move(material)}
    , m_halves{new QHBoxLayout}
    , m_card{new QWidget}
    , m_name{plainLabel({})}
    , m_result{new QLabel}
    , m_notices{plainLabel({})}
{
    setObjectName(u"mergeDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(tr("Merge Contacts"));
    for (const MergeField field : contacts::mergeFields())
        m_fields[field] = contacts::sideOf(m_material.both, {}, field) == MergeSide::Survivor ? Left : Right;

    auto* intro =
        plainLabel(tr("One contact stays and takes the other in. Mails, history and relations follow, "
                      "and both Direct Links lead to the one who stays. It can be undone."));
    theme::setTextRole(intro, theme::TextRole::Muted);

    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Cancel};
    auto* merge = buttons->addButton(tr("&Merge"), QDialogButtonBox::AcceptRole);
    merge->setObjectName(u"merge"_s);
    merge->setDefault(true);
    theme::setButtonRole(merge, theme::ButtonRole::Primary);
    // Enter merges, wherever the focus is but on Cancel itself.
    buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT chosen(candidates(), choice());
        accept();
    });

    m_halves->setSpacing(theme::space::large);
    m_halves->addWidget(buildChoices(), 1);
    m_halves->addWidget(buildResult());
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(theme::space::page, theme::space::page, theme::space::page,
                               theme::space::large);
    layout->setSpacing(theme::space::medium);
    layout->addWidget(intro);
    if (const QString why = warning(); !why.isEmpty()) {
        auto* notice = plainLabel(why);
        notice->setObjectName(u"mergeWarning"_s);
        theme::makeNotice(notice, theme::Tone::Warning);
        layout->addWidget(notice);
    }
    layout->addLayout(m_halves, 1);
    layout->addWidget(buttons);
    resize(1060, 640);
    showResult();
}

void MergeDialog::resizeEvent(QResizeEvent* event)
{
    QDialog::resizeEvent(event);
    const bool isNarrow = width() < besidePx;
    m_halves->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_halves->setStretch(1, isNarrow ? 1 : 0);
    m_card->setMinimumWidth(isNarrow ? 0 : resultPx);
    m_card->setMaximumWidth(isNarrow ? QWIDGETSIZE_MAX : resultPx);
}

const Contact& MergeDialog::contactIn(Column column) const
{
    return column == Left ? m_material.both.survivor : m_material.both.absorbed;
}

MergeSide MergeDialog::sideOf(Column column) const
{
    return column == m_stays ? MergeSide::Survivor : MergeSide::Absorbed;
}

contacts::MergeCandidates MergeDialog::candidates() const
{
    contacts::MergeCandidates both = m_material.both;
    if (m_stays == Right) {
        std::swap(both.survivor, both.absorbed);
        std::swap(both.survivorAccount, both.absorbedAccount);
    }
    return both;
}

contacts::MergeChoice MergeDialog::choice() const
{
    contacts::MergeChoice choice;
    for (const auto& [field, column] : m_fields)
        choice.sides[field] = sideOf(column);
    choice.password = m_isPasswordPicked ? sideOf(m_password) : MergeSide::Survivor;
    if (m_notes)
        choice.notes = sideOf(*m_notes) == MergeSide::Survivor ? contacts::MergedNotes::Survivor
                                                               : contacts::MergedNotes::Absorbed;
    for (const Entry& entry : m_entries) {
        if (!entry.isIn)
            entry.omit(choice.leftOut);
    }
    return choice;
}

QWidget* MergeDialog::buildChoices()
{
    auto* content = new QWidget;
    content->setObjectName(u"page"_s);
    auto* grid = new QGridLayout{content};
    grid->setContentsMargins(0, 0, theme::space::medium, 0);
    grid->setHorizontalSpacing(theme::space::large);
    grid->setVerticalSpacing(theme::space::small);
    grid->setColumnMinimumWidth(0, labelPx);
    grid->setColumnStretch(1, 1);
    grid->setColumnStretch(2, 1);
    addHeads(grid);
    addStays(grid);
    addFields(grid);
    addNotes(grid);
    addPassword(grid);
    addLists(grid);
    grid->setRowStretch(grid->rowCount(), 1);
    auto* scroll = new QScrollArea;
    scroll->setAccessibleName(tr("Choices"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(content);
    return scroll;
}

QWidget* MergeDialog::buildResult()
{
    theme::makeCard(m_card);
    auto* caption = rowLabel(tr("The contact afterwards"));
    m_name->setObjectName(u"resultName"_s);
    theme::setTextRole(m_name, theme::TextRole::Heading);
    m_result->setObjectName(u"result"_s);
    m_result->setTextFormat(Qt::RichText); // escaped by profileLines()
    m_result->setWordWrap(true);
    m_result->setAlignment(Qt::AlignTop);
    m_result->setAccessibleName(tr("The contact afterwards"));
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("The contact afterwards"));
    auto* ground = new QWidget;
    ground->setObjectName(u"page"_s); // the card is its ground
    auto* column = new QVBoxLayout{ground};
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_result);
    column->addStretch();
    scroll->setWidget(ground);
    m_notices->setObjectName(u"notices"_s);
    theme::makeNotice(m_notices, theme::Tone::Accent);
    auto* layout = new QVBoxLayout{m_card};
    layout->setContentsMargins(theme::space::large, theme::space::large, theme::space::large,
                               theme::space::large);
    layout->setSpacing(theme::space::small);
    layout->addWidget(caption);
    layout->addWidget(m_name);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_notices);
    return m_card;
}

void MergeDialog::addHeads(QGridLayout* grid)
{
    for (const Column column : {Left, Right}) {
        const Contact& contact = contactIn(column);
        auto* name = plainLabel(displayNameOf(contact.details));
        theme::setTextRole(name, theme::TextRole::Heading);
        QStringList parts;
        if (!contact.details.emails.empty())
            parts.append(contact.details.emails.front().address);
        parts.append(tr("since %1", "a date").arg(words::day(toLocal(contact.createdAt).date())));
        auto* box = new QVBoxLayout;
        box->setSpacing(theme::space::hair);
        box->addWidget(name);
        box->addWidget(rowLabel(parts.join(u" · "_s)));
        box->addStretch();
        grid->addLayout(box, 0, 1 + column);
    }
}

void MergeDialog::addPair(QGridLayout* grid, const QString& label, const QString& name,
                          const Option (&options)[2], Column checked, std::function<void(Column)> picked)
{
    const int row = grid->rowCount();
    grid->addWidget(rowLabel(label), row, 0, Qt::AlignTop);
    auto* group = new QButtonGroup{this};
    for (const Column column : {Left, Right}) {
        const Option& option = options[column];
        auto* radio =
            new QRadioButton{buttonText(option.text.isEmpty() ? tr("(empty)") : option.text, longestOption)};
        radio->setObjectName(u"%1_%2"_s.arg(name, column == Left ? u"left"_s : u"right"_s));
        radio->setAccessibleName(option.name);
        if (option.text.size() > longestOption)
            radio->setToolTip(option.text);
        radio->setChecked(column == checked);
        group->addButton(radio, column);
        grid->addWidget(radio, row, 1 + column, Qt::AlignTop);
    }
    connect(group, &QButtonGroup::idToggled, this, [this, picked = std::move(picked)](int id, bool isOn) {
        if (!isOn)
            return;
        picked(Column(id));
        showResult();
    });
}

void MergeDialog::addStays(QGridLayout* grid)
{
    Option options[2];
    for (const Column column : {Left, Right}) {
        options[column] = {tr("Stays"),
                           tr("%1 of %2 stays", "name, left or right column")
                               .arg(displayNameOf(contactIn(column).details),
                                    column == Left ? tr("the left column") : tr("the right column"))};
    }
    addPair(grid, tr("Which contact stays"), u"stays"_s, options, m_stays,
            [this](Column column) { m_stays = column; });
}

QString MergeDialog::textOf(MergeField field, Column column) const
{
    const Contact& contact = contactIn(column);
    const QString value = contacts::valueOf(contact, field);
    if (value.isEmpty())
        return value;
    if (field == MergeField::Brand) {
        for (const Brand& brand : m_material.brands) {
            if (brand.id == contact.brand)
                return brand.details.name;
        }
    }
    if (field == MergeField::Birthday || field == MergeField::Anniversary)
        return words::day(QDate::fromString(value, Qt::ISODate));
    if (field == MergeField::Language && QLocale{value}.language() != QLocale::C)
        return QLocale::languageToString(QLocale{value}.language());
    return value;
}

void MergeDialog::addFields(QGridLayout* grid)
{
    for (const MergeField field : contacts::mergeFields()) {
        if (contacts::valueOf(contactIn(Left), field) == contacts::valueOf(contactIn(Right), field))
            continue;
        const QString label = fieldName(field);
        Option options[2];
        for (const Column column : {Left, Right}) {
            const QString text = textOf(field, column);
            options[column] = {text,
                               tr("%1: %2", "field, value").arg(label, text.isEmpty() ? tr("empty") : text)};
        }
        addPair(grid, label, u"field%1"_s.arg(int(field)), options, m_fields[field],
                [this, field](Column column) { m_fields[field] = column; });
    }
}

void MergeDialog::addPassword(QGridLayout* grid)
{
    const QString label = tr("Portal password");
    const PortalAccount* accounts[2] = {&m_material.both.survivorAccount, &m_material.both.absorbedAccount};
    const auto nameIn = [this](Column column) { return displayNameOf(contactIn(column).details); };
    if (!accounts[Left]->passwordSetAt || !accounts[Right]->passwordSetAt) {
        const Column column = accounts[Left]->passwordSetAt ? Left : Right;
        if (!accounts[column]->passwordSetAt)
            return;
        const int row = grid->rowCount();
        grid->addWidget(rowLabel(label), row, 0, Qt::AlignTop);
        auto* only = plainLabel(tr("The password of %1 (set %2) stays.", "name, day")
                                    .arg(nameIn(column), dayOf(*accounts[column]->passwordSetAt)));
        only->setObjectName(u"onlyPassword"_s);
        grid->addWidget(only, row, 1, 1, 2);
        return;
    }
    Option options[2];
    QString logins[2];
    for (const Column column : {Left, Right}) {
        const QString when = words::moment(*accounts[column]->passwordSetAt);
        const auto& login = accounts[column]->lastLoginAt;
        logins[column] =
            login ? tr("Last login %1", "a moment").arg(words::moment(*login)) : tr("No login yet");
        options[column] = {tr("Set %1", "a moment").arg(when),
                           tr("Portal password of %1, set %2. %3", "name, moment, last login")
                               .arg(nameIn(column), when, logins[column])};
    }
    addPair(grid, label, u"password"_s, options, m_password, [this](Column column) {
        m_password = column;
        m_isPasswordPicked = true;
    });
    const int row = grid->rowCount();
    for (const Column column : {Left, Right}) {
        auto* login = rowLabel(logins[column]);
        login->setObjectName(column == Left ? u"login_left"_s : u"login_right"_s);
        grid->addWidget(login, row, 1 + column, Qt::AlignTop);
    }
}

void MergeDialog::addNotes(QGridLayout* grid)
{
    const QString texts[2] = {contactIn(Left).details.notes, contactIn(Right).details.notes};
    if (texts[Left] == texts[Right])
        return;
    const QString label = tr("Notes");
    const int row = grid->rowCount();
    grid->addWidget(rowLabel(label), row, 0, Qt::AlignTop);
    auto* group = new QButtonGroup{this};
    constexpr int bothId = 2; // after the columns
    const auto add = [&](const QString& text, const QString& said, const QString& name, int id) {
        auto* radio = new QRadioButton{buttonText(text, longestOption)};
        radio->setObjectName(name);
        radio->setAccessibleName(tr("%1: %2", "field, value").arg(label, said));
        if (text.simplified().size() > longestOption)
            radio->setToolTip(text);
        group->addButton(radio, id);
        return radio;
    };
    auto* both = add(tr("Both, joined"), tr("both, joined"), u"notes_both"_s, bothId);
    both->setChecked(true);
    grid->addWidget(both, row, 1, 1, 2, Qt::AlignTop);
    for (const Column column : {Left, Right}) {
        const bool isEmpty = texts[column].isEmpty();
        grid->addWidget(add(isEmpty ? tr("(empty)") : texts[column],
                            isEmpty ? tr("empty") : texts[column].simplified(),
                            column == Left ? u"notes_left"_s : u"notes_right"_s, column),
                        row + 1, 1 + column, Qt::AlignTop);
    }
    connect(group, &QButtonGroup::idToggled, this, [this](int id, bool isOn) {
        if (!isOn)
            return;
        m_notes = id == bothId ? std::nullopt : std::optional{Column(id)};
        showResult();
    });
}

QString MergeDialog::warning() const
{
    const contacts::MergeCandidates& both = m_material.both;
    QStringList said;
    for (const Relation& relation : both.survivor.relations) {
        if (relation.other == both.absorbed.id) {
            said.append(relatedSentence(relation.kind, displayNameOf(both.survivor.details),
                                        displayNameOf(both.absorbed.details)));
            break;
        }
    }
    if (both.survivorAccount.passwordSetAt && both.absorbedAccount.passwordSetAt)
        said.append(tr("Both have a password of their own."));
    if (said.isEmpty())
        return {};
    said.append(both.survivor.details.kind == ContactKind::Person
                    ? tr("Merge only if they are one person.")
                    : tr("Merge only if they are one and the same."));
    return said.join(u' ');
}

void MergeDialog::addEntry(QGridLayout* grid, int row, const QString& text, const QString& list,
                           std::function<void(contacts::MergeOmissions&)> omit)
{
    auto* box = new QCheckBox{buttonText(text, longestEntry)};
    box->setObjectName(u"entry%1"_s.arg(m_entries.size()));
    box->setAccessibleName(tr("%1: %2", "field, value").arg(list, text.simplified()));
    box->setToolTip(text);
    box->setChecked(true);
    grid->addWidget(box, row, 1, 1, 2);
    const std::size_t index = m_entries.size();
    m_entries.push_back({true, std::move(omit)});
    connect(box, &QCheckBox::toggled, this, [this, index](bool isOn) {
        m_entries[index].isIn = isOn;
        showResult();
    });
}

void MergeDialog::addLists(QGridLayout* grid)
{
    const Contact all = contacts::mergedContact(m_material.both, {});
    const ContactDetails& details = all.details;
    const auto add = [&](const QString& label, const auto& entries, auto textFrom, auto omissions) {
        bool isFirst = true;
        for (const auto& entry : entries) {
            const int row = grid->rowCount();
            if (std::exchange(isFirst, false))
                grid->addWidget(rowLabel(label), row, 0, Qt::AlignTop);
            addEntry(grid, row, textFrom(entry), label, [entry, omissions](contacts::MergeOmissions& out) {
                (out.*omissions).push_back(entry);
            });
        }
    };
    const auto itself = [](const QString& text) { return text; };
    using Omissions = contacts::MergeOmissions;
    add(
        tr("Email"), details.emails,
        [](const ContactEmail& email) { return labelled(email.address, email.label); }, &Omissions::emails);
    add(
        tr("Phone"), details.phones,
        [](const ContactPhone& phone) { return labelled(phone.number, phone.label); }, &Omissions::phones);
    add(
        tr("Address"), details.addresses,
        [](const PostalAddress& address) {
            return labelled(words::addressLines(address).join(u", "_s), address.label);
        },
        &Omissions::addresses);
    add(tr("Website"), details.websites, itself, &Omissions::websites);
    add(
        tr("Relations"), all.relations,
        [this](const Relation& relation) {
            const auto found = m_material.related.constFind(relation.other);
            const QString name = found == m_material.related.constEnd() ? QString{} : found->name;
            return u"%1 · %2"_s.arg(name, words::relation(relation.kind));
        },
        &Omissions::relations);
    add(tr("Tags"), details.tags, itself, &Omissions::tags);
}

QStringList MergeDialog::notices() const
{
    const contacts::MergeCandidates both = candidates();
    const QString stays = displayNameOf(both.survivor.details);
    const QString goes = displayNameOf(both.absorbed.details);
    const bool isSameName = stays == goes;
    const PortalAccount& ours = both.survivorAccount;
    const PortalAccount& theirs = both.absorbedAccount;
    QStringList said;
    if (both.survivor.details.kind != ContactKind::Person)
        return said;
    const auto password = contacts::passwordSide(both, choice());
    if (password == MergeSide::Absorbed && ours.passwordSetAt)
        said.append(tr("The password of the contact who stays is replaced, and its logins end."));
    else if (password == MergeSide::Survivor && theirs.passwordSetAt)
        said.append(tr("The other password opens nothing any more."));
    if (theirs.passwordSetAt)
        said.append(isSameName ? tr("Whoever is logged in as the other one is logged out.")
                               : tr("Whoever is logged in as %1 is logged out.").arg(goes));
    if (ours.disabledAt)
        said.append(tr("The portal stays disabled."));
    else if (theirs.disabledAt)
        said.append(
            tr("The portal that was disabled is open afterwards, as that of the contact who stays is."));
    return said;
}

void MergeDialog::showResult()
{
    const Contact merged = contacts::mergedContact(candidates(), choice());
    m_name->setText(displayNameOf(merged.details));
    std::vector<Relative> relatives;
    for (const Relation& relation : merged.relations) {
        const auto found = m_material.related.constFind(relation.other);
        if (found != m_material.related.constEnd())
            relatives.push_back({*found, relation.kind, true});
    }
    QString html;
    for (const ProfileLine& line : profileLines(merged, relatives))
        html += u"<p><small>%1</small><br>%2</p>"_s.arg(line.label.toHtmlEscaped(), line.html);
    if (!merged.details.tags.isEmpty())
        html += u"<p><small>%1</small><br>%2</p>"_s.arg(tr("Tags").toHtmlEscaped(),
                                                        merged.details.tags.join(u", "_s).toHtmlEscaped());
    if (!merged.details.notes.isEmpty())
        html += u"<p><small>%1</small><br>%2</p>"_s.arg(tr("Notes").toHtmlEscaped(),
                                                        paragraphsHtml(merged.details.notes));
    m_result->setText(html);
    const QStringList said = notices();
    m_notices->setText(said.join(u"\n"_s));
    m_notices->setVisible(!said.isEmpty());
}

} // namespace foyer
