//! One rating in words: how it was made, and what would change it. `framewise-curate explain` prints it.

use std::fmt::Write as _;

use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::derive::Input;
use framewise_model::knowledge::derive::formulas::WEIGHTED_MEAN;
use framewise_model::knowledge::derive::required_input::required_input;
use framewise_model::knowledge::format::{Claim, ClaimKind, Criterion, Rubric, Term, Verdict};
use framewise_model::knowledge::model::{Basis, Framework, Rating};

/// The change of a rating whose causes are shown: a difference that readers of a ranking notice.
const STEP: f64 = 0.1;

/// Returns one rating as lines of text: formula, inputs, claims, and what would change it by 0.1.
///
/// `attribute` is an index of [`Knowledge::attributes`].
#[must_use]
pub fn explain(knowledge: &Knowledge, framework: &Framework, attribute: usize) -> String {
    let (column, rating) = (&knowledge.attributes[attribute], &framework.ratings[attribute]);
    let mut text = format!(
        "{} on {}: {:.3}, between {:.3} and {:.3}\n",
        framework.record.name,
        column.id,
        rating.value.get(),
        rating.low.get(),
        rating.high.get(),
    );
    let criterion = knowledge.criteria.iter().find(|criterion| criterion.id == column.id);
    match (&rating.basis, criterion) {
        (Basis::Derived(inputs), _) => {
            let capability = column.capability.clone();
            let of_feature = [Term { capability, share: 1.0, ..Term::default() }];
            let terms = criterion.map_or(&of_feature[..], |found| &found.derived_from);
            write_inputs(inputs, &mut text);
            write_claims(framework, rating, &mut text);
            write_needed(framework, terms, inputs, &mut text);
        }
        (Basis::Editorial(rationale), Some(criterion)) => {
            let _ = writeln!(text, "editorial: {rationale}");
            write_claims(framework, rating, &mut text);
            write_steps(criterion, rating.value.get(), &mut text);
            write_evidence(framework, criterion, rating, &mut text);
        }
        _ => text.push_str("unknown: it is not rated yet\n"),
    }
    text
}

fn write_inputs(inputs: &[Input], text: &mut String) {
    let _ = writeln!(text, "derived: {}, {}", WEIGHTED_MEAN.name, WEIGHTED_MEAN.expression);
    for input in inputs {
        let _ = writeln!(
            text,
            "  {:.4} × {:.4} [{:.4}, {:.4}]  {} {}: {}",
            input.share,
            input.value.get(),
            input.low.get(),
            input.high.get(),
            input.formula,
            input.id,
            input.found,
        );
    }
}

fn write_claims(framework: &Framework, rating: &Rating, text: &mut String) {
    for claim in framework.record.claims.iter().filter(|claim| rating.claims.contains(&claim.id)) {
        let _ = writeln!(text, "  {}: {}", claim.id, claim.text);
    }
}

/// For each input alone, the value with which the rating would be higher or lower by [`STEP`].
fn write_needed(framework: &Framework, terms: &[Term], inputs: &[Input], text: &mut String) {
    let _ = writeln!(text, "what would change it by {STEP}, each input alone:");
    for (term, input) in terms.iter().zip(inputs) {
        let found = required_input(&framework.record, term, input, STEP);
        let of = |value: Option<String>| value.unwrap_or_else(|| "not possible".to_owned());
        let _ = writeln!(text, "  {}: up: {}; down: {}", input.id, of(found.up), of(found.down));
    }
}

/// The steps of the rubric around a rating.
fn write_steps(criterion: &Criterion, value: f64, text: &mut String) {
    text.push_str("steps of the rubric around it:\n");
    for (step, meaning) in steps(&criterion.rubric) {
        if (step - value).abs() < 0.25 + 1e-9 {
            let _ = writeln!(text, "  {step}: {meaning}");
        }
    }
}

fn steps(rubric: &Rubric) -> [(f64, &str); 5] {
    [
        (0.0, &rubric.zero),
        (0.25, &rubric.quarter),
        (0.5, &rubric.half),
        (0.75, &rubric.three_quarters),
        (1.0, &rubric.one),
    ]
}

/// Which claims would move an editorial rating, and those that are recorded but not cited.
fn write_evidence(
    framework: &Framework,
    criterion: &Criterion,
    rating: &Rating,
    text: &mut String,
) {
    let _ = writeln!(text, "what would change it by {STEP}:");
    let up = &[ClaimKind::Advantage, ClaimKind::Feature][..];
    let down = &[ClaimKind::Disadvantage][..];
    for (direction, kinds, names, step) in [
        ("up", up, "`advantage` or `feature`", "higher"),
        ("down", down, "`disadvantage`", "lower"),
    ] {
        let _ = writeln!(
            text,
            "  {direction}: claims of kind {names} about {} with the verdict `supported` that show what the \
             {step} step of the rubric describes; grades from strongest: measured, official, survey, article, \
             opinion",
            criterion.id,
        );
        let claims = framework.record.claims.iter().filter(|claim| kinds.contains(&claim.kind));
        for claim in claims.filter(|claim| is_open(claim, criterion, rating)) {
            let _ = writeln!(text, "    recorded, not cited: {}: {}", claim.id, claim.text);
        }
    }
    let cited = framework.record.claims.iter().filter(|claim| rating.claims.contains(&claim.id));
    for claim in cited.filter(|claim| claim.verdict != Verdict::Supported) {
        let _ = writeln!(
            text,
            "  cited, but not `supported`: {}; evidence that settles it narrows the interval or removes a reason",
            claim.id,
        );
    }
}

/// Whether a rating of the criterion could cite a claim that it does not cite.
fn is_open(claim: &Claim, criterion: &Criterion, rating: &Rating) -> bool {
    claim.criterion.as_deref() == Some(criterion.id.as_str())
        && claim.ambiguous.is_none()
        && claim.verdict == Verdict::Supported
        && !rating.claims.contains(&claim.id)
}
