//! Cohorts as a service uses them, on a `SQLite` file.

use std::net::IpAddr;
use std::sync::Arc;

use framewise_storage::clock::Clock;
use framewise_storage::cohorts::{
    COHORTS_OF_CLIENT, Cohorts, CreateRefusal, CreatedCohort, NotCounted, ReadRefusal,
};
use framewise_storage::disclosure::{CohortRelease, Vocabulary};
use framewise_storage::privacy::{
    Answered, ClosedAnswers, IdempotencyKey, JoinToken, NotStored, Periods, ReadToken, Repeatable,
};
use framewise_storage::sqlite::SqliteStorage;
use framewise_storage::stored_queries::StoredQueries;
use framewise_storage::{Storage, Writer, start};
use jiff::SignedDuration;
use sqlx::Executor;

use crate::{Place, quick};

/// The address of a client by its number.
fn client(number: u32) -> IpAddr {
    IpAddr::from((0xc000_0000 + number).to_be_bytes())
}

fn answered(goal: &str) -> Answered<'static> {
    Answered {
        answers: ClosedAnswers::from_pairs([("goal", goal)]).unwrap(),
        knowledge_version: "2026.11.1",
        winner: Some("flask"),
        via_platform: false,
    }
}

struct Service {
    place: Place,
    clock: Clock,
    stored_queries: StoredQueries,
    _writer: Writer,
}

impl Service {
    /// A service that limits the answers of one client.
    async fn limited() -> Self {
        Self::with_quota(50).await
    }

    /// A service without limits for one client.
    async fn unlimited() -> Self {
        Self::with_quota(0).await
    }

    async fn with_quota(limit: u16) -> Self {
        let place = Place::new();
        let storage = Arc::new(SqliteStorage::new(place.options()));
        let (write_queue, writer) =
            start(storage.clone(), quick(), Box::new(|_| {})).await.unwrap();
        let clock = Clock::default();
        let stored_queries = StoredQueries::new(
            write_queue,
            storage as Arc<dyn Storage>,
            clock.clone(),
            Periods::default(),
        );
        Self {
            place,
            clock,
            stored_queries: stored_queries.with_client_quota(limit),
            _writer: writer,
        }
    }

    fn cohorts(&self) -> &Cohorts {
        self.stored_queries.cohorts()
    }

    async fn created(&self) -> CreatedCohort {
        self.created_for(50).await
    }

    async fn created_for(&self, participants: u16) -> CreatedCohort {
        self.cohorts().create(8, participants, client(0)).await.unwrap()
    }

    async fn add(&self, token: &JoinToken, from: IpAddr) -> Result<(), NotCounted> {
        self.cohorts().count(token, answered("learn"), from, None).await
    }

    /// Adds answers of clients with these numbers.
    async fn add_of(&self, token: &JoinToken, clients: std::ops::Range<u32>) {
        for number in clients {
            self.add(token, client(number)).await.unwrap();
        }
    }

    async fn read(&self, token: &ReadToken) -> Option<CohortRelease> {
        let vocabulary =
            Vocabulary::new(["flask", "django"], [("goal", "learn"), ("goal", "earn")]);
        self.cohorts().read(token, &vocabulary).await.unwrap().release
    }

    /// The number of answers in the database.
    async fn written(&self) -> i64 {
        sqlx::query_scalar(
            "select coalesce(sum(count), 0) from cohort_counts where subject = 'total'",
        )
        .fetch_one(&mut self.place.connection().await)
        .await
        .unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_written_for_five_or_more_at_a_time() {
    let service = Service::unlimited().await;
    let cohort = service.created().await;
    let mut written = Vec::new();
    for number in 0..12 {
        service.add(&cohort.join, client(number)).await.unwrap();
        written.push(service.written().await);
    }
    assert_eq!(written, [0, 0, 0, 0, 5, 5, 5, 5, 5, 10, 10, 10]);
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_joins_of_one_client_do_not_make_the_cohort() {
    let service = Service::limited().await;
    let cohort = service.created_for(30).await;
    service.add_of(&cohort.join, 1..31).await;
    let mut counted = 0;
    for _ in 0..10_000 {
        match service.add(&cohort.join, client(1_000)).await {
            Ok(()) => counted += 1,
            Err(reason) => assert_eq!(reason, NotCounted::Storing(NotStored::ClientQuota)),
        }
    }
    assert_eq!(counted, 30, "at most as many as the class has members");
    assert_eq!(service.written().await, 60);
    // Another cohort of the same class has its own counters.
    let other = service.created().await;
    assert_eq!(service.add(&other.join, client(1_000)).await, Ok(()));

    let unlimited = Service::unlimited().await;
    let cohort = unlimited.created().await;
    for _ in 0..200 {
        unlimited.add(&cohort.join, client(1_000)).await.unwrap();
    }
    assert_eq!(unlimited.written().await, 200, "without the quota, one client makes the cohort");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lecture_hall_behind_one_address_counts_and_no_more() {
    let service = Service::limited().await;
    let added = async |participants| {
        let cohort = service.created_for(participants).await;
        let mut counted = 0;
        for _ in 0..1_100 {
            counted += usize::from(service.add(&cohort.join, client(1_000)).await.is_ok());
        }
        counted
    };
    assert_eq!((added(300).await, added(u16::MAX).await, added(0).await), (300, 1_000, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeat_with_the_same_key_counts_once() {
    let service = Service::limited().await;
    let cohort = service.created_for(3).await;
    let add = async |key: &str, from| {
        let key = format!("b0a1c2d3-e4f5-{key}");
        let key = IdempotencyKey::new(key.as_bytes()).unwrap();
        let repeatable = Repeatable { key, body: b"{}" };
        let cohorts = service.cohorts();
        cohorts.count(&cohort.join, answered("learn"), client(from), Some(repeatable)).await
    };
    for _ in 0..20 {
        assert_eq!(add("0001", 1).await, Ok(()));
    }
    assert_eq!(service.written().await, 0, "one answer, which is in memory");
    assert_eq!((add("0002", 1).await, add("0003", 1).await), (Ok(()), Ok(())));
    let refused = Err(NotCounted::Storing(NotStored::ClientQuota));
    assert_eq!((add("0004", 1).await, add("0004", 1).await), (refused, refused));
    assert_eq!(add("0003", 1).await, Ok(()), "a repeat is above no quota");
    // What was refused is not remembered as counted.
    assert_eq!((add("0004", 2).await, add("0005", 2).await), (Ok(()), Ok(())));
    assert_eq!(service.written().await, 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_frozen_until_ten_more_answers_have_come_or_five_and_the_cohort_is_closed() {
    let service = Service::unlimited().await;
    let cohort = service.created().await;
    service.add_of(&cohort.join, 0..9).await;
    assert_eq!(service.read(&cohort.read).await, None);
    service.add_of(&cohort.join, 9..10).await;
    let first = service.read(&cohort.read).await.unwrap();
    assert_eq!(first.answers(), 10);
    service.add_of(&cohort.join, 10..19).await;
    assert_eq!(service.read(&cohort.read).await.as_ref(), Some(&first));
    service.add_of(&cohort.join, 19..26).await;
    assert_eq!(service.read(&cohort.read).await.unwrap().answers(), 25);
    service.add_of(&cohort.join, 26..31).await;
    assert_eq!(service.read(&cohort.read).await.unwrap().answers(), 25);

    service.cohorts().close(&cohort.read).await.unwrap();
    assert_eq!(service.add(&cohort.join, client(40)).await, Err(NotCounted::Closed));
    assert_eq!(service.read(&cohort.read).await.unwrap().answers(), 30);
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_that_are_unknown_deleted_or_ended_lead_nowhere() {
    let service = Service::unlimited().await;
    let cohort = service.created().await;
    let unknown = JoinToken::new([1; 18], cohort.ends_on);
    assert_eq!(service.add(&unknown, client(1)).await, Err(NotCounted::Unknown));
    service.add_of(&cohort.join, 0..4).await;

    service.clock.advance(SignedDuration::from_hours(8 * 7 * 24));
    assert_eq!(service.add(&cohort.join, client(9)).await, Err(NotCounted::Ended));
    assert_eq!(service.cohorts().delete(&cohort.read).await, Err(ReadRefusal::Ended));
    assert_eq!(service.cohorts().close(&cohort.read).await, Err(ReadRefusal::Ended));
    service.clock.advance(SignedDuration::from_hours(-8 * 7 * 24));

    assert_eq!(service.cohorts().delete(&cohort.read).await, Ok(()));
    assert_eq!(service.cohorts().delete(&cohort.read).await, Err(ReadRefusal::Unknown));
    assert_eq!(service.add(&cohort.join, client(9)).await, Err(NotCounted::Unknown));
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_wait_in_memory_while_the_database_is_locked() {
    let service = Service::unlimited().await;
    let cohort = service.created().await;
    service.add_of(&cohort.join, 0..4).await;
    let mut other = service.place.connection().await;
    other.execute("begin immediate").await.unwrap();
    // The fifth would be written with the others now.
    assert_eq!(service.add(&cohort.join, client(4)).await, Ok(()));
    other.execute("commit").await.unwrap();
    assert_eq!(service.written().await, 0);
    service.add_of(&cohort.join, 5..6).await;
    assert_eq!(service.written().await, 6, "none is lost, and none counts twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_client_creates_a_limited_number_of_cohorts_in_a_day() {
    let service = Service::unlimited().await;
    for _ in 0..COHORTS_OF_CLIENT {
        service.created().await;
    }
    let refused = service.cohorts().create(8, 50, client(0)).await.unwrap_err();
    assert_eq!(refused, CreateRefusal::Client);
    assert!(service.cohorts().create(8, 50, client(1)).await.is_ok());
    service.clock.advance(SignedDuration::from_hours(24));
    service.created().await;
}
