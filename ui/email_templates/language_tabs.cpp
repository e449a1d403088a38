// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/email_templates/language_tabs.h"

#include "ui/contracts/contract_words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QTabBar>
#include <QToolButton>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QString nameOf(const QString& language)
{
    for (const contract_words::Language& one : contract_words::languages(language)) {
        if (one.code == language)
            return one.name;
    }
    return language;
}

} // namespace

LanguageTabs::LanguageTabs(QWidget* parent)
    : QWidget{parent}
    , m_tabs{new QTabBar}
    , m_add{new QToolButton}
    , m_remove{new QToolButton}
    , m_menu{new QMenu{this}}
{
    m_tabs->setObjectName(u"languages"_s);
    m_tabs->setAccessibleName(tr("Languages of the template"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_tabs->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_add->setObjectName(u"addLanguage"_s);
    m_add->setText(tr("Language"));
    m_add->setIcon(icon(u"plus"_s));
    m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_add->setPopupMode(QToolButton::InstantPopup);
    m_add->setAccessibleName(tr("Add a language"));
    m_add->setToolTip(tr("Write it in another language, too: whoever reads that language gets it"));
    m_add->setMenu(m_menu);
    m_remove->setObjectName(u"removeLanguage"_s);
    m_remove->setIcon(icon(u"trash-2"_s));
    m_remove->setAccessibleName(tr("Remove this language"));
    m_remove->setToolTip(tr("Remove this language"));
    for (QToolButton* button : {m_add, m_remove})
        button->setIconSize({theme::iconPx, theme::iconPx});
    auto* row = new QHBoxLayout{this};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::space::tiny);
    row->addWidget(m_tabs);
    row->addWidget(m_add);
    row->addWidget(m_remove);
    row->addStretch(1);
    connect(m_menu, &QMenu::aboutToShow, this, &LanguageTabs::fillMenu);
    connect(m_tabs, &QTabBar::currentChanged, this, [this] {
        m_remove->setVisible(!current().isEmpty());
        Q_EMIT chosen(current());
    });
    connect(m_remove, &QToolButton::clicked, this, [this] { Q_EMIT removed(current()); });
    setLanguages({});
}

QString LanguageTabs::languageOf(int tab) const
{
    return m_tabs->tabData(tab).toString();
}

QString LanguageTabs::current() const
{
    return languageOf(m_tabs->currentIndex());
}

void LanguageTabs::setLanguages(const QStringList& languages)
{
    const QString before = m_tabs->count() > 0 ? current() : QString{};
    const QSignalBlocker quiet{m_tabs};
    while (m_tabs->count() > 0)
        m_tabs->removeTab(0);
    m_tabs->addTab(tr("Main"));
    m_tabs->setTabData(0, QString{});
    m_tabs->setTabToolTip(0, tr("For everybody who reads none of the other languages"));
    for (const QString& language : languages) {
        const int tab = m_tabs->addTab(nameOf(language).replace(u'&', u"&&"_s));
        m_tabs->setTabData(tab, language);
        if (language == before)
            m_tabs->setCurrentIndex(tab);
    }
    m_remove->setVisible(!current().isEmpty());
}

void LanguageTabs::setCurrent(const QString& language)
{
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        if (languageOf(tab) == language)
            m_tabs->setCurrentIndex(tab);
    }
}

void LanguageTabs::fillMenu()
{
    m_menu->clear();
    QStringList there;
    for (int tab = 0; tab < m_tabs->count(); ++tab)
        there.append(languageOf(tab));
    for (const contract_words::Language& one : contract_words::languages({})) {
        if (there.contains(one.code))
            continue;
        m_menu->addAction(one.name, this, [this, code = one.code] { Q_EMIT added(code); })->setData(one.code);
    }
}

} // namespace foyer
