//! Erased bytes are gone from the files.

use std::fs;
use std::path::Path;

use framewise_storage::privacy::{Feedback, Receipt};
use framewise_storage::week::Week;
use framewise_storage::{QueryWriter, Storage};
use jiff::civil::date;

use crate::{Place, contents, query, query_about, rows_of};

/// Number of occurrences of `wanted` in the files of a directory.
fn occurrences(directory: &Path, wanted: &[u8]) -> usize {
    let files =
        fs::read_dir(directory).unwrap().map(|file| fs::read(file.unwrap().path()).unwrap());
    files.map(|bytes| bytes.windows(wanted.len()).filter(|window| *window == wanted).count()).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_file_holds_bytes_of_an_erased_query() {
    let place = Place::new();
    let storage = place.storage();
    let week = Week::of(date(2026, 11, 23));
    let mut marked = query_about("canary_of_the_erased_row");
    let receipt = Receipt::new([77; 20]);
    marked.receipt = receipt;
    let others: Vec<_> = (0..500).map(|_| query()).collect();
    storage.insert_batch(&others[..250]).await.unwrap();
    storage.insert_batch(std::slice::from_ref(&marked)).await.unwrap();
    storage.insert_batch(&others[250..]).await.unwrap();
    let feedback = Feedback::new("canary-of-the-feedback", None).unwrap();
    assert!(storage.put_feedback(&receipt, week, &feedback).await.unwrap());
    let (_, keys) = contents(&place.file()).await;
    let id = rows_of(&keys, [&marked])[0];
    let traces: [&[u8]; 3] = [&id, b"canary_of_the_erased_row", b"canary-of-the-feedback"];
    for trace in traces {
        assert!(occurrences(place.directory(), trace) > 0, "the search finds existing bytes");
    }

    assert!(storage.erase(&receipt, week).await.unwrap());

    for trace in traces {
        assert_eq!(occurrences(place.directory(), trace), 0);
    }
    assert_eq!(storage.scan(None, 1_000).await.unwrap().len(), 500);
}

/// The key of the week alone leads from a receipt to its row, so its bytes must be gone as well.
#[tokio::test(flavor = "multi_thread")]
async fn no_file_holds_bytes_of_the_key_of_an_expired_week() {
    let place = Place::new();
    let storage = place.storage();
    let week = Week::of(date(2026, 11, 23));
    let entries: Vec<_> = (0..50).map(|_| query()).collect();
    storage.insert_batch(&entries).await.unwrap();
    let key: Vec<u8> = sqlx::query_scalar("select value from receipt_keys")
        .fetch_one(&mut place.connection().await)
        .await
        .unwrap();
    assert!(occurrences(place.directory(), &key) > 0, "the search finds existing bytes");

    assert_eq!(storage.expire_receipts(week.plus(1), 100).await, Ok(1));
    storage.compact().await.unwrap();

    assert_eq!(occurrences(place.directory(), &key), 0);
    for entry in &entries {
        assert_eq!(storage.erase(&entry.receipt, week).await, Ok(false));
    }
    assert_eq!(storage.scan(None, 100).await.unwrap().len(), 50);
}
