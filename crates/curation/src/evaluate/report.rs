//! Everything that is measured on published advice, as Markdown: what `docs/evaluation.md` shows.

use std::fmt::Write as _;

use framewise_model::knowledge::Knowledge;

use super::agreement::{Form, evaluate};
use super::confidence::{Group, reliability};
use super::interview::interviews;
use super::items::{Unusable, items};
use crate::calibrate::{Agreement, FOLDS, calibrate};

/// The report on a file in JSON Lines form.
///
/// # Errors
/// All lines that cannot be used.
pub fn markdown(knowledge: &Knowledge, lines: &str) -> Result<String, Vec<Unusable>> {
    let whole = |why: String| vec![Unusable { line: 1, why }];
    let selection = items(knowledge, lines)?;
    let profile = evaluate(knowledge, lines, Form::Profile)?;
    let texts = evaluate(knowledge, lines, Form::Text)?;
    let calibration = calibrate(knowledge, &selection.items).map_err(|e| whole(e.to_string()))?;
    let reliability = reliability(knowledge, &selection.items).map_err(|e| whole(e.to_string()))?;
    let interviews = interviews(knowledge, &selection.items).map_err(|e| whole(e.to_string()))?;

    let mut text = format!("Knowledge {}, {} statements", knowledge.version, selection.items.len());
    let _ =
        writeln!(text, ", {} left out.\n", profile.left_out_reason + profile.left_out_catalogue);
    let _ =
        writeln!(text, "### Agreement\n\n| | from answers | from plain English |\n|---|---|---|");
    let mut row = |title: &str, agreement: Agreement| {
        let _ = writeln!(text, "| {title} | {} | {} |", agreement.profile, agreement.text);
    };
    row("as it is", Agreement { profile: profile.complete, text: texts.complete });
    row("expert weights, before calibration", calibration.expert);
    row("calibrated on these statements", calibration.fitted);
    let title = format!("cross-validated by site, {FOLDS} parts");
    row(&title, calibration.cross_validated);
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
    text.push_str("\n### Confidence\n\n| confidence | statements | mean confidence | agree |\n|---|---:|---:|---:|\n");
    for band in &reliability.bands {
        let title = format!("{} to {}", percent(band.from), percent(band.to));
        text.push_str(&group(&title, band.group));
    }
    text.push_str(&group("all", reliability.all));
    text.push_str(&group("other authors disagree", reliability.split));
    text.push_str(&group("other authors agree", reliability.unanimous));
    let _ = writeln!(text, "\nBrier score {:.3} (0 is best).", reliability.brier);
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
