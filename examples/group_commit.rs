//! Rows a second that a database takes without HTTP before it: batches through the same code that the
//! service uses, each committed and synced before the next begins. What the service stores cannot exceed
//! this; `scripts/load` and `scripts/load-rows` print it.
//!
//! `group_commit URL BATCH SECONDS [ROWS]` first makes the database hold this many rows, spread over the
//! weeks that are kept, then measures, and prints rows a second.

use std::error::Error;
use std::time::{Duration, Instant};

use framewise_storage::privacy::{Answered, ClosedAnswers, NewQuery, Receipt, anonymise};
use framewise_storage::random::bytes;
use framewise_storage::week::Week;
use framewise_storage::{clock, open};
use jiff::ToSpan;
use jiff::civil::Date;

/// Rows of one transaction while the database is filled.
const FILL_BATCH: usize = 10_000;
/// Weeks over which the rows are spread: those of 90 days.
const WEEKS: i64 = 12;

/// A row of a day, with a random id and a random receipt.
fn entry(day: Date) -> Result<NewQuery, Box<dyn Error>> {
    let answers = ClosedAnswers::from_pairs([
        ("project_type", "rest_api"),
        ("project_size", "small"),
        ("features", "api_docs"),
        ("features", "nosql"),
    ])?;
    let answered = Answered {
        answers,
        knowledge_version: "2026.11.1",
        winner: Some("fastapi"),
        via_platform: false,
    };
    let query = anonymise(day, answered)?;
    Ok(NewQuery { query, receipt: Receipt::new(bytes()?), key: None })
}

fn entries(day: Date, count: usize) -> Result<Vec<NewQuery>, Box<dyn Error>> {
    (0..count).map(|_| entry(day)).collect()
}

#[tokio::main(flavor = "multi_thread", worker_threads = 1)]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url, batch, seconds, rest @ ..] = arguments.as_slice() else {
        return Err("group_commit URL BATCH SECONDS [ROWS]".into());
    };
    let batch: usize = batch.parse()?;
    let period = Duration::from_secs_f64(seconds.parse()?);
    let rows: usize = rest.first().map_or(Ok(0), |rows| rows.parse())?;
    let storage = open(url)?;
    let today = clock::today();
    let mut filled = 0;
    while filled < rows {
        // A week after the other, the present one last.
        let back = WEEKS - i64::try_from(filled)? * (WEEKS + 1) / i64::try_from(rows)?;
        let some = entries(Week::of(today.saturating_sub(back.weeks())).monday(), FILL_BATCH)?;
        storage.insert_batch(&some).await?;
        filled += some.len();
    }
    storage.compact().await?;
    let mut stored = 0;
    // Only what storing takes: the rows are made in between.
    let mut storing = Duration::ZERO;
    while storing < period {
        let some = entries(today, batch)?;
        let begun = Instant::now();
        stored += storage.insert_batch(&some).await?.len();
        storing += begun.elapsed();
    }
    storage.close().await;
    println!("{:.0}", f64::from(u32::try_from(stored)?) / storing.as_secs_f64());
    Ok(())
}
