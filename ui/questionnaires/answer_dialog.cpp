// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/questionnaires/answer_dialog.h"

#include "ui/common/captioned_field.h"
#include "ui/theme/metrics.h"
#include "ui/theme/style.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTableWidget>
#include <QVBoxLayout>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

/// Boxes and lines within one field tell of changes all the same way.
template <class Box>
void tell(const QList<Box*>& boxes, AnswerDialog* dialog, std::function<void()> changed)
{
    for (Box* box : boxes)
        QObject::connect(box, &Box::toggled, dialog, changed);
}

QStringList addressWords()
{
    return {AnswerDialog::tr("Street and number"), AnswerDialog::tr("Postal code"),
            AnswerDialog::tr("Town or city"), AnswerDialog::tr("Region or state"),
            AnswerDialog::tr("Country")};
}

} // namespace

AnswerDialog::AnswerDialog(const Questionnaire& questionnaire, const QString& recipient,
                           const QJsonObject& answers, QWidget* parent)
    : QDialog{parent}
    , m_questionnaire{questionnaire}
    , m_notice{new QLabel}
{
    setWindowTitle(tr("Answer for %1").arg(recipient));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* page = new QWidget;
    page->setObjectName(u"page"_s);
    auto* column = new QVBoxLayout{page};
    column->setContentsMargins(theme::space::page, theme::space::large, theme::space::page,
                               theme::space::large);
    column->setSpacing(theme::space::large);
    for (const auto& question : m_questionnaire.questions)
        add(column, question, answers.value(question.id));
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    m_notice->setObjectName(u"notice"_s);
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->setWordWrap(true);
    theme::makeNotice(m_notice, theme::Tone::Danger);
    m_notice->hide();
    auto* buttons = new QDialogButtonBox{QDialogButtonBox::Cancel};
    auto* submit = buttons->addButton(tr("S&ubmit for Them"), QDialogButtonBox::AcceptRole);
    auto* save = buttons->addButton(tr("&Save Half-Filled"), QDialogButtonBox::ActionRole);
    submit->setObjectName(u"submit"_s);
    save->setObjectName(u"save"_s);
    theme::setButtonRole(submit, theme::ButtonRole::Primary);
    connect(submit, &QPushButton::clicked, this, &AnswerDialog::submitWanted);
    connect(save, &QPushButton::clicked, this, &AnswerDialog::saveWanted);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(theme::space::page, theme::space::small, theme::space::page,
                             theme::space::large);
    foot->addWidget(m_notice);
    foot->addWidget(buttons);
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll, 1);
    layout->addLayout(foot);
    resize(620, 700);
    showWhatApplies();
}

void AnswerDialog::add(QVBoxLayout* column, const Questionnaire::Question& question, const QJsonValue& answer)
{
    if (question.kind == QuestionKind::Section) {
        auto* heading = new QLabel{question.label};
        heading->setTextFormat(Qt::PlainText);
        heading->setWordWrap(true);
        theme::setTextRole(heading, theme::TextRole::Heading);
        column->addWidget(heading);
        m_fields[question.id] = {heading};
        return;
    }
    QWidget* field = makeField(question, answer);
    field->setObjectName(u"a_"_s + question.id);
    field->setAccessibleName(question.label);
    const QString label = QString{question.label}.replace(u'&', "&&"_L1);
    auto* captioned = new CaptionedField{question.isRequired ? label : tr("%1 (optional)").arg(label), field,
                                         question.help};
    column->addWidget(captioned);
    m_fields[question.id].widget = captioned;
    m_fields[question.id].captioned = captioned;
}

QWidget* AnswerDialog::makeField(const Questionnaire::Question& question, const QJsonValue& answer)
{
    auto& read = m_fields[question.id].read;
    const QString words = answers::inWords(question, answer);
    const auto changed = [this] { showWhatApplies(); };
    switch (question.kind) {
    case QuestionKind::ShortText:
    case QuestionKind::Number:
    case QuestionKind::Date: {
        auto* line = new QLineEdit{words};
        if (question.kind == QuestionKind::Date)
            line->setPlaceholderText(u"2027-06-12"_s);
        read = [line] { return QJsonValue{line->text()}; };
        connect(line, &QLineEdit::textEdited, this, changed);
        return line;
    }
    case QuestionKind::LongText: {
        auto* text = new QPlainTextEdit{words};
        text->setTabChangesFocus(true);
        text->setFixedHeight(text->fontMetrics().lineSpacing() * 5);
        read = [text] { return QJsonValue{text->toPlainText()}; };
        connect(text, &QPlainTextEdit::textChanged, this, changed);
        return text;
    }
    case QuestionKind::Choice:
    case QuestionKind::YesNo: {
        auto* box = new QComboBox;
        box->addItem(tr("– not answered –"), QString{});
        for (const QuestionOption& option : question.options)
            box->addItem(option.label, option.id);
        if (question.kind == QuestionKind::YesNo) {
            box->addItem(tr("Yes"), u"yes"_s);
            box->addItem(tr("No"), u"no"_s);
        }
        const QString chosen = answer.isBool() ? (answer.toBool() ? u"yes"_s : u"no"_s) : answer.toString();
        box->setCurrentIndex(std::max(box->findData(chosen), 0));
        read = [box, isYesNo = question.kind == QuestionKind::YesNo]() -> QJsonValue {
            const QString id = box->currentData().toString();
            if (isYesNo)
                return id.isEmpty() ? QJsonValue{} : QJsonValue{id == "yes"_L1};
            return id;
        };
        connect(box, &QComboBox::activated, this, changed);
        return box;
    }
    case QuestionKind::SeveralChoices: {
        auto* group = new QWidget;
        auto* column = new QVBoxLayout{group};
        column->setContentsMargins(0, 0, 0, 0);
        QList<QCheckBox*> boxes;
        for (const QuestionOption& option : question.options) {
            auto* box = new QCheckBox{QString{option.label}.replace(u'&', "&&"_L1)};
            box->setProperty("option", option.id);
            box->setChecked(answer.toArray().contains(option.id));
            column->addWidget(box);
            boxes.append(box);
        }
        tell(boxes, this, changed);
        if (!boxes.isEmpty())
            group->setFocusProxy(boxes.front());
        read = [boxes] {
            QJsonArray chosen;
            for (const QCheckBox* box : boxes) {
                if (box->isChecked())
                    chosen.append(box->property("option").toString());
            }
            return QJsonValue{chosen};
        };
        return group;
    }
    case QuestionKind::Address: {
        auto* group = new QWidget;
        auto* column = new QVBoxLayout{group};
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(theme::space::tiny);
        std::vector<std::pair<QString, std::function<QString()>>> parts;
        qsizetype i = 0;
        for (const QString& part : answers::addressParts()) {
            const QString name = addressWords().at(i++);
            const QString text = answer[part].toString();
            if (part == "street"_L1) {
                auto* street = new QPlainTextEdit{text};
                street->setPlaceholderText(name);
                street->setAccessibleName(name);
                street->setTabChangesFocus(true);
                street->setFixedHeight(street->fontMetrics().lineSpacing() * 2 + theme::space::large);
                connect(street, &QPlainTextEdit::textChanged, this, changed);
                parts.emplace_back(part, [street] { return street->toPlainText(); });
                column->addWidget(street);
                group->setFocusProxy(street);
            } else {
                auto* line = new QLineEdit{text};
                line->setPlaceholderText(name);
                line->setAccessibleName(name);
                connect(line, &QLineEdit::textEdited, this, changed);
                parts.emplace_back(part, [line] { return line->text(); });
                column->addWidget(line);
            }
        }
        read = [parts] {
            QJsonObject address;
            for (const auto& [part, text] : parts)
                address.insert(part, text());
            return QJsonValue{address};
        };
        return group;
    }
    case QuestionKind::People: {
        const QJsonArray people = answer.toArray();
        auto* table = new QTableWidget{int(people.size()) + 1, 4};
        table->setHorizontalHeaderLabels({tr("Name"), tr("Role"), tr("Email"), tr("Phone")});
        table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
        table->verticalHeader()->hide();
        table->setFixedHeight(180);
        for (int row = 0; row < people.size(); ++row) {
            for (int part = 0; part < 4; ++part)
                table->setItem(
                    row, part,
                    new QTableWidgetItem{people.at(row)[answers::personParts().at(part)].toString()});
        }
        connect(table, &QTableWidget::itemChanged, this, [this, table](const QTableWidgetItem* item) {
            if (!item->text().isEmpty() && item->row() + 1 == table->rowCount())
                table->setRowCount(table->rowCount() + 1); // always one more to type into
            showWhatApplies();
        });
        read = [table] {
            QJsonArray all;
            for (int row = 0; row < table->rowCount(); ++row) {
                QJsonObject person;
                for (int part = 0; part < 4; ++part) {
                    if (const auto* item = table->item(row, part))
                        person.insert(answers::personParts().at(part), item->text());
                }
                all.append(person);
            }
            return QJsonValue{all};
        };
        return table;
    }
    case QuestionKind::Section:
        break;
    }
    Q_UNREACHABLE();
}

QJsonObject AnswerDialog::answers() const
{
    QJsonObject typed;
    for (const auto& [id, field] : m_fields) {
        if (field.read)
            typed.insert(id, field.read());
    }
    return answers::tidied(m_questionnaire, typed);
}

void AnswerDialog::showWhatApplies()
{
    const auto shown = answers::shownQuestions(m_questionnaire, answers());
    for (const auto& [id, field] : m_fields)
        field.widget->setVisible(shown.contains(id));
}

void AnswerDialog::showProblems(const std::vector<answers::Problem>& problems)
{
    for (const auto& [id, field] : m_fields) {
        if (field.captioned)
            field.captioned->setProblem({});
    }
    for (auto problem = problems.rbegin(); problem != problems.rend(); ++problem) {
        const auto field = m_fields.find(problem->question);
        if (field == m_fields.end() || !field->second.captioned)
            continue;
        field->second.captioned->setProblem(problem->sentence);
        field->second.captioned->setFocus();
    }
    refuse(tr("%n answer(s) need another look. What you typed is saved half-filled.", nullptr,
              int(problems.size())));
}

void AnswerDialog::refuse(const QString& sentence)
{
    m_notice->setText(sentence);
    m_notice->show();
}

} // namespace foyer
