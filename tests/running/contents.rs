//! What is in a database, read past the service and compared with what the service acknowledged.

use std::collections::HashMap;
use std::path::Path;

use framewise::privacy::Receipt;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ColumnIndex, Connection, Decode, Row, Type};

use crate::load::{Erasure, Questions, Sent};
use crate::postgres::Server;

/// Every row with its receipts; a receipt without a row is a row without answers.
const ROWS_AND_RECEIPTS: &str = "select queries.*, receipts.receipt_hash
    from queries
    full join receipts on receipts.week = queries.week and receipts.query_id = queries.id";

/// What is in a database.
pub struct Contents {
    /// The names of the rows that each receipt leads to.
    by_receipt: HashMap<Vec<u8>, Vec<String>>,
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
            let rows = sqlx::query(ROWS_AND_RECEIPTS).fetch_all(&mut connection).await.unwrap();
            Self::of_rows(&rows, questions)
        })
    }

    /// Of a `PostgreSQL` database.
    pub fn of_server(server: &Server, database: &str, questions: &Questions) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut connection = server.connection(database).await;
            let rows = sqlx::query(ROWS_AND_RECEIPTS).fetch_all(&mut connection).await.unwrap();
            Self::of_rows(&rows, questions)
        })
    }

    fn of_rows<R>(rows: &[R], questions: &Questions) -> Self
    where
        R: Row,
        for<'a> &'a str: ColumnIndex<R>,
        for<'a> Option<String>: Decode<'a, R::Database> + Type<R::Database>,
        for<'a> Option<Vec<u8>>: Decode<'a, R::Database> + Type<R::Database>,
    {
        let mut contents = Self { by_receipt: HashMap::new(), by_name: HashMap::new() };
        for row in rows {
            let week: Option<String> = row.get("week");
            assert!(week.is_some(), "a receipt leads nowhere");
            let receipt: Option<Vec<u8>> = row.get("receipt_hash");
            let receipt = receipt.expect("every row has a receipt");
            let name = questions.name(|id| row.get(id));
            *contents.by_name.entry(name.clone()).or_default() += 1;
            contents.by_receipt.entry(receipt).or_default().push(name);
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
        for (hash, rows) in &self.by_receipt {
            assert_eq!(rows.len(), 1, "a receipt leads to several rows: {hash:?}, {rows:?}");
        }
        for query in sent {
            let Some(receipt) = &query.receipt else { continue };
            let receipt: Receipt = receipt.parse().unwrap();
            let row = self.by_receipt.get(receipt.hash().bytes().as_slice());
            let row = row.map(|rows| rows[0].as_str());
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
