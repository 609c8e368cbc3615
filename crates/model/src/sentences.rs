//! The sentences of the model, and how a language says them.
//!
//! The model decides what is said (`Sentence`) and a language decides how (`Sentences`). English is here, because the
//! knowledge is English; the service has other languages in its catalogues, under the keys in this table.

use std::fmt;

use crate::english;

/// How one language says what the model has to say.
pub trait Sentences: fmt::Debug + Send + Sync {
    /// The language tag (BCP 47).
    fn tag(&self) -> &'static str;
    /// Whether the language is English, the language of the knowledge.
    fn is_english(&self) -> bool {
        self.tag() == ENGLISH
    }
    /// A sentence, or a part of one.
    fn say(&self, sentence: &Sentence<'_>) -> String;
    /// A clause as the beginning of a sentence.
    fn upper_first(&self, clause: &str) -> String;
    /// A name inside a sentence. Acronyms and proper names keep their capitals.
    fn lower_first(&self, name: &str) -> String;
    /// "a", "a and b", "a, b and c".
    fn joined(&self, items: &[String]) -> String;
    /// A number in English form, such as "16,809" or "0.44", as the language writes it.
    fn number(&self, english: &str) -> String;
    /// A number with its noun, which stands in the singular: "1 package", "2 packages".
    fn counted(&self, number: &str, noun: &str) -> String;
}

/// The tag of English.
const ENGLISH: &str = "en";

/// English.
#[derive(Debug, Clone, Copy)]
pub struct English;

impl Sentences for English {
    fn tag(&self) -> &'static str {
        ENGLISH
    }

    fn say(&self, sentence: &Sentence<'_>) -> String {
        sentence.english()
    }

    fn upper_first(&self, clause: &str) -> String {
        english::upper_first(clause)
    }

    fn lower_first(&self, name: &str) -> String {
        english::lower_first(name)
    }

    fn joined(&self, items: &[String]) -> String {
        english::joined(items)
    }

    fn number(&self, english: &str) -> String {
        english.to_owned()
    }

    fn counted(&self, number: &str, noun: &str) -> String {
        english::plural(number, noun)
    }
}

/// Defines an enum of sentences: kind, values, key in the catalogues, English.
#[macro_export]
macro_rules! sentences {
    (
        $(#[$meta:meta])*
        pub enum $Name:ident {
            $($kind:ident { $($value:ident),* } $key:literal $english:literal)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the English sentence shows what each kind and each value is")]
        pub enum $Name<'a> {
            $(#[doc = $english] $kind { $($value: &'a str),* },)+
        }

        impl<'a> $Name<'a> {
            /// The key of each kind in the catalogues of other languages, with the names of its values.
            pub const KEYS: &'static [(&'static str, &'static [&'static str])] =
                &[$(($key, &[$(stringify!($value)),*])),+];

            /// The key of this kind in the catalogues of other languages.
            #[must_use]
            pub fn key(&self) -> &'static str {
                match self {
                    $(Self::$kind { .. } => $key,)+
                }
            }

            /// The values with their names.
            #[must_use]
            pub fn values(&self) -> Vec<(&'static str, &'a str)> {
                match *self {
                    $(Self::$kind { $($value),* } => vec![$((stringify!($value), $value)),*],)+
                }
            }

            /// The sentence in English.
            #[must_use]
            pub fn english(&self) -> String {
                match *self {
                    $(Self::$kind { $($value),* } => format!($english),)+
                }
            }

            /// The sentence for all languages, without the texts that it borrows.
            #[must_use]
            pub fn to_message(&self) -> $crate::sentences::Message {
                let values = self.values().into_iter();
                $crate::sentences::Message {
                    english: self.english(),
                    key: Some(self.key()),
                    values: values.map(|(name, value)| (name, value.to_owned())).collect(),
                }
            }
        }
    };
}

/// A sentence in English that other languages may say in their own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The sentence.
    pub english: String,
    /// Its key in the catalogues; `None` if it is English in every language.
    pub key: Option<&'static str>,
    /// The values in it, with their names.
    pub values: Vec<(&'static str, String)>,
}

impl fmt::Display for Message {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.english)
    }
}

impl From<String> for Message {
    /// A sentence that is English in every language.
    fn from(english: String) -> Self {
        Self { english, key: None, values: Vec::new() }
    }
}

impl From<&str> for Message {
    fn from(english: &str) -> Self {
        Self::from(english.to_owned())
    }
}

sentences! {
    /// Something that the model says, with the words that stand in it. Each value is a text in the language of the
    /// knowledge; `said` is what the caller said, as a clause after "You".
    pub enum Sentence {
    // Reasons.
    Quote { text } "reason-quote" "{text}"
    Context { because, rationale } "reason-context" "{because}. {rationale}"
    Priority { name } "reason-priority" "give more weight to \u{201C}{name}\u{201D}"
    Feature { said, name, clause } "reason-feature" "You {said}: {name} {clause}."
    About { name, clause } "reason-about" "{name} {clause}."
    GoodBecause { said, matters, name, good } "reason-good-because" "You {said}, so {matters}: {name} {good}."
    PoorBecause { said, matters, name, poor, rival } "reason-poor-because"
        "You {said}, so {matters}: {name} {poor} than {rival}."
    Poor { name, poor, rival } "reason-poor" "{name} {poor} than {rival}."
    AlsoSupports { name, features } "reason-also-supports" "{name} also supports {features}, which you want too."
    AlsoLacks { name, features } "reason-also-lacks" "{name} does not fully support {features}, which you want too."
    // How a framework supports a feature, as a clause after its name.
    BuiltIn {} "supports-built-in" "has this built in"
    BuiltInVia { via } "supports-built-in-via" "has this built in ({via})"
    OwnPackage {} "supports-own-package" "has this in a separate package of its own project"
    OwnPackageVia { via } "supports-own-package-via" "has this in a separate package of its own project ({via})"
    NoPackage {} "supports-no-package" "has nothing for this, and no package is known that adds it"
    Nothing {} "supports-nothing" "has nothing for this"
    BuildingBlocks {} "supports-building-blocks" "has only building blocks for this"
    NeedsPackage {} "supports-needs-package" "needs a package by others for this"
    NeedsPackageVia { via } "supports-needs-package-via" "needs a package by others for this, usually {via}"
    PartByOthers {} "supports-part-by-others" "has this only in part, through packages by others"
    PartByOthersVia { via } "supports-part-by-others-via"
        "has this only in part, through packages by others ({via})"
    Part {} "supports-part" "has only a part of this"
    PartVia { via } "supports-part-via" "has only a part of this ({via})"
    NeedsOwnPackage {} "supports-needs-own-package" "needs a separate package of its own project for this"
    NeedsSeparatePackage {} "supports-needs-separate-package" "needs a separate package for this"
    RemedyNone {} "supports-remedy-none" "no package known"
    RemedyVia { via } "supports-remedy-via" "{via}"
    RemedyPart {} "supports-remedy-part" "in part"
    // Evidence from facts.
    UsualPackage { via } "evidence-usual-package" "The usual package is {via}."
    OwnProject { features } "evidence-own-project" "Its own project provides {features}."
    LeftToOthers { features } "evidence-left-to-others" "It leaves {features} to other packages or to you."
    Disputed { text } "evidence-disputed" "{text} (sources disagree)."
    // The summary.
    NoneLeft {} "summary-none-left" "No framework has everything that must be there."
    OneLeft { name } "summary-one-left" "Only {name} is left to choose from."
    Tied { names } "summary-tied" "{names} score the same; each of them is defensible."
    StartingPoint {} "summary-starting-point"
        "No question was answered: take this as a starting point, not as advice."
    FitsBecause { name, because } "summary-fits-because" "{name} fits best: {because}."
    Fits { name, said, follows } "summary-fits" "{name} fits best: you {said}, and it {follows}."
    FirstInGeneral { name } "summary-first-in-general"
        "No question was answered, so {name} comes first on general qualities alone: take it as a starting point, not as advice."
    FitsOnTheWhole { name } "summary-fits-on-the-whole"
        "{name} fits best on the whole, although it stands out in nothing that you said."
    AlternativeIf { name, matters } "summary-alternative-if"
        "The closest alternative is {name}, which is better if {matters} more."
    AlternativeFor { name, feature } "summary-alternative-for"
        "The closest alternative is {name}, which is better for {feature}."
    AlternativeWorse { name } "summary-alternative-worse"
        "The closest alternative is {name}, which is better at nothing that counts here."
    Readings {} "summary-readings" "plausible readings of your priorities"
    BlindWeights {} "summary-blind-weights" "weightings drawn blindly"
    VerySure { readings, settled } "summary-very-sure"
        "This is very sure: the choice stays the same in all or nearly all {readings}{settled}."
    FairlySure { readings, settled } "summary-fairly-sure"
        "This is fairly sure: the choice stays the same in most {readings}{settled}."
    ModeratelySure { readings, settled } "summary-moderately-sure"
        "This is moderately sure: another framework comes first in some {readings}{settled}."
    Close { first, second, settled } "summary-close" "{first} and {second} are close; either is defensible{settled}."
    SettledChoice {} "summary-settled-choice" ", and no answer to the open questions can change it"
    SettledOrder {} "summary-settled-order" ", and no answer to the open questions can change their order"
    // What would change the result.
    Change { condition, winner } "change-result" "If {condition}, {winner} would come first."
    Both { one, other } "change-and" "{one} and {other}"
    Added { to } "change-added" "\u{201C}{to}\u{201D} were asked for too"
    Removed { from } "change-removed" "\u{201C}{from}\u{201D} were not asked for"
    Replaced { question, to, from } "change-replaced"
        "\u{201C}{question}\u{201D} were answered with \u{201C}{to}\u{201D} instead of \u{201C}{from}\u{201D}"
    Answered { question, to } "change-answered" "\u{201C}{question}\u{201D} were answered with \u{201C}{to}\u{201D}"
    TargetFirst { name } "target-first" "{name} comes first already."
    TargetExcluded { name } "target-excluded" "{name} lacks a required feature."
    TargetOutOfReach { name, changes } "target-out-of-reach"
        "No set of up to {changes} changed or added answers makes {name} come first; all of them were ruled out."
    // Whether to move.
    MoveNowhere { name } "move-nowhere" "No framework meets all demands, and neither does {name}."
    MoveNot { name } "move-not"
        "Stay with {name}: no other framework is so much better for this project that a move would pay off."
    MoveAnyway { name, best } "move-anyway"
        "{name} does not take part, so the project has to move; {best} fits best of those that are left."
    MovePays { name, best, criteria } "move-pays"
        "A move from {name} to {best} pays off in spite of the effort, most of all for {criteria}."
    // Why a framework is excluded.
    ExcludedNone { feature, name, note } "excluded-none"
        "{feature} is required, and {name} has no support for it: {note}"
    ExcludedThirdParty { feature, name, note } "excluded-third-party"
        "{feature} is required, and {name} leaves it to packages by others: {note}"
    ExcludedOfficial { feature, name, note } "excluded-official"
        "{feature} is required, and {name} has it in a separate official package: {note}"
    ExcludedBuiltIn { feature, name, note } "excluded-built-in"
        "{feature} is required, and {name} has it built in: {note}"
    NeedsPython { name, release, version } "excluded-python" "{name} {release} needs Python {version} or newer."
    LatestRelease {} "excluded-latest-release" "its latest release"
    NeedsMemory { name, mib } "excluded-memory" "{name} needs {mib} MiB for a minimal application."
    Constraint { constraint, limit } "excluded-constraint" "The project {constraint}. {limit}"
    NoInterface { constraint, name } "excluded-interface"
        "The project {constraint}, and {name} has no interface for it."
    // What is said about a text.
    NotEnglish {} "note-not-english"
        "The text does not seem to be English. Only English is understood, so nothing was read from it."
    OnlyFrameworks {} "note-only-frameworks"
        "The text only names frameworks. Describe the project instead; to compare certain frameworks, send their ids as candidates."
    }
}

sentences! {
    /// What is wrong with a request. `noun` is what was looked for, and `given` a piece of the request in quotes.
    pub enum Wrong {
    Unknown { noun, given } "fault-unknown" "there is no {noun} {given}"
    Alias { noun, given, alias, id } "fault-alias"
        "there is no {noun} {given}; {alias} is another name or a predecessor of {id}"
    Companion { noun, given, name, id } "fault-companion"
        "there is no {noun} {given}; {name} is used with {id} and counts as a part of it"
    NoObject {} "fault-object" "this must be an object"
    NoText { noun } "fault-text" "this must be a string with one {noun}"
    NoList { noun } "fault-list" "this must be a list of strings, each the id of one {noun}"
    LongList { max, count } "fault-long-list" "a list has up to {max} items, not {count}"
    NoBoolean { name } "fault-boolean" "{name} must be true or false"
    NoTruth {} "fault-truth" "this must be true or false"
    NoRequest {} "fault-request" "the request must be a JSON object; {{}} is the shortest"
    NoMember { given } "fault-member" "{given} is not a member of a request"
    NoEnvironmentMember { given } "fault-environment-member" "{given} is not a member of an environment"
    NoVersion {} "fault-version" "this must be a version such as \"3.10\""
    NoMemory {} "fault-memory" "this must be a number of MiB above 0 and up to 1048576"
    NoToken {} "fault-token" "cohort must be a string with a join token"
    NoDescription {} "fault-description" "the text must be a string"
    LongDescription { count, max } "fault-long-description" "the text has {count} characters; it may have up to {max}"
    Priority {} "fault-priority" "a priority is a number from 0 to 5"
    Limit { max } "fault-limit" "limit is a whole number from 1 to {max}"
    Spread { max } "fault-spread" "a spread is a number from 0 to {max}"
    UniformSpread {} "fault-uniform-spread" "uniform weights have no spread; leave out one of the two"
    Draws { max } "fault-draws" "draws is a whole number from 1 to {max}"
    CandidateExcluded { id } "fault-candidate-excluded"
        "{id} is a candidate and excluded; remove it from one of the two"
    AllExcluded {} "fault-all-excluded" "every framework is excluded; leave at least one"
    TargetExcluded { id } "fault-target-excluded" "{id} is excluded, so nothing can make it win; leave it in"
    TargetMissing { id } "fault-target-missing"
        "{id} is not among the candidates, so nothing can make it win; add it"
    WantedUnwanted { id } "fault-wanted-unwanted" "{id} is asked for and unwanted; remove it from one of the two"
    NothingCounts {} "fault-nothing-counts"
        "these priorities set every weight to 0, so nothing would count; leave one above 0"
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn keys_are_unique_and_values_stand_in_the_sentence() {
        let all = || Sentence::KEYS.iter().chain(Wrong::KEYS);
        let keys: BTreeSet<_> = all().map(|(key, _)| key).collect();
        assert_eq!(keys.len(), all().count());
        let sentence = Sentence::Feature { said: "want forms", name: "Django", clause: "has it" };
        assert_eq!(English.say(&sentence), "You want forms: Django has it.");
        assert_eq!(sentence.key(), "reason-feature");
        assert_eq!(sentence.values()[1], ("name", "Django"));
    }
}
