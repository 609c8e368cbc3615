//! What a source states of a framework.

use std::fmt;

use framewise_model::knowledge::format::{Fact, Source};

/// The value of a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Of a fact without a unit.
    Text(String),
    /// Of a fact with a unit.
    Count(usize),
}

impl Value {
    /// Whether a recorded fact has this value.
    #[expect(clippy::cast_precision_loss, reason = "counts of packages are far below 2^52")]
    pub fn is_of(&self, fact: &Fact) -> bool {
        match self {
            Self::Text(text) => fact.text.as_deref() == Some(text),
            Self::Count(count) => fact.number == Some(*count as f64),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Count(count) => write!(f, "{count}"),
        }
    }
}

/// Where a source stands that the knowledge does not have yet.
#[derive(Debug)]
pub enum Place {
    /// In the file of the source with this id.
    NextTo(String),
    /// In this file.
    File(String),
}

/// What one source states of a framework or companion.
#[derive(Debug)]
pub struct Statement {
    /// The source. If the knowledge has a source with this id, that one is cited.
    pub source: Source,
    /// Where to add the source.
    pub place: Place,
    /// The facts and their values.
    pub facts: Vec<(&'static str, Value)>,
    /// How the addresses of the sources begin that a confirmed fact cites no longer; any address if `None`. A
    /// confirmed fact with another source keeps it.
    pub replaces: Option<String>,
    /// Whether everything that the source should state was read. Only then does its day move.
    pub is_complete: bool,
}

impl Statement {
    /// Whether a confirmed fact that cites `older` is to cite this source instead.
    pub fn is_newer_than(&self, older: &Source) -> bool {
        let prefix = self.replaces.as_deref();
        older.id != self.source.id
            && prefix
                .is_none_or(|prefix| older.url.starts_with(prefix) && older.url != self.source.url)
    }
}

/// An id for a source: characters that an id cannot have become hyphens.
pub fn source_id(text: &str) -> String {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-".contains(c);
    text.chars().map(|c| if fits(c) { c } else { '-' }).collect()
}
