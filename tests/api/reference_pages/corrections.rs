//! The page on how to correct something.

use super::{BROWSER, page};
use crate::helpers::get_with;

#[test]
fn an_unknown_claim_does_not_hide_how_to_correct_it() {
    let response = get_with("/corrections?claim=flask-nothing&lang=en", &[BROWSER]);
    assert_eq!(response.status, 200);
    assert!(response.text().contains("There is no claim “flask-nothing”."));
    assert!(response.text().contains("verified_on"));
    let known = page("/corrections?claim=flask-micro-framework", "en");
    assert!(known.text.contains("knowledge/frameworks/flask.toml"));
}
