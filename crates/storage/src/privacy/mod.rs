//! What may be stored of a request, and whether it may be stored.
//!
//! No I/O: time and randomness are arguments. Only this module can build a `StoredQuery`, and a storage accepts
//! no other type, so the compiler enforces the rules.

/// From a request to the row that may be stored.
pub(crate) mod anonymise;
/// Answers as identifiers from closed lists.
pub(crate) mod closed_answers;
/// Tokens of cohorts.
pub(crate) mod cohort_token;
/// Counts of answers, which remain after rows are deleted.
pub mod counts;
/// Every table and column with its purpose and period.
pub mod data_inventory;
/// Which framework was chosen, and a rating of the recommendation.
pub(crate) mod feedback;
/// Requests with an `Idempotency-Key`.
pub(crate) mod idempotency;
/// Receipts, which lead to stored queries.
pub(crate) mod receipt;
/// Secrets as texts with check characters.
mod secret_text;
/// Whether a request may be stored, and the reasons against it.
pub(crate) mod storing_policy;

pub use anonymise::{Answered, NewQuery, StoredQuery, anonymise};
pub use closed_answers::{ClosedAnswers, InvalidAnswer, MAX_FEATURES, MAX_ID_BYTES, QUESTIONS};
pub use cohort_token::{
    InvalidToken, Join, JoinToken, MAX_WEEKS, Read, ReadToken, TOKEN_LENGTH, Token, TokenHash,
    TokenKind,
};
pub use counts::Counts;
pub use data_inventory::Periods;
pub use feedback::{Feedback, OTHER_CHOICES, Rating};
pub use idempotency::{
    IdempotencyKey, InvalidKey, KEY_HOURS, KeyRecord, MAX_KEY_BYTES, Repeatable, Secret,
};
pub use receipt::{InvalidReceipt, RECEIPT_LENGTH, Receipt, ReceiptKey, ReceiptKeys, RowId};
pub use storing_policy::{NotStored, StoragePreference, StoringPolicy};
