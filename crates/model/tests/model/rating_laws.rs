//! How derived ratings follow from their inputs, and what would change them.

use framewise_model::knowledge::derive::Input;
use framewise_model::knowledge::derive::required_input::{RequiredInput, required_input};
use framewise_model::knowledge::format::{Framework, Term};
use framewise_model::knowledge::model::{Basis, Rating};
use framewise_model::knowledge::rating_order;
use framewise_model::knowledge::{Files, Knowledge, load};
use proptest::prelude::*;

use super::knowledge::{BETA, FRAMEWORK, edited, sound};

const CRITERIA: &str = "criteria.toml";
const PACKAGES: &str = "packages.toml";
const BUILT_IN: &str = "support = \"built_in\"";

/// Replaces one text in one file, which must contain it.
fn edit(files: &mut Files, file: &str, find: &str, replace: &str) {
    let text = String::from_utf8(files.get(file).unwrap().to_vec()).unwrap();
    assert!(text.contains(find), "{file} does not contain {find:?}");
    files.insert(file, text.replacen(find, replace, 1));
}

/// The sound folder without the companion, so that beta has only its own capabilities.
fn without_companion() -> Files {
    let mut files = sound();
    files.remove("companions/helper.toml");
    files
}

fn lightweight<'k>(knowledge: &'k Knowledge, framework: &str) -> &'k Rating {
    let attribute = knowledge.attribute("lightweight").unwrap();
    &knowledge.framework(framework).unwrap().ratings[attribute]
}

fn inputs(rating: &Rating) -> &[Input] {
    match &rating.basis {
        Basis::Derived(inputs) => inputs,
        other => panic!("it is derived, not {other:?}"),
    }
}

/// What the capability of a framework counts, and what was found for it.
fn orm(files: &Files, framework: &str) -> (f64, String) {
    let knowledge = load(files).unwrap();
    let input = &inputs(lightweight(&knowledge, framework))[1];
    (input.value.get(), input.found.clone())
}

#[test]
fn a_package_by_others_counts_by_its_downloads_and_its_latest_release() {
    // The knowledge is of January 2026.
    for (released, rank, value, found) in [
        ("2025-06", Some(900), 0.65, "third_party, mature"),
        ("2024-03-01", Some(900), 0.65, "third_party, mature"),
        ("2023-06", Some(900), 0.5, "third_party"),
        ("2019-06", Some(900), 0.5, "third_party"),
        ("2025-06", None, 0.5, "third_party"),
        ("2023-06", None, 0.5, "third_party"),
        ("2022-12", None, 0.3, "third_party, abandoned"),
    ] {
        let mut files = without_companion();
        edit(&mut files, PACKAGES, "\"2025-06\"", &format!("\"{released}\""));
        if rank.is_none() {
            edit(&mut files, PACKAGES, "download_rank = 900\n", "");
        }
        assert_eq!(orm(&files, "beta"), (value, found.to_owned()), "{released} {rank:?}");
    }
}

#[test]
fn a_package_that_no_capability_names_has_no_effect() {
    let mut files = without_companion();
    edit(&mut files, BETA, "package = \"table-driver\"\n", "");
    files.remove(PACKAGES);
    assert_eq!(orm(&files, "beta"), (0.5, "third_party".to_owned()));
}

#[test]
fn the_best_way_to_a_capability_counts() {
    let ways = |support: &str, partial: bool| {
        let mut files = without_companion();
        let other = format!(
            "alternatives = [{{ support = \"{support}\", partial = {partial}, via = \"Other\", source = \"manual\" }}]\nnote = "
        );
        edit(&mut files, BETA, "note = ", &other);
        orm(&files, "beta")
    };
    assert_eq!(
        ways("official_extension", false),
        (0.8, "official_extension with Other".to_owned())
    );
    assert_eq!(ways("official_extension", true), (0.65, "third_party, mature".to_owned()));
    assert_eq!(ways("none", true), (0.65, "third_party, mature".to_owned()));
}

#[test]
fn what_is_off_until_configured_counts_as_its_criterion_says() {
    let mut files = edited(FRAMEWORK, BUILT_IN, "support = \"built_in\"\nopt_in = true");
    let found = "built_in, off until configured".to_owned();
    assert_eq!(orm(&files, "alpha"), (1.0, found.clone()));
    edit(
        &mut files,
        CRITERIA,
        "{ capability = \"orm\" }",
        "{ capability = \"orm\", opt_in = 0.8 }",
    );
    assert_eq!(orm(&files, "alpha"), (0.8, found));
}

#[test]
fn a_framework_for_apis_needs_less_where_its_criterion_says_so() {
    let mut files = edited(FRAMEWORK, BUILT_IN, "support = \"none\"");
    let term = "{ capability = \"orm\", least_for_apis = 0.4 }";
    edit(&mut files, CRITERIA, "{ capability = \"orm\" }", term);
    assert_eq!(orm(&files, "alpha"), (0.0, "none".to_owned()));
    edit(&mut files, FRAMEWORK, "kind = \"micro\"", "kind = \"async_api\"");
    assert_eq!(orm(&files, "alpha"), (0.4, "none, less needed for APIs".to_owned()));
}

/// What each input of alpha's rating would have to be, and the rating.
fn needed_by_alpha(files: &Files, step: f64) -> (Vec<RequiredInput>, f64) {
    let knowledge = load(files).unwrap();
    let criterion = knowledge.criteria.iter().find(|found| found.id == "lightweight").unwrap();
    let rating = lightweight(&knowledge, "alpha");
    let record: &Framework = &knowledge.framework("alpha").unwrap().record;
    let terms: &[Term] = &criterion.derived_from;
    let pairs = terms.iter().zip(inputs(rating));
    let needed = pairs.map(|(term, input)| required_input(record, term, input, step)).collect();
    (needed, rating.value.get())
}

#[test]
fn the_value_that_an_input_needs_moves_the_rating_by_the_step() {
    let (found, before) = needed_by_alpha(&sound(), 0.1);
    // 10 MiB count 0.5 with half of the shares; a built-in capability cannot be better.
    assert_eq!(found[0].up.as_deref(), Some("3.981 or less"));
    assert_eq!(found[0].down.as_deref(), Some("25.119 or more"));
    assert_eq!(found[1], RequiredInput { up: None, down: Some("official_extension".to_owned()) });
    for (find, replace, change) in [
        ("number = 10", "number = 3.981", 0.1),
        ("number = 10", "number = 25.119", -0.1),
        (BUILT_IN, "support = \"official_extension\"", -0.1),
    ] {
        let knowledge = load(&edited(FRAMEWORK, find, replace)).unwrap();
        let after = lightweight(&knowledge, "alpha").value.get();
        assert!((after - before - change).abs() < 1e-4, "{replace}: {before} became {after}");
    }
}

#[test]
fn an_input_with_too_small_a_share_cannot_move_a_rating_that_far() {
    let mut files = sound();
    edit(&mut files, CRITERIA, "at_one = 1 }", "at_one = 1, share = 99 }");
    let (found, _) = needed_by_alpha(&files, 0.1);
    assert_eq!(found[1], RequiredInput { up: None, down: None });
    assert!(found[0].up.is_some() && found[0].down.is_some());
}

/// A level of support, as lines of a framework file.
fn support() -> impl Strategy<Value = String> {
    let levels = vec!["built_in", "official_extension", "third_party", "none"];
    (prop::sample::select(levels), any::<bool>(), any::<bool>()).prop_map(
        |(level, partial, opt_in)| {
            let opt_in = opt_in && level == "built_in";
            format!("support = \"{level}\"\npartial = {partial}\nopt_in = {opt_in}")
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The order of derived ratings follows the order of their inputs, whatever the shares are.
    #[test]
    fn a_framework_that_is_worse_on_no_input_is_rated_no_lower(
        sizes in prop::array::uniform2(0.5_f64..200.0),
        supports in prop::array::uniform2(support()),
        api in prop::array::uniform2(any::<bool>()),
        share in 0.01_f64..100.0,
    ) {
        let mut files = without_companion();
        edit(&mut files, BETA, "package = \"table-driver\"\n", "");
        files.remove(PACKAGES);
        edit(&mut files, BETA, "support = \"third_party\"", &supports[1]);
        edit(&mut files, FRAMEWORK, BUILT_IN, &supports[0]);
        for (index, file) in [FRAMEWORK, BETA].into_iter().enumerate() {
            edit(&mut files, file, "number = 10", &format!("number = {}", sizes[index]));
            if api[index] {
                edit(&mut files, file, "kind = \"micro\"", "kind = \"async_api\"");
            }
        }
        let term = format!("{{ capability = \"orm\", opt_in = 0.8, least_for_apis = 0.4, share = {share} }}");
        edit(&mut files, CRITERIA, "{ capability = \"orm\" }", &term);
        let knowledge = load(&files).unwrap();
        let [alpha, beta] = ["alpha", "beta"].map(|id| lightweight(&knowledge, id));
        let pairs: Vec<_> = inputs(alpha).iter().zip(inputs(beta)).collect();
        if pairs.iter().all(|(alpha, beta)| alpha.value >= beta.value) {
            prop_assert!(alpha.value.get() >= beta.value.get() - 1e-12);
        }
        if pairs.iter().all(|(alpha, beta)| alpha.value <= beta.value) {
            prop_assert!(alpha.value.get() <= beta.value.get() + 1e-12);
        }
    }
}

/// The sound folder with inputs that order the editorial ratings on performance.
fn ordered() -> Files {
    let inputs = "base_weight = 0.5\nordered_by = [{ capability = \"orm\" }, { fact = \"installed_mib\", at_zero = 100, at_one = 1 }]";
    let mut files = without_companion();
    edit(&mut files, CRITERIA, "base_weight = 0.5", inputs);
    files
}

#[test]
fn a_rating_against_the_order_of_its_inputs_is_reported_with_its_reason_missing() {
    // Alpha's capability is built in, and its size is that of beta.
    let mut files = ordered();
    assert_eq!(rating_order::warnings(&load(&files).unwrap()), Vec::<String>::new());
    edit(&mut files, BETA, "value = 0.5", "value = 0.55");
    let found = rating_order::warnings(&load(&files).unwrap());
    assert_eq!(found.len(), 1, "{found:#?}");
    let expected = "performance: beta (0.55) is rated above alpha (0.5), but alpha is at least as good on \
        every input in `ordered_by` and better on orm; ";
    assert!(found[0].starts_with(expected), "{found:#?}");
    edit(&mut files, BETA, "rationale = ", "against_order = { alpha = \"It is.\" }\nrationale = ");
    assert_eq!(rating_order::warnings(&load(&files).unwrap()), Vec::<String>::new());
}

#[test]
fn a_rating_is_not_reported_where_the_inputs_do_not_order_it() {
    let mut files = ordered();
    edit(&mut files, BETA, "value = 0.5", "value = 0.55");
    // Now beta is better on the other input.
    edit(&mut files, BETA, "number = 10", "number = 9");
    assert_eq!(rating_order::warnings(&load(&files).unwrap()), Vec::<String>::new());
}

#[test]
fn a_reason_for_an_order_that_is_not_contradicted_is_reported() {
    let mut files = ordered();
    edit(&mut files, BETA, "rationale = ", "against_order = { alpha = \"It is.\" }\nrationale = ");
    let found = rating_order::warnings(&load(&files).unwrap());
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("performance: beta is no longer rated above alpha"), "{found:#?}");
}
