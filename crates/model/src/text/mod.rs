//! Plain English becomes answers, by the lexicon of the knowledge base. No model, no randomness.
//!
//! 1. The text is read once as folded, stemmed words with their places ([`crate::text::words`]).
//! 2. All phrases of the lexicon are found in one pass by a multi-pattern automaton (`phrase_search`;
//!    A. V. Aho, M. J. Corasick, "Efficient string matching", Communications of the ACM 18(6), 1975).
//!    The names of frameworks are replaced by a mark first (`names`): they are no answers.
//! 3. A phrase inside a longer one is not understood by itself ("team" in "small team"). A word of several
//!    meanings counts only where the words around it decide for one (`clues`).
//! 4. Negations turn round what they reach (`negation`).
//! 5. Questions and remarks about other projects say nothing (`relevance`).
//! 6. A text that is not English is not read at all (`language`).
//! 7. Where phrases speak for several options of one question, evidence decides (`answers_from_evidence`).

/// Which answer is taken where a text speaks for several.
mod answers_from_evidence;
/// Whether a phrase counts, by the words around it.
mod clues;
/// The types of what the search finds.
mod found_phrases;
/// What is known of a word before it is compared with phrases.
pub mod known_word;
/// Whether a text is English.
mod language;
/// Entries of the lexicon in indices.
mod lexicon_entry;
/// Names of frameworks.
mod names;
/// What a negation reaches.
mod negation;
/// Numbers in words and figures.
mod numbers;
/// Finds the phrases of the lexicon.
mod phrase_search;
/// Which phrases are about something else.
mod relevance;
/// The stem of a word.
mod stem;
/// Makes answers of the phrases in a text.
mod understand;
/// The result: answers with their words and the places of these.
mod understood;
/// The words of an English text, with their places in code points.
pub mod words;

pub use understand::Lexicon;
pub use understood::{
    Contradiction, Evidence, Note, Understood, UnderstoodAnswer, UnderstoodReading,
};

/// The longest text that callers may send, in Unicode code points.
pub const MAX_CHARACTERS: usize = 2_000;
