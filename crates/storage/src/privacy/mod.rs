//! What may be kept of a request, and whether it may be kept at all.
//!
//! Pure: time and randomness come in as arguments, and there is no I/O. Only this module can build
//! a `StoredQuery`, the one type that `store` accepts, and a `Release`, the one thing that statistics
//! show, so the compiler keeps the rules.

/// From a request to the row that may be kept of it.
pub(crate) mod anonymise;
/// Answers as identifiers from closed lists, without a place for anything else.
pub(crate) mod closed_answers;
/// How often each answer was given.
pub mod counts;
/// Every table and column with its purpose and period.
pub mod facts;
/// What somebody chose in the end.
pub(crate) mod feedback;
/// Requests that may be sent twice.
pub(crate) mod idempotency;
/// Whether a request may be stored, and the reasons why not.
pub(crate) mod objection;
/// The only way back to a stored query.
pub(crate) mod receipt;

pub use anonymise::{Answered, Entry, StoredQuery, anonymise};
pub use closed_answers::{ClosedAnswers, MAX_FEATURES, MAX_ID_BYTES, NotClosed, QUESTIONS};
pub use counts::Counts;
pub use facts::Periods;
pub use feedback::{Feedback, Rating};
pub use idempotency::{IdempotencyKey, KEY_HOURS, KeyRecord, MAX_KEY_BYTES, NotAKey, Secret};
pub use objection::{NotStored, StoringPolicy, Wishes};
pub use receipt::{NotAReceipt, RECEIPT_LENGTH, Receipt, ReceiptKey, ReceiptKeys, RowId};
