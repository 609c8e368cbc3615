//! The job that releases statistics: one row for each closed week, computed once.
//!
//! A week is closed one hour after its end, when its last queries have been written. Weeks with too few queries
//! are merged into the next. A week whose counts cannot be published is closed without statistics, so that it does
//! not hold up the later ones. Feedback is final when its receipts have expired, for the last receipts of a week
//! five weeks after its Monday at the latest. So a release covers the feedback of the weeks that lie four before
//! its own, and each feedback is in one release only.
//!
//! The noise of a week is drawn once. An interrupted run leaves no trace of it, because it is stored together with the
//! release or not at all.

use framewise_storage::clock::Clock;
use framewise_storage::disclosure::{Noise, PublishError, Release, Span, Tally, Vocabulary};
use framewise_storage::privacy::counts::{CHOSEN, RATING};
use framewise_storage::week::Week;
use framewise_storage::{Storage, StoreError, StoredRelease};
use jiff::ToSpan;
use jiff::tz::TimeZone;

use super::error::JobError;

/// Weeks from a release back to its feedback: receipts are valid for 35 days at most.
const FEEDBACK_WEEKS: i32 = 4;
/// Hours after the end of a week until its last query has been written.
const GRACE_HOURS: i64 = 1;

/// Releases every closed week without a release, and returns how many. The seed of each week's noise comes from `seed`.
pub(super) async fn release_closed_weeks(
    storage: &dyn Storage,
    clock: &Clock,
    vocabulary: &Vocabulary,
    seed: impl Fn() -> Result<[u8; 32], StoreError>,
) -> Result<u64, JobError> {
    let open = open_week(clock);
    let Some(mut next) = next_to_close(storage).await? else { return Ok(0) };
    let mut released = 0;
    while next.week < open {
        let mut noise = Noise::from_seed(seed()?);
        let release = match close(storage, vocabulary, next, &mut noise).await {
            // A week before it may be the cause.
            Err(JobError::Unpublishable { .. }) if next.first < next.week => {
                next = Next { first: next.week, merged: 0, ..next };
                close(storage, vocabulary, next, &mut noise).await
            }
            other => other,
        };
        let release = match release {
            Err(error @ JobError::Unpublishable { .. }) => {
                tracing::error!(%error, "a week has no statistics; the next ones do not wait for it");
                StoredRelease {
                    week: next.week,
                    first_week: next.first,
                    body: None,
                    noisy_total: None,
                }
            }
            other => other?,
        };
        if storage.publish(&release).await? {
            released += 1;
        }
        let week = next.week.plus(1);
        next = if release.body.is_some() {
            Next { first: week, week, merged: 0 }
        } else {
            let merged = next.merged.saturating_add(release.noisy_total.unwrap_or_default());
            Next { week, merged, ..next }
        };
    }
    Ok(released)
}

/// The next week to close.
#[derive(Debug, Clone, Copy)]
struct Next {
    week: Week,
    /// The first of the weeks that are merged into it.
    first: Week,
    /// The number of queries of the weeks before it with noise.
    merged: i64,
}

/// The first week that is not closed.
fn open_week(clock: &Clock) -> Week {
    let now = clock.now().saturating_sub(GRACE_HOURS.hours()).unwrap_or(clock.now());
    Week::of(now.to_zoned(TimeZone::UTC).date())
}

/// The next week to close; none if nothing was ever stored.
async fn next_to_close(storage: &dyn Storage) -> Result<Option<Next>, JobError> {
    let closed = storage.releases().await?;
    Ok(match closed.last() {
        Some(last) => {
            let week = last.week.plus(1);
            let first = if last.published { week } else { last.first_week };
            let totals = closed.iter().filter(|closed| closed.week >= first);
            let merged =
                totals.filter_map(|closed| closed.noisy_total).fold(0, i64::saturating_add);
            Some(Next { week, first, merged })
        }
        None => storage.oldest_week().await?.map(|week| Next { week, first: week, merged: 0 }),
    })
}

/// Closes a week: with a release, or without one if it has too few queries.
async fn close(
    storage: &dyn Storage,
    vocabulary: &Vocabulary,
    Next { week, first, merged }: Next,
    noise: &mut Noise,
) -> Result<StoredRelease, JobError> {
    let unpublishable = |reason: String| JobError::Unpublishable { week, reason };
    let noisy_total = tally(storage, week, week).await?.map_err(unpublishable)?.noisy_total(noise);
    let mut release =
        StoredRelease { week, first_week: first, body: None, noisy_total: Some(noisy_total) };
    let Some(span) = Span::new(first, week) else { return Ok(release) };
    let counts = tally(storage, first, week).await?.map_err(unpublishable)?;
    let total = merged.saturating_add(noisy_total);
    match Release::publish(span, vocabulary, &counts, total, noise) {
        Ok(published) => {
            let text = published.to_text().map_err(|error| unpublishable(error.to_string()))?;
            release.body = Some(text);
            Ok(release)
        }
        Err(PublishError::TooFew) => Ok(release),
        Err(error) => Err(unpublishable(error.to_string())),
    }
}

/// The counts of these weeks, and of the feedback that became final in them; or why they cannot be counted.
async fn tally(
    storage: &dyn Storage,
    first: Week,
    last: Week,
) -> Result<Result<Tally, String>, StoreError> {
    let queries = storage.counts(first, last).await?;
    let feedback = storage.counts(first.plus(-FEEDBACK_WEEKS), last.plus(-FEEDBACK_WEEKS)).await?;
    let is_feedback = |subject: &str| [CHOSEN, RATING].contains(&subject);
    let rows = queries.iter().filter(|(subject, ..)| !is_feedback(subject));
    let rows = rows.chain(feedback.iter().filter(|(subject, ..)| is_feedback(subject)));
    Ok(Tally::from_rows(rows).map_err(|error| error.to_string()))
}
