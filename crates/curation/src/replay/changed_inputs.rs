//! What has changed behind a rating or a weight: claims, capabilities, facts, measurements, reasons.
//!
//! A judged rating rests on the claims that it cites; a computed one on its inputs, and on no claim.

use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::derive::Input;
use framewise_model::knowledge::model::{Basis, Rating};
use framewise_model::knowledge::releases::change::Change;
use framewise_model::knowledge::releases::entry::{Kind, State};
use serde::Serialize;

use super::pairs::BeforeAfter;

/// One thing that has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnderlyingChange {
    /// What it is: claim, capability, fact, measurement, or the reason of a rating or of an effect.
    pub kind: &'static str,
    /// Its id; none for a reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// What happened to it, as in "added".
    pub change: &'static str,
    /// What it said, in short.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// What it says, in short.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The text of the claim or of the reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl UnderlyingChange {
    /// Returns the change of the rationale of an editorial value, if it changed.
    pub(super) fn reason(before: Option<&str>, after: Option<&str>) -> Option<Self> {
        let text = after.filter(|_| before != after)?.to_owned();
        let (id, from, to) = (None, None, None);
        Some(Self { kind: "reason", id, change: "changed", from, to, text: Some(text) })
    }
}

/// What has changed behind the rating of a framework, which stands in both knowledge bases.
pub(super) fn underlying_changes(
    knowledge: BeforeAfter<&Knowledge>,
    changes: &[Change],
    framework: &str,
    ratings: BeforeAfter<&Rating>,
) -> Vec<UnderlyingChange> {
    let BeforeAfter { before, after } = ratings;
    let mut behind = Vec::new();
    let mut others = None;
    match (&before.basis, &after.basis) {
        (Basis::Derived(before), Basis::Derived(after)) => {
            behind.extend(inputs(knowledge, framework, BeforeAfter { before, after }));
        }
        (Basis::Editorial(was), Basis::Editorial(is)) => {
            behind.extend(claims(knowledge, changes, framework, ratings));
            others = UnderlyingChange::reason(Some(was), Some(is));
        }
        _ => {
            let [from, to] = [before, after].map(|rating| Some(kind_of(rating).to_owned()));
            let (id, text) = (None, None);
            behind.push(UnderlyingChange { kind: "basis", id, change: "changed", from, to, text });
            behind.extend(claims(knowledge, changes, framework, ratings));
        }
    }
    behind.extend(others);
    behind
}

fn kind_of(rating: &Rating) -> &'static str {
    match rating.basis {
        Basis::Derived(_) => "computed",
        Basis::Editorial(_) => "judged",
        Basis::Unknown => "unknown",
    }
}

/// The cited claims that have changed, or that are cited by one of the two only.
fn claims(
    knowledge: BeforeAfter<&Knowledge>,
    changes: &[Change],
    framework: &str,
    ratings: BeforeAfter<&Rating>,
) -> Vec<UnderlyingChange> {
    let BeforeAfter { before, after } = ratings.map(|rating| &rating.claims);
    let gone = before.iter().filter(|id| !after.contains(id));
    let underlying = after.iter().chain(gone).filter_map(|id| {
        let name = format!("{framework}/{id}");
        let change = changes.iter().find(|change| change.key() == (Kind::Claim, &name));
        let word = match change {
            Some(change) => change.verb(),
            None if !before.contains(id) => "now cited",
            None if !after.contains(id) => "no longer cited",
            None => return None,
        };
        let said = |state: Option<&State>| state.map(|state| state.value.clone());
        let text = claim_text(knowledge.after, framework, id)
            .or_else(|| claim_text(knowledge.before, framework, id));
        Some(UnderlyingChange {
            kind: Kind::Claim.as_str(),
            id: Some(id.clone()),
            change: word,
            from: said(change.and_then(|change| change.from.as_ref())),
            to: said(change.and_then(|change| change.to.as_ref())),
            text,
        })
    });
    underlying.collect()
}

fn claim_text(knowledge: &Knowledge, framework: &str, id: &str) -> Option<String> {
    let claims = &knowledge.framework(framework)?.record.claims;
    claims.iter().find(|claim| claim.id == id).map(|claim| claim.text.clone())
}

/// The inputs whose share of a computed rating has changed.
fn inputs(
    knowledge: BeforeAfter<&Knowledge>,
    framework: &str,
    inputs: BeforeAfter<&Vec<Input>>,
) -> Vec<UnderlyingChange> {
    let BeforeAfter { before, after } = inputs;
    let gone = before.iter().filter(|input| !after.iter().any(|other| other.id == input.id));
    let moved = after.iter().chain(gone).filter_map(|input| {
        let of = |inputs: &[Input]| inputs.iter().find(|other| other.id == input.id).cloned();
        let (before, after) = (of(before), of(after));
        let counted = |input: &Option<Input>| {
            input.as_ref().map(|input| (input.value, input.share.to_bits(), input.found.clone()))
        };
        if counted(&before) == counted(&after) {
            return None;
        }
        let change = match (&before, &after) {
            (None, _) => "added",
            (_, None) => "removed",
            _ => "changed",
        };
        let described = |input: Option<Input>| {
            input.map(|Input { found, value, share, .. }| {
                format!("{found}, counts {:.2} for {:.0} %", value.get(), share * 100.0)
            })
        };
        Some(UnderlyingChange {
            kind: kind_of_input(knowledge, framework, &input.id),
            id: Some(input.id.clone()),
            change,
            from: described(before),
            to: described(after),
            text: None,
        })
    });
    moved.collect()
}

fn kind_of_input(knowledge: BeforeAfter<&Knowledge>, framework: &str, id: &str) -> &'static str {
    let sides = [knowledge.after, knowledge.before];
    if sides.iter().any(|side| side.capabilities.iter().any(|capability| capability.id == id)) {
        return Kind::Capability.as_str();
    }
    let is_fact = |side: &&Knowledge| {
        side.facts.iter().any(|fact| fact.id == id)
            || side.framework(framework).is_some_and(|found| found.record.facts.contains_key(id))
    };
    if sides.iter().any(is_fact) { Kind::Fact.as_str() } else { "measurement" }
}
