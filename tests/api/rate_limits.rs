//! Limits for the rate of requests of a client.

use framewise_storage::privacy::Receipt;
use serde_json::{Value, json};
use tempfile::tempdir;

use crate::helpers::{Response, Server};

const JSON: (&str, &str) = ("content-type", "application/json");

/// A request to erase with a receipt that leads nowhere.
fn erase(server: &Server) -> Response {
    let body = json!({"receipt": Receipt::new([7; 20]).to_string()}).to_string();
    server.send("POST", "/v1/receipts/erase", &[JSON], body.as_bytes())
}

/// A response to a client that has used up a limit.
pub fn exhausted() -> Response {
    let folder = tempdir().unwrap();
    let server = Server::limiting(&folder.path().join("framewise.db"));
    // Some are added while they are used up.
    for _ in 0..1_000 {
        let response = erase(&server);
        if response.status == 429 {
            return response;
        }
        assert_eq!(response.status, 404);
    }
    panic!("there is no limit");
}

/// What is left of a policy.
fn left(response: &Response, policy: &str) -> u64 {
    let limits = response.header("ratelimit").unwrap();
    let limit =
        limits.split(", ").find(|limit| limit.starts_with(&format!("\"{policy}\""))).unwrap();
    limit.split(';').find_map(|part| part.strip_prefix("r=")).unwrap().parse().unwrap()
}

#[test]
fn erasing_has_a_limit_and_other_requests_go_on() {
    let folder = tempdir().unwrap();
    let server = Server::limiting(&folder.path().join("framewise.db"));
    let refused =
        (0..1_000).map(|_| erase(&server)).find(|response| response.status == 429).unwrap();
    assert_eq!(left(&refused, "receipts"), 0);
    assert!(refused.header("retry-after").unwrap().parse::<u64>().unwrap() >= 1);
    assert_eq!(server.send("POST", "/v1/recommendations", &[JSON], b"{}").status, 200);
}

#[test]
fn computing_costs_by_its_draws_and_the_cache_costs_nothing() {
    let folder = tempdir().unwrap();
    let server = Server::limiting(&folder.path().join("framewise.db"));
    let send =
        |path: &str, body: Value| server.send("POST", path, &[JSON], body.to_string().as_bytes());
    let one = json!({"draws": 10, "detail": "brief", "store": false});
    let first = send("/v1/recommendations", one.clone());
    let policy = first.header("ratelimit-policy").unwrap();
    assert_eq!(policy, "\"requests\";q=2000;w=10, \"computing\";q=600;w=10");
    assert_eq!(left(&first, "computing"), 599);
    // From the cache, whatever the method.
    let link = server.send("GET", "/v1/recommendations?draws=10&detail=brief", &[], b"");
    assert_eq!(link.json()["ranking"], first.json()["ranking"]);
    for response in [send("/v1/recommendations", one.clone()), link] {
        assert!(!response.header("ratelimit").unwrap().contains("computing"));
    }
    let batch = json!({"requests": vec![one; 100]});
    let spent = (0..100).map(|_| send("/v1/recommendations/batch", batch.clone()));
    let statuses: Vec<u16> = spent.map(|response| response.status).collect();
    assert!(statuses[..5].iter().all(|status| *status == 200), "{statuses:?}");
    assert!(statuses.contains(&429), "{statuses:?}");
    assert_eq!(server.send("GET", "/v1/frameworks", &[], b"").status, 200);
}

#[test]
fn storing_has_a_limit_that_does_not_change_the_recommendation() {
    let folder = tempdir().unwrap();
    let server = Server::limiting(&folder.path().join("framewise.db"));
    let recommend = || server.send("POST", "/v1/recommendations", &[JSON], br#"{"draws": 10}"#);
    let first = recommend();
    assert_eq!((first.status, &first.json()["stored"]), (200, &json!(true)));
    let refused = (0..2_000)
        .map(|_| recommend())
        .find(|response| response.json()["not_stored_because"] == "rate_limited");
    let (first, refused) = (first.json(), refused.unwrap());
    assert_eq!(refused.status, 200);
    assert_eq!(refused.json()["ranking"], first["ranking"]);
}

#[test]
fn the_clients_of_a_trusted_proxy_are_told_apart() {
    let server = Server::behind("127.0.0.1");
    let ask = |client: &str| {
        let response = server.send("GET", "/version", &[("x-forwarded-for", client)], b"");
        left(&response, "requests")
    };
    assert_eq!(ask("192.0.2.1"), 1_999);
    assert_eq!(ask("192.0.2.2"), 1_999);
    assert_eq!(ask("203.0.113.7, 192.0.2.3"), 1_999);
}

#[test]
fn probes_are_not_counted() {
    let server = Server::behind("127.0.0.1");
    for path in ["/livez", "/readyz"] {
        let response = server.send("GET", path, &[], b"");
        assert_eq!((response.status, response.header("ratelimit")), (200, None));
    }
}
