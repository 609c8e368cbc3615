//! Version 1 of the API: one file for each resource.

/// The self-audit.
pub mod audit;
/// Many recommendations at once.
pub mod batch;
/// What frameworks can bring along.
pub mod capabilities;
/// What has changed from release to release.
pub mod changes;
/// Frameworks side by side.
pub mod comparison;
/// Requests with the results of independent libraries.
pub mod conformance;
/// What frameworks are rated on.
pub mod criteria;
/// The releases as a feed.
pub mod feed;
/// What was chosen in the end.
pub mod feedback;
/// The frameworks.
pub mod frameworks;
/// The knowledge as a whole.
pub mod knowledge;
/// What is kept of a query.
pub mod privacy;
/// What is asked.
pub mod questions;
/// The way back to a stored query.
pub mod receipts;
/// From answers to a recommendation.
pub mod recommendations;
/// What is cited.
pub mod sources;
/// The published statistics.
pub mod statistics;
/// Names of the knowledge in the description.
pub mod vocabulary;

use std::collections::HashMap;

use serde::Serialize;

use super::cache::Representation;
use super::example::Example;
use super::negotiate::JSON;
use crate::knowledge::Knowledge;
use crate::service::catalogue::{self, Filter};
use crate::service::conformance::VECTORS;
use crate::service::framework;

/// The resources that depend on nothing but the knowledge: written once at the start, but for the audit,
/// which takes longer.
#[derive(Debug)]
pub struct Prepared {
    knowledge: Representation,
    full: Representation,
    changes: changes::PreparedChanges,
    criteria: Representation,
    capabilities: Representation,
    questions: Representation,
    conformance: Representation,
    sources: Representation,
    source: HashMap<String, Representation>,
    frameworks: Representation,
    /// In the order of the frameworks of the knowledge.
    framework: Vec<Representation>,
    audit: audit::WrittenOnce,
}

impl Prepared {
    /// Writes the resources.
    ///
    /// # Errors
    /// If one of them cannot be written as JSON.
    pub fn new(knowledge: &Knowledge) -> serde_json::Result<Self> {
        let framework =
            knowledge.frameworks.iter().map(|found| written(&framework::detail(knowledge, found)));
        let source = catalogue::source_details(knowledge)
            .into_iter()
            .map(|source| Ok((source.source.id.to_owned(), written(&source)?)));
        Ok(Self {
            knowledge: written(&catalogue::info(knowledge))?,
            full: written(&catalogue::full(knowledge))?,
            changes: changes::PreparedChanges::new(knowledge)?,
            criteria: written(&catalogue::criteria(knowledge))?,
            capabilities: written(&catalogue::capabilities(knowledge))?,
            questions: written(&catalogue::questions(knowledge))?,
            // Refers to the bytes in the binary.
            conformance: Representation::new(JSON, VECTORS.as_bytes()),
            sources: written(&catalogue::sources(knowledge))?,
            source: source.collect::<serde_json::Result<_>>()?,
            frameworks: written(&catalogue::frameworks(knowledge, &Filter::default()))?,
            framework: framework.collect::<serde_json::Result<_>>()?,
            audit: audit::WrittenOnce::default(),
        })
    }

    /// All of them by their addresses.
    #[must_use]
    pub fn by_address(&self, knowledge: &Knowledge) -> Vec<(String, audit::WrittenOnce)> {
        let lists = [
            ("/v1/knowledge", &self.knowledge),
            ("/v1/knowledge/full", &self.full),
            ("/v1/criteria", &self.criteria),
            ("/v1/capabilities", &self.capabilities),
            ("/v1/questions", &self.questions),
            ("/v1/conformance-vectors", &self.conformance),
            ("/v1/sources", &self.sources),
            ("/v1/frameworks", &self.frameworks),
        ];
        let lists = lists.map(|(address, list)| (address.to_owned(), list));
        let frameworks = knowledge.frameworks.iter().zip(&self.framework);
        let frameworks = frameworks
            .map(|(found, detail)| (format!("/v1/frameworks/{}", found.record.id), detail));
        let sources = self.source.iter().map(|(id, detail)| (format!("/v1/sources/{id}"), detail));
        let written = lists.into_iter().chain(frameworks).chain(sources);
        let written = written.chain(self.changes.by_address());
        let audit = ("/v1/audit".to_owned(), self.audit.clone());
        written.map(|(address, found)| (address, found.clone().into())).chain([audit]).collect()
    }
}

fn written(resource: &impl Serialize) -> serde_json::Result<Representation> {
    Ok(Representation::new(JSON, serde_json::to_vec(resource)?))
}

/// The examples of all resources of this version.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    [
        recommendations::examples(knowledge),
        batch::examples(knowledge),
        feedback::examples(),
        knowledge::examples(knowledge),
        changes::examples(),
        frameworks::examples(knowledge),
        comparison::examples(),
        criteria::examples(),
        questions::examples(),
        capabilities::examples(),
        sources::examples(knowledge),
        audit::examples(),
        conformance::examples(),
        privacy::examples(),
        statistics::examples(knowledge),
    ]
    .concat()
}
