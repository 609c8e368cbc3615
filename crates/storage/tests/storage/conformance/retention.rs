//! Expiry of rows.

use framewise_storage::privacy::counts::TOTAL;
use framewise_storage::privacy::{Counts, NewQuery};
use framewise_storage::{Row, Storage};

use super::{Subject, entry_in, entry_of, keys_of, week};

/// Entries of several weeks with different answers.
fn varied() -> Vec<NewQuery> {
    let weeks = ["2026-W40", "2026-W41", "2026-W41", "2026-W43", "2026-W52", "2027-W01"];
    let answers: [&[(&str, &str)]; 4] = [
        &[],
        &[("project_type", "cms"), ("features", "orm"), ("features", "admin")],
        &[("project_type", "rest_api"), ("load", "high")],
        &[("goal", "learn")],
    ];
    let winners = [Some("flask"), Some("django-ninja"), None];
    (0..60)
        .map(|n| entry_of(weeks[n % weeks.len()], answers[n % answers.len()], winners[n % 3]))
        .collect()
}

async fn counts_from_to(storage: &dyn Storage, first: &str, last: &str) -> Counts {
    storage.counts(week(first), week(last)).await.unwrap()
}

pub(super) async fn rolling_up_never_changes_the_counts_of_a_week(subject: &dyn Subject) {
    let storage = subject.storage();
    let entries = varied();
    storage.insert_batch(&entries).await.unwrap();
    let mut by_hand = Counts::default();
    for entry in &entries {
        by_hand.add_query(&entry.query);
    }
    let weeks = ["2026-W40", "2026-W41", "2026-W42", "2026-W43", "2026-W52", "2027-W01"];
    let in_each = async || {
        let mut all = Vec::new();
        for week in weeks {
            all.push(counts_from_to(&*storage, week, week).await);
        }
        all
    };
    let before = in_each().await;

    assert_eq!(storage.roll_up(week("2026-W52"), 1000).await, Ok(40));
    // A late row of a week that was rolled up already, as after a clock was wrong.
    assert_eq!(in_each().await, before);
    let late = entry_in("2026-W41");
    by_hand.add_query(&late.query);
    storage.insert_batch(std::slice::from_ref(&late)).await.unwrap();
    let before = in_each().await;
    assert_eq!(storage.roll_up(week("2026-W52"), 1000).await, Ok(1));
    let after = subject.tables().await;
    assert_eq!(storage.roll_up(week("2026-W52"), 1000).await, Ok(0));

    assert_eq!(subject.tables().await, after, "doing it again does nothing");
    assert_eq!(after["queries"].len(), 20);
    assert_eq!(in_each().await, before);
    assert_eq!(counts_from_to(&*storage, "2026-W40", "2027-W01").await, by_hand);
}

pub(super) async fn rolling_up_goes_in_steps_oldest_week_first(subject: &dyn Subject) {
    let storage = subject.storage();
    storage.insert_batch(&varied()).await.unwrap();

    let mut steps = Vec::new();
    let mut oldest = Vec::new();
    loop {
        let left = storage.scan(None, 1).await.unwrap();
        oldest.push(left[0].query.week().to_string());
        match storage.roll_up(week("2026-W52"), 15).await.unwrap() {
            0 => break,
            step => steps.push(step),
        }
    }

    assert_eq!(steps, [15, 15, 10]);
    assert_eq!(oldest, ["2026-W40", "2026-W41", "2026-W43", "2026-W52"]);
}

pub(super) async fn the_oldest_week_considers_rows_and_counts(subject: &dyn Subject) {
    let storage = subject.storage();
    assert_eq!(storage.oldest_week().await, Ok(None));

    storage.insert_batch(&[entry_in("2027-W01"), entry_in("2026-W52")]).await.unwrap();
    assert_eq!(storage.oldest_week().await, Ok(Some(week("2026-W52"))));

    storage.roll_up(week("2027-W01"), 10).await.unwrap();
    assert_eq!(storage.oldest_week().await, Ok(Some(week("2026-W52"))));
}

pub(super) async fn counts_are_those_of_the_requested_weeks(subject: &dyn Subject) {
    let storage = subject.storage();
    assert!(counts_from_to(&*storage, "2026-W01", "2026-W53").await.is_empty());
    storage.insert_batch(&varied()).await.unwrap();
    storage.roll_up(week("2026-W43"), 1000).await.unwrap();

    for (first, last, total) in [
        ("2026-W40", "2026-W40", 10),
        ("2026-W40", "2026-W43", 40),
        ("2026-W42", "2026-W42", 0),
        ("2026-W43", "2027-W01", 30),
        ("2026-W01", "2027-W52", 60),
    ] {
        let counts = counts_from_to(&*storage, first, last).await;
        assert_eq!(counts.get(TOTAL, ""), total, "{first} to {last}");
    }
}

pub(super) async fn pages_are_complete_in_order_and_without_duplicates(subject: &dyn Subject) {
    let storage = subject.storage();
    assert_eq!(storage.scan(None, 10).await, Ok(vec![]));
    let entries = varied();
    storage.insert_batch(&entries).await.unwrap();
    let keys = keys_of(subject).await;
    let row = |NewQuery { query, receipt, .. }: NewQuery| Row {
        id: keys.row(query.week(), &receipt).unwrap(),
        query,
    };
    let mut expected: Vec<Row> = entries.into_iter().map(row).collect();
    expected.sort_unstable_by_key(|row| (row.query.week(), row.id));

    for limit in [1, 7, 20, 60, 61] {
        let mut read: Vec<Row> = Vec::new();
        loop {
            let page = storage.scan(read.last(), limit).await.unwrap();
            assert!(page.len() <= limit as usize);
            if page.is_empty() {
                break;
            }
            read.extend(page);
        }
        assert_eq!(read, expected, "in pages of {limit}");
    }
}
