//! `docs/privacy.md` with the values of this server.

use framewise_storage::privacy::{KEY_HOURS, MAX_WEEKS};

use super::facts::Practice;

/// The page; names in double braces stand for values of the server.
const PAGE: &str = include_str!("../../../docs/privacy.md");

/// The page with the values of a server with this practice.
#[must_use]
pub fn document(practice: Practice) -> String {
    let Practice { policy, periods, traces } = practice;
    let values = [
        ("{{storage}}", policy.enabled.to_string()),
        ("{{store_by_default}}", policy.by_default.to_string()),
        ("{{retention_days}}", periods.retention_days.to_string()),
        ("{{receipt_days}}", periods.receipt_days.to_string()),
        ("{{idempotency_hours}}", KEY_HOURS.to_string()),
        ("{{max_weeks}}", MAX_WEEKS.to_string()),
        ("{{traces}}", traces.to_string()),
    ];
    values.into_iter().fold(PAGE.to_owned(), |page, (name, value)| page.replace(name, &value))
}
