//! The settings. Flags, environment variables, keys of the file and the table in the README derive from
//! [`SettingsArgs`].

use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::num::{NonZeroU8, NonZeroU32, NonZeroUsize, ParseIntError};
use std::path::PathBuf;
use std::str::FromStr;
use std::thread::available_parallelism;

use clap::builder::BoolishValueParser;
use clap::{Args, Command, ValueEnum};
use framewise_storage::privacy::Periods;
use serde::{Deserialize, Serialize};

use super::database_url::DatabaseUrl;
use super::embed_origins::EmbedOrigins;
use super::listen_address;
use super::public_url::PublicUrl;
use super::security_contact::SecurityContact;
use super::trusted_proxies::TrustedProxies;

/// Only local clients can connect.
const BIND: SocketAddr = SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::LOCALHOST, 8080));
/// Below the common limit of 1,024 open files.
const MAX_CONNECTIONS: NonZeroU32 = NonZeroU32::new(960).unwrap();
/// About 80 million queries.
const DATABASE_QUOTA_MIB: u32 = 10 * 1_024;
/// More than one person sends, and few in a week of statistics.
const CLIENT_QUOTA: u16 = 50;
/// A few batches of the writer.
const QUEUE_CAPACITY: NonZeroU32 = NonZeroU32::new(1_024).unwrap();

/// The settings of one source, all optional. Bounds are part of the types, so they hold for every source.
#[derive(Debug, Clone, Default, PartialEq, Args, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[command(next_help_heading = "Settings")]
pub struct SettingsArgs {
    /// Address and port to listen on; with port 0 the system chooses a free port
    #[arg(long, env = "FRAMEWISE_BIND", value_name = "ADDRESS:PORT", value_parser = listen_address::parse)]
    #[serde(deserialize_with = "listen_address::deserialize")]
    pub bind: Option<SocketAddr>,
    /// Address and port for metrics at `/metrics`; without this setting the service has no metrics
    #[arg(long, env = "FRAMEWISE_METRICS_BIND", value_name = "ADDRESS:PORT", value_parser = listen_address::parse)]
    #[serde(deserialize_with = "listen_address::deserialize")]
    pub metrics_bind: Option<SocketAddr>,
    /// Database for stored queries; a missing SQLite file is created
    #[arg(long, env = "FRAMEWISE_DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub database_url: Option<DatabaseUrl>,
    /// Folder of knowledge files to use instead of those in the binary
    #[arg(long, env = "FRAMEWISE_KNOWLEDGE", value_name = "FOLDER")]
    pub knowledge: Option<PathBuf>,
    /// Whether queries may be stored at all
    #[arg(long, env = "FRAMEWISE_STORAGE", value_name = "BOOL", value_parser = BoolishValueParser::new())]
    pub storage: Option<bool>,
    /// Whether a request without the member `store` is stored
    #[arg(long, env = "FRAMEWISE_STORE_BY_DEFAULT", value_name = "BOOL", value_parser = BoolishValueParser::new())]
    pub store_by_default: Option<bool>,
    /// Number of worker threads, up to four for each core (default: one for each core)
    #[arg(long, env = "FRAMEWISE_WORKERS", value_name = "NUMBER")]
    pub workers: Option<NonZeroU8>,
    /// Maximum number of open connections, of which one client address may have a quarter
    #[arg(long, env = "FRAMEWISE_MAX_CONNECTIONS", value_name = "NUMBER")]
    pub max_connections: Option<NonZeroU32>,
    /// Address by which clients reach the service, such as `https://tools.example/framewise`; all links have it
    #[arg(long, env = "FRAMEWISE_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<PublicUrl>,
    /// Contact for reports of vulnerabilities in `/.well-known/security.txt`: a `mailto:` or `https:` URL
    #[arg(long, env = "FRAMEWISE_SECURITY_CONTACT", value_name = "URL")]
    pub security_contact: Option<SecurityContact>,
    /// Origins whose pages may show the advisor in a frame, separated by commas: `https://school.example`; `*` for all
    #[arg(long, env = "FRAMEWISE_EMBED_ORIGINS", value_name = "ORIGINS")]
    pub embed_origins: Option<EmbedOrigins>,
    /// Addresses and networks of proxies, separated by commas; their X-Forwarded-For or Forwarded header names the client
    #[arg(long, env = "FRAMEWISE_TRUSTED_PROXIES", value_name = "ADDRESSES")]
    pub trusted_proxies: Option<TrustedProxies>,
    /// Whether the requests of one client address are limited: `on` or `off`
    #[arg(long, env = "FRAMEWISE_RATE_LIMIT", value_name = "ON|OFF", value_enum)]
    pub rate_limit: Option<RateLimit>,
    /// Maximum number of queries that wait to be stored; further queries are not stored
    #[arg(long, env = "FRAMEWISE_QUEUE_CAPACITY", value_name = "NUMBER")]
    pub queue_capacity: Option<NonZeroU32>,
    /// Size of the database in mebibytes from which on no query is stored; 0 for no limit
    #[arg(long, env = "FRAMEWISE_DATABASE_QUOTA_MIB", value_name = "NUMBER")]
    pub database_quota_mib: Option<u32>,
    /// Maximum number of queries of one client address that are stored in a day; 0 for no limit, neither for queries nor
    /// for answers that count for a cohort
    #[arg(long, env = "FRAMEWISE_CLIENT_QUOTA", value_name = "NUMBER")]
    pub client_quota: Option<u16>,
    /// Days (7 to 35) from the Monday of its week until a receipt expires; with it a caller can erase a query
    #[arg(long, env = "FRAMEWISE_RECEIPT_DAYS", value_name = "NUMBER")]
    pub receipt_days: Option<ReceiptDays>,
    /// Days (35 to 3650) after which a stored query is added to the statistical counts and deleted
    #[arg(long, env = "FRAMEWISE_RETENTION_DAYS", value_name = "NUMBER")]
    pub retention_days: Option<RetentionDays>,
    /// Size of the response cache in mebibytes; 0 switches it off
    #[arg(long, env = "FRAMEWISE_ANSWER_CACHE_MIB", value_name = "NUMBER")]
    pub answer_cache_mib: Option<u16>,
    /// Seconds at shutdown during which `/readyz` returns 503 and connections are still accepted
    #[arg(long, env = "FRAMEWISE_SHUTDOWN_GRACE_SECONDS", value_name = "NUMBER")]
    pub shutdown_grace_seconds: Option<u16>,
    /// What to log: a level, or levels by module as in `info,framewise_storage=debug`
    #[arg(long, env = "FRAMEWISE_LOG", value_name = "FILTER")]
    pub log: Option<String>,
    /// Format of the log: `text`, `json`, or `auto` (text on a terminal, otherwise JSON)
    #[arg(long, env = "FRAMEWISE_LOG_FORMAT", value_name = "FORMAT", value_enum)]
    pub log_format: Option<LogFormat>,
}

/// A number from `LOW` to `HIGH`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Bounded<const LOW: u16, const HIGH: u16>(u16);

/// A receipt of a Sunday is valid at least until the end of that day. A receipt expires before the statistics of the
/// fifth week after it, which include its feedback.
pub type ReceiptDays = Bounded<7, 35>;
/// At least as long as a receipt is valid, so that no receipt outlives its row.
pub type RetentionDays = Bounded<35, 3650>;

impl<const LOW: u16, const HIGH: u16> Bounded<LOW, HIGH> {
    /// The number.
    #[must_use]
    pub const fn get(self) -> u16 {
        self.0
    }
}

impl<const LOW: u16, const HIGH: u16> TryFrom<u16> for Bounded<LOW, HIGH> {
    type Error = String;

    fn try_from(number: u16) -> Result<Self, String> {
        if (LOW..=HIGH).contains(&number) {
            Ok(Self(number))
        } else {
            Err(format!("{number} is not in {LOW} to {HIGH}"))
        }
    }
}

impl<const LOW: u16, const HIGH: u16> From<Bounded<LOW, HIGH>> for u16 {
    fn from(bounded: Bounded<LOW, HIGH>) -> Self {
        bounded.0
    }
}

impl<const LOW: u16, const HIGH: u16> FromStr for Bounded<LOW, HIGH> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number: u16 = text.parse().map_err(|error: ParseIntError| error.to_string())?;
        number.try_into()
    }
}

/// Format of the log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// Text on a terminal, otherwise JSON
    #[default]
    Auto,
    /// Text
    Text,
    /// One JSON object on each line
    Json,
}

/// Whether the requests of one client are limited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum RateLimit {
    /// They are
    #[default]
    On,
    /// They are not, for example because a proxy limits them
    Off,
}

/// The effective settings.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "`SettingsArgs` documents each")]
pub struct Settings {
    pub bind: SocketAddr,
    pub metrics_bind: Option<SocketAddr>,
    pub database_url: DatabaseUrl,
    pub knowledge: Option<PathBuf>,
    pub storage: bool,
    pub store_by_default: bool,
    pub workers: NonZeroU8,
    pub max_connections: NonZeroU32,
    pub public_url: Option<PublicUrl>,
    pub security_contact: Option<SecurityContact>,
    pub embed_origins: EmbedOrigins,
    pub trusted_proxies: TrustedProxies,
    pub rate_limit: RateLimit,
    pub queue_capacity: NonZeroU32,
    pub database_quota_mib: u32,
    pub client_quota: u16,
    pub receipt_days: ReceiptDays,
    pub retention_days: RetentionDays,
    pub answer_cache_mib: u16,
    pub shutdown_grace_seconds: u16,
    pub log: String,
    pub log_format: LogFormat,
}

impl SettingsArgs {
    /// These settings; a setting that is missing here is taken from `other`.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            bind: self.bind.or(other.bind),
            metrics_bind: self.metrics_bind.or(other.metrics_bind),
            database_url: self.database_url.or(other.database_url),
            knowledge: self.knowledge.or(other.knowledge),
            storage: self.storage.or(other.storage),
            store_by_default: self.store_by_default.or(other.store_by_default),
            workers: self.workers.or(other.workers),
            max_connections: self.max_connections.or(other.max_connections),
            public_url: self.public_url.or(other.public_url),
            security_contact: self.security_contact.or(other.security_contact),
            embed_origins: self.embed_origins.or(other.embed_origins),
            trusted_proxies: self.trusted_proxies.or(other.trusted_proxies),
            rate_limit: self.rate_limit.or(other.rate_limit),
            queue_capacity: self.queue_capacity.or(other.queue_capacity),
            database_quota_mib: self.database_quota_mib.or(other.database_quota_mib),
            client_quota: self.client_quota.or(other.client_quota),
            receipt_days: self.receipt_days.or(other.receipt_days),
            retention_days: self.retention_days.or(other.retention_days),
            answer_cache_mib: self.answer_cache_mib.or(other.answer_cache_mib),
            shutdown_grace_seconds: self.shutdown_grace_seconds.or(other.shutdown_grace_seconds),
            log: self.log.or(other.log),
            log_format: self.log_format.or(other.log_format),
        }
    }
}

impl From<SettingsArgs> for Settings {
    fn from(given: SettingsArgs) -> Self {
        let periods = Periods::default();
        Self {
            bind: given.bind.unwrap_or(BIND),
            metrics_bind: given.metrics_bind,
            database_url: given.database_url.unwrap_or_else(|| "sqlite://framewise.db".into()),
            knowledge: given.knowledge,
            storage: given.storage.unwrap_or(true),
            store_by_default: given.store_by_default.unwrap_or(true),
            workers: given.workers.unwrap_or_else(cores),
            max_connections: given.max_connections.unwrap_or(MAX_CONNECTIONS),
            public_url: given.public_url,
            security_contact: given.security_contact,
            embed_origins: given.embed_origins.unwrap_or_default(),
            trusted_proxies: given.trusted_proxies.unwrap_or_default(),
            rate_limit: given.rate_limit.unwrap_or_default(),
            queue_capacity: given.queue_capacity.unwrap_or(QUEUE_CAPACITY),
            database_quota_mib: given.database_quota_mib.unwrap_or(DATABASE_QUOTA_MIB),
            client_quota: given.client_quota.unwrap_or(CLIENT_QUOTA),
            receipt_days: given.receipt_days.unwrap_or(Bounded(periods.receipt_days)),
            retention_days: given.retention_days.unwrap_or(Bounded(periods.retention_days)),
            answer_cache_mib: given.answer_cache_mib.unwrap_or(16),
            shutdown_grace_seconds: given.shutdown_grace_seconds.unwrap_or(1),
            log: given.log.unwrap_or_else(|| "info".to_owned()),
            log_format: given.log_format.unwrap_or_default(),
        }
    }
}

/// The number of cores, up to 255.
fn cores() -> NonZeroU8 {
    let cores = available_parallelism().ok();
    cores.map_or(NonZeroU8::MIN, as_workers)
}

fn as_workers(cores: NonZeroUsize) -> NonZeroU8 {
    NonZeroU8::try_from(cores).unwrap_or(NonZeroU8::MAX)
}

/// A row of the table of settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Key in the file; `--database-url` and `FRAMEWISE_DATABASE_URL` are `database_url`.
    pub name: String,
    /// The default; empty if there is none or if it depends on the machine.
    pub default: String,
    /// Help text.
    pub help: String,
}

/// All settings, for the README and the settings file.
#[must_use]
pub fn table() -> Vec<Setting> {
    let command = SettingsArgs::augment_args(Command::new("settings"));
    let defaults =
        serde_json::to_value(Settings::from(SettingsArgs::default())).unwrap_or_default();
    command
        .get_arguments()
        .map(|argument| {
            let name = argument.get_id().to_string();
            let default = match &defaults[&name] {
                // Depends on the machine.
                _ if name == "workers" => String::new(),
                serde_json::Value::String(text) => text.clone(),
                serde_json::Value::Null => String::new(),
                other => other.to_string(),
            };
            let help = argument.get_help().map(ToString::to_string);
            Setting { name, default, help: help.unwrap_or_default() }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{NonZeroU8, NonZeroUsize, Settings, SettingsArgs, as_workers, table};
    use clap::{Args, Command};

    #[test]
    fn every_setting_has_one_name_in_three_forms() {
        let command = SettingsArgs::augment_args(Command::new("settings"));
        for argument in command.get_arguments() {
            let name = argument.get_id().as_str();
            let flag = name.replace('_', "-");
            assert_eq!(argument.get_long(), Some(flag.as_str()));
            let variable = format!("FRAMEWISE_{}", name.to_uppercase());
            assert_eq!(argument.get_env().and_then(|v| v.to_str()), Some(variable.as_str()));
        }
    }

    #[test]
    fn the_table_lists_every_setting() {
        let holding = serde_json::to_value(Settings::from(SettingsArgs::default())).unwrap();
        let mut names: Vec<String> = table().into_iter().map(|setting| setting.name).collect();
        names.sort();
        let mut expected: Vec<&String> = holding.as_object().unwrap().keys().collect();
        expected.sort();
        assert_eq!(names.iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_large_machine_has_the_most_workers() {
        for (cores, workers) in [(1, 1), (255, 255), (256, 255), (1_000, 255)] {
            assert_eq!(as_workers(NonZeroUsize::new(cores).unwrap()).get(), workers);
        }
    }

    #[test]
    fn the_first_source_wins() {
        let flag = SettingsArgs { workers: NonZeroU8::new(3), ..SettingsArgs::default() };
        let file = SettingsArgs {
            workers: NonZeroU8::new(9),
            storage: Some(false),
            ..SettingsArgs::default()
        };
        let settings = Settings::from(flag.or(file));
        assert_eq!((settings.workers.get(), settings.storage), (3, false));
        assert_eq!(settings.queue_capacity.get(), 1_024);
    }
}
