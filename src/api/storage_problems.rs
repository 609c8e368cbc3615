//! Problems of requests that need stored queries.

use framewise_storage::privacy::NotStored;

use crate::http::problem::Problem;

/// Storing is switched off, so no receipt and no token can be valid.
pub(super) fn storing_is_off() -> Problem {
    Problem::not_found(
        "Storing is switched off on this server, so it has no receipts and no cohorts.",
    )
}

/// A receipt that leads to no query. Expired, erased and invented receipts get the same response on purpose.
pub(super) fn unknown_receipt() -> Problem {
    Problem::not_found(
        "No stored query belongs to this receipt: it has been erased, or the receipt has expired, \
         or it comes from another server.",
    )
}

/// The database cannot be used at present.
pub(super) fn database_unavailable(reason: NotStored) -> Problem {
    Problem::unavailable(reason.sentence())
}
