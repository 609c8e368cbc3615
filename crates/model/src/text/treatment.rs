//! What is known of a word before it is compared with phrases.

/// What happens to a word of a text before it is compared with phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Treatment<'a> {
    /// It is compared as it is.
    Keep,
    /// It is left out.
    Skip,
    /// It is another spelling of this word.
    Spelled(&'a str),
}

/// What is known of a word of a text before it is compared with phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Treated<'a> {
    /// What happens to it.
    pub treatment: Treatment<'a>,
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

impl<'a> From<Treatment<'a>> for Treated<'a> {
    fn from(treatment: Treatment<'a>) -> Self {
        Self { treatment, asks: false, language: None }
    }
}
