//! The job that releases statistics: one row for each closed week, published once and never again.
//!
//! A week is closed when it has been over for an hour, so that what was written at its end is in. Weeks
//! with too few queries wait and join the next. Feedback becomes final when its receipts have expired,
//! which for the last of a week is at most five weeks after its Monday; so a release covers the
//! feedback of the weeks that lie four before its own, each in one release only.

use jiff::ToSpan;
use jiff::tz::TimeZone;

use super::{JobError, Jobs};
use framewise_storage::StoredRelease;
use framewise_storage::disclosure::{NotPublishable, Release, Span, Tally};
use framewise_storage::privacy::counts::{CHOSEN, RATING};
use framewise_storage::week::Week;

/// Weeks from a release back to the feedback that it covers: receipts are good for 35 days at most.
const FEEDBACK_WEEKS: i32 = 4;
/// Hours after the end of a week in which a query of its last moment is still written.
const GRACE_HOURS: i64 = 1;

impl Jobs {
    /// Releases every closed week that has no row yet; how many.
    pub(super) async fn release(&self) -> Result<u64, JobError> {
        let open = self.open_week();
        let Some((mut first, mut week)) = self.next_to_close().await? else { return Ok(0) };
        let mut done = 0;
        while week < open {
            let body = self.body(first, week).await?;
            let published = body.is_some();
            let release = StoredRelease { week, first_week: first, body };
            if self.storage.publish(&release).await? {
                done += 1;
            }
            week = week.plus(1);
            if published {
                first = week;
            }
        }
        Ok(done)
    }

    /// The week that is not closed yet.
    fn open_week(&self) -> Week {
        let now = self.clock.now().saturating_sub(GRACE_HOURS.hours()).unwrap_or(self.clock.now());
        Week::of(now.to_zoned(TimeZone::UTC).date())
    }

    /// The next week to close, after the first of those that wait to be released with it; none where
    /// nothing was ever stored.
    async fn next_to_close(&self) -> Result<Option<(Week, Week)>, JobError> {
        let closed = self.storage.releases().await?;
        Ok(match closed.last() {
            Some(last) if last.published => Some((last.week.plus(1), last.week.plus(1))),
            Some(waiting) => Some((waiting.first_week, waiting.week.plus(1))),
            None => self.storage.oldest_week().await?.map(|oldest| (oldest, oldest)),
        })
    }

    /// What is published of these weeks; nothing if they have to wait.
    async fn body(&self, first: Week, week: Week) -> Result<Option<String>, JobError> {
        let unpublishable = |reason: String| JobError::Unpublishable { week, reason };
        let queries = self.storage.counts(first, week).await?;
        let feedback =
            self.storage.counts(first.plus(-FEEDBACK_WEEKS), week.plus(-FEEDBACK_WEEKS)).await?;
        let is_feedback = |subject: &str| [CHOSEN, RATING].contains(&subject);
        let rows = queries.iter().filter(|(subject, ..)| !is_feedback(subject));
        let rows = rows.chain(feedback.iter().filter(|(subject, ..)| is_feedback(subject)));
        let tally = Tally::from_rows(rows).map_err(|error| unpublishable(error.to_string()))?;
        let Some(span) = Span::new(first, week) else { return Ok(None) };
        match Release::publish(span, &self.vocabulary, &tally) {
            Ok(release) => {
                let text = release.to_text();
                text.map(Some).map_err(|error| unpublishable(error.to_string()))
            }
            Err(NotPublishable::TooFew) => Ok(None),
            Err(error) => Err(unpublishable(error.to_string())),
        }
    }
}
