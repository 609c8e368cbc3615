//! What a stored query is called by: random bits, which show neither when it came nor after which other.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};
use sqlx::Connection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};

use crate::helpers::{Service, ask};

/// Queries that are stored one after another.
const QUERIES: usize = 64;
/// Different values that 64 random bytes have at the least; that they have fewer happens once in 10^40.
const VALUES: usize = 24;

/// Asserts that no place of these names counts upwards or stays the same.
fn assert_random(names: &[Vec<u8>]) {
    for place in 0..names[0].len() {
        let values: BTreeSet<u8> = names.iter().map(|name| name[place]).collect();
        assert!(values.len() >= VALUES, "byte {place} has only {} values", values.len());
        let rising = names.windows(2).filter(|pair| pair[0][place] < pair[1][place]).count();
        assert!((QUERIES / 8..QUERIES * 7 / 8).contains(&rising), "byte {place} follows the time");
    }
}

#[test]
fn the_names_of_rows_and_receipts_are_random() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(folder.path());
    let mut stream = service.connect();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let options = SqliteConnectOptions::new().filename(folder.path().join("framewise.db"));
    let (mut ids, mut receipts): (Vec<Vec<u8>>, Vec<String>) = (Vec::new(), Vec::new());
    runtime.block_on(async {
        let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
        for _ in 0..QUERIES {
            let answer = ask(&mut stream, r#"{"draws": 10}"#).unwrap();
            assert_eq!(answer["stored"], true, "{answer}");
            let found: Vec<Vec<u8>> = sqlx::query_scalar("select id from queries")
                .fetch_all(&mut connection)
                .await
                .unwrap();
            let new: Vec<&Vec<u8>> = found.iter().filter(|id| !ids.contains(*id)).collect();
            assert_eq!(new.len(), 1);
            ids.push(new[0].clone());
            receipts.push(answer["receipt"].as_str().unwrap().to_owned());
        }
    });
    assert_random(&ids);
    // After the prefix, and without the characters that check them.
    let random = |receipt: &String| {
        data_encoding::BASE32_NOPAD.decode(receipt[4..36].to_ascii_uppercase().as_bytes()).unwrap()
    };
    let bits: Vec<Vec<u8>> = receipts.iter().map(random).collect();
    assert_random(&bits);
    // Nothing of a receipt, nor a hash of it that anybody could make, is in the name of its row: once the key
    // of the week is gone, the row can no longer be found with it.
    for (id, bits) in ids.iter().zip(&bits) {
        let traces = [bits.as_slice(), Sha256::digest(bits).as_slice()].concat();
        assert!(!traces.windows(6).any(|part| id.windows(6).any(|other| part == other)));
    }
}
