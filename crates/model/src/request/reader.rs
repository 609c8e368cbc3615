//! Reads names out of JSON and remembers everything that is wrong.

use serde_json::{Map, Value};

use super::aliases::{Suggestion, resolve_alias};
use crate::fault::{Fault, Faults, excerpt};
use crate::knowledge::Knowledge;
use crate::sentences::Wrong;

/// The most items of a list.
pub const MAX_ITEMS: usize = 255;

/// A member of an object; `None` also if it is null, which means that it is not given.
#[must_use]
pub fn given<'v>(members: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    members.get(name).filter(|value| !value.is_null())
}

/// Collects faults while a request is read.
#[derive(Debug)]
pub struct Reader<'k> {
    knowledge: &'k Knowledge,
    faults: Faults,
}

impl<'k> Reader<'k> {
    /// A reader that has found nothing yet.
    #[must_use]
    pub fn new(knowledge: &'k Knowledge) -> Self {
        Self { knowledge, faults: Faults::default() }
    }

    /// Remembers a fault.
    pub fn push(&mut self, fault: Fault) {
        self.faults.push(|| fault);
    }

    /// Remembers a fault; `describe` is called only if it is one of the first.
    pub fn push_with(&mut self, describe: impl FnOnce() -> Fault) {
        self.faults.push(describe);
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// All faults, if there is one.
    pub fn finish(self) -> Result<(), Faults> {
        if self.faults.is_empty() { Ok(()) } else { Err(self.faults) }
    }

    /// The members of an object; none where it is left out or is something else.
    pub fn object<'v>(
        &mut self,
        path: &[&str],
        value: Option<&'v Value>,
    ) -> impl Iterator<Item = (&'v str, &'v Value)> + use<'v> {
        let members = match value {
            Some(Value::Object(members)) => Some(members),
            Some(_) => {
                self.push(Fault::wrong(path, &Wrong::NoObject {}));
                None
            }
            None => None,
        };
        members.into_iter().flatten().map(|(name, value)| (name.as_str(), value))
    }

    /// The index of `name` among those `allowed`.
    pub fn one_of<'n>(
        &mut self,
        path: &[&str],
        name: &str,
        noun: &str,
        allowed: impl Iterator<Item = &'n str> + Clone,
    ) -> Option<usize> {
        let index = allowed.clone().position(|known| known == name);
        if index.is_none() {
            let knowledge = self.knowledge;
            self.push_with(|| {
                let given = &excerpt(name);
                let meant = resolve_alias(knowledge, name)
                    .filter(|meant| allowed.clone().any(|known| known == meant.id));
                let wrong = match &meant {
                    Some(Suggestion { id, name: alias, is_companion: false }) => {
                        Wrong::Alias { noun, given, alias, id }
                    }
                    Some(Suggestion { id, name, is_companion: true }) => {
                        Wrong::Companion { noun, given, name, id }
                    }
                    None => Wrong::Unknown { noun, given },
                };
                let fault = Fault::wrong(path, &wrong);
                let mut fault = fault.with_allowed(name, allowed);
                if let Some(meant) = meant {
                    fault.suggestion = Some(meant.id.to_owned());
                }
                fault
            });
        }
        index
    }

    /// The index of the name that `value` is.
    pub fn text<'n>(
        &mut self,
        path: &[&str],
        value: &Value,
        noun: &str,
        allowed: impl Iterator<Item = &'n str> + Clone,
    ) -> Option<usize> {
        if let Value::String(name) = value {
            return self.one_of(path, name, noun, allowed);
        }
        self.push_with(|| Fault::wrong(path, &Wrong::NoText { noun }).with_allowed("", allowed));
        None
    }

    /// The indices of the names in a list, ascending; a name that is repeated counts once.
    pub fn list<'n>(
        &mut self,
        path: &[&str],
        value: &Value,
        noun: &str,
        allowed: impl Iterator<Item = &'n str> + Clone,
    ) -> Vec<usize> {
        let Value::Array(items) = value else {
            let fault = Fault::wrong(path, &Wrong::NoList { noun });
            self.push(fault.with_allowed("", allowed));
            return Vec::new();
        };
        if items.len() > MAX_ITEMS {
            let (max, count) = (&MAX_ITEMS.to_string(), &items.len().to_string());
            self.push(Fault::wrong(path, &Wrong::LongList { max, count }));
            return Vec::new();
        }
        let mut found = Vec::new();
        for (position, item) in items.iter().enumerate() {
            let position = position.to_string();
            let mut path = path.to_vec();
            path.push(&position);
            let Some(index) = self.text(&path, item, noun, allowed.clone()) else {
                continue;
            };
            found.push(index);
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The truth value of a member.
    pub fn boolean(&mut self, members: &Map<String, Value>, name: &str) -> Option<bool> {
        let value = given(members, name)?;
        if !value.is_boolean() {
            self.push(Fault::wrong(&[name], &Wrong::NoBoolean { name }));
        }
        value.as_bool()
    }
}
