//! What the context of a project may do to a ranking, and what it may not.

use framewise_model::context::{Context, Environment};
use framewise_model::decision::contributions::contributions;
use framewise_model::decision::reasons::Comparison;
use framewise_model::decision::summary::{Certainty, summary};
use framewise_model::decision::{Answers, Demand, Request, decide};
use framewise_model::knowledge::Knowledge;
use framewise_model::request::parse;
use framewise_model::sensitivity::flips::{apply, flips};
use proptest::prelude::*;
use proptest::sample::subsequence;
use serde_json::{Value, json};

use crate::FROZEN;

/// Answers to a random part of the questions.
fn answers() -> impl Strategy<Value = Answers> {
    let chosen: Vec<_> = (0..FROZEN.questions.len())
        .map(|question| {
            let options: Vec<usize> = FROZEN.options_of(question).collect();
            let most = if FROZEN.questions[question].multiple { options.len() } else { 1 };
            subsequence(options, 0..=most)
        })
        .collect();
    chosen.prop_map(|chosen| Answers::new(&FROZEN, chosen.into_iter().flatten()).unwrap())
}

/// What a team knows, uses and rejects; features that are asked for may be among the last.
fn contexts() -> impl Strategy<Value = Context> {
    let frameworks: Vec<usize> = (0..FROZEN.frameworks.len()).collect();
    let features: Vec<usize> =
        (0..FROZEN.options.len()).filter(|o| FROZEN.options[*o].feature.is_some()).collect();
    let (known, rejected) = (frameworks.len(), features.len());
    (
        subsequence(frameworks, 0..=known),
        prop::option::of(0..known),
        subsequence(features, 0..=rejected),
    )
        .prop_map(|(team_knows, migrating_from, unwanted)| Context {
            team_knows,
            migrating_from,
            unwanted,
        })
}

fn environments() -> impl Strategy<Value = Environment> {
    let constraints: Vec<usize> = (0..FROZEN.context.constraints.len()).collect();
    let all = constraints.len();
    (
        subsequence(constraints, 0..=all),
        prop::option::of((3_u32..=3, 6_u32..16)),
        prop::option::of(1.0_f64..200.0),
    )
        .prop_map(|(constraints, python, memory_mib)| Environment {
            constraints,
            python,
            memory_mib,
        })
}

fn rank_of(knowledge: &Knowledge, answers: &Answers, framework: usize) -> usize {
    let request = Request { answers: answers.clone(), ..Request::default() };
    let ranking = decide(knowledge, &request).unwrap().ranking;
    ranking.iter().find(|place| place.framework == framework).unwrap().rank
}

fn details(request: &Value) -> Vec<(String, String)> {
    let refusal = parse(&FROZEN, request).unwrap_err();
    let faults = refusal.faults().kept().iter();
    faults.map(|fault| (fault.pointer.clone(), fault.detail.to_string())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_the_team_knows_never_ranks_lower_for_it(
        answers in answers(), context in contexts(), framework in 0..FROZEN.frameworks.len(),
    ) {
        let unknown = Context { team_knows: Vec::new(), ..context };
        let known = Context { team_knows: vec![framework], ..unknown.clone() };
        let [before, after] =
            [unknown, known].map(|context| rank_of(&context.apply(&FROZEN), &answers, framework));
        prop_assert!(after <= before);
    }

    #[test]
    fn a_team_that_knows_all_is_advised_as_if_it_knew_none(answers in answers(), context in contexts()) {
        let none = Context { team_knows: Vec::new(), ..context };
        let all = Context { team_knows: (0..FROZEN.frameworks.len()).collect(), ..none.clone() };
        for framework in 0..FROZEN.frameworks.len() {
            let [before, after] = [&none, &all]
                .map(|context| rank_of(&context.apply(&FROZEN), &answers, framework));
            prop_assert_eq!(before, after);
        }
    }

    #[test]
    fn the_present_framework_never_ranks_lower_for_being_the_present_one(
        answers in answers(), context in contexts(), framework in 0..FROZEN.frameworks.len(),
    ) {
        let new = Context { migrating_from: None, ..context };
        let present = Context { migrating_from: Some(framework), ..new.clone() };
        let [before, after] =
            [new, present].map(|context| rank_of(&context.apply(&FROZEN), &answers, framework));
        prop_assert!(after <= before);
    }

    #[test]
    fn contributions_sum_to_the_score_in_any_context(answers in answers(), context in contexts()) {
        let knowledge = context.apply(&FROZEN);
        let decision = decide(&knowledge, &Request { answers, ..Request::default() }).unwrap();
        for place in &decision.ranking {
            let parts = contributions(&knowledge, &decision.weights, place.framework);
            let sum: f64 = parts.iter().map(|part| part.points).sum();
            prop_assert!((sum - place.score).abs() < 1e-12);
        }
    }

    #[test]
    fn every_listed_change_gives_the_promised_winner_in_any_context(
        answers in answers(), context in contexts(),
    ) {
        let knowledge = context.apply(&FROZEN);
        let request = Request { answers, ..Request::default() };
        let decision = decide(&knowledge, &request).unwrap();
        for flip in flips(&knowledge, &request, &decision) {
            let answers = apply(&knowledge, &request.answers, &flip.changes).unwrap();
            let after = decide(&knowledge, &Request { answers, ..Request::default() }).unwrap();
            prop_assert_eq!(after.ranking[0].framework, flip.winner);
        }
    }

    #[test]
    fn a_demand_only_takes_frameworks_out_and_says_why(
        answers in answers(), environment in environments(), more in environments(),
    ) {
        let ranked = |environment: &Environment| {
            let request = Request {
                answers: answers.clone(),
                environment: environment.clone(),
                ..Request::default()
            };
            let decision = decide(&FROZEN, &request).unwrap();
            let mut left: Vec<usize> = decision.ranking.iter().map(|place| place.framework).collect();
            left.sort_unstable();
            (left, decision.excluded)
        };
        let (left, excluded) = ranked(&environment);
        for framework in 0..FROZEN.frameworks.len() {
            let reasons = excluded.iter().filter(|excluded| excluded.framework == framework);
            let demands = reasons.filter(|excluded| matches!(excluded.demand, Demand::Environment(_)));
            prop_assert_eq!(left.contains(&framework), demands.count() == 0);
        }
        let mut both = environment.clone();
        both.constraints.extend(more.constraints);
        both.constraints.sort_unstable();
        both.constraints.dedup();
        let (fewer, _) = ranked(&both);
        prop_assert!(fewer.iter().all(|framework| left.contains(framework)));
    }
}

#[test]
fn without_context_the_knowledge_stays_as_it_is() {
    assert!(matches!(Context::default().apply(&FROZEN), std::borrow::Cow::Borrowed(_)));
}

#[test]
fn a_summary_says_when_the_context_decides() {
    let summary_of = |request: Value| {
        let parsed = parse(&FROZEN, &request).unwrap();
        let knowledge = parsed.context.apply(&FROZEN);
        let decision = decide(&knowledge, &parsed.request).unwrap();
        let comparison = Comparison::new(&knowledge, &parsed.request, &decision);
        summary(&parsed.request, &comparison, Certainty::default())
    };
    let answers = json!({"project_type": "rest_api", "deadline": "tight"});
    let known = summary_of(json!({"answers": answers, "team_knows": ["flask"]}));
    assert!(known.starts_with("Flask fits best: your team knows it."), "{known}");
    let present = summary_of(json!({"answers": answers, "migrating_from": "flask"}));
    assert!(present.starts_with("Flask fits best: the project uses it already."), "{present}");
    assert!(!summary_of(json!({ "answers": answers })).contains("team"));
}

#[test]
fn what_a_text_rejects_is_unwanted_unless_it_is_asked_for() {
    let unwanted = |request: Value| {
        let parsed = parse(&FROZEN, &request).unwrap();
        let ids = parsed.context.unwanted.iter();
        ids.map(|option| FROZEN.options[*option].label.clone()).collect::<Vec<_>>()
    };
    let text = "An API. We don't need an ORM.";
    assert_eq!(unwanted(json!({"text": text})), ["features=orm"]);
    assert!(unwanted(json!({"text": text, "must_have": ["orm"]})).is_empty());
    assert!(unwanted(json!({"text": text, "answers": {"features": ["orm"]}})).is_empty());
    assert_eq!(
        unwanted(json!({"text": text, "unwanted": ["forms"]})),
        ["features=orm", "features=forms"]
    );
}

#[test]
fn a_feature_that_is_unwanted_is_not_taken_from_the_text() {
    let request = json!({"text": "It needs an ORM.", "unwanted": ["orm"]});
    let parsed = parse(&FROZEN, &request).unwrap();
    assert!(parsed.request.answers.is_empty());
}

#[test]
fn faults_of_the_context_name_the_member_and_what_is_allowed() {
    let cases = [
        (json!({"team_knows": ["flaks"]}), "#/team_knows/0", "flaks"),
        (json!({"team_knows": "flask"}), "#/team_knows", "a list"),
        (json!({"migrating_from": "rails"}), "#/migrating_from", "rails"),
        (json!({"unwanted": ["vanity"]}), "#/unwanted/0", "vanity"),
        (json!({"unwanted": ["orm"], "must_have": ["orm"]}), "#/unwanted", "orm"),
        (json!({"unwanted": ["orm"], "answers": {"features": ["orm"]}}), "#/unwanted", "orm"),
        (json!({"environment": {"pyton": "3.9"}}), "#/environment/pyton", "pyton"),
        (json!({"environment": {"python": 3.1}}), "#/environment/python", "3.10"),
        (json!({"environment": {"python": "new"}}), "#/environment/python", "3.10"),
        (json!({"environment": {"python": "3.10.x"}}), "#/environment/python", "3.10"),
        (json!({"environment": {"memory_mib": 0}}), "#/environment/memory_mib", "above 0"),
        (
            json!({"environment": {"pure_python": "yes"}}),
            "#/environment/pure_python",
            "true or false",
        ),
        (
            json!({"environment": {"operating_system": "dos"}}),
            "#/environment/operating_system",
            "dos",
        ),
        (json!({"environment": []}), "#/environment", "an object"),
    ];
    for (request, pointer, part) in cases {
        let found = details(&request);
        assert!(
            found.iter().any(|(place, detail)| place == pointer && detail.contains(part)),
            "{request}: {found:?}"
        );
    }
    let all: Vec<&str> = FROZEN.frameworks.iter().map(|f| f.record.id.as_str()).collect();
    assert!(parse(&FROZEN, &json!({"team_knows": all})).is_ok());
}

#[test]
fn the_first_reason_says_what_the_context_says() {
    let index =
        |id: &str| FROZEN.frameworks.iter().position(|found| found.record.id == id).unwrap();
    let (flask, django) = (index("flask"), index("django"));
    let context =
        Context { team_knows: vec![flask], migrating_from: Some(flask), ..Context::default() };
    let knowledge = context.apply(&FROZEN);
    let request = Request::default();
    let decision = decide(&knowledge, &request).unwrap();
    let comparison = Comparison::new(&knowledge, &request, &decision);
    let strengths = comparison.strengths(flask);
    let said: Vec<_> = strengths.iter().take(2).map(|reason| reason.because.concat()).collect();
    assert_eq!(said, ["team_knows=flask", "migrating_from=flask"]);
    assert!(strengths[0].text.starts_with("Your team knows it. "), "{}", strengths[0].text);
    let of_context = |reason: &framewise_model::decision::reasons::Reason<'_>| {
        ["team_knows", "migrating_from"].contains(&reason.criterion)
    };
    assert!(!comparison.strengths(django).iter().any(of_context));
    assert!(!comparison.cautions(flask).iter().any(of_context));
}
