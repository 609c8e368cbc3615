//! The parsed files of a knowledge folder.

use std::collections::BTreeMap;

use crate::knowledge::format;

/// The parsed files; `None` where a file could not be read, so that no later check misses its content.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    pub manifest: Option<format::Manifest>,
    pub criteria: Option<format::Criteria>,
    pub capabilities: Option<format::Capabilities>,
    pub facts: Option<format::Facts>,
    pub questions: Option<format::Questions>,
    pub context: Option<format::Context>,
    pub lexicon: Option<format::Lexicon>,
    pub measurements: Option<format::Measurements>,
    /// An empty list where the folder has no such file.
    pub packages: Option<format::Packages>,
    /// With the path of each; whether all could be read.
    pub frameworks: Vec<(String, format::Framework)>,
    pub all_frameworks: bool,
    pub companions: Vec<(String, format::Companion)>,
    pub all_companions: bool,
    pub sources: Vec<(String, format::Sources)>,
    pub all_sources: bool,
}

/// What framework and companion files have in common.
pub(crate) struct Record<'a> {
    pub file: &'a str,
    pub id: &'a str,
    pub facts: &'a BTreeMap<String, format::Fact>,
    pub capabilities: &'a BTreeMap<String, format::CapabilitySupport>,
    pub claims: &'a [format::Claim],
}

impl Folder {
    /// All frameworks and companions.
    pub(crate) fn records(&self) -> impl Iterator<Item = Record<'_>> {
        let frameworks = self.frameworks.iter().map(|(file, found)| Record {
            file,
            id: &found.id,
            facts: &found.facts,
            capabilities: &found.capabilities,
            claims: &found.claims,
        });
        let companions = self.companions.iter().map(|(file, found)| Record {
            file,
            id: &found.id,
            facts: &found.facts,
            capabilities: &found.capabilities,
            claims: &found.claims,
        });
        frameworks.chain(companions)
    }

    pub(crate) fn criterion_ids(&self) -> Option<Vec<&str>> {
        let list = &self.criteria.as_ref()?.criteria;
        Some(list.iter().map(|c| c.id.as_str()).collect())
    }

    pub(crate) fn capability_ids(&self) -> Option<Vec<&str>> {
        let list = &self.capabilities.as_ref()?.capabilities;
        Some(list.iter().map(|c| c.id.as_str()).collect())
    }

    pub(crate) fn measure_ids(&self) -> Option<Vec<&str>> {
        let list = &self.measurements.as_ref()?.measures;
        Some(list.iter().map(|measure| measure.id.as_str()).collect())
    }

    /// Every answer, as `question=option`.
    pub(crate) fn answer_labels(&self) -> Option<Vec<String>> {
        let questions = &self.questions.as_ref()?.questions;
        let options = questions.iter().flat_map(|q| q.options.iter().map(move |o| (q, o)));
        Some(options.map(|(question, option)| format!("{}={}", question.id, option.id)).collect())
    }

    pub(crate) fn package_names(&self) -> Option<Vec<&str>> {
        let list = &self.packages.as_ref()?.packages;
        Some(list.iter().map(|package| package.name.as_str()).collect())
    }

    pub(crate) fn source_ids(&self) -> Option<Vec<&str>> {
        let all = self.sources.iter().flat_map(|(_, file)| &file.sources);
        self.all_sources.then(|| all.map(|source| source.id.as_str()).collect())
    }
}
