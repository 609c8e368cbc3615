//! Tables for a terminal.

use comfy_table::{Table, presets};

/// A table with these column headings and no rows.
pub(super) fn empty_table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table.set_header(header);
    table
}
