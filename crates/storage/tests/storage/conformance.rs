//! What every database must do, as one function for each case over the trait, run on all of them.

/// What goes in, and what is taken out again at once.
mod intake;
/// Which instance does a job.
mod jobs;
/// Requests that are sent twice.
mod keys;
/// What is erased, and what is told, with a receipt.
mod receipts;
/// What is published.
mod releases;
/// What becomes of old rows.
mod retention;
/// Databases of other releases, and of somebody else.
mod schema;

use std::{collections::BTreeMap, path::Path, sync::Arc};

use async_trait::async_trait;
use data_encoding::HEXUPPER;
use framewise_storage::privacy::{
    Answered, ClosedAnswers, Entry, IdempotencyKey, Receipt, ReceiptKeys, RowId, Secret, anonymise,
};
use framewise_storage::random::bytes;
use framewise_storage::week::Week;
use framewise_storage::{Storage, open};
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor};

use crate::{Place, postgres, receipt_keys, rows_of};

/// The rows of every table, each as the texts of its columns, sorted: bytes as digits in hexadecimal,
/// yes and no as 1 and 0.
type Tables = BTreeMap<String, Vec<Vec<Option<String>>>>;

/// A database under test, and a second way into it that shares nothing with the storage.
#[async_trait]
trait Subject: Sync {
    /// The storage under test; always the same.
    fn storage(&self) -> Arc<dyn Storage>;
    /// Another storage on the same database, as another instance has.
    fn another(&self) -> Arc<dyn Storage>;
    /// Makes the database as the first release left it, with one row.
    async fn make_old(&self);
    /// Does something to the database by other means.
    async fn execute(&self, sql: &'static str);
    /// Everything that is in the database.
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
fn entry_of(in_week: &str, answers: &[(&str, &str)], winner: Option<&str>) -> Entry {
    let answered = Answered {
        answers: ClosedAnswers::from_pairs(answers.iter().copied()).unwrap(),
        knowledge_version: "2026.11.1",
        winner,
        via_platform: false,
    };
    let query = anonymise(week(in_week).monday(), answered).unwrap();
    Entry { query, receipt: Receipt::new(bytes().unwrap()), key: None }
}

/// A query of a week.
fn entry_in(in_week: &str) -> Entry {
    entry_of(in_week, &[("project_type", "rest_api")], Some("flask"))
}

/// A query of a request with a key and a body, sent at an hour.
fn entry_with(key: &str, body: &str, hour: i64) -> Entry {
    let key = IdempotencyKey::new(key.as_bytes()).unwrap();
    let (record, receipt) = Secret::new([1; 32]).mark(key, body.as_bytes(), hour, bytes().unwrap());
    Entry { receipt, key: Some(record), ..entry_in("2026-W48") }
}

/// A receipt that leads nowhere.
fn unknown_receipt() -> Receipt {
    Receipt::new(bytes().unwrap())
}

/// Sorted, as `Subject::ids` gives them.
async fn ids_of<'a>(
    subject: &dyn Subject,
    entries: impl IntoIterator<Item = &'a Entry>,
) -> Vec<RowId> {
    let mut ids = rows_of(&keys_of(subject).await, entries);
    ids.sort_unstable();
    ids
}

/// The keys by which receipts lead to rows.
async fn keys_of(subject: &dyn Subject) -> ReceiptKeys {
    let rows = subject.tables().await.remove("receipt_keys").unwrap();
    let bits = |hex: &str| HEXUPPER.decode(hex.as_bytes()).unwrap();
    let key = |row: Vec<Option<String>>| (row[0].clone().unwrap(), bits(row[1].as_ref().unwrap()));
    receipt_keys(rows.into_iter().map(key).collect())
}

/// The migrations of a folder as a release had them that knew only the first.
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
        // One moment for all tables.
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

/// For each table how its columns are read as texts, from the columns as table, name and type.
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

/// Every case, each on a fresh database.
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
        what_is_acknowledged_can_be_read_by_others,
        a_row_says_what_the_query_said,
        ten_thousand_go_in_at_once,
        a_batch_goes_in_whole_or_not_at_all,
        an_empty_batch_is_no_fault,
        the_longest_identifiers_fit,
        withdrawing_removes_rows_and_keys_and_nothing_else,
        withdrawing_what_was_never_stored_takes_nothing_from_an_earlier_request,
        probing_leaves_no_trace,
        the_secret_is_the_same_for_all_who_ask,
        tidying_loses_nothing,
        a_storage_that_was_closed_opens_again,
        two_storages_may_start_at_once_on_an_empty_database,
        two_storages_write_to_one_database_at_once;
    keys:
        the_same_request_again_is_repeated_and_stored_once,
        a_key_with_another_body_is_told_as_reused,
        a_repeat_of_what_was_erased_is_told_as_erased,
        a_key_that_has_expired_is_forgotten,
        what_is_sent_again_after_its_key_was_forgotten_is_still_one_query,
        two_requests_with_one_key_in_one_batch_are_one,
        requests_with_and_without_a_key_share_a_batch,
        two_storages_with_the_same_keys_store_each_once,
        keys_expire_up_to_the_hour_and_the_limit;
    receipts:
        erasing_leaves_no_trace_in_any_table,
        nothing_is_erased_with_a_receipt_that_leads_nowhere,
        feedback_is_kept_and_replaced,
        feedback_needs_a_receipt_that_leads_somewhere,
        receipts_expire_week_by_week_and_their_feedback_becomes_counts;
    retention:
        rolling_up_never_changes_the_counts_of_a_week,
        rolling_up_goes_in_steps_oldest_week_first,
        the_oldest_week_is_that_of_rows_and_counts,
        counts_are_those_of_the_weeks_asked_for,
        pages_are_complete_in_order_and_without_duplicates;
    releases:
        what_is_published_first_stays,
        closed_weeks_are_listed_oldest_first;
    schema:
        a_database_of_the_first_release_is_migrated_with_all_its_rows,
        a_newer_schema_is_refused_and_left_as_it_is,
        a_migration_that_was_altered_is_refused,
        a_database_of_somebody_else_is_refused_and_left_as_it_is,
        migrations_of_somebody_else_are_refused_and_left_as_they_are;
    jobs:
        a_job_that_was_taken_can_be_given_back_and_taken_again;
}

/// `SQLite` has one machine and needs no lock for jobs; see its `take_job`.
#[tokio::test(flavor = "multi_thread")]
async fn on_postgres_a_job_belongs_to_one_storage_until_it_is_given_back() {
    let case = "on_postgres_a_job_belongs_to_one_storage_until_it_is_given_back";
    if let Some(subject) = Postgres::fresh(case).await {
        jobs::a_job_belongs_to_one_storage_until_it_is_given_back(&subject).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgres_a_job_is_given_back_when_its_storage_ends() {
    let case = "on_postgres_a_job_is_given_back_when_its_storage_ends";
    if let Some(subject) = Postgres::fresh(case).await {
        jobs::a_job_is_given_back_when_its_storage_ends(&subject).await;
    }
}
