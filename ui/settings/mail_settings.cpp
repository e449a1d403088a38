// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/mail_settings.h"

#include "app/base/text.h"
#include "app/brands/brand_store.h"
#include "app/secrets/secret_store.h"
#include "app/storage/settings.h"
#include "ui/common/captioned_field.h"
#include "ui/common/words.h"
#include "ui/settings/mail_account_form.h"
#include "ui/settings/secret_rows.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>

namespace foyer {

using namespace Qt::StringLiterals;

MailSettings::MailSettings(Database& database, QWidget* parent)
    : QWidget{parent}
    , m_database{database}
    , m_choice{new QComboBox}
    , m_form{new MailAccountForm}
    , m_password{new SecretRows{database}}
    , m_problem{new QWidget}
    , m_problemText{new QLabel}
    , m_verified{new QLabel}
    , m_testTo{new QLineEdit}
    , m_test{new QPushButton{icon(u"send"_s), tr("Send &Test Mail")}}
    , m_cancelTest{new QPushButton{tr("Cancel")}}
    , m_testSaid{new QLabel}
    , m_said{new QLabel}
    , m_discard{new QPushButton{tr("Discard")}}
    , m_save{new QPushButton{tr("&Save")}}
{
    setObjectName(u"mailSettings"_s);
    m_password->addRow(u"mailPassword"_s, tr("Password"),
                       [](BrandId brand) { return mail::passwordName(brand); });
    m_form->setPassword(m_password);
    auto* caption = new QLabel{tr("&Brand:")};
    caption->setBuddy(m_choice);
    m_choice->setObjectName(u"mailBrand"_s);
    m_choice->setMinimumWidth(240);
    auto* head = new QHBoxLayout;
    head->addWidget(caption);
    head->addWidget(m_choice);
    head->addStretch();

    auto* column = new QWidget;
    column->setMaximumWidth(theme::largestFormWidth);
    auto* parts = new QVBoxLayout{column};
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(theme::space::medium);
    parts->addWidget(makeState());
    parts->addWidget(m_form);
    parts->addWidget(makeTest());
    parts->addStretch(1);
    auto* page = new QWidget;
    page->setObjectName(u"page"_s);
    auto* pageRow = new QHBoxLayout{page};
    pageRow->setContentsMargins(0, 0, theme::space::large, theme::space::large);
    pageRow->addWidget(column, 1);
    pageRow->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus); // its fields take it
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(page);

    m_said->setObjectName(u"said"_s);
    m_said->setTextFormat(Qt::PlainText);
    m_said->setWordWrap(true);
    m_save->setObjectName(u"saveMailAccount"_s);
    m_discard->setObjectName(u"discardMailAccount"_s);
    theme::setButtonRole(m_save, theme::ButtonRole::Primary);
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_said, 1);
    foot->addWidget(m_discard);
    foot->addWidget(m_save);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, theme::space::large, 0, 0);
    layout->setSpacing(theme::space::medium);
    layout->addLayout(head);
    layout->addWidget(scroll, 1);
    layout->addLayout(foot);

    connect(m_choice, &QComboBox::activated, this, &MailSettings::switchTo);
    connect(m_form, &MailAccountForm::edited, this, &MailSettings::showButtons);
    connect(m_password, &SecretRows::edited, this, &MailSettings::showButtons);
    connect(m_save, &QPushButton::clicked, this, &MailSettings::save);
    connect(m_discard, &QPushButton::clicked, this, &MailSettings::discard);
    connect(&m_database, &Database::changed, this, [this](const Changes& changes) {
        if (changes.touches(Entity::Brand) || changes.touches(Entity::MailAccount))
            reload();
    });
    reload();
    if (!m_brands.empty())
        showBrand(m_brands.front().id);
}

QWidget* MailSettings::makeState()
{
    auto* state = new QWidget;
    auto* column = new QVBoxLayout{state};
    column->setContentsMargins(0, 0, 0, 0);
    m_problem->setObjectName(u"accountProblem"_s);
    m_problemText->setObjectName(u"accountProblemText"_s);
    m_problemText->setTextFormat(Qt::PlainText);
    m_problemText->setWordWrap(true);
    auto* again = new QPushButton{tr("Try A&gain")};
    again->setObjectName(u"tryAgain"_s);
    connect(again, &QPushButton::clicked, this, &MailSettings::tryAgain);
    auto* bar = new QHBoxLayout{m_problem};
    bar->addWidget(m_problemText, 1);
    bar->addWidget(again, 0, Qt::AlignVCenter);
    theme::makeNotice(m_problem, theme::Tone::Danger);
    m_verified->setObjectName(u"verified"_s);
    m_verified->setTextFormat(Qt::PlainText);
    m_verified->setWordWrap(true);
    theme::setTextRole(m_verified, theme::TextRole::Muted);
    column->addWidget(m_problem);
    column->addWidget(m_verified);
    return state;
}

QWidget* MailSettings::makeTest()
{
    auto* all = new QWidget;
    auto* column = new QVBoxLayout{all};
    column->setContentsMargins(0, theme::space::medium, 0, 0);
    column->setSpacing(theme::space::medium);
    auto* heading = new QLabel{tr("Does it work?")};
    theme::setTextRole(heading, theme::TextRole::Heading);
    m_testTo->setObjectName(u"testTo"_s);
    m_testTo->setMaxLength(250);
    m_test->setObjectName(u"sendTest"_s);
    m_cancelTest->setObjectName(u"cancelTest"_s);
    m_cancelTest->setAccessibleName(tr("Cancel the test mail"));
    m_cancelTest->hide();
    m_testSaid->setObjectName(u"testSaid"_s);
    m_testSaid->setTextFormat(Qt::PlainText);
    m_testSaid->setWordWrap(true);
    m_testSaid->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_testSaid->hide();
    auto* line = new QWidget;
    auto* row = new QHBoxLayout{line};
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_testTo, 1);
    row->addWidget(m_test);
    row->addWidget(m_cancelTest);
    line->setFocusProxy(m_testTo);
    m_testTo->setAccessibleName(tr("Address of the test mail"));
    m_testField = new CaptionedField{tr("A test mail to"), line, tr("With what stands above, saved or not.")};
    column->addWidget(heading);
    column->addWidget(m_testField);
    column->addWidget(m_testSaid);
    connect(m_test, &QPushButton::clicked, this, &MailSettings::test);
    connect(m_testTo, &QLineEdit::returnPressed, m_test, &QPushButton::click);
    connect(m_testTo, &QLineEdit::textEdited, this, [this] { m_testField->setProblem({}); });
    connect(m_cancelTest, &QPushButton::clicked, this, [this] {
        m_testing.cancel();
        m_cancelTest->setEnabled(false);
        m_testSaid->setText(tr("Cancelling…"));
    });
    return all;
}

bool MailSettings::isEdited() const
{
    return m_form->isEdited() || m_password->isEdited();
}

void MailSettings::reload()
{
    auto brands = m_database.read([](const Snapshot& snapshot) { return brands::all(snapshot); });
    if (!brands)
        return; // what is shown stays; saving will say what is wrong
    m_brands = *std::move(brands);
    m_choice->clear();
    for (const Brand& brand : m_brands)
        m_choice->addItem(brand.details.name, brand.id.row());
    if (!m_account)
        return;
    m_choice->setCurrentIndex(m_choice->findData(m_account->brand.row()));
    m_choice->setAccessibleDescription(m_choice->currentText());
    if (!isEdited() && !m_isSaving)
        showBrand(m_account->brand);
    else
        showState();
}

void MailSettings::showBrand(BrandId id)
{
    struct Read
    {
        MailAccount account;
        MailAccountForm::Defaults defaults;
    };
    const auto read = m_database.read([&](const Snapshot& snapshot) -> Result<Read> {
        auto account = mail::account(snapshot, id);
        if (!account)
            return fail(account.error());
        const auto brand = brands::find(snapshot, id);
        if (!brand)
            return fail(brand.error());
        Read all{std::move(*account), {brand->details.name, brand->details.email, {}}};
        const auto others = mail::accountsWithServer(snapshot);
        if (!others)
            return fail(others.error());
        for (const MailAccount& other : *others) {
            if (other.brand == id || !all.defaults.otherServer.isEmpty())
                continue;
            if (const auto named = brands::find(snapshot, other.brand))
                all.defaults.otherServer = named->details.name;
        }
        return all;
    });
    if (!read)
        return say(tr("This brand cannot be read at the moment."), true);
    const bool isAnother = !m_account || m_account->brand != id;
    m_account = read->account;
    m_choice->setCurrentIndex(m_choice->findData(id.row()));
    m_choice->setAccessibleDescription(m_choice->currentText());
    m_form->setDetails(m_account->details, read->defaults);
    if (isAnother) {
        m_password->showBrand(id);
        m_testTo->setText(read->defaults.address);
        m_testSaid->hide();
    }
    showState();
    showButtons();
}

void MailSettings::showState()
{
    const auto now = m_database.read(
        [this](const Snapshot& snapshot) { return mail::account(snapshot, m_account->brand); });
    if (!now)
        return;
    m_problem->setVisible(!now->problem.isEmpty());
    m_problemText->setText(now->retryAt ? tr("Nothing leaves at present. %1 It is tried again on %2.")
                                              .arg(now->problem, words::moment(*now->retryAt))
                                        : tr("Nothing leaves at present. %1").arg(now->problem));
    m_verified->setText(now->verifiedAt
                            ? tr("The server took a mail on %1.").arg(words::moment(*now->verifiedAt))
                        : now->details.server ? tr("No server took a mail yet. Send a test mail to be sure.")
                                              : QString{});
    m_verified->setVisible(!m_verified->text().isEmpty());
}

void MailSettings::switchTo(int index)
{
    const BrandId chosen{m_choice->itemData(index).toLongLong()};
    if (isEdited()) {
        const auto answer = QMessageBox::question(
            this, tr("Leave without saving?"), tr("What you typed for this brand is not saved yet."),
            QMessageBox::Discard | QMessageBox::Cancel, QMessageBox::Cancel);
        if (answer != QMessageBox::Discard) {
            m_choice->setCurrentIndex(m_account ? m_choice->findData(m_account->brand.row()) : -1);
            return;
        }
    }
    m_said->clear();
    showBrand(chosen);
}

void MailSettings::save()
{
    if (!m_account || m_isSaving)
        return;
    if (!m_form->showProblems())
        return say(tr("Not saved yet: there is a field to look at."), true);
    m_isSaving = true;
    showButtons();
    if (!m_form->isEdited())
        return keepPassword();
    MailAccount edited = *m_account;
    edited.details = m_form->typed();
    m_database.writeLater(
        Actor::studio(), this,
        [edited](Transaction& transaction) { return mail::saveAccount(transaction, edited); },
        [this](const Result<void>& result) { saved(result); });
}

void MailSettings::saved(const Result<void>& result)
{
    if (result) {
        showBrand(m_account->brand);
        return keepPassword();
    }
    m_isSaving = false;
    switch (result.error().fault) {
    case Fault::Conflict:
        say(tr("Not saved: this was changed elsewhere meanwhile. Discard to see that version."), true);
        break;
    case Fault::Invalid:
        say(tr("Not saved. %1").arg(result.error().detail), true);
        break;
    case Fault::NotFound:
    case Fault::Denied:
    case Fault::Busy:
    case Fault::Cancelled:
    case Fault::Storage:
    case Fault::Newer:
        say(tr("Not saved: the studio file cannot be written. What you typed is still here."), true);
        break;
    }
    showButtons();
}

/// A server that refused an earlier password is tried at once with the new one.
void MailSettings::keepPassword()
{
    const bool isNew = m_password->isEdited();
    m_password->keep([this, isNew](bool isKept) {
        m_isSaving = false;
        say(isKept ? tr("Saved.") : tr("Saved, but not the password: see beside it."), !isKept);
        showButtons();
        if (isKept && isNew)
            tryAgain();
    });
}

void MailSettings::discard()
{
    m_said->clear();
    m_password->discard();
    if (m_account)
        showBrand(m_account->brand);
    showButtons();
}

void MailSettings::tryAgain()
{
    if (!m_account || m_account->version == 0)
        return;
    m_database.writeLater(
        Actor::studio(), this,
        [brand = m_account->brand](Transaction& transaction) {
            return mail::forgetProblem(transaction, brand);
        },
        [this](const Result<void>& done) {
            if (!done)
                say(words::fault(done.error().fault), true);
        });
}

/// As the fields have it, so that a server can be tried before it is saved.
std::optional<mail::Route> MailSettings::routeTyped() const
{
    const MailAccountDetails typed = m_form->typed();
    const auto route = m_database.read([&](const Snapshot& snapshot) -> Result<std::optional<mail::Route>> {
        const auto brand = brands::find(snapshot, m_account->brand);
        if (!brand)
            return fail(brand.error());
        const QString name = typed.fromName.isEmpty() ? brand->details.name : typed.fromName;
        const QString address = typed.fromAddress.isEmpty() ? brand->details.email : typed.fromAddress;
        if (address.isEmpty())
            return std::optional<mail::Route>{};
        if (typed.server)
            return std::optional{mail::Route{m_account->brand, *typed.server, name, address, typed.replyTo}};
        auto other = mail::routeOf(snapshot, m_account->brand);
        if (other && *other) {
            (*other)->fromName = name;
            (*other)->fromAddress = address;
            (*other)->replyTo = typed.replyTo;
        }
        return other;
    });
    return route.value_or(std::nullopt);
}

void MailSettings::test()
{
    if (!m_account || m_testing.isRunning())
        return;
    const QString to = m_testTo->text().trimmed();
    m_testField->setProblem(isEmailAddress(to)
                                ? QString{}
                                : tr("No mail can be sent to this. An email looks like name@example.com."));
    if (!m_form->showProblems() || !isEmailAddress(to))
        return;
    const auto route = routeTyped();
    m_testSaid->show();
    theme::setTextRole(m_testSaid, theme::TextRole::Problem);
    if (!route)
        return m_testSaid->setText(tr("There is no server yet, or no address for mails to be from."));
    theme::setTextRole(m_testSaid, theme::TextRole::Muted);
    m_testSaid->setText(tr("Handing it to %1…").arg(route->server.host));
    m_cancelTest->setEnabled(true);
    m_cancelTest->show();
    m_cancelTest->setFocus(); // the button pressed is off now: the keyboard must not fall on Discard
    const bool wasSaved = !isEdited();
    const QByteArray typedPassword =
        route->account == m_account->brand ? m_password->line(0)->text().toUtf8() : QByteArray{};
    m_testing.run(
        [database = &m_database, route = *route, to, typedPassword](const BackgroundJob::Report& report) {
            QByteArray password = typedPassword;
            QString caFile;
            if (const auto file = database->read([](const Snapshot& snapshot) {
                    return settings::get(snapshot, QLatin1StringView{settings::mailCaFile});
                }))
                caFile = *file;
            if (password.isEmpty() && !route.server.user.isEmpty()) {
                const auto store = secrets::openLate(*database, secrets::Machine::Desktop);
                const auto kept = store->find(mail::passwordName(route.account));
                if (!kept || !*kept) {
                    database->releaseThisThread();
                    return mail::TestAnswer{
                        false,
                        kept ? tr("There is no password for %1 yet.").arg(route.server.user)
                             : kept.error().detail,
                        {}};
                }
                password = **kept;
            }
            database->releaseThisThread();
            return mail::sendTest(route, password, to, caFile, mail::SmtpPatience::fromEnvironment(),
                                  [&report] { return !report(0, 0); });
        },
        [this, wasSaved](const mail::TestAnswer& answer) { tested(answer, wasSaved); });
    showButtons();
}

void MailSettings::tested(const mail::TestAnswer& answer, bool wasSaved)
{
    m_cancelTest->hide();
    const bool isCancelled = m_testing.isCancelled() && !answer.isAccepted;
    QString said = isCancelled ? tr("Cancelled. No test mail left.") : answer.sentence;
    if (!isCancelled && !answer.isAccepted && !answer.words.isEmpty() && !said.contains(answer.words))
        said += u'\n' + tr("The server said: %1").arg(answer.words);
    m_testSaid->setText(said);
    theme::setTextRole(m_testSaid, isCancelled         ? theme::TextRole::Muted
                                   : answer.isAccepted ? theme::TextRole::Done
                                                       : theme::TextRole::Problem);
    m_testSaid->show();
    showButtons();
    if (answer.isAccepted && wasSaved && m_account->details.server)
        m_database.writeSoon(Actor::studio(), [brand = m_account->brand](Transaction& transaction) {
            return mail::noteVerified(transaction, brand);
        });
}

void MailSettings::say(const QString& sentence, bool isProblem)
{
    m_said->setText(sentence);
    theme::setTextRole(m_said, isProblem ? theme::TextRole::Problem : theme::TextRole::Done);
}

void MailSettings::showButtons()
{
    const bool canSave = isEdited() && !m_isSaving;
    m_save->setEnabled(canSave);
    m_discard->setEnabled(canSave);
    m_test->setEnabled(!m_testing.isRunning());
}

} // namespace foyer
