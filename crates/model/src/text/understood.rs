//! What a text says, in answers: the types. `understand` fills them.

#[cfg(doc)]
use crate::knowledge::{Knowledge, format};

/// What a text says. Options are indices of [`Knowledge::options`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Understood {
    /// The answers in the order of the questions, at most one for a question that takes one.
    pub answers: Vec<UnderstoodAnswer>,
    /// Where the text speaks for and against the same.
    pub contradictions: Vec<Contradiction>,
    /// The features that are explicitly not wanted.
    pub refused: Vec<UnderstoodAnswer>,
    /// What the text says besides answers, in the order of the readings in the lexicon.
    pub readings: Vec<UnderstoodReading>,
    /// What callers should know about the text as a whole.
    pub notes: Vec<Note>,
}

/// A condition, a framework that has to do with the project, or a reason why none is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnderstoodReading {
    /// Index in [`format::Lexicon::readings`], which has its kind.
    pub reading: usize,
    /// The framework that it names, as an index of [`Knowledge::frameworks`]; always there for readings of
    /// the kind [`format::ReadingKind::Framework`].
    pub framework: Option<usize>,
    /// The words, in the order of the text; never empty.
    pub evidence: Vec<Evidence>,
}

/// Why nothing was understood of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// It is not English; nothing was read from it.
    NotEnglish,
    /// It consists of names of frameworks, which are no description of a project.
    OnlyFrameworks,
}

/// An answer with the words that it was understood from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnderstoodAnswer {
    /// The option.
    pub option: usize,
    /// The words, each phrase where it stands first, in the order of the text; never empty.
    pub evidence: Vec<Evidence>,
}

/// Words of the text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// Their first character, counted in Unicode code points from 0.
    pub start: usize,
    /// The character after their last.
    pub end: usize,
    /// The words as they stand in the text.
    pub text: String,
}

/// Several options of a question that takes one, or a feature that is both wanted and not wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// Index of the question.
    pub question: usize,
    /// The options that the text speaks for, the best supported first.
    pub options: Vec<UnderstoodAnswer>,
    /// The option that was taken; `None` if the question was left open, or the feature not asked for.
    pub chosen: Option<usize>,
}
