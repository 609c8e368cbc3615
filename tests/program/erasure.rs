//! Erased bytes at the moment of the response, in all files of the program.

use std::fs;
use std::net::TcpStream;
use std::path::Path;

use framewise_storage::privacy::{Receipt, ReceiptKey};
use serde_json::{Value, json};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, Executor};
use tokio::runtime::Runtime;

use crate::helpers::{Service, ask, send, until};

/// Queries of which every second one is erased.
const QUERIES: usize = 20;

fn store(stream: &mut TcpStream) -> String {
    let stored = ask(stream, r#"{"answers": {"project_type": "cms"}, "draws": 10}"#).unwrap();
    stored["receipt"].as_str().unwrap().to_owned()
}

fn erase(stream: &mut TcpStream, receipt: &str) -> (u16, Value) {
    let body = json!({"receipt": receipt}).to_string();
    send(stream, "POST /v1/receipts/erase", &[], &body).unwrap()
}

async fn connection(folder: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(folder.join("framewise.db"));
    SqliteConnection::connect_with(&options).await.unwrap()
}

/// The id of the row of a receipt of this week.
async fn row(folder: &Path, receipt: &str) -> Vec<u8> {
    let key: Vec<u8> = sqlx::query_scalar("select value from receipt_keys")
        .fetch_one(&mut connection(folder).await)
        .await
        .unwrap();
    let receipt: Receipt = receipt.parse().unwrap();
    ReceiptKey::new(key.try_into().unwrap()).row(&receipt).to_vec()
}

/// Whether a file of the folder holds these bytes.
fn is_in_a_file(folder: &Path, wanted: &[u8]) -> bool {
    fs::read_dir(folder).unwrap().any(|file| {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        bytes.windows(wanted.len()).any(|window| window == wanted)
    })
}

#[test]
fn after_204_no_file_holds_the_id_of_an_erased_row_even_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = Runtime::new().unwrap();
    let mut service = Service::start(folder.path());
    let mut stream = service.connect();
    for _ in 0..QUERIES / 2 {
        let [kept, gone] = [store(&mut stream), store(&mut stream)];
        let [kept, gone] = [&kept, &gone]
            .map(|receipt| (receipt.clone(), runtime.block_on(row(folder.path(), receipt))));
        assert!(is_in_a_file(folder.path(), &gone.1), "the search finds a row");
        assert_eq!(erase(&mut stream, &gone.0).0, 204);
        assert!(!is_in_a_file(folder.path(), &gone.1));
        assert!(is_in_a_file(folder.path(), &kept.1));
    }
    let receipt = store(&mut stream);
    let id = runtime.block_on(row(folder.path(), &receipt));
    assert_eq!(erase(&mut stream, &receipt).0, 204);
    service.kill();
    assert!(!is_in_a_file(folder.path(), &id));
}

#[test]
fn bytes_that_remain_at_a_kill_are_removed_after_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = Runtime::new().unwrap();
    let mut service = Service::start(folder.path());
    let mut stream = service.connect();
    let receipt = store(&mut stream);
    let id = runtime.block_on(row(folder.path(), &receipt));
    let mut reader = runtime.block_on(connection(folder.path()));
    runtime.block_on(reader.execute("begin; select count(*) from queries")).unwrap();
    let (status, state) = erase(&mut stream, &receipt);
    assert_eq!((status, &state["state"]), (202, &json!("bytes_remain")));
    assert!(is_in_a_file(folder.path(), &id), "the report is true");
    service.kill();

    let service = Service::start(folder.path());
    assert!(is_in_a_file(folder.path(), &id));
    assert_eq!(
        erase(&mut service.connect(), &receipt).0,
        404,
        "the row was deleted before the kill"
    );
    runtime.block_on(reader.execute("commit")).unwrap();

    until("the bytes are gone", || !is_in_a_file(folder.path(), &id));
}
