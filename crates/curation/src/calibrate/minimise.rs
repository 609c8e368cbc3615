//! The minimum of a smooth function.
//!
//! L-BFGS (Liu & Nocedal, "On the limited memory BFGS method for large scale optimization", *Mathematical
//! Programming* 45, 1989) with a line search by halving steps (Armijo's condition). It uses only operations that IEEE
//! 754 rounds exactly, so the result is the same on every machine if the function is.

use std::collections::VecDeque;

/// How many of the last steps the curvature is estimated from.
const MEMORY: usize = 10;
/// The most steps.
const STEPS: usize = 300;
/// A step that lowers the function by a smaller share ends the search.
const TOLERANCE: f64 = 1e-9;
/// The share of the decrease that the gradient predicts, which a step must reach (Armijo).
const DECREASE: f64 = 1e-4;
/// How often a step is halved before the search ends.
const HALVINGS: usize = 30;

/// A step, and how the gradient changed by it.
struct Step {
    moved: Vec<f64>,
    turned: Vec<f64>,
    /// 1 / (moved · turned).
    scale: f64,
}

/// Returns a local minimum that is found from `start`. `function` returns the value and the gradient at a point.
pub(super) fn minimise(start: Vec<f64>, function: impl Fn(&[f64]) -> (f64, Vec<f64>)) -> Vec<f64> {
    let mut point = start;
    let (mut value, mut gradient) = function(&point);
    let mut memory: VecDeque<Step> = VecDeque::new();
    for _ in 0..STEPS {
        let mut direction = direction(&gradient, &memory);
        let mut slope = dot(&gradient, &direction);
        if slope >= 0.0 {
            // The estimate of the curvature is of no use here.
            memory.clear();
            direction = gradient.iter().map(|g| -g).collect();
            slope = -dot(&gradient, &gradient);
        }
        if slope == 0.0 {
            break;
        }
        // Without memory, the length of the gradient says nothing about the length of a good step.
        let mut length = if memory.is_empty() { (1.0 / (-slope).sqrt()).min(1.0) } else { 1.0 };
        let mut found = None;
        for _ in 0..HALVINGS {
            let next: Vec<f64> =
                point.iter().zip(&direction).map(|(x, d)| x + length * d).collect();
            let (lower, turned) = function(&next);
            if lower <= value + DECREASE * length * slope {
                found = Some((next, lower, turned));
                break;
            }
            length /= 2.0;
        }
        let Some((next, lower, next_gradient)) = found else { break };
        let step = Step::new(difference(&next, &point), difference(&next_gradient, &gradient));
        let gained = value - lower;
        (point, value, gradient) = (next, lower, next_gradient);
        if let Some(step) = step {
            if memory.len() == MEMORY {
                memory.pop_front();
            }
            memory.push_back(step);
        }
        if gained <= TOLERANCE * value.abs() {
            break;
        }
    }
    point
}

impl Step {
    /// None if the function is not convex along the step: then it would spoil the estimate.
    fn new(moved: Vec<f64>, turned: Vec<f64>) -> Option<Self> {
        let product = dot(&moved, &turned);
        let enough = product > 1e-10 * dot(&turned, &turned);
        enough.then(|| Self { moved, turned, scale: 1.0 / product })
    }
}

/// The direction of the next step: minus the gradient times the estimated inverse of the curvature.
fn direction(gradient: &[f64], memory: &VecDeque<Step>) -> Vec<f64> {
    let mut direction: Vec<f64> = gradient.iter().map(|g| -g).collect();
    let mut shares = Vec::with_capacity(memory.len());
    for step in memory.iter().rev() {
        let share = step.scale * dot(&step.moved, &direction);
        add(&mut direction, -share, &step.turned);
        shares.push(share);
    }
    if let Some(Step { turned, scale, .. }) = memory.back() {
        let length = 1.0 / (scale * dot(turned, turned));
        for d in &mut direction {
            *d *= length;
        }
    }
    for (step, share) in memory.iter().zip(shares.into_iter().rev()) {
        let back = step.scale * dot(&step.turned, &direction);
        add(&mut direction, share - back, &step.moved);
    }
    direction
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

fn difference(one: &[f64], other: &[f64]) -> Vec<f64> {
    one.iter().zip(other).map(|(a, b)| a - b).collect()
}

fn add(to: &mut [f64], share: f64, other: &[f64]) {
    for (a, b) in to.iter_mut().zip(other) {
        *a += share * b;
    }
}

#[cfg(test)]
mod tests {
    use super::minimise;

    #[test]
    fn the_minimum_of_a_curved_valley_is_found() {
        // Rosenbrock's function, with its minimum 0 at (1, 1).
        let valley = |x: &[f64]| {
            let (a, b) = (1.0 - x[0], x[1] - x[0] * x[0]);
            let gradient = vec![-2.0 * a - 400.0 * x[0] * b, 200.0 * b];
            (a * a + 100.0 * b * b, gradient)
        };
        let found = minimise(vec![-1.2, 1.0], valley);
        assert!(found.iter().all(|x| (x - 1.0).abs() < 1e-3), "{found:?}");
    }

    #[test]
    fn a_minimum_stays() {
        let parabola = |x: &[f64]| (x[0] * x[0], vec![2.0 * x[0]]);
        assert_eq!(minimise(vec![0.0], parabola), [0.0]);
    }
}
