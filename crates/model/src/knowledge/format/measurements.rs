//! `measurements.toml`: what the lab measured; `lab/` writes it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `measurements.toml`: what the lab measured, all in one go.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Measurements {
    /// Day of the measurement, `YYYY-MM-DD`.
    #[schemars(regex(pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"))]
    pub measured_on: String,
    /// The machine, in one sentence.
    #[schemars(length(min = 1))]
    pub machine: String,
    /// Version of Python.
    #[schemars(length(min = 1))]
    pub python: String,
    /// How it was done, in a few sentences.
    #[schemars(length(min = 1))]
    pub method: String,
    /// Id of the framework to which ratios are taken.
    pub reference: String,
    /// What was measured.
    #[schemars(length(min = 1))]
    pub measures: Vec<Measure>,
    /// The figures of each framework.
    #[schemars(length(min = 1))]
    pub frameworks: Vec<Measured>,
    /// The figures of an application without a framework under each server, by the ids of the interfaces.
    #[serde(default)]
    pub baselines: Vec<Measured>,
}

impl Measurements {
    /// The figures of the framework with this id.
    #[must_use]
    pub fn of(&self, framework: &str) -> Option<&Measured> {
        self.frameworks.iter().find(|measured| measured.id == framework)
    }
}

/// One thing that was measured.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Measure {
    /// Identifier used everywhere else.
    #[schemars(regex(pattern = r"^[a-z][a-z0-9_]*$"))]
    pub id: String,
    /// Name shown to people.
    #[schemars(length(min = 1))]
    pub name: String,
    /// Unit of the figures.
    #[schemars(length(min = 1))]
    pub unit: String,
    /// What exactly was measured.
    #[schemars(length(min = 1))]
    pub definition: String,
    /// Which end is the good one.
    pub better: Better,
}

/// Which end of a measure is the good one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// The more the better.
    More,
    /// The less the better.
    Less,
}

/// The figures of one framework, or of one baseline.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Measured {
    /// Id of the framework; of the interface for a baseline.
    pub id: String,
    /// Version that was measured; of the server for a baseline.
    #[schemars(length(min = 1))]
    pub version: String,
    /// Server under which it was measured.
    #[schemars(length(min = 1))]
    pub server: String,
    /// Page that describes this server or its mode.
    #[schemars(regex(pattern = r"^https?://[^ ]+$"))]
    pub server_source: String,
    /// Figures by the ids of the measures.
    pub measures: BTreeMap<String, Figure>,
}

/// One figure: the runs, and their ratio to the reference.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Figure {
    /// Value of each run.
    #[schemars(length(min = 1))]
    pub runs: Vec<f64>,
    /// Value of the reference measured with each run; left out where it is the reference's own run.
    #[serde(default)]
    pub reference_runs: Vec<f64>,
    /// Median over the runs of value divided by reference.
    #[schemars(range(min = 0.0))]
    pub ratio: f64,
    /// Lowest of these ratios.
    #[schemars(range(min = 0.0))]
    pub low: f64,
    /// Highest of these ratios.
    #[schemars(range(min = 0.0))]
    pub high: f64,
}

impl Figure {
    /// The middle one of the runs; of an even number the upper one.
    #[must_use]
    pub fn median(&self) -> Option<f64> {
        let mut runs = self.runs.clone();
        runs.sort_by(f64::total_cmp);
        runs.get(runs.len() / 2).copied()
    }
}
