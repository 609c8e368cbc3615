//! Ratings in words, the evidence behind them, and how long it stays fresh.

use std::sync::Arc;

use framewise_curation::ratings;
use framewise_model::knowledge::model::Basis;
use framewise_model::knowledge::{Knowledge, due_checks};
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
    // What would change it: a bound for each input, or the neighbouring steps and the kinds of claims.
    assert!(
        derived.out.contains("\nwhat would change it by 0.1, each input alone:\n"),
        "{}",
        derived.out
    );
    assert!(derived.out.contains("  json_throughput: up: 1."), "{}", derived.out);
    assert!(derived.out.contains(" or more; down: 0."), "{}", derived.out);
    let feature = explain("flask", "feature:orm");
    assert!(
        feature.out.contains("\n  orm: up: built_in (partial); down: third_party (partial)"),
        "{}",
        feature.out
    );
    for part in [
        "\nsteps of the rubric around it:\n  0.5: ",
        "\n  0.75: ",
        "\n  1: ",
        "\n  up: claims of kind `advantage` or `feature` about testing ",
        "\n  down: claims of kind `disadvantage` about testing ",
    ] {
        assert!(editorial.out.contains(part), "{part} is not in\n{}", editorial.out);
    }
    assert!(!editorial.out.contains("\n  0.25: "), "{}", editorial.out);
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

/// The day on which the sources of some facts of a framework were read.
fn read_on(knowledge: &Knowledge, framework: &str) -> Vec<Date> {
    let facts = &knowledge.framework(framework).unwrap().record.facts;
    let sources = facts.iter().filter(|(kind, _)| *kind != "first_release");
    sources
        .map(|(_, fact)| {
            let source = knowledge.sources.iter().find(|source| source.id == fact.source).unwrap();
            source.accessed.parse().unwrap()
        })
        .collect()
}

#[test]
fn facts_grow_old_after_sixty_days() {
    let knowledge = frozen();
    let days = read_on(knowledge, "flask");
    let (first, last) = (*days.iter().min().unwrap(), *days.iter().max().unwrap());
    let old = |today: Date| {
        let warnings = due_checks::warnings(knowledge, today);
        let of_flask = |text: &&String| text.starts_with("flask: facts read more than 60 days ago");
        warnings.iter().find(of_flask).cloned()
    };
    assert_eq!(old(first.saturating_add(60.days())), None);
    let warning = old(first.saturating_add(61.days())).unwrap();
    assert!(warning.contains(&format!("the first on {first}: ")), "{warning}");
    let all = old(last.saturating_add(61.days())).unwrap();
    assert!(all.contains("download_rank"), "{all}");
    assert!(!all.contains("first_release"), "{all}");
}

#[test]
fn packages_grow_old_after_sixty_days() {
    let mut knowledge = frozen().clone();
    let day = knowledge.released_on;
    let old = |knowledge: &Knowledge, today: Date| {
        let warnings = due_checks::warnings(knowledge, today);
        warnings
            .iter()
            .any(|text| text.starts_with("packages.toml: looked up more than 60 days ago"))
    };
    // The frozen knowledge names no packages, so there is nothing to look up.
    assert!(!old(&knowledge, day.saturating_add(400.days())));
    Arc::make_mut(&mut knowledge.packages).counted_on = day.to_string();
    assert!(!old(&knowledge, day.saturating_add(60.days())));
    assert!(old(&knowledge, day.saturating_add(61.days())));
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
