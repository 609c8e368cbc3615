//! What speaks for and against the first frameworks, with equal weight, each with its claims and sources.
//!
//! The sentences of the model are English. In another language, the catalogue has the first sentence, made from the
//! same parts: what was said, the criterion, the framework and its rival. The evidence stays English.

use framewise_model::decision::reasons::FEATURE_FIT;
use framewise_model::request::FEATURE_PREFIX;
use maud::{Markup, html};

use super::view::View;
use crate::api::recommendations::response::{Ranked, Reason, Recommendation, SourceLink};
use crate::pages::language::Language;
use crate::pages::texts::Value;

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
                @for reason in list { li { (sentences(view, place, reason, is_for)) (evidence(view, place, reason)) } }
                @for limit in limits { li lang="en" { (limit.text) } }
            }
        }
    }
}

/// The reason in the language of the page.
pub fn sentences(view: &View<'_>, place: &Ranked<'_>, reason: &Reason<'_>, is_for: bool) -> Markup {
    if view.site.language() == Language::English {
        return html! { p { (reason.text) } };
    }
    let rest = reason.text[reason.first_sentence().len()..].trim();
    html! {
        p { (first_sentence(view, place, reason, is_for)) }
        @if !rest.is_empty() { p.evidence lang="en" { (rest) } }
    }
}

/// What was said, and what follows for a framework, from the catalogue.
pub fn first_sentence(
    view: &View<'_>,
    place: &Ranked<'_>,
    reason: &Reason<'_>,
    is_for: bool,
) -> String {
    let site = view.site;
    let said = reason.because.iter().flatten().map(|label| view.said(label));
    let said = said.collect::<Vec<_>>().join(", ");
    let id = reason.criterion.unwrap_or_default();
    let is_feature = id == FEATURE_FIT || id.starts_with(FEATURE_PREFIX);
    let rival = reason.rival.map(|rival| view.framework(rival));
    let values: [(&'static str, Value<'_>); 4] = [
        ("said", said.as_str().into()),
        ("criterion", site.attribute_of(view.knowledge, id).text.into_owned().into()),
        ("framework", view.framework(place.framework).into()),
        ("rival", rival.unwrap_or_default().into()),
    ];
    if said.is_empty() {
        let key = if is_for { "reason-general-good" } else { "reason-general-poor" };
        return site.with(key, &values);
    }
    let key = match (is_feature, is_for, rival.is_some()) {
        (false, true, false) => "reason-good",
        (false, true, true) => "reason-better",
        (false, false, false) => "reason-poor",
        (false, false, true) => "reason-worse",
        (true, true, false) => "reason-feature-good",
        (true, true, true) => "reason-feature-better",
        (true, false, false) => "reason-feature-poor",
        (true, false, true) => "reason-feature-worse",
    };
    format!("{} {}", site.with("reason-said", &values), site.with(key, &values))
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
                        (site.text("advisor-claim")) " " code { (claim.id) }
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
    html! { a href=(link) rel="noreferrer" { (site.text("advisor-source")) " " code { (source.id) } } }
}
