//! How old the evidence is: behind an answer, and in a whole knowledge folder.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::knowledge::Knowledge;
use crate::knowledge::model::Framework;
use crate::scoring::Weights;

/// Months after which a claim should be compared with its sources again.
pub const STALE_AFTER_MONTHS: i64 = 18;

/// The claim behind a recommendation that was verified longest ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct OldestClaim<'k> {
    /// Its id.
    #[schema(max_length = 100)]
    pub claim: &'k str,
    /// Day it was last compared with its sources.
    #[schema(max_length = 10)]
    pub verified_on: &'k str,
}

/// The oldest of the claims behind those ratings of a framework that have weight.
#[must_use]
pub fn oldest_claim<'k>(framework: &'k Framework, weights: &Weights) -> Option<OldestClaim<'k>> {
    let counting = framework.oldest.iter().enumerate().filter(|(at, _)| weights.get(*at) > 0.0);
    counting
        .filter_map(|(_, oldest)| framework.record.claims.get((*oldest)?))
        .map(|claim| OldestClaim { claim: &claim.id, verified_on: &claim.verified_on })
        .min_by_key(|oldest| (oldest.verified_on, oldest.claim))
}

/// What should be looked at again, one line each: claims that are older than
/// [`STALE_AFTER_MONTHS`], and figures of a release that is no longer the latest one recorded.
#[must_use]
pub fn warnings(knowledge: &Knowledge, today: Date) -> Vec<String> {
    knowledge
        .frameworks
        .iter()
        .flat_map(|framework| of_framework(knowledge, framework, today))
        .collect()
}

fn of_framework(knowledge: &Knowledge, framework: &Framework, today: Date) -> Vec<String> {
    let record = &framework.record;
    let id = &record.id;
    let limit = today.saturating_sub(STALE_AFTER_MONTHS.months());
    let mut warnings = Vec::new();
    let stale: Vec<&str> = record
        .claims
        .iter()
        .filter(|claim| claim.verified_on.parse::<Date>().is_ok_and(|day| day < limit))
        .map(|claim| claim.id.as_str())
        .collect();
    if !stale.is_empty() {
        warnings.push(format!(
            "{id}: verified more than {STALE_AFTER_MONTHS} months ago: {}",
            stale.join(", ")
        ));
    }
    let text = |fact: &str| record.facts.get(fact)?.text.as_deref();
    let Some(latest) = text("latest_release") else { return warnings };
    let measured = knowledge.measurements.of(id);
    if let Some(measured) = measured.filter(|measured| measured.version != latest) {
        warnings.push(format!("{id}: the lab measured {}, but {latest} is out", measured.version));
    }
    // Facts whose source is an older release of the package; the first release is old by nature.
    let Some(package) = text("package") else { return warnings };
    let missed: Vec<&str> = record
        .facts
        .iter()
        .filter(|(kind, _)| *kind != "first_release")
        .filter(|(_, fact)| {
            let source = knowledge.sources.iter().find(|source| source.id == fact.source);
            let version = source
                .and_then(|source| source.url.strip_prefix(package))
                .and_then(|rest| rest.strip_prefix('@'));
            version.is_some_and(|version| version != latest)
        })
        .map(|(kind, _)| kind.as_str())
        .collect();
    if !missed.is_empty() {
        warnings.push(format!("{id}: read at a release before {latest}: {}", missed.join(", ")));
    }
    warnings
}
