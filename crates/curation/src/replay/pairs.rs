//! What two knowledge bases have in common: things of the same id, and those that only one of them has.

use std::collections::HashMap;

use framewise_model::knowledge::Knowledge;

/// One for each of the two knowledge bases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BeforeAfter<T> {
    /// Of the knowledge that holds now.
    pub before: T,
    /// Of the knowledge that is tried.
    pub after: T,
}

impl<T> BeforeAfter<T> {
    /// Both, turned into something else.
    pub(super) fn map<U>(self, mut turn: impl FnMut(T) -> U) -> BeforeAfter<U> {
        BeforeAfter { before: turn(self.before), after: turn(self.after) }
    }

    /// References to both.
    pub(super) fn as_ref(&self) -> BeforeAfter<&T> {
        BeforeAfter { before: &self.before, after: &self.after }
    }

    /// Mutable references to both.
    pub(super) fn as_mut(&mut self) -> BeforeAfter<&mut T> {
        BeforeAfter { before: &mut self.before, after: &mut self.after }
    }

    /// Both, each with the other's.
    pub(super) fn zip<U>(self, other: BeforeAfter<U>) -> BeforeAfter<(T, U)> {
        BeforeAfter { before: (self.before, other.before), after: (self.after, other.after) }
    }
}

/// A thing by its id, with its index in each knowledge base that has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair {
    pub id: String,
    /// The name in the knowledge that is tried, if it is there.
    pub name: String,
    pub index: BeforeAfter<Option<usize>>,
}

/// Things by id: first those of the knowledge before, in its order, then those that are new. So an index
/// before is also the index of the pair.
#[derive(Debug, Clone, Default)]
pub(super) struct Pairs {
    pub items: Vec<Pair>,
    /// Index of the pair, by index after.
    pub of_after: Vec<usize>,
}

impl Pairs {
    fn new<'a>(
        before: impl Iterator<Item = (&'a str, &'a str)>,
        after: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        let mut pairs = Self::default();
        let mut known: HashMap<&str, usize> = HashMap::new();
        for (index, (id, name)) in before.enumerate() {
            known.insert(id, index);
            let index = BeforeAfter { before: Some(index), after: None };
            pairs.items.push(Pair { id: id.to_owned(), name: name.to_owned(), index });
        }
        for (index, (id, name)) in after.enumerate() {
            let at = known.get(id).copied().unwrap_or_else(|| {
                let index = BeforeAfter { before: None, after: None };
                pairs.items.push(Pair { id: id.to_owned(), name: String::new(), index });
                pairs.items.len() - 1
            });
            pairs.items[at].index.after = Some(index);
            name.clone_into(&mut pairs.items[at].name);
            pairs.of_after.push(at);
        }
        pairs
    }

    /// The frameworks.
    pub fn of_frameworks(knowledge: BeforeAfter<&Knowledge>) -> Self {
        let BeforeAfter { before, after } = knowledge.map(|knowledge| {
            let frameworks = knowledge.frameworks.iter();
            frameworks.map(|found| (found.record.id.as_str(), found.record.name.as_str()))
        });
        Self::new(before, after)
    }

    /// The criteria and features.
    pub fn of_attributes(knowledge: BeforeAfter<&Knowledge>) -> Self {
        let BeforeAfter { before, after } = knowledge.map(|knowledge| {
            knowledge
                .attributes
                .iter()
                .map(|attribute| (attribute.id.as_str(), attribute.name.as_str()))
        });
        Self::new(before, after)
    }

    /// The options of all questions, `project_type=rest_api`.
    pub fn of_options(knowledge: BeforeAfter<&Knowledge>) -> Self {
        let BeforeAfter { before, after } = knowledge.map(|knowledge| {
            knowledge.options.iter().map(|option| (option.label.as_str(), option.label.as_str()))
        });
        Self::new(before, after)
    }
}
