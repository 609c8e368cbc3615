//! The advisor in the pages of others: the frame, the element, oEmbed.

use std::sync::LazyLock;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::helpers::{Response, Server, get, get_with, send};

/// A service under a path of its public address, whose advisor two schools may show.
static PUBLIC: LazyLock<Server> = LazyLock::new(|| {
    let origins = "https://school.example, https://*.courses.example";
    Server::embedded("https://tools.example/framewise", origins)
});

fn get_public(path: &str) -> Response {
    PUBLIC.send("GET", path, &[], b"")
}

fn encoded(url: &str) -> String {
    url::form_urlencoded::byte_serialize(url.as_bytes()).collect()
}

/// The values of an attribute in a document, unescaped.
fn attributes(html: &str, name: &str) -> Vec<String> {
    let start = format!(" {name}=\"");
    let values = html.split(&start).skip(1);
    let values = values.map(|rest| rest.split('"').next().unwrap());
    values
        .map(|text| text.replace("&quot;", "\"").replace("&lt;", "<").replace("&amp;", "&"))
        .collect()
}

/// The addresses that a click on an answer leads to.
fn answers(html: &str) -> Vec<String> {
    attributes(html, "href").into_iter().filter(|link| link.contains("/embed?")).collect()
}

#[test]
fn every_page_may_show_the_frame_and_no_other_page() {
    let policy = |path: &str| get(path).header("content-security-policy").unwrap().to_owned();
    let frame = policy("/embed");
    assert!(frame.ends_with("frame-ancestors *"), "{frame}");
    for part in ["default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'"] {
        assert!(frame.contains(part) && !frame.contains("unsafe"), "{frame}");
    }
    for path in ["/", "/embed/new", "/embed.js", "/oembed", "/problems/not-found", "/embed/nothing"]
    {
        assert!(policy(path).contains("frame-ancestors 'none'"), "{path}");
    }
    assert_eq!(get("/embed").header("x-frame-options"), None);
}

#[test]
fn the_setting_limits_the_pages_that_may_show_the_frame() {
    let frame = get_public("/embed");
    let policy = frame.header("content-security-policy").unwrap();
    let ancestors = "frame-ancestors 'self' https://school.example https://*.courses.example";
    assert!(policy.ends_with(ancestors), "{policy}");
}

#[test]
fn the_frame_sets_nothing_and_has_no_inline_code() {
    for path in ["/embed", "/embed?project_type=rest_api&features=orm", "/embed?theme=dark&lang=tr"]
    {
        let frame = get(path);
        assert_eq!(frame.status, 200);
        assert_eq!(frame.header("set-cookie"), None);
        assert_eq!(frame.header("access-control-allow-origin"), Some("*"), "{path}");
        let html = frame.text();
        for forbidden in ["<style", " style=\"", "<form", " onclick", "<script>", "<header"] {
            assert!(!html.contains(forbidden), "{path} has {forbidden}");
        }
        assert!(html.contains("content=\"noindex, nofollow\""));
    }
}

#[test]
fn answers_are_links_that_lead_to_a_result() {
    let mut address = "/embed?lang=en&theme=light&questions=project_type,database".to_owned();
    for _ in 0..2 {
        let frame = get(&address);
        assert!(frame.text().contains("data-theme=\"light\""));
        let links = answers(frame.text());
        address = links.first().unwrap().clone();
        assert!(address.contains("lang=en") && address.contains("theme=light"), "{address}");
    }
    assert!(address.contains("project_type=") && address.contains("database="), "{address}");
    let html = get(&address).text().to_owned();
    assert!(html.contains("That was the last question"), "{html}");
    let outcome = attributes(&html, "data-outcome").remove(0);
    let outcome: serde_json::Value = serde_json::from_str(&outcome).unwrap();
    assert_eq!(outcome["finished"], true);
    let permalink = outcome["permalink"].as_str().unwrap();
    let same = get_with(permalink, &[("accept", "application/json")]).json();
    assert_eq!(outcome["recommended"], same["recommended"]);
    assert_eq!(outcome["confidence"], same["confidence"]);
}

#[test]
fn one_of_several_answers_can_be_chosen_and_taken_back() {
    let frame = get("/embed?questions=features");
    let first = answers(frame.text()).remove(0);
    assert!(first.contains("features=") && first.contains("ask=features"), "{first}");
    let chosen = get(&first).text().to_owned();
    assert!(chosen.contains("aria-current=\"true\""));
    let back = answers(&chosen).remove(0);
    assert!(!back.contains("&features=") && !back.contains("?features="), "{back}");
}

#[test]
fn a_skipped_question_is_not_asked_again_and_a_chosen_order_holds() {
    let asked = |path: &str| {
        let html = get(path).text().to_owned();
        let heading = html.split("id=\"question\"").nth(1).unwrap();
        heading.split('>').nth(1).unwrap().split('<').next().unwrap().to_owned()
    };
    let first = asked("/embed?questions=database,project_type");
    let second = asked("/embed?questions=database,project_type&skip=database");
    assert_ne!(first, second);
    assert_eq!(asked("/embed?questions=project_type"), second);
    assert_eq!(asked("/embed?ask=project_type&questions=database"), second);
}

#[test]
fn hostile_parameters_are_left_out_and_reported() {
    let hostile = encoded("\"><script>alert(1)</script>");
    for name in
        ["theme", "questions", "ask", "lang", "candidates", "project_type", "skip", "nothing"]
    {
        let path = format!("/embed?{name}={hostile}");
        let frame = get(&path);
        assert_eq!(frame.status, 200, "{path}");
        assert!(!frame.text().contains("<script>alert"), "{path}");
        let is_reported = frame.text().contains("A part of this link does not count");
        assert_eq!(is_reported, !["lang", "skip"].contains(&name), "{path}");
    }
    assert_eq!(get("/embed?theme=%ff").status, 400);
    assert_eq!(get(&format!("/embed?x={}", "a".repeat(9_000))).status, 414);
    assert_eq!(send("POST", "/embed", &[], b"").status, 405);
}

#[test]
fn the_element_has_its_texts_and_fits_in_four_kilobytes() {
    let script = get_with("/embed.js", &[("accept-encoding", "gzip")]);
    assert_eq!(script.status, 200);
    assert_eq!(script.header("content-type"), Some("text/javascript; charset=utf-8"));
    let sent = send("GET", "/embed.js", &[("accept-encoding", "gzip")], b"");
    let length: usize = sent.header("content-length").map_or(0, |length| length.parse().unwrap());
    let plain = get("/embed.js").text().to_owned();
    assert!(plain.contains("\"tr\":{") && !plain.contains("__TEXTS__"));
    assert!(length <= 4_096, "{length} bytes");
    let freshness = sent.header("cache-control").unwrap();
    assert!(freshness.starts_with("public, max-age=300"), "its address is always the same");
}

#[test]
fn oembed_describes_the_frame_for_a_page_of_this_service() {
    for (page, source, title) in [
        ("", "/embed", "Which Python web framework fits your project? · framewise"),
        ("/", "/embed", "Which Python web framework fits your project? · framewise"),
        (
            "/?project_type=cms&lang=tr",
            "/embed?project_type=cms&lang=tr",
            "Projenize hangi Python web çatısı uyar? · framewise",
        ),
        (
            "/embed?theme=dark#course_links.django=https://a.example",
            "/embed?theme=dark",
            "Which Python web framework fits your project? · framewise",
        ),
        (
            "/compare?frameworks=django,flask,nothing",
            "/embed?candidates=django,flask",
            "Which Python web framework fits your project? · framewise",
        ),
        ("/frameworks/flask", "/embed", "Flask · framewise"),
    ] {
        let url = encoded(&format!("https://tools.example/framewise{page}"));
        let response = get_public(&format!("/oembed?url={url}&format=json&dnt=1"));
        assert_eq!(response.status, 200, "{page}: {}", response.text());
        let json = response.json();
        let html = json["html"].as_str().unwrap();
        assert_eq!(attributes(html, "src"), [format!("https://tools.example/framewise{source}")]);
        assert!(html.starts_with("<iframe ") && html.ends_with("></iframe>"), "{html}");
        for (member, value) in [
            ("type", "rich"),
            ("version", "1.0"),
            ("title", title),
            ("provider_name", "framewise"),
            ("provider_url", "https://tools.example/framewise/"),
        ] {
            assert_eq!(json[member], value, "{page}");
        }
    }
}

#[test]
fn oembed_keeps_the_size_that_a_consumer_allows() {
    let url = encoded("https://tools.example/framewise/");
    for (limits, width, height) in [
        ("", 680, 640),
        ("&maxwidth=320&maxheight=9999", 320, 640),
        ("&maxwidth=4294967295&maxheight=200", 680, 200),
    ] {
        let json = get_public(&format!("/oembed?url={url}{limits}")).json();
        assert_eq!((&json["width"], &json["height"]), (&width.into(), &height.into()));
        let html = json["html"].as_str().unwrap();
        assert!(html.contains(&format!(" width=\"{width}\" height=\"{height}\"")), "{html}");
    }
    for wrong in ["0", "-1", "wide", "1e3", "99999999999"] {
        let response = get_public(&format!("/oembed?url={url}&maxwidth={wrong}"));
        assert_eq!(response.status, 422, "{wrong}");
    }
}

#[test]
fn oembed_in_xml_has_the_same_values() {
    let url = encoded("https://tools.example/framewise/?project_type=cms&theme=dark");
    let json = get_public(&format!("/oembed?url={url}")).json();
    let xml = get_public(&format!("/oembed?url={url}&format=xml"));
    assert_eq!(xml.header("content-type"), Some("text/xml; charset=utf-8"));
    let mut reader = Reader::from_str(xml.text());
    let (mut path, mut values) = (Vec::new(), serde_json::Map::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => {
                path.push(String::from_utf8(element.name().as_ref().to_vec()).unwrap());
            }
            Event::End(_) => {
                path.pop();
            }
            Event::Text(text) => append(&mut values, &path, &text.decode().unwrap()),
            Event::GeneralRef(entity) => {
                let character = match &*entity.decode().unwrap() {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    other => panic!("{other}"),
                };
                append(&mut values, &path, character);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    for (name, value) in json.as_object().unwrap() {
        let plain = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        assert_eq!(values[name], plain, "{name}");
    }
}

/// Appends to the text of an element of the root.
fn append(values: &mut serde_json::Map<String, serde_json::Value>, path: &[String], text: &str) {
    let [_, name] = path else { return };
    let value = values.entry(name.clone()).or_insert_with(|| "".into());
    *value = format!("{}{text}", value.as_str().unwrap()).into();
}

#[test]
fn oembed_knows_no_other_pages() {
    for url in [
        "https://tools.example/",
        "https://tools.example/framewisely",
        "https://tools.example/framewise/method",
        "https://tools.example/framewise/embed/new",
        "https://tools.example/framewise/frameworks/nothing",
        "https://tools.example/framewise/frameworks/",
        "https://tools.example/framewise/frameworks/flask/x",
        "https://tools.example/framewise/../",
        "https://tools.example:444/framewise/",
        "https://me:secret@tools.example/framewise/",
        "http://tools.example/framewise/",
        "https://tools.example.evil.example/framewise/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "framewise",
        "/framewise/",
    ] {
        let response = get_public(&format!("/oembed?url={}", encoded(url)));
        assert_eq!(response.status, 404, "{url}");
        assert!(!response.text().contains("secret"));
    }
    let url = encoded("https://tools.example/framewise/");
    assert_eq!(get_public("/oembed").status, 422);
    assert_eq!(get_public(&format!("/oembed?url={url}&format=yaml")).status, 501);
    assert_eq!(get_public("/oembed?url=%ff").status, 400);
}

#[test]
fn markup_in_an_address_stays_text() {
    let page = "https://tools.example/framewise/?project_type=\"><script>alert(1)</script>&a='b";
    let json = get_public(&format!("/oembed?url={}", encoded(page))).json();
    let html = json["html"].as_str().unwrap();
    assert_eq!(html.matches('<').count(), 2, "{html}");
    let source = attributes(html, "src").remove(0);
    let path = source.strip_prefix("https://tools.example/framewise").unwrap();
    assert_eq!(get_public(path).status, 200);
}

/// What WordPress makes of the snippet of an unknown provider (`wp_filter_oembed_result`, WordPress 6): it keeps
/// `a`, `blockquote` and `iframe` with few attributes, requires the frame, appends a secret to its address, and adds a
/// sandbox of its own.
#[test]
fn wordpress_keeps_the_frame_of_an_unknown_provider() {
    let page = get_public("/?project_type=cms");
    let head = page.text().split("</head>").next().unwrap();
    let links = head.split("<link ").skip(1).map(|rest| rest.split('>').next().unwrap());
    let mut found = links.filter(|link| link.contains("application/json+oembed"));
    let link = attributes(&format!(" {}", found.next().unwrap()), "href").remove(0);
    // WordPress sets these parameters, and `url` to the address that the author pasted.
    let mut address = url::Url::parse(&link).unwrap();
    let pasted = "https://tools.example/framewise/?project_type=cms";
    assert_eq!(address.query_pairs().find(|(name, _)| name == "url").unwrap().1, pasted);
    address
        .query_pairs_mut()
        .append_pair("maxwidth", "600")
        .append_pair("maxheight", "900")
        .append_pair("dnt", "1");
    let path = address.as_str().strip_prefix("https://tools.example/framewise").unwrap();
    let json = get_public(path).json();
    assert_eq!(json["type"], "rich");
    let html = json["html"].as_str().unwrap();
    assert!(!html.contains('\n'));
    let (before, rest) = html.split_once("<iframe").unwrap();
    assert_eq!((before, rest.ends_with("></iframe>")), ("", true), "nothing but the frame");
    let source = attributes(html, "src").remove(0);
    assert!(!source.contains('#') && source.starts_with("https://"), "{source}");
    assert!(!attributes(html, "title").remove(0).is_empty());
}

#[test]
fn pages_that_can_be_embedded_say_so_where_the_public_address_is_known() {
    for path in ["/", "/embed", "/?lang=tr&project_type=cms", "/embed?theme=dark"] {
        let html = get_public(path).text().to_owned();
        assert!(
            html.contains("application/json+oembed") && html.contains("text/xml+oembed"),
            "{path}"
        );
        assert!(!get(path).text().contains("+oembed"), "a link has to be complete");
    }
    assert!(!get_public("/problems/not-found").text().contains("+oembed"));
}

#[test]
fn without_a_public_address_the_service_is_what_the_caller_names() {
    let port = crate::helpers::shared().port;
    let url = |base: &str| format!("/oembed?url={}", encoded(&format!("{base}/?project_type=cms")));
    let own = get(&url(&format!("http://127.0.0.1:{port}"))).json();
    let source = attributes(own["html"].as_str().unwrap(), "src").remove(0);
    assert_eq!(source, format!("http://127.0.0.1:{port}/embed?project_type=cms"));
    for other in ["http://127.0.0.1", "http://localhost:80", "https://evil.example"] {
        assert_eq!(get(&url(other)).status, 404, "{other}");
    }
}

#[test]
fn the_snippets_have_the_chosen_options_and_complete_addresses() {
    let form = "/embed/new?frame_lang=tr&theme=dark&candidates=django&candidates=flask&questions=database&x=\"><b>";
    let page = get_public(&form.replace(['"', '<', '>'], "%22"));
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.contains("frame-ancestors 'none'") && policy.ends_with("frame-src 'self'"),
        "{policy}"
    );
    let html = page.text();
    let source = "https://tools.example/framewise/embed?lang=tr&amp;theme=dark&amp;candidates=django,flask&amp;questions=database";
    assert_eq!(attributes(html, "src").iter().filter(|link| link.contains("/embed?")).count(), 1);
    assert!(html.contains(source));
    assert!(
        html.contains(
            "&lt;script src=&quot;https://tools.example/framewise/embed.js&quot; async&gt;"
        )
    );
    assert!(html.contains("&lt;framewise-advisor lang=&quot;tr&quot; theme=&quot;dark&quot; candidates=&quot;django,flask&quot; questions=&quot;database&quot;<span"));
    // The script puts the join token of a cohort into these places.
    let places = attributes(html, "data-cohort");
    let expected = [" cohort=\"%\"", "#cohort=%", "#cohort=%"];
    assert_eq!(places, expected);
    let field = html.split("<input id=\"join-token\"").nth(1).unwrap();
    assert!(!field.split('>').next().unwrap().contains("name="), "no browser sends it");
    assert!(!html.contains("<b>"));
    assert_eq!(
        get("/embed/new?candidates=%3Cb%3E&questions=nothing&theme=&frame_lang=").status,
        200
    );
}
