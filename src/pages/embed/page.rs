//! The document in the frame: one question at a time with its answers as links, and the ranking below.

use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::{Choice, Question};
use framewise_model::request::{Detail, Parsed};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::discovery;
use super::options::Options;
use super::result_message::ResultMessage;
use super::target;
use crate::api::recommendations::response::{self, Ranked, Recommendation};
use crate::api::state::State;
use crate::http::problem::Problem;
use crate::http::problem_types::ProblemType;
use crate::pages::advisor::form::Next;
use crate::pages::advisor::page::{announcement, next, notices, trouble};
use crate::pages::advisor::page_request::{PageRequest, Parameters, SKIP};
use crate::pages::advisor::reasons::sentences;
use crate::pages::advisor::result::{although_settled, confidence, one_thing, scope};
use crate::pages::advisor::view::{View, bar};
use crate::pages::assets::{self, FRAME, STYLE};
use crate::pages::cohorts::participant;
use crate::pages::layout::ICON;
use crate::pages::site::Site;
use crate::texts::catalogue::Value;

/// The parameters that choose frameworks.
const COMPARED: [&str; 2] = ["candidates", "exclude"];
/// The number of frameworks in the ranking.
const FRAMEWORKS: usize = 3;
/// The number of reasons on each side.
const REASONS: usize = 2;
/// The most options that are shown with what they mean.
const EXPLAINED_OPTIONS: usize = 5;
/// The most options that are shown in full size.
const LARGE_OPTIONS: usize = 12;
/// Digits of a score after the point.
const SCORE_DIGITS: usize = 3;

/// What the parts of the document are made from.
#[derive(Debug, Clone, Copy)]
struct Frame<'a> {
    view: View<'a>,
    options: &'a Options,
}

impl Frame<'_> {
    /// The frame with these parameters, in which this question is asked (`None`: the next one) and these are skipped.
    fn link(&self, parameters: &Parameters, ask: Option<usize>, skipped: &[usize]) -> String {
        let Self { view, options } = self;
        let mut parameters = parameters.clone();
        for question in skipped {
            parameters = parameters.with(SKIP, &view.knowledge.questions[*question].id);
        }
        let options = Options { ask, ..(*options).clone() };
        view.site.link(&options.add_to(parameters, view.knowledge).address(target::FRAME))
    }

    /// The skipped questions without this one.
    fn skipped_without(&self, question: usize) -> Vec<usize> {
        let skipped = self.view.page_request.skipped.iter().copied();
        skipped.filter(|skipped| *skipped != question).collect()
    }

    fn is_answered(&self, question: usize) -> bool {
        self.view.parameters.items(&self.view.knowledge.questions[question].id).next().is_some()
    }

    /// The next of the chosen questions.
    fn next_chosen(&self) -> Option<usize> {
        let skipped = &self.view.page_request.skipped;
        let mut chosen = self.options.questions.iter().copied();
        chosen.find(|question| !skipped.contains(question) && !self.is_answered(*question))
    }
}

/// What is asked now.
#[derive(Debug, Clone, Copy)]
enum Turn {
    /// The question with this index.
    Question(usize),
    /// The chosen questions are through.
    Through,
    /// It is proved that no answer to the open questions changes the first place; how many there are.
    Settled(usize),
    /// All questions are answered.
    Complete,
    /// The others hardly matter.
    Nothing,
}

impl Turn {
    /// Whether no question is asked any more.
    const fn is_last(self) -> bool {
        !matches!(self, Self::Question(_))
    }
}

/// Decides the request and renders the document.
///
/// # Errors
/// A problem if nothing would count.
pub fn page(
    state: &State,
    site: &Site,
    page_request: &PageRequest,
    options: &Options,
) -> Result<String, Problem> {
    let parsed = Parsed { detail: Detail::Full, limit: None, ..page_request.parsed.clone() };
    let knowledge = parsed.context.apply(state.knowledge_in(site.language()));
    let found = response::recommend(&knowledge, &parsed, state.public_url())?;
    let parameters = page_request.parameters(&knowledge);
    let view = View { site, knowledge: &knowledge, page_request, parameters: &parameters };
    let frame = Frame { view, options };
    let index =
        |question: &Question| knowledge.questions.iter().position(|found| found.id == question.id);
    let turn = if let Some(question) = options.ask {
        Turn::Question(question)
    } else if !options.questions.is_empty() {
        frame.next_chosen().map_or(Turn::Through, Turn::Question)
    } else {
        match next(state, &knowledge, &parsed, page_request, &found)? {
            Next::Question(question) => index(question).map_or(Turn::Nothing, Turn::Question),
            Next::Settled(open) => Turn::Settled(open),
            Next::Complete => Turn::Complete,
            Next::Nothing | Next::Unknown => Turn::Nothing,
        }
    };
    let finished = turn.is_last();
    let main = html! {
        div #notices data-part { (notices(&view, &page_request.left_out)) }
        (trouble(site))
        div #next data-part { (turn_part(&frame, turn)) }
        div #chosen data-part { (chosen(&frame)) }
        section #result data-part aria-labelledby="result-title" { (result(&frame, &found, turn)) }
        (participant::answered(&view, finished))
        (announcement(&view, &found))
    };
    Ok(document(site, options, &parameters, &main))
}

/// The document when nothing can be computed: what is wrong, and the answers.
pub fn page_without_result(
    state: &State,
    site: &Site,
    page_request: &PageRequest,
    options: &Options,
    problem: &Problem,
) -> String {
    let knowledge = state.knowledge();
    let parameters = page_request.parameters(knowledge);
    let view = View { site, knowledge, page_request, parameters: &parameters };
    let frame = Frame { view, options };
    let text = match problem.kind() {
        ProblemType::TooManyRequests => site.text("advisor-too-many"),
        ProblemType::ContradictoryRequest | ProblemType::InvalidRequest => {
            site.text("advisor-contradictory")
        }
        _ => site.text("advisor-unavailable"),
    };
    let main = html! {
        div.card.notice role="alert" {
            h2 { (site.text("advisor-failed")) }
            p { (text) }
            p {
                a href=(frame.link(&parameters, options.ask, &page_request.skipped)) {
                    (site.text("advisor-try-again"))
                }
            }
        }
        (chosen(&frame))
    };
    document(site, options, &parameters, &main)
}

fn document(site: &Site, options: &Options, parameters: &Parameters, main: &Markup) -> String {
    let address = parameters.address(target::FRAME);
    let theme = options.theme;
    let document = html! {
        (DOCTYPE)
        html lang=(site.language().tag()) data-theme=(theme.name()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content=(theme.schemes());
                meta name="robots" content="noindex, nofollow";
                title { (site.text("advisor-title")) " · framewise" }
                link rel="canonical" href=(site.link(&parameters.address("/")));
                (discovery::links(site, &address))
                link rel="icon" href=(PreEscaped(ICON));
                (assets::script(site, FRAME))
                link rel="stylesheet" href=(site.file(&assets::address(STYLE)));
            }
            body.embed {
                main #main {
                    h1 { (site.text("advisor-title")) }
                    (participant::notice(site))
                    (main)
                }
                footer {
                    a href=(site.link("/")) target="_blank" rel="noopener" { "framewise" }
                    span.unless-counted { " · " (site.text("embed-footer")) }
                }
                p #blocked.help role="status" hidden { (site.text("embed-blocked")) " " code {} }
            }
        }
    };
    document.into_string()
}

fn turn_part(frame: &Frame<'_>, turn: Turn) -> Markup {
    let site = frame.view.site;
    let message = |title: &str, text: String| {
        html! { div.card.settled { h2 #question tabindex="-1" { (site.text(title)) } p { (text) } } }
    };
    match turn {
        Turn::Question(question) => card(frame, question),
        Turn::Through => message("embed-through", site.text("embed-through-why").into()),
        Turn::Settled(open) => {
            message("advisor-settled", site.with("advisor-settled-why", &[("n", open.into())]))
        }
        Turn::Complete => message("advisor-complete", site.text("advisor-complete-why").into()),
        Turn::Nothing => message("advisor-nothing", site.text("embed-nothing-why").into()),
    }
}

/// A question, and its options as links to the frame with this answer.
fn card(frame: &Frame<'_>, index: usize) -> Markup {
    let Frame { view, .. } = frame;
    let site = view.site;
    let question = &view.knowledge.questions[index];
    let is_explained = question.options.len() <= EXPLAINED_OPTIONS;
    let rest = frame.skipped_without(index);
    let skipped = [rest.as_slice(), &[index]].concat();
    let parameters = view.parameters;
    html! {
        section.card.question aria-labelledby="question" {
            h2 #question tabindex="-1" { (site.question(question)) }
            p.help {
                (site.question_help(question))
                @if question.multiple { " " (site.text("embed-several")) }
            }
            ul.options.short[!is_explained].dense[question.options.len() > LARGE_OPTIONS] {
                @for option in &question.options {
                    @let chosen = parameters.items(&question.id).any(|item| item == option.id);
                    li {
                        a.option #(format!("answer-{}", option.id)) rel="nofollow"
                            href=(answer(frame, index, option, chosen)) aria-current=[chosen.then_some("true")]
                            data-answer=(if question.multiple { "stay" } else { "next" }) {
                            span.name { (site.option(question, option)) }
                            @if chosen { span.hidden { " (" (site.text("embed-chosen")) ")" } }
                            @if is_explained { " " span.help { (site.option_help(question, option)) } }
                        }
                    }
                }
            }
            p.actions {
                @if question.multiple && frame.is_answered(index) {
                    a.primary href=(frame.link(parameters, None, &rest)) rel="nofollow" data-answer="next" {
                        (site.text("advisor-next"))
                    }
                } @else {
                    a href=(frame.link(&without_answers(parameters, question), None, &skipped)) rel="nofollow"
                        data-answer="next" { (site.text("advisor-skip")) }
                }
            }
        }
    }
}

/// The frame after a visitor chooses an option. One of several answers can be chosen and taken back.
fn answer(frame: &Frame<'_>, index: usize, option: &Choice, is_chosen: bool) -> String {
    let view = &frame.view;
    let question = &view.knowledge.questions[index];
    let skipped = frame.skipped_without(index);
    if question.multiple {
        let parameters = if is_chosen {
            view.parameters.without(&question.id, &option.id)
        } else {
            view.parameters.clone().with(&question.id, &option.id)
        };
        return frame.link(&parameters, Some(index), &skipped);
    }
    let parameters = without_answers(view.parameters, question).with(&question.id, &option.id);
    frame.link(&parameters, None, &skipped)
}

fn without_answers(parameters: &Parameters, question: &Question) -> Parameters {
    let answers: Vec<&str> = parameters.items(&question.id).collect();
    answers.iter().fold(parameters.clone(), |rest, item| rest.without(&question.id, item))
}

/// The answers so far; each can be changed.
fn chosen(frame: &Frame<'_>) -> Markup {
    let Frame { view, .. } = frame;
    let site = view.site;
    let questions: Vec<(usize, &Question)> = answered(view.knowledge, frame);
    html! {
        @if !questions.is_empty() {
            details #answers {
                summary { (site.with("embed-answers", &[("n", Value::from(questions.len()))])) }
                ul.answers {
                    @for (index, question) in questions {
                        li {
                            span.quiet { (site.question(question)) } " "
                            strong {
                                @for (place, option) in chosen_options(view, question).enumerate() {
                                    @if place > 0 { ", " }
                                    (site.option(question, option))
                                }
                            }
                            " "
                            a href=(frame.link(view.parameters, Some(index), &view.page_request.skipped)) rel="nofollow"
                                data-answer="next" {
                                (site.text("embed-change")) span.hidden { ": " (site.question(question)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn answered<'a>(knowledge: &'a Knowledge, frame: &Frame<'_>) -> Vec<(usize, &'a Question)> {
    let all = knowledge.questions.iter().enumerate();
    all.filter(|(index, _)| frame.is_answered(*index)).collect()
}

fn chosen_options<'a>(view: &View<'a>, question: &'a Question) -> impl Iterator<Item = &'a Choice> {
    let parameters = view.parameters;
    let options = question.options.iter();
    options.filter(|option| parameters.items(&question.id).any(|item| item == option.id))
}

/// The first choice so far, and why; before the first answer, that the ranking follows.
fn result(frame: &Frame<'_>, found: &Recommendation<'_>, turn: Turn) -> Markup {
    let finished = turn.is_last();
    let Frame { view, .. } = frame;
    let site = view.site;
    if is_start(view) {
        return html! { h2.hidden #result-title { (site.text("advisor-result")) } p.help { (site.text("embed-start")) } };
    }
    let share = found.confidence.unwrap_or_default();
    let title = if finished { "advisor-first-choice" } else { "embed-so-far" };
    let full = site.link(&view.parameters.address("/"));
    html! {
        div #outcome hidden data-outcome=(ResultMessage::of(view, found, finished).to_json()) {}
        @if let Some(first) = found.ranking.first() {
            p.kicker { (site.text(title)) }
            h2 #result-title { (view.framework(first.framework)) }
            (scope(view, found))
            div.confidence {
                (bar(share))
                p { (site.percent(share)) " · " (confidence(view, found, false)) }
                @if matches!(turn, Turn::Settled(_)) { (although_settled(view, found)) }
            }
            ol.ranking {
                @for place in found.ranking.iter().take(FRAMEWORKS) { (row(view, place)) }
            }
            @if let Some(thing) = one_thing(found) {
                p { strong { (site.text("advisor-one-thing")) } " " (thing) }
            }
            details #why {
                summary { (site.text("advisor-reasons")) }
                (reasons(view, first))
            }
        } @else {
            h2 #result-title { (site.text("advisor-none")) }
            p { (site.text("advisor-none-why")) }
        }
        p.actions {
            a href=(full) target="_blank" rel="noopener" { (site.text("embed-full")) }
        }
    }
}

/// Whether nothing is said about the project yet; which frameworks are compared says nothing about it.
fn is_start(view: &View<'_>) -> bool {
    view.page_request.text.is_none()
        && view.parameters.pairs().all(|(name, _)| COMPARED.contains(&name))
}

fn row(view: &View<'_>, place: &Ranked<'_>) -> Markup {
    let site = view.site;
    html! {
        li value=(place.rank.unwrap_or(1)) {
            span.line {
                span { (view.framework(place.framework)) }
                span.score { (site.decimal(place.score, SCORE_DIGITS)) }
            }
            (bar(place.score))
            span.course data-course=(place.framework) hidden { (site.text("embed-course")) " " a {} }
        }
    }
}

/// The main reasons for and against the first framework.
fn reasons(view: &View<'_>, place: &Ranked<'_>) -> Markup {
    let site = view.site;
    let sides =
        [("for", "advisor-for", &place.strengths), ("against", "advisor-against", &place.cautions)];
    html! {
        div.sides {
            @for (class, title, list) in sides {
                @let list = list.as_deref().unwrap_or_default();
                div class=(class) {
                    h3 { (site.text(title)) }
                    @if list.is_empty() { p.quiet { (site.text("advisor-no-reason")) } }
                    ul { @for reason in list.iter().take(REASONS) { li { (sentences(reason)) } } }
                }
            }
        }
    }
}
