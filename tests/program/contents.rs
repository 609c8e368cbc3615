//! What is in a database, read past the service and compared with what the service acknowledged.

use std::collections::HashMap;
use std::path::Path;

use framewise_storage::privacy::{Receipt, ReceiptKey, ReceiptKeys, RowId};
use framewise_storage::week::Week;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ColumnIndex, Connection, Decode, Row, Type};

use crate::load::{Erasure, Questions, Sent};
use crate::postgres::Server;

const KEYS: &str = "select week, value from receipt_keys";

/// What is in a database.
pub struct Contents {
    /// The name of each row.
    by_row: HashMap<(String, RowId), String>,
    /// The keys by which receipts lead to rows.
    keys: ReceiptKeys,
    /// How many rows have this name.
    by_name: HashMap<String, usize>,
}

impl Contents {
    /// Of the `SQLite` database in a folder, after its integrity check.
    pub fn of_folder(folder: &Path, questions: &Questions) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let options = SqliteConnectOptions::new().filename(folder.join("framewise.db"));
            let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
            let check: String = sqlx::query_scalar("pragma integrity_check")
                .fetch_one(&mut connection)
                .await
                .unwrap();
            assert_eq!(check, "ok");
            let rows =
                sqlx::query("select * from queries").fetch_all(&mut connection).await.unwrap();
            let keys = sqlx::query_as(KEYS).fetch_all(&mut connection).await.unwrap();
            Self::of_rows(&rows, keys, questions)
        })
    }

    /// Of a `PostgreSQL` database.
    pub fn of_server(server: &Server, database: &str, questions: &Questions) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut connection = server.connection(database).await;
            let rows =
                sqlx::query("select * from queries").fetch_all(&mut connection).await.unwrap();
            let keys = sqlx::query_as(KEYS).fetch_all(&mut connection).await.unwrap();
            Self::of_rows(&rows, keys, questions)
        })
    }

    fn of_rows<R>(rows: &[R], keys: Vec<(String, Vec<u8>)>, questions: &Questions) -> Self
    where
        R: Row,
        for<'a> &'a str: ColumnIndex<R>,
        for<'a> Option<String>: Decode<'a, R::Database> + Type<R::Database>,
        for<'a> String: Decode<'a, R::Database> + Type<R::Database>,
        for<'a> Vec<u8>: Decode<'a, R::Database> + Type<R::Database>,
    {
        let mut contents =
            Self { by_row: HashMap::new(), keys: ReceiptKeys::default(), by_name: HashMap::new() };
        for (week, value) in keys {
            contents.keys.insert(week.parse().unwrap(), ReceiptKey::new(value.try_into().unwrap()));
        }
        for row in rows {
            let id: Vec<u8> = row.get("id");
            let name = questions.name(|id| row.get(id));
            *contents.by_name.entry(name.clone()).or_default() += 1;
            contents.by_row.insert((row.get("week"), id.try_into().unwrap()), name);
        }
        contents
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.by_name.values().sum()
    }

    /// Asserts that what was acknowledged as stored is there exactly once, by its answers and by its
    /// receipt; that what was acknowledged as erased is not; and that nothing at all is there twice.
    pub fn prove(&self, sent: &[Sent]) {
        for (name, rows) in &self.by_name {
            assert_eq!(*rows, 1, "{name} is there more than once");
        }
        for query in sent {
            let Some(receipt) = &query.receipt else { continue };
            let receipt: Receipt = receipt.parse().unwrap();
            let led_to = |(week, id): (Week, RowId)| self.by_row.get(&(week.to_string(), id));
            let rows: Vec<&String> = self.keys.rows(&receipt).filter_map(led_to).collect();
            assert!(rows.len() <= 1, "a receipt leads to several rows: {rows:?}");
            let row = rows.first().map(|name| name.as_str());
            let is_there = self.by_name.contains_key(&query.name);
            match query.erasure {
                Erasure::No => assert_eq!(row, Some(query.name.as_str()), "it was acknowledged"),
                Erasure::Yes => assert!(row.is_none() && !is_there, "{} was erased", query.name),
                Erasure::Perhaps => {
                    assert_eq!(row.is_some(), is_there, "{} is half erased", query.name);
                }
            }
        }
    }
}
