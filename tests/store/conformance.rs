//! What every database must do, as one function for each case over the trait, so that the next
//! database runs the same.

use std::{path::PathBuf, sync::Arc};

use async_trait::async_trait;
use framewise::{
    privacy::Entry,
    store::{Storage, open},
};
use sqlx::Row;

use crate::{Place, connection, ids_in, query, query_about};

/// A database under test, and a second way into it that shares nothing with the storage.
#[async_trait]
trait Subject: Sync {
    fn storage(&self) -> Arc<dyn Storage>;
    async fn ids(&self) -> Vec<[u8; 16]>;
    /// The values of a row in the order of the columns, as text.
    async fn row(&self, id: [u8; 16]) -> Vec<Option<String>>;
}

async fn what_is_acknowledged_can_be_read_by_others(subject: &dyn Subject) {
    let query = query();

    subject.storage().insert_batch(std::slice::from_ref(&query)).await.unwrap();

    assert_eq!(subject.ids().await, [query.id()]);
}

async fn a_row_says_what_the_query_said(subject: &dyn Subject) {
    let query = query();
    let storage = subject.storage();
    storage.insert_batch(std::slice::from_ref(&query)).await.unwrap();

    let row = subject.row(query.id()).await;

    let mut expected = vec![Some("2026-W48".to_owned())];
    expected.extend(query.query.answers().iter().cloned());
    expected.extend(["2026.11.1", "fastapi", "0"].map(|text| Some(text.to_owned())));
    assert_eq!(row, expected);
    assert_eq!(query.query.answers()[0].as_deref(), Some("rest_api"));
    assert_eq!(query.query.answers()[12].as_deref(), Some("api_docs,orm"));
}

async fn ten_thousand_go_in_at_once(subject: &dyn Subject) {
    let queries: Vec<Entry> = (0..10_000).map(|_| query()).collect();

    subject.storage().insert_batch(&queries).await.unwrap();

    let mut expected: Vec<_> = queries.iter().map(Entry::id).collect();
    expected.sort_unstable();
    assert_eq!(subject.ids().await, expected);
}

async fn a_batch_goes_in_whole_or_not_at_all(subject: &dyn Subject) {
    let storage = subject.storage();
    let mut queries: Vec<Entry> = (0..600).map(|_| query()).collect();
    queries.push(queries[0].clone());

    storage.insert_batch(&queries).await.unwrap_err();
    assert_eq!(subject.ids().await, [[0; 16]; 0]);

    queries.pop();
    storage.insert_batch(&queries).await.unwrap();
    assert_eq!(subject.ids().await.len(), 600);
}

async fn an_empty_batch_is_no_fault(subject: &dyn Subject) {
    subject.storage().insert_batch(&[]).await.unwrap();
    subject.storage().withdraw(&[]).await.unwrap();
}

async fn withdrawing_removes_those_rows_and_no_others(subject: &dyn Subject) {
    let storage = subject.storage();
    let [kept, gone] = [query(), query()];
    storage.insert_batch(&[kept.clone(), gone.clone()]).await.unwrap();

    storage.withdraw(&[gone, query()]).await.unwrap();

    assert_eq!(subject.ids().await, [kept.id()]);
}

async fn probing_leaves_no_trace(subject: &dyn Subject) {
    subject.storage().probe().await.unwrap();

    assert_eq!(subject.ids().await, [[0; 16]; 0]);
}

async fn tidying_loses_nothing(subject: &dyn Subject) {
    let storage = subject.storage();
    let [before, after] = [query(), query()];
    for query in [&before, &after] {
        storage.insert_batch(std::slice::from_ref(query)).await.unwrap();
        storage.tidy().await.unwrap();
    }

    let mut expected = [before.id(), after.id()];
    expected.sort_unstable();
    assert_eq!(subject.ids().await, expected);
}

async fn a_storage_that_was_closed_opens_again(subject: &dyn Subject) {
    let storage = subject.storage();
    let [before, after] = [query(), query()];
    storage.insert_batch(std::slice::from_ref(&before)).await.unwrap();

    storage.close().await;
    storage.close().await;
    storage.insert_batch(std::slice::from_ref(&after)).await.unwrap();

    let mut expected = [before.id(), after.id()];
    expected.sort_unstable();
    assert_eq!(subject.ids().await, expected);
}

async fn the_longest_identifiers_fit(subject: &dyn Subject) {
    let longest = query_about(&"a".repeat(64));

    subject.storage().insert_batch(&[longest]).await.unwrap();

    assert_eq!(subject.ids().await.len(), 1);
}

struct Sqlite {
    storage: Arc<dyn Storage>,
    file: PathBuf,
    _place: Place,
}

impl Sqlite {
    fn fresh() -> Self {
        let place = Place::new();
        let file = place.file();
        Self {
            storage: open(&["sqlite://", file.to_str().unwrap()].concat()).unwrap(),
            file,
            _place: place,
        }
    }
}

#[async_trait]
impl Subject for Sqlite {
    fn storage(&self) -> Arc<dyn Storage> {
        self.storage.clone()
    }

    async fn ids(&self) -> Vec<[u8; 16]> {
        ids_in(&self.file).await
    }

    async fn row(&self, id: [u8; 16]) -> Vec<Option<String>> {
        let row = sqlx::query(
            "select
                week, project_type, project_size, deadline, budget, team_size, experience,
                database, growth, control, security, load, goal, features,
                knowledge_version, winner, cast(via_platform as text)
            from queries
            where id = ?",
        )
        .bind(id.to_vec())
        .fetch_one(&mut connection(&self.file).await)
        .await
        .unwrap();
        (0..row.len()).map(|column| row.get(column)).collect()
    }
}

/// Every case, each on a fresh database.
macro_rules! on_every_database {
    ($($case:ident),* $(,)?) => {
        mod sqlite {
            $(
                #[tokio::test(flavor = "multi_thread")]
                async fn $case() {
                    super::$case(&super::Sqlite::fresh()).await;
                }
            )*
        }
    };
}

on_every_database! {
    what_is_acknowledged_can_be_read_by_others,
    a_row_says_what_the_query_said,
    ten_thousand_go_in_at_once,
    a_batch_goes_in_whole_or_not_at_all,
    an_empty_batch_is_no_fault,
    withdrawing_removes_those_rows_and_no_others,
    probing_leaves_no_trace,
    tidying_loses_nothing,
    a_storage_that_was_closed_opens_again,
    the_longest_identifiers_fit,
}
