//! What one term of a derived rating counts: a point in [0, 1] with its interval. `support` does this for
//! capabilities.

use jiff::civil::Date;

use super::estimate::{Estimate, FULL_MARGIN};
use super::formulas::{Formula, LOGARITHM, RATIO_LOGARITHM, STATED, SUPPORT_LEVEL, YEARS_SINCE};
use super::input::Input;
use super::support::of_capability;
use crate::knowledge::format::{Figure, Framework, Term};
use crate::numbers::UnitInterval;

/// How far a reasonable choice of other ends would move a number on its scale.
const SCALE_MARGIN: f64 = 0.1;
/// Days of a year, leap years included.
pub(super) const DAYS_OF_A_YEAR: f64 = 365.25;

/// What a term is evaluated on.
pub(super) struct Subject<'a> {
    pub framework: &'a Framework,
    /// The lab's figure of this framework for a measure.
    pub figure: &'a dyn Fn(&str) -> Option<&'a Figure>,
    /// The day of the knowledge release, to which ages count.
    pub released_on: Date,
}

/// Evaluates a term; what is not recorded is unknown. `share` is its share of a sum of 1.
pub(super) fn evaluate(subject: &Subject<'_>, term: &Term, share: f64) -> (Input, Estimate) {
    let (formula, id, found, estimate) = find(subject, term);
    let (found, estimate) =
        found.zip(estimate).unwrap_or_else(|| ("unknown".to_owned(), Estimate::UNKNOWN));
    let input = Input {
        id: id.to_owned(),
        formula: formula.name,
        found,
        value: UnitInterval::clipped(estimate.value),
        low: UnitInterval::clipped(estimate.low),
        high: UnitInterval::clipped(estimate.high),
        share,
    };
    (input, estimate)
}

type Finding<'t> = (Formula, &'t str, Option<String>, Option<Estimate>);

fn find<'t>(subject: &Subject<'_>, term: &'t Term) -> Finding<'t> {
    let facts = &subject.framework.facts;
    if let Some(id) = &term.capability {
        let support = subject.framework.capabilities.get(id);
        let (found, estimate) = support.map(|s| of_capability(subject.framework, term, s)).unzip();
        (SUPPORT_LEVEL, id, found, estimate)
    } else if let Some(id) = &term.measurement {
        let figure = (subject.figure)(id);
        let found = figure.map(|f| format!("{} ({} to {})", f.ratio, f.low, f.high));
        (RATIO_LOGARITHM, id, found, figure.and_then(|figure| of_figure(term, figure)))
    } else if let Some(id) = &term.years_since {
        let years = facts.get(id).and_then(|fact| years(fact.text.as_deref()?, subject));
        let found = years.map(|years| format!("{years:.1} years"));
        (YEARS_SINCE, id, found, years.and_then(|years| of_number(term, years)))
    } else if let Some(id) = &term.stated {
        let stated = facts.contains_key(id);
        let found = if stated { "stated" } else { "nothing found" };
        let estimate = Estimate::around(f64::from(u8::from(stated)), FULL_MARGIN);
        (STATED, id, Some(found.to_owned()), Some(estimate))
    } else {
        let id = term.fact.as_deref().unwrap_or_default();
        let number = facts.get(id).and_then(|fact| fact.number);
        let (found, estimate) = match number {
            Some(number) => (Some(number.to_string()), of_number(term, number)),
            None => (
                term.absent.map(|_| "not recorded".to_owned()),
                term.absent.map(|absent| Estimate::around(absent, SCALE_MARGIN)),
            ),
        };
        (LOGARITHM, id, found, estimate)
    }
}

/// A number on the scale of its term; 0 lies at the lower end, which no logarithm reaches.
fn of_number(term: &Term, number: f64) -> Option<Estimate> {
    Some(Estimate::around(scale(term, number)?, SCALE_MARGIN))
}

/// A measured ratio: the margin of the scale beyond the spread of the runs.
fn of_figure(term: &Term, figure: &Figure) -> Option<Estimate> {
    let ends = [scale(term, figure.low)?, scale(term, figure.high)?];
    let low = ends[0].min(ends[1]) - SCALE_MARGIN;
    let high = ends[0].max(ends[1]) + SCALE_MARGIN;
    Some(Estimate { value: scale(term, figure.ratio)?, low: low.max(0.0), high: high.min(1.0) })
}

fn scale(term: &Term, number: f64) -> Option<f64> {
    let (zero, one) = (term.at_zero?, term.at_one?);
    let least = zero.min(one);
    let number = number.max(least);
    Some(UnitInterval::clipped((number.ln() - zero.ln()) / (one.ln() - zero.ln())).get())
}

/// Years from the day in a fact to the release.
fn years(text: &str, subject: &Subject<'_>) -> Option<f64> {
    years_between(text, subject.released_on)
}

/// Years from a date to a day, at least one day; `None` if the text is no date. A month counts from its
/// middle, and so does a year.
pub(crate) fn years_between(text: &str, to: Date) -> Option<f64> {
    let day: Date = match text.len() {
        4 => format!("{text}-07-01"),
        7 => format!("{text}-15"),
        _ => text.to_owned(),
    }
    .parse()
    .ok()?;
    let days = (to - day).get_days();
    Some(f64::from(days.max(1)) / DAYS_OF_A_YEAR)
}
