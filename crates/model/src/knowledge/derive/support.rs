//! What the support of a capability counts: a point in [0, 1] with its interval.

use super::estimate::{Estimate, FULL_MARGIN};
use crate::knowledge::format::{
    CapabilitySupport, Framework, FrameworkKind, Maturity, Support, Term,
};

/// What a capability counts that a package by others provides, where its term says nothing else.
const THIRD_PARTY: f64 = 0.5;
/// The same where the package is mature.
const MATURE: f64 = 0.65;
/// The same where the package is abandoned.
const ABANDONED: f64 = 0.3;
/// What a partial form of a capability counts, as a share of the full one.
pub const PARTIAL_SHARE: f64 = 0.6;
/// What building blocks count where no package provides the capability.
pub const BUILDING_BLOCKS: f64 = 0.1;
/// How far two readers differ about a partial capability, where the judgement is how much of it is there.
const PARTIAL_MARGIN: f64 = 0.2;

/// One way to a capability.
struct Way<'a> {
    support: Support,
    partial: bool,
    opt_in: bool,
    maturity: Maturity,
    /// What provides it, where it is not the first way.
    via: Option<&'a str>,
}

/// What was found for a capability, in words, and what the best way counts.
pub(super) fn of_capability(
    framework: &Framework,
    term: &Term,
    capability: &CapabilitySupport,
) -> (String, Estimate) {
    let (way, best) = best_way(term, capability);
    let mut found = words(&way, capability.companion.as_deref());
    match least(framework, term).filter(|least| *least > best.value) {
        Some(least) => {
            found.push_str(", less needed for APIs");
            (found, Estimate::around(least, PARTIAL_MARGIN))
        }
        None => (found, best),
    }
}

/// The way that counts most; the first of them where several count the same.
fn best_way<'a>(term: &Term, capability: &'a CapabilitySupport) -> (Way<'a>, Estimate) {
    let first = Way {
        support: capability.support,
        partial: capability.partial,
        opt_in: capability.opt_in,
        maturity: capability.maturity,
        via: None,
    };
    let others = capability.alternatives.iter().map(|other| Way {
        support: other.support,
        partial: other.partial,
        opt_in: false,
        maturity: other.maturity,
        via: Some(&other.via),
    });
    let estimate = of_way(term, &first);
    others.fold((first, estimate), |best, other| {
        let estimate = of_way(term, &other);
        if estimate.value > best.1.value { (other, estimate) } else { best }
    })
}

/// What one way counts, with its margin.
fn of_way(term: &Term, way: &Way<'_>) -> Estimate {
    let full = match way.support {
        Support::BuiltIn if way.opt_in => term.opt_in.unwrap_or(1.0),
        Support::BuiltIn => 1.0,
        Support::OfficialExtension => 0.8,
        Support::ThirdParty => term.third_party.unwrap_or(match way.maturity {
            Maturity::Mature => MATURE,
            Maturity::Usual => THIRD_PARTY,
            Maturity::Abandoned => ABANDONED,
        }),
        Support::None => 0.0,
    };
    match (way.support, way.partial) {
        (Support::None, false) => Estimate::around(0.0, 0.0),
        (Support::None, true) => Estimate::around(BUILDING_BLOCKS, BUILDING_BLOCKS),
        (_, true) => Estimate::around(PARTIAL_SHARE * full, PARTIAL_MARGIN),
        (_, false) => Estimate::around(full, FULL_MARGIN),
    }
}

/// How much a capability counts: the stronger of two descriptions of it has the larger number.
pub(crate) fn strength(capability: &CapabilitySupport) -> f64 {
    best_way(&Term::default(), capability).1.value
}

/// What a capability counts at least for this framework, where its term says so.
fn least(framework: &Framework, term: &Term) -> Option<f64> {
    term.least_for_apis.filter(|_| framework.kind == FrameworkKind::AsyncApi)
}

/// The level of support with which a capability counts at least (`up`) or at most `target`, and as near to it
/// as possible; `None` if it never does.
pub(super) fn level_that_counts(
    framework: &Framework,
    term: &Term,
    target: f64,
    up: bool,
) -> Option<String> {
    let least = least(framework, term).unwrap_or(0.0);
    let found =
        levels().map(|way| (of_way(term, &way).value.max(least), way)).filter(|(value, _)| {
            if up { *value >= target - 1e-9 } else { *value <= target + 1e-9 }
        });
    let nearest = found.min_by(|a, b| (a.0 - target).abs().total_cmp(&(b.0 - target).abs()))?;
    Some(words(&nearest.1, None))
}

/// All levels of support that a capability can have.
fn levels() -> impl Iterator<Item = Way<'static>> {
    let usual = |support| (support, false, Maturity::Usual);
    [
        usual(Support::BuiltIn),
        (Support::BuiltIn, true, Maturity::Usual),
        usual(Support::OfficialExtension),
        (Support::ThirdParty, false, Maturity::Mature),
        usual(Support::ThirdParty),
        (Support::ThirdParty, false, Maturity::Abandoned),
        usual(Support::None),
    ]
    .into_iter()
    .flat_map(|(support, opt_in, maturity)| {
        let way = move |partial| Way { support, partial, opt_in, maturity, via: None };
        [way(false), way(true)]
    })
}

/// A support level in the words of the contract, with the companion or the other way that provides it, and
/// with what else decides what it counts.
fn words(way: &Way<'_>, companion: Option<&str>) -> String {
    let partial = if way.partial { " (partial)" } else { "" };
    let mut text = format!("{}{partial}", way.support.as_str());
    if way.support == Support::ThirdParty {
        text.push_str(match way.maturity {
            Maturity::Mature => ", mature",
            Maturity::Usual => "",
            Maturity::Abandoned => ", abandoned",
        });
    }
    if way.opt_in {
        text.push_str(", off until configured");
    }
    if let Some(via) = way.via.or(companion) {
        text.push_str(" with ");
        text.push_str(via);
    }
    text
}
