//! What a release guarantees apart from attacks.

use super::sample::{noise, span, tally, vocabulary, winners};
use crate::disclosure::release::{PublishError, Release};
use crate::disclosure::rules::RULES;
use crate::disclosure::tally::Tally;
use crate::disclosure::vocabulary::questions_with_one_answer;
use crate::privacy::closed_answers::QUESTIONS;

#[test]
fn the_same_counts_in_any_order_give_the_same_bytes() {
    let mut rows = vec![("total", "", 300), ("winner", "flask", 180), ("winner", "django", 120)];
    rows.extend(questions_with_one_answer().iter().map(|question| (*question, "", 300)));
    let text = |rows: &[(&str, &str, i64)]| {
        let tally = Tally::from_rows(rows.iter().copied()).unwrap();
        let mut noise = noise();
        let total = tally.noisy_total(&mut noise);
        let release = Release::publish(span(), &vocabulary(), &tally, total, &mut noise);
        release.unwrap().to_text().unwrap()
    };
    let there = text(&rows);
    rows.reverse();
    assert_eq!(there, text(&rows));
    assert_eq!(Release::from_text(&there).unwrap().to_text().unwrap(), there);
}

#[test]
fn counts_that_contradict_one_another_are_not_published() {
    let publish = |tally: &Tally| {
        let total = i64::try_from(tally.total()).unwrap();
        Release::publish(span(), &vocabulary(), tally, total, &mut noise())
    };
    for (subject, key) in [("winner", "flask"), ("budget", "low"), ("goal", "")] {
        let mut wrong = tally(&[("winner", "flask", 120)]);
        wrong.add(subject, key, 1_u64).unwrap();
        assert_eq!(publish(&wrong), Err(PublishError::DoesNotAddUp(subject)));
    }
    let mut wrong = tally(&[("winner", "flask", 120)]);
    wrong.add("features", "orm", 121_u64).unwrap();
    assert_eq!(publish(&wrong), Err(PublishError::DoesNotAddUp("features")));
    assert_eq!(publish(&tally(&[("winner", "flask", 99)])), Err(PublishError::TooFew));
}

#[test]
fn a_text_with_values_that_no_release_may_show_is_rejected() {
    let release = winners(RULES, [300, 200, 40]);
    let text = release.to_text().unwrap();
    let total = release.total();
    let django = release.winners().cells().iter().find(|cell| cell.key() == "django");
    let django = django.map(|cell| format!("\"django\":{}", cell.queries())).unwrap();
    for (right, wrong) in [
        (django.as_str(), "\"django\":301"),
        (&django, "\"django\":50"),
        (&django, "\"django\":9000"),
        (&django, "\"<b>\":300"),
        ("\"question\":\"goal\"", "\"question\":\"Who are you?\""),
        (&format!("\"total\":{total}"), "\"total\":543"),
        ("\"rounded_to\":10", "\"rounded_to\":1"),
        ("\"threshold\":60", "\"threshold\":59"),
        ("\"noise_scale\":12", "\"noise_scale\":11"),
        ("\"week\":\"2026-W48\"", "\"week\":\"2026-W47\""),
        ("\"week\":\"2026-W48\"", "\"week\":\"48\""),
        ("\"hidden\"", "\"shown\""),
    ] {
        assert!(text.contains(right), "{right}");
        assert!(Release::from_text(&text.replace(right, wrong)).is_err(), "{wrong}");
    }
}

#[test]
fn every_stored_question_has_a_table() {
    let release = winners(RULES, [300, 200, 40]);
    let questions: Vec<&str> = release.questions().iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(questions, QUESTIONS);
}
