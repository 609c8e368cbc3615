//! The job that releases statistics: one row for each closed week, computed once.
//!
//! A week is closed one hour after its end, when its last queries have been written. Weeks with too few queries
//! are merged into the next. A week whose counts cannot be published is closed without statistics, so that it does
//! not hold up the later ones. Feedback is final when its receipts have expired, for the last receipts of a week
//! five weeks after its Monday at the latest. So a release covers the feedback of the weeks that lie four before
//! its own, and each feedback is in one release only.

use framewise_storage::clock::Clock;
use framewise_storage::disclosure::{PublishError, Release, Span, Tally, Vocabulary};
use framewise_storage::privacy::counts::{CHOSEN, RATING};
use framewise_storage::week::Week;
use framewise_storage::{Storage, StoredRelease};
use jiff::ToSpan;
use jiff::tz::TimeZone;

use super::error::JobError;

/// Weeks from a release back to its feedback: receipts are valid for 35 days at most.
const FEEDBACK_WEEKS: i32 = 4;
/// Hours after the end of a week until its last query has been written.
const GRACE_HOURS: i64 = 1;

/// Releases every closed week without a release, and returns how many.
pub(super) async fn release_closed_weeks(
    storage: &dyn Storage,
    clock: &Clock,
    vocabulary: &Vocabulary,
) -> Result<u64, JobError> {
    let open = open_week(clock);
    let Some((mut first, mut week)) = next_to_close(storage).await? else { return Ok(0) };
    let mut released = 0;
    while week < open {
        let body = match body(storage, vocabulary, first, week).await {
            // A week before it may be the cause.
            Err(JobError::Unpublishable { .. }) if first < week => {
                first = week;
                body(storage, vocabulary, first, week).await
            }
            other => other,
        };
        let body = match body {
            Err(error @ JobError::Unpublishable { .. }) => {
                tracing::error!(%error, "a week has no statistics; the next ones do not wait for it");
                None
            }
            other => other?,
        };
        let published = body.is_some();
        let release = StoredRelease { week, first_week: first, body };
        if storage.publish(&release).await? {
            released += 1;
        }
        week = week.plus(1);
        if published {
            first = week;
        }
    }
    Ok(released)
}

/// The first week that is not closed.
fn open_week(clock: &Clock) -> Week {
    let now = clock.now().saturating_sub(GRACE_HOURS.hours()).unwrap_or(clock.now());
    Week::of(now.to_zoned(TimeZone::UTC).date())
}

/// The next week to close, after the first of the weeks that are merged into it; none if nothing was ever stored.
async fn next_to_close(storage: &dyn Storage) -> Result<Option<(Week, Week)>, JobError> {
    let closed = storage.releases().await?;
    Ok(match closed.last() {
        Some(last) if last.published => Some((last.week.plus(1), last.week.plus(1))),
        Some(merged) => Some((merged.first_week, merged.week.plus(1))),
        None => storage.oldest_week().await?.map(|oldest| (oldest, oldest)),
    })
}

/// The release of these weeks as text; none if they have too few queries.
async fn body(
    storage: &dyn Storage,
    vocabulary: &Vocabulary,
    first: Week,
    week: Week,
) -> Result<Option<String>, JobError> {
    let unpublishable = |reason: String| JobError::Unpublishable { week, reason };
    let queries = storage.counts(first, week).await?;
    let feedback = storage.counts(first.plus(-FEEDBACK_WEEKS), week.plus(-FEEDBACK_WEEKS)).await?;
    let is_feedback = |subject: &str| [CHOSEN, RATING].contains(&subject);
    let rows = queries.iter().filter(|(subject, ..)| !is_feedback(subject));
    let rows = rows.chain(feedback.iter().filter(|(subject, ..)| is_feedback(subject)));
    let tally = Tally::from_rows(rows).map_err(|error| unpublishable(error.to_string()))?;
    let Some(span) = Span::new(first, week) else { return Ok(None) };
    match Release::publish(span, vocabulary, &tally) {
        Ok(release) => {
            let text = release.to_text();
            text.map(Some).map_err(|error| unpublishable(error.to_string()))
        }
        Err(PublishError::TooFew) => Ok(None),
        Err(error) => Err(unpublishable(error.to_string())),
    }
}
