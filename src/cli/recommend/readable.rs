//! A recommendation for people: summary, table, reasons, what would change it, what is still open.

use std::fmt::Write as _;

use comfy_table::{Cell, CellAlignment, Table, presets};

use crate::api::recommendations::response::{
    Answer, BriefRecommendation, NextQuestionView, Recommendation,
};

/// The answer as a text.
pub(super) fn answer(answer: &Answer<'_>) -> String {
    match answer {
        Answer::Full(answer) => full(answer),
        Answer::Brief(answer) => brief(answer),
    }
}

fn full(answer: &Recommendation<'_>) -> String {
    let mut text = understood(answer);
    let _ = writeln!(text, "{}\n", answer.summary);
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY);
    table.set_header(["", "Framework", "Score", "Behind", "First in"]);
    let right = |text: String| Cell::new(text).set_alignment(CellAlignment::Right);
    for place in &answer.ranking {
        let gap =
            place.gap_to_first.as_ref().map_or(String::new(), |gap| format!("{:.3}", gap.points));
        let tie = if place.tied { " (tied)" } else { "" };
        let first = place.acceptability.first().map_or(0.0, |share| share * 100.0);
        table.add_row([
            Cell::new(format!("{}{tie}", place.rank)),
            Cell::new(place.name),
            right(format!("{:.3}", place.score)),
            right(gap),
            right(format!("{first:.1} %")),
        ]);
    }
    if !answer.ranking.is_empty() {
        let _ = writeln!(text, "{table}");
    }
    for place in &answer.ranking {
        let _ = writeln!(text, "\n{}", place.name);
        for reason in &place.strengths {
            let _ = writeln!(text, "  + {}", reason.text);
        }
        for reason in &place.cautions {
            let _ = writeln!(text, "  - {}", reason.text);
        }
    }
    for exclusion in &answer.excluded {
        let _ = writeln!(text, "\nLeft out: {}", exclusion.reason);
    }
    for miss in &answer.nearest_misses {
        let _ = writeln!(text, "Nearest: {} lacks {}", miss.framework, miss.missing.join(", "));
    }
    if !answer.would_change_it.is_empty() {
        text.push_str("\nWhat would change it\n");
        for way in &answer.would_change_it {
            let _ = writeln!(text, "  {}", way.text);
        }
    }
    if let Some(target) = &answer.target {
        let _ = writeln!(text, "\n{}", target.text);
    }
    next(&mut text, answer.next_question);
    if !answer.open_questions.is_empty() {
        let _ = writeln!(text, "\nNot answered: {}", answer.open_questions.join(", "));
    }
    let _ = writeln!(text, "Knowledge {} ({})", answer.knowledge_version, answer.knowledge_digest);
    text
}

/// What was understood of a text, with the words behind it.
fn understood(answer: &Recommendation<'_>) -> String {
    let mut text = String::new();
    for (word, found) in [("Understood", &answer.understood), ("Not wanted", &answer.unwanted)] {
        for found in found {
            let words: Vec<&str> = found.evidence.iter().map(|words| words.text.as_str()).collect();
            let beaten = found.counts || word == "Not wanted";
            let beaten = if beaten { "" } else { ", but answered otherwise" };
            let (question, option) = (found.question, found.option);
            let _ = writeln!(text, "{word}: {question}={option} ({}{beaten})", words.join("; "));
        }
    }
    for contradiction in &answer.contradictions {
        let options: Vec<&str> = contradiction.options.iter().map(|found| found.option).collect();
        let (question, taken) = (contradiction.question, contradiction.chosen.unwrap_or("none"));
        let _ = writeln!(
            text,
            "Contradiction: {question} is {}; {taken} was taken",
            options.join(" and ")
        );
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn brief(answer: &BriefRecommendation<'_>) -> String {
    let mut text = format!("{}\n\n", answer.summary);
    for place in &answer.ranking {
        let tie = if place.tied { " (tied)" } else { "" };
        let (rank, name, score) = (place.rank, place.name, place.score);
        let _ = writeln!(text, "{rank:>2}. {name}{tie}: {score:.3}. {}", place.sentence);
    }
    next(&mut text, answer.next_question);
    text
}

fn next(text: &mut String, question: Option<NextQuestionView<'_>>) {
    if let Some(next) = question {
        let _ = writeln!(text, "\nNext question: {} (-a {}=…)", next.text, next.question);
    }
}
