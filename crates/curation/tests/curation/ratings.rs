//! Ratings in words, the evidence behind them, and how long it stays fresh.

use std::sync::Arc;

use framewise_curation::ratings;
use framewise_model::knowledge::due_checks;
use framewise_model::knowledge::model::Basis;
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::folders::{copy, curate, frozen};

#[test]
fn the_document_has_every_rating_and_says_of_which_version() {
    let folder = copy();
    let printed = curate(folder.path(), &["ratings", "."]);
    assert_eq!(printed.code, 0, "{}", printed.err);
    let knowledge = frozen();
    assert_eq!(printed.out, ratings::document(knowledge));
    assert!(printed.out.contains(&format!("Knowledge {}.\n", knowledge.version)));
    for (index, criterion) in knowledge.criteria.iter().enumerate() {
        let heading = format!("\n## {}\n", criterion.name);
        let (_, section) = printed.out.split_once(&heading).unwrap();
        let section = section.split("\n## ").next().unwrap();
        for framework in &knowledge.frameworks {
            let rating = &framework.ratings[index];
            let row = format!(
                "\n| {} | {:.3} | {:.3} to {:.3} | ",
                framework.record.name,
                rating.value.get(),
                rating.low.get(),
                rating.high.get(),
            );
            assert!(section.contains(&row), "{row} is not in {section}");
        }
    }
}

#[test]
fn one_rating_is_explained_by_its_inputs_or_its_claims() {
    let folder = copy();
    let explain = |framework: &str, criterion: &str| {
        curate(folder.path(), &["explain", framework, criterion, "--knowledge", "."])
    };
    let derived = explain("flask", "performance");
    assert_eq!(derived.code, 0, "{}", derived.err);
    assert!(derived.out.starts_with("Flask on performance: "), "{}", derived.out);
    assert!(derived.out.contains("\nderived: weighted_mean, "), "{}", derived.out);
    let editorial = explain("flask", "testing");
    assert!(editorial.out.contains("\neditorial: A documented test client"), "{}", editorial.out);
    assert!(editorial.out.contains("\n  flask-simple-tests: "), "{}", editorial.out);
    let mistyped = explain("flaks", "performance");
    assert_eq!(mistyped.code, 2);
    assert!(mistyped.err.contains("did you mean flask?"), "{}", mistyped.err);
}

#[test]
fn no_rating_of_a_criterion_is_without_evidence() {
    let knowledge = frozen();
    for framework in &knowledge.frameworks {
        for (attribute, rating) in knowledge.attributes.iter().zip(&framework.ratings) {
            let place = format!("{} {}", framework.record.id, attribute.id);
            match &rating.basis {
                Basis::Derived(inputs) => {
                    let known = inputs.iter().filter(|input| input.found != "unknown").count();
                    assert!(known > 0, "{place} is derived from nothing");
                }
                Basis::Editorial(_) => assert!(!rating.claims.is_empty(), "{place}"),
                Basis::Unknown => panic!("{place} is unknown"),
            }
        }
    }
}

#[test]
fn evidence_grows_old_after_eighteen_months() {
    let knowledge = frozen();
    let newest = knowledge.frameworks.iter().flat_map(|f| &f.record.claims);
    let newest: Date =
        newest.map(|claim| claim.verified_on.as_str()).max().unwrap().parse().unwrap();
    let stale = |day: Date| {
        let warnings = due_checks::warnings(knowledge, day);
        warnings.iter().filter(|text| text.contains("verified more than 18 months ago")).count()
    };
    assert_eq!(stale(newest), 0);
    assert_eq!(stale(newest.saturating_add(19.months())), knowledge.frameworks.len());
}

#[test]
fn figures_of_a_release_that_is_no_longer_the_latest_are_reported() {
    let mut knowledge = frozen().clone();
    let flask = knowledge.frameworks.iter_mut().find(|f| f.record.id == "flask").unwrap();
    Arc::make_mut(&mut flask.record).facts.get_mut("latest_release").unwrap().text =
        Some("99.0".to_owned());
    let warnings = due_checks::warnings(&knowledge, knowledge.released_on);
    let reported =
        |part: &str| warnings.iter().any(|text| text.starts_with("flask: ") && text.contains(part));
    assert!(reported("the lab measured 3.1.3, but 99.0 is out"), "{warnings:#?}");
    assert!(reported("read at a release before 99.0"), "{warnings:#?}");
}
