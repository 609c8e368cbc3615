//! Rules about `lexicon.toml`.

use std::collections::HashMap;

use super::common::{check_resolves, check_unique};
use super::fault::Fault;
use super::folder::Folder;
use crate::knowledge::format::{Entry, Lexicon, Reading, ReadingKind};
use crate::knowledge::paths::LEXICON;
use crate::knowledge::phrases::{KnownWords, forms};

pub(super) fn check(folder: &Folder, faults: &mut Vec<Fault>) {
    let Some(lexicon) = &folder.lexicon else { return };
    check_answers(folder, lexicon, faults);
    for (index, entry) in lexicon.entries.iter().enumerate() {
        check_bands(&format!("entries[{index}]"), entry, faults);
    }
    check_readings(lexicon, faults);
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
    let readings = lexicon.readings.iter().map(|reading| reading.id.as_str());
    check_unique(
        LEXICON,
        "readings",
        readings.clone().chain(labels.iter().flatten().copied()),
        faults,
    );
    let meanings: Option<Vec<&str>> =
        labels.as_ref().map(|labels| labels.iter().copied().chain(readings).collect());
    for reading in &lexicon.readings {
        let key = format!("readings[{}]", reading.id);
        for label in reading.answers.iter().flatten().chain(&reading.unless) {
            check_resolves(LEXICON, &key, label, labels.as_deref(), faults);
        }
    }
    for (index, entry) in lexicon.entries.iter().enumerate() {
        let key = format!("entries[{index}]");
        for label in entry.meant() {
            check_resolves(LEXICON, &key, label, meanings.as_deref(), faults);
        }
        for label in entry.negated.iter().chain(&entry.refuses) {
            check_resolves(LEXICON, &key, label, labels.as_deref(), faults);
        }
    }
}

/// A phrase names a framework exactly where its reading is about one, and only `scope` says what to use
/// instead.
fn check_readings(lexicon: &Lexicon, faults: &mut Vec<Fault>) {
    for Reading { id, kind, instead, .. } in &lexicon.readings {
        if instead.is_empty() == (*kind == ReadingKind::Scope) {
            let key = format!("readings[{id}].instead");
            let advice = "give `instead` where `kind` is `scope`, and nowhere else";
            faults.push(Fault::new(LEXICON, &key, "readings", advice));
        }
    }
    let names_one = |id: &String| {
        let is_it = |reading: &&Reading| reading.id == *id;
        lexicon.readings.iter().find(is_it).is_some_and(|r| r.kind == ReadingKind::Framework)
    };
    for (index, entry) in lexicon.entries.iter().enumerate() {
        let named = entry.means.iter().filter(|id| names_one(id)).count();
        let marked = entry.phrases.iter().filter(|phrase| phrase.contains('@')).count();
        let right = match named {
            0 => marked == 0,
            _ => named == entry.means.len() && marked == entry.phrases.len(),
        };
        if !right {
            let advice =
                "give each phrase of a reading about a framework an `@`, in an entry of its own";
            faults.push(Fault::new(LEXICON, &format!("entries[{index}]"), "readings", advice));
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
    let known_words = KnownWords::new(lexicon);
    let (negation, asides) = (&lexicon.negation, &lexicon.asides);
    let lists = [
        ("negation.before", &negation.before),
        ("negation.after", &negation.after),
        ("negation.either", &negation.either),
        ("negation.harmless", &negation.harmless),
        ("negation.lists", &negation.lists),
        ("negation.adds", &negation.adds),
        ("negation.stops", &negation.stops),
        ("asides.sentence", &asides.sentence),
        ("asides.rest", &asides.rest),
        ("asides.retracts", &asides.retracts),
        ("asides.states", &asides.states),
    ];
    let entries = lexicon.entries.iter().enumerate();
    for (index, entry) in entries.clone() {
        for (list, phrases) in [("with", &entry.with), ("unless", &entry.unless)] {
            for phrase in phrases {
                if let Err(advice) = forms(phrase, &known_words) {
                    let key = format!("entries[{index}].{list}[{phrase}]");
                    faults.push(Fault::new(LEXICON, &key, "phrase", advice));
                }
            }
        }
    }
    // Entries with different contexts may share a phrase.
    let context = |entry: &Entry| {
        if entry.has_context() {
            format!("{:?}{:?}{}{}", entry.with, entry.unless, entry.within, entry.alone)
        } else {
            String::new()
        }
    };
    let meaning = |Entry { means, negated, refuses, bands, .. }: &Entry| {
        format!("{means:?}{negated:?}{refuses:?}{bands:?}")
    };
    let entries = entries.map(|(index, entry)| {
        let key = format!("entries[{index}].phrases");
        (key, &entry.phrases, context(entry), meaning(entry))
    });
    let lists = lists
        .into_iter()
        .map(|(key, phrases)| (key.to_owned(), phrases, String::new(), key.to_owned()))
        .chain(entries);
    // The list, the phrase and the meaning with which each form stands first.
    let mut seen: HashMap<String, (String, &str, String)> = HashMap::new();
    for (list, phrases, context, meaning) in lists {
        for phrase in phrases {
            let key = format!("{list}[{phrase}]");
            let found = match forms(phrase, &known_words) {
                Ok(found) => found,
                Err(advice) => {
                    faults.push(Fault::new(LEXICON, &key, "phrase", advice));
                    continue;
                }
            };
            for form in found {
                let identity = format!("{}{:?}{context}", form.stems, form.numbers);
                let (first, other, meant) = seen
                    .entry(identity)
                    .or_insert_with(|| (list.clone(), phrase.as_str(), meaning.clone()));
                // A repetition with the same meaning changes nothing.
                if *meant != meaning {
                    let text = form.stems.trim();
                    let advice = format!("`{text}` is in {first}[{other}] too; keep one of them");
                    faults.push(Fault::new(LEXICON, &key, "duplicate-phrase", advice));
                }
            }
        }
    }
}
