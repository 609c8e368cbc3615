//! Looks up the releases of the statistics in the database.

use framewise_storage::disclosure::{InvalidRelease, Release};
use framewise_storage::privacy::NotStored;
use framewise_storage::stored_queries::StoredQueries;
use framewise_storage::week::Week;
use framewise_storage::{ReleasedWeek, StoreError};

/// The state of a week.
#[derive(Debug)]
pub enum WeekState {
    /// It has a release.
    Released(Box<Release>),
    /// It had too few queries for a release: the later week whose release covers it, or `None` while it waits
    /// for one.
    Merged(Option<Week>),
    /// It is not in the database: it is too early, or not closed yet. The weeks of all releases, oldest first.
    Unreleased(Vec<Week>),
}

/// Why the releases cannot be looked up.
#[derive(Debug, thiserror::Error)]
pub enum LookupError {
    /// The database cannot be used.
    #[error("{}", .0.sentence())]
    Database(NotStored),
    /// The text in the database is not a release.
    #[error(transparent)]
    Corrupt(#[from] InvalidRelease),
}

/// The closed weeks, oldest first; empty if storing is switched off.
///
/// # Errors
/// If the database cannot be used.
pub async fn closed_weeks(
    stored_queries: Option<&StoredQueries>,
) -> Result<Vec<ReleasedWeek>, LookupError> {
    let Some(stored_queries) = stored_queries else { return Ok(Vec::new()) };
    stored_queries.storage().releases().await.map_err(|error| unusable(&error))
}

/// The state of a week.
///
/// # Errors
/// If the database cannot be used, or its text is not a release.
pub async fn look_up(
    stored_queries: Option<&StoredQueries>,
    week: Week,
) -> Result<WeekState, LookupError> {
    let stored = match stored_queries {
        Some(stored_queries) => {
            stored_queries.storage().release(week).await.map_err(|error| unusable(&error))?
        }
        None => None,
    };
    let Some(stored) = stored else {
        let weeks = closed_weeks(stored_queries).await?;
        let released = weeks.iter().filter(|row| row.published).map(|row| row.week);
        return Ok(WeekState::Unreleased(released.collect()));
    };
    Ok(match stored.body {
        Some(text) => WeekState::Released(Box::new(Release::from_text(&text)?)),
        None => WeekState::Merged(released_in(&closed_weeks(stored_queries).await?, week)),
    })
}

/// The week whose release covers another week, if there is one.
pub(super) fn released_in(weeks: &[ReleasedWeek], week: Week) -> Option<Week> {
    weeks.iter().find(|row| row.published && row.week >= week).map(|row| row.week)
}

fn unusable(error: &StoreError) -> LookupError {
    tracing::warn!(%error, "the releases of the statistics cannot be read");
    LookupError::Database(NotStored::from(error))
}
