//! What a request says about being stored. `StoringPolicy` in `framewise_storage::privacy::storing_policy` decides
//! whether it is stored.

use actix_web::HttpRequest;
use actix_web::http::header::HeaderMap;
use framewise_model::request::Parsed;
use framewise_storage::privacy::StoragePreference;

/// Reads the member `store` and the headers `Sec-GPC` and `DNT`, which are defined for the value 1 only.
pub(super) fn storage_preference(request: &HttpRequest, parsed: &Parsed) -> StoragePreference {
    let headers = request.headers();
    StoragePreference {
        store: parsed.store,
        sec_gpc: is_objection(headers, "sec-gpc"),
        dnt: is_objection(headers, "dnt"),
    }
}

/// What a request says about being stored as a query: a request for a cohort alone is not.
pub(super) fn query_preference(
    preference: StoragePreference,
    parsed: &Parsed,
) -> StoragePreference {
    if parsed.cohort_only {
        StoragePreference { store: Some(false), ..preference }
    } else {
        preference
    }
}

/// Whether a header says 1, once or among other values. A proxy may repeat a header or merge its lines into a list
/// (RFC 9110, section 5.3), so one 1 is enough. It may be quoted, or have parameters after a semicolon.
fn is_objection(headers: &HeaderMap, name: &str) -> bool {
    let members =
        headers.get_all(name).flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
    members.into_iter().any(|member| {
        let item = member.split(|byte| *byte == b';').next().unwrap_or_default();
        let item = item.trim_ascii();
        let unquoted = item.strip_prefix(b"\"").and_then(|item| item.strip_suffix(b"\""));
        unquoted.unwrap_or(item).trim_ascii() == b"1"
    })
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    fn says(lines: &[&str]) -> bool {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(HeaderName::from_static("dnt"), HeaderValue::from_str(line).unwrap());
        }
        is_objection(&headers, "dnt")
    }

    #[test]
    fn a_single_1_in_any_line_or_list_is_an_objection() {
        for lines in [
            &["1"][..],
            &[" 1\t"],
            &["1, 1"],
            &["1,1"],
            &["0, 1"],
            &[",1"],
            &["0", "1"],
            &["1", "0"],
            &["?0", "1;a=b"],
            &["\"1\""],
            &["\"0\", \"1\""],
        ] {
            assert!(says(lines), "{lines:?}");
        }
    }

    #[test]
    fn other_values_are_not() {
        for lines in
            [&[][..], &[""], &["0"], &["11"], &["1 1"], &["?1"], &["true"], &["0, 0"], &["0;1"]]
        {
            assert!(!says(lines), "{lines:?}");
        }
    }
}
