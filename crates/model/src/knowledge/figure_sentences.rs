//! Sentences of figures: the placeholders of a criterion's `figures`, and what they stand for.

use super::format::{Framework, Measurements};
use super::model::{self, Evidence};
use crate::sentences::Sentences;

/// The name of the framework to which ratios are taken.
const REFERENCE: &str = "reference";
/// After the id of a measure: its ratio to the reference.
const RATIO: &str = ".ratio";

/// What a sentence is filled in for.
pub(super) struct Subject<'a> {
    pub framework: &'a model::Framework,
    pub measurements: &'a Measurements,
    /// Name of the reference of the measurements.
    pub reference: &'a str,
    pub sentences: &'a dyn Sentences,
}

/// The placeholders of a sentence, without braces.
pub(super) fn placeholders(sentence: &str) -> impl Iterator<Item = &str> {
    sentence.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0))
}

/// The id of the fact or of the measure in a placeholder; `None` for the reference.
pub(super) fn id(placeholder: &str) -> Option<&str> {
    let id = placeholder.split_once('|').map_or(placeholder, |(id, _)| id);
    (id != REFERENCE).then(|| id.strip_suffix(RATIO).unwrap_or(id))
}

/// The sentence with its figures; `None` where one is unknown, or compares the reference with itself.
pub(super) fn fill(subject: &Subject<'_>, sentence: &str) -> Option<Evidence> {
    let mut text = String::with_capacity(sentence.len());
    let mut sources = Vec::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        let (placeholder, after) = after.split_once('}')?;
        text.push_str(before);
        text.push_str(&value(subject, placeholder, &mut sources)?);
        rest = after;
    }
    text.push_str(rest);
    Some(Evidence { text, quote: None, claims: Vec::new(), sources })
}

fn value(subject: &Subject<'_>, placeholder: &str, sources: &mut Vec<String>) -> Option<String> {
    let (id, noun) = match placeholder.split_once('|') {
        Some((id, noun)) => (id, Some(noun)),
        None => (placeholder, None),
    };
    let record: &Framework = &subject.framework.record;
    if id == REFERENCE {
        return (record.id != subject.measurements.reference).then(|| subject.reference.to_owned());
    }
    let figure = |id: &str| subject.measurements.of(&record.id)?.measures.get(id);
    let number = if let Some(fact) = record.facts.get(id) {
        if !sources.contains(&fact.source) {
            sources.push(fact.source.clone());
        }
        fact.number?
    } else if let Some(measure) = id.strip_suffix(RATIO) {
        figure(measure)?.ratio
    } else {
        figure(id)?.median()?
    };
    let number = subject.sentences.number(&rounded(number));
    Some(match noun {
        Some(noun) => subject.sentences.counted(&number, noun),
        None => number,
    })
}

/// A number as people write it: "16,809", "30", "4.7", "0.44".
fn rounded(number: f64) -> String {
    let digits = match number.abs() {
        _ if number.fract() == 0.0 => 0,
        // A larger number would be rounded to one with a digit more.
        size if size < 0.995 => 2,
        size if size < 9.95 => 1,
        _ => 0,
    };
    let text = format!("{number:.digits$}");
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, format!(".{fraction}")),
        None => (text.as_str(), String::new()),
    };
    let mut grouped = String::with_capacity(text.len() + 4);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + &fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_and_grouped() {
        for (number, text) in [
            (16_809.0, "16,809"),
            (528.0, "528"),
            (30.19, "30"),
            (4.68, "4.7"),
            (0.44, "0.44"),
            (1_234_567.0, "1,234,567"),
            (9.97, "10"),
        ] {
            assert_eq!(rounded(number), text);
        }
    }

    #[test]
    fn placeholders_name_facts_and_measures() {
        let sentence = "{a} of {b.ratio} and {c|package}, as {reference}.";
        let found: Vec<_> = placeholders(sentence).map(id).collect();
        assert_eq!(found, [Some("a"), Some("b"), Some("c"), None]);
    }
}
