//! The sentences of the model in the language of a catalogue: their words are in `locales/LANGUAGE/sentences.ftl`, the
//! form of numbers in `language`. English is in the model, and so is what a sentence says, such as a quotation
//! (`framewise_model::decision::reason_text`, `framewise_model::knowledge::evidence`).

use framewise_model::sentences::{Sentence, Sentences};

use super::catalogue::{Texts, Value};

impl Sentences for Texts {
    fn tag(&self) -> &'static str {
        self.language().tag()
    }

    fn say(&self, sentence: &Sentence<'_>) -> String {
        let values = sentence.values().into_iter();
        let values: Vec<_> = values.map(|(name, value)| (name, Value::from(value))).collect();
        self.with(sentence.key(), &values)
    }

    fn upper_first(&self, clause: &str) -> String {
        self.language().upper_first(clause)
    }

    fn lower_first(&self, name: &str) -> String {
        self.language().lower_first(name)
    }

    fn joined(&self, items: &[String]) -> String {
        let [rest @ .., last] = items else { return String::new() };
        match rest {
            [] => last.clone(),
            _ => self.say(&Sentence::Both { one: &rest.join(", "), other: last }),
        }
    }

    fn number(&self, english: &str) -> String {
        self.language().number(english)
    }

    fn counted(&self, number: &str, noun: &str) -> String {
        format!("{number} {noun}")
    }
}
