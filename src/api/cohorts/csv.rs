//! The figures of a cohort as CSV (RFC 4180): the number of answers, one row for each cell that is shown, and one for the
//! hidden cells of each table.

use framewise_storage::disclosure::CohortRelease;

use super::views::CohortTableView;

/// The columns in their order.
const COLUMNS: [&str; 7] = ["table", "row", "key", "answers", "share", "share_is", "hidden_cells"];

/// An error of the CSV writer.
#[derive(Debug, thiserror::Error)]
#[error("a cohort cannot be written as CSV: {0}")]
pub(super) struct CsvError(String);

/// The figures as CSV with a header; the header alone if there are none.
///
/// # Errors
/// If the writer fails.
pub(super) fn csv(release: Option<&CohortRelease>) -> Result<Vec<u8>, CsvError> {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let failed = |error: &dyn std::fmt::Display| CsvError(error.to_string());
    let mut rows = vec![COLUMNS.map(str::to_owned)];
    if let Some(release) = release {
        rows.push(row(["", "total", "", &release.answers().to_string(), "", "", ""]));
        for (subject, table) in release.tables() {
            let table = CohortTableView::of(release, subject, table);
            for cell in table.cells {
                let answers = cell.answers.map(|count| count.to_string()).unwrap_or_default();
                let share = cell.share.to_string();
                rows.push(row([subject, "cell", cell.key, &answers, &share, cell.share_is, ""]));
            }
            if table.hidden > 0 {
                rows.push(row([subject, "hidden", "", "", "", "", &table.hidden.to_string()]));
            }
        }
    }
    for row in rows {
        writer.write_record(row).map_err(|error| failed(&error))?;
    }
    writer.into_inner().map_err(|error| failed(&error))
}

fn row(cells: [&str; COLUMNS.len()]) -> [String; COLUMNS.len()] {
    cells.map(str::to_owned)
}
