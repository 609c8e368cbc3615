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
/// The frameworks that the team knows, and the one that the project uses now.
mod team_and_migration;
/// Features that the project does not want.
mod unwanted_features;

use std::borrow::Cow;

use crate::knowledge::Knowledge;

pub use environment::{Environment, Unmet};
pub use team_and_migration::{MIGRATING_FROM, TEAM_KNOWS};

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
            unwanted_features::reject(knowledge, option, &mut applied);
        }
        if !self.team_knows.is_empty() {
            team_and_migration::add_team_knows(knowledge, &self.team_knows, &mut applied);
        }
        if let Some(present) = self.migrating_from {
            team_and_migration::add_migrating_from(knowledge, present, &mut applied);
        }
        Cow::Owned(applied)
    }
}
