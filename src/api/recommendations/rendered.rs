//! A rendered recommendation. It is rendered before its query is stored, so that a request that runs into its time
//! limit leaves no stored query whose receipt the caller never gets; the outcome of storing is inserted afterwards.

use std::fmt::Write as _;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use actix_web::web::Bytes;
use framewise_storage::privacy::NotStored;

use super::storage_outcome::{CohortCounting, StorageOutcome};
use crate::http::caching::{Representation, with_compressed};
use crate::http::negotiate::JSON;
use crate::texts::language::Language;

/// The members on storing before the query is stored, or if it is not to be stored. Inside a string its quotes would be
/// escaped, so it occurs once.
const OPEN: &str = r#""stored":false,"not_stored_because":null,"receipt":null"#;

/// A rendered recommendation. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Rendered {
    body: Bytes,
    /// Where the members on storing stand; `None` in a form without them.
    open: Option<Range<usize>>,
    /// What GET requests share: the tag takes longer to compute than everything else of a response from the cache.
    as_resource: Arc<OnceLock<Representation>>,
}

impl Rendered {
    /// A recommendation in JSON, or in a form that does not show whether it is stored.
    #[must_use]
    pub fn new(body: Vec<u8>) -> Self {
        let start = body.windows(OPEN.len()).rposition(|part| part == OPEN.as_bytes());
        // A boxed slice has no spare capacity, which the cache would not count.
        let body = Bytes::from(body.into_boxed_slice());
        let open = start.map(|start| start..start + OPEN.len());
        Self { body, open, as_resource: Arc::default() }
    }

    /// How much memory it takes in bytes, with room for the compressed body of [`Self::as_resource`].
    #[must_use]
    pub fn size(&self) -> usize {
        with_compressed(self.body.len())
    }

    /// The response to GET requests in this language, in which it is rendered. They are never stored.
    #[must_use]
    pub fn as_resource(&self, language: Language) -> Representation {
        let render = || Representation::new(JSON, self.body.clone()).translated(language);
        self.as_resource.get_or_init(render).clone()
    }

    /// The body with what became of the answers.
    #[must_use]
    pub fn with_outcome(&self, outcome: StorageOutcome) -> Bytes {
        match self.pieces(outcome) {
            [body, members, _] if members.is_empty() => body,
            pieces => Bytes::from(pieces.concat()),
        }
    }

    /// The same in pieces, which are parts of the rendered body where possible.
    #[must_use]
    pub fn pieces(&self, StorageOutcome { storing, cohort }: StorageOutcome) -> [Bytes; 3] {
        let Some(open) = &self.open else {
            return [self.body.clone(), Bytes::new(), Bytes::new()];
        };
        let mut members = match storing {
            Ok(receipt) => {
                format!(r#""stored":true,"not_stored_because":null,"receipt":"{receipt}""#)
            }
            Err(reason) => {
                let code = NotStored::code(reason);
                format!(r#""stored":false,"not_stored_because":"{code}","receipt":null"#)
            }
        };
        if let Some(outcome) = cohort {
            let CohortCounting { counted, reason } = outcome.into();
            // The codes need no escapes.
            let reason = reason.map_or("null".to_owned(), |code| format!("\"{code}\""));
            // Writing to a string cannot fail.
            let _ = write!(members, r#","cohort":{{"counted":{counted},"reason":{reason}}}"#);
        }
        [self.body.slice(..open.start), members.into(), self.body.slice(open.end..)]
    }
}

#[cfg(test)]
mod tests {
    use framewise_storage::privacy::{NotStored, Receipt};
    use serde_json::{Value, json};

    use super::{OPEN, Rendered, StorageOutcome};
    use framewise_storage::cohorts::NotCounted;

    #[test]
    fn the_outcome_stands_where_it_was_open() {
        let quoted = json!({ "text": format!("{{{OPEN}}}") }).to_string();
        let rendered =
            Rendered::new(format!(r#"{{"a":{quoted},{OPEN},"links":{{}}}}"#).into_bytes());
        let receipt = Receipt::new([7; 20]);
        for (outcome, stored, reason, shown) in [
            (Ok(receipt), true, None, Some(receipt.to_string())),
            (Err(NotStored::AskedNotTo), false, Some("asked_not_to"), None),
        ] {
            let body: Value =
                serde_json::from_slice(&rendered.with_outcome(outcome.into())).unwrap();
            let expected = json!({
                "a": {"text": format!("{{{OPEN}}}")}, "stored": stored,
                "not_stored_because": reason, "receipt": shown, "links": {},
            });
            assert_eq!(body, expected);
        }
    }

    #[test]
    fn a_form_without_these_members_is_the_same_for_every_outcome() {
        let rendered = Rendered::new(b"# Record".to_vec());
        assert_eq!(rendered.with_outcome(Err(NotStored::AskedNotTo).into()), "# Record");
    }

    #[test]
    fn a_cohort_is_mentioned_only_in_the_response_to_a_request_with_one() {
        let rendered = Rendered::new(format!("{{{OPEN}}}").into_bytes());
        let of = |cohort| -> Value {
            let outcome = StorageOutcome { storing: Err(NotStored::ClientQuota), cohort };
            serde_json::from_slice(&rendered.with_outcome(outcome)).unwrap()
        };
        assert_eq!(of(None).get("cohort"), None);
        assert_eq!(of(Some(Ok(())))["cohort"], json!({"counted": true, "reason": null}));
        let ended = of(Some(Err(NotCounted::Ended)));
        assert_eq!(ended["cohort"], json!({"counted": false, "reason": "ended"}));
        assert_eq!(ended["not_stored_because"], "client_quota");
    }
}
