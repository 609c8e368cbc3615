//! The parsed files of a knowledge folder.

use std::collections::BTreeMap;

use crate::knowledge::format as raw;

/// The parsed files; `None` where a file could not be read, so that nobody misses what stands in it.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    pub manifest: Option<raw::Manifest>,
    pub criteria: Option<raw::Criteria>,
    pub capabilities: Option<raw::Capabilities>,
    pub facts: Option<raw::Facts>,
    pub questions: Option<raw::Questions>,
    pub lexicon: Option<raw::Lexicon>,
    pub measurements: Option<raw::Measurements>,
    /// With the path of each; whether all could be read.
    pub frameworks: Vec<(String, raw::Framework)>,
    pub all_frameworks: bool,
    pub companions: Vec<(String, raw::Companion)>,
    pub all_companions: bool,
    pub sources: Vec<(String, raw::Sources)>,
    pub all_sources: bool,
}

/// What framework and companion files have in common.
pub(crate) struct Record<'a> {
    pub file: &'a str,
    pub id: &'a str,
    pub facts: &'a BTreeMap<String, raw::Fact>,
    pub capabilities: &'a BTreeMap<String, raw::CapabilitySupport>,
    pub claims: &'a [raw::Claim],
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

    pub(crate) fn source_ids(&self) -> Option<Vec<&str>> {
        let all = self.sources.iter().flat_map(|(_, file)| &file.sources);
        self.all_sources.then(|| all.map(|source| source.id.as_str()).collect())
    }
}
