//! `docs/privacy.md` says what the endpoint says: both are written from `src/privacy/facts`.

use std::path::Path;
use std::{env, fs};

use framewise_storage::privacy::StoringPolicy;
use framewise_storage::privacy::facts::{Periods, TABLES};
use framewise::api::privacy::document::document;
use framewise::api::privacy::facts::privacy_facts;
use serde_json::json;

/// What a server says that has no setting.
fn by_default() -> String {
    let policy = StoringPolicy { enabled: true, by_default: true };
    document(&privacy_facts(policy, Periods::default()))
}

#[test]
fn the_committed_document_is_that_of_a_server_without_settings() {
    let expected = by_default();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/privacy.md");
    if env::var_os("FRAMEWISE_REWRITE").is_some() {
        fs::write(&path, &expected).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == expected, "run `FRAMEWISE_REWRITE=1 cargo test --test privacy_facts`");
}

#[test]
fn the_document_has_the_claims_word_for_word_and_every_column() {
    let text = by_default();
    let (_, after) = text.split_once("## What is claimed\n\n- ").unwrap();
    let (claimed, after) = after.split_once(".\n\n## What is not claimed\n\n- ").unwrap();
    let (not_claimed, _) = after.split_once(".\n\n## ").unwrap();
    assert_eq!(
        claimed.replace("\n- ", " "),
        "no name, address, cookie or account is stored; no stored answer carries a platform's name, \
         a cohort or a time finer than a week; after 30 days no stored answer can be connected with \
         a receipt"
    );
    assert_eq!(
        not_claimed.replace("\n- ", " "),
        "that single rows are anonymous in law, that cohort figures hide somebody from a teacher who \
         knows who took part, that deletion alters published figures"
    );
    for table in TABLES {
        let (_, section) = text.split_once(&format!("### `{}`\n", table.name)).unwrap();
        for column in table.column_names() {
            assert!(section.contains(&format!("`{column}`")), "{} {column}", table.name);
        }
    }
}

#[test]
fn a_server_tells_its_own_periods_and_its_own_policy() {
    let periods = Periods { retention_days: 44, receipt_days: 7 };
    let facts = privacy_facts(StoringPolicy { enabled: false, by_default: false }, periods);
    let text = document(&facts);
    let facts = json!(facts);
    assert_eq!(
        facts["settings"],
        json!({
            "storage": false,
            "store_by_default": false,
            "retention_days": 44,
            "receipt_days": 7,
            "idempotency_hours": 24,
        })
    );
    let claim = "after 7 days no stored answer can be connected with a receipt";
    assert_eq!(facts["claimed"][2], claim);
    for said in [claim, "44 days, counted from", "which is 1 to 7 days after a query"] {
        assert!(text.contains(said), "{said}");
    }
    for default in ["90 days", "30 days"] {
        assert!(!text.contains(default) && !facts.to_string().contains(default), "{default}");
    }
}
