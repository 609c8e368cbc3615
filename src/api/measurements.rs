//! Measurements of the lab in responses.

use framewise_model::knowledge::format::{Better, Measurements};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::enum_schemas;

/// The measurements of one framework.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MeasuredView<'k> {
    /// Version that was measured.
    #[schema(max_length = 64)]
    pub version: &'k str,
    /// Server under which it was measured.
    #[schema(max_length = 200)]
    pub server: &'k str,
    /// Page that describes this server or its mode.
    #[schema(max_length = 500)]
    pub server_source: &'k str,
    /// The figures.
    #[schema(max_items = 64)]
    pub figures: Vec<FigureView<'k>>,
}

/// One figure: the runs, and their ratio to the reference framework.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FigureView<'k> {
    /// Id of the measure.
    #[schema(max_length = 64)]
    pub id: &'k str,
    /// Its name.
    #[schema(max_length = 100)]
    pub name: &'k str,
    /// Unit of the runs.
    #[schema(max_length = 100)]
    pub unit: &'k str,
    /// Value of each run.
    #[schema(max_items = 100)]
    pub runs: &'k [f64],
    /// Value of the reference for each run; empty for the reference itself.
    #[schema(max_items = 100)]
    pub reference_runs: &'k [f64],
    /// Median over the runs of value divided by reference.
    #[schema(minimum = 0)]
    pub ratio: f64,
    /// Lowest of these ratios.
    #[schema(minimum = 0)]
    pub low: f64,
    /// Highest of these ratios.
    #[schema(minimum = 0)]
    pub high: f64,
}

/// The method of the lab.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LabView<'k> {
    /// Day of the measurement.
    #[schema(format = Date, max_length = 10)]
    pub measured_on: &'k str,
    /// The machine.
    #[schema(max_length = 500)]
    pub machine: &'k str,
    /// Version of Python.
    #[schema(max_length = 64)]
    pub python: &'k str,
    /// Procedure.
    #[schema(max_length = 2000)]
    pub method: &'k str,
    /// The framework that ratios refer to.
    #[schema(max_length = 64)]
    pub reference: &'k str,
    /// The measures.
    #[schema(max_items = 64)]
    pub measures: Vec<MeasureView<'k>>,
}

/// A measure.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MeasureView<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub id: &'k str,
    /// Its name.
    #[schema(max_length = 100)]
    pub name: &'k str,
    /// Unit of the figures.
    #[schema(max_length = 100)]
    pub unit: &'k str,
    /// Definition.
    #[schema(max_length = 2000)]
    pub definition: &'k str,
    /// Whether more or less is better.
    #[schema(value_type = enum_schemas::Better)]
    pub better: Better,
}

/// The measurements of a framework, if there are any.
#[must_use]
pub fn measured<'k>(lab: &'k Measurements, framework: &str) -> Option<MeasuredView<'k>> {
    let measured = lab.of(framework)?;
    let figures = lab.measures.iter().filter_map(|measure| {
        let figure = measured.measures.get(&measure.id)?;
        Some(FigureView {
            id: &measure.id,
            name: &measure.name,
            unit: &measure.unit,
            runs: &figure.runs,
            reference_runs: &figure.reference_runs,
            ratio: figure.ratio,
            low: figure.low,
            high: figure.high,
        })
    });
    Some(MeasuredView {
        version: &measured.version,
        server: &measured.server,
        server_source: &measured.server_source,
        figures: figures.collect(),
    })
}

/// The method of the lab.
#[must_use]
pub fn lab(lab: &Measurements) -> LabView<'_> {
    let measures = lab.measures.iter().map(|measure| MeasureView {
        id: &measure.id,
        name: &measure.name,
        unit: &measure.unit,
        definition: &measure.definition,
        better: measure.better,
    });
    LabView {
        measured_on: &lab.measured_on,
        machine: &lab.machine,
        python: &lab.python,
        method: &lab.method,
        reference: &lab.reference,
        measures: measures.collect(),
    }
}
