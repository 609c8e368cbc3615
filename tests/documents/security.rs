//! `docs/security.md` names tests, each behind its file: `tests/api/connections.rs`: `a_test`, `another_test`.

use std::fs;
use std::path::Path;

use crate::repository;

#[test]
fn every_test_that_is_named_exists() {
    let document = fs::read_to_string(repository("docs/security.md")).unwrap();
    let mut named = 0;
    for line in document.lines() {
        let mut source = None;
        // Every second part stands between backticks.
        for name in line.split('`').skip(1).step_by(2) {
            if Path::new(name).extension().is_some_and(|extension| extension == "rs") {
                source = Some(fs::read_to_string(repository(name)).unwrap());
            } else if let Some(source) = &source
                && name.contains('_')
            {
                assert!(source.contains(&format!("fn {name}(")), "{name}: {line}");
                named += 1;
            }
        }
    }
    assert!(named > 20, "{named}");
}
