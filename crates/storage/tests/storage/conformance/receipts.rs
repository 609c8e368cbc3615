//! Erasure and feedback with a receipt.

use framewise_storage::Erasure;
use framewise_storage::privacy::{Feedback, NewQuery, Rating, counts};

use super::{Subject, entry_in, entry_of, entry_with, unknown_receipt, week};

fn feedback(chosen: &str, rating: Option<u64>) -> Feedback {
    Feedback::new(chosen, rating.and_then(Rating::new)).unwrap()
}

/// The rows of `feedback` as week, chosen framework and rating.
async fn stored_feedback(subject: &dyn Subject) -> Vec<[Option<String>; 3]> {
    let tables = subject.tables().await;
    let columns = |row: &Vec<Option<String>>| [0, 2, 3].map(|column: usize| row[column].clone());
    tables["feedback"].iter().map(columns).collect()
}

fn row(week: &str, chosen: &str, rating: Option<&str>) -> [Option<String>; 3] {
    [Some(week.to_owned()), Some(chosen.to_owned()), rating.map(str::to_owned)]
}

pub(super) async fn erasing_leaves_no_row_in_any_table(subject: &dyn Subject) {
    let storage = subject.storage();
    let since = week("2026-W44");
    let weeks = ["2026-W44", "2026-W47", "2026-W48", "2026-W50"];
    // One query in each week, so that erasing another one leaves the key of the week needed.
    let others = weeks.map(entry_in);
    storage.insert_batch(&others).await.unwrap();
    storage.put_feedback(&others[0].receipt, since, &feedback("flask", Some(4))).await.unwrap();
    let before = subject.tables().await;
    for week in weeks {
        let gone = entry_in(week);
        storage.insert_batch(std::slice::from_ref(&gone)).await.unwrap();
        storage.put_feedback(&gone.receipt, since, &feedback("django", Some(5))).await.unwrap();
        assert_eq!(subject.tables().await["feedback"].len(), 2);

        assert_eq!(storage.erase(&gone.receipt, since).await, Ok(subject.erased()), "{week}");

        assert_eq!(subject.tables().await, before, "{week}");
        assert_eq!(storage.erase(&gone.receipt, since).await, Ok(Erasure::Unknown), "{week}");
    }
    assert!(before.len() >= 8, "all tables are compared: {:?}", before.keys());
}

pub(super) async fn an_unknown_or_expired_receipt_erases_nothing(subject: &dyn Subject) {
    let storage = subject.storage();
    let expired = entry_in("2026-W43");
    storage.insert_batch(&[entry_in("2026-W48"), expired.clone()]).await.unwrap();
    let before = subject.tables().await;

    let since = week("2026-W44");
    assert_eq!(storage.erase(&unknown_receipt(), since).await, Ok(Erasure::Unknown));
    assert_eq!(storage.erase(&expired.receipt, since).await, Ok(Erasure::Unknown));

    assert_eq!(subject.tables().await, before);
}

pub(super) async fn feedback_is_stored_and_replaced(subject: &dyn Subject) {
    let storage = subject.storage();
    let since = week("2026-W44");
    let [entry, other] = [entry_in("2026-W47"), entry_in("2026-W48")];
    storage.insert_batch(&[entry.clone(), other.clone()]).await.unwrap();

    let rated = feedback("django-ninja", Some(4));
    assert_eq!(storage.put_feedback(&entry.receipt, since, &rated).await, Ok(true));
    assert_eq!(stored_feedback(subject).await, [row("2026-W47", "django-ninja", Some("4"))]);

    let unrated = feedback("flask", None);
    assert_eq!(storage.put_feedback(&entry.receipt, since, &unrated).await, Ok(true));
    assert_eq!(stored_feedback(subject).await, [row("2026-W47", "flask", None)]);

    assert_eq!(storage.put_feedback(&other.receipt, since, &rated).await, Ok(true));
    assert_eq!(stored_feedback(subject).await.len(), 2);
}

pub(super) async fn feedback_needs_a_receipt_with_a_row(subject: &dyn Subject) {
    let storage = subject.storage();
    let since = week("2026-W44");
    let [expired, erased] = [entry_in("2026-W43"), entry_in("2026-W48")];
    storage.insert_batch(&[expired.clone(), erased.clone()]).await.unwrap();
    storage.erase(&erased.receipt, since).await.unwrap();
    let before = subject.tables().await;

    for receipt in [unknown_receipt(), expired.receipt, erased.receipt] {
        let kept = storage.put_feedback(&receipt, since, &feedback("flask", Some(1))).await;
        assert_eq!(kept, Ok(false));
    }

    assert_eq!(subject.tables().await, before);
}

pub(super) async fn receipts_expire_week_by_week_and_their_feedback_becomes_counts(
    subject: &dyn Subject,
) {
    let storage = subject.storage();
    let always = week("2026-W44");
    let old: Vec<NewQuery> = (0..5).map(|_| entry_in("2026-W44")).collect();
    let none = entry_of("2026-W45", &[("project_type", "cms")], None);
    let young = [entry_in("2026-W46"), entry_with("key", "body", 100)];
    for entries in [old.as_slice(), std::slice::from_ref(&none), &young] {
        storage.insert_batch(entries).await.unwrap();
    }
    let store = async |entry: &NewQuery, chosen: &str, rating| {
        let kept = storage.put_feedback(&entry.receipt, always, &feedback(chosen, rating)).await;
        assert_eq!(kept, Ok(true));
    };
    store(&old[0], "flask", Some(5)).await;
    store(&old[1], "flask", Some(5)).await;
    store(&old[2], "django", None).await;
    store(&none, "django-ninja", Some(1)).await;
    store(&young[0], "flask", Some(3)).await;
    let queries = subject.ids().await;

    let since = week("2026-W46");
    assert_eq!(storage.expire_receipts(since, 3).await, Ok(3));
    assert_eq!(subject.tables().await["receipt_keys"].len(), 4);
    // The last feedback, and the keys of two weeks.
    assert_eq!(storage.expire_receipts(since, 3).await, Ok(1 + 2));
    let after = subject.tables().await;
    assert_eq!(storage.expire_receipts(since, 3).await, Ok(0));

    assert_eq!(subject.tables().await, after, "doing it again does nothing");
    assert_eq!(after["receipt_keys"].len(), 2);
    assert_eq!(stored_feedback(subject).await, [row("2026-W46", "flask", Some("3"))]);
    assert_eq!(subject.ids().await, queries);
    assert_eq!(storage.erase(&old[4].receipt, always).await, Ok(Erasure::Unknown));
    let counted = |counted: framewise_storage::privacy::Counts| {
        let of_feedback = |subject: &str| [counts::CHOSEN, counts::RATING].contains(&subject);
        let all = counted.iter().filter(|(subject, _, _)| of_feedback(subject));
        all.map(|(subject, key, count)| format!("{subject} {key} {count}")).collect::<Vec<_>>()
    };
    let in_week = async |name: &str| counted(storage.counts(week(name), week(name)).await.unwrap());
    assert_eq!(
        in_week("2026-W44").await,
        ["chosen flask>django 1", "chosen flask>flask 2", "rating  1", "rating 5 2"]
    );
    assert_eq!(in_week("2026-W45").await, ["chosen >django-ninja 1", "rating 1 1"]);
    assert_eq!(in_week("2026-W46").await, [""; 0]);
}
