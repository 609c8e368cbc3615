//! Coordinate ascent behind the linear programme.
//!
//! The programme adds up violations, but what counts is how many statements agree. So each weight in turn is moved by
//! a few steps while this objective grows:
//!
//! maximise    Σ over statements of `v · clamp(lead / margin, −1, 1)` − Σ over weights of `PENALTY · |w − expert| / max(expert, FLOOR)`
//!
//! `lead` is the normalised score of the best framework that the statement chooses minus that of the best other
//! one, and `v` is the weight of the statement.

use framewise_model::knowledge::Knowledge;

use super::learnt::Learnt;
use super::parameters::Parameter;
use super::programme::{FLOOR, MARGIN, STEP, bounds};
use crate::evaluate::items::Selected;

/// The margins, one after the other: with a small one alone, the objective has many local maxima (graduated
/// optimisation: Blake & Zisserman, *Visual Reconstruction*, 1987).
const MARGINS: [f64; 2] = [MARGIN, 0.5 * MARGIN];
/// Cost of changing a weight by 100 %, in statements.
const PENALTY: f64 = 0.1;
/// By how many steps a weight is moved at once.
const MOVES: [f64; 6] = [1.0, -1.0, 2.0, -2.0, 4.0, -4.0];
/// The most passes over all weights.
const PASSES: usize = 8;

/// A statement, prepared: which weights count in its situation.
struct Statement<'i> {
    item: &'i Selected,
    /// How much it counts.
    weight: f64,
    /// Indices of the parameters that count.
    parameters: Vec<usize>,
}

/// Moves the weights, one for each parameter, to more agreement.
pub(super) fn ascend(
    knowledge: &Knowledge,
    parameters: &[Parameter],
    items: &[&Learnt],
    weights: Vec<f64>,
) -> Vec<f64> {
    MARGINS.iter().fold(weights, |weights, margin| {
        ascend_with(knowledge, parameters, items, weights, *margin)
    })
}

fn ascend_with(
    knowledge: &Knowledge,
    parameters: &[Parameter],
    items: &[&Learnt],
    mut weights: Vec<f64>,
    margin: f64,
) -> Vec<f64> {
    let counts = |parameter: &Parameter, item: &Selected| {
        parameter.option.is_none_or(|option| item.answers.options().contains(&option))
    };
    let statements: Vec<Statement<'_>> = items
        .iter()
        .map(|Learnt { selected: item, weight }| Statement {
            item,
            weight: *weight,
            parameters: (0..parameters.len())
                .filter(|index| counts(&parameters[*index], item))
                .collect(),
        })
        .collect();
    let gain = |weights: &[f64], of: &[usize]| -> f64 {
        let lead = |index: &usize| {
            let statement = &statements[*index];
            let lead = lead(knowledge, parameters, statement, weights);
            statement.weight * (lead / margin).clamp(-1.0, 1.0)
        };
        of.iter().map(lead).sum()
    };
    for _ in 0..PASSES {
        let mut moved = false;
        for (index, parameter) in parameters.iter().enumerate() {
            let touched: Vec<usize> = (0..statements.len())
                .filter(|statement| statements[*statement].parameters.contains(&index))
                .collect();
            if touched.is_empty() {
                continue;
            }
            let [low, high] = bounds(parameter);
            let expert = parameter.expert_weight;
            let cost = |weight: f64| PENALTY * (weight - expert).abs() / expert.max(FLOOR);
            let mut best = gain(&weights, &touched) - cost(weights[index]);
            let before = weights[index];
            let mut chosen = before;
            for step in MOVES {
                let moved = ((before + step * STEP) * 100.0).round() / 100.0;
                if !(low.max(STEP)..=high).contains(&moved) {
                    continue;
                }
                weights[index] = moved;
                let found = gain(&weights, &touched) - cost(moved);
                if found > best + 1e-9 {
                    (best, chosen) = (found, moved);
                }
            }
            weights[index] = chosen;
            moved |= (chosen - before).abs() > f64::EPSILON;
        }
        if !moved {
            break;
        }
    }
    weights
}

/// The lead of what a statement chooses, in points of the score.
fn lead(
    knowledge: &Knowledge,
    parameters: &[Parameter],
    statement: &Statement<'_>,
    weights: &[f64],
) -> f64 {
    let total: f64 = statement.parameters.iter().map(|index| weights[*index]).sum();
    let (mut chosen, mut other) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
    for framework in &statement.item.compared {
        let ratings = &knowledge.frameworks[*framework].ratings;
        let points = statement
            .parameters
            .iter()
            .map(|index| weights[*index] * ratings[parameters[*index].attribute].value.get());
        let score = points.sum::<f64>() / total;
        let best = if statement.item.agrees_with(*framework) { &mut chosen } else { &mut other };
        *best = best.max(score);
    }
    chosen - other
}
