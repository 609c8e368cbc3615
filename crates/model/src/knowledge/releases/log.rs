//! The log of one release, `releases/<version>.txt`: what it changed against the release before.
//!
//! ```text
//! released_on 2026-11-23
//! digest sha256:9f2c…
//!
//! + capability flask/orm 5a0c11d2 third_party
//! ~ rating flask/performance - 0.41 [0.31, 0.51]
//! - claim flask/flask-old
//! ```
//!
//! A line is a sign (`+` added, `~` changed, `-` removed), a kind, a name, a mark (`-` where the value
//! tells all) and a value up to the end of the line. Lines stand in order of kind and name, so that two
//! people who record the same release write the same file. What an entry said before stands in an
//! earlier log and nowhere else.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::civil::Date;

use super::diff::{Change, Changes};
use super::entries::{Entries, Key, Kind, Mark, State};
use crate::knowledge::digest::hex;

/// The log of one release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// Day of the release.
    pub released_on: Date,
    /// Digest of the knowledge as released.
    pub digest: String,
    /// What happened to which entry.
    pub steps: BTreeMap<Key, Step>,
}

/// What a line says of its entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// It is new.
    Add(State),
    /// It says this from now on.
    Change(State),
    /// It is gone.
    Remove,
}

/// A line that is wrong, with its number and what is wrong with it.
pub type Wrong = (usize, String);

impl Log {
    /// The log of these changes.
    #[must_use]
    pub fn of(released_on: Date, digest: String, changes: &Changes) -> Self {
        let steps = changes.iter().map(|(key, change)| {
            let step = match change {
                Change::Added(to) => Step::Add(to.clone()),
                Change::Changed { to, .. } => Step::Change(to.clone()),
                Change::Removed(_) => Step::Remove,
            };
            (key.clone(), step)
        });
        Self { released_on, digest, steps: steps.collect() }
    }

    /// The changes that it makes to `before`.
    ///
    /// # Errors
    /// Each entry that cannot have been changed in this way, with what is wrong.
    pub fn changes(&self, before: &Entries) -> Result<Changes, Vec<String>> {
        let mut wrong = Vec::new();
        let mut changes = Changes::new();
        for (key, step) in &self.steps {
            let change = match (step, before.get(key)) {
                (Step::Add(to), None) => Change::Added(to.clone()),
                (Step::Change(to), Some(from)) if to != from => {
                    Change::Changed { from: from.clone(), to: to.clone() }
                }
                (Step::Remove, Some(from)) => Change::Removed(from.clone()),
                (Step::Add(_), Some(_)) => {
                    wrong.push(format!("`{key}` cannot be added: it was there before"));
                    continue;
                }
                (Step::Change(_), Some(_)) => {
                    wrong.push(format!("`{key}` cannot be changed: it said the same before"));
                    continue;
                }
                (_, None) => {
                    wrong.push(format!("`{key}` cannot be changed or removed: it was not there"));
                    continue;
                }
            };
            changes.insert(key.clone(), change);
        }
        if wrong.is_empty() { Ok(changes) } else { Err(wrong) }
    }

    /// The text of the file.
    #[must_use]
    pub fn write(&self) -> String {
        let mut text = format!("released_on {}\ndigest {}\n\n", self.released_on, self.digest);
        for (key, step) in &self.steps {
            let (sign, state) = match step {
                Step::Add(state) => ('+', Some(state)),
                Step::Change(state) => ('~', Some(state)),
                Step::Remove => ('-', None),
            };
            let _ = write!(text, "{sign} {key}");
            if let Some(state) = state {
                let mark = state.mark().map_or_else(|| "-".to_owned(), |mark| hex(&mark));
                let _ = write!(text, " {mark} {}", state.value());
            }
            // A state without a value leaves no space behind.
            text.truncate(text.trim_end_matches(' ').len());
            text.push('\n');
        }
        text
    }

    /// Reads the text of a file.
    ///
    /// # Errors
    /// Every line that is wrong.
    pub fn parse(text: &str) -> Result<Self, Vec<Wrong>> {
        let mut wrong = Vec::new();
        let mut lines = text.lines().enumerate().map(|(index, line)| (index + 1, line));
        let mut header = |name: &str| {
            let (_, line) = lines.next()?;
            line.strip_prefix(name)?.strip_prefix(' ').map(str::to_owned)
        };
        let released_on: Option<Date> = header("released_on").and_then(|day| day.parse().ok());
        if released_on.is_none() {
            wrong.push((1, "begin with `released_on YYYY-MM-DD`".to_owned()));
        }
        let digest = header("digest").filter(|digest| is_digest(digest));
        if digest.is_none() {
            wrong.push((2, "go on with `digest sha256:` and 64 hexadecimal digits".to_owned()));
        }
        if lines.next().is_some_and(|(_, line)| !line.is_empty()) {
            wrong.push((3, "leave this line empty".to_owned()));
        }
        let mut steps = BTreeMap::new();
        for (number, line) in lines {
            match parse_line(line) {
                Ok((key, step)) if steps.last_key_value().is_none_or(|(last, _)| *last < key) => {
                    steps.insert(key, step);
                }
                Ok((key, _)) => {
                    let advice = format!("`{key}` stands out of order or a second time");
                    wrong.push((number, advice));
                }
                Err(advice) => wrong.push((number, advice)),
            }
        }
        match (released_on, digest) {
            (Some(released_on), Some(digest)) if wrong.is_empty() => {
                Ok(Self { released_on, digest, steps })
            }
            _ => Err(wrong),
        }
    }
}

fn is_digest(text: &str) -> bool {
    let digits = text.strip_prefix("sha256:").unwrap_or_default();
    digits.len() == 64 && digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// One line after the head.
fn parse_line(line: &str) -> Result<(Key, Step), String> {
    let mut parts = line.splitn(5, ' ');
    let sign = parts.next().unwrap_or_default();
    if !matches!(sign, "+" | "~" | "-") {
        return Err("begin with `+`, `~` or `-` and a space".to_owned());
    }
    let kind = parts.next().and_then(Kind::from_word).ok_or_else(|| {
        format!("after the sign comes one of {}", Kind::ALL.map(Kind::as_str).join(", "))
    })?;
    let name = parts.next().filter(|name| !name.is_empty()).ok_or("the name is missing")?;
    let key = Key::new(kind, name);
    if key.name() != name {
        return Err("a name has no white space".to_owned());
    }
    let mark = parts.next();
    let value = parts.next().unwrap_or_default();
    if sign == "-" {
        return match mark {
            None => Ok((key, Step::Remove)),
            Some(_) => Err("nothing follows the name of what is removed".to_owned()),
        };
    }
    let mark = match mark {
        Some("-") => None,
        Some(digits) => Some(parse_mark(digits).ok_or("a mark has eight hexadecimal digits")?),
        None => return Err("the mark is missing; `-` stands for none".to_owned()),
    };
    let state = State::new(mark, value);
    // What is read and written again has to be the same file.
    if state.value() != value || line.ends_with(' ') {
        return Err("a value has single spaces and at most 80 characters".to_owned());
    }
    Ok((key, if sign == "+" { Step::Add(state) } else { Step::Change(state) }))
}

fn parse_mark(digits: &str) -> Option<Mark> {
    let lower = digits.len() == 8 && digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    lower.then(|| u32::from_str_radix(digits, 16).ok().map(u32::to_be_bytes))?
}
