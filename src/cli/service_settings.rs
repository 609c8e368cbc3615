//! The settings of a service, for commands that run it or work on its database.

use std::path::{Path, PathBuf};

use clap::Args;
use framewise_command_line::{Failure, WRONG_INPUT};
use framewise_storage::OpenError;
use framewise_storage::privacy::Periods;

use crate::config::{self, Settings, SettingsArgs};

/// The flags of a command that works on the database of a service.
#[derive(Debug, Args)]
pub(super) struct ServiceSettings {
    /// Settings file to use instead of framewise.toml
    #[arg(long, env = "FRAMEWISE_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: SettingsArgs,
}

impl ServiceSettings {
    /// The effective settings.
    pub fn resolve(self) -> Result<Settings, Failure> {
        resolve(self.settings, self.config.as_deref())
    }
}

/// The effective settings.
pub(super) fn resolve(given: SettingsArgs, file: Option<&Path>) -> Result<Settings, Failure> {
    config::resolve(given, file).map_err(|error| Failure::new(WRONG_INPUT, error))
}

/// The retention periods in the settings.
pub(super) fn periods(settings: &Settings) -> Periods {
    Periods {
        receipt_days: settings.receipt_days.get(),
        retention_days: settings.retention_days.get(),
    }
}

/// Converts the error of a database URL to a failure.
pub(super) fn opened<T>(database: Result<T, OpenError>) -> Result<T, Failure> {
    database.map_err(|error| Failure::new(WRONG_INPUT, format!("database_url: {error}")))
}
