//! Cohorts: tokens, counting, figures, closing, deleting.

use std::collections::BTreeSet;

use framewise_storage::cohorts::NotCounted;
use framewise_storage::privacy::{JoinToken, NotStored, ReadToken};
use jiff::SignedDuration;
use jiff::civil::date;
use serde_json::{Value, json};

use crate::helpers::{LOG, Response, get, post_json};
use crate::stored::Stored;

/// A server with a cohort.
struct Course {
    stored: Stored,
    join: String,
    read: String,
}

impl Course {
    fn new() -> Self {
        let stored = Stored::new();
        let created = stored.post("/v1/cohorts", r#"{"weeks": 4}"#);
        assert_eq!(created.status, 201, "{}", created.text());
        assert_eq!(created.header("cache-control"), Some("no-store"));
        let created = created.json();
        let token = |name: &str| created[name].as_str().unwrap().to_owned();
        let (join, read) = (token("join_token"), token("read_token"));
        assert!(join.starts_with("fwj_") && read.starts_with("fwc_") && join[4..] != read[4..]);
        Self { stored, join, read }
    }

    fn recommend(&self, headers: &[(&str, &str)], body: &Value) -> Response {
        self.stored.recommend(headers, &body.to_string())
    }

    /// An answer for the cohort.
    fn body(&self, project_type: &str) -> Value {
        json!({"answers": {"project_type": project_type}, "draws": 10, "cohort": self.join})
    }

    /// Adds this many equal answers.
    fn add(&self, project_type: &str, answers: usize) {
        for _ in 0..answers {
            let response = self.recommend(&[], &self.body(project_type)).json();
            assert_eq!(response["cohort"], json!({"counted": true, "reason": null}));
        }
    }

    fn post(&self, path: &str) -> Response {
        let body = json!({"read_token": self.read}).to_string();
        self.stored.post(&format!("/v1/cohorts/{path}"), &body)
    }

    fn figures(&self) -> Value {
        let response = self.post("read");
        assert_eq!(response.status, 200, "{}", response.text());
        assert_eq!(response.header("cache-control"), Some("no-store"));
        response.json()["figures"].clone()
    }
}

/// The key and the share of each cell of a question.
fn cells(figures: &Value, question: &str) -> Vec<(String, String)> {
    let tables = figures["questions"].as_array().unwrap();
    let table = tables.iter().find(|table| table["subject"] == question).unwrap();
    let cell = |cell: &Value| {
        let share = format!("{} {}", cell["share_is"].as_str().unwrap(), cell["share"]);
        (cell["key"].as_str().unwrap().to_owned(), share)
    };
    table["cells"].as_array().unwrap().iter().map(cell).collect()
}

fn cell(key: &str, share: &str) -> (String, String) {
    (key.to_owned(), share.to_owned())
}

#[test]
fn the_teacher_sees_what_the_group_answered() {
    let course = Course::new();
    course.add("rest_api", 9);
    assert_eq!(course.figures(), Value::Null);
    course.add("content_site", 11);

    let figures = course.figures();

    assert_eq!(figures["answers"], 20);
    // The other options have no answer.
    let expected = [cell("content_site", "about 0.5"), cell("rest_api", "about 0.5")];
    assert_eq!(cells(&figures, "project_type"), expected);
    assert_eq!(cells(&figures, "goal"), [cell("not_answered", "at_least 0.9")]);
    let result = &figures["result"];
    assert_eq!(result["questions"][0]["question"], "project_type");
    assert_eq!(result["questions"].as_array().unwrap().len(), 1, "others were not answered");
    assert!(result["disagreement"].is_number());
    let winners = figures["winners"]["cells"].as_array().unwrap();
    assert_eq!(result["frameworks"][0], winners[0]["key"]);
    // Two options are equally frequent, so none is typical.
    assert_eq!(result["typical"], Value::Null);
}

#[test]
fn a_typical_member_has_the_most_frequent_answers() {
    let course = Course::new();
    course.add("rest_api", 13);
    course.add("content_site", 7);
    let typical = course.figures()["result"]["typical"].clone();
    let answers = json!([{"question": "project_type", "option": "rest_api"}]);
    assert_eq!(typical["answers"], answers);
    assert_eq!(typical["link"], "/v1/recommendations?project_type=rest_api");
    let by_link = get(typical["link"].as_str().unwrap()).json();
    assert_eq!(typical["framework"], by_link["recommended"]);
}

#[test]
fn the_table_has_the_same_figures() {
    let course = Course::new();
    let none = course.post("counts.csv");
    assert_eq!(none.text(), "table,row,key,answers,share,share_is,hidden_cells\r\n");
    course.add("rest_api", 20);
    let figures = course.figures();
    let table = course.post("counts.csv");
    assert!(table.header("content-type").unwrap().starts_with("text/csv"));
    let lines: Vec<&str> = table.text().lines().collect();
    assert_eq!(lines[1], ",total,,20,,,");
    assert!(lines.contains(&"project_type,cell,rest_api,,0.9,at_least,"), "{lines:?}");
    let shown = figures["questions"].as_array().unwrap().iter().chain([&figures["winners"]]);
    let shown: usize = shown.map(|table| table["cells"].as_array().unwrap().len()).sum();
    assert_eq!(lines.iter().filter(|line| line.contains(",cell,")).count(), shown);
}

/// Headers, a body, and the reason for which it does not count.
type Case<'a> = (&'a [(&'a str, &'a str)], &'a Value, Option<&'a str>);

#[test]
fn objections_and_a_decline_count_nothing_and_the_recommendation_is_the_same() {
    let course = Course::new();
    let body = course.body("rest_api");
    let mut refusing = body.clone();
    refusing["store"] = json!(false);
    let mut declining = body.clone();
    declining["cohort"] = json!("decline");
    let mut without = body.clone();
    without["cohort"] = Value::Null;
    let cases: [Case<'_>; 5] = [
        (&[], &refusing, Some("asked_not_to")),
        (&[("sec-gpc", "1")], &body, Some("gpc")),
        (&[("dnt", "0, 1")], &body, Some("dnt")),
        (&[], &declining, Some("declined")),
        (&[], &without, None),
    ];
    let counted = course.recommend(&[], &body).json();
    for (headers, body, reason) in cases {
        for _ in 0..12 {
            let response = course.recommend(headers, body).json();
            let expected = reason.map(|reason| json!({"counted": false, "reason": reason}));
            assert_eq!(response.get("cohort"), expected.as_ref());
            for member in ["ranking", "recommended", "summary", "links"] {
                assert_eq!(response[member], counted[member], "{member}");
            }
        }
    }
    assert_eq!(course.figures(), Value::Null);
    assert_eq!(course.stored.count("select count(*) from cohort_counts"), 0);
}

#[test]
fn answers_for_the_cohort_alone_are_no_stored_query() {
    let course = Course::new();
    let mut body = course.body("rest_api");
    body["cohort_only"] = json!(true);
    for number in 0..10 {
        let key = format!("b0a1c2d3-e4f5-{number:04}");
        let headers = [("idempotency-key", key.as_str())];
        for _ in 0..2 {
            let response = course.recommend(&headers, &body).json();
            assert_eq!(response["cohort"], json!({"counted": true, "reason": null}));
            assert_eq!(response["not_stored_because"], "asked_not_to");
            assert_eq!(response["receipt"], Value::Null);
        }
    }
    assert_eq!(course.stored.count("select count(*) from queries"), 0);
    assert_eq!(course.figures()["answers"], 10);
    // Objections count for a cohort all the same.
    let objecting = course.recommend(&[("sec-gpc", "1")], &body).json();
    assert_eq!(objecting["cohort"], json!({"counted": false, "reason": "gpc"}));
    body["cohort_only"] = json!("yes");
    let problem = course.recommend(&[], &body);
    assert_eq!(
        (problem.status, &problem.json()["errors"][0]["pointer"]),
        (422, &json!("#/cohort_only"))
    );
    // In a batch as well.
    body["cohort_only"] = json!(true);
    let batch = json!({"requests": [body]}).to_string();
    let response = course.stored.post("/v1/recommendations/batch", &batch).json();
    let recommendation = &response["results"][0]["recommendation"];
    assert_eq!(
        (&recommendation["stored"], &recommendation["cohort"]["counted"]),
        (&json!(false), &json!(true))
    );
}

#[test]
fn a_repeat_with_the_same_key_counts_once_stored_or_not() {
    let course = Course::new();
    let body = course.body("rest_api");
    for key in ["b0a1c2d3-e4f5-0001", "b0a1c2d3-e4f5-0002"] {
        let responses: BTreeSet<String> = (0..6)
            .map(|_| course.recommend(&[("idempotency-key", key)], &body).text().to_owned())
            .collect();
        assert_eq!(responses.len(), 1, "the same response");
    }
    assert_eq!(course.stored.count("select count(*) from cohort_counts"), 0, "two are in memory");
    course.add("rest_api", 3);
    let total = "select count from cohort_counts where subject = 'total'";
    assert_eq!(course.stored.count(total), 5);
}

#[test]
fn a_batch_counts_each_of_its_requests() {
    let course = Course::new();
    let mistyped = json!({"cohort": "fwj_1"});
    let mut requests = vec![course.body("rest_api"); 10];
    requests.push(mistyped);
    let response =
        course.stored.post("/v1/recommendations/batch", &json!({"requests": requests}).to_string());
    let results = response.json()["results"].clone();
    assert_eq!(results[9]["recommendation"]["cohort"]["counted"], true);
    assert_eq!(results[10]["problem"]["errors"][0]["pointer"], "#/cohort");
    assert_eq!(course.figures()["answers"], 10);
}

#[test]
fn erasing_a_stored_query_changes_no_figure() {
    let course = Course::new();
    let mut receipts = Vec::new();
    for _ in 0..20 {
        let response = course.recommend(&[], &course.body("rest_api")).json();
        receipts.push(response["receipt"].as_str().unwrap().to_owned());
    }
    let before = course.figures();
    for receipt in &receipts {
        assert_eq!(course.stored.erase(receipt).status, 204);
    }
    assert_eq!(course.stored.count("select count(*) from queries"), 0);
    assert_eq!(course.figures(), before);
    assert_eq!(course.stored.count("select count from cohort_counts where subject = 'total'"), 20);
}

#[test]
fn a_closed_cohort_takes_no_answers_and_shows_its_last_figures() {
    let course = Course::new();
    course.add("rest_api", 10);
    assert_eq!(course.figures()["answers"], 10);
    course.add("content_site", 5);
    assert_eq!(course.figures()["answers"], 10);

    assert_eq!(course.post("close").status, 204);

    assert_eq!(course.figures()["answers"], 15);
    let response = course.recommend(&[], &course.body("rest_api")).json();
    assert_eq!(response["cohort"], json!({"counted": false, "reason": "closed"}));
    assert_eq!(response["stored"], true);
    assert_eq!(course.post("read").json()["closed"], true);
}

#[test]
fn a_deleted_cohort_leaves_nothing() {
    let course = Course::new();
    course.add("rest_api", 12);
    assert_ne!(course.figures(), Value::Null);
    let deleted = course.post("delete");
    assert_eq!((deleted.status, deleted.body.len()), (204, 0));
    for table in ["select count(*) from cohorts", "select count(*) from cohort_counts"] {
        assert_eq!(course.stored.count(table), 0);
    }
    for path in ["read", "counts.csv", "close", "delete"] {
        let gone = course.post(path);
        assert_eq!((gone.status, &gone.json()["type"]), (404, &json!("/problems/not-found")));
    }
    let response = course.recommend(&[], &course.body("rest_api")).json();
    assert_eq!(response["cohort"], json!({"counted": false, "reason": "unknown"}));
}

#[test]
fn both_tokens_end() {
    let course = Course::new();
    course.add("rest_api", 12);
    course.stored.advance(SignedDuration::from_hours((4 * 7 - 1) * 24));
    assert_ne!(course.figures(), Value::Null);
    course.stored.advance(SignedDuration::from_hours(24));
    for path in ["read", "counts.csv", "close", "delete"] {
        let gone = course.post(path);
        assert_eq!((gone.status, &gone.json()["type"]), (410, &json!("/problems/gone")), "{path}");
    }
    let response = course.recommend(&[], &course.body("rest_api")).json();
    assert_eq!(response["cohort"], json!({"counted": false, "reason": "ended"}));
}

#[test]
fn a_wrong_token_is_refused_with_what_is_wrong() {
    let course = Course::new();
    let read = |token: &Value| {
        course.stored.post("/v1/cohorts/read", &json!({"read_token": token}).to_string())
    };
    let unknown = ReadToken::new([1; 18], date(2099, 1, 1)).to_string();
    assert_eq!(read(&json!(unknown)).status, 404);
    let mut mistyped = course.read.clone();
    let other = if &mistyped[9..10] == "a" { "b" } else { "a" };
    mistyped.replace_range(9..10, other);
    for (token, fault) in [
        (json!(course.join), "This is the join token"),
        (json!(mistyped), "mistyped"),
        (json!("fwc_1"), "40 characters"),
        (json!("order 66"), "begins with fwc_"),
        (json!(7), "string"),
        (Value::Null, "string"),
    ] {
        let problem = read(&token);
        assert_eq!(problem.status, 422, "{}", problem.text());
        assert!(problem.json()["detail"].as_str().unwrap().contains(fault), "{}", problem.text());
        assert_eq!(problem.json()["errors"][0]["pointer"], "#/read_token");
        assert!(!problem.text().contains(&course.join[4..]), "the token is not repeated");
    }
    // A join token of a cohort and an invented one are answered alike.
    let invented = JoinToken::new([1; 18], date(2099, 1, 1)).to_string();
    let details =
        [course.join.clone(), invented].map(|token| read(&json!(token)).json()["detail"].clone());
    assert_eq!(details[0], details[1]);

    for (token, fault) in [
        (json!(course.read), "This is the read token"),
        (json!("fwj_1"), "40 characters"),
        (json!("me"), "begins with fwj_"),
        (json!(["decline"]), "must be a string"),
    ] {
        let problem = course.recommend(&[], &json!({"cohort": token}));
        assert_eq!(problem.status, 422, "{}", problem.text());
        let errors = &problem.json()["errors"];
        assert_eq!(errors[0]["pointer"], "#/cohort");
        assert!(problem.json()["detail"].as_str().unwrap().contains(fault), "{}", problem.text());
    }
    assert_eq!(course.stored.count("select count(*) from queries"), 0);
}

#[test]
fn a_token_has_no_place_in_an_address() {
    let course = Course::new();
    let address = format!("/v1/recommendations?cohort={}", course.join);
    assert_eq!(get(&address).status, 422);
    for path in ["/v1/cohorts", "/v1/cohorts/read"] {
        assert_eq!(get(path).status, 405);
        assert_eq!(get(&format!("{path}/{}", course.read)).status, 404);
    }
    for token in [&course.join, &course.read] {
        assert!(!LOG.text().contains(&token[4..]));
    }
}

#[test]
fn a_cohort_is_created_with_a_time_and_nothing_else() {
    let stored = Stored::new();
    for (body, pointer) in [
        (json!({"weeks": 0}), "#/weeks"),
        (json!({"weeks": 27}), "#/weeks"),
        (json!({"weeks": 1.5}), "#/weeks"),
        (json!({"weeks": "8"}), "#/weeks"),
        (json!({"participants": 0}), "#/participants"),
        (json!({"participants": 1001}), "#/participants"),
        (json!({"participants": 1e30}), "#/participants"),
        (json!({"participants": [30]}), "#/participants"),
        (json!({"title": "Ada's course"}), "#/title"),
        (json!([]), "#"),
    ] {
        let problem = stored.post("/v1/cohorts", &body.to_string());
        assert_eq!(problem.status, 422, "{body}");
        assert_eq!(problem.json()["errors"][0]["pointer"], pointer, "{body}");
    }
    assert_eq!(stored.count("select count(*) from cohorts"), 0);
    let both = stored.post("/v1/cohorts", r#"{"weeks": -1, "participants": "many"}"#);
    assert_eq!(both.json()["errors"].as_array().unwrap().len(), 2, "every fault at once");
    for body in [json!({}), json!({"weeks": 26.0}), json!({"weeks": null, "participants": 1000})] {
        assert_eq!(stored.post("/v1/cohorts", &body.to_string()).status, 201, "{body}");
    }
    // No file of the database has a token, only hashes.
    assert_eq!(stored.count("select count(*) from cohorts where length(join_hash) = 32"), 3);
}

#[test]
fn one_client_creates_a_limited_number_of_cohorts() {
    let stored = Stored::new();
    let created = (0..21).map(|_| stored.post("/v1/cohorts", "{}"));
    let refused: Vec<Response> = created.filter(|response| response.status != 201).collect();
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].status, 429);
    assert!(refused[0].header("retry-after").is_some());
    assert!(refused[0].text().contains("20 cohorts today"), "{}", refused[0].text());
}

#[test]
fn a_server_that_stores_nothing_has_no_cohorts() {
    let token = JoinToken::new([1; 18], date(2099, 1, 1)).to_string();
    let response = post_json("/v1/recommendations", json!({"cohort": token}).to_string());
    assert_eq!(response.status, 200);
    let expected = json!({"counted": false, "reason": "switched_off"});
    assert_eq!(response.json()["cohort"], expected);
    let created = post_json("/v1/cohorts", "{}");
    assert_eq!(created.status, 404);
    assert!(created.text().contains("switched off"));
}

#[test]
fn the_page_of_the_teacher_has_the_name_of_everything_that_is_counted() {
    let (page, questions) = (get("/cohort?lang=tr"), get("/v1/questions").json());
    assert_eq!(page.status, 200);
    for question in questions["items"].as_array().unwrap() {
        let id = question["id"].as_str().unwrap();
        assert!(page.text().contains(&format!("data-key=\"{id}\"")), "{id}");
        for option in question["options"].as_array().unwrap() {
            let option = option["id"].as_str().unwrap();
            assert!(page.text().contains(&format!("data-key=\"{id}.{option}\"")), "{option}");
        }
    }
    for key in ["winner", "winner.flask", "winner.none", "not_answered"] {
        assert!(page.text().contains(&format!("data-key=\"{key}\"")), "{key}");
    }
}

#[test]
fn the_advisor_has_words_for_every_reason_not_to_count_a_participant() {
    // The page never sends `store`, and counts a query of which nothing else is stored.
    let impossible = [NotStored::AskedNotTo, NotStored::NotAskedTo, NotStored::Erased];
    let storing = NotStored::ALL.into_iter().filter(|reason| !impossible.contains(reason));
    let others = [NotCounted::Unknown, NotCounted::Ended, NotCounted::Closed];
    for path in ["/?lang=tr", "/embed?lang=en&project_type=cms"] {
        let page = get(path);
        let states: BTreeSet<&str> = page
            .text()
            .split("<p data-for=\"")
            .skip(1)
            .flat_map(|rest| rest.split('"').next().unwrap().split(' '))
            .collect();
        for reason in storing.clone().map(NotCounted::Storing).chain(others) {
            let code = reason.code();
            let state = if code.starts_with("database_") { "database" } else { code };
            assert!(states.contains(state), "{path} has no text for {code}");
        }
    }
}

#[test]
fn the_request_of_a_participant_has_the_answers_and_all_that_decides_the_first_place() {
    let course = Course::new();
    let parameters = "project_type=rest_api&candidates=django,flask&must_have=orm&draws=50";
    for path in ["/", "/embed"] {
        let page = get(&format!("{path}?{parameters}"));
        let request = page.text().split("data-request=\"").nth(1).unwrap();
        let request = request.split('"').next().unwrap().replace("&quot;", "\"");
        let mut request: Value = serde_json::from_str(&request).unwrap();
        let expected = json!({
            "answers": {"project_type": "rest_api"}, "candidates": ["django", "flask"],
            "must_have": ["orm"], "detail": "brief", "draws": 1,
        });
        assert_eq!(request, expected);
        request["cohort"] = json!(course.join);
        request["cohort_only"] = json!(true);
        let counted = course.recommend(&[], &request).json();
        assert_eq!(counted["cohort"]["counted"], true);
        let whole = get(&format!("/v1/recommendations?{parameters}")).json();
        assert_eq!(counted["recommended"], whole["recommended"]);
        // Which frameworks are compared is no answer.
        let without = get(&format!("{path}?candidates=django,flask"));
        assert!(!without.text().contains("data-request="));
    }
}

#[test]
fn a_page_takes_no_token_in_its_address() {
    // It gets the token after the sign #, which is not sent.
    let token = ReadToken::new([1; 18], date(2099, 1, 1)).to_string();
    assert_eq!(get(&format!("/cohort/{token}")).status, 404);
    let page = get(&format!("/cohort?token={token}"));
    assert!(!page.text().contains(&token));
    assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
}
