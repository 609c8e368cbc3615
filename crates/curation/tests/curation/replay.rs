//! Replays: every row is counted once, winners are those of the decision model, and the causes add up.

use std::collections::BTreeMap;
use std::sync::Arc;

use framewise_curation::replay::Replay;
use framewise_curation::replay::report::Report;
use framewise_model::decision::{Answers, MustHave, Request, decide, first};
use framewise_model::knowledge::format::Support;
use framewise_model::knowledge::model::{Attribute, Basis};
use framewise_model::knowledge::{Files, Knowledge, load};
use framewise_model::numbers::{UnitInterval, Weight};
use framewise_storage::privacy::{self, ClosedAnswers, StoredQuery, anonymise};
use jiff::civil::date;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use serde_json::json;

use super::folders::{frozen as knowledge, repository};

/// A set of answers in which no question that takes one option gets two.
fn answers() -> impl Strategy<Value = Answers> {
    let all: Vec<usize> = (0..knowledge().options.len()).collect();
    let count = all.len();
    subsequence(all, 0..=count).prop_shuffle().prop_map(|options| {
        let mut asked = Vec::new();
        let one_each = options.into_iter().filter(|option| {
            let question = knowledge().options[*option].question;
            let first = !asked.contains(&question);
            asked.push(question);
            first || knowledge().questions[question].multiple
        });
        Answers::new(knowledge(), one_each).unwrap()
    })
}

/// Other knowledge: some ratings, effects and weights before any answer have moved.
fn other_knowledge() -> impl Strategy<Value = Knowledge> {
    let moves = proptest::collection::vec((any::<[Index; 2]>(), 0.0..=1.0_f64, 0..3_u8), 0..30);
    moves.prop_map(|moves| {
        let mut other = knowledge().clone();
        for ([one, two], number, what) in moves {
            let attributes = other.attributes.len();
            match what {
                0 => {
                    let framework = one.index(other.frameworks.len());
                    let ratings = &mut other.frameworks[framework].ratings;
                    Arc::make_mut(&mut ratings[two.index(attributes)]).value =
                        UnitInterval::new(number).unwrap();
                }
                1 => {
                    let option = one.index(other.options.len());
                    let effects = &mut other.options[option].effects;
                    let effect = two.index(effects.len().max(1));
                    if let Some((_, weight)) = effects.get_mut(effect) {
                        *weight = Weight::new(number * 3.0).unwrap();
                    }
                }
                _ => {
                    other.attributes[one.index(attributes)].base_weight =
                        Weight::new(number).unwrap();
                }
            }
        }
        other
    })
}

/// The row that the service would have stored for these answers.
fn stored(answers: &Answers, version: &str, winner: Option<&str>) -> StoredQuery {
    let pairs = answers.options().iter().map(|option| {
        let (question, choice) = knowledge().chosen(&knowledge().options[*option]);
        (question.id.as_str(), choice.id.as_str())
    });
    let answers = ClosedAnswers::from_pairs(pairs).unwrap();
    let query =
        privacy::Answered { answers, knowledge_version: version, winner, via_platform: false };
    anonymise(date(2026, 11, 23), query).unwrap()
}

/// Id and score of the framework that comes first, and all scores by id.
fn scores(knowledge: &Knowledge, answers: &Answers) -> (String, BTreeMap<String, f64>) {
    let request = Request { answers: answers.clone(), ..Request::default() };
    let ranking = decide(knowledge, &request).unwrap().ranking;
    let id = |framework: usize| knowledge.frameworks[framework].record.id.clone();
    let scores = ranking.iter().map(|place| (id(place.framework), place.score)).collect();
    (id(ranking[0].framework), scores)
}

fn adds_up(report: &Report<'_>) {
    assert_eq!(report.rows, report.unchanged + report.changed + report.unreadable.rows());
    assert_eq!(report.changed, report.changes.iter().map(|change| change.rows).sum::<u64>());
    let read = report.unchanged + report.changed;
    assert_eq!(read, report.wins.iter().map(|wins| wins.before).sum::<u64>());
    assert_eq!(read, report.wins.iter().map(|wins| wins.after).sum::<u64>());
    if !report.versions.is_empty() {
        assert_eq!(report.rows, report.versions.iter().map(|version| version.rows).sum::<u64>());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_first_is_the_first_of_the_ranking(
        answers in answers(),
        named in proptest::option::of(proptest::collection::btree_set(0..4_usize, 0..4)),
        priorities in proptest::collection::btree_map(0..18_usize, 0.0..5.0_f64, 0..4),
        must_have in subsequence((18..40_usize).collect::<Vec<_>>(), 0..4),
    ) {
        let request = Request {
            answers,
            priorities: priorities.into_iter().map(|(c, p)| (c, Weight::new(p).unwrap())).collect(),
            candidates: named.map(|named| named.into_iter().collect()),
            must_have: MustHave { features: must_have, minimum: Support::ThirdParty },
            ..Request::default()
        };
        let ranking = decide(knowledge(), &request).unwrap().ranking;
        let expected = ranking.first().map(|place| place.framework);
        prop_assert_eq!(first(knowledge(), &request), Ok(expected));
    }

    #[test]
    fn winners_are_those_of_the_decision_model_and_every_row_is_counted(
        rows in proptest::collection::vec(answers(), 1..20),
        other in other_knowledge(),
    ) {
        let mut replay = Replay::new(knowledge(), &other);
        let mut expected: BTreeMap<(String, String), u64> = BTreeMap::new();
        for answers in &rows {
            let winners = (scores(knowledge(), answers).0, scores(&other, answers).0);
            replay.add_stored(&stored(answers, &knowledge().version, Some(&winners.0)));
            *expected.entry(winners).or_default() += 1;
        }
        let report = replay.report();
        adds_up(&report);
        prop_assert_eq!(report.rows, rows.len() as u64);
        prop_assert_eq!(report.unreadable.rows(), 0);
        prop_assert_eq!(report.versions[0].other_winner, 0);
        let found: BTreeMap<(String, String), u64> = report
            .changes
            .iter()
            .map(|c| ((c.from.clone().unwrap(), c.to.clone().unwrap()), c.rows))
            .collect();
        expected.retain(|(from, to), _| from != to);
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn the_points_of_all_causes_sum_to_what_the_lead_has_grown_by(
        answers in answers(),
        other in other_knowledge(),
        // An attribute that only one of the two has.
        lost in proptest::option::of(0..18_usize),
    ) {
        let mut less = knowledge().clone();
        if let Some(attribute) = lost {
            less.attributes[attribute] = Attribute { id: "other".to_owned(), ..less.attributes[attribute].clone() };
        }
        let mut replay = Replay::new(&less, &other);
        replay.add_stored(&stored(&answers, "2026.1.1", None));
        let (from, before) = scores(&less, &answers);
        let (to, after) = scores(&other, &answers);
        let report = replay.report();
        prop_assert_eq!(report.changed == 1, from != to);
        for change in &report.changes {
            let grown = (after[&to] - after[&from]) - (before[&to] - before[&from]);
            let sum: f64 = change.because.iter().map(|because| because.points).sum();
            prop_assert!((sum - grown).abs() < 1e-6, "{} but {}", sum, grown);
        }
    }
}

/// A request that names nothing but answers.
fn chosen(labels: &[&str]) -> Answers {
    let option = |label: &&str| knowledge().options.iter().position(|o| o.label == *label).unwrap();
    Answers::new(knowledge(), labels.iter().map(option)).unwrap()
}

#[test]
fn an_answer_that_has_gone_is_reported_and_no_row_is_lost() {
    let mut other = knowledge().clone();
    let option = chosen(&["goal=get_hired"]).options()[0];
    "goal=be_hired".clone_into(&mut other.options[option].label);
    let mut replay = Replay::new(knowledge(), &other);
    for answers in [&["goal=get_hired"][..], &["goal=get_hired", "features=orm"], &[]] {
        replay.add_stored(&stored(&chosen(answers), "2026.11.1", Some("django")));
    }
    let report = replay.report();
    adds_up(&report);
    assert_eq!((report.rows, report.unreadable.after_only), (3, 2));
    let reason = &report.unreadable.reasons[0];
    assert_eq!(
        (reason.why.as_str(), reason.before, reason.after),
        ("there is no answer goal=get_hired", 0, 2)
    );
    // The other way round it is the knowledge before that cannot read them.
    let mut replay = Replay::new(&other, knowledge());
    replay.add_stored(&stored(&chosen(&["goal=get_hired"]), "2026.11.1", None));
    let report = replay.report();
    adds_up(&report);
    assert_eq!(report.unreadable.before_only, 1);
    assert!((report.share_changed() - 0.0).abs() < f64::EPSILON);
}

#[test]
fn a_stored_winner_that_the_knowledge_before_does_not_give_is_counted_by_version() {
    let answers = chosen(&["project_type=cms"]);
    let (winner, _) = scores(knowledge(), &answers);
    let mut replay = Replay::new(knowledge(), knowledge());
    for (version, stored_winner) in [
        (knowledge().version.as_str(), winner.as_str()),
        ("2026.1.1", "litestar"),
        ("2026.1.1", winner.as_str()),
    ] {
        replay.add_stored(&stored(&answers, version, Some(stored_winner)));
    }
    let report = replay.report();
    adds_up(&report);
    assert_eq!((report.unchanged, report.changed), (3, 0));
    let versions: Vec<_> = report.versions.iter().map(|v| (v.rows, v.other_winner)).collect();
    assert_eq!(versions, [(2, 1), (1, 0)]);
}

#[test]
fn a_framework_that_has_gone_is_reported() {
    let answers = chosen(&["project_type=cms"]);
    let (winner, _) = scores(knowledge(), &answers);
    let mut other = knowledge().clone();
    other.frameworks.retain(|framework| framework.record.id != winner);
    let mut replay = Replay::new(knowledge(), &other);
    replay.add_stored(&stored(&answers, "2026.11.1", Some(&winner)));
    let report = replay.report();
    adds_up(&report);
    let change = &report.changes[0];
    assert_eq!((change.from.as_ref(), change.from_left, change.to_joined), (Some(&winner), 1, 0));
    assert_eq!(change.to.as_deref(), Some(scores(&other, &answers).0.as_str()));
    let mut replay = Replay::new(&other, knowledge());
    replay.add_stored(&stored(&answers, "2026.11.1", Some(&winner)));
    let report = replay.report();
    assert_eq!((report.changes[0].from_left, report.changes[0].to_joined), (0, 1));
}

/// Knowledge whose files hold one text in place of another.
fn rewritten(file: &str, from: &str, to: &str) -> Knowledge {
    let mut files = Files::read(&repository("tests/fixtures/knowledge")).unwrap();
    let text = String::from_utf8(files.get(file).unwrap().to_vec()).unwrap();
    assert!(text.contains(from), "{from}");
    files.insert(file, text.replacen(from, to, 1));
    load(&files).unwrap()
}

#[test]
fn a_judged_rating_is_reported_with_the_claims_behind_it() {
    let from = "[ratings.ease_of_learning]\nvalue = 0.85\nlow = 0.75\nhigh = 0.95\nclaims = [\"flask-five-line-app\", ";
    let to = "[ratings.ease_of_learning]\nvalue = 0.0\nlow = 0.0\nhigh = 0.95\nclaims = [";
    let other = rewritten("frameworks/flask.toml", from, to);
    let answers = chosen(&["project_size=small"]);
    assert_eq!(scores(knowledge(), &answers).0, "flask");
    let mut replay = Replay::new(knowledge(), &other);
    replay.add_stored(&stored(&answers, "2026.11.1", Some("flask")));
    let report = replay.report();
    assert_eq!(report.changed, 1);
    let because = &report.changes[0].because[0];
    assert_eq!(because.sentence, "Flask is rated 0.00 instead of 0.85 on Ease of learning");
    assert_eq!((because.before, because.after), (Some(0.85), Some(0.0)));
    let behind = &because.behind[0];
    assert_eq!(
        (behind.id.as_deref(), behind.change),
        (Some("flask-five-line-app"), "no longer cited")
    );
    assert!(behind.text.is_some());
}

#[test]
fn a_computed_rating_is_reported_with_its_inputs() {
    let answers = chosen(&["project_size=small", "features=admin_interface", "features=orm"]);
    let mut other = knowledge().clone();
    let (winner, _) = scores(knowledge(), &answers);
    let attribute = other.attribute("feature:admin_interface").unwrap();
    let framework = other.frameworks.iter_mut().find(|f| f.record.id == winner).unwrap();
    let rating = Arc::make_mut(&mut framework.ratings[attribute]);
    rating.value = UnitInterval::ZERO;
    let Basis::Derived(inputs) = &mut rating.basis else { panic!() };
    inputs[0].value = UnitInterval::ZERO;
    "none".clone_into(&mut inputs[0].found);
    let mut replay = Replay::new(knowledge(), &other);
    replay.add_stored(&stored(&answers, "2026.11.1", Some(&winner)));
    let report = replay.report();
    for change in &report.changes {
        let behind = &change.because[0].behind[0];
        assert_eq!((behind.kind, behind.change), ("capability", "changed"));
        assert_eq!(behind.to.as_deref(), Some("none, counts 0.00 for 100 %"));
    }
    assert_eq!(report.changed, 1);
}

#[test]
fn requests_are_read_with_all_that_they_ask_for_and_faulty_ones_are_counted() {
    let mut other = knowledge().clone();
    let litestar = other.frameworks.iter().position(|f| f.record.id == "litestar").unwrap();
    for rating in &mut other.frameworks[litestar].ratings {
        Arc::make_mut(rating).value = UnitInterval::ONE;
    }
    let mut replay = Replay::new(knowledge(), &other);
    let lines = [
        json!({}).to_string(),
        json!({"candidates": ["django", "flask"], "priorities": {"performance": 5}}).to_string(),
        json!({"text": "a small shop"}).to_string(),
        json!({"answers": {"project_type": "spaceship"}}).to_string(),
        json!({"answers": {"project_type": "spaceship"}}).to_string(),
        "{".to_owned(),
    ];
    for (line, number) in lines.iter().zip(1..) {
        replay.add_request(number, line.as_bytes());
    }
    let report = replay.report();
    adds_up(&report);
    assert_eq!((report.rows, report.unchanged, report.changed), (6, 1, 2));
    assert!(report.changes.iter().all(|change| change.to.as_deref() == Some("litestar")));
    assert_eq!(report.unreadable.both, 3);
    let reasons: Vec<_> =
        report.unreadable.reasons.iter().map(|r| (r.after, r.first_line)).collect();
    assert_eq!(reasons, [(2, Some(4)), (1, Some(6))]);
    assert!(report.versions.is_empty());
}

#[test]
fn a_framework_that_lacks_a_must_have_now_is_reported_as_missing() {
    let mut other = knowledge().clone();
    let asked = json!({"candidates": ["django", "flask"], "must_have": ["orm"], "answers": {"project_type": "cms"}});
    let django = other.frameworks.iter_mut().find(|f| f.record.id == "django").unwrap();
    Arc::make_mut(&mut django.record).capabilities.retain(|_, support| {
        support.support = Support::None;
        true
    });
    let mut replay = Replay::new(knowledge(), &other);
    replay.add_request(1, asked.to_string().as_bytes());
    let report = replay.report();
    adds_up(&report);
    assert_eq!(report.changes[0].from.as_deref(), Some("django"));
    assert_eq!(report.changes[0].from_left, 1);
}

#[test]
fn no_more_than_some_different_reasons_are_kept() {
    let mut replay = Replay::new(knowledge(), knowledge());
    for line in 1..=1_000 {
        let body = json!({"answers": {"project_type": format!("kind_{line}")}});
        replay.add_request(line, body.to_string().as_bytes());
    }
    let report = replay.report();
    adds_up(&report);
    assert_eq!((report.unreadable.both, report.unreadable.reasons.len()), (1_000, 200));
    let reported: u64 = report.unreadable.reasons.iter().map(|reason| reason.before).sum();
    assert_eq!(reported + report.unreadable.other_faults / 2, 1_000);
}
