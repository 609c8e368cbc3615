//! `lexicon.toml`: which words of a description in plain English mean which answers.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

/// `lexicon.toml`: which words of a description in plain English mean which answers.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Lexicon {
    /// Words that say nothing here: they are left out of phrases and texts before the two are compared.
    pub skipped: Vec<String>,
    /// Misspelled and shortened words with the word that is meant: `databse = "database"`.
    #[serde(default)]
    pub spellings: BTreeMap<String, String>,
    /// Questions of which several options may be true of one project: the weightiest is taken, and that
    /// is no contradiction.
    #[serde(default)]
    pub overlapping: Vec<String>,
    /// What turns the meaning of a phrase round.
    pub negation: Negation,
    /// What makes a remark say nothing about the project.
    #[serde(default)]
    pub asides: Asides,
    /// What distinguishes English from other languages.
    #[serde(default)]
    pub english: English,
    /// Options of one question that mean a third one where a text speaks of both.
    #[serde(default)]
    pub together: Vec<Together>,
    /// What a text may say that is no answer to a question.
    #[serde(default)]
    pub readings: Vec<Reading>,
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
    /// Phrases that negate what comes before where their clause ends with them, and otherwise what
    /// follows: `we don't need`.
    #[serde(default)]
    pub either: Vec<String>,
    /// Phrases that contain a negation and negate nothing: `not only`.
    pub harmless: Vec<String>,
    /// Words that carry a negation on to what follows: `or`.
    pub lists: Vec<String>,
    /// Words behind which something else begins: `and`.
    pub adds: Vec<String>,
    /// Words behind which the opposite begins: `but`.
    pub stops: Vec<String>,
}

/// What makes a remark say nothing about the project.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Asides {
    /// Phrases whose whole sentence is about something else: `my previous company`.
    #[serde(default)]
    pub sentence: Vec<String>,
    /// Phrases behind which the rest of the sentence is about something else, up to a word such as `but`:
    /// `more than`.
    #[serde(default)]
    pub rest: Vec<String>,
    /// Phrases that take back the sentence before them where they are a sentence of their own: `no thanks`.
    #[serde(default)]
    pub retracts: Vec<String>,
    /// Words with which a question to be answered with yes or no begins. What it asks about is not said.
    #[serde(default)]
    pub asks: Vec<String>,
    /// Phrases behind which a text says what is being built: `want to build`.
    #[serde(default)]
    pub states: Vec<String>,
}

/// What distinguishes English from other languages.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct English {
    /// Words of English grammar that hardly any other language has.
    #[serde(default)]
    pub words: Vec<String>,
    /// Words of the grammar of other languages that English does not have.
    #[serde(default)]
    pub foreign: Vec<String>,
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

/// What a text may say that is no answer to a question. Entries name it under `means`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Reading {
    /// Its id. It has the form `name=value` where a question with this option may be added later.
    #[schemars(length(min = 1))]
    pub id: String,
    /// What kind it is.
    pub kind: ReadingKind,
    /// What the text says, in words for readers.
    #[schemars(length(min = 1))]
    pub text: String,
    /// For `scope`: what to use instead of a web framework.
    #[serde(default)]
    pub instead: Vec<String>,
    /// For `scope`: sets of answers, as `question=option`, each of which means it without any text.
    #[serde(default)]
    pub answers: Vec<Vec<String>>,
    /// For `scope`: answers with which `answers` do not mean it.
    #[serde(default)]
    pub unless: Vec<String>,
}

/// What a [`Reading`] is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReadingKind {
    /// A condition that no question asks about.
    Constraint,
    /// A framework that has to do with the project. Its phrases name it with `@`.
    Framework,
    /// A reason why no web framework is needed.
    Scope,
}

/// Phrases that mean the same. Without `means`, `negated`, `refuses` and `bands` they say nothing, and keep
/// shorter phrases inside them from being understood.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Entry {
    /// The answers that they mean, as `question=option`, and ids of `readings`.
    #[serde(default)]
    pub means: Vec<String>,
    /// The answers that they mean when negated.
    #[serde(default)]
    pub negated: Vec<String>,
    /// The features that they refuse, as `features=option`.
    #[serde(default)]
    pub refuses: Vec<String>,
    /// For phrases with a number: what it means, by size.
    #[serde(default)]
    pub bands: Vec<Band>,
    /// How strongly a phrase speaks for its answers.
    #[serde(default = "one")]
    #[schemars(range(min = 0.0, max = 10.0))]
    pub weight: f64,
    /// The phrases count only near one of these in the same sentence. They then hide no other phrase, and
    /// only a phrase without meaning hides them.
    #[serde(default)]
    pub with: Vec<String>,
    /// The phrases do not count near one of these in the same sentence.
    #[serde(default)]
    pub unless: Vec<String>,
    /// How many words lie at most between a phrase and those of `with` and `unless`.
    #[serde(default = "sixteen")]
    #[schemars(range(max = 100))]
    pub within: usize,
    /// Whether the phrases count only where they are a clause of their own: `It is small, ...`.
    #[serde(default)]
    pub alone: bool,
    /// The phrases. `a/b` stands for either word, `(a)` for a word that may be left out, `a*` at the end
    /// for all words that begin so, `#` for a number, `@` for the name of a framework.
    #[schemars(length(min = 1), inner(length(min = 1)))]
    pub phrases: Vec<String>,
}

/// What numbers below a limit mean.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Band {
    /// The limit, which does not belong to the band; none for all larger numbers.
    pub below: Option<f64>,
    /// The answers, as `question=option`, and ids of `readings`.
    pub means: Vec<String>,
}

fn sixteen() -> usize {
    16
}

fn one() -> f64 {
    1.0
}

impl Entry {
    /// Every answer and every reading that it can mean when it is not negated.
    pub fn meant(&self) -> impl Iterator<Item = &str> {
        let bands = self.bands.iter().flat_map(|band| &band.means);
        self.means.iter().chain(bands).map(String::as_str)
    }

    /// Whether it depends on the words around a phrase.
    #[must_use]
    pub fn has_context(&self) -> bool {
        !(self.with.is_empty() && self.unless.is_empty()) || self.alone
    }
}
