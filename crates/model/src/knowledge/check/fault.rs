//! A fault of a knowledge folder, and the rules that it can break.

use std::fmt;

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
    pub(crate) fn new(
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
    ("too-long", "a list has no more entries than it may have"),
    ("wrong-format", "ids, dates, versions and addresses have their form"),
    ("no-such-day", "a date is a day of the calendar"),
    ("file-name", "the file of a framework or companion is named after its id"),
    ("duplicate-id", "an id is given once"),
    ("reserved-id", "no framework has an id that feedback uses for other choices"),
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
    ("unused-package", "a package is named by a capability"),
    ("opt-in", "only a capability that is built in is off until it is configured"),
    ("missing-capability", "a framework says how it supports every capability"),
    ("pair", "a pair names two frameworks, and no other pair names the same two"),
    ("unwanted", "only an option of the features says what rejecting it does"),
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
    ("readings", "a reading has what its kind needs, and so have the phrases that mean it"),
    ("duplicate-phrase", "a phrase of the lexicon means one thing in the same context"),
    ("bands", "phrases with a number, and only they, have bands that rise"),
    ("release-log", "the file of a release has its form, and follows from the releases before it"),
];
