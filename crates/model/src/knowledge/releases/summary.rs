//! Changes, counted and in words: for the change list, the feed and the check.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::diff::{Change, Changes};
use super::entries::{Key, Kind};

/// How many came, moved and went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// New ones.
    pub added: usize,
    /// Ones that say something else.
    pub changed: usize,
    /// Ones that are gone.
    pub removed: usize,
}

impl Tally {
    /// Added, changed, removed.
    const fn numbers(self) -> [usize; 3] {
        [self.added, self.changed, self.removed]
    }

    fn count(&mut self, change: &Change) {
        *match change {
            Change::Added(_) => &mut self.added,
            Change::Changed { .. } => &mut self.changed,
            Change::Removed(_) => &mut self.removed,
        } += 1;
    }
}

/// The changes, counted by kind.
pub fn counts<'c>(
    changes: impl IntoIterator<Item = (&'c Key, &'c Change)>,
) -> BTreeMap<Kind, Tally> {
    let mut counts: BTreeMap<Kind, Tally> = BTreeMap::new();
    for (key, change) in changes {
        counts.entry(key.kind()).or_default().count(change);
    }
    counts
}

/// The counts in words: `3 claims and 1 fact added; 2 ratings changed`.
#[must_use]
pub fn counted<'c>(changes: impl IntoIterator<Item = (&'c Key, &'c Change)>) -> String {
    let counts = counts(changes);
    let verbs = ["added", "changed", "removed"].into_iter().enumerate();
    let parts = verbs.filter_map(|(index, verb)| {
        let numbers = counts.iter().map(|(kind, tally)| (kind, tally.numbers()[index]));
        let nouns: Vec<String> = numbers
            .filter(|(_, number)| *number > 0)
            .map(|(kind, number)| {
                let noun = if number == 1 { kind.as_str() } else { kind.plural() };
                format!("{number} {noun}")
            })
            .collect();
        (!nouns.is_empty()).then(|| format!("{} {verb}", enumerated(&nouns)))
    });
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() {
        return "only texts, sources or dates beside the entries".to_owned();
    }
    parts.join("; ")
}

/// `a, b and c`.
fn enumerated(parts: &[String]) -> String {
    match parts {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        _ => parts.concat(),
    }
}

/// What to tell of a release, one point after the other: the counts for each framework, for questions
/// and criteria, and then every value that moved, ratings by how far.
#[must_use]
pub fn points(changes: &Changes) -> Vec<String> {
    let mut owners: BTreeMap<(bool, &str), Vec<(&Key, &Change)>> = BTreeMap::new();
    for (key, change) in changes {
        let owner = match key.framework() {
            Some(framework) => (false, framework),
            None if key.kind() == Kind::Effect => (true, "questions"),
            None => (true, "criteria"),
        };
        owners.entry(owner).or_default().push((key, change));
    }
    let counts =
        owners.into_iter().map(|((_, owner), changes)| format!("{owner}: {}", counted(changes)));
    let points: Vec<String> = counts.chain(moved(changes)).collect();
    if points.is_empty() { vec![counted(changes)] } else { points }
}

/// The changes whose readable values differ, ratings first and the farthest of them first.
fn moved(changes: &Changes) -> impl Iterator<Item = String> {
    let mut moved: Vec<(&Key, &str, &str)> = changes
        .iter()
        .filter_map(|(key, change)| {
            let (from, to) = (change.from()?.value(), change.to()?.value());
            (from != to).then_some((key, from, to))
        })
        .collect();
    moved.sort_by_key(|(key, from, to)| {
        (key.kind() != Kind::Rating, Reverse(distance(from, to)), *key)
    });
    moved.into_iter().map(|(key, from, to)| format!("{key}: {from} → {to}"))
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
