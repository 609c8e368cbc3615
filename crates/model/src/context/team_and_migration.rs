//! The attributes `team_knows` and `migrating_from`, which exist only in a context with these members.

use std::sync::Arc;

use crate::knowledge::Knowledge;
use crate::knowledge::model::{Basis, ContextAttribute, Rating};
use crate::numbers::UnitInterval;

/// The member of a request, and the id of the attribute, for the frameworks that the team knows.
pub const TEAM_KNOWS: &str = "team_knows";
/// The member of a request, and the id of the attribute, for the framework that the project uses now.
pub const MIGRATING_FROM: &str = "migrating_from";

/// How far a rating of the context can be from its value: nearness is an estimate.
const UNCERTAINTY: f64 = 0.1;

/// Adds the attribute `team_knows`: what the team can use of the nearest framework that it knows.
pub(super) fn add_team_knows(knowledge: &Knowledge, known: &[usize], applied: &mut Knowledge) {
    let context = &knowledge.context;
    let nearest = |framework: usize| {
        let share = |known: usize| context.nearness[known][framework].knowledge;
        let known = known.iter().map(|known| (*known, share(*known)));
        let (known, share) =
            known.reduce(|best, other| if other.1 > best.1 { other } else { best })?;
        Some((share, why(knowledge, known, framework)))
    };
    let labels = known.iter().map(|known| label(knowledge, TEAM_KNOWS, *known));
    add(applied, &context.team_knows, nearest, labels);
}

/// Adds the attribute `migrating_from`: the share of the code that stays as it is, so that a move has to be worth its
/// effort.
pub(super) fn add_migrating_from(knowledge: &Knowledge, present: usize, applied: &mut Knowledge) {
    let context = &knowledge.context;
    let stays = |framework: usize| {
        let share = context.nearness[present][framework].code;
        Some((share, why(knowledge, present, framework)))
    };
    let labels = [label(knowledge, MIGRATING_FROM, present)];
    add(applied, &context.migrating_from, stays, labels);
}

/// The member of a request that gave the context: `team_knows=flask`.
fn label(knowledge: &Knowledge, member: &str, framework: usize) -> String {
    format!("{member}={}", knowledge.frameworks[framework].record.id)
}

/// Why two frameworks are as near as they are.
fn why(knowledge: &Knowledge, a: usize, b: usize) -> String {
    let id = |framework: usize| &knowledge.frameworks[framework].record.id;
    let (a, b) = (id(a), id(b));
    let pair = knowledge.context.related.iter().find(|pair| {
        let [one, other] = &pair.frameworks;
        (one == a && other == b) || (one == b && other == a)
    });
    pair.map_or_else(String::new, |pair| pair.why.clone())
}

/// Adds an attribute on which each framework has the rating that `rate` gives, with its reason.
fn add(
    applied: &mut Knowledge,
    criterion: &ContextAttribute,
    rate: impl Fn(usize) -> Option<(f64, String)>,
    labels: impl IntoIterator<Item = String>,
) {
    let attribute = applied.attributes.len();
    applied.attributes.push(criterion.attribute.clone());
    for (option, weight) in &criterion.effects {
        applied.options[*option].effects.push((attribute, *weight));
    }
    for (index, framework) in applied.frameworks.iter_mut().enumerate() {
        let (value, reason) = rate(index).unwrap_or_default();
        framework.ratings.push(Arc::new(rating(value, reason)));
        framework.oldest.push(None);
    }
    applied.raised.extend(labels.into_iter().map(|label| (attribute, label)));
}

/// A rating with the uncertainty of an estimate; that of the same framework is certain.
fn rating(value: f64, reason: String) -> Rating {
    let uncertainty = if value < 1.0 { UNCERTAINTY } else { 0.0 };
    Rating {
        value: UnitInterval::clipped(value),
        low: UnitInterval::clipped(value - uncertainty),
        high: UnitInterval::clipped(value + uncertainty),
        basis: Basis::Editorial(reason),
        claims: Vec::new(),
    }
}
