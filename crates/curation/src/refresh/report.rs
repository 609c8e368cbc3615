//! What a refresh found and changed.

use std::collections::BTreeMap;
use std::fmt::{Display, Write as _};

use comfy_table::{Table, presets};

/// The result of a refresh.
#[derive(Debug, Default)]
pub struct Report {
    /// The changed files: their new texts by their paths inside the folder.
    pub files: BTreeMap<String, String>,
    /// The facts with another value than before.
    pub changes: Vec<Change>,
    /// The facts that keep their value and cite a newer source.
    pub moved: Vec<Entry>,
    /// How many sources were read again without a new release.
    pub confirmed: usize,
    /// Notes that were removed because they describe a value that changed.
    pub removed_notes: Vec<Entry>,
    /// What could not be refreshed, and why.
    pub problems: Vec<Entry>,
    /// What an editor should know; nothing has to be done.
    pub remarks: Vec<Entry>,
}

/// A fact with another value than before.
#[derive(Debug)]
pub struct Change {
    /// Id of the framework or companion.
    pub record: String,
    /// Id of the fact.
    pub fact: String,
    /// The value before; `None` if it was not recorded.
    pub before: Option<String>,
    /// The value now.
    pub after: String,
}

/// A line about a framework or companion, and often about one of its facts.
#[derive(Debug)]
pub struct Entry {
    /// Id of the framework or companion.
    pub record: String,
    /// Id of the fact.
    pub fact: Option<String>,
    /// The text.
    pub text: String,
}

impl Entry {
    /// A line about a framework or companion.
    pub fn new(record: &str, fact: Option<&str>, text: impl Display) -> Self {
        Self { record: record.to_owned(), fact: fact.map(str::to_owned), text: text.to_string() }
    }
}

impl Report {
    /// Records that something could not be refreshed.
    pub fn problem(&mut self, record: &str, fact: Option<&str>, reason: impl Display) {
        self.problems.push(Entry::new(record, fact, reason));
    }

    /// Records what an editor should know.
    pub fn remark(&mut self, record: &str, text: impl Display) {
        self.remarks.push(Entry::new(record, None, text));
    }

    /// Whether facts or their sources change. Days on which sources were read do not count.
    #[must_use]
    pub fn has_changes(&self) -> bool {
        !self.changes.is_empty() || !self.moved.is_empty()
    }

    /// The report for people.
    #[must_use]
    pub fn readable(&self) -> String {
        let mut text = String::new();
        if !self.changes.is_empty() {
            let mut table = Table::new();
            table.load_style(presets::UTF8_HORIZONTAL_ONLY);
            table.set_header(["Framework", "Fact", "Before", "After"]);
            for change in &self.changes {
                let before = change.before.as_deref().unwrap_or("not recorded");
                table.add_row([&change.record, &change.fact, before, &change.after]);
            }
            let _ = writeln!(text, "{table}");
        }
        let lists = [
            ("Confirmed by a newer source", &self.moved),
            ("Notes removed with the values that they described", &self.removed_notes),
            ("Remarks", &self.remarks),
            ("Not refreshed", &self.problems),
        ];
        for (title, entries) in lists {
            if entries.is_empty() {
                continue;
            }
            let _ = writeln!(text, "{title}:");
            for Entry { record, fact, text: line } in entries {
                let fact = fact.as_ref().map(|fact| format!(" {fact}")).unwrap_or_default();
                let _ = writeln!(text, "  {record}{fact}: {line}");
            }
        }
        let _ = writeln!(
            text,
            "facts changed: {}, confirmed by a newer source: {}; sources read again: {}; not refreshed: {}",
            self.changes.len(),
            self.moved.len(),
            self.confirmed,
            self.problems.len(),
        );
        text
    }
}
