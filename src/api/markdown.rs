//! Shared parts of Markdown documents: escaped texts, and sources as footnotes.
//!
//! The dialect is GitHub's, which is `CommonMark` with tables and footnotes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use framewise_model::knowledge::Knowledge;

use crate::texts::catalogue::Texts;
use crate::texts::language::Language;

/// Escapes a text for Markdown: nothing in it becomes emphasis, a link, HTML, an entity, a table cell or a new
/// line.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|' | '#' => {
                escaped.push('\\');
                escaped.push(character);
            }
            control if control.is_control() => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}

/// Sources, numbered in the order in which they are first cited.
#[derive(Debug, Default)]
pub(super) struct Footnotes<'k> {
    numbers: BTreeMap<&'k str, usize>,
    order: Vec<&'k str>,
}

impl<'k> Footnotes<'k> {
    /// The mark that cites a source: `[^3]`.
    pub fn mark(&mut self, source: &'k str) -> String {
        let next = self.order.len() + 1;
        let number = *self.numbers.entry(source).or_insert(next);
        if number == next {
            self.order.push(source);
        }
        format!("[^{number}]")
    }

    /// The footnotes in this language, for the end of the document.
    pub fn render(&self, knowledge: &Knowledge, language: Language) -> String {
        let mut text = String::new();
        for (index, id) in self.order.iter().enumerate() {
            if let Some(source) = knowledge.sources.iter().find(|source| source.id == *id) {
                let values = [
                    ("publisher", escaped(&source.publisher).into()),
                    ("title", escaped(&source.title).into()),
                    ("url", source.url.as_str().into()),
                    ("day", source.accessed.clone().into()),
                ];
                let note = Texts::of(language).with("comparison-note", &values);
                let _ = writeln!(text, "[^{}]: {note}", index + 1);
            }
        }
        text
    }
}
