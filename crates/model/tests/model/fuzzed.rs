//! What the fuzzer kept: inputs that reach different code. None may panic, hang or grow without bound.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::mutated::exercise;

/// Each takes about a millisecond; whatever takes this long does not end.
const LONGEST: Duration = Duration::from_secs(20);

#[test]
fn no_input_that_the_fuzzer_kept_does_harm() {
    let archive = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus.tar.gz");
    let folder = tempfile::tempdir().unwrap();
    let unpacked =
        Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(folder.path()).status();
    assert!(unpacked.unwrap().success());
    let mut inputs = 0;
    for entry in fs::read_dir(folder.path().join("load")).unwrap() {
        let path = entry.unwrap().path();
        let begun = Instant::now();
        exercise(&fs::read(&path).unwrap());
        assert!(begun.elapsed() < LONGEST, "{}", path.display());
        inputs += 1;
    }
    assert!(inputs > 100, "{inputs} inputs");
}
