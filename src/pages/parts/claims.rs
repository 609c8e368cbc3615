//! Claims with verdict, evidence and sources. Texts and titles of sources are English on every page.

use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::{Source, Verdict};
use maud::{Markup, html};

use super::dates_and_numbers::{date, date_words};
use super::links::{external, is_web, shown};
use super::terms;
use crate::api::frameworks::claims::ClaimView;
use crate::pages::site::Site;

/// A claim in full. Its id is an anchor of the page of its framework.
#[must_use]
pub fn claim(site: &Site, knowledge: &Knowledge, claim: &ClaimView<'_>) -> Markup {
    let [grade, about_grade] = terms::grade(site, claim.grade);
    html! {
        article.claim id=(claim.id) {
            p.claim-text lang="en" { (claim.text) }
            p.claim-about {
                (verdict(site, claim.verdict))
                span title=(about_grade) { (site.with("claim-grade", &[("grade", grade.into())])) }
                span {
                    (site.with("claim-verified", &[("date", date_words(site, claim.verified_on).into())]))
                }
                @if let Some(criterion) = claim.criterion {
                    a href={ "#rating-" (criterion) } { (site.attribute_of(knowledge, criterion)) }
                }
            }
            @if !claim.counter_evidence.is_empty() {
                div.counter {
                    p.label { (site.text("claim-counter-evidence")) }
                    ul {
                        @for counter in &claim.counter_evidence {
                            li {
                                span lang="en" { (counter.text) } " "
                                (source_by_id(site, knowledge, counter.source))
                            }
                        }
                    }
                }
            }
            @if let Some(ambiguous) = claim.ambiguous {
                div.counter {
                    p.label { (site.text("claim-ambiguous")) }
                    p lang="en" { (ambiguous) }
                }
            }
            ul.sources aria-label=(site.text("reference-sources")) {
                @for id in claim.sources { li { (source_by_id(site, knowledge, id)) } }
            }
            p.claim-links {
                a href={ "#" (claim.id) } { code { (claim.id) } }
                a href=(site.link_with("/corrections", &[("claim", claim.id)])) rel="nofollow" {
                    (site.text("claim-dispute"))
                }
            }
        }
    }
}

/// A claim in a list, with a link to where it stands in full.
#[must_use]
pub fn brief(site: &Site, framework: &str, claim: &ClaimView<'_>) -> Markup {
    let address = format!("/frameworks/{framework}#{}", claim.id);
    html! {
        span lang="en" { (claim.text) } " "
        @if claim.verdict != Verdict::Supported { (verdict(site, claim.verdict)) " " }
        a.more href=(site.link(&address)) aria-label={ (site.text("reference-sources")) ": " (claim.id) } {
            (site.text("reference-sources"))
        }
    }
}

/// A verdict as a badge.
#[must_use]
pub fn verdict(site: &Site, verdict: Verdict) -> Markup {
    let [name, about] = terms::verdict(site, verdict);
    let class = terms::verdict_class(verdict);
    html! { span class={ "verdict " (class) } title=(about) { (name) } }
}

/// The source with this id; the id itself if there is none.
#[must_use]
pub fn source_by_id(site: &Site, knowledge: &Knowledge, id: &str) -> Markup {
    if let Some(found) = knowledge.source(id) {
        source(site, found)
    } else {
        html! { code { (id) } }
    }
}

/// A source: title with a link, publisher, and the day on which it was read.
fn source(site: &Site, source: &Source) -> Markup {
    let is_plain = !is_web(&source.url);
    html! {
        span.source {
            span lang="en" {
                (external(&source.url, source.title.as_str()))
                @if is_plain { " (" code { (shown(&source.url)) } ")" }
                ", " (source.publisher)
            }
            span.read {
                @if let Some(published) = &source.published {
                    ", " (site.with("reference-published", &[("date", date_words(site, published).into())]))
                }
                ", " (site.with("reference-read-on", &[("date", date_words(site, &source.accessed).into())]))
            }
        }
    }
}

/// The title of a source as a link, for a cell of a table.
#[must_use]
pub fn source_link(site: &Site, knowledge: &Knowledge, id: &str) -> Markup {
    let Some(source) = knowledge.source(id) else { return html! { code { (id) } } };
    html! {
        span.source lang="en" { (external(&source.url, source.title.as_str())) }
        br;
        span.read {
            @if !is_web(&source.url) { code.address { (source.url) } ", " }
            (date(site, &source.accessed))
        }
    }
}
