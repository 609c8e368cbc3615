//! The released versions of the knowledge, from the files in `releases/`.
//!
//! Each file lists what its release changed, with the state of each entry before and after, so the state
//! of a version follows from its file and all files before it.

/// What differs between two releases.
pub mod change;
/// What releases are compared by.
pub mod entry;
/// The entries of a knowledge base.
pub mod extract;
/// All releases.
pub mod history;
/// One release.
pub mod release;
/// Changes, counted and in words.
pub mod summary;
/// Calendar versions.
pub mod version;
