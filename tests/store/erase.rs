//! What is erased is gone from the files, byte for byte.

use std::fs;
use std::path::Path;

use framewise::base::Week;
use framewise::privacy::{Feedback, Receipt};
use framewise::store::{Intake, Storage};
use jiff::civil::date;

use crate::{Place, query, query_about};

/// How often `wanted` stands in the files of a directory.
fn occurrences(directory: &Path, wanted: &[u8]) -> usize {
    let files =
        fs::read_dir(directory).unwrap().map(|file| fs::read(file.unwrap().path()).unwrap());
    files.map(|bytes| bytes.windows(wanted.len()).filter(|window| *window == wanted).count()).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_an_erased_query_is_left_in_any_file() {
    let place = Place::new();
    let storage = place.storage();
    let week = Week::of(date(2026, 11, 23));
    let mut marked = query_about("canary_of_the_erased_row");
    let receipt = Receipt::new([77; 20]);
    marked.receipt = receipt.hash();
    let others: Vec<_> = (0..500).map(|_| query()).collect();
    storage.insert_batch(&others[..250]).await.unwrap();
    storage.insert_batch(std::slice::from_ref(&marked)).await.unwrap();
    storage.insert_batch(&others[250..]).await.unwrap();
    let feedback = Feedback::new("canary-of-the-feedback", None).unwrap();
    assert!(storage.put_feedback(&receipt.hash(), week, &feedback).await.unwrap());
    let (id, hash) = (marked.id(), receipt.hash());
    let traces: [&[u8]; 4] =
        [&id, hash.bytes(), b"canary_of_the_erased_row", b"canary-of-the-feedback"];
    for trace in traces {
        assert!(occurrences(place.directory(), trace) > 0, "what is searched for can be found");
    }

    assert!(storage.erase(&receipt.hash(), week).await.unwrap());

    for trace in traces {
        assert_eq!(occurrences(place.directory(), trace), 0);
    }
    assert_eq!(storage.scan(None, 1_000).await.unwrap().len(), 500);
}
