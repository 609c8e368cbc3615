//! Names of capabilities, facts and measures in the language of the page.

use crate::api::frameworks::facts::FactView;
use crate::pages::phrases::Phrase;
use crate::pages::site::Site;
use crate::texts::language::Language;

impl Site {
    /// Whether the page is in another language than the knowledge.
    #[must_use]
    pub fn is_translated(&self) -> bool {
        self.language() != Language::English
    }

    /// The name of a capability.
    #[must_use]
    pub fn capability<'k>(&self, id: &str, name: &'k str) -> Phrase<'k> {
        self.phrase(|| format!("capability-{id}"), name)
    }

    /// The name of a fact.
    #[must_use]
    pub fn fact<'k>(&self, id: &str, name: &'k str) -> Phrase<'k> {
        self.phrase(|| format!("fact-{id}"), name)
    }

    /// The unit to write after the number of a fact. Turkish has no plural after a number.
    #[must_use]
    pub fn fact_unit<'k>(&self, fact: &FactView<'k>) -> Option<Phrase<'k>> {
        Some(self.phrase(|| format!("fact-{}.unit", fact.id), fact.written_unit()?))
    }

    /// The name of a measure of the lab.
    #[must_use]
    pub fn measure<'k>(&self, id: &str, name: &'k str) -> Phrase<'k> {
        self.phrase(|| format!("measure-{id}"), name)
    }

    /// The unit of a measure of the lab.
    #[must_use]
    pub fn measure_unit<'k>(&self, id: &str, unit: &'k str) -> Phrase<'k> {
        self.phrase(|| format!("measure-{id}.unit"), unit)
    }

    /// What a criterion means.
    #[must_use]
    pub fn about_criterion<'k>(&self, id: &str, definition: &'k str) -> Phrase<'k> {
        self.phrase(|| format!("criterion-{id}.help"), definition)
    }

    /// The name of a formula in words; in English it is its name in responses.
    #[must_use]
    pub fn formula<'k>(&self, name: &'k str) -> Phrase<'k> {
        let phrase = self.phrase(|| format!("formula-{name}"), name);
        Phrase { text: phrase.text.replace('_', " ").into(), ..phrase }
    }

    /// How a formula computes.
    #[must_use]
    pub fn formula_expression<'k>(&self, name: &str, expression: &'k str) -> Phrase<'k> {
        self.phrase(|| format!("formula-{name}.expression"), expression)
    }

    /// Why a formula computes so.
    #[must_use]
    pub fn formula_reason<'k>(&self, name: &str, reason: &'k str) -> Phrase<'k> {
        self.phrase(|| format!("formula-{name}.reason"), reason)
    }
}
