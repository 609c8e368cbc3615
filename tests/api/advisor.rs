//! The advisor at `/`, as a browser without JavaScript sees it.

use std::thread;

use serde_json::Value;

use crate::helpers::{Response, Server, get, get_with, send};

const FORM: [(&str, &str); 1] = [("content-type", "application/x-www-form-urlencoded")];

fn json(path: &str) -> Value {
    get(path).json()
}

/// The numbers of a piece of HTML: exact, and as they are shown.
fn numbers(html: &str) -> Vec<(f64, String)> {
    let elements = html.split("<data value=\"").skip(1);
    elements
        .map(|rest| {
            let (value, rest) = rest.split_once("\">").unwrap();
            (value.parse().unwrap(), rest.split_once("</data>").unwrap().0.to_owned())
        })
        .collect()
}

/// What is between two pieces of a text.
fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let rest = text.split_once(from).unwrap_or_else(|| panic!("there is no {from}")).1;
    rest.split_once(to).unwrap_or_else(|| panic!("there is no {to} after {from}")).0
}

/// The target of the link with this id.
fn link(html: &str, id: &str) -> String {
    let rest = between(html, &format!("id=\"{id}\" href=\""), "\"");
    rest.replace("&amp;", "&")
}

/// Names and values of the fields of the form with this id that a browser would send.
fn fields(html: &str, id: &str) -> Vec<(String, String)> {
    let form = between(html, &format!("<form id=\"{id}\""), "</form>");
    let mut fields = Vec::new();
    for tag in form.split('<').filter(|tag| tag.starts_with("input ")) {
        let tag = tag.split_once('>').unwrap().0;
        let attribute = |name: &str| between(tag, &format!(" {name}=\""), "\"").to_owned();
        if attribute("type") == "hidden" || tag.ends_with(" checked") || tag.contains(" checked ") {
            fields.push((attribute("name"), attribute("value")));
        }
    }
    for select in form.split("<select ").skip(1) {
        let (head, options) = select.split_once('>').unwrap();
        let options = options.split_once("</select>").unwrap().0;
        let mut options = options.split("<option value=\"").skip(1);
        let chosen = options.find(|option| option.split('>').next().unwrap().contains(" selected"));
        let value = chosen.map_or("", |option| option.split('"').next().unwrap());
        fields.push((between(head, "name=\"", "\"").to_owned(), value.to_owned()));
    }
    fields
}

fn query(fields: &[(String, String)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

#[test]
fn the_page_and_the_answer_of_the_api_are_at_one_address() {
    for query in ["", "?project_type=rest_api&features=orm", "?priorities=security:2&detail=brief"]
    {
        let accept = [("accept", "application/json")];
        let answer = get_with(&format!("/{query}"), &accept);
        assert_eq!(answer.header("content-type"), Some("application/json"), "{query}");
        assert_eq!(answer.body, get(&format!("/v1/recommendations{query}")).body, "{query}");
        let browser =
            [("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")];
        for page in [get(&format!("/{query}")), get_with(&format!("/{query}"), &browser)] {
            assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"), "{query}");
            assert!(page.header("vary").unwrap().starts_with("Accept, Accept-Language"));
        }
    }
    let answer =
        get_with("/?project_type=cms&lang=tr&skip=goal", &[("accept", "application/json")]);
    assert_eq!(answer.body, get("/v1/recommendations?project_type=cms&lang=tr").body);
    assert_eq!(answer.header("content-language"), Some("tr"));
    assert!(answer.header("vary").unwrap().starts_with("Accept, Accept-Language"));
    let problem = get_with("/?project_type=nonsense", &[("accept", "application/json")]);
    assert_eq!(problem.status, 422);
}

#[test]
fn the_link_of_an_answer_leads_to_the_page() {
    let answer = json("/v1/recommendations?project_type=rest_api&features=orm,forms");
    let page = answer["links"]["page"].as_str().unwrap();
    assert_eq!(page, "/?project_type=rest_api&features=orm,forms");
    let html = get(page);
    assert_eq!(html.status, 200);
    let name = answer["ranking"][0]["name"].as_str().unwrap();
    assert!(html.text().contains(&format!("<h1>{name}</h1>")));
}

/// Random numbers that are the same in every run (Knuth's linear congruential generator).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// A request with random answers.
fn random_query(random: &mut Random, questions: &[Value]) -> String {
    let mut pairs = Vec::new();
    for question in questions {
        let options = question["options"].as_array().unwrap();
        let id = |index: usize| options[index]["id"].as_str().unwrap();
        if question["multiple"] == true {
            let mut chosen: Vec<&str> =
                (0..options.len()).filter(|_| random.below(6) == 0).map(id).collect();
            chosen.dedup();
            if !chosen.is_empty() {
                pairs.push(format!("{}={}", question["id"].as_str().unwrap(), chosen.join(",")));
            }
        } else if random.below(2) == 0 {
            pairs.push(format!(
                "{}={}",
                question["id"].as_str().unwrap(),
                id(random.below(options.len()))
            ));
        }
    }
    if random.below(3) == 0 {
        pairs.push("team_knows=flask".to_owned());
    }
    if random.below(5) == 0 {
        pairs.push("must_have=templates".to_owned());
    }
    pairs.join("&")
}

fn percent(share: f64, language: &str) -> String {
    let percent = (share * 100.0).round();
    if language == "tr" { format!("%{percent}") } else { format!("{percent}%") }
}

fn decimal(number: f64, language: &str) -> String {
    let text = format!("{number:.3}");
    if language == "tr" { text.replace('.', ",") } else { text }
}

#[test]
fn each_number_of_a_page_is_that_of_the_api() {
    let questions = json("/v1/questions")["items"].as_array().unwrap().clone();
    let mut random = Random(7);
    for _ in 0..200 {
        let query = random_query(&mut random, &questions);
        let more = if query.is_empty() { "" } else { "&" };
        let answer = json(&format!("/v1/recommendations?{query}{more}detail=full"));
        let ranking = answer["ranking"].as_array().unwrap();
        for language in ["en", "tr"] {
            let page = get(&format!("/?{query}{more}lang={language}"));
            assert_eq!(page.status, 200, "{query}");
            let html = page.text();
            let rows: Vec<&str> = html.split("data-framework=\"").skip(1).collect();
            assert_eq!(rows.len(), ranking.len(), "{query}");
            for (row, place) in rows.iter().zip(ranking) {
                assert!(row.starts_with(place["framework"].as_str().unwrap()), "{query}");
                let score = place["score"].as_f64().unwrap();
                let share = place["first_share"].as_f64().unwrap();
                let mut expected = Vec::new();
                if share >= 0.005 {
                    expected.push((share, percent(share, language)));
                }
                expected.push((score, decimal(score, language)));
                assert_eq!(numbers(row.split_once("</li>").unwrap().0), expected, "{query}");
            }
            let is_open = !answer["open_questions"].as_array().unwrap().is_empty();
            let settled = if language == "tr" { "Sonuç kesinleşti" } else { ">Settled<" };
            let is_settled = answer["settled"] == true && is_open;
            assert_eq!(html.contains(settled), is_settled, "{query}");
            if query.is_empty() || ranking.is_empty() {
                continue;
            }
            let confidence = answer["confidence"].as_f64().unwrap();
            let shown = numbers(between(html, "class=\"confidence\"", "</div>"));
            assert_eq!(shown, [(confidence, percent(confidence, language))], "{query}");
            contributions_are_those_of(ranking, between(html, "<tbody>", "</table>"), language);
        }
    }
}

/// Checks the table of contributions: weights, points and scores of the first three frameworks.
fn contributions_are_those_of(ranking: &[Value], table: &str, language: &str) {
    let places = &ranking[..ranking.len().min(3)];
    let (body, foot) = table.split_once("</tbody>").unwrap();
    let scores = places.iter().map(|place| place["score"].as_f64().unwrap());
    let scores: Vec<_> = scores.map(|score| (score, decimal(score, language))).collect();
    assert_eq!(numbers(foot), scores);
    let mut sums = vec![0.0; places.len()];
    for row in body.split("<tr>").skip(1) {
        let (weight, points) = {
            let mut shown = numbers(row);
            (shown.remove(0), shown)
        };
        assert_eq!(points.len(), places.len());
        for ((place, (points, shown)), sum) in places.iter().zip(points).zip(&mut sums) {
            *sum += points;
            assert_eq!(shown, decimal(points, language));
            let parts = place["contributions"].as_array().unwrap();
            let is_part = |part: &Value| {
                part["points"].as_f64() == Some(points) && part["weight"].as_f64() == Some(weight.0)
            };
            assert!(
                points == 0.0 || parts.iter().any(is_part),
                "{points} of {}",
                place["framework"]
            );
        }
    }
    for (sum, (score, _)) in sums.iter().zip(scores) {
        assert!((sum - score).abs() < 1e-9, "{sum} {score}");
    }
}

#[test]
fn the_form_leads_to_a_result_without_a_script() {
    let mut address = "/?lang=tr".to_owned();
    let mut answered = 0;
    loop {
        let page = get(&address);
        assert_eq!(page.status, 200, "{address}");
        let html = page.text();
        if html.contains("class=\"card settled\"") {
            assert!(answered > 3, "{answered}");
            return;
        }
        let question = between(html, "data-question=\"", "\"");
        let first = between(between(html, "class=\"options", "</div>"), "value=\"", "\"");
        let mut fields = fields(html, "answers");
        let has_empty = fields.iter().any(|(_, value)| value.is_empty());
        fields.push((question.to_owned(), first.to_owned()));
        address = format!("/?{}", query(&fields));
        if has_empty {
            let redirect = get(&address);
            assert_eq!(redirect.status, 303, "empty fields are not a part of the link");
            redirect.header("location").unwrap().clone_into(&mut address);
            assert!(!address.contains("=&") && !address.ends_with('='), "{address}");
        }
        assert!(address.contains(&format!("{question}={first}")) && address.contains("lang=tr"));
        answered += 1;
        assert!(answered < 20, "{address}");
    }
}

#[test]
fn a_skipped_question_is_not_asked_again() {
    let mut skipped: Vec<String> = Vec::new();
    for _ in 0..4 {
        let page = get(&format!("/?skip={}", skipped.join(",")));
        let page = match page.header("location") {
            Some(location) => get(location),
            None => page,
        };
        let question = between(page.text(), "data-question=\"", "\"").to_owned();
        assert!(!skipped.contains(&question));
        skipped.push(question);
    }
    let all = "project_type,project_size,deadline,budget,team_size,experience,database,growth,control,security,load,goal,features";
    assert!(get(&format!("/?skip={all}")).text().contains("No further question"));
}

#[test]
fn an_answer_can_be_removed_and_changed() {
    let html = get("/?project_type=cms&features=orm,forms&team_knows=flask").text().to_owned();
    let removes: Vec<String> = html
        .split("class=\"remove\" href=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"))
        .collect();
    assert_eq!(
        removes,
        [
            "/?features=orm,forms&team_knows=flask",
            "/?project_type=cms&features=forms&team_knows=flask",
            "/?project_type=cms&features=orm&team_knows=flask",
            "/?project_type=cms&features=orm,forms",
        ]
    );
    let fields = fields(&html, "answers");
    for expected in [
        ("project_type", "cms"),
        ("features", "orm"),
        ("features", "forms"),
        ("team_knows", "flask"),
    ] {
        assert!(fields.iter().any(|(name, value)| (name.as_str(), value.as_str()) == expected));
    }
}

#[test]
fn what_a_link_has_of_unknown_things_is_reported_and_the_rest_counts() {
    let page = get("/?project_type=rest-api&team_size=solo&features=orm,nonsense&colour=red");
    assert_eq!(page.status, 200);
    let html = page.text();
    for reported in ["“rest-api”", "Did you mean rest_api?", "“nonsense”", "“colour” “red”"]
    {
        assert!(html.contains(reported), "{reported}");
    }
    assert_eq!(link(html, "permalink"), "/?team_size=solo&features=orm");
    let page = get("/?features=orm&unwanted=orm&lang=tr");
    assert!(page.text().contains("çelişiyor"));
}

#[test]
fn no_text_of_a_visitor_becomes_markup() {
    let markup = "<img src=x onerror=alert(1)>\"'><script>alert(1)</script>";
    let encoded: String = url::form_urlencoded::byte_serialize(markup.as_bytes()).collect();
    let body = format!("text={encoded}+a+REST+API&project_type={encoded}&{encoded}={encoded}");
    let responses = [
        get(&format!("/?project_type={encoded}&{encoded}={encoded}&priorities={encoded}:2")),
        get(&format!("/?skip={encoded}&lang={encoded}&candidates={encoded}&python={encoded}")),
        get(&format!("/?text={encoded}+a+REST+API")),
        send("POST", "/", &FORM, body.as_bytes()),
    ];
    for response in responses {
        assert_eq!(response.status, 200);
        let html = response.text();
        assert!(
            !html.contains("<img") && !html.contains("<script>") && !html.contains("\"'>"),
            "{html}"
        );
    }
}

#[test]
fn a_description_becomes_answers_and_stays_out_of_links() {
    let text = "We build a REST API for a small team. No admin interface.";
    let encoded: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
    let page =
        send("POST", "/?lang=tr", &FORM, format!("goal=ship_product&text={encoded}").as_bytes());
    assert_eq!((page.status, page.header("cache-control")), (200, Some("no-store")));
    let html = page.text();
    let mut marks = html.split("<mark>").skip(1).map(|rest| rest.split("</mark>").next().unwrap());
    assert!(marks.any(|words| words.contains("REST API")), "the words are marked");
    let permalink = link(html, "permalink");
    for part in [
        "project_type=rest_api",
        "team_size=small",
        "goal=ship_product",
        "unwanted=admin_interface",
        "lang=tr",
    ] {
        assert!(permalink.contains(part), "{permalink} has no {part}");
    }
    let answers = fields(html, "answers");
    assert!(answers.contains(&("project_type".to_owned(), "rest_api".to_owned())));
    assert!(answers.iter().all(|(name, _)| name != "text"));
    let links = html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
    for link in links {
        assert!(!link.contains("text=") && !link.contains("small%20team"), "{link}");
    }
    let overruled = send("POST", "/", &FORM, format!("project_type=cms&text={encoded}").as_bytes());
    assert!(overruled.text().contains("(your own answer counts instead)"));
    let nothing = send("POST", "/", &FORM, b"text=Merhaba");
    assert!(nothing.text().contains("No answer was found in this text."));
}

#[test]
fn the_body_of_a_description_is_a_form() {
    let response = send("POST", "/", &[("content-type", "application/json")], b"{}");
    assert_eq!(response.status, 415);
    assert_eq!(send("POST", "/", &FORM, b"text=%ff").status, 400);
    let long = format!("text={}", "a".repeat(2_001));
    let response = send("POST", "/", &FORM, long.as_bytes());
    assert!(response.status == 200 && response.text().contains("“text”"), "the page says so");
}

#[test]
fn the_page_says_when_either_is_defensible_and_when_nothing_is_needed() {
    let close = get("/?spread=3&project_size=medium");
    assert!(close.text().contains("are close; either is defensible."));
    let described = send("POST", "/", &FORM, b"text=Just+files+on+a+free+host.");
    for page in [described, get("/?project_type=static_site")] {
        assert!(page.text().contains("You may not need a web framework"), "{}", page.text());
    }
}

#[test]
fn everything_excluded_is_said_with_the_nearest() {
    let html =
        get("/?must_have=admin_interface,websockets&minimum_support=built_in").text().to_owned();
    assert!(html.contains("No framework has everything that it must have"));
    assert!(html.contains("Closest to all demands"));
}

#[test]
fn with_priorities_of_nothing_the_form_is_kept() {
    let criteria = json("/v1/criteria")["items"].as_array().unwrap().clone();
    let zero = criteria.iter().map(|criterion| format!("{}:0", criterion["id"].as_str().unwrap()));
    let zero = zero.collect::<Vec<_>>().join(",");
    let page = get(&format!("/?priorities={zero}&project_type=cms"));
    assert_eq!(page.status, 422);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(page.text().contains("The ranking could not be computed"));
    assert!(
        fields(page.text(), "answers").contains(&("project_type".to_owned(), "cms".to_owned()))
    );
}

#[test]
fn a_client_with_too_many_requests_keeps_its_answers() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::limiting(&folder.path().join("framewise.db"));
    // One hundred thousand draws cost ten requests. All are sent at once, because a limit grows again with time.
    let page = "/?project_type=cms&draws=100000";
    let responses: Vec<Response> = thread::scope(|scope| {
        let sent: Vec<_> =
            (0..100).map(|_| scope.spawn(|| server.send("GET", page, &[], b""))).collect();
        sent.into_iter().map(|response| response.join().unwrap()).collect()
    });
    let limited = responses.iter().find(|response| response.status == 429).unwrap();
    assert!(limited.header("retry-after").is_some());
    assert_eq!(limited.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(
        fields(limited.text(), "answers").contains(&("project_type".to_owned(), "cms".to_owned()))
    );
}

#[test]
fn every_link_begins_with_the_public_address() {
    let address = "https://tools.example/framewise";
    let server = Server::at(address);
    for path in ["/", "/?project_type=cms&features=orm", "/problems/not-found"] {
        let page = server.send("GET", path, &[], b"");
        assert_eq!(page.status, 200);
        for attribute in ["href=\"", "src=\"", "action=\""] {
            for link in
                page.text().split(attribute).skip(1).map(|rest| rest.split('"').next().unwrap())
            {
                let is_own =
                    link.starts_with(address) || link.starts_with('#') || link.starts_with("data:");
                assert!(
                    is_own || !link.starts_with('/') && !link.contains("tools.example"),
                    "{link}"
                );
            }
        }
    }
}

#[test]
fn a_result_has_a_preview_picture() {
    let page = get("/?project_type=rest_api&features=orm&lang=tr");
    let picture =
        between(page.text(), "property=\"og:image\" content=\"", "\"").replace("&amp;", "&");
    assert_eq!(picture, "/preview.png?project_type=rest_api&features=orm&lang=tr");
    let answer = json("/v1/recommendations?project_type=rest_api&features=orm&detail=full");
    let response = get(&picture);
    assert_eq!((response.status, response.header("content-type")), (200, Some("image/png")));
    let (size, pixels) = pixels(&response.body);
    assert_eq!(size, (1_200, 630));
    // The bars: the confidence, and the scores of the first three frameworks.
    let length = |row: usize| {
        let row = &pixels[row * 1_200..][..1_200];
        row.iter().filter(|colour| **colour == [0x0B, 0x5D, 0x5E]).count()
    };
    let scores = (0..3).map(|place| answer["ranking"][place]["score"].as_f64().unwrap());
    let shares = [answer["confidence"].as_f64().unwrap()].into_iter().chain(scores);
    for (row, share) in [250, 388, 464, 540].into_iter().zip(shares) {
        let length = f64::from(u32::try_from(length(row)).unwrap());
        assert!((length - share * 1_040.0).abs() <= 0.5, "row {row}: {length} pixels for {share}");
    }
    let hostile = get("/preview.png?project_type=%3Cscript%3E&text=secret");
    assert_eq!((hostile.status, hostile.body), (200, get("/preview.png").body));
}

/// Size and colours of a picture.
fn pixels(file: &[u8]) -> ((u32, u32), Vec<[u8; 3]>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    let (pixels, rest) = bytes.as_chunks::<3>();
    assert!(rest.is_empty());
    ((info.width, info.height), pixels.to_vec())
}
