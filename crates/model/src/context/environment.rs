//! Demands on the environment in which the project runs: who cannot meet them does not take part, or has a caution.

use crate::knowledge::Knowledge;
use crate::knowledge::format::Limit;

/// What the environment demands. Nothing is demanded by default.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Environment {
    /// Indices of the constraints of the knowledge, ascending.
    pub constraints: Vec<usize>,
    /// The oldest version of Python that the project must run on: its major and its minor number.
    pub python: Option<PythonVersion>,
    /// The memory that one process may use, in MiB.
    pub memory_mib: Option<f64>,
}

/// A version of Python: its major and its minor number.
pub type PythonVersion = (u32, u32);

/// A demand of the environment that a framework does not meet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Unmet {
    /// The constraint with this index.
    Constraint(usize),
    /// It needs this version of Python or a newer one.
    Python(PythonVersion),
    /// It needs so many MiB.
    Memory(f64),
}

impl Environment {
    /// The demands that a framework does not meet. What is not recorded is taken as met.
    pub fn unmet<'a>(
        &'a self,
        knowledge: &'a Knowledge,
        framework: usize,
    ) -> impl Iterator<Item = Unmet> + 'a {
        let constraints = self.constraints.iter().copied();
        let constraints = constraints.filter(move |c| excludes(knowledge, framework, *c));
        let python = self.python.and_then(|wanted| {
            let needed = oldest_python(knowledge, framework)?;
            (needed > wanted).then_some(Unmet::Python(needed))
        });
        let memory = self.memory_mib.and_then(|allowed| {
            let needed = memory(knowledge, framework)?;
            (needed > allowed).then_some(Unmet::Memory(needed))
        });
        constraints.map(Unmet::Constraint).chain(python).chain(memory)
    }

    /// What a framework does not do well under the constraints that it meets.
    pub fn cautions<'k>(
        &self,
        knowledge: &'k Knowledge,
        framework: usize,
    ) -> impl Iterator<Item = &'k Limit> {
        let constraints = self.constraints.iter();
        constraints
            .filter_map(move |constraint| limit(knowledge, framework, *constraint))
            .filter(|limit| !limit.excludes)
    }
}

/// Whether a framework cannot meet a constraint.
fn excludes(knowledge: &Knowledge, framework: usize, constraint: usize) -> bool {
    let allowed = &knowledge.context.constraints[constraint].interfaces;
    let spoken = &knowledge.frameworks[framework].record.interfaces;
    let none = !allowed.is_empty() && !allowed.iter().any(|one| spoken.contains(one));
    none || limit(knowledge, framework, constraint).is_some_and(|limit| limit.excludes)
}

/// What is recorded of a framework under a constraint.
#[must_use]
pub fn limit(knowledge: &Knowledge, framework: usize, constraint: usize) -> Option<&Limit> {
    let id = &knowledge.context.constraints[constraint].id;
    knowledge.frameworks[framework].record.limits.iter().find(|limit| limit.constraint == *id)
}

/// The oldest version of Python that the latest release of a framework runs on.
fn oldest_python(knowledge: &Knowledge, framework: usize) -> Option<PythonVersion> {
    let fact = &knowledge.context.python_fact;
    let text = knowledge.frameworks[framework].record.facts.get(fact)?.text.as_ref()?;
    oldest(text)
}

/// The lower bound of a version specifier (PEP 440) such as `>=3.10, <4`; `None` without one.
fn oldest(specifier: &str) -> Option<PythonVersion> {
    let bounds = specifier.split(',').filter_map(|part| {
        let part = part.trim();
        version(part.strip_prefix(">=").or_else(|| part.strip_prefix("~="))?)
    });
    bounds.max()
}

/// Reads a version such as `3.12`; further numbers do not count.
#[must_use]
pub fn version(text: &str) -> Option<PythonVersion> {
    let mut numbers = text.trim().split('.').map(|number| number.parse().ok());
    Some((numbers.next()??, numbers.next().unwrap_or(Some(0))?))
}

/// The memory that the lab measured, in MiB: the median of its runs.
fn memory(knowledge: &Knowledge, framework: usize) -> Option<f64> {
    let measured = knowledge.measurements.of(&knowledge.frameworks[framework].record.id)?;
    measured.measures.get(&knowledge.context.memory_measure)?.median()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lower_bound_of_a_specifier_is_the_oldest_version() {
        let cases = [
            (">=3.10", Some((3, 10))),
            (">=3.9, <4", Some((3, 9))),
            (" >= 3.8.1,!=3.9.0", Some((3, 8))),
            ("~=3.12", Some((3, 12))),
            (">=3", Some((3, 0))),
            ("<4", None),
            ("", None),
            (">=three", None),
        ];
        for (text, expected) in cases {
            assert_eq!(oldest(text), expected, "{text}");
        }
    }
}
