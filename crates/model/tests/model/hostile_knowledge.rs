//! Knowledge folders that were made to harm: reading them ends, with faults instead of a panic.

use framewise_model::decision::{Request, decide};
use framewise_model::knowledge::check::MAX_FRAMEWORKS;
use framewise_model::knowledge::{Files, load};
use framewise_model::sensitivity::acceptability::{Sampling, acceptability};
use proptest::prelude::*;

use crate::knowledge::{FRAMEWORK, LEXICON, edited, faults, sound};

const HELPER: &str = "companions/helper.toml";
const MEASUREMENTS: &str = "measurements.toml";

fn reports(files: &Files, rule: &str, file: &str, key: &str) -> bool {
    faults(files).iter().any(|fault| fault.rule == rule && fault.file == file && fault.key == key)
}

/// The sound folder with the framework alpha under so many other ids.
fn with_frameworks(count: usize) -> Files {
    let mut files = sound();
    let alpha = String::from_utf8(files.get(FRAMEWORK).unwrap().to_vec()).unwrap();
    // Two are there already.
    for number in 2..count {
        let id = format!("gamma{number}");
        files.insert(format!("frameworks/{id}.toml"), alpha.replace("alpha", &id));
    }
    files
}

#[test]
fn a_companion_with_the_id_of_its_framework_is_a_fault() {
    let mut files = edited(HELPER, "id = \"helper\"", "id = \"beta\"");
    let helper = files.remove(HELPER).unwrap();
    files.insert("companions/beta.toml", helper);
    assert!(reports(&files, "duplicate-id", "companions/beta.toml", "id"));
}

#[test]
fn companions_of_each_other_under_the_id_of_a_framework_are_a_fault() {
    let mut files = edited(HELPER, "id = \"helper\"", "id = \"beta\"");
    let helper = String::from_utf8(files.remove(HELPER).unwrap()).unwrap();
    let other = helper.replace("id = \"beta\"", "id = \"other\"");
    let back = helper.replace("companion_of = \"beta\"", "companion_of = \"other\"");
    files.insert("companions/other.toml", other);
    files.insert("companions/beta.toml", back);
    assert!(reports(&files, "duplicate-id", "companions/beta.toml", "id"));
}

#[test]
fn a_measurement_without_runs_is_a_fault() {
    let key = "frameworks[beta].measures.throughput";
    let files = edited(MEASUREMENTS, "runs = [200, 190, 210]", "runs = []");
    assert!(reports(&files, "too-short", MEASUREMENTS, &format!("{key}.runs")));
    let reference = "reference_runs = [100, 100, 100]";
    let text = String::from_utf8(files.get(MEASUREMENTS).unwrap().to_vec()).unwrap();
    let mut files = files;
    files.insert(
        MEASUREMENTS,
        text.replace(reference, "reference_runs = []").replace("[100, 110, 90]", "[]"),
    );
    assert!(reports(&files, "too-short", MEASUREMENTS, &format!("{key}.runs")));
}

#[test]
fn a_ratio_of_runs_to_nothing_is_a_fault() {
    let files =
        edited(MEASUREMENTS, "reference_runs = [100, 100, 100]", "reference_runs = [0, 0, 0]");
    assert!(reports(&files, "ratio", MEASUREMENTS, "frameworks[beta].measures.throughput"));
    let text = String::from_utf8(files.get(MEASUREMENTS).unwrap().to_vec()).unwrap();
    let mut files = files;
    files.insert(MEASUREMENTS, text.replace("runs = [200, 190, 210]", "runs = [0, 0, 0]"));
    assert!(reports(&files, "ratio", MEASUREMENTS, "frameworks[beta].measures.throughput"));
}

#[test]
fn as_many_frameworks_as_can_be_ranked_are_sound() {
    let knowledge = load(&with_frameworks(MAX_FRAMEWORKS)).unwrap();
    let decision = decide(&knowledge, &Request::default()).unwrap();
    let frameworks: Vec<usize> = decision.ranking.iter().map(|place| place.framework).collect();
    let sampling = Sampling { draws: 16, ..Sampling::default() };
    let found = acceptability(&knowledge, &decision.weights, &frameworks, sampling);
    assert_eq!(found.shares.len(), MAX_FRAMEWORKS);
}

#[test]
fn more_frameworks_than_can_be_ranked_are_a_fault() {
    let found = faults(&with_frameworks(MAX_FRAMEWORKS + 1));
    let rules: Vec<_> = found.iter().map(|fault| (fault.rule, fault.file.as_str())).collect();
    assert_eq!(rules, [("too-many", "frameworks")]);
}

#[test]
fn a_phrase_that_stands_for_very_many_is_a_fault() {
    let (few, many) = (["ab"; 500].join("/"), vec!["ab"; 1_000_000].join("/"));
    for phrase in [format!("{few} {many}"), ["(a)"; 40].join(" "), ["a/b"; 1_000].join(" ")] {
        let files = edited(LEXICON, "busy", &phrase);
        assert!(reports(&files, "phrase", LEXICON, &format!("entries[0].phrases[{phrase}]")));
    }
}

#[test]
fn a_very_long_skipped_word_needs_no_more_room_than_it_has() {
    let word = "x".repeat(30_000_000);
    let files = edited(LEXICON, "\"the\"", &format!("\"the\", \"{word}\""));
    assert_eq!(faults(&files), []);
}

#[test]
fn tables_and_lists_that_are_nested_very_deeply_are_a_fault() {
    const DEEP: usize = 200_000;
    let keys = vec!["a"; DEEP].join(".");
    for text in [
        format!("{keys} = 1"),
        format!("[{keys}]"),
        format!("[[{keys}]]"),
        format!("a = {{{keys} = 1}}"),
        format!("a = {}1{}", "[".repeat(DEEP), "]".repeat(DEEP)),
        format!("a = {}1{}", "{a = ".repeat(DEEP), "}".repeat(DEEP)),
    ] {
        let mut files = sound();
        files.insert("criteria.toml", text);
        assert!(!faults(&files).is_empty());
    }
}

/// An edit of a file: which line is replaced by what.
fn edits() -> impl Strategy<Value = Vec<(prop::sample::Index, prop::sample::Index, Edit)>> {
    let values = vec![
        "\"\"",
        "\"alpha\"",
        "\"beta\"",
        "\"helper\"",
        "\"orm\"",
        "\"9999-12-31\"",
        "\"0000-01-01\"",
        "\"-1\"",
        "[]",
        "[[]]",
        "{}",
        "0",
        "-1",
        "1",
        "1e308",
        "nan",
        "-inf",
        "true",
        "255",
        "9223372036854775807",
        "1979-05-27",
        "\"a/a/a/a* (b) # (c) #\"",
    ];
    let edit = prop_oneof![
        Just(Edit::Remove),
        Just(Edit::Repeat),
        prop::sample::select(values).prop_map(Edit::Value),
    ];
    prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), edit), 1..6)
}

#[derive(Debug, Clone)]
enum Edit {
    Remove,
    Repeat,
    /// The value after the first `=` becomes this.
    Value(&'static str),
}

fn damaged(edits: &[(prop::sample::Index, prop::sample::Index, Edit)]) -> Files {
    let mut files = sound();
    let paths: Vec<String> = files.iter().map(|(path, _)| path.to_owned()).collect();
    for (path, line, edit) in edits {
        let path = path.get(&paths);
        let text = String::from_utf8(files.get(path).unwrap().to_vec()).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        if lines.is_empty() {
            continue;
        }
        let line = line.index(lines.len());
        match edit {
            Edit::Remove => {
                lines.remove(line);
            }
            Edit::Repeat => lines.insert(line, lines[line].clone()),
            Edit::Value(value) => {
                if let Some((key, _)) = lines[line].split_once('=') {
                    lines[line] = format!("{key}= {value}");
                }
            }
        }
        files.insert(path, lines.join("\n"));
    }
    files
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_damaged_folder_is_decided_by_or_has_faults(edits in edits()) {
        match load(&damaged(&edits)) {
            Err(faults) => prop_assert!(!faults.is_empty()),
            Ok(knowledge) => if let Ok(decision) = decide(&knowledge, &Request::default()) {
                prop_assert!(decision.ranking.iter().all(|place| (0.0..=1.0).contains(&place.score)));
            },
        }
    }
}
