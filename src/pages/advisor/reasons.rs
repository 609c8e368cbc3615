//! What speaks for and against the first frameworks, with equal weight, each with its claims and sources.

use maud::{Markup, html};

use super::view::View;
use crate::api::recommendations::response::{Ranked, Reason, Recommendation, SourceLink};
use crate::texts::language::Language;

/// The number of frameworks.
const FRAMEWORKS: usize = 3;

/// Reasons for and against the first frameworks.
pub fn reasons(view: &View<'_>, found: &Recommendation<'_>) -> Markup {
    let site = view.site;
    html! {
        section #reasons aria-labelledby="reasons-title" {
            h2 #reasons-title { (site.text("advisor-reasons")) }
            @for place in found.ranking.iter().take(FRAMEWORKS) {
                article.framework {
                    h3 { (view.framework(place.framework)) }
                    div.sides {
                        (side(view, place, true))
                        (side(view, place, false))
                    }
                    p {
                        a href=(site.link(&format!("/frameworks/{}", place.framework))) {
                            (site.with("advisor-more", &[("framework", view.framework(place.framework).into())]))
                        }
                    }
                }
            }
        }
    }
}

/// One side: the reasons for a framework, or those against it with its limits where the project must run.
fn side(view: &View<'_>, place: &Ranked<'_>, is_for: bool) -> Markup {
    let site = view.site;
    let (title, class, list) = if is_for {
        ("advisor-for", "for", &place.strengths)
    } else {
        ("advisor-against", "against", &place.cautions)
    };
    let list = list.as_deref().unwrap_or_default();
    let limits = place.limits.as_deref().filter(|_| !is_for).unwrap_or_default();
    html! {
        div class=(class) {
            h4 { (site.text(title)) }
            @if list.is_empty() && limits.is_empty() { p.quiet { (site.text("advisor-no-reason")) } }
            ul {
                @for reason in list { li { (sentences(reason)) (evidence(view, place, reason)) } }
                @for limit in limits { li lang="en" { (limit.text) } }
            }
        }
    }
}

/// The sentences of a reason. Evidence that is English is marked so.
pub fn sentences(reason: &Reason<'_>) -> Markup {
    let quoted = reason.quote.as_deref().and_then(|quote| {
        let (before, after) = reason.text.split_once(quote)?;
        Some((before, quote, after))
    });
    html! {
        p {
            @match quoted {
                Some((before, quote, after)) => {
                    (before) span lang=(Language::English.tag()) { (quote) } (after)
                }
                None => { (reason.text) }
            }
        }
    }
}

/// Links to the claims and sources of a reason.
fn evidence(view: &View<'_>, place: &Ranked<'_>, reason: &Reason<'_>) -> Markup {
    let site = view.site;
    let claims = reason.claims.as_deref().unwrap_or_default();
    html! {
        @if !claims.is_empty() || !reason.sources.is_empty() {
            p.links {
                @for claim in claims {
                    a href=(site.link(&format!("/frameworks/{}#{}", place.framework, claim.id))) {
                        (site.text("advisor-claim")) span.hidden { ": " (claim.id) }
                    }
                    " "
                }
                @for source in &reason.sources { (source_link(view, source)) " " }
            }
        }
    }
}

fn source_link(view: &View<'_>, source: &SourceLink<'_>) -> Markup {
    let site = view.site;
    // A package URL, which browsers cannot open, is explained by the API.
    let is_page = source.url.starts_with("https://") || source.url.starts_with("http://");
    let link = if is_page {
        source.url.to_owned()
    } else {
        site.file(&format!("/v1/sources/{}", source.id))
    };
    let title = view.knowledge.source(source.id).map_or(source.id, |found| found.title.as_str());
    html! {
        span {
            (site.text("advisor-source")) ": "
            a href=(link) rel="noreferrer" lang=(Language::English.tag()) { (title) }
        }
    }
}
