//! Recomputes stored queries or requests with two knowledge bases: the one in use and a candidate.
//!
//! Only counts are kept of the rows, so memory does not depend on their number. Every row is counted once:
//! its winner stays, its winner changes, or at least one of the two knowledge bases cannot read it.

/// One difference in words.
mod attribution;
/// Which changes make another framework win.
mod causes;
/// What has changed behind a rating or a weight.
mod changed_inputs;
/// Rows are decided and counted.
mod counting;
/// From the identifiers of a stored query to options.
mod lookup;
/// What two knowledge bases have in common.
mod pairs;
/// The result of a replay.
pub mod report;
/// Rows that cannot be read.
mod unreadable;

pub use counting::Replay;
