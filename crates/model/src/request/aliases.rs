//! Other names under which people know a framework: predecessors, companions and their short forms.

use crate::knowledge::Knowledge;

/// The framework that a name stands for although it is not its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Suggestion<'k> {
    /// Id of the framework.
    pub id: &'k str,
    /// The known form of the name.
    pub name: &'k str,
    /// Whether it is the name of a companion, and not another name of the framework or of a predecessor.
    pub is_companion: bool,
}

/// The framework that is known under this name, whatever its case and separators.
pub(super) fn resolve_alias<'k>(knowledge: &'k Knowledge, name: &str) -> Option<Suggestion<'k>> {
    let plain = squeezed(name);
    if plain.is_empty() {
        return None;
    }
    knowledge.frameworks.iter().find_map(|framework| {
        let id = framework.record.id.as_str();
        if let Some(alias) = framework.record.aliases.iter().find(|known| squeezed(known) == plain)
        {
            return Some(Suggestion { id, name: alias, is_companion: false });
        }
        let companion = framework.companions.iter().find(|companion| {
            squeezed(&companion.id) == plain
                || squeezed(&companion.name) == plain
                || initials(&companion.name) == plain
        })?;
        Some(Suggestion { id, name: &companion.name, is_companion: true })
    })
}

/// A name without case and separators: `Django-REST framework` is `djangorestframework`.
fn squeezed(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The short form of a name of three words or more: "Django REST framework" is `drf`.
fn initials(name: &str) -> String {
    let words = name.split_whitespace();
    if words.clone().count() < 3 {
        return String::new();
    }
    words.filter_map(|word| word.chars().next()).flat_map(char::to_lowercase).collect()
}
