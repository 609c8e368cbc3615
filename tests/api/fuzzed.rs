//! What the fuzzer kept of all that a caller can send: inputs that reach different code. None may panic or hang.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::inputs;

/// Each takes some milliseconds; whatever takes this long does not end.
const LONGEST: Duration = Duration::from_secs(20);

/// Gives an input to the code that reads it.
type Exercise = fn(&[u8]);

#[test]
fn no_input_that_the_fuzzer_kept_does_harm() {
    let archive = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus.tar.gz");
    let folder = tempfile::tempdir().unwrap();
    let unpacked =
        Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(folder.path()).status();
    assert!(unpacked.unwrap().success());
    let targets: [(&str, Exercise); 5] = [
        ("body", inputs::body),
        ("query", inputs::query),
        ("text", inputs::text),
        ("receipt", inputs::receipt),
        ("key", inputs::key),
    ];
    for (name, exercise) in targets {
        let mut count = 0;
        for entry in fs::read_dir(folder.path().join(name)).unwrap() {
            let path = entry.unwrap().path();
            let begun = Instant::now();
            exercise(&fs::read(&path).unwrap());
            assert!(begun.elapsed() < LONGEST, "{}", path.display());
            count += 1;
        }
        assert!(count > 3, "{count} inputs for {name}");
    }
}
