//! Who may take part, and who is missing something that must be there.

use super::{Weights, rank};
use crate::context::{Environment, Unmet};
use crate::knowledge::Knowledge;
use crate::knowledge::format::Support;

/// Features without which a framework does not take part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MustHave {
    /// Columns of the features, ascending.
    pub features: Vec<usize>,
    /// The least support that is good enough.
    pub minimum: Support,
}

impl Default for MustHave {
    fn default() -> Self {
        Self { features: Vec::new(), minimum: Support::ThirdParty }
    }
}

/// A demand that a framework does not meet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Demand {
    /// It lacks a feature that must be there.
    Feature {
        /// Attribute of the feature.
        feature: usize,
        /// What support there is instead.
        support: Support,
    },
    /// It cannot run where the project must run.
    Environment(Unmet),
}

/// A framework that does not meet one demand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Excluded {
    /// Index of the framework.
    pub framework: usize,
    /// The demand.
    pub demand: Demand,
}

/// A framework that would come nearest if the demands were softer.
#[derive(Debug, Clone, PartialEq)]
pub struct NearMiss {
    /// Index of the framework.
    pub framework: usize,
    /// The score that it would have.
    pub score: f64,
    /// The demands that it does not meet.
    pub missing: Vec<Demand>,
}

/// How many near misses are worth showing.
const MAX_NEAR_MISSES: usize = 3;

/// Those of `frameworks` that meet all demands, and one entry for each demand that another does not meet.
#[must_use]
pub fn split(
    knowledge: &Knowledge,
    frameworks: &[usize],
    must_have: &MustHave,
    environment: &Environment,
) -> (Vec<usize>, Vec<Excluded>) {
    let mut excluded = Vec::new();
    let taking_part = frameworks
        .iter()
        .copied()
        .filter(|&framework| {
            let before = excluded.len();
            let features = must_have.features.iter().filter_map(|&feature| {
                let support = support(knowledge, framework, feature);
                (support < must_have.minimum).then_some(Demand::Feature { feature, support })
            });
            let unmet = environment.unmet(knowledge, framework).map(Demand::Environment);
            excluded.extend(features.chain(unmet).map(|demand| Excluded { framework, demand }));
            excluded.len() == before
        })
        .collect();
    (taking_part, excluded)
}

/// The excluded frameworks that miss the fewest demands, best score first.
#[must_use]
pub fn nearest_misses(
    knowledge: &Knowledge,
    weights: &Weights,
    excluded: &[Excluded],
) -> Vec<NearMiss> {
    let mut misses: Vec<NearMiss> = Vec::new();
    for exclusion in excluded {
        match misses.last_mut() {
            // Entries of one framework are neighbours.
            Some(miss) if miss.framework == exclusion.framework => {
                miss.missing.push(exclusion.demand);
            }
            _ => misses.push(NearMiss {
                framework: exclusion.framework,
                score: rank::score(knowledge, weights, exclusion.framework),
                missing: vec![exclusion.demand],
            }),
        }
    }
    misses.sort_by(|a, b| {
        let fewer = a.missing.len().cmp(&b.missing.len());
        let better = b.score.total_cmp(&a.score);
        fewer.then(better).then(a.framework.cmp(&b.framework))
    });
    misses.truncate(MAX_NEAR_MISSES);
    misses
}

/// How a framework supports a feature; what is not recorded is not there.
#[must_use]
pub fn support(knowledge: &Knowledge, framework: usize, feature: usize) -> Support {
    knowledge.attributes[feature]
        .capability
        .as_ref()
        .and_then(|capability| {
            let record = &knowledge.frameworks[framework].record;
            Some(record.capabilities.get(capability)?.support)
        })
        .unwrap_or(Support::None)
}
