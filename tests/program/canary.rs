//! Values that could lead to a person, in every place where a caller can send something: none of them is
//! in any file of the database, in the log at its most talkative, or in the metrics, in whatever form.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use aho_corasick::AhoCorasick;
use data_encoding::{BASE64_NOPAD, BASE64URL_NOPAD};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::helpers::{Service, send, until};
use crate::postgres;

/// A long option, so that it is found nowhere but where it was stored.
const STORED: &str = "web_application";

/// Where something was found, if it was.
struct Searched(Vec<(String, Vec<u8>)>);

impl Searched {
    /// Every file of a folder, and of the folders in it.
    fn folder(folder: &Path) -> Self {
        let mut files = Vec::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
                let (path, kind) = (entry.path(), entry.file_type().unwrap());
                if kind.is_dir() {
                    folders.push(path);
                } else if kind.is_file() {
                    files.push((path.display().to_string(), fs::read(path).unwrap()));
                }
            }
        }
        Self(files)
    }

    /// Where one of these values is, in any form: the place, the form and the value. Capitals do not matter.
    fn find<'a>(&'a self, values: &[&'a str]) -> BTreeSet<(&'a str, &'static str, &'a str)> {
        let (mut wanted, mut patterns) = (Vec::new(), Vec::new());
        for value in values {
            for (form, pattern) in forms(value) {
                wanted.push((form, *value));
                patterns.push(pattern);
            }
        }
        let search = AhoCorasick::builder().ascii_case_insensitive(true).build(patterns).unwrap();
        let mut found = BTreeSet::new();
        for (place, bytes) in &self.0 {
            for hit in search.find_overlapping_iter(bytes) {
                let (form, value) = wanted[hit.pattern().as_usize()];
                found.insert((place.as_str(), form, value));
            }
        }
        found
    }
}

/// The forms in which a value could have been kept.
fn forms(value: &str) -> Vec<(&'static str, Vec<u8>)> {
    let hex = |bytes: &[u8], before: &str| {
        bytes.iter().fold(String::new(), |mut text, byte| {
            write!(text, "{before}{byte:02x}").unwrap();
            text
        })
    };
    let hash = Sha256::digest(value);
    let mut forms = vec![
        ("as it is", value.as_bytes().to_vec()),
        ("UTF-16, little end first", value.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("UTF-16, big end first", value.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        ("hexadecimal", hex(value.as_bytes(), "").into_bytes()),
        ("percent-encoded", hex(value.as_bytes(), "%").into_bytes()),
        ("backwards", value.bytes().rev().collect()),
        ("SHA-256", hash.to_vec()),
        ("SHA-256 in hexadecimal", hex(&hash, "").into_bytes()),
    ];
    // Wherever in a longer text it stood: base64 has a rhythm of three bytes, so of each of the three
    // beginnings the part that does not depend on what stood before and after.
    for before in 0..3 {
        let padded = [&b"___"[..before], value.as_bytes()].concat();
        let whole = &padded[..padded.len() / 3 * 3];
        for encoding in [&BASE64_NOPAD, &BASE64URL_NOPAD] {
            let text = encoding.encode(whole);
            forms.push(("base64", text.as_bytes()[4 * before.min(1)..].to_vec()));
        }
    }
    forms
}

/// Headers that browsers, proxies and programs send along, each with a value of its own.
const HEADERS: [(&str, &str); 13] = [
    ("User-Agent", "canaryagentvalue/1.0"),
    ("Referer", "https://canaryrefererhost.example/canaryrefererpath"),
    ("Cookie", "session=canarycookievalue"),
    ("Authorization", "Bearer canaryauthorizationtoken"),
    ("X-Api-Key", "canaryapikeyvalue"),
    ("X-Forwarded-For", "203.0.113.197"),
    ("Forwarded", "for=198.51.100.213;host=canaryforwardedhost"),
    ("X-Real-IP", "2001:db8:ca:4a:47::197"),
    ("traceparent", "00-ca4a47ca4a47ca4a47ca4a47ca4a47ca-ca4a47ca4a47ca4a-01"),
    ("tracestate", "vendor=canarytracestate"),
    ("X-Request-Id", "canaryrequestidvalue"),
    ("From", "canaryfrom@example.org"),
    ("Idempotency-Key", "canaryidempotencykeyvalue"),
];

/// What is searched for of the headers, and what is sent besides.
const MARKS: [&str; 22] = [
    "canaryagentvalue",
    "canaryrefererhost",
    "canaryrefererpath",
    "canarycookievalue",
    "canaryauthorizationtoken",
    "canaryapikeyvalue",
    "203.0.113.197",
    "198.51.100.213",
    "canaryforwardedhost",
    "2001:db8:ca:4a:47::197",
    "ca4a47ca4a47ca4a47ca4a47ca4a47ca",
    "canarytracestate",
    "canaryrequestidvalue",
    "canaryfrom@example.org",
    "canaryidempotencykeyvalue",
    "canarytextword",
    "canarypriorityname",
    "canaryquerystring",
    "canarypathsegment",
    "canaryunknownmember",
    "canarymembervalue",
    "canaryfeedbacknote",
];

/// What must be found nowhere besides [`MARKS`].
struct Sent {
    /// The ports that the requests came from.
    ports: Vec<u16>,
    /// The tokens of a cohort, without their prefixes.
    tokens: Vec<String>,
}

/// Sends everything in every place.
fn send_all(service: &Service) -> Sent {
    let mut ports = Vec::new();
    let mut exchange = |line: &str, body: &Value, status: u16| -> Value {
        let mut stream = service.connect();
        ports.push(stream.local_addr().unwrap().port());
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let (found, answer) = send(&mut stream, line, &HEADERS, &body).unwrap();
        assert_eq!(found, status, "{line}: {answer}");
        answer
    };
    let recommend = "POST /v1/recommendations";
    // The key stands for one body: this repeats it, and what follows is refused.
    let stored = json!({
        "answers": {"project_type": STORED},
        "text": "a canarytextword for a small team over MongoDB",
        "draws": 10,
    });
    let answer = exchange(recommend, &stored, 200);
    assert_eq!(answer["stored"], true, "{answer}");
    assert_eq!(exchange(recommend, &stored, 200)["receipt"], answer["receipt"]);
    exchange(recommend, &json!({"text": "canarytextword", "draws": 10}), 422);
    exchange(recommend, &json!({"priorities": {"canarypriorityname": 2}}), 422);
    exchange(recommend, &json!({"canaryunknownmember": "canarymembervalue"}), 422);
    exchange("POST /v1/recommendations?canaryquerystring=canaryquerystring", &json!({}), 422);
    exchange("GET /v1/recommendations?text=canarytextword", &Value::Null, 422);
    exchange("GET /canarypathsegment?canaryquerystring", &Value::Null, 404);
    exchange("GET /v1/frameworks/canarypathsegment", &Value::Null, 404);
    exchange("POST /v1/canarypathsegment", &json!("canarymembervalue"), 404);
    let batch = json!({"requests": [stored, {"text": "canarytextword"}]});
    exchange("POST /v1/recommendations/batch", &batch, 200);
    let receipt = answer["receipt"].as_str().unwrap();
    let feedback = json!({"receipt": receipt, "chosen": "flask", "rating": 4});
    exchange("POST /v1/feedback", &feedback, 200);
    let feedback =
        json!({"receipt": receipt, "chosen": "canarymembervalue", "note": "canaryfeedbacknote"});
    exchange("POST /v1/feedback", &feedback, 422);
    exchange("POST /v1/receipts/erase", &json!({"receipt": "canarymembervalue"}), 422);
    // A cohort with answers in the database, and its tokens in every place.
    let created = exchange("POST /v1/cohorts", &json!({}), 201);
    let [join, read] = ["join_token", "read_token"].map(|name| created[name].as_str().unwrap());
    let counted = json!({"answers": {"project_type": STORED}, "draws": 10, "cohort": join});
    let batch = json!({"requests": vec![counted.clone(); 10]});
    let answer = exchange("POST /v1/recommendations/batch", &batch, 200);
    let counting = &answer["results"][9]["recommendation"]["cohort"];
    assert_eq!(counting["counted"], true, "{counting}");
    let mut alone = counted.clone();
    alone["cohort_only"] = json!(true);
    let answer = exchange(recommend, &alone, 200);
    assert_eq!((&answer["cohort"]["counted"], &answer["stored"]), (&json!(true), &json!(false)));
    exchange(recommend, &json!({"cohort": read}), 422);
    exchange(recommend, &json!({"cohort": "canarymembervalue"}), 422);
    exchange(&format!("POST /v1/recommendations?cohort={join}"), &json!({}), 422);
    exchange(&format!("GET /v1/recommendations?cohort={join}"), &Value::Null, 422);
    exchange(&format!("GET /v1/cohorts/{read}"), &Value::Null, 404);
    for path in ["/?draws=10", "/embed?draws=10", "/embed/new?", "/cohort?"] {
        exchange(&format!("GET {path}&cohort={join}&read_token={read}"), &Value::Null, 200);
    }
    let access = json!({"read_token": read});
    let figures = exchange("POST /v1/cohorts/read", &access, 200)["figures"].clone();
    assert_eq!(figures["answers"], 10, "{figures}");
    exchange("POST /v1/cohorts/read", &json!({"read_token": join}), 422);
    exchange("POST /v1/cohorts/close", &access, 204);
    let tokens = [join, read].map(|token| token[4..].to_owned()).to_vec();
    // A page that leaks its address.
    let leaked = format!("https://school.example/lesson?cohort={join}&figures={read}");
    let mut headers: [(&str, &str); HEADERS.len()] = HEADERS;
    headers[1].1 = &leaked;
    let mut stream = service.connect();
    ports.push(stream.local_addr().unwrap().port());
    assert_eq!(send(&mut stream, "GET /embed.js", &headers, "").unwrap().0, 200);
    // Another query with another key, which is erased.
    let mut stream = service.connect();
    ports.push(stream.local_addr().unwrap().port());
    let mut headers = HEADERS;
    headers[12].1 = "canaryidempotencykeyvalue-2";
    let (_, other) = send(&mut stream, recommend, &headers, &stored.to_string()).unwrap();
    let body = json!({"receipt": other["receipt"]}).to_string();
    let erased = send(&mut stream, "POST /v1/receipts/erase", &HEADERS, &body).unwrap();
    // PostgreSQL does not show when the bytes are gone.
    assert!([202, 204].contains(&erased.0), "{erased:?}");
    Sent { ports, tokens }
}

/// Sends everything to a service that logs all it can, and kills it; what it logged and counted, and where the
/// requests came from.
fn log_of_all(folder: &Path, flags: &[&str]) -> (Searched, Sent) {
    let service = Service::start_with(folder, &[&["--log", "trace"], flags].concat());
    let sent = send_all(&service);
    until("the queue is empty", || service.metric("framewise_storing_queue_length") == Some(0.0));
    let metrics = service.metrics();
    let log = service.killed_for_its_log();
    let searched = [("the log", log), ("the metrics", metrics)];
    (Searched(searched.map(|(name, text)| (name.to_owned(), text.into_bytes())).into()), sent)
}

/// Asserts that nothing of what was sent is there, where everything else is.
fn prove(searched: &Searched, sent: &Sent) {
    // What is certainly stored, logged and counted is found: so would the rest be.
    let places: BTreeSet<&str> =
        searched.find(&["/v1/feedback"]).into_iter().map(|(place, ..)| place).collect();
    assert_eq!(places, BTreeSet::from(["the log", "the metrics"]));
    assert!(!searched.find(&[STORED]).is_empty(), "an answer is stored");
    assert!(!searched.find(&["not_answered"]).is_empty(), "the figures of a cohort are stored");

    assert_eq!(searched.find(&MARKS), BTreeSet::new());
    let tokens: Vec<&str> = sent.tokens.iter().map(String::as_str).collect();
    assert_eq!(searched.find(&tokens), BTreeSet::new(), "a token of a cohort");
    let from: Vec<String> = sent.ports.iter().map(|port| format!("127.0.0.1:{port}")).collect();
    let from: Vec<&str> = from.iter().map(String::as_str).collect();
    assert_eq!(searched.find(&from), BTreeSet::new(), "where a request came from");
}

#[test]
fn nothing_that_leads_to_a_person_is_in_the_database_the_log_or_the_metrics() {
    let folder = tempfile::tempdir().unwrap();
    let (mut searched, sent) = log_of_all(folder.path(), &[]);
    // The service was killed, so the log of the database still lies beside it.
    let files = Searched::folder(folder.path()).0;
    for file in ["framewise.db", "framewise.db-wal", "framewise.db-shm"] {
        assert!(files.iter().any(|(name, _)| name.ends_with(file)), "{file} is not there");
    }
    searched.0.extend(files);
    prove(&searched, &sent);
}

#[test]
fn nothing_that_leads_to_a_person_is_in_any_file_of_postgresql() {
    let Some(server) = postgres::own("nothing_that_leads_to_a_person_is_in_any_file_of_postgresql")
    else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (mut searched, sent) =
        log_of_all(folder.path(), &["--database-url", &server.url("postgres")]);
    // In good order, so that what was only in memory is written as well.
    server.stop();
    let files = Searched::folder(server.folder()).0;
    assert!(files.iter().any(|(name, _)| name.contains("/pg_wal/")), "the log is among the files");
    searched.0.extend(files);
    prove(&searched, &sent);
}

#[test]
fn a_value_is_found_in_every_form_in_which_it_could_be_stored() {
    let value = "canaryagentvalue";
    let among = |bytes: &[u8]| Searched(vec![("here".to_owned(), [b"ab", bytes, b"cd"].concat())]);
    for (form, bytes) in forms(value) {
        assert!(!among(&bytes).find(&[value]).is_empty(), "{form}");
    }
    for (before, after) in [("", ""), ("a", ""), ("ab", "c"), ("abc", "de"), ("abcd", "")] {
        let text = BASE64_NOPAD.encode(format!("{before}{value}{after}").as_bytes());
        let found = among(text.as_bytes()).find(&[value]).len();
        assert_eq!(found, 1, "base64 after {before:?}");
    }
    assert_eq!(among(b"canaryagent value").find(&[value]).len(), 0);
    assert_eq!(among(&[]).find(&[value]).len(), 0);
}
