//! What is said in sentences. Texts are Markdown with code spans and nothing else.

use super::{Periods, days};
use crate::disclosure::{LEAST_TOTAL, ROUNDED_TO, THRESHOLD};

/// What all of it is about.
pub const SUMMARY: &str = "A recommendation needs no storage. A server keeps what people ask so that \
    everybody can learn which needs exist, and whether the advice was taken. A row of closed answers \
    without a name can still be rare, so leaving the name out is not enough: this is what is kept, for \
    how long, what is claimed, and what is not.";

/// What is claimed, and nothing beyond it; together they are one sentence.
#[must_use]
pub fn claimed(periods: &Periods) -> [String; 3] {
    [
        "no name, address, cookie or account is stored".to_owned(),
        "no stored answer carries a platform's name, a cohort or a time finer than a week"
            .to_owned(),
        format!(
            "after {} no stored answer can be connected with a receipt",
            days(periods.receipt_days)
        ),
    ]
}

/// What is not claimed.
pub const NOT_CLAIMED: [&str; 3] = [
    "that single rows are anonymous in law",
    "that cohort figures hide somebody from a teacher who knows who took part",
    "that deletion alters published figures",
];

/// A way to decide what is stored.
#[derive(Debug, Clone, Copy)]
pub struct Choice {
    /// What to send or to set.
    pub way: &'static str,
    /// What follows from it.
    pub effect: &'static str,
}

/// All ways to decide what is stored. The recommendation is the same in each of them.
pub const CHOICES: [Choice; 6] = [
    Choice {
        way: "`\"store\": false` in the request",
        effect: "Nothing of this request is stored.",
    },
    Choice {
        way: "the header `Sec-GPC: 1` (Global Privacy Control)",
        effect: "Nothing of this request is stored, whatever else it says.",
    },
    Choice {
        way: "the header `DNT: 1` (Do Not Track)",
        effect: "Nothing of this request is stored, whatever else it says.",
    },
    Choice { way: "`GET /v1/recommendations`", effect: "It is never stored." },
    Choice {
        way: "`storage = false` in the settings of the server",
        effect: "The server stores nothing and has no database.",
    },
    Choice {
        way: "`store_by_default = false` in the settings of the server",
        effect: "The server stores only requests with `\"store\": true`.",
    },
];

/// What is kept nowhere beside answers.
pub const NEVER_KEPT: [&str; 12] = [
    "IP address",
    "user agent",
    "referrer",
    "cookie",
    "account",
    "API key",
    "idempotency key",
    "trace or request id",
    "free text",
    "priorities",
    "candidates",
    "exact time",
];

/// How to have something deleted, and what that does.
pub const DELETION: [&str; 6] = [
    "A stored answer comes with a `receipt`. Whoever has it can delete the query: `DELETE \
     /v1/receipts/{receipt}`.",
    "That deletes the query and its feedback from every table, in one transaction; of the receipt nothing \
     is kept in the first place.",
    "A receipt that is lost cannot be told again, because nothing of it is kept; but the same request \
     with the same `Idempotency-Key` answers the same receipt for as long as the key is kept.",
    "A receipt whose time is over can delete nothing any more: the key that led to its query is gone, and \
     nothing else tells which it was.",
    "Statistics that are published stay as they are.",
    "A backup keeps what it holds until its owner deletes it.",
];

/// A place in which rows lie, and what lies there beside them.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Which database.
    pub database: &'static str,
    /// What it keeps of the order of arrival, and of what is deleted.
    pub facts: &'static [&'static str],
}

/// The databases that a server can use.
pub const PLACES: [Place; 2] = [
    Place {
        database: "SQLite",
        facts: &[
            "Rows lie in the order of their `id` (`without rowid`), which tells nothing of time, so the order of arrival is not \
             kept.",
            "The write-ahead log, which would tell it, is emptied in quiet times and at every deletion.",
            "What is deleted is overwritten (`secure_delete`), so that the bytes are gone from the file.",
        ],
    },
    Place {
        database: "PostgreSQL",
        facts: &[
            "The heap and the write-ahead log do keep the order of arrival, until they are rewritten.",
            "What is deleted is gone from every table at once; the bytes go with the next vacuum and \
             the recycling of the log.",
            "Its backups, replicas and logs are in the hands of whoever runs it.",
        ],
    },
];

/// What the log of the service has.
pub const LOG: [&str; 4] = [
    "For each answer one line: the time, the method, the template of the route (`/v1/frameworks/{id}`), \
     the status, the duration and the number of bytes.",
    "No query string, no path, no header, no body, no address.",
    "For an internal error also its cause and the random id that the problem shows, so that \
     somebody who reports it can be helped.",
    "Metrics count and time answers, and label them with nothing that was sent.",
];

/// How statistics are published.
#[must_use]
pub fn statistics() -> [String; 6] {
    [
        "One release for each ISO week that is over, computed once, stored, and never computed again: \
         the total, who was recommended, the options of each question, and what was chosen."
            .to_owned(),
        format!("A number is shown only where it stands for {THRESHOLD} queries or more."),
        format!("All numbers are rounded to multiples of {ROUNDED_TO}."),
        "Where a hidden number could be found by subtraction, another one is hidden with it.".to_owned(),
        format!("A week with fewer than {LEAST_TOTAL} queries is merged into the next."),
        "No endpoint reads single rows, and nothing exports or imports them.".to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::{NOT_CLAIMED, Periods, claimed};

    #[test]
    fn the_claims_are_word_for_word_those_of_the_design() {
        assert_eq!(
            claimed(&Periods::default()).join("; "),
            "no name, address, cookie or account is stored; no stored answer carries a platform's \
             name, a cohort or a time finer than a week; after 30 days no stored answer can be \
             connected with a receipt"
        );
        assert_eq!(
            NOT_CLAIMED.join(", "),
            "that single rows are anonymous in law, that cohort figures hide somebody from a teacher \
             who knows who took part, that deletion alters published figures"
        );
    }
}
