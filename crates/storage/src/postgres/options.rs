//! From a database URL to the driver's options. Errors never repeat a part of the URL, which may hold a
//! password.

use std::time::Duration;
use std::{env, fmt};

use sqlx::ConnectOptions;
use sqlx::postgres::PgConnectOptions;
use url::Url;

/// Why a URL does not name a `PostgreSQL` database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PostgresUrlError {
    /// It is not a URL.
    #[error("{0}; write characters of a user or password other than letters and digits as %XX")]
    NotAUrl(url::ParseError),
    /// A part is not UTF-8 after `%XX` is decoded.
    #[error("its %XX do not decode to UTF-8 text")]
    NotUtf8,
    /// No host.
    #[error("it names no host")]
    NoHost,
    /// No database.
    #[error("it names no database")]
    NoDatabase,
    /// A parameter after `?` that is not supported.
    #[error("the parameters after ? are host, sslmode, sslrootcert, sslcert and sslkey")]
    UnknownParameter,
    /// A value of `sslmode` that is not supported.
    #[error("sslmode is one of disable, prefer, require, verify-ca and verify-full")]
    UnknownSslMode,
}

/// How a `PostgreSQL` database is reached, and how long calls may take.
#[derive(Clone)]
pub struct PostgresOptions {
    /// The options of the driver, with the password.
    pub(super) connect: PgConnectOptions,
    /// Size of the database in bytes from which on no query is stored; with `None` it grows as the disk allows. The
    /// space of deleted rows counts, because the server gives it to later rows and not back to the disk.
    pub quota: Option<u64>,
    /// Whether the database is only read: its schema is not migrated, and writes fail.
    pub read_only: bool,
    /// How long connecting may take.
    pub connect_timeout: Duration,
    /// How long a statement waits for a lock of another session.
    pub lock_timeout: Duration,
    /// How long a call of a request may take until the connection counts as dead.
    pub call_timeout: Duration,
    /// How long a call of a job may take, which may read every row.
    pub job_timeout: Duration,
}

impl PostgresOptions {
    /// The options that a running service uses.
    ///
    /// Without a user in the URL, `PGUSER` or else the user of this process connects; without a password,
    /// `PGPASSWORD` is used. A password file (`.pgpass`) is never read.
    ///
    /// # Errors
    /// [`PostgresUrlError`] if the URL does not name a database.
    pub fn at(url: &str) -> Result<Self, PostgresUrlError> {
        Ok(Self {
            connect: connect_options(Url::parse(url).map_err(PostgresUrlError::NotAUrl)?)?,
            quota: None,
            read_only: false,
            // Enough for an encrypted connection to another continent, and short for the start.
            connect_timeout: Duration::from_secs(2),
            // As for SQLite, and shorter than the timeout of the writer.
            lock_timeout: Duration::from_millis(250),
            call_timeout: Duration::from_secs(5),
            job_timeout: Duration::from_mins(10),
        })
    }
}

impl PostgresOptions {
    /// Host, port and database, for the log.
    pub(super) fn place(&self) -> String {
        let options = &self.connect;
        let database = options.get_database().unwrap_or_default();
        format!("{}:{}/{database}", options.get_host(), options.get_port())
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

/// Query parameters that a URL may have. The driver knows more and logs those that it does not know.
const PARAMETERS: [&str; 5] = ["host", "sslmode", "sslrootcert", "sslcert", "sslkey"];

/// Values of `sslmode`. The driver treats `allow` as `disable`, so it is not among them.
const SSL_MODES: [&str; 5] = ["disable", "prefer", "require", "verify-ca", "verify-full"];

/// Reads a URL with the driver, after a check of everything that the driver would log or repeat.
fn connect_options(mut url: Url) -> Result<PgConnectOptions, PostgresUrlError> {
    if url.path().trim_start_matches('/').is_empty() {
        return Err(PostgresUrlError::NoDatabase);
    }
    let mut has_host = url.host_str().is_some_and(|host| !host.is_empty());
    for (name, value) in url.query_pairs() {
        if !PARAMETERS.contains(&&*name) {
            return Err(PostgresUrlError::UnknownParameter);
        }
        if name == "sslmode" && !SSL_MODES.contains(&&*value.to_ascii_lowercase()) {
            return Err(PostgresUrlError::UnknownSslMode);
        }
        has_host |= name == "host" && !value.is_empty();
    }
    if !has_host {
        return Err(PostgresUrlError::NoHost);
    }
    if url.password().is_none() {
        // Without a password the driver would read a password file and log the lines that it cannot read.
        let password = env::var("PGPASSWORD").unwrap_or_default();
        url.query_pairs_mut().append_pair("password", &password);
    }
    let options = PgConnectOptions::from_url(&url).map_err(|_| PostgresUrlError::NotUtf8)?;
    // The driver keeps the brackets around an IPv6 address, with which no certificate matches.
    let host = options.get_host().trim_matches(['[', ']']).to_owned();
    Ok(options
        .host(&host)
        .application_name("framewise")
        // No number here has a fraction, and some poolers reject this parameter.
        .extra_float_digits(None)
        // The driver's own log lines would repeat each batch.
        .disable_statement_logging())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    use std::process::Command;

    use sqlx::postgres::PgSslMode;

    use super::*;

    fn at(url: &str) -> PgConnectOptions {
        PostgresOptions::at(url).unwrap().connect
    }

    #[test]
    fn a_url_has_the_address_of_the_database_and_the_encryption() {
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
    fn an_invalid_url_is_rejected_without_being_repeated() {
        for (url, error) in [
            ("postgres://host:secret/db", PostgresUrlError::NotAUrl(url::ParseError::InvalidPort)),
            ("postgres://u:secret@host", PostgresUrlError::NoDatabase),
            ("postgres://u:secret@host/", PostgresUrlError::NoDatabase),
            ("postgres:///db?sslkey=secret", PostgresUrlError::NoHost),
            ("postgres://host/db?password=secret", PostgresUrlError::UnknownParameter),
            ("postgres://host/db?sslmode=secret", PostgresUrlError::UnknownSslMode),
            ("postgres://host/db?sslmode=allow", PostgresUrlError::UnknownSslMode),
            ("postgres://u:secret%ff@host/db", PostgresUrlError::NotUtf8),
        ] {
            let rejected = PostgresOptions::at(url).unwrap_err();
            assert_eq!(rejected, error, "{url}");
            assert!(!rejected.to_string().contains("secret"), "{rejected}");
        }
    }

    /// The environment belongs to the whole process, so the test runs itself again with another one.
    #[test]
    fn a_password_file_is_not_read() {
        const IN_CHILD: &str = "FRAMEWISE_TEST_IN_CHILD";
        let url = "postgres://ada@db.example:5432/framewise";
        if env::var_os(IN_CHILD).is_some() {
            let by_driver: PgConnectOptions = url.parse().unwrap();
            assert_eq!(by_driver.to_url_lossy().password(), Some("secret"));
            assert_eq!(at(url).to_url_lossy().password(), None);
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pgpass");
        fs::write(&file, "db.example:5432:framewise:ada:secret\n").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        let child = Command::new(env::current_exe().unwrap())
            .args(["--exact", "postgres::options::tests::a_password_file_is_not_read"])
            .env(IN_CHILD, "1")
            .env("PGPASSFILE", &file)
            .env_remove("PGPASSWORD")
            .output()
            .unwrap();
        let report = String::from_utf8_lossy(&child.stdout);
        assert!(child.status.success() && report.contains("1 passed"), "{report}");
    }

    #[test]
    fn debug_does_not_show_the_password() {
        let options = PostgresOptions::at("postgres://ada:secret@host/db").unwrap();
        let shown = format!("{options:?}");
        assert!(shown.contains("host") && !shown.contains("secret"), "{shown}");
    }
}
