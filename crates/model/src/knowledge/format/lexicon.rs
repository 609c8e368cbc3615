//! `lexicon.toml`: which words of a description in plain English mean which answers.

use schemars::JsonSchema;
use serde::Deserialize;

/// `lexicon.toml`: which words of a description in plain English mean which answers.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Lexicon {
    /// Words that say nothing here: they are left out of phrases and texts before the two are compared.
    pub skipped: Vec<String>,
    /// Questions of which several options may be true of one project: the weightiest is taken, and that
    /// is no contradiction.
    #[serde(default)]
    pub overlapping: Vec<String>,
    /// What turns the meaning of a phrase round.
    pub negation: Negation,
    /// Options of one question that mean a third one where a text speaks of both.
    #[serde(default)]
    pub together: Vec<Together>,
    /// The phrases.
    #[schemars(length(min = 1))]
    pub entries: Vec<Entry>,
}

/// What turns the meaning of a phrase round, and how far that reaches.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Negation {
    /// Phrases that negate what follows: `without`.
    pub before: Vec<String>,
    /// Phrases that negate what comes before: `not needed`.
    pub after: Vec<String>,
    /// Phrases that contain a negation and negate nothing: `not only`.
    pub harmless: Vec<String>,
    /// Words that carry a negation on to what follows: `or`.
    pub lists: Vec<String>,
    /// Words behind which something else begins: `and`.
    pub adds: Vec<String>,
    /// Words behind which the opposite begins: `but`.
    pub stops: Vec<String>,
}

/// Options of one question that mean a third one where a text speaks of both.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Together {
    /// The options, as `question=option`.
    #[schemars(length(min = 2))]
    pub options: Vec<String>,
    /// What they mean together, as `question=option`.
    pub means: String,
}

/// Phrases that mean the same. Without `means`, `negated` and `bands` they say nothing, and keep shorter
/// phrases inside them from being understood.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Entry {
    /// The answers that they mean, as `question=option`.
    #[serde(default)]
    pub means: Vec<String>,
    /// The answers that they mean when negated.
    #[serde(default)]
    pub negated: Vec<String>,
    /// For phrases with a number: what it means, by size.
    #[serde(default)]
    pub bands: Vec<Band>,
    /// How strongly a phrase speaks for its answers.
    #[serde(default = "one")]
    #[schemars(range(min = 0.0, max = 10.0))]
    pub weight: f64,
    /// The phrases. `a/b` stands for either word, `(a)` for a word that may be left out, `a*` at the end
    /// for all words that begin so, `#` for a number.
    #[schemars(length(min = 1), inner(length(min = 1)))]
    pub phrases: Vec<String>,
}

/// What numbers below a limit mean.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Band {
    /// The limit, which does not belong to the band; none for all larger numbers.
    pub below: Option<f64>,
    /// The answers, as `question=option`.
    pub means: Vec<String>,
}

fn one() -> f64 {
    1.0
}

impl Entry {
    /// Every answer that it can mean.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        let bands = self.bands.iter().flat_map(|band| &band.means);
        self.means.iter().chain(&self.negated).chain(bands).map(String::as_str)
    }
}
