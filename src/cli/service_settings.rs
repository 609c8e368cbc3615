//! The settings of a service, for commands that run it or work on its database.

use std::path::{Path, PathBuf};

use clap::Args;
use framewise_storage::OpenError;
use framewise_storage::privacy::Periods;

use super::failure::{Failure, WRONG_INPUT};
use crate::config;
use crate::config::{Settings, SettingsArgs};

/// The settings of a service, for a command that works on its database.
#[derive(Debug, Args)]
pub(super) struct ServiceSettings {
    /// File with settings, in place of framewise.toml
    #[arg(long, env = "FRAMEWISE_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: SettingsArgs,
}

impl ServiceSettings {
    /// The settings that hold.
    pub fn resolve(self) -> Result<Settings, Failure> {
        resolve(self.settings, self.config.as_deref())
    }
}

/// The settings that hold.
pub(super) fn resolve(given: SettingsArgs, file: Option<&Path>) -> Result<Settings, Failure> {
    config::resolve(given, file).map_err(|error| Failure::new(WRONG_INPUT, error))
}

/// For how long a service with these settings keeps things.
pub(super) fn periods(settings: &Settings) -> Periods {
    Periods {
        receipt_days: settings.receipt_days.get(),
        retention_days: settings.retention_days.get(),
    }
}

/// A database, or what is wrong with its URL.
pub(super) fn opened<T>(database: Result<T, OpenError>) -> Result<T, Failure> {
    database.map_err(|error| Failure::new(WRONG_INPUT, format!("database_url: {error}")))
}
