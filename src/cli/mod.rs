//! The command line: one file for each command.

/// `framewise backup` and `framewise restore`.
pub mod backup;
/// `framewise jobs`.
pub mod jobs;
/// `framewise knowledge`.
pub mod knowledge;
/// `framewise openapi`.
pub mod openapi;
/// `framewise recommend`.
pub mod recommend;
/// `framewise serve`.
pub mod serve;

use std::fmt::Display;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use crate::config;
use crate::config::{Settings, SettingsArgs};
use crate::embedded;
use framewise_model::knowledge::{Files, Knowledge, check as lint};
use framewise_storage::OpenError;
use framewise_storage::privacy::Periods;

/// Everything is in order.
pub const OK: u8 = 0;
/// A check found something.
pub const FOUND: u8 = 1;
/// The input is wrong; nothing was done. The parser of flags uses the same code.
pub const WRONG_INPUT: u8 = 2;
/// Something that is needed cannot be had: a file, a port.
pub const UNAVAILABLE: u8 = 3;

/// How a command ends when it cannot do what it should.
#[derive(Debug)]
pub struct Failure {
    /// Exit code.
    pub code: u8,
    /// What went wrong and what to do, one line each.
    pub message: String,
}

impl Failure {
    fn new(code: u8, message: impl Display) -> Self {
        Self { code, message: message.to_string() }
    }
}

/// Ends a command: prints what went wrong, and turns the result into an exit code.
#[must_use]
pub fn finish(result: Result<u8, Failure>) -> ExitCode {
    ExitCode::from(result.unwrap_or_else(|failure| {
        // Nobody is left to be told if standard error is closed.
        let _ = writeln!(std::io::stderr(), "{}", failure.message);
        failure.code
    }))
}

/// Writes a whole text to standard output; a closed pipe (`framewise … | head`) is no failure.
fn print(text: &str) -> Result<(), Failure> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::new(UNAVAILABLE, format!("cannot write the output: {error}")))
        }
        _ => Ok(()),
    }
}

/// The knowledge of a folder, or the one in the binary.
///
/// # Errors
/// [`UNAVAILABLE`] if the folder cannot be read, [`FOUND`] with all faults if it is faulty.
pub fn load_knowledge(folder: Option<&Path>) -> Result<Knowledge, Failure> {
    let files = read_files(folder)?;
    framewise_model::knowledge::load(&files).map_err(|faults| Failure::new(FOUND, list(&faults)))
}

/// The files of a folder, or those in the binary.
fn read_files(folder: Option<&Path>) -> Result<Files, Failure> {
    match folder {
        None => Ok(embedded::knowledge_files()),
        Some(folder) => Files::read(folder).map_err(|error| Failure::new(UNAVAILABLE, error)),
    }
}

/// The settings of a service, for a command that works on its database.
#[derive(Debug, Args)]
struct ServiceSettings {
    /// File with settings, in place of framewise.toml
    #[arg(long, env = "FRAMEWISE_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: SettingsArgs,
}

impl ServiceSettings {
    fn resolve(self) -> Result<Settings, Failure> {
        resolve(self.settings, self.config.as_deref())
    }
}

/// The settings that hold.
fn resolve(given: SettingsArgs, file: Option<&Path>) -> Result<Settings, Failure> {
    config::resolve(given, file).map_err(|error| Failure::new(WRONG_INPUT, error))
}

/// For how long a service with these settings keeps things.
fn periods(settings: &Settings) -> Periods {
    Periods {
        receipt_days: settings.receipt_days.get(),
        retention_days: settings.retention_days.get(),
    }
}

/// A database, or what is wrong with its URL.
fn opened<T>(database: Result<T, OpenError>) -> Result<T, Failure> {
    database.map_err(|error| Failure::new(WRONG_INPUT, format!("database_url: {error}")))
}

/// What `work` comes to, on this thread.
fn wait<T>(work: impl Future<Output = T>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(UNAVAILABLE, error))?;
    Ok(runtime.block_on(work))
}

/// One line for each fault.
fn list(faults: &[lint::Fault]) -> String {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    lines.join("\n")
}
