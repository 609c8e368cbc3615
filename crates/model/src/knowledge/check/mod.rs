//! What can be wrong with a knowledge folder, one rule after the other.
//!
//! All faults are reported at once. `format` compares each file with its schema; the other rules compare
//! the files with one another.

mod claims;
mod common;
mod companions;
mod context;
mod criteria;
/// A fault and the rules that it can break.
mod fault;
/// The parsed files.
pub(super) mod folder;
pub(super) mod format;
mod frameworks;
mod lexicon;
mod measurements;
mod packages;
mod questions;
mod sources;

pub use self::fault::{Fault, RULES};
pub use self::frameworks::MAX_FRAMEWORKS;

use self::common::check_day;
use self::folder::Folder;
use crate::knowledge::paths;

/// Everything that the files say wrongly of one another.
pub(super) fn check(folder: &Folder) -> Vec<Fault> {
    let mut faults = Vec::new();
    if let Some(manifest) = &folder.manifest {
        check_day(paths::MANIFEST, "released_on", &manifest.released_on, &mut faults);
    }
    criteria::check(folder, &mut faults);
    questions::check(folder, &mut faults);
    sources::check(folder, &mut faults);
    frameworks::check(folder, &mut faults);
    companions::check(folder, &mut faults);
    claims::check(folder, &mut faults);
    measurements::check(folder, &mut faults);
    context::check(folder, &mut faults);
    packages::check(folder, &mut faults);
    lexicon::check(folder, &mut faults);
    faults
}
