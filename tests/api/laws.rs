//! Laws of whole answers: equal requests have equal bytes, and an answer's link leads to the same answer.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use framewise::api::recommendations::response::recommend;
use framewise::config::PublicUrl;
use framewise_model::context::{Context, Environment};
use framewise_model::decision::{Answers, Request};
use framewise_model::knowledge::model::QUESTION_IDS;
use framewise_model::knowledge::{Files, Knowledge, load};
use framewise_model::numbers::Weight;
use framewise_model::request::{Detail, Parsed, parse, query_string};
use framewise_model::sensitivity::acceptability::Sampling;
use framewise_storage::privacy::QUESTIONS;
use proptest::prelude::*;
use serde_json::{Map, json};
use url::form_urlencoded;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(frozen);
/// The same, loaded a second time.
static AGAIN: LazyLock<Knowledge> = LazyLock::new(frozen);

fn frozen() -> Knowledge {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/knowledge");
    load(&Files::read(&folder).unwrap()).unwrap()
}

/// Few draws: how many there are changes nothing in these laws but the time that they take.
const DRAWS: usize = 16;

/// Answers to a random part of the questions.
fn answers() -> impl Strategy<Value = Answers> {
    let questions = KNOWLEDGE.questions.iter().enumerate();
    let chosen: Vec<_> = questions
        .map(|(index, question)| {
            let options: Vec<usize> = (0..KNOWLEDGE.options.len())
                .filter(|option| KNOWLEDGE.options[*option].question == index)
                .collect();
            let most = if question.multiple { options.len() } else { 1 };
            prop::sample::subsequence(options, 0..=most)
        })
        .collect();
    chosen.prop_map(|chosen| Answers::new(&KNOWLEDGE, chosen.into_iter().flatten()).unwrap())
}

/// Random answers and priorities, which stay above 0 so that something counts.
fn requests() -> impl Strategy<Value = Request> {
    let priorities = prop::collection::btree_map(0..KNOWLEDGE.criteria.len(), 0.1_f64..5.0, 0..6);
    (answers(), priorities).prop_map(|(answers, priorities)| {
        let weight = |(attribute, number)| (attribute, Weight::new(number).unwrap());
        let priorities = priorities.into_iter().map(weight).collect();
        Request { answers, priorities, ..Request::default() }
    })
}

/// What a team knows and uses, what it rejects, and where the project must run.
fn contexts() -> impl Strategy<Value = (Context, Environment)> {
    let frameworks: Vec<usize> = (0..KNOWLEDGE.frameworks.len()).collect();
    let features: Vec<usize> = (0..KNOWLEDGE.options.len())
        .filter(|option| KNOWLEDGE.options[*option].feature.is_some())
        .collect();
    let constraints: Vec<usize> = (0..KNOWLEDGE.context.constraints.len()).collect();
    (
        prop::sample::subsequence(frameworks, 0..3),
        prop::option::of(0..KNOWLEDGE.frameworks.len()),
        prop::sample::subsequence(features, 0..3),
        // One, because an operating system excludes the others.
        prop::sample::subsequence(constraints, 0..2),
        prop::option::of((3_u32..=3, 6_u32..16)),
        prop::option::of(1.0_f64..200.0),
    )
        .prop_map(|(team_knows, migrating_from, unwanted, constraints, python, memory_mib)| {
            let context = Context { team_knows, migrating_from, unwanted };
            (context, Environment { constraints, python, memory_mib })
        })
}

fn parsed(request: Request) -> Parsed {
    let sampling = Sampling { draws: DRAWS, ..Sampling::default() };
    Parsed { request, sampling, detail: Detail::Full, ..Parsed::default() }
}

fn parsed_in(mut request: Request, (mut context, environment): (Context, Environment)) -> Parsed {
    context.unwanted.retain(|option| !request.answers.options().contains(option));
    request.environment = environment;
    Parsed { context, ..parsed(request) }
}

fn bytes(knowledge: &Knowledge, parsed: &Parsed) -> Vec<u8> {
    let knowledge = parsed.context.apply(knowledge);
    serde_json::to_vec(&recommend(&knowledge, parsed, &PublicUrl::default()).unwrap()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn law_2_the_same_request_gives_the_same_bytes(request in requests(), context in contexts()) {
        let parsed = parsed_in(request, context);
        prop_assert_eq!(bytes(&KNOWLEDGE, &parsed), bytes(&AGAIN, &parsed));
    }

    #[test]
    fn law_5_the_order_of_answers_and_features_changes_nothing(
        options in answers().prop_flat_map(|answers| Just(answers.options().to_vec()).prop_shuffle())
    ) {
        let mut body = Map::new();
        for option in &options {
            let (question, choice) = KNOWLEDGE.chosen(&KNOWLEDGE.options[*option]);
            if question.multiple {
                let list = body.entry(question.id.clone()).or_insert_with(|| json!([]));
                list.as_array_mut().unwrap().push(json!(choice.id));
            } else {
                body.insert(question.id.clone(), json!(choice.id));
            }
        }
        let shuffled = parse(&KNOWLEDGE, &json!({"answers": body, "draws": DRAWS, "detail": "full"})).unwrap();
        let answers = Answers::new(&KNOWLEDGE, options).unwrap();
        let straight = parsed(Request { answers, priorities: BTreeMap::new(), ..Request::default() });
        prop_assert_eq!(bytes(&KNOWLEDGE, &shuffled), bytes(&KNOWLEDGE, &straight));
    }

    #[test]
    fn a_permalink_leads_to_the_same_answer(request in requests(), context in contexts()) {
        let parsed = parsed_in(request, context);
        let knowledge = parsed.context.apply(&KNOWLEDGE);
        let answer = recommend(&knowledge, &parsed, &PublicUrl::default()).unwrap();
        let link = answer.links.permalink.clone().unwrap();
        let query = link.split_once('?').map_or("", |(_, query)| query);
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let again = parse(&KNOWLEDGE, &query_string::from_pairs(&KNOWLEDGE, pairs)).unwrap();
        let applied = again.context.apply(&KNOWLEDGE);
        prop_assert_eq!(&answer, &recommend(&applied, &again, &PublicUrl::default()).unwrap());
    }
}

#[test]
fn law_11_no_answers_at_all_give_a_valid_answer_that_says_so() {
    let answer = recommend(&KNOWLEDGE, &parsed(Request::default()), &PublicUrl::default()).unwrap();
    assert_eq!(answer.ranking.len(), KNOWLEDGE.frameworks.len());
    assert!(answer.summary.unwrap().contains("No question was answered"));
    assert_eq!(answer.open_questions.unwrap().len(), KNOWLEDGE.questions.len());
    for place in &answer.ranking {
        assert!((0.0..=1.0).contains(&place.score));
    }
}

#[test]
fn every_question_that_can_be_asked_can_be_stored() {
    assert_eq!(QUESTION_IDS, QUESTIONS);
}
