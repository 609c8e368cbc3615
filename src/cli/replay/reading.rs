//! Where the rows of a replay come from, one page or one line at a time, with a bar on a terminal.

use std::fs::File;
use std::io::{BufRead, BufReader, Read as _};
use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::super::{Failure, UNAVAILABLE};
use crate::service::replay::Replay;

/// The longest line of a file of requests, in bytes: more than any service reads of a body.
const MAX_LINE: u64 = 1024 * 1024;
/// Rows between two movements of the bar.
const ROWS_OF_A_STEP: u64 = 1_000;

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

/// A line that is longer than [`MAX_LINE`] is counted as what it is, a request that cannot be read.
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

/// A bar on a terminal, and nothing where standard error goes elsewhere.
fn bar(length: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr());
    match ProgressStyle::with_template("{bar:40} {percent:>3} %  {msg}  {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// The same where nobody knows how much there is.
fn spinner() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    match ProgressStyle::with_template("{spinner} {msg}  {elapsed}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
