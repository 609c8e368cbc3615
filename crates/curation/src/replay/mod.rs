//! What other knowledge would have recommended: stored queries or requests are decided again by two
//! knowledge bases, the one that holds and the one that is tried.
//!
//! Rows come in one after the other and leave nothing but counts behind, so memory does not grow with their
//! number. Every row is counted once: its winner stays, its winner changes, or one of the two cannot read it.

/// One difference in words.
mod attribution;
/// Which changes make another framework win.
mod causes;
/// The rows and the counts.
mod engine;
/// From the identifiers of a stored query to options.
mod lookup;
/// What two knowledge bases have in common.
mod pairs;
/// What has changed behind a rating or a weight.
mod rating_change;
/// What it came to.
pub mod report;
/// Rows that cannot be read.
mod unreadable;

pub use self::engine::Replay;
pub use self::pairs::BeforeAfter;
