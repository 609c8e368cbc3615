//! `framewise-curate check`: a sound folder passes, each fault is a line with file, key, rule and advice.

use std::fs;

use framewise_storage::privacy::OTHER_CHOICES;

use super::folders::{copy, curate, edit};

#[test]
fn a_sound_folder_passes_and_says_what_it_is() {
    let folder = copy();
    let ended = curate(folder.path(), &["check", "."]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(ended.out.starts_with("no fault: version 2026.11.4, 4 frameworks, "), "{}", ended.out);
    assert!(!ended.out.contains("unreleased"), "{}", ended.out);
}

#[test]
fn the_folder_is_knowledge_where_none_is_named() {
    let folder = copy();
    let missing = curate(folder.path(), &["check"]);
    assert_eq!(missing.code, 3);
    assert!(missing.err.contains("cannot read knowledge"), "{}", missing.err);
    let place = folder.path().join("knowledge");
    fs::create_dir(&place).unwrap();
    for name in ["knowledge.toml", "criteria.toml"] {
        fs::rename(folder.path().join(name), place.join(name)).unwrap();
    }
    let found = curate(folder.path(), &["check"]);
    assert_eq!(found.code, 1);
    assert!(found.err.contains("facts.toml: missing-file: "), "{}", found.err);
}

#[test]
fn a_correction_passes_with_a_warning_that_it_is_not_released() {
    let folder = copy();
    edit(
        folder.path(),
        "frameworks/flask.toml",
        "An open-source micro framework",
        "A micro framework",
    );
    let ended = curate(folder.path(), &["check", "."]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let warning = "warning: unreleased changes since 2026.11.4: 1 claim changed; \
        `framewise-curate release ";
    assert!(ended.out.contains(warning), "{}", ended.out);
}

#[test]
fn every_fault_is_a_line_with_file_key_rule_and_advice() {
    let folder = copy();
    edit(folder.path(), "frameworks/flask.toml", "verdict = \"supported\"", "verdict = \"true\"");
    let day = "verified_on = \"2026-02-30\" # ";
    edit(folder.path(), "frameworks/fastapi.toml", "verified_on = ", day);
    edit(
        folder.path(),
        "frameworks/django.toml",
        "support = \"built_in\"",
        "support = \"builtin\"",
    );
    edit(folder.path(), "frameworks/litestar.toml", "\nhigh = ", "\nhigh = 0.01 # ");
    let ended = curate(folder.path(), &["check", "."]);
    assert_eq!((ended.code, ended.out.as_str()), (1, ""));
    let lines: Vec<&str> = ended.err.lines().collect();
    assert_eq!(lines.last(), Some(&"4 faults"), "{}", ended.err);
    for (file, rule) in [
        ("frameworks/flask.toml: claims[", "].verdict: not-allowed: "),
        ("frameworks/fastapi.toml: claims[", "].verified_on: no-such-day: "),
        ("frameworks/django.toml: capabilities.", ".support: not-allowed: "),
        ("frameworks/litestar.toml: ratings.", ": interval: "),
    ] {
        let found = lines.iter().any(|line| line.starts_with(file) && line.contains(rule));
        assert!(found, "{file} {rule} is not in\n{}", ended.err);
    }
}

#[test]
fn a_rating_against_the_order_of_its_inputs_is_a_warning() {
    let folder = copy();
    let key = "id = \"testing\"\nname = ";
    let inputs = "id = \"testing\"\nordered_by = [{ capability = \"admin_interface\" }]\nname = ";
    edit(folder.path(), "criteria.toml", key, inputs);
    let sound = curate(folder.path(), &["check", "."]);
    assert_eq!(sound.code, 0, "{}", sound.err);
    assert!(!sound.out.contains("is rated above"), "{}", sound.out);
    // Only Django has an admin interface of its own.
    let rating = "[ratings.testing]\nvalue = 0.95\nlow = 0.85\n";
    let lower = "[ratings.testing]\nvalue = 0.1\nlow = 0.05\n";
    edit(folder.path(), "frameworks/django.toml", rating, lower);
    let ended = curate(folder.path(), &["check", "."]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    let warning = "warning: testing: flask (0.75) is rated above django (0.1), but django is at least as good";
    assert!(ended.out.contains(warning), "{}", ended.out);
}

#[test]
fn no_framework_is_named_like_another_choice_of_feedback() {
    for choice in OTHER_CHOICES {
        let folder = copy();
        let aliases = format!("name = \"Flask\"\naliases = [\"{choice}\"]");
        edit(folder.path(), "frameworks/flask.toml", "name = \"Flask\"", &aliases);
        let ended = curate(folder.path(), &["check", "."]);
        assert_eq!(ended.code, 1);
        assert!(ended.err.contains(": reserved-id: "), "{}", ended.err);
    }
}
