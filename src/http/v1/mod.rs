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
/// Names of the knowledge in the description.
pub mod vocabulary;

use serde::Serialize;

use super::cache::Representation;
use super::example::Example;
use super::negotiate::JSON;
use crate::knowledge::Knowledge;
use crate::service::{catalogue, framework};

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
    sources: Representation,
    /// In the order of the frameworks of the knowledge.
    frameworks: Vec<Representation>,
    audit: audit::WrittenOnce,
}

impl Prepared {
    /// Writes the resources.
    ///
    /// # Errors
    /// If one of them cannot be written as JSON.
    pub fn new(knowledge: &Knowledge) -> serde_json::Result<Self> {
        let frameworks =
            knowledge.frameworks.iter().map(|found| written(&framework::detail(knowledge, found)));
        Ok(Self {
            knowledge: written(&catalogue::info(knowledge))?,
            full: written(&catalogue::full(knowledge))?,
            changes: changes::PreparedChanges::new(knowledge)?,
            criteria: written(&catalogue::criteria(knowledge))?,
            capabilities: written(&catalogue::capabilities(knowledge))?,
            questions: written(&catalogue::questions(knowledge))?,
            sources: written(&catalogue::sources(knowledge))?,
            frameworks: frameworks.collect::<Result<_, _>>()?,
            audit: audit::WrittenOnce::default(),
        })
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
    ]
    .concat()
}
