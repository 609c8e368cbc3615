//! The charts of a release: tables whose rows have bars. The numbers are those of `GET /v1/statistics/{week}`.

use std::cmp::Reverse;

use framewise_model::knowledge::Knowledge;
use framewise_storage::disclosure::{NO_FRAMEWORK, NOT_ANSWERED, NOT_RATED, Release};
use maud::{Markup, Render, html};

use super::span::span_words;
use crate::api::statistics::views::{QuestionTable, Statistics, StatisticsTable, Suppressed};
use crate::pages::parts::dates_and_numbers::{count, count_words};
use crate::pages::parts::{bars, tables};
use crate::pages::site::Site;

/// The key of a chosen framework that the server does not know.
const OTHER: &str = "other";
/// The standard deviation of the noise for each unit of its scale.
const DEVIATION: f64 = std::f64::consts::SQRT_2;

/// A row of a chart.
struct Bar {
    name: Markup,
    queries: u64,
    share: f64,
}

pub(super) fn section(site: &Site, knowledge: &Knowledge, release: &Release) -> Markup {
    let statistics = Statistics::of(release);
    let chart = Chart { site, knowledge };
    let Statistics { week, first_week, rounded_to, threshold, noise, total, .. } = &statistics;
    let total = count_words(site, *total);
    let noise = [
        ("deviation", count_words(site, deviation(noise.scale)).into()),
        ("step", count_words(site, *rounded_to).into()),
    ];
    html! {
        section aria-labelledby="release" {
            h2 #release { (span_words(site, first_week, week)) }
            p {
                (site.with("statistics-of", &[("total", total.into())])) ". "
                (site.with("statistics-noise", &noise)) " "
                (site.with("statistics-threshold", &[("threshold", count_words(site, *threshold).into())]))
            }
            p.links {
                a href=(site.file(&format!("/v1/statistics/{week}"))) { (site.text("reference-see-json")) }
                a href=(site.file(&format!("/v1/statistics/{week}/counts.csv"))) { (site.text("statistics-csv")) }
                a href=(site.file(&format!("/v1/statistics/{week}/winners.svg"))) { (site.text("statistics-svg")) }
            }
            (chart.winners(&statistics))
            (chart.ratings(&statistics))
            (chart.chosen(&statistics))
            h3 { (site.text("statistics-questions")) }
            @for question in &statistics.questions { (chart.question(question)) }
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a small whole number, rounded"
)]
fn deviation(scale: u64) -> u64 {
    (scale as f64 * DEVIATION).round() as u64
}

struct Chart<'a> {
    site: &'a Site,
    knowledge: &'a Knowledge,
}

impl Chart<'_> {
    fn winners(&self, statistics: &Statistics<'_>) -> Markup {
        let cells = statistics.winners.cells.iter();
        let bars = cells.map(|cell| Bar {
            name: self.framework(cell.framework, "statistics-winners-none"),
            queries: cell.queries,
            share: cell.share,
        });
        let title = self.site.text("statistics-winners");
        html! {
            h3 #winners { (title) }
            (self.table("winners", &most_first(bars.collect()), &statistics.winners))
        }
    }

    fn ratings(&self, statistics: &Statistics<'_>) -> Markup {
        let StatisticsTable { cells, .. } = &statistics.ratings;
        let bars = cells.iter().map(|cell| Bar {
            name: self.rating(cell.rating),
            queries: cell.queries,
            share: cell.share,
        });
        html! {
            h3 #ratings { (self.site.text("statistics-ratings")) }
            (self.table("ratings", &bars.collect::<Vec<_>>(), &statistics.ratings))
        }
    }

    fn chosen(&self, statistics: &Statistics<'_>) -> Markup {
        let bars = statistics.chosen.cells.iter().map(|cell| Bar {
            name: html! {
                (self.framework(cell.recommended, "statistics-chosen-none"))
                " → "
                (self.framework(cell.chosen, "statistics-chosen-none"))
            },
            queries: cell.queries,
            share: cell.share,
        });
        html! {
            h3 #chosen { (self.site.text("statistics-chosen")) }
            p { (self.site.text("statistics-chosen-lead")) }
            (self.table("chosen", &most_first(bars.collect()), &statistics.chosen))
        }
    }

    fn question(&self, table: &QuestionTable<'_>) -> Markup {
        let Self { site, knowledge } = *self;
        let question = knowledge.questions.iter().find(|question| question.id == table.question);
        let title = question.map_or_else(
            || site.english(table.question).render(),
            |question| site.question(question).render(),
        );
        let bars = table.cells.iter().map(|cell| Bar {
            name: self.option(table.question, cell.option),
            queries: cell.queries,
            share: cell.share,
        });
        let id = format!("question-{}", table.question);
        html! {
            h4 id=(id) {
                (title)
                @if table.several_answers { " " span.quiet { "(" (site.text("statistics-several")) ")" } }
            }
            (self.rows(&id, &most_first(bars.collect()), &table.suppressed))
        }
    }

    fn table<C>(&self, id: &str, bars: &[Bar], table: &StatisticsTable<C>) -> Markup {
        self.rows(id, bars, &table.suppressed)
    }

    fn rows(&self, id: &str, bars: &[Bar], suppressed: &Suppressed) -> Markup {
        let Self { site, .. } = *self;
        let table = html! {
            table.counted {
                thead.hidden {
                    tr {
                        th scope="col" { (site.text("statistics-column-what")) }
                        th scope="col" { (site.text("statistics-column-share")) }
                        th scope="col" { (site.text("statistics-column-queries")) }
                    }
                }
                tbody {
                    @for bar in bars {
                        tr {
                            th scope="row" { (bar.name) }
                            td.drawn { (bars::share(bar.share)) }
                            td.number {
                                strong { (site.percent(bar.share)) } " "
                                span.quiet { (count(site, bar.queries)) }
                            }
                        }
                    }
                }
            }
        };
        html! {
            @if !bars.is_empty() { (tables::scrolling(id, &table)) }
            p.quiet {
                @if bars.is_empty() && suppressed.cells > 0 {
                    (site.text("statistics-all-hidden"))
                } @else {
                    (site.with("statistics-hidden", &[("count", suppressed.cells.into())]))
                }
            }
        }
    }

    /// The name of a framework; its id where the knowledge no longer has it.
    fn framework(&self, id: &str, none: &str) -> Markup {
        let Self { site, knowledge } = *self;
        html! {
            @match knowledge.framework(id) {
                Some(found) => a href=(site.link(&format!("/frameworks/{id}"))) { (found.record.name) },
                None if id == NO_FRAMEWORK => (site.text(none)),
                None if id == OTHER => (site.text("statistics-chosen-other")),
                None => (id),
            }
        }
    }

    fn option(&self, question: &str, id: &str) -> Markup {
        let Self { site, knowledge } = *self;
        if id == NOT_ANSWERED {
            return html! { (site.text("statistics-not-answered")) };
        }
        let question = knowledge.questions.iter().find(|known| known.id == question);
        let found = question.and_then(|question| {
            let option = question.options.iter().find(|option| option.id == id)?;
            Some(site.option(question, option))
        });
        html! { @match found { Some(option) => (option), None => (site.english(id)) } }
    }

    fn rating(&self, rating: &str) -> Markup {
        let key = match rating {
            "1" => "statistics-rating-1",
            "2" => "statistics-rating-2",
            "3" => "statistics-rating-3",
            "4" => "statistics-rating-4",
            "5" => "statistics-rating-5",
            NOT_RATED => "statistics-rating-none",
            other => return html! { (other) },
        };
        html! { (self.site.text(key)) }
    }
}

/// The bars with the most queries at the top; equal ones keep their order.
fn most_first(mut bars: Vec<Bar>) -> Vec<Bar> {
    bars.sort_by_key(|bar| Reverse(bar.queries));
    bars
}
