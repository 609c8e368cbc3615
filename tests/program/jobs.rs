//! Jobs, by a clock that the test moves.

use std::path::Path;
use std::sync::Arc;

use framewise::maintenance::{Job, JobError, Jobs, Outcome, Warnings};
use framewise_model::knowledge::{Files, Knowledge, load};
use framewise_storage::clock::Clock;
use framewise_storage::cohorts::{CohortStorage, NewCohort};
use framewise_storage::privacy::counts::{CHOSEN, RATING, TOTAL, WINNER};
use framewise_storage::privacy::{
    Answered, ClosedAnswers, Counts, Feedback, NewQuery, Periods, Rating, Receipt, anonymise,
};
use framewise_storage::random::bytes;
use framewise_storage::sqlite::{SqliteOptions, SqliteStorage};
use framewise_storage::week::Week;
use framewise_storage::{Erasure, QueryWriter, Storage};
use jiff::{SignedDuration, ToSpan};
use sqlx::Connection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use tempfile::TempDir;

use crate::helpers::FROZEN;

/// With this seed, the noise adds about 15 to the number of queries of each week.
const SEED: [u8; 32] = [1; 32];

struct World {
    folder: TempDir,
    storage: Arc<SqliteStorage>,
    clock: Clock,
    knowledge: Knowledge,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let storage = SqliteStorage::new(SqliteOptions::at(folder.path().join("framewise.db")));
        Self {
            folder,
            storage: Arc::new(storage),
            clock: Clock::default(),
            knowledge: load(&Files::read(Path::new(FROZEN)).unwrap()).unwrap(),
        }
    }

    fn jobs(&self) -> Jobs {
        let storage = Arc::clone(&self.storage) as Arc<dyn Storage>;
        Jobs::new(storage, self.clock.clone(), Periods::default(), &self.knowledge).with_seed(SEED)
    }

    fn later(&self, days: i64) {
        self.clock.advance(SignedDuration::from_hours(24 * days));
    }

    fn week(&self) -> Week {
        Week::of(self.clock.today())
    }

    /// To the Monday of the next week, two hours after midnight or later.
    fn next_week(&self) {
        let now = self.clock.now();
        let monday = self.week().plus(1).monday().at(2, 0, 0, 0);
        let monday = monday.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
        self.clock.advance(monday.duration_since(now));
    }

    /// A query of this week.
    fn query(&self, project_type: &str, receipt: u8) -> NewQuery {
        let pairs = [("project_type", project_type), ("features", "orm"), ("features", "forms")];
        let answered = Answered {
            answers: ClosedAnswers::from_pairs(pairs).unwrap(),
            knowledge_version: "2026.11.1",
            winner: Some("django"),
            via_platform: false,
        };
        let query = anonymise(self.clock.today(), answered).unwrap();
        let bits = if receipt == 0 { bytes().unwrap() } else { [receipt; 20] };
        NewQuery { query, receipt: Receipt::new(bits), key: None }
    }

    async fn store(&self, entries: &[NewQuery]) {
        self.storage.insert_batch(entries).await.unwrap();
    }

    async fn store_many(&self, project_type: &str, count: usize) {
        let entries: Vec<NewQuery> = (0..count).map(|_| self.query(project_type, 0)).collect();
        self.store(&entries).await;
    }

    async fn rows(&self) -> usize {
        self.storage.scan(None, 100_000).await.unwrap().len()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn receipts_expire_and_their_feedback_becomes_counts() {
    let world = World::new();
    world.store(&[world.query("cms", 1), world.query("blog", 2), world.query("cms", 3)]).await;
    let week = world.week();
    for (receipt, chosen, rating) in [(1, "flask", Some(4)), (2, "django", None)] {
        let feedback = Feedback::new(chosen, rating.and_then(Rating::new)).unwrap();
        let receipt = Receipt::new([receipt; 20]);
        assert!(world.storage.put_feedback(&receipt, week, &feedback).await.unwrap());
    }
    assert_eq!(world.jobs().run(Job::Receipts).await.unwrap(), Outcome::Done(0));

    world.later(31);

    assert_eq!(world.jobs().run(Job::Receipts).await.unwrap(), Outcome::Done(3));
    assert_eq!(world.jobs().run(Job::Receipts).await.unwrap(), Outcome::Done(0));
    let counts = world.storage.counts(week, week).await.unwrap();
    assert_eq!(counts.get(CHOSEN, "django>flask"), 1);
    assert_eq!(counts.get(CHOSEN, "django>django"), 1);
    assert_eq!((counts.get(RATING, "4"), counts.get(RATING, "")), (1, 1));
    assert_eq!(counts.get(TOTAL, ""), 3, "the queries are still there");
    assert_eq!(world.rows().await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn cohorts_are_deleted_on_the_day_on_which_they_end() {
    let world = World::new();
    for (number, days) in [(1, 7), (2, 14)] {
        let ends_on = world.clock.today().saturating_add(days.days());
        let cohort = NewCohort {
            id: [number; 16],
            join_hash: [number; 32],
            read_hash: [number; 32],
            ends_on,
            participants: 30,
        };
        assert!(world.storage.create_cohort(&cohort, 9).await.unwrap());
    }
    // Without a row, nothing says which week it is.
    world.store_many("cms", 1).await;
    world.later(6);
    assert_eq!(world.jobs().run(Job::Cohorts).await.unwrap(), Outcome::Done(0));
    world.later(1);
    assert_eq!(world.jobs().run(Job::Cohorts).await.unwrap(), Outcome::Done(1));
    assert!(world.storage.cohort(&[1; 32]).await.unwrap().is_none());
    assert!(world.storage.cohort(&[2; 32]).await.unwrap().is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn old_queries_become_counts_and_no_count_changes_by_it() {
    let world = World::new();
    // More than one step, so that it has to go on.
    world.store_many("cms", 1_500).await;
    world.store_many("blog", 700).await;
    let week = world.week();
    let before: Counts = world.storage.counts(week, week).await.unwrap();
    world.later(80);
    world.store_many("cms", 5).await;
    let jobs = world.jobs().trusting_the_clock();
    jobs.run(Job::Receipts).await.unwrap();
    assert_eq!(jobs.run(Job::Retention).await.unwrap(), Outcome::Done(0));

    world.later(11);

    assert_eq!(jobs.run(Job::Retention).await.unwrap(), Outcome::Done(2_200));
    assert_eq!(world.rows().await, 5);
    let after = world.storage.counts(week, week).await.unwrap();
    assert_eq!(after, before);
    assert_eq!(after.get(TOTAL, ""), 2_200);
    assert_eq!(after.get(WINNER, "django"), 2_200);
    assert_eq!(after.get("features", "orm"), 2_200);
    assert_eq!(after.get("project_type", "blog"), 700);
    assert_eq!(jobs.run(Job::Retention).await.unwrap(), Outcome::Done(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_week_is_released_once_and_small_ones_join_the_next() {
    let world = World::new();
    let first = world.week();
    world.store_many("cms", 60).await;
    assert_eq!(world.jobs().run(Job::Statistics).await.unwrap(), Outcome::Done(0));

    world.next_week();
    assert_eq!(world.jobs().run(Job::Statistics).await.unwrap(), Outcome::Done(1));
    let waiting = world.storage.release(first).await.unwrap().unwrap();
    assert_eq!(waiting.body, None, "60 queries wait for more");

    world.store_many("blog", 70).await;
    world.next_week();
    assert_eq!(world.jobs().run(Job::Statistics).await.unwrap(), Outcome::Done(1));
    let second = first.plus(1);
    let release = world.storage.release(second).await.unwrap().unwrap();
    assert_eq!(release.first_week, first);
    let body: serde_json::Value = serde_json::from_str(&release.body.clone().unwrap()).unwrap();
    assert_eq!(body["total"], 160, "130 with the noise of two weeks");

    // A row that comes late, or goes, changes nothing that was released.
    let late = world.query("cms", 0);
    world.store(&[late]).await;
    assert_eq!(world.jobs().run(Job::Statistics).await.unwrap(), Outcome::Done(0));
    assert_eq!(world.storage.release(second).await.unwrap().unwrap(), release);
    let weeks = world.storage.releases().await.unwrap();
    assert_eq!(weeks.iter().map(|week| week.published).collect::<Vec<_>>(), [false, true]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_was_off_for_weeks_closes_them_all_at_once() {
    let world = World::new();
    world.store_many("cms", 200).await;
    for _ in 0..5 {
        world.next_week();
    }
    world.store_many("cms", 200).await;
    world.next_week();

    assert_eq!(world.jobs().run(Job::Statistics).await.unwrap(), Outcome::Done(6));

    let weeks = world.storage.releases().await.unwrap();
    let published: Vec<bool> = weeks.iter().map(|week| week.published).collect();
    assert_eq!(published, [true, false, false, false, false, true]);
    assert_eq!(weeks[5].first_week, weeks[1].week);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_week_that_cannot_be_published_holds_up_no_later_one() {
    let world = World::new();
    let path = world.folder.path().join("framewise.db");
    // A week with too few queries, a week with a count that no release can have, and two good ones.
    let mut weeks = Vec::new();
    for count in [60, 200, 200, 200] {
        weeks.push(world.week());
        world.store_many("cms", count).await;
        world.next_week();
    }
    let mut connection =
        SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(path)).await.unwrap();
    sqlx::query(
        "insert into counts (week, subject, key, count) values ($1, 'no_such_subject', 'x', 7)",
    )
    .bind(weeks[1].to_string())
    .execute(&mut connection)
    .await
    .unwrap();

    assert_eq!(world.jobs().run(Job::Statistics).await.unwrap(), Outcome::Done(4));

    let closed = world.storage.releases().await.unwrap();
    let published: Vec<bool> = closed.iter().map(|week| week.published).collect();
    assert_eq!(published, [false, false, true, true]);
    assert_eq!(closed[2].first_week, weeks[2], "without the week that cannot be published");
    assert_eq!(world.jobs().run(Job::Statistics).await.unwrap(), Outcome::Done(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_have_become_counts_are_released_like_rows() {
    let world = World::new();
    world.store_many("cms", 300).await;
    let week = world.week();
    world.later(91);
    let jobs = world.jobs().trusting_the_clock();
    jobs.run(Job::Receipts).await.unwrap();
    assert_eq!(jobs.run(Job::Retention).await.unwrap(), Outcome::Done(300));

    jobs.run(Job::Statistics).await.unwrap();

    let release = world.storage.release(week).await.unwrap().unwrap();
    let body: serde_json::Value = serde_json::from_str(&release.body.unwrap()).unwrap();
    assert_eq!(body["total"], 320, "300 with noise");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_set_back_releases_nothing_twice_and_loses_nothing() {
    let world = World::new();
    world.store_many("cms", 150).await;
    world.next_week();
    world.jobs().run(Job::Statistics).await.unwrap();
    let weeks = world.storage.releases().await.unwrap();
    world.later(-7);
    world.store_many("cms", 3).await;

    for job in Job::ALL {
        assert_eq!(world.jobs().run(job).await.unwrap(), Outcome::Done(0), "{job}");
    }

    assert_eq!(world.storage.releases().await.unwrap(), weeks);
    assert_eq!(world.rows().await, 153);
}

#[tokio::test(flavor = "multi_thread")]
async fn jobs_of_two_instances_at_once_do_nothing_twice() {
    let world = World::new();
    world.store_many("cms", 3_000).await;
    let week = world.week();
    world.later(91);
    let run = async || {
        let jobs = world.jobs().trusting_the_clock();
        for job in Job::ALL {
            jobs.run(job).await.unwrap();
        }
    };

    tokio::join!(run(), run());

    let counts = world.storage.counts(week, week).await.unwrap();
    assert_eq!(counts.get(TOTAL, ""), 3_000);
    assert_eq!(world.rows().await, 0);
    let weeks = world.storage.releases().await.unwrap();
    let mut distinct: Vec<Week> = weeks.iter().map(|week| week.week).collect();
    distinct.dedup();
    assert_eq!(distinct.len(), weeks.len());
    assert!(weeks[0].published);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_years_ahead_destroys_nothing() {
    let world = World::new();
    world.store_many("cms", 150).await;
    world.next_week();
    world.store(&[world.query("cms", 7)]).await;
    for job in Job::ALL {
        world.jobs().run(job).await.unwrap();
    }
    let week = world.week();
    let releases = world.storage.releases().await.unwrap();
    let years = 365 * 20;
    world.later(years);
    // A query that the wrong clock dates proves nothing.
    world.store_many("cms", 1).await;
    let warnings = Warnings::default();

    for job in Job::ALL {
        let refused = world.jobs().with_warnings(warnings.clone()).run(job).await.unwrap_err();
        assert!(matches!(refused, JobError::ClockAhead { .. }), "{job}: {refused}");
        assert!(refused.to_string().contains("framewise jobs run all --yes"), "{refused}");
    }
    assert!(warnings.clock_is_ahead());
    assert_eq!((world.rows().await, world.storage.releases().await.unwrap()), (152, releases));

    world.later(-years);

    for job in Job::ALL {
        world.jobs().with_warnings(warnings.clone()).run(job).await.unwrap();
    }
    assert!(!warnings.clock_is_ahead());
    assert_eq!(world.rows().await, 152);
    let erased = world.storage.erase(&Receipt::new([7; 20]), week).await;
    assert_eq!(erased, Ok(Erasure::Gone), "the key of the receipt was not deleted");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_who_was_away_for_long_confirms_the_clock_once() {
    let world = World::new();
    world.store_many("cms", 300).await;
    world.later(70);
    assert!(world.jobs().run(Job::Statistics).await.is_err());

    assert_eq!(
        world.jobs().trusting_the_clock().run(Job::Statistics).await.unwrap(),
        Outcome::Done(10)
    );

    assert_eq!(world.jobs().run(Job::Statistics).await.unwrap(), Outcome::Done(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_before_1970_ends_nothing() {
    let world = World::new();
    world.store_many("cms", 150).await;
    world.later(-365 * 70);
    world.store_many("cms", 150).await;
    let jobs = world.jobs().trusting_the_clock();
    for job in Job::ALL {
        assert_eq!(jobs.run(job).await.unwrap(), Outcome::Done(0), "{job}");
    }
    assert_eq!(world.rows().await, 300);
}
