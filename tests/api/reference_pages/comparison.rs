//! The comparison.

use super::{BROWSER, LANGUAGES, array, assert_shown, page, text};
use crate::helpers::{get, get_with};
use crate::html::Element;

#[test]
fn the_comparison_has_the_numbers_and_claims_of_the_api() {
    let query = "frameworks=flask,django,litestar";
    let api = get(&format!("/v1/comparison?{query}")).json();
    for language in LANGUAGES {
        let root = page(&format!("/compare?{query}"), language);
        let sections = root.named("section");
        let section = |id: &str| {
            let labelled = |section: &&&Element| section.attribute("aria-labelledby") == Some(id);
            sections.iter().find(labelled).unwrap()
        };
        let numbers = section("ratings").numbers();
        let criteria = array(&api["criteria"]).iter();
        for row in criteria.filter(|row| !text(&row["id"]).starts_with("feature:")) {
            for rating in row["frameworks"].as_object().unwrap().values() {
                for member in ["value", "low", "high"] {
                    assert_shown(&numbers, &rating[member], text(&row["id"]));
                }
            }
        }
        let heads = section("ratings").named("thead")[0].named("th");
        let names: Vec<&str> = heads[1..].iter().map(|head| head.text.as_str()).collect();
        assert_eq!(names, ["Flask", "Django", "Litestar"], "the order of the address");
        for (member, id) in [
            ("use_when", "when"),
            ("avoid_when", "when"),
            ("advantages", "pros"),
            ("disadvantages", "pros"),
        ] {
            for claims in api[member].as_object().unwrap().values() {
                for claim in array(claims) {
                    assert!(section(id).text.contains(text(&claim["text"])), "{claim}");
                }
            }
        }
        assert_eq!(section("capabilities").named("tbody")[0].named("tr").len(), 30);
    }
}

#[test]
fn the_question_of_the_article_is_the_title_of_its_page() {
    assert_eq!(
        page("/compare?frameworks=django,flask", "en").named("h1")[0].text,
        "Django or Flask?"
    );
    let turkish = page("/compare?frameworks=django,flask", "tr");
    assert_eq!(turkish.named("h1")[0].text, "Django ya da Flask: hangisi?");
}

#[test]
fn a_comparison_that_is_wrong_in_part_shows_the_rest() {
    let response = get_with("/compare?frameworks=django,flsk,rails&lang=en", &[BROWSER]);
    assert_eq!(response.status, 422);
    let root = Element::parse(response.text());
    for said in
        ["There is no framework “flsk”.", "Did you mean Flask?", "There is no framework “rails”."]
    {
        assert!(root.text.contains(said), "{said}");
    }
    assert_eq!(root.named("h1")[0].text, "Django on one page");
    let meant = "/compare?frameworks=django,flask&lang=en";
    assert!(root.named("a").iter().any(|link| link.attribute("href") == Some(meant)));
    // As check boxes send it.
    let repeated = page("/compare?frameworks=django&frameworks=flask", "en");
    assert_eq!(repeated.named("h1")[0].text, "Django or Flask?");
}
