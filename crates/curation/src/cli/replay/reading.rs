//! Reads the rows of a replay from the database by page or from a file by line, with a progress bar.

use std::fs::File;
use std::io::{BufRead, BufReader, Read as _};
use std::path::Path;
use std::sync::Arc;

use framewise_command_line::{Failure, UNAVAILABLE, WRONG_INPUT};
use framewise_storage::privacy::RowId;
use framewise_storage::week::Week;
use framewise_storage::{Storage, StoreError, clock};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::replay::Replay;

/// Maximum length of a line in a file of requests, in bytes; the service accepts only shorter bodies.
const MAX_LINE: u64 = 1024 * 1024;
/// Number of lines between two updates of the bar.
const ROWS_OF_A_STEP: u64 = 1_000;

/// Rows of a page: large enough that the cost of a statement is negligible, small enough for a few mebibytes.
const PAGE: u32 = 2_048;
/// Steps of the bar for one week.
const STEPS_OF_A_WEEK: u64 = 1 << 16;
const DAYS_OF_A_WEEK: u64 = 7;

/// Adds every stored query of a database. Reads the next page while the current page is computed.
///
/// # Errors
/// [`Failure`] if the URL is wrong or the database cannot be read.
pub(super) fn stored(url: &str, replay: &mut Replay<'_>) -> Result<(), Failure> {
    let storage = framewise_storage::open_read_only(url)
        .map_err(|error| Failure::new(WRONG_INPUT, format!("--database-url: {error}")))?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .map_err(|error| Failure::new(UNAVAILABLE, error))?;
    runtime
        .block_on(pages(storage, replay))
        .map_err(|error| Failure::new(UNAVAILABLE, format!("stored queries: {error}")))
}

async fn pages(storage: Arc<dyn Storage>, replay: &mut Replay<'_>) -> Result<(), StoreError> {
    let mut page = storage.scan(None, PAGE).await?;
    let way = page.first().map(|first| Way::from(first.query.week()));
    let bar = bar(way.as_ref().map_or(0, Way::length));
    while let Some(last) = page.last().cloned() {
        let position = way.as_ref().map_or(0, |way| way.to(last.query.week(), last.id));
        let next = tokio::spawn({
            let storage = Arc::clone(&storage);
            async move { storage.scan(Some(&last), PAGE).await }
        });
        for row in &page {
            replay.add_stored(&row.query);
        }
        step(&bar, position, replay.rows());
        page = next.await.map_err(|error| StoreError::Unavailable(error.to_string()))??;
    }
    bar.finish_and_clear();
    storage.close().await;
    Ok(())
}

/// Progress from the first stored week to the current week. The number of rows is not needed: rows are sorted
/// by week and then by id, and ids are random, so the id gives the position within a week.
struct Way {
    first: Week,
    last: Week,
}

impl Way {
    fn from(first: Week) -> Self {
        Self { first, last: Week::of(clock::today()).max(first) }
    }

    fn weeks_to(&self, week: Week) -> u64 {
        let days = (week.monday() - self.first.monday()).get_days();
        u64::try_from(days).unwrap_or(0) / DAYS_OF_A_WEEK
    }

    fn length(&self) -> u64 {
        (self.weeks_to(self.last) + 1) * STEPS_OF_A_WEEK
    }

    fn to(&self, week: Week, [high, low, ..]: RowId) -> u64 {
        self.weeks_to(week) * STEPS_OF_A_WEEK + u64::from(u16::from_be_bytes([high, low]))
    }
}

/// Adds every line of a file that is not empty.
///
/// # Errors
/// [`Failure`] if the file cannot be read.
pub(super) fn requests(file: &Path, replay: &mut Replay<'_>) -> Result<(), Failure> {
    let name = file.display();
    let failed = |error| Failure::new(UNAVAILABLE, format!("cannot read {name}: {error}"));
    if file == Path::new("-") {
        return lines(std::io::stdin().lock(), &spinner(), replay).map_err(|error| {
            Failure::new(UNAVAILABLE, format!("cannot read standard input: {error}"))
        });
    }
    let opened = File::open(file).map_err(failed)?;
    let bytes = opened.metadata().map_err(failed)?.len();
    lines(BufReader::new(opened), &bar(bytes), replay).map_err(failed)
}

/// Adds each line that is not empty. A line longer than [`MAX_LINE`] counts as a request that cannot be read.
fn lines(
    mut input: impl BufRead,
    bar: &ProgressBar,
    replay: &mut Replay<'_>,
) -> std::io::Result<()> {
    let mut line = Vec::new();
    let (mut number, mut read) = (0, 0);
    loop {
        line.clear();
        let length = input.by_ref().take(MAX_LINE).read_until(b'\n', &mut line)?;
        if length == 0 {
            bar.finish_and_clear();
            return Ok(());
        }
        number += 1;
        read += length as u64;
        if line.last() != Some(&b'\n') && length as u64 == MAX_LINE {
            read += input.skip_until(b'\n')? as u64;
        }
        if !line.trim_ascii().is_empty() {
            replay.add_request(number, &line);
        }
        if number % ROWS_OF_A_STEP == 0 {
            step(bar, read, replay.rows());
        }
    }
}

fn step(bar: &ProgressBar, position: u64, rows: u64) {
    bar.set_position(position);
    bar.set_message(format!("{rows} rows"));
}

/// A progress bar if standard error is a terminal, and no output otherwise.
fn bar(length: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr());
    match ProgressStyle::with_template("{bar:40} {percent:>3} %  {msg}  {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// The same for an input of unknown length.
fn spinner() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    match ProgressStyle::with_template("{spinner} {msg}  {elapsed}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
