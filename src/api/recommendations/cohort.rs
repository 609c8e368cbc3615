//! Counts the answers of a request for a cohort, unless the participant objects. The outcome is part of the response and
//! has no other effect on it.

use actix_web::HttpRequest;
use framewise_model::fault::Fault;
use framewise_model::request::{COHORT, Parsed, Refusal};
use framewise_storage::cohorts::NotCounted;
use framewise_storage::privacy::{
    JoinToken, NotStored, Repeatable, StoragePreference, StoringPolicy,
};

use super::storage_outcome::CohortOutcome;
use super::storing::{answered, client};
use crate::api::state::State;
use crate::http::admission::rate_limits::Policy;

/// What a participant who does not want to be counted sends in place of the token.
pub const DECLINE: &str = "decline";

/// What a request says about a cohort.
#[derive(Debug, Clone, Copy)]
pub(super) enum CohortChoice {
    /// The participant declines.
    Decline,
    /// The answers are to count for the cohort of this token.
    Join(JoinToken),
}

/// Reads the member `cohort`.
///
/// # Errors
/// [`Refusal`] if it is no join token.
pub(super) fn cohort_choice(parsed: &Parsed) -> Result<Option<CohortChoice>, Refusal> {
    let Some(text) = &parsed.cohort else { return Ok(None) };
    if text == DECLINE {
        return Ok(Some(CohortChoice::Decline));
    }
    let token = text.parse().map_err(|error| {
        let detail = format!("{error}; “{DECLINE}” stands for a participant who declines");
        Refusal::invalid(Fault::at(&[COHORT], detail))
    })?;
    Ok(Some(CohortChoice::Join(token)))
}

/// Counts the answers, unless the participant or the server objects. The address of the client is used for its quota
/// only.
///
/// # Errors
/// [`Refusal`] if nothing would count; this is checked only for answers that are to be counted.
pub(super) async fn count(
    state: &State,
    request: &HttpRequest,
    parsed: &Parsed,
    preference: StoragePreference,
    choice: CohortChoice,
    repeatable: Option<Repeatable<'_>>,
) -> Result<CohortOutcome, Refusal> {
    let refuse = |reason| Ok(Err(NotCounted::Storing(reason)));
    let CohortChoice::Join(token) = choice else { return Ok(Err(NotCounted::Declined)) };
    // Who sends a token has asked for it.
    let policy = StoringPolicy { by_default: true, ..state.policy() };
    if let Err(reason) = policy.decide(preference) {
        return refuse(reason);
    }
    let Some(stored_queries) = state.stored_queries() else {
        return refuse(NotStored::SwitchedOff);
    };
    // The recommendation is the same in any case.
    if state.admission().charge(request, Policy::Storing, 1).is_err() {
        return refuse(NotStored::RateLimited);
    }
    match answered(state, parsed)? {
        Ok(answered) => {
            let client = client(state, request);
            Ok(stored_queries.cohorts().count(&token, answered, client, repeatable).await)
        }
        Err(reason) => refuse(reason),
    }
}
