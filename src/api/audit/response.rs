//! The self-audit as the API returns it.

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use framewise_model::audit as model;
use framewise_model::audit::proofs::Dominance;

use crate::api::enums;

/// Who wins how often, who can never win and why, and what decides.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Audit<'k> {
    /// How many sets of answers were looked at.
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

/// How many sets of answers were looked at.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct AnswerSets {
    /// Sets of one answer: all that there are.
    #[schema(minimum = 0, maximum = 1_000_000)]
    pub singles: usize,
    /// Sets of two answers: all that there are.
    #[schema(minimum = 0, maximum = 1_000_000)]
    pub pairs: usize,
    /// Sets that answer every question: a fixed sample.
    #[schema(minimum = 0, maximum = 1_000_000)]
    pub complete: usize,
    /// Seed of the generator that drew the sample.
    pub seed: u32,
    /// The most features that a set of the sample asks for; each number down to 0 is equally likely.
    #[schema(minimum = 0, maximum = 64)]
    pub most_features: usize,
}

/// What was found about one framework.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct FrameworkAudit<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub framework: &'k str,
    /// Its name.
    #[schema(max_length = 100)]
    pub name: &'k str,
    /// Share of the sets in which it comes first; of `k` that tie for it, each is counted `1/k`.
    pub wins: Shares,
    /// Share of the sets in which it is among the first three; those that tie share the places left.
    pub first_three: Shares,
    /// Whether some set of answers puts it first alone; null if neither such a set nor a proof against
    /// it was found.
    pub can_win: Option<bool>,
    /// A set of answers for which it wins; null if none was found.
    pub witness: Option<Situation<'k>>,
    /// Where it does not win: the set of answers found for which it comes nearest; otherwise null.
    pub nearest: Option<Situation<'k>>,
    /// Frameworks of which each one is never behind it, as was proved.
    #[schema(max_items = 64)]
    pub dominated_by: Vec<Dominator<'k>>,
    /// Frameworks of which always at least one is ahead of it, as was proved; looked for only where no
    /// single one dominates it.
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

/// A set of answers, and what it means for a framework.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Situation<'k> {
    /// The answers by question; questions that are not named are left out.
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

/// A framework that another one cannot get ahead of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Dominator<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub framework: &'k str,
    /// How far that goes.
    #[schema(value_type = enums::Dominance)]
    pub kind: Dominance,
}

/// A framework of several of which always at least one is ahead.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct JointDominator<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub framework: &'k str,
    /// Its part in the mean of their scores that is always higher; the parts sum to 1.
    #[schema(minimum = 0, maximum = 1)]
    pub share: f64,
}

/// How much depends on a question.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct QuestionInfluence<'k> {
    /// Its id.
    #[schema(max_length = 64)]
    pub question: &'k str,
    /// Share of the complete sets in which leaving its answer out changes the recommendation.
    #[schema(minimum = 0, maximum = 1)]
    pub changes_winner: f64,
}

/// How much depends on a criterion.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct CriterionInfluence<'k> {
    /// Its id; `feature_fit` for all features together.
    #[schema(max_length = 64)]
    pub criterion: &'k str,
    /// Share of the complete sets in which the priority 0 for it changes the recommendation.
    #[schema(minimum = 0, maximum = 1)]
    pub changes_winner: f64,
}

impl<'k> From<model::Audit<'k>> for Audit<'k> {
    fn from(audit: model::Audit<'k>) -> Self {
        let model::AnswerSets { singles, pairs, complete, seed, most_features } = audit.answer_sets;
        Self {
            answer_sets: AnswerSets { singles, pairs, complete, seed, most_features },
            frameworks: audit.frameworks.into_iter().map(Into::into).collect(),
            questions: audit
                .questions
                .into_iter()
                .map(|found| QuestionInfluence {
                    question: found.question,
                    changes_winner: found.changes_winner,
                })
                .collect(),
            criteria: audit
                .criteria
                .into_iter()
                .map(|found| CriterionInfluence {
                    criterion: found.criterion,
                    changes_winner: found.changes_winner,
                })
                .collect(),
            knowledge_version: audit.knowledge_version,
            knowledge_digest: audit.knowledge_digest,
        }
    }
}

impl<'k> From<model::FrameworkAudit<'k>> for FrameworkAudit<'k> {
    fn from(found: model::FrameworkAudit<'k>) -> Self {
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

impl From<model::Shares> for Shares {
    fn from(model::Shares { singles, pairs, complete }: model::Shares) -> Self {
        Self { singles, pairs, complete }
    }
}

impl<'k> From<model::Situation<'k>> for Situation<'k> {
    fn from(model::Situation { answers, margin, rival, link }: model::Situation<'k>) -> Self {
        Self { answers, margin, rival, link }
    }
}
