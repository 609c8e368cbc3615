//! The catalogues of texts in `locales/`, compared with each other, with the code that uses them and with the frozen
//! knowledge. The live knowledge is not compared: `scripts/count` lists its texts that no catalogue has.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use framewise::api::privacy::facts::{Practice, privacy_facts};
use framewise::http::problem_sentences::Detail;
use framewise::http::problem_types::ProblemType;
use framewise::pages::privacy;
use framewise::texts::catalogue::{Texts, files};
use framewise::texts::language::Language;
use framewise_model::knowledge::derive::formulas;
use framewise_model::knowledge::{Knowledge, load};
use framewise_model::sentences::{Sentence, Wrong};
use framewise_storage::privacy::StoringPolicy;
use framewise_storage::privacy::data_inventory::Periods;

use crate::{FROZEN, repository};

/// The files with texts whose English is in the knowledge or in the code.
const KNOWLEDGE: [&str; 6] = [
    "/knowledge.ftl",
    "/reference-names.ftl",
    "/privacy-facts.ftl",
    "/sentences.ftl",
    "/problem-types.ftl",
    "/faults.ftl",
];
/// What faults and problems name in their sentences.
const NOUNS: [&str; 14] = [
    "capability",
    "claim",
    "criterion",
    "feature",
    "file",
    "framework",
    "level-of-detail",
    "option",
    "question",
    "release",
    "source",
    "support-level",
    "type-of-problem",
    "value",
];
/// The keys of parts of sentences about entries of the knowledge that a catalogue does not have.
const GENERAL: [&str; 5] =
    ["phrase-you", "phrase-matters", "phrase-good", "phrase-poor", "phrase-remedy"];
/// Short words that English text has and Turkish does not.
const ENGLISH: [&str; 28] = [
    "the", "and", "of", "with", "for", "is", "are", "was", "were", "your", "you", "this", "that",
    "its", "not", "from", "by", "or", "be", "which", "what", "has", "to", "than", "more", "when",
    "only", "have",
];

/// Keys and texts of a catalogue, without or with the file of the knowledge.
fn entries(language: Language, is_knowledge: bool) -> BTreeMap<String, String> {
    let mut entries: BTreeMap<String, String> = BTreeMap::new();
    let is_of_knowledge = |path: &str| KNOWLEDGE.iter().any(|name| path.ends_with(name));
    let files =
        files(language).into_iter().filter(|(path, _)| is_of_knowledge(path) == is_knowledge);
    for (_, file) in files {
        let mut key = String::new();
        let mut message = String::new();
        for line in file.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            let (name, text) = match line.split_once(" = ") {
                Some((name, text)) if !line.starts_with(' ') => {
                    name.clone_into(&mut message);
                    (Some(name.to_owned()), text)
                }
                Some((name, text)) if name.trim().starts_with('.') => {
                    (Some(format!("{message}{}", name.trim())), text)
                }
                _ => (None, line),
            };
            if let Some(name) = name {
                assert!(!entries.contains_key(&name), "{name} is there twice");
                key = name;
            }
            let entry = entries.entry(key.clone()).or_default();
            entry.push_str(text);
            entry.push('\n');
        }
    }
    entries
}

fn keys(language: Language) -> BTreeSet<String> {
    entries(language, false).into_keys().collect()
}

/// The code that uses the catalogues by their keys.
fn code() -> String {
    fn read(folder: &Path, code: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, code);
            } else {
                code.push_str(&fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut code = String::new();
    for folder in ["src/pages", "src/api/comparison", "src/api/recommendations/decision_record"] {
        read(&repository(folder), &mut code);
    }
    code.push_str(&fs::read_to_string(repository("src/api/markdown.rs")).unwrap());
    code
}

/// The variables in a text, such as `$n`.
fn variables(text: &str) -> BTreeSet<&str> {
    let after = text.split('$').skip(1);
    after.map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap()).collect()
}

#[test]
fn every_language_has_the_same_keys_with_the_same_variables() {
    let english = entries(Language::English, false);
    for language in Language::ALL {
        let other = entries(language, false);
        assert_eq!(keys(Language::English), keys(language));
        for (key, text) in &english {
            assert_eq!(variables(text), variables(&other[key]), "{key}");
        }
    }
}

#[test]
fn every_key_is_used_and_every_used_key_exists() {
    let (code, keys) = (code(), keys(Language::English));
    for key in &keys {
        assert!(code.contains(&format!("\"{key}\"")), "no page uses {key}");
    }
    let prefixes = keys.iter().filter_map(|key| key.split_once('-')).map(|(first, _)| first);
    for prefix in prefixes.collect::<BTreeSet<_>>() {
        let start = format!("\"{prefix}-");
        for rest in code.split(&start).skip(1) {
            let key = format!("{prefix}-{}", rest.split('"').next().unwrap());
            assert!(keys.contains(&key), "no catalogue has {key}");
        }
    }
    for call in ["site.text(\"", "site.with(\""] {
        for key in code.split(call).skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(keys.contains(key), "no catalogue has {key}");
        }
    }
}

#[test]
fn the_turkish_catalogue_has_no_english_words() {
    for (key, text) in
        entries(Language::Turkish, false).into_iter().chain(entries(Language::Turkish, true))
    {
        // Without code, and without what stands in braces: variables have English names.
        let text: String = text.split('`').step_by(2).collect();
        let plain =
            text.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after));
        let plain = plain.collect::<Vec<_>>().join(" ");
        let words = plain.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
        for word in words {
            assert!(!ENGLISH.contains(&word.as_str()), "{key} has the English word {word}: {text}");
        }
    }
}

/// The keys of the texts of a knowledge folder.
fn keys_of(knowledge: &Knowledge) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for question in knowledge.questions.iter() {
        keys.insert(format!("question-{}", question.id));
        keys.insert(format!("question-{}.help", question.id));
        for option in &question.options {
            keys.insert(format!("option-{}-{}", question.id, option.id));
            keys.insert(format!("option-{}-{}.help", question.id, option.id));
            keys.extend(
                option.you.as_ref().map(|_| format!("option-{}-{}.you", question.id, option.id)),
            );
        }
    }
    for criterion in knowledge.criteria.iter() {
        keys.insert(format!("criterion-{}", criterion.id));
        keys.insert(format!("criterion-{}.help", criterion.id));
        if let Some(phrases) = &criterion.phrases {
            let parts = ["matters", "good", "poor", "remedy"];
            keys.extend(parts.map(|part| format!("criterion-{}.{part}", criterion.id)));
            keys.extend(
                phrases.figures.as_ref().map(|_| format!("criterion-{}.figures", criterion.id)),
            );
        }
    }
    for criterion in [&knowledge.context.team_knows, &knowledge.context.migrating_from] {
        let id = &criterion.attribute.id;
        keys.extend(
            ["", ".help", ".because", ".rationale"].map(|part| format!("criterion-{id}{part}")),
        );
    }
    for constraint in &knowledge.context.constraints {
        keys.insert(format!("constraint-{}", constraint.id.replace('=', "-")));
    }
    for reading in &knowledge.lexicon.readings {
        let key = format!("reading-{}", reading.id.replace('=', "-"));
        // A single word is the name of a product.
        let phrases = reading.instead.iter().enumerate().filter(|(_, text)| text.contains(' '));
        keys.extend(phrases.map(|(index, _)| format!("{key}.instead-{index}")));
        keys.insert(key);
    }
    for attribute in &knowledge.attributes {
        if let Some(feature) = attribute.id.strip_prefix("feature:") {
            keys.insert(format!("feature-{feature}"));
        }
    }
    for capability in knowledge.capabilities.iter() {
        keys.insert(format!("capability-{}", capability.id));
        if capability.phrases.is_some() {
            keys.extend(
                ["good", "poor"].map(|part| format!("capability-{}.{part}", capability.id)),
            );
        }
    }
    for fact in knowledge.facts.iter() {
        keys.insert(format!("fact-{}", fact.id));
        keys.extend(fact.unit.as_ref().map(|_| format!("fact-{}.unit", fact.id)));
    }
    for measure in &knowledge.measurements.measures {
        keys.insert(format!("measure-{}", measure.id));
        keys.insert(format!("measure-{}.unit", measure.id));
    }
    for formula in formulas::ALL {
        keys.insert(format!("formula-{}", formula.name));
        keys.insert(format!("formula-{}.expression", formula.name));
        keys.insert(format!("formula-{}.reason", formula.name));
    }
    let policy = StoringPolicy { enabled: true, by_default: true };
    let practice = Practice { policy, periods: Periods::default(), traces: false };
    let facts = privacy_facts(practice);
    keys.extend(privacy::sentences(&facts).into_iter().map(privacy::key));
    keys
}

/// The sentences of the code: their keys, and the names of their values.
fn sentences() -> impl Iterator<Item = &'static (&'static str, &'static [&'static str])> {
    Sentence::KEYS.iter().chain(Wrong::KEYS).chain(Detail::KEYS)
}

/// The keys of the texts whose English is in the code: sentences of the model, and types of problems.
fn keys_of_code() -> BTreeSet<String> {
    let mut keys: BTreeSet<String> = GENERAL.map(str::to_owned).into();
    keys.extend(sentences().map(|(key, _)| (*key).to_owned()));
    keys.extend(NOUNS.map(|noun| format!("noun-{noun}")));
    for kind in ProblemType::ALL {
        let slug = kind.definition().slug;
        keys.extend(
            ["", ".explanation", ".remedy"].map(|part| format!("problem-type-{slug}{part}")),
        );
    }
    keys
}

#[test]
fn the_turkish_catalogue_has_every_sentence_with_its_values() {
    let entries = entries(Language::Turkish, true);
    for (key, values) in sentences() {
        let text = entries.get(*key).unwrap_or_else(|| panic!("locales/tr has no {key}"));
        assert_eq!(variables(text), values.iter().copied().collect(), "{key}");
    }
}

#[test]
fn the_turkish_catalogue_has_every_text_of_the_frozen_knowledge() {
    let texts = Texts::of(Language::Turkish);
    for key in &keys_of(&FROZEN) | &keys_of_code() {
        assert!(texts.find(&key).is_some(), "locales/tr has no {key}");
    }
}

#[test]
fn every_text_of_the_catalogue_belongs_to_a_knowledge() {
    let live = load(&framewise::embedded::knowledge_files()).unwrap();
    let known = &(&keys_of(&live) | &keys_of(&FROZEN)) | &keys_of_code();
    for key in entries(Language::Turkish, true).into_keys() {
        assert!(known.contains(&key), "there is nothing that {key} is the text of");
    }
}
