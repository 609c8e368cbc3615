//! A release as CSV (RFC 4180): one row for each figure, and one for the hidden cells of each table.

use framewise_storage::disclosure::{Release, Table};

use super::views::share;

/// The columns in their order.
const COLUMNS: [&str; 9] = [
    "week",
    "first_week",
    "table",
    "row",
    "key",
    "queries",
    "share",
    "suppressed_cells",
    "suppressed_because",
];

/// An error of the CSV writer.
#[derive(Debug, thiserror::Error)]
#[error("a release cannot be written as CSV: {0}")]
pub struct CsvError(String);

/// The release as CSV with a header.
///
/// # Errors
/// If the writer fails.
pub fn csv(release: &Release) -> Result<Vec<u8>, CsvError> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let failed = |error: &dyn std::fmt::Display| CsvError(error.to_string());
    let weeks = [release.span().last().to_string(), release.span().first().to_string()];
    writer.write_record(COLUMNS).map_err(|error| failed(&error))?;
    let tables = [("winners", release.winners())]
        .into_iter()
        .chain(release.questions().iter().map(|(id, table)| (id.as_str(), table)))
        .chain([("chosen", release.chosen()), ("ratings", release.ratings())]);
    for (name, table) in tables {
        for row in rows(name, table) {
            let row = weeks.iter().chain(&row);
            writer.write_record(row).map_err(|error| failed(&error))?;
        }
    }
    writer.into_inner().map_err(|error| failed(&error))
}

/// The rows of a table without the weeks: its total, its cells, its hidden cells.
fn rows(name: &str, table: &Table) -> Vec<[String; COLUMNS.len() - 2]> {
    let row = |cells: [&str; COLUMNS.len() - 2]| cells.map(str::to_owned);
    let mut rows = Vec::new();
    if let Some(total) = table.total() {
        rows.push(row([name, "total", "", &total.to_string(), "", "", ""]));
    }
    for cell in table.cells() {
        let share = share(cell.queries(), table.total()).to_string();
        rows.push(row([name, "cell", cell.key(), &cell.queries().to_string(), &share, "", ""]));
    }
    if table.hidden() > 0 {
        let because: Vec<&str> = table.reasons().iter().map(|reason| reason.code()).collect();
        let hidden = table.hidden().to_string();
        rows.push(row([name, "suppressed", "", "", "", &hidden, &because.join(" ")]));
    }
    rows
}
