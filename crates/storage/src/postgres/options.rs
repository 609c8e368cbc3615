//! From a database URL to the driver's options, without ever repeating a part of it: it may hold a
//! password.
//!
//! The driver could read the URL by itself, but logs parameters that it does not know and lines of a
//! password file that it cannot read.

use std::{borrow::Cow, fmt, str::FromStr, time::Duration};

use percent_encoding::percent_decode_str;
use sqlx::{
    ConnectOptions,
    postgres::{PgConnectOptions, PgSslMode},
};
use url::Url;

/// Why a URL is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotPostgres {
    /// It is no URL.
    #[error("{0}; what is no letter or digit in a user or password is written as %XX")]
    NoUrl(url::ParseError),
    /// A part is not UTF-8 when `%XX` is replaced by the bytes it stands for.
    #[error("what %XX stands for in it is no text")]
    NoText,
    /// No server.
    #[error("it names no server")]
    NoServer,
    /// No database.
    #[error("it names no database")]
    NoDatabase,
    /// A parameter that nothing is known of.
    #[error(
        "the parameters that may follow a ? are host, sslmode, sslrootcert, sslcert and sslkey"
    )]
    UnknownParameter,
    /// A way of encrypting that does not exist.
    #[error("sslmode is one of disable, prefer, require, verify-ca and verify-full")]
    UnknownSslMode,
}

/// How a `PostgreSQL` database is reached, and how long is waited for it.
#[derive(Clone)]
pub struct PostgresOptions {
    /// For the driver; holds the password.
    pub(super) connect: PgConnectOptions,
    /// Whether nothing in the database is to be changed, not even its schema.
    pub read_only: bool,
    /// How long connecting may take.
    pub connect_timeout: Duration,
    /// How long a statement of a request waits for a lock that somebody else holds.
    pub lock_timeout: Duration,
    /// How long a call of a request may take before the connection counts as dead.
    pub patience: Duration,
    /// How long a call of a job may take: it may read every row.
    pub patience_of_jobs: Duration,
}

impl PostgresOptions {
    /// The options that a running service uses.
    ///
    /// Where the URL has no user or password, `PGUSER` and `PGPASSWORD` are used, and the name of the
    /// user of this process.
    ///
    /// # Errors
    /// [`NotPostgres`] if the URL does not name a database.
    pub fn at(url: &str) -> Result<Self, NotPostgres> {
        Ok(Self {
            connect: connect_options(&Url::parse(url).map_err(NotPostgres::NoUrl)?)?,
            read_only: false,
            // Long enough for an encrypted connection to another continent, short enough for a start.
            connect_timeout: Duration::from_secs(2),
            // As long as on SQLite, and shorter than the writer's patience.
            lock_timeout: Duration::from_millis(250),
            patience: Duration::from_secs(5),
            patience_of_jobs: Duration::from_mins(10),
        })
    }
}

/// Without the password.
impl fmt::Debug for PostgresOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PostgresOptions")
            .field("host", &self.connect.get_host())
            .field("port", &self.connect.get_port())
            .field("database", &self.connect.get_database())
            .finish_non_exhaustive()
    }
}

fn connect_options(url: &Url) -> Result<PgConnectOptions, NotPostgres> {
    let mut options = PgConnectOptions::new_without_pgpass()
        .application_name("framewise")
        // No number here has a fraction, and not every pooler takes this.
        .extra_float_digits(None)
        // The driver's own log lines would repeat each batch.
        .disable_statement_logging();
    let mut has_server = false;
    if let Some(host) = url.host_str().filter(|host| !host.is_empty()) {
        options = reach(options, &decoded(host)?);
        has_server = true;
    }
    if let Some(port) = url.port() {
        options = options.port(port);
    }
    if !url.username().is_empty() {
        options = options.username(&decoded(url.username())?);
    }
    if let Some(password) = url.password() {
        options = options.password(&decoded(password)?);
    }
    let database = decoded(url.path().trim_start_matches('/'))?;
    if database.is_empty() {
        return Err(NotPostgres::NoDatabase);
    }
    options = options.database(&database);
    for (name, value) in url.query_pairs() {
        options = match &*name {
            "host" if !value.is_empty() => {
                has_server = true;
                reach(options, &value)
            }
            "sslmode" => options.ssl_mode(ssl_mode(&value)?),
            "sslrootcert" => options.ssl_root_cert(&*value),
            "sslcert" => options.ssl_client_cert(&*value),
            "sslkey" => options.ssl_client_key(&*value),
            _ => return Err(NotPostgres::UnknownParameter),
        };
    }
    if has_server { Ok(options) } else { Err(NotPostgres::NoServer) }
}

/// A host that begins with a slash is the folder of a socket.
fn reach(options: PgConnectOptions, host: &str) -> PgConnectOptions {
    if host.starts_with('/') {
        options.socket(host)
    } else {
        // An address of IPv6 stands in brackets in a URL, and nowhere else.
        options.host(host.trim_start_matches('[').trim_end_matches(']'))
    }
}

fn ssl_mode(name: &str) -> Result<PgSslMode, NotPostgres> {
    match name {
        // The driver takes it for `disable`, which is not what it says.
        "allow" => Err(NotPostgres::UnknownSslMode),
        name => PgSslMode::from_str(name).map_err(|_| NotPostgres::UnknownSslMode),
    }
}

fn decoded(text: &str) -> Result<Cow<'_, str>, NotPostgres> {
    percent_decode_str(text).decode_utf8().map_err(|_| NotPostgres::NoText)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(url: &str) -> PgConnectOptions {
        PostgresOptions::at(url).unwrap().connect
    }

    #[test]
    fn a_url_says_where_the_database_is_and_how_it_is_reached() {
        let options = at("postgres://ada:p%40ss@db.example:6432/frame%20wise?sslmode=verify-full");
        assert_eq!(options.get_host(), "db.example");
        assert_eq!(options.get_port(), 6432);
        assert_eq!(options.get_username(), "ada");
        assert_eq!(options.get_database(), Some("frame wise"));
        assert!(matches!(options.get_ssl_mode(), PgSslMode::VerifyFull));
        assert_eq!(options.get_application_name(), Some("framewise"));
        assert_eq!(at("postgresql://[::1]/db").get_host(), "::1");
        for url in ["postgres://%2Frun%2Fpg/db", "postgres:///db?host=/run/pg"] {
            assert_eq!(at(url).get_socket().unwrap().to_str(), Some("/run/pg"));
        }
    }

    #[test]
    fn a_url_of_no_use_is_refused_without_repeating_it() {
        for (url, error) in [
            ("postgres://host:secret/db", NotPostgres::NoUrl(url::ParseError::InvalidPort)),
            ("postgres://u:secret@host", NotPostgres::NoDatabase),
            ("postgres://u:secret@host/", NotPostgres::NoDatabase),
            ("postgres:///db?sslkey=secret", NotPostgres::NoServer),
            ("postgres://host/db?password=secret", NotPostgres::UnknownParameter),
            ("postgres://host/db?sslmode=secret", NotPostgres::UnknownSslMode),
            ("postgres://host/db?sslmode=allow", NotPostgres::UnknownSslMode),
            ("postgres://u:secret%ff@host/db", NotPostgres::NoText),
        ] {
            let refused = PostgresOptions::at(url).unwrap_err();
            assert_eq!(refused, error, "{url}");
            assert!(!refused.to_string().contains("secret"), "{refused}");
        }
    }

    #[test]
    fn debug_does_not_show_the_password() {
        let options = PostgresOptions::at("postgres://ada:secret@host/db").unwrap();
        let shown = format!("{options:?}");
        assert!(shown.contains("host") && !shown.contains("secret"), "{shown}");
    }
}
