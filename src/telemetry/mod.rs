//! The log: one event a line on standard error, as text on a terminal and as JSON elsewhere.
//!
//! No event of these crates holds anything that a caller sent. Dependencies log such things below the level
//! `warn` (actix repeats malformed headers at `debug`), so they are never logged below it, whatever filter is
//! set.

/// Faults of clients that actix logs as errors.
mod client_faults;
/// Traces for a collector of OpenTelemetry.
#[cfg_attr(not(feature = "traces"), path = "no_traces.rs")]
pub mod traces;
/// The time of an event.
mod whole_seconds;

use std::ffi::OsStr;
use std::io::{self, IsTerminal};
use std::{env, panic};

use framewise_model::fault::excerpt;
use tracing::level_filters::LevelFilter;
use tracing::subscriber::SetGlobalDefaultError;
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::filter::{FilterExt, Targets, filter_fn};
use tracing_subscriber::fmt::{self, MakeWriter};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::{Layer, Registry};

use self::client_faults::{Counter, Hidden};
use self::whole_seconds::WholeSeconds;
use crate::config::LogFormat;

/// The levels of a filter, the quietest first.
const LEVELS: [(&str, LevelFilter); 6] = [
    ("off", LevelFilter::OFF),
    ("error", LevelFilter::ERROR),
    ("warn", LevelFilter::WARN),
    ("info", LevelFilter::INFO),
    ("debug", LevelFilter::DEBUG),
    ("trace", LevelFilter::TRACE),
];
/// The crates whose events may have any level.
const OWN_CRATES: [&str; 3] = ["framewise", "framewise_storage", "framewise_model"];

/// Why there is no log.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter cannot be read.
    #[error(transparent)]
    Filter(#[from] InvalidFilter),
    /// The process has a log already.
    #[error(transparent)]
    Taken(#[from] SetGlobalDefaultError),
}

/// A part of a log filter that is neither a level nor a module with a level.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "log: {0} is not a filter; write a level (off, error, warn, info, debug, trace), or modules with \
     levels, such as info,framewise_storage=debug"
)]
pub struct InvalidFilter(String);

/// Starts the log of this process.
///
/// # Errors
/// If the filter cannot be read, or the process has a log already.
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
/// If the filter cannot be read.
pub fn subscriber<W>(
    filter: &str,
    json: bool,
    writer: W,
) -> Result<impl Subscriber + Send + Sync + use<W>, InvalidFilter>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let filter = parse_filter(filter)?;
    let client_faults = filter.would_enable(client_faults::MODULE, &Level::DEBUG);
    let may_be_logged = filter_fn(may_be_logged);
    let counted = Targets::new().with_target(client_faults::MODULE, LevelFilter::ERROR);
    let events = fmt::layer().with_writer(writer).with_timer(WholeSeconds).with_target(true);
    let events = if json {
        events.json().flatten_event(true).boxed()
    } else {
        let no_color = env::var_os("NO_COLOR");
        events.with_ansi(has_colours(io::stderr().is_terminal(), no_color.as_deref())).boxed()
    };
    // One filter and not two, one within the other: an event that it rejects is not checked again.
    let events = events.with_filter(filter.and(may_be_logged).and(Hidden(!client_faults)));
    Ok(Registry::default().with(events).with(Counter.with_filter(counted)))
}

/// Reads a log filter: levels for all modules (the default is `info`) or for single ones, separated by commas.
///
/// # Errors
/// [`InvalidFilter`] with the first part that is neither.
pub fn parse_filter(filter: &str) -> Result<Targets, InvalidFilter> {
    let mut targets = Targets::new().with_default(LevelFilter::INFO);
    for part in filter.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (module, level) = part.split_once('=').map_or((None, part), |(m, l)| (Some(m), l));
        let level = LEVELS.iter().find(|(name, _)| name.eq_ignore_ascii_case(level.trim()));
        targets = match (module.map(str::trim), level) {
            (None, Some((_, level))) => targets.with_default(*level),
            (Some(module), Some((_, level))) if !module.is_empty() => {
                targets.with_target(module, *level)
            }
            _ => return Err(InvalidFilter(excerpt(part))),
        };
    }
    Ok(targets)
}

/// Whether the log has colours: on a terminal, unless the environment asks for none (<https://no-color.org>).
fn has_colours(is_terminal: bool, no_color: Option<&OsStr>) -> bool {
    is_terminal && no_color.is_none_or(OsStr::is_empty)
}

fn may_be_logged(metadata: &Metadata<'_>) -> bool {
    let crate_name = metadata.target().split("::").next().unwrap_or_default();
    // It repeats the origins and messages of callers.
    if crate_name == "rmcp" {
        return false;
    }
    // Levels grow with verbosity.
    OWN_CRATES.contains(&crate_name) || *metadata.level() <= Level::WARN
}

/// Logs the place of a panic, and not its message: that may repeat what a caller sent.
fn log_panics() {
    panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string);
        tracing::error!(place, "panic");
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    // One test and not two, which would run at the same time: with two subscribers in a process, `enabled!` says yes for
    // what one of them takes.
    #[test]
    fn levels_count_by_module_and_dependencies_never_log_below_warnings() {
        let of_operator = subscriber("warn,framewise::cli=info", true, io::sink).unwrap();
        tracing::subscriber::with_default(of_operator, || {
            assert!(tracing::enabled!(target: "framewise::cli", Level::INFO));
            assert!(tracing::enabled!(target: "framewise::http", Level::WARN));
            assert!(!tracing::enabled!(target: "framewise::http", Level::INFO));
        });
        let of_everything = subscriber("trace", true, io::sink).unwrap();
        tracing::subscriber::with_default(of_everything, || {
            assert!(tracing::enabled!(target: "framewise::http", Level::TRACE));
            assert!(tracing::enabled!(target: "framewise_storage::writer", Level::TRACE));
            assert!(tracing::enabled!(target: "actix_http", Level::WARN));
            assert!(!tracing::enabled!(target: "actix_http", Level::INFO));
        });
    }

    #[test]
    fn colours_are_for_terminals_whose_user_does_not_refuse_them() {
        for (is_terminal, no_color, expected) in [
            (true, None, true),
            (true, Some(""), true),
            (true, Some("1"), false),
            (true, Some("0"), false),
            (false, None, false),
        ] {
            assert_eq!(
                has_colours(is_terminal, no_color.map(OsStr::new)),
                expected,
                "{no_color:?}"
            );
        }
    }

    #[test]
    fn a_filter_that_is_neither_level_nor_module_is_rejected() {
        for good in ["", "info", "WARN", "off", "info,framewise_storage=debug", "a::b=trace, error"]
        {
            assert!(parse_filter(good).is_ok(), "{good}");
        }
        for bad in ["verbose", "info,loud", "framewise=", "=debug", "framewise=verbose", "1"] {
            let error = parse_filter(bad).unwrap_err().to_string();
            assert!(error.contains("such as info,framewise_storage=debug"), "{error}");
        }
    }
}
