//! Rules about `lexicon.toml`.

use std::collections::HashMap;

use super::common::check_resolves;
use super::fault::Fault;
use super::folder::Folder;
use crate::knowledge::format::{Entry, Lexicon};
use crate::knowledge::paths::LEXICON;
use crate::knowledge::phrases::{Skipped, forms};

pub(super) fn check(folder: &Folder, faults: &mut Vec<Fault>) {
    let Some(lexicon) = &folder.lexicon else { return };
    check_answers(folder, lexicon, faults);
    for (index, entry) in lexicon.entries.iter().enumerate() {
        check_bands(&format!("entries[{index}]"), entry, faults);
    }
    check_phrases(lexicon, faults);
}

/// Every answer and every question that is named is one of `questions.toml`.
fn check_answers(folder: &Folder, lexicon: &Lexicon, faults: &mut Vec<Fault>) {
    let questions = folder.questions.as_ref().map(|file| &file.questions);
    let ids: Option<Vec<&str>> =
        questions.map(|questions| questions.iter().map(|q| q.id.as_str()).collect());
    let labels = folder.answer_labels();
    let labels: Option<Vec<&str>> =
        labels.as_ref().map(|labels| labels.iter().map(String::as_str).collect());
    for (index, question) in lexicon.overlapping.iter().enumerate() {
        let key = format!("overlapping[{index}]");
        check_resolves(LEXICON, &key, question, ids.as_deref(), faults);
    }
    for (index, rule) in lexicon.together.iter().enumerate() {
        let key = format!("together[{index}]");
        for label in rule.options.iter().chain([&rule.means]) {
            check_resolves(LEXICON, &key, label, labels.as_deref(), faults);
        }
    }
    for (index, entry) in lexicon.entries.iter().enumerate() {
        for label in entry.labels() {
            let key = format!("entries[{index}]");
            check_resolves(LEXICON, &key, label, labels.as_deref(), faults);
        }
    }
}

/// Numbers have bands from the smallest to the largest, and nothing else has.
fn check_bands(key: &str, entry: &Entry, faults: &mut Vec<Fault>) {
    let numbers = entry.phrases.iter().filter(|phrase| phrase.contains('#')).count();
    let expected = if entry.bands.is_empty() { 0 } else { entry.phrases.len() };
    if numbers != expected {
        let advice = "give phrases with `#` and `bands` together, apart from other phrases";
        faults.push(Fault::new(LEXICON, key, "bands", advice));
    }
    let ends: Vec<f64> =
        entry.bands.iter().map(|band| band.below.unwrap_or(f64::INFINITY)).collect();
    if ends.windows(2).any(|pair| pair[0] >= pair[1]) {
        let advice = "order the bands by `below`; only the last may leave it out";
        faults.push(Fault::new(LEXICON, &format!("{key}.bands"), "bands", advice));
    }
}

/// Every phrase can be found, and means one thing.
fn check_phrases(lexicon: &Lexicon, faults: &mut Vec<Fault>) {
    let skipped = Skipped::new(&lexicon.skipped);
    let negation = &lexicon.negation;
    let lists = [
        ("negation.before", &negation.before),
        ("negation.after", &negation.after),
        ("negation.harmless", &negation.harmless),
        ("negation.lists", &negation.lists),
        ("negation.adds", &negation.adds),
        ("negation.stops", &negation.stops),
    ];
    let entries = lexicon.entries.iter().enumerate();
    let entries =
        entries.map(|(index, entry)| (format!("entries[{index}].phrases"), &entry.phrases));
    let lists = lists.into_iter().map(|(key, phrases)| (key.to_owned(), phrases)).chain(entries);
    // The list and the phrase in which each form stands first.
    let mut seen: HashMap<String, (String, &str)> = HashMap::new();
    for (list, phrases) in lists {
        for phrase in phrases {
            let key = format!("{list}[{phrase}]");
            let found = match forms(phrase, &skipped) {
                Ok(found) => found,
                Err(advice) => {
                    faults.push(Fault::new(LEXICON, &key, "phrase", advice));
                    continue;
                }
            };
            for form in found {
                let identity = format!("{}{:?}", form.stems, form.numbers);
                let (first, other) =
                    seen.entry(identity).or_insert_with(|| (list.clone(), phrase.as_str()));
                // Inside one list a repetition changes nothing.
                if *first != list {
                    let text = form.stems.trim();
                    let advice = format!("`{text}` is in {first}[{other}] too; keep one of them");
                    faults.push(Fault::new(LEXICON, &key, "duplicate-phrase", advice));
                }
            }
        }
    }
}
