//! `docs/operations.md` lists every metric. With `FRAMEWISE_REWRITE` set, the list is written into it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;
use std::{env, fs};

use framewise::metrics::{self, JobOutcome, Requests, StoringState};

/// Everything that is ever exposed, with a value for each metric.
fn exposed() -> String {
    let mut registry = metrics::registry(|| "2026.11.1".to_owned());
    metrics::job_finished("test", JobOutcome::Succeeded, 1, Duration::from_secs(1), 1);
    metrics::register_storing_state(&mut registry, || StoringState {
        fault: None,
        queued: 0,
        queue_capacity: 1,
    });
    let requests = Requests::new(["/livez"]);
    requests.count(Some("/livez"), "GET", 200, Duration::from_millis(1));
    requests.register(&mut registry);
    metrics::render(&registry).unwrap()
}

/// The table of metrics: name, type, labels, meaning.
fn table(text: &str) -> String {
    let mut labels: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (name, rest) = line.split_once(['{', ' ']).unwrap();
        let found = rest.split(['{', ',']).filter_map(|label| label.split_once("=\""));
        let found = found.map(|(label, _)| label).filter(|label| *label != "le");
        labels.entry(name).or_default().extend(found);
    }
    let mut table =
        String::from("\n| metric | type | labels | what it says |\n|---|---|---|---|\n");
    let lines: Vec<&str> = text.lines().collect();
    for (position, line) in lines.iter().enumerate() {
        let Some((name, help)) = line.strip_prefix("# HELP ").and_then(|rest| rest.split_once(' '))
        else {
            continue;
        };
        let kind = lines[position + 1].rsplit(' ').next().unwrap();
        let (suffix, sample) = match kind {
            "counter" => ("_total", "_total"),
            "info" => ("_info", "_info"),
            "histogram" => ("", "_count"),
            _ => ("", ""),
        };
        let labels = labels[format!("{name}{sample}").as_str()].iter();
        let labels: Vec<String> = labels.map(|label| format!("`{label}`")).collect();
        let (labels, help) = (labels.join(", "), help.trim_end_matches('.'));
        writeln!(table, "| `{name}{suffix}` | {kind} | {labels} | {help} |").unwrap();
    }
    table
}

#[test]
fn the_document_lists_every_metric() {
    let expected = table(&exposed());
    assert!(expected.lines().count() > 15, "{expected}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/operations.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once("<!-- metrics -->").unwrap();
    let (found, after) = rest.split_once("<!-- /metrics -->").unwrap();
    if env::var_os("FRAMEWISE_REWRITE").is_some() {
        let written = format!("{before}<!-- metrics -->{expected}<!-- /metrics -->{after}");
        fs::write(&path, written).unwrap();
        return;
    }
    assert_eq!(found, expected, "run `FRAMEWISE_REWRITE=1 cargo test --test documents operations`");
}
