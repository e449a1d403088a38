// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/questionnaires/questionnaire_preview.h"

#include "app/questionnaires/questionnaire_rules.h"
#include "ui/theme/colours.h"
#include "ui/theme/metrics.h"

#include <QEvent>
#include <QScrollBar>

namespace foyer {

using namespace Qt::StringLiterals;

namespace {

QString escaped(const QString& text)
{
    return text.toHtmlEscaped().replace(u'\n', "<br>"_L1);
}

/// An empty field as a table of one cell: rich text of Qt has no fields.
QString field(const QString& words, int percent, int lines, const theme::Colours& colours)
{
    QString inside = words.isEmpty() ? u"&nbsp;"_s : escaped(words);
    for (int line = 1; line < lines; ++line)
        inside += "<br>&nbsp;"_L1;
    return u"<table width=\"%1%\" cellspacing=\"0\" cellpadding=\"6\" border=\"1\" style=\"border-collapse: "
           u"collapse; "
           "border-style: solid; border-color: %2\"><tr><td style=\"color: %3\">%4</td></tr></table>"_s.arg(
               QString::number(percent), colours.borderStrong.name(), colours.muted.name(), inside);
}

QString choices(const QStringList& labels, QChar mark)
{
    QString html;
    for (const QString& label : labels)
        html += u"<p style=\"margin: 4px 0\">"_s + mark + u"&nbsp; "_s + escaped(label) + u"</p>"_s;
    return html;
}

} // namespace

QuestionnairePreview::QuestionnairePreview(QWidget* parent)
    : QTextBrowser{parent}
{
    setObjectName(u"preview"_s);
    setAccessibleName(tr("The questionnaire as its recipients see it"));
    setOpenLinks(false);
    document()->setDocumentMargin(theme::space::page);
}

void QuestionnairePreview::show(const QString& title, const Questionnaire& questionnaire,
                                const QString& current)
{
    if (title == m_title && questionnaire == m_questionnaire && current == m_current)
        return;
    m_title = title;
    m_questionnaire = questionnaire;
    m_current = current;
    draw();
}

void QuestionnairePreview::changeEvent(QEvent* event)
{
    QTextBrowser::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        draw();
}

void QuestionnairePreview::draw()
{
    const theme::Colours& colours = theme::coloursOf(palette());
    QString html = u"<h1 style=\"font-weight: 400\">%1</h1>"_s.arg(escaped(m_title));
    if (!m_questionnaire.introduction.isEmpty())
        html += u"<p>"_s + escaped(m_questionnaire.introduction) + u"</p>"_s;
    for (const auto& question : m_questionnaire.questions) {
        const QString label = question.label.trimmed().isEmpty() ? tr("(no words yet)") : question.label;
        const bool isSection = question.kind == QuestionKind::Section;
        const bool isOptional = !isSection && !question.isRequired;
        html += u"<a name=\"%1\"></a>"_s.arg(question.id);
        html += isSection ? u"<h2 style=\"font-weight: 400; margin-top: 24px\">%1</h2>"_s.arg(escaped(label))
                          : u"<p style=\"margin: 20px 0 4px 0\"><b>%1</b>%2</p>"_s.arg(
                                escaped(label), isOptional ? u" <span style=\"color: %1\">%2</span>"_s.arg(
                                                                 colours.muted.name(), tr("(optional)"))
                                                           : QString{});
        for (const QString& hint : {conditionInWords(m_questionnaire, question), question.help}) {
            if (!hint.isEmpty())
                html += u"<p style=\"margin: 2px 0 6px 0; color: %1\">%2</p>"_s.arg(colours.muted.name(),
                                                                                    escaped(hint));
        }
        QStringList labels;
        for (const QuestionOption& option : question.options)
            labels.append(option.label);
        switch (question.kind) {
        case QuestionKind::ShortText:
            html += field({}, 100, 1, colours);
            break;
        case QuestionKind::LongText:
            html += field({}, 100, 4, colours);
            break;
        case QuestionKind::Number:
            html += field({}, 40, 1, colours);
            break;
        case QuestionKind::Date:
            html += field(tr("day / month / year"), 40, 1, colours);
            break;
        case QuestionKind::Choice:
            html += choices(labels, u'○');
            break;
        case QuestionKind::SeveralChoices:
            html += choices(labels, u'☐');
            break;
        case QuestionKind::YesNo:
            html += choices({tr("Yes"), tr("No")}, u'○');
            break;
        case QuestionKind::Address:
            html += field(tr("Street and number"), 100, 2, colours) +
                    field(tr("Postal code, town or city"), 100, 1, colours) +
                    field(tr("Region, country"), 100, 1, colours);
            break;
        case QuestionKind::People:
            html += field(tr("Name, role, email, phone"), 100, 1, colours) +
                    u"<p style=\"margin: 4px 0\">+ %1</p>"_s.arg(tr("Add a person"));
            break;
        case QuestionKind::Section:
            break;
        }
    }
    const int stood = verticalScrollBar()->value();
    setHtml(html);
    verticalScrollBar()->setValue(stood);
    if (!m_current.isEmpty())
        scrollToAnchor(m_current);
}

} // namespace foyer
