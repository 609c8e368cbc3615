//! The log: one line for each event on standard error, as text on a terminal and as JSON elsewhere.
//!
//! No event of this workspace contains data of a caller. Dependencies log such data below the level `warn`
//! (actix repeats malformed headers at `debug`), so for them the level is never below `warn`, whatever the
//! filter says.

use std::io::{self, IsTerminal};
use std::panic;

use tracing::level_filters::LevelFilter;
use tracing::subscriber::SetGlobalDefaultError;
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::filter::{FilterExt, ParseError, filter_fn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::{EnvFilter, Layer, Registry, fmt};

use crate::config::LogFormat;

/// Why the log cannot be started.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter cannot be parsed.
    #[error("the log filter cannot be parsed: {0}")]
    Filter(#[from] ParseError),
    /// The process has a log already.
    #[error(transparent)]
    Taken(#[from] SetGlobalDefaultError),
}

/// Starts the log of this process.
///
/// # Errors
/// If the filter cannot be parsed, or the process has a log already.
pub fn init(filter: &str, format: LogFormat) -> Result<(), TelemetryError> {
    let json = match format {
        LogFormat::Auto => !io::stderr().is_terminal(),
        LogFormat::Text => false,
        LogFormat::Json => true,
    };
    tracing::subscriber::set_global_default(subscriber(filter, json, io::stderr)?)?;
    log_panics();
    Ok(())
}

/// A subscriber that writes events to `writer`.
///
/// # Errors
/// If the filter cannot be parsed.
pub fn subscriber<W>(
    filter: &str,
    json: bool,
    writer: W,
) -> Result<impl Subscriber + Send + Sync + use<W>, ParseError>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let filter =
        EnvFilter::builder().with_default_directive(LevelFilter::INFO.into()).parse(filter)?;
    let events = fmt::layer().with_writer(writer).with_target(true);
    let events = if json {
        events.json().flatten_event(true).boxed()
    } else {
        events.with_ansi(io::stderr().is_terminal()).boxed()
    };
    // One combined filter, so that tracing caches that an event never passes.
    Ok(Registry::default().with(events.with_filter(filter.and(filter_fn(may_be_logged)))))
}

/// The crates of this workspace that run in the service.
const OWN_CRATES: [&str; 3] = ["framewise", "framewise_model", "framewise_storage"];

fn may_be_logged(metadata: &Metadata<'_>) -> bool {
    let own = metadata.target().split("::").next().is_some_and(|name| OWN_CRATES.contains(&name));
    // Levels grow with verbosity.
    own || *metadata.level() <= Level::WARN
}

/// Logs the place of a panic without its message, which may repeat data of a caller.
fn log_panics() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string);
        tracing::error!(place, "panic");
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_below_the_filter_are_disabled() {
        let subscriber = subscriber("warn,framewise::cli=info", true, io::sink).unwrap();
        tracing::subscriber::with_default(subscriber, || {
            assert!(tracing::enabled!(target: "framewise::cli", Level::INFO));
            assert!(tracing::enabled!(target: "framewise::http", Level::WARN));
            assert!(!tracing::enabled!(target: "framewise::http", Level::INFO));
        });
    }

    #[test]
    fn dependencies_never_log_below_warnings() {
        let subscriber = subscriber("trace", true, io::sink).unwrap();
        tracing::subscriber::with_default(subscriber, || {
            assert!(tracing::enabled!(target: "framewise::http", Level::TRACE));
            assert!(tracing::enabled!(target: "framewise_storage::writer", Level::INFO));
            assert!(tracing::enabled!(target: "actix_http", Level::WARN));
            assert!(!tracing::enabled!(target: "actix_http", Level::INFO));
        });
    }
}
