//! Stores the answers of a request, unless the caller or the server objects. The outcome is part of the
//! response and has no other effect on it.

use std::net::IpAddr;

use actix_web::HttpRequest;
use actix_web::http::header::RETRY_AFTER;
use framewise_model::decision;
use framewise_model::request::{self, Parsed, Refusal};
use framewise_storage::Expected;
use framewise_storage::privacy::{
    Answered, ClosedAnswers, NotStored, Repeatable, StoragePreference,
};
use framewise_storage::stored_queries::{KeyConflict, StoredQueries, StoringOutcome};

use crate::api::state::State;
use crate::http::admission::rate_limits::Policy;
use crate::http::problem::Problem;
use crate::http::problem_types::ProblemType;
use crate::metrics;

/// Why a request is neither stored nor gets a recommendation.
#[derive(Debug, Clone, PartialEq)]
pub enum StoreRefusal {
    /// The request is invalid.
    Request(Refusal),
    /// Its key belongs to another request.
    Key(KeyConflict),
}

impl From<StoreRefusal> for Problem {
    fn from(refusal: StoreRefusal) -> Self {
        let of = |kind: ProblemType| Self::new(kind, kind.definition().explanation);
        match refusal {
            StoreRefusal::Request(refusal) => refusal.into(),
            StoreRefusal::Key(KeyConflict::Reused) => of(ProblemType::KeyReused),
            StoreRefusal::Key(KeyConflict::UnderWay) => {
                of(ProblemType::RequestUnderWay).with_header(RETRY_AFTER, "1")
            }
        }
    }
}

/// Tells the writer that a query is being worked out, if it is to be stored: queries before it wait for it for a moment.
pub fn expect(state: &State, preference: StoragePreference) -> Option<Expected> {
    let is_wanted = state.policy().decide(preference).is_ok();
    state
        .stored_queries()
        .filter(|_| is_wanted)
        .map(|stored_queries| stored_queries.write_queue().expect())
}

/// Stores the answers, unless the caller or the server objects. The address of the client is used for its quota only.
///
/// # Errors
/// [`Refusal`] if nothing would count; this is checked only for a query that is to be stored.
pub async fn store(
    state: &State,
    request: &HttpRequest,
    parsed: &Parsed,
    preference: StoragePreference,
) -> Result<StoringOutcome, Refusal> {
    let outcome = match to_store(state, request, parsed, preference)? {
        Ok((stored_queries, answered)) => {
            stored_queries.store(answered, client(state, request)).await
        }
        Err(reason) => Err(reason),
    };
    Ok(outcome.inspect_err(|reason| metrics::query_not_stored(*reason)))
}

/// Stores the answers of a repeatable request once. The key has no effect on a query that is not stored.
///
/// # Errors
/// [`StoreRefusal`] if nothing would count, or if the key belongs to another request.
pub async fn store_once(
    state: &State,
    request: &HttpRequest,
    parsed: &Parsed,
    preference: StoragePreference,
    repeatable: Repeatable<'_>,
) -> Result<StoringOutcome, StoreRefusal> {
    let outcome =
        match to_store(state, request, parsed, preference).map_err(StoreRefusal::Request)? {
            Ok((stored_queries, answered)) => {
                let client = client(state, request);
                stored_queries
                    .store_once(answered, client, repeatable)
                    .await
                    .map_err(StoreRefusal::Key)?
            }
            Err(reason) => Err(reason),
        };
    Ok(outcome.inspect_err(|reason| metrics::query_not_stored(*reason)))
}

/// The address that stands for the client.
pub(super) fn client(state: &State, request: &HttpRequest) -> IpAddr {
    state.admission().client(request).address()
}

/// The answers to store and where, or why they are not stored.
fn to_store<'s>(
    state: &'s State,
    request: &HttpRequest,
    parsed: &Parsed,
    preference: StoragePreference,
) -> Result<Result<(&'s StoredQueries, Answered<'s>), NotStored>, Refusal> {
    if let Err(reason) = state.policy().decide(preference) {
        return Ok(Err(reason));
    }
    let Some(stored_queries) = state.stored_queries() else {
        return Ok(Err(NotStored::SwitchedOff));
    };
    // The recommendation is the same in any case.
    if state.admission().charge(request, Policy::Storing, 1).is_err() {
        return Ok(Err(NotStored::RateLimited));
    }
    Ok(answered(state, parsed)?.map(|answered| (stored_queries, answered)))
}

/// The answers and the framework that comes first, or why they cannot be stored.
///
/// # Errors
/// [`Refusal`] if nothing would count.
pub(super) fn answered<'s>(
    state: &'s State,
    parsed: &Parsed,
) -> Result<Result<Answered<'s>, NotStored>, Refusal> {
    let knowledge = state.knowledge();
    let applied = parsed.context.apply(knowledge);
    let winner =
        decision::first(&applied, &parsed.request).map_err(|_| request::nothing_counts())?;
    let winner = winner.map(|index| knowledge.frameworks[index].record.id.as_str());
    let knowledge_version = &knowledge.version;
    Ok(closed_answers(state, parsed).map(|answers| Answered {
        answers,
        knowledge_version,
        winner,
        via_platform: false,
    }))
}

/// The answers as closed identifiers.
fn closed_answers(state: &State, parsed: &Parsed) -> Result<ClosedAnswers, NotStored> {
    let knowledge = state.knowledge();
    let chosen = parsed.request.answers.options().iter().map(|option| {
        let (question, choice) = knowledge.chosen(&knowledge.options[*option]);
        (question.id.as_str(), choice.id.as_str())
    });
    ClosedAnswers::from_pairs(chosen).map_err(|cause| {
        // A fault of the knowledge and not of the caller, who gets a recommendation all the same.
        tracing::error!(%cause, "a query cannot be anonymised");
        NotStored::DatabaseUnavailable
    })
}
