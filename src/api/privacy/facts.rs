//! The facts of `privacy`, as callers read them: with the periods and the policy of this server.

use serde::Serialize;
use utoipa::ToSchema;

use framewise_storage::privacy::facts;
use framewise_storage::privacy::facts::TABLES;
use framewise_storage::privacy::facts::{
    CHOICES, DELETION, LOG, NEVER_KEPT, NOT_CLAIMED, PLACES, Periods,
};
use framewise_storage::privacy::{KEY_HOURS, StoringPolicy};

/// What is kept of a query, for how long, what is claimed and what is not.
///
/// Texts may have code spans in Markdown.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PrivacyFacts {
    /// What all of it is about.
    #[schema(max_length = 1_000)]
    pub summary: &'static str,
    /// What is claimed, and nothing beyond it.
    #[schema(max_items = 16)]
    pub claimed: Vec<String>,
    /// What is not claimed.
    #[schema(max_items = 16)]
    pub not_claimed: Vec<&'static str>,
    /// The settings of this server.
    pub settings: PrivacySettings,
    /// All ways to decide what is stored; the recommendation is the same in each of them.
    #[schema(max_items = 16)]
    pub choices: Vec<PrivacyChoice>,
    /// All tables of the database.
    #[schema(max_items = 32)]
    pub tables: Vec<PrivacyTable>,
    /// What is kept nowhere beside answers.
    #[schema(max_items = 32)]
    pub never_kept: Vec<&'static str>,
    /// How to have something deleted, and what that does.
    #[schema(max_items = 16)]
    pub deletion: Vec<&'static str>,
    /// What each database keeps of the order of arrival, and of what is deleted.
    #[schema(max_items = 8)]
    pub databases: Vec<PrivacyDatabase>,
    /// What the log of the service has.
    #[schema(max_items = 16)]
    pub log: Vec<&'static str>,
    /// How statistics are published.
    #[schema(max_items = 16)]
    pub statistics: Vec<String>,
}

/// What holds on this server.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct PrivacySettings {
    /// Whether it stores anything at all.
    pub storage: bool,
    /// Whether a query is stored that does not say whether it wants to be.
    pub store_by_default: bool,
    /// Days that a query is kept at most.
    #[schema(minimum = 0, maximum = 65_535)]
    pub retention_days: u16,
    /// Days that a receipt is kept at most.
    #[schema(minimum = 0, maximum = 65_535)]
    pub receipt_days: u16,
    /// Hours in which a request with an idempotency key can be repeated.
    #[schema(minimum = 0, maximum = 65_535)]
    pub idempotency_hours: i64,
}

/// A way to decide what is stored.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct PrivacyChoice {
    /// What to send or to set.
    #[schema(max_length = 200)]
    pub way: &'static str,
    /// What follows from it.
    #[schema(max_length = 200)]
    pub effect: &'static str,
}

/// A table of the database.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PrivacyTable {
    /// Its name.
    #[schema(max_length = 64)]
    pub name: &'static str,
    /// What a row of it is.
    #[schema(max_length = 1_000)]
    pub what: &'static str,
    /// How long a row is kept.
    #[schema(max_length = 1_000)]
    pub kept: String,
    /// All its columns.
    #[schema(max_items = 32)]
    pub columns: Vec<PrivacyColumns>,
}

/// Columns that hold the same kind of thing.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct PrivacyColumns {
    /// Their names.
    #[schema(max_items = 32)]
    pub names: &'static [&'static str],
    /// What they hold.
    #[schema(max_length = 200)]
    pub what: &'static str,
}

/// A database that a server can use.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct PrivacyDatabase {
    /// Its name.
    #[schema(max_length = 64)]
    pub name: &'static str,
    /// What it keeps of the order of arrival, and of what is deleted.
    #[schema(max_items = 16)]
    pub facts: &'static [&'static str],
}

/// The facts for a server that stores by `policy` and keeps for `periods`.
#[must_use]
pub fn privacy_facts(policy: StoringPolicy, periods: Periods) -> PrivacyFacts {
    let tables = TABLES.iter().map(|table| PrivacyTable {
        name: table.name,
        what: table.what,
        kept: (table.kept)(&periods),
        columns: table
            .columns
            .iter()
            .map(|columns| PrivacyColumns { names: columns.names, what: columns.what })
            .collect(),
    });
    let choices = CHOICES.map(|choice| PrivacyChoice { way: choice.way, effect: choice.effect });
    let databases =
        PLACES.map(|place| PrivacyDatabase { name: place.database, facts: place.facts });
    PrivacyFacts {
        summary: facts::SUMMARY,
        claimed: facts::claimed(&periods).into(),
        not_claimed: NOT_CLAIMED.into(),
        settings: PrivacySettings {
            storage: policy.enabled,
            store_by_default: policy.by_default,
            retention_days: periods.retention_days,
            receipt_days: periods.receipt_days,
            idempotency_hours: KEY_HOURS,
        },
        choices: choices.into(),
        tables: tables.collect(),
        never_kept: NEVER_KEPT.into(),
        deletion: DELETION.into(),
        databases: databases.into(),
        log: LOG.into(),
        statistics: facts::statistics().into(),
    }
}
