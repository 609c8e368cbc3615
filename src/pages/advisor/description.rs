//! The description in plain English: a field for it, and what was understood. The form sends it in the body, because
//! addresses are kept in histories and logs.

use std::ops::Range;

use maud::{Markup, html};

use super::view::{View, hidden};
use crate::api::recommendations::response::{EvidenceView, Recommendation};
use crate::texts::language::Language;

/// The most characters of a description.
const MAX_CHARACTERS: usize = framewise_model::text::MAX_CHARACTERS;
/// Words that say nothing at the end of an evidence.
const LINKING: [&str; 11] =
    ["a", "about", "an", "and", "for", "in", "of", "or", "the", "which", "with"];

/// The form with the description, and what was understood of the last one.
pub fn description(view: &View<'_>, recommendation: Option<&Recommendation<'_>>) -> Markup {
    let site = view.site;
    let text = view.page_request.text.as_deref().unwrap_or_default();
    html! {
        form #describe.card method="post" action=(site.link("/")) {
            h2 { label for="text" { (site.text("advisor-describe")) } }
            p.help #text-help {
                (site.text("advisor-describe-help"))
                @if site.language() != Language::English { " " (site.text("advisor-describe-english")) }
            }
            textarea #text name="text" rows="3" maxlength=(MAX_CHARACTERS) lang="en" aria-describedby="text-help" {
                (text)
            }
            div #described data-part {
                @for (name, value) in view.parameters.pairs() { (hidden(name, value)) }
            }
            div.actions { button type="submit" { (site.text("advisor-describe-send")) } }
            div #understood data-part {
                @if let Some(found) = recommendation.filter(|_| !text.is_empty()) { (understood(view, text, found)) }
            }
        }
    }
}

/// The text with the words marked from which something was understood, and what that was.
fn understood(view: &View<'_>, text: &str, found: &Recommendation<'_>) -> Markup {
    let site = view.site;
    let answers = found.understood.as_deref().unwrap_or_default();
    let unwanted = found.unwanted.as_deref().unwrap_or_default();
    let readings = found.also_understood.as_deref().unwrap_or_default();
    let notes = found.text_notes.as_deref().unwrap_or_default();
    let evidence = answers.iter().chain(unwanted).flat_map(|answer| &answer.evidence);
    let evidence = evidence.chain(readings.iter().flat_map(|reading| &reading.evidence));
    let evidence = evidence.chain(found.scope.evidence.iter().flatten());
    let marks = merged(evidence);
    html! {
        h3 { (site.text("advisor-understood")) }
        @for note in notes { p { (note.detail) } }
        @if marks.is_empty() {
            p { (site.text("advisor-understood-nothing")) }
        } @else {
            blockquote lang="en" { (marked(text, &marks)) }
            dl.understood {
                @for answer in answers {
                    @if let Some((question, option)) = view.choice(answer.question, answer.option) {
                        dt { (words(text, &answer.evidence)) }
                        dd {
                            (site.question(question)) " " strong { (site.option(question, option)) }
                            @if !answer.counts { " " (site.text("advisor-understood-overruled")) }
                        }
                    }
                }
                @for answer in unwanted {
                    dt { (words(text, &answer.evidence)) }
                    dd { (site.text("advisor-unwanted-label")) " " strong { (view.feature(answer.option)) } }
                }
                @for reading in readings {
                    dt { (words(text, &reading.evidence)) }
                    dd {
                        (reading.text)
                        @if let Some(framework) = reading.framework { ": " (view.framework(framework)) }
                    }
                }
            }
            p.help { (site.text("advisor-understood-edit")) }
        }
    }
}

/// The words of an answer, those that overlap as one.
fn words(text: &str, evidence: &[EvidenceView]) -> Markup {
    let characters: Vec<char> = text.chars().collect();
    html! {
        @for (index, range) in merged(evidence.iter()).into_iter().enumerate() {
            @if index > 0 { ", " }
            mark lang="en" { (part(&characters, range)) }
        }
    }
}

/// The text with these ranges of characters marked.
fn marked(text: &str, marks: &[Range<usize>]) -> Markup {
    let characters: Vec<char> = text.chars().collect();
    let starts = std::iter::once(0).chain(marks.iter().map(|mark| mark.end));
    let last = marks.last().map_or(0, |mark| mark.end);
    html! {
        @for (start, mark) in starts.zip(marks) {
            (part(&characters, start..mark.start)) mark { (part(&characters, mark.clone())) }
        }
        (part(&characters, last..characters.len()))
    }
}

fn part(characters: &[char], range: Range<usize>) -> String {
    characters.get(range).unwrap_or_default().iter().collect()
}

/// The range of the words of an evidence, without the words at its end that only link it to the next.
fn shown(evidence: &EvidenceView) -> Range<usize> {
    let (mut text, mut end) = (evidence.text.as_str(), evidence.end);
    while let Some((rest, last)) = text.rsplit_once(char::is_whitespace)
        && LINKING.contains(&last.to_lowercase().as_str())
    {
        let rest = rest.trim_end();
        end -= text.chars().count() - rest.chars().count();
        text = rest;
    }
    evidence.start..end
}

/// The ranges of the words in order; those that overlap or touch become one.
fn merged<'e>(evidence: impl Iterator<Item = &'e EvidenceView>) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = evidence.map(shown).collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::{EvidenceView, marked, merged, shown};

    #[test]
    fn linking_words_at_the_end_are_not_marked() {
        for (text, marked) in
            [("API with", "API"), ("docs  for the", "docs"), ("with", "with"), ("an API", "an API")]
        {
            let end = 5 + text.chars().count();
            let evidence = EvidenceView { start: 5, end, text: text.to_owned() };
            assert_eq!(shown(&evidence), 5..5 + marked.chars().count(), "{text}");
        }
    }

    #[test]
    fn words_that_overlap_are_marked_once_and_text_is_escaped() {
        let words = |start, end| EvidenceView { start, end, text: String::new() };
        let evidence = [words(2, 6), words(0, 4), words(9, 10)];
        let marks = merged(evidence.iter());
        assert_eq!(marks, [0..6, 9..10]);
        let html = marked("çış <b> é", &merged([words(0, 3), words(8, 9)].iter())).into_string();
        assert_eq!(html, "<mark>çış</mark> &lt;b&gt; <mark>é</mark>");
    }
}
