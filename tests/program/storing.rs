//! What storing does on good days and on bad ones: the recommendation is answered on all of them.

use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{fs, thread};

use serde_json::{Value, json};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, Executor};

use crate::helpers::{Service, ask, send, until};

/// The longest that a fault may outlive its cause.
const RECOVERY: Duration = Duration::from_secs(5);

fn request(service: &Service) -> Value {
    let mut stream = TcpStream::connect(("127.0.0.1", service.port)).unwrap();
    let answer = ask(&mut stream, r#"{"answers": {"project_type": "cms"}}"#).expect("an answer");
    assert_eq!(answer["recommended"], "django", "{answer}");
    answer
}

fn readiness(service: &Service) -> Value {
    let address = format!("http://127.0.0.1:{}/readyz", service.port);
    ureq::get(address).call().unwrap().body_mut().read_json().unwrap()
}

/// Asks until the queries are stored again, and returns the reasons why they were not before.
fn until_stored(service: &Service) -> Vec<String> {
    let begun = Instant::now();
    let mut reasons = Vec::new();
    loop {
        let answer = request(service);
        if answer["stored"] == true {
            return reasons;
        }
        reasons.push(answer["not_stored_because"].as_str().unwrap().to_owned());
        assert!(begun.elapsed() < RECOVERY, "storing did not resume: {reasons:?}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// Runs statements on the database, from outside of the service.
fn sql(folder: &Path, statements: &'static str) -> i64 {
    on(folder, async move |connection| {
        connection.execute(statements).await.unwrap();
        sqlx::query_scalar("select count(*) from queries").fetch_one(connection).await.unwrap()
    })
}

fn on<T>(folder: &Path, work: impl AsyncFnOnce(&mut SqliteConnection) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(folder.join("framewise.db"));
        let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
        work(&mut connection).await
    })
}

#[test]
fn a_first_start_creates_the_database_and_stores() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(folder.path());
    assert_eq!(request(&service)["stored"], true);
    assert_eq!(sql(folder.path(), "select 1"), 1);
    assert_eq!(readiness(&service), json!({"status": "ready", "storing": "on"}));
}

#[test]
fn while_another_process_holds_the_lock_everything_but_storing_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(folder.path());
    assert_eq!(request(&service)["stored"], true);
    on(folder.path(), async |connection| {
        connection.execute("begin immediate").await.unwrap();
        for _ in 0..20 {
            let answer = request(&service);
            assert_eq!(answer["not_stored_because"], "database_locked", "{answer}");
        }
        let reason = "database_locked";
        let degraded =
            json!({"status": "degraded", "storing": "failing", "not_storing_because": reason});
        assert_eq!(readiness(&service), degraded);
        connection.execute("rollback").await.unwrap();
    });
    assert!(until_stored(&service).iter().all(|reason| reason == "database_locked"));
}

#[test]
fn a_database_deleted_while_running_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(folder.path());
    assert_eq!(request(&service)["stored"], true);
    for name in ["framewise.db", "framewise.db-wal", "framewise.db-shm"] {
        let _ = fs::remove_file(folder.path().join(name));
    }
    until_stored(&service);
    assert_eq!(sql(folder.path(), "select 1"), 1, "nothing is acknowledged into the void");
}

#[test]
fn a_table_dropped_from_outside_is_reported_and_restored_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(folder.path());
    assert_eq!(request(&service)["stored"], true);
    on(folder.path(), async |connection| {
        connection.execute("alter table queries rename to gone").await.unwrap();
        assert_eq!(request(&service)["not_stored_because"], "database_unavailable");
        connection.execute("alter table gone rename to queries").await.unwrap();
    });
    until_stored(&service);
}

#[test]
fn a_database_that_is_not_there_at_the_start_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("framewise.toml"),
        "database_url = \"sqlite://later/framewise.db\"",
    )
    .unwrap();
    let service = Service::start(folder.path());
    assert_eq!(request(&service)["not_stored_because"], "database_missing");
    fs::create_dir(folder.path().join("later")).unwrap();
    until_stored(&service);
}

#[test]
fn a_batch_is_stored_request_by_request_and_of_a_text_only_what_was_understood() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(folder.path());
    let text = "a small canarytext service over MongoDB";
    let requests = json!([
        {"text": text, "draws": 10},
        {"text": text, "draws": 10, "store": false},
        {"text": text, "draws": 0},
        {"answers": {"load": "high"}, "draws": 10, "store": true},
    ]);
    let address = format!("http://127.0.0.1:{}/v1/recommendations/batch", service.port);
    // The words for texts are prepared after the start; until then a request may take too long (503).
    let mut answer = loop {
        if let Ok(answer) = ureq::post(&address).send_json(json!({ "requests": requests })) {
            break answer;
        }
    };
    let answer: Value = answer.body_mut().read_json().unwrap();
    let stored = |index: usize| answer["results"][index]["recommendation"]["stored"].clone();
    assert_eq!(
        [stored(0), stored(1), stored(2), stored(3)],
        [json!(true), json!(false), Value::Null, json!(true)]
    );
    assert_eq!(sql(folder.path(), "select 1"), 2);
    let understood = "delete from queries where database is not 'nosql'";
    assert_eq!(sql(folder.path(), understood), 1);
    let mut searched = 0;
    for file in fs::read_dir(folder.path()).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(10).any(|window| window == b"canarytext"));
        searched += bytes.len();
    }
    assert!(searched > 0);
}

#[test]
fn the_log_names_a_database_file_that_is_another_one_than_before() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(folder.path());
    assert_eq!(request(&service)["stored"], true);
    let file = folder.path().join("framewise.db");
    fs::rename(&file, folder.path().join("moved.db")).unwrap();
    // Without any request.
    until("a new file is there", || file.exists());
    until_stored(&service);
    let log = service.killed_for_its_log();
    let place = format!("{:?}", file.display().to_string());
    let found = log.lines().find(|line| line.contains(r#""found":"another one""#));
    assert!(found.is_some_and(|line| line.contains("WARN") && line.contains(&place)), "{log}");
}

#[test]
fn one_client_stores_up_to_its_quota_and_is_answered_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start_with(folder.path(), &["--client-quota", "3"]);
    let keyed = |key: &str| {
        let headers = [("Idempotency-Key", key)];
        let line = "POST /v1/recommendations";
        send(&mut service.connect(), line, &headers, r#"{"draws": 10}"#).unwrap().1
    };
    let first = keyed("a-key-of-this-test-1");
    assert_eq!(
        (&request(&service)["stored"], &request(&service)["stored"]),
        (&json!(true), &json!(true))
    );

    let answer = request(&service);
    assert_eq!(
        (&answer["stored"], &answer["not_stored_because"]),
        (&json!(false), &json!("client_quota"))
    );
    assert_eq!(keyed("a-key-of-this-test-2")["not_stored_because"], "client_quota");
    // A repeat adds nothing, so it gets its receipt.
    assert_eq!(keyed("a-key-of-this-test-1")["receipt"], first["receipt"]);
    assert_eq!(readiness(&service), json!({"status": "ready", "storing": "on"}), "no fault");
    assert_eq!(sql(folder.path(), "select 1"), 3);
}

#[test]
fn a_database_at_its_quota_is_reported_by_every_response_the_readiness_and_a_metric() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start_with(folder.path(), &["--database-quota-mib", "1"]);
    // Long ids, so that few rows fill it.
    let fill = "insert into queries (id, week, features, knowledge_version, via_platform)
        with recursive n (n) as (select 1 union all select n + 1 from n where n < 1000)
        select randomblob(16), '2026-W01', replace(hex(zeroblob(1000)), '0', 'a'), '2026.11.1', 0 from n";
    sql(folder.path(), fill);
    let answer = request(&service);
    assert_eq!(
        (&answer["stored"], &answer["not_stored_because"]),
        (&json!(false), &json!("database_quota"))
    );
    assert_eq!(readiness(&service)["not_storing_because"], "database_quota");
    let metric = r#"framewise_storing_fault{reason="database_quota"}"#;
    assert_eq!(service.metric(metric), Some(1.0));

    sql(folder.path(), "delete from queries where week = '2026-W01'");
    assert!(until_stored(&service).iter().all(|reason| reason == "database_quota"));
}
