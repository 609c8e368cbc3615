//! `questions.toml`: what is asked, and what each answer does to the weights.

use schemars::JsonSchema;
use serde::Deserialize;

/// `questions.toml`: what is asked, and what each answer does to the weights.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Questions {
    /// The questions, in the order in which they are asked.
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Question {
    /// Identifier used everywhere else.
    #[schemars(regex(pattern = r"^[a-z][a-z0-9_]*$"))]
    pub id: String,
    /// The question as a beginner reads it.
    #[schemars(length(min = 1))]
    pub text: String,
    /// What to think of when answering.
    #[schemars(length(min = 1))]
    pub help: String,
    /// The share of askers who are expected to know the answer: a guess about askers, which decides only
    /// which question is put next.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub answered: f64,
    /// Whether several options may be chosen.
    pub multiple: bool,
    /// The possible answers.
    #[schemars(length(min = 2))]
    pub options: Vec<Choice>,
}

/// One option of a question.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Choice {
    /// Identifier used everywhere else.
    #[schemars(regex(pattern = r"^[a-z][a-z0-9_]*$"))]
    pub id: String,
    /// The option as a beginner reads it.
    #[schemars(length(min = 1))]
    pub text: String,
    /// What choosing it means.
    #[schemars(length(min = 1))]
    pub help: String,
    /// The answer in a reason, as a clause after "You": `are building a REST API`. Without it the answer is not
    /// named in reasons.
    #[schemars(length(min = 1))]
    pub you: Option<String>,
    /// The share of askers who are expected to choose it. Those of a question that takes one option sum
    /// to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub likelihood: f64,
    /// For a feature: the capability that it asks for.
    pub capability: Option<String>,
    /// For a feature: the weight of that capability once it is asked for.
    #[schemars(range(min = 0.0, max = 10.0))]
    pub weight: Option<f64>,
    /// The expert weight: as the editors set it, where calibration on published advice has moved it.
    #[schemars(range(min = 0.0, max = 10.0))]
    pub expert_weight: Option<f64>,
    /// What choosing it adds to the weights of criteria.
    #[serde(default)]
    pub effects: Vec<Effect>,
    /// For a feature: what rejecting it adds to the weights of criteria.
    #[serde(default)]
    pub unwanted: Vec<Effect>,
}

impl Choice {
    /// What choosing it adds to the weight of this criterion, and why.
    #[must_use]
    pub fn effect_on(&self, criterion: &str) -> Option<&Effect> {
        self.effects.iter().find(|effect| effect.criterion == criterion)
    }
}

/// What one answer adds to the weight of one criterion.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Effect {
    /// The criterion that becomes more important.
    pub criterion: String,
    /// What is added to its weight.
    #[schemars(range(min = 0.0, max = 10.0))]
    pub weight: f64,
    /// The expert weight: as the editors set it, where calibration on published advice has moved it.
    #[schemars(range(min = 0.0, max = 10.0))]
    pub expert_weight: Option<f64>,
    /// Why, in one sentence.
    #[schemars(length(min = 1))]
    pub rationale: String,
    /// Where that can be read, if anywhere.
    pub source: Option<String>,
}
