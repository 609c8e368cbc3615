//! The response of `GET /v1/audit`.

use framewise_model::audit;
use framewise_model::audit::proofs::Dominance;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::api::enum_schemas;

/// How often each framework wins, which can never win and why, and what the recommendation depends on.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Audit<'k> {
    /// The numbers of answer sets that were examined.
    pub answer_sets: AnswerSets,
    /// Every framework, by id.
    #[schema(max_items = 64)]
    pub frameworks: Vec<FrameworkAudit<'k>>,
    /// The questions, the most influential first.
    #[schema(max_items = 64)]
    pub questions: Vec<QuestionInfluence<'k>>,
    /// The criteria and all features together, the most influential first.
    #[schema(max_items = 64)]
    pub criteria: Vec<CriterionInfluence<'k>>,
    /// Version of the knowledge that was audited.
    #[schema(max_length = 32)]
    pub knowledge_version: &'k str,
    /// Digest of the knowledge that was audited.
    #[schema(max_length = 71)]
    pub knowledge_digest: &'k str,
}

/// The numbers of answer sets that were examined.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AnswerSets {
    /// Sets of one answer: all of them.
    #[schema(minimum = 0, maximum = 1_000_000)]
    pub singles: usize,
    /// Sets of two answers: all of them.
    #[schema(minimum = 0, maximum = 1_000_000)]
    pub pairs: usize,
    /// Sets that answer every question: a fixed sample.
    #[schema(minimum = 0, maximum = 1_000_000)]
    pub complete: usize,
    /// Seed of the generator that drew the sample.
    pub seed: u32,
    /// The most features of a set in the sample; all numbers from 0 to it are equally likely.
    #[schema(minimum = 0, maximum = 64)]
    pub most_features: usize,
}

/// The audit of one framework.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FrameworkAudit<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub framework: &'k str,
    /// Its name.
    #[schema(max_length = 100)]
    pub name: &'k str,
    /// Share of the sets in which it comes first; each of `k` frameworks that tie is counted as `1/k`.
    pub wins: Shares,
    /// Share of the sets in which it is among the first three; frameworks that tie share the remaining places.
    pub first_three: Shares,
    /// Whether it comes first alone for some set of answers; null if neither such a set nor a proof against
    /// it was found.
    pub can_win: Option<bool>,
    /// A set of answers for which it wins; null if none was found.
    pub witness: Option<Situation<'k>>,
    /// If no witness was found: the set of answers for which it comes nearest to winning; otherwise null.
    pub nearest: Option<Situation<'k>>,
    /// Frameworks that are proved never to be behind it.
    #[schema(max_items = 64)]
    pub dominated_by: Vec<Dominator<'k>>,
    /// Frameworks of which at least one is proved always to be ahead of it; searched only if no single one
    /// dominates it.
    #[schema(max_items = 64)]
    pub jointly_dominated_by: Vec<JointDominator<'k>>,
}

/// A share of each kind of answer sets.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
pub struct Shares {
    /// Of all sets of one answer.
    #[schema(minimum = 0, maximum = 1)]
    pub singles: f64,
    /// Of all sets of two answers.
    #[schema(minimum = 0, maximum = 1)]
    pub pairs: f64,
    /// Of the sample of complete sets.
    #[schema(minimum = 0, maximum = 1)]
    pub complete: f64,
}

/// A set of answers, and the margin of a framework for it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Situation<'k> {
    /// The answers by question; other questions are not answered.
    #[schema(value_type = Object)]
    pub answers: Map<String, Value>,
    /// Its score minus that of the best other framework; negative where it is behind.
    #[schema(minimum = -1, maximum = 1)]
    pub margin: f64,
    /// The best other framework; null if there is none.
    #[schema(max_length = 64)]
    pub rival: Option<&'k str>,
    /// The recommendation for these answers.
    #[schema(max_length = 2000)]
    pub link: String,
}

/// A framework that is never behind another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Dominator<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub framework: &'k str,
    /// The kind of dominance.
    #[schema(value_type = enum_schemas::Dominance)]
    pub kind: Dominance,
}

/// One of several frameworks of which at least one is always ahead.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct JointDominator<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub framework: &'k str,
    /// Its share in the weighted mean of their scores that is always higher; the shares sum to 1.
    #[schema(minimum = 0, maximum = 1)]
    pub share: f64,
}

/// The influence of a question.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct QuestionInfluence<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub question: &'k str,
    /// Share of the complete sets in which leaving its answer out changes the recommendation.
    #[schema(minimum = 0, maximum = 1)]
    pub changes_winner: f64,
}

/// The influence of a criterion.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CriterionInfluence<'k> {
    /// Its id; `feature_fit` for all features together.
    #[schema(max_length = 64)]
    pub criterion: &'k str,
    /// Share of the complete sets in which the priority 0 for it changes the recommendation.
    #[schema(minimum = 0, maximum = 1)]
    pub changes_winner: f64,
}

impl<'k> From<audit::Audit<'k>> for Audit<'k> {
    fn from(found: audit::Audit<'k>) -> Self {
        let audit::AnswerSets { singles, pairs, complete, seed, most_features } = found.answer_sets;
        Self {
            answer_sets: AnswerSets { singles, pairs, complete, seed, most_features },
            frameworks: found.frameworks.into_iter().map(Into::into).collect(),
            questions: found
                .questions
                .into_iter()
                .map(|question| QuestionInfluence {
                    question: question.question,
                    changes_winner: question.changes_winner,
                })
                .collect(),
            criteria: found
                .criteria
                .into_iter()
                .map(|criterion| CriterionInfluence {
                    criterion: criterion.criterion,
                    changes_winner: criterion.changes_winner,
                })
                .collect(),
            knowledge_version: found.knowledge_version,
            knowledge_digest: found.knowledge_digest,
        }
    }
}

impl<'k> From<audit::FrameworkAudit<'k>> for FrameworkAudit<'k> {
    fn from(found: audit::FrameworkAudit<'k>) -> Self {
        Self {
            framework: found.framework,
            name: found.name,
            wins: found.wins.into(),
            first_three: found.first_three.into(),
            can_win: found.can_win,
            witness: found.witness.map(Into::into),
            nearest: found.nearest.map(Into::into),
            dominated_by: found
                .dominated_by
                .into_iter()
                .map(|by| Dominator { framework: by.framework, kind: by.kind })
                .collect(),
            jointly_dominated_by: found
                .jointly_dominated_by
                .into_iter()
                .map(|by| JointDominator { framework: by.framework, share: by.share })
                .collect(),
        }
    }
}

impl From<audit::Shares> for Shares {
    fn from(audit::Shares { singles, pairs, complete }: audit::Shares) -> Self {
        Self { singles, pairs, complete }
    }
}

impl<'k> From<audit::Situation<'k>> for Situation<'k> {
    fn from(audit::Situation { answers, margin, rival, link }: audit::Situation<'k>) -> Self {
        Self { answers, margin, rival, link }
    }
}
