//! The columns of both databases, and the constraints and settings of `SQLite`.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use framewise_storage::QueryWriter;
use framewise_storage::postgres::{PostgresOptions, PostgresStorage};
use framewise_storage::privacy::QUESTIONS;
use framewise_storage::privacy::data_inventory::{TABLES, Table};
use framewise_storage::sqlite::Pragmas;
use sqlx::AssertSqlSafe;

use crate::{Place, contents, postgres, query, rows_of};

/// The columns that a table may have: those of the privacy facts.
fn allowed(table: &str) -> Vec<&'static str> {
    let known = TABLES.iter().find(|known| known.name == table);
    known.into_iter().flat_map(Table::column_names).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_column_exists_outside_the_allow_list() {
    let place = Place::new();
    place.storage().probe().await.unwrap();
    let mut connection = place.connection().await;

    let tables: Vec<String> = sqlx::query_scalar(
        "select name
        from pragma_table_list
        where schema = 'main' and name not like 'sqlite_%'
        order by name",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let mut documented: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
    documented.sort_unstable();
    assert_eq!(tables, documented);
    for table in tables {
        // `table_xinfo` also lists generated and hidden columns.
        let columns: Vec<String> =
            sqlx::query_scalar("select name from pragma_table_xinfo(?) order by cid")
                .bind(&table)
                .fetch_all(&mut connection)
                .await
                .unwrap();
        assert_eq!(columns, allowed(&table), "{table}");
    }
    assert_eq!(allowed("queries")[2..15], QUESTIONS);
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgres_no_column_exists_outside_the_allow_list() {
    let case = "on_postgres_no_column_exists_outside_the_allow_list";
    let Some(server) = postgres::shared(case) else { return };
    let database = server.fresh_database().await;
    let options = PostgresOptions::at(&server.url(&database)).unwrap();
    PostgresStorage::new(options).probe().await.unwrap();

    let found: Vec<(String, Vec<String>)> = sqlx::query_as(
        "select table_name::text, array_agg(column_name::text order by ordinal_position)
        from information_schema.columns
        where table_schema not in ('information_schema', 'pg_catalog')
        group by table_name
        order by table_name collate \"C\"",
    )
    .fetch_all(&mut server.connection(&database).await)
    .await
    .unwrap();

    let mut documented: Vec<&str> = TABLES.iter().map(|table| table.name).collect();
    documented.sort_unstable();
    let tables: Vec<&str> = found.iter().map(|(table, _)| table.as_str()).collect();
    assert_eq!(tables, documented);
    for (table, columns) in &found {
        assert_eq!(*columns, allowed(table), "{table}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_order_of_arrival_is_not_kept() {
    let place = Place::new();
    let storage = place.storage();
    let mut arrived = Vec::new();
    for _ in 0..20 {
        let query = query();
        storage.insert_batch(std::slice::from_ref(&query)).await.unwrap();
        arrived.push(query);
    }
    let mut connection = place.connection().await;

    let rows: Vec<Vec<u8>> =
        sqlx::query_scalar("select id from queries").fetch_all(&mut connection).await.unwrap();
    let row_number =
        sqlx::query_scalar::<_, i64>("select rowid from queries").fetch_all(&mut connection).await;

    let (_, keys) = contents(&place.file()).await;
    assert_eq!(rows, rows_of(&keys, &arrived), "rows are in the order of their random ids");
    assert!(row_number.is_err(), "there is no hidden row number");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_constraint_has_a_name_and_every_table_is_strict() {
    let place = Place::new();
    place.storage().probe().await.unwrap();
    let mut connection = place.connection().await;

    let tables: Vec<(String, String, bool, bool)> = sqlx::query_as(
        "select made.name, made.sql, listed.strict, listed.wr
        from sqlite_schema as made
        join pragma_table_list as listed on listed.name = made.name
        where made.type = 'table' and made.name <> '_sqlx_migrations'",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();

    let is_rule = |words: &[&str]| {
        words[2] == "check" || words[2..] == ["not", "null"] || words[2..] == ["primary", "key"]
    };
    let mut counts = Vec::new();
    for (name, sql, strict, without_row_id) in tables {
        let words = sql.split_whitespace().map(|word| word.trim_end_matches(','));
        let words: Vec<&str> = words.collect();
        let rules: Vec<&[&str]> = words.windows(4).filter(|words| is_rule(words)).collect();
        for rule in &rules {
            assert_eq!(rule[0], "constraint", "{rule:?}");
            assert!(rule[1].starts_with(&format!("{name}_")), "{rule:?}");
        }
        assert!(strict && without_row_id, "{name}");
        counts.push((name, rules.len()));
    }
    counts.sort();
    let expected = [
        ("cohort_counts", 9),
        ("cohorts", 16),
        ("counts", 9),
        ("feedback", 8),
        ("idempotency_keys", 8),
        ("queries", 23),
        ("receipt_keys", 5),
        ("releases", 6),
        ("secrets", 5),
    ];
    assert_eq!(counts, expected.map(|(name, rules)| (name.to_owned(), rules)));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_database_rejects_values_that_are_no_identifiers() {
    let place = Place::new();
    place.storage().insert_batch(&[query()]).await.unwrap();
    let mut connection = place.connection().await;

    let columns = allowed("queries");
    let text_columns = columns.iter().filter(|name| !["id", "via_platform"].contains(name));
    for column in text_columns {
        for value in ["Ada Lovelace", "ada@example.org", "192.0.2.1:80", ""] {
            let sql = format!("update queries set {column} = ?");
            let error = sqlx::query(AssertSqlSafe(sql))
                .bind(value)
                .execute(&mut connection)
                .await
                .unwrap_err();
            assert!(error.to_string().contains("queries_"), "{error}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_settings_read_back_are_those_that_durability_needs() {
    let place = Place::new();

    let pragmas = place.storage().pragmas().await.unwrap();

    assert_eq!(
        pragmas,
        Pragmas {
            journal_mode: "wal".to_owned(),
            synchronous: 2,
            secure_delete: 1,
            busy_timeout: 4,
        }
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_owner_may_read_the_files() {
    let place = Place::new();
    let storage = place.storage();
    storage.insert_batch(&[query()]).await.unwrap();

    for entry in fs::read_dir(place.directory()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", entry.file_name());
    }
}
