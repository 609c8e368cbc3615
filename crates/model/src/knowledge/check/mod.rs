//! What can be wrong with a knowledge folder, one rule after the other.
//!
//! All faults are reported at once. `format` compares each file with its schema; the other rules compare
//! the files with one another.

mod claims;
mod companions;
mod criteria;
pub(super) mod format;
mod frameworks;
mod lexicon;
mod measurements;
mod questions;
mod sources;

pub use frameworks::MAX_FRAMEWORKS;

use std::collections::BTreeMap;
use std::fmt;

use crate::knowledge::format as raw;

/// One fault of a knowledge folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Path of the file inside the folder.
    pub file: String,
    /// The faulty key; list entries by their id: `claims[flask-small-core].criterion`.
    pub key: String,
    /// Which rule is broken; one of [`RULES`].
    pub rule: &'static str,
    /// What to do about it.
    pub advice: String,
}

impl Fault {
    pub(super) fn new(
        file: &str,
        key: &str,
        rule: &'static str,
        advice: impl Into<String>,
    ) -> Self {
        debug_assert!(RULES.iter().any(|(id, _)| *id == rule), "{rule} is not a rule");
        Self { file: file.to_owned(), key: key.to_owned(), rule, advice: advice.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, key, rule, advice } = self;
        if key.is_empty() {
            write!(f, "{file}: {rule}: {advice}")
        } else {
            write!(f, "{file}: {key}: {rule}: {advice}")
        }
    }
}

/// Every rule with what it demands.
pub const RULES: &[(&str, &str)] = &[
    ("missing-file", "every file of the format is there"),
    ("unknown-file", "no other file is there"),
    ("encoding", "a file is UTF-8"),
    ("syntax", "a file is TOML, and no key is given twice"),
    ("unknown-key", "a table has only keys of the format"),
    ("missing-key", "a table has all keys that are not optional"),
    ("wrong-type", "a value has the type of its key"),
    ("not-allowed", "a word is one of those that are defined"),
    ("out-of-scale", "a number lies on its scale"),
    ("too-short", "texts and lists are not empty"),
    ("wrong-format", "ids, dates, versions and addresses have their form"),
    ("no-such-day", "a date is a day of the calendar"),
    ("file-name", "the file of a framework or companion is named after its id"),
    ("duplicate-id", "an id is given once"),
    ("unresolved-id", "an id that is referred to is defined"),
    ("unused-source", "a source is cited by something"),
    ("claim-prefix", "a claim's id begins with the id of its framework"),
    (
        "counter-evidence",
        "a claim that is contested, outdated or wrong shows what speaks against it, and only such a claim does",
    ),
    ("ambiguous-rating", "no rating rests on an ambiguous claim"),
    ("foreign-claim", "a rating rests on claims about its own criterion"),
    ("interval", "a rating lies inside its interval"),
    ("derived-rating", "a derived criterion has no editorial rating"),
    ("companion-cycle", "a companion belongs to a framework in the end"),
    ("companion-raises", "a companion lists only capabilities that it raises"),
    ("ratio", "a measured ratio follows from its runs and those of the reference"),
    ("missing-capability", "a framework says how it supports every capability"),
    ("too-many", "there are no more frameworks than can be ranked"),
    ("fact-value", "a fact with a unit has a number, any other a text"),
    (
        "term",
        "a term of a derived rating is either a capability, or a fact with a unit and two different ends",
    ),
    ("fixed-question", "the questions are those of the HTTP contract"),
    (
        "feature",
        "an option of the features asks for a capability and has a weight, and no other option does",
    ),
    ("likelihood", "the likelihoods of the options of a question that takes one sum to 1"),
    ("duplicate-effect", "an option has one effect on a criterion"),
    ("phrase", "a phrase of the lexicon has words that count, and can be found"),
    ("duplicate-phrase", "a phrase of the lexicon means one thing"),
    ("bands", "phrases with a number, and only they, have bands that rise"),
    ("release-log", "the file of a release has its form, and follows from the releases before it"),
];

/// The parsed files; `None` where a file could not be read, so that nobody misses what stands in it.
#[derive(Debug, Default)]
pub(super) struct Folder {
    pub manifest: Option<raw::Manifest>,
    pub criteria: Option<raw::Criteria>,
    pub capabilities: Option<raw::Capabilities>,
    pub facts: Option<raw::Facts>,
    pub questions: Option<raw::Questions>,
    pub lexicon: Option<raw::Lexicon>,
    pub measurements: Option<raw::Measurements>,
    /// With the path of each; whether all could be read.
    pub frameworks: Vec<(String, raw::Framework)>,
    pub all_frameworks: bool,
    pub companions: Vec<(String, raw::Companion)>,
    pub all_companions: bool,
    pub sources: Vec<(String, raw::Sources)>,
    pub all_sources: bool,
}

/// Everything that the files say wrongly of one another.
pub(super) fn check(folder: &Folder) -> Vec<Fault> {
    let mut faults = Vec::new();
    if let Some(manifest) = &folder.manifest {
        check_day(super::load::MANIFEST, "released_on", &manifest.released_on, &mut faults);
    }
    criteria::check(folder, &mut faults);
    questions::check(folder, &mut faults);
    sources::check(folder, &mut faults);
    frameworks::check(folder, &mut faults);
    companions::check(folder, &mut faults);
    claims::check(folder, &mut faults);
    measurements::check(folder, &mut faults);
    lexicon::check(folder, &mut faults);
    faults
}

/// Reports an id that stands more than once in a list.
fn check_unique<'a>(
    file: &str,
    list: &str,
    ids: impl IntoIterator<Item = &'a str>,
    faults: &mut Vec<Fault>,
) {
    let mut seen = std::collections::HashSet::new();
    for id in ids {
        if !seen.insert(id) {
            faults.push(Fault::new(
                file,
                &format!("{list}[{id}]"),
                "duplicate-id",
                "give the second one another id, or join the two",
            ));
        }
    }
}

/// Reports an id that is not among those `known`; nothing where these could not be read.
fn check_resolves(
    file: &str,
    key: &str,
    id: &str,
    known: Option<&[&str]>,
    faults: &mut Vec<Fault>,
) {
    let Some(known) = known else { return };
    if known.contains(&id) {
        return;
    }
    let advice = match crate::suggest::nearest(id, known.iter().copied()) {
        Some(meant) => format!("`{id}` is not defined; did you mean `{meant}`?"),
        None => format!("`{id}` is not defined; define it, or use an id that is"),
    };
    faults.push(Fault::new(file, key, "unresolved-id", advice));
}

/// Reports a file that is not named after the id in it.
fn check_file_name(folder: &str, file: &str, id: &str, faults: &mut Vec<Fault>) {
    if file != format!("{folder}/{id}.toml") {
        let advice = format!("name the file `{id}.toml`, or change the id");
        faults.push(Fault::new(file, "id", "file-name", advice));
    }
}

/// Reports a date that has the right form but is no day of the calendar.
fn check_day(file: &str, key: &str, day: &str, faults: &mut Vec<Fault>) {
    if day.len() == 10 && day.parse::<jiff::civil::Date>().is_err() {
        faults.push(Fault::new(
            file,
            key,
            "no-such-day",
            "give a day of the calendar as YYYY-MM-DD",
        ));
    }
}

/// What framework and companion files have in common.
pub(super) struct Record<'a> {
    pub file: &'a str,
    pub id: &'a str,
    pub facts: &'a BTreeMap<String, raw::Fact>,
    pub capabilities: &'a BTreeMap<String, raw::CapabilitySupport>,
    pub claims: &'a [raw::Claim],
}

impl Folder {
    /// All frameworks and companions.
    fn records(&self) -> impl Iterator<Item = Record<'_>> {
        let frameworks = self.frameworks.iter().map(|(file, found)| Record {
            file,
            id: &found.id,
            facts: &found.facts,
            capabilities: &found.capabilities,
            claims: &found.claims,
        });
        let companions = self.companions.iter().map(|(file, found)| Record {
            file,
            id: &found.id,
            facts: &found.facts,
            capabilities: &found.capabilities,
            claims: &found.claims,
        });
        frameworks.chain(companions)
    }

    fn criterion_ids(&self) -> Option<Vec<&str>> {
        let list = &self.criteria.as_ref()?.criteria;
        Some(list.iter().map(|c| c.id.as_str()).collect())
    }

    fn capability_ids(&self) -> Option<Vec<&str>> {
        let list = &self.capabilities.as_ref()?.capabilities;
        Some(list.iter().map(|c| c.id.as_str()).collect())
    }

    fn measure_ids(&self) -> Option<Vec<&str>> {
        let list = &self.measurements.as_ref()?.measures;
        Some(list.iter().map(|measure| measure.id.as_str()).collect())
    }

    fn source_ids(&self) -> Option<Vec<&str>> {
        let all = self.sources.iter().flat_map(|(_, file)| &file.sources);
        self.all_sources.then(|| all.map(|source| source.id.as_str()).collect())
    }
}
