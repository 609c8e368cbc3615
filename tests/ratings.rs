//! `docs/ratings.md` says how every rating comes about.

use std::path::Path;
use std::{env, fs};

use framewise::knowledge::model::Basis;
use framewise::knowledge::{Files, load};
use framewise::service::ratings;

#[test]
fn the_committed_ratings_are_those_of_the_knowledge() {
    let expected = ratings::document(&load(&Files::embedded()).unwrap());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ratings.md");
    if env::var_os("FRAMEWISE_REWRITE").is_some() {
        fs::write(&path, &expected).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == expected, "run `FRAMEWISE_REWRITE=1 cargo test --test ratings`");
}

#[test]
fn no_rating_of_a_criterion_is_without_evidence() {
    let knowledge = load(&Files::embedded()).unwrap();
    let derived = knowledge.criteria.iter().filter(|c| !c.derived_from.is_empty()).count();
    assert!(derived >= 10, "only {derived} criteria are derived");
    for framework in &knowledge.frameworks {
        for (column, rating) in knowledge.columns.iter().zip(&framework.ratings) {
            let place = format!("{} {}", framework.record.id, column.id);
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
