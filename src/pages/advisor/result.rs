//! The result: first choice, how sure it is, what would change it, where to start, and how to keep it.

use framewise_model::decision::summary::{Confidence, confidence_level};
use maud::{Markup, html};

use super::chart::chart;
use super::form::Next;
use super::page_request::Parameters;
use super::reasons::reasons;
use super::view::{View, bar};
use crate::api::recommendations::response::{FlipView, MoveView, Recommendation};
use crate::texts::catalogue::Value;

/// The heading of the page once something is answered: the first choice and how sure it is.
pub fn headline(view: &View<'_>, found: &Recommendation<'_>, next: Next<'_>) -> Markup {
    let site = view.site;
    let Some(first) = found.ranking.first() else {
        return html! {
            h1 { (site.text("advisor-none")) }
            p.lead { (site.text("advisor-none-why")) }
        };
    };
    let share = found.confidence.unwrap_or_default();
    html! {
        p.kicker { (site.text("advisor-first-choice")) }
        h1 { (view.framework(first.framework)) }
        (scope(view, found))
        div.confidence {
            (bar(share))
            p { (site.percent(share)) " · " (confidence(view, found, false)) }
            @match next {
                Next::Question(_) => (so_far(view)),
                Next::Settled(_) => (although_settled(view, found)),
                _ => {}
            }
        }
        @if let Some(thing) = one_thing(found) {
            p.lead { strong { (site.text("advisor-one-thing")) } " " (thing) }
        }
    }
}

/// What does not need a web framework.
pub fn scope(view: &View<'_>, found: &Recommendation<'_>) -> Markup {
    let scope = &found.scope;
    html! {
        @if !scope.fits {
            div.card.notice role="note" {
                h2 { (view.site.text("advisor-no-need")) }
                @if let Some(reason) = scope.reason { p { (reason) } }
                @if !scope.instead.is_empty() {
                    p { (view.site.text("advisor-instead")) }
                    ul { @for instead in scope.instead { li { (instead) } } }
                }
            }
        }
    }
}

/// How sure the choice is, in words; `is_short` without the explanation after the colon.
pub fn confidence(view: &View<'_>, found: &Recommendation<'_>, is_short: bool) -> String {
    let site = view.site;
    let names: Vec<&str> =
        found.ranking.iter().take(2).map(|place| view.framework(place.framework)).collect();
    let values: [(&'static str, Value<'_>); 2] = [
        ("first", names.first().copied().unwrap_or_default().into()),
        ("second", names.get(1).copied().unwrap_or_default().into()),
    ];
    if names.len() == 1 {
        return site.with("confidence-only", &values);
    }
    let text = match confidence_level(found.confidence.unwrap_or_default()) {
        Confidence::Very => site.with("confidence-very", &values),
        Confidence::Fairly => site.with("confidence-fairly", &values),
        Confidence::Moderately => site.with("confidence-moderately", &values),
        Confidence::Close => site.with("confidence-close", &values),
    };
    match text.split_once(':') {
        Some((short, _)) if is_short => short.to_owned(),
        _ => text,
    }
}

/// That the confidence changes with further answers.
fn so_far(view: &View<'_>) -> Markup {
    html! { p.help { (view.site.text("confidence-so-far")) } }
}

/// What the confidence says once no further answer changes the first place.
pub fn although_settled(view: &View<'_>, found: &Recommendation<'_>) -> Markup {
    let first = found.ranking.first().map_or("", |first| view.framework(first.framework));
    html! {
        @if found.ranking.len() > 1 {
            p.help { (view.site.with("confidence-settled", &[("first", first.into())])) }
        }
    }
}

/// The choice and its main reason in one sentence.
pub fn one_thing(found: &Recommendation<'_>) -> Option<String> {
    let summary = found.summary.as_deref().filter(|_| !found.ranking.is_empty())?;
    let end = summary.find(". ").map_or(summary.len(), |stop| stop + 1);
    Some(summary[..end].to_owned())
}

/// Everything below the questions.
pub fn result(view: &View<'_>, found: &Recommendation<'_>) -> Markup {
    let site = view.site;
    html! {
        section #result data-part aria-label=(site.text("advisor-result")) {
            @if !found.ranking.is_empty() {
                (chart(view, found))
                @if let Some(moving) = &found.moving { (moving_part(view, moving)) }
                (reasons(view, found))
                (changes(view, found))
                (start(view, found))
            }
            (keep(view))
        }
    }
}

/// Whether to move from the framework that the project uses now.
fn moving_part(view: &View<'_>, moving: &MoveView<'_>) -> Markup {
    let site = view.site;
    html! {
        h2 { (site.text("advisor-moving")) }
        p { (moving.text) }
        @if let Some(kept) = moving.code_kept.filter(|_| !moving.stay) {
            p { (site.text("advisor-moving-kept")) " " (site.percent(kept)) }
        }
    }
}

/// Other answers after which another framework comes first.
fn changes(view: &View<'_>, found: &Recommendation<'_>) -> Markup {
    let site = view.site;
    let flips = found.would_change_it.as_deref().unwrap_or_default();
    html! {
        section #changes aria-labelledby="changes-title" {
            h2 #changes-title { (site.text("advisor-changes")) }
            @if flips.is_empty() {
                p { (site.text("advisor-changes-none")) }
            } @else {
                p.help { (site.text("advisor-changes-help")) }
                ul {
                    @for flip in flips {
                        li {
                            (flip.text) " "
                            a href=(view.link(&changed(view.parameters, flip))) data-answer {
                                (site.text("advisor-changes-try"))
                                span.hidden { ": " (flip.text) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The parameters after these changes.
fn changed(parameters: &Parameters, flip: &FlipView<'_>) -> Parameters {
    flip.changes.iter().fold(parameters.clone(), |parameters, change| {
        let parameters = match change.from {
            Some(from) => parameters.without(change.question, from),
            None => parameters,
        };
        match change.to {
            Some(to) => parameters.with(change.question, to),
            None => parameters,
        }
    })
}

/// Where to start with the first framework.
fn start(view: &View<'_>, found: &Recommendation<'_>) -> Markup {
    let site = view.site;
    let first = found.recommended.and_then(|id| view.knowledge.framework(id));
    let link = |fact: &str| {
        let fact = first?.record.facts.get(fact)?.text.as_deref()?;
        fact.starts_with("https://").then_some(fact)
    };
    html! {
        @if let Some(first) = first {
            h2 { (site.text("advisor-start")) }
            ul {
                @if let Some(tutorial) = link("tutorial") {
                    li { a href=(tutorial) rel="noreferrer" { (site.with("advisor-tutorial", &[("framework", first.record.name.as_str().into())])) } }
                }
                @if let Some(documentation) = link("documentation") {
                    li { a href=(documentation) rel="noreferrer" { (site.text("advisor-documentation")) } }
                }
            }
        }
    }
}

/// Permalink, decision record, the same as JSON.
fn keep(view: &View<'_>) -> Markup {
    let site = view.site;
    let address = view.parameters.address("/");
    let link = site.link(&address);
    html! {
        section #keep aria-labelledby="keep-title" {
            h2 #keep-title { (site.text("advisor-keep")) }
            p {
                (site.text("advisor-keep-help"))
                span.unless-counted { " " (site.text("advisor-keep-nothing")) }
            }
            ul.actions {
                li { a #permalink href=(link) { (site.text("advisor-permalink")) } }
                li {
                    a #record href=(site.link(&view.parameters.address("/v1/recommendations.md"))) {
                        (site.text("advisor-record"))
                    }
                }
                li { a href=(site.link(&view.parameters.address("/v1/recommendations"))) { (site.text("advisor-json")) } }
                li.script-only hidden { button #print type="button" { (site.text("advisor-print")) } }
                li.script-only hidden { button #copy type="button" data-done=(site.text("advisor-copied")) { (site.text("advisor-copy")) } }
            }
        }
    }
}
