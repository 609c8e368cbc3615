//! Settings: by flag (`--bind`), environment (`FRAMEWISE_BIND`) or `framewise.toml` (`bind`), one
//! name in three forms; a flag wins over the environment, that over the file, that over the default.

/// The address of the database.
mod database_url;
/// Reads the file.
mod file;
/// The settings and their sources.
mod settings;

pub use database_url::DatabaseUrl;
pub use file::FileError;
pub use settings::{LogFormat, Setting, Settings, SettingsArgs, table};

use std::path::Path;

/// The file that is read if it exists and no other is named.
const DEFAULT_FILE: &str = "framewise.toml";

/// The settings that hold: what `args` says (flags and environment), then the file, then defaults.
///
/// # Errors
/// If a named file cannot be read, or a file holds something that is no setting.
pub fn resolve(args: SettingsArgs, file: Option<&Path>) -> Result<Settings, FileError> {
    let from_file = match file {
        Some(path) => file::read(path)?,
        None if Path::new(DEFAULT_FILE).exists() => file::read(Path::new(DEFAULT_FILE))?,
        None => SettingsArgs::default(),
    };
    Ok(Settings::from(args.or(from_file)))
}
