//! The result of a replay: counts that add up, and for each pair of winners the causes of the change.

use serde::Serialize;

pub use super::attribution::Attribution;
use super::attribution::attribution;
pub use super::changed_inputs::UnderlyingChange;
use super::counting::{Flow, Replay};
use super::pairs::Pairs;
pub use super::unreadable::{Reason, Unreadable};
use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::releases::change;
use framewise_model::knowledge::releases::extract::entries;
use framewise_model::knowledge::releases::summary::counted;

/// Smaller values are rounding errors.
const NO_POINTS: f64 = 1e-9;

/// The result of a replay.
#[derive(Debug, Clone, Serialize)]
pub struct Report<'k> {
    /// The knowledge in use.
    pub before: Edition<'k>,
    /// The candidate.
    pub after: Edition<'k>,
    /// What differs between the two, counted.
    pub differences: String,
    /// All rows: `unchanged`, `changed` and those of `unreadable` together.
    pub rows: u64,
    /// Rows with the same winner.
    pub unchanged: u64,
    /// Rows with another winner.
    pub changed: u64,
    /// Rows that at least one of the two knowledge bases cannot read.
    pub unreadable: Unreadable,
    /// Stored queries by the version that answered them; empty for a file of requests.
    pub versions: Vec<Version>,
    /// How often each framework comes first, over the rows that both can read.
    pub wins: Vec<Wins>,
    /// The rows with another winner by the two winners, the most frequent first.
    pub changes: Vec<Change>,
}

/// A knowledge base.
#[derive(Debug, Clone, Serialize)]
pub struct Edition<'k> {
    /// Its version.
    pub version: &'k str,
    /// Its digest.
    pub digest: &'k str,
}

/// What a version of the knowledge has answered.
#[derive(Debug, Clone, Serialize)]
pub struct Version {
    /// The version.
    pub version: String,
    /// How many rows it has answered.
    pub rows: u64,
    /// Of these rows, the number that the old knowledge can read but decides differently: another version
    /// answered the row, or the request had members that are not stored.
    pub other_winner: u64,
}

/// How often a framework comes first.
#[derive(Debug, Clone, Serialize)]
pub struct Wins {
    /// Id of the framework; none where every framework was excluded.
    pub framework: Option<String>,
    /// Its name.
    pub name: String,
    /// By the knowledge before.
    pub before: u64,
    /// By the knowledge after.
    pub after: u64,
}

/// The rows that go from one winner to another.
#[derive(Debug, Clone, Serialize)]
pub struct Change {
    /// Id of the winner before; none where every framework was excluded.
    pub from: Option<String>,
    /// Its name.
    pub from_name: String,
    /// Id of the winner after.
    pub to: Option<String>,
    /// Its name.
    pub to_name: String,
    /// How many rows.
    pub rows: u64,
    /// Rows in which `from` takes no part any more: it has gone, or lacks what must be there.
    pub from_left: u64,
    /// Of the others, those in which `to` took no part before.
    pub to_joined: u64,
    /// What has moved the scores in the rest of them, the most points first.
    pub because: Vec<Attribution>,
}

impl Report<'_> {
    /// Of the rows that the knowledge before can read, the share in [0, 1] that gets another winner or
    /// cannot be read any more; 0 where there are none.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more than 52 bits")]
    pub fn share_changed(&self) -> f64 {
        let moved = self.changed + self.unreadable.after_only;
        moved as f64 / (self.unchanged + moved).max(1) as f64
    }
}

impl<'k> Replay<'k> {
    /// The result over all rows that have been added.
    #[must_use]
    pub fn report(&self) -> Report<'k> {
        let replay = self;
        let knowledge = replay.knowledge;
        let edition = |of: &'k Knowledge| Edition { version: &of.version, digest: &of.digest };
        let changes = change::diff(&entries(knowledge.before), &entries(knowledge.after));
        let mut flows: Vec<Change> = replay
            .flows
            .iter()
            .map(|(winners, flow)| change(replay, &changes, *winners, flow))
            .collect();
        flows.sort_by_key(|change| std::cmp::Reverse(change.rows));
        let versions = replay.versions.iter().map(|(version, answered)| Version {
            version: version.clone(),
            rows: answered.rows,
            other_winner: answered.other_winner,
        });
        Report {
            before: edition(knowledge.before),
            after: edition(knowledge.after),
            differences: if changes.is_empty() && knowledge.before.digest == knowledge.after.digest
            {
                "nothing".to_owned()
            } else {
                counted(&changes)
            },
            rows: replay.rows,
            unchanged: replay.unchanged.iter().sum(),
            changed: replay.flows.values().map(|flow| flow.rows).sum(),
            unreadable: replay.unread.counted(),
            versions: versions.collect(),
            wins: wins(replay),
            changes: flows,
        }
    }
}

/// Id and name of a framework, or words for no framework.
fn named(frameworks: &Pairs, winner: Option<usize>) -> (Option<String>, String) {
    match winner.map(|winner| &frameworks.items[winner]) {
        Some(pair) => (Some(pair.id.clone()), pair.name.clone()),
        None => (None, "no framework".to_owned()),
    }
}

/// The frameworks that come first at all, those that do so most often after first.
fn wins(replay: &Replay<'_>) -> Vec<Wins> {
    let winners = (0..replay.frameworks.items.len()).map(Some).chain([None]);
    let counted = winners.zip(&replay.unchanged).map(|(winner, unchanged)| {
        let (framework, name) = named(&replay.frameworks, winner);
        let mut wins = Wins { framework, name, before: *unchanged, after: *unchanged };
        for ((from, to), flow) in &replay.flows {
            // Not both: they differ.
            if *from == winner {
                wins.before += flow.rows;
            } else if *to == winner {
                wins.after += flow.rows;
            }
        }
        wins
    });
    let mut wins: Vec<Wins> = counted.filter(|wins| wins.before + wins.after > 0).collect();
    wins.sort_by_key(|wins| std::cmp::Reverse((wins.after, wins.before)));
    wins
}

#[expect(clippy::cast_precision_loss, reason = "a mean needs no more than 52 bits")]
fn change(
    replay: &Replay<'_>,
    changes: &[change::Change],
    (from, to): (Option<usize>, Option<usize>),
    flow: &Flow,
) -> Change {
    let compared = (flow.rows - flow.gone - flow.new).max(1) as f64;
    let mut because: Vec<Attribution> = flow
        .points
        .iter()
        .enumerate()
        .map(|(cause, points)| (replay.causes.list[cause], points / compared))
        .filter(|(_, points)| points.abs() > NO_POINTS)
        .map(|(cause, points)| attribution(replay, changes, cause, points))
        .collect();
    because.sort_by(|a, b| b.points.total_cmp(&a.points));
    let (from, from_name) = named(&replay.frameworks, from);
    let (to, to_name) = named(&replay.frameworks, to);
    let (rows, from_left, to_joined) = (flow.rows, flow.gone, flow.new);
    Change { from, from_name, to, to_name, rows, from_left, to_joined, because }
}
