//! Entries of the lexicon in indices.

use super::clues::Context;
use crate::knowledge::{Knowledge, format};

/// The options and readings of a knowledge base by their names. Names were checked before.
pub(super) struct Options<'k> {
    knowledge: &'k Knowledge,
}

/// What a phrase means, in indices.
#[derive(Debug)]
pub(super) struct Meaning {
    pub options: Vec<usize>,
    pub readings: Vec<usize>,
}

/// Entry of the lexicon in indices.
#[derive(Debug)]
pub(super) struct Entry {
    pub means: Meaning,
    pub negated: Vec<usize>,
    pub refuses: Vec<usize>,
    pub bands: Vec<(f64, Meaning)>,
    pub weight: f64,
    /// The words around its phrases, where these matter.
    pub context: Option<Context>,
}

impl Entry {
    pub fn new(entry: &format::Entry, options: &Options, context: Option<Context>) -> Self {
        let band = |band: &format::Band| {
            (band.below.unwrap_or(f64::INFINITY), options.meaning(&band.means))
        };
        Self {
            means: options.meaning(&entry.means),
            negated: options.all(&entry.negated),
            refuses: options.all(&entry.refuses),
            bands: entry.bands.iter().map(band).collect(),
            weight: entry.weight,
            context,
        }
    }

    /// Whether it only keeps shorter phrases from being understood.
    pub fn is_empty(&self) -> bool {
        let Self { means, negated, refuses, bands, .. } = self;
        [&means.options, &means.readings, negated, refuses].iter().all(|list| list.is_empty())
            && bands.is_empty()
    }

    /// Whether its phrases count only near others, and neither hide others nor are hidden.
    pub fn is_contextual(&self) -> bool {
        self.context.as_ref().is_some_and(|context| !context.with.is_empty())
    }
}

impl<'k> Options<'k> {
    pub fn new(knowledge: &'k Knowledge) -> Self {
        Self { knowledge }
    }

    /// The option with this label.
    pub fn one(&self, label: &str) -> Option<usize> {
        self.knowledge.options.iter().position(|option| option.label == label)
    }

    /// The options with these labels.
    pub fn all(&self, labels: &[String]) -> Vec<usize> {
        labels.iter().filter_map(|label| self.one(label)).collect()
    }

    fn meaning(&self, labels: &[String]) -> Meaning {
        let readings = &self.knowledge.lexicon.readings;
        let reading = |id: &String| readings.iter().position(|reading| reading.id == *id);
        Meaning { options: self.all(labels), readings: labels.iter().filter_map(reading).collect() }
    }
}
