//! Frameworks and companions: what is recorded of each.

use std::collections::BTreeMap;

use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::{Fact, Source};
use framewise_model::knowledge::paths::{COMPANIONS, FRAMEWORKS};

/// What begins the package URL of a package of the index.
const PURL: &str = "pkg:pypi/";

/// What is recorded of a framework or a companion.
#[derive(Debug)]
pub struct Record<'k> {
    /// Identifier.
    pub id: String,
    /// Name shown to people.
    pub name: String,
    /// Its file inside the knowledge folder.
    pub path: String,
    /// Whether it is a framework; only frameworks have counts.
    pub is_framework: bool,
    facts: &'k BTreeMap<String, Fact>,
}

impl<'k> Record<'k> {
    /// All frameworks and companions, by id.
    #[must_use]
    pub fn all(knowledge: &'k Knowledge) -> Vec<Self> {
        let frameworks = knowledge.frameworks.iter().map(|framework| {
            let record = &framework.record;
            Self::new(FRAMEWORKS, &record.id, &record.name, &record.facts)
        });
        let companions =
            knowledge.frameworks.iter().flat_map(|framework| framework.companions.iter());
        let companions = companions.map(|companion| {
            Self::new(COMPANIONS, &companion.id, &companion.name, &companion.facts)
        });
        let mut records: Vec<Self> = frameworks.chain(companions).collect();
        records.sort_by(|one, other| one.id.cmp(&other.id));
        records
    }

    fn new(folder: &str, id: &str, name: &str, facts: &'k BTreeMap<String, Fact>) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            path: format!("{folder}/{id}.toml"),
            is_framework: folder == FRAMEWORKS,
            facts,
        }
    }

    /// A recorded fact.
    #[must_use]
    pub fn fact(&self, id: &str) -> Option<&'k Fact> {
        self.facts.get(id)
    }

    /// The text of a recorded fact.
    #[must_use]
    pub fn text(&self, id: &str) -> Option<&'k str> {
        self.fact(id)?.text.as_deref()
    }

    /// The package URL without a version.
    #[must_use]
    pub fn package_url(&self) -> Option<&'k str> {
        self.text("package")
    }

    /// The name of its package in the index; `None` if it is not recorded.
    #[must_use]
    pub fn package(&self) -> Option<&'k str> {
        self.package_url()?.strip_prefix(PURL)
    }

    /// The source of a recorded fact.
    #[must_use]
    pub fn source<'s>(&self, knowledge: &'s Knowledge, fact: &str) -> Option<&'s Source> {
        let id = &self.fact(fact)?.source;
        knowledge.sources.iter().find(|source| source.id == *id)
    }
}
