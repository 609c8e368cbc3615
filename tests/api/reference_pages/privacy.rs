//! The page about privacy.

use serde_json::Value;

use super::{array, page, text};
use crate::helpers::get;

#[test]
fn the_privacy_page_has_the_facts_of_the_api() {
    let api = get("/v1/privacy").json();
    let english = page("/privacy", "en");
    let plain = |value: &Value| text(value).replace('`', "");
    let mut facts = Vec::new();
    for list in ["claimed", "not_claimed", "erasure"] {
        facts.extend(array(&api[list]).iter().map(plain));
    }
    for choice in array(&api["choices"]) {
        facts.extend([plain(&choice["way"]), plain(&choice["effect"])]);
    }
    for table in array(&api["tables"]) {
        facts.extend([plain(&table["name"]), plain(&table["purpose"]), plain(&table["kept"])]);
        for columns in array(&table["columns"]) {
            facts.push(plain(&columns["purpose"]));
            facts.extend(array(&columns["names"]).iter().map(plain));
        }
    }
    for fact in &facts {
        assert!(english.text.contains(fact.as_str()), "{fact}");
    }
    let turkish = page("/privacy", "tr");
    for table in array(&api["tables"]) {
        assert!(turkish.text.contains(text(&table["name"])));
    }
    let main = turkish.named("main")[0];
    let foreign: Vec<_> =
        main.all().into_iter().filter(|part| part.attribute("lang").is_some()).collect();
    assert!(foreign.is_empty(), "without a translation: {foreign:?}");
}
