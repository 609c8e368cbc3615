//! Whether a database is framewise's, and of this release: told from what is in it, before anything is
//! changed.

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{ColumnIndex, Decode, FromRow, Row, SqlSafeStr, Type};

use crate::error::StoreError;

/// The table in which migrations are noted down.
const HISTORY: &str = "_sqlx_migrations";

/// A migration as the database knows it.
#[derive(Debug, Clone)]
pub(super) struct Applied {
    version: i64,
    description: String,
    success: bool,
    checksum: Vec<u8>,
}

impl<'r, R: Row> FromRow<'r, R> for Applied
where
    &'static str: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    bool: Decode<'r, R::Database> + Type<R::Database>,
    Vec<u8>: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> sqlx::Result<Self> {
        Ok(Self {
            version: row.try_get("version")?,
            description: row.try_get("description")?,
            success: row.try_get("success")?,
            checksum: row.try_get("checksum")?,
        })
    }
}

/// The migrations of one database, by the names of their files without the extension: the number is the
/// version, the rest the description.
pub(super) fn migrator(files: &[(&'static str, &'static str)]) -> Migrator {
    let migrations = files.iter().map(|(name, sql)| {
        let (version, description) = name.split_once('_').unwrap_or((name, ""));
        Migration::new(
            version.parse().unwrap_or_default(),
            description.replace('_', " ").into(),
            MigrationType::Simple,
            sql.into_sql_str(),
            false,
        )
    });
    Migrator::with_migrations(migrations.collect())
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

#[cfg(test)]
pub(super) mod tests {
    use std::path::Path;

    use super::Migrator;

    /// Asserts that `embedded` has every file of `migrations/FOLDER`, unchanged, and nothing else.
    pub(crate) async fn assert_equals_folder(embedded: &Migrator, folder: &str) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations").join(folder);
        // The driver ignores files whose names it does not understand.
        let files = std::fs::read_dir(&path).unwrap().count();
        let migrations = |migrator: &Migrator| {
            let listed = migrator.iter().map(|migration| {
                (
                    migration.version,
                    migration.description.to_string(),
                    migration.migration_type,
                    migration.checksum.to_vec(),
                    migration.no_tx,
                )
            });
            listed.collect::<Vec<_>>()
        };
        let in_folder = migrations(&Migrator::new(path).await.unwrap());
        assert_eq!(migrations(embedded), in_folder);
        assert_eq!(in_folder.len(), files, "every file of {folder} is a migration");
    }
}
