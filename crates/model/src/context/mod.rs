//! The context of a project: what counts besides the answers to the questions.
//!
//! A request can say which frameworks the team knows, which framework the project uses now, and which features it
//! does not want. This changes only weights and ratings, so the context is applied to the knowledge, and everything
//! else computes with the result as it does with any knowledge:
//!
//! - *Unwanted features* add to the base weights of criteria, as an answer adds to weights: `b_c + Σ Δ_c`.
//! - *Known frameworks* `K` add the attribute `team_knows` with the rating `max over k in K of knowledge(k, a)`: what
//!   the team knows of the nearest of them is what it can use in `a`.
//! - *The present framework* `m` adds the attribute `migrating_from` with the rating `code(m, a)`: the share of the
//!   code that stays as it is. For `m` itself it is 1, so that a move has to be worth its effort.
//!
//! `knowledge` and `code` are data (`context.toml`). Without context, neither attribute exists.

/// Demands on the environment in which the project runs.
pub mod environment;
/// Whether the project needs a web framework at all.
pub mod scope;

use std::borrow::Cow;
use std::sync::Arc;

use crate::knowledge::Knowledge;
use crate::knowledge::model::{Basis, ContextAttribute, Rating};
use crate::numbers::{UnitInterval, Weight};

pub use environment::{Environment, Unmet};

/// The member of a request, and the id of the attribute, for the frameworks that the team knows.
pub const TEAM_KNOWS: &str = "team_knows";
/// The member of a request, and the id of the attribute, for the framework that the project uses now.
pub const MIGRATING_FROM: &str = "migrating_from";

/// How far a rating of the context can be from its value: nearness is an estimate.
const UNCERTAINTY: f64 = 0.1;

/// What counts besides the answers. Indices are those of the [`Knowledge`] that it is applied to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Context {
    /// The frameworks that the team knows, ascending.
    pub team_knows: Vec<usize>,
    /// The framework that the project uses now.
    pub migrating_from: Option<usize>,
    /// The features that the project does not want, as options, ascending.
    pub unwanted: Vec<usize>,
}

impl Context {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The knowledge as it applies in this context. Without context, the knowledge itself.
    #[must_use]
    pub fn apply<'k>(&self, knowledge: &'k Knowledge) -> Cow<'k, Knowledge> {
        if self.is_empty() {
            return Cow::Borrowed(knowledge);
        }
        let mut applied = knowledge.clone();
        for &option in &self.unwanted {
            reject(knowledge, option, &mut applied);
        }
        let context = &knowledge.context;
        if !self.team_knows.is_empty() {
            let nearest = |framework: usize| {
                let known = self.team_knows.iter().copied();
                let share = |known: usize| context.nearness[known][framework].knowledge;
                let (known, share) = known
                    .map(|known| (known, share(known)))
                    .reduce(|best, other| if other.1 > best.1 { other } else { best })?;
                Some((share, why(knowledge, known, framework)))
            };
            let labels = self.team_knows.iter().map(|known| label(knowledge, TEAM_KNOWS, *known));
            add(&mut applied, &context.team_knows, nearest, labels);
        }
        if let Some(present) = self.migrating_from {
            let stays = |framework: usize| {
                let share = context.nearness[present][framework].code;
                Some((share, why(knowledge, present, framework)))
            };
            let labels = [label(knowledge, MIGRATING_FROM, present)];
            add(&mut applied, &context.migrating_from, stays, labels);
        }
        Cow::Owned(applied)
    }
}

/// Adds what rejecting a feature does to the base weights.
fn reject(knowledge: &Knowledge, option: usize, applied: &mut Knowledge) {
    let answer = &knowledge.options[option];
    let (_, feature) = knowledge.chosen(answer);
    for (attribute, effect) in &answer.unwanted {
        let base = &mut applied.attributes[*attribute].base_weight;
        let sum = (base.get() + effect.get()).min(Weight::MAX);
        *base = Weight::new(sum).unwrap_or(*base);
        applied.raised.push((*attribute, format!("unwanted={}", feature.id)));
    }
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
