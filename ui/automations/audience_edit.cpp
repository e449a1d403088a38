// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/automations/audience_edit.h"

#include "ui/address_book/flow_layout.h"
#include "ui/automations/automation_words.h"
#include "ui/automations/form_parts.h"
#include "ui/common/job_words.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

#include <algorithm>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

enum Who
{
    Couple,
    WithRoles,
    Recipients,
    TriggerClient
};

} // namespace

AudienceEdit::AudienceEdit(QWidget* parent)
    : QWidget{parent}
    , m_who{form::box(u"audience"_s, tr("For whom"))}
    , m_roles{new QToolButton}
    , m_menu{new QMenu{this}}
{
    m_who->addItem(tr("client, spouse and partner"), Couple);
    m_who->addItem(tr("people with a role on the job …"), WithRoles);
    m_who->addItem(tr("the recipients of the document"), Recipients);
    m_who->addItem(tr("the client who logged in"), TriggerClient);
    m_roles->setObjectName(u"audienceRoles"_s);
    m_roles->setPopupMode(QToolButton::InstantPopup);
    m_roles->setFocusPolicy(Qt::StrongFocus);
    m_roles->setMenu(m_menu);
    m_menu->setObjectName(u"roleMenu"_s);
    for (int role = 0; role <= int(JobRole::Other); ++role) {
        QAction* action = m_menu->addAction(words::role(JobRole(role)));
        action->setCheckable(true);
        action->setData(role);
        connect(action, &QAction::toggled, this, [this] {
            if (m_isShowing)
                return;
            if (audience().roles.empty()) { // which means those, so it says so
                m_who->setCurrentIndex(m_who->findData(Couple));
                return;
            }
            showRoles();
            Q_EMIT edited();
        });
    }
    auto* flow = new FlowLayout{this};
    flow->addWidget(form::words(tr("to", "before people")));
    flow->addWidget(m_who);
    flow->addWidget(m_roles);
    connect(m_who, &QComboBox::currentIndexChanged, this, [this] {
        if (m_isShowing)
            return;
        const auto actions = m_menu->actions();
        const bool hasRole =
            std::any_of(actions.begin(), actions.end(), [](const QAction* one) { return one->isChecked(); });
        if (m_who->currentData().toInt() == WithRoles && !hasRole) {
            m_isShowing = true;
            actions.front()->setChecked(true); // the client
            m_isShowing = false;
        }
        showRoles();
        Q_EMIT edited();
    });
    setAudience({});
}

void AudienceEdit::setAudience(const Audience& audience)
{
    m_isShowing = true;
    const Who who = audience.kind == Audience::Kind::Recipients ? Recipients
                    : audience.kind == Audience::Kind::Trigger  ? TriggerClient
                    : audience.roles.empty()                    ? Couple
                                                                : WithRoles;
    m_who->setCurrentIndex(m_who->findData(who));
    for (QAction* action : m_menu->actions())
        action->setChecked(std::find(audience.roles.begin(), audience.roles.end(),
                                     JobRole(action->data().toInt())) != audience.roles.end());
    showRoles();
    m_isShowing = false;
}

Audience AudienceEdit::audience() const
{
    Audience made;
    switch (Who(m_who->currentData().toInt())) {
    case Couple:
        break;
    case WithRoles:
        for (const QAction* action : m_menu->actions()) {
            if (action->isChecked())
                made.roles.push_back(JobRole(action->data().toInt()));
        }
        break;
    case Recipients:
        made.kind = Audience::Kind::Recipients;
        break;
    case TriggerClient:
        made.kind = Audience::Kind::Trigger;
        break;
    }
    return made;
}

void AudienceEdit::showRoles()
{
    const bool hasRoles = m_who->currentData().toInt() == WithRoles;
    const Audience chosen = audience();
    const QString text = chosen.roles.empty() ? tr("choose roles") : words::audience(chosen);
    m_roles->setVisible(hasRoles);
    m_roles->setText(text);
    m_roles->setAccessibleName(tr("Roles: %1").arg(text));
}

} // namespace foyer
