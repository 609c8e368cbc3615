//! Every table and column of the database with its purpose and its period. The schema test allows no other
//! column, `GET /v1/privacy` returns this list, and a test compares it with `docs/privacy.md`.
//!
//! A change of the schema or of a period begins here.

use super::closed_answers::QUESTIONS;
use super::cohort_token::MAX_WEEKS;
use super::idempotency::KEY_HOURS;

/// How long rows are kept, counted from the Monday of the query's week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Periods {
    /// Days after which a query is added to the counts and deleted; at least as many as for receipts.
    pub retention_days: u16,
    /// Days after which a receipt no longer leads to its query.
    pub receipt_days: u16,
}

impl Default for Periods {
    fn default() -> Self {
        Self { retention_days: 90, receipt_days: 30 }
    }
}

/// How long a row of a table is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// [`Periods::retention_days`].
    Retention,
    /// [`Periods::receipt_days`].
    Receipt,
    /// [`KEY_HOURS`].
    KeyHours,
    /// The weeks that its creator chose; the number is the maximum.
    CohortEnd,
    /// Never deleted.
    Permanently,
}

impl Kept {
    /// The period as text, such as `at most 90 days, counted from the Monday of its week`.
    #[must_use]
    pub fn text(self, periods: Periods) -> String {
        let days = |count| format!("at most {count} days, counted from the Monday of its week");
        match self {
            Self::Retention => days(periods.retention_days),
            Self::Receipt => days(periods.receipt_days),
            Self::KeyHours => format!("{KEY_HOURS} hours"),
            Self::CohortEnd => {
                format!("until it is deleted or its chosen time ends, at most {MAX_WEEKS} weeks")
            }
            Self::Permanently => "permanently".to_owned(),
        }
    }
}

/// A table of the database.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// What its rows are for.
    pub purpose: &'static str,
    /// How long a row is kept.
    pub kept: Kept,
    /// All its columns, in the order of the table.
    pub columns: &'static [Columns],
}

/// Columns with the same purpose.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    /// Their names.
    pub names: &'static [&'static str],
    /// What they hold.
    pub purpose: &'static str,
}

impl Table {
    /// The names of all columns, in the order of the table.
    pub fn column_names(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().flat_map(|columns| columns.names).copied()
    }
}

/// One column.
const fn column(name: &'static [&'static str; 1], purpose: &'static str) -> Columns {
    Columns { names: name, purpose }
}

/// The questions with one answer; the last question takes several.
const SINGLE_CHOICE: &[&str] = QUESTIONS.split_at(QUESTIONS.len() - 1).0;

/// Every table.
pub const TABLES: [Table; 10] = [
    Table {
        name: "queries",
        purpose: "The answers of one query and the recommended framework.",
        kept: Kept::Retention,
        columns: &[
            column(&["id"], "128 bits, an HMAC of the receipt under the key of the week"),
            column(&["week"], "ISO week in UTC"),
            Columns { names: SINGLE_CHOICE, purpose: "chosen option; null without an answer" },
            column(&["features"], "chosen features, sorted"),
            column(&["knowledge_version"], "version of the knowledge that decided"),
            column(&["winner"], "recommended framework; null if all were excluded"),
            column(&["via_platform"], "always false in this version"),
        ],
    },
    Table {
        name: "receipt_keys",
        purpose: "The random key of a week, with which receipts lead to the rows of that week.",
        kept: Kept::Receipt,
        columns: &[column(&["week"], "ISO week in UTC"), column(&["value"], "256 random bits")],
    },
    Table {
        name: "feedback",
        purpose: "What the holder of a receipt reported about the recommendation.",
        kept: Kept::Receipt,
        columns: &[
            column(&["week"], "week of the query"),
            column(&["query_id"], "id of the query"),
            column(&["chosen"], "framework that was chosen, `none` or `other`"),
            column(&["rating"], "rating from 1 to 5; null without a rating"),
        ],
    },
    Table {
        name: "idempotency_keys",
        purpose: "That a request with an Idempotency-Key was stored or counted for a cohort, so that a repeat is not.",
        kept: Kept::KeyHours,
        columns: &[
            column(&["key_mac"], "HMAC of the key"),
            column(&["body_mac"], "HMAC of key and body"),
            column(&["expires_hour"], "end of the period in whole hours since 1970 in UTC"),
            column(&["attempt"], "128 random bits of the attempt that was stored"),
        ],
    },
    Table {
        name: "counts",
        purpose: "How often each answer, framework and feedback occurred in deleted rows of a week.",
        kept: Kept::Permanently,
        columns: &[
            column(&["week"], "ISO week in UTC"),
            column(&["subject"], "what is counted, such as a question"),
            column(&["key"], "the counted value, such as an option"),
            column(&["count"], "the number of rows"),
        ],
    },
    Table {
        name: "releases",
        purpose: "The published statistics of a week.",
        kept: Kept::Permanently,
        columns: &[
            column(&["week"], "ISO week in UTC"),
            column(&["first_week"], "first week that the statistics cover"),
            column(&["body"], "the statistics; null if the week was merged into the next"),
            column(&["noisy_total"], "the number of queries of the week with noise"),
        ],
    },
    Table {
        name: "cohorts",
        purpose: "A group whose teacher sees what it answered.",
        kept: Kept::CohortEnd,
        columns: &[
            column(&["id"], "128 random bits"),
            column(&["join_hash"], "SHA-256 of the token that adds answers"),
            column(&["read_hash"], "SHA-256 of the token that reads"),
            column(&["ends_on"], "the day on which the cohort is deleted"),
            column(
                &["participants"],
                "the number of expected participants, which limits the answers of one client in a day",
            ),
            column(&["closed"], "whether no more answers are added"),
            column(&["released_answers"], "the number of answers in the figures that are shown"),
            column(
                &["body"],
                "the figures that are shown, rounded and suppressed; null before the first",
            ),
        ],
    },
    Table {
        name: "cohort_counts",
        purpose: "How often each option was chosen and each framework came first in a cohort; nothing of one answer.",
        kept: Kept::CohortEnd,
        columns: &[
            column(&["cohort"], "id of the cohort"),
            column(&["subject"], "what is counted, such as a question"),
            column(&["key"], "the counted value, such as an option"),
            column(&["count"], "the number of answers"),
        ],
    },
    Table {
        name: "secrets",
        purpose: "The random key of the HMACs for requests with an Idempotency-Key.",
        kept: Kept::Permanently,
        columns: &[column(&["name"], "what the key is for"), column(&["value"], "256 random bits")],
    },
    Table {
        name: "_sqlx_migrations",
        purpose: "The applied changes of the schema.",
        kept: Kept::Permanently,
        columns: &[Columns {
            names: &[
                "version",
                "description",
                "installed_on",
                "success",
                "checksum",
                "execution_time",
            ],
            purpose: "the change, when it was applied, its checksum and its duration",
        }],
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Kept, Periods, TABLES};

    #[test]
    fn no_table_and_no_column_is_listed_twice() {
        let names: BTreeSet<_> = TABLES.iter().map(|table| table.name).collect();
        assert_eq!(names.len(), TABLES.len());
        for table in TABLES {
            let columns: BTreeSet<_> = table.column_names().collect();
            assert_eq!(columns.len(), table.column_names().count(), "{}", table.name);
        }
    }

    #[test]
    fn a_period_follows_the_settings() {
        let periods = Periods { retention_days: 44, receipt_days: 7 };
        let texts = [Kept::Retention, Kept::Receipt, Kept::KeyHours].map(|kept| kept.text(periods));
        assert_eq!(
            texts,
            [
                "at most 44 days, counted from the Monday of its week",
                "at most 7 days, counted from the Monday of its week",
                "24 hours"
            ]
        );
    }
}
