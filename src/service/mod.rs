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
/// All that is known of one framework.
pub mod framework;
/// How old the evidence is.
pub mod freshness;
/// JSON without duplicate members.
pub mod json;
mod markdown;
/// A request as a query string, there and back.
pub mod permalink;
/// Every rating in words.
pub mod ratings;
mod reader;
/// The answer to a request.
pub mod recommendation;
/// A request in names becomes one in indices.
pub mod request;
/// The files of a new framework.
pub mod template;
/// The things of the knowledge base, as callers read them.
pub mod views;

use std::sync::OnceLock;

use self::recommendation::{Answer, Recommendation};
use self::request::{Language, Parsed, Refusal};
use crate::base::{clock, random};
use crate::knowledge::Knowledge;
use crate::privacy::{Answered, ClosedAnswers, NotStored, StoringPolicy, Wishes, anonymise};
use crate::scoring;
use crate::store::Recorder;
use crate::understanding::Lexicon;

/// Whether a query was stored, and otherwise why not.
pub type StoringOutcome = Result<(), NotStored>;

/// Recommendations from one knowledge base, with a place to store queries if there is one.
#[derive(Debug)]
pub struct Service {
    knowledge: Knowledge,
    lexicon: OnceLock<Lexicon>,
    policy: StoringPolicy,
    recorder: Option<Recorder>,
}

impl Service {
    /// A service that stores what `policy` allows with `recorder`, or nothing without one.
    #[must_use]
    pub fn new(knowledge: Knowledge, by_default: bool, recorder: Option<Recorder>) -> Self {
        let policy = StoringPolicy { enabled: recorder.is_some(), by_default };
        Self { knowledge, lexicon: OnceLock::new(), policy, recorder }
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

    /// Where queries are stored; `None` if storing is switched off.
    #[must_use]
    pub fn recorder(&self) -> Option<&Recorder> {
        self.recorder.as_ref()
    }

    /// Stores the answers if nobody objects; the outcome is part of the recommendation and changes
    /// nothing else of it.
    ///
    /// # Errors
    /// [`Refusal`] if nothing would count, which a query that is not to be stored is not asked.
    pub async fn store(&self, parsed: &Parsed, wishes: Wishes) -> Result<StoringOutcome, Refusal> {
        if let Err(reason) = self.policy.decide(wishes) {
            return Ok(Err(reason));
        }
        let Some(recorder) = &self.recorder else { return Ok(Err(NotStored::SwitchedOff)) };
        let decision = scoring::decide(&self.knowledge, &parsed.request)
            .map_err(|_| request::nothing_counts())?;
        let winner = decision.ranking.first().map(|place| place.framework);
        let winner = winner.map(|index| self.knowledge.frameworks[index].record.id.as_str());
        Ok(self.record(recorder, parsed, winner).await)
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
        Ok(answer)
    }

    /// Recommends, in as much detail as was asked for; `storing` is what [`Service::store`] said.
    ///
    /// # Errors
    /// [`Refusal`] if nothing would count.
    pub fn answer(&self, parsed: &Parsed, storing: StoringOutcome) -> Result<Answer<'_>, Refusal> {
        let answer = self.recommend(parsed, storing)?;
        Ok(answer.in_detail(&self.knowledge, parsed.detail))
    }

    /// Hands what may be kept of a query to the recorder.
    async fn record(
        &self,
        recorder: &Recorder,
        parsed: &Parsed,
        winner: Option<&str>,
    ) -> StoringOutcome {
        let chosen = parsed.request.answers.options().iter().map(|option| {
            let (question, choice) = self.knowledge.chosen(&self.knowledge.options[*option]);
            (question.id.as_str(), choice.id.as_str())
        });
        // What is not closed here is a fault of the knowledge, not of the caller: the answer stands.
        let unavailable = |cause: &dyn std::fmt::Display| {
            tracing::error!(%cause, "a query cannot be anonymised");
            NotStored::DatabaseUnavailable
        };
        let answers = ClosedAnswers::from_pairs(chosen).map_err(|error| unavailable(&error))?;
        let id = random::bits_128().map_err(|error| unavailable(&error))?;
        let query = Answered {
            answers,
            knowledge_version: &self.knowledge.version,
            winner,
            via_platform: false,
        };
        let query = anonymise(id, clock::today(), query).map_err(|error| unavailable(&error))?;
        recorder.record(query).await
    }
}
