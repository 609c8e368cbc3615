//! The report of a replay as text.

use std::fmt::Write as _;

use comfy_table::{Cell, CellAlignment, Table, presets};

use crate::replay::report::{Attribution, Change, Report, UnderlyingChange, Unreadable};

/// Maximum number of explained pairs of frameworks; JSON has all of them.
const PAIRS: usize = 10;
/// Maximum number of causes for each pair.
const CAUSES: usize = 5;
/// A smaller number of points would be printed as 0.
const PRINTED: f64 = 0.00005;
/// Maximum number of underlying changes for each cause.
const BEHIND: usize = 6;
/// Maximum number of reasons why rows cannot be read.
const REASONS: usize = 10;

pub(super) fn report(report: &Report<'_>) -> String {
    let Report { before, after, rows, .. } = report;
    let mut text = format!(
        "Knowledge {} ({}), tried: {} ({})\nBetween them: {}\n\n",
        before.version, before.digest, after.version, after.digest, report.differences
    );
    let _ = writeln!(text, "{}\n", sums(report));
    for version in &report.versions {
        let other = if version.version == before.version {
            "they were asked with candidates, must-haves, priorities or a text that was read otherwise, \
             which are not stored"
        } else {
            "it was another version, or more than answers was asked"
        };
        let _ =
            write!(text, "{} of {rows} rows were answered by {}", version.rows, version.version);
        let _ = match version.other_winner {
            0 => writeln!(text, "; all that can be read have the winner of {}", before.version),
            some => {
                writeln!(text, "; {some} have another winner than by {}: {other}", before.version)
            }
        };
    }
    if !report.versions.is_empty() {
        text.push('\n');
    }
    unreadable(&mut text, &report.unreadable);
    if !report.wins.is_empty() {
        let _ = writeln!(text, "{}\n", wins(report));
    }
    if !report.changes.is_empty() {
        let _ = writeln!(text, "{}\n", pairs(report));
    }
    if !report.changes.is_empty() {
        text.push_str(
            "Why: what each difference adds to the lead of the winner after over the one before, in points, \
             as the mean over the rows\n\n",
        );
    }
    for change in report.changes.iter().take(PAIRS) {
        explain(&mut text, change);
    }
    if report.changes.len() > PAIRS {
        let _ = writeln!(text, "{} other pairs are in --json\n", report.changes.len() - PAIRS);
    }
    text
}

/// The number of rows for each outcome; the numbers sum to all rows.
fn sums(report: &Report<'_>) -> Table {
    let mut table = headed(["Rows", "Number", "Share"]);
    let Unreadable { before_only, after_only, both, .. } = report.unreadable;
    for (name, number) in [
        ("The same winner", report.unchanged),
        ("Another winner", report.changed),
        ("Only the knowledge that is tried cannot read them", after_only),
        ("Only the knowledge that holds cannot read them", before_only),
        ("Neither can read them", both),
        ("All", report.rows),
    ] {
        table.add_row([Cell::new(name), right(number), per_cent(number, report.rows)]);
    }
    table
}

fn unreadable(text: &mut String, unreadable: &Unreadable) {
    for reason in unreadable.reasons.iter().take(REASONS) {
        let line = reason.first_line.map(|line| format!(", first in line {line}"));
        let _ = writeln!(
            text,
            "Cannot be read: {} ({} rows before, {} after{})",
            reason.why,
            reason.before,
            reason.after,
            line.unwrap_or_default(),
        );
    }
    let more = unreadable.reasons.len().saturating_sub(REASONS);
    if more > 0 || unreadable.other_faults > 0 {
        let _ = writeln!(text, "and for other reasons, which are in --json");
    }
    if !unreadable.reasons.is_empty() {
        text.push('\n');
    }
}

fn wins(report: &Report<'_>) -> Table {
    let mut table = headed(["Winner", "Before", "After", "Difference"]);
    for wins in &report.wins {
        let difference = i128::from(wins.after) - i128::from(wins.before);
        let cells = [right(wins.before), right(wins.after), right(format!("{difference:+}"))];
        table.add_row([Cell::new(&wins.name)].into_iter().chain(cells));
    }
    table
}

fn pairs(report: &Report<'_>) -> Table {
    let mut table = headed(["From", "To", "Rows", "Share"]);
    for change in report.changes.iter().take(PAIRS) {
        let names = [&change.from_name, &change.to_name].map(Cell::new);
        let numbers = [right(change.rows), per_cent(change.rows, report.rows)];
        table.add_row(names.into_iter().chain(numbers));
    }
    table
}

fn explain(text: &mut String, change: &Change) {
    let Change { from_name, to_name, rows, from_left, to_joined, because, .. } = change;
    let _ = writeln!(text, "{from_name} → {to_name}, {rows} rows:");
    if *from_left > 0 {
        let _ = writeln!(text, "  in {from_left} of them {from_name} takes no part any more");
    }
    if *to_joined > 0 {
        let _ = writeln!(text, "  in {to_joined} of them {to_name} takes part only now");
    }
    let (shown, small): (Vec<&Attribution>, Vec<&Attribution>) =
        because.iter().partition(|cause| cause.points.abs() >= PRINTED);
    let (shown, more) = shown.split_at(shown.len().min(CAUSES));
    for cause in shown {
        let Attribution { sentence, points, behind, .. } = cause;
        let _ = writeln!(text, "  {points:+.4} {sentence}");
        for behind in behind.iter().take(BEHIND) {
            let _ = writeln!(text, "          {}", described(behind));
        }
        if behind.len() > BEHIND {
            let _ = writeln!(text, "          and {} more", behind.len() - BEHIND);
        }
    }
    let others = more.iter().chain(&small);
    if others.clone().count() > 0 {
        let points: f64 = others.clone().map(|cause| cause.points).sum();
        let _ = writeln!(text, "  {points:+.4} {} other causes together", others.count());
    }
    text.push('\n');
}

/// One underlying change, such as `claim flask-orm changed: advantage, documentation, supported → …`.
fn described(behind: &UnderlyingChange) -> String {
    let UnderlyingChange { kind, id, change, from, to, text } = behind;
    let mut line = (*kind).to_owned();
    if let Some(id) = id {
        let _ = write!(line, " {id}");
    }
    let _ = write!(line, " {change}");
    let _ = match (from, to) {
        (Some(from), Some(to)) if from != to => write!(line, ": {from} → {to}"),
        (_, Some(said)) | (Some(said), None) => write!(line, ": {said}"),
        (None, None) => Ok(()),
    };
    if let Some(text) = text {
        let _ = write!(line, " “{text}”");
    }
    line
}

fn headed<const N: usize>(heads: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table.set_header(heads);
    table
}

fn right(number: impl ToString) -> Cell {
    Cell::new(number).set_alignment(CellAlignment::Right)
}

#[expect(clippy::cast_precision_loss, reason = "a share needs no more than 52 bits")]
fn per_cent(number: u64, all: u64) -> Cell {
    right(format!("{:.2} %", number as f64 / all.max(1) as f64 * 100.0))
}
