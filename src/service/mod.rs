//! What framewise does, free of HTTP and of the command line, which both call it.

/// Who wins how often, who can never win, and what decides.
pub mod audit;
/// Many requests at once.
pub mod batch;
/// Companions of a framework, and what the lab measured.
pub mod beside;
/// Weights that agree with published advice.
pub mod calibrate;
/// Lists and single things of the knowledge base.
pub mod catalogue;
/// What has changed from release to release.
pub mod changes;
/// Claims, as callers read them.
pub mod claim;
/// Frameworks side by side.
pub mod comparison;
/// A comparison as Markdown.
pub mod comparison_text;
/// Requests with the results of independent libraries.
pub mod conformance;
/// A recommendation as a record of the decision, in Markdown.
pub mod decision_record;
/// Agreement with published advice.
pub mod evaluate;
/// What was chosen in the end.
pub mod feedback;
/// All that is known of one framework.
pub mod framework;
/// How old the evidence is.
pub mod freshness;
/// What is done with stored queries when time has passed.
pub mod jobs;
/// JSON without duplicate members.
pub mod json;
mod markdown;
/// A request as a query string, there and back.
pub mod permalink;
/// What is kept of a query, as callers read it.
pub mod privacy_facts;
/// Every rating in words.
pub mod ratings;
mod reader;
/// The answer to a request.
pub mod recommendation;
/// What is stored of queries.
mod records;
/// What other knowledge would have recommended.
pub mod replay;
/// A request in names becomes one in indices.
pub mod request;
/// The published statistics.
pub mod statistics;
/// The files of a new framework.
pub mod template;
/// The things of the knowledge base, as callers read them.
pub mod views;

use std::sync::OnceLock;

use self::privacy_facts::PrivacyFacts;
use self::recommendation::{Answer, Recommendation};
pub use self::records::{KeyConflict, Records, Repeatable, StoringOutcome};
use self::request::{Language, Parsed, Refusal};
use crate::knowledge::Knowledge;
use crate::metrics::{self, Registry, StoringState};
use crate::privacy::{Answered, ClosedAnswers, NotStored, StoringPolicy, Wishes};
use crate::scoring;
use crate::store::Health;
use crate::understanding::Lexicon;

/// Recommendations from one knowledge base, with a place to store queries if there is one.
#[derive(Debug)]
pub struct Service {
    knowledge: Knowledge,
    lexicon: OnceLock<Lexicon>,
    policy: StoringPolicy,
    records: Option<Records>,
}

/// Why a query is neither stored nor answered.
#[derive(Debug, Clone, PartialEq)]
pub enum StoreRefusal {
    /// The request makes no sense.
    Request(Refusal),
    /// Its key cannot stand for it.
    Key(KeyConflict),
}

impl Service {
    /// A service that stores what `policy` allows in `records`, or nothing without them.
    #[must_use]
    pub fn new(knowledge: Knowledge, by_default: bool, records: Option<Records>) -> Self {
        let policy = StoringPolicy { enabled: records.is_some(), by_default };
        Self { knowledge, lexicon: OnceLock::new(), policy, records }
    }

    /// What is kept of a query here, for how long, what is claimed and what is not.
    #[must_use]
    pub fn privacy_facts(&self) -> PrivacyFacts {
        let periods = self.records.as_ref().map(Records::periods).unwrap_or_default();
        privacy_facts::privacy_facts(self.policy, periods)
    }

    /// Makes the draws and the lexicon, which the first requests would wait for otherwise.
    pub fn prepare(&self) {
        scoring::robustness::prepare(&self.knowledge);
        self.lexicon.get_or_init(|| Lexicon::new(&self.knowledge));
    }

    /// What it knows.
    #[must_use]
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// What it reads requests in.
    #[must_use]
    pub fn language(&self) -> Language<'_> {
        Language::new(&self.knowledge, &self.lexicon)
    }

    /// The stored queries; `None` if storing is switched off.
    #[must_use]
    pub fn records(&self) -> Option<&Records> {
        self.records.as_ref()
    }

    /// What is counted below HTTP, to be written as metrics.
    #[must_use]
    pub fn metrics(&self) -> Registry {
        let mut registry = metrics::registry(&self.knowledge.version);
        if let Some(recorder) = self.records.as_ref().map(|records| records.recorder().clone()) {
            metrics::watch_storing(&mut registry, move || {
                let Health { fault, queued, queue_capacity, .. } = recorder.health();
                StoringState { fault, queued, queue_capacity }
            });
        }
        registry
    }

    /// Stores the answers if nobody objects; the outcome is part of the recommendation and changes
    /// nothing else of it.
    ///
    /// # Errors
    /// [`Refusal`] if nothing would count, which a query that is not to be stored is not asked.
    pub async fn store(&self, parsed: &Parsed, wishes: Wishes) -> Result<StoringOutcome, Refusal> {
        let outcome = match self.to_store(parsed, wishes)? {
            Ok((records, answered)) => records.keep(answered).await,
            Err(reason) => Err(reason),
        };
        Ok(outcome.inspect_err(|reason| metrics::query_not_stored(*reason)))
    }

    /// The same for a request that may be sent again: it is stored once. The key counts only for what is
    /// to be stored.
    ///
    /// # Errors
    /// [`StoreRefusal`] if nothing would count, or if the key cannot stand for this request.
    pub async fn store_once(
        &self,
        parsed: &Parsed,
        wishes: Wishes,
        repeatable: Repeatable<'_>,
    ) -> Result<StoringOutcome, StoreRefusal> {
        let outcome = match self.to_store(parsed, wishes).map_err(StoreRefusal::Request)? {
            Ok((records, answered)) => {
                records.keep_once(answered, repeatable).await.map_err(StoreRefusal::Key)?
            }
            Err(reason) => Err(reason),
        };
        Ok(outcome.inspect_err(|reason| metrics::query_not_stored(*reason)))
    }

    /// What is to be stored and where, or why nothing is.
    fn to_store(
        &self,
        parsed: &Parsed,
        wishes: Wishes,
    ) -> Result<Result<(&Records, Answered<'_>), NotStored>, Refusal> {
        if let Err(reason) = self.policy.decide(wishes) {
            return Ok(Err(reason));
        }
        let Some(records) = &self.records else { return Ok(Err(NotStored::SwitchedOff)) };
        let winner = scoring::first(&self.knowledge, &parsed.request)
            .map_err(|_| request::nothing_counts())?;
        let winner = winner.map(|index| self.knowledge.frameworks[index].record.id.as_str());
        let knowledge_version = &self.knowledge.version;
        Ok(self.closed(parsed).map(|answers| {
            (records, Answered { answers, knowledge_version, winner, via_platform: false })
        }))
    }

    /// Recommends in full; `storing` is what [`Service::store`] said.
    ///
    /// # Errors
    /// [`Refusal`] if nothing would count.
    pub fn recommend(
        &self,
        parsed: &Parsed,
        storing: StoringOutcome,
    ) -> Result<Recommendation<'_>, Refusal> {
        let mut answer = recommendation::recommend(&self.knowledge, parsed)?;
        answer.stored = storing.is_ok();
        answer.not_stored_because = storing.err().map(NotStored::code);
        answer.receipt = storing.ok().map(|receipt| receipt.to_string());
        Ok(answer)
    }

    /// Recommends, in as much detail as was asked for; `storing` is what [`Service::store`] said.
    ///
    /// # Errors
    /// [`Refusal`] if nothing would count.
    pub fn answer(&self, parsed: &Parsed, storing: StoringOutcome) -> Result<Answer<'_>, Refusal> {
        let answer = recommendation::answer(&self.knowledge, parsed)?;
        Ok(answer.with_storing(storing))
    }

    /// The answers as closed identifiers.
    fn closed(&self, parsed: &Parsed) -> Result<ClosedAnswers, NotStored> {
        let chosen = parsed.request.answers.options().iter().map(|option| {
            let (question, choice) = self.knowledge.chosen(&self.knowledge.options[*option]);
            (question.id.as_str(), choice.id.as_str())
        });
        ClosedAnswers::from_pairs(chosen).map_err(|cause| {
            // A fault of the knowledge, not of the caller: the answer stands.
            tracing::error!(%cause, "a query cannot be anonymised");
            NotStored::DatabaseUnavailable
        })
    }
}
