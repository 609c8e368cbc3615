//! Who may take part, and who is missing something that must be there.

use super::{Weights, rank};
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

/// A framework that lacks one feature that must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Excluded {
    /// Index of the framework.
    pub framework: usize,
    /// Attribute of the feature.
    pub feature: usize,
    /// What support there is instead.
    pub support: Support,
}

/// A framework that would come nearest if the demands were softer.
#[derive(Debug, Clone, PartialEq)]
pub struct NearMiss {
    /// Index of the framework.
    pub framework: usize,
    /// The score that it would have.
    pub score: f64,
    /// Columns of the features that it lacks.
    pub missing: Vec<usize>,
}

/// How many near misses are worth showing.
const MAX_NEAR_MISSES: usize = 3;

/// Those of `frameworks` that have everything, and one entry for each demand that another misses.
#[must_use]
pub fn split(
    knowledge: &Knowledge,
    frameworks: &[usize],
    must_have: &MustHave,
) -> (Vec<usize>, Vec<Excluded>) {
    let mut excluded = Vec::new();
    let taking_part = frameworks
        .iter()
        .copied()
        .filter(|&framework| {
            let before = excluded.len();
            for &feature in &must_have.features {
                let support = support(knowledge, framework, feature);
                if support < must_have.minimum {
                    excluded.push(Excluded { framework, feature, support });
                }
            }
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
                miss.missing.push(exclusion.feature);
            }
            _ => misses.push(NearMiss {
                framework: exclusion.framework,
                score: rank::score(knowledge, weights, exclusion.framework),
                missing: vec![exclusion.feature],
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
