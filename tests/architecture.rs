//! The directions of dependency: which module may use which.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Each module with those that it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("knowledge", &["base"]),
    ("scoring", &["knowledge", "base"]),
    ("understanding", &["knowledge", "base"]),
    ("privacy", &["base"]),
    ("metrics", &["privacy", "base"]),
    ("store", &["metrics", "privacy", "base"]),
    ("service", &["scoring", "understanding", "knowledge", "privacy", "metrics", "store", "base"]),
    ("http", &["service", "privacy", "metrics", "knowledge", "base"]),
    ("config", &["base"]),
    ("telemetry", &["config"]),
    ("app", &["http", "service", "store", "config", "base"]),
    (
        "cli",
        &["app", "http", "service", "store", "knowledge", "privacy", "config", "telemetry", "base"],
    ),
];

/// Crates that a module must not name: the inner modules know neither HTTP nor storage nor time.
const MUST_NOT_NAME: &[(&str, &[&str])] = &[
    ("base", &["actix_web", "sqlx", "tokio", "serde"]),
    ("knowledge", &["actix_web", "sqlx", "tokio", "std::fs", "std::env"]),
    ("scoring", &["actix_web", "sqlx", "tokio", "serde", "std::fs", "std::time", "getrandom"]),
    (
        "understanding",
        &["actix_web", "sqlx", "tokio", "serde", "std::fs", "std::time", "getrandom"],
    ),
    ("privacy", &["actix_web", "sqlx", "tokio", "std::fs", "std::env", "std::time", "getrandom"]),
    ("metrics", &["actix_web", "sqlx", "tokio", "std::fs", "std::env"]),
    ("store", &["actix_web", "std::env"]),
    ("service", &["actix_web", "sqlx", "std::env"]),
    ("http", &["sqlx", "std::env"]),
];

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// All source files by their top module.
fn sources() -> BTreeMap<String, Vec<(String, String)>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    files_below(&root, &mut paths);
    let mut modules: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for path in paths {
        let relative = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
        let module = relative.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
        modules.entry(module).or_default().push((relative, fs::read_to_string(&path).unwrap()));
    }
    modules
}

/// The lines of a file that are code.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim_start).filter(|line| !line.starts_with("//"))
}

#[test]
fn modules_use_only_those_below_them() {
    let mut seen = 0;
    for (module, files) in sources() {
        if module == "lib" || module == "main" {
            continue;
        }
        let allowed = MAY_USE
            .iter()
            .find(|(name, _)| *name == module)
            .unwrap_or_else(|| panic!("src/{module} is missing in MAY_USE"))
            .1;
        for (file, text) in files {
            for line in code(&text) {
                for used in line.split("crate::").skip(1) {
                    let used: String = used
                        .chars()
                        .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                        .collect();
                    seen += 1;
                    assert!(
                        used.is_empty() || used == module || allowed.contains(&used.as_str()),
                        "src/{file} uses crate::{used}: {line}"
                    );
                }
            }
        }
    }
    assert!(seen > 20, "the scan finds next to nothing, so it proves nothing");
}

#[test]
fn inner_modules_name_no_outer_crate() {
    let sources = sources();
    for (module, crates) in MUST_NOT_NAME {
        for (file, text) in sources.get(*module).into_iter().flatten() {
            for line in code(text) {
                for forbidden in *crates {
                    let named = line.contains(&format!("{forbidden}::"))
                        || line.contains(&format!("use {forbidden}"));
                    assert!(!named, "src/{file} names {forbidden}: {line}");
                }
            }
        }
    }
}

#[test]
fn every_source_file_says_at_its_head_what_it_is() {
    for (file, text) in sources().into_values().flatten() {
        assert!(text.starts_with("//!"), "src/{file} has no head");
    }
}

#[test]
fn no_source_file_outgrows_one_subject() {
    for (file, text) in sources().into_values().flatten() {
        assert!(text.lines().count() <= 320, "src/{file} has {} lines", text.lines().count());
    }
}

#[test]
fn paths_named_in_the_documents_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for document in [
        "ARCHITECTURE.md",
        "CONTRIBUTING.md",
        "README.md",
        "migrations/README.md",
        "knowledge/README.md",
    ] {
        let Ok(text) = fs::read_to_string(root.join(document)) else {
            panic!("{document} is missing");
        };
        for quoted in text.split('`').skip(1).step_by(2) {
            let is_path = [
                "src/",
                "tests/",
                "knowledge/",
                "docs/",
                "migrations/",
                "scripts/",
                "web/",
                "openapi/",
                "benches/",
            ]
            .iter()
            .any(|folder| quoted.starts_with(folder));
            let plain = !quoted.contains(|c: char| c.is_whitespace() || "<>*{}…".contains(c));
            if is_path && plain {
                assert!(root.join(quoted).exists(), "{document} names {quoted}");
            }
        }
    }
}
