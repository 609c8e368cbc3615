//! The files of the knowledge, changed in place: comments, order and layout stay.

use std::collections::{BTreeMap, BTreeSet};

use framewise_model::knowledge::check::Fault;
use framewise_model::knowledge::format::Source;
use framewise_model::knowledge::{Files, Knowledge, load};
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, TableLike, value};

use super::record::Record;
use super::report::{Change, Entry, Report};
use super::statement::{Place, Statement, Value};
use crate::toml_values::set_value;

/// The head of a file of sources that does not exist yet.
const NEW_FILE: &str = "#:schema ../schema/sources.json\n";

/// The TOML files of a knowledge folder without faults.
pub(super) struct Documents {
    files: BTreeMap<String, DocumentMut>,
    /// Sources that a fact has ceased to cite.
    left: BTreeSet<String>,
}

impl Documents {
    /// Parses the files.
    pub fn new(files: &Files) -> Self {
        let parsed = files.iter().filter_map(|(path, bytes)| {
            let text = std::str::from_utf8(bytes).ok()?;
            Some((path.to_owned(), text.parse().ok()?))
        });
        Self { files: parsed.collect(), left: BTreeSet::new() }
    }

    /// Writes what a source states into the file of a framework, and adds the source or its new day.
    pub fn apply(
        &mut self,
        knowledge: &Knowledge,
        record: &Record<'_>,
        statement: &Statement,
        report: &mut Report,
    ) {
        let mut is_cited = false;
        for (fact, stated) in &statement.facts {
            if !knowledge.facts.iter().any(|kind| kind.id == *fact) {
                continue;
            }
            let recorded = record.fact(fact);
            if let Some(recorded) = recorded.filter(|recorded| stated.is_of(recorded)) {
                let older = record.source(knowledge, fact);
                if older.is_none_or(|older| !statement.is_newer_than(older)) {
                    continue;
                }
                let text = format!("{} instead of {}", statement.source.id, recorded.source);
                report.moved.push(Entry::new(&record.id, Some(fact), text));
            } else {
                let before = recorded.map(|fact| {
                    let number = fact.number.map(|number| number.to_string());
                    fact.text.clone().or(number).unwrap_or_default()
                });
                report.changes.push(Change {
                    record: record.id.clone(),
                    fact: (*fact).to_owned(),
                    before,
                    after: stated.to_string(),
                });
                if let Some(note) = recorded.and_then(|fact| fact.note.as_deref()) {
                    report.removed_notes.push(Entry::new(&record.id, Some(fact), note));
                }
            }
            if let Some(recorded) = recorded.filter(|old| old.source != statement.source.id) {
                self.left.insert(recorded.source.clone());
            }
            self.set_fact(knowledge, record, fact, stated, &statement.source.id);
            is_cited = true;
        }
        if self.has_source(&statement.source.id) {
            if statement.is_complete {
                report.confirmed += 1;
                self.set_day(&statement.source);
            }
        } else if is_cited {
            self.add_source(&statement.source, &statement.place);
        }
    }

    /// The changed files. Sources that nothing cites any more are removed.
    ///
    /// # Errors
    /// All faults of the changed knowledge.
    pub fn finish(mut self, files: &Files) -> Result<BTreeMap<String, String>, Vec<Fault>> {
        let faults = load(&self.with(files)).err().unwrap_or_default();
        for fault in faults.iter().filter(|fault| fault.rule == "unused-source") {
            let id = fault.key.strip_prefix("sources[").and_then(|key| key.strip_suffix(']'));
            if let Some(id) = id.filter(|id| self.left.contains(*id)) {
                self.remove_source(&fault.file, id);
            }
        }
        if !faults.is_empty() {
            load(&self.with(files))?;
        }
        let texts = self.files.into_iter().map(|(path, file)| (path, file.to_string()));
        Ok(texts.filter(|(path, text)| files.get(path) != Some(text.as_bytes())).collect())
    }

    fn with(&self, files: &Files) -> Files {
        let mut changed = files.clone();
        for (path, file) in &self.files {
            changed.insert(path.clone(), file.to_string());
        }
        changed
    }

    fn set_fact(
        &mut self,
        knowledge: &Knowledge,
        record: &Record<'_>,
        id: &str,
        stated: &Value,
        source: &str,
    ) {
        let facts = self.files.get_mut(&record.path).and_then(|file| file.get_mut("facts"));
        let Some(facts) = facts.and_then(Item::as_table_like_mut) else { return };
        if !facts.contains_key(id) {
            let ids = knowledge.facts.iter().map(|kind| kind.id.as_str());
            let before: Vec<&str> = ids.take_while(|known| *known != id).collect();
            let mut table = Table::new();
            let predecessor = before.iter().rev().find_map(|id| facts.get(id)?.as_table());
            table.set_position(predecessor.and_then(Table::position));
            table.decor_mut().set_prefix("\n");
            facts.insert(id, Item::Table(table));
        }
        let Some(fact) = facts.get_mut(id).and_then(Item::as_table_like_mut) else { return };
        let is_new_value = match stated {
            Value::Text(text) => replace(fact, "text", text.as_str()),
            Value::Count(count) => {
                replace(fact, "number", i64::try_from(*count).unwrap_or(i64::MAX))
            }
        };
        if is_new_value {
            fact.remove("note");
        }
        set_value(fact, "source", source);
    }

    fn sources(&mut self) -> impl Iterator<Item = (&str, &mut ArrayOfTables)> {
        self.files.iter_mut().filter_map(|(path, file)| {
            Some((path.as_str(), file.get_mut("sources")?.as_array_of_tables_mut()?))
        })
    }

    fn source(&mut self, id: &str) -> Option<(&str, &mut Table)> {
        self.sources().find_map(|(path, sources)| {
            Some((path, sources.iter_mut().find(|source| is(source, id))?))
        })
    }

    fn has_source(&mut self, id: &str) -> bool {
        self.source(id).is_some()
    }

    /// Sets the day on which a source was read, unless it was read later.
    fn set_day(&mut self, read: &Source) {
        if let Some((_, source)) = self.source(&read.id) {
            let before = source.get("accessed").and_then(Item::as_str).unwrap_or_default();
            if *before < *read.accessed {
                set_value(source, "accessed", read.accessed.as_str());
            }
        }
    }

    /// Adds a source in the order of the ids.
    fn add_source(&mut self, source: &Source, place: &Place) {
        let path = match place {
            Place::File(path) => path.clone(),
            Place::NextTo(id) => {
                self.source(id).map(|(path, _)| path.to_owned()).unwrap_or_default()
            }
        };
        let file = self.files.entry(path).or_insert_with(|| NEW_FILE.parse().unwrap_or_default());
        let sources = file.entry("sources").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
        let Some(sources) = sources.as_array_of_tables_mut() else { return };
        let is_after = |table: &Table| {
            table.get("id").and_then(Item::as_str).is_some_and(|id| id > source.id.as_str())
        };
        let index = sources.iter().position(is_after).unwrap_or(sources.len());
        let mut table = table_of(source);
        // The head of the file belongs to the first source.
        if index == 0
            && let Some(first) = sources.get_mut(0)
        {
            if let Some(head) = first.decor().prefix().cloned() {
                table.decor_mut().set_prefix(head);
            }
            first.decor_mut().set_prefix("\n");
        }
        // Tables are printed in the order of their positions.
        let predecessor = index.checked_sub(1).and_then(|before| sources.get(before));
        table.set_position(predecessor.and_then(Table::position));
        sources.insert(index, table);
    }

    fn remove_source(&mut self, path: &str, id: &str) {
        let sources = self.files.get_mut(path).and_then(|file| file.get_mut("sources"));
        let Some(sources) = sources.and_then(Item::as_array_of_tables_mut) else { return };
        let Some(index) = sources.iter().position(|source| is(source, id)) else { return };
        let removed = sources.remove(index);
        let head = removed.decor().prefix().cloned().filter(|_| index == 0);
        if let (Some(head), Some(first)) = (head, sources.get_mut(0)) {
            first.decor_mut().set_prefix(head);
        }
    }
}

/// Sets a value and returns whether it differs from the one before.
fn replace(table: &mut dyn TableLike, key: &str, new: impl Into<toml_edit::Value>) -> bool {
    let new = new.into();
    let bare = |value: &toml_edit::Value| value.clone().decorated("", "").to_string();
    let before = table.get(key).and_then(Item::as_value).map(&bare);
    let differs = before.as_ref() != Some(&bare(&new));
    if differs {
        set_value(table, key, new);
    }
    differs
}

fn is(source: &Table, id: &str) -> bool {
    source.get("id").and_then(Item::as_str) == Some(id)
}

fn table_of(source: &Source) -> Table {
    let Source { id, title, publisher, kind, url, published, accessed, note } = source;
    let kind = serde_json::to_value(kind).unwrap_or_default();
    let mut table = Table::new();
    table.decor_mut().set_prefix("\n");
    let texts = [
        ("id", Some(id.as_str())),
        ("title", Some(title)),
        ("publisher", Some(publisher)),
        ("kind", kind.as_str()),
        ("url", Some(url)),
        ("published", published.as_deref()),
        ("accessed", Some(accessed)),
        ("note", note.as_deref()),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            table.insert(key, value(text));
        }
    }
    table
}
