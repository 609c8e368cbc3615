//! `docs/ratings.md` says how every rating comes about.

use std::path::Path;
use std::{env, fs};

use framewise_model::knowledge::model::Basis;
use framewise_model::knowledge::{Files, load};
use framewise_model::knowledge::freshness;
use framewise_curation::ratings;
use jiff::ToSpan as _;
use jiff::civil::Date;

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

#[test]
fn evidence_grows_old_after_eighteen_months() {
    let knowledge = load(&Files::embedded()).unwrap();
    let newest = knowledge.frameworks.iter().flat_map(|f| &f.record.claims);
    let newest: Date =
        newest.map(|claim| claim.verified_on.as_str()).max().unwrap().parse().unwrap();
    let stale = |day: Date| {
        let warnings = freshness::warnings(&knowledge, day);
        warnings.iter().filter(|text| text.contains("verified more than 18 months ago")).count()
    };
    assert_eq!(stale(newest), 0);
    assert_eq!(stale(newest.saturating_add(19.months())), knowledge.frameworks.len());
}

#[test]
fn figures_of_a_release_that_is_no_longer_the_latest_are_told() {
    let mut knowledge = load(&Files::embedded()).unwrap();
    let flask = knowledge.frameworks.iter_mut().find(|f| f.record.id == "flask").unwrap();
    flask.record.facts.get_mut("latest_release").unwrap().text = Some("99.0".to_owned());
    let warnings = freshness::warnings(&knowledge, knowledge.released_on);
    let told =
        |part: &str| warnings.iter().any(|text| text.starts_with("flask: ") && text.contains(part));
    assert!(told("the lab measured 3.1.3, but 99.0 is out"), "{warnings:#?}");
    assert!(told("read at a release before 99.0"), "{warnings:#?}");
}
