//! A recommendation as text: summary, table, reasons, what would change it, open questions.

use std::fmt::Write as _;

use framewise_model::english::lower_first;
use framewise_model::knowledge::Knowledge;

use crate::api::recommendations::response::{NextQuestionView, Ranked, Recommendation};

/// A recommendation as text, as far as its level of detail shows it.
pub(super) fn text(recommendation: &Recommendation<'_>) -> String {
    let mut text = understood(recommendation);
    if let Some(reason) = recommendation.scope.reason {
        let instead = recommendation.scope.instead.join(", or ");
        let _ = writeln!(text, "No web framework seems to be needed. {reason} Use {instead}.\n");
    }
    let _ = writeln!(text, "{}\n", recommendation.summary.as_deref().unwrap_or_default());
    if let Some(moving) = &recommendation.moving {
        let _ = writeln!(text, "{}\n", moving.text);
    }
    if !recommendation.ranking.is_empty() {
        text.push_str(&table(&recommendation.ranking));
    }
    for place in recommendation.ranking.iter().filter(|place| place.strengths.is_some()) {
        let _ = writeln!(text, "\n{}", name(place));
        for reason in place.strengths.iter().flatten() {
            let _ = writeln!(text, "  + {}", reason.text);
        }
        for reason in place.cautions.iter().flatten() {
            let _ = writeln!(text, "  - {}", reason.text);
        }
        for limit in place.limits.iter().flatten() {
            let _ = writeln!(text, "  - {}", limit.text);
        }
    }
    for exclusion in recommendation.excluded.iter().flatten() {
        let unmet = exclusion.must_have.or(exclusion.environment).unwrap_or_default();
        let lacking = || format!("{} lacks {unmet}", exclusion.framework);
        let reason = exclusion.reason.clone().unwrap_or_else(lacking);
        let _ = writeln!(text, "\nLeft out: {reason}");
    }
    for miss in recommendation.nearest_misses.iter().flatten() {
        let _ = writeln!(text, "Nearest: {} lacks {}", miss.framework, miss.missing.join(", "));
    }
    let changes = recommendation.would_change_it.as_deref().unwrap_or_default();
    if !changes.is_empty() {
        text.push_str("\nWhat would change it\n");
        for way in changes {
            let _ = writeln!(text, "  {}", way.text);
        }
    }
    if let Some(target) = &recommendation.target {
        let _ = writeln!(text, "\n{}", target.text);
    }
    next(&mut text, recommendation.next_question);
    let open = recommendation.open_questions.as_deref().unwrap_or_default();
    if !open.is_empty() {
        let _ = writeln!(text, "\nNot answered: {}", open.join(", "));
    }
    let digest = recommendation.knowledge_digest.unwrap_or_default();
    let _ = writeln!(text, "Knowledge {} ({digest})", recommendation.knowledge_version);
    text
}

/// The ranking with one sentence for each framework.
pub(super) fn brief_text(knowledge: &Knowledge, recommendation: &Recommendation<'_>) -> String {
    let summary = recommendation.summary.as_deref().unwrap_or_default();
    let mut text = format!("{summary}\n\n");
    for place in &recommendation.ranking {
        let tie = if place.tied == Some(true) { " (tied)" } else { "" };
        let (rank, score) = (place.rank.unwrap_or_default(), place.score);
        let _ = write!(text, "{rank:>2}. {}{tie}: {score:.3}.", name(place));
        let attribute =
            place.largest_gap.as_ref().and_then(|gap| knowledge.attribute(gap.criterion));
        let strength = place.strengths.iter().flatten().next();
        if let Some(attribute) = attribute {
            let behind = lower_first(&knowledge.attributes[attribute].name);
            let _ = write!(text, " Behind most of all on {behind}.");
        } else if let Some(strength) = strength {
            let _ = write!(text, " {}", strength.first_sentence());
        }
        text.push('\n');
    }
    next(&mut text, recommendation.next_question);
    text
}

fn name<'r>(place: &'r Ranked<'_>) -> &'r str {
    place.name.unwrap_or(place.framework)
}

/// The ranking as a table with aligned columns.
fn table(ranking: &[Ranked<'_>]) -> String {
    let row = |rank: &str, name: &str, [score, behind, first]: [&str; 3]| {
        [rank, name, score, behind, first].map(str::to_owned)
    };
    let mut rows = vec![row("", "Framework", ["Score", "Behind", "First in"])];
    rows.extend(ranking.iter().map(|place| {
        let tied = if place.tied == Some(true) { " (tied)" } else { "" };
        let rank = format!("{}{tied}", place.rank.unwrap_or_default());
        let behind = ranking[0].score - place.score;
        let behind = if behind > 0.0 { format!("{behind:.3}") } else { String::new() };
        let first = place.first_share.unwrap_or_default() * 100.0;
        let score = format!("{:.3}", place.score);
        row(&rank, name(place), [&score, &behind, &format!("{first:.1} %")])
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
fn understood(recommendation: &Recommendation<'_>) -> String {
    let mut text = String::new();
    let found =
        [("Understood", &recommendation.understood), ("Not wanted", &recommendation.unwanted)];
    for (word, found) in found {
        for found in found.iter().flatten() {
            let words: Vec<&str> = found.evidence.iter().map(|words| words.text.as_str()).collect();
            let counts = found.counts || word == "Not wanted";
            let overridden = if counts { "" } else { ", but answered otherwise" };
            let (question, option) = (found.question, found.option);
            let _ =
                writeln!(text, "{word}: {question}={option} ({}{overridden})", words.join("; "));
        }
    }
    for contradiction in recommendation.contradictions.iter().flatten() {
        let options: Vec<&str> = contradiction.options.iter().map(|found| found.option).collect();
        let (question, taken) = (contradiction.question, contradiction.chosen.unwrap_or("none"));
        let _ = writeln!(
            text,
            "Contradiction: {question} is {}; {taken} was taken",
            options.join(" and ")
        );
    }
    for reading in recommendation.also_understood.iter().flatten() {
        let words: Vec<&str> = reading.evidence.iter().map(|words| words.text.as_str()).collect();
        let framework = reading.framework.map(|id| format!("{id}: ")).unwrap_or_default();
        let title = if reading.counts { "Understood" } else { "Not taken into account" };
        let _ = writeln!(text, "{title}: {framework}{} ({})", reading.text, words.join("; "));
    }
    for note in recommendation.text_notes.iter().flatten() {
        let _ = writeln!(text, "Note: {}", note.detail);
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn next(text: &mut String, question: Option<NextQuestionView<'_>>) {
    if let Some(next) = question {
        let _ = writeln!(text, "\nNext question: {} (-a {}=…)", next.text, next.question);
    }
}
