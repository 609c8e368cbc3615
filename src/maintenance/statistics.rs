//! The job that publishes statistics: one release for each closed week, which never changes.
//!
//! A week is closed one hour after its end, so that the last queries are written. Weeks with too few queries
//! are merged into the next. Feedback becomes final when its receipt expires, at most five weeks after the Monday
//! of its week. So a release covers the feedback of the weeks four weeks earlier, each in one release only.

use jiff::ToSpan;
use jiff::tz::TimeZone;

use super::{JobError, Jobs};
use framewise_storage::StoredRelease;
use framewise_storage::disclosure::{NotPublishable, Release, Span, Tally};
use framewise_storage::privacy::counts::{CHOSEN, RATING};
use framewise_storage::week::Week;

/// Weeks from a release back to the feedback that it covers: a receipt is valid for at most 35 days.
const FEEDBACK_WEEKS: i32 = 4;
/// Hours after the end of a week in which its last queries are still written.
const GRACE_HOURS: i64 = 1;

impl Jobs {
    /// Closes every week that is over and not closed yet; returns their number.
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

    /// The week that is still open.
    fn open_week(&self) -> Week {
        let now = self.clock.now().saturating_sub(GRACE_HOURS.hours()).unwrap_or(self.clock.now());
        Week::of(now.to_zoned(TimeZone::UTC).date())
    }

    /// The first week of the next release and the next week to close; `None` if nothing was ever stored.
    async fn next_to_close(&self) -> Result<Option<(Week, Week)>, JobError> {
        let closed = self.storage.releases().await?;
        Ok(match closed.last() {
            Some(last) if last.published => Some((last.week.plus(1), last.week.plus(1))),
            Some(waiting) => Some((waiting.first_week, waiting.week.plus(1))),
            None => self.storage.oldest_week().await?.map(|oldest| (oldest, oldest)),
        })
    }

    /// The release of these weeks; `None` if they have too few queries.
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
