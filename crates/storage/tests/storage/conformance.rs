//! The conformance suite: one function for each case, run on every database.

/// Cohorts.
mod cohorts;
/// Storing queries and undoing it.
mod intake;
/// Locks of jobs.
mod jobs;
/// Repeated requests.
mod keys;
/// Erasure and feedback with a receipt.
mod receipts;
/// Releases.
mod releases;
/// Expiry of rows.
mod retention;
/// Databases of other releases and of other programs.
mod schema;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use data_encoding::HEXUPPER;
use framewise_storage::privacy::{
    Answered, ClosedAnswers, IdempotencyKey, NewQuery, Receipt, ReceiptKeys, RowId, Secret,
    anonymise,
};
use framewise_storage::random::bytes;
use framewise_storage::week::Week;
use framewise_storage::{Erasure, Storage, open};
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor};

use crate::{Place, postgres, receipt_keys, rows_of};

/// The rows of every table, sorted, with each column as text: bytes in hexadecimal, booleans as 1 and 0.
type Tables = BTreeMap<String, Vec<Vec<Option<String>>>>;

/// A database under test, and access to it that shares nothing with the storage.
#[async_trait]
trait Subject: Sync {
    /// The storage under test; always the same.
    fn storage(&self) -> Arc<dyn Storage>;
    /// What this database reports of an erased query.
    fn erased(&self) -> Erasure;
    /// Another storage with the same database, as of another instance.
    fn another(&self) -> Arc<dyn Storage>;
    /// Makes a database of the first release with one row.
    async fn make_old(&self);
    /// Executes a statement without the storage.
    async fn execute(&self, sql: &'static str);
    /// The rows of all tables.
    async fn tables(&self) -> Tables;

    /// The ids of all queries, sorted.
    async fn ids(&self) -> Vec<RowId> {
        let row = |row: &Vec<Option<String>>| u128::from_str_radix(row[0].as_ref().unwrap(), 16);
        self.tables().await["queries"].iter().map(|id| row(id).unwrap().to_be_bytes()).collect()
    }
}

fn week(text: &str) -> Week {
    text.parse().unwrap()
}

/// A query of a week with some answers, and a receipt of its own.
fn entry_of(in_week: &str, answers: &[(&str, &str)], winner: Option<&str>) -> NewQuery {
    let answered = Answered {
        answers: ClosedAnswers::from_pairs(answers.iter().copied()).unwrap(),
        knowledge_version: "2026.11.1",
        winner,
        via_platform: false,
    };
    let query = anonymise(week(in_week).monday(), answered).unwrap();
    NewQuery { query, receipt: Receipt::new(bytes().unwrap()), key: None }
}

/// A query of a week.
fn entry_in(in_week: &str) -> NewQuery {
    entry_of(in_week, &[("project_type", "rest_api")], Some("flask"))
}

/// A query of a request with a key and a body, which arrived in an hour.
fn entry_with(key: &str, body: &str, hour: i64) -> NewQuery {
    let key = format!("b0a1c2d3-e4f5-6071-{key}");
    let key = IdempotencyKey::new(key.as_bytes()).unwrap();
    let (record, receipt) =
        Secret::new([1; 32]).derive(key, body.as_bytes(), hour, bytes().unwrap());
    NewQuery { receipt, key: Some(record), ..entry_in("2026-W48") }
}

/// A receipt that leads nowhere.
fn unknown_receipt() -> Receipt {
    Receipt::new(bytes().unwrap())
}

/// The row ids of these entries, sorted as by `Subject::ids`.
async fn ids_of<'a>(
    subject: &dyn Subject,
    entries: impl IntoIterator<Item = &'a NewQuery>,
) -> Vec<RowId> {
    let mut ids = rows_of(&keys_of(subject).await, entries);
    ids.sort_unstable();
    ids
}

/// The keys of the receipts.
async fn keys_of(subject: &dyn Subject) -> ReceiptKeys {
    let rows = subject.tables().await.remove("receipt_keys").unwrap();
    let bits = |hex: &str| HEXUPPER.decode(hex.as_bytes()).unwrap();
    let key = |row: Vec<Option<String>>| (row[0].clone().unwrap(), bits(row[1].as_ref().unwrap()));
    receipt_keys(rows.into_iter().map(key).collect())
}

/// The first migration of a folder.
async fn first_migration(folder: &str) -> Migrator {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations").join(folder);
    let all = Migrator::new(folder).await.unwrap();
    Migrator::with_migrations(all.iter().take(1).cloned().collect())
}

struct Sqlite {
    storage: Arc<dyn Storage>,
    url: String,
    place: Place,
}

impl Sqlite {
    fn fresh() -> Self {
        let place = Place::new();
        let url = ["sqlite://", place.file().to_str().unwrap()].concat();
        Self { storage: open(&url).unwrap(), url, place }
    }
}

#[async_trait]
impl Subject for Sqlite {
    fn erased(&self) -> Erasure {
        Erasure::Gone
    }

    fn storage(&self) -> Arc<dyn Storage> {
        Arc::clone(&self.storage)
    }

    fn another(&self) -> Arc<dyn Storage> {
        open(&self.url).unwrap()
    }

    async fn make_old(&self) {
        let options =
            SqliteConnectOptions::new().filename(self.place.file()).create_if_missing(true);
        let mut connection = options.connect().await.unwrap();
        first_migration("sqlite").await.run_direct(None, &mut connection, false).await.unwrap();
        let row = "insert into queries (id, week, goal, knowledge_version, via_platform)
            values (x'000102030405060708090a0b0c0d0e0f', '2026-W47', 'learn', '2026.11.1', 1)";
        connection.execute(row).await.unwrap();
        connection.close().await.unwrap();
    }

    async fn execute(&self, sql: &'static str) {
        let options =
            SqliteConnectOptions::new().filename(self.place.file()).create_if_missing(true);
        let mut connection = options.connect().await.unwrap();
        connection.execute(sql).await.unwrap();
        connection.close().await.unwrap();
    }

    async fn tables(&self) -> Tables {
        let mut connection = self.place.connection().await;
        // All tables at one moment.
        let mut moment = connection.begin().await.unwrap();
        let columns: Vec<(String, String, String)> = sqlx::query_as(
            "select tables.name, columns.name, columns.type
            from pragma_table_list as tables
            join pragma_table_xinfo(tables.name) as columns
            where tables.schema = 'main' and tables.name not like 'sqlite_%'
            order by tables.name, columns.cid",
        )
        .fetch_all(&mut *moment)
        .await
        .unwrap();
        let mut tables = Tables::new();
        for (table, columns) in by_table(columns, |column, kind| match kind {
            "BLOB" => format!("hex({column})"),
            _ => format!("cast({column} as text)"),
        }) {
            let sql = AssertSqlSafe(format!("select json_array({columns}) from {table}"));
            let rows: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *moment).await.unwrap();
            tables.insert(table, sorted(&rows));
        }
        tables
    }
}

struct Postgres {
    storage: Arc<dyn Storage>,
    server: &'static postgres::Server,
    database: String,
}

impl Postgres {
    async fn fresh(case: &str) -> Option<Self> {
        let server = postgres::shared(case)?;
        let database = server.fresh_database().await;
        let storage = open(&server.url(&database)).unwrap();
        Some(Self { storage, server, database })
    }
}

#[async_trait]
impl Subject for Postgres {
    fn erased(&self) -> Erasure {
        Erasure::BytesLeftToServer
    }

    fn storage(&self) -> Arc<dyn Storage> {
        Arc::clone(&self.storage)
    }

    fn another(&self) -> Arc<dyn Storage> {
        open(&self.server.url(&self.database)).unwrap()
    }

    async fn make_old(&self) {
        let mut connection = self.server.connection(&self.database).await;
        first_migration("postgres").await.run_direct(None, &mut connection, false).await.unwrap();
        let row = r"insert into queries (id, week, goal, knowledge_version, via_platform)
            values ('\x000102030405060708090a0b0c0d0e0f', '2026-W47', 'learn', '2026.11.1', true)";
        connection.execute(row).await.unwrap();
    }

    async fn execute(&self, sql: &'static str) {
        self.server.execute(&self.database, sql).await;
    }

    async fn tables(&self) -> Tables {
        let mut connection = self.server.connection(&self.database).await;
        let mut moment =
            connection.begin_with("begin isolation level repeatable read").await.unwrap();
        let columns: Vec<(String, String, String)> = sqlx::query_as(
            "select table_name::text, column_name::text, data_type::text
            from information_schema.columns
            where table_schema = 'public'
            order by table_name, ordinal_position",
        )
        .fetch_all(&mut *moment)
        .await
        .unwrap();
        let mut tables = Tables::new();
        for (table, columns) in by_table(columns, |column, kind| match kind {
            "bytea" => format!("upper(encode({column}, 'hex'))"),
            "boolean" => format!("{column}::integer::text"),
            _ => format!("{column}::text"),
        }) {
            let sql =
                AssertSqlSafe(format!("select json_build_array({columns})::text from {table}"));
            let rows: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut *moment).await.unwrap();
            tables.insert(table, sorted(&rows));
        }
        tables
    }
}

/// For each table the list of its columns as texts, from the table, name and type of each column.
fn by_table(
    columns: Vec<(String, String, String)>,
    as_text: impl Fn(&str, &str) -> String,
) -> BTreeMap<String, String> {
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (table, column, kind) in columns {
        texts.entry(table).or_default().push(as_text(&format!("\"{column}\""), &kind));
    }
    texts.into_iter().map(|(table, texts)| (table, texts.join(", "))).collect()
}

fn sorted(rows: &[String]) -> Vec<Vec<Option<String>>> {
    let mut rows: Vec<Vec<Option<String>>> =
        rows.iter().map(|row| serde_json::from_str(row).unwrap()).collect();
    rows.sort_unstable();
    rows
}

/// Every case with an empty database.
macro_rules! on_every_database {
    ($($module:ident: $($case:ident),* $(,)?;)*) => {
        mod on_sqlite {
            $($(
                #[tokio::test(flavor = "multi_thread")]
                async fn $case() {
                    super::$module::$case(&super::Sqlite::fresh()).await;
                }
            )*)*
        }

        mod on_postgres {
            $($(
                #[tokio::test(flavor = "multi_thread")]
                async fn $case() {
                    if let Some(subject) = super::Postgres::fresh(stringify!($case)).await {
                        super::$module::$case(&subject).await;
                    }
                }
            )*)*
        }
    };
}

on_every_database! {
    intake:
        acknowledged_rows_are_visible_to_other_connections,
        a_row_has_the_content_of_the_query,
        ten_thousand_queries_are_stored_at_once,
        a_batch_is_stored_completely_or_not_at_all,
        an_empty_batch_succeeds,
        the_longest_identifiers_are_stored,
        undoing_removes_the_rows_and_keys_of_the_entries_only,
        undoing_a_repeat_keeps_the_row_of_the_earlier_request,
        a_probe_leaves_no_row,
        all_storages_have_the_same_secret,
        compaction_keeps_all_rows,
        a_closed_storage_opens_again,
        several_storages_can_start_at_once_with_an_empty_database,
        two_storages_write_to_one_database_at_the_same_time;
    keys:
        an_equal_request_is_a_repeat_and_stored_once,
        a_key_with_another_body_is_reported_as_reused,
        a_repeat_of_an_erased_query_is_reported_as_erased,
        an_expired_key_is_forgotten,
        a_repeat_after_the_expiry_of_its_key_is_still_a_repeat,
        two_requests_with_one_key_in_one_batch_are_stored_once,
        requests_with_and_without_a_key_share_a_batch,
        two_storages_with_the_same_keys_store_each_once,
        keys_expire_up_to_the_hour_and_the_limit;
    receipts:
        erasing_leaves_no_row_in_any_table,
        an_unknown_or_expired_receipt_erases_nothing,
        feedback_is_stored_and_replaced,
        feedback_needs_a_receipt_with_a_row,
        receipts_expire_week_by_week_and_their_feedback_becomes_counts;
    retention:
        rolling_up_never_changes_the_counts_of_a_week,
        rolling_up_goes_in_steps_oldest_week_first,
        the_oldest_week_considers_rows_and_counts,
        counts_are_those_of_the_requested_weeks,
        pages_are_complete_in_order_and_without_duplicates;
    releases:
        the_first_release_of_a_week_stays,
        closed_weeks_are_listed_oldest_first;
    schema:
        a_database_of_the_first_release_is_migrated_with_all_its_rows,
        a_newer_schema_is_rejected_and_stays_unchanged,
        an_altered_migration_is_rejected,
        a_database_of_another_program_is_rejected_and_stays_unchanged,
        migrations_of_another_program_are_rejected_and_stay_unchanged;
    cohorts:
        a_cohort_is_found_by_the_right_token_only,
        answers_are_added_as_sums,
        a_closed_or_deleted_cohort_takes_no_answers,
        one_of_two_releases_for_the_same_answers_is_stored,
        there_are_no_more_cohorts_than_the_maximum,
        cohorts_expire_on_their_day_with_everything_of_them,
        a_key_is_new_once_until_it_expires;
    jobs:
        a_job_can_be_released_and_locked_again;
}

/// `SQLite` needs no lock for jobs; see its `lock_job`.
#[tokio::test(flavor = "multi_thread")]
async fn on_postgres_a_job_belongs_to_one_storage_until_it_releases_the_lock() {
    let case = "on_postgres_a_job_belongs_to_one_storage_until_it_releases_the_lock";
    if let Some(subject) = Postgres::fresh(case).await {
        jobs::a_job_belongs_to_one_storage_until_it_releases_the_lock(&subject).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgres_a_lock_of_a_job_ends_with_its_storage() {
    let case = "on_postgres_a_lock_of_a_job_ends_with_its_storage";
    if let Some(subject) = Postgres::fresh(case).await {
        jobs::a_lock_of_a_job_ends_with_its_storage(&subject).await;
    }
}
