//! What is kept, for how long, what is claimed and what is not: the one source of `GET /v1/privacy`, of
//! `docs/privacy.md`, and of the columns that the schema test allows.
//!
//! A change of the schema or of a period begins here.

/// The tables and their columns.
mod tables;
/// Everything that is said in sentences.
mod wording;

pub use tables::{Columns, TABLES, Table};
pub use wording::{
    CHOICES, Choice, DELETION, LOG, NEVER_KEPT, NOT_CLAIMED, PLACES, Place, SUMMARY, claimed,
    statistics,
};

/// For how long things are kept, counted from the Monday of the query's week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Periods {
    /// Days after which a query is added to the counts and deleted; no fewer than for receipts.
    pub retention_days: u16,
    /// Days after which a receipt is dropped.
    pub receipt_days: u16,
}

impl Default for Periods {
    fn default() -> Self {
        Self { retention_days: 90, receipt_days: 30 }
    }
}

/// `1 day`, `30 days`.
fn days(count: u16) -> String {
    counted(count, "day")
}

fn counted(count: impl Into<i64>, unit: &str) -> String {
    let count = count.into();
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}
