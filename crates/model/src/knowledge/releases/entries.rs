//! What releases are compared by: the entries of a knowledge base, each with its state.
//!
//! An entry is something that a reader would want to be told of when it moves. What has no entry (the
//! text of a question, the title of a source) still moves the digest, and with it the version.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use crate::knowledge::Knowledge;
use crate::knowledge::digest;
use crate::knowledge::format as raw;
use crate::knowledge::model::{Basis, Framework, Rating};

/// The longest readable value, in characters; the mark covers the rest.
const MAX_VALUE: usize = 80;

/// Sorts of entry, in the order in which they are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A framework: its name; marked: summary, kind, interfaces.
    Framework,
    /// A claim: kind, grade and verdict; marked: all but the day on which it was verified, because a
    /// claim that was checked and found right has not changed.
    Claim,
    /// A capability of a framework: its level of support; marked: via, source, note.
    Capability,
    /// A fact about a framework: its value; marked: the whole value, source, note.
    Fact,
    /// A rating: value and interval; marked where it is editorial: claims and reason.
    Rating,
    /// What an option adds to the weight of a criterion; marked: reason and source.
    Effect,
    /// The weight of a criterion before any answer; marked: name, definition, rubric.
    Criterion,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::Framework,
        Self::Claim,
        Self::Capability,
        Self::Fact,
        Self::Rating,
        Self::Effect,
        Self::Criterion,
    ];

    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Framework => "framework",
            Self::Claim => "claim",
            Self::Capability => "capability",
            Self::Fact => "fact",
            Self::Rating => "rating",
            Self::Effect => "effect",
            Self::Criterion => "criterion",
        }
    }

    /// The word for several of it.
    #[must_use]
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Framework => "frameworks",
            Self::Claim => "claims",
            Self::Capability => "capabilities",
            Self::Fact => "facts",
            Self::Rating => "ratings",
            Self::Effect => "effects",
            Self::Criterion => "criteria",
        }
    }

    /// The kind with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Whether such an entry belongs to a framework, whose id its name begins with.
    #[must_use]
    pub const fn is_of_framework(self) -> bool {
        !matches!(self, Self::Effect | Self::Criterion)
    }
}

/// Which entry it is: `claim flask/flask-small-core`, `effect load=high/performance`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    kind: Kind,
    name: String,
}

impl Key {
    /// The entry of this name. White space, which no id has, becomes `_`.
    #[must_use]
    pub fn new(kind: Kind, name: &str) -> Self {
        let plain = |c: char| if c.is_whitespace() || c.is_control() { '_' } else { c };
        Self { kind, name: name.chars().map(plain).collect() }
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its name: `flask/flask-small-core`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the name says before the first `/`: a framework, or an option of a question.
    #[must_use]
    pub fn owner(&self) -> &str {
        self.name.split_once('/').map_or(&self.name, |(owner, _)| owner)
    }

    /// What the name says after the first `/`: a claim, a capability, a fact, a criterion.
    #[must_use]
    pub fn id(&self) -> &str {
        self.name.split_once('/').map_or(&self.name, |(_, id)| id)
    }

    /// The framework that it belongs to.
    #[must_use]
    pub fn framework(&self) -> Option<&str> {
        self.kind.is_of_framework().then(|| self.owner())
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind.as_str(), self.name)
    }
}

/// What an entry says in one release: a readable value, and a mark for what that value leaves out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    mark: Option<Mark>,
    value: String,
}

/// The first 32 bits of a SHA-256: two states of one entry are told apart, and a line stays short.
pub type Mark = [u8; 4];

impl State {
    /// A state with this value on one line.
    #[must_use]
    pub fn new(mark: Option<Mark>, value: &str) -> Self {
        let plain = |c: char| if c.is_control() { ' ' } else { c };
        let line: String = value.chars().map(plain).collect();
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let value = if line.chars().count() > MAX_VALUE {
            let start: String = line.chars().take(MAX_VALUE - 1).collect();
            format!("{}…", start.trim_end())
        } else {
            line
        };
        Self { mark, value }
    }

    /// The same, with a mark made of what the value leaves out.
    fn marked(value: &str, rest: &Value) -> Self {
        Self::new(Some(digest::mark(rest)), value)
    }

    /// Its mark.
    #[must_use]
    pub fn mark(&self) -> Option<Mark> {
        self.mark
    }

    /// Its readable value.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }
}

/// The entries of one release.
pub type Entries = BTreeMap<Key, State>;

/// The entries of a knowledge base.
#[must_use]
pub fn entries(knowledge: &Knowledge) -> Entries {
    let mut entries = Entries::new();
    for framework in &knowledge.frameworks {
        add_framework(knowledge, framework, &mut entries);
    }
    for answer in &knowledge.options {
        let (_, choice) = knowledge.chosen(answer);
        for (column, weight) in &answer.effects {
            let criterion = knowledge.columns[*column].id.as_str();
            let effect = choice.effect_on(criterion);
            let rest = effect.map(|effect| json!([effect.rationale, effect.source]));
            let state = State::new(rest.as_ref().map(digest::mark), &weight.get().to_string());
            let name = format!("{}/{criterion}", answer.label);
            entries.insert(Key::new(Kind::Effect, &name), state);
        }
    }
    for criterion in &knowledge.criteria {
        let raw::Criterion { id, name, definition, base_weight, rubric, .. } = criterion;
        let rubric =
            [&rubric.zero, &rubric.quarter, &rubric.half, &rubric.three_quarters, &rubric.one];
        let state = State::marked(&base_weight.to_string(), &json!([name, definition, rubric]));
        entries.insert(Key::new(Kind::Criterion, id), state);
    }
    entries
}

fn add_framework(knowledge: &Knowledge, framework: &Framework, entries: &mut Entries) {
    let Framework { record, ratings, .. } = framework;
    let mut add = |kind, id: &str, state| {
        entries.insert(Key::new(kind, &format!("{}/{id}", record.id)), state);
    };
    for claim in &record.claims {
        add(Kind::Claim, &claim.id, of_claim(claim));
    }
    for (id, found) in &record.capabilities {
        let state = State::marked(&found.level(), &json!([found.via, found.source, found.note]));
        add(Kind::Capability, id, state);
    }
    for (id, fact) in &record.facts {
        let number = fact.number.map(|number| number.to_string());
        let value = fact.text.clone().or(number).unwrap_or_default();
        add(Kind::Fact, id, State::marked(&value, &json!([value, fact.source, fact.note])));
    }
    // Features are rated by nothing but the capability that they ask for.
    let criteria = knowledge.columns.iter().zip(ratings).filter(|(c, _)| c.capability.is_none());
    for (criterion, rating) in criteria {
        add(Kind::Rating, &criterion.id, of_rating(rating));
    }
    let rest = json!([record.summary, record.kind, record.interfaces]);
    entries.insert(Key::new(Kind::Framework, &record.id), State::marked(&record.name, &rest));
}

fn of_claim(claim: &raw::Claim) -> State {
    let counter: Vec<_> =
        claim.counter_evidence.iter().map(|against| (&against.source, &against.text)).collect();
    let raw::Claim { criterion, text, sources, ambiguous, .. } = claim;
    let value = [word(&claim.kind), word(&claim.grade), word(&claim.verdict)].join(", ");
    State::marked(&value, &json!([criterion, text, sources, counter, ambiguous]))
}

/// `0.62 [0.5, 0.74]`; a derived rating has no mark, because its inputs are entries themselves.
fn of_rating(rating: &Rating) -> State {
    let [value, low, high] =
        [rating.value, rating.low, rating.high].map(|unit| rounded(unit.get()));
    let shown = format!("{value} [{low}, {high}]");
    match &rating.basis {
        Basis::Editorial(reason) => State::marked(&shown, &json!([reason, rating.claims])),
        Basis::Derived(_) => State::new(None, &shown),
        Basis::Unknown => State::new(None, "unknown"),
    }
}

/// To three decimals: what differs by less would not be seen in any answer.
fn rounded(number: f64) -> f64 {
    (number * 1_000.0).round() / 1_000.0
}

/// A word of the files, such as `use_when`.
fn word(of: &impl Serialize) -> String {
    json!(of).as_str().unwrap_or_default().to_owned()
}
