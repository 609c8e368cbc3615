//! Phrases of the lexicon in a text.

use std::ops::Range;

/// What decides between phrases that speak for several options.
#[derive(Debug)]
pub(super) struct Questionnaire {
    /// The questions in their order.
    pub questions: Vec<Question>,
    /// The question of each option.
    pub question_of: Vec<usize>,
    /// Options that together mean another option.
    pub together: Vec<(Vec<usize>, usize)>,
}

/// How a question is answered.
#[derive(Debug)]
pub(super) struct Question {
    /// Its options as indices of [`Knowledge::options`](crate::knowledge::Knowledge::options).
    pub options: Range<usize>,
    pub multiple: bool,
    /// Whether several options may be true at once, though only one is taken.
    pub overlapping: bool,
}

/// What a phrase is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It means what an entry says.
    Means(usize),
    /// It negates what follows.
    Before,
    /// It negates what comes before.
    After,
    /// It negates what comes before at the end of a clause, and what follows elsewhere.
    Either,
    /// It looks like a negation, and is none.
    Harmless,
    /// It carries a negation on.
    Lists,
    /// Something else begins behind it.
    Adds,
    /// The opposite begins behind it.
    Stops,
    /// Its sentence is about something else.
    AsideSentence,
    /// The rest of its sentence is about something else.
    AsideRest,
    /// It takes back the sentence before it.
    Retracts,
    /// What is being built stands behind it.
    States,
}

/// A phrase of the lexicon in a text. Places are indices of words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub start: usize,
    pub end: usize,
    pub role: Role,
    /// Which pattern it is, so that a repetition is known as such.
    pub pattern: usize,
    /// Its number, if it has one.
    pub number: Option<f64>,
    /// The word that is the name of a framework, if it has one.
    pub name: Option<usize>,
    /// Whether it depends on other words near it. It then hides no other phrase.
    pub contextual: bool,
}
