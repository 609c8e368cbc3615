//! An attacker who has the log and the database, and looks for the line of each stored row: a row holds the answers,
//! so the request can be rebuilt and sent again, and its line compared with the lines of the log.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use framewise_model::knowledge::{Files, Knowledge, load};
use framewise_storage::Storage;
use framewise_storage::privacy::QUESTIONS;
use framewise_storage::sqlite::{SqliteOptions, SqliteStorage};
use serde_json::{Map, Value, json};

use crate::helpers::{FROZEN, Service, send};

/// Stored queries, and as many of callers who object.
const QUERIES: usize = 100;
/// The members of a line that have the same value in each line of a route and status, or tell only the time.
const TIME: &str = "timestamp";

/// The `n`-th combination of answers: all are different, and no two have equal responses.
fn answers(knowledge: &Knowledge, n: usize) -> Map<String, Value> {
    let questions = QUESTIONS.iter().enumerate();
    let answer = |(position, id): (usize, &&str)| {
        let question = knowledge.questions.iter().find(|question| question.id == *id).unwrap();
        // Digits of `n` to different bases, so that neighbours differ in several answers.
        let digit = (n * (2 * position + 3) / (position + 1)) % (question.options.len() + 1);
        let option = question.options.get(digit)?.id.clone();
        let value = if question.multiple { json!([option]) } else { json!(option) };
        Some(((*id).to_owned(), value))
    };
    questions.filter_map(answer).collect()
}

/// Sends a query, and returns the size of its response.
fn ask(service: &Service, answers: &Map<String, Value>, objection: Option<usize>) -> usize {
    let mut body = json!({"answers": answers, "draws": 10});
    let headers: &[(&str, &str)] = match objection {
        Some(0) => {
            body["store"] = json!(false);
            &[]
        }
        Some(1) => &[("Sec-GPC", "1")],
        Some(_) => &[("DNT", "1")],
        None => &[],
    };
    let mut stream = service.connect();
    let (status, response) =
        send(&mut stream, "POST /v1/recommendations", headers, &body.to_string()).unwrap();
    assert_eq!((status, &response["stored"]), (200, &json!(objection.is_none())), "{response}");
    response.to_string().len()
}

/// The lines of recommendations, in the order of the requests, without their times.
fn lines(log: &str) -> Vec<Map<String, Value>> {
    let lines = log.lines().map(|line| serde_json::from_str::<Map<_, _>>(line).unwrap());
    let sent = lines.filter(|line| line.get("route") == Some(&json!("/v1/recommendations")));
    sent.map(|mut line| {
        let time = line.remove(TIME).unwrap();
        assert!(time.as_str().unwrap().len() == "2026-11-30T02:09:59Z".len(), "{time}");
        line
    })
    .collect()
}

/// The expected number of rows whose line an attacker finds, who chooses at random among the lines that equal the line of
/// the rebuilt request. `lines` are those of the rows in their order, and `rebuilt` those of the rebuilt requests.
fn found(lines: &[Map<String, Value>], rebuilt: &[Map<String, Value>]) -> f64 {
    let chance = |(line, rebuilt): (&Map<_, _>, &Map<_, _>)| {
        let candidates = u32::try_from(lines.iter().filter(|other| *other == rebuilt).count());
        if line == rebuilt { 1.0 / f64::from(candidates.unwrap()) } else { 0.0 }
    };
    lines.iter().zip(rebuilt).map(chance).sum()
}

#[test]
fn log_and_database_do_not_connect_a_row_with_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let knowledge = load(&Files::read(Path::new(FROZEN)).unwrap()).unwrap();
    let service = Service::start(folder.path());
    let queries: Vec<_> = (0..QUERIES).map(|n| answers(&knowledge, n)).collect();
    let sizes: Vec<usize> = queries.iter().map(|answers| ask(&service, answers, None)).collect();
    let objecting: Vec<_> = (QUERIES..2 * QUERIES).map(|n| answers(&knowledge, n)).collect();
    for (n, answers) in objecting.iter().enumerate() {
        ask(&service, answers, Some(n % 3));
    }
    // The attacker rebuilds the request of each row, and sends it to see its line.
    let rows = stored(folder.path());
    assert_eq!(
        rows,
        queries.iter().cloned().map(Value::Object).map(|row| row.to_string()).collect()
    );
    for answers in &queries {
        ask(&service, answers, Some(0));
    }
    let mut all = lines(&service.killed_for_its_log());
    assert_eq!(all.len(), 3 * QUERIES);
    let mut rebuilt = all.split_off(2 * QUERIES);
    let objectors = all.split_off(QUERIES);

    // Chance finds one of all rows.
    let hits = found(&all, &rebuilt);
    assert!(hits < 3.0, "{hits} rows of {QUERIES} are connected with their lines");
    // The same lines are written for callers who object; a slow machine may add another class of the duration.
    let forms = |lines: &[Map<String, Value>]| {
        let mut forms: BTreeMap<String, usize> = BTreeMap::new();
        for line in lines {
            *forms.entry(Value::Object(line.clone()).to_string()).or_default() += 1;
        }
        forms.into_iter().max_by_key(|(_, count)| *count).unwrap()
    };
    assert_eq!(forms(&all).0, forms(&objectors).0);
    assert!(forms(&all).1 > QUERIES / 2);

    // The same attack with the sizes of the responses in the log finds nearly every row.
    for (lines, sizes) in [(&mut all, &sizes), (&mut rebuilt, &sizes)] {
        for (line, size) in lines.iter_mut().zip(sizes) {
            line.insert("bytes".to_owned(), json!(size));
        }
    }
    let hits = found(&all, &rebuilt);
    assert!(
        hits > 0.8 * f64::from(u32::try_from(QUERIES).unwrap()),
        "the attack finds only {hits}"
    );
}

/// The rows of the database as the answers of requests.
fn stored(folder: &Path) -> BTreeSet<String> {
    let storage = SqliteStorage::new(SqliteOptions::at(folder.join("framewise.db")));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let rows = runtime.block_on(storage.scan(None, 10_000)).unwrap();
    rows.iter()
        .map(|row| {
            let answers = QUESTIONS.iter().zip(row.query.answers());
            let chosen = answers.filter_map(|(id, answer)| {
                let options = answer.as_deref()?;
                let several = *id == QUESTIONS[QUESTIONS.len() - 1];
                let value = if several { json!([options]) } else { json!(options) };
                Some(((*id).to_owned(), value))
            });
            Value::Object(chosen.collect()).to_string()
        })
        .collect()
}
