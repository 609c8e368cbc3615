//! SIGHUP loads the knowledge again, while clients ask.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use serde_json::Value;

use crate::helpers::{FROZEN, Service, program, setting, until};

/// Connections that ask at the same time; more may make a program that is not optimised miss its deadlines.
const CLIENTS: usize = 2;
/// What they ask: method, path and body. Each response depends on the knowledge.
const REQUESTS: [(&str, &str, &str); 11] = [
    ("GET", "/v1/recommendations?project_type=cms", ""),
    ("GET", "/v1/recommendations?project_type=rest_api&detail=full", ""),
    ("GET", "/v1/recommendations.md?project_type=cms", ""),
    ("POST", "/v1/recommendations", r#"{"answers": {"project_type": "cms"}, "store": false}"#),
    ("POST", "/v1/recommendations", r#"{"text": "a small blog with a login", "store": false}"#),
    ("POST", "/v1/recommendations/batch", r#"{"requests": [{}, {"detail": "brief"}]}"#),
    ("GET", "/v1/frameworks/flask", ""),
    ("GET", "/v1/knowledge/full", ""),
    ("GET", "/llms.txt", ""),
    ("GET", "/version", ""),
    (
        "POST",
        "/mcp",
        r#"{"jsonrpc": "2.0", "id": 1, "method": "tools/call",
            "params": {"name": "recommend", "arguments": {"answers": {"project_type": "cms"}}}}"#,
    ),
];

/// A folder of knowledge, and what a service that has never had another one responds from it.
struct Known {
    folder: PathBuf,
    digest: String,
    version: String,
    responses: Vec<String>,
}

impl Known {
    fn at(folder: PathBuf, place: &Path) -> Self {
        let service = serve(place, &folder);
        let version: Value = serde_json::from_str(&service.page("/version")).unwrap();
        let text = |name: &str| version[name].as_str().unwrap().to_owned();
        let responses = (0..REQUESTS.len()).map(|number| ask(&agent(), &service, number)).collect();
        Self {
            folder,
            digest: text("knowledge_digest"),
            version: text("knowledge_version"),
            responses,
        }
    }
}

/// A service that stores nothing, on this folder of knowledge.
fn serve(place: &Path, knowledge: &Path) -> Service {
    let flags = ["--knowledge", knowledge.to_str().unwrap(), "--storage", "false"];
    Service::start_by(Command::new(program()), place, &flags)
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder().http_status_as_error(false).build().into()
}

/// Sends one of [`REQUESTS`]; the body of the response, which must be a success.
fn ask(agent: &ureq::Agent, service: &Service, number: usize) -> String {
    let (method, path, body) = REQUESTS[number];
    let request = ureq::http::Request::builder()
        .method(method)
        .uri(format!("http://127.0.0.1:{}{path}", service.port))
        .header("content-type", "application/json")
        .header("accept", "*/*, application/json, text/event-stream")
        .header("mcp-protocol-version", "2025-11-25")
        .header("mcp-method", "tools/call")
        .body(body)
        .unwrap();
    let mut response = agent.run(request).unwrap();
    let status = response.status();
    let text = response.body_mut().read_to_string().unwrap();
    assert_eq!(status, 200, "{method} {path}: {text}");
    // The links of /mcp have the address of the service.
    text.replace(&format!("127.0.0.1:{}", service.port), "127.0.0.1")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A copy of the frozen knowledge with these replacements, each in a file.
fn edited(folder: &Path, edits: &[(&str, &str, &str)]) -> PathBuf {
    copy(Path::new(FROZEN), folder);
    for (file, find, replace) in edits {
        let path = folder.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(find), "{file} does not contain {find}");
        fs::write(path, text.replacen(find, replace, 1)).unwrap();
    }
    folder.to_owned()
}

/// Makes the link lead to this folder, in one step.
fn point(link: &Path, folder: &Path) {
    let new = link.with_extension("new");
    symlink(folder, &new).unwrap();
    fs::rename(new, link).unwrap();
}

fn reloads(service: &Service, outcome: &str) -> f64 {
    let name = format!("framewise_knowledge_reloads_total{{outcome=\"{outcome}\"}}");
    service.metric(&name).unwrap()
}

/// Sends SIGHUP, and waits until the reload has ended in this way.
fn reload(service: &Service, outcome: &str) {
    let before = reloads(service, outcome);
    let id = service.id().to_string();
    assert!(Command::new("kill").args(["-HUP", &id]).status().unwrap().success());
    until("the reload has ended", || reloads(service, outcome) > before);
}

#[test]
fn requests_succeed_and_are_consistent_while_the_knowledge_is_reloaded() {
    let root = tempfile::tempdir().unwrap();
    let place = root.path();
    let first = Known::at(edited(&place.join("first"), &[]), place);
    let edits = [
        ("knowledge.toml", "2026.11.4", "2026.11.5"),
        ("frameworks/flask.toml", "name = \"Flask\"", "name = \"Flask, renamed\""),
        ("criteria.toml", "base_weight = 0.2", "base_weight = 0.4"),
    ];
    let second = Known::at(edited(&place.join("second"), &edits), place);
    for (number, request) in REQUESTS.iter().enumerate() {
        assert_ne!(first.responses[number], second.responses[number], "{request:?}");
    }
    let faulty = edited(
        &place.join("faulty"),
        &[
            ("frameworks/flask.toml", "kind = \"micro\"", "kind = \"tiny\""),
            ("frameworks/django.toml", "id = \"django\"", "id = \"jango\""),
        ],
    );
    let link = place.join("current");
    point(&link, &first.folder);
    let service = serve(place, &link);
    let clients = setting("RELOAD_CLIENTS", CLIENTS);
    let (done, asked) = (AtomicBool::new(false), AtomicUsize::new(0));
    thread::scope(|scope| {
        let running: Vec<_> = (0..clients)
            .map(|client| {
                let (first, second, service) = (&first, &second, &service);
                let (done, asked) = (&done, &asked);
                scope.spawn(move || {
                    let agent = agent();
                    // Each client begins elsewhere, so that all kinds are asked at the same time.
                    for number in (0..REQUESTS.len()).cycle().skip(client * 3) {
                        if done.load(Ordering::Relaxed) {
                            return;
                        }
                        let response = ask(&agent, service, number);
                        let known = [&first.responses[number], &second.responses[number]];
                        assert!(known.contains(&&response), "{:?}: {response}", REQUESTS[number]);
                        asked.fetch_add(1, Ordering::Relaxed);
                    }
                })
            })
            .collect();
        let mut current = &first;
        for number in 0..setting("RELOADS", 20) {
            match number % 3 {
                2 => {
                    point(&link, &faulty);
                    reload(&service, "refused");
                }
                turn => {
                    current = if turn == 0 { &second } else { &first };
                    point(&link, &current.folder);
                    reload(&service, "succeeded");
                }
            }
            let agent = agent();
            for number in 0..REQUESTS.len() {
                assert_eq!(ask(&agent, &service, number), current.responses[number]);
            }
            let version = format!(
                "framewise_build_info{{version=\"{}\",knowledge_version=\"{}\"}}",
                env!("CARGO_PKG_VERSION"),
                current.version
            );
            assert_eq!(service.metric(&version), Some(1.0), "{}", service.metrics());
            // The clients see each knowledge, unless one has failed.
            let before = asked.load(Ordering::Relaxed);
            until("clients have asked", || {
                asked.load(Ordering::Relaxed) > before + clients * 5
                    || running.iter().any(thread::ScopedJoinHandle::is_finished)
            });
        }
        done.store(true, Ordering::Relaxed);
    });
    println!("{} requests during the reloads, 0 failed", asked.load(Ordering::Relaxed));
    let log = service.killed_for_its_log();
    let reloaded = log.lines().find(|line| line.contains("the knowledge is reloaded")).unwrap();
    let event: Value = serde_json::from_str(reloaded).unwrap();
    let logged = ["version_before", "digest_before", "version", "digest"].map(|name| &event[name]);
    assert_eq!(logged, [&first.version, &first.digest, &second.version, &second.digest]);
    // Every fault, and what the service goes on with.
    let kind = "frameworks/flask.toml: kind: not-allowed";
    for part in [kind, "jango", "a fault in the knowledge", "the service keeps what it has"] {
        assert!(log.contains(part), "{part}");
    }
}

#[test]
fn a_reload_without_a_change_or_without_a_folder_changes_nothing() {
    let root = tempfile::tempdir().unwrap();
    let service = Service::start_with(root.path(), &["--storage", "false"]);
    reload(&service, "unchanged");
    assert!(service.log().contains("the knowledge is unchanged"), "{}", service.log());
    drop(service);
    let missing = Service::start_by(Command::new(program()), root.path(), &["--storage", "false"]);
    reload(&missing, "unchanged");
    assert!(missing.log().contains("names no folder"), "{}", missing.log());
}

#[test]
fn a_folder_that_is_gone_is_refused() {
    let root = tempfile::tempdir().unwrap();
    let folder = edited(&root.path().join("knowledge"), &[]);
    let service = serve(root.path(), &folder);
    let before = service.page("/v1/knowledge");
    fs::rename(&folder, root.path().join("elsewhere")).unwrap();
    reload(&service, "refused");
    assert_eq!(service.page("/v1/knowledge"), before);
    assert!(service.page("/readyz").contains("ready"));
}
