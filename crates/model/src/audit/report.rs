//! The results of the audit.

use serde_json::{Map, Value};

use super::proofs::Dominance;

/// Who wins how often, who can never win and why, and what decides.
#[derive(Debug, Clone, PartialEq)]
pub struct Audit<'k> {
    /// How many sets of answers were looked at.
    pub answer_sets: AnswerSets,
    /// Every framework, by id.
    pub frameworks: Vec<FrameworkAudit<'k>>,
    /// The questions, the most influential first.
    pub questions: Vec<QuestionInfluence<'k>>,
    /// The criteria and all features together, the most influential first.
    pub criteria: Vec<CriterionInfluence<'k>>,
    /// Version of the knowledge that was audited.
    pub knowledge_version: &'k str,
    /// Digest of the knowledge that was audited.
    pub knowledge_digest: &'k str,
}

/// How many sets of answers were looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerSets {
    /// Sets of one answer: all that there are.
    pub singles: usize,
    /// Sets of two answers: all that there are.
    pub pairs: usize,
    /// Sets that answer every question: a fixed sample.
    pub complete: usize,
    /// Seed of the generator that drew the sample.
    pub seed: u32,
    /// The most features that a set of the sample asks for; each number down to 0 is equally likely.
    pub most_features: usize,
}

/// What was found about one framework.
#[derive(Debug, Clone, PartialEq)]
pub struct FrameworkAudit<'k> {
    /// Its id.
    pub framework: &'k str,
    /// Its name.
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
    pub dominated_by: Vec<Dominator<'k>>,
    /// Frameworks of which always at least one is ahead of it, as was proved; looked for only where no
    /// single one dominates it.
    pub jointly_dominated_by: Vec<JointDominator<'k>>,
}

/// A share of each kind of answer sets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shares {
    /// Of all sets of one answer.
    pub singles: f64,
    /// Of all sets of two answers.
    pub pairs: f64,
    /// Of the sample of complete sets.
    pub complete: f64,
}

/// A set of answers, and what it means for a framework.
#[derive(Debug, Clone, PartialEq)]
pub struct Situation<'k> {
    /// The answers by question; questions that are not named are left out.
    pub answers: Map<String, Value>,
    /// Its score minus that of the best other framework; negative where it is behind.
    pub margin: f64,
    /// The best other framework; null if there is none.
    pub rival: Option<&'k str>,
    /// The recommendation for these answers.
    pub link: String,
}

/// A framework that another one cannot get ahead of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dominator<'k> {
    /// Its id.
    pub framework: &'k str,
    /// How far that goes.
    pub kind: Dominance,
}

/// A framework of several of which always at least one is ahead.
#[derive(Debug, Clone, PartialEq)]
pub struct JointDominator<'k> {
    /// Its id.
    pub framework: &'k str,
    /// Its part in the mean of their scores that is always higher; the parts sum to 1.
    pub share: f64,
}

/// How much depends on a question.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionInfluence<'k> {
    /// Its id.
    pub question: &'k str,
    /// Share of the complete sets in which leaving its answer out changes the recommendation.
    pub changes_winner: f64,
}

/// How much depends on a criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct CriterionInfluence<'k> {
    /// Its id; `feature_fit` for all features together.
    pub criterion: &'k str,
    /// Share of the complete sets in which the priority 0 for it changes the recommendation.
    pub changes_winner: f64,
}
