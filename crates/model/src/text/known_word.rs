//! What is known of a word before it is compared with phrases.

/// What happens to a word of a text before it is compared with phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordRule<'a> {
    /// It is compared as it is.
    Keep,
    /// It is left out.
    Skip,
    /// It is another spelling of this word.
    Spelled(&'a str),
}

/// What is known of a word of a text before it is compared with phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownWord<'a> {
    /// What happens to it.
    pub rule: WordRule<'a>,
    /// Whether a question to be answered with yes or no begins with it.
    pub asks: bool,
    /// The language whose grammar it belongs to.
    pub language: Option<Language>,
}

/// A language, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Any other.
    Other,
}

impl<'a> From<WordRule<'a>> for KnownWord<'a> {
    fn from(rule: WordRule<'a>) -> Self {
        Self { rule, asks: false, language: None }
    }
}
