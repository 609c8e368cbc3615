//! Metrics: on a separate listener, in a format that Prometheus reads, without data of a caller.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::time::Duration;

use framewise::metrics::{JobOutcome, job_finished};

use crate::helpers::{Response, Server, get, patient, send_to, shared};

/// A line of a metric: its name, its labels and its value.
struct Sample {
    name: String,
    labels: BTreeMap<String, String>,
    value: f64,
}

/// Reads the text format of `OpenMetrics` 1.0, strictly; fails at what is not of it.
fn parse(text: &str) -> Vec<Sample> {
    let lines = text.strip_suffix("# EOF\n").unwrap().lines();
    let mut kinds: BTreeMap<&str, &str> = BTreeMap::new();
    let mut samples: Vec<Sample> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut family = "";
    for line in lines {
        if let Some(comment) = line.strip_prefix("# ") {
            let (keyword, rest) = comment.split_once(' ').unwrap();
            let (name, rest) = rest.split_once(' ').unwrap();
            match keyword {
                "HELP" => assert!(rest.ends_with('.') && !rest.contains('\\'), "{line}"),
                "TYPE" => assert_eq!(kinds.insert(name, rest), None, "{line}"),
                "UNIT" => assert!(name.ends_with(&format!("_{rest}")), "{line}"),
                _ => panic!("{line}"),
            }
            family = name;
            continue;
        }
        let (place, value) = line.rsplit_once(' ').unwrap();
        assert!(seen.insert(place.to_owned()), "twice: {line}");
        let (name, labels) = match place.split_once('{') {
            Some((name, labels)) => (name, labels.strip_suffix('}').unwrap()),
            None => (place, ""),
        };
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{line}");
        // Samples follow the head of their family.
        let suffix = name.strip_prefix(family).unwrap();
        let allowed: &[&str] = match kinds[family] {
            "counter" => &["_total"],
            "gauge" => &[""],
            "info" => &["_info"],
            "histogram" => &["_bucket", "_sum", "_count"],
            other => panic!("{other}"),
        };
        assert!(allowed.contains(&suffix), "{line}");
        let labels =
            labels.split_terminator("\",").filter(|label| !label.is_empty()).map(|label| {
                let (name, value) = label.split_once("=\"").unwrap();
                assert!(
                    name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'),
                    "{line}"
                );
                (name.to_owned(), value.trim_end_matches('"').to_owned())
            });
        let value: f64 = value.parse().unwrap();
        samples.push(Sample { name: name.to_owned(), labels: labels.collect(), value });
    }
    samples
}

/// The sum of all samples of this name with these labels, in digits.
fn sum(samples: &[Sample], name: &str, labels: &[(&str, &str)]) -> String {
    let fits = |sample: &&Sample| {
        let has = |(label, value): &(&str, &str)| {
            sample.labels.get(*label).is_some_and(|found| found == value)
        };
        sample.name == name && labels.iter().all(has)
    };
    samples.iter().filter(fits).map(|sample| sample.value).sum::<f64>().to_string()
}

/// Every label that may hold a text of which the program is not the author, with its values.
fn values(samples: &[Sample], label: &str) -> BTreeSet<String> {
    samples.iter().filter_map(|sample| sample.labels.get(label).cloned()).collect()
}

fn scrape(server: &Server) -> Vec<Sample> {
    parse(server.metrics().text())
}

#[test]
fn metrics_are_read_by_get_and_head_and_nothing_else_is_there() {
    let port = shared().metrics_port;
    let response = send_to(port, "GET", "/metrics", &[], b"");
    assert_eq!(response.status, 200);
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    assert_eq!(response.header("content-type"), Some(kind));
    assert_eq!(response.header("cache-control"), Some("no-store"));
    let head = send_to(port, "HEAD", "/metrics", &[], b"");
    assert_eq!((head.status, head.body.len()), (200, 0));
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW"] {
        let response = send_to(port, method, "/metrics", &[], b"");
        assert_eq!(
            (response.status, response.header("allow")),
            (405, Some("GET, HEAD")),
            "{method}"
        );
    }
    for path in ["/", "/metrics/", "/livez", "/v1/recommendations", "/metricsx"] {
        assert_eq!(send_to(port, "GET", path, &[], b"").status, 404, "{path}");
    }
    assert_eq!(get("/metrics").status, 404, "the public port has no metrics");
}

#[test]
fn a_request_is_counted_by_method_route_and_class_of_status() {
    let server = Server::start(patient());
    for _ in 0..3 {
        server.send("GET", "/v1/frameworks/flask", &[], b"");
    }
    server.send("HEAD", "/v1/frameworks/flask", &[], b"");
    server.send("GET", "/v1/frameworks/rails", &[], b"");
    server.send("BREW", "/livez", &[], b"");
    server.send("GET", "/probe/panic", &[], b"");
    let samples = scrape(&server);
    let route = ("route", "/v1/frameworks/{id}");
    let count = |labels: &[(&str, &str)]| sum(&samples, "framewise_http_requests_total", labels);
    assert_eq!(count(&[route, ("method", "GET"), ("status", "2xx")]), "3");
    assert_eq!(count(&[route, ("method", "HEAD"), ("status", "2xx")]), "1");
    assert_eq!(count(&[route, ("status", "4xx")]), "1");
    assert_eq!(count(&[("method", "other"), ("route", "/livez"), ("status", "4xx")]), "1");
    assert_eq!(count(&[("route", "/probe/panic"), ("status", "5xx")]), "1");
    assert_eq!(count(&[]), "7");
    let timed = sum(&samples, "framewise_http_request_duration_seconds_count", &[route]);
    assert_eq!(timed, "5");
}

#[test]
fn buckets_grow_and_the_last_has_everything() {
    job_finished("test_buckets", JobOutcome::Succeeded, 3, Duration::from_secs(5), 1_795_000_000);
    for _ in 0..20 {
        get("/livez");
    }
    let samples = scrape(shared());
    let mut histograms: BTreeMap<String, Vec<(f64, f64)>> = BTreeMap::new();
    for sample in samples.iter().filter(|sample| sample.name.ends_with("_bucket")) {
        let end: f64 = sample.labels["le"].parse().unwrap();
        let mut labels = sample.labels.clone();
        labels.remove("le");
        let place = format!("{}{labels:?}", sample.name.trim_end_matches("_bucket"));
        histograms.entry(place).or_default().push((end, sample.value));
    }
    assert!(histograms.len() >= 4, "{histograms:?}");
    for sample in samples.iter().filter(|sample| sample.name.ends_with("_count")) {
        let place = format!("{}{:?}", sample.name.trim_end_matches("_count"), sample.labels);
        let buckets = histograms.remove(&place).unwrap();
        assert!(buckets.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 <= two[1].1));
        assert_eq!(buckets.last(), Some(&(f64::INFINITY, sample.value)), "{place}");
    }
    assert!(histograms.is_empty());
}

#[test]
fn a_thousand_random_paths_and_methods_make_no_new_label() {
    let server = Server::start(patient());
    server.send("GET", "/nowhere", &[], b"");
    server.send("BREW", "/nowhere", &[], b"");
    server.send("GET", "/v1/frameworks/nothing", &[], b"");
    // Jobs are counted for the whole process, in which other tests finish some.
    let of_requests = |samples: &[Sample]| {
        samples.iter().filter(|sample| sample.name.starts_with("framewise_http_")).count()
    };
    let before = of_requests(&scrape(&server));
    let mut stream = String::new();
    // With the last one as many as a connection may carry.
    for number in 0..999_u32 {
        // Knuth's multiplicative hash: paths that have nothing in common.
        let random = number.wrapping_mul(2_654_435_761);
        let path = match number % 3 {
            0 => format!("/{random:x}"),
            1 => format!("/v1/frameworks/x{random:x}"),
            _ => format!("/{random:x}/{random}?canary={random:x}"),
        };
        let method = if number % 5 == 0 { format!("M{random:X}") } else { "GET".to_owned() };
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
    }
    stream.push_str("GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    let answers = server.exchange(stream);
    assert_eq!(answers.matches("HTTP/1.1 40").count(), 1_000);
    let samples = scrape(&server);
    assert_eq!(sum(&samples, "framewise_http_requests_total", &[]), "1003");
    let routes = ["/v1/frameworks/{id}", "unmatched"].map(str::to_owned);
    assert_eq!(values(&samples, "route"), BTreeSet::from(routes));
    assert_eq!(values(&samples, "method"), BTreeSet::from(["GET", "other"].map(str::to_owned)));
    // Another method on a known route is the one combination that was not there before.
    assert_eq!(of_requests(&samples), before + 1);
}

#[test]
fn nothing_that_a_caller_sent_is_in_the_metrics() {
    let server = Server::start(patient());
    let canaries = [
        ("user-agent", "canary-agent"),
        ("x-forwarded-for", "canary-address"),
        ("cookie", "a=canary-cookie"),
        ("idempotency-key", "canary-key-b0a1c2d3"),
        ("traceparent", "00-canarytrace-canaryspan-01"),
        ("referer", "https://canary.example/"),
        ("content-type", "application/json"),
    ];
    for path in ["/canary", "/v1/frameworks/canary", "/livez?canary=canary", "/problems/canary"] {
        server.send("GET", path, &canaries, b"");
    }
    let body = br#"{"text": "a canary shop", "canary": 1}"#;
    server.send("POST", "/v1/recommendations", &canaries, body);
    let body = br#"{"text": "a canary shop", "draws": 10}"#;
    assert_eq!(server.send("POST", "/v1/recommendations", &canaries, body).status, 200);
    server.send("CANARY", "/livez", &canaries, b"");
    server.exchange("GET /canary HTTP/9.9\r\n\r\n");
    let metrics = server.metrics();
    assert_eq!(sum(&parse(metrics.text()), "framewise_http_requests_total", &[]), "8");
    assert!(!metrics.text().to_lowercase().contains("canary"), "{}", metrics.text());
}

#[test]
fn a_job_is_counted_by_how_it_ended() {
    let name = "test_outcomes";
    let job = ("job", name);
    let (second, minute) = (Duration::from_secs(1), Duration::from_mins(1));
    job_finished(name, JobOutcome::Succeeded, 10, second, 1_795_000_000);
    job_finished(name, JobOutcome::Failed, 2, minute, 1_795_003_600);
    job_finished(name, JobOutcome::Skipped, 0, second, 1_795_007_200);
    let samples = scrape(shared());
    for (metric, labels, expected) in [
        ("framewise_job_runs_total", vec![job, ("outcome", "succeeded")], "1"),
        ("framewise_job_runs_total", vec![job, ("outcome", "failed")], "1"),
        ("framewise_job_runs_total", vec![job, ("outcome", "skipped")], "1"),
        ("framewise_job_rows_total", vec![job], "12"),
        ("framewise_job_last_success_timestamp_seconds", vec![job], "1795000000"),
        ("framewise_job_duration_seconds_sum", vec![job], "61"),
        ("framewise_job_duration_seconds_count", vec![job], "2"),
    ] {
        assert_eq!(sum(&samples, metric, &labels), expected, "{metric} {labels:?}");
    }
}

#[test]
fn the_versions_are_reported() {
    let knowledge: Response = get("/v1/knowledge");
    let samples = scrape(shared());
    let build = samples.iter().find(|sample| sample.name == "framewise_build_info").unwrap();
    assert_eq!(build.labels["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(build.labels["knowledge_version"], knowledge.json()["version"].as_str().unwrap());
}
