//! A recommendation for people: summary, table, reasons, what would change it, what is still open.

use std::fmt::Write as _;

use crate::api::recommendations::response::{
    BriefRecommendation, NextQuestionView, Ranked, Recommendation, RecommendationResponse,
};

/// The answer as a text.
pub(super) fn answer(answer: &RecommendationResponse<'_>) -> String {
    match answer {
        RecommendationResponse::Full(answer) => full(answer),
        RecommendationResponse::Brief(answer) => brief(answer),
    }
}

fn full(answer: &Recommendation<'_>) -> String {
    let mut text = understood(answer);
    let _ = writeln!(text, "{}\n", answer.summary);
    if !answer.ranking.is_empty() {
        text.push_str(&table(&answer.ranking));
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

/// The ranking as a table with aligned columns.
fn table(ranking: &[Ranked<'_>]) -> String {
    let row = |rank: &str, name: &str, [score, behind, first]: [&str; 3]| {
        [rank, name, score, behind, first].map(str::to_owned)
    };
    let mut rows = vec![row("", "Framework", ["Score", "Behind", "First in"])];
    rows.extend(ranking.iter().map(|place| {
        let rank = format!("{}{}", place.rank, if place.tied { " (tied)" } else { "" });
        let behind = place.gap_to_first.as_ref().map(|gap| format!("{:.3}", gap.points));
        let first = place.acceptability.first().map_or(0.0, |share| share * 100.0);
        let score = format!("{:.3}", place.score);
        row(&rank, place.name, [&score, &behind.unwrap_or_default(), &format!("{first:.1} %")])
    }));
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths: [usize; 5] = std::array::from_fn(|column| width(column).unwrap_or_default());
    let [ranks, names, scores, gaps, shares] = widths;
    let mut text = String::new();
    for [rank, name, score, behind, first] in &rows {
        let _ = writeln!(
            text,
            "{rank:<ranks$}  {name:<names$}  {score:>scores$}  {behind:>gaps$}  {first:>shares$}"
        );
    }
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
