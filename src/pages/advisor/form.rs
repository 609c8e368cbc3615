//! The questions: the next one in full, and all of them in a list. A plain form by GET.

use framewise_model::knowledge::format::{Choice, Question};
use framewise_model::knowledge::model::FEATURES;
use framewise_model::request::UNWANTED;
use maud::{Markup, html};

use super::page_request::SKIP;
use super::view::{View, hidden};
use crate::pages::site::LANGUAGE_PARAMETER;
use crate::texts::catalogue::Value;

/// The parameter with the features that a framework must have.
const MUST_HAVE: &str = "must_have";
/// The parameter with the frameworks that the team knows.
const TEAM_KNOWS: &str = "team_knows";

/// Why no further question is asked.
#[derive(Debug, Clone, Copy)]
pub enum Next<'k> {
    /// A question is asked.
    Question(&'k Question),
    /// It is proved that no answer to the open questions changes the first place; how many there are.
    Settled(usize),
    /// All questions are answered.
    Complete,
    /// Those that could change the first place are skipped, or hardly could.
    Nothing,
    /// Nothing was computed.
    Unknown,
}

/// The form with all questions. `next` is asked in full.
pub fn form(view: &View<'_>, next: Next<'_>) -> Markup {
    let site = view.site;
    let asked = match next {
        Next::Question(question) => Some(question.id.as_str()),
        _ => None,
    };
    html! {
        form #answers method="get" action=(site.file("/")) {
            div #kept data-part {
                @if site.is_chosen() { (hidden(LANGUAGE_PARAMETER, site.language().tag())) }
                @let skipped = view.skipped().collect::<Vec<_>>();
                @if !skipped.is_empty() { (hidden(SKIP, &skipped.join(","))) }
                @for (name, value) in view.parameters.pairs().filter(|(name, _)| !has_control(view, name)) {
                    (hidden(name, value))
                }
            }
            div #next data-part { (next_part(view, next)) }
            div #chosen data-part { (chosen(view)) }
            details #all {
                summary { (site.text("advisor-all-questions")) }
                div #list data-part {
                    @for question in view.knowledge.questions.iter().filter(|question| !question.multiple) {
                        @if asked != Some(question.id.as_str()) { (select(view, question)) }
                    }
                    @for question in view.knowledge.questions.iter().filter(|question| question.multiple) {
                        (checkboxes(view, question, asked == Some(question.id.as_str())))
                    }
                    (team(view))
                }
                button.primary type="submit" { (site.text("advisor-update")) }
            }
        }
    }
}

/// Whether the form has visible fields for a parameter.
fn has_control(view: &View<'_>, name: &str) -> bool {
    [MUST_HAVE, TEAM_KNOWS, UNWANTED].contains(&name)
        || view.knowledge.questions.iter().any(|question| question.id == name)
}

/// The next question, or why there is none.
fn next_part(view: &View<'_>, next: Next<'_>) -> Markup {
    let site = view.site;
    let message = |title: &str, text: String| {
        html! { div.card.settled { h2 #next-question tabindex="-1" { (site.text(title)) } p { (text) } } }
    };
    match next {
        Next::Question(question) => card(view, question),
        Next::Settled(open) => {
            message("advisor-settled", site.with("advisor-settled-why", &[("n", open.into())]))
        }
        Next::Complete => message("advisor-complete", site.text("advisor-complete-why").into()),
        Next::Nothing => message("advisor-nothing", site.text("advisor-nothing-why").into()),
        Next::Unknown => html! {},
    }
}

/// A question with all its options and what they mean.
fn card(view: &View<'_>, question: &Question) -> Markup {
    let site = view.site;
    let kind = if question.multiple { "checkbox" } else { "radio" };
    html! {
        fieldset.card.question data-question=(question.id) aria-describedby="next-help" {
            legend { h2 #next-question tabindex="-1" { (site.question(question)) } }
            p.help #next-help { (site.question_help(question)) }
            div.options.many[question.multiple] {
                @for option in &question.options {
                    label.option {
                        input type=(kind) name=(question.id) value=(option.id)
                            id=(format!("next-{}", option.id))
                            checked[is_chosen(view, question, option)];
                        span {
                            span.name { (site.option(question, option)) } " "
                            span.help { (site.option_help(question, option)) }
                        }
                    }
                }
            }
            div.actions {
                button.primary type="submit" { (site.text("advisor-next")) }
                button type="submit" name=(SKIP) value=(question.id) { (site.text("advisor-skip")) }
            }
        }
    }
}

/// The answers so far, each with a link that removes it.
fn chosen(view: &View<'_>) -> Markup {
    let site = view.site;
    let lists = [
        (MUST_HAVE, "advisor-must-label"),
        (UNWANTED, "advisor-unwanted-label"),
        (TEAM_KNOWS, "advisor-team-label"),
        ("migrating_from", "advisor-migrating-label"),
        ("candidates", "advisor-candidates-label"),
        ("exclude", "advisor-exclude-label"),
    ];
    let answers = view.parameters.pairs().flat_map(|(name, value)| {
        value.split(',').filter_map(move |item| Some((name, item, view.choice(name, item)?)))
    });
    let answers: Vec<_> = answers.collect();
    let others: Vec<_> = lists
        .iter()
        .flat_map(|(name, label)| {
            view.parameters.items(name).map(move |item| (*name, *label, item))
        })
        .collect();
    html! {
        @if !answers.is_empty() || !others.is_empty() {
            h2 { (site.text("advisor-your-answers")) }
            ul.chips {
                @for (name, item, (question, option)) in answers {
                    li {
                        span {
                            span.quiet { (site.question(question)) } " "
                            strong { (site.option(question, option)) }
                        }
                        (remove(view, name, item, &site.option(question, option).text))
                    }
                }
                @for (name, label, item) in others {
                    @let about = if [MUST_HAVE, UNWANTED].contains(&name) { view.feature(item).text } else { view.framework(item).into() };
                    li {
                        span { span.quiet { (site.text(label)) } " " strong { (about) } }
                        (remove(view, name, item, &about))
                    }
                }
            }
            p { a href=(site.link("/")) { (site.text("advisor-start-again")) } }
        }
    }
}

/// A link that removes one answer.
fn remove(view: &View<'_>, name: &str, item: &str, about: &str) -> Markup {
    let label = view.site.with("advisor-remove", &[("answer", Value::from(about))]);
    html! {
        a.remove href=(view.link(&view.parameters.without(name, item))) aria-label=(label) title=(label)
            data-answer { "×" }
    }
}

/// A question in the list.
fn select(view: &View<'_>, question: &Question) -> Markup {
    let site = view.site;
    let id = format!("answer-{}", question.id);
    let help = format!("help-{}", question.id);
    html! {
        div.field {
            label for=(id) { (site.question(question)) }
            select id=(id) name=(question.id) aria-describedby=(help) {
                option value="" { (site.text("advisor-no-answer")) }
                @for option in &question.options {
                    option value=(option.id) selected[is_chosen(view, question, option)]
                        lang=[site.option(question, option).lang()] {
                        (site.option(question, option).text)
                    }
                }
            }
            p.help id=(help) { (site.question_help(question)) }
        }
    }
}

/// A question with several answers in the list: each is asked for, required, or not wanted. Where the question is
/// `asked` in full, its answers are there.
fn checkboxes(view: &View<'_>, question: &Question, asked: bool) -> Markup {
    let site = view.site;
    let has_must = question.id == FEATURES;
    html! {
        fieldset.field {
            legend { (site.question(question)) }
            @if has_must { p.help { (site.text("advisor-must-help")) } }
            div.features {
                @for option in &question.options {
                    @let required = view.parameters.items(MUST_HAVE).any(|item| item == option.id);
                    @let unwanted = view.parameters.items(UNWANTED).any(|item| item == option.id);
                    div.feature {
                        @if !asked {
                            label {
                                input type="checkbox" name=(question.id) value=(option.id)
                                    id=(format!("answer-{}-{}", question.id, option.id))
                                    checked[is_chosen(view, question, option)];
                                " " span { (site.option(question, option)) }
                            }
                        } @else { span { (site.option(question, option)) } }
                        @if has_must {
                            label.must {
                                input type="checkbox" name=(MUST_HAVE) value=(option.id)
                                    id=(format!("must-{}", option.id)) checked[required];
                                " " (site.text("advisor-must"))
                                span.hidden { ": " (site.option(question, option)) }
                            }
                        }
                        @if unwanted {
                            label.must {
                                input type="checkbox" name=(UNWANTED) value=(option.id)
                                    id=(format!("unwanted-{}", option.id)) checked;
                                " " (site.text("advisor-unwanted"))
                                span.hidden { ": " (site.option(question, option)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What the team knows.
fn team(view: &View<'_>) -> Markup {
    let site = view.site;
    html! {
        fieldset.field {
            legend { (site.text("advisor-team")) }
            p.help { (site.text("advisor-team-help")) }
            div.frameworks {
                @for framework in &view.knowledge.frameworks {
                    @let id = &framework.record.id;
                    label {
                        input type="checkbox" name=(TEAM_KNOWS) value=(id) id=(format!("team-{id}"))
                            checked[view.parameters.items(TEAM_KNOWS).any(|item| item == id)];
                        " " (framework.record.name)
                    }
                }
            }
        }
    }
}

fn is_chosen(view: &View<'_>, question: &Question, option: &Choice) -> bool {
    view.parameters.items(&question.id).any(|item| item == option.id)
}
