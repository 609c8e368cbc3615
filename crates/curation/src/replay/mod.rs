//! What other knowledge would have recommended: two knowledge bases, the one in use and the one that is
//! tried, decide stored queries or requests again.
//!
//! Rows come in one after the other and leave nothing but counts behind, so memory does not grow with their
//! number. Every row is counted once: its winner stays, its winner changes, or one of the two cannot read it.

/// One difference in words.
mod attribution;
/// Which changes make another framework win.
mod causes;
/// Rows are decided and counted.
mod counting;
/// From the identifiers of a stored query to options.
mod lookup;
/// What two knowledge bases have in common.
mod pairs;
/// The result of a replay.
pub mod report;
/// What has changed behind a rating or a weight.
mod underlying;
/// Rows that cannot be read.
mod unreadable;

pub use counting::Replay;
