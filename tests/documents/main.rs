//! The documents of the repository, compared with the program that they describe.
//!
//! What a document shows of the live knowledge is not compared: a correction of the knowledge changes no
//! test. `scripts/refresh-docs` writes it anew.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

/// `locales/`.
mod catalogues;
/// `openapi/v1.json`.
mod openapi;
/// `docs/operations.md`.
mod operations;
/// `docs/privacy.md`.
mod privacy_facts;
/// Starts the real program.
#[expect(dead_code, reason = "other tests use the rest of it")]
#[path = "../program/helpers.rs"]
mod program;
/// `README.md`.
mod readme;
/// `docs/security.md`.
mod security;
/// A release of the statistics in its three forms.
mod statistics;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use framewise_model::knowledge::{Files, Knowledge, load};

/// The frozen knowledge of four frameworks on which tests of the code run.
static FROZEN: LazyLock<Knowledge> =
    LazyLock::new(|| load(&Files::read(Path::new(program::FROZEN)).unwrap()).unwrap());

/// A file of the repository.
fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
