//! Everything that is measured on published advice, as Markdown: what `docs/evaluation.md` shows.

use std::fmt::Write as _;

use framewise_model::decision::NothingCounts;
use framewise_model::knowledge::Knowledge;
use framewise_model::sensitivity::acceptability::DEFAULT_SPREAD;

use super::agreement::{Form, evaluate};
use super::confidence::{Group, Reliability, reliability};
use super::interview::{interview_lengths, interviews};
use super::items::{Selected, Selection, Unusable, items};
use super::without_shortlist::Labelled;

/// The report on a file in JSON Lines form.
///
/// # Errors
/// All lines that cannot be used.
pub fn markdown(knowledge: &Knowledge, lines: &str) -> Result<String, Vec<Unusable>> {
    let whole = |why: String| vec![Unusable { line: 1, why }];
    let selection = items(knowledge, lines)?;
    let profile = evaluate(knowledge, lines, Form::Profile)?;
    let texts = evaluate(knowledge, lines, Form::Text)?;
    let statements: Vec<&Selected> = selection.items.iter().collect();
    let reliability = reliability(knowledge, &statements, DEFAULT_SPREAD)
        .map_err(|error| whole(error.to_string()))?;
    let interviews = interviews(knowledge, &selection.items).map_err(|e| whole(e.to_string()))?;

    let mut text = format!("Knowledge {}, {} statements", knowledge.version, selection.items.len());
    let _ =
        writeln!(text, ", {} left out.\n", profile.left_out_reason + profile.left_out_catalogue);
    let _ = writeln!(text, "### Agreement\n\n| from answers | from plain English |\n|---|---|");
    let _ = writeln!(text, "| {} | {} |", profile.complete, texts.complete);
    if let Some(understanding) = &texts.understanding {
        let _ = writeln!(
            text,
            "\nOf what is understood of the texts {:.1} % stands in the answers (precision), and of the answers {:.1} % is understood (recall).",
            100.0 * understanding.overall.precision(),
            100.0 * understanding.overall.recall(),
        );
    }
    text.push_str(
        "\n### By framework that the author recommends\n\n| framework | agree |\n|---|---|\n",
    );
    for (framework, tally) in &profile.by_framework {
        let _ = writeln!(text, "| {framework} | {} of {} |", tally.agree, tally.items);
    }
    text.push_str("\n### Confidence\n\n");
    text.push_str(&table(&reliability));
    text.push_str(&group("other authors disagree", reliability.split));
    text.push_str(&group("other authors agree", reliability.unanimous));
    text.push_str(&errors(&reliability));
    let _ = writeln!(
        text,
        "\n### Interviews\n\nQuestions until the recommendation is final, over all {} statements: {} when the most informative question comes next, {} in the order of the questionnaire (ratio {:.2}). Fewer for {} statements, more for {}.",
        interviews.items,
        interviews.adaptive,
        interviews.fixed,
        ratio(interviews.adaptive, interviews.fixed),
        interviews.fewer,
        interviews.more,
    );
    Ok(text)
}

/// Spreads of the weights that are compared, the default among them.
const SPREADS: [f64; 8] = [0.0, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 1.0];

/// The report on first choices without a shortlist as Markdown: the confidence of both kinds of statements
/// together, and the number of questions until a recommendation is final.
///
/// # Errors
/// [`NothingCounts`] if a situation gives nothing any weight.
pub fn open_markdown(
    knowledge: &Knowledge,
    selection: &Selection,
    open: &[Labelled],
) -> Result<String, NothingCounts> {
    let situations: Vec<Selected> = open.iter().map(|found| found.selected.clone()).collect();
    let both: Vec<&Selected> = selection.items.iter().chain(&situations).collect();
    let mut text = "Confidence over both kinds of statements, by the spread of the weights in the draws:\n\n| spread | mean confidence | agree | expected calibration error | Brier score |\n|---:|---:|---:|---:|---:|\n".to_owned();
    let mut default = String::new();
    for spread in SPREADS {
        let found = reliability(knowledge, &both, spread)?;
        let chosen = if spread.total_cmp(&DEFAULT_SPREAD).is_eq() { " (default)" } else { "" };
        let _ = writeln!(
            text,
            "| {spread}{chosen} | {} | {} | {:.3} | {:.3} |",
            percent(found.all.confidence),
            percent(found.all.tally.share()),
            found.calibration_error,
            found.brier,
        );
        if !chosen.is_empty() {
            default = table(&found);
        }
    }
    let mut questions = interview_lengths(knowledge, &situations)?;
    questions.sort_unstable();
    let median = questions.get(questions.len() / 2).copied().unwrap_or_default();
    let most = questions.last().copied().unwrap_or_default();
    let _ = writeln!(
        text,
        "\nWith the default:\n\n{default}\nQuestions until the recommendation without a shortlist is final, if the most informative question comes next: median {median}, at most {most}.",
    );
    Ok(text)
}

/// The bands of confidence as a table.
fn table(reliability: &Reliability) -> String {
    let mut text =
        "| confidence | statements | mean confidence | agree |\n|---|---:|---:|---:|\n".to_owned();
    for band in &reliability.bands {
        let title = format!("{} to {}", percent(band.from), percent(band.to));
        text.push_str(&group(&title, band.group));
    }
    text.push_str(&group("all", reliability.all));
    text
}

fn errors(reliability: &Reliability) -> String {
    let Reliability { brier, calibration_error, .. } = reliability;
    format!(
        "\nBrier score {brier:.3}, expected calibration error {calibration_error:.3} (0 is best).\n"
    )
}

fn group(title: &str, group: Group) -> String {
    let Group { tally, confidence } = group;
    if tally.items == 0 {
        return format!("| {title} | 0 | | |\n");
    }
    format!(
        "| {title} | {} | {} | {} |\n",
        tally.items,
        percent(confidence),
        percent(tally.share())
    )
}

fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

#[expect(clippy::cast_precision_loss, reason = "there are only thousands of questions")]
fn ratio(one: usize, other: usize) -> f64 {
    one as f64 / other.max(1) as f64
}
