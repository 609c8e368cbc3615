//! Rules about `measurements.toml`.

use super::common::{check_day, check_resolves, check_unique};
use super::fault::Fault;
use super::folder::Folder;
use crate::knowledge::format::{Figure, Measured};
use crate::knowledge::paths::MEASUREMENTS;

/// How far a printed ratio may differ from the one of the printed runs: both are rounded.
const ROUNDING: f64 = 0.01;

pub(super) fn check(folder: &Folder, faults: &mut Vec<Fault>) {
    let Some(file) = &folder.measurements else { return };
    check_day(MEASUREMENTS, "measured_on", &file.measured_on, faults);
    let known: Vec<&str> = file.measures.iter().map(|measure| measure.id.as_str()).collect();
    check_unique(MEASUREMENTS, "measures", known.iter().copied(), faults);
    let ids: Vec<&str> = file.frameworks.iter().map(|measured| measured.id.as_str()).collect();
    check_unique(MEASUREMENTS, "frameworks", ids.iter().copied(), faults);
    check_resolves(MEASUREMENTS, "reference", &file.reference, Some(&ids), faults);
    let frameworks: Option<Vec<&str>> = folder
        .all_frameworks
        .then(|| folder.frameworks.iter().map(|(_, found)| found.id.as_str()).collect());
    let reference = file.of(&file.reference);
    for measured in &file.frameworks {
        let key = format!("frameworks[{}]", measured.id);
        check_resolves(MEASUREMENTS, &key, &measured.id, frameworks.as_deref(), faults);
        check_figures(&key, measured, &known, reference, faults);
    }
    let baselines = file.baselines.iter().map(|measured| measured.id.as_str());
    check_unique(MEASUREMENTS, "baselines", baselines, faults);
    for measured in &file.baselines {
        let key = format!("baselines[{}]", measured.id);
        check_figures(&key, measured, &known, reference, faults);
    }
}

/// Every figure belongs to a measure, and its ratio follows from its runs.
fn check_figures(
    key: &str,
    measured: &Measured,
    known: &[&str],
    reference: Option<&Measured>,
    faults: &mut Vec<Fault>,
) {
    for (id, figure) in &measured.measures {
        let key = format!("{key}.measures.{id}");
        check_resolves(MEASUREMENTS, &key, id, Some(known), faults);
        check_figure(&key, figure, runs_beside(figure, reference, id), faults);
    }
}

/// The runs of the reference to which a figure is a ratio.
fn runs_beside<'a>(figure: &'a Figure, reference: Option<&'a Measured>, id: &str) -> &'a [f64] {
    if figure.reference_runs.is_empty() {
        reference.and_then(|found| found.measures.get(id)).map_or(&[], |figure| &figure.runs)
    } else {
        &figure.reference_runs
    }
}

/// The printed ratio is the median of the ratios of the runs, inside their spread.
fn check_figure(key: &str, figure: &Figure, references: &[f64], faults: &mut Vec<Fault>) {
    let mut fault = |rule, advice: String| faults.push(Fault::new(MEASUREMENTS, key, rule, advice));
    if !(figure.low <= figure.ratio && figure.ratio <= figure.high) {
        fault("interval", "choose them so that low ≤ ratio ≤ high".to_owned());
    }
    // The format demands at least one run.
    if figure.runs.is_empty() {
        return;
    }
    if references.len() != figure.runs.len() {
        let advice = "give as many `reference_runs` as `runs`, or none".to_owned();
        return fault("ratio", advice);
    }
    let mut ratios: Vec<f64> =
        figure.runs.iter().zip(references).map(|(run, by)| run / by).collect();
    ratios.sort_by(f64::total_cmp);
    let (middle, half) = (ratios.len() / 2, ratios.len().is_multiple_of(2));
    let median =
        if half { f64::midpoint(ratios[middle - 1], ratios[middle]) } else { ratios[middle] };
    // A run of the reference may be 0; such a median is near to nothing.
    let near = (median - figure.ratio).abs() <= ROUNDING * median.max(1.0);
    if !(median.is_finite() && near) {
        fault("ratio", format!("the runs give {median:.3}; measure again, or correct the ratio"));
    }
}
