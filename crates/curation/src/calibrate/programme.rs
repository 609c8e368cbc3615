//! The linear programme.
//!
//! minimise    Σ over statements of `v · e` + Σ over weights of `PULL · |w − expert| / max(expert, FLOOR)`
//! subject to  `Σ_c W_c (r_{a,c} − r_{b,c}) + e ≥ MARGIN · ΣW` for every statement, its framework `a` and
//!             every other `b` that it compares, with `W_c` the sum of the weights that count in its
//!             situation, and `e ≥ 0`;
//!             every weight within the bounds below;
//!             the sum of the base weights, and that of all effects, as the experts set them.
//!
//! The first term is the sum of the remaining violations. The second term keeps a weight at its expert value
//! unless statements require another value, so that few weights change and their rationales stay true. Without the
//! fixed sums, smaller weights alone would make all violations smaller.
//!
//! The programme is solved several times. First `v` is 1; then it is `SOFT / (SOFT + e)` with the violation `e` found
//! before (iteratively reweighted l1 minimisation: Candès, Wakin & Boyd, *Enhancing Sparsity by Reweighted l1
//! Minimization*, Journal of Fourier Analysis and Applications 14, 2008). Statements that no weights can satisfy then
//! stop pulling at the weights of those that can be satisfied: few are violated instead of many a little.

use std::collections::BTreeMap;

use framewise_model::decision::{Weights, rank};
use framewise_model::knowledge::Knowledge;
use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOutcome, Variable};

use super::learnt::Learnt;
use super::parameters::Parameter;
use crate::evaluate::items::Selected;

/// By how many points of the score the chosen framework should lead.
pub(super) const MARGIN: f64 = 0.02;
/// Weights before any answer count in every situation, so moving them costs more by this factor.
const PULL_OF_BASE: f64 = 1.0 / 0.6;
/// Lower bound for the divisor of the cost, so that small weights can change.
pub(super) const FLOOR: f64 = 0.15;
/// The violation that halves the cost of the next one.
const SOFT: f64 = 0.05;
/// How often the programme is solved.
const ROUNDS: usize = 5;
/// How far a weight may move, as factors of the expert weight.
const BOUNDS: [f64; 2] = [0.4, 2.5];
/// The same for base weights, about which comparisons of frameworks say little.
const BOUNDS_OF_BASE: [f64; 2] = [0.6, 1.5];
/// Weights are multiples of it; experts do not judge finer than that.
pub(super) const STEP: f64 = 0.05;

/// Why there is no calibration.
#[derive(Debug, thiserror::Error)]
pub enum CalibrateError {
    /// There is nothing to learn from.
    #[error("none of the statements compares frameworks of the catalogue only")]
    NoStatements,
    /// The solver failed. The expert weights always satisfy the programme, so this is a numerical matter.
    #[error("the linear programme could not be solved: {0}")]
    Programme(#[from] microlp::Error),
    /// The solver stopped early, although it has no limit.
    #[error("the solver of the linear programme stopped before it had an answer")]
    Interrupted,
}

/// The weights that contradict these statements least, one for each parameter; `start` has the weights
/// by the expert weights. `pull` is the cost of changing a weight by 100 %, in points of violation.
pub(super) fn solve(
    start: &Knowledge,
    parameters: &[Parameter],
    items: &[&Learnt],
    pull: f64,
) -> Result<Vec<f64>, CalibrateError> {
    let mut costs: Vec<f64> = items.iter().map(|item| item.weight).collect();
    let mut weights = Vec::new();
    for _ in 0..ROUNDS {
        let violations;
        (weights, violations) = solve_once(start, parameters, items, pull, &costs)?;
        for ((cost, violation), item) in costs.iter_mut().zip(violations).zip(items) {
            *cost = item.weight * SOFT / (SOFT + violation);
        }
    }
    Ok(weights)
}

/// The same with these costs of violations; also the violations, by statement.
fn solve_once(
    start: &Knowledge,
    parameters: &[Parameter],
    items: &[&Learnt],
    pull: f64,
    costs: &[f64],
) -> Result<(Vec<f64>, Vec<f64>), CalibrateError> {
    let mut errors = Vec::with_capacity(items.len());
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let moves: Vec<[Variable; 2]> = parameters
        .iter()
        .map(|parameter| {
            let [low, high] = bounds(parameter);
            let pull = if parameter.option.is_none() { pull * PULL_OF_BASE } else { pull };
            let cost = pull / parameter.expert_weight.max(FLOOR);
            let expert = parameter.expert_weight;
            [(high - expert).max(0.0), (expert - low).max(0.0)]
                .map(|room| problem.add_var(cost, (0.0, room)))
        })
        .collect();
    for base in [true, false] {
        let of_kind = parameters.iter().zip(&moves).filter(|(p, _)| p.option.is_none() == base);
        let terms: Vec<(Variable, f64)> =
            of_kind.flat_map(|(_, [up, down])| [(*up, 1.0), (*down, -1.0)]).collect();
        problem.add_constraint(terms, ComparisonOp::Eq, 0.0);
    }
    for (Learnt { selected: item, .. }, cost) in items.iter().zip(costs) {
        let error = problem.add_var(*cost, (0.0, f64::INFINITY));
        errors.push(error);
        let Some(chosen) = best(start, item) else { continue };
        let chosen = &start.frameworks[chosen].ratings;
        for rival in item.compared.iter().filter(|rival| !item.agrees_with(**rival)) {
            let rival = &start.frameworks[*rival].ratings;
            let mut terms = vec![(error, 1.0)];
            let mut expert_lead = 0.0;
            for (parameter, [up, down]) in parameters.iter().zip(&moves) {
                if parameter.option.is_some_and(|option| !item.answers.options().contains(&option))
                {
                    continue;
                }
                let attribute = parameter.attribute;
                let lead = chosen[attribute].value.get() - rival[attribute].value.get() - MARGIN;
                expert_lead += parameter.expert_weight * lead;
                terms.extend([(*up, lead), (*down, -lead)]);
            }
            problem.add_constraint(terms, ComparisonOp::Ge, -expert_lead);
        }
    }
    let SolveOutcome::Solution(solution) = problem.solve()? else {
        return Err(CalibrateError::Interrupted);
    };
    let weight = |(parameter, [up, down]): (&Parameter, &[Variable; 2])| {
        let found = parameter.expert_weight + solution[*up] - solution[*down];
        ((found / STEP).round() * STEP * 100.0).round() / 100.0
    };
    let weights = parameters.iter().zip(&moves).map(|pair| weight(pair).max(STEP)).collect();
    Ok((weights, errors.into_iter().map(|error| solution[error].max(0.0)).collect()))
}

/// The framework that the statement chooses; of two, the one that fits better by the expert weights.
fn best(start: &Knowledge, item: &Selected) -> Option<usize> {
    let weights = Weights::new(start, &item.answers, &BTreeMap::new()).ok()?;
    let chosen: Vec<usize> =
        item.compared.iter().copied().filter(|framework| item.agrees_with(*framework)).collect();
    rank::rank(start, &weights, &chosen).first().map(|place| place.framework)
}

/// The least and the largest weight that a parameter may get.
pub(super) fn bounds(parameter: &Parameter) -> [f64; 2] {
    let [low, high] = if parameter.option.is_none() { BOUNDS_OF_BASE } else { BOUNDS };
    // Twice the step of room, so that the smallest weights can move, too.
    [(parameter.expert_weight * low).max(STEP), parameter.expert_weight * high + 2.0 * STEP]
}
