//! Ratings computed from facts and capabilities.
//!
//! A derived rating is the weighted mean of its terms, each in [0, 1]:
//! - a capability counts its support: built in 1, official extension 0.8, third party 0.5, none 0;
//!   a partial one counts 0.6 of that, and 0.1 where there are building blocks of nothing more;
//! - a fact `x` counts `(ln x − ln zero) / (ln one − ln zero)`, clipped: sizes and counts span orders
//!   of magnitude, and what people notice is the factor between them (Fechner 1860).
//!
//! Uncertainty is carried along: the ends of the interval are the weighted means of the terms' ends.

use super::model::{Basis, Column, Rating};
use super::raw::{
    CapabilitySupport, Claim, ClaimKind, Criterion, Framework, Support, Term, Verdict,
};
use crate::base::Unit;

/// What a partial form of a capability counts, as a share of the full one.
pub const PARTIAL_SHARE: f64 = 0.6;
/// What building blocks count where nobody provides the capability.
pub const BUILDING_BLOCKS: f64 = 0.1;
/// How far two readers of the same documentation differ about a full capability.
const FULL_MARGIN: f64 = 0.1;
/// The same for a partial one, where the judgement is how much of it is there.
const PARTIAL_MARGIN: f64 = 0.2;
/// How far a reasonable choice of other ends would move a fact on its scale.
const FACT_MARGIN: f64 = 0.1;

/// How many claims illustrate a derived rating; all of them can be found by its criterion.
const ILLUSTRATIONS: usize = 3;

/// One input of a derived rating.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// Id of the capability or fact.
    pub id: String,
    /// What was found, in words: `built_in`, `30.14`.
    pub found: String,
    /// What that counts.
    pub value: Unit,
    /// Its share in the mean, of a sum of 1.
    pub share: f64,
}

/// A point with its interval.
#[derive(Clone, Copy)]
struct Estimate {
    value: f64,
    low: f64,
    high: f64,
}

impl Estimate {
    const UNKNOWN: Self = Self { value: 0.5, low: 0.0, high: 1.0 };

    fn around(value: f64, margin: f64) -> Self {
        Self { value, low: (value - margin).max(0.0), high: (value + margin).min(1.0) }
    }
}

/// All ratings of one framework, one for each column.
pub(super) fn ratings(
    framework: &Framework,
    criteria: &[Criterion],
    columns: &[Column],
) -> Vec<Rating> {
    let by_criterion = criteria.iter().map(|criterion| {
        if criterion.derived_from.is_empty() {
            editorial(framework, criterion)
        } else {
            derived(framework, &criterion.derived_from, claims_about(framework, &criterion.id))
        }
    });
    let by_feature = columns.iter().filter_map(|column| {
        let term = Term {
            capability: Some(column.capability.clone()?),
            fact: None,
            at_zero: None,
            at_one: None,
            share: 1.0,
        };
        Some(derived(framework, &[term], Vec::new()))
    });
    by_criterion.chain(by_feature).collect()
}

fn editorial(framework: &Framework, criterion: &Criterion) -> Rating {
    match framework.ratings.get(&criterion.id) {
        Some(rating) => Rating {
            value: Unit::clipped(rating.value),
            low: Unit::clipped(rating.low),
            high: Unit::clipped(rating.high),
            basis: Basis::Editorial(rating.rationale.clone()),
            claims: rating.claims.clone(),
        },
        None => Rating {
            value: Unit::HALF,
            low: Unit::ZERO,
            high: Unit::ONE,
            basis: Basis::Unknown,
            claims: Vec::new(),
        },
    }
}

fn derived(framework: &Framework, terms: &[Term], claims: Vec<String>) -> Rating {
    let total: f64 = terms.iter().map(|term| term.share).sum();
    let mut mean = Estimate { value: 0.0, low: 0.0, high: 0.0 };
    let mut inputs = Vec::with_capacity(terms.len());
    for term in terms {
        let share = term.share / total;
        let (id, found, estimate) = evaluate(framework, term);
        mean.value += share * estimate.value;
        mean.low += share * estimate.low;
        mean.high += share * estimate.high;
        inputs.push(Input { id, found, value: Unit::clipped(estimate.value), share });
    }
    Rating {
        value: Unit::clipped(mean.value),
        low: Unit::clipped(mean.low.min(mean.value)),
        high: Unit::clipped(mean.high.max(mean.value)),
        basis: Basis::Derived(inputs),
        claims,
    }
}

/// Id, finding in words, and estimate of one term; a fact that is not recorded is unknown.
fn evaluate(framework: &Framework, term: &Term) -> (String, String, Estimate) {
    if let Some(id) = &term.capability {
        return match framework.capabilities.get(id) {
            Some(support) => (id.clone(), level(support), of_support(support)),
            None => (id.clone(), "unknown".to_owned(), Estimate::UNKNOWN),
        };
    }
    let id = term.fact.clone().unwrap_or_default();
    let number = framework.facts.get(&id).and_then(|fact| fact.number);
    match (number, term.at_zero, term.at_one) {
        (Some(number), Some(zero), Some(one)) if number > 0.0 => {
            let scale = (number.ln() - zero.ln()) / (one.ln() - zero.ln());
            let estimate = Estimate::around(Unit::clipped(scale).get(), FACT_MARGIN);
            (id, number.to_string(), estimate)
        }
        _ => (id, "unknown".to_owned(), Estimate::UNKNOWN),
    }
}

/// What a capability counts, with its margin.
fn of_support(capability: &CapabilitySupport) -> Estimate {
    let full = match capability.support {
        Support::BuiltIn => 1.0,
        Support::OfficialExtension => 0.8,
        Support::ThirdParty => 0.5,
        Support::None => 0.0,
    };
    match (capability.support, capability.partial) {
        (Support::None, false) => Estimate::around(0.0, 0.0),
        (Support::None, true) => Estimate::around(BUILDING_BLOCKS, BUILDING_BLOCKS),
        (_, true) => Estimate::around(PARTIAL_SHARE * full, PARTIAL_MARGIN),
        (_, false) => Estimate::around(full, FULL_MARGIN),
    }
}

/// A support level in the words of the contract.
fn level(capability: &CapabilitySupport) -> String {
    let level = capability.support.as_str();
    if capability.partial { format!("{level} (partial)") } else { level.to_owned() }
}

/// The claims that illustrate a derived rating: what speaks about the criterion and still holds,
/// undisputed before contested, the strongest evidence first.
fn claims_about(framework: &Framework, criterion: &str) -> Vec<String> {
    let mut claims: Vec<&Claim> = framework
        .claims
        .iter()
        .filter(|claim| claim.criterion.as_deref() == Some(criterion))
        .filter(|claim| claim.ambiguous.is_none())
        .filter(|claim| matches!(claim.verdict, Verdict::Supported | Verdict::Contested))
        .filter(|claim| {
            matches!(
                claim.kind,
                ClaimKind::Feature | ClaimKind::Advantage | ClaimKind::Disadvantage
            )
        })
        .collect();
    claims.sort_by(|a, b| (a.verdict, a.grade, &a.id).cmp(&(b.verdict, b.grade, &b.id)));
    claims.into_iter().take(ILLUSTRATIONS).map(|claim| claim.id.clone()).collect()
}
