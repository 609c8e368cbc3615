//! How many rows a second each database takes, as a figure for people; run by hand:
//! `cargo test --release --test store throughput -- --ignored --nocapture`.

use std::time::{Duration, Instant};

use framewise_storage::privacy::Entry;
use framewise_storage::{Storage, open};

use crate::{Place, postgres, query};

/// How long is measured.
const LASTS: Duration = Duration::from_secs(3);

async fn measure(name: &str, storage: &dyn Storage) {
    for size in [64, 512] {
        let batches: Vec<Vec<Entry>> =
            (0..300).map(|_| (0..size).map(|_| query()).collect()).collect();
        storage.insert_batch(&[query()]).await.unwrap();
        let begun = Instant::now();
        let mut rows = 0;
        for batch in &batches {
            storage.insert_batch(batch).await.unwrap();
            rows += batch.len();
            if begun.elapsed() > LASTS {
                break;
            }
        }
        let rate = f64::from(u32::try_from(rows).unwrap()) / begun.elapsed().as_secs_f64();
        println!("{name}, batches of {size}: {rate:.0} rows a second, committed and synced");
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement"]
async fn throughput_of_both_databases() {
    let place = Place::new();
    let url = ["sqlite://", place.file().to_str().unwrap()].concat();
    measure("SQLite", &*open(&url).unwrap()).await;
    let Some(server) = postgres::shared("throughput_of_both_databases") else { return };
    let database = server.fresh_database().await;
    measure("PostgreSQL", &*open(&server.url(&database)).unwrap()).await;
}
