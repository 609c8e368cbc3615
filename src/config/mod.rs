//! Settings from flags (`--bind`), environment variables (`FRAMEWISE_BIND`) and `framewise.toml` (`bind`). A
//! flag takes precedence over a variable, a variable over the file, the file over the default.

/// The address of the database.
mod database_url;
/// The origins whose pages may show the advisor.
mod embed_origins;
/// Reads the file.
mod file;
/// The addresses to listen on.
mod listen_address;
/// The address by which clients reach the service.
mod public_url;
/// Where to report a vulnerability.
mod security_contact;
/// The settings and their sources.
mod settings;
/// The proxies whose word counts.
mod trusted_proxies;

pub use database_url::DatabaseUrl;
pub use embed_origins::EmbedOrigins;
pub use file::FileError;
pub use public_url::PublicUrl;
pub use security_contact::SecurityContact;
pub use settings::{LogFormat, RateLimit, Setting, Settings, SettingsArgs, table};
pub use trusted_proxies::TrustedProxies;

use std::path::Path;

/// The file that is read if it exists and no other file is given.
const DEFAULT_FILE: &str = "framewise.toml";

/// The effective settings: `args` (flags and variables), then the file, then defaults.
///
/// # Errors
/// If a given file cannot be read, or a file has an unknown key or an invalid value.
pub fn resolve(args: SettingsArgs, file: Option<&Path>) -> Result<Settings, FileError> {
    let from_file = match file {
        Some(path) => file::read(path)?,
        None if Path::new(DEFAULT_FILE).exists() => file::read(Path::new(DEFAULT_FILE))?,
        None => SettingsArgs::default(),
    };
    Ok(Settings::from(args.or(from_file)))
}
