//! The facts as a Markdown document: `docs/privacy.md` is the one of a server with no setting.

use std::fmt::Write as _;

use super::facts::{PrivacyFacts, PrivacyTable};

/// The facts as a Markdown document (`CommonMark` with tables).
#[must_use]
pub fn document(facts: &PrivacyFacts) -> String {
    let mut text = format!("# What is kept of a query\n\n{}\n", facts.summary);
    text.push_str(
        "\nThis page is written by the program, from the same source as `GET /v1/privacy`, which tells \
         what holds on the server that is asked.\n",
    );
    text.push_str("\n## What is claimed\n\n");
    list(&mut text, &facts.claimed, ";");
    text.push_str("\n## What is not claimed\n\n");
    list(&mut text, &facts.not_claimed, ",");
    text.push_str(
        "\n## Your choice\n\nThe recommendation is the same in every case. The answer says ",
    );
    text.push_str("`stored`, and if not, why not; `true` means committed and synced.\n\n");
    text.push_str("| what to do | what follows |\n|---|---|\n");
    for choice in &facts.choices {
        let _ = writeln!(text, "| {} | {} |", choice.way, choice.effect);
    }
    text.push_str("\n## What is kept\n\nThese values hold:\n\n");
    text.push_str("| what | value |\n|---|---|\n");
    let settings = &facts.settings;
    let _ = write!(
        text,
        "| whether anything is stored at all | {} |\n\
         | whether a query is stored that does not say whether it wants to be | {} |\n\
         | days that a query is kept at most | {} |\n\
         | days that a receipt is kept at most | {} |\n\
         | hours in which a request can be repeated with its `Idempotency-Key` | {} |\n",
        yes(settings.storage),
        yes(settings.store_by_default),
        settings.retention_days,
        settings.receipt_days,
        settings.idempotency_hours
    );
    text.push_str(
        "\nThere are no other tables than these, and no other columns: a test compares this list ",
    );
    text.push_str("with the database.\n");
    for table in &facts.tables {
        write_table(&mut text, table);
    }
    let _ = write!(
        text,
        "\n## What is never kept\n\nNowhere beside answers: {}.\n",
        facts.never_kept.join(", ")
    );
    text.push_str("\n## How to have it deleted\n\n");
    list(&mut text, &facts.deletion, "");
    text.push_str("\n## What lies beside the rows\n");
    for database in &facts.databases {
        let _ = write!(text, "\n{}:\n\n", database.name);
        list(&mut text, database.facts, "");
    }
    text.push_str("\n## The log\n\n");
    list(&mut text, &facts.log, "");
    text.push_str("\n## Published statistics\n\n");
    list(&mut text, &facts.statistics, "");
    text
}

fn yes(holds: bool) -> &'static str {
    if holds { "yes" } else { "no" }
}

/// A list; items that are no sentences are separated, and the last one ends with a full stop.
fn list(text: &mut String, items: &[impl AsRef<str>], separator: &str) {
    for (position, item) in items.iter().enumerate() {
        let last = position + 1 == items.len();
        let end = if separator.is_empty() || !last { separator } else { "." };
        let _ = writeln!(text, "- {}{end}", item.as_ref());
    }
}

fn write_table(text: &mut String, table: &PrivacyTable) {
    let _ = write!(text, "\n### `{}`\n\n{}\n\nKept: {}\n\n", table.name, table.what, table.kept);
    text.push_str("| column | what |\n|---|---|\n");
    for columns in &table.columns {
        let names: Vec<String> = columns.names.iter().map(|name| format!("`{name}`")).collect();
        let _ = writeln!(text, "| {} | {} |", names.join(", "), columns.what);
    }
}
