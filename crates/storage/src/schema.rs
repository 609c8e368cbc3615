//! Whether a database is framewise's, and of this release: told from what is in it, before anything is
//! changed.

use sqlx::FromRow;
use sqlx::migrate::Migrator;

use crate::error::StoreError;

/// The table in which migrations are noted down.
const HISTORY: &str = "_sqlx_migrations";

/// A migration as the database knows it.
#[derive(Debug, Clone, FromRow)]
pub(super) struct Applied {
    version: i64,
    description: String,
    success: bool,
    checksum: Vec<u8>,
}

/// What is in a database.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    /// Tables and views.
    pub(super) tables: Vec<String>,
    /// The migrations in the order of their versions.
    pub(super) applied: Vec<Applied>,
}

impl Found {
    /// Whether migrations are noted down in it.
    pub(super) fn has_history(&self) -> bool {
        self.tables.iter().any(|table| table == HISTORY)
    }
}

/// Whether all migrations have been made; if not, they may be made.
///
/// # Errors
/// [`StoreError::NotOurs`], [`StoreError::NewerSchema`] or [`StoreError::OtherSchema`].
pub(super) fn check(found: &Found, migrations: &Migrator) -> Result<bool, StoreError> {
    let Some(applied) = found.applied.first() else {
        // A history without an entry is what an instance leaves that ends before its first migration.
        let foreign = found.tables.iter().find(|table| *table != HISTORY);
        return foreign.map_or(Ok(false), |table| Err(StoreError::NotOurs(table.clone())));
    };
    let is_first = |applied: &Applied| {
        let mut ours = migrations.iter();
        ours.next().is_some_and(|first| {
            first.version == applied.version && first.description == applied.description
        })
    };
    if !is_first(applied) {
        return Err(StoreError::NotOurs(HISTORY.to_owned()));
    }
    for applied in &found.applied {
        let Some(ours) = migrations.iter().find(|ours| ours.version == applied.version) else {
            return Err(StoreError::NewerSchema {
                found: applied.version,
                known: migrations.iter().map(|ours| ours.version).max().unwrap_or(0),
            });
        };
        if !applied.success || *ours.checksum != *applied.checksum {
            return Err(StoreError::OtherSchema(applied.version));
        }
    }
    Ok(found.applied.len() == migrations.iter().count())
}

/// For whoever only reads: a service of another release may be using the database.
///
/// # Errors
/// If something is still to be migrated.
pub(super) fn must_be_migrated(migrated: bool) -> Result<(), StoreError> {
    if migrated {
        return Ok(());
    }
    let older = "its schema is older than this release; a service of this release brings it up to date \
                 when it starts";
    Err(StoreError::Unavailable(older.to_owned()))
}
