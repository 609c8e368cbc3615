//! `docs/privacy.md` lists the tables, columns, periods and choices of the facts, and nothing else.

use std::collections::BTreeMap;

use framewise::api::privacy::document::document;
use framewise::api::privacy::facts::{Practice, privacy_facts};
use framewise::config::{Settings, SettingsArgs};
use framewise_storage::cohorts::{
    COHORTS_OF_CLIENT, DEFAULT_PARTICIPANTS, DEFAULT_WEEKS, MAX_COHORTS, MAX_PARTICIPANTS,
    MIN_BATCH,
};
use framewise_storage::disclosure::{
    COHORT_FEW_PERCENT, COHORT_LAST_STEP, COHORT_MIN_ANSWERS, COHORT_MOST_PERCENT,
    COHORT_ROUNDED_TO, COHORT_STEP, COHORT_THRESHOLD, COUNTS_PER_QUERY, EPSILON, MIN_TOTAL,
    NOISE_SCALE, ROUNDED_TO, THRESHOLD,
};
use framewise_storage::privacy::counts::MAX_COUNTED_FEATURES;
use framewise_storage::privacy::data_inventory::{Periods, TABLES, Table};
use framewise_storage::privacy::{MAX_WEEKS, StoringPolicy};
use serde_json::json;

use crate::repository;

/// Periods that occur nowhere else in the text.
const PERIODS: Periods = Periods { retention_days: 44, receipt_days: 7 };
const PRACTICE: Practice = Practice {
    policy: StoringPolicy { enabled: true, by_default: true },
    periods: PERIODS,
    traces: false,
};

/// The part of the page under a heading, up to the next heading of the same level.
fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    let level = heading.split(' ').next().unwrap();
    let (_, after) = page.split_once(&format!("\n{heading}\n")).unwrap();
    after.split(&format!("\n{level} ")).next().unwrap()
}

/// The texts in code spans in the first cells of the rows of a Markdown table.
fn first_cells(section: &str) -> Vec<&str> {
    let rows = section.lines().filter_map(|line| line.strip_prefix("| "));
    let cells = rows.map(|row| row.split(" | ").next().unwrap());
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect()
}

#[test]
fn the_page_lists_exactly_the_tables_and_columns_of_the_facts() {
    let page = document(PRACTICE);
    let tables = section(&page, "## Tables and columns");
    let mut listed = BTreeMap::new();
    for part in tables.split("\n### `").skip(1) {
        let (name, content) = part.split_once('`').unwrap();
        listed.insert(name, first_cells(content));
    }
    let expected = |table: &Table| (table.name, table.column_names().collect());
    assert_eq!(listed, TABLES.iter().map(expected).collect());
}

#[test]
fn the_page_and_the_facts_have_the_periods_of_the_server() {
    let page = document(PRACTICE);
    for table in TABLES {
        let kept = format!("\nKept: {}.\n", table.kept.text(PERIODS));
        assert!(section(&page, &format!("### `{}`", table.name)).contains(&kept), "{kept}");
    }
    let policy = StoringPolicy { enabled: false, by_default: false };
    let practice = Practice { policy, periods: PERIODS, traces: true };
    let facts = json!(privacy_facts(practice));
    assert_eq!(
        facts["settings"],
        json!({
            "storage": false,
            "store_by_default": false,
            "retention_days": 44,
            "receipt_days": 7,
            "idempotency_hours": 24,
            "traces": true,
        })
    );
    let settings = section(&page, "## Settings of the server");
    for value in ["| true | true |", "| 44 | 90 |", "| 7 | 30 |"] {
        assert!(settings.contains(value), "{value}");
    }
    assert!(section(&document(practice), "## Settings of the server").contains("| false | true |"));
    assert!(!page.contains("{{") && !facts.to_string().contains("30 days"));
}

#[test]
fn the_page_has_the_claims_and_the_choices_word_for_word() {
    let page = document(PRACTICE);
    let facts = privacy_facts(PRACTICE);
    let list = |items: &[&str]| format!("\n- {}.\n", items.join(";\n- "));
    let claimed: Vec<&str> = facts.claimed.iter().map(String::as_str).collect();
    assert_eq!(section(&page, "## What is claimed"), list(&claimed));
    assert_eq!(section(&page, "## What is not claimed"), list(facts.not_claimed));
    let objecting = section(&page, "## How to object");
    for choice in facts.choices {
        let row = format!("| {} | {} |\n", choice.way, choice.effect);
        assert!(objecting.contains(&row), "{row}");
    }
    assert_eq!(objecting.matches("\n| ").count(), facts.choices.len() + 1);
}

#[test]
fn the_page_has_the_quota_of_a_client() {
    let page = document(PRACTICE);
    let quota = Settings::from(SettingsArgs::default()).client_quota;
    let text = section(&page, "## Queries of one client");
    assert!(text.contains(&format!("(default {quota})")), "{text}");
}

#[test]
fn the_documents_have_the_numbers_of_the_rules_for_cohorts() {
    let page = document(PRACTICE);
    let cohorts = std::fs::read_to_string(repository("docs/cohorts.md")).unwrap();
    let (privacy, teacher) =
        (section(&page, "## Cohorts"), section(&cohorts, "## What the teacher sees"));
    let (most, few) = (COHORT_MOST_PERCENT, COHORT_FEW_PERCENT);
    let privacy = privacy.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!((MIN_BATCH, COHORT_MIN_ANSWERS, COHORT_STEP, COHORT_LAST_STEP), (5, 10, 10, 5));
    for number in [
        "for five answers or more at a time".to_owned(),
        "figures from ten answers on. They stay as they are until ten more have come, or five more"
            .to_owned(),
        format!("multiples of {COHORT_ROUNDED_TO}. Cells of fewer than five answers"),
        format!("Shares of {most} % and more, and of {few} % and less"),
    ] {
        assert!(privacy.contains(&number), "{number}");
    }
    for number in [
        format!("from {COHORT_MIN_ANSWERS} answers on"),
        format!("until {COHORT_STEP} more have come, or {COHORT_LAST_STEP} more"),
        format!("fewer than {COHORT_THRESHOLD} answers"),
        format!("a multiple of {COHORT_ROUNDED_TO}."),
        format!("A share of {most} % or more, or of {few} % or less"),
    ] {
        assert!(teacher.contains(&number), "{number}");
    }
    let cohorts_of_client = format!("up to {COHORTS_OF_CLIENT} in a day");
    assert!(cohorts.contains(&cohorts_of_client) && cohorts.contains("up to 2,000 cohorts"));
    assert_eq!(MAX_COHORTS, 2_000);
    assert!(cohorts.contains(&format!("({DEFAULT_WEEKS} if nothing is chosen)")));
    assert!(cohorts.contains(&format!("for 1 to {MAX_WEEKS} weeks")));
    assert_eq!(MAX_PARTICIPANTS, 1_000);
    let participants = format!("1 to 1,000 participants ({DEFAULT_PARTICIPANTS} if nothing is");
    assert!(cohorts.contains(&participants));
    let text = section(&page, "## Queries of one client");
    assert!(text.contains(&format!("(default {DEFAULT_PARTICIPANTS}, at most 1,000)")), "{text}");
}

#[test]
fn the_page_has_the_numbers_of_the_rules_for_publishing() {
    let page = document(PRACTICE);
    let statistics = section(&page, "## Published statistics");
    for number in [
        format!("at least {THRESHOLD} queries"),
        format!("multiples of {ROUNDED_TO}."),
        format!("fewer than {MIN_TOTAL} queries"),
        format!("with scale {NOISE_SCALE},"),
        format!("ε = {COUNTS_PER_QUERY}/{NOISE_SCALE} = {EPSILON} for"),
        format!("{MAX_COUNTED_FEATURES} features (of more, {MAX_COUNTED_FEATURES}"),
    ] {
        assert!(statistics.contains(&number), "{number}");
    }
}
