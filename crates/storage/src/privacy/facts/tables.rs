//! The tables of the database with all their columns. The schema test allows no other.

use super::super::KEY_HOURS;
use super::super::closed_answers::QUESTIONS;
use super::{Periods, counted, days};

/// Days of a week after its Monday.
const REST_OF_WEEK: u16 = 6;

/// A table of the database.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// What a row of it is.
    pub what: &'static str,
    /// How long a row is kept.
    pub kept: fn(&Periods) -> String,
    /// All its columns.
    pub columns: &'static [Columns],
}

/// Columns that hold the same kind of thing.
#[derive(Debug, Clone, Copy)]
pub struct Columns {
    /// Their names.
    pub names: &'static [&'static str],
    /// What they hold.
    pub what: &'static str,
}

impl Table {
    /// The names of all columns.
    pub fn column_names(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().flat_map(|columns| columns.names).copied()
    }
}

/// The questions with one answer; the last question takes several.
const SINGLE_CHOICE: &[&str] = QUESTIONS.split_at(QUESTIONS.len() - 1).0;

/// Every table.
pub const TABLES: [Table; 8] = [
    Table {
        name: "queries",
        what: "What was answered in one `POST /v1/recommendations` to which nobody objected, and who \
               was recommended. A request of a batch is a query like any other; of a `text`, only \
               the closed answers that were understood are kept.",
        kept: |periods| {
            format!(
                "{0}, counted from the Monday of its week, so {0} at most; then added to `counts` \
                 and deleted.",
                days(periods.retention_days)
            )
        },
        columns: &[
            Columns {
                names: &["id"],
                what: "128 bits that follow no order and mean nothing to whoever has not both the receipt \
                       and the key of the week",
            },
            Columns {
                names: &["week"],
                what: "ISO week in UTC, such as `2026-W48`, instead of a time",
            },
            Columns {
                names: SINGLE_CHOICE,
                what: "the closed answers, one column each; empty where a question was left out",
            },
            Columns {
                names: &["features"],
                what: "the features asked for, sorted, so that not even the order of ticking is kept",
            },
            Columns { names: &["knowledge_version"], what: "which knowledge decided" },
            Columns { names: &["winner"], what: "which framework came first" },
            Columns {
                names: &["via_platform"],
                what: "whether the query came through some platform, and nothing else of it",
            },
        ],
    },
    Table {
        name: "receipt_keys",
        what: "One random key of 256 bits for each week. The `id` of a query is an HMAC of its receipt \
               under the key of its week. The receipt itself is only in the answer: nothing of it is kept.",
        kept: |periods| {
            let oldest = periods.receipt_days;
            format!(
                "Until {0} after the Monday of its week, which is {1} to {0} after a query; no time \
                 finer than a week is needed for that. From then on nobody can find the query of a \
                 receipt.",
                days(oldest),
                oldest.saturating_sub(REST_OF_WEEK)
            )
        },
        columns: &[
            Columns { names: &["week"], what: "ISO week in UTC" },
            Columns { names: &["value"], what: "the key" },
        ],
    },
    Table {
        name: "feedback",
        what: "What somebody with a receipt said about the recommendation. Saying it again replaces \
               it.",
        kept: |_| "As long as the receipt; it outlives it only in `counts`.".to_owned(),
        columns: &[
            Columns { names: &["week"], what: "the week of the query" },
            Columns { names: &["query_id"], what: "the `id` of the query" },
            Columns { names: &["chosen"], what: "the framework that was chosen" },
            Columns { names: &["rating"], what: "a rating from 1 to 5" },
        ],
    },
    Table {
        name: "idempotency_keys",
        what: "That a request was answered, so that its repetition is not stored a second time. It has \
               no link to the query.",
        kept: |_| format!("{}.", counted(KEY_HOURS, "hour")),
        columns: &[
            Columns {
                names: &["key_mac"],
                what: "HMAC of the key under a random secret; the key itself is not kept",
            },
            Columns { names: &["body_mac"], what: "HMAC of key and body under the same secret" },
            Columns {
                names: &["expires_hour"],
                what: "when it expires, in whole hours since 1970 in UTC",
            },
            Columns {
                names: &["attempt"],
                what: "128 random bits of the attempt that was stored, so that only this one can be taken \
                       back if nobody could be told of it",
            },
        ],
    },
    Table {
        name: "counts",
        what: "How many queries of a week had some answer, how many led to some framework, and how much \
               feedback chose what; of rows that are deleted. No row can be put together from them.",
        kept: |_| "For good.".to_owned(),
        columns: &[
            Columns { names: &["week"], what: "ISO week in UTC" },
            Columns { names: &["subject"], what: "what is counted, such as a question" },
            Columns { names: &["key"], what: "which of its values, such as an option" },
            Columns { names: &["count"], what: "how many" },
        ],
    },
    Table {
        name: "releases",
        what: "The statistics of a week, as they were published.",
        kept: |_| "For good.".to_owned(),
        columns: &[
            Columns { names: &["week"], what: "ISO week in UTC" },
            Columns { names: &["first_week"], what: "the first week that they cover" },
            Columns {
                names: &["body"],
                what: "the statistics; empty where the week was merged into the next",
            },
        ],
    },
    Table {
        name: "secrets",
        what: "One random key of 256 bits, from which the HMACs of `idempotency_keys` are made, and the \
               receipts of requests with an `Idempotency-Key`. It is in the database, in copies of it and in \
               the memory of the service, and nowhere else.",
        kept: |_| "For good.".to_owned(),
        columns: &[
            Columns { names: &["name"], what: "what the key is for" },
            Columns { names: &["value"], what: "the key" },
        ],
    },
    Table {
        name: "_sqlx_migrations",
        what: "Which changes of the schema this database has seen. Nothing of any query.",
        kept: |_| "For good.".to_owned(),
        columns: &[Columns {
            names: &[
                "version",
                "description",
                "installed_on",
                "success",
                "checksum",
                "execution_time",
            ],
            what: "the change, when it was made, its checksum and how long it took",
        }],
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Periods, TABLES};

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
    fn periods_are_told_as_they_are_set() {
        let periods = Periods { retention_days: 1, receipt_days: 3 };
        let kept = |index: usize| (TABLES[index].kept)(&periods);
        assert!(kept(0).starts_with("1 day, counted"), "{}", kept(0));
        assert!(kept(1).contains("which is 0 to 3 days after"), "{}", kept(1));
        assert_eq!(kept(3), "24 hours.");
    }
}
