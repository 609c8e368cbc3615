//! What a request says about being stored.

use actix_web::HttpRequest;
use framewise_model::request::Parsed;
use framewise_storage::privacy::StoragePreference;

/// Reads the member `store` and the headers `Sec-GPC` and `DNT`, which are defined for the value 1 only.
pub(super) fn storage_preference(request: &HttpRequest, parsed: &Parsed) -> StoragePreference {
    let signalled = |name| {
        let mut values = request.headers().get_all(name);
        values.any(|value| value.as_bytes().trim_ascii() == b"1")
    };
    StoragePreference { store: parsed.store, sec_gpc: signalled("sec-gpc"), dnt: signalled("dnt") }
}
