//! From the identifiers of a stored query to the options of both knowledge bases.
//!
//! One look-up for each answer finds the option in both knowledge bases. With a million rows, two linear
//! searches would take longer than the two decisions.

use std::collections::HashMap;

use framewise_storage::privacy::QUESTIONS;

use super::pairs::{BeforeAfter, Pairs};

/// The options by question, in the order of [`QUESTIONS`], and by id.
#[derive(Debug)]
pub(super) struct Lookup(Vec<HashMap<Box<str>, BeforeAfter<Option<usize>>>>);

/// What a stored query says, in indices.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    /// The options of each knowledge base.
    pub options: BeforeAfter<Vec<usize>>,
    /// For each knowledge base the answers that it does not know.
    pub unknown: BeforeAfter<Vec<String>>,
}

impl Lookup {
    pub fn new(options: &Pairs) -> Self {
        let mut questions: Vec<HashMap<Box<str>, _>> = vec![HashMap::new(); QUESTIONS.len()];
        for pair in &options.items {
            let Some((question, option)) = pair.id.split_once('=') else { continue };
            // A question that is not stored has no attribute to be read from.
            if let Some(attribute) = QUESTIONS.iter().position(|stored| *stored == question) {
                questions[attribute].insert(option.into(), pair.index);
            }
        }
        Self(questions)
    }

    /// Reads the answers of a row into `chosen` and overwrites earlier contents.
    pub fn read(&self, attributes: &[Option<String>; QUESTIONS.len()], chosen: &mut Chosen) {
        let Chosen { options, unknown } = chosen;
        options.before.clear();
        options.after.clear();
        unknown.before.clear();
        unknown.after.clear();
        for (attribute, (known, value)) in self.0.iter().zip(attributes).enumerate() {
            // Only `features` has several, but no other identifier has a comma.
            for id in value.iter().flat_map(|value| value.split(',')) {
                let found = known.get(id).copied().unwrap_or_default();
                let gone = || format!("there is no answer {}={id}", QUESTIONS[attribute]);
                match found.before {
                    Some(option) => options.before.push(option),
                    None => unknown.before.push(gone()),
                }
                match found.after {
                    Some(option) => options.after.push(option),
                    None => unknown.after.push(gone()),
                }
            }
        }
    }
}
