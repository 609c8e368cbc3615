//! Releases.

use framewise_storage::{ReleasedWeek, StoredRelease};

use super::{Subject, week};

fn release(of: &str, first: &str, body: Option<&str>) -> StoredRelease {
    let body = body.map(str::to_owned);
    StoredRelease { week: week(of), first_week: week(first), body, noisy_total: Some(-3) }
}

pub(super) async fn the_first_release_of_a_week_stays(subject: &dyn Subject) {
    let storage = subject.storage();
    let first = release("2026-W48", "2026-W46", Some(r#"{"total": "≈ 100 – für alle"}"#));
    assert_eq!(storage.release(week("2026-W48")).await, Ok(None));

    assert_eq!(storage.publish(&first).await, Ok(true));
    let before = subject.tables().await;
    let other = release("2026-W48", "2026-W47", Some("{}"));
    assert_eq!(storage.publish(&other).await, Ok(false));
    assert_eq!(subject.another().publish(&release("2026-W48", "2026-W48", None)).await, Ok(false));

    assert_eq!(storage.release(week("2026-W48")).await, Ok(Some(first)));
    assert_eq!(storage.release(week("2026-W47")).await, Ok(None));
    assert_eq!(subject.tables().await, before);
}

pub(super) async fn closed_weeks_are_listed_oldest_first(subject: &dyn Subject) {
    let storage = subject.storage();
    assert_eq!(storage.releases().await, Ok(vec![]));
    let merged = release("2026-W53", "2026-W53", None);
    let published = release("2027-W01", "2026-W53", Some("{}"));

    for release in [&published, &merged] {
        assert_eq!(storage.publish(release).await, Ok(true));
    }

    let listed = |release: &StoredRelease, published| ReleasedWeek {
        week: release.week,
        first_week: release.first_week,
        published,
        noisy_total: Some(-3),
    };
    assert_eq!(
        storage.releases().await,
        Ok(vec![listed(&merged, false), listed(&published, true)])
    );
    assert_eq!(storage.release(merged.week).await, Ok(Some(merged)));
}
