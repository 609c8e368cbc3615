//! The worked example: a decision by the knowledge in use, with every number from which its scores follow. The numbers
//! are those of `GET /v1/recommendations` for the same answers.

use framewise_model::decision::contributions::{Contribution, contributions, raised_by};
use framewise_model::decision::weights::unnormalised;
use framewise_model::decision::{Decision, Place, decide};
use framewise_model::knowledge::Knowledge;
use framewise_model::request::{Parsed, nothing_counts, parse, query_string};
use framewise_model::sensitivity::acceptability::acceptability;
use maud::{Markup, html};
use serde_json::json;

use crate::http::problem::Problem;
use crate::pages::parts::{bars, tables};
use crate::pages::site::Site;

/// Digits after the point of weights and points, so that a reader can add them up.
const DIGITS: usize = 4;
/// Digits after the point of weights before the division, and of ratings.
const SHORT: usize = 3;
/// The frameworks that are shown.
const SHOWN: usize = 2;

/// The example: the knowledge, the request, the decision.
struct Example<'a> {
    site: &'a Site,
    knowledge: &'a Knowledge,
    parsed: Parsed,
    decision: Decision,
}

pub(super) fn section(site: &Site, knowledge: &Knowledge) -> Result<Markup, Problem> {
    let parsed = request(knowledge);
    let decision = decide(knowledge, &parsed.request).map_err(|_| nothing_counts())?;
    let example = Example { site, knowledge, parsed, decision };
    Ok(html! {
        section aria-labelledby="example" {
            h2 #example { (site.text("method-example")) }
            p { (site.text("method-example-lead")) }
            (example.answers())
            (example.weights())
            (example.scores())
            (example.result())
        }
    })
}

/// The answers of the example; none where a knowledge has other questions.
fn request(knowledge: &Knowledge) -> Parsed {
    let request = json!({
        "answers": {"project_type": "rest_api", "experience": "beginner", "features": ["api_docs"]},
    });
    parse(knowledge, &request).unwrap_or_default()
}

impl Example<'_> {
    fn places(&self) -> &[Place] {
        let ranking = &self.decision.ranking;
        &ranking[..ranking.len().min(SHOWN)]
    }

    fn name(&self, place: &Place) -> &str {
        &self.knowledge.frameworks[place.framework].record.name
    }

    fn answers(&self) -> Markup {
        let Self { site, knowledge, .. } = *self;
        let answers = self.parsed.request.answers.options();
        html! {
            h3 { (site.text("method-example-answers")) }
            @if answers.is_empty() {
                p { (site.text("method-example-no-answers")) }
            } @else {
                dl {
                    @for option in answers {
                        @let (question, choice) = knowledge.chosen(&knowledge.options[*option]);
                        dt { (site.question(question)) }
                        dd { (site.option(question, choice)) }
                    }
                }
            }
        }
    }

    /// From base weights to normalised weights.
    fn weights(&self) -> Markup {
        let Self { site, knowledge, parsed, decision } = self;
        let request = &parsed.request;
        let totals = unnormalised(knowledge, &request.answers, &request.priorities);
        let sum: f64 = totals.iter().sum();
        let because = raised_by(knowledge, request);
        let column = |key| tables::column(site, key);
        let table = html! {
            table.numbers.stacked {
                thead {
                    tr {
                        th scope="col" { (site.text("method-example-criterion")) }
                        th.number scope="col" { (site.text("method-example-base")) }
                        th.number scope="col" { (site.text("method-example-added")) }
                        th.number scope="col" { (site.text("method-example-total")) }
                        th.number scope="col" { (site.text("method-example-weight")) }
                    }
                }
                tbody {
                    @for (index, attribute) in knowledge.attributes.iter().enumerate() {
                        @let base = attribute.base_weight.get();
                        @if totals[index] > 0.0 {
                            tr {
                                th scope="row" {
                                    (site.attribute(knowledge, index))
                                    @if !because[index].is_empty() {
                                        br; span.quiet { (self.because(&because[index])) }
                                    }
                                }
                                td.number { (column("method-example-base")) (site.decimal(base, SHORT)) }
                                td.number {
                                    (column("method-example-added")) (site.decimal(totals[index] - base, SHORT))
                                }
                                td.number { (column("method-example-total")) (site.decimal(totals[index], SHORT)) }
                                td.number {
                                    (column("method-example-weight"))
                                    strong { (site.decimal(decision.weights.get(index), DIGITS)) }
                                }
                            }
                        }
                    }
                }
                tfoot {
                    tr {
                        th scope="row" { (site.text("method-example-sum")) }
                        td {} td {}
                        td.number { (column("method-example-total")) (site.decimal(sum, SHORT)) }
                        td.number {
                            (column("method-example-weight"))
                            (site.decimal(decision.weights.as_slice().iter().sum(), DIGITS))
                        }
                    }
                }
            }
        };
        let written = site.language().decimal(sum, SHORT);
        html! {
            h3 #weights { (site.text("method-example-weights")) }
            p { (site.with("method-example-weights-lead", &[("sum", written.into())])) }
            (tables::scrolling("weights", &table))
        }
    }

    /// The answers that raised a weight.
    fn because(&self, options: &[usize]) -> String {
        let Self { site, knowledge, .. } = *self;
        let answers: Vec<_> = options
            .iter()
            .map(|option| {
                let (question, choice) = knowledge.chosen(&knowledge.options[*option]);
                format!("“{}”", site.option(question, choice).text)
            })
            .collect();
        site.with("method-example-because", &[("answers", answers.join(", ").into())])
    }

    /// From weights to scores: the contributions of the first frameworks, those of the first one in their order.
    fn scores(&self) -> Markup {
        let Self { site, knowledge, decision, .. } = self;
        let columns: Vec<(&Place, Vec<Contribution>)> = self
            .places()
            .iter()
            .map(|place| (place, contributions(knowledge, &decision.weights, place.framework)))
            .collect();
        let Some((_, order)) = columns.first() else { return html! {} };
        let column = |key: &str, place: &Place| {
            let name = [("framework", self.name(place).into())];
            tables::named_column(&site.with(key, &name))
        };
        let largest = order.first().map_or(1.0, |part| part.points.max(f64::MIN_POSITIVE));
        let table = html! {
            table.numbers.stacked {
                thead {
                    tr {
                        th scope="col" { (site.text("method-example-criterion")) }
                        th.number scope="col" { (site.text("method-example-weight")) }
                        @for (place, _) in &columns {
                            @let name = [("framework", self.name(place).into())];
                            th.number scope="col" { (site.with("method-example-rating", &name)) }
                            th.number scope="col" { (site.with("method-example-points", &name)) }
                        }
                    }
                }
                tbody {
                    @for part in order {
                        tr {
                            th scope="row" { (site.attribute(knowledge, part.attribute)) }
                            td.number { (tables::column(site, "method-example-weight")) (site.decimal(part.weight, DIGITS)) }
                            @for (place, parts) in &columns {
                                @if let Some(part) = parts.iter().find(|other| other.attribute == part.attribute) {
                                    td.number {
                                        (column("method-example-rating", place)) (site.decimal(part.rating, SHORT))
                                    }
                                    td.number {
                                        (column("method-example-points", place))
                                        (site.decimal(part.points, DIGITS))
                                        (bars::length(part.points / largest))
                                    }
                                }
                            }
                        }
                    }
                }
                tfoot {
                    tr {
                        th scope="row" { (site.text("method-example-sum")) }
                        td {}
                        @for (place, _) in &columns {
                            td {}
                            td.number {
                                (column("method-example-points", place))
                                strong { (site.decimal(place.score, DIGITS)) }
                            }
                        }
                    }
                }
            }
        };
        html! {
            h3 #contributions { (site.text("method-example-contributions")) }
            p { (site.text("method-example-contributions-lead")) }
            (tables::scrolling("contributions", &table))
        }
    }

    fn result(&self) -> Markup {
        let Self { site, knowledge, parsed, decision } = self;
        let [first, others @ ..] = self.places() else { return html! {} };
        let frameworks: Vec<usize> = decision.ranking.iter().map(|place| place.framework).collect();
        let shares =
            acceptability(knowledge, &decision.weights, &frameworks, parsed.sampling).shares;
        let confidence =
            shares.first().and_then(|shares| shares.first()).copied().unwrap_or_default();
        let score = |place: &Place| site.language().decimal(place.score, DIGITS);
        let mut values = vec![
            ("first", self.name(first).into()),
            ("score", score(first).into()),
            ("confidence", site.language().percent(confidence).into()),
        ];
        let key = match others.first() {
            None => "method-example-result-alone",
            Some(second) => {
                values.push(("second", self.name(second).into()));
                values.push(("second-score", score(second).into()));
                "method-example-result"
            }
        };
        let query = query_string::query(knowledge, parsed);
        let separator = if query.is_empty() { '?' } else { '&' };
        let full = format!("/v1/recommendations{query}{separator}detail=full");
        let record = format!("/v1/recommendations.md{query}");
        html! {
            p.result { (site.with(key, &values)) }
            p.links {
                a href=(site.link(&format!("/{query}"))) { (site.text("compare-advisor")) }
                a href=(site.file(&full)) rel="nofollow" { (site.text("method-example-json")) }
                a href=(site.file(&record)) rel="nofollow" { (site.text("method-example-record")) }
            }
        }
    }
}
