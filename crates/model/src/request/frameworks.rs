//! Which frameworks a request is about: those to choose among, those to leave out, and the one whose
//! chances are asked for. `reader` refuses what is no id of a framework, and `aliases` and
//! `suggest` find the id that was meant.

use serde_json::{Map, Value};

use super::refusal::Refusal;
use crate::fault::Fault;
use crate::knowledge::Knowledge;
use crate::request::reader::{Reader, given};
use crate::sentences::Wrong;

/// The frameworks that a request names, as indices.
#[derive(Debug)]
pub(super) struct Named {
    pub candidates: Option<Vec<usize>>,
    pub exclude: Vec<usize>,
    pub target: Option<usize>,
}

impl Named {
    /// Reads `candidates`, `exclude` and `target`.
    pub fn read(knowledge: &Knowledge, members: &Map<String, Value>, reader: &mut Reader) -> Self {
        let ids = knowledge.frameworks.iter().map(|framework| framework.record.id.as_str());
        let candidates = given(members, "candidates")
            .map(|value| reader.list(&["candidates"], value, "framework", ids.clone()))
            .filter(|candidates| !candidates.is_empty());
        let exclude = given(members, "exclude").map_or_else(Vec::new, |value| {
            reader.list(&["exclude"], value, "framework", ids.clone())
        });
        let target = given(members, "target")
            .and_then(|value| reader.text(&["target"], value, "framework", ids));
        Self { candidates, exclude, target }
    }

    /// The frameworks that stay after both lists; `None` where neither was given.
    ///
    /// # Errors
    /// What contradicts what.
    pub fn compared(&self, knowledge: &Knowledge) -> Result<Option<Vec<usize>>, Refusal> {
        let id = |framework: usize| &knowledge.frameworks[framework].record.id;
        let all: Vec<usize> = (0..knowledge.frameworks.len()).collect();
        let named = self.candidates.as_deref().unwrap_or(&all);
        let mut faults = Vec::new();
        if self.candidates.is_some() {
            for &framework in self.exclude.iter().filter(|framework| named.contains(framework)) {
                let id = id(framework);
                faults.push(Fault::wrong(&["exclude"], &Wrong::CandidateExcluded { id }));
            }
        }
        let mut left: Vec<usize> =
            named.iter().copied().filter(|f| !self.exclude.contains(f)).collect();
        left.sort_unstable();
        if left.is_empty() && faults.is_empty() {
            faults.push(Fault::wrong(&["exclude"], &Wrong::AllExcluded {}));
        }
        if let Some(target) = self.target.filter(|target| !left.contains(target)) {
            let id = id(target);
            let wrong = if self.exclude.contains(&target) {
                Wrong::TargetExcluded { id }
            } else {
                Wrong::TargetMissing { id }
            };
            faults.push(Fault::wrong(&["target"], &wrong));
        }
        if !faults.is_empty() {
            return Err(Refusal::Contradictory(faults.into()));
        }
        let restricted = self.candidates.is_some() || !self.exclude.is_empty();
        Ok(restricted.then_some(left))
    }
}
