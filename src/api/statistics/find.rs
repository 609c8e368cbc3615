//! The published statistics: which releases there are, and one of them in the forms in which it can be
//! read. What may be in a release is decided in `privacy`; here nothing is computed but shares of figures
//! that are rounded already.

use framewise_storage::disclosure::{InvalidRelease, Release};
use framewise_storage::privacy::NotStored;
use framewise_storage::week::Week;
use framewise_storage::{ReleasedWeek, StoreError};

use framewise_storage::records::Records;

/// What is kept of a week.
#[derive(Debug)]
pub enum Found {
    /// A release, under this week.
    Release(Box<Release>),
    /// The week had too few queries for a release of its own: it is in that of a later week, or waits
    /// for one.
    Merged(Option<Week>),
    /// Nothing; the weeks of all releases, oldest first.
    Nothing(Vec<Week>),
}

/// Why a release cannot be read at present.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// The database does not answer.
    #[error("{}", .0.sentence())]
    Database(NotStored),
    /// The text in the database is none that this program has written.
    #[error(transparent)]
    Text(#[from] InvalidRelease),
}

/// The closed weeks, oldest first; none where nothing is stored.
///
/// # Errors
/// If the database does not answer.
pub async fn weeks(records: Option<&Records>) -> Result<Vec<ReleasedWeek>, Unreadable> {
    let Some(records) = records else { return Ok(Vec::new()) };
    records.storage().releases().await.map_err(|error| out_of_order(&error))
}

/// What is kept of a week.
///
/// # Errors
/// If the database does not answer, or holds something that is no release.
pub async fn find(records: Option<&Records>, week: Week) -> Result<Found, Unreadable> {
    let stored = match records {
        Some(records) => {
            records.storage().release(week).await.map_err(|error| out_of_order(&error))?
        }
        None => None,
    };
    let Some(stored) = stored else {
        let weeks = weeks(records).await?;
        let released = weeks.iter().filter(|row| row.published).map(|row| row.week);
        return Ok(Found::Nothing(released.collect()));
    };
    Ok(match stored.body {
        Some(text) => Found::Release(Box::new(Release::from_text(&text)?)),
        None => Found::Merged(released_in(&weeks(records).await?, week)),
    })
}

/// The week under which another one was released, if it was.
pub(super) fn released_in(weeks: &[ReleasedWeek], week: Week) -> Option<Week> {
    weeks.iter().find(|row| row.published && row.week >= week).map(|row| row.week)
}

fn out_of_order(error: &StoreError) -> Unreadable {
    tracing::warn!(%error, "the releases of the statistics cannot be read");
    Unreadable::Database(NotStored::from(error))
}
