//! What the lab measured of a framework.

use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::Better;
use maud::{Markup, html};

use crate::api::frameworks::detail::FrameworkDetail;
use crate::api::measurements::{FigureView, MeasuredView};
use crate::pages::parts::dates_and_numbers::{date_words, number};
use crate::pages::parts::tables;
use crate::pages::site::Site;

/// Digits after the point of ratios.
const DIGITS: usize = 2;
/// How servers ran, with the key of each text in the catalogues.
const SERVERS: [(&str, &str); 3] = [
    ("gthread worker, 4 threads", "framework-server-threads"),
    ("uvloop and httptools", "framework-server-loop"),
    ("its own server", "framework-server-own"),
];

pub(super) fn section(site: &Site, knowledge: &Knowledge, detail: &FrameworkDetail<'_>) -> Markup {
    html! {
        @if let Some(measured) = &detail.measurements {
            section aria-labelledby="measurements" {
                h2 #measurements { (site.text("framework-measurements")) }
                p { (lead(site, knowledge, measured)) }
                (tables::scrolling("measurements", &table(site, knowledge, measured)))
            }
        }
    }
}

fn lead(site: &Site, knowledge: &Knowledge, measured: &MeasuredView<'_>) -> String {
    let lab = &knowledge.measurements;
    let reference = knowledge.framework(&lab.reference);
    let reference = reference.map_or(lab.reference.as_str(), |found| &found.record.name);
    site.with(
        "framework-measurements-lead",
        &[
            ("version", measured.version.into()),
            ("server", server(site, measured.server).into()),
            ("date", date_words(site, &lab.measured_on).into()),
            ("python", lab.python.as_str().into()),
            ("reference", reference.into()),
        ],
    )
}

/// A server with how it ran, in the language of the page as far as the catalogues have it.
fn server(site: &Site, server: &str) -> String {
    match SERVERS.into_iter().find(|(english, _)| server.contains(*english)) {
        Some((english, key)) => server.replace(english, &site.text(key)),
        None => server.to_owned(),
    }
}

fn table(site: &Site, knowledge: &Knowledge, measured: &MeasuredView<'_>) -> Markup {
    html! {
        table.numbers.stacked {
            thead {
                tr {
                    th scope="col" { (site.text("framework-measure")) }
                    th.number scope="col" { (site.text("framework-measure-runs")) }
                    th.number scope="col" { (site.text("framework-measure-ratio")) }
                }
            }
            tbody { @for figure in &measured.figures { (row(site, knowledge, figure)) } }
        }
    }
}

fn row(site: &Site, knowledge: &Knowledge, figure: &FigureView<'_>) -> Markup {
    let measures = &knowledge.measurements.measures;
    let better = measures.iter().find(|measure| measure.id == figure.id).map(|found| found.better);
    // Runs that gave the same are one number, as a ratio that is the same in all of them has no range.
    let are_equal = figure.runs.windows(2).all(|pair| pair[0].total_cmp(&pair[1]).is_eq());
    let runs = if are_equal { &figure.runs[..figure.runs.len().min(1)] } else { figure.runs };
    let has_range = figure.low < figure.high;
    html! {
        tr {
            th scope="row" {
                (site.measure(figure.id, figure.name))
                @if let Some(better) = better {
                    br;
                    span.quiet { (site.text(match better {
                        Better::More => "framework-measure-better-more",
                        Better::Less => "framework-measure-better-less",
                    })) }
                }
            }
            td.number {
                (tables::column(site, "framework-measure-runs"))
                @for (index, run) in runs.iter().enumerate() {
                    @if index > 0 { " · " }
                    (number(site, *run))
                }
                " " span.quiet {
                    (site.measure_unit(figure.id, figure.unit))
                    @if are_equal { " " (site.text("framework-measure-each")) }
                }
            }
            td.number {
                (tables::column(site, "framework-measure-ratio"))
                strong { (site.decimal(figure.ratio, DIGITS)) }
                @if has_range {
                    " " span.quiet {
                        (site.decimal(figure.low, DIGITS)) "–" (site.decimal(figure.high, DIGITS))
                    }
                }
            }
        }
    }
}
