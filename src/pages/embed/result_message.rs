//! What the page around the frame learns of the result, as JSON in an attribute of the document. The script of the
//! frame sends it on.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::api::recommendations::response::{Ranked, Recommendation};
use crate::pages::advisor::result::one_thing;
use crate::pages::advisor::view::View;

/// What the page around the frame learns.
#[derive(Debug, Serialize)]
pub struct ResultMessage<'a> {
    recommended: Option<&'a str>,
    name: Option<&'a str>,
    confidence: Option<f64>,
    /// Whether it is proved that no further answer changes the first place.
    settled: bool,
    /// Whether no question remains to be asked.
    finished: bool,
    summary: Option<String>,
    answers: BTreeMap<&'a str, &'a str>,
    ranking: Vec<Place<'a>>,
    language: &'static str,
    knowledge_version: &'a str,
    permalink: String,
}

#[derive(Debug, Serialize)]
struct Place<'a> {
    framework: &'a str,
    name: &'a str,
    score: f64,
}

impl<'a> ResultMessage<'a> {
    /// The outcome of a recommendation; `finished` if no question remains to be asked.
    pub fn of(view: &View<'a>, found: &'a Recommendation<'_>, finished: bool) -> Self {
        let questions = &view.knowledge.questions;
        let is_question = |name: &str| questions.iter().any(|question| question.id == name);
        let place = |place: &'a Ranked<'_>| Place {
            framework: place.framework,
            name: view.framework(place.framework),
            score: place.score,
        };
        Self {
            recommended: found.recommended,
            name: found.recommended.map(|id| view.framework(id)),
            confidence: found.confidence,
            settled: found.settled,
            finished,
            summary: one_thing(found),
            answers: view.parameters.pairs().filter(|(name, _)| is_question(name)).collect(),
            ranking: found.ranking.iter().map(place).collect(),
            language: view.site.language().tag(),
            knowledge_version: found.knowledge_version,
            permalink: view.site.link(&view.parameters.address("/")),
        }
    }

    /// As JSON.
    pub fn to_json(&self) -> String {
        // Strings and numbers can always be serialised.
        serde_json::to_string(self).unwrap_or_default()
    }
}
