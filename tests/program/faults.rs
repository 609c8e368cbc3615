//! The database out of order while requests keep coming: none of them fails, everything that needs no
//! database answers as before, the state is visible, storing resumes by itself, and nothing that was
//! acknowledged is lost.
//!
//! `scripts/soak faults` runs the same with at least 10,000 requests during each fault
//! (`FRAMEWISE_REQUESTS`), and with a lock that is held for 30 seconds (`FRAMEWISE_LOCKED_SECONDS`).

use std::cell::RefCell;
use std::fs::{self, OpenOptions, Permissions};
use std::io::Write;
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, Executor};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

use crate::helpers::{Service, ask, send, setting, skipped, until};
use crate::postgres;

/// Connections that ask at the same time.
const CLIENTS: usize = 4;
/// Requests of one connection: fewer than the service allows.
const REQUESTS_OF_CONNECTION: usize = 900;
/// Requests during a fault.
const REQUESTS: usize = 1_000;
/// With few draws, and the same each time, an answer costs little: many requests take seconds.
const BODY: &str = r#"{"answers": {"project_type": "cms"}, "draws": 10}"#;
const UP: &str = "framewise_storing_up";
/// Pages of everything that needs no database.
const PAGES: [&str; 5] =
    ["/v1/frameworks", "/v1/frameworks/django", "/v1/questions", "/v1/knowledge", "/livez"];

/// What requests during a fault were answered.
#[derive(Debug, Default)]
struct Answers {
    stored: AtomicUsize,
    not_stored: AtomicUsize,
}

fn pages(service: &Service) -> Vec<String> {
    PAGES.iter().map(|path| service.page(path)).collect()
}

fn is_degraded(service: &Service) -> bool {
    service.page("/readyz").starts_with(r#"{"status":"degraded","storing":"failing""#)
        && service.metric(UP) == Some(0.0)
}

/// Sends requests on connections that stay open for many of them, at least so many and for at least so long; each must be
/// answered with the recommendation, stored or not for one of the reasons.
fn requests(service: &Service, at_least: usize, lasting: Duration, reasons: &[&str]) -> Answers {
    let answers = Answers::default();
    let begun = Instant::now();
    let number = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..CLIENTS {
            scope.spawn(|| {
                let mut stream = service.connect();
                let mut sent = 0;
                while number.fetch_add(1, Ordering::Relaxed) < at_least || begun.elapsed() < lasting
                {
                    sent += 1;
                    if sent % REQUESTS_OF_CONNECTION == 0 {
                        stream = service.connect();
                    }
                    let answer = send(&mut stream, "POST /v1/recommendations", &[], BODY);
                    let (status, answer) = answer.expect("an answer");
                    assert_eq!((status, &answer["recommended"]), (200, &Value::from("django")));
                    let counted = if answer["stored"] == true {
                        &answers.stored
                    } else {
                        let reason = answer["not_stored_because"].as_str().unwrap();
                        assert!(reasons.contains(&reason), "{reason}");
                        &answers.not_stored
                    };
                    counted.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    answers
}

/// Asks until a query is stored; how many were.
fn until_stored(service: &Service) -> usize {
    until("storing resumes", || ask(&mut service.connect(), BODY).unwrap()["stored"] == true);
    1
}

/// Runs a service through a fault and out of it; the queries that it acknowledged.
fn through(
    what: &str,
    service: &Service,
    reasons: &[&str],
    lasting: Duration,
    break_it: impl FnOnce(),
    mend_it: impl FnOnce(),
) -> usize {
    let before = pages(service);
    break_it();
    let stored = AtomicUsize::new(0);
    until("the fault is seen", || {
        let answer = ask(&mut service.connect(), BODY).unwrap();
        stored.fetch_add(usize::from(answer["stored"] == true), Ordering::Relaxed);
        answer["stored"] == false && is_degraded(service)
    });
    let wanted = setting("REQUESTS", REQUESTS);
    let begun = Instant::now();
    let answers = requests(service, wanted, lasting, reasons);
    let took = begun.elapsed();
    assert_eq!(pages(service), before, "what needs no database is answered as before");
    until("the fault is still seen", || is_degraded(service));
    mend_it();
    let resumed = Instant::now();
    let after = until_stored(service);
    let resumed = resumed.elapsed();
    until("the service is ready again", || {
        service.metric(UP) == Some(1.0)
            && service.page("/readyz") == r#"{"status":"ready","storing":"on"}"#
    });
    let (during, refused) = (answers.stored.into_inner(), answers.not_stored.into_inner());
    println!(
        "{what}: {} requests in {:.1} s, 0 failed, {refused} not stored, {during} stored; storing resumed \
         {} ms after the fault had ended",
        during + refused,
        took.as_secs_f64(),
        resumed.as_millis()
    );
    assert!(during + refused >= wanted && refused > 0);
    stored.into_inner() + during + after
}

/// A connection to the database in a folder, as another process has it.
struct Outside {
    runtime: Runtime,
    connection: SqliteConnection,
}

impl Outside {
    fn of(folder: &Path) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let options = SqliteConnectOptions::new().filename(folder.join("framewise.db"));
        let connection = runtime.block_on(SqliteConnection::connect_with(&options)).unwrap();
        Self { runtime, connection }
    }

    fn run(&mut self, sql: &'static str) {
        self.runtime.block_on(self.connection.execute(sql)).unwrap();
    }

    fn number(&mut self, sql: &'static str) -> usize {
        let number = async { sqlx::query_scalar(sql).fetch_one(&mut self.connection).await };
        let number: i64 = self.runtime.block_on(number).unwrap();
        number.try_into().unwrap()
    }
}

/// Rows of the database in a folder, after its integrity check.
fn rows(folder: &Path) -> usize {
    let mut outside = Outside::of(folder);
    assert_eq!(
        outside.number("select count(*) from pragma_integrity_check where integrity_check <> 'ok'"),
        0
    );
    outside.number("select count(*) from queries")
}

#[test]
fn a_locked_database_fails_no_request() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(folder.path());
    let before = until_stored(&service);
    let lasting = Duration::from_secs(setting("LOCKED_SECONDS", 0) as u64);
    let outside = RefCell::new(Outside::of(folder.path()));
    let stored = through(
        "locked",
        &service,
        &["database_locked"],
        lasting,
        || outside.borrow_mut().run("begin immediate"),
        || outside.borrow_mut().run("rollback"),
    );
    assert_eq!(rows(folder.path()), before + stored);
}

/// A small disk of its own, gone with the test.
struct SmallDisk(TempDir);

impl SmallDisk {
    /// Nothing where this process may not mount one.
    fn mounted() -> Option<Self> {
        let disk = Self(tempfile::tempdir().unwrap());
        let mut mount = Command::new("mount");
        let mount =
            mount.args(["-t", "tmpfs", "-o", "size=2m", "framewise-test"]).arg(disk.0.path());
        mount.output().is_ok_and(|output| output.status.success()).then_some(disk)
    }

    fn folder(&self) -> &Path {
        self.0.path()
    }

    /// Writes until there is no room for another page.
    fn fill(&self) {
        let mut file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.folder().join("filler"))
            .unwrap();
        while file.write_all(&[0; 4096]).is_ok() {}
    }

    fn make_room(&self) {
        fs::remove_file(self.folder().join("filler")).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.0.path()).output();
    }
}

#[test]
fn a_full_disk_fails_no_request() {
    let Some(disk) = SmallDisk::mounted() else {
        skipped("a_full_disk_fails_no_request", "this user may not mount a small disk to fill");
        return;
    };
    let service = Service::start(disk.folder());
    let before = until_stored(&service);
    let full = &["database_full"];
    let stored =
        through("full disk", &service, full, Duration::ZERO, || disk.fill(), || disk.make_room());
    assert_eq!(rows(disk.folder()), before + stored);
}

#[test]
fn a_corrupt_page_fails_no_request() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(folder.path());
    let before = until_stored(&service);
    let mut outside = Outside::of(folder.path());
    let page = outside.number("select rootpage from sqlite_schema where name = 'queries'") as u64;
    let place = (page - 1) * 4096;
    let file = folder.path().join("framewise.db");
    let file = OpenOptions::new().read(true).write(true).open(file).unwrap();
    let mut good = [0; 4096];
    outside.run("pragma wal_checkpoint(truncate)");
    file.read_exact_at(&mut good, place).unwrap();
    let stored = through(
        "corrupt page",
        &service,
        &["database_unavailable"],
        Duration::ZERO,
        || {
            file.write_all_at(&[0xa5; 4096], place).unwrap();
            // What another process writes makes the service read its pages again.
            outside.run("pragma user_version = 1");
        },
        || file.write_all_at(&good, place).unwrap(),
    );
    assert_eq!(rows(folder.path()), before + stored);
}

#[test]
fn a_read_only_file_fails_no_request() {
    let folder = tempfile::tempdir().unwrap();
    let mut service = Service::start(folder.path());
    let before = until_stored(&service);
    service.kill();
    let file = folder.path().join("framewise.db");
    fs::set_permissions(&file, Permissions::from_mode(0o400)).unwrap();
    let service = Service::start(folder.path());
    let stored = through(
        "read-only file",
        &service,
        &["database_read_only"],
        Duration::ZERO,
        || (),
        || fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap(),
    );
    assert_eq!(rows(folder.path()), before + stored);
}

#[test]
fn a_database_deleted_with_its_folder_fails_no_request() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    let url = ["--database-url", "sqlite://inner/framewise.db"];
    let service = Service::start_with(folder.path(), &url);
    until_stored(&service);
    let stored = through(
        "deleted folder",
        &service,
        &["database_missing"],
        Duration::ZERO,
        || fs::remove_dir_all(&inner).unwrap(),
        || fs::create_dir(&inner).unwrap(),
    );
    // What was deleted is gone; nothing was acknowledged into the void since.
    assert_eq!(rows(&inner), stored);
}

#[test]
fn a_stopped_postgres_server_fails_no_request() {
    let Some(server) = postgres::own("a_stopped_postgres_server_fails_no_request") else { return };
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let database = runtime.block_on(server.fresh_database());
    let folder = tempfile::tempdir().unwrap();
    let url = server.url(&database);
    let service = Service::start_with(folder.path(), &["--database-url", &url]);
    let before = until_stored(&service);
    let stored = through(
        "stopped PostgreSQL",
        &service,
        &["database_unavailable"],
        Duration::ZERO,
        || server.stop(),
        || server.start(),
    );
    let rows: i64 = runtime.block_on(async {
        let mut connection = server.connection(&database).await;
        let count = sqlx::query_scalar("select count(*) from queries");
        count.fetch_one(&mut connection).await.unwrap()
    });
    assert_eq!(usize::try_from(rows).unwrap(), before + stored);
}
