//! Whether a database is framewise's and of this release, decided from its tables before anything is changed.

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{ColumnIndex, Decode, FromRow, Row, SqlSafeStr, Type};

use crate::error::StoreError;

/// The table in which the driver records applied migrations.
pub(super) const HISTORY: &str = "_sqlx_migrations";

/// Reads [`HISTORY`] into [`SchemaState::applied`].
pub(super) const READ_HISTORY: &str = "select version, description, success, checksum
    from _sqlx_migrations
    order by version";

/// A migration as the database records it.
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

/// The tables and the applied migrations of a database.
#[derive(Debug, Clone, Default)]
pub(super) struct SchemaState {
    /// Tables and views.
    pub(super) tables: Vec<String>,
    /// The migrations in the order of their versions.
    pub(super) applied: Vec<Applied>,
}

impl SchemaState {
    /// Whether there is a table of applied migrations.
    pub(super) fn has_history(&self) -> bool {
        self.tables.iter().any(|table| table == HISTORY)
    }
}

/// Whether migrations are missing, which is an error if the database is `read_only`: a service of an older
/// release may be using it.
///
/// # Errors
/// [`StoreError::NotOurs`], [`StoreError::NewerSchema`], [`StoreError::OtherSchema`] or
/// [`StoreError::Unavailable`].
pub(super) fn needs_migration(
    state: &SchemaState,
    migrations: &Migrator,
    read_only: bool,
) -> Result<bool, StoreError> {
    reject_other_schema(state, migrations)?;
    let outdated = state.applied.len() < migrations.iter().count();
    if outdated && read_only {
        let reason =
            "its schema is older than this release; start a service of this release to migrate it";
        return Err(StoreError::Unavailable(reason.to_owned()));
    }
    Ok(outdated)
}

/// Rejects a database with tables of another program, of a newer release, or with an altered migration.
fn reject_other_schema(state: &SchemaState, migrations: &Migrator) -> Result<(), StoreError> {
    let Some(first) = state.applied.first() else {
        // An instance that ended before its first migration leaves an empty history.
        let foreign = state.tables.iter().find(|table| *table != HISTORY);
        return foreign.map_or(Ok(()), |table| Err(StoreError::NotOurs(table.clone())));
    };
    let is_ours = migrations.iter().next().is_some_and(|known| {
        known.version == first.version && known.description == first.description
    });
    if !is_ours {
        return Err(StoreError::NotOurs(HISTORY.to_owned()));
    }
    for applied in &state.applied {
        let Some(known) = migrations.iter().find(|known| known.version == applied.version) else {
            return Err(StoreError::NewerSchema {
                found: applied.version,
                known: migrations.iter().map(|known| known.version).max().unwrap_or(0),
            });
        };
        if !applied.success || *known.checksum != *applied.checksum {
            return Err(StoreError::OtherSchema(applied.version));
        }
    }
    Ok(())
}

/// The error of a migration; `classify` reads an error of the driver.
pub(super) fn migration_error(
    error: &MigrateError,
    classify: impl Fn(&sqlx::Error) -> StoreError,
) -> StoreError {
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => classify(error),
        other => StoreError::Unavailable(other.to_string()),
    }
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
