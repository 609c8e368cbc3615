//! A recommendation as text: summary, table, reasons, what would change it, open questions.

use std::fmt::Write as _;

use crate::api::recommendations::response::{
    BriefRecommendation, NextQuestionView, Ranked, Recommendation, RecommendationResponse,
};

/// A recommendation as text.
pub(super) fn text(recommendation: &RecommendationResponse<'_>) -> String {
    match recommendation {
        RecommendationResponse::Full(full) => full_text(full),
        RecommendationResponse::Brief(brief) => brief_text(brief),
    }
}

fn full_text(full: &Recommendation<'_>) -> String {
    let mut text = understood(full);
    if let Some(reason) = full.scope.reason {
        let instead = full.scope.instead.join(", or ");
        let _ = writeln!(text, "No web framework seems to be needed. {reason} Use {instead}.\n");
    }
    let _ = writeln!(text, "{}\n", full.summary);
    if let Some(moving) = &full.moving {
        let _ = writeln!(text, "{}\n", moving.text);
    }
    if !full.ranking.is_empty() {
        text.push_str(&table(&full.ranking));
    }
    for place in &full.ranking {
        let _ = writeln!(text, "\n{}", place.name);
        for reason in &place.strengths {
            let _ = writeln!(text, "  + {}", reason.text);
        }
        for reason in &place.cautions {
            let _ = writeln!(text, "  - {}", reason.text);
        }
        for limit in &place.limits {
            let _ = writeln!(text, "  - {}", limit.text);
        }
    }
    for exclusion in &full.excluded {
        let _ = writeln!(text, "\nLeft out: {}", exclusion.reason);
    }
    for miss in &full.nearest_misses {
        let _ = writeln!(text, "Nearest: {} lacks {}", miss.framework, miss.missing.join(", "));
    }
    if !full.would_change_it.is_empty() {
        text.push_str("\nWhat would change it\n");
        for way in &full.would_change_it {
            let _ = writeln!(text, "  {}", way.text);
        }
    }
    if let Some(target) = &full.target {
        let _ = writeln!(text, "\n{}", target.text);
    }
    next(&mut text, full.next_question);
    if !full.open_questions.is_empty() {
        let _ = writeln!(text, "\nNot answered: {}", full.open_questions.join(", "));
    }
    let _ = writeln!(text, "Knowledge {} ({})", full.knowledge_version, full.knowledge_digest);
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

/// The answers found in a text, with the words that support each answer.
fn understood(full: &Recommendation<'_>) -> String {
    let mut text = String::new();
    for (word, found) in [("Understood", &full.understood), ("Not wanted", &full.unwanted)] {
        for found in found {
            let words: Vec<&str> = found.evidence.iter().map(|words| words.text.as_str()).collect();
            let counts = found.counts || word == "Not wanted";
            let overridden = if counts { "" } else { ", but answered otherwise" };
            let (question, option) = (found.question, found.option);
            let _ =
                writeln!(text, "{word}: {question}={option} ({}{overridden})", words.join("; "));
        }
    }
    for contradiction in &full.contradictions {
        let options: Vec<&str> = contradiction.options.iter().map(|found| found.option).collect();
        let (question, taken) = (contradiction.question, contradiction.chosen.unwrap_or("none"));
        let _ = writeln!(
            text,
            "Contradiction: {question} is {}; {taken} was taken",
            options.join(" and ")
        );
    }
    for reading in &full.also_understood {
        let words: Vec<&str> = reading.evidence.iter().map(|words| words.text.as_str()).collect();
        let framework = reading.framework.map(|id| format!("{id}: ")).unwrap_or_default();
        let title = if reading.counts { "Understood" } else { "Not taken into account" };
        let _ = writeln!(text, "{title}: {framework}{} ({})", reading.text, words.join("; "));
    }
    for note in &full.text_notes {
        let _ = writeln!(text, "Note: {}", note.detail);
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn brief_text(brief: &BriefRecommendation<'_>) -> String {
    let mut text = format!("{}\n\n", brief.summary);
    for place in &brief.ranking {
        let tie = if place.tied { " (tied)" } else { "" };
        let (rank, name, score) = (place.rank, place.name, place.score);
        let _ = writeln!(text, "{rank:>2}. {name}{tie}: {score:.3}. {}", place.sentence);
    }
    next(&mut text, brief.next_question);
    text
}

fn next(text: &mut String, question: Option<NextQuestionView<'_>>) {
    if let Some(next) = question {
        let _ = writeln!(text, "\nNext question: {} (-a {}=…)", next.text, next.question);
    }
}
