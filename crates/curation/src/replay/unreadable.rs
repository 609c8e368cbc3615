//! Rows that one of the two knowledge bases cannot read, because an answer has gone or is not there yet.

use std::collections::BTreeMap;

use serde::Serialize;

/// Maximum number of distinct reasons, so that a file with many faults does not use unlimited memory.
const MAX_REASONS: usize = 200;

/// Rows that could not be decided by both; none of them is among those whose winner stays or changes.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Unreadable {
    /// Rows that only the knowledge before cannot read.
    pub before_only: u64,
    /// Rows that only the knowledge after cannot read.
    pub after_only: u64,
    /// Rows that neither can read.
    pub both: u64,
    /// Why; a row with several faults is counted with each.
    pub reasons: Vec<Reason>,
    /// Faults beyond the first 200 different ones.
    pub other_faults: u64,
}

/// Why rows cannot be read.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Reason {
    /// What is wrong.
    pub why: String,
    /// How often the knowledge before finds this.
    pub before: u64,
    /// How often the knowledge after finds it.
    pub after: u64,
    /// The first line of the file in which it stands; none for stored queries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_line: Option<u64>,
}

/// The same while it is counted.
#[derive(Debug, Default)]
pub(super) struct Unread {
    counts: Unreadable,
    reasons: BTreeMap<String, Reason>,
}

impl Unread {
    /// Counts a row that one or both cannot read, with the faults that each finds.
    pub fn add(
        &mut self,
        before: Option<Vec<String>>,
        after: Option<Vec<String>>,
        line: Option<u64>,
    ) {
        match (before.is_some(), after.is_some()) {
            (true, true) => self.counts.both += 1,
            (true, false) => self.counts.before_only += 1,
            (false, _) => self.counts.after_only += 1,
        }
        for why in before.into_iter().flatten() {
            if let Some(reason) = self.reason(why, line) {
                reason.before += 1;
            }
        }
        for why in after.into_iter().flatten() {
            if let Some(reason) = self.reason(why, line) {
                reason.after += 1;
            }
        }
    }

    fn reason(&mut self, why: String, line: Option<u64>) -> Option<&mut Reason> {
        if self.reasons.len() >= MAX_REASONS && !self.reasons.contains_key(&why) {
            self.counts.other_faults += 1;
            return None;
        }
        let new = Reason { why: why.clone(), first_line: line, ..Reason::default() };
        Some(self.reasons.entry(why).or_insert(new))
    }

    /// What has been counted, the most frequent reasons first.
    pub fn counted(&self) -> Unreadable {
        let mut counted = self.counts.clone();
        counted.reasons = self.reasons.values().cloned().collect();
        counted.reasons.sort_by_key(|reason| std::cmp::Reverse(reason.before.max(reason.after)));
        counted
    }
}

impl Unreadable {
    /// How many rows these are.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.before_only + self.after_only + self.both
    }
}
