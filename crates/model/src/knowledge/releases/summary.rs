//! Changes, counted and in words: for the change list, the feed and the check.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::change::Change;
use super::entry::Kind;

/// How many entries were added, changed and removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// New entries.
    pub added: usize,
    /// Entries that say something else.
    pub changed: usize,
    /// Entries that are gone.
    pub removed: usize,
}

/// The changes, counted by kind.
pub fn counts<'c>(changes: impl IntoIterator<Item = &'c Change>) -> BTreeMap<Kind, Tally> {
    let mut counts: BTreeMap<Kind, Tally> = BTreeMap::new();
    for change in changes {
        let tally = counts.entry(change.kind).or_default();
        match (&change.from, &change.to) {
            (None, _) => tally.added += 1,
            (Some(_), Some(_)) => tally.changed += 1,
            (Some(_), None) => tally.removed += 1,
        }
    }
    counts
}

/// The counts in words: `3 claims and 1 fact added; 2 ratings changed`.
#[must_use]
pub fn counted<'c>(changes: impl IntoIterator<Item = &'c Change>) -> String {
    let counts = counts(changes);
    let part = |verb: &str, number: fn(&Tally) -> usize| {
        let numbers = counts.iter().map(|(kind, tally)| (kind, number(tally)));
        let nouns = numbers
            .filter(|(_, number)| *number > 0)
            .map(|(kind, number)| format!("{number} {}", kind.noun(number)));
        let nouns: Vec<String> = nouns.collect();
        let (last, others) = nouns.split_last()?;
        let others = if others.is_empty() { String::new() } else { others.join(", ") + " and " };
        Some(format!("{others}{last} {verb}"))
    };
    let parts = [
        part("added", |tally| tally.added),
        part("changed", |tally| tally.changed),
        part("removed", |tally| tally.removed),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return "only texts, sources or dates that are no entries".to_owned();
    }
    parts.join("; ")
}

/// A release in points: the counts for each framework, for questions and for criteria, and then every
/// value that moved, ratings by how far.
#[must_use]
pub fn points(changes: &[Change]) -> Vec<String> {
    let mut owners: BTreeMap<(bool, &str), Vec<&Change>> = BTreeMap::new();
    for change in changes {
        let owner = match change.framework() {
            Some(framework) => (false, framework),
            None if change.kind == Kind::Effect => (true, "questions"),
            None => (true, "criteria"),
        };
        owners.entry(owner).or_default().push(change);
    }
    let counts =
        owners.into_iter().map(|((_, owner), changes)| format!("{owner}: {}", counted(changes)));
    let points: Vec<String> = counts.chain(moved(changes)).collect();
    if points.is_empty() { vec![counted(changes)] } else { points }
}

/// The changes whose readable values differ, ratings first and the farthest of them first.
fn moved(changes: &[Change]) -> impl Iterator<Item = String> {
    let mut moved: Vec<(&Change, &str, &str)> = changes
        .iter()
        .filter_map(|change| {
            let (from, to) = (&change.from.as_ref()?.value, &change.to.as_ref()?.value);
            (from != to).then_some((change, from.as_str(), to.as_str()))
        })
        .collect();
    moved.sort_by_key(|(change, from, to)| {
        (change.kind != Kind::Rating, Reverse(distance(from, to)), change.key())
    });
    moved.into_iter().map(|(change, from, to)| {
        format!("{} {}: {from} → {to}", change.kind.as_str(), change.name)
    })
}

/// How far apart the values of two ratings or weights are, in thousandths; 0 for other values.
fn distance(from: &str, to: &str) -> u32 {
    let number = |value: &str| value.split(' ').next().and_then(|first| first.parse::<f64>().ok());
    match (number(from), number(to)) {
        // Weights are at most 10, so that the thousandths always fit; NaN would become 0.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "casts of floats saturate"
        )]
        (Some(from), Some(to)) => ((to - from).abs() * 1_000.0).round() as u32,
        _ => 0,
    }
}
