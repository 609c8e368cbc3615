//! A decision record that is being written: its lines, and names and numbers in its language.

use framewise_model::knowledge::Knowledge;

use crate::api::markdown::{Footnotes, escaped};
use crate::api::recommendations::response::Ranked;
use crate::texts::catalogue::{Texts, Value};
use crate::texts::language::Language;

/// A document that is being written.
pub(super) struct Record<'k> {
    pub knowledge: &'k Knowledge,
    pub language: Language,
    pub notes: Footnotes<'k>,
    pub text: String,
}

impl Record<'_> {
    pub fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A heading with this text.
    pub fn heading(&mut self, marks: &str, key: &str) {
        let heading = self.with(key, &[]);
        self.line(&format!("\n{marks} {heading}\n"));
    }

    /// An item of a list with this text.
    pub fn item(&mut self, key: &str, values: &[(&'static str, Value<'_>)]) {
        let text = self.with(key, values);
        self.line(&format!("- {text}"));
    }

    pub fn with(&self, key: &str, values: &[(&'static str, Value<'_>)]) -> String {
        Texts::of(self.language).with(key, values)
    }

    /// A share as a percentage with this many digits after the point.
    pub fn percent(&self, share: f64, digits: usize) -> String {
        let percent = self.language.decimal(share * 100.0, digits);
        match self.language {
            Language::English => format!("{percent} %"),
            Language::Turkish => format!("%{percent}"),
        }
    }

    pub fn framework_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.knowledge.framework(id).map_or(id, |found| found.record.name.as_str())
    }

    /// The name of a required feature, or of a demand of the environment.
    pub fn demand_name(&self, id: &str) -> String {
        let feature = format!("feature:{id}");
        let known = self.knowledge.attribute(&feature).is_some();
        if known { self.attribute_name(&feature) } else { escaped(&id.replace(['_', '='], " ")) }
    }

    /// The name of a method in the literature.
    pub fn method_name(&self, method: &str) -> String {
        match method {
            "weighted_sum" => self.with("record-method-sum", &[]),
            "topsis" => "TOPSIS".to_owned(),
            "promethee_ii" => "PROMETHEE II".to_owned(),
            "city_block" => self.with("record-method-distance", &[]),
            other => other.to_owned(),
        }
    }

    pub fn attribute_name(&self, id: &str) -> String {
        let attribute = self.knowledge.attributes.iter().find(|attribute| attribute.id == id);
        escaped(attribute.map_or(id, |attribute| attribute.name.as_str()))
    }
}

/// The escaped name of a framework.
pub(super) fn name(place: &Ranked<'_>) -> String {
    escaped(place.name.unwrap_or(place.framework))
}
