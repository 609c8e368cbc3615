//! The facts as JSON, with the periods and the policy of this server.

use framewise_storage::disclosure::EPSILON;
use framewise_storage::privacy::data_inventory::{Periods, TABLES, Table};
use framewise_storage::privacy::{KEY_HOURS, StoringPolicy};
use serde::Serialize;
use utoipa::ToSchema;

/// What this server does with queries.
#[derive(Debug, Clone, Copy)]
pub struct Practice {
    /// What it stores.
    pub policy: StoringPolicy,
    /// How long it keeps that.
    pub periods: Periods,
    /// Whether it sends traces of requests to a collector.
    pub traces: bool,
}

/// What the server stores of a query, for how long, how to object and how to erase.
///
/// `GET /v1/privacy.md` explains these facts.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PrivacyFacts {
    /// What is claimed.
    #[schema(max_items = 16)]
    pub claimed: Vec<String>,
    /// What is not claimed.
    #[schema(max_items = 16)]
    pub not_claimed: &'static [&'static str],
    /// The settings of this server.
    pub settings: PrivacySettings,
    /// All ways to decide what is stored; the recommendation is the same in each of them.
    #[schema(max_items = 16)]
    pub choices: &'static [PrivacyChoice],
    /// All tables of the database.
    #[schema(max_items = 32)]
    pub tables: Vec<PrivacyTable>,
    /// How to erase a query, and what remains.
    #[schema(max_items = 16)]
    pub erasure: &'static [&'static str],
}

/// The settings of this server.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct PrivacySettings {
    /// Whether the server stores queries.
    pub storage: bool,
    /// Whether it stores a query without the member `store`.
    pub store_by_default: bool,
    /// Days after which a query is deleted.
    #[schema(minimum = 0, maximum = 65_535)]
    pub retention_days: u16,
    /// Days after which a receipt no longer leads to its query.
    #[schema(minimum = 0, maximum = 65_535)]
    pub receipt_days: u16,
    /// Hours in which a request can be repeated with its idempotency key.
    #[schema(minimum = 0, maximum = 65_535)]
    pub idempotency_hours: i64,
    /// Whether the server sends the exact time of each request to a collector of traces. With traces, a reader of
    /// collector and database can find out when a row was stored.
    pub traces: bool,
}

/// A way to decide what is stored.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct PrivacyChoice {
    /// What to send or to set.
    #[schema(max_length = 200)]
    pub way: &'static str,
    /// The effect.
    #[schema(max_length = 200)]
    pub effect: &'static str,
}

/// A table of the database.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PrivacyTable {
    /// Its name.
    #[schema(max_length = 64)]
    pub name: &'static str,
    /// What its rows are for.
    #[schema(max_length = 200)]
    pub purpose: &'static str,
    /// How long a row is kept.
    #[schema(max_length = 200)]
    pub kept: String,
    /// All its columns.
    #[schema(max_items = 32)]
    pub columns: Vec<PrivacyColumns>,
}

/// Columns with the same purpose.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct PrivacyColumns {
    /// Their names.
    #[schema(max_items = 32)]
    pub names: &'static [&'static str],
    /// What they hold.
    #[schema(max_length = 200)]
    pub purpose: &'static str,
}

const NOT_CLAIMED: &[&str] = &[
    "that single rows are anonymous in law",
    "that deletion alters published figures",
    "that a person who sends many queries is hidden in the statistics like one who sends one",
    "that response times do not show whether somebody sent the same answers lately",
    "that PostgreSQL overwrites the bytes of an erased row at once",
    "that the figures of a cohort hide somebody from a teacher who knows who took part",
];

const CHOICES: &[PrivacyChoice] = &[
    PrivacyChoice {
        way: "`\"store\": false` in the request",
        effect: "Nothing of the request is stored.",
    },
    PrivacyChoice {
        way: "the header `Sec-GPC: 1` (Global Privacy Control)",
        effect: "Nothing of the request is stored, even with `\"store\": true`.",
    },
    PrivacyChoice {
        way: "the header `DNT: 1` (Do Not Track)",
        effect: "Nothing of the request is stored, even with `\"store\": true`.",
    },
    PrivacyChoice {
        way: "`\"cohort\": \"decline\"` in the request, or no `cohort`",
        effect: "The answers count for no cohort.",
    },
    PrivacyChoice { way: "`GET /v1/recommendations`", effect: "A GET request is never stored." },
    PrivacyChoice {
        way: "`storage = false` in the settings of the server",
        effect: "The server stores nothing and has no database.",
    },
    PrivacyChoice {
        way: "`store_by_default = false` in the settings of the server",
        effect: "The server stores only requests with `\"store\": true`.",
    },
];

const ERASURE: &[&str] = &[
    "`POST /v1/receipts/erase` deletes the query and its feedback from all tables.",
    "Status 204 means that no file of the database holds their bytes; with 202, bytes remain.",
    "An expired receipt erases nothing.",
    "Published statistics stay as they are.",
    "A copy of the database keeps its rows until its owner deletes it.",
];

/// The facts for a server with this practice.
#[must_use]
pub fn privacy_facts(practice: Practice) -> PrivacyFacts {
    let Practice { policy, periods, traces } = practice;
    let receipt_days = periods.receipt_days;
    PrivacyFacts {
        claimed: vec![
            "no name, address, cookie or account is stored".to_owned(),
            "no stored answer carries a platform's name or a time finer than a week".to_owned(),
            "log and database together do not connect a row with a time finer than a week better than by chance"
                .to_owned(),
            format!("published statistics are differentially private with ε = {EPSILON} for each stored query"),
            format!("after {receipt_days} days no stored answer can be connected with a receipt"),
            "no answer of a cohort is stored by itself, and nothing leads from a cohort to a query".to_owned(),
        ],
        not_claimed: NOT_CLAIMED,
        settings: PrivacySettings {
            storage: policy.enabled,
            store_by_default: policy.by_default,
            retention_days: periods.retention_days,
            receipt_days,
            idempotency_hours: KEY_HOURS,
            traces,
        },
        choices: CHOICES,
        tables: TABLES.iter().map(|table| privacy_table(table, periods)).collect(),
        erasure: ERASURE,
    }
}

fn privacy_table(table: &Table, periods: Periods) -> PrivacyTable {
    let columns = table.columns.iter();
    PrivacyTable {
        name: table.name,
        purpose: table.purpose,
        kept: table.kept.text(periods),
        columns: columns
            .map(|columns| PrivacyColumns { names: columns.names, purpose: columns.purpose })
            .collect(),
    }
}
