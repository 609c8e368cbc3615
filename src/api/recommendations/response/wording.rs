//! Sentences on the confidence of a recommendation and on what would change it.

use framewise_model::knowledge::Knowledge;
use framewise_model::sensitivity::acceptability::{Sampling, Spread};
use framewise_model::sensitivity::flips::Change;

/// Shares are given out of this number of draws, or out of all draws if there are fewer.
const OUT_OF: usize = 100;

/// A sentence on the share of the draws in which a framework comes first.
pub(super) fn confidence(name: &str, share: f64, sampling: Sampling) -> String {
    let readings = match sampling.spread {
        Spread::LogNormal(_) => "plausible readings of your priorities",
        Spread::Uniform => "weightings drawn blindly, whatever was answered,",
    };
    let all = sampling.draws.min(OUT_OF);
    match rounded(share, all) {
        _ if share <= 0.0 => {
            format!("In none of the {readings} that were tried {name} comes first.")
        }
        _ if share >= 1.0 => format!("In all {readings} that were tried {name} comes first."),
        0 => format!("In fewer than 1 of {all} {readings} {name} comes first."),
        count if count == all => {
            format!("In more than {} of {all} {readings} {name} comes first.", all - 1)
        }
        count => format!("In {count} of {all} {readings} {name} comes first."),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a share of at most 100"
)]
fn rounded(share: f64, all: usize) -> usize {
    (share * all as f64).round() as usize
}

/// The sentence for a recommendation that no open question can change.
pub(super) const SETTLED: &str = "No answer to the open questions can change this.";

/// Changed answers as a condition: “How large is it?” were answered with “Large” instead of “Small”.
pub(super) fn changes(knowledge: &Knowledge, changes: &[Change]) -> String {
    let conditions: Vec<String> =
        changes.iter().map(|change| condition(knowledge, *change)).collect();
    conditions.join(" and ")
}

fn condition(knowledge: &Knowledge, change: Change) -> String {
    let question = &knowledge.questions[change.question];
    let option = |index: usize| knowledge.chosen(&knowledge.options[index]).1.text.as_str();
    match (change.from, change.to) {
        (None, Some(to)) if question.multiple => {
            format!("\u{201C}{}\u{201D} were asked for too", option(to))
        }
        (Some(from), None) => format!("\u{201C}{}\u{201D} were not asked for", option(from)),
        (Some(from), Some(to)) => format!(
            "\u{201C}{}\u{201D} were answered with \u{201C}{}\u{201D} instead of \u{201C}{}\u{201D}",
            question.text,
            option(to),
            option(from)
        ),
        (None, to) => format!(
            "\u{201C}{}\u{201D} were answered with \u{201C}{}\u{201D}",
            question.text,
            to.map_or("", option)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(share: f64, draws: usize) -> String {
        confidence("Flask", share, Sampling { draws, ..Sampling::default() })
    }

    #[test]
    fn shares_are_never_rounded_to_certainty() {
        for (share, draws, start) in [
            (0.8712, 10_000, "In 87 of 100 plausible readings of your priorities Flask"),
            (1.0, 10_000, "In all plausible readings"),
            (0.9999, 10_000, "In more than 99 of 100 plausible"),
            (0.0001, 10_000, "In fewer than 1 of 100 plausible"),
            (0.0, 10_000, "In none of the plausible readings"),
            (0.5, 10, "In 5 of 10 plausible"),
            (1.0, 1, "In all plausible"),
        ] {
            let sentence = sentence(share, draws);
            assert!(sentence.starts_with(start), "{sentence}");
        }
    }
}
