//! The entries of a knowledge base.
//!
//! An entry is something whose change a reader wants to see. What has no entry (the text of a question,
//! the title of a source) still changes the digest, and with it the version.

use serde::Serialize;
use serde_json::{Value, json};

use super::change::{Change, diff};
use super::entry::{Entries, Kind, State};
use crate::knowledge::digest::mark;
use crate::knowledge::format;
use crate::knowledge::model::{Basis, Framework, Knowledge, Rating};

/// What a knowledge base has changed since its last release; `None` if it is that release, or if it
/// has none yet.
#[must_use]
pub fn unreleased(knowledge: &Knowledge) -> Option<Vec<Change>> {
    let newest = knowledge.history.newest()?;
    let moved = newest.digest != knowledge.digest;
    moved.then(|| diff(knowledge.history.entries(), &entries(knowledge)))
}

/// The entries of a knowledge base.
#[must_use]
pub fn entries(knowledge: &Knowledge) -> Entries {
    let mut entries = Entries::new();
    for framework in &knowledge.frameworks {
        add_framework(knowledge, framework, &mut entries);
    }
    for answer in &knowledge.options {
        let (_, choice) = knowledge.chosen(answer);
        for (attribute, weight) in &answer.effects {
            let criterion = knowledge.attributes[*attribute].id.as_str();
            let effect = choice.effect_on(criterion);
            let rest = effect.map(|effect| json!([effect.rationale, effect.source]));
            let state = State::new(&weight.get().to_string(), rest.as_ref().map(mark));
            entries.insert((Kind::Effect, format!("{}/{criterion}", answer.label)), state);
        }
    }
    for criterion in knowledge.criteria.iter() {
        let format::Criterion { id, name, definition, base_weight, rubric, .. } = criterion;
        let rubric =
            [&rubric.zero, &rubric.quarter, &rubric.half, &rubric.three_quarters, &rubric.one];
        let state = marked(&base_weight.to_string(), &json!([name, definition, rubric]));
        entries.insert((Kind::Criterion, id.clone()), state);
    }
    entries
}

fn add_framework(knowledge: &Knowledge, framework: &Framework, entries: &mut Entries) {
    let Framework { record, ratings, .. } = framework;
    let mut add = |kind, id: &str, state| {
        entries.insert((kind, format!("{}/{id}", record.id)), state);
    };
    for claim in &record.claims {
        add(Kind::Claim, &claim.id, claim_state(claim));
    }
    for (id, found) in &record.capabilities {
        add(Kind::Capability, id, capability_state(found));
    }
    for (id, fact) in &record.facts {
        let number = fact.number.map(|number| number.to_string());
        let value = fact.text.clone().or(number).unwrap_or_default();
        add(Kind::Fact, id, marked(&value, &json!([value, fact.source, fact.note])));
    }
    // A feature is rated by the capability that it asks for and by nothing else.
    let criteria = knowledge.attributes.iter().zip(ratings).filter(|(c, _)| c.capability.is_none());
    for (criterion, rating) in criteria {
        add(Kind::Rating, &criterion.id, rating_state(rating));
    }
    let rest = json!([record.summary, record.kind, record.interfaces]);
    entries.insert((Kind::Framework, record.id.clone()), marked(&record.name, &rest));
}

/// The keys that were added to the format later are part of the mark only where they are given, so that the
/// marks of earlier releases stay valid.
fn capability_state(found: &format::CapabilitySupport) -> State {
    let mut rest = vec![json!(found.via), json!(found.source), json!(found.note)];
    if found.opt_in {
        rest.push(json!("opt_in"));
    }
    rest.extend(found.package.iter().map(|package| json!(package)));
    rest.extend(
        found
            .alternatives
            .iter()
            .map(|way| json!([way.support, way.partial, way.via, way.package, way.source])),
    );
    marked(&found.level(), &json!(rest))
}

fn claim_state(claim: &format::Claim) -> State {
    let counter: Vec<_> =
        claim.counter_evidence.iter().map(|against| (&against.source, &against.text)).collect();
    let format::Claim { criterion, text, sources, ambiguous, .. } = claim;
    let value = [word(&claim.kind), word(&claim.grade), word(&claim.verdict)].join(", ");
    marked(&value, &json!([criterion, text, sources, counter, ambiguous]))
}

/// `0.62 [0.5, 0.74]`; a derived rating has no mark, because its inputs are entries themselves.
fn rating_state(rating: &Rating) -> State {
    // To three decimals: a smaller difference is visible in no answer.
    let [value, low, high] = [rating.value, rating.low, rating.high]
        .map(|unit| (unit.get() * 1_000.0).round() / 1_000.0);
    let shown = format!("{value} [{low}, {high}]");
    match &rating.basis {
        Basis::Editorial(reason) => marked(&shown, &json!([reason, rating.claims])),
        Basis::Derived(_) => State::new(&shown, None),
        Basis::Unknown => State::new("unknown", None),
    }
}

/// A state with a mark made of what its value leaves out.
fn marked(value: &str, rest: &Value) -> State {
    State::new(value, Some(mark(rest)))
}

/// A word of the files, such as `use_when`.
fn word(of: &impl Serialize) -> String {
    json!(of).as_str().unwrap_or_default().to_owned()
}
