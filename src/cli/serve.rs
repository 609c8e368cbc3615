//! `framewise serve`: runs the service.

use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use clap::Args;
use framewise_command_line::{Failure, OK, UNAVAILABLE, WRONG_INPUT, print};
use framewise_storage as store;
use framewise_storage::clock::Clock;
use framewise_storage::stored_queries::StoredQueries;
use framewise_storage::{Storage, Writer, WriterSettings};
use tokio::task::JoinHandle;

use super::load::load_knowledge;
use super::reload::{Hangups, reload_on_hangup};
use super::service_settings::{opened, periods, resolve};
use crate::api::routes;
use crate::app::listeners::Listeners;
use crate::app::options::Options;
use crate::app::stop::{Ended, StopSignals};
use crate::app::{App, Parts};
use crate::config::{Settings, SettingsArgs};
use crate::maintenance::{self, Jobs, vocabulary};
use crate::service_manager::inherited_sockets::InheritedSockets;
use crate::service_manager::{notify, watchdog};
use crate::telemetry::traces::Traces;
use crate::{metrics, telemetry};

/// Time limit for storing the queries in the queue when the service stops.
const DRAIN: Duration = Duration::from_secs(5);
/// Longer than the allocator waits before it returns memory.
const ALLOCATOR_DELAY: Duration = Duration::from_millis(1_200);

/// Run the service (the default command)
///
/// A flag overrides an environment variable, which overrides framewise.toml in the working directory.
/// Exit code 0: the service was stopped; 1: the knowledge has faults; 2: a setting is wrong; 3: the address
/// or a file cannot be used, or the database is incompatible.
#[derive(Debug, Clone, Default, Args)]
#[command(after_help = "Examples:
  framewise serve
  framewise serve --bind 0.0.0.0:80 --storage off
  FRAMEWISE_LOG=warn framewise serve --config /etc/framewise.toml
  framewise serve --check-config")]
pub struct Serve {
    /// Settings file to use instead of framewise.toml
    #[arg(long, env = "FRAMEWISE_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    /// Print the effective settings in the format of the settings file, and exit
    #[arg(long)]
    check_config: bool,
    #[command(flatten)]
    settings: SettingsArgs,
}

/// Runs the command until the process gets a signal to stop.
///
/// # Errors
/// [`Failure`] if the settings, the knowledge or the address are not usable.
pub fn run(arguments: Serve) -> Result<u8, Failure> {
    let Serve { config, check_config, settings } = arguments;
    let settings = resolve(settings, config.as_deref())?;
    // Connects at its first use; here the URL is read, also for `--check-config`.
    let storage = if settings.storage {
        let url = settings.database_url.reveal();
        Some(opened(store::open_with_quota(url, database_quota(&settings)))?)
    } else {
        None
    };
    if check_config {
        let text = toml::to_string(&settings).map_err(|error| Failure::new(UNAVAILABLE, error))?;
        print(&text)?;
        return Ok(OK);
    }
    // Before any thread is started.
    let inherited = InheritedSockets::take().map_err(|error| Failure::new(UNAVAILABLE, error))?;
    telemetry::init(&settings.log, settings.log_format)
        .map_err(|error| Failure::new(WRONG_INPUT, error))?;
    let traces = Traces::from_environment().map_err(|error| Failure::new(WRONG_INPUT, error))?;
    if SystemTime::now() < SystemTime::UNIX_EPOCH {
        // The `Date` of a response cannot be written then.
        let message = "the clock of this machine shows a date before 1970: set it and start again";
        return Err(Failure::new(UNAVAILABLE, message));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(UNAVAILABLE, error))?;
    let ended = runtime.block_on(serve(&settings, inherited, storage, traces.clone()))?;
    if ended == Ended::AtOnce {
        // Does not wait for work on other threads.
        runtime.shutdown_background();
    } else if let Some(traces) = traces {
        traces.stop();
    }
    Ok(OK)
}

async fn serve(
    settings: &Settings,
    inherited: InheritedSockets,
    storage: Option<Arc<dyn Storage>>,
    traces: Option<Traces>,
) -> Result<Ended, Failure> {
    // First: without it, the signal would end the process.
    let hangups = Hangups::receive().map_err(|error| Failure::new(UNAVAILABLE, error))?;
    let knowledge = load_knowledge(settings.knowledge.as_deref())?;
    let options = Options::from(settings);
    // Before the database is opened: a second service on the same port would create or migrate one in vain.
    let listeners = Listeners::inherit_or_bind(inherited, &options)
        .map_err(|error| Failure::new(UNAVAILABLE, error))?;
    let (stored_queries, writer) = match storage {
        Some(storage) => Some(start_storing(settings, storage).await?),
        None => None,
    }
    .unzip();
    let parts = Parts {
        knowledge,
        stored_queries,
        store_by_default: settings.store_by_default,
        cache_bytes: u64::from(settings.answer_cache_mib) * 1024 * 1024,
        traces,
        more_routes: routes::no_routes,
    };
    let app =
        App::build(listeners, &options, parts).map_err(|error| Failure::new(UNAVAILABLE, error))?;
    let state = app.state();
    let jobs = state.stored_queries().map(|stored_queries| {
        let jobs = Jobs::new(
            Arc::clone(stored_queries.storage()),
            stored_queries.clock().clone(),
            stored_queries.periods(),
            state.knowledge(),
        )
        .with_warnings(state.warnings().clone());
        let switch = app.state_switch();
        let jobs = jobs.with_vocabulary(move || vocabulary(switch.state().knowledge()));
        tokio::spawn(maintenance::run_forever(jobs, maintenance::ROUND_INTERVAL))
    });
    tokio::spawn(reload_on_hangup(hangups, app.state_switch(), settings.knowledge.clone()));
    let switch = app.state_switch();
    let is_stopping = move || switch.state().is_stopping();
    tokio::spawn(watchdog::report(app.vitals(), notify::status(state.knowledge()), is_stopping));
    // In its own thread, so that only requests that need the prepared data wait for it.
    std::thread::spawn(move || {
        state.prepare();
        return_memory();
    });
    if let Some(metrics_address) = app.metrics_address() {
        tracing::info!(%metrics_address, "metrics are served");
    }
    // Before the line that says so: a signal that comes right after it must not end the process.
    let signals = StopSignals::receive().map_err(|error| Failure::new(UNAVAILABLE, error))?;
    tracing::info!(address = %app.address(), "listening");
    let drain = async {
        // The database rolls back an interrupted step. The next start repeats it.
        jobs.inspect(JoinHandle::abort);
        if let Some(writer) = writer
            && !writer.drain(DRAIN).await
        {
            tracing::error!("not everything that waited could be stored");
        }
    };
    app.run(signals, drain).await.map_err(|error| Failure::new(UNAVAILABLE, error))
}

/// Returns memory that only the start needed. The allocator does so when memory becomes free, for all that became free
/// more than a second before.
fn return_memory() {
    std::thread::sleep(ALLOCATOR_DELAY);
    drop(black_box(Vec::<u8>::with_capacity(1024 * 1024)));
}

/// Starts the writer of the database.
async fn start_storing(
    settings: &Settings,
    storage: Arc<dyn Storage>,
) -> Result<(StoredQueries, Writer), Failure> {
    let writer = WriterSettings {
        queue_capacity: usize::try_from(settings.queue_capacity.get()).unwrap_or(usize::MAX),
        ..WriterSettings::default()
    };
    let (write_queue, writer) =
        store::start(storage.clone(), writer, Box::new(metrics::batch_committed))
            .await
            .map_err(|error| Failure::new(UNAVAILABLE, error))?;
    let stored_queries =
        StoredQueries::new(write_queue, storage, Clock::default(), periods(settings))
            .with_client_quota(settings.client_quota);
    Ok((stored_queries, writer))
}

/// The quota of the database in bytes.
fn database_quota(settings: &Settings) -> Option<u64> {
    let mebibytes = u64::from(settings.database_quota_mib);
    (mebibytes > 0).then_some(mebibytes * 1024 * 1024)
}
