//! What assistants read first.

use framewise_model::knowledge::Knowledge;

use crate::helpers::{Server, frozen_knowledge, get};

/// The links of a Markdown text.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| rest.split(')').next())
}

#[test]
fn it_has_the_format_that_assistants_expect() {
    let response = get("/llms.txt");
    assert_eq!(response.status, 200);
    assert_eq!(response.header("content-type"), Some("text/plain; charset=utf-8"));
    let text = response.text();
    assert!(text.starts_with("# framewise\n\n> "), "{text}");
    // A list of links stands under each heading.
    for section in text.split("\n## ").skip(1) {
        assert!(section.contains("\n- ["), "{section}");
    }
    let last = text.rsplit("\n## ").next().unwrap();
    assert!(last.starts_with("Optional\n"), "{last}");
    assert!(text.len() < 7_000, "{} bytes", text.len());
}

#[test]
fn every_link_leads_somewhere() {
    let text = get("/llms.txt").text().to_owned();
    let mut followed = 0;
    // Without the handlers that misbehave for tests. Assistants send POST to /mcp.
    for link in links(&text).filter(|link| *link != "/mcp" && !link.starts_with("/probe/")) {
        // Without a contact the address says how to name one.
        let expected = if link == "/.well-known/security.txt" { 404 } else { 200 };
        assert_eq!(get(link).status, expected, "{link}");
        followed += 1;
    }
    assert!(followed > 20, "{followed}");
    assert!(links(&text).any(|link| link == "/mcp"));
    assert_eq!(get("/mcp").status, 405);
}

#[test]
fn it_lists_every_operation_of_the_description() {
    let text = get("/llms.txt").text().to_owned();
    let description = get("/openapi.json").json();
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let name = format!("`{} {path}`", method.to_uppercase());
            assert!(text.contains(&name), "{name}");
            assert!(text.contains(operation["summary"].as_str().unwrap()), "{name}");
        }
    }
}

#[test]
fn its_counts_are_those_of_the_knowledge() {
    let Knowledge { version, frameworks, criteria, sources, questions, .. } = frozen_knowledge();
    let expected = format!(
        "(version {version}) has {} frameworks, {} criteria, {} questions on the project and {} sources",
        frameworks.len(),
        criteria.len(),
        questions.len(),
        sources.len(),
    );
    let text = get("/llms.txt").text().to_owned();
    assert!(text.contains(&expected), "{text}");
}

#[test]
fn behind_a_proxy_its_links_have_the_public_address() {
    let server =
        Server::with_contact("https://tools.example/framewise", "mailto:security@tools.example");
    let text = server.send("GET", "/llms.txt", &[], b"").text().to_owned();
    assert!(links(&text).count() > 20);
    for link in links(&text) {
        assert!(link.starts_with("https://tools.example/framewise/"), "{link}");
    }
}
