//! The worked example of `docs/decision-model.md`, computed by the program.

use framewise_model::decision::{Answers, Decision, Request, decide};
use framewise_model::knowledge::Knowledge;
use framewise_model::numbers::{UnitInterval, Weight};
use framewise_model::sensitivity::certificate::certificate;
use framewise_model::sensitivity::flips::flips;
use framewise_model::sensitivity::methods::{Method, agreement};
use framewise_model::sensitivity::stability::stability;

use crate::FROZEN;

const PAGE: &str = include_str!("../../../../docs/decision-model.md");

/// A knowledge base in which nothing counts but the three criteria of the page.
fn example() -> Knowledge {
    let mut knowledge = FROZEN.clone();
    let ratings: Vec<Vec<f64>> = ["A", "B", "C"].iter().map(|framework| row(framework)).collect();
    knowledge.frameworks.truncate(3);
    for (framework, ratings) in knowledge.frameworks.iter_mut().zip(ratings) {
        for (rating, value) in framework.ratings.iter_mut().zip(ratings) {
            std::sync::Arc::make_mut(rating).value = UnitInterval::new(value).unwrap();
        }
    }
    let base = [1.0, 1.0, 0.5].into_iter().chain(std::iter::repeat(0.0));
    for (attribute, base) in knowledge.attributes.iter_mut().zip(base) {
        attribute.base_weight = Weight::new(base).unwrap();
    }
    for option in &mut knowledge.options {
        option.effects = match option.label.as_str() {
            "experience=beginner" => vec![(0, Weight::ONE)],
            "load=high" => vec![(1, Weight::new(2.0).unwrap())],
            _ => Vec::new(),
        };
    }
    knowledge
}

/// The ratings in the row of a framework on the page.
fn row(framework: &str) -> Vec<f64> {
    let row = PAGE.lines().find(|line| line.starts_with(&format!("| {framework} |"))).unwrap();
    row.split('|').filter_map(|cell| cell.trim().parse().ok()).collect()
}

fn request(knowledge: &Knowledge, labels: &[&str]) -> Request {
    let position = |label: &&str| knowledge.options.iter().position(|o| o.label == *label).unwrap();
    let answers = Answers::new(knowledge, labels.iter().map(position)).unwrap();
    Request { answers, ..Request::default() }
}

fn decided(knowledge: &Knowledge, labels: &[&str]) -> (Request, Decision) {
    let request = request(knowledge, labels);
    let decision = decide(knowledge, &request).unwrap();
    (request, decision)
}

/// The number is the one computed, and it stands on the page with four digits.
fn stands(name: &str, computed: f64) {
    let shown = format!("{computed:.4}");
    assert!(PAGE.contains(&shown), "{name} is {shown}, which the page does not say");
}

#[test]
fn weights_and_scores_are_those_of_the_page() {
    let knowledge = example();
    let (_, decision) = decided(&knowledge, &["experience=beginner"]);
    for attribute in 0..3 {
        stands("a weight", decision.weights.get(attribute));
    }
    let order: Vec<usize> = decision.ranking.iter().map(|place| place.framework).collect();
    assert_eq!(order, [0, 1, 2]);
    for place in &decision.ranking {
        stands("a score", place.score);
    }
    stands("the lead", decision.ranking[0].score - decision.ranking[1].score);
}

#[test]
fn stability_is_that_of_the_page() {
    let knowledge = example();
    let (_, decision) = decided(&knowledge, &["experience=beginner"]);
    let speed =
        stability(&knowledge, &decision).into_iter().find(|found| found.attribute == 1).unwrap();
    stands("the end of the interval", speed.to);
    assert!(speed.from.abs() < 1e-9 && (speed.to - 0.32 / 0.82).abs() < 1e-9);
}

#[test]
fn high_load_changes_it_as_the_page_says() {
    let knowledge = example();
    let (request, decision) = decided(&knowledge, &["experience=beginner"]);
    let flip = &flips(&knowledge, &request, &decision)[0];
    assert_eq!(flip.changes.len(), 1);
    assert_eq!(flip.winner, 1);
    stands("the margin", flip.margin);
    let (_, changed) = decided(&knowledge, &["experience=beginner", "load=high"]);
    stands("the score of B", changed.ranking[0].score);
    assert!(!certificate(&knowledge, &request, &decision).settled);
    let (request, decision) = decided(&knowledge, &["experience=beginner", "load=low"]);
    assert!(certificate(&knowledge, &request, &decision).settled);
}

#[test]
fn the_other_methods_come_to_what_the_page_says() {
    let knowledge = example();
    let (_, decision) = decided(&knowledge, &["experience=beginner"]);
    for outcome in agreement(&knowledge, &decision).outcomes {
        assert_eq!(outcome.winner, 0, "{:?}", outcome.method);
        match outcome.method {
            Method::Topsis | Method::CityBlock => {
                stands("A", outcome.values[0]);
                stands("B", outcome.values[1]);
            }
            _ => stands("A", outcome.values[0]),
        }
    }
}
