//! The laws of reasons and of the summary: what they name was said, what they cite speaks about the criterion and in
//! the right direction, and they stay short.

use framewise_model::decision::reasons::{Comparison, FEATURE_FIT, Reason};
use framewise_model::decision::summary::{Certainty, summary};
use framewise_model::decision::{Decision, MustHave, Request, decide};
use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::{ClaimKind, Verdict};
use proptest::prelude::*;

use crate::scoring_laws::requests;
use crate::{FROZEN, WIDE};

/// How many reasons there are at most, each way.
const MAX_REASONS: usize = 4;

/// Random requests, some of which require features.
fn demanding() -> impl Strategy<Value = Request> {
    let features: Vec<usize> = (0..WIDE.attributes.len())
        .filter(|attribute| WIDE.attributes[*attribute].capability.is_some())
        .collect();
    let required = prop_oneof![Just(Vec::new()), prop::sample::subsequence(features, 1..3)];
    (requests(), required).prop_map(|(request, features)| Request {
        must_have: MustHave { features, ..MustHave::default() },
        ..request
    })
}

/// Whether the request contains what a reason says that the caller said.
fn was_said(knowledge: &Knowledge, request: &Request, reason: &Reason<'_>, label: &str) -> bool {
    let attribute = knowledge.attribute(reason.criterion);
    match label.split_once('=') {
        Some(("must_have", id)) => {
            let feature = knowledge.attribute(&format!("feature:{id}"));
            let required = feature.is_some_and(|id| request.must_have.features.contains(&id));
            required && (reason.criterion == FEATURE_FIT || feature == attribute)
        }
        Some(("priorities", id)) => {
            let priority = knowledge.attribute(id).and_then(|id| request.priorities.get(&id));
            reason.criterion == id && priority.is_some_and(|priority| priority.get() > 1.0)
        }
        _ => request.answers.options().iter().any(|option| {
            let answer = &knowledge.options[*option];
            let raises = |(raised, by): &(usize, _)| {
                let by: &framewise_model::numbers::Weight = by;
                Some(*raised) == attribute && by.get() > 0.0
            };
            let about = reason.criterion == FEATURE_FIT && answer.feature.is_some();
            answer.label == label && (about || answer.effects.iter().any(raises))
        }),
    }
}

fn check_reasons(
    knowledge: &Knowledge,
    request: &Request,
    framework: usize,
    reasons: &[Reason<'_>],
    kind: ClaimKind,
) {
    assert!(reasons.len() <= MAX_REASONS, "{reasons:#?}");
    let general = reasons.iter().filter(|reason| reason.because.is_empty()).count();
    assert!(general == 0 || general == reasons.len(), "a general quality fills up: {reasons:#?}");
    for (index, reason) in reasons.iter().enumerate() {
        for label in &reason.because {
            assert!(was_said(knowledge, request, reason, label), "{label}: {reason:#?}");
        }
        let again = reasons[..index].iter().any(|other| other.criterion == reason.criterion);
        assert!(!again, "two reasons on one criterion: {reasons:#?}");
        assert!(
            reason.text.ends_with('.') && !reason.text.contains(['%', '{', '}']),
            "{reason:#?}"
        );
        assert!(!reason.text.contains("..") && !reason.text.contains("  "), "{reason:#?}");
        for id in &reason.claims {
            let claims = &knowledge.frameworks[framework].record.claims;
            let claim =
                claims.iter().find(|claim| claim.id == *id).expect("a claim of the framework");
            assert_eq!(claim.criterion.as_deref(), Some(reason.criterion), "{reason:#?}");
            assert_eq!(claim.kind, kind, "{reason:#?}");
            assert!(claim.ambiguous.is_none(), "{reason:#?}");
            match claim.verdict {
                Verdict::Supported => {
                    assert!(reason.text.contains(&claim.text), "{reason:#?}");
                }
                Verdict::Contested => {
                    assert!(reason.text.contains("(sources disagree)"), "{reason:#?}");
                }
                Verdict::Outdated | Verdict::Wrong => panic!("not true: {reason:#?}"),
            }
        }
        for id in &reason.sources {
            assert!(knowledge.source(id).is_some(), "{id} is no source");
        }
        let named = reason.rival.map(|rival| knowledge.frameworks[rival].record.name.as_str());
        assert!(named.is_none_or(|name| reason.text.contains(name)), "{reason:#?}");
    }
}

/// How many sentences a text has.
fn sentences(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.ends_with(['.', '!', '?'])).count()
}

fn check(knowledge: &Knowledge, request: &Request, decision: &Decision) {
    let comparison = Comparison::new(knowledge, request, decision);
    for found in &decision.ranking {
        let framework = found.framework;
        let strengths = comparison.strengths(framework);
        check_reasons(knowledge, request, framework, &strengths, ClaimKind::Advantage);
        let cautions = comparison.cautions(framework);
        check_reasons(knowledge, request, framework, &cautions, ClaimKind::Disadvantage);
    }
    for confidence in [None, Some(0.3), Some(0.7), Some(0.8), Some(1.0)] {
        for settled in [false, true] {
            let certainty = Certainty { confidence, settled, ..Certainty::default() };
            let summary = summary(request, &comparison, certainty);
            assert!((1..=3).contains(&sentences(&summary)), "{summary}");
            assert!(!summary.contains(['%', '{', '}']) && !summary.contains("  "), "{summary}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn reasons_name_what_was_said_and_cite_what_speaks_for_them(request in demanding()) {
        for knowledge in [&*FROZEN, &*WIDE] {
            let decision = decide(knowledge, &request).unwrap();
            check(knowledge, &request, &decision);
        }
    }
}

/// The request with these answers.
fn request(labels: &[&str]) -> Request {
    let option = |label: &&str| {
        let found = FROZEN.options.iter().position(|option| option.label == **label);
        found.expect("an option")
    };
    let answers = framewise_model::decision::Answers::new(&FROZEN, labels.iter().map(option));
    Request { answers: answers.unwrap(), ..Request::default() }
}

/// Strengths or cautions of the framework with this id.
fn reasons_of(request: &Request, id: &str, speak_for: bool) -> Vec<(String, String)> {
    let decision = decide(&FROZEN, request).unwrap();
    let comparison = Comparison::new(&FROZEN, request, &decision);
    let framework = FROZEN.frameworks.iter().position(|found| found.record.id == id).unwrap();
    let reasons =
        if speak_for { comparison.strengths(framework) } else { comparison.cautions(framework) };
    reasons.into_iter().map(|reason| (reason.criterion.to_owned(), reason.text)).collect()
}

#[test]
fn a_feature_that_was_asked_for_comes_first_and_names_a_rival_without_it() {
    let request = request(&["project_type=rest_api", "features=api_docs"]);
    let reasons = reasons_of(&request, "fastapi", true);
    assert_eq!(reasons[0].0, "feature:api_docs");
    assert!(
        reasons[0].1.starts_with("You want generated API documentation: FastAPI has this built in")
    );
    assert!(
        reasons[0].1.ends_with("Flask needs a package by others for this."),
        "{}",
        reasons[0].1
    );
}

#[test]
fn a_caution_about_a_feature_names_the_usual_package() {
    let request = request(&["features=admin_interface"]);
    let cautions = reasons_of(&request, "flask", false);
    let start = "You want an admin interface: Flask needs a package by others for this, usually Flask-Admin.";
    assert!(cautions[0].1.starts_with(start), "{}", cautions[0].1);
}

#[test]
fn a_raised_criterion_names_the_answer() {
    let request = request(&["experience=beginner"]);
    let strengths = reasons_of(&request, "flask", true);
    let start =
        "You are new to web development, so an easy start matters: Flask is easy to learn. ";
    assert!(strengths[0].1.starts_with(start), "{}", strengths[0].1);
}
