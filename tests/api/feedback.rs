//! Feedback on a stored query.

use serde_json::{Value, json};

use crate::stored::{Stored, unknown_receipt};

#[test]
fn feedback_is_stored_and_replaced() {
    let stored = Stored::new();
    let receipt = stored.receipt();

    let first = stored.send_feedback(&json!({"receipt": receipt, "chosen": "flask", "rating": 2}));
    assert_eq!((first.status, first.json()), (200, json!({"chosen": "flask", "rating": 2})));
    let second = stored.send_feedback(&json!({"receipt": receipt, "chosen": "django"}));
    assert_eq!(second.json(), json!({"chosen": "django", "rating": null}));
    for choice in ["none", "other"] {
        let third = stored.send_feedback(&json!({"receipt": receipt, "chosen": choice}));
        assert_eq!((third.status, third.json()["chosen"].as_str()), (200, Some(choice)));
    }
    stored.send_feedback(&json!({"receipt": receipt, "chosen": "django"}));

    let kept: (i64, String, Option<i64>) = stored.on(async |connection| {
        sqlx::query_as("select count(*), chosen, rating from feedback")
            .fetch_one(connection)
            .await
            .unwrap()
    });
    assert_eq!(kept, (1, "django".to_owned(), None));
    stored.erase(&receipt);
    assert_eq!(stored.send_feedback(&json!({"receipt": receipt, "chosen": "flask"})).status, 404);
}

#[test]
fn every_fault_of_feedback_is_reported_at_once() {
    let stored = Stored::new();
    let receipt = unknown_receipt();
    let faults = |feedback: Value| {
        let problem = stored.send_feedback(&feedback);
        assert_eq!(problem.status, 422, "{}", problem.text());
        problem.json()["errors"].clone()
    };

    let errors = faults(json!({"receipt": "fwr_", "chosen": "djagno", "rating": 6, "note": "hi"}));
    let pointers: Vec<&str> =
        errors.as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
    assert_eq!(pointers, ["#/note", "#/receipt", "#/chosen", "#/rating"]);
    assert_eq!(errors[2]["suggestion"], "django");
    for rating in [json!(0), json!(6), json!(-1), json!(4.5), json!("5")] {
        let errors = faults(json!({"receipt": receipt, "chosen": "django", "rating": rating}));
        assert_eq!(errors[0]["detail"], "rating must be a whole number from 1 to 5");
    }
    assert_eq!(faults(json!({})).as_array().unwrap().len(), 2);
    assert_eq!(stored.send_feedback(&json!([])).status, 422);
    assert_eq!(stored.send_feedback(&json!({"receipt": receipt, "chosen": "django"})).status, 404);
}

#[test]
fn a_rating_may_be_written_with_a_point() {
    let stored = Stored::new();
    let receipt = stored.receipt();
    let feedback = json!({"receipt": receipt, "chosen": "flask", "rating": 5.0});
    let response = stored.send_feedback(&feedback);
    assert_eq!((response.status, &response.json()["rating"]), (200, &json!(5)));
    for rating in [json!(4.5), json!(6.0), json!(-1.0), json!("5")] {
        let feedback = json!({"receipt": receipt, "chosen": "flask", "rating": rating});
        assert_eq!(stored.send_feedback(&feedback).status, 422, "{rating}");
    }
}
